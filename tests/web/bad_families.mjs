// Requests that no reader sends, family by family. Left out, because they are no errors: an unknown party, word or query
// key (an empty list says it), a range of bytes, OPTIONS, a long cookie, a file's name with path tricks in it (it is a
// name and nothing else), Transfer-Encoding before Content-Length (RFC 9112 lets a server go by the first).

const DOC = "arv-hta-2025-05-21";
const ENTRY = "/register/entries/arv-hta-2024-05-14/ja/p15.1";
/** Addresses that change something. */
const POSTS = ["/settings", "/verify", "/compare", `/documents/${DOC}/edit`, `/documents/${DOC}/remove`, `/documents/${DOC}/en/p/12/correct`, `${ENTRY}/assess`, "/register/decisions/1/undo"];
const FORM = "application/x-www-form-urlencoded";
const LONG = "a".repeat(9_000);

const get = (path, more = {}) => ({ path, ...more });
const gets = (...paths) => paths.map((path) => get(path));
/** A form that would be taken but for what is wrong with it. */
const post = (path, body, more = {}) => ({ method: "POST", path, type: FORM, body, csrf: true, ...more });
const json = (path, body, more = {}) => ({ method: "POST", path, type: "application/json", body, ...more });
/** An upload of parts that are written as they are. */
const upload = (body, type = "multipart/form-data; boundary=B") => ({ method: "POST", path: "/documents/add", type, body, csrf: "part" });
const part = (head, body) => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const FILE = part('name="files"; filename="a.txt"', "Arvenia will build a lighthouse by 2028.");
/** Bytes that go to the socket as they stand; a connection that is closed without a word is an answer too. */
const raw = (text, what = JSON.stringify(text.slice(0, 50))) => ({ raw: text, what });

const wrongValues = gets(
  ...["year=abc", "year=99999999999", "year=1.5", "language=xx", "kind=poem", "removed=perhaps", "removed=-1", "removed=300"].map((query) => `/documents?${query}`),
  ...["beside=xx", "marks=abc", "marks=-1"].map((query) => `/documents/${DOC}/en?${query}`),
  ...["sort=upwards", "documents=abc", "page=abc", "page=-1", "page=99999999999999999999"].map((query) => `/search?q=cables&${query}`),
  `/compare?a=${DOC}/en&b=${DOC}/ja&view=sideways`, `/compare?a=nobody/en&b=${DOC}/en`, `/compare?a=${DOC}/en&b=${DOC}/xx`, "/compare?a=/&b=/",
  "/formula?of=nobody%23p1", `/formula?of=${DOC}/en%23p9999`, `/formula?of=${DOC}/en%23px`, "/formula?of=%23%23", "/formula?text=peace&language=xx",
  "/positions?year=abc", "/positions?topic=poetry", "/register?view=globe", "/register?class=perhaps", "/register?topic=poetry",
  "/stocktake?parties=ARV,HTA&until=yesterday", "/stocktake?parties=ARV,HTA&until=2026-13-45", "/stocktake/download?parties=ARV,HTA&until=2026-11-30&format=exe", "/stocktake/download?format=pdf",
  "/chronology?from=yesterday", "/chronology?to=2026-02-30", "/chronology?type=party",
  ...["limit=abc", "limit=-1", "limit=1e3", "limit=99999999999999999999", "after=%7B%7D", "year=abc", "language=xx", "kind=poem"].map((query) => `/api/v1/documents?${query}`),
  ...["", "q=%22open&", "q=act:sing&", "q=(", "q=cables&limit=x&", "q=cables&after=zzz&"].map((query) => `/api/v1/search?${query}limit=-5`),
);

const unknown = gets(
  "/nowhere", "/documents/nobody", "/documents/nobody/en", `/documents/${DOC}/xx`, `/documents/${DOC}/english`, "/documents/nobody/edit", "/documents/nobody/en/original", "/documents/nobody/en/source",
  ...["9999", "abc", "-1", "0", "4294967296", "99999999999999999999", "1.5", "1%20", "٣"].map((n) => `/documents/${DOC}/en/p/${encodeURI(n).replaceAll("%2520", "%20")}`),
  ...["0", "abc", "99999", "-1", "99999999999999999999"].map((n) => `/jobs/${n}`),
  ...["nobody/en/p1.1", `${DOC}/en/p9999.1`, `${DOC}/en/p1.99999999999`, "c-999", "c-x", `${DOC}/en/p1.1.1.1`].map((name) => `/register/entries/${name}`),
  "/programmes/none", "/mechanisms/none", "/assets/none.css", "/assets/", "/feeds/none.atom", "/feeds/formula.atom?of=nobody%23p1",
  "/api/v1", "/api/v2/documents", "/api/v1/nowhere", "/api/v1/documents/nobody", `/api/v1/documents/${DOC}/xx`, "/api/v1/programmes/none", "/api/v1/mechanisms/none", "/api/v1/jobs/99999", "/api/v1/jobs/abc",
).concat(get("/nowhere", { method: "HEAD" }), get("/api/v1/documents/nobody", { method: "HEAD" }), post("/jobs/99999/cancel", ""), post("/register/decisions/99999/undo", ""), post("/register/decisions/abc/undo", ""), post("/documents/nobody/remove", ""), post("/register/entries/nobody/en/p1.1/confirm", ""));

const BROKEN = ["%FF", "%C3%28", "%ED%A0%80", "%C0%AF", "%F5%80%80%80", "%zz", "%", "%e6%b5"];
const encodings = [
  ...BROKEN.flatMap((broken) => gets(`/documents/${broken}`, `/search?q=${broken}`, `/documents?party=${broken}`, `/api/v1/documents/${broken}`)),
  ...["%FF%FE", "%ED%A0%80", "%C3%28"].flatMap((broken) => [post("/verify", `text=${broken}`), post("/compare", `a=${DOC}/en&text=${broken}`)]),
  json("/api/v1/verify", Buffer.from([0x7b, 0x22, 0x74, 0x65, 0x78, 0x74, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
  { path: Buffer.from("/search?q=\xff\xfe", "latin1"), loose: true }, { path: Buffer.from("/documents/\xe6\xb5", "latin1"), loose: true },
];

const tricks = gets(
  "/..%2f..%2fetc%2fpasswd", "/../../etc/passwd", "/assets/..%2fCargo.toml", "/assets/../Cargo.toml", "/assets/%2e%2e/%2e%2e/Cargo.toml", "/assets/seimei.css%00.png", "/assets/%5c..%5cx", "/assets//etc/passwd",
  "/documents/%00", `/documents/${DOC}%00/en`, `/documents/${DOC}/en%00`, "/documents/..%2f..%2farchive.sqlite", "/documents/../archive.sqlite", `/documents/${DOC}/en/../../../archive.sqlite`, `/documents/${DOC}/..%2fen/source`,
  "//etc/passwd", "/.%2e/", "/..;/", "/%2e%2e%2f", "/documents/CON", "/.git/config", "/archive.sqlite", "/journal.jsonl", "/register/entries/..%2f..%2fx", "/register/entries/%00", "/register/entries/", "/programmes/..%2fx", "/mechanisms/..%2f..%2fx%00",
  "/documents/%0d%0aSet-Cookie:a=b", "/jobs/..%2f1", "/api/v1/documents/..%2f..%2fx", "/api/v1/documents/%00", `/documents/${"x".repeat(5_000)}`,
);

const long = [
  ...gets(`/${LONG}`, `/search?q=${LONG}`, `/documents/${LONG}`, `/api/v1/search?q=${LONG}`, `/register/entries/${LONG}`),
  { path: `/search?q=${"b".repeat(100_000)}`, loose: true },
  { path: "/", headers: { "X-Long": "c".repeat(600_000) }, loose: true },
  { path: "/", headers: Object.fromEntries([...Array(300).keys()].map((n) => [`X-${n}`, "d"])), loose: true },
];

const methods = [
  ...["POST", "PUT", "DELETE", "PATCH"].flatMap((method) => ["/", "/documents", "/search", `/documents/${DOC}/en`, "/api"].map((path) => post(path, "", { method, allow: true }))),
  ...["/jobs/1/cancel", `/documents/${DOC}/remove`, `/documents/${DOC}/restore`, `${ENTRY}/confirm`, "/register/decisions/1/undo", "/settings"].map((path) => get(path)),
  ...["BREW", "TRACE", "get", "PROPFIND"].map((method) => get("/", { method, loose: true })),
  ...["DELETE", "PATCH"].map((method) => get("/api/v1/search?q=a", { method, allow: true })),
];

const types = [
  ...["application/json", "text/plain", "application/xml", "multipart/form-data", undefined].flatMap((type) => ["/verify", "/settings", `/documents/${DOC}/edit`].map((path) => post(path, "text=a", { type, csrf: false }))),
  ...["text/plain", FORM, "application/xml", "multipart/form-data; boundary=B", undefined].map((type) => json("/api/v1/verify", '{"text":"a"}', { type })),
  upload("files=a", FORM), upload('{"files":[]}', "application/json"),
];

const sizes = [
  ...["/verify", "/compare", `/documents/${DOC}/edit`, "/settings", "/api/v1/verify"].flatMap((path) => [
    post(path, "", { length: 9_999_999_999, early: true, type: path.startsWith("/api") ? "application/json" : FORM }),
    post(path, `text=${"e".repeat(3_000_000)}`, { early: true, type: path.startsWith("/api") ? "application/json" : FORM }),
    post(path, `text=${"f".repeat(3_000_000)}`, { early: true, chunked: true, type: path.startsWith("/api") ? "application/json" : FORM }),
  ]),
  { ...upload(FILE), length: 999_999_999_999, early: true },
];

const parts = [
  upload(FILE, "multipart/form-data"), upload(FILE, "multipart/form-data; boundary="), upload(`${FILE}--B--\r\n`, "multipart/form-data; boundary=other"), upload(FILE), upload(""), upload("--B--\r\n"), upload("--B\r\n\r\n\r\n--B--\r\n"),
  upload(`${part('name="files"; filename=""', "")}--B--\r\n`), upload(`${part('name="other"; filename="a.txt"', "a")}--B--\r\n`), upload(`--B\r\nContent-Type: text/plain\r\n\r\na\r\n--B--\r\n`), upload(`--B\r\nContent-Disposition: nonsense\r\n\r\na\r\n--B--\r\n`),
  upload(`--B\r\n${"X-A: b\r\n".repeat(5_000)}\r\na\r\n--B--\r\n`), upload(`--B\r\nContent-Disposition: form-data; name="files"`), upload("\u0000".repeat(1_000)),
  ...["language=xx", "date=yesterday", "kind=poem", "date=2026-13-45"].map((pair) => upload(`${FILE}${part(`name="${pair.split("=")[0]}"`, pair.split("=")[1])}--B--\r\n`)),
];

const broken = ["", "{", "[]", "null", '"a"', "{}", '{"text":1}', '{"text":null}', '{"text":["a"]}', '{"text":"a"', '{"text":"a"}}', "{'text':'a'}", '{"text":NaN}', '{"text":"\\ud800"}', '{"text":"a","text":"b"}', "[".repeat(20_000), "{\"a\":".repeat(20_000), "\u0000", "\ufeff\ufeff{", "1e999999"];
const jsons = broken.map((body) => json("/api/v1/verify", body));

const doubles = [
  ...gets(`/compare?a=${DOC}/en&a=${DOC}/ja&b=${DOC}/en`, "/search?q=a&q=b", "/api/v1/search?q=a&q=b", "/documents?after=1&after=2", "/stocktake?parties=ARV,HTA&until=2026-01-01&until=2026-02-02"),
  post("/verify", "text=a&text=b"), post("/settings", "language=ja&language=en"),
];

const fields = [
  ...["language=xx", "language=", "theme=neon"].map((body) => post("/settings", body)),
  post("/verify", ""), post("/verify", "text="), post("/compare", "text=a&a=nobody/en"), post(`/documents/${DOC}/edit`, "date=2026-13-45"), post(`/documents/${DOC}/edit`, "kind=poem"),
  ...["", "act=sing", "act=", "act=note&place=999"].map((body) => post(`/documents/${DOC}/en/p/12/correct`, body)), post(`/documents/${DOC}/en/p/12/note`, "text="),
  ...["", "status=perhaps&reason=a", "status=complete", "status=complete&reason=a&day=yesterday", "status=complete&reason=a&seen=abc"].map((body) => post(`${ENTRY}/assess`, body)),
  ...["", "provision=nobody%23p1", "provision=%23", `provision=${DOC}/en%23p9999`].map((body) => post(`${ENTRY}/accept`, body)), post(`${ENTRY}/correct`, "due=yesterday&reason=a"), post(`${ENTRY}/place`, "area=none"), post(`${ENTRY}/merge`, "other=nobody"), post(`${ENTRY}/reject`, ""),
];

const foreign = POSTS.flatMap((path) => [{ Origin: "https://evil.example" }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }].map((headers) => post(path, "language=ja&text=a", { headers, status: [403] })))
  .concat([{ Origin: "https://evil.example" }, { "Sec-Fetch-Site": "cross-site" }].map((headers) => json("/api/v1/verify", '{"text":"a"}', { headers, status: [403] })));

const tokens = POSTS.flatMap((path) => ["text=a&language=ja", "csrf=&text=a&language=ja", "csrf=0123&text=a&language=ja", "csrf=%FF&text=a&language=ja"].map((body) => post(path, body, { csrf: false, status: body.includes("%FF") ? [400, 403] : [403] })));

const hosts = ["evil.example", "evil.example:PORT", "127.0.0.1.evil.example:PORT", "localhost.evil.example", "", "127.0.0.1@evil.example", "[::2]:PORT", "0.0.0.0.nip.example", "evil.example#127.0.0.1", "a, 127.0.0.1"].flatMap((host) => [get("/", { host, loose: true }), get("/api/v1/documents", { host, loose: true })]);

const H = "Host: HOST\r\n";
const chunked = (body) => `POST /verify HTTP/1.1\r\n${H}Content-Type: ${FORM}\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;
const wire = [
  raw("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "a TLS hello"), raw("\x00\xff\xfe\x01\r\n\r\n"), raw("GET /\r\n\r\n"), raw(`GET / HTTP/9.9\r\n${H}\r\n`), raw(`GET / HTTP/1.1 junk\r\n${H}\r\n`), raw(`GET / FTP/1.1\r\n${H}\r\n`), raw(`  / HTTP/1.1\r\n${H}\r\n`),
  raw("GET / HTTP/1.1\r\n\r\n"), raw(`GET / HTTP/1.1\r\n${H}${H}\r\n`), raw(`GET / HTTP/1.1\r\n${H}No colon\r\n\r\n`), raw(`GET / HTTP/1.1\r\n${H}Bad name: a\r\n\r\n`), raw(`GET / HTTP/1.1\r\n${H}X: a\x00b\r\n\r\n`), raw(`GET / HTTP/1.1\r\n${H}X: a\r\n folded\r\n\r\n`), raw(`GET / HTTP/1.1\r\n${H}: a\r\n\r\n`), raw(`GET nowhere HTTP/1.1\r\n${H}\r\n`),
  raw(`GET http://evil.example/ HTTP/1.1\r\n${H}\r\n`), raw(`CONNECT evil.example:443 HTTP/1.1\r\n${H}\r\n`), raw(`GET * HTTP/1.1\r\n${H}\r\n`), raw(`${"A".repeat(70_000)} / HTTP/1.1\r\n${H}\r\n`, "a very long method"),
  ...["-1", "abc", "1, 2", "+5", "0x10", "99999999999999999999999"].map((length) => raw(`POST /verify HTTP/1.1\r\n${H}Content-Type: ${FORM}\r\nContent-Length: ${length}\r\n\r\ntext=a`, `Content-Length ${length}`)),
  raw(`POST /verify HTTP/1.1\r\n${H}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, "two lengths"),
  ...["gzip", "identity, chunked, gzip", "xchunked", "chunked\r\nTransfer-Encoding: identity"].map((coding) => raw(`POST /verify HTTP/1.1\r\n${H}Content-Type: ${FORM}\r\nTransfer-Encoding: ${coding}\r\n\r\n5\r\nabcde\r\n0\r\n\r\n`, `Transfer-Encoding ${JSON.stringify(coding)}`)),
  ...["zz\r\nabc\r\n0\r\n\r\n", "ffffffffffffffffff\r\nabc", "-1\r\nabc\r\n0\r\n\r\n", "5;\r\x00\r\nabcde\r\n0\r\n\r\n", "5\r\nabcdeXX0\r\n\r\n", "\r\n\r\n"].map((body) => raw(chunked(body), `chunks ${JSON.stringify(body.slice(0, 20))}`)),
  raw(`POST /verify HTTP/1.0\r\n${H}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, "chunks in HTTP/1.0"),
];

/** All families: name and requests. */
export const FAMILIES = Object.entries({ "wrong values": wrongValues, "unknown names": unknown, "broken encodings": encodings, "path tricks": tricks, "too long": long, "wrong methods": methods, "wrong types": types, "too large": sizes, "broken parts": parts, "broken JSON": jsons, "given twice": doubles, "wrong fields": fields, "other sites": foreign, "missing tokens": tokens, "other hosts": hosts, "broken HTTP": wire });
