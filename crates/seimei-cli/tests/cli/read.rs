//! `seimei read`: what is printed, where, and in which language.

use std::io::Write;
use std::process::Stdio;

use crate::support::{EN, Folder, JA, program, root, run, told};
use serde_json::Value;

fn example(name: &str) -> String {
    root().join("examples").join(name).display().to_string()
}

fn example_lexicon() -> String {
    example("lexicon")
}

#[test]
fn one_document_is_one_json_object() {
    let folder = Folder::new();
    let file = folder.file("a.txt", JA);
    let run = run(&["read", &file, "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&run.out).expect("one JSON object");
    assert_eq!(value["file"], file);
    assert_eq!(value["document"]["language"], "ja");
    assert_eq!(value["provisions"][0]["number"], 1);
    assert_eq!(value["provisions"][0]["acts"][0]["act"], "welcome");
    assert_eq!(value["provisions"][1]["acts"][0]["due"], "2032");
    assert_eq!(value["lexicon"].as_str().map(str::len), Some(12));
    let range = &value["provisions"][0]["acts"][0]["range"][0];
    let (start, end) = (range[0].as_u64().expect("a number"), range[1].as_u64().expect("a number"));
    let trigger: String = JA.chars().skip(start as usize).take((end - start) as usize).collect();
    assert_eq!(value["provisions"][0]["acts"][0]["trigger"], trigger, "ranges count scalar values of the source");
}

#[test]
fn several_documents_are_json_lines_in_the_order_given() {
    let folder = Folder::new();
    let files: Vec<String> =
        (0..12).map(|n| folder.file(&format!("{n:02}.txt"), if n % 2 == 0 { JA } else { EN })).collect();
    let mut arguments = vec!["read", "--format", "json"];
    arguments.extend(files.iter().rev().map(String::as_str));
    let run_of_files = run(&arguments);
    let names: Vec<String> = run_of_files
        .out
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("an object a line")["file"].as_str().expect("a name").to_owned()
        })
        .collect();
    assert_eq!(names, files.iter().rev().cloned().collect::<Vec<_>>());
    let run_of_folder = run(&["read", "--json", &folder.path().display().to_string()]);
    assert_eq!(run_of_folder.out.lines().count(), 12);
    assert_eq!(run_of_folder.err, "");
    assert_eq!(run(&arguments).out, run_of_files.out, "the same input gives the same bytes");
}

#[test]
fn folders_are_searched_throughout() {
    let folder = Folder::new();
    folder.file("b/c.md", EN);
    folder.file("b/d/e.html", "<html><body><p>We welcome the progress made.</p></body></html>");
    folder.file("a.txt", EN);
    folder.file("notes.log", "not read");
    let run = run(&["read", "--json", &folder.path().display().to_string()]);
    let names: Vec<String> = run.out.lines().map(|line| line.split('"').nth(3).expect("a file").to_owned()).collect();
    let ends: Vec<&str> = names.iter().filter_map(|name| name.rsplit_once('/').map(|(_, end)| end)).collect();
    assert_eq!(ends, ["a.txt", "c.md", "e.html"]);
    assert_eq!(run.code, 0);
}

#[test]
fn standard_input_is_read() {
    let mut child = program(&["read", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(EN.as_bytes()).expect("the program reads");
    let run = told(child.wait_with_output().expect("the program ends"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("\"language\":\"en\""));
}

#[test]
fn the_report_speaks_the_readers_language() {
    let file = example("2025-05-21-joint-statement.en.md");
    let lexicon = example_lexicon();
    let report = |lang: &str| run(&["read", "--lang", lang, "--lexicon", &lexicon, &file]).out;
    let (ja, en) = (report("ja"), report("en"));
    assert!(ja.contains("共同声明") && ja.contains("アルヴェニア ARV") && ja.contains("2025年5月21日"), "{ja}");
    assert!(en.contains("Joint statement") && en.contains("Arvenia ARV") && en.contains("21 May 2025"), "{en}");
    assert!(en.contains("[condemn]") && ja.contains("[condemn]"), "triggers are marked in the text");
    assert!(en.contains("Commitments") && ja.contains("約束"));
    assert!(!en.contains('\u{1b}'), "no colour but on a terminal");
    let by_locale = told(program(&["read", &file]).env("LC_ALL", "ja_JP.UTF-8").output().expect("it starts"));
    assert!(by_locale.out.contains("当事者"));
}

#[test]
fn lines_keep_to_the_width() {
    let lexicon = example_lexicon();
    for columns in ["40", "80", "120"] {
        for name in ["2024-05-14-joint-statement.ja.md", "2025-03-21-cooperation-programme.en.md"] {
            let output = program(&["read", "--lexicon", &lexicon, &example(name)]).env("COLUMNS", columns).output();
            let run = told(output.expect("it starts"));
            for line in run.out.lines() {
                let width: usize = line.chars().map(|c| if c > '\u{2e7f}' { 2 } else { 1 }).sum();
                assert!(width <= columns.parse::<usize>().expect("a number"), "{width} columns: {line}");
            }
        }
    }
}

#[test]
fn colour_is_asked_for_or_not() {
    let folder = Folder::new();
    let file = folder.file("a.txt", EN);
    assert!(run(&["read", "--color", "always", &file]).out.contains("\u{1b}[1;4;32mwelcome\u{1b}[0m"));
    assert!(!run(&["read", "--color=auto", &file]).out.contains('\u{1b}'));
    assert!(!run(&["read", "--color=never", &file]).out.contains('\u{1b}'));
}

#[test]
fn csv_has_a_row_an_act_and_opens_in_a_spreadsheet() {
    let folder = Folder::new();
    let file = folder.file("=danger.txt", JA);
    let run = run(&["read", "--format", "csv", &file, &file]);
    assert!(run.out.starts_with("\u{feff}file,title,kind,"));
    let rows: Vec<&str> = run.out.lines().collect();
    assert_eq!(rows.len(), 1 + 2 * 2);
    assert!(rows[1].contains(",welcome,") && rows[2].contains(",2032,"));
    let columns = rows[0].split(',').count();
    assert!(rows[1..].iter().all(|row| row.split(',').count() == columns), "{rows:#?}");
}

#[test]
fn a_provision_is_explained() {
    let file = example("2025-05-21-joint-statement.en.md");
    let lexicon = example_lexicon();
    let run_text = run(&["read", "--explain", "3", "--lexicon", &lexicon, &file]);
    assert_eq!(run_text.code, 0);
    assert!(run_text.out.contains("acts.en.tsv:"), "{}", run_text.out);
    assert!(run_text.out.contains("actors.en.tsv:"), "{}", run_text.out);
    let run_json = run(&["read", "--explain", "3", "--json", "--lexicon", &lexicon, &file]);
    let value: Value = serde_json::from_str(&run_json.out).expect("JSON");
    assert_eq!(value["explanation"]["provision"], 3);
    assert!(value["explanation"]["fired"].as_array().is_some_and(|fired| !fired.is_empty()));
    let beyond = run(&["read", "--explain", "999", &file]);
    assert_eq!((beyond.code, beyond.out.as_str()), (1, ""));
    assert!(beyond.err.contains("there is no provision 999"));
    assert_eq!(run(&["read", "--explain", "1", &file, &file]).code, 2);
}

#[test]
fn a_lexicon_extends_or_replaces_tables() {
    let folder = Folder::new();
    let text = folder.file("a.txt", "Joint Statement\n\nArvenia welcomes the progress made. Japan welcomes it too.\n");
    let actors = |lexicon: Option<&str>| {
        let mut arguments = vec!["read", "--json", &text];
        arguments.extend(lexicon.iter().flat_map(|folder| ["--lexicon", folder]));
        let value: Value = serde_json::from_str(&run(&arguments).out).expect("JSON");
        let of = |n: usize| value["provisions"][n]["acts"][0]["actors"].to_string();
        (of(0), of(1), value["lexicon"].to_string())
    };
    let own = folder.path().join("own").display().to_string();
    let plain = actors(None);
    folder.file("own/actors.en.tsv", "ARV\tstate\tname\tArvenia\t-\n");
    let extended = actors(Some(&own));
    assert_eq!((plain.1.as_str(), extended.0.as_str(), extended.1.as_str()), ("[\"JPN\"]", "[\"ARV\"]", "[\"JPN\"]"));
    folder.file("own/actors.en.tsv", "#! replace\nARV\tstate\tname\tArvenia\t-\n");
    let replaced = actors(Some(&own));
    assert_eq!(replaced.0, "[\"ARV\"]");
    assert_ne!(replaced.1, "[\"JPN\"]");
    assert!(plain.2 != extended.2 && extended.2 != replaced.2, "the version tells lexicons apart");
}

#[test]
fn the_demo_shows_the_examples() {
    for (lang, wanted) in [("en", "Promises with a date"), ("ja", "期限のある約束")] {
        let run = run(&["demo", "--text", "--lang", lang]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains(wanted), "{}", run.out);
    }
    assert_eq!(run(&["demo", "--json"]).out.lines().count(), 7);
}

/// Three asterisks part what belongs to one text.
#[test]
fn asterisks_end_no_text() {
    let folder = Folder::new();
    let body = "We will rebuild the piers of the port together with our partners.\n\n".repeat(9);
    for mark in ["\\*\\*\\*", "***", "* * *"] {
        let text =
            format!("# Joint Statement\n\n{body}{mark}\n\nWe are proud of the partnership that we have built.\n");
        let file = folder.file("statement.md", text);
        let read = run(&["read", "--json", &file]);
        assert!(read.out.contains("We are proud of the partnership"), "{mark}: {}", read.out);
        assert!(!read.out.contains("\"text\":\"*"), "{mark}");
    }
}
