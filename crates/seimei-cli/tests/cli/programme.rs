//! `seimei register programme` from outside: files read and written without loss, changes, faults, proposals.

use std::fs;

use crate::plans::{example, examples, fresh, fresh_with_programmes, is_page, lines, list, over, value};
use crate::support::{Folder, Run};

const ID: &str = "arv-hta-2025";

fn programme(archive: &str, arguments: &[&str]) -> Run {
    over(archive, "en", &[&["register", "programme"], arguments].concat())
}

#[test]
fn programmes_are_listed_shown_and_told_how_far_they_are() {
    let all = lines(&programme(examples(), &["list", "--json"]));
    let ids: Vec<&str> = all.iter().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["arv-hta-2021", ID], "the older edition first");
    assert_eq!(all[1]["supersedes"], "arv-hta-2021");
    let csv = programme(examples(), &["list", "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 3, "{csv}");
    for lang in ["en", "ja"] {
        for call in [["list"].as_slice(), &["show", ID], &["progress", ID], &["show", ID, "--date", "2029-01-01"]] {
            is_page(&over(examples(), lang, &[&["register", "programme"], call].concat()));
        }
    }
    let page = programme(examples(), &["show", ID]).out;
    assert!(page.contains("1.1.a.2") && page.contains("was due") && page.contains("per cent"), "{page}");
    let ja = over(examples(), "ja", &["register", "programme", "progress", ID]).out;
    assert!(ja.contains("期限経過") && ja.contains("残り"), "{ja}");
    let shown = value(&programme(examples(), &["show", ID, "--json"]));
    assert_eq!(shown["programme"]["id"], ID);
    assert_eq!(shown["progress"]["day"], crate::plans::TODAY);
    let far = value(&programme(examples(), &["progress", ID, "--json", "--date", "2024-01-01"]));
    assert_eq!(far["countdown"]["phase"], "ahead");
}

#[test]
fn a_table_and_a_file_say_all_of_it() {
    let (folder, archive) = fresh_with_programmes();
    let shown = || value(&programme(&archive, &["show", ID, "--json"]))["programme"].clone();
    let before = shown();
    for name in ["plan.csv", "plan.toml"] {
        let path = folder.path().join(name).display().to_string();
        let written = programme(&archive, &["export", ID, "--into", &path]);
        assert_eq!(written.code, 0, "{}", written.err);
        let same = programme(&archive, &["import", &path]);
        assert!(same.code == 0 && same.err.contains("nothing differs"), "{}", same.err);
        let removed = programme(&archive, &["remove", ID]);
        assert_eq!(removed.code, 0, "{}", removed.err);
        let read = programme(&archive, &["import", &path, "--reason", "round trip"]);
        assert_eq!(read.code, 0, "{}", read.err);
        assert_eq!(shown(), before, "{name}");
        let printed = programme(&archive, &["export", ID, "--format", &name[5..]]).out;
        assert_eq!(printed, fs::read_to_string(&path).expect("the file"));
    }
    // A file that somebody wrote keeps its comments.
    let own = folder.file("own.toml", fs::read(example("programmes/arv-hta-2025.toml")).expect("the example"));
    let set = programme(&archive, &["set", ID, "1.1.title.en=Talks", "1.1.topics+=cyber", "--into", &own]);
    assert_eq!(set.code, 0, "{}", set.err);
    let text = fs::read_to_string(&own).expect("the file");
    assert!(text.contains("Past its time.") && text.contains("title.en = \"Talks\""), "{text}");
    let other = programme(&archive, &["export", "arv-hta-2021", "--into", &own]);
    assert!(other.code == 2 && other.err.contains(ID), "{}", other.err);
}

#[test]
fn changes_are_made_and_refused() {
    let (_folder, archive) = fresh_with_programmes();
    let area = |code: &str| {
        let shown = value(&programme(&archive, &["show", ID, "--json"]));
        let areas = list(&shown["programme"], "priorities").iter().flat_map(|priority| list(priority, "areas"));
        let found: Vec<_> = areas.filter(|area| area["code"] == code).cloned().collect();
        found.first().cloned()
    };
    for call in [
        ["done", ID, "2.3.a.2", "--on", "2026-05-30"].as_slice(),
        &["set", ID, "2.3.a.i1.actual=4@2026-05-30"],
        &["add-item", ID, "activity", "2.3.a.3", "--title-en", "Publish the lessons learnt.", "--before", "2.3.a.2"],
        &["remove-item", ID, "3.2.a.2"],
    ] {
        let run = programme(&archive, call);
        assert!(run.code == 0 && run.err.contains("to undo"), "{call:?} {}", run.err);
    }
    let goal = area("2.3").expect("the area")["goals"][0].clone();
    let codes: Vec<&str> = list(&goal, "activities").iter().filter_map(|one| one["code"].as_str()).collect();
    assert_eq!(codes, ["2.3.a.1", "2.3.a.3", "2.3.a.2"]);
    assert_eq!(goal["activities"][2]["done"], "2026-05-30");
    assert_eq!(goal["indicators"][0]["actual"], 4.0);
    for (call, said) in [
        (["done", ID, "9.9", "--on", "2026"].as_slice(), "9.9"),
        (&["done", ID, "2.3", "--on", "2026"], "area"),
        (&["done", ID, "2.3.a.2", "--on", "soon"], "soon"),
        (&["set", ID, "2.3.a.i1.actual=4"], "@2026-03-31"),
        (&["set", ID, "2.3.colour=red"], "colour"),
        (&["set", ID, "until=2020"], "ends"),
        (&["add-item", ID, "area", "2.3", "--title-en", "Again"], "2.3"),
        (&["remove-item", ID, "7"], "7"),
        (&["set", ID, "1.1.title.en=Talks", "--seen", "99999"], "99999"),
    ] {
        let run = programme(&archive, call);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{call:?} {}", run.err);
        assert!(run.err.contains(said), "{call:?} {}", run.err);
    }
    let same = programme(&archive, &["set", ID, "until=2028"]);
    assert!(same.code == 0 && same.err.contains("nothing differs"), "{}", same.err);
    let ja = over(&archive, "ja", &["register", "programme", "set", ID, "2.3.colour=red"]);
    assert!(ja.code == 2 && ja.err.contains("分野") && ja.err.contains("何も記録していません"), "{}", ja.err);
    let lost = programme(&archive, &["set", ID, "1.1.title.en=Talks", "--seen", "0"]);
    assert!(lost.code == 2 && lost.err.contains("tester"), "{}", lost.err);
}

#[test]
fn what_belongs_to_an_area_follows_its_code() {
    let (_folder, archive) = fresh_with_programmes();
    let proposals = value(&programme(&archive, &["proposals", "arv-hta-2025", "--json", "--area", "1.2"]));
    let entry = proposals["areas"][0]["entries"][0]["what"].as_str().expect("a proposal").to_owned();
    assert_eq!(over(&archive, "en", &["register", "place", &entry, "arv-hta-2025/1.2"]).code, 0);
    let renamed = programme(&archive, &["rename", ID, "1.2", "1.9"]);
    assert!(renamed.code == 0 && renamed.err.contains("placed anew"), "{}", renamed.err);
    let shown = value(&programme(&archive, &["show", ID, "--json"]));
    assert_eq!(shown["entries"]["1.9"], serde_json::json!([entry]), "{}", shown["entries"]);
    // The older edition's areas are carried on by codes that follow.
    let older = programme(&archive, &["rename", "arv-hta-2021", "1.1", "8.1"]);
    assert_eq!(older.code, 0, "{}", older.err);
    let shown = value(&programme(&archive, &["show", ID, "--json"]));
    assert_eq!(shown["programme"]["priorities"][0]["areas"][0]["inherits"], "arv-hta-2021/8.1");
    // What goes is told of.
    let gone = programme(&archive, &["remove-item", ID, "1.9"]);
    assert!(gone.code == 0 && gone.err.contains(&entry), "{}", gone.err);
}

#[test]
fn faults_are_told_with_their_place() {
    let (folder, archive) = fresh();
    let text = "id = \"arv-x\"\ntitle.en = \"Plan\"\nparties = [\"ARV\"]\nfrom = \"2025\"\nuntil = \"soon\"\ncolour = \"red\"\n\n[[priorities]]\ncode = \"1\"\ntitle.en = \"One\"\n\n[[priorities.areas]]\ncode = \"1\"\ntitle.en = \"Two\"\ntopics = [\"dragons\"]\n";
    let file = folder.file("plan.toml", text);
    for (lang, said) in [("en", "no topic"), ("ja", "語彙にない主題")] {
        let run = over(&archive, lang, &["register", "programme", "add", &file]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        for place in ["plan.toml:5:", "plan.toml:6:", "plan.toml:13:", "plan.toml:15:", said] {
            assert!(run.err.contains(place), "{place} {}", run.err);
        }
    }
    assert_eq!(programme(&archive, &["list"]).code, 1);
    let table = folder.file("plan.csv", "level,code,parent,colour\nprogramme,arv-x,,red\n");
    let run = programme(&archive, &["add", &table]);
    assert!(run.code == 2 && run.err.contains("plan.csv:1") && run.err.contains("colour"), "{}", run.err);
    for (name, bytes, said) in [
        ("plan.xlsx", b"PK".as_slice(), ".toml"),
        ("plan.toml", b"\xff\xfe\x00".as_slice(), "UTF-8"),
        ("empty.toml", b"".as_slice(), "empty"),
    ] {
        let file = folder.file(name, bytes);
        let run = programme(&archive, &["add", &file]);
        assert!(run.code == 2 && run.err.contains(said), "{name}: {}", run.err);
    }
    let run = programme(&archive, &["add", &folder.path().join("none.toml").display().to_string()]);
    assert_eq!(run.code, 2, "{}", run.err);
    // An edition that inherits needs the one it inherits from.
    let run = programme(&archive, &["add", &example("programmes/arv-hta-2025.toml")]);
    assert!(run.code == 2 && run.err.contains("arv-hta-2021"), "{}", run.err);
}

#[test]
fn what_is_there_already_and_what_is_not() {
    let again = programme(examples(), &["add", &example("programmes/arv-hta-2021.toml")]);
    assert!(again.code == 2 && again.err.contains("import"), "{}", again.err);
    let near = programme(examples(), &["show", "arv-hta-2024"]);
    assert!(near.code == 1 && near.err.contains(ID), "{}", near.err);
    let (_folder, archive) = fresh();
    for call in [["show", ID], ["export", ID], ["proposals", ID], ["remove", ID]] {
        let run = programme(&archive, &call);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{call:?} {}", run.err);
    }
    for wrong in
        [vec![], vec!["show"], vec!["add"], vec!["set", ID], vec!["dance"], vec!["add-item", ID, "contact", "1"]]
    {
        assert_eq!(programme(examples(), &wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn proposals_tell_why() {
    for lang in ["en", "ja"] {
        let page = over(examples(), lang, &["register", "programme", "proposals", ID]);
        is_page(&page);
        assert!(page.out.contains("seimei register place"), "{}", page.out);
    }
    let page = programme(examples(), &["proposals", ID]).out;
    assert!(page.contains("mechanism \"") && page.contains("score"), "{page}");
    let area = programme(examples(), &["proposals", ID, "--area", "9"]);
    assert!(area.code == 2 && area.err.contains("1.1"), "{}", area.err);
}

#[test]
fn an_example_folder_is_loaded_with_one_command() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let lexicon = example("lexicon");
    let document = example("2025-03-21-cooperation-programme.en.md");
    let added = crate::support::run(&["add", &document, "--archive", &archive, "--lexicon", &lexicon]);
    assert_eq!(added.code, 0, "{}", added.err);
    let files = ["programmes/arv-hta-2021.toml", "programmes/arv-hta-2025.toml"].map(example);
    let added = value(&programme(&archive, &["add", &files[0], &files[1], "--json"]));
    assert_eq!(list(&added, "programmes").len(), 2, "{added}");
}
