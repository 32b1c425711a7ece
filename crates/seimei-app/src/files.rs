//! From what the user names (files, folders, `-`) to sources, and from sources to bytes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use seimei_extract::Container;
pub use seimei_extract::error::{ExtractError, Outside};

use crate::formats::{self, FileFormat, Recognised};

/// The largest source that is read, in bytes.
pub const LIMIT: u64 = 64 << 20;

/// A source that may be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The name to call it by.
    pub name: String,
    /// Where it is.
    place: Place,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Place {
    /// Named by the user.
    Named(PathBuf),
    /// Found in a folder.
    Found(PathBuf),
    /// Sent by somebody, and put there; it keeps the name it had.
    Uploaded(PathBuf),
    /// Standard input.
    Standard,
    /// Pasted by somebody.
    Pasted(String),
}

impl Source {
    /// Returns a file that somebody sent under `name` and that is at `path` now.
    pub fn uploaded(name: String, path: PathBuf) -> Self {
        Self { name, place: Place::Uploaded(path) }
    }

    /// Returns a text that somebody pasted, called `name`; it is text whatever it looks like.
    pub fn pasted(name: String, text: String) -> Self {
        Self { name, place: Place::Pasted(text) }
    }

    /// Returns whether somebody sent it.
    pub fn is_uploaded(&self) -> bool {
        matches!(self.place, Place::Uploaded(_))
    }
}

/// Bytes with their format.
#[derive(Debug)]
pub struct Opened {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their format, by name or by first bytes.
    pub format: FileFormat,
}

/// Why something that the user named was not read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct Problem {
    /// The file or folder, as named.
    pub file: String,
    /// What is wrong.
    #[source]
    pub what: What,
}

/// What is wrong with a file or folder. Front ends translate by variant.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum What {
    /// Nothing is there.
    #[error("no such file or folder")]
    NotFound,
    /// It was there when its folder was listed.
    #[error("vanished while its folder was read")]
    Vanished,
    /// The system refuses it.
    #[error("cannot be read")]
    Unreadable(#[source] io::Error),
    /// More than [`LIMIT`] bytes.
    #[error("larger than {LIMIT} bytes")]
    TooLarge,
    /// No byte, or nothing but white space.
    #[error("empty")]
    Empty,
    /// Bytes of no known format that are not text.
    #[error("binary")]
    Binary,
    /// A format that is known and not read yet.
    #[error("{0} is not read yet")]
    NotYet(&'static str),
    /// An extension that tells another format than the bytes.
    #[error("named .{extension}, but not of that format")]
    Misnamed {
        /// The extension.
        extension: String,
        /// The usual name of the format that the bytes are in, where it is known.
        found: Option<&'static str>,
    },
    /// A parser found no text to give.
    #[error(transparent)]
    NotExtracted(ExtractError),
    /// A parser took more time than it is given.
    #[error("its parser was stopped after {0} seconds")]
    TooSlow(u64),
    /// A parser wanted more memory than it is given.
    #[error("its parser wanted more than {0} bytes of memory")]
    TooMuchMemory(u64),
    /// A parser died.
    #[error("its parser crashed")]
    ParserCrashed,
    /// The process for the parser could not be started.
    #[error("the process that parses it cannot be started")]
    NoWorker(#[source] io::Error),
    /// An extension that tells no format.
    #[error("the extension .{0} is not known")]
    UnknownExtension(String),
    /// A folder with no file to read in it.
    #[error("holds no document")]
    NoDocuments,
}

impl What {
    fn of(self, file: &str) -> Problem {
        Problem { file: file.to_owned(), what: self }
    }
}

/// Lists the sources among `paths`: files as they are, folders searched for files that can be read (recursively, by
/// name; links to folders are not followed), `-` for standard input. What cannot be listed takes its place in the order.
pub fn gather(paths: &[PathBuf]) -> Vec<Result<Source, Problem>> {
    let mut sources = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        if name == "-" {
            sources.push(Ok(Source { name, place: Place::Standard }));
        } else if path.is_dir() {
            let before = sources.len();
            search(path, &mut sources);
            if sources.len() == before {
                sources.push(Err(What::NoDocuments.of(&name)));
            }
        } else {
            sources.push(Ok(Source { name, place: Place::Named(path.clone()) }));
        }
    }
    sources
}

fn search(folder: &Path, sources: &mut Vec<Result<Source, Problem>>) {
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        let entries = fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                sources.push(Err(What::Unreadable(error).of(&path.display().to_string())));
                continue;
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        let mut folders = Vec::new();
        for entry in entries {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if matches!(formats::by_extension(&extension(&path)), Recognised::Read(_)) && !path.is_dir() {
                sources.push(Ok(Source { name: path.display().to_string(), place: Place::Found(path) }));
            }
        }
        // The last one pushed is opened next: files of a folder come before its folders, both by name.
        open.extend(folders.into_iter().rev());
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads the bytes of a source and tells their format.
pub fn open(source: &Source) -> Result<Opened, Problem> {
    let wrong = |what: What| what.of(&source.name);
    let (path, is_found) = match &source.place {
        Place::Standard => {
            let bytes = take(io::stdin().lock()).map_err(wrong)?;
            return sound(bytes, "", Recognised::Unknown).map_err(wrong);
        }
        Place::Pasted(text) if text.trim().is_empty() => return Err(wrong(What::Empty)),
        Place::Pasted(text) => {
            let bytes = text.clone().into_bytes();
            let format = FileFormat::Text(formats::by_text(&bytes));
            return Ok(Opened { bytes, format });
        }
        Place::Named(path) | Place::Uploaded(path) => (path, false),
        Place::Found(path) => (path, true),
    };
    let called = if source.is_uploaded() { Path::new(&source.name) } else { path.as_path() };
    let extension = extension(called).to_ascii_lowercase();
    let by_name = if extension.is_empty() { Recognised::Unknown } else { formats::by_extension(&extension) };
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if is_found => wrong(What::Vanished),
        io::ErrorKind::NotFound => wrong(What::NotFound),
        _ => wrong(What::Unreadable(error)),
    })?;
    if let Recognised::NotYet(name) = by_name {
        return Err(wrong(What::NotYet(name)));
    }
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    if length > LIMIT {
        return Err(wrong(What::TooLarge));
    }
    let bytes = take(file).map_err(wrong)?;
    sound(bytes, &extension, by_name).map_err(wrong)
}

/// Returns the bytes of a file of any format, as they are. Refuses what is not there, no file, empty, or larger than
/// [`LIMIT`].
pub fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let wrong = |what: What| what.of(&path.display().to_string());
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => wrong(What::NotFound),
        _ => wrong(What::Unreadable(error)),
    })?;
    // The size is looked at first, so that nothing is read in vain.
    if file.metadata().map_or(0, |metadata| metadata.len()) > LIMIT {
        return Err(wrong(What::TooLarge));
    }
    let bytes = take(file).map_err(wrong)?;
    if bytes.is_empty() { Err(wrong(What::Empty)) } else { Ok(bytes) }
}

/// Reads to the end, but not beyond the limit.
fn take(reader: impl Read) -> Result<Vec<u8>, What> {
    let mut bytes = Vec::new();
    reader.take(LIMIT + 1).read_to_end(&mut bytes).map_err(What::Unreadable)?;
    if bytes.len() as u64 > LIMIT {
        return Err(What::TooLarge);
    }
    Ok(bytes)
}

/// Tells the format of `bytes` from a file with this `extension`. Refuses what cannot be a document.
fn sound(bytes: Vec<u8>, extension: &str, by_name: Recognised) -> Result<Opened, What> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(What::Empty);
    }
    let by_bytes = formats::by_first_bytes(&bytes);
    let misnamed = |found| What::Misnamed { extension: extension.to_owned(), found };
    let format = match (by_name, by_bytes) {
        (Recognised::Read(named @ FileFormat::Parsed(Container::Pdf)), _) if formats::has_pdf_mark(&bytes) => named,
        // A protected DOCX is no zip file; its parser tells.
        (Recognised::Read(named @ FileFormat::Parsed(Container::Docx)), Recognised::NotYet("Word (DOC)" | "ZIP")) => {
            named
        }
        (Recognised::Read(named), Recognised::Read(found)) if named == found => named,
        (Recognised::Read(_), Recognised::Read(FileFormat::Parsed(found))) => return Err(misnamed(Some(found.name()))),
        (Recognised::Read(FileFormat::Parsed(_)), Recognised::NotYet(found)) => return Err(misnamed(Some(found))),
        (Recognised::Read(FileFormat::Parsed(_)), _) => return Err(misnamed(None)),
        (_, Recognised::NotYet(found)) => return Err(What::NotYet(found)),
        (Recognised::Read(named), _) => named,
        (_, Recognised::Read(found)) => found,
        _ if extension.is_empty() => FileFormat::Text(formats::by_text(&bytes)),
        _ => return Err(What::UnknownExtension(extension.to_owned())),
    };
    Ok(Opened { bytes, format })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: &str) {
        let path = std::env::temp_dir().join(format!("seimei-{}-{name}", std::process::id()));
        fs::write(&path, bytes).expect("a writable folder");
        let source = Source { name: name.to_owned(), place: Place::Named(path.clone()) };
        let told = match open(&source) {
            Ok(opened) => format!("{:?}", opened.format),
            Err(problem) => problem.to_string(),
        };
        fs::remove_file(path).expect("the file was just written");
        assert_eq!(told, expected);
    }

    #[test]
    fn what_cannot_be_a_document_is_refused_by_name() {
        check("a.txt", "我々は".as_bytes(), "Text(Text)");
        check("a.HTML", b"<p>x", "Text(Html)");
        check("no extension", b"text", "Text(Text)");
        check("b.txt", b" \r\n", "b.txt: empty");
        check("a.PDF", b"%PDF-1.4", "Parsed(Pdf)");
        check("b.pdf", b"\r\nX-Mailer: x\r\n%PDF-1.4", "Parsed(Pdf)");
        check("c.docx", b"PK\x03\x04....word/document.xml", "Parsed(Docx)");
        check("c.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 protected", "Parsed(Docx)");
        check("no extension", b"%PDF-1.4", "Parsed(Pdf)");
        check("c.txt", b"%PDF-1.4", "c.txt: named .txt, but not of that format");
        check("d.pdf", b"<p>404 not found", "d.pdf: named .pdf, but not of that format");
        check("d.docx", b"%PDF-1.4", "d.docx: named .docx, but not of that format");
        check("d.pdf", b"", "d.pdf: empty");
        check("d.odt", b"text", "d.odt: OpenDocument is not read yet");
        check("e.dat", b"text", "e.dat: the extension .dat is not known");
        check("f.dat", b"\x89PNG\r\n\x1a\n", "f.dat: PNG is not read yet");
    }
}
