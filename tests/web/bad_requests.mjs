// Sends bad requests to a server and looks at each answer: 4xx, a clear message in the form that the asker understands,
// never 5xx, never silence; and afterwards the server still answers. Ends in `N passed, N failed`.
//
//   SEIMEI_BIN=target/debug/seimei node tests/web/bad_requests.mjs [FAMILY]

import { connect } from "node:net";
import { FAMILIES } from "./bad_families.mjs";
import { fromSchema } from "./bad_schema.mjs";
import { exampleArchive, serve } from "./helpers.mjs";

const PATIENCE = 8_000;
const only = process.argv[2];
const server = await serve(exampleArchive());
const { port } = new URL(server.origin);
const host = `127.0.0.1:${port}`;

const first = await fetch(server.origin);
const cookie = first.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
const csrf = /name="csrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? "";

/** Writes a request as the bytes that go to the socket. */
function bytes(request) {
  if (request.raw !== undefined) {
    const form = `csrf=${csrf}`;
    const length = (form.length + "&language=en".length).toString(16);
    return Buffer.from(request.raw.replaceAll("HOST", host).replace("COOKIE", `Cookie: ${cookie}`).replace("LENGTH", length).replace("FORM", form), "latin1");
  }
  const { method = "GET", path, type, headers = {}, chunked } = request;
  let body = Buffer.from(request.body ?? "");
  if (request.csrf === true && !chunked) body = Buffer.concat([body, Buffer.from(`${body.length ? "&" : ""}csrf=${csrf}`)]);
  // A part with the token goes first, so that what is wrong with the others is what is refused.
  if (request.csrf === "part" && type.includes("boundary=B")) body = Buffer.concat([Buffer.from(`--B\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n`), body]);
  const lines = [`Host: ${(request.host ?? host).replaceAll("PORT", port)}`, `Cookie: ${cookie}`, "Connection: close", ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (type) lines.push(`Content-Type: ${type}`);
  if (chunked) lines.push("Transfer-Encoding: chunked");
  else if (method !== "GET" && method !== "HEAD") lines.push(`Content-Length: ${request.length ?? body.length}`);
  const sent = chunked ? [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")] : [body];
  return Buffer.concat([Buffer.from(`${method} `), Buffer.from(path), Buffer.from(` HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), ...sent]);
}

/** Sends bytes and returns what comes back until the server closes or has said all of its first answer. */
function send(sent) {
  return new Promise((done) => {
    const socket = connect(Number(port), "127.0.0.1");
    const came = [];
    const end = () => (clearTimeout(late), socket.destroy(), done(Buffer.concat(came)));
    const late = setTimeout(end, PATIENCE);
    socket.on("data", (data) => {
      came.push(data);
      const { length, body, chunks } = parsed(Buffer.concat(came));
      if (chunks ? body.endsWith("0\r\n\r\n") : length !== undefined && Buffer.byteLength(body) >= length) end();
    });
    // A server that has refused need not read on: what is still sent is reset, the answer is there.
    socket.on("error", end).on("end", end).on("close", end);
    socket.write(sent, () => {});
  });
}

/** Takes an answer apart. */
function parsed(answer) {
  const text = answer.toString("utf8");
  const [head, ...rest] = text.split("\r\n\r\n");
  const header = (name) => new RegExp(`^${name}: *(.*)$`, "im").exec(head)?.[1]?.trim();
  const length = header("content-length");
  return {
    status: Number(/^HTTP\/1\.[01] (\d+)/.exec(head)?.[1] ?? 0),
    header,
    chunks: /chunked/.test(header("transfer-encoding") ?? ""),
    length: length === undefined ? undefined : Number(length),
    body: rest.join("\r\n\r\n"),
  };
}

/** Returns what is wrong with an answer, or nothing. */
function fault(request, answer, took) {
  const isClosed = answer.status === 0;
  if (request.raw !== undefined || request.loose) {
    if (isClosed) return took < PATIENCE ? undefined : "silence";
    return answer.status >= 400 && answer.status < 500 ? undefined : `status ${answer.status}`;
  }
  if (isClosed) return took < PATIENCE ? "closed without an answer" : "silence";
  if (answer.status < 400 || answer.status > 499) return `status ${answer.status}`;
  if (request.status && !request.status.includes(answer.status)) return `status ${answer.status}, not ${request.status}`;
  if (request.allow && (answer.status !== 405 || !answer.header("allow"))) return `status ${answer.status}, Allow ${answer.header("allow")}`;
  if (request.method === "HEAD") return answer.body ? "a body for HEAD" : undefined;
  const type = answer.header("content-type") ?? "";
  const { body } = answer;
  if (/panicked|RUST_BACKTRACE|\/src\/|\.rs:\d/.test(body)) return `it shows its inside: ${body.slice(0, 200)}`;
  if (String(request.path).startsWith("/api/")) {
    if (!type.startsWith("application/problem+json")) return `${answer.status} as ${type}`;
    try {
      const problem = JSON.parse(answer.chunks ? body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1) : body);
      return problem.type && problem.title && problem.status === answer.status && problem.detail?.length > 15 ? undefined : `problem ${body.slice(0, 200)}`;
    } catch (error) {
      return `problem is no JSON: ${error.message}`;
    }
  }
  if (!type.startsWith("text/html")) return `${answer.status} as ${type}`;
  const sentence = /<p[^>]*>([^<]{15,})/.exec(body.slice(body.indexOf("<h1")));
  return (body.match(/<h1/g) ?? []).length === 1 && sentence ? undefined : `${answer.status} page without h1 and sentence`;
}

async function isAlive() {
  const answer = parsed(await send(Buffer.from(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)));
  return answer.status === 200;
}

let [passed, failed] = [0, 0];
for (const [family, requests] of [...FAMILIES, ["from the interface's own document", await fromSchema(server.origin)]]) {
  if (only && family !== only) continue;
  const faults = [];
  for (const request of requests) {
    const sent = bytes(request);
    const began = Date.now();
    let answer = parsed(await send(sent));
    for (let again = 0; answer.status === 429 && again < 20; again += 1) {
      await new Promise((wake) => setTimeout(wake, 1_000));
      answer = parsed(await send(sent));
    }
    const wrong = fault(request, answer, Date.now() - began);
    if (wrong === undefined) passed += 1;
    else faults.push(`  ${request.what ?? `${request.method ?? "GET"} ${String(request.path).slice(0, 100)} ${String(request.body ?? "").slice(0, 60)} ${JSON.stringify(request.headers ?? request.host ?? request.type ?? "")}`}: ${wrong}`);
  }
  if (!(await isAlive())) faults.push("  afterwards the server does not answer");
  failed += faults.length;
  console.log(`${faults.length ? "not ok" : "ok"} ${family}: ${requests.length} requests`);
  // What was sent must not upset a terminal or a log.
  faults.forEach((line) => console.log(line.replaceAll(/[\u0000-\u001f\u007f-\u009f\ufffd]/g, "?").slice(0, 400)));
}
if (/panicked/.test(server.said())) {
  failed += 1;
  console.log(server.said());
}
await server.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
