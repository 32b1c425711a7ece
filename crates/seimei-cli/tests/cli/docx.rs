//! DOCX from outside: the same provisions as from the text, and one clear line for what is refused.

use std::fs;

use crate::support::{Folder, root, run};
use crate::word::{Docx, of_markdown, p, styled};

/// What a reading says, without where it says it.
fn said(file: &str) -> (String, Vec<(String, String, usize)>) {
    let read = run(&["read", "--json", file]);
    assert_eq!(read.code, 0, "{}", read.err);
    let value: serde_json::Value = serde_json::from_str(&read.out).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let provisions = value["provisions"].as_array().expect("a list");
    let provisions = provisions.iter().map(|provision| {
        let acts = provision["acts"].as_array().map_or(0, Vec::len);
        (text(&provision["text"]), text(&provision["section"]), acts)
    });
    (text(&value["document"]["title"]), provisions.collect())
}

#[test]
fn the_examples_as_docx_say_what_their_text_says() {
    let folder = Folder::new();
    for name in [
        "2024-05-14-joint-statement.ja.md",
        "2025-03-21-cooperation-programme.en.md",
        "2025-05-21-joint-statement.en.md",
        "2026-05-20-joint-statement.ja.md",
        "2026-05-20-readout.ja.md",
    ] {
        let path = root().join("examples").join(name);
        let markdown = fs::read_to_string(&path).expect("an example");
        let docx = folder.file("a.docx", Docx::new(&of_markdown(&markdown)).build());
        let (title, provisions) = said(&docx);
        let (wanted_title, wanted) = said(&path.display().to_string());
        assert_eq!(title, wanted_title, "{name}");
        assert_eq!(provisions, wanted, "{name}");
    }
}

#[test]
fn a_title_set_in_the_middle_on_two_lines_stands_above_the_headings() {
    let folder = Folder::new();
    let middle = |text: &str| {
        format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = middle("アルヴェニア共和国大統領とセルマーク国王による")
        + &middle("共同声明")
        + &p("2031年5月20日")
        + &styled("Heading1", "安全保障")
        + &p("両国は、2032年に会合を開催する。");
    let (title, provisions) = said(&folder.file("a.docx", Docx::new(&body).build()));
    assert_eq!(title, "アルヴェニア共和国大統領とセルマーク国王による 共同声明");
    assert_eq!(provisions.len(), 1);
    assert_eq!((provisions[0].0.as_str(), provisions[0].1.as_str()), ("両国は、2032年に会合を開催する。", "安全保障"));
}

#[test]
fn provisions_tell_their_pages() {
    let folder = Folder::new();
    let second = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>We will sign the agreement by 2032.</w:t></w:r></w:p>";
    let body = styled("Title", "Joint Statement") + &p("We welcome the progress made.") + second;
    let read = run(&["read", "--json", &folder.file("a.docm", Docx::new(&body).build())]);
    let value: serde_json::Value = serde_json::from_str(&read.out).expect("JSON");
    assert_eq!(value["provisions"][0]["pages"], serde_json::json!([1, 1]));
    assert_eq!(value["provisions"][1]["pages"], serde_json::json!([2, 2]));
}

/// Checks that a file is refused with one line that says `english` and `japanese`, and that the file beside it is read.
fn check(bytes: &[u8], english: &str, japanese: &str) {
    let folder = Folder::new();
    let bad = folder.file("bad.docx", bytes);
    let good = folder.file("good.docx", Docx::new(&p("We will sign the agreement by 2032.")).build());
    for (language, wanted) in [("en", english), ("ja", japanese)] {
        let read = run(&["read", "--lang", language, &bad, &good]);
        assert_eq!(read.code, 2, "{}", read.err);
        assert!(read.err.contains(wanted), "{}", read.err);
        assert_eq!(read.err.lines().filter(|line| line.contains("bad.docx")).count(), 1, "{}", read.err);
        assert!(read.out.contains("agreement by 2032."), "{}", read.out);
    }
}

#[test]
fn what_is_refused_is_told_in_one_line() {
    let sound = Docx::new(&p("We agree.")).build();
    check(&sound[..sound.len() / 2], "damaged or cut off", "壊れているか途中で切れています");
    check(&Docx::new(&" ".repeat(20 << 20)).build(), "unpacks to more than", "展開すると");
    let mut protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(&protected, "protected by a password", "パスワードで保護されています");
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "but Word (DOC)", "Word (DOC)");
    let outside = Docx::of_document("<!DOCTYPE d SYSTEM \"http://a.example/d\"><d/>");
    check(&outside.build(), "declares a document type", "文書型宣言");
    let linked = Docx::new(&p("We agree.")).relation("subDocument", "https://a.example/2.docx", true);
    check(&linked.build(), "https://a.example/2.docx", "外部からは何も取得しません");
    let template = Docx::new(&p("We agree.")).relation("attachedTemplate", "https://a.example/t.dotm", true);
    check(&template.build(), "detach the template", "テンプレートを外して");
    check(&Docx::new("").build(), "it holds no text", "文字がありません");
    let sheet = Docx::new("").without("word/document.xml").without("_rels/.rels").part("xl/workbook.xml", "x");
    check(&sheet.build(), "Excel (XLSX)", "Excel (XLSX)");
}
