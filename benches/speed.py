#!/usr/bin/env python3
"""Measures reading speed, start-up time and memory, beside a named peer in the same run.

  benches/speed.py [--write]     --write puts the table into docs/performance.md

Japanese: the full reading (`seimei read --json`) of 20 MB against MeCab's tokenising of the same text (Debian's `mecab`
with `mecab-ipadic-utf8`, installed by this script), each pinned to one core, in turn, the median of five. English: MB/s.
The text is that of ../shared/corpus, repeated to size; where that is not there, of examples/. Needs Linux, taskset and Python.
"""
import pathlib, platform, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent.parent
BIN = HERE / "target/release/seimei"
SHARED = HERE.parent / "shared/corpus"
MB = 1_000_000
RUNS = 5


def need(command, *packages):
    if not shutil.which(command):
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=True, stdout=subprocess.DEVNULL)


def texts(language):
    """The documents of one language, without heads and furniture that only a page has."""
    if SHARED.exists():
        paths = sorted(SHARED.glob("seeds/*.txt")) + sorted(SHARED.glob("ja-addresses/ja/*.txt")) if language == "ja" else sorted(SHARED.glob("en/*.md"))
    else:
        paths = [p for p in sorted((HERE / "examples").glob("*.*")) if p.suffix in (".txt", ".md")]
        paths = [p for p in paths if bool(re.search("[ぁ-ん]", p.read_text("utf-8"))) == (language == "ja")]
    for path in paths:
        text = path.read_text("utf-8")
        text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
        # An end mark closes a page: what stood behind it would be left out.
        yield re.sub(r"^(###|\((了|以上)\))\s*$", "", text, flags=re.M)


def sample(folder, language, size):
    """One file of about `size` bytes, and the same as a folder of files of 40,000 characters."""
    parts, total = [], 0
    stock = list(texts(language))
    while total < size:
        for text in stock:
            parts.append(text.strip() + "\n\n")
            total += len(parts[-1].encode())
            if total >= size:
                break
    one = folder / f"{language}.txt"
    one.write_text("".join(parts), "utf-8")
    many = folder / f"{language}-many"
    many.mkdir()
    chunk, count = [], 0
    for part in parts + [None]:
        if part is not None:
            chunk.append(part)
        if part is None or sum(map(len, chunk)) > 40_000:
            (many / f"{count:05}.txt").write_text("".join(chunk), "utf-8")
            chunk, count = [], count + 1
    return one, many


def run(*command):
    """Seconds of wall clock and peak memory in MB, on one core, output thrown away."""
    # Through time(1): a child of this process would start with this process's own peak.
    timed = ["/usr/bin/time", "-f", "%M", "taskset", "-c", "0", *map(str, command)]
    before = time.perf_counter()
    done = subprocess.run(timed, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - before
    if done.returncode:
        sys.exit(f"{command}: status {done.returncode}: {done.stderr[-400:]}")
    return seconds, int(done.stderr.split()[-1]) / 1000


def median(runs):
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def main():
    need("mecab", "mecab", "mecab-ipadic-utf8")
    need("taskset", "util-linux")
    need("/usr/bin/time", "time")
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=HERE, check=True)
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        ja, ja_many = sample(scratch, "ja", 20 * MB)
        en, en_many = sample(scratch, "en", 20 * MB)
        size = {path: path.stat().st_size / MB for path in (ja, en)}
        pairs = [(run(BIN, "read", "--json", ja_many), run("mecab", "-b", "100000", ja)) for _ in range(RUNS)]
        ours, memory = median([a for a, _ in pairs])
        peer, _ = median([b for _, b in pairs])
        rows.append(("Japanese, 20 MB in files of 120 kB", f"{size[ja] / ours:.1f} MB/s", f"MeCab {size[ja] / peer:.1f} MB/s", f"{peer / ours:.2f}x", ">= 2.5x", f"{memory:.0f} MB"))
        ours, memory = median([run(BIN, "read", "--json", ja) for _ in range(RUNS)])
        rows.append(("Japanese, one file of 20 MB", f"{size[ja] / ours:.1f} MB/s", f"MeCab {size[ja] / peer:.1f} MB/s", f"{peer / ours:.2f}x", "memory < 120 MB", f"{memory:.0f} MB"))
        ours, memory = median([run(BIN, "read", "--json", en_many) for _ in range(RUNS)])
        rows.append(("English, 20 MB in files of 40 kB", f"{size[en] / ours:.1f} MB/s", "", "", ">= 20 MB/s", f"{memory:.0f} MB"))
        ours, memory = median([run(BIN, "read", "--json", en) for _ in range(RUNS)])
        rows.append(("English, one file of 20 MB", f"{size[en] / ours:.1f} MB/s", "", "", "memory < 120 MB", f"{memory:.0f} MB"))
        for language in ("ja", "en"):
            page = scratch / f"page-{language}.txt"
            text = next(text for text in texts(language) if len(text) > 2_000)
            page.write_text(text[:4_000], "utf-8")
            seconds, memory = median([run(BIN, "read", page) for _ in range(4 * RUNS)])
            rows.append((f"start to end of a one-page document ({language})", f"{seconds * 1000:.1f} ms", "", "", "<= 30 ms", f"{memory:.0f} MB"))
    table = ["| what | measured | peer | ratio | floor | peak memory |", "|---|---|---|---|---|---|"]
    table += ["| " + " | ".join(row) + " |" for row in rows]
    print("\n".join(table))
    if "--write" in sys.argv:
        page = HERE / "docs/performance.md"
        head, _, rest = page.read_text("utf-8").partition("<!-- table -->")
        _, _, tail = rest.partition("<!-- end -->")
        machine = f"\nPython {platform.python_version()} on {platform.machine()}, Linux {platform.release()}, 2 cores, one used.\n\n"
        page.write_text(head + "<!-- table -->" + machine + "\n".join(table) + "\n<!-- end -->" + tail, "utf-8")


if __name__ == "__main__":
    main()
