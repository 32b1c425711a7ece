//! The journal: a copy of the log outside the database, one change a line, so that a lost database can be made again.
//!
//! It follows the log: after each commit, and when an archive is opened, the changes it lacks are appended. A line that a
//! killed process left half written is cut off and written again.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::change::Entry;

/// So many bytes are read at a time to find the last line.
const STEP: u64 = 1 << 16;

/// The journal of an archive in a folder.
#[derive(Clone, Debug)]
pub struct Journal {
    path: PathBuf,
}

/// What a journal holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Contents {
    /// The changes of the lines that can be read, in order.
    pub entries: Vec<Entry>,
    /// Numbers, from 1, of lines that cannot be read. A torn last line is not among them.
    pub illegible: Vec<u64>,
    /// Whether the last line is torn: a process was killed while it wrote it. The log has it whole.
    pub is_torn: bool,
}

/// The end of a journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum End {
    /// The number of the last change; 0 where there is none.
    Number(u64),
    /// The last whole line cannot be read.
    Illegible,
}

impl Journal {
    /// Names the journal at `path`; it need not be there.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the journal as far as it can be read. One that is not there is empty.
    pub fn contents(&self) -> io::Result<Contents> {
        let mut contents = Contents::default();
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(contents),
            Err(error) => return Err(error),
        };
        let mut lines = BufReader::new(file);
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if lines.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            match serde_json::from_slice(&line) {
                // Without its line end a line counts as not written, also where it can be read.
                _ if line.last() != Some(&b'\n') => contents.is_torn = true,
                Ok(entry) => contents.entries.push(entry),
                Err(_) => contents.illegible.push(number),
            }
        }
        Ok(contents)
    }

    /// Opens the journal to append to it, for one process at a time.
    pub(crate) fn open(&self) -> io::Result<OpenJournal> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&self.path)?;
        // Waits for other processes; given up when the file is closed, also by the death of the process.
        file.lock()?;
        Ok(OpenJournal { file })
    }
}

/// A journal that no other process writes.
pub(crate) struct OpenJournal {
    file: File,
}

impl OpenJournal {
    /// Cuts off a torn last line; returns what the journal ends in.
    pub(crate) fn end(&mut self) -> io::Result<End> {
        let length = self.file.seek(SeekFrom::End(0))?;
        let mut tail = Vec::new();
        let mut start = length;
        // The last whole line stands between the last two line ends.
        let is_enough = |tail: &[u8]| tail.iter().filter(|byte| **byte == b'\n').nth(1).is_some();
        while start > 0 && !is_enough(&tail) {
            let step = STEP.min(start);
            start -= step;
            self.file.seek(SeekFrom::Start(start))?;
            let mut piece = vec![0; usize::try_from(step).unwrap_or_default()];
            self.file.read_exact(&mut piece)?;
            piece.append(&mut tail);
            tail = piece;
        }
        let Some(last) = tail.iter().rposition(|byte| *byte == b'\n') else {
            self.file.set_len(0)?;
            return Ok(End::Number(0));
        };
        let whole = start + last as u64 + 1;
        if whole < length {
            self.file.set_len(whole)?;
        }
        let begin = tail[..last].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let entry = serde_json::from_slice::<Entry>(&tail[begin..last]);
        Ok(entry.map_or(End::Illegible, |entry| End::Number(entry.number)))
    }

    /// Empties the journal, to be written anew from the log.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        self.file.set_len(0)
    }

    /// Appends changes and forces them to disk.
    pub(crate) fn append(&mut self, entries: &[Entry]) -> io::Result<()> {
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, entry)?;
            lines.push(b'\n');
        }
        self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(&lines)?;
        self.file.sync_data()
    }
}
