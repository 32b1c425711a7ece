//! How readings are packed for the database.

use std::io::Read as _;

use seimei_model::record::StoredReading;

/// The present way to pack: JSON under zstd. Earlier numbers stay readable.
pub(crate) const FORMAT: i64 = 1;

/// More than any reading of a source of 64 MiB unpacks to.
const MOST: u64 = 4 << 30;

/// Packs a reading.
pub(crate) fn pack(reading: &StoredReading) -> Result<Vec<u8>, String> {
    let json = serde_json::to_vec(reading).map_err(|error| error.to_string())?;
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
    serde_json::from_slice(&json).map_err(|error| error.to_string())
}
