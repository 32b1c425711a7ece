//! A stream unpacked and checked: nothing of it reaches an archive before all of it is known to be whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use seimei_model::record::Hash;
use seimei_store::change::Entry;
use sha2::{Digest, Sha256};

use super::{CHANGES, FORM, MANIFEST, Manifest, TransferError, WORDINGS, Wordings, original_of};
use crate::files::LIMIT;

/// The longest manifest that is believed, in bytes.
const LONGEST_MANIFEST: u64 = 1 << 16;

/// An unpacked stream. Its files go away with it.
pub(super) struct Unpacked {
    folder: tempfile::TempDir,
    /// The changes in order; their numbers are 1, 2, 3 ...
    pub(super) entries: Vec<Entry>,
    /// Where in the file of wordings those of a change begin.
    wordings: BTreeMap<u64, u64>,
}

impl Unpacked {
    /// Unpacks and checks a stream.
    pub(super) fn of(stream: impl Read) -> Result<Self, TransferError> {
        let folder = tempfile::Builder::new().prefix("seimei-import-").tempdir()?;
        let mut tar = tar::Archive::new(stream);
        let mut files = tar.entries().map_err(of_tar)?;
        let mut next = |wanted: &str| -> Result<_, TransferError> {
            let file = files.next().ok_or(TransferError::CutOff)?.map_err(of_tar)?;
            let name = String::from_utf8_lossy(&file.path_bytes()).into_owned();
            let is_it = if wanted.is_empty() { true } else { name == wanted };
            if is_it { Ok((name, file)) } else { Err(TransferError::Damaged(format!("{name} in place of {wanted}"))) }
        };
        let (_, file) = next(MANIFEST).map_err(|error| match error {
            TransferError::Damaged(_) => TransferError::NoArchive,
            error => error,
        })?;
        let size = file.size();
        let mut text = Vec::new();
        file.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(of_tar)?;
        if (text.len() as u64) < size.min(LONGEST_MANIFEST) {
            return Err(TransferError::CutOff);
        }
        let manifest = manifest(&text)?;
        for (name, wanted) in [(CHANGES, manifest.changes_sha256), (WORDINGS, manifest.wordings_sha256)] {
            let (_, mut file) = next(name)?;
            let size = file.size();
            if copy(&mut file, size, &folder.path().join(name))? != wanted {
                return Err(TransferError::Damaged(name.to_owned()));
            }
        }
        let mut unpacked = Self { entries: Vec::new(), wordings: BTreeMap::new(), folder };
        unpacked.entries = unpacked.entries(&manifest)?;
        unpacked.wordings = unpacked.index()?;
        let mut there = BTreeSet::new();
        for _ in 0..manifest.originals {
            let (name, mut file) = next("")?;
            let damaged = || TransferError::Damaged(name.clone());
            let hash = original_of(&name).map_err(|_| damaged())?;
            let size = file.size();
            if size > LIMIT || copy(&mut file, size, &unpacked.path(hash))? != hash {
                return Err(damaged());
            }
            there.insert(hash);
        }
        let wanted = unpacked.entries.iter().filter_map(|entry| Some(entry.change.original()?.0));
        match wanted.into_iter().find(|hash| !there.contains(hash)) {
            Some(hash) => Err(TransferError::Damaged(format!("the original {hash} is missing"))),
            None => Ok(unpacked),
        }
    }

    /// Returns the bytes of an original.
    pub(super) fn original(&self, hash: Hash) -> io::Result<Vec<u8>> {
        fs::read(self.path(hash))
    }

    /// Returns the wording of the version that a change made or last read, where the stream has it.
    pub(super) fn wordings(&self, change: u64) -> io::Result<Option<Wordings>> {
        use std::io::{Seek, SeekFrom};
        let Some(at) = self.wordings.get(&change) else { return Ok(None) };
        let mut file = File::open(self.folder.path().join(WORDINGS))?;
        file.seek(SeekFrom::Start(*at))?;
        let mut line = String::new();
        BufReader::new(file).read_line(&mut line)?;
        Ok(serde_json::from_str(&line).ok())
    }

    fn path(&self, hash: Hash) -> PathBuf {
        self.folder.path().join(hash.to_string())
    }

    fn entries(&self, manifest: &Manifest) -> Result<Vec<Entry>, TransferError> {
        let file = BufReader::new(File::open(self.folder.path().join(CHANGES))?);
        let mut entries: Vec<Entry> = Vec::new();
        for line in file.lines() {
            let number = entries.len() as u64 + 1;
            let damaged = || TransferError::Damaged(format!("change {number}"));
            let entry: Entry = serde_json::from_str(&line?).map_err(|_| damaged())?;
            if entry.number != number {
                return Err(damaged());
            }
            entries.push(entry);
        }
        if entries.len() as u64 == manifest.changes {
            Ok(entries)
        } else {
            Err(TransferError::Damaged(format!("{} changes of {}", entries.len(), manifest.changes)))
        }
    }

    fn index(&self) -> Result<BTreeMap<u64, u64>, TransferError> {
        let mut file = BufReader::new(File::open(self.folder.path().join(WORDINGS))?);
        let (mut index, mut at) = (BTreeMap::new(), 0);
        loop {
            let mut line = Vec::new();
            let size = file.read_until(b'\n', &mut line)? as u64;
            if size == 0 {
                return Ok(index);
            }
            let wordings: Wordings =
                serde_json::from_slice(&line).map_err(|_| TransferError::Damaged(WORDINGS.to_owned()))?;
            index.insert(wordings.change, at);
            at += size;
        }
    }
}

fn manifest(text: &[u8]) -> Result<Manifest, TransferError> {
    // A later form may have other fields: its number is looked at first.
    #[derive(serde::Deserialize)]
    struct Form {
        form: u32,
    }
    let damaged = |_| TransferError::Damaged(MANIFEST.to_owned());
    let form: Form = serde_json::from_slice(text).map_err(damaged)?;
    if form.form > FORM {
        return Err(TransferError::TooNew);
    }
    serde_json::from_slice(text).map_err(damaged)
}

/// Copies a file of the stream, which must have `size` bytes, and returns the hash of what was copied.
fn copy(from: &mut impl Read, size: u64, path: &PathBuf) -> Result<Hash, TransferError> {
    let mut out = BufWriter::new(File::create(path)?);
    let (mut hash, mut copied) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut buffer).map_err(of_tar)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        out.write_all(&buffer[..read])?;
        copied += read as u64;
    }
    out.flush()?;
    if copied < size {
        return Err(TransferError::CutOff);
    }
    Ok(Hash::new(hash.finalize().into()))
}

/// Tells an end before the end, and bytes that are no tar file, from a stream that cannot be read.
fn of_tar(error: io::Error) -> TransferError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => TransferError::CutOff,
        // The crate's own complaints: a checksum or a number of a header that is none.
        io::ErrorKind::Other | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            let text = error.to_string();
            if text.contains("unexpected EOF") || text.contains("failed to read entire block") {
                TransferError::CutOff
            } else {
                TransferError::Damaged(text)
            }
        }
        _ => TransferError::Stream(error),
    }
}
