//! `seimei align` from outside: the pairs of `tests/pairs` against their true links, the two layouts, what is misused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::{EN, Folder, JA, program, root, run, told};

/// A pair file: the two documents, and the sentences of each group.
#[derive(Default)]
struct Pair {
    a: String,
    b: String,
    groups: Vec<[Vec<String>; 2]>,
}

/// Reads a pair file; its form is told in `tests/pairs/README.md`.
fn pair(text: &str) -> Pair {
    let mut pair = Pair::default();
    let mut kept: BTreeMap<&str, &str> = BTreeMap::new();
    for line in text.lines() {
        if let Some((tag, sentence)) =
            line.get(1..).and_then(|rest| rest.strip_prefix('[')).and_then(|rest| rest.split_once("]: "))
        {
            kept.insert(tag, sentence);
        }
    }
    let mut group = [Vec::new(), Vec::new()];
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if group.iter().any(|side: &Vec<String>| !side.is_empty()) {
                pair.groups.push(std::mem::take(&mut group));
            }
            continue;
        }
        let is_b = line.starts_with('b');
        let document = if is_b { &mut pair.b } else { &mut pair.a };
        let sentences = &mut group[usize::from(is_b)];
        let rest = &line[1..];
        let space = if document.is_empty() || document.ends_with('\n') || !is_b { "" } else { " " };
        if let Some(tag) = rest.strip_prefix('<') {
            let _ = write!(document, "{space}{}", kept[tag.trim_end_matches('>')]);
        } else if let Some(tagged) = rest.strip_prefix('[') {
            sentences.push(tagged.split_once("]: ").expect("a tag and a sentence").1.to_owned());
        } else if rest == "|" {
            document.push_str("\n\n");
        } else {
            let (mark, sentence) = rest.split_once(' ').expect("a mark and a text");
            match mark {
                "=" => drop(write!(document, "# {sentence}\n\n")),
                "#" => drop(write!(document, "\n\n## {sentence}\n\n")),
                "-" => {
                    let bullet = if sentence.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "- " };
                    let _ = write!(document, "\n\n{bullet}{sentence}");
                    sentences.push(sentence.to_owned());
                }
                _ => {
                    let _ = write!(document, "{space}{sentence}");
                    sentences.push(sentence.to_owned());
                }
            }
        }
    }
    pair
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\\').collect()
}

/// Returns the links as pairs of sentences, counted over each text.
fn true_links(pair: &Pair) -> BTreeSet<(usize, usize)> {
    let (mut a, mut b) = (0, 0);
    let mut links = BTreeSet::new();
    for [of_a, of_b] in &pair.groups {
        links.extend((a..a + of_a.len()).flat_map(|a| (b..b + of_b.len()).map(move |b| (a, b))));
        (a, b) = (a + of_a.len(), b + of_b.len());
    }
    links
}

/// Aligns the pair in `file` and returns F1 over its links, in thousandths.
fn score(file: &str) -> usize {
    let text = fs::read_to_string(root().join("tests/pairs").join(file)).expect("a pair");
    let pair = pair(&text);
    let folder = Folder::new();
    let (a, b) = (folder.file("a.md", &pair.a), folder.file("b.md", &pair.b));
    let lexicon = root().join("examples/lexicon").display().to_string();
    let run = run(&["align", &a, &b, "--json", "--lexicon", &lexicon]);
    assert_eq!(run.code, 0, "{}", run.err);
    let groups: Vec<Value> = serde_json::from_str(&run.out).expect("a list of groups");
    let sentences = |side: usize| -> Vec<String> {
        pair.groups.iter().flat_map(|group| &group[side]).map(|sentence| bare(sentence)).collect()
    };
    let known = [sentences(0), sentences(1)];
    let place = |side: usize, text: &Value| {
        let text = bare(text.as_str().expect("a provision"));
        let found =
            known[side].iter().position(|sentence| sentence.ends_with(&text) || text.ends_with(sentence.as_str()));
        found.unwrap_or_else(|| panic!("{file}: no sentence {text}"))
    };
    let mut found = BTreeSet::new();
    for group in &groups {
        let side = |key: &str, side: usize| -> Vec<usize> {
            group[key].as_array().expect("a list").iter().map(|text| place(side, text)).collect()
        };
        let (a, b) = (side("a", 0), side("b", 1));
        found.extend(a.iter().flat_map(|a| b.iter().map(move |b| (*a, *b))));
    }
    let wanted = true_links(&pair);
    let right = wanted.intersection(&found).count();
    2000 * right / (wanted.len() + found.len())
}

#[test]
fn the_pairs_are_aligned_as_a_person_would() {
    let folder = root().join("tests/pairs");
    let mut files: Vec<String> = fs::read_dir(folder)
        .expect("the pairs")
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "pair"))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert!(files.len() >= 6, "{files:?}");
    let scores: Vec<(String, usize)> = files.into_iter().map(|file| (file.clone(), score(&file))).collect();
    for (file, score) in &scores {
        assert!(*score >= 960, "{file}: {score}; {scores:?}");
    }
}

#[test]
fn both_layouts_show_every_provision() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", JA), folder.file("b.txt", EN));
    let wide = told(program(&["align", &a, &b, "--why"]).env("COLUMNS", "120").output().expect("it runs"));
    let narrow = told(program(&["--lang", "ja", "align", &a, &b]).env("COLUMNS", "60").output().expect("it runs"));
    assert_eq!((wide.code, narrow.code), (0, 0));
    assert!(wide.out.contains(" │ "), "{}", wide.out);
    assert!(wide.out.contains("2 links"), "{}", wide.out);
    assert!(wide.out.contains("2032年末"), "what the link rests on: {}", wide.out);
    assert!(!narrow.out.contains('│') && narrow.out.contains("対応 2 組"), "{}", narrow.out);
    for word in ["歓迎する", "progress"] {
        assert!(wide.out.contains(word) && narrow.out.contains(word), "{word}");
    }
    for line in wide.out.lines().chain(narrow.out.lines()) {
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn two_versions_in_one_language_are_aligned_too() {
    let folder = Folder::new();
    let a = folder.file("a.txt", EN);
    let b = folder.file("b.txt", format!("{EN} We thank the crews of the lifeboats.\n"));
    let run = run(&["align", &a, &b, "--json"]);
    let groups: Vec<Value> = serde_json::from_str(&run.out).expect("a list of groups");
    assert_eq!(groups.len(), 3);
    assert_eq!(groups[0]["a"], groups[0]["b"]);
    assert_eq!(groups[2]["a"], Value::Array(Vec::new()));
}

#[test]
fn misuse_is_told_in_one_line() {
    let folder = Folder::new();
    let a = folder.file("a.txt", EN);
    let place = folder.path().display().to_string();
    for arguments in [
        vec!["align", &a],
        vec!["align", &a, &place],
        vec!["align", &a, "/nowhere/b.txt"],
        vec!["align"],
        vec!["align", &a, &a, &a],
    ] {
        let run = told(program(&arguments).current_dir(folder.path()).output().expect("it runs"));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.trim_end().lines().count(), 1, "{}", run.err);
    }
}

#[test]
fn pairs_are_proposed_joined_and_kept_apart() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let examples = root().join("examples");
    let lexicon = examples.join("lexicon").display().to_string();
    let call = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--archive", &archive]);
        if !matches!(arguments[0], "pair" | "apart") {
            all.extend(["--lexicon", &lexicon]);
        }
        run(&all)
    };
    let file = |name: &str| examples.join(name).display().to_string();
    let (one, other) = (file("2025-05-21-joint-statement.en.md"), file("2025-05-21-joint-statement.ja.txt"));
    let added = call(&["add", &one, &other, &file("2026-05-20-joint-statement.ja.md")]);
    assert_eq!(added.code, 0, "{}", added.err);
    let pairs = call(&["pairs", "--json"]);
    let proposal: Value = serde_json::from_str(&pairs.out).expect("one proposal");
    assert!(proposal["score"].as_f64().expect("a score") > 0.9, "{proposal}");
    let (a, b) = (proposal["document"].as_str().expect("a name"), proposal["other"].as_str().expect("a name"));
    assert!(call(&["pairs"]).out.contains("same date (21 May 2025)"));
    assert_eq!(call(&["apart", a, b]).code, 0);
    let none = call(&["pairs"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""), "{}", none.err);
    assert_eq!(call(&["pair", a, b]).code, 0);
    let aligned = call(&["align", a, "--json"]);
    let groups: Vec<Value> = serde_json::from_str(&aligned.out).expect("a list of groups");
    assert_eq!(groups.len(), 33, "{}", aligned.err);
    assert_eq!(call(&["pair", a, a]).code, 2);
    assert_eq!(call(&["pair", a, "nowhere"]).code, 1);
}
