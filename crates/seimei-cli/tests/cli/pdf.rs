//! PDF files from outside: pages told, and one clear line for what cannot be read.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::bad_input::check;
use crate::support::{Folder, program, run, told};
use crate::writer::{Face, Text, assemble, file};

fn page(words: &[&str]) -> Vec<Text> {
    let heights = std::iter::successors(Some(760.0), |y| Some(y - 16.0));
    words.iter().zip(heights).map(|(words, y)| Text { x: 70.0, y, size: 10.0, words: (*words).to_owned() }).collect()
}

/// A document of two pages.
fn document() -> Vec<u8> {
    let first = page(&["We welcome the progress made.", "We will sign the agreement that the two", "governments have"]);
    let second = page(&["negotiated by the end of 2032."]);
    file(&[first, second], Face::Latin, "")
}

#[test]
fn pages_are_told_in_every_form() {
    let folder = Folder::new();
    let name = folder.file("statement.pdf", document());
    let json: Value = serde_json::from_str(&run(&["read", "--json", &name]).out).expect("one JSON object");
    assert_eq!(json["pages"].as_array().map(Vec::len), Some(2));
    let pages: Vec<String> =
        json["provisions"].as_array().expect("a list").iter().map(|one| one["pages"].to_string()).collect();
    assert_eq!(pages, ["[1,1]", "[1,2]"]);
    let english = run(&["read", "--lang", "en", &name]);
    assert!(english.out.contains("p. 1") && english.out.contains("pp. 1–2"), "{}", english.out);
    assert!(run(&["read", "--lang", "ja", &name]).out.contains("1〜2頁"));
    let csv = run(&["read", "--format", "csv", &name]).out;
    assert!(csv.lines().next().is_some_and(|line| line.ends_with("first_page,last_page")), "{csv}");
    assert!(csv.lines().nth(2).is_some_and(|line| line.ends_with(",1,2")), "{csv}");
}

#[test]
fn a_pdf_is_read_from_standard_input() {
    let mut child = program(&["read", "--json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(&document()).expect("it reads");
    let run = told(child.wait_with_output().expect("the program ends"));
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("We will sign the agreement that the two governments have negotiated by the end of 2032.")
    );
}

#[test]
fn what_gives_no_text_is_told_in_one_line() {
    let text = || page(&["We welcome it."]);
    let secret = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -44 >> /ID [<00> <00>]";
    check("secret.pdf", &file(&[text()], Face::Latin, secret), "protected by a password");
    check("empty.pdf", &file(&[Vec::new()], Face::Latin, ""), "holds no text");
    let whole = file(&[text()], Face::Latin, "");
    check("cut.pdf", &whole[..60], "damaged or cut off");
    check("mark.pdf", b"%PDF-1.7\n", "damaged or cut off");
}

#[test]
fn hostile_files_are_told_in_one_line() {
    let around = |contents: Vec<u8>| {
        assemble(
            &[
                b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
                b"<< /Type /Page /Parent 2 0 R /Resources << >> /Contents 4 0 R >>".to_vec(),
                contents,
            ],
            "",
        )
    };
    // A stream of 400 MB of spaces in 2.5 MB.
    let bomb = deflated_run(1_600_000);
    let mut stream = format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", bomb.len()).into_bytes();
    stream.extend(bomb);
    stream.extend(b"\nendstream");
    check("bomb.pdf", &around(stream), "");
    check("deep.pdf", &around(b"[".repeat(3_000_000)), "");
    // Pages that are their own children.
    let own =
        [b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>".to_vec()];
    check("loop.pdf", &assemble(&own, ""), "");
}

#[test]
fn the_hidden_command_wants_its_arguments() {
    assert_eq!(run(&["parse-worker", "pdf"]).code, 2);
    assert_eq!(run(&["parse-worker", "odt", "1", "1"]).code, 2);
    assert!(!run(&["--help", "--lang", "en"]).out.contains("parse-worker"));
}

/// Returns a zlib stream of 258 spaces `count` times, and one.
fn deflated_run(count: usize) -> Vec<u8> {
    let mut bits = String::from("110");
    // A literal space, then the same again at distance one: codes of the fixed tables.
    bits += "01010000";
    for _ in 0..count {
        bits += "1100010100000";
    }
    bits += "0000000";
    let mut out = vec![0x78, 0x9c];
    let bits = bits.as_bytes();
    out.extend(bits.chunks(8).map(|chunk| {
        chunk.iter().enumerate().fold(0_u8, |byte, (index, bit)| byte | (u8::from(*bit == b'1') << index))
    }));
    // Instead of its checksum.
    out.extend([0; 4]);
    out
}
