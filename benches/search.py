#!/usr/bin/env python3
"""Measures the search index against SQLite FTS5 (trigram) on the same text in the same run.

    cargo build --release && cargo build --release -p seimei-search -p seimei-cli --example search_speed
    benches/search.py CORPUS [--mb 20] [--runs 3]

CORPUS is a folder of Japanese and English text files. Their sentences, recombined to provisions by a fixed seed, make
half of the text each. Every figure is the best of the runs; the ratios are what docs/performance.md reports.
"""

import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def sentences(folder):
    """Returns the Japanese and the English sentences of a folder's files, in order of name."""
    found = {"ja": [], "en": []}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".txt", ".md"} or path.name == "SOURCES.md":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if text.startswith("---"):
            text = text.split("---", 2)[-1]
        for paragraph in re.split(r"\n\s*\n", text):
            paragraph = re.sub(r"(?<=[^\x00-\x7f])\n\s*(?=[^\x00-\x7f])", "", paragraph)
            for sentence in re.split(r"(?<=。)|(?<=[a-z)][.!?])\s+(?=[A-Z])", paragraph):
                sentence = " ".join(sentence.split())
                if len(sentence.encode()) >= 60:
                    found["ja" if JAPANESE.search(sentence) else "en"].append(sentence)
    return found


def provisions(found, size, seed=7):
    """Recombines sentences until each language has half of `size` bytes of text."""
    rng = random.Random(seed)
    rows = []
    for lang in ("ja", "en"):
        total = 0
        while total < size / 2:
            parts = rng.choices(found[lang], k=rng.choice((1, 1, 2)))
            if len(parts) == 2:
                # Half of one and half of another, so that the text is not the same few sentences again and again.
                first, second = parts
                join = "" if lang == "ja" else " "
                cut, rest = len(first) // 2, len(second) // 2
                if lang == "en":
                    cut, rest = first.find(" ", cut) + 1 or len(first), second.find(" ", rest) + 1
                parts = [first[:cut].strip() + join + second[rest:].strip()]
            text = parts[0]
            rows.append((lang, text))
            total += len(text.encode())
    rng.shuffle(rows)
    rows.sort(key=lambda row: row[0])
    return rows


def samples(rows, count=200, seed=11):
    """Picks runs of 8 and of 2 characters out of the Japanese provisions, each position as likely as any."""
    rng = random.Random(seed)
    texts = [text for lang, text in rows if lang == "ja" and len(text) > 20]
    picked = {8: [], 2: []}
    while min(map(len, picked.values())) < count:
        text = rng.choice(texts)
        for length, runs in picked.items():
            at = rng.randrange(len(text) - length)
            run = text[at : at + length]
            # No voicing mark of its own: where it stands behind the run, the run ends inside a character.
            is_whole = not re.search("[\u3099\u309a]", text[at : at + length + 1])
            if len(runs) < count and is_whole and re.fullmatch("[\u3040-\u30ff\u4e00-\u9fff]+", run):
                runs.append(run)
    return picked


def fts5(rows, path):
    """Builds an FTS5 trigram index; returns seconds, bytes and the connection."""
    path.unlink(missing_ok=True)
    start = time.perf_counter()
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode=OFF")
    base.execute("PRAGMA synchronous=OFF")
    base.execute("CREATE VIRTUAL TABLE provisions USING fts5(text, tokenize='trigram')")
    base.executemany("INSERT INTO provisions(text) VALUES (?)", ((text,) for _, text in rows))
    base.commit()
    return time.perf_counter() - start, path.stat().st_size, base


def fts5_phrases(base, phrases):
    """Times counting each phrase; returns milliseconds a phrase and the counts."""
    times, counts = [], []
    for phrase in phrases:
        start = time.perf_counter()
        (count,) = base.execute("SELECT count(*) FROM provisions WHERE provisions MATCH ?", (f'"{phrase}"',)).fetchone()
        times.append((time.perf_counter() - start) * 1000)
        counts.append(count)
    return times, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--mb", type=float, default=20)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--example", type=Path, default=ROOT / "target/release/examples/search_speed")
    arguments = parser.parse_args()
    rows = provisions(sentences(arguments.corpus), arguments.mb * 1e6)
    text_bytes = sum(len(text.encode()) for _, text in rows)
    picked = samples(rows)
    with tempfile.TemporaryDirectory(prefix="seimei-bench-") as folder:
        folder = Path(folder)
        lines = folder / "provisions.tsv"
        lines.write_text("".join(f"{lang}\t{text}\n" for lang, text in rows), encoding="utf-8")
        for length, runs in picked.items():
            (folder / f"runs{length}.txt").write_text("\n".join(runs) + "\n", encoding="utf-8")
        theirs_build, ours_build = [], []
        for run in range(arguments.runs):
            seconds, theirs_size, base = fts5(rows, folder / "fts5.sqlite")
            theirs_build.append(seconds)
            out = subprocess.run([arguments.example, folder], check=True, capture_output=True, text=True).stdout
            ours = json.loads(out)
            ours_build.append(ours["build_seconds"])
            phrase_times, phrase_counts = fts5_phrases(base, picked[8])
            # Seimei finds a run in other spellings too, so it may find more, but never less.
            pairs = zip(phrase_counts, ours["runs8"]["counts"], strict=True)
            assert all(theirs <= found for theirs, found in pairs), "a run that FTS5 finds was not found"
        best = {name: min(times) for name, times in (("fts5", theirs_build), ("seimei", ours_build))}
        print(f"text {text_bytes / 1e6:.1f} MB in {len(rows)} provisions; best of {arguments.runs}")
        print(f"building: FTS5 {text_bytes / 1e6 / best['fts5']:.1f} MB/s, Seimei {text_bytes / 1e6 / best['seimei']:.1f} MB/s"
              f" ({best['fts5'] / best['seimei']:.2f} times as fast)")
        print(f"size: FTS5 {theirs_size / text_bytes:.2f} x text, Seimei {ours['bytes'] / text_bytes:.2f} x text")
        print(f"8 characters: FTS5 median {statistics.median(phrase_times):.3f} ms;"
              f" Seimei median {ours['runs8']['median']:.3f}, p95 {ours['runs8']['p95']:.3f} ms")
        print(f"2 characters: FTS5 finds none; Seimei median {ours['runs2']['median']:.3f}, p95 {ours['runs2']['p95']:.3f} ms")


if __name__ == "__main__":
    main()
