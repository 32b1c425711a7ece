//! Texts that a command is given by name: files, standard input, expressions of the archive.

use std::path::{Path, PathBuf};

use seimei_app::archive::Archive;
pub(crate) use seimei_app::compare::Text;
use seimei_app::lexicon::Lexicon;
use seimei_app::worker::Worker;
use seimei_app::{align, files};
use seimei_model::identity::ExpressionId;

use crate::commands::Call;
use crate::commands::common::{self, fail};
use crate::{Outcome, problem};

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
    Ok(Text::of(name.to_owned(), None, read.reading))
}
