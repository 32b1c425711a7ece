//! A file that a person attaches as evidence: its bytes, and what is kept of it in the decision.

use std::path::Path;

use seimei_model::decision::AttachedFile;
use seimei_model::record::Hash;
use sha2::{Digest as _, Sha256};

use crate::files::{self, Problem};

/// Reads a file of any format; returns what the decision keeps of it, and its bytes.
///
/// # Errors
/// Where there is no such file, it is empty, or larger than [`files::LIMIT`].
pub fn attached(path: &Path) -> Result<(AttachedFile, Vec<u8>), Problem> {
    let bytes = files::bytes(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((attached_bytes(name, &bytes), bytes))
}

/// Returns what the decision keeps of a file of this name and these bytes.
pub fn attached_bytes(name: String, bytes: &[u8]) -> AttachedFile {
    AttachedFile { original: Hash::new(Sha256::digest(bytes).into()), size: bytes.len() as u64, name }
}
