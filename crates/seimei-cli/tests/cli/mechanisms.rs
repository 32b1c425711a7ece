//! `seimei register mechanisms`, `mechanism` and `alignment` from outside.

use serde_json::Value;

use crate::plans::{examples, fresh, is_page, lines, list, over, value};
use crate::support::{program, root, told};

fn find<'v>(all: &'v [Value], name: &str) -> &'v Value {
    let is_called = |one: &&Value| {
        list(one, "names").iter().any(|called| called["text"].as_str().is_some_and(|text| text.contains(name)))
    };
    all.iter().find(is_called).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn mechanisms_are_listed_and_shown() {
    let all = lines(&over(examples(), "en", &["register", "mechanisms", "--json"]));
    let dialogue = find(&all, "Strategic Dialogue");
    assert_eq!(dialogue["kind"], "dialogue", "{dialogue}");
    assert!(dialogue["last_held"].is_string() && dialogue["silent_months"].is_u64(), "{dialogue}");
    let id = dialogue["id"].as_str().expect("a name");
    for lang in ["en", "ja"] {
        is_page(&over(examples(), lang, &["register", "mechanisms"]));
        let page = over(examples(), lang, &["register", "mechanism", "show", id]);
        is_page(&page);
        assert!(page.out.contains("Strategic Dialogue") && page.out.contains("#p"), "{}", page.out);
    }
    let shown = value(&over(examples(), "en", &["register", "mechanism", "show", &id.to_uppercase(), "--json"]));
    assert_eq!(shown["id"], id);
    let few = lines(&over(
        examples(),
        "en",
        &["register", "mechanisms", "--kind", "dialogue", "--text", "strategic", "--json"],
    ));
    assert!(!few.is_empty() && few.len() < all.len());
    let csv = over(examples(), "en", &["register", "mechanisms", "--format", "csv"]).out;
    assert!(csv.starts_with("\u{feff}id,kind,names_ja,") && csv.lines().count() == all.len() + 1, "{csv}");
    let one = over(examples(), "en", &["register", "mechanisms", "--limit", "1"]);
    assert!(one.out.contains(&format!("{} mechanisms", all.len())), "{}", one.out);
}

#[test]
fn a_mechanism_goes_silent_as_time_goes_by() {
    let lexicon = root().join("examples/lexicon").display().to_string();
    let on = |today: &str| {
        let call =
            ["register", "mechanisms", "--silent", "18m", "--json", "--archive", examples(), "--lexicon", &lexicon];
        let run = told(program(&[&call[..], &["--today", today]].concat()).output().expect("it runs"));
        if run.code == 1 { Vec::new() } else { lines(&run) }
    };
    let (early, late) = (on("2026-06-01"), on("2029-01-01"));
    assert!(early.len() < late.len());
    let months: Vec<u64> = late.iter().filter_map(|one| one["silent_months"].as_u64()).collect();
    assert!(
        months.iter().all(|months| *months >= 18) && months.windows(2).all(|pair| pair[0] >= pair[1]),
        "{months:?}"
    );
    find(&late, "Strategic Dialogue");
}

#[test]
fn a_person_joins_corrects_and_rejects() {
    let (_folder, archive) = fresh();
    let all = lines(&over(&archive, "en", &["register", "mechanisms", "--json"]));
    let id = |name: &str| find(&all, name)["id"].as_str().expect("a name").to_owned();
    let (one, other) = (id("Strategic Dialogue"), id("Maritime Security Dialogue"));
    let shown = |name: &str| over(&archive, "en", &["register", "mechanism", "show", name, "--json"]);
    let call = [
        "register",
        "mechanism",
        "correct",
        &one,
        "--rhythm",
        "6m",
        "--held",
        "2026-04-02",
        "--alias",
        "Harbour Talks",
    ];
    let run =
        over(&archive, "en", &[&call[..], &["--kind", "forum", "--parties", "Arvenia", "--reason", "a note"]].concat());
    assert!(run.code == 0 && run.err.contains(&one), "{}", run.err);
    let now = value(&shown("harbour talks"));
    assert_eq!(
        (&now["kind"], &now["parties"], &now["last_held"]),
        (&"forum".into(), &serde_json::json!(["ARV"]), &"2026-04-02".into())
    );
    assert_eq!(now["next_expected"], "2026-10-02");
    let page = over(&archive, "ja", &["register", "mechanism", "show", &one]);
    is_page(&page);
    assert!(page.out.contains("Harbour Talks（人が追加）") && page.out.contains("a note"), "{}", page.out);
    let joined =
        over(&archive, "en", &["register", "mechanism", "join", &one, &other, "--reason", "one table", "--json"]);
    assert_eq!(value(&joined)["decision"], "mechanisms_joined");
    assert_eq!(value(&shown(&one))["sightings"].as_array().map(Vec::len).map(|n| n > 2), Some(true));
    assert_eq!(shown(&other).code, 0, "its names lead to the one that stays");
    let number = value(&joined)["numbers"][0].to_string();
    assert_eq!(over(&archive, "en", &["register", "undo", &number]).code, 0);
    assert_eq!(value(&shown(&other))["id"], other.as_str());
    let rejected = over(&archive, "en", &["register", "mechanism", "reject", &other, "--reason", "no such thing"]);
    assert_eq!(rejected.code, 0, "{}", rejected.err);
    assert_eq!(shown(&other).code, 1);
    for wrong in [
        vec!["join", &one, &one],
        vec!["correct", &one, "--reason", "none"],
        vec!["correct", &one, "--rhythm", "6m"],
        vec!["correct", &one, "--rhythm", "often", "--reason", "x"],
        vec!["correct", &one, "--kind", "picnic", "--reason", "x"],
        vec!["reject", &one],
        vec!["reject", &one, "--reason", " "],
    ] {
        let run = over(&archive, "en", &[&["register", "mechanism"], &wrong[..]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?} {}", run.err);
    }
    let near = over(&archive, "en", &["register", "mechanism", "show", "Strategic Dialog"]);
    assert!(near.code == 1 && near.err.contains(&one), "{}", near.err);
    assert_eq!(over(&archive, "ja", &["register", "mechanisms", "--text", "zzz"]).code, 1);
}

#[test]
fn frameworks_are_laid_side_by_side() {
    for lang in ["en", "ja"] {
        is_page(&over(examples(), lang, &["register", "alignment"]));
    }
    let page = over(examples(), "en", &["register", "alignment"]).out;
    assert!(page.contains("ARV-HTA") && page.contains("in none of its areas"), "{page}");
    let narrow = ["register", "alignment", "--archive", examples(), "--today", crate::plans::TODAY];
    let lexicon = root().join("examples/lexicon").display().to_string();
    let narrow = told(
        program(&[&narrow[..], &["--lexicon", &lexicon]].concat()).env("COLUMNS", "45").output().expect("it runs"),
    );
    assert!(narrow.code == 0 && narrow.out != page, "{}", narrow.err);
    let all = value(&over(examples(), "en", &["register", "alignment", "--json"]));
    let frameworks = list(&all, "frameworks").len();
    assert!(
        frameworks > 0 && list(&all, "cells").iter().all(|cell| cell["framework"].as_u64() < Some(frameworks as u64))
    );
    assert!(!list(&all, "bare").is_empty() && all["outside"]["arv-hta-2025"].is_array(), "{all}");
    let csv = over(examples(), "en", &["register", "alignment", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), list(&all, "cells").len() + 1, "{csv}");
    let none = over(examples(), "en", &["register", "alignment", "--parties", "ARV", "--since", "2027"]);
    assert!(none.code <= 1, "{}", none.err);
    assert_eq!(over(examples(), "en", &["register", "alignment", "--parties", "Arvenya"]).code, 2);
}
