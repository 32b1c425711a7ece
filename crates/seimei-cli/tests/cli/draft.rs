//! `seimei draft` from outside: a draft against the archive, agreed language out of it, what is misused. The statements are
//! those of `examples/`, altered as a drafter in a hurry would alter them.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, Run, root, run};

/// An archive with the earlier English statement of the examples and two older ones made from it.
struct Desk {
    folder: Folder,
    archive: String,
    lexicon: String,
}

impl Desk {
    fn new() -> Self {
        let folder = Folder::new();
        let archive = folder.path().join("archive").display().to_string();
        let lexicon = root().join("examples/lexicon").display().to_string();
        let desk = Self { folder, archive, lexicon };
        let text = example("2025-05-21-joint-statement.en.md");
        let older = text.replace("2025-05-21", "2024-05-14").replace("21 May 2025", "14 May 2024");
        let files = [
            desk.folder.file("b.md", format!("{older}\n{RESOLUTION}")),
            desk.folder.file("c.md", format!("{text}\n{RESOLUTION}")),
        ];
        let ja = [("ja1.md", "2024-05-14-joint-statement.ja.md"), ("ja2.md", "2026-05-20-joint-statement.ja.md")];
        let ja = ja.map(|(name, of)| desk.folder.file(name, example(of)));
        let added = desk.call(&["add", &files[0], &files[1], &ja[0], &ja[1]]);
        assert_eq!(added.code, 0, "{}", added.err);
        desk
    }

    fn call(&self, arguments: &[&str]) -> Run {
        let mut all = arguments.to_vec();
        all.extend(["--archive", &self.archive, "--lexicon", &self.lexicon]);
        run(&all)
    }

    /// Checks a draft and returns its findings.
    fn check(&self, text: &str) -> (Run, Value) {
        let file = self.folder.file("draft.md", text);
        let run = self.call(&["draft", "check", &file, "--json"]);
        let page = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err));
        (run, page)
    }
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(name)).expect("an example")
}

/// A sentence that all statements of this desk end with.
const RESOLUTION: &str = "We call for full implementation of UN Security Council resolution 9718.\n";

/// The draft of the next statement: the last one with another date.
fn next() -> String {
    let text = example("2025-05-21-joint-statement.en.md");
    text.replace("2025-05-21", "2026-05-20").replace("21 May 2025", "20 May 2026") + "\n" + RESOLUTION
}

fn of<'v>(page: &'v Value, kind: &str) -> Vec<&'v Value> {
    page["findings"].as_array().expect("a list").iter().filter(|finding| finding["kind"] == kind).collect()
}

#[test]
fn what_repeats_the_record_is_not_questioned() {
    let desk = Desk::new();
    let (run, page) = desk.check(&next());
    assert_eq!(page["searched"]["same_parties"].as_array().map(Vec::len), Some(2), "{page}");
    for kind in ["weakened", "dropped", "resolution", "name", "title", "date", "two_ways", "undefined"] {
        assert!(of(&page, kind).is_empty(), "{kind}: {page}");
    }
    assert_eq!(run.code, i32::from(!page["findings"].as_array().expect("a list").is_empty()));
}

#[test]
fn a_formula_dropped_or_weakened_is_told_with_the_wording_of_the_record() {
    let desk = Desk::new();
    let opposed = "We strongly oppose unilateral attempts to change the status quo by force. ";
    let draft = next()
        .replace(opposed, "")
        .replace("We strongly condemn the armed attack", "We condemn the armed attack")
        .replace("transparent, predictable and responsible manner", "transparent manner");
    let (run, page) = desk.check(&draft);
    assert_eq!(run.code, 1, "{}", run.err);
    let dropped = of(&page, "dropped");
    assert_eq!(dropped.len(), 1, "{page}");
    assert_eq!(dropped[0]["record"][0]["text"], opposed.trim());
    assert_eq!((&dropped[0]["said"], &dropped[0]["of"]), (&2.into(), &2.into()));
    let weakened = of(&page, "weakened");
    let matters: Vec<&str> = weakened.iter().filter_map(|one| one["changes"][0]["matter"].as_str()).collect();
    assert!(matters.contains(&"strength"), "{page}");
    assert!(weakened.iter().all(|one| one["record"][0]["date"] == "2025-05-21"), "the newest wording: {page}");
    assert!(weakened[0]["places"][0]["line"].as_u64() > Some(5), "{page}");
    let terminal = desk.call(&["draft", "check", &desk.folder.path().join("draft.md").display().to_string()]);
    for words in ["[-strongly-]", "Dropped formulas", "Weakened formulas", "record: We strongly oppose", "line "] {
        assert!(terminal.out.contains(words), "{words}: {}", terminal.out);
    }
}

#[test]
fn slips_in_names_and_numbers_are_told_by_the_record() {
    let desk = Desk::new();
    let draft = next().replace("Secretary General Tervik", "Secretary General Tervic").replace(
        "## Resilience",
        "We call for full implementation of UN Security Council resolution 9781.\n\n## Resilience",
    );
    let (_, page) = desk.check(&draft);
    let resolution = of(&page, "resolution");
    assert_eq!(resolution.len(), 1, "{page}");
    assert_eq!((&resolution[0]["written"], &resolution[0]["against"]), (&"9781".into(), &"9718".into()));
    let name = of(&page, "name");
    assert_eq!(name.len(), 1, "{page}");
    assert_eq!((&name[0]["written"], &name[0]["against"]), (&"Tervic".into(), &"Tervik".into()));
    assert!(name[0]["record"][0]["provision"].as_str().is_some_and(|place| place.contains("/en#p")), "{page}");
}

#[test]
fn abbreviations_and_terms_of_the_draft_itself() {
    let desk = Desk::new();
    let draft = next().replace(
        "## Resilience",
        "We will convene the SLWG in spring. We discussed North Korea. We deplore the conduct of the DPRK. We recognise the \
         programme and its center.\n\n## Resilience",
    );
    let (_, page) = desk.check(&draft);
    let undefined = of(&page, "undefined");
    assert_eq!(undefined.iter().map(|one| &one["written"]).collect::<Vec<_>>(), ["SLWG"], "{page}");
    let ways: Vec<String> =
        of(&page, "two_ways").iter().map(|one| format!("{}|{}", one["written"], one["against"])).collect();
    assert!(ways.iter().any(|way| way.contains("North Korea") && way.contains("DPRK")), "{ways:?}");
    assert!(ways.iter().any(|way| way.contains("center") && way.contains("programme")), "{ways:?}");
}

#[test]
fn other_parties_drop_nothing() {
    let desk = Desk::new();
    let file = desk.folder.file(
        "draft.md",
        next().replace("We strongly oppose unilateral attempts to change the status quo by force. ", ""),
    );
    let run = desk.call(&["draft", "check", &file, "--json", "--parties", "JPN,KOR"]);
    let page: Value = serde_json::from_str(&run.out).expect("an object");
    assert!(of(&page, "dropped").is_empty() && of(&page, "weakened").is_empty(), "{page}");
    let told = desk.call(&["--lang", "ja", "draft", "check", &file, "--parties", "JPN,KOR"]);
    assert!(told.out.contains("同じ当事者の文書がない"), "{}", told.out);
}

#[test]
fn agreed_language_is_suggested_with_its_sources() {
    let desk = Desk::new();
    let asked = ["draft", "suggest", "--topic", "status-quo", "--parties", "ARV,HTA"];
    let run = desk.call(&asked);
    assert_eq!(run.code, 0, "{} {}", run.out, run.err);
    assert!(run.out.contains("status quo by force") && run.out.contains("/en#p"), "{}", run.out);
    let mut json = asked.to_vec();
    json.extend(["--json", "--limit", "2", "--language", "ja"]);
    let run = desk.call(&json);
    let page: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let suggestions = page["suggestions"].as_array().expect("a list");
    assert!(!suggestions.is_empty() && suggestions.len() <= 2, "{page}");
    assert!(suggestions[0]["text"].as_str().is_some_and(|text| text.contains("現状変更")), "{page}");
    assert_eq!(suggestions[0]["together"], suggestions[0]["texts"]);
}

#[test]
fn what_is_not_known_is_told_with_what_is_near() {
    let desk = Desk::new();
    let folder = desk.folder.path().display().to_string();
    let file = desk.folder.file("draft.md", next());
    for (arguments, words) in [
        (vec!["draft", "suggest", "--topic", "cybr", "--parties", "ARV"], "cyber"),
        (vec!["draft", "suggest", "--topic", "cyber", "--parties", "Arvenja"], "ARV"),
        (vec!["draft", "suggest", "--topic", "cyber", "--parties", "FRA"], "ARV"),
        (vec!["draft", "suggest", "--topic", "cyber"], "--parties"),
        (vec!["draft", "suggest", "--parties", "ARV"], "--topic"),
        (vec!["draft", "check", "/nowhere/draft.md"], "/nowhere"),
        (vec!["draft", "check", &folder], "folder"),
        (vec!["draft", "check", &file, "--parties", "XQZ"], "XQZ"),
    ] {
        let run = desk.call(&arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.trim_end().lines().count(), 1, "{}", run.err);
    }
    assert_eq!(run(&["draft"]).code, 2);
    assert_eq!(run(&["draft", "check", "--help"]).code, 0);
}
