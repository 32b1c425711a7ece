// A person adds a document and looks after it: upload, job, reading room, metadata, bin. With scripts and without.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browse, exampleArchive, fill, form, open, scratch, send, serve } from "./helpers.mjs";

let server, browser;

before(async () => {
  server = await serve(exampleArchive());
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Writes a statement of two invented states to a file. */
function statement(day, place) {
  const path = join(scratch(), `joint-statement-${day}.md`);
  writeFileSync(
    path,
    `---
title: Joint Statement of Arvenia and Selmark
date: ${day}
---

# Joint Statement of Arvenia and Selmark

The Ministers of Arvenia and Selmark met in ${place} on ${day}. We welcome the reopening of the ferry between our ports.

We will establish a joint office for lighthouses by March 2028. We condemn the mining of the Grey Strait.
`,
  );
  return path;
}

/** Waits until a job is over; the page gets there by itself, with scripts or without. */
async function finished(page) {
  const over = page.locator(".job[data-state=done], .job[data-state=failed], .job[data-state=cancelled]").first();
  await over.waitFor({ timeout: 30_000 });
  return over.getAttribute("data-state");
}

for (const [scripts, day, place] of [[true, "2026-04-02", "Skarholm"], [false, "2026-04-09", "Brennoy"]]) {
  const how = scripts ? "with scripts" : "without scripts";

  test(`a file is added, read and found, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto("/documents/add");
    const upload = await form(page, "/documents/add");
    await fill(upload, { files: statement(day, place) });
    await Promise.all([page.waitForURL(/\/jobs\/\d+/), upload.locator("button[type=submit], button:not([type])").first().click()]);
    assert.equal(await finished(page), "done");
    const link = page.locator('main a[href^="/documents/"]').filter({ hasNotText: /^$/ }).first();
    const href = await link.getAttribute("href");
    assert.match(href, new RegExp(day));

    await page.goto(href);
    assert.match(await page.locator("main").innerText(), new RegExp(`met in ${place}`));
    assert.ok((await page.locator("section.provision").count()) >= 3);
    assert.ok(await page.locator("section.provision[data-acts~=condemn]").count());

    await page.goto("/search?q=lighthouses");
    assert.ok(await page.locator(`main a[href^="${href.split(/[?#]/)[0].replace(/\/en$/, "")}"]`).count(), "the search does not find it");
    await page.goto("/documents?year=2026");
    assert.ok(await page.locator(`main a[href*="${day}"]`).count(), "the list does not have it");
    assert.deepEqual(page.faults, []);
  });

  test(`what a person says of a document stands, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto("/documents/arv-hta-2024-05-14/edit");
    const edit = await form(page, "/documents/arv-hta-2024-05-14/edit");
    await fill(edit, { place });
    await send(page, edit);
    assert.doesNotMatch(page.url(), /error/);
    await page.goto("/documents/arv-hta-2024-05-14/edit");
    assert.equal(await page.locator("main [name=place]").first().inputValue(), place);
    await page.goto("/documents/arv-hta-2024-05-14/ja");
    assert.match(await page.locator("body").innerText(), new RegExp(place));
    assert.deepEqual(page.faults, []);
  });

  test(`a date that is none is refused where it stands, and nothing typed is lost, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto("/documents/arv-hta-2024-05-14/edit");
    const edit = await form(page, "/documents/arv-hta-2024-05-14/edit");
    await fill(edit, { date: "2024-13-45", note: `kept ${how}` });
    await send(page, edit);
    assert.match(await page.locator("main").innerText(), /2024-13-45/);
    assert.equal(await page.locator("main [name=note]").first().inputValue(), `kept ${how}`);
    assert.ok(await page.locator("main .error").count());
  });

  test(`a document goes into the bin and comes back, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    const at = "/documents/arv-2026-05-20";
    await page.goto(`${at}/edit`);
    await send(page, await form(page, `${at}/remove`));
    await page.goto("/documents");
    assert.equal(await page.locator(`main a[href^="${at}/"]`).count(), 0);
    await page.goto("/documents?removed=1");
    await send(page, await form(page, `${at}/restore`));
    await page.goto("/documents");
    assert.ok(await page.locator(`main a[href^="${at}"]`).count());
    assert.deepEqual(page.faults, []);
  });
}

test("a job answers programs with JSON", async () => {
  const page = await open(browser, server.origin);
  await page.goto("/documents/add");
  const csrf = await page.locator("form[action='/documents/add'] [name=csrf]").inputValue();
  const answer = await page.request.post("/documents/add", {
    headers: { accept: "application/json", origin: server.origin },
    multipart: { csrf, files: { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("Arvenia and Selmark will open a bridge by May 2028.\n") } },
  });
  assert.equal(answer.status(), 202);
  assert.match(answer.headers()["content-type"], /json/);
});
