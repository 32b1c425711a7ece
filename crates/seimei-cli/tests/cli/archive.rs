//! The archive from outside: every command, in both languages; in a folder, and on a server where one is named.

use std::env;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::support::{Folder, Run, program, root, told};

/// An archive of its own for a test.
pub(crate) struct Home {
    pub(crate) folder: Folder,
    pub(crate) place: String,
}

static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Returns the places to try: a folder, and a schema of its own on the server that `SEIMEI_TEST_POSTGRES` names.
fn homes() -> Vec<Home> {
    let mut homes = vec![Home::in_folder()];
    if let Ok(server) = env::var("SEIMEI_TEST_POSTGRES") {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("cli_{}_{number}", std::process::id());
        let joint = if server.contains('?') { '&' } else { '?' };
        homes.push(Home { folder: Folder::new(), place: format!("{server}{joint}schema={schema}") });
    }
    homes
}

impl Home {
    pub(crate) fn in_folder() -> Self {
        let folder = Folder::new();
        let place = folder.path().join("archive").display().to_string();
        Self { folder, place }
    }

    /// Runs a command over the archive.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = program(arguments);
        command.env("SEIMEI_ARCHIVE", &self.place).env("SEIMEI_USER", "hanako").env("COLUMNS", "100");
        told(command.output().expect("the program starts"))
    }

    /// Runs a command that is to succeed, and returns its results.
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
        run.out
    }

    /// Runs a command that prints JSON Lines.
    pub(crate) fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let out = self.done(arguments);
        out.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
    }

    /// Runs a command that prints one JSON object.
    pub(crate) fn object(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(arguments)).expect("a JSON object")
    }
}

fn examples() -> String {
    root().join("examples").display().to_string()
}

fn lexicon() -> String {
    root().join("examples/lexicon").display().to_string()
}

/// An archive with the examples in it.
fn with_examples(home: &Home) -> Vec<Value> {
    home.lines(&["add", "--json", "--lexicon", &lexicon(), &examples()])
}

const FIRST: &str = "Joint Statement by Japan and Australia\n20 May 2031\n\nWe welcome the progress made in maritime \
    security.\nWe will sign the agreement by the end of 2032.\nWe strongly condemn the missile launches of last \
    month.\n";

#[test]
fn a_folder_of_documents_is_added_listed_and_found_unchanged() {
    for home in homes() {
        let added = with_examples(&home);
        assert_eq!(added.len(), 7);
        assert!(added.iter().all(|line| line["outcome"] == "added" && line["version"] == 1), "{added:?}");
        assert_eq!(added[0]["expression"], "arv-hta-2024-05-14/ja");
        let listed = home.lines(&["list", "--json"]);
        assert_eq!(listed.len(), 7);
        let again = home.lines(&["add", "--json", "--lexicon", &lexicon(), &examples()]);
        assert!(again.iter().all(|line| line["outcome"] == "unchanged"), "{again:?}");
        assert_eq!(home.lines(&["list", "--json", "--kind", "programme"]).len(), 1);
        assert_eq!(home.lines(&["list", "--json", "--party", "HTA", "--since", "2026"]).len(), 2);
        assert_eq!(home.run(&["list", "--party", "JPN"]).code, 1);
        assert_eq!(home.run(&["check"]).code, 0);
    }
}

#[test]
fn a_list_is_a_table_whose_columns_stand_under_each_other() {
    let home = Home::in_folder();
    with_examples(&home);
    for (lang, kind) in [("ja", "共同声明"), ("en", "Joint statement")] {
        let table = home.done(&["list", "--lang", lang]);
        assert_eq!(table.lines().count(), 7, "{table}");
        assert!(table.contains(kind) && table.contains("2025-05-21"), "{table}");
        let starts: Vec<usize> = table.lines().filter_map(|line| line.find("  20")).collect();
        assert!(starts.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
    }
}

#[test]
fn a_document_is_shown_with_its_numbers_and_its_original() {
    for home in homes() {
        with_examples(&home);
        let shown = home.done(&["show", "arv-hta-2025-05-21", "--lexicon", &lexicon()]);
        assert!(shown.contains("arv-hta-2025-05-21/en") && shown.contains("SHA-256"), "{shown}");
        assert!(shown.contains("We strongly [condemn] the armed attack"), "{shown}");
        let japanese = home.done(&["show", "arv-hta-2026-05-20#p1", "--lang", "ja"]);
        assert!(japanese.contains("第1版") && japanese.contains("文字目"), "{japanese}");
        let one = home.object(&["show", "--json", "arv-hta-2025-05-21#p3"]);
        assert_eq!(one["provision"]["acts"][0]["act"], "condemn");
        let source = home.done(&["show", "--source", "arv-hta-2025-05-21"]);
        let range = &one["provision"]["range"][0];
        let (from, to) = (range[0].as_u64().expect("a place"), range[1].as_u64().expect("a place"));
        let words: String = source.chars().skip(from as usize).take((to - from) as usize).collect();
        assert!(words.starts_with("We strongly condemn"), "{words}");
        let file = home.folder.path().join("copy.md");
        home.done(&["show", "arv-hta-2025-05-21", "--original", &file.display().to_string()]);
        let original = root().join("examples/2025-05-21-joint-statement.en.md");
        assert_eq!(fs::read(&file).expect("a copy"), fs::read(original).expect("the example"));
        let twice = home.run(&["show", "arv-hta-2025-05-21", "--original", &file.display().to_string()]);
        assert_eq!(twice.code, 2);
        assert!(twice.err.contains("is there already"), "{}", twice.err);
    }
}

#[test]
fn names_that_are_not_there_are_told_with_those_that_are_near() {
    let home = Home::in_folder();
    with_examples(&home);
    let run = home.run(&["show", "arv-hta-2025-05-12"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("Did you mean arv-hta-2025-05-21"), "{}", run.err);
    let run = home.run(&["show", "arv-hta-2025-05-12", "--lang", "ja"]);
    assert!(run.err.contains("のことでしょうか"), "{}", run.err);
    let run = home.run(&["show", "arv-hta-2024-05-14/en"]);
    assert!(run.code == 1 && run.err.contains("it is there in Japanese"), "{}", run.err);
    let run = home.run(&["show", "声明"]);
    assert!(run.code == 2 && run.err.contains("is not the name of a document"), "{}", run.err);
    let run = home.run(&["show", "arv-hta-2024-05-14#p999"]);
    assert!(run.code == 1 && run.err.contains("has no provision p999"), "{}", run.err);
}

#[test]
fn without_an_archive_the_user_is_told_what_to_do_and_add_makes_one() {
    let folder = Folder::new();
    let file = folder.file("statement.txt", FIRST);
    let run = |arguments: &[&str]| {
        let mut command = program(arguments);
        command.env_remove("SEIMEI_ARCHIVE").current_dir(folder.path());
        told(command.output().expect("the program starts"))
    };
    let none = run(&["list"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("seimei add FILE"), "{}", none.err);
    assert!(run(&["list", "--lang", "ja"]).err.contains("記録庫がありません"));
    let added = run(&["add", &file]);
    assert!(added.code == 0 && added.err.contains("A new archive was made"), "{}", added.err);
    assert!(folder.path().join(".seimei/archive.sqlite").exists());
    assert!(run(&["list"]).out.starts_with("aus-jpn-2031-05-20"), "{}", run(&["list"]).out);
    let gone = run(&["list", "--archive", "/nowhere/at/all"]);
    assert!(gone.code == 2 && gone.err.contains("no archive is there"), "{}", gone.err);
}

#[test]
fn a_changed_file_becomes_a_version_and_notes_stay_where_the_wording_stands() {
    for home in homes() {
        let file = home.folder.file("statement.txt", FIRST);
        home.done(&["add", &file]);
        home.done(&["note", "aus-jpn-2031-05-20#p1", "our wording"]);
        home.done(&["note", "aus-jpn-2031-05-20#p3", "their wording"]);
        let second = FIRST.replace("We welcome the progress", "We warmly welcome the progress").replace(
            "We strongly condemn the missile launches of last month.",
            "We took note of other things entirely.",
        );
        home.folder.file("statement.txt", &second);
        let revised = &home.lines(&["add", "--json", &file])[0];
        assert_eq!((&revised["outcome"], &revised["version"]), (&"revised".into(), &2.into()), "{revised}");
        assert_eq!(revised["altered"], serde_json::json!([1]));
        assert_eq!(revised["kept"], serde_json::json!([2]));
        assert_eq!((&revised["new"], &revised["lost"]), (&serde_json::json!([4]), &serde_json::json!([3])));
        assert_eq!(revised["displaced_notes"][0]["text"], "their wording");
        let shown = home.done(&["show", "aus-jpn-2031-05-20"]);
        assert!(shown.contains("our wording") && shown.contains("note without a place"), "{shown}");
        let before = home.done(&["show", "aus-jpn-2031-05-20", "--version", "1"]);
        assert!(before.contains("We strongly [condemn]"), "{before}");
        let none = home.run(&["show", "aus-jpn-2031-05-20", "--version", "9"]);
        assert!(none.code == 1 && none.err.contains("no version 9"), "{}", none.err);
        let old = home.done(&["show", "aus-jpn-2031-05-20", "--version", "1", "--original", "-"]);
        assert_eq!(old, FIRST);
        // From another place, but of the same parties, date and kind, with the same wording.
        let moved = home.folder.file("elsewhere/copy.md", second.replace("by the end of 2032", "by the end of 2033"));
        let third = &home.lines(&["add", "--json", &moved])[0];
        assert_eq!((&third["expression"], &third["version"]), (&"aus-jpn-2031-05-20/en".into(), &3.into()), "{third}");
        assert_eq!(home.run(&["check"]).code, 0);
    }
}

#[test]
fn another_document_of_the_same_day_gets_another_name() {
    let home = Home::in_folder();
    let one = home.folder.file("one.txt", FIRST);
    let other = "Joint Statement by Japan and Australia\n20 May 2031\n\nThe two sides discussed fisheries at length.\nThey \
        decided to establish a council on whales.\n";
    let other = home.folder.file("other.txt", other);
    home.done(&["add", &one, &other]);
    let names: Vec<String> = home.lines(&["list", "--json"]).iter().map(|line| line["id"].to_string()).collect();
    assert_eq!(names, ["\"aus-jpn-2031-05-20\"", "\"aus-jpn-2031-05-20-2\""]);
}

#[test]
fn a_translation_becomes_part_of_its_document() {
    for home in homes() {
        let english = home.folder.file("statement.txt", FIRST);
        let japanese = home.folder.file(
            "seimei.txt",
            "日豪共同声明\n2031年5月20日\n\n我々は、海洋安全保障における進展を歓迎する。我々は、2032年末までに協定に署名する。\n",
        );
        home.done(&["add", &english]);
        let added = &home.lines(&["add", "--json", "--translation-of", "aus-jpn-2031-05-20", &japanese])[0];
        assert_eq!(added["expression"], "aus-jpn-2031-05-20/ja");
        assert_eq!(home.lines(&["list", "--json"]).len(), 1);
        let shown = home.done(&["show", "aus-jpn-2031-05-20#p2"]);
        assert!(shown.contains("我々は、2032年末までに協定に署名する。"), "{shown}");
        let more = home.folder.file("again.txt", "日豪共同声明\n2031年5月20日\n\n両首脳は、捕鯨について協議した。\n");
        let refused = home.run(&["add", "--translation-of", "aus-jpn-2031-05-20", &more]);
        assert!(refused.code == 2 && refused.err.contains("--as aus-jpn-2031-05-20/ja"), "{}", refused.err);
        let taken = &home.lines(&["add", "--json", "--as", "aus-jpn-2031-05-20/ja", &more])[0];
        assert_eq!((&taken["outcome"], &taken["version"]), (&"revised".into(), &2.into()), "{taken}");
    }
}

#[test]
fn what_a_person_says_stands_over_what_was_read() {
    for home in homes() {
        let file = home.folder.file("statement.txt", FIRST);
        home.done(&["add", &file, "--title", "The Sydney Statement", "--source", "A book, page 12"]);
        home.done(&["describe", "aus-jpn-2031-05-20", "--place", "Sydney", "--parties", "日本,AUS,NZL"]);
        let record = &home.lines(&["list", "--json"])[0];
        assert_eq!(record["description"]["title"], "The Sydney Statement");
        assert_eq!(record["description"]["parties"], serde_json::json!(["AUS", "JPN", "NZL"]));
        home.done(&["reread", "--yes"]);
        let record = &home.lines(&["list", "--json"])[0];
        assert_eq!(record["description"]["place"], "Sydney");
        let one = home.object(&["show", "--json", "aus-jpn-2031-05-20#p1"]);
        assert_eq!(one["provision"]["acts"][0]["actors"], serde_json::json!(["AUS", "JPN", "NZL"]), "{one}");
        let nobody = home.run(&["describe", "aus-jpn-2031-05-20", "--parties", "Atlantis"]);
        assert!(nobody.code == 2 && nobody.err.contains("Atlantis is no state"), "{}", nobody.err);
        assert_eq!(home.run(&["describe", "aus-jpn-2031-05-20"]).code, 2);
        let history = home.done(&["history", "aus-jpn-2031-05-20"]);
        assert!(history.contains("hanako") && history.contains("Place = Sydney"), "{history}");
        assert!(home.done(&["history", "aus-jpn-2031-05-20", "--lang", "ja"]).contains("記載を変更"));
        home.done(&["describe", "aus-jpn-2031-05-20", "--withdraw", "place,parties"]);
        // Who “we” is was read by what had been said.
        home.done(&["reread", "--yes"]);
        let record = &home.lines(&["list", "--json"])[0];
        assert_eq!(record["description"]["parties"], serde_json::json!(["AUS", "JPN"]), "what was read stands again");
        assert_eq!(record["said"]["place"], Value::Null);
        assert_eq!(record["description"]["title"], "The Sydney Statement");
        assert!(home.done(&["history", "aus-jpn-2031-05-20"]).contains("taken back what was said of: Place"));
        assert_eq!(home.run(&["describe", "aus-jpn-2031-05-20", "--withdraw", "colour"]).code, 2);
    }
}

#[test]
fn what_is_removed_lies_in_the_bin_until_it_is_restored() {
    for home in homes() {
        let file = home.folder.file("statement.txt", FIRST);
        home.done(&["add", &file]);
        let removed = home.run(&["remove", "aus-jpn-2031-05-20"]);
        assert!(removed.code == 0 && removed.err.contains("seimei restore"), "{}", removed.err);
        assert_eq!(home.run(&["list"]).code, 1);
        assert_eq!(home.lines(&["list", "--json", "--removed"]).len(), 1);
        let again = home.done(&["add", &file]);
        assert!(again.contains("is in the bin"), "{again}");
        home.done(&["restore", "aus-jpn-2031-05-20"]);
        assert_eq!(home.lines(&["list", "--json"]).len(), 1);
        assert!(home.run(&["restore", "aus-jpn-2031-05-20", "--lang", "ja"]).err.contains("ごみ箱にありません"));
    }
}

#[test]
fn reading_again_tells_what_would_change_before_it_does() {
    for home in homes() {
        home.done(&["add", &examples()]);
        let before = home.lines(&["list", "--json"]);
        let look = home.run(&["reread", "--lexicon", &lexicon()]);
        assert_eq!(look.code, 0, "{}", look.err);
        assert!(look.out.contains("mechanisms named") && look.err.contains("Nothing was replaced"), "{}", look.out);
        assert_eq!(home.lines(&["list", "--json"]), before);
        let done = home.run(&["reread", "--lexicon", &lexicon(), "--yes", "--lang", "ja"]);
        assert!(done.out.contains("枠組みへの言及") && done.err.contains("置き換えました"), "{}", done.err);
        let nothing = home.run(&["reread", "--lexicon", &lexicon()]);
        assert!(nothing.err.contains("read as it would be read now"), "{}{}", nothing.out, nothing.err);
        assert_eq!(home.run(&["check"]).code, 0);
    }
}

#[test]
fn a_lexicon_in_the_archive_is_used_by_itself() {
    let home = Home::in_folder();
    home.done(&["add", &home.folder.file("statement.txt", FIRST)]);
    let own = std::path::Path::new(&home.place).join("lexicon");
    fs::create_dir(&own).expect("a writable folder");
    for entry in fs::read_dir(lexicon()).expect("the examples").flatten() {
        fs::copy(entry.path(), own.join(entry.file_name())).expect("a copy");
    }
    let added = home.lines(&["add", "--json", &examples()]);
    assert_eq!(added[0]["expression"], "arv-hta-2024-05-14/ja");
}

#[test]
fn bad_files_are_told_and_the_others_are_added() {
    let home = Home::in_folder();
    home.folder.file("in/good.txt", FIRST);
    home.folder.file("in/bad.html", b"\x89PNG\r\n\x1a\n....");
    home.folder.file("in/empty.txt", "");
    let folder = home.folder.path().join("in").display().to_string();
    let run = home.run(&["add", &folder]);
    assert_eq!(run.code, 2);
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(
        run.err.contains("bad.html") && run.err.contains("it is empty") && run.err.contains("not added: 2"),
        "{}",
        run.err
    );
    let run = home.run(&["add", "--title", "x", &folder]);
    assert!(run.code == 2 && run.err.contains("--title takes exactly one file"), "{}", run.err);
    let run = home.run(&["add", "--date", "yesterday", &home.folder.file("one.txt", FIRST)]);
    assert!(run.code == 2 && run.err.contains("yesterday is no value"), "{}", run.err);
}

#[test]
fn every_command_has_help_in_both_languages() {
    for command in [
        "add", "list", "show", "describe", "note", "correct", "remove", "restore", "history", "check", "reread",
        "recover",
    ] {
        for (lang, usage) in [("ja", "使い方: seimei"), ("en", "Usage: seimei")] {
            let run = told(program(&[command, "--help", "--lang", lang]).output().expect("the program starts"));
            assert!(run.code == 0 && run.out.contains(usage) && run.out.contains("--archive"), "{}", run.out);
            assert!(lang == "en" || !run.out.contains("Usage"), "{}", run.out);
        }
    }
}
