#!/usr/bin/env python3
"""Time the register: drawing it from a corpus, and what one more document costs.

  register.py CORPUS --bin target/release/seimei [--repeat 3]

CORPUS is a folder of documents. They are added to a fresh archive, all but the last; then the whole register is asked for
(`register --json`), the last document is added, and it is asked for again. Times are the best of the repeats, of the whole
process: start, opening the archive, reading what is stored, drawing, printing.
"""
import argparse, pathlib, subprocess, tempfile, time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("corpus", type=pathlib.Path)
ap.add_argument("--bin", required=True)
ap.add_argument("--repeat", type=int, default=3)
a = ap.parse_args()
files = sorted(str(p) for p in a.corpus.rglob("*") if p.suffix in (".md", ".txt", ".html"))


def timed(*words):
    best, out = 1e9, b""
    for _ in range(a.repeat):
        began = time.perf_counter()
        out = subprocess.run([a.bin, *words], capture_output=True, check=True).stdout
        best = min(best, time.perf_counter() - began)
    return best, out


with tempfile.TemporaryDirectory() as d:
    subprocess.run([a.bin, "add", "--archive", d, *files[:-1]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    without, _ = timed("register", "--archive", d, "--json")
    began = time.perf_counter()
    subprocess.run([a.bin, "add", "--archive", d, files[-1]], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    adding = time.perf_counter() - began
    whole, out = timed("register", "--archive", d, "--json")
    entries = out.count(b"\n")
    stock, _ = timed("stocktake", "--archive", d, "--parties", "JPN,USA", "--format", "json")
    told, _ = timed("chronology", "--archive", d, "--format", "json")
    named, _ = timed("register", "mechanisms", "--archive", d, "--json")
print(f"{len(files)} documents, {entries} entries: the register in {whole:.2f} s ({1000 * whole / len(files):.1f} ms a document)")
print(f"without the last document {without:.2f} s; adding it {adding:.2f} s")
print(f"stocktake of JPN,USA {stock:.2f} s; chronology {told:.2f} s; mechanisms {named:.2f} s")
