#!/usr/bin/env python3
"""How fast two communiqués are compared, beside Python's difflib and the default of the crate similar, in one run.

  compare.py [--words 20000]

Builds and runs crates/seimei-wording/examples/compare_speed.rs, which makes two texts of so many words out of invented
sentences (three in ten altered, one in ten dropped, one in ten new, one in twenty moved), reads them, and compares
them: pairing of provisions, word differences and the changes that matter. difflib gets the words of the same texts.
Times are the middle one of nine runs for Seimei, of one for the peers.
"""
import argparse, difflib, os, pathlib, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser()
parser.add_argument("--words", default="20000")
arguments = parser.parse_args()
target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
subprocess.run(["cargo", "build", "--release", "-q", "-p", "seimei-wording", "--example", "compare_speed"], cwd=ROOT, check=True)
with tempfile.TemporaryDirectory() as folder:
    program = target / "release/examples/compare_speed"
    print(subprocess.run([program, arguments.words, folder], capture_output=True, check=True, text=True).stdout, end="")
    a, b = (pathlib.Path(folder, name).read_text("utf-8").split() for name in ("a.txt", "b.txt"))
    before = time.process_time()
    codes = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    print(f"difflib_ms\t{(time.process_time() - before) * 1e3:.1f}\t{len(codes)} operations")
    before = time.process_time()
    codes = difflib.SequenceMatcher(None, a, b).get_opcodes()
    print(f"difflib_autojunk_ms\t{(time.process_time() - before) * 1e3:.1f}\t{len(codes)} operations")
