//! Two texts compared, provision by provision: what an edge needs of `seimei_wording::compare`.

use seimei_model::document::DocumentKind;
use seimei_model::reading::Reading;

pub use seimei_wording::changes::{Change, Direction, Matter, Turn};
pub use seimei_wording::compare::{
    Comparison, Differs, Item, KindFamily, PartiesDiffer, Status, compare, family, joint, part,
};
pub use seimei_wording::difference::{Segment, SegmentKind};

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
