//! Texts that a command is given by name: files, standard input, expressions of the archive.

use std::path::{Path, PathBuf};

use seimei_app::archive::Archive;
use seimei_app::lexicon::Lexicon;
use seimei_app::worker::Worker;
use seimei_app::{align, files};
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::reading::Reading;

use crate::commands::Call;
use crate::commands::common::{self, fail};
use crate::{Outcome, problem};

/// A text with what was read in it.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// What it is called: a path, or document and language.
    pub(crate) name: String,
    /// Its document in the archive, if it is there.
    pub(crate) document: Option<DocumentId>,
    /// What was read in it.
    pub(crate) reading: Reading,
    /// The numbers of its provisions: lasting ones in an archive.
    pub(crate) numbers: Vec<u32>,
}

impl Text {
    /// Returns the same with another reading of it: one of its parts.
    pub(crate) fn with_part(self, part: Reading) -> Self {
        let numbers = part.provisions.iter().map(|provision| provision.number).collect();
        Self { reading: part, numbers, ..self }
    }
}

/// Returns whether a name is that of a file, or standard input.
pub(crate) fn is_file(name: &str) -> bool {
    name == "-" || Path::new(name).exists()
}

/// Fetches an expression of the archive as it is kept, with corrections over the reading.
pub(crate) fn kept(archive: &Archive, id: &ExpressionId, call: &Call) -> Result<Text, Outcome> {
    let refuse = |error| common::refuse(&error, call.messages);
    let document = archive.store().document(&id.document).map_err(refuse)?;
    let corrections = archive.corrections().map_err(refuse)?;
    let stored = match &document {
        Some(document) => archive.corrected(document, id.language, None, &corrections).map_err(refuse)?,
        None => None,
    };
    let Some(stored) = stored else {
        return Err(fail(&call.messages.fill("archive.no-expression", &[("id", &id.to_string())])));
    };
    let document = Some(id.document.clone());
    Ok(Text { name: id.to_string(), document, reading: stored.reading, numbers: stored.numbers })
}

/// Reads a file or standard input.
pub(crate) fn file(name: &str, lexicon: &Lexicon, call: &Call) -> Result<Text, Outcome> {
    let wrong = |error| fail(&problem::of_source(&error, call.messages));
    let mut sources = files::gather(&[PathBuf::from(name)]);
    if sources.len() > 1 || Path::new(name).is_dir() {
        return Err(fail(&call.messages.fill("align.folder", &[("file", name)])));
    }
    let source = sources.remove(0).map_err(wrong)?;
    let read = align::read_whole(&source, lexicon, &Worker::of_this_program()).map_err(wrong)?;
    if read.reading.provisions.is_empty() {
        return Err(fail(&call.messages.fill("problem.no-provision", &[("file", name)])));
    }
    let numbers = read.reading.provisions.iter().map(|provision| provision.number).collect();
    Ok(Text { name: name.to_owned(), document: None, reading: read.reading, numbers })
}
