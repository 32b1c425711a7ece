#!/usr/bin/env python3
"""Time lineage: all pairs of 2,000 passages beside datasketch MinHash, and how the time for all families grows.

  lineage.py CORPUS --bin target/release/seimei --speed target/release/examples/lineage_speed [--grow 10000] [--whole 10000]

CORPUS is a folder of documents. Both build on what `BIN read --json` gives. Needs the package datasketch. The example is
built by `cargo build --release -p seimei-wording --example lineage_speed`. Passages that are alike are those whose sets of
words have a Jaccard index of at least 0.5, found by comparing every pair. Documents beyond those of CORPUS are recombined
from its passages: each of them takes 35 at random and changes every other word for one of another passage, so that families stay small.
--grow times the finding of families alone; --whole times `BIN trace --all` as a user waits for it, over archives of such documents.
"""
import argparse, json, pathlib, random, re, subprocess, tempfile, time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("corpus", type=pathlib.Path)
ap.add_argument("--bin", required=True); ap.add_argument("--speed", required=True)
ap.add_argument("--grow", type=int, default=0); ap.add_argument("--whole", type=int, default=0)
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


def recombined():
    """Yields the passages of documents without end: 35 at random, every other word one of another passage."""
    while True:
        passages = []
        for row in r.sample(english, 35):
            other = r.choice(english)["text"].split(" ")
            words = [r.choice(other) if r.random() < 1 / 2 else word for word in row["text"].split(" ")]
            passages.append({**row, "text": " ".join(words)})
        yield passages


def sizes(most):
    """500, 1,000, 2,000 and so on, and `most` itself."""
    return sorted({min(500 * 2**step, most) for step in range(10)}) if most else []


for size in sizes(a.grow):
    told = ours([{**row, "document": number} for number, passages in zip(range(size), recombined()) for row in passages])
    n = told["passages"]
    all_of = told["taking_s"] + told["weighing_s"] + told["families_s"]
    print(f"{size:6} documents, {n:7} passages: taken in {told['taking_s']:.2f} s, weighed in {told['weighing_s']:.2f} s, families in "
          f"{told['families_s']:.2f} s, {1e6 * told['families_s'] / n:.0f} us a passage; together {1e6 * all_of / n:.0f} us", flush=True)

with tempfile.TemporaryDirectory() as work:
    work, made, had = pathlib.Path(work), recombined(), 0
    for size in sizes(a.whole):
        new = work / str(size)
        new.mkdir()
        for number in range(had, size):
            body = "\n\n".join(row["text"] for row in next(made))
            head = f"# Joint Statement of Japan and Australia\n\nMay {1 + number % 28}, {1950 + number % 70}\n\n"
            (new / f"{number:06}.md").write_text(head + body + "\n", "utf-8")
        had = size
        subprocess.run([a.bin, "add", "--archive", str(work / "archive"), str(new)], check=True, capture_output=True)
        took = []
        for _ in range(3):
            began = time.perf_counter()
            run = subprocess.run([a.bin, "trace", "--archive", str(work / "archive"), "--all", "--json"], capture_output=True, text=True)
            took.append(time.perf_counter() - began)
        families = len(run.stdout.splitlines())
        print(f"{size:6} documents in an archive: trace --all in {min(took):.2f} s, {1000 * min(took) / size:.2f} ms a document; "
              f"{families} families", flush=True)
