//! Two texts compared, provision by provision: what an edge needs of `seimei_wording::compare`.

use seimei_model::document::DocumentKind;
use seimei_model::identity::DocumentId;
use seimei_model::reading::Reading;

pub use seimei_wording::changes::{Change, Direction, Matter, Turn};
pub use seimei_wording::compare::{
    Comparison, Differs, Item, KindFamily, PartiesDiffer, Status, compare, family, joint, part,
};
pub use seimei_wording::difference::{Segment, SegmentKind};

/// A text that is compared: of the archive, of a file, or pasted.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// What it is called: a path, or document and language.
    pub name: String,
    /// Its document in the archive, if it is there.
    pub document: Option<DocumentId>,
    /// What was read in it.
    pub reading: Reading,
    /// The numbers of its provisions: lasting ones in an archive.
    pub numbers: Vec<u32>,
}

impl Text {
    /// Takes a reading whose provisions carry the numbers they are to be known by.
    pub fn of(name: String, document: Option<DocumentId>, reading: Reading) -> Self {
        let numbers = reading.provisions.iter().map(|provision| provision.number).collect();
        Self { name, document, reading, numbers }
    }

    /// Returns the same with another reading of it: one of its parts.
    #[must_use]
    pub fn with_part(self, part: Reading) -> Self {
        Self::of(self.name, self.document, part)
    }
}

/// Returns the words of a segment in A or in B.
pub fn slice<'t>(text: &'t str, segment: &Segment, is_a: bool) -> &'t str {
    text.get(if is_a { segment.a.bounds() } else { segment.b.bounds() }).unwrap_or_default()
}

/// Of a page that holds several documents takes the one that is like the other text.
pub fn alike(a: Text, b: Text) -> (Text, Text) {
    let (kind_a, kind_b) = (a.reading.document.kind, b.reading.document.kind);
    let like = |text: Text, kind| match part_like(&text.reading, kind) {
        Some((_, part)) => text.with_part(part),
        None => text,
    };
    let a = like(a, kind_b);
    let b = like(b, if a.reading.parts.is_empty() { a.reading.document.kind } else { kind_a });
    (a, b)
}

/// Of a page that holds several documents, returns the one that is compared with a document of kind `other`: the first of the
/// same family. `None` where the page is one document, or holds none of that family.
pub fn part_like(reading: &Reading, other: DocumentKind) -> Option<(usize, Reading)> {
    let index = reading.parts.iter().position(|part| family(part.kind) == family(other))?;
    Some((index, part(reading, index)?))
}

/// Of a page that holds a readout and a statement, returns both; the readout first. Where no part is a readout, the first two.
pub fn readout_and_statement(reading: &Reading) -> Option<[Reading; 2]> {
    let is_account = |index: &usize| family(reading.parts[*index].kind) == KindFamily::Account;
    let first = (0..reading.parts.len()).find(is_account).or((reading.parts.len() > 1).then_some(0))?;
    let is_joint = |index: &usize| family(reading.parts[*index].kind) == KindFamily::Joint;
    let others = || (0..reading.parts.len()).filter(|index| *index != first);
    let second = others().find(is_joint).or_else(|| others().next())?;
    Some([part(reading, first)?, part(reading, second)?])
}
