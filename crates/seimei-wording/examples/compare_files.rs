//! Compares two files and prints what became of each provision, with how long it took: for looking at many pairs.

use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_model::reading::Reading;
use seimei_reading::read::read;
use seimei_wording::compare::{compare, joint, part};
use seimei_wording::difference::SegmentKind;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let lexicon = builtin::lexicon();
    let load = |name: &str| -> Reading {
        let (path, index) =
            name.split_once('@').map_or((name, None), |(path, part)| (path, part.parse::<usize>().ok()));
        let bytes = fs::read(path).expect("a file");
        let format = match Path::new(path).extension().and_then(|extension| extension.to_str()) {
            Some("md") => Format::Markdown,
            _ => Format::Text,
        };
        let reading = read(&ingest(&bytes, format, &lexicon), &lexicon);
        index.and_then(|index| part(&reading, index)).unwrap_or(reading)
    };
    let (a, b) = (load(&arguments[0]), load(&arguments[1]));
    drop(compare(&a, &b, &lexicon));
    let start = Instant::now();
    let comparison = compare(&a, &b, &lexicon);
    println!("# {} and {} provisions, {:?}", a.provisions.len(), b.provisions.len(), start.elapsed());
    println!("# {:?}", comparison.differs);
    for item in &comparison.items {
        println!(
            "\n{} {:.2} {:?} {:?}{}",
            item.status.word(),
            item.score,
            item.a,
            item.b,
            if item.is_moved { " moved" } else { "" }
        );
        let (one, other) = (joint(&a, &item.a), joint(&b, &item.b));
        if !item.is_pair() || item.changed.difference.segments.is_empty() {
            println!("  {}\n  {}", one.text, other.text);
        }
        let mut line = String::new();
        for segment in &item.changed.difference.segments {
            let (before, after) = (&one.text[segment.a.bounds()], &other.text[segment.b.bounds()]);
            line += &match segment.kind {
                SegmentKind::Kept => after.to_owned(),
                SegmentKind::Replaced => format!("[-{before}-]{{+{after}+}}"),
                SegmentKind::Inserted => format!("{{+{after}+}}"),
                SegmentKind::Deleted => format!("[-{before}-]"),
            };
        }
        println!("  {line}");
        for change in &item.changed.changes {
            println!("    {} {}: {} > {}", change.matter.word(), change.turn.word(), change.a, change.b);
        }
    }
}
