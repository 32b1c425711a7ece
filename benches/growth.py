#!/usr/bin/env python3
"""Measures how adding goes on as an archive grows.

  benches/growth.py [--documents 100000] [--batch 2000] [--archive DIR] [--write]

Documents are made by recombining the paragraphs of ../shared/corpus (of examples/ where that is not there), one in ten
in Japanese, each with parties and a date of its own, and added batch by batch by `seimei add`. Printed: the time per
document of each batch, cold searches in between, sizes, and the ratio of the last tenth to the first. --write puts table
and plot into docs/performance.md and docs/growth.svg. Needs a release build, Linux and Python; 5 GB of disk for 100,000.
"""
import argparse, datetime, pathlib, random, re, shutil, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent.parent
BIN = HERE / "target/release/seimei"
SHARED = HERE.parent / "shared/corpus"
STATES = {
    "en": ["Australia", "Brazil", "Canada", "France", "Germany", "India", "Indonesia", "Italy", "Japan", "Kenya",
           "Mexico", "Norway", "the Philippines", "Poland", "the Republic of Korea", "the United Kingdom", "Vietnam"],
    "ja": ["オーストラリア", "ブラジル", "カナダ", "フランス", "ドイツ", "インド", "インドネシア", "イタリア", "日本", "ケニア",
           "メキシコ", "ノルウェー", "フィリピン", "ポーランド", "韓国", "英国", "ベトナム"],
}
BEGIN, END = "<!-- growth -->", "<!-- /growth -->"


def paragraphs(language):
    """Running paragraphs of one language, as long as a paragraph of a statement is."""
    if SHARED.exists():
        paths = sorted(SHARED.glob("en/*.md")) if language == "en" else sorted(SHARED.glob("seeds/*.txt")) + sorted(SHARED.glob("ja-addresses/ja/*.txt"))
    else:
        paths = [p for p in sorted((HERE / "examples").glob("*.*")) if p.suffix in (".txt", ".md")]
    pool = []
    for path in paths:
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
        for paragraph in re.split(r"\n\s*\n", text):
            paragraph = paragraph.strip()
            is_japanese = bool(re.search("[ぁ-ん]", paragraph))
            if is_japanese == (language == "ja") and 80 <= len(paragraph) <= 1200 and not re.match(r"[#*\\-]", paragraph):
                pool.append(paragraph)
    return pool


def document(number, pools):
    """The text of document `number`: always the same for the same number."""
    dice = random.Random(number)
    language = "ja" if number % 10 == 0 else "en"
    one, other = dice.sample(range(len(STATES[language])), 2)
    one, other = STATES[language][one], STATES[language][other]
    day = datetime.date(1950, 1, 1) + datetime.timedelta(days=dice.randrange(36_000))
    body = "\n\n".join(dice.sample(pools[language], min(len(pools[language]), dice.randint(6, 18))))
    if language == "ja":
        return f"# {one}・{other}共同声明\n\n{day.year}年{day.month}月{day.day}日\n\n{body}\n"
    return f"# Joint Statement of {one} and {other}\n\n{day:%B} {day.day}, {day.year}\n\n{body}\n"


def size(path):
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def plot(rows, path):
    """Milliseconds a document over documents in the archive, as SVG."""
    width, height, left, bottom = 720, 300, 60, 40
    most = max(ms for _, ms, _ in rows) * 1.2
    last = rows[-1][0]
    x = lambda n: left + (width - left - 20) * n / last
    y = lambda ms: height - bottom - (height - bottom - 20) * ms / most
    line = " ".join(f"{x(n):.1f},{y(ms):.1f}" for n, ms, _ in rows)
    marks = "".join(f'<text x="{x(n):.0f}" y="{height - 20}" text-anchor="middle">{n:,}</text><line x1="{x(n):.0f}" x2="{x(n):.0f}" y1="20" y2="{height - bottom}" stroke="#ddd"/>' for n in (last * k // 5 for k in range(6)))
    marks += "".join(f'<text x="{left - 6}" y="{y(v) + 4:.0f}" text-anchor="end">{v:.1f}</text><line x1="{left}" x2="{width - 20}" y1="{y(v):.0f}" y2="{y(v):.0f}" stroke="#ddd"/>' for v in (most * k / 4 for k in range(5)))
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="white"/>{marks}<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/><text x="{left}" y="14">milliseconds a document added / 1件の追加にかかるミリ秒</text><text x="{width - 20}" y="{height - 5}" text-anchor="end">documents in the archive / 記録庫の文書数</text></svg>\n', "utf-8")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--documents", type=int, default=100_000)
    ap.add_argument("--batch", type=int, default=2_000)
    ap.add_argument("--archive", type=pathlib.Path)
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    pools = {language: paragraphs(language) for language in ("ja", "en")}
    work = pathlib.Path(tempfile.mkdtemp(prefix="seimei-growth-"))
    archive = a.archive or work / "archive"
    rows, text = [], 0
    try:
        for start in range(0, a.documents, a.batch):
            folder = work / "batch"
            folder.mkdir()
            for number in range(start, min(start + a.batch, a.documents)):
                body = document(number, pools).encode()
                text += len(body)
                (folder / f"{number:06}.md").write_bytes(body)
            began = time.perf_counter()
            run = subprocess.run([BIN, "add", folder, "--archive", archive], capture_output=True)
            took = time.perf_counter() - began
            if run.returncode:
                sys.exit(run.stderr.decode(errors="replace")[:2000])
            began = time.perf_counter()
            subprocess.run([BIN, "search", "maritime security", "--archive", archive], capture_output=True)
            search = time.perf_counter() - began
            shutil.rmtree(folder)
            done = min(start + a.batch, a.documents)
            rows.append((done, 1000 * took / (done - start), 1000 * search))
            print(f"{done:7} documents  {rows[-1][1]:6.2f} ms a document  cold search {rows[-1][2]:6.0f} ms", flush=True)
        tenth = max(1, len(rows) // 10)
        first, last = (statistics.mean(ms for _, ms, _ in part) for part in (rows[:tenth], rows[-tenth:]))
        print(f"first tenth {first:.2f} ms, last tenth {last:.2f} ms a document: {last / first:.2f}x")
        print(f"text {text / 1e6:.0f} MB, archive {size(archive) / 1e6:.0f} MB, of it index {size(archive / 'index') / 1e6:.0f} MB")
        if a.write:
            plot(rows, HERE / "docs/growth.svg")
            table = "\n".join(f"| {n:,} | {ms:.2f} | {search:.0f} |" for n, ms, search in rows[:: max(1, len(rows) // 10)] + rows[-1:])
            told = (f"{BEGIN}\n{a.documents:,} documents of {text / a.documents / 1000:.1f} kB made by recombining the corpus, added in batches of {a.batch:,} (`benches/growth.py --write`).\n"
                    f"Time per document in the last tenth against the first: **{last / first:.2f}x** ({first:.2f} ms, {last:.2f} ms; wanted at most 1.3x).\n"
                    f"Text {text / 1e6:.0f} MB, archive {size(archive) / 1e6:.0f} MB, of it the search index {size(archive / 'index') / 1e6:.0f} MB.\n\n"
                    f"![time per document as the archive grows](growth.svg)\n\n| documents | ms a document | cold search, ms |\n|---|---|---|\n{table}\n{END}")
            page = HERE / "docs/performance.md"
            old = page.read_text("utf-8")
            if BEGIN in old:
                old = old[: old.index(BEGIN)] + told + old[old.index(END) + len(END):]
            else:
                old = old.rstrip() + f"\n\n## Growth of an archive\n\n{told}\n"
            page.write_text(old, "utf-8")
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
