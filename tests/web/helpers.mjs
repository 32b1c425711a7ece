// What all tests of the pages share: an archive of the examples, a server on it, a browser that sees every fault.
// No test knows a port, a temporary folder or a way to launch; no test asserts anything here.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** The root of the repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** The program under test. */
export const BIN = resolve(ROOT, process.env.SEIMEI_BIN ?? "target/debug/seimei");
/** The real documents, where somebody put them beside the repository. */
export const CORPUS = resolve(ROOT, "../shared/corpus");
/** The day that the server takes for today, so that what is overdue stays so. */
export const TODAY = "2026-11-30";

/** Runs the program on an archive and returns what it printed; throws with its messages where it fails. */
export function seimei(...args) {
  const done = spawnSync(BIN, args, { cwd: ROOT, encoding: "utf8", env: environment() });
  if (done.status !== 0) throw new Error(`seimei ${args.join(" ")}: ${done.error ?? done.stderr}`);
  return done.stdout;
}

/** Makes a folder that is gone when the process ends. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), "seimei-web-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes an archive of the invented examples: documents, both languages as one, programmes, tables of names. */
export function exampleArchive() {
  const archive = join(scratch(), "archive");
  const lexicon = "examples/lexicon";
  const examples = readdirSync(join(ROOT, "examples")).filter((name) => /\.\w+$/.test(name)).sort();
  const translation = examples.filter((name) => name === "2025-05-21-joint-statement.ja.txt");
  const originals = examples.filter((name) => !translation.includes(name));
  const add = ["add", "--archive", archive, "--lexicon", lexicon];
  seimei(...add, ...originals.map((name) => `examples/${name}`));
  seimei(...add, "--translation-of", "arv-hta-2025-05-21", ...translation.map((name) => `examples/${name}`));
  // Tables in the archive's own folder are laid over the built-in ones by every command, `serve` among them.
  cpSync(join(ROOT, lexicon), join(archive, "lexicon"), { recursive: true });
  const programmes = readdirSync(join(ROOT, "examples/programmes")).sort();
  seimei("register", "programme", "add", "--archive", archive, ...programmes.map((name) => `examples/programmes/${name}`));
  return archive;
}

/** Makes an archive of the first `count` documents of the corpus, or returns nothing where there is none. */
export function corpusArchive(count) {
  if (!existsSync(CORPUS)) return undefined;
  const folder = (name) => {
    const path = join(CORPUS, name);
    if (!existsSync(path)) return [];
    return readdirSync(path).filter((file) => /\.(md|txt)$/.test(file)).sort().map((file) => join(path, file));
  };
  const half = Math.ceil(count / 2);
  const seeds = folder("seeds").slice(0, half);
  const archive = join(scratch(), "archive");
  seimei("add", "--archive", archive, ...seeds, ...folder("en").slice(0, count - seeds.length));
  return archive;
}

/**
 * Starts the server on an archive. `origin` is its address without a slash at the end, `said` gives what it wrote to
 * standard error, `stop` ends it.
 */
export async function serve(archive) {
  const args = ["serve", "--archive", archive, "--listen", "127.0.0.1:0"];
  return (await start([...args, "--today", TODAY])) ?? (await start(args)) ?? Promise.reject(new Error(`${BIN} serve does not start`));
}

/** Starts the program; nothing where it ends before it names its address. */
async function start(args) {
  // Standard error goes to a file: a pipe that nobody reads for a while would hold the server up.
  const log = join(scratch(), "server.log");
  const child = spawn(BIN, args, { cwd: ROOT, env: environment(), stdio: ["ignore", "ignore", openSync(log, "a")] });
  process.on("exit", () => child.kill("SIGKILL"));
  let isGone = false;
  const gone = new Promise((done) => child.on("error", done).on("exit", done)).then(() => (isGone = true));
  const said = () => readFileSync(log, "utf8");
  for (let looks = 0; looks < 600 && !isGone; looks += 1) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said())?.[0];
    if (origin) return { origin, pid: child.pid, said, stop: () => (child.kill("SIGTERM"), gone) };
    await new Promise((wake) => setTimeout(wake, 100));
  }
  child.kill("SIGKILL");
  return undefined;
}

/** What the program runs with; SEIMEI_PRELOAD is a library that stops its clock, and not the browser's. */
function environment() {
  const preload = process.env.SEIMEI_PRELOAD ? { LD_PRELOAD: process.env.SEIMEI_PRELOAD } : {};
  return { ...process.env, ...preload, SEIMEI_USER: "Office", LANG: "C.UTF-8", LC_ALL: "C.UTF-8", SEIMEI_ARCHIVE: "", RUST_BACKTRACE: "1" };
}

/** Starts Debian's Chromium. It can reach this machine only: a request that leaves it fails, and is told as a fault. */
export function browse() {
  const launch = () =>
    chromium.launch({
      executablePath: process.env.SEIMEI_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
    });
  // The browser itself fails to start (SIGSEGV) once in some hundred times: it is started once more.
  return launch().catch(launch);
}

/**
 * Opens a page as a reader of a language with a screen of a width, with or without scripts.
 * `faults` of the page gathers what no page may do: write to the console, fail in a script, ask another origin.
 */
export async function open(browser, origin, { language = "en", width = 1280, scripts = true, scheme = "light" } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: language === "ja" ? "ja-JP" : "en-GB",
    timezoneId: "UTC",
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: scripts,
    colorScheme: scheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.setDefaultNavigationTimeout(30_000);
  page.scripts = scripts;
  page.faults = [];
  page.on("console", (message) => {
    // An error page is asked for by tests; Chromium writes that to the console too.
    const isAsked = /Failed to load resource/.test(message.text()) && message.location().url === page.url();
    if (["error", "warning"].includes(message.type()) && !isAsked) page.faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && new URL(request.url()).origin !== origin) page.faults.push(`leaves: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) page.faults.push(`${response.status()}: ${response.url()}`);
  });
  return page;
}

/** Returns what is wrong with a page as every page must be; `expected` is its language. */
export async function basics(page, { language, narrow = false }) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main#main").length,
    skip: document.querySelector("a[href]")?.getAttribute("href"),
    navigation: [...document.querySelectorAll("header.top nav a")].map((link) => link.textContent.trim()),
    inline: [...document.querySelectorAll("[style], style, script:not([src])")].map((element) => element.outerHTML.slice(0, 120)),
    handlers: [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith("on"))),
    twice: [...document.querySelectorAll("[id]")].map((element) => element.id).filter((id, at, all) => all.indexOf(id) !== at),
    forms: [...document.querySelectorAll("form[method=post i]")].filter((form) => !form.querySelector("input[name=csrf]")).map((form) => form.getAttribute("action")),
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  const faults = [];
  const expect = (is, what) => is || faults.push(what);
  expect(found.lang === language, `lang is ${found.lang}`);
  expect(found.title, "no title");
  expect(found.headings === 1, `${found.headings} h1`);
  expect(found.main === 1, `${found.main} main#main`);
  expect(found.skip === "#main", `the first link is ${found.skip}, no skip link`);
  expect(found.navigation.length >= 5, "no navigation");
  if (language === "ja") expect(found.navigation.every((label) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(label)), `navigation: ${found.navigation}`);
  expect(!found.inline.length, `inline: ${found.inline[0]}`);
  expect(!found.handlers.length, `handlers: ${found.handlers}`);
  expect(!found.twice.length, `ids twice: ${[...new Set(found.twice)]}`);
  expect(!found.forms.length, `without csrf: ${found.forms}`);
  if (narrow) expect(found.beyond <= 0, `scrolls sideways by ${found.beyond} px`);
  return faults;
}

/** Returns the violations of WCAG 2.2 AA that axe-core finds on a page, each with its first places. Of a reader with scripts only. */
export async function violations(page) {
  // Where scripts are off, axe's own timers are too; the page is the same document.
  if (!page.scripts) return [];
  // The policy forbids scripts of others; evaluated from outside, axe is none.
  await page.evaluate(AXE);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
  return found.violations.map((one) => {
    const places = one.nodes.slice(0, 3).map((node) => `${node.target.join(" ")} (${node.any[0]?.message ?? node.all[0]?.message ?? ""})`);
    return `axe ${one.id}, ${one.nodes.length} times: ${places.join("; ")}`;
  });
}

/** Finds a form of the page by the end of its action and opens what it is folded into. */
export async function form(page, ending, which = 0) {
  const found = page.locator(`main form[action$="${ending}"]`).nth(which);
  await found.waitFor({ state: "attached" });
  const folds = await found.locator("xpath=ancestor::details[not(@open)]").all();
  for (const fold of folds) await fold.locator("> summary").click();
  return found;
}

/** Fills the fields of a form as a person does: lists are chosen from, boxes ticked, texts written. */
export async function fill(found, values) {
  for (const [name, value] of Object.entries(values)) {
    const choice = found.locator(`[name="${name}"][value="${value}"]`);
    const field = found.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((element) => (element.tagName === "INPUT" ? element.type : element.tagName.toLowerCase()));
    if (kind === "select") await field.selectOption(value);
    else if (kind === "file") await field.setInputFiles(value);
    else if (kind === "radio" || kind === "checkbox") await choice.first().check();
    else if (kind !== "hidden") await field.fill(value);
  }
}

/** Sends a form by its button and waits for the page that answers; where scripts ask first, the answer is yes. */
export async function send(page, found) {
  const button = found.locator("button[type=submit], button:not([type]), input[type=submit]").first();
  const asks = await found.evaluate((element) => element.matches("[data-confirm]") || element.querySelector("[data-confirm]") !== null);
  if (asks && page.scripts) await button.click();
  const last = asks && page.scripts ? page.locator("dialog[open] button.primary") : button;
  await Promise.all([page.waitForEvent("load"), last.click()]);
}
