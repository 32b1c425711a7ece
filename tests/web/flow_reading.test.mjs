// A reader in the reading room: a correction of a reading stands over every later reading, notes and citations are at
// hand, both languages go in step, the keyboard leads through, and paper gets the text alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, exampleArchive, fill, form, open, send, serve } from "./helpers.mjs";

const TEXT = "/documents/arv-hta-2025-05-21/en";
let archive, server, browser;

before(async () => {
  archive = exampleArchive();
  server = await serve(archive);
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The acts that stand at a provision of the reading room. */
const acts = async (page, number) => (await page.locator(`#p${number}`).getAttribute("data-acts")).split(/\s+/);

for (const [scripts, number] of [[true, 12], [false, 11]]) {
  const how = scripts ? "with scripts" : "without scripts";

  test(`a corrected reading stands, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto(TEXT);
    assert.ok(!(await acts(page, number)).includes("note"));
    await page.locator(`#p${number} a.number`).click();
    await page.waitForURL(`**/p/${number}`);
    const correct = await form(page, "/correct");
    await fill(correct, { act: "note", reason: `as agreed at the desk ${how}` });
    await send(page, correct);
    assert.match(await page.locator("main").innerText(), new RegExp(`as agreed at the desk ${how}`));
    await page.goto(TEXT);
    assert.ok((await acts(page, number)).includes("note"), "not after the correction");
    await server.stop();
    server = await serve(archive);
    const later = await open(browser, server.origin, { scripts });
    await later.goto(TEXT);
    assert.ok((await acts(later, number)).includes("note"), "not after a new start");
    assert.deepEqual([...page.faults, ...later.faults], []);
  });

  test(`a note stays with its provision, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto(`${TEXT}/p/4`);
    const note = await form(page, "/note");
    await fill(note, { text: `compare 2024 ${how}` });
    await send(page, note);
    assert.match(await page.locator("main").innerText(), new RegExp(`compare 2024 ${how}`));
    assert.deepEqual(page.faults, []);
  });

  test(`the text is marked and both languages stand in step, ${how}`, async () => {
    const page = await open(browser, server.origin, { scripts });
    await page.goto(TEXT);
    for (const mark of ["mark.act[data-act]", ".actor", "time.date[datetime]", ".mechanism", "a.chip.commitment", "a.chip.counterpart"])
      assert.ok(await page.locator(`#text ${mark}`).count(), `no ${mark}`);
    await page.goto(`${TEXT}?beside=ja`);
    const rows = page.locator(".beside .row:not(.section)");
    assert.ok((await rows.count()) > 20);
    const [left, right] = [rows.nth(5).locator(":scope > [lang=en]"), rows.nth(5).locator(":scope > [lang=ja]")];
    assert.equal(Math.round((await left.boundingBox()).y), Math.round((await right.boundingBox()).y), "not in step");
    assert.deepEqual(page.faults, []);
  });
}

test("a provision can be cited as text, CSL-JSON and BibTeX", async () => {
  const page = await open(browser, server.origin);
  await page.goto(`${TEXT}/p/12`);
  const shown = await page.locator("main").evaluate((main) => main.textContent);
  assert.match(shown, /@\w+\s*\{/);
  assert.match(shown, /"type"\s*:/);
  assert.match(shown, /arv-hta-2025-05-21/);
});

test("the keyboard leads: / j k ?", async () => {
  const page = await open(browser, server.origin);
  await page.goto(TEXT);
  const current = () =>
    page.evaluate(() => document.querySelector(".provision.current, .provision[aria-current], .provision:focus, .provision:focus-within")?.id);
  await page.keyboard.press("j");
  const first = await current();
  assert.match(first ?? "", /^p\d+$/);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const third = await current();
  assert.notEqual(third, first);
  assert.ok(await page.locator(`#${third}`).evaluate((element) => element.getBoundingClientRect().top < innerHeight), "out of sight");
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  assert.equal(await current(), first);
  await page.keyboard.press("?");
  assert.equal(await page.locator("dialog[open]").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("jk?");
  assert.equal(await page.locator("#search").inputValue(), "jk?", "keys of the page work while somebody types");
  assert.deepEqual(page.faults, []);
});

test("the skip link comes first and leads to the text", async () => {
  const page = await open(browser, server.origin);
  await page.goto(TEXT);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0), "it is not seen");
});

for (const path of [TEXT, `${TEXT}?beside=ja`, "/stocktake?parties=ARV,HTA&until=2026-11-30", "/register", "/formula?of=arv-hta-2025-05-21/en%23p12"])
  test(`paper gets no furniture of the screen: ${path}`, async () => {
    const page = await open(browser, server.origin, { scheme: "dark" });
    assert.equal((await page.goto(path)).status(), 200);
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 5_000);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.ok(!(await page.locator("header.top").isVisible()));
    const [paper, ink] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [getComputedStyle(document.documentElement).backgroundColor + style.backgroundColor, style.color];
    });
    assert.doesNotMatch(paper, /rgb\((\d|[1-9]\d|1\d\d), /, "dark paper");
    assert.match(ink, /rgb\((\d|[1-9]\d), /, "pale ink");
  });
