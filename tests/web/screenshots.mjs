// Makes docs/screenshots: every page of the invented examples, wide and light in both languages, and four pages narrow
// and dark. The same pictures each time: fixed screen, fixed day, the clock of the server stands still (faketime).
//
//   apt-get install faketime fonts-noto-cjk
//   SEIMEI_BIN=target/release/seimei node tests/web/screenshots.mjs [PAGE]...

import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { browse, exampleArchive, open, ROOT, seimei, serve, TODAY } from "./helpers.mjs";
import { PAGES } from "./pages.mjs";

const FOLDER = join(ROOT, "docs/screenshots");
/** Variants that show nothing that another picture does not. */
const LEFT_OUT = new Set(["documents-filtered", "documents-none", "reading-ja", "reading-marked", "search-fields", "search-ja", "search-none", "formula-text", "stocktake-empty", "compare-empty", "formula-empty", "no-document"]);
const ALSO_NARROW = new Set(["overview", "reading", "register-board", "compare"]);
/** Pages that are told only by what stands below the first screen. */
const WHOLE = new Set(["provision", "entry"]);

const clock = readdirSync("/usr/lib", { withFileTypes: true })
  .map((entry) => `/usr/lib/${entry.name}/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path));
if (clock) Object.assign(process.env, { SEIMEI_PRELOAD: clock, FAKETIME: `${TODAY} 09:00:00`, FAKETIME_DONT_FAKE_MONOTONIC: "1", TZ: "UTC" });
else console.error("faketime is not installed: decisions show the day on which the pictures are made");

/** Keeps the register for a while, so that the pictures show it in use. */
function keep(archive) {
  const at = (name) => `arv-hta-2024-05-14/ja#${name}.1`;
  const register = (command, ...rest) => seimei("register", command, "--archive", archive, ...rest);
  const assess = (name, status, reason, ...more) => register("assess", at(name), "--status", status, "--reason", reason, "--day", TODAY, ...more);
  register("accept", at("p15"), "arv-hta-2025-05-21/ja#p13");
  assess("p15", "complete", "The Programme was adopted on 21 March 2025.");
  register("accept", at("p18"), "arv-hta-2025-05-21/ja#p15");
  assess("p18", "complete", "The Liaison Office opened on 1 April 2025.");
  assess("p22", "substantial", "Two of three radars are in operation.", "--independent", "--assessor", "Court of Audit");
  assess("p17", "limited", "The negotiations go on.");
  register("confirm", at("p19"), "--reason", "Read against the original.");
  register("correct", at("p26"), "--due", "2027", "--reason", "Agreed at working level.");
  register("place", at("p21"), "arv-hta-2025/3.1");
}

const archive = exampleArchive();
keep(archive);
const server = await serve(archive);
const browser = await browse();
const wanted = process.argv.slice(2);
if (!wanted.length) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

async function take(name, path, reader, file) {
  const page = await open(browser, server.origin, reader);
  await page.goto(path);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${file}.png`), fullPage: WHOLE.has(name), animations: "disabled", caret: "hide" });
  await page.context().close();
}

let count = 0;
for (const { name, path } of PAGES.filter((page) => !LEFT_OUT.has(page.name) && (!wanted.length || wanted.includes(page.name))))
  for (const language of ["en", "ja"]) {
    await take(name, path, { language }, `${name}.${language}`);
    count += 1;
    if (!ALSO_NARROW.has(name)) continue;
    await take(name, path, { language, width: 390 }, `${name}.${language}.narrow`);
    await take(name, path, { language, scheme: "dark" }, `${name}.${language}.dark`);
    count += 2;
  }
await browser.close();
await server.stop();
console.log(`${count} pictures in ${FOLDER}`);
