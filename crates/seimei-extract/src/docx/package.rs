//! The zip file: which parts there are, read within limits; what stands outside of it is never opened.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::xml::{self, Node, Nodes};
use crate::error::{ExtractError, Outside};

/// Entries of a package at most. Word writes a dozen and one for each picture.
const ENTRIES: usize = 20_000;
/// Bytes that all parts which are read have together at most, unpacked.
pub(super) const UNPACKED: u64 = 128 << 20;
/// How many times larger than packed a part may be once it has [`FREE`] bytes: the XML of text packs to a tenth.
const RATIO: u64 = 200;
/// Bytes that any part may unpack to.
const FREE: u64 = 8 << 20;

/// A package that was opened.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Index of each part by its name in small letters, without the slash in front.
    parts: BTreeMap<String, usize>,
    /// Bytes that were unpacked so far.
    unpacked: u64,
}

/// What a part refers to.
pub(super) struct Relationship {
    /// The last word of its type ("styles", "hyperlink").
    pub(super) kind: String,
    /// The part's name, or an address.
    pub(super) target: String,
    /// Whether the target stands outside of the package.
    pub(super) external: bool,
}

impl<'b> Package<'b> {
    /// Opens `bytes`.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ExtractError> {
        let count = ZipIterable::try_new(Cursor::new(bytes), zip::read::Config::default()).map_err(of_zip)?.len();
        if count > ENTRIES {
            return Err(ExtractError::Damaged { reason: format!("{count} entries, more than {ENTRIES}") });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(of_zip)?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                parts.entry(part_name(&name)).or_insert(index);
            }
        }
        Ok(Self { archive, parts, unpacked: 0 })
    }

    /// Returns whether there is a part of that name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.parts.contains_key(&part_name(name))
    }

    /// Returns whether the name of a part begins so.
    pub(super) fn holds_folder(&self, name: &str) -> bool {
        self.parts.range(name.to_owned()..).next().is_some_and(|(part, _)| part.starts_with(name))
    }

    /// Returns the text of a part, or `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ExtractError> {
        let Some(&index) = self.parts.get(&part_name(name)) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(of_zip)?;
        if file.encrypted() {
            return Err(ExtractError::Encrypted);
        }
        // What the headers say of the size is not believed.
        let most = (file.compressed_size().saturating_mul(RATIO)).max(FREE).min(UNPACKED - self.unpacked);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| {
            let reason = format!("{name} cannot be unpacked: {error}");
            ExtractError::Damaged { reason }
        })?;
        if bytes.len() as u64 > most {
            return Err(ExtractError::TooLarge { limit: most });
        }
        self.unpacked += bytes.len() as u64;
        xml::decode(bytes).map(Some)
    }

    /// Returns what the part `of` (the package itself for "") refers to, in the order of the file.
    pub(super) fn relationships(&mut self, of: &str) -> Result<Vec<Relationship>, ExtractError> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        let Some(part) = self.part(&format!("{folder}{slash}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let mut nodes = Nodes::new(&part);
        let mut found = Vec::new();
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            if element.name() != "Relationship" {
                continue;
            }
            let text = |name: &str| element.attribute(name).map(std::borrow::Cow::into_owned).unwrap_or_default();
            let external = text("TargetMode").eq_ignore_ascii_case("external");
            let target = text("Target");
            let target = if external { target } else { absolute(folder, &target) };
            let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { kind, target, external });
        }
        Ok(found)
    }
}

/// Refuses a document that a word processor could not open without fetching something from elsewhere: what it shows
/// is not what the file holds. Links that a reader may follow, and pictures, are no such thing.
pub(super) fn refuse_outside(relationships: &[Relationship]) -> Result<(), ExtractError> {
    for relationship in relationships.iter().filter(|relationship| relationship.external) {
        let remote = is_remote(&relationship.target);
        let what = match relationship.kind.as_str() {
            "attachedTemplate" if remote => Outside::Template,
            "subDocument" | "aFChunk" | "frame" => Outside::Text,
            "oleObject" | "package" if remote => Outside::Object,
            _ => continue,
        };
        return Err(ExtractError::Outside { what, target: relationship.target.clone() });
    }
    Ok(())
}

/// Returns whether an address is on another machine. A template on the writer's own disk is a habit of Word.
fn is_remote(target: &str) -> bool {
    let target = target.trim().to_ascii_lowercase();
    match target.split_once(':') {
        Some(("file", path)) => {
            let path = path.replace('\\', "/");
            let path = path.strip_prefix("//localhost").unwrap_or(&path);
            // "file:///C:/..." is on a disk; "file://server/..." and "file://///server/..." are not.
            match path.len() - path.trim_start_matches('/').len() {
                2 => !is_drive(&path[2..]),
                slashes => slashes > 3,
            }
        }
        Some((scheme, _)) if scheme.len() > 1 => true,
        _ => target.starts_with("\\\\") || target.starts_with("//"),
    }
}

fn is_drive(path: &str) -> bool {
    path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) && path.as_bytes().get(1) == Some(&b':')
}

/// Returns the name of the part that `target`, read from a part in `folder`, names.
fn absolute(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Returns the name under which a part is looked up: names of parts know no case.
fn part_name(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn of_zip(error: ZipError) -> ExtractError {
    match error {
        ZipError::InvalidPassword => ExtractError::Encrypted,
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => ExtractError::Encrypted,
        error => ExtractError::Damaged { reason: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside() {
        assert_eq!(absolute("word", "styles.xml"), "word/styles.xml");
        assert_eq!(absolute("word", "/word/a.xml"), "word/a.xml");
        assert_eq!(absolute("word", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(absolute("", "word\\document.xml"), "word/document.xml");
    }

    #[test]
    fn a_template_on_the_own_disk_is_not_remote() {
        for own in ["Normal.dotm", "file:///C:\\Users\\a\\Normal.dotm", "C:\\a.dotx", "file:///home/a/b.dotx", "/a/b"] {
            assert!(!is_remote(own), "{own}");
        }
        for remote in ["https://a.example/t.dotm", "\\\\server\\t.dotm", "file://server/t.dotm", "file:///\\\\s\\t"] {
            assert!(is_remote(remote), "{remote}");
        }
    }
}
