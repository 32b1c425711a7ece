//! `seimei search` and `seimei reindex`, from outside.

use std::fs;

use crate::support::{EN, Folder, Run, program, run, told};

/// An archive that holds a short statement in each language.
struct Archive {
    folder: Folder,
    place: String,
}

fn archive() -> Archive {
    let folder = Folder::new();
    let ja = folder.file("a.ja.txt", "日豪共同声明\n2031年5月20日\n\n我々は、兩国の協力を歓迎する。我々は、2032年末までに協定を締結することを決意する。\n");
    let en = folder.file("a.en.txt", EN);
    let place = folder.path().join("archive").display().to_string();
    let added = run(&["--lang", "en", "add", &ja, &en, "--archive", &place]);
    assert_eq!(added.code, 0, "{}", added.err);
    Archive { folder, place }
}

impl Archive {
    fn search(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["search", "--archive", &self.place];
        all.extend_from_slice(arguments);
        told(program(&all).env_remove("SEIMEI_INDEX").output().expect("the program starts"))
    }
}

#[test]
fn provisions_are_found_in_either_language() {
    let archive = archive();
    let found = archive.search(&["--lang", "ja", "両国"]);
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(found.out.contains("1件の条項が見つかりました") && found.out.contains("[兩国]の協力"), "{}", found.out);
    let found = archive.search(&["--lang", "en", "agreements due:2032"]);
    assert!(found.out.contains("1 provision found") && found.out.contains("[agreement]"), "{}", found.out);
    let nothing = archive.search(&["--lang", "en", "nowhere"]);
    assert_eq!((nothing.code, nothing.err.as_str()), (1, ""));
}

#[test]
fn json_tells_where_and_what() {
    let archive = archive();
    let found = archive.search(&["--json", "--facets", "行為:歓迎"]);
    let value: serde_json::Value = serde_json::from_str(&found.out).expect("JSON");
    assert_eq!(value["total"], 2, "{}", found.out);
    assert_eq!(value["facets"]["act"][0]["value"], "welcome");
    let id = value["hits"][0]["passages"][0]["id"].as_str().expect("a name");
    assert!(id.contains("#p"), "{id}");
    let documents = archive.search(&["--json", "--documents", "協力 協定"]);
    let value: serde_json::Value = serde_json::from_str(&documents.out).expect("JSON");
    assert_eq!((&value["total"], &value["hits"][0]["provisions"]), (&1.into(), &2.into()), "{}", documents.out);
}

#[test]
fn a_mistake_is_shown_under_the_query() {
    let archive = archive();
    let refused = archive.search(&["--lang", "ja", "協力 「連携"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    let lines: Vec<&str> = refused.err.lines().collect();
    assert_eq!(&lines[1..], ["  協力 「連携", "       ^^"]);
    let refused = archive.search(&["--lang", "en", "act:welcom"]);
    assert!(
        refused.err.contains("welcome") && refused.err.ends_with("  act:welcom\n      ^^^^^^\n"),
        "{}",
        refused.err
    );
    let refused = archive.search(&["--lang", "en", "topik:cyber"]);
    assert!(refused.err.contains("Is topic meant?"), "{}", refused.err);
}

#[test]
fn what_is_removed_is_not_found_and_what_is_restored_is() {
    let archive = archive();
    let id = archive.search(&["--json", "両国"]);
    let value: serde_json::Value = serde_json::from_str(&id.out).expect("JSON");
    let id = value["hits"][0]["document"].as_str().expect("a name").to_owned();
    assert_eq!(run(&["remove", &id, "--archive", &archive.place]).code, 0);
    assert_eq!(archive.search(&["両国"]).code, 1);
    assert_eq!(run(&["restore", &id, "--archive", &archive.place]).code, 0);
    assert_eq!(archive.search(&["両国"]).code, 0);
}

#[test]
fn a_lost_or_damaged_index_is_made_again() {
    let archive = archive();
    let index = archive.folder.path().join("archive/index");
    fs::remove_dir_all(&index).expect("the index");
    assert_eq!(archive.search(&["両国"]).code, 0);
    for ending in ["store", "idx", "term", "fast", "json"] {
        for file in fs::read_dir(&index).expect("the index").flatten() {
            if file.path().extension().is_some_and(|of| of == ending) {
                fs::write(file.path(), b"x").expect("a writable file");
            }
        }
        let found = archive.search(&["両国"]);
        assert_eq!((found.code, found.err.as_str()), (0, ""), "{ending}");
    }
    let again = run(&["reindex", "--archive", &archive.place]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(archive.search(&["両国"]).code, 0);
}

#[test]
fn the_index_may_lie_elsewhere() {
    let archive = archive();
    let elsewhere = archive.folder.path().join("deep/elsewhere").display().to_string();
    let found = archive.search(&["--index", &elsewhere, "両国"]);
    assert_eq!(found.code, 0, "{}", found.err);
    assert!(fs::metadata(&elsewhere).expect("an index").is_dir());
}
