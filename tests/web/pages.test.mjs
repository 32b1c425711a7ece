// Every page, in both languages, wide and narrow, with and without scripts, light and dark: it is whole, speaks the
// reader's language, fits the screen, asks nobody else, and axe-core finds nothing against WCAG 2.2 AA.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { basics, browse, exampleArchive, open, serve, violations } from "./helpers.mjs";
import { FILES, PAGES } from "./pages.mjs";

const LANGUAGES = ["en", "ja"];
const readers = [];
let server, browser;

before(async () => {
  server = await serve(exampleArchive());
  browser = await browse();
  for (const language of LANGUAGES)
    for (const width of [1280, 390])
      for (const scripts of [true, false])
        readers.push({ language, width, scripts, page: await open(browser, server.origin, { language, width, scripts }) });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Visits a page as one reader and returns all that is wrong, each with who saw it. */
async function visit({ page, language, width, scripts }, { path, status = 200 }) {
  const faults = [];
  page.faults.length = 0;
  const answer = await page.goto(path);
  if (answer.status() !== status) faults.push(`status ${answer.status()}`);
  // A browser mends attributes that run together and classes that lost their space; a reader of the source does not.
  const together = /<[a-z][^<>]*"[a-z-]+="[^<>]*>/.exec(await answer.text())?.[0];
  if (together) faults.push(`attributes run together: ${together.slice(0, 150)}`);
  const policy = answer.headers()["content-security-policy"] ?? "";
  if (!policy.includes("default-src 'none'") || policy.includes("unsafe")) faults.push(`policy: ${policy}`);
  faults.push(...(await basics(page, { language, narrow: width < 600 })), ...page.faults);
  // Four looks of axe show each language with each width and each scheme, and each width with each scheme.
  const colorScheme = (language === "en") === (width > 600) ? "light" : "dark";
  await page.emulateMedia({ colorScheme });
  faults.push(...(await violations(page)).map((fault) => `${colorScheme}: ${fault}`));
  return faults.map((fault) => `${language} ${width} ${scripts ? "" : "without scripts "}${fault}`);
}

/** Asks as the page's own forms do when nobody fills anything in; an empty field is no mistake. */
async function unfilled(page) {
  const asked = await page.evaluate(() =>
    [...document.querySelectorAll("form")].filter((form) => form.method === "get").map((form) => `${form.action}?${new URLSearchParams(new FormData(form))}`),
  );
  const answers = await Promise.all([...new Set(asked)].map(async (address) => [address, (await page.request.get(address)).status()]));
  return answers.filter(([, status]) => status >= 400).map(([address, status]) => `its form leads to ${status}: ${address}`);
}

for (const page of PAGES)
  test(`page ${page.name} ${page.path}`, async () => {
    const faults = [];
    for (const reader of readers) faults.push(...(await visit(reader, page)));
    faults.push(...(await unfilled(readers[0].page)));
    assert.deepEqual(faults, []);
  });

for (const [path, type] of FILES)
  test(`file ${path}`, async () => {
    const answer = await fetch(server.origin + path);
    assert.equal(answer.status, 200);
    const given = answer.headers.get("content-type") ?? "";
    assert.ok(given.startsWith(type), `${given} is not ${type}`);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.ok((await answer.arrayBuffer()).byteLength > 0);
  });

test("style and script are kept for ever under names that change with them", async () => {
  const html = await (await fetch(server.origin + "/")).text();
  for (const [kind, type] of [["css", "text/css"], ["js", "text/javascript"]]) {
    const path = new RegExp(`"(/assets/[^"]+\\.${kind})"`).exec(html)?.[1];
    const answer = await fetch(server.origin + path);
    assert.equal(answer.status, 200);
    assert.ok(answer.headers.get("content-type").startsWith(type));
    assert.match(answer.headers.get("cache-control") ?? "", /max-age=\d{5,}/);
  }
});

test("no answer comes without the headers that shut others out", async () => {
  const { headers } = await fetch(server.origin + "/");
  assert.match(headers.get("content-security-policy"), /frame-ancestors 'none'/);
  assert.match(headers.get("content-security-policy"), /form-action 'self'/);
  assert.match(headers.get("referrer-policy") ?? "", /no-referrer|same-origin|strict-origin/);
  assert.equal(headers.get("access-control-allow-origin"), null);
});
