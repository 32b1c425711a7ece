// A desk keeps the register: evidence is accepted, a commitment assessed and confirmed, a decision undone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, exampleArchive, fill, form, open, send, serve } from "./helpers.mjs";

const DONE = "[data-class=done]";
let server, browser;

before(async () => {
  server = await serve(exampleArchive());
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const told = (page) => page.locator("main").innerText();

for (const [scripts, accepted, assessed] of [[true, "p18", "p21"], [false, "p19", "p22"]]) {
  const how = scripts ? "with scripts" : "without scripts";
  const entry = (name) => `/register/entries/arv-hta-2024-05-14/ja/${name}.1`;

  test(`offered evidence is accepted in the inbox, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto("/register/evidence");
    const before = await page.locator('main form[action$="/accept"]').count();
    assert.ok(before > 5);
    const accept = await form(page, `${entry(accepted)}/accept`);
    const provision = await accept.locator("[name=provision]").first().inputValue();
    await send(page, accept);
    await page.goto(entry(accepted));
    const number = provision.split("#p")[1];
    assert.ok(await page.locator(`.evidence a[href*="/documents/"][href$="p${number}"], .evidence a[href$="/p/${number}"]`).count(), "it does not stand there");
    await page.goto("/register/evidence");
    assert.ok((await page.locator('main form[action$="/accept"]').count()) < before);
    assert.deepEqual(page.faults, []);
  });

  test(`a commitment is assessed and confirmed, and one step taken back, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto(entry(assessed));
    assert.equal(await page.locator(DONE).count(), 0);
    const assess = await form(page, "/assess");
    await fill(assess, { status: "complete", reason: `the radars were seen ${how}` });
    await send(page, assess);
    await page.goto(entry(assessed));
    assert.match(await told(page), new RegExp(`the radars were seen ${how}`));
    assert.ok(await page.locator(DONE).count());

    const confirm = await form(page, "/confirm");
    if (await confirm.locator("[name=reason]").count()) await fill(confirm, { reason: `read by two ${how}` });
    await send(page, confirm);

    await page.goto("/register/decisions");
    assert.match(await told(page), new RegExp(`the radars were seen ${how}`));
    const row = page.locator("main tr, main li, main article").filter({ hasText: `the radars were seen ${how}` }).filter({ has: page.locator('form[action$="/undo"]') });
    await send(page, row.last().locator('form[action$="/undo"]').first());
    await page.goto(entry(assessed));
    assert.equal(await page.locator(DONE).count(), 0, "the assessment still counts");
    assert.deepEqual(page.faults, []);
  });

  test(`an assessment without a reason is refused with what to do, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto(entry("p25"));
    const assess = await form(page, "/assess");
    await assess.locator("[name=reason]").first().evaluate((field) => field.removeAttribute("required"));
    await fill(assess, { status: "limited" });
    await send(page, assess);
    assert.ok(await page.locator("main .error").count());
  });

  test(`a stale sight is refused, ${how}`, async () => {
    const [one, two] = [await open(browser, server.origin, { scripts }), await open(browser, server.origin, { scripts })];
    const at = entry(scripts ? "p26" : "p27");
    await one.goto(at);
    await two.goto(at);
    for (const page of [one, two]) {
      const assess = await form(page, "/assess");
      await fill(assess, { status: page === one ? "limited" : "substantial", reason: page === one ? "first" : "second" });
      await send(page, assess);
    }
    assert.ok(await two.locator("main .error").count(), "the second decision was taken without having seen the first");
    await one.goto(at);
    assert.match(await told(one), /first/);
    assert.doesNotMatch(await told(one), /second/);
  });
}

test("the board and the table hold the same entries", async () => {
  const page = await open(browser, server.origin);
  const names = async () => {
    const hrefs = await page.locator('main a[href^="/register/entries/"]').evaluateAll((all) => all.map((link) => link.getAttribute("href").split(/[?#]/)[0]));
    return [...new Set(hrefs)].sort();
  };
  await page.goto("/register?view=table");
  const table = await names();
  await page.goto("/register?view=board");
  assert.ok(table.length > 30);
  assert.deepEqual(await names(), table);
});
