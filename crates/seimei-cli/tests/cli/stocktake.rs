//! `seimei stocktake` and `seimei chronology` from outside: every form, both languages, nothing found, what is misused.

use std::io::{Cursor, Read as _};

use serde_json::Value;

use crate::plans::{TODAY, examples, fresh_with_programmes, is_page, lines, list, over, value};
use crate::support::{Folder, program, root};

const PARTIES: [&str; 3] = ["stocktake", "--parties", "ARV,HTA"];

#[test]
fn the_page_is_told_in_both_languages() {
    let en = over(examples(), "en", &PARTIES);
    is_page(&en);
    let ja = over(examples(), "ja", &PARTIES);
    is_page(&ja);
    assert!(en.out.contains("Arvenia") && ja.out.contains("アルヴェニア"), "{}{}", en.out, ja.out);
    assert_ne!(en.out, ja.out);
    let short = over(examples(), "en", &[&PARTIES[..], &["--limit", "1"]].concat());
    assert!(short.out.lines().count() < en.out.lines().count());
}

#[test]
fn as_json_every_commitment_is_in_one_class() {
    let page = value(&over(examples(), "en", &[&PARTIES[..], &["--json"]].concat()));
    let classes = ["done", "under_way", "overdue", "not_begun", "unassessed", "closed"];
    let sum: usize = classes.iter().map(|class| list(&page, class).len()).sum();
    assert_eq!(page["counts"]["all"].as_u64(), Some(sum as u64));
    assert!(sum > 10, "{sum}");
    assert_eq!(page["until"], TODAY);
    assert_eq!(page["parties"], serde_json::json!(["ARV", "HTA"]));
    assert!(page["rules"]["lexicon"].is_string() && page["rules"]["program"].is_string());
    let cited = |line: &Value| !list(line, "cites").is_empty();
    assert!(classes.iter().flat_map(|class| list(&page, class)).all(cited));
    // The day moves what is overdue.
    let early = value(&over(examples(), "en", &[&PARTIES[..], &["--json", "--until", "2025-05-30"]].concat()));
    assert!(list(&early, "overdue").len() < list(&page, "overdue").len());
    // One party: every document it has a part in.
    let one = value(&over(examples(), "en", &["stocktake", "--parties", "Arvenia", "--json"]));
    assert!(one["counts"]["all"].as_u64() >= page["counts"]["all"].as_u64());
}

#[test]
fn every_form_can_be_sent() {
    let folder = Folder::new();
    let write = |name: &str, more: &[&str]| {
        let path = folder.path().join(name);
        let output = path.display().to_string();
        let run = over(examples(), "ja", &[&PARTIES[..], &["--output", &output], more].concat());
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        assert!(run.err.contains(name), "{}", run.err);
        std::fs::read(path).expect("the file is there")
    };
    let text = |name: &str, more: &[&str]| String::from_utf8(write(name, more)).expect("UTF-8");
    let html = text("a.html", &[]);
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<html lang=\"ja\""), "{html}");
    for foreign in ["<script", "src=\"http", "@import"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    assert!(text("a.md", &[]).starts_with("# "));
    assert!(serde_json::from_str::<Value>(&text("a.json", &[])).is_ok());
    assert!(text("plain", &["--format", "markdown"]).starts_with("# "));
    let docx = write("a.docx", &[]);
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).expect("a zip");
    let mut document = String::new();
    zip.by_name("word/document.xml").expect("a document").read_to_string(&mut document).expect("XML");
    assert!(document.contains("アルヴェニア"), "{document}");
    // A pipe is no terminal.
    let lexicon = root().join("examples/lexicon").display().to_string();
    let call = [&PARTIES[..], &["--format", "docx", "--archive", examples(), "--lexicon", &lexicon]].concat();
    let output = program(&call).output().expect("it runs");
    assert!(output.status.success() && output.stdout.starts_with(b"PK"));
}

#[test]
fn a_commitment_placed_in_an_area_is_told_there() {
    let (_folder, archive) = fresh_with_programmes();
    let call = ["register", "programme", "proposals", "arv-hta-2025", "--json"];
    let proposals = value(&over(&archive, "en", &call));
    let area = list(&proposals, "areas").iter().find(|area| !list(area, "entries").is_empty()).expect("a proposal");
    let (entry, area) = (list(area, "entries")[0]["what"].as_str(), area["area"].as_str());
    let (entry, area) = (entry.expect("an entry"), area.expect("an area"));
    let placed = over(&archive, "en", &["register", "place", entry, area]);
    assert_eq!(placed.code, 0, "{}", placed.err);
    let page = value(&over(&archive, "en", &["stocktake", "--programme", "arv-hta-2025", "--json"]));
    assert_eq!(page["counts"]["all"], 1, "{}", page["counts"]);
    assert_eq!(page["parties"], serde_json::json!(["ARV", "HTA"]));
    let line = list(&page, "areas").iter().find(|line| line["area"] == area).expect("the area");
    assert_eq!(line["entries"], 1, "{line}");
    let told = over(&archive, "ja", &["stocktake", "--programme", "arv-hta-2025"]);
    is_page(&told);
    assert!(told.out.contains(area.split('/').nth(1).expect("a code")), "{}", told.out);
}

#[test]
fn what_is_not_there_and_what_is_misused() {
    let nothing = over(examples(), "en", &["stocktake", "--parties", "ARV,Selmark"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""), "{}", nothing.err);
    assert!(nothing.err.contains("0 documents") && nothing.err.contains("ARV,HTA"), "{}", nothing.err);
    let early = over(examples(), "ja", &[&PARTIES[..], &["--until", "1999"]].concat());
    assert_eq!((early.code, early.out.as_str()), (1, ""), "{}", early.err);
    let unknown = over(examples(), "en", &["stocktake", "--parties", "Arvenya"]);
    assert!(unknown.code == 2 && unknown.err.contains("Arvenia"), "{}", unknown.err);
    let unknown = over(examples(), "en", &["stocktake", "--programme", "arv-hta-2026"]);
    assert!(unknown.code == 1 && unknown.err.contains("arv-hta-2025"), "{}", unknown.err);
    for wrong in [
        vec!["--since", "yesterday"],
        vec!["--since", "2026", "--until", "2025"],
        vec!["--format", "pdf"],
        vec!["--format", "html", "--json"],
        vec!["--output", "/dev/null/a.html"],
    ] {
        let run = over(examples(), "en", &[&PARTIES[..], &wrong].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?} {}", run.err);
    }
}

#[test]
fn what_happened_is_told_year_by_year() {
    let en = over(examples(), "en", &["chronology", "--parties", "ARV,HTA"]);
    is_page(&en);
    let years: Vec<&str> = en.out.lines().filter(|line| line.len() == 4 && line.starts_with("20")).collect();
    assert!(years.windows(2).all(|pair| pair[0] < pair[1]) && years.len() > 1, "{years:?}");
    assert!(en.out.contains("told by"), "{}", en.out);
    let ja = over(examples(), "ja", &["chronology", "--parties", "ARV,HTA", "--kind", "meeting"]);
    is_page(&ja);
    assert!(ja.out.contains("会合") && ja.out.contains("根拠"), "{}", ja.out);
    let all = lines(&over(examples(), "en", &["chronology", "--json"]));
    assert!(all.iter().all(|one| !list(one, "sources").is_empty() && one["date"].is_string()));
    assert!(all.windows(2).all(|pair| pair[0]["day_first"].as_str() <= pair[1]["day_first"].as_str()));
    let meetings = lines(&over(examples(), "en", &["chronology", "--kind", "meeting,visit", "--format", "json"]));
    assert!(
        meetings.len() < all.len() && meetings.iter().all(|one| one["kind"] == "meeting" || one["kind"] == "visit")
    );
    let newest = lines(&over(examples(), "en", &["chronology", "--json", "--limit", "2"]));
    assert_eq!(newest, all[all.len() - 2..]);
    let csv = over(examples(), "en", &["chronology", "--format", "csv"]).out;
    assert!(csv.starts_with("\u{feff}day_first,day_last,date,precision,kind,"), "{csv}");
    let none = over(examples(), "en", &["chronology", "--until", "1950"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""), "{}", none.err);
    assert_eq!(over(examples(), "en", &["chronology", "--kind", "picnic"]).code, 2);
}
