//! Times lineage over provisions given as JSON Lines (the keys of `kinship_signs`), for `benches/lineage.py`. Writes one
//! JSON object: seconds for taking the passages, for weighing them, for the kin of all of them, and for the families; how
//! many there are; and every pair of kin.

mod rows;

use std::io::{self, BufRead, Write};
use std::time::Instant;

use seimei_lexicon::builtin;
use seimei_model::code::Lang;
use seimei_wording::lineage::{Lineages, Passage, PassageId};

use crate::rows::Row;

fn main() -> io::Result<()> {
    let lexicon = builtin::lexicon();
    let rows: Vec<Row> = io::stdin()
        .lock()
        .lines()
        .map(|line| serde_json::from_str(&line?).map_err(io::Error::other))
        .collect::<io::Result<_>>()?;
    // The lexicon's tables are made ready by the first passage: that belongs to the start of the program.
    Lineages::new(&lexicon).add(&Passage { language: Lang::En, text: "ready", ..Passage::default() });
    let mut lineages = Lineages::new(&lexicon);
    let start = Instant::now();
    for row in &rows {
        lineages.add(&row.passage());
    }
    let taking = start.elapsed();
    let start = Instant::now();
    lineages.settle();
    let weighing = start.elapsed();
    let start = Instant::now();
    let kin: Vec<Vec<u32>> = (0..lineages.len() as u32)
        .map(|number| lineages.kin(PassageId(number)).iter().map(|kin| kin.passage.0).collect())
        .collect();
    let finding = start.elapsed();
    let start = Instant::now();
    let families = lineages.families(2);
    let grouping = start.elapsed();
    let told = serde_json::json!({
        "passages": rows.len(),
        "taking_s": taking.as_secs_f64(),
        "weighing_s": weighing.as_secs_f64(),
        "kin_s": finding.as_secs_f64(),
        "families_s": grouping.as_secs_f64(),
        "families": families.len(),
        "kin": kin,
    });
    writeln!(io::stdout(), "{told}")
}
