//! Runs the page `tests/suite/lineage.md`: records, and which provisions are kin.

use std::fs;
use std::path::Path;

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_wording::lineage::{Lineages, Passage, PassageId};

#[test]
fn kin_are_found_as_the_page_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/lineage.md");
    let page = fs::read_to_string(path).expect("the page");
    let lexicon = builtin::lexicon();
    let (mut lineages, mut failed, mut count) = (Lineages::new(&lexicon), Vec::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(tag) = fence.strip_prefix("record ") {
            lineages = record(&body, Lang::from_tag(tag).expect("ja or en"), &lexicon);
            continue;
        }
        for line in body {
            let (asked, wanted) = line.split_once(": ").expect("number: numbers");
            let asked: u32 = asked.parse().expect("a number");
            let mut kin: Vec<u32> = lineages.kin(PassageId(asked - 1)).iter().map(|kin| kin.passage.0 + 1).collect();
            kin.sort_unstable();
            let told = kin.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
            if told != wanted.trim_start_matches('-') {
                failed.push(format!("{line}, but: {told}"));
            }
            count += 1;
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count > 10, "the page has lost its kin");
}

fn record<'l>(lines: &[&str], language: Lang, lexicon: &'l Lexicon) -> Lineages<'l> {
    let mut lineages = Lineages::new(lexicon);
    for (document, lines) in lines.split(|line| line.is_empty()).enumerate() {
        let year = lines[0].parse().expect("a year");
        for line in &lines[1..] {
            let (_, text) = line.split_once(' ').expect("a number and a text");
            lineages.add(&Passage {
                document: document as u32,
                year: Some(year),
                language,
                text,
                ..Passage::default()
            });
        }
    }
    lineages.settle();
    lineages
}
