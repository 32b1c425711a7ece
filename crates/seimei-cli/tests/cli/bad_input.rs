//! Bad input: one clear line on standard error, exit 2, and the other files are still read. Never a panic.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::support::{EN, Folder, program, run, told};
use serde_json::Value;

/// Reads a bad file together with a good one; the good one is still read.
pub(crate) fn check(name: &str, bytes: &[u8], wanted: &str) {
    let folder = Folder::new();
    let bad = folder.file(name, bytes);
    let good = folder.file("good.txt", EN);
    let run_en = run(&["read", "--json", &bad, &good]);
    assert_eq!(run_en.code, 2, "{}", run_en.err);
    assert_eq!(run_en.err.lines().count(), 1, "{}", run_en.err);
    assert!(run_en.err.starts_with(&bad) && run_en.err.contains(wanted), "{}", run_en.err);
    assert_eq!(run_en.out.lines().count(), 1, "{}", run_en.out);
    let run_ja = run(&["read", "--json", "--lang", "ja", &bad, &good]);
    assert_eq!(run_ja.err.lines().count(), 1);
    assert!(run_ja.err.ends_with("。\n"), "{}", run_ja.err);
}

/// Reads a file that is odd but a document.
fn check_read(name: &str, bytes: &[u8], code: i32) -> (Value, String) {
    let folder = Folder::new();
    let file = folder.file(name, bytes);
    let run = run(&["read", "--json", &file]);
    assert_eq!(run.code, code, "{}", run.err);
    (serde_json::from_str(&run.out).expect("one JSON object"), run.err)
}

#[test]
fn files_without_text_are_refused() {
    check("a.txt", b"", "it is empty");
    check("b.md", b" \n\t\r\n", "it is empty");
    check("c.txt", &[0, 1, 2, 3, 4, 5, 6, 7, 200, 0, 0, 0, 0, 9], "it is not text");
}

#[test]
fn formats_that_are_not_read_are_named() {
    check("a.odt", b"PK\x03\x04....opendocument.text", "OpenDocument is not supported yet");
    check("d.html", b"\x89PNG\r\n\x1a\n....", "PNG is not supported yet");
    check("e.zip", b"PK\x03\x04", "ZIP is not supported yet");
    check("f.csv", b"a,b\n", "the extension .csv is not supported");
}

#[test]
fn names_that_lie_about_the_format_are_told() {
    check("a.txt", b"%PDF-1.7\n", "its name ends in .txt, but it is PDF");
    check("b.pdf", b"<!DOCTYPE html><p>404", "its name ends in .pdf, but it is something else");
    check("c.docx", b"\x89PNG\r\n\x1a\n....", "its name ends in .docx, but it is PNG");
}

#[test]
fn files_that_are_not_there_are_told() {
    let folder = Folder::new();
    let missing = folder.path().join("missing.txt").display().to_string();
    let run_file = run(&["read", &missing]);
    assert_eq!((run_file.code, run_file.out.as_str()), (2, ""));
    assert_eq!(run_file.err, format!("{missing}: no such file; check its name and place.\n"));
    fs::create_dir(folder.path().join("empty")).expect("a writable folder");
    let empty = folder.path().join("empty").display().to_string();
    let run_folder = run(&["read", &empty]);
    assert_eq!(run_folder.code, 2);
    assert!(run_folder.err.contains("holds no document"), "{}", run_folder.err);
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_from_a_folder_is_told() {
    let folder = Folder::new();
    folder.file("good.txt", EN);
    std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("vanished.txt")).expect("a link");
    let run = run(&["read", "--json", &folder.path().display().to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("vanished.txt: it vanished"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.file("good.txt", EN);
    folder.file("locked/a.txt", EN);
    let locked = folder.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o0)).expect("the owner may");
    let run = run(&["read", "--json", &folder.path().display().to_string()]);
    let is_root = fs::read_dir(&locked).is_ok();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).expect("the owner may");
    if is_root {
        // Nothing is locked to the superuser.
        assert_eq!((run.code, run.out.lines().count()), (0, 2));
    } else {
        assert_eq!((run.code, run.out.lines().count()), (2, 1));
        assert!(run.err.contains("permission denied"), "{}", run.err);
    }
}

#[test]
fn more_than_the_limit_is_refused() {
    let folder = Folder::new();
    let path = folder.path().join("large.txt");
    let file = fs::File::create(&path).expect("a writable folder");
    file.set_len((64 << 20) + 1).expect("a sparse file");
    let run = run(&["read", &path.display().to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("larger than 64 MiB"), "{}", run.err);
}

#[test]
fn one_line_of_20_mb_is_read() {
    let sentence = "We welcome the progress made and will continue to work together on maritime security. ";
    let text = sentence.repeat(20_000_000 / sentence.len());
    let folder = Folder::new();
    let file = folder.file("line.txt", &text);
    let run_csv = run(&["read", "--format", "csv", &file]);
    assert_eq!(run_csv.code, 0, "{}", run_csv.err);
    assert!(run_csv.out.lines().count() > 100_000);
    let endless = folder.file("endless.txt", "we welcome ".repeat(2_000_000 / 11));
    assert_eq!(run(&["read", &endless]).code, 0);
}

#[test]
fn ten_thousand_nested_elements_are_read() {
    let html = format!(
        "<html><body>{}<p>We welcome the progress made.</p>{}</body></html>",
        "<div>".repeat(10_000),
        "</div>".repeat(10_000)
    );
    let (value, _) = check_read("nested.html", html.as_bytes(), 0);
    assert_eq!(value["provisions"][0]["acts"][0]["act"], "welcome");
}

#[test]
fn invalid_bytes_are_replaced_and_told() {
    let mut bytes = "我々は、両国の協力を歓迎する。我々は、協定の締結を期待する。".as_bytes().to_vec();
    bytes.insert(45, 0xff);
    let (value, err) = check_read("bytes.txt", &bytes, 0);
    assert_eq!(value["diagnostics"][0]["code"], "invalid-bytes");
    assert!(err.contains("warning") && err.contains("not valid UTF-8"), "{err}");
}

#[test]
fn an_unknown_language_is_told() {
    let text = "Декларация. Стороны подтверждают приверженность миру. Стороны приветствуют сотрудничество.";
    let folder = Folder::new();
    let file = folder.file("russian.txt", text);
    let run = run(&["read", "--json", &file]);
    assert!(run.err.contains("neither Japanese nor English"), "{}", run.err);
    let value: Value = serde_json::from_str(&run.out).expect("one JSON object");
    assert_eq!(value["document"]["language"], "und");
    assert_eq!(value["diagnostics"][0]["code"], "unknown-language");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::new();
    let file = folder.file("a.txt", EN.repeat(3000));
    let mut child = program(&["read", &file]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut pipe = child.stdout.take().expect("a pipe");
    let mut first = [0_u8; 10];
    pipe.read_exact(&mut first).expect("some output");
    drop(pipe);
    let run = told(child.wait_with_output().expect("the program ends"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn misuse_is_told_in_one_line() {
    for (arguments, wanted) in [
        (&["read"][..], "is missing"),
        (&["raed", "x"], "there is no command raed"),
        (&["read", "--frmat", "csv", "x"], "there is no option --frmat"),
        (&["read", "--format", "xml", "x"], "it takes text, json, csv"),
        (&["read", "--explain", "no", "x"], "no is no value"),
        (&["read", "--json", "--format", "csv", "x"], "exclude each other"),
        (&["--lang", "fr", "demo"], "it takes ja, en"),
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(wanted) && run.err.lines().count() == 1, "{arguments:?}: {}", run.err);
    }
    assert_eq!(run(&[]).code, 2);
    let help = run(&["read", "--help", "--lang", "ja"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("使い方: seimei read") && !help.out.contains("Usage"), "{}", help.out);
}

#[test]
fn odd_bytes_never_break_the_program() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let folder = Folder::new();
    for (n, name) in ["a.txt", "b.md", "c.html", "d.txt", "e.md", "f.html"].iter().enumerate() {
        let bytes: Vec<u8> = (0..2000 * (n + 1))
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8 | if n < 3 { 0x20 } else { 0 }
            })
            .collect();
        folder.file(name, bytes);
    }
    let run = run(&["read", &folder.path().display().to_string()]);
    assert!((0..=2).contains(&run.code) && !run.err.contains("panicked"), "{}", run.err);
}
