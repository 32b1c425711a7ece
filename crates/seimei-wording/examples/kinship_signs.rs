//! Prints the signs of pairs of provisions, from which the worth of signs is learnt (`benches/kinship.py`).
//!
//! Reads JSON Lines: first the provisions, `{"document", "year", "language", "text", "acts", "topics", "parties"}`; then,
//! after an empty line, the numbers of those asked for, one a line. Writes `[asked, other, score, signs...]`.

use std::io::{self, BufRead, BufWriter, Write};

use seimei_lexicon::builtin;
use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_wording::lineage::{Lineages, Passage, PassageId, worth};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    document: u32,
    year: Option<i32>,
    language: Lang,
    text: String,
    acts: Vec<Act>,
    topics: Vec<TopicId>,
    parties: Vec<ActorCode>,
}

fn main() -> io::Result<()> {
    let lexicon = builtin::lexicon();
    let mut lineages = Lineages::new(&lexicon);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut is_asking = false;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.is_empty() {
            lineages.settle();
            is_asking = true;
        } else if is_asking {
            let asked: u32 = line.parse().map_err(io::Error::other)?;
            for other in 0..lineages.len() as u32 {
                let signs = lineages.signs(PassageId(asked), PassageId(other));
                let Some(signs) = signs.filter(|signs| other != asked && signs.likeness + signs.stretch > 0.6) else {
                    continue;
                };
                writeln!(out, "{}", serde_json::to_string(&(asked, other, worth(&signs), signs.in_order()))?)?;
            }
        } else {
            let row: Row = serde_json::from_str(&line)?;
            lineages.add(&Passage {
                document: row.document,
                year: row.year,
                language: row.language,
                text: &row.text,
                acts: &row.acts,
                topics: &row.topics,
                parties: &row.parties,
            });
        }
    }
    out.flush()
}
