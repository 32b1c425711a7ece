//! What is not the same about two documents, so that a change of venue is not taken for a change of policy.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind, Translation};
use serde::Serialize;

/// What differs; a field is there only if it does.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Differs {
    /// Those in whose name the documents speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parties: Option<PartiesDiffer>,
    /// What sort of documents they are: of A, of B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<[DocumentKind; 2]>,
    /// The status of a translation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<[Option<Translation>; 2]>,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<[Lang; 2]>,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<[Option<Edtf>; 2]>,
}

/// Parties in both and in one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PartiesDiffer {
    /// In both, alphabetical.
    pub both: Vec<ActorCode>,
    /// In A only.
    pub a: Vec<ActorCode>,
    /// In B only.
    pub b: Vec<ActorCode>,
}

/// Kinds of documents in which like things are said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KindFamily {
    /// Negotiated texts in the name of all parties.
    Joint,
    /// One side's own account or statement.
    Account,
    /// Plans and what explains them.
    Programme,
    /// Texts that bind in law or by a body's vote.
    Instrument,
    /// Told or argued by others.
    Report,
}

/// Returns the family of a kind.
pub fn family(kind: DocumentKind) -> KindFamily {
    use DocumentKind as Kind;
    match kind {
        Kind::JointStatement | Kind::Declaration | Kind::Communique => KindFamily::Joint,
        Kind::Readout | Kind::PressRelease | Kind::Speech => KindFamily::Account,
        Kind::FactSheet | Kind::Programme => KindFamily::Programme,
        Kind::Agreement | Kind::Resolution => KindFamily::Instrument,
        Kind::Report | Kind::News => KindFamily::Report,
    }
}

impl Differs {
    /// Finds what differs.
    pub fn of(a: &Document, b: &Document) -> Self {
        let parties = (a.parties != b.parties).then(|| {
            let less = |one: &[ActorCode], other: &[ActorCode]| -> Vec<ActorCode> {
                one.iter().filter(|code| !other.contains(code)).cloned().collect()
            };
            let both = a.parties.iter().filter(|code| b.parties.contains(code)).cloned().collect();
            PartiesDiffer { both, a: less(&a.parties, &b.parties), b: less(&b.parties, &a.parties) }
        });
        // An original and a translation of unknown status are not told apart by it when the languages differ anyway.
        Self {
            parties,
            kind: (a.kind != b.kind).then_some([a.kind, b.kind]),
            translation: (a.translation != b.translation).then_some([a.translation, b.translation]),
            language: (a.language != b.language).then_some([a.language, b.language]),
            date: (a.date != b.date).then(|| [a.date.clone(), b.date.clone()]),
        }
    }

    /// Returns whether the texts come from different tables: other parties, or a kind of another family. What stands in one
    /// only was then not dropped and is not new.
    pub fn is_other_venue(&self) -> bool {
        self.parties.is_some() || self.kind.is_some_and(|[a, b]| family(a) != family(b))
    }
}
