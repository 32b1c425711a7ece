//! Prints the signs of pairs of provisions, from which the worth of signs is learnt (`benches/kinship.py`).
//!
//! Reads JSON Lines: first the provisions, `{"document", "year", "language", "text", "acts", "topics", "parties"}`; then,
//! after an empty line, the numbers of those asked for, one a line. Writes `[asked, other, score, signs...]`.

mod rows;

use std::io::{self, BufRead, BufWriter, Write};

use seimei_lexicon::builtin;
use seimei_wording::lineage::{Lineages, PassageId, worth};

use crate::rows::Row;

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
            lineages.add(&row.passage());
        }
    }
    out.flush()
}
