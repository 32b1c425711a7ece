//! The check of tables: what would be misread, never match, or says the same thing twice.
//!
//! Pure: files in, faults out. Running the tests beside the tables needs the reading and so stands above this crate.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::Lang;
use seimei_model::document::DocumentKind;
use seimei_model::event::EventType;
use seimei_text::fold::fold;
use seimei_text::glyphs::Glyphs;
use smol_str::SmolStr;
use unicode_normalization::is_nfc;

use crate::lexicon::{File, REPLACE, parse_name};
use crate::table::{self, Entry, Fault, TableName};

/// What values may be, beyond what the model says.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// Ids of the controlled vocabulary of topics.
    pub topics: &'k [&'k str],
    /// How characters and spellings are folded before words are looked for.
    pub glyphs: &'k Glyphs,
}

/// One line of a file of tests: what the entries of a table must find in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// The table.
    pub table: TableName,
    /// The language, or none for a table of all languages.
    pub lang: Option<Lang>,
    /// The text.
    pub text: String,
    /// What must be found, parted by `|` or `,`; `-` if nothing may be.
    pub expect: String,
    /// How the texts of the file are to be read: the last column of its first line (`note parties=JPN,NATO date=2025-09-24`).
    pub setting: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// The suffix of files of tests.
pub const TESTS: &str = ".tests.tsv";

/// Checks tables and the files of tests beside them. Returns the faults by file and line, and the tests to run.
pub fn check(tables: &[File], tests: &[File], known: &Known) -> (Vec<Fault>, Vec<Example>) {
    let mut faults = Vec::new();
    let mut seen: Seen = BTreeMap::new();
    for file in tables {
        let Some((table, lang)) = parse_name(file.base_name()) else {
            let names: Vec<&str> = TableName::ALL.iter().map(|table| table.word()).collect();
            let what = format!(
                "no table has this name; files are named TABLE.ja.tsv, TABLE.en.tsv or TABLE.tsv, the tables are {}",
                names.join(", ")
            );
            faults.push(fault(file, 1, what));
            continue;
        };
        check_lines(file, &mut faults);
        let (entries, mut wrong) = table::parse(&file.name, table, &file.text);
        faults.append(&mut wrong);
        check_order(file, table, &entries, &mut faults);
        for entry in &entries {
            check_value(file, entry, known, &mut faults);
            check_forms(file, entry, known, &mut faults);
            check_once(file, lang, entry, &mut seen, &mut faults);
        }
        let beside = file.name.replace(".tsv", TESTS);
        if !tests.iter().any(|other| other.name == beside) {
            faults.push(fault(file, 1, format!("no tests stand beside it; write {beside} (text, expect, note)")));
        }
    }
    let mut examples = Vec::new();
    for file in tests {
        examples.extend(read_examples(file, tables, &mut faults));
    }
    faults.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    (faults, examples)
}

fn fault(file: &File, line: u32, what: String) -> Fault {
    Fault { file: file.name.clone(), line, what }
}

/// Checks what does not depend on columns.
fn check_lines(file: &File, faults: &mut Vec<Fault>) {
    for (index, line) in file.text.lines().enumerate() {
        let number = index as u32 + 1;
        if line.starts_with("#!") && !(index == 0 && line.trim_end() == REPLACE) {
            faults.push(fault(
                file,
                number,
                format!("an order begins with #!; the only one is `{REPLACE}` in the first line"),
            ));
        }
        if line.contains('\u{fffd}') {
            faults.push(fault(file, number, "bytes that are not UTF-8; save the file as UTF-8".to_owned()));
        }
    }
}

/// Entries stand in the order of their values, save where their order is what decides.
fn check_order(file: &File, table: TableName, entries: &[Entry], faults: &mut Vec<Fault>) {
    if table == TableName::Documents {
        return;
    }
    for pair in entries.windows(2) {
        if pair[0].value > pair[1].value {
            let what = format!("`{}` stands behind `{}`; entries are sorted by value", pair[1].value, pair[0].value);
            faults.push(fault(file, pair[1].line, what));
        }
    }
}

/// Values that the model closes must be the model's.
fn check_value(file: &File, entry: &Entry, known: &Known, faults: &mut Vec<Fault>) {
    let value = entry.value.as_str();
    if value == "-" || value.starts_with('(') {
        return;
    }
    let (is_known, what) = match entry.table {
        TableName::Acts => (ActKind::from_word(value).is_some() || entry.kind.contains(value), "act"),
        TableName::Intensifiers => (matches!(value, "plain" | "strong" | "strongest"), "strength"),
        TableName::Topics => (known.topics.contains(&value), "topic"),
        TableName::Events => (EventType::from_word(value).is_some(), "type of event"),
        TableName::Documents if matches!(entry.family.as_str(), "title" | "body") => {
            (DocumentKind::from_word(value).is_some(), "kind of document")
        }
        TableName::Documents if entry.family == "translation" => {
            (matches!(value, "provisional" | "official"), "status of a translation")
        }
        TableName::Actors | TableName::Offices => {
            (value.chars().all(|c| !c.is_ascii_lowercase() || entry.table == TableName::Offices), "code of an actor")
        }
        _ => return,
    };
    if !is_known {
        faults.push(fault(file, entry.line, format!("`{value}` is no {what}")));
    }
}

/// Forms that are not written as folded text is could never match.
fn check_forms(file: &File, entry: &Entry, known: &Known, faults: &mut Vec<Fault>) {
    let is_about_variants = matches!(entry.table, TableName::Glyphs | TableName::Spellings);
    for (index, form) in entry.forms.iter().enumerate() {
        // The three forms of an irregular verb stand by their place.
        if entry.table != TableName::Grammar && entry.forms[..index].contains(form) {
            faults.push(fault(file, entry.line, format!("the form `{form}` stands twice in the entry")));
        }
        if is_about_variants {
            continue;
        }
        if !is_nfc(form) {
            faults.push(fault(file, entry.line, format!("the form `{form}` is not in Unicode NFC")));
            continue;
        }
        if !(entry.table.is_scanned() || entry.table.is_of_wording()) {
            continue;
        }
        let folded = fold(form, known.glyphs);
        if form == "-" {
            faults.push(fault(file, entry.line, "an entry of this table needs a form".to_owned()));
        } else if folded.as_str() != form.as_str() {
            let what = format!("the form `{form}` could never match; folded text has `{}`", folded.as_str());
            faults.push(fault(file, entry.line, what));
        }
    }
}

/// Where each form of each table and language stands, by what distinguishes its entries.
type Seen = BTreeMap<(TableName, Option<&'static str>, SmolStr, SmolStr, SmolStr, SmolStr), (String, u32)>;

/// The same form with the same value, family and kind says nothing new.
fn check_once(file: &File, lang: Option<Lang>, entry: &Entry, seen: &mut Seen, faults: &mut Vec<Fault>) {
    // Forms of different irregular verbs coincide (lay).
    for form in entry.forms.iter().filter(|_| entry.table != TableName::Grammar) {
        let key = (
            entry.table,
            lang.map(Lang::tag),
            entry.value.clone(),
            entry.family.clone(),
            entry.kind.clone(),
            form.clone(),
        );
        if let Some((other, line)) = seen.get(&key) {
            if (other, *line) != (&file.name, entry.line) {
                let what = format!("the form `{form}` stands already at {other}:{line}");
                faults.push(fault(file, entry.line, what));
            }
        } else {
            seen.insert(key, (file.name.clone(), entry.line));
        }
    }
}

/// Reads a file of tests.
fn read_examples(file: &File, tables: &[File], faults: &mut Vec<Fault>) -> Vec<Example> {
    let mut examples = Vec::new();
    let table_name = file.name.replace(TESTS, ".tsv");
    let base = table_name.rsplit(['/', '\\']).next().unwrap_or(&table_name);
    let Some((table, lang)) = parse_name(base) else {
        faults.push(fault(file, 1, "no table has this name".to_owned()));
        return examples;
    };
    if !tables.iter().any(|other| other.name == table_name) {
        faults.push(fault(file, 1, format!("the table {table_name} is not there")));
    }
    let first = file.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let setting = first.strip_prefix("text\texpect\t").unwrap_or_default();
    for (index, line) in file.text.lines().enumerate() {
        let number = index as u32 + 1;
        if line.is_empty() || line.starts_with('#') || (index == 0 && line.starts_with("text\texpect")) {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let (&[text, expect] | &[text, expect, _]) = columns.as_slice() else {
            let what = format!("expected 2 or 3 columns parted by tabs (text expect note), found {}", columns.len());
            faults.push(fault(file, number, what));
            continue;
        };
        let (text, expect, file) = (text.to_owned(), expect.to_owned(), file.name.clone());
        examples.push(Example { table, lang, text, expect, setting: setting.to_owned(), file, line: number });
    }
    // Every sentence has a topic, so that table has no counter-examples.
    let has_counter = table == TableName::Topics || examples.iter().any(|example| example.expect == "-");
    if !has_counter || !examples.iter().any(|example| example.expect != "-") {
        faults.push(fault(file, 1, "tests need at least one hit and one counter-example (expect `-`)".to_owned()));
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File { name: name.to_owned(), text: text.to_owned() }
    }

    fn check_faults(tables: &[File], tests: &[File], expected: &[&str]) {
        let glyphs = Glyphs::default();
        let known = Known { topics: &["cyber"], glyphs: &glyphs };
        let (faults, _) = check(tables, tests, &known);
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, expected);
    }

    fn check_table(name: &str, text: &str, expected: &[&str]) {
        let beside = name.replace(".tsv", TESTS);
        check_faults(&[file(name, text)], &[file(&beside, "text\texpect\tnote\na\tb\nc\t-\n")], expected);
    }

    #[test]
    fn a_sound_table_has_no_fault() {
        check_table("acts.ja.tsv", "#! replace\n# note\nagree\tx\tsuru\t合意|一致\t-\nwelcome\tx\tsuru\t歓迎\n", &[]);
    }

    #[test]
    fn faults_are_told_by_file_and_line() {
        check_table(
            "topics.ja.tsv",
            "cyber\tname\t5\tサイバー|ｻｲﾊﾞｰ\t-\ncyber\tname\t5\tサイバー\t-\ncider\tname\t5\t林檎酒|か\u{3099}く\t-\ncyber\tname\n#! alone\n",
            &[
                "topics.ja.tsv:1: the form `ｻｲﾊﾞｰ` could never match; folded text has `サイバー`",
                "topics.ja.tsv:2: the form `サイバー` stands already at topics.ja.tsv:1",
                "topics.ja.tsv:3: `cider` stands behind `cyber`; entries are sorted by value",
                "topics.ja.tsv:3: `cider` is no topic",
                "topics.ja.tsv:3: the form `か\u{3099}く` is not in Unicode NFC",
                "topics.ja.tsv:4: expected 4 or 5 columns parted by tabs (value family kind forms note), found 2",
                "topics.ja.tsv:5: an order begins with #!; the only one is `#! replace` in the first line",
            ],
        );
        check_table("events.en.tsv", "party\tstem\t-\tparty\n", &["events.en.tsv:1: `party` is no type of event"]);
        check_table(
            "intensifiers.en.tsv",
            "loud\t-\tadverb\tloudly\n",
            &["intensifiers.en.tsv:1: `loud` is no strength"],
        );
        check_table("acts.en.tsv", "hug\t-\tverb\thug\n", &["acts.en.tsv:1: `hug` is no act"]);
        check_table(
            "documents.en.tsv",
            "poem\ttitle\t-\tode\n",
            &["documents.en.tsv:1: `poem` is no kind of document"],
        );
    }

    #[test]
    fn tests_stand_beside_their_table() {
        check_faults(
            &[file("d/dates.en.tsv", "")],
            &[],
            &["d/dates.en.tsv:1: no tests stand beside it; write d/dates.en.tests.tsv (text, expect, note)"],
        );
        check_faults(
            &[file("dates.en.tsv", "")],
            &[file("dates.en.tests.tsv", "June\t2031-06\nx\n"), file("dates.ja.tests.tsv", "6月\t2031-06\nx\t-\n")],
            &[
                "dates.en.tests.tsv:1: tests need at least one hit and one counter-example (expect `-`)",
                "dates.en.tests.tsv:2: expected 2 or 3 columns parted by tabs (text expect note), found 1",
                "dates.ja.tests.tsv:1: the table dates.ja.tsv is not there",
            ],
        );
    }
}
