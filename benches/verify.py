#!/usr/bin/env python3
"""Measures `seimei verify` against rapidfuzz's partial_ratio_alignment on the same text in the same run.

    cargo build --release && pip install rapidfuzz
    benches/verify.py CORPUS [--mb 100] [--quotations 60] [--theirs 6]

CORPUS is a folder of Japanese and English text files. Their sentences, recombined to provisions as benches/search.py does
it, make half of the text each and are added to an archive. Quotations are taken from provisions by a fixed seed: verbatim,
with one word changed, with a part left out, put together from two. Seimei's time is that of a whole batch less that of a
batch of one, so the start of the program does not count; its answer has verdict, source and the exact list of edits.
Verdicts are not scored here: the text is put together from halves of sentences, so that most is in it several times.
rapidfuzz searches the provisions of the quotation's own language only, as one string, and one by one; the faster counts.
"""

import argparse
import json
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz
from search import ROOT, provisions, sentences

PROVISIONS = 40


def documents(rows, folder):
    """Writes the provisions as files of forty; returns the paths and the file of each row."""
    paths, owner = [], []
    for lang in ("ja", "en"):
        own = [text for of, text in rows if of == lang]
        for number in range(0, len(own), PROVISIONS):
            name = f"{lang}-{number // PROVISIONS:05}.md"
            title = f"共同声明 {number}" if lang == "ja" else f"Joint Statement {number}"
            texts = own[number : number + PROVISIONS]
            (folder / name).write_text(f"# {title}\n\n" + "\n\n".join(texts) + "\n", encoding="utf-8")
            paths.append(folder / name)
            owner += [name] * len(texts)
    return paths, owner


def quotations(rows, count, seed=5):
    """Picks quotations of four sorts, by turns in both languages."""
    rng = random.Random(seed)
    by_lang = {lang: [text for of, text in rows if of == lang and 60 <= len(text) <= 400] for lang in ("ja", "en")}
    picked = []
    for number in range(count):
        lang = ("ja", "en")[number % 2]
        text, other = rng.choice(by_lang[lang]), rng.choice(by_lang[lang])
        third = len(text) // 3
        sort = ("verbatim", "altered", "truncated", "stitched")[number // 2 % 4]
        if sort == "altered":
            text = text[:third] + ("変更" if lang == "ja" else " changed ") + text[third + 6 :]
        elif sort == "truncated":
            text = text[:third] + text[2 * third :]
        elif sort == "stitched":
            text = text[:third] + other[len(other) // 2 :]
        picked.append((lang, sort, text))
    return picked


def batch(binary, archive, quotes, folder):
    """Runs one batch; returns seconds and answers."""
    file = folder / "quotes.jsonl"
    file.write_text("".join(json.dumps({"id": n, "quote": q}) + "\n" for n, (_, _, q) in enumerate(quotes)), encoding="utf-8")
    start = time.perf_counter()
    run = subprocess.run([binary, "verify", "--archive", archive, "--json", "--batch", file], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    assert run.returncode in (0, 1), run.stderr
    return seconds, [json.loads(line) for line in run.stdout.splitlines()]


def theirs(texts, quote):
    """Returns the seconds of the faster of two ways to find a quotation with rapidfuzz."""
    start = time.perf_counter()
    fuzz.partial_ratio_alignment(quote, "\n".join(texts))
    whole = time.perf_counter() - start
    start = time.perf_counter()
    best = 0
    for text in texts:
        found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=best)
        if found is not None and found.score > best:
            best = found.score
    return min(whole, time.perf_counter() - start), whole


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--quotations", type=int, default=60)
    parser.add_argument("--theirs", type=int, default=6)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bin", default=str(ROOT / "target/release/seimei"))
    parser.add_argument("--folder", type=Path, help="keep the archive here and use it again")
    arguments = parser.parse_args()
    rows = provisions(sentences(arguments.corpus), arguments.mb * 1e6)
    size = sum(len(text.encode()) for _, text in rows)
    quotes = quotations(rows, arguments.quotations)
    with tempfile.TemporaryDirectory(prefix="seimei-bench-") as temporary:
        folder = arguments.folder or Path(temporary)
        archive = folder / "archive"
        if not archive.exists():
            (folder / "files").mkdir(parents=True)
            documents(rows, folder / "files")
            start = time.perf_counter()
            subprocess.run([arguments.bin, "add", "--archive", archive, folder / "files"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            print(f"added in {time.perf_counter() - start:.0f} s")
        batch(arguments.bin, archive, quotes[:1], folder)
        start_up = min(batch(arguments.bin, archive, quotes[:1], folder)[0] for _ in range(arguments.runs))
        runs = [batch(arguments.bin, archive, quotes, folder) for _ in range(arguments.runs)]
        ours = (min(seconds for seconds, _ in runs) - start_up) / (len(quotes) - 1)
        times = []
        for lang, _, quote in quotes[: arguments.theirs]:
            times.append(theirs([text for of, text in rows if of == lang], quote))
        rapid = statistics.mean(best for best, _ in times)
        print(f"text {size / 1e6:.1f} MB in {len(rows)} provisions; start of the program {start_up * 1000:.0f} ms")
        print(f"a quotation: Seimei {ours * 1000:.2f} ms, rapidfuzz {rapid * 1000:.0f} ms ({rapid / ours:.0f} times as long);"
              f" over the text as one string {statistics.mean(whole for _, whole in times) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
