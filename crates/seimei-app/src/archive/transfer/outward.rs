//! Writing the stream.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use seimei_model::decision::Decision;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::Hash;
use seimei_store::change::{Change, Entry};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    CHANGES, FORM, FORM_WITHOUT_CORRECTIONS, FORM_WITHOUT_DECISIONS, MANIFEST, Manifest, TransferError, WORDINGS,
    Wordings, original_name,
};
use crate::archive::Archive;

/// How many changes are fetched at once.
const PAGE: usize = 1000;

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Exported {
    /// Changes.
    pub changes: u64,
    /// Originals.
    pub originals: u64,
}

impl Archive {
    /// Writes the whole archive to `out`: all that was committed when this was called. Originals are checked against their
    /// hashes on the way.
    pub fn export_whole(&self, out: impl Write) -> Result<Exported, TransferError> {
        let last = self.store().last_change()?;
        let mut changes = Spool::new()?;
        let mut originals: BTreeSet<Hash> = BTreeSet::new();
        let mut versions = Versions::default();
        let mut form = FORM_WITHOUT_DECISIONS;
        let mut after = 0;
        while after < last {
            let page = self.store().changes(after, PAGE)?;
            let Some(end) = page.last() else { break };
            after = end.number;
            for entry in page.iter().filter(|entry| entry.number <= last) {
                changes.line(entry)?;
                originals.extend(entry.change.original().map(|(original, _)| original));
                form = form.max(form_of(&entry.change));
                versions.take(entry);
            }
        }
        let mut wordings = Spool::new()?;
        for (change, (expression, number)) in versions.last_changes() {
            // A reading that is missing or damaged is made again from its original; so nothing is lost by leaving it out.
            let Ok(Some(stored)) = self.store().reading(&expression, Some(number)) else { continue };
            let provisions = stored.reading.provisions.into_iter().map(|one| (one.text, one.section)).collect();
            wordings.line(&Wordings { change, provisions, numbers: stored.numbers })?;
        }
        let (changes_size, changes_sha256) = changes.end()?;
        let (wordings_size, wordings_sha256) = wordings.end()?;
        let exported = Exported { changes: changes.lines, originals: originals.len() as u64 };
        let manifest = Manifest {
            // What an earlier program can take in, it is let to.
            form,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            changes: exported.changes,
            originals: exported.originals,
            changes_sha256,
            wordings_sha256,
        };
        let mut manifest = serde_json::to_vec(&manifest).map_err(io::Error::from)?;
        manifest.push(b'\n');
        let mut tar = tar::Builder::new(out);
        append(&mut tar, MANIFEST, manifest.len() as u64, manifest.as_slice())?;
        append(&mut tar, CHANGES, changes_size, changes.reader()?)?;
        append(&mut tar, WORDINGS, wordings_size, wordings.reader()?)?;
        for hash in originals {
            let bytes = self.store().original(hash)?;
            let bytes = bytes.ok_or_else(|| TransferError::Damaged(format!("the original {hash} is missing")))?;
            append(&mut tar, &original_name(hash), bytes.len() as u64, bytes.as_slice())?;
        }
        tar.into_inner()?.flush()?;
        Ok(exported)
    }
}

/// Returns the earliest form that can carry a change.
fn form_of(change: &Change) -> u32 {
    match change {
        Change::Decided { decision: Decision::ReadingCorrected { .. }, .. } | Change::Withdrawn { .. } => FORM,
        Change::Decided { .. } => FORM_WITHOUT_CORRECTIONS,
        _ => FORM_WITHOUT_DECISIONS,
    }
}

/// Appends a file that tells nothing but its name and content.
fn append(tar: &mut tar::Builder<impl Write>, name: &str, size: u64, content: impl Read) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_path(name)?;
    header.set_size(size);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_cksum();
    tar.append(&header, content)
}

/// Lines on their way into the stream, which wants to know their size beforehand.
struct Spool {
    file: BufWriter<File>,
    hash: Sha256,
    size: u64,
    lines: u64,
}

impl Spool {
    fn new() -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        Ok(Self { file, hash: Sha256::new(), size: 0, lines: 0 })
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        self.hash.update(&line);
        self.size += line.len() as u64;
        self.lines += 1;
        self.file.write_all(&line)
    }

    /// Returns size and hash of all lines.
    fn end(&mut self) -> io::Result<(u64, Hash)> {
        self.file.flush()?;
        Ok((self.size, Hash::new(self.hash.clone().finalize().into())))
    }

    fn reader(&mut self) -> io::Result<&mut File> {
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

/// Which change made or last read which version; versions are known by their present expressions.
#[derive(Default)]
struct Versions {
    /// Of each expression, under its present name, the last change of each version.
    changes: BTreeMap<ExpressionId, Vec<u64>>,
    /// The languages of each document.
    languages: BTreeMap<DocumentId, BTreeSet<ExpressionId>>,
}

impl Versions {
    fn take(&mut self, entry: &Entry) {
        match &entry.change {
            Change::Added { expression, .. } | Change::Revised { expression, .. } => {
                self.changes.entry(expression.clone()).or_default().push(entry.number);
                self.languages.entry(expression.document.clone()).or_default().insert(expression.clone());
            }
            Change::Reread { expression, .. } => {
                if let Some(last) = self.changes.get_mut(expression).and_then(|changes| changes.last_mut()) {
                    *last = entry.number;
                }
            }
            Change::Joined { document, other } => {
                for old in self.languages.remove(other).unwrap_or_default() {
                    let new = ExpressionId { document: document.clone(), language: old.language };
                    if let Some(changes) = self.changes.remove(&old) {
                        self.changes.insert(new.clone(), changes);
                    }
                    self.languages.entry(document.clone()).or_default().insert(new);
                }
            }
            _ => {}
        }
    }

    /// Returns the last change of every version, in order, with its expression and its number from 1.
    fn last_changes(self) -> BTreeMap<u64, (ExpressionId, u32)> {
        let of_expression = |(expression, changes): (ExpressionId, Vec<u64>)| {
            let versions = changes.into_iter().zip(1..);
            versions.map(move |(change, version)| (change, (expression.clone(), version)))
        };
        self.changes.into_iter().flat_map(of_expression).collect()
    }
}
