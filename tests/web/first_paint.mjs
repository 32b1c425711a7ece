// Measures when Chromium shows something first: seven loads of each page with nothing kept from an earlier one. Prints
// milliseconds by path as JSON; benches/web.py calls it.
//
//   node tests/web/first_paint.mjs ORIGIN PATH...

import { browse, open } from "./helpers.mjs";

const LOADS = 7;
const [origin, ...paths] = process.argv.slice(2);
const browser = await browse();

async function load(path) {
  // A context of its own has no cache and no connection yet.
  const page = await open(browser, origin);
  await page.goto(path);
  const entry = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  const time = await entry.jsonValue();
  await page.context().close();
  return time;
}

await load(paths[0]); // the browser's own first page
const found = {};
for (const path of paths) {
  found[path] = [];
  for (let count = 0; count < LOADS; count += 1) found[path].push(await load(path));
}
await browser.close();
console.log(JSON.stringify(found));
