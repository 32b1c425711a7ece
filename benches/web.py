#!/usr/bin/env python3
"""Measures the pages against Datasette serving the same rows, on the same machine in the same run.

    apt-get install wrk; npm ci --prefix tests/web
    cargo build --release
    benches/web.py target/release/seimei ../shared/corpus [--rounds 3] [--seconds 8] [--only seimei|datasette]

Both serve every document of the corpus. A page of a document is in Datasette the table of its provisions (filtered by
an indexed column), a search is its full-text search (FTS5). Datasette gets its best: an immutable database, no facets
suggested. Requests go round over all documents and a list of searches, so that neither answers one page again and
again. What is printed is what docs/performance.md reports. Datasette is installed from PyPI into target/.
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATASETTE = "0.65.5"
#: Two words each, so that both look for provisions that have both.
SEARCHES = """cyber defence, maritime security, undersea cables, economic coercion, supply chains, rule of law, joint exercise, food
security, human rights, nuclear weapons, climate change, status quo, information sharing, working group, sexual violence, critical
minerals, ballistic missile, export controls, next meeting, clean energy""".replace("\n", " ").split(", ")
#: Rows of a page of Datasette's search; as many as a page of Seimei's shows.
SIZE = 20


def run(*command, **more):
    """Runs a command and returns what it printed."""
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, **more).stdout


def datasette():
    """Returns Datasette's program, installed if it is not."""
    venv = ROOT / "target" / f"datasette-{DATASETTE}"
    program = venv / "bin" / "datasette"
    if not program.exists():
        run(sys.executable, "-m", "venv", venv)
        run(venv / "bin" / "pip", "install", "--quiet", f"datasette=={DATASETTE}")
    return program


def make_archive(binary, corpus, work):
    """Makes an archive of the corpus and returns it with its rows, one a provision."""
    archive = work / "archive"
    files = sorted(corpus.glob("en/*.md")) + sorted(corpus.glob("seeds/*.txt"))
    run(binary, "add", "--archive", archive, *files)
    rows = [json.loads(line) for line in run(binary, "export", "--archive", archive, "--format", "jsonl").splitlines()]
    return archive, rows


def make_database(rows, path):
    """Writes the rows as a table with an index of documents and one of words, as Datasette finds them by itself."""
    with sqlite3.connect(path) as database:
        database.execute("create table provisions (id text primary key, expression text, document text, language text, number integer, text text)")
        for row in rows:
            expression = f"{row['document']}/{row['language']}"
            database.execute("insert or ignore into provisions values (?, ?, ?, ?, ?, ?)", (row["id"], expression, row["document"], row["language"], row["position"], row["text"]))
        database.execute("create index provisions_expression on provisions (expression)")
        database.execute("create virtual table provisions_fts using fts5 (text, content='provisions')")
        database.execute("insert into provisions_fts (rowid, text) select rowid, text from provisions")
    database.close()


class Server:
    """A server that runs while the block does; `origin` is its address."""

    def __init__(self, command, told, ready):
        self.command, self.told, self.ready = [str(part) for part in command], told, ready

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)
        for _ in range(300):
            self.log.seek(0)
            found = re.search(self.told, self.log.read())
            if found:
                self.origin = found[0].rstrip("/")
                try:
                    fetch(self.origin + self.ready)
                    return self
                except OSError:
                    pass
            time.sleep(0.1)
        self.log.seek(0)
        raise SystemExit(f"{self.command[0]} does not start: {self.log.read()[-2000:]}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)


def fetch(address, **headers):
    """Returns a page's bytes as they come over the wire."""
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
        return answer.read()


def wrk(origin, paths, seconds, work):
    """Returns requests a second over paths that are asked for in turn, and how many were not answered well."""
    script = work / "paths.lua"
    listed = ",".join(json.dumps(path) for path in paths)
    script.write_text(f"local paths = {{{listed}}} local at = 0\nrequest = function() at = at % #paths + 1 return wrk.format('GET', paths[at]) end\n")
    said = run("wrk", "-t1", "-c8", f"-d{seconds}s", "--timeout", "20s", "-s", script, origin)
    bad = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    bad += sum(int(n) for line in re.findall(r"Socket errors: (.*)", said) for n in re.findall(r"\d+", line))
    return float(re.search(r"Requests/sec: +([\d.]+)", said)[1]), bad


def quote(text):
    return urllib.parse.quote(text, safe="/")


def rates(options, servers, work, expressions):
    """Prints requests a second of both, in alternating rounds."""
    paths = {
        ("page", "seimei"): [f"/documents/{quote(one)}" for one in expressions],
        ("page", "datasette"): [f"/rows/provisions?expression={quote(one)}&_size=max" for one in expressions],
        ("search", "seimei"): [f"/search?q={quote(words)}" for words in SEARCHES],
        ("search", "datasette"): [f"/rows/provisions?_search={quote(words)}&_size={SIZE}" for words in SEARCHES],
    }
    found = {}
    for _ in range(options.rounds):
        for (what, name), asked in paths.items():
            if name in servers:
                found.setdefault((what, name), []).append(wrk(servers[name].origin, asked, options.seconds, work))
    print("| requests a second | Seimei | Datasette | ratio |\n|---|---|---|---|")
    for what, label in (("page", "a document"), ("search", "a search")):
        medians = {name: statistics.median(rate for rate, _ in found[what, name]) for name in servers}
        cell = {name: f"{medians[name]:,.1f} ({', '.join(f'{rate:,.1f}' for rate, _ in found[what, name])})" for name in servers}
        ratio = f"{medians['seimei'] / medians['datasette']:.1f}" if len(medians) == 2 else "-"
        print(f"| {label} | {cell.get('seimei', '-')} | {cell.get('datasette', '-')} | {ratio} |")
    for key, rounds in found.items():
        if any(bad for _, bad in rounds):
            print(f"\n{key}: not answered well: {[bad for _, bad in rounds]}")


def steady(origin, expressions, work):
    """Prints how long answers take at 100 requests a second over the whole corpus."""
    paths = []
    for at, expression in enumerate(expressions):
        paths.append(f"/documents/{quote(expression)}")
        if at % 6 == 0:
            paths.append(f"/search?q={quote(SEARCHES[at // 6 % len(SEARCHES)])}")
        if at % 20 == 0:
            paths.append("/register")
    (work / "paths.json").write_text(json.dumps(paths))
    told = json.loads(run(sys.executable, ROOT / "benches/steady.py", origin, work / "paths.json", "--rate", 100, "--seconds", 40))
    print(f"\n| at 100 requests a second | requests | p50 | p99 | max | failed |\n|---|---|---|---|---|---|")
    for kind, one in told.items():
        print(f"| {kind} | {one['requests']} | {one['p50']:.1f} ms | {one['p99']:.1f} ms | {one['max']:.1f} ms | {one['failed']} |")


def weights(origin, expressions):
    """Prints the largest pages as they go over the wire, with style and script."""
    index = fetch(origin + "/").decode()
    assets = sorted(set(re.findall(r'"(/assets/[^"]+\.(?:css|js|svg))"', index)))
    paths = [f"/documents/{quote(one)}" for one in expressions]
    paths += ["/", "/documents", "/register", "/register?view=board", "/register/evidence", "/positions", "/mechanisms", "/alignment", "/chronology", "/search?q=security"]
    wire = {}
    for coding in ("gzip", "zstd"):
        shared = sum(len(fetch(origin + asset, **{"Accept-Encoding": coding})) for asset in assets)
        wire[coding] = {path: len(fetch(origin + path, **{"Accept-Encoding": coding})) + shared for path in paths}
    largest = sorted(paths, key=lambda path: -wire["gzip"][path])[:8]
    print("\n| the largest pages, with style and script | plain | gzip | zstd |\n|---|---|---|---|")
    for path in largest:
        print(f"| {path} | {len(fetch(origin + path)) / 1000:.1f} kB | {wire['gzip'][path] / 1000:.1f} kB | {wire['zstd'][path] / 1000:.1f} kB |")


def paint(origin, expressions):
    """Prints when Chromium shows something first."""
    paths = ["/", f"/documents/{quote(expressions[0])}", "/search?q=cyber%20defence", "/register"]
    told = json.loads(run("node", ROOT / "tests/web/first_paint.mjs", origin, *paths))
    print("\n| first contentful paint, 7 cold loads | median | slowest |\n|---|---|---|")
    for path, times in told.items():
        print(f"| {path} | {statistics.median(times):.0f} ms | {max(times):.0f} ms |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--only", choices=["seimei", "datasette"])
    parser.add_argument("--serve", default="", help="further options of seimei serve, in one text")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("please install wrk")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archive, rows = make_archive(options.binary.resolve(), options.corpus, work)
        expressions = sorted({f"{row['document']}/{row['language']}" for row in rows})
        make_database(rows, work / "rows.db")
        print(f"{len(expressions)} texts, {len(rows)} provisions; {os.cpu_count()} cores; wrk with 8 connections, {options.rounds} rounds of {options.seconds} s, median (rounds)\n")
        commands = {
            "seimei": Server([options.binary.resolve(), "serve", "--archive", archive, "--listen", "127.0.0.1:0", *options.serve.split()], r"http://127\.0\.0\.1:\d+", "/register"),
            "datasette": Server([datasette(), "serve", "-i", work / "rows.db", "--port", "7399", "--setting", "suggest_facets", "off"], r"http://127\.0\.0\.1:\d+", "/rows/provisions"),
        }
        servers = {name: server.__enter__() for name, server in commands.items() if options.only in (None, name)}
        try:
            rates(options, servers, work, expressions)
            if "seimei" in servers:
                origin = servers["seimei"].origin
                steady(origin, expressions, work)
                weights(origin, expressions)
                paint(origin, expressions)
        finally:
            for server in servers.values():
                server.__exit__()


if __name__ == "__main__":
    main()
