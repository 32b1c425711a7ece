#!/usr/bin/env python3
"""How well and how fast two texts are aligned, beside the algorithm of Gale and Church (1993) as nltk has it.

  align.py --bin target/release/seimei [--words 20000]

F1 over links on the pairs of tests/pairs; nltk gets the same provisions, cut by the program. Then the time for two texts
of so many English words, made of those pairs over and over: of the whole run, and of reading both without aligning.
Needs nltk from PyPI for the peer; without it only the program is measured.
"""
import argparse, json, pathlib, re, resource, subprocess, tempfile, time, unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEXICON = ["--lexicon", str(ROOT / "examples/lexicon")]
norm = lambda s: re.sub(r"[\s\\]+", "", unicodedata.normalize("NFKC", s))
try:
    from nltk.translate.gale_church import align_blocks
except ImportError:
    align_blocks = None


def documents(path):
    """The two documents of a pair file and the sentences of its groups (see tests/pairs/README.md)."""
    text = path.read_text("utf-8")
    held = dict(re.findall(r"^[ab]\[(\w+)\]: (.*)$", text, re.M))
    out, groups = {"a": "", "b": ""}, [{"a": [], "b": []}]
    for line in text.split("\n"):
        if not line:
            groups.append({"a": [], "b": []})
            continue
        side, tag, mark, words = re.match(r"^([ab])(\[\w+\]|<\w+>)?([:#=|-])?\s?(.*)$", line).groups()
        if tag and tag[0] == "<":
            out[side] += " " + held[tag[1:-1]]
            continue
        if mark in ":-":
            groups[-1][side].append(norm(words))
        if tag:
            continue
        bullet = "\n\n" + ("" if words[:1].isdigit() else "- ")
        out[side] += {"=": "# ", "#": "\n\n## ", "-": bullet, ":": " ", "|": "\n\n"}[mark] + words
        out[side] += "\n\n" if mark in "=#" else ""
    return out, groups


def align(binary, texts):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for side in "ab":
            path = pathlib.Path(folder) / f"{side}.md"
            path.write_text(texts[side], "utf-8")
            paths.append(str(path))
        before = processor()
        run = subprocess.run([binary, "align", *paths, "--json", *LEXICON], capture_output=True, check=True)
        whole = processor() - before
        for path in paths:
            subprocess.run([binary, "read", path, "--json", *LEXICON], capture_output=True, check=True)
        return json.loads(run.stdout), whole, processor() - before - whole


def processor():
    """Seconds of the processor that the programs run so far took: what others do on the machine does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True)
    ap.add_argument("--words", type=int, default=20000)
    args = ap.parse_args()
    counts = {"seimei": [0, 0, 0], "nltk": [0, 0, 0]}
    pairs = sorted((ROOT / "tests/pairs").glob("*.pair"))
    for path in pairs:
        texts, groups = documents(path)
        found, _, _ = align(args.bin, texts)
        want = {(x, y) for g in groups for x in g["a"] for y in g["b"]}
        known = {s: [x for g in groups for x in g[s]] for s in "ab"}
        place = lambda s, t: next((x for x in known[s] if x == norm(t) or norm(t) in x or x in norm(t)), t)
        sides = {s: [(g[s + "_numbers"], g[s]) for g in found] for s in "ab"}
        order = {s: [t for _, t in sorted((n, t) for ns, ts in sides[s] for n, t in zip(ns, ts))] for s in "ab"}
        got = {"seimei": {(place("a", x), place("b", y)) for g in found for x in g["a"] for y in g["b"]}}
        if align_blocks:
            links = align_blocks(*([len(t) for t in order[s]] for s in "ab"))
            got["nltk"] = {(place("a", order["a"][i]), place("b", order["b"][j])) for i, j in links}
        for name, links in got.items():
            counts[name] = [c + n for c, n in zip(counts[name], (len(links & want), len(links), len(want)))]
    for name, (right, found, want) in counts.items():
        if found:
            print(f"{name:8} P {right / found:.3f} R {right / want:.3f} F1 {2 * right / (found + want):.3f}")
    texts = {"a": "", "b": ""}
    turn = 0
    while len(texts["b"].split()) < args.words:
        made, _ = documents(pairs[turn % len(pairs)])
        for side in "ab":
            texts[side] += re.sub(r"\d+", lambda m: str(int(m.group()) + turn), made[side]) + "\n\n"
        turn += 1
    runs = [align(args.bin, texts) for _ in range(3)]
    found, whole, reading = runs[0][0], min(r[1] for r in runs), min(r[2] for r in runs)
    size = [sum(len(g[s]) for g in found) for s in "ab"]
    print(f"{args.words} words, {size[0]} and {size[1]} provisions: {whole:.2f} s of the processor with reading, which alone takes {reading:.2f} s")
    if align_blocks:
        lengths = [[len(t) for g in found for t in g[s]] for s in "ab"]
        start = time.process_time()
        align_blocks(*lengths)
        print(f"nltk, lengths only: {time.process_time() - start:.2f} s of the processor")


main()
