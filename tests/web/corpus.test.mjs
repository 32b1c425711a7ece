// Where the real documents stand beside the repository: 25 of them are read in the pages. Nothing of them is kept.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { basics, browse, CORPUS, corpusArchive, open, seimei, serve, violations } from "./helpers.mjs";

const archive = corpusArchive(25);
const skip = archive ? false : `${CORPUS} is not there`;
let server, browser;

before(async () => {
  if (skip) return;
  server = await serve(archive);
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const documents = () =>
  seimei("list", "--archive", archive, "--json")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("real documents are read in the pages", { skip }, async () => {
  const faults = [];
  for (const language of ["en", "ja"]) {
    const page = await open(browser, server.origin, { language, width: 390 });
    for (const [at, document] of documents().entries()) {
      const path = `/documents/${document.id ?? document.name}`;
      const answer = await page.goto(path);
      if (answer.status() !== 200) faults.push(`${answer.status()} ${path}`);
      faults.push(...(await basics(page, { language, narrow: true })).map((fault) => `${language} ${path}: ${fault}`));
      if (!(await page.locator("section.provision").count())) faults.push(`${path}: no provision`);
      if (at % 5 === 0) faults.push(...(await violations(page)).map((fault) => `${path}: ${fault}`));
    }
    faults.push(...page.faults);
  }
  assert.deepEqual(faults, []);
});

for (const path of ["/", "/documents", "/search?q=security", "/positions", "/register", "/register?view=board", "/register/evidence", "/mechanisms", "/alignment", "/chronology"])
  test(`the corpus on ${path}`, { skip }, async () => {
    const page = await open(browser, server.origin, { width: 390, language: "ja" });
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200);
    assert.deepEqual([...(await basics(page, { language: "ja", narrow: true })), ...(await violations(page)), ...page.faults], []);
  });
