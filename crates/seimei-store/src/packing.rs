//! How readings are packed for the database.

use std::io::Read as _;

use seimei_model::act::Act;
use seimei_model::record::StoredReading;
use seimei_text::range::TextRange;
use serde::{Deserialize, Serialize};

/// The present way to pack: JSON under zstd. Earlier numbers stay readable.
pub(crate) const FORMAT: i64 = 1;

/// More than any reading of a source of 64 MiB unpacks to.
const MOST: u64 = 4 << 30;

/// What is packed.
#[derive(Serialize, Deserialize)]
struct Packed<R> {
    stored: R,
    /// Of each act in order the place of its trigger and of its clause, which the printed form leaves out: start and end in
    /// bytes of the provision's text.
    acts: Vec<[u32; 4]>,
}

/// Packs a reading.
pub(crate) fn pack(stored: &StoredReading) -> Result<Vec<u8>, String> {
    let places = |act: &Act| [act.at.start, act.at.end, act.clause.start, act.clause.end];
    let acts = stored.reading.provisions.iter().flat_map(|provision| &provision.acts).map(places).collect();
    let json = serde_json::to_vec(&Packed { stored, acts }).map_err(|error| error.to_string())?;
    zstd::bulk::compress(&json, 3).map_err(|error| error.to_string())
}

/// Unpacks a reading; says what is wrong where it cannot.
pub(crate) fn unpack(format: i64, content: &[u8]) -> Result<StoredReading, String> {
    if format != FORMAT {
        return Err(format!("packed in an unknown way ({format})"));
    }
    let mut json = Vec::new();
    let decoder = zstd::stream::read::Decoder::new(content).map_err(|error| error.to_string())?;
    decoder.take(MOST).read_to_end(&mut json).map_err(|error| error.to_string())?;
    let packed: Packed<StoredReading> = serde_json::from_slice(&json).map_err(|error| error.to_string())?;
    let Packed { mut stored, acts } = packed;
    let mut places = acts.into_iter();
    for provision in &mut stored.reading.provisions {
        for act in &mut provision.acts {
            let [start, end, clause_start, clause_end] = places.next().ok_or("fewer places than acts")?;
            act.at = TextRange { start, end };
            act.clause = TextRange { start: clause_start, end: clause_end };
            if [act.at, act.clause].iter().any(|at| provision.text.get(at.bounds()).is_none()) {
                return Err(format!("an act of provision {} stands outside it", provision.number));
            }
        }
    }
    Ok(stored)
}
