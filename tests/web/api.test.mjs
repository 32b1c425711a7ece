// The interface for programs, as its own OpenAPI document tells it: what needs no name answers, carries an ETag that is
// honoured, is packed where that is asked for, comes as CSV where the document says so. Feeds are well-formed Atom.

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { browse, exampleArchive, open, serve } from "./helpers.mjs";

let server, browser, document;

before(async () => {
  server = await serve(exampleArchive());
  browser = await browse();
  document = await (await fetch(`${server.origin}/api/v1/openapi.json`)).json();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asks without the unpacking that `fetch` does. */
function ask(path, headers = {}) {
  return new Promise((done, failed) => {
    request(server.origin + path, { headers }, (answer) => answer.resume().on("end", () => done(answer)).on("error", failed)).on("error", failed).end();
  });
}

/** The lists: read, no name in the path, nothing that must be given. A formula is asked for by one of two. */
function lists() {
  const base = new URL(document.servers?.[0]?.url ?? "/", server.origin).pathname.replace(/\/$/, "");
  return Object.entries(document.paths)
    .filter(([path, item]) => item.get && !path.includes("{") && !path.endsWith("/formula") && ![...(item.parameters ?? []), ...(item.get.parameters ?? [])].some((one) => one.required))
    .map(([path, item]) => [base + path, Object.keys(item.get.responses?.["200"]?.content ?? {})]);
}

test("the document is OpenAPI 3.1 and names what it has", () => {
  assert.match(document.openapi, /^3\.1\./);
  assert.ok(document.info.title && document.info.version);
  assert.ok(Object.keys(document.paths).length > 15, `only ${Object.keys(document.paths).length} addresses`);
  const operations = Object.values(document.paths).flatMap((item) => Object.values(item).filter((one) => one.responses));
  for (const operation of operations) assert.ok(operation.operationId && Object.keys(operation.responses).some((status) => /^[45]/.test(status)), `${operation.operationId} tells no problem`);
});

test("every list answers, with an ETag that is honoured", async () => {
  const faults = [];
  for (const [path] of lists()) {
    const answer = await ask(path);
    const { etag } = answer.headers;
    if (answer.statusCode !== 200) faults.push(`${path}: ${answer.statusCode}`);
    else if (!etag) faults.push(`${path}: no ETag`);
    else if ((await ask(path, { "if-none-match": etag })).statusCode !== 304) faults.push(`${path}: its own ETag is not known`);
  }
  assert.deepEqual(faults, []);
  assert.ok(lists().length > 5);
});

test("answers are packed with gzip and zstd", async () => {
  for (const path of ["/api/v1/openapi.json", "/", "/documents/arv-hta-2025-05-21/en"])
    for (const coding of ["gzip", "zstd"]) {
      const answer = await ask(path, { "accept-encoding": coding });
      assert.equal(answer.headers["content-encoding"], coding, path);
      assert.match(answer.headers.vary ?? "", /accept-encoding/i);
    }
});

test("tables come as CSV where the document says so", async () => {
  const tables = lists().filter(([, types]) => types.includes("text/csv"));
  assert.ok(tables.length, "no table says that it comes as CSV");
  for (const [path] of tables) assert.match((await ask(path, { accept: "text/csv" })).headers["content-type"] ?? "", /^text\/csv/, path);
});

test("feeds are well-formed Atom with entries", async () => {
  const page = await open(browser, server.origin);
  await page.goto("/");
  for (const path of ["/feeds/documents.atom", "/feeds/commitments.atom", "/feeds/formula.atom?of=arv-hta-2025-05-21/en%23p12"]) {
    const text = await (await fetch(server.origin + path)).text();
    const found = await page.evaluate((xml) => {
      const feed = new DOMParser().parseFromString(xml, "application/xml");
      const has = (parent, name) => [...parent.children].some((child) => child.localName === name && child.textContent.trim());
      const entries = [...feed.documentElement.children].filter((child) => child.localName === "entry");
      return {
        root: feed.documentElement.namespaceURI + feed.documentElement.localName,
        whole: ["id", "title", "updated"].every((name) => has(feed.documentElement, name)),
        entries: entries.length,
        broken: entries.filter((entry) => !["id", "title", "updated"].every((name) => has(entry, name))).length,
      };
    }, text);
    assert.deepEqual({ ...found, entries: found.entries > 0 }, { root: "http://www.w3.org/2005/Atomfeed", whole: true, entries: true, broken: 0 }, path);
  }
});
