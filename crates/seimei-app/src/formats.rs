//! Which format a file is in: told by its name, and by the bytes it begins with.

use seimei_extract::Container;
use seimei_ingest::ingest::Format;

/// A format that is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileFormat {
    /// Text with marks in it.
    Text(Format),
    /// One that a parser takes apart before there is text.
    Parsed(Container),
}

/// What is known of a file's format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recognised {
    /// One that is read.
    Read(FileFormat),
    /// One that is known but not read yet, by its usual name.
    NotYet(&'static str),
    /// None that is known.
    Unknown,
}

/// Extensions that are read, with their formats; those of files that a folder is searched for.
const READ: &[(&str, FileFormat)] = &[
    ("docm", FileFormat::Parsed(Container::Docx)),
    ("docx", FileFormat::Parsed(Container::Docx)),
    ("dotm", FileFormat::Parsed(Container::Docx)),
    ("dotx", FileFormat::Parsed(Container::Docx)),
    ("htm", FileFormat::Text(Format::Html)),
    ("html", FileFormat::Text(Format::Html)),
    ("markdown", FileFormat::Text(Format::Markdown)),
    ("md", FileFormat::Text(Format::Markdown)),
    ("pdf", FileFormat::Parsed(Container::Pdf)),
    ("text", FileFormat::Text(Format::Text)),
    ("txt", FileFormat::Text(Format::Text)),
    ("xhtml", FileFormat::Text(Format::Html)),
];

/// Extensions of formats that are known and not read, with the name to call them by.
const NOT_YET: &[(&str, &str)] = &[
    ("7z", "7-Zip"),
    ("doc", "Word (DOC)"),
    ("epub", "EPUB"),
    ("gif", "GIF"),
    ("gz", "gzip"),
    ("jpeg", "JPEG"),
    ("jpg", "JPEG"),
    ("odt", "OpenDocument"),
    ("png", "PNG"),
    ("ppt", "PowerPoint (PPT)"),
    ("pptx", "PowerPoint (PPTX)"),
    ("rtf", "RTF"),
    ("tar", "tar"),
    ("tif", "TIFF"),
    ("tiff", "TIFF"),
    ("xls", "Excel (XLS)"),
    ("xlsx", "Excel (XLSX)"),
    ("zip", "ZIP"),
];

/// First bytes of formats that are known and not read.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (DOC)"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"ID3", "MP3"),
    (b"OggS", "Ogg"),
];

/// Tells the format by the extension of a file's name, case aside.
pub fn by_extension(extension: &str) -> Recognised {
    let extension = extension.to_ascii_lowercase();
    if let Some((_, format)) = READ.iter().find(|(known, _)| *known == extension) {
        return Recognised::Read(*format);
    }
    NOT_YET
        .iter()
        .find(|(known, _)| *known == extension)
        .map_or(Recognised::Unknown, |(_, name)| Recognised::NotYet(name))
}

/// Bytes before which the mark of a PDF may stand: mail programs and servers put lines of their own first.
const PDF_MARK_BEFORE: usize = 1024;

/// Tells a format that is no text by the first bytes of a file.
pub fn by_first_bytes(bytes: &[u8]) -> Recognised {
    if bytes.starts_with(b"PK\x03\x04") {
        return match by_zip_entry(bytes) {
            "Word (DOCX)" => Recognised::Read(FileFormat::Parsed(Container::Docx)),
            name => Recognised::NotYet(name),
        };
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Recognised::NotYet("WebP");
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Recognised::NotYet("tar");
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Recognised::NotYet(name);
    }
    if bytes.starts_with(b"%PDF-") { Recognised::Read(FileFormat::Parsed(Container::Pdf)) } else { Recognised::Unknown }
}

/// Returns whether `bytes` named as a PDF hold the mark of one.
pub fn has_pdf_mark(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(PDF_MARK_BEFORE)].windows(5).any(|window| window == b"%PDF-")
}

/// Tells the zip containers of office programs apart by the names of their first entries.
fn by_zip_entry(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(4096)];
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if holds(b"opendocument.text") {
        "OpenDocument"
    } else if holds(b"application/epub") {
        "EPUB"
    } else if holds(b"xl/") {
        "Excel (XLSX)"
    } else if holds(b"ppt/") {
        "PowerPoint (PPTX)"
    } else if holds(b"word/") || holds(b"[Content_Types].xml") {
        "Word (DOCX)"
    } else {
        "ZIP"
    }
}

/// Returns whether decoded text is plainly no text: control characters among the first 64 KiB that running text has not.
pub fn is_binary(text: &str) -> bool {
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        odd += usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'));
    }
    odd * 200 > all
}

/// Tells the format of text without a name, from standard input.
pub fn by_text(bytes: &[u8]) -> Format {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<body") {
        Format::Html
    } else if head.starts_with("---\n") || head.lines().any(|line| line.starts_with("# ") || line.starts_with("## ")) {
        Format::Markdown
    } else {
        Format::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_extension() {
        assert_eq!(by_extension("HTM"), Recognised::Read(FileFormat::Text(Format::Html)));
        assert_eq!(by_extension("pdf"), Recognised::Read(FileFormat::Parsed(Container::Pdf)));
        assert_eq!(by_extension("odt"), Recognised::NotYet("OpenDocument"));
        assert_eq!(by_extension("csv"), Recognised::Unknown);
        assert!(READ.is_sorted_by_key(|(extension, _)| *extension));
        assert!(NOT_YET.is_sorted_by_key(|(extension, _)| *extension));
    }

    #[test]
    fn formats_are_told_by_first_bytes() {
        let parsed = |container| Recognised::Read(FileFormat::Parsed(container));
        assert_eq!(by_first_bytes(b"%PDF-1.7 ..."), parsed(Container::Pdf));
        let word = b"PK\x03\x04....[Content_Types].xml....word/document.xml";
        assert_eq!(by_first_bytes(word), parsed(Container::Docx));
        assert_eq!(by_first_bytes(b"PK\x03\x04....notes.txt"), Recognised::NotYet("ZIP"));
        assert_eq!(by_first_bytes("我々は、".as_bytes()), Recognised::Unknown);
        assert_eq!(by_first_bytes(b""), Recognised::Unknown);
        assert!(has_pdf_mark(b"From a server\r\n\r\n%PDF-1.4"));
        assert!(!has_pdf_mark(b"%PD"));
    }

    #[test]
    fn text_with_many_control_characters_is_binary() {
        assert!(is_binary("\0\u{1}\u{2}abc"));
        assert!(!is_binary("我々は、\r\n\t協力する。\u{c}"));
        assert!(!is_binary(""));
        assert!(!is_binary(&format!("{}\0", "We will cooperate. ".repeat(100))));
    }

    #[test]
    fn text_without_a_name_is_told_by_its_head() {
        assert_eq!(by_text(b"\xef\xbb\xbf<!DOCTYPE html><p>x"), Format::Html);
        assert_eq!(by_text(b"---\ntitle: x\n---\n"), Format::Markdown);
        assert_eq!(by_text("共同声明".as_bytes()), Format::Text);
    }
}
