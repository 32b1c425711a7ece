//! Documents on their way out: of an archive, or read from plain files; and the files they are written to.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use seimei_export::item::{Expression, Item};
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::document::Document;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, DocumentRecord, ExpressionRecord};
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;

use crate::archive::Archive;
use crate::archive::belong::Organisations;
use crate::archive::correct::Corrections;
use crate::archive::intake::{self, Beforehand};
use crate::files::{self, Problem, Source};
use crate::worker::Worker;

/// How many records are fetched at once.
const PAGE: usize = 200;

/// Why an export broke off.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The archive could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The archive has no reading of an expression: it is damaged.
    #[error("no reading of {0}")]
    NoReading(ExpressionId),
    /// The results could not be written.
    #[error("cannot be written")]
    Output(#[from] io::Error),
}

impl Archive {
    /// Gives the documents that `filter` asks for to `take`, one by one in the order of their names. With a language in
    /// the filter only the expressions in that language. Returns how many there were.
    pub fn export(&self, filter: &Filter, take: &mut dyn FnMut(Item) -> io::Result<()>) -> Result<usize, ExportError> {
        let corrections = self.corrections()?;
        let mut page = Filter { limit: PAGE, ..filter.clone() };
        let mut count = 0;
        loop {
            let documents = self.store().documents(&page)?;
            let Some(last) = documents.last() else { return Ok(count) };
            page.after = Some(last.id.clone());
            for document in documents {
                count += 1;
                take(self.item_with(document, filter.language, &corrections)?)?;
            }
        }
    }

    /// Returns a document with the readings of its expressions, or of the one in `language`, corrections over them.
    pub fn item(&self, document: DocumentRecord, language: Option<Lang>) -> Result<Item, ExportError> {
        self.item_with(document, language, &self.corrections()?)
    }

    fn item_with(
        &self,
        document: DocumentRecord,
        language: Option<Lang>,
        corrections: &Corrections,
    ) -> Result<Item, ExportError> {
        let is_wanted = |record: &&ExpressionRecord| language.is_none_or(|language| record.id.language == language);
        let mut expressions = Vec::new();
        for record in document.expressions.iter().filter(is_wanted) {
            let stored = self.corrected(&document, record.id.language, None, corrections)?;
            let stored = stored.ok_or_else(|| ExportError::NoReading(record.id.clone()))?;
            expressions.push(Expression { record: record.clone(), stored });
        }
        Ok(Item { document, expressions })
    }
}

/// Reads a plain file and makes of it what an archive would have of it; `name` gives the document its name.
pub fn item_of_file(
    source: &Source,
    lexicon: &Lexicon,
    worker: &Worker,
    name: &mut dyn FnMut(&Document) -> DocumentId,
) -> Result<Item, Problem> {
    let opened = files::open(source)?;
    let beforehand = Beforehand::default();
    let taken = intake::take(&source.name, source.name.clone(), opened, &beforehand, lexicon, worker)?;
    let (version, mut stored) = (taken.version, taken.stored);
    let fields = &stored.reading.document;
    let id = name(fields);
    let provisions = stored.reading.provisions.len() as u32;
    let record = ExpressionRecord {
        id: ExpressionId { document: id.clone(), language: fields.language },
        version: 1,
        title: fields.title.clone(),
        translation: fields.translation,
        original: version.original,
        size: version.size,
        format: version.format,
        encoding: version.encoding,
        origin: version.origin,
        added_at: String::new(),
        provisions,
        lexicon: version.lexicon,
        program: version.program,
    };
    let description = Description {
        title: fields.title.clone(),
        kind: Some(fields.kind),
        date: fields.date.clone(),
        parties: Some(fields.parties.clone()),
        place: fields.place.clone(),
        source: None,
        note: None,
    };
    let document = DocumentRecord {
        id,
        description,
        said: Description::default(),
        expressions: vec![record.clone()],
        is_removed: false,
        added_at: String::new(),
        changed: 0,
        aliases: Vec::new(),
    };
    stored.numbers = (1..=provisions).collect();
    Ok(Item { document, expressions: vec![Expression { record, stored }] })
}

/// Gives names to documents that stand in no archive: as an archive would, with `-2`, `-3` ... where one is taken.
#[derive(Debug)]
pub struct FileNames {
    organisations: Organisations,
    taken: BTreeMap<DocumentId, u32>,
}

impl FileNames {
    /// Begins with no name taken.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { organisations: Organisations::of(lexicon), taken: BTreeMap::new() }
    }

    /// Returns the name of the next document.
    pub fn next(&mut self, fields: &Document) -> DocumentId {
        let name = self.organisations.stem(fields);
        let count = self.taken.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { name.with_suffix(&count.to_string()) }
    }
}

/// A file that is there only once it is whole: until [`Whole::keep`] its text stands in a file beside it, which goes away
/// when this is dropped.
#[derive(Debug)]
pub struct Whole {
    path: PathBuf,
    file: BufWriter<tempfile::NamedTempFile>,
}

impl Whole {
    /// Begins the file at `path`; the folder is made where it is not there.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let folder = match path.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => return Err(io::ErrorKind::IsADirectory.into()),
        };
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        std::fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".seimei-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = BufWriter::with_capacity(1 << 16, builder.tempfile_in(folder)?);
        Ok(Self { path: path.to_owned(), file })
    }

    /// Puts the file in its place; one that was there is replaced.
    pub fn keep(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        file.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_there_once_it_is_whole() {
        let folder = tempfile::tempdir().expect("a writable folder");
        let path = folder.path().join("a/b.csv");
        let mut file = Whole::begin(&path).expect("a writable folder");
        file.write_all(b"one").expect("a writable folder");
        assert!(!path.exists());
        file.keep().expect("a writable folder");
        assert_eq!(fs::read(&path).expect("it is there"), b"one");
        drop(Whole::begin(&path).expect("a writable folder"));
        assert_eq!(fs::read(&path).expect("it is there"), b"one", "what was broken off changes nothing");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("a folder").count(), 1);
        assert!(Whole::begin(folder.path()).is_err());
    }
}
