// A reader compares, checks a quotation, searches and changes the language; with scripts and without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { basics, browse, exampleArchive, fill, form, open, send, serve, violations } from "./helpers.mjs";

const [OLD, NEW] = ["arv-hta-2024-05-14/ja", "arv-hta-2026-05-20/ja"];
let server, browser;

before(async () => {
  server = await serve(exampleArchive());
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const scripts of [true, false]) {
  const how = scripts ? "with scripts" : "without scripts";
  const enter = async (path, more = {}) => {
    const page = await open(browser, server.origin, { scripts, ...more });
    await page.goto(path);
    return page;
  };

  test(`two documents are compared, ${how}`, async () => {
    const page = await enter("/compare");
    const compare = page.locator('main form[action="/compare"]:not([method=post i])').first();
    await fill(compare, { a: OLD, b: NEW });
    await send(page, compare);
    assert.match(decodeURIComponent(page.url()), new RegExp(`a=${OLD}.*b=${NEW}`));
    for (const part of [".changes", "ins", "del"]) assert.ok(await page.locator(`main ${part}`).count(), `no ${part}`);
    assert.deepEqual(page.faults, []);
  });

  test(`a pasted draft is compared, ${how}`, async () => {
    const page = await enter("/compare");
    const draft = page.locator('main form[action="/compare"][method=post i]').first();
    for (const fold of await draft.locator("xpath=ancestor::details[not(@open)]").all()) await fold.locator("> summary").click();
    if (await draft.locator("[name=a]").count()) await fill(draft, { a: "arv-hta-2025-05-21/en" });
    await fill(draft, { text: "We strongly condemn the armed attack of the Tovarian Federation.\n\nWe welcome the opening of a fish market by June 2027.\n" });
    await send(page, draft);
    assert.match(await page.locator("main").innerText(), /fish market/);
    assert.ok(await page.locator("main ins, main del").count());
    assert.deepEqual(page.faults, []);
    assert.deepEqual(await violations(page), []);
  });

  test(`quotations get their verdicts, ${how}`, async () => {
    const page = await enter("/verify");
    for (const [text, verdict] of [
      ["We strongly condemn the armed attack of the Tovarian Federation against the Kingdom of Selmark.", "verbatim"],
      ["HTA pledges to train sixty Arvenian experts in 2025.", "altered"],
      ["The harbour master of Brennoy sells excellent herring on Sundays and Tuesdays.", "not_found"],
    ]) {
      const verify = await form(page, "/verify");
      await fill(verify, { text });
      await send(page, verify);
      assert.equal(await page.locator("main [data-verdict]").first().getAttribute("data-verdict"), verdict);
      assert.deepEqual(await violations(page), []);
    }
    assert.deepEqual(page.faults, []);
  });

  test(`a search finds what stands there, marks it, and has an address, ${how}`, async () => {
    const page = await enter("/");
    await page.locator("header #search").fill("undersea cables");
    await Promise.all([page.waitForURL(/\/search\?.*q=undersea/), page.keyboard.press("Enter")]);
    await page.waitForLoadState();
    assert.ok(await page.locator('main a[href^="/documents/arv-hta-2025-05-21/en"]').count());
    assert.ok(await page.locator("main mark").count(), "the match is not marked");
    await page.goto("/search?q=%22undersea");
    assert.ok(await page.locator("main .error, main .warning").count(), "a mistake of the query is not told");
    assert.deepEqual(page.faults, []);
  });

  test(`the language changes by a click and stays, ${how}`, async () => {
    const page = await enter("/documents?party=ARV");
    await page.locator('form[action="/settings"] button[name=language][value=ja]').first().click();
    await page.locator("html[lang=ja]").waitFor();
    assert.match(page.url(), /\/documents\?party=ARV/);
    await page.goto("/register");
    assert.deepEqual(await basics(page, { language: "ja" }), []);
    await page.locator('form[action="/settings"] button[name=language][value=en]').first().click();
    await page.locator("html[lang=en]").waitFor();
    assert.deepEqual(page.faults, []);
  });

  test(`the theme changes by a click and stays, ${how}`, async () => {
    const page = await enter("/");
    const theme = page.locator('form[action="/settings"]:has([name=theme])').first();
    const button = theme.locator("button[name=theme][value=dark]");
    if (await button.count()) await button.click();
    else {
      await fill(theme, { theme: "dark" });
      await theme.locator("button").first().click();
    }
    await page.locator("html[data-theme=dark]").waitFor();
    await page.goto("/documents/arv-hta-2025-05-21/en");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.deepEqual(await violations(page), []);
  });
}

test("a reader's settings lead back to this server only", async () => {
  const page = await open(browser, server.origin);
  await page.goto("/");
  const csrf = await page.locator('form[action="/settings"] [name=csrf]').first().inputValue();
  for (const back of ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "/%0d%0aSet-Cookie:a=b"]) {
    const answer = await page.request.post("/settings", { form: { csrf, language: "ja", back }, headers: { origin: server.origin }, maxRedirects: 0 });
    const location = answer.headers().location ?? "/";
    assert.equal(new URL(location, server.origin).origin, server.origin, `${back} leads to ${location}`);
  }
});
