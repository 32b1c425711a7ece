//! The lexicon: the built-in one, own folders over it, and the check of a folder.

use std::path::{Path, PathBuf};
use std::{fs, io};

use seimei_lexicon::builtin;
use seimei_lexicon::check::{self, Known};
use seimei_lexicon::lexicon::{self, File};
use seimei_lexicon::table::{Fault, TableName};
use seimei_model::code::{ActorCode, Lang};

pub use seimei_lexicon::lexicon::Lexicon;

use crate::{examples, names};

/// Why a folder of tables cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// The folder or a file in it cannot be read.
    #[error("{path}: cannot be read")]
    Unreadable {
        /// The folder or file.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// No file of the folder is named like a table.
    #[error("{path}: holds no table")]
    NoTables {
        /// The folder.
        path: String,
    },
    /// Some files have faults.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
}

/// Returns the lexicon that is built in.
pub fn builtin_lexicon() -> Lexicon {
    builtin::lexicon()
}

/// Returns the built-in lexicon with the tables of `folders` laid over it, in order.
pub fn load(folders: &[PathBuf]) -> Result<Lexicon, LexiconError> {
    if folders.is_empty() {
        return Ok(builtin_lexicon());
    }
    let mut files = builtin::files();
    for folder in folders {
        files = lexicon::overlay(files, folder_files(folder)?.0);
    }
    let (lexicon, faults) = Lexicon::compile(&files);
    if faults.is_empty() { Ok(lexicon) } else { Err(LexiconError::Faults(faults)) }
}

/// Reads the tables of a folder, and the tests beside them, by name.
pub(crate) fn folder_files(folder: &Path) -> Result<(Vec<File>, Vec<File>), LexiconError> {
    let unreadable = |path: &Path| {
        let path = path.display().to_string();
        move |source| LexiconError::Unreadable { path, source }
    };
    let mut paths = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>())
        .map_err(unreadable(folder))?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let (mut tables, mut tests) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.display().to_string();
        let bytes = fs::read(&path).map_err(unreadable(&path))?;
        // Bytes that are not UTF-8 become U+FFFD, which the check reports with their line.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if name.ends_with(".tests.tsv") { &mut tests } else { &mut tables }.push(File { name, text });
    }
    if tables.is_empty() {
        return Err(LexiconError::NoTables { path: folder.display().to_string() });
    }
    Ok((tables, tests))
}

/// Checks the tables of a folder, and runs the tests beside them over the built-in lexicon with these tables laid over
/// it (alone, where the folder holds every table that is built in). Returns the faults by file and line.
pub fn check(folder: &Path) -> Result<Vec<Fault>, LexiconError> {
    let (tables, tests) = folder_files(folder)?;
    let base = builtin::files();
    let is_whole = base.iter().all(|file| tables.iter().any(|own| own.base_name() == file.name));
    let files = if is_whole { tables.clone() } else { lexicon::overlay(base, tables.clone()) };
    let lexicon = Lexicon::take(files);
    let known = Known { topics: names::TOPICS, glyphs: lexicon.glyphs() };
    let (mut faults, examples) = check::check(&tables, &tests, &known);
    faults.extend(examples.iter().filter_map(|example| examples::run(example, &lexicon)));
    faults.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    Ok(faults)
}

/// Returns the code of the actor that a person names by its code or by any of its names, in either language.
pub fn actor_code(lexicon: &Lexicon, name: &str) -> Option<ActorCode> {
    let entries = [Lang::En, Lang::Ja].into_iter().flat_map(|lang| lexicon.entries(lang, TableName::Actors));
    let mut names = entries.filter(|entry| entry.kind == "name" && entry.value != "-");
    let is_it = |form: &str| form.to_lowercase() == name.to_lowercase();
    let by_code = |entry: &seimei_lexicon::table::Entry| is_it(&entry.value);
    let by_name = |entry: &seimei_lexicon::table::Entry| entry.forms.iter().any(|form| is_it(form));
    names.find(|entry| by_code(entry) || by_name(entry)).map(|entry| ActorCode::new(entry.value))
}

/// A table of a language, with its size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableSize {
    /// Table and language, as files are named: `acts.ja`.
    pub name: String,
    /// How many entries it has.
    pub entries: usize,
    /// How many forms its entries have.
    pub forms: usize,
}

/// Lists the tables of a lexicon, by language and then by name.
pub fn tables(lexicon: &Lexicon) -> Vec<TableSize> {
    let mut sizes = Vec::new();
    for lang in [Lang::Ja, Lang::En] {
        let Some(language) = lexicon.language(lang) else { continue };
        for table in TableName::ALL {
            let entries = language.table(*table);
            if !entries.is_empty() {
                let forms = entries.iter().map(|entry| entry.forms.len()).sum();
                sizes.push(TableSize {
                    name: format!("{}.{}", table.word(), lang.tag()),
                    entries: entries.len(),
                    forms,
                });
            }
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_tables_have_no_fault() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon");
        let faults = check(&folder).expect("a readable folder");
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
