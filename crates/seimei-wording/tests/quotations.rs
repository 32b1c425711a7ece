//! Runs the page `tests/suite/quotations.md`: records, and what becomes of quotations of them.

use std::fs;
use std::path::Path;

use seimei_lexicon::builtin;
use seimei_model::code::Lang;
use seimei_wording::verify::{Passage, Verifier};

#[test]
fn quotations_are_judged_as_the_page_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/quotations.md");
    let page = fs::read_to_string(path).expect("the page");
    let lexicon = builtin::lexicon();
    let verifier = Verifier::new(&lexicon);
    let (mut passages, mut failed, mut count) = (Vec::new(), Vec::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(tag) = fence.strip_prefix("record ") {
            passages = record(&body, Lang::from_tag(tag).expect("ja or en"));
            continue;
        }
        for line in body {
            let columns: Vec<&str> = line.splitn(3, " | ").collect();
            let &[verdict, change, quotation] = columns.as_slice() else { panic!("{line}") };
            let finding = verifier.verify(quotation, &passages);
            let told: Vec<&str> = finding.changes.iter().map(|change| change.matter.word()).collect();
            let is_told = if change == "-" { verdict == "stitched" || told.is_empty() } else { told.contains(&change) };
            if finding.verdict.word() != verdict || !is_told {
                failed.push(format!("{line}: {} {told:?}", finding.verdict.word()));
            }
            count += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count > 15, "the page has lost its quotations");
}

/// Makes passages of a record: one a document.
fn record(lines: &[&str], language: Lang) -> Vec<Passage> {
    let documents = lines.split(|line| line.is_empty());
    let passage = |(document, lines): (usize, &[&str])| Passage {
        document,
        language,
        provisions: lines.iter().zip(1..).map(|(text, number)| (number, (*text).to_owned())).collect(),
    };
    documents.enumerate().map(passage).collect()
}
