//! `seimei correct` from outside: what a person says of a reading stands in every view, through a new reading, an export
//! and a recovery, and can be undone.

use std::fs;

use serde_json::Value;

use crate::archive::Home;
use crate::support::{Folder, root};

const TEXT: &str = "# Joint Statement by Arvenia and the Harbour Treaty Alliance\n\n20 May 2031\n\nWe welcome the progress \
    made in maritime security. We will conclude the Lantern Agreement by the end of 2032. Arvenia condemns the blockade of \
    Halestone.\n";

const COMMITMENT: &str = "arv-hta-2031-05-20/en#p2.1";

fn home() -> Home {
    let home = Home::in_folder();
    let lexicon = root().join("examples/lexicon");
    let file = home.folder.file("first.md", TEXT);
    home.done(&["add", "--lexicon", &lexicon.display().to_string(), &file]);
    know(&home);
    home
}

/// Gives an archive the invented states' names.
fn know(home: &Home) {
    let lexicon = root().join("examples/lexicon");
    let own = home.folder.path().join("archive/lexicon");
    fs::create_dir(&own).expect("a writable folder");
    for file in fs::read_dir(lexicon).expect("the tables of the examples").flatten() {
        fs::copy(file.path(), own.join(file.file_name())).expect("a writable folder");
    }
}

impl Home {
    /// Corrects a reading; returns the decision's number.
    fn correct(&self, arguments: &[&str]) -> u64 {
        let answer = self.object(&[&["correct", "--reason", "minutes", "--json"], arguments].concat());
        assert_eq!(answer["decision"], "reading_corrected", "{answer}");
        answer["numbers"][0].as_u64().unwrap_or_else(|| panic!("no number: {answer}"))
    }

    fn provision(&self, number: u32) -> Value {
        self.object(&["show", &format!("arv-hta-2031-05-20#p{number}"), "--json"])
    }

    fn acts(&self, number: u32) -> Vec<String> {
        let shown = self.provision(number);
        let acts = shown["provision"]["acts"].as_array().unwrap_or_else(|| panic!("no acts: {shown}"));
        acts.iter().map(|act| format!("{} {} {}", act["act"], act["actors"], act["rule"]).replace('"', "")).collect()
    }

    fn hits(&self, query: &str) -> u64 {
        let run = self.run(&["search", query, "--json"]);
        let answer: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no answer: {}", run.err));
        answer["total"].as_u64().unwrap_or_else(|| panic!("no total: {answer}"))
    }
}

#[test]
fn a_correction_is_seen_everywhere_and_undone() {
    let home = home();
    assert_eq!((home.hits("act:oppose"), home.hits("act:condemn")), (0, 1));
    let number = home.correct(&["arv-hta-2031-05-20#p3", "--kind", "oppose", "--by", "HTA", "--topic", "cyber"]);
    assert_eq!(home.acts(3), [format!("oppose [HTA] person:{number}")]);
    assert_eq!((home.hits("act:oppose actor:HTA topic:cyber"), home.hits("act:condemn")), (1, 0));
    let shown = home.provision(3);
    assert_eq!(
        (&shown["corrections"][0]["number"], &shown["corrections"][0]["reason"]),
        (&number.into(), &"minutes".into())
    );
    assert_eq!(shown["corrections"][0]["correction"]["acts"][0]["read"]["act"], "condemn");
    let page = home.done(&["show", "arv-hta-2031-05-20"]);
    assert!(page.contains(&format!("corrected (change {number})")) && page.contains("kind = oppose"), "{page}");
    let page = home.done(&["--lang", "ja", "show", "arv-hta-2031-05-20#p3"]);
    assert!(page.contains(&format!("訂正済み（変更 {number}）")) && page.contains("種類 = 反対"), "{page}");
    assert!(home.done(&["history", "arv-hta-2031-05-20"]).contains("reading corrected: arv-hta-2031-05-20/en#p3"));
    assert!(home.done(&["register", "decisions"]).contains("act 1 (condemn) [condemns]"));
    let export = home.done(&["export", "arv-hta-2031-05-20", "--format", "csv", "--of", "acts"]);
    assert!(export.contains(&format!("person:{number}")), "{export}");
    // Read again under another lexicon: the reading is replaced, the correction stands.
    let table = home.folder.path().join("archive/lexicon/actors.en.tsv");
    let more = fs::read_to_string(&table).expect("a table") + "XYL\tstate\tname\tXylandia\t-\n";
    fs::write(&table, more).expect("a writable folder");
    home.done(&["reread", "--yes"]);
    assert!(home.done(&["history", "arv-hta-2031-05-20"]).contains("again under lexicon"));
    assert_eq!(home.acts(3), [format!("oppose [HTA] person:{number}")]);
    let undone = home.object(&["register", "undo", &number.to_string(), "--json"])["numbers"][0].to_string();
    assert_eq!((home.hits("act:oppose"), home.hits("act:condemn")), (0, 1));
    assert!(home.acts(3)[0].starts_with("condemn [ARV] acts.en"));
    // The undoing may be undone.
    home.done(&["register", "undo", &undone]);
    assert_eq!(home.hits("act:oppose"), 1);
}

#[test]
fn the_register_is_drawn_from_what_was_corrected() {
    let home = home();
    let ids = |home: &Home| -> Vec<String> {
        let run = home.run(&["register", "--today", "2031-06-01", "--json"]);
        let of = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["id"].as_str().map(str::to_owned);
        run.out.lines().filter_map(of).collect()
    };
    assert_eq!(ids(&home), [COMMITMENT]);
    let no_act = home.correct(&["arv-hta-2031-05-20#p2", "--no-act"]);
    assert_eq!(ids(&home), [""; 0]);
    home.done(&["register", "undo", &no_act.to_string()]);
    home.correct(&["arv-hta-2031-05-20#p2", "--act", "1", "--due", "none", "--by", "ARV"]);
    let entry = home.object(&["register", "show", COMMITMENT, "--json"]);
    assert_eq!((&entry["due"], &entry["by"]), (&Value::Null, &serde_json::json!(["ARV"])));
    // An act that was not read, with what it binds to.
    let added = ["--trigger", "Blockade", "--kind", "intend", "--by", "ARV", "--commitment", "yes", "--due", "2033"];
    home.correct(&[&["arv-hta-2031-05-20#p3"][..], &added].concat());
    assert_eq!(ids(&home), [COMMITMENT, "arv-hta-2031-05-20/en#p3.2"]);
    let history = home.done(&["register", "decisions", "arv-hta-2031-05-20/en#p3.2"]);
    assert!(history.contains("act added [blockade]") && history.contains("due = 2033"), "{history}");
}

#[test]
fn corrections_that_do_not_fit_are_refused() {
    let home = home();
    for (arguments, code, told) in [
        (&["arv-hta-2031-05-20#p3"][..], 2, "There is nothing to correct"),
        (&["arv-hta-2031-05-20#p9", "--kind", "urge"], 1, "p9"),
        (&["arv-hta-2031-05-20#p3", "--act", "4", "--kind", "urge"], 2, "has no act 4"),
        (&["arv-hta-2031-05-20#p3", "--trigger", "blockade"], 2, "--kind"),
        (&["arv-hta-2031-05-20#p3", "--trigger", "siege", "--kind", "urge"], 2, "siege does not stand"),
        (&["arv-hta-2031-05-20#p3", "--due", "2033"], 2, "Only a commitment is due"),
        (&["arv-hta-2031-05-20#p3", "--due", "soon"], 2, "soon"),
        (&["arv-hta-2031-05-20#p3", "--kind", "shout"], 2, "shout"),
        (&["arv-hta-2031-05-20#p3", "--topic", "gardening"], 2, "gardening"),
        (&["arv-hta-2031-05-20", "--kind", "urge"], 2, "arv-hta-2031-05-20"),
    ] {
        let run = home.run(&[&["correct", "--reason", "minutes"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(told), "{arguments:?}: {}", run.err);
    }
    assert_eq!(home.run(&["correct", "arv-hta-2031-05-20#p3", "--kind", "urge"]).code, 2, "a reason is needed");
    let number = home.correct(&["arv-hta-2031-05-20#p3", "--kind", "urge"]);
    let run = home.run(&["correct", "arv-hta-2031-05-20#p3", "--kind", "note", "--reason", "x", "--seen", "0"]);
    assert!(
        run.code == 2 && run.err.contains(&format!("change {number}")) && run.err.contains("seimei show"),
        "{}",
        run.err
    );
}

#[test]
fn a_correction_loses_its_place_with_its_wording_only() {
    let home = home();
    let number = home.correct(&["arv-hta-2031-05-20#p3", "--kind", "oppose"]);
    // A sentence before it and one that goes: it keeps its number and its correction.
    let moved = TEXT.replace("We welcome", "We met in Halestone. We welcome");
    let file = home.folder.file("second.md", &moved);
    home.done(&["add", "--as", "arv-hta-2031-05-20", &file]);
    assert_eq!(home.acts(3), [format!("oppose [ARV] person:{number}")]);
    let file = home.folder.file("third.md", moved.replace("condemns the blockade", "condemns the long blockade"));
    home.done(&["add", "--as", "arv-hta-2031-05-20", &file]);
    assert!(home.acts(3)[0].starts_with("condemn "), "{:?}", home.acts(3));
    assert_eq!(home.provision(3)["corrections"][0]["displaced"], true);
    assert!(home.done(&["show", "arv-hta-2031-05-20#p3"]).contains("not in force"));
    let decisions = home.lines(&["register", "decisions", "--json"]);
    assert_eq!((&decisions[0]["displaced"], decisions.len()), (&true.into(), 1));
    // The earlier version is still read as it was corrected.
    let earlier = home.object(&["show", "arv-hta-2031-05-20#p3", "--version", "2", "--json"]);
    assert_eq!(earlier["provision"]["acts"][0]["act"], "oppose");
}

#[test]
fn corrections_go_with_the_archive() {
    let home = home();
    home.correct(&["arv-hta-2031-05-20#p3", "--kind", "oppose"]);
    let other = Folder::new();
    let stream = other.path().join("whole.tar").display().to_string();
    home.done(&["export", "--format", "archive", "--output", &stream]);
    let there = Home::in_folder();
    fs::create_dir_all(&there.place).expect("a writable folder");
    know(&there);
    there.done(&["add", &stream]);
    assert_eq!(there.acts(3), home.acts(3));
    assert_eq!(there.hits("act:oppose"), 1);
    assert_eq!(there.run(&["check"]).code, 0);
    fs::remove_file(home.folder.path().join("archive/archive.sqlite")).expect("removed");
    home.done(&["recover"]);
    assert_eq!(home.acts(3), there.acts(3));
}
