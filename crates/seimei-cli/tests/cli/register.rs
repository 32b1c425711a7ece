//! `seimei register` from outside, over invented documents: asking, deciding and undoing, evidence, assessments, refusals,
//! two at once, both languages.

use std::fs;
use std::process::Stdio;

use serde_json::Value;

use crate::archive::Home;
use crate::support::{program, root, told};

const FIRST: &str = "# Joint Statement by Arvenia and the Harbour Treaty Alliance\n\n20 May 2031\n\nWe welcome the progress \
    made in maritime security. We will conclude the Lantern Agreement on information protection by the end of 2032. \
    Arvenia intends to send two ships to Exercise Night Heron in the Grey Strait. We will open a joint harbour school \
    for pilots in Halestone.\n";

const FIRST_JA: &str = "# アルヴェニア・HTA共同声明（仮訳）\n\n2031年5月20日\n\n我々は、海洋安全保障における進展を歓迎する。\
    我々は、2032年末までに情報保護に関するランタン協定を締結する。アルヴェニアは、灰色海峡で行われる演習「ナイト・ヘロン」に\
    艦艇二隻を派遣する意向である。我々は、ヘイルストンに水先人のための共同の港湾学校を開く。\n";

const SECOND: &str = "# Joint Statement by Arvenia and the Harbour Treaty Alliance\n\n18 May 2032\n\nWe welcome the \
    participation of two Arvenian ships in Exercise Night Heron in the Grey Strait in October 2031. We will conclude the \
    Lantern Agreement on information protection by the end of 2033. We welcome the opening of the joint harbour school \
    for pilots in Halestone in March 2032. We will hold a dialogue on lighthouses every year.\n";

/// A commitment said in both statements, one that was carried out, one with an offer, one of the second statement alone.
const AGREEMENT: &str = "arv-hta-2031-05-20/en#p2";
const SHIPS: &str = "arv-hta-2031-05-20/en#p3.1";
const SCHOOL: &str = "arv-hta-2031-05-20/en#p4.1";
const DIALOGUE: &str = "arv-hta-2032-05-18/en#p4.1";
/// What shows that ships were sent.
const SENT: &str = "arv-hta-2032-05-18/en#p1";
/// What shows that the school was opened.
const OPENED: &str = "arv-hta-2032-05-18/en#p3";

/// An archive with both statements and the invented states' names.
fn home() -> Home {
    let home = Home::in_folder();
    let lexicon = root().join("examples/lexicon");
    let first = home.folder.file("first.md", FIRST);
    let second = home.folder.file("second.md", SECOND);
    home.done(&["add", "--lexicon", &lexicon.display().to_string(), &first, &second]);
    let own = home.folder.path().join("archive/lexicon");
    fs::create_dir(&own).expect("a writable folder");
    for file in fs::read_dir(lexicon).expect("the tables of the examples").flatten() {
        fs::copy(file.path(), own.join(file.file_name())).expect("a writable folder");
    }
    home
}

impl Home {
    fn register(&self, arguments: &[&str]) -> Vec<Value> {
        self.lines(&[&["register", "list", "--today", "2032-06-01", "--json"], arguments].concat())
    }

    fn entry(&self, name: &str) -> Value {
        self.object(&["register", "show", name, "--today", "2032-06-01", "--json"])
    }

    /// Makes a decision; returns its number.
    fn decided(&self, arguments: &[&str]) -> u64 {
        let answer = self.object(&[&["register"], arguments, &["--today", "2032-06-01", "--json"]].concat());
        answer["numbers"][0].as_u64().unwrap_or_else(|| panic!("no number: {answer}"))
    }

    fn undo(&self, number: u64) {
        self.decided(&["undo", &number.to_string()]);
    }

    /// Runs a command that is refused; returns its exit code and what it says.
    fn refused(&self, arguments: &[&str]) -> (i32, String) {
        let run = self.run(&[&["register"], arguments].concat());
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(!run.err.contains("--help") || run.code == 2, "{}", run.err);
        (run.code, run.err)
    }
}

fn names(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["id"].as_str()).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}: {value}"))
}

#[test]
fn commitments_are_listed_and_filtered() {
    let home = home();
    let all = home.register(&[]);
    assert_eq!(names(&all), ["arv-hta-2031-05-20/en#p2.1", SHIPS, SCHOOL, DIALOGUE]);
    for (arguments, expected) in [
        (&["--by", "ARV"][..], 4),
        (&["--by", "ARV,HTA"], 3),
        (&["--by", "Arvenia"], 4),
        (&["--parties", "HTA"], 4),
        (&["--parties", "ARV,SEL"], 0),
        (&["--restated"], 1),
        (&["--dated"], 1),
        (&["--due-before", "2033"], 1),
        (&["--due-before", "2032"], 0),
        (&["--offers"], 2),
        (&["--since", "2032"], 2),
        (&["--until", "2031-12"], 3),
        (&["--mechanism", "lantern"], 1),
        (&["--text", "HARBOUR school"], 1),
        (&["--status", "unassessed,overdue"], 4),
        (&["--status", "done"], 0),
        (&["--confirmed"], 0),
        (&["--unconfirmed", "--limit", "2"], 2),
        (&["--rejected"], 0),
    ] {
        let call = [&["register", "--today", "2032-06-01", "--json"], arguments].concat();
        let run = home.run(&call);
        assert_eq!(run.out.lines().count(), expected, "{arguments:?}: {}", run.err);
        assert_eq!(run.code, i32::from(expected == 0), "{arguments:?}: {}", run.err);
    }
    // The time of a commitment passes by itself.
    assert_eq!(home.lines(&["register", "--today", "2034-01-01", "--status", "overdue", "--json"]).len(), 1);
    for entry in &all {
        for key in ["id", "standing", "what", "by", "to", "due", "act", "topics", "undertakings", "offers", "changed"] {
            assert!(!entry[key].is_null() || key == "due", "{key}: {entry}");
        }
        assert_eq!(entry["rules"]["lexicon"].as_str().map(str::len), Some(12), "{entry}");
        assert_eq!((&entry["class"], &entry["today"]), (&"unassessed".into(), &"2032-06-01".into()));
    }
}

#[test]
fn a_list_is_told_with_its_sum_and_its_rules() {
    let home = home();
    let page = home.done(&["register", "--today", "2032-06-01"]);
    assert!(page.contains("said 2 times, last on 18 May 2032") && page.contains("1 offer of evidence"), "{page}");
    assert!(page.contains("4 commitments: 4 unassessed. Assessed: 0 (0 %). By lexicon "), "{page}");
    let page = home.done(&["--lang", "ja", "register", "--today", "2034-06-01"]);
    assert!(page.contains("これまでに 2 回表明、最新は2032年5月18日") && page.contains("証拠の候補 1 件"), "{page}");
    assert!(page.contains("約束 4 件（期限経過 1、未評価 3）。評価済み 0 件（0％）。辞書 "), "{page}");
    let csv = home.done(&["register", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}entry,standing,class,what,by,"), "{csv}");
    assert_eq!(csv.lines().count(), 5);
}

#[test]
fn the_words_of_every_language_are_shown() {
    let home = home();
    let translation = home.folder.file("first.ja.md", FIRST_JA);
    home.done(&["add", "--translation-of", "arv-hta-2031-05-20", &translation]);
    let entry = home.entry(AGREEMENT);
    assert_eq!(list(&entry, "words").len(), 3, "{entry}");
    let languages: Vec<&str> = list(&entry, "words").iter().filter_map(|one| one["language"].as_str()).collect();
    assert!(languages.contains(&"ja") && languages.contains(&"en"), "{entry}");
    let page = home.done(&["--lang", "ja", "register", "show", AGREEMENT]);
    for words in ["表明の履歴  2", "情報保護に関するランタン協定", "information protection", "（--seen 0）"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    // One document in two languages says a thing once.
    assert_eq!(home.register(&["--restated"]).len(), 1);
}

#[test]
fn what_was_read_is_confirmed_corrected_and_rejected() {
    let home = home();
    let confirmed = home.decided(&["confirm", AGREEMENT]);
    assert_eq!(home.entry(AGREEMENT)["standing"], "confirmed");
    home.undo(confirmed);
    assert_eq!(home.entry(AGREEMENT)["standing"], "read");

    let corrected = home.decided(&[
        "correct",
        AGREEMENT,
        "--due",
        "2032-06",
        "--by",
        "Arvenia",
        "--to",
        "HTA",
        "--act",
        "agree",
        "--topic",
        "information-sharing,cyber",
        "--mechanism",
        "Lantern Agreement; Lamp Talks",
        "--what",
        "Sign the agreement",
        "--reason",
        "as in the minutes",
    ]);
    let entry = home.entry(AGREEMENT);
    assert_eq!(entry["what"], "Sign the agreement");
    assert_eq!((&entry["by"][0], &entry["to"][0], &entry["due"]), (&"ARV".into(), &"HTA".into(), &"2032-06".into()));
    assert_eq!(entry["mechanisms"], serde_json::json!(["Lantern Agreement", "Lamp Talks"]));
    assert_eq!(list(&entry, "corrected").len(), 7, "{entry}");
    assert_eq!(list(&entry, "decisions").last().expect("decisions")["reason"], "as in the minutes");
    let page = home.done(&["register", "show", AGREEMENT]);
    assert!(page.contains("(corrected)") && page.contains("as in the minutes"), "{page}");
    home.undo(corrected);
    assert_eq!(home.entry(AGREEMENT)["due"], "2033");

    let rejected = home.decided(&["reject", DIALOGUE, "--reason", "a habit, no promise"]);
    assert_eq!(home.register(&[]).len(), 3);
    assert_eq!(names(&home.register(&["--rejected"])), [DIALOGUE]);
    home.undo(rejected);
    assert_eq!(home.register(&[]).len(), 4);
    // The undoing can be undone.
    let log = home.lines(&["register", "decisions", DIALOGUE, "--json"]);
    let undoing = log.last().and_then(|one| one["number"].as_u64()).expect("a number");
    assert_eq!(log[0]["undone_by"].as_u64(), Some(undoing), "{log:?}");
    home.undo(undoing);
    assert_eq!(home.register(&[]).len(), 3);
}

#[test]
fn entries_are_split_merged_and_added() {
    let home = home();
    let later = "arv-hta-2032-05-18/en#p2.1";
    let split = home.decided(&["split", AGREEMENT, later, "--reason", "another agreement"]);
    assert_eq!(home.register(&[]).len(), 5);
    assert_eq!(home.entry(AGREEMENT)["due"], "2032");
    assert_eq!(home.entry(later)["id"], later);
    home.undo(split);
    assert_eq!(home.register(&[]).len(), 4);
    assert_eq!(home.entry(later)["id"], "arv-hta-2031-05-20/en#p2.1");

    let merged = home.decided(&["merge", SCHOOL, DIALOGUE]);
    assert_eq!(home.register(&[]).len(), 3);
    assert_eq!(home.entry(DIALOGUE)["id"], SCHOOL);
    home.undo(merged);
    assert_eq!(home.register(&[]).len(), 4);

    let run = home.run(&[
        "register",
        "add",
        "--what",
        "Keep the lighthouse lit",
        "--by",
        "HTA",
        "--due",
        "2035",
        "--source",
        SENT,
        "--reason",
        "said at the press conference",
        "--json",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: Value = serde_json::from_str(&run.out).expect("an object");
    let name = answer["entry"].as_str().expect("a name").to_owned();
    assert!(run.err.contains(&format!("{name}: commitment added")), "{}", run.err);
    let entry = home.entry(&name);
    assert_eq!((&entry["standing"], &entry["source"]), (&"confirmed".into(), &SENT.into()), "{entry}");
    assert_eq!(list(&entry, "decisions").len(), 1, "{entry}");
    assert_eq!(home.register(&["--by", "HTA"]).len(), 4);
    home.decided(&["confirm", &name]);
    home.undo(answer["numbers"][0].as_u64().expect("a number"));
    assert_eq!(home.refused(&["show", &name]).0, 1);
}

#[test]
fn an_offer_that_is_accepted_shows_that_it_is_under_way() {
    let home = home();
    let offers = home.lines(&["register", "evidence", "--json"]);
    assert_eq!(offers.len(), 2, "{offers:?}");
    assert_eq!((&offers[0]["entry"], &offers[0]["offer"]["id"]), (&SHIPS.into(), &SENT.into()));
    let page = home.done(&["--lang", "ja", "register", "evidence", SHIPS]);
    assert!(
        page.contains("同じ枠組み「Night Heron」") && page.contains("約束した主体の行為（アルヴェニア）"),
        "{page}"
    );
    let page = home.done(&["register", "evidence", SCHOOL]);
    assert!(page.contains("opening, joint harbour school, pilots") || page.contains("harbour, school"), "{page}");

    let accepted = home.decided(&["accept", SHIPS, SENT, "--reason", "they came"]);
    let entry = home.entry(SHIPS);
    assert_eq!((&entry["class"], list(&entry, "offers").len()), (&"under_way".into(), 0), "{entry}");
    assert_eq!(entry["evidence"][0]["decided"]["reason"], "they came");
    home.undo(accepted);
    let entry = home.entry(SHIPS);
    assert_eq!((&entry["class"], list(&entry, "offers").len()), (&"unassessed".into(), 1), "{entry}");

    home.decided(&["decline", SCHOOL, OPENED]);
    let entry = home.entry(SCHOOL);
    assert_eq!((list(&entry, "offers").len(), &entry["declined"][0]), (0, &OPENED.into()), "{entry}");
    // Whoever thinks better of it accepts what was declined.
    home.decided(&["accept", SCHOOL, "ARV-HTA-2032-05-18#p3"]);
    assert_eq!(list(&home.entry(SCHOOL), "declined").len(), 0);
    assert_eq!(home.refused(&["evidence", SCHOOL]).0, 1);
}

#[test]
fn a_link_and_a_file_are_kept_as_evidence() {
    let home = home();
    let file = home.folder.file("notice.bin", b"\x00\x01 a notice");
    let number = home.decided(&[
        "attach",
        SCHOOL,
        "--text",
        "Notice of the opening",
        "--date",
        "2032-03-04",
        "--file",
        &file,
        "--link",
        "https://harbour.example/notice",
    ]);
    let name = format!("e-{number}");
    let entry = home.entry(SCHOOL);
    let evidence = &entry["evidence"][0];
    assert_eq!((&evidence["id"], &evidence["day"]), (&name.as_str().into(), &"2032-03-04".into()), "{evidence}");
    assert_eq!(
        (&evidence["attachment"]["file"]["name"], &evidence["attachment"]["file"]["size"]),
        (&"notice.bin".into(), &11.into())
    );
    assert_eq!(entry["class"], "under_way");
    assert!(home.done(&["register", "show", SCHOOL]).contains("notice.bin (11 bytes, SHA-256"));
    home.done(&["check"]);
    // The bytes are those of the file, under their hash.
    let hash = evidence["attachment"]["file"]["original"].as_str().expect("a hash");
    let kept = home.folder.path().join("archive/originals").join(&hash[..2]).join(hash);
    assert_eq!(fs::read(kept).expect("the file is kept"), b"\x00\x01 a notice");
    home.decided(&["assess", SCHOOL, "--status", "complete", "--evidence", &name, "--day", "2032-05-30"]);
    assert_eq!(home.entry(SCHOOL)["class"], "done");

    let missing = home.folder.path().join("nothing").display().to_string();
    let empty = home.folder.file("empty", "");
    for (rest, code) in [
        (&["--file", &missing][..], 2),
        (&["--file", &empty], 2),
        (&["--link", "javascript:alert(1)"], 2),
        (&["--link", "https://a b"], 2),
        (&[], 2),
    ] {
        assert_eq!(home.refused(&[&["attach", SCHOOL, "--text", "x"], rest].concat()).0, code, "{rest:?}");
    }
    let large = home.folder.path().join("large");
    fs::File::create(&large).and_then(|file| file.set_len((64 << 20) + 1)).expect("a writable folder");
    let (code, line) = home.refused(&["attach", SCHOOL, "--text", "x", "--file", &large.display().to_string()]);
    assert!(code == 2 && line.contains("64 MiB"), "{line}");
}

#[test]
fn a_status_needs_a_reason_or_evidence() {
    let home = home();
    let (code, line) = home.refused(&["assess", SHIPS, "--status", "limited"]);
    assert!(code == 2 && line.contains("--reason") && line.contains("--evidence"), "{line}");
    let (code, line) = home.refused(&["assess", SHIPS, "--status", "limited", "--evidence", SENT]);
    assert!(code == 2 && line.contains("Accept it first"), "{line}");
    let own = ["assess", SHIPS, "--status", "substantial", "--day", "2032-05-20", "--reason", "one of two ships"];
    let own = home.decided(&[&own[..], &["--assessor", "Navy Staff"]].concat());
    let review = ["assess", SHIPS, "--status", "limited", "--independent", "--assessor", "Harbour Institute"];
    home.decided(&[&review[..], &["--day", "2032-05-25", "--reason", "seen by nobody else"]].concat());
    let entry = home.entry(SHIPS);
    assert_eq!(entry["class"], "under_way");
    assert_eq!(
        (&entry["verdicts"]["own"]["status"], &entry["verdicts"]["own"]["compliance"]),
        (&"substantial".into(), &0.into())
    );
    assert_eq!(entry["verdicts"]["independent"]["assessor"], "Harbour Institute");
    let page = home.done(&["--lang", "ja", "register", "show", SHIPS, "--today", "2032-06-01"]);
    for words in ["自己評価", "第三者評価", "おおむね実施［0］　Navy Staff", "一部実施［0］", "理由: one of two ships"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = home.done(&["register", "--today", "2032-06-01", "--status", "under_way"]);
    assert!(page.contains("1 commitment: 1 under way. Assessed: 1 (100 %)."), "{page}");
    home.undo(own);
    assert_eq!(home.entry(SHIPS)["verdicts"]["own"], Value::Null);
    assert_eq!(home.refused(&["assess", SHIPS, "--status", "limited", "--reason", "x", "--day", "2999-01-01"]).0, 2);
}

#[test]
fn decisions_outlive_a_new_reading_and_a_new_version() {
    let home = home();
    home.decided(&["correct", AGREEMENT, "--due", "2032-06", "--reason", "as in the minutes"]);
    home.decided(&["accept", SHIPS, SENT]);
    home.decided(&["reject", DIALOGUE, "--reason", "a habit, no promise"]);
    home.run(&["reread", "--yes"]);
    // A sentence goes in before all others; the provisions keep their numbers.
    let revised = SECOND.replace("We welcome the participation", "We met in Halestone. We welcome the participation");
    let file = home.folder.file("second.md", revised);
    home.done(&["add", "--as", "arv-hta-2032-05-18", &file]);
    let entry = home.entry(AGREEMENT);
    assert_eq!((&entry["due"], &entry["standing"]), (&"2032-06".into(), &"confirmed".into()), "{entry}");
    assert_eq!(home.entry(SHIPS)["evidence"][0]["id"], SENT);
    assert_eq!(names(&home.register(&["--rejected"])), [DIALOGUE]);
    // A commitment that is no longer said leaves its decision in the log, marked.
    let file = home.folder.file("second.md", SECOND.replace(" We will hold a dialogue on lighthouses every year.", ""));
    home.done(&["add", "--as", "arv-hta-2032-05-18", &file]);
    let log = home.lines(&["register", "decisions", "--json"]);
    assert_eq!(log.len(), 3, "{log:?}");
    assert_eq!((&log[2]["displaced"], &log[1]["displaced"]), (&true.into(), &false.into()), "{log:?}");
    assert!(home.done(&["register", "decisions"]).contains("no longer there"));
}

#[test]
fn decisions_are_logged_with_name_time_and_reason() {
    let home = home();
    home.decided(&["confirm", SHIPS, "--reason", "read aloud"]);
    let number = home.decided(&["confirm", SCHOOL]);
    home.undo(number);
    let page = home.done(&["--lang", "ja", "register", "decisions"]);
    for words in ["hanako", "確認", "理由: read aloud", "取消済み（変更 ", "取消し"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(home.lines(&["register", "decisions", "--limit", "1", "--json"])[0]["decision"]["decision"], "undone");
    let csv = home.done(&["register", "decisions", "--format", "csv"]);
    assert!(csv.starts_with("\u{feff}number,at,by,decision,") && csv.lines().count() == 4, "{csv}");
    assert!(home.done(&["history", "arv-hta-2031-05-20"]).contains("read aloud"));
}

#[test]
fn what_is_not_there_or_may_not_be_is_refused() {
    let home = home();
    assert_eq!(home.refused(&["decisions"]).0, 1);
    for (arguments, code, word) in [
        (&["show", "nothing"][..], 2, "not the name of a commitment"),
        (&["show", "arv-hta-2031-05-20#p1"], 1, "Near to it: arv-hta-2031-05-20/en#p2.1"),
        (&["show", "c-99"], 1, "no commitment c-99"),
        (&["reject", SHIPS], 2, "--reason"),
        (&["reject", SHIPS, "--reason", " "], 2, "reason is empty"),
        (&["correct", SHIPS, "--reason", "x"], 2, "nothing to correct"),
        (&["correct", SHIPS, "--by", "", "--reason", "x"], 2, "cannot be empty"),
        (&["correct", SHIPS, "--due", "soon", "--reason", "x"], 2, "soon"),
        (&["split", SHIPS, "arv-hta-2031-05-20/en#p3.1"], 2, "at least one has to stay"),
        (&["split", SHIPS, SCHOOL], 2, "no saying of that commitment"),
        (&["split", SHIPS, "x"], 2, "not the name of a saying"),
        (&["merge", SHIPS, SHIPS], 2, "Name another one"),
        (&["accept", SHIPS, "x y"], 2, "not the name of a provision"),
        (&["accept", SHIPS, "arv-hta-2031-05-20#p99"], 1, "no provision"),
        (&["place", SHIPS, "arv-hta-2031/1.1"], 1, "no programme"),
        (&["place", SHIPS, "everywhere"], 2, "everywhere"),
        (&["list", "--programme", "arv-hta-2031"], 1, "no programme"),
        (&["list", "--by", "XQX"], 2, "XQX"),
        (&["list", "--topic", "lamps"], 2, "lamps"),
        (&["undo", "1"], 2, "no decision that can be undone"),
        (&["confirm", SHIPS, "--seen", "77"], 2, "no change 77"),
        (&["vanish"], 2, "vanish"),
    ] {
        let (said, line) = home.refused(arguments);
        assert_eq!(said, code, "{arguments:?}: {line}");
        assert!(line.contains(word), "{arguments:?}: {line}");
        assert!(!line.contains("register."), "{line}");
    }
    let number = home.decided(&["confirm", SHIPS]);
    home.undo(number);
    let (code, line) = home.refused(&["undo", &number.to_string()]);
    assert!(code == 2 && line.contains("is undone already"), "{line}");
    assert_eq!(home.lines(&["register", "decisions", "--json"]).len(), 2);
}

#[test]
fn of_two_who_saw_the_same_one_decides() {
    let home = home();
    home.decided(&["confirm", SHIPS]);
    let seen = home.entry(SHIPS)["changed"].to_string();
    let start = |user: &str, reason: &str| {
        let call = ["register", "correct", SHIPS, "--due", "2032", "--reason", reason, "--seen", &seen];
        let mut command = program(&call);
        command.env("SEIMEI_ARCHIVE", &home.place).env("SEIMEI_USER", user);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let both = [start("hanako", "one"), start("taro", "other")];
    let runs = both.map(|child| told(child.wait_with_output().expect("it ends")));
    let mut codes: Vec<i32> = runs.iter().map(|run| run.code).collect();
    codes.sort_unstable();
    assert_eq!(codes, [0, 2], "{} {}", runs[0].err, runs[1].err);
    let loser = runs.iter().find(|run| run.code == 2).expect("one was refused");
    assert!(
        loser.err.contains("decided on it meanwhile") && loser.err.contains("seimei register show"),
        "{}",
        loser.err
    );
    assert_eq!(list(&home.entry(SHIPS), "decisions").len(), 2);
    let again = home.run(&["--lang", "ja", "register", "confirm", SHIPS, "--seen", &seen]);
    assert!(again.code == 2 && again.err.contains("さんが判断を加えています"), "{}", again.err);
}

#[test]
fn in_the_seeds_participation_that_was_intended_is_offered_when_it_is_welcomed() {
    let seeds = root().join("../shared/corpus/seeds");
    if !seeds.is_dir() {
        eprintln!("skipped: ../shared is not there");
        return;
    }
    let home = Home::in_folder();
    home.done(&["add", &seeds.display().to_string()]);
    let entries = home.register(&["--text", "北大西洋理事会"]);
    let intended = entries.iter().find(|entry| entry["by"] == serde_json::json!(["JPN"])).expect("the intention");
    assert_eq!(intended["act"], "intend");
    let offers = intended["offers"].as_array().expect("offers");
    let is_of_2025 = |offer: &&Value| offer["day"].as_str().is_some_and(|day| day.starts_with("2025"));
    let offer = offers.iter().find(is_of_2025).expect("the later statement welcomes it");
    let reasons = offer["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().any(|reason| reason["reason"] == "participation_welcomed"), "{reasons:?}");
}
