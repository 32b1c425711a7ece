#!/usr/bin/env python3
"""Learn what the signs of kinship are worth, and say how well that does on families left aside.

  kinship.py --bin target/release/seimei --signs target/release/examples/kinship_signs [--write]

Needs numpy and scikit-learn, and ../shared beside the repository; says that it skips where that is missing. The families
are those of ../shared/wording/lineage.json and, counted less, those of benches/families.tsv. `--write` writes
crates/seimei-wording/src/lineage/trees.rs. The example is built by
`cargo build --release -p seimei-wording --example kinship_signs`.
"""
import argparse, collections, hashlib, json, pathlib, re, subprocess, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
TREES = HERE.parent / "crates/seimei-wording/src/lineage/trees.rs"
OTHER_FAMILIES = 0.3  # what a pair of families.tsv counts beside one of lineage.json: they were coded more broadly
JAPANESE = 2.0        # and a Japanese pair of lineage.json, of which there are few


def bare(text):
    return re.sub(r"[\s\\*_]+", "", unicodedata.normalize("NFKC", text))


def digest(text):
    return hashlib.sha256(bare(text)[:40].encode()).hexdigest()[:12]


def families():
    """Yields (set name, language, [[(document, test of a provision's text)]])."""
    shared = collections.defaultdict(list)
    for family in json.loads((SHARED / "wording/lineage.json").read_text("utf-8")):
        begins = lambda wanted: lambda text: bare(text).startswith(wanted)
        shared[family["language"]].append([(m["document"], begins(bare(m["text"]))) for m in family["members"]])
    for language, all_of in sorted(shared.items()):
        yield "lineage", language, all_of
    own = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in (HERE / "families.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, family, document, provision = line.split("\t")
            own[language][family].append((document, lambda text, provision=provision: digest(text) == provision))
    for language, all_of in sorted(own.items()):
        yield "own", language, list(all_of.values())


def read(binary, documents):
    paths = [str(next((SHARED / "corpus").rglob(name))) for name in documents]
    run = subprocess.run([binary, "read", "--json", *paths], capture_output=True, text=True, check=True)
    return dict(zip(documents, map(json.loads, run.stdout.splitlines())))


def pairs(binary, signs, language, all_of, among=()):
    """Returns signs, truth, group of each pair, and the number of links there are.

    The archive is made of the families' documents and of those in `among`; only pairs of the former are given."""
    import numpy as np
    named = {document for family in all_of for document, _ in family}
    readings = read(binary, sorted(named.union(among)))
    lines, at, by_document = [], [], collections.defaultdict(list)
    for number, (name, reading) in enumerate(readings.items()):
        date = reading["document"]["date"]
        for provision in reading["provisions"]:
            if reading["document"]["language"] != language:
                continue
            by_document[name].append((len(at), provision["text"]))
            at.append(name)
            lines.append(json.dumps({"document": number, "year": int(date[:4]) if date else None, "language": language,
                                     **{k: provision[k] for k in ("text", "acts", "topics")},
                                     "parties": reading["document"]["parties"]}))
    kin, root = collections.defaultdict(set), {}

    def top(x):
        while root.setdefault(x, x) != x:
            x = root[x]
        return x
    for index, family in enumerate(all_of):
        members = [n for d, is_it in family for n in [next((n for n, t in by_document[d] if is_it(t)), None)] if n is not None]
        for member in members:
            root[top(member)] = top(("family", index))
            kin[member] |= set(members) - {member}
    asked = "".join(f"{number}\n" for number in sorted(kin))
    run = subprocess.run([signs], input="\n".join(lines) + "\n\n" + asked, capture_output=True, text=True, check=True)
    rows = [row for row in map(json.loads, run.stdout.splitlines()) if at[row[1]] in named]
    # The same families have the same name whatever the archive.
    first = {}
    for member in sorted(kin):
        first.setdefault(top(member), at[member] + digest(json.loads(lines[member])["text"]))
    group = [first[top(row[0])] for row in rows]
    truth = np.array([row[1] in kin[row[0]] for row in rows])
    return np.array([row[3] for row in rows]), truth, group, sum(map(len, kin.values()))


def best(score, truth, links):
    import numpy as np
    order = np.argsort(-score)
    hits = np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + links)
    return f1.max(), score[order][f1.argmax()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--bin", required=True); ap.add_argument("--signs", required=True)
    ap.add_argument("--write", action="store_true")
    a = ap.parse_args()
    if not SHARED.exists():
        print("skipped: ../shared is not there")
        return
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier
    data = {(name, language): pairs(a.bin, a.signs, language, all_of) for name, language, all_of in families()}
    # The same pairs in a larger archive, so that what is learnt holds whatever its size.
    corpus = [path.name for path in sorted((SHARED / "corpus/en").glob("*.md"))]
    english = next(all_of for name, language, all_of in families() if (name, language) == ("lineage", "en"))
    data["whole", "en"] = pairs(a.bin, a.signs, "en", english, corpus)
    weight = {("lineage", "en"): 1.0, ("whole", "en"): 1.0, ("lineage", "ja"): JAPANESE}

    def learn(left_out=None):
        xs, ys, ws = [], [], []
        for key, (x, y, group, _) in data.items():
            keep = np.array([left_out is None or name not in left_out for name in group])
            xs.append(x[keep]); ys.append(y[keep]); ws.append(np.full(keep.sum(), weight.get(key, OTHER_FAMILIES)))
        model = HistGradientBoostingClassifier(max_iter=130, learning_rate=0.06, max_leaf_nodes=7, min_samples_leaf=20,
                                               l2_regularization=10, early_stopping=False, random_state=0)
        return model.fit(np.vstack(xs), np.concatenate(ys), sample_weight=np.concatenate(ws))

    x, y, group, links = data["lineage", "en"]
    held_out, names = [], sorted(set(group))
    for seed in range(2):
        fold_of = dict(zip(names, np.random.RandomState(seed).randint(0, 8, len(names))))
        fold = np.array([fold_of[name] for name in group])
        score = np.zeros(len(y))
        for k in range(8):
            model = learn({name for name in names if fold_of[name] == k})
            score[fold == k] = model.decision_function(x[fold == k])
        held_out.append(best(score, y, links)[0])
    model = learn()
    scores = {key: model.decision_function(value[0]) for key, value in data.items()}
    both = [("lineage", "en"), ("lineage", "ja")]
    f1, border = best(np.concatenate([scores[k] for k in both]), np.concatenate([data[k][1] for k in both]),
                      sum(data[k][3] for k in both))
    print(f"F1 on the families learnt from {f1:.3f}; English families left aside {np.mean(held_out):.3f}")
    for key in data:
        print(" ", *key, f"{best(scores[key], data[key][1], data[key][3])[0]:.3f} with the best border of its own")
    if a.write:
        trees = []
        for stage in model._predictors:
            node = lambda n: (f"(255, {float(n['value']):.5}, 0, 0)" if n["is_leaf"] else
                              f"({int(n['feature_idx'])}, {float(n['num_threshold']):.6}, {int(n['left'])}, {int(n['right'])})")
            trees.append("    &[" + ", ".join(map(node, stage[0].nodes)) + "],\n")
        head = TREES.read_text("utf-8").split("pub(super) const TREES")[0]
        head = re.sub(r"(const BASE: f64 = ).*;", rf"\g<1>{float(model._baseline_prediction[0][0]):.5};", head)
        head = re.sub(r"(const BALANCED: f64 = ).*;", rf"\g<1>{border:.3f};", head)
        TREES.write_text(head + "pub(super) const TREES: &[&[Node]] = &[\n" + "".join(trees) + "];\n", "utf-8")


if __name__ == "__main__":
    main()
