#!/usr/bin/env python3
"""Time lineage: all pairs of 2,000 passages beside datasketch MinHash, and how the time for all families grows.

  lineage.py CORPUS --bin target/release/seimei --speed target/release/examples/lineage_speed [--grow 10000]

CORPUS is a folder of documents. Both build on what `BIN read --json` gives. Needs the package datasketch. The example is
built by `cargo build --release -p seimei-wording --example lineage_speed`. Passages that are alike are those whose sets of
words have a Jaccard index of at least 0.5, found by comparing every pair. Documents beyond those of CORPUS are recombined
from its passages: each of them takes 35 at random and changes every other word for one of another passage, so that families stay small.
"""
import argparse, json, pathlib, random, re, subprocess, time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("corpus", type=pathlib.Path)
ap.add_argument("--bin", required=True); ap.add_argument("--speed", required=True)
ap.add_argument("--grow", type=int, default=0)
a = ap.parse_args()
files = sorted(p for p in a.corpus.rglob("*") if p.suffix in (".md", ".txt"))
run = subprocess.run([a.bin, "read", "--json", *map(str, files)], capture_output=True, text=True)
rows = []
for number, line in enumerate(run.stdout.splitlines()):
    reading = json.loads(line)
    head = reading["document"]
    for p in reading["provisions"]:
        rows.append({"document": number, "year": int(head["date"][:4]) if head["date"] else None, "language": head["language"],
                     "parties": head["parties"], **{k: p[k] for k in ("text", "acts", "topics")}})


def ours(rows):
    told = subprocess.run([a.speed], input="\n".join(map(json.dumps, rows)) + "\n", capture_output=True, text=True, check=True)
    return json.loads(told.stdout)


r = random.Random(1)
english = [row for row in rows if row["language"] == "en" and len(row["text"].split()) >= 8]
start = r.randrange(len(english) - 2000)
some = english[start:start + 2000]
words = [set(re.findall(r"\w+", row["text"].lower())) for row in some]
alike = {(i, j) for i in range(2000) for j in range(i) if 2 * len(words[i] & words[j]) >= len(words[i] | words[j])}
told = ours(some)
pairs = {(max(i, j), min(i, j)) for i, kin in enumerate(told["kin"]) for j in kin}
seconds = told["taking_s"] + told["weighing_s"] + told["kin_s"]
print(f"{len(alike)} pairs of 2,000 passages are alike")
print(f"seimei, kin of all: {seconds:.3f} s, finds {len(pairs & alike) / len(alike):.3f} of them")
try:
    from datasketch import MinHash, MinHashLSH
    began = time.perf_counter()
    lsh, sketches = MinHashLSH(threshold=0.5, num_perm=128), []
    for i, one in enumerate(words):
        m = MinHash(num_perm=128)
        m.update_batch([w.encode() for w in one])
        sketches.append(m)
        lsh.insert(i, m)
    found = {(max(i, j), min(i, j)) for i, m in enumerate(sketches) for j in lsh.query(m) if i != j}
    took = time.perf_counter() - began
    print(f"datasketch MinHashLSH, 128 permutations: {took:.3f} s, finds {len(found & alike) / len(alike):.3f}; {took / seconds:.1f}x our time")
except ImportError:
    print("datasketch is not there")
told = ours(rows)
print(f"whole corpus: {told['passages']} passages, taken in {told['taking_s']:.2f} s, families in {told['families_s']:.2f} s: {told['families']}")
size = 500
while size <= a.grow:
    many = []
    for document in range(size):
        for row in r.sample(english, 35):
            text = row["text"].split(" ")
            other = r.choice(english)["text"].split(" ")
            text = [r.choice(other) if r.random() < 1 / 2 else word for word in text]
            many.append({**row, "document": document, "text": " ".join(text)})
    told = ours(many)
    n = told["passages"]
    print(f"{size:6} documents, {n:7} passages: taken in {told['taking_s']:.2f} s, families in {told['families_s']:.2f} s, "
          f"{1e6 * told['families_s'] / n:.0f} us a passage", flush=True)
    size *= 2
