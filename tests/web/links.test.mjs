// Follows every link from the overview in both languages: none leads nowhere, each anchor is there, none leaves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { exampleArchive, serve } from "./helpers.mjs";

const MOST = 700;
let server;

before(async () => {
  server = await serve(exampleArchive());
});
after(() => server?.stop());

const unescape = (text) => text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");

/** Gives the addresses a page links to, without those that make and change nothing but the look of a list. */
function links(html, from) {
  const found = [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((match) => new URL(unescape(match[1]), from));
  return [...new Map(found.map((url) => [url.href, url])).values()];
}

/** Lists of one kind with other facets are one page: a few of each are enough. */
const kind = (url) => url.pathname.replace(/\/p\/\d+$/, "/p/N").replace(/\/p\d+(\.\d+)?$/, "/pN") + [...url.searchParams.keys()].sort().join();

for (const language of ["en", "ja"])
  test(`every link leads somewhere (${language})`, async () => {
    const faults = [];
    const seen = new Map();
    const kinds = new Map();
    const waiting = [[new URL("/", server.origin), "start"]];
    while (waiting.length && seen.size < MOST) {
      const [url, from] = waiting.shift();
      if (url.origin !== server.origin) {
        // A source's published address may be shown; only what is loaded may not leave.
        continue;
      }
      const address = url.href.split("#")[0];
      if (!seen.has(address)) {
        const times = (kinds.get(kind(url)) ?? 0) + 1;
        kinds.set(kind(url), times);
        if (times > 6) continue;
        const answer = await fetch(address, { headers: { "accept-language": language } });
        const isPage = (answer.headers.get("content-type") ?? "").startsWith("text/html");
        const html = isPage ? await answer.text() : (await answer.arrayBuffer(), "");
        seen.set(address, new Set([...html.matchAll(/\sid="?([^"\s>]+)/g)].map((match) => unescape(match[1]))));
        if (answer.status >= 400) faults.push(`${answer.status} ${address} on ${from}`);
        else if (isPage && !address.includes("/download")) for (const link of links(html, answer.url)) waiting.push([link, address]);
      }
      const anchor = decodeURIComponent(url.hash.slice(1));
      if (anchor && seen.get(address).size && !seen.get(address).has(anchor)) faults.push(`no #${anchor} in ${address}, on ${from}`);
    }
    assert.deepEqual([...new Set(faults)], []);
    assert.ok(seen.size > 30, `only ${seen.size} pages`);
  });
