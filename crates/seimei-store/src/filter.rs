//! Which documents are asked for.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::identity::DocumentId;

/// Which documents are asked for. Empty fields ask for all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Those in the bin instead of the others.
    pub removed: bool,
    /// Those in whose name all of these speak.
    pub parties: Vec<ActorCode>,
    /// Those of this kind.
    pub kind: Option<DocumentKind>,
    /// Those with an expression in this language.
    pub language: Option<Lang>,
    /// Those of exactly this date, in time that does not grow with the archive.
    pub date: Option<Edtf>,
    /// Those of this date or later, EDTF (a year, a month or a day).
    pub since: Option<Edtf>,
    /// Those of this date or earlier.
    pub until: Option<Edtf>,
    /// Those whose name comes after this one, for the next page.
    pub after: Option<DocumentId>,
    /// At most so many; 0 for all.
    pub limit: usize,
}
