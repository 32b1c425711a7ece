//! What is found out about a quotation.

use seimei_model::code::Lang;
use seimei_model::document::Translation;
use seimei_model::identity::DocumentId;
use seimei_text::range::CharRange;
use seimei_wording::changes::{Change, Matter, Turn};
use seimei_wording::verify::{EditSort, Verdict};

/// What was found out about a quotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Verification {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict without regard to the document claimed; never [`Verdict::OtherDocument`].
    pub stands: Verdict,
    /// Where its stretches stand, in the order of the quotation; none where it was not found.
    pub sources: Vec<Source>,
    /// Other documents that have it word for word, where it stands so in one.
    pub also: Vec<Place>,
    /// Where quotation and source differ, character by character.
    pub edits: Vec<ToldEdit>,
    /// What that changes, word by word: A is the source, B the quotation; the weightiest first.
    pub changes: Vec<Change>,
    /// The share of the quotation that the sources account for, from 0 to 1.
    pub accounted: f32,
    /// What became of the document claimed, where one is.
    pub claimed: Option<Claimed>,
    /// The provision that is worded most like it, where nothing accounts for it: for a person to look at, no source.
    pub nearest: Option<Nearest>,
    /// How much was searched.
    pub searched: Searched,
}

/// A provision that is worded somewhat like a quotation.
#[derive(Clone, PartialEq, Debug)]
pub struct Nearest {
    /// Where it stands.
    pub place: Place,
    /// The whole provision as written.
    pub text: String,
    /// The share of the quotation's pairs of characters that stand in it, from 0 to 1.
    pub share: f32,
}

/// A document and an expression of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// Its file's name without the folder.
    pub file: String,
    /// The language of the expression.
    pub language: Lang,
    /// The status of a translation, where the text says it is one.
    pub translation: Option<Translation>,
    /// Title and date, where known.
    pub title: Option<String>,
    /// The date in EDTF, where known.
    pub date: Option<String>,
    /// The lasting number of the provision; 0 for the title.
    pub provision: u32,
}

/// A stretch of a provision that the quotation repeats.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// Where it stands.
    pub place: Place,
    /// The whole provision as written.
    pub text: String,
    /// The stretch, in scalar values of the provision.
    pub range: CharRange,
    /// The stretch of the quotation, in its scalar values.
    pub quoted: CharRange,
}

/// A difference of characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldEdit {
    /// Which source it belongs to; `None` where it stands beside none.
    pub source: Option<usize>,
    /// What sort of difference it is.
    pub sort: EditSort,
    /// The characters of the source, in scalar values of its provision.
    pub range: CharRange,
    /// The characters of the quotation, in its scalar values.
    pub quoted: CharRange,
    /// The words of the source.
    pub before: String,
    /// The words of the quotation.
    pub after: String,
}

/// What became of a claim that the quotation is of some document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claimed {
    /// The document as it was named.
    pub name: String,
    /// The documents of the archive that are named so; none where it has none.
    pub documents: Vec<DocumentId>,
    /// The languages in which the archive has them, with the status of translations.
    pub has: Vec<(Lang, Option<Translation>)>,
}

/// How much was searched.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Searched {
    /// Documents of the archive.
    pub documents: usize,
    /// Their provisions.
    pub provisions: u64,
    /// Whether the newest changes are not in the index yet.
    pub is_behind: bool,
}

/// The provision of another expression of the same document that says what a source says.
#[derive(Clone, PartialEq, Debug)]
pub struct Counterpart {
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub text: String,
    /// How sure the link is, from 0 to 1.
    pub score: f64,
}

impl Verification {
    /// Returns the words for what changed, each once, in order of weight. A changed date is a changed number too, and
    /// another act or qualifier is other wording.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<&'static str> = Vec::new();
        let mut add = |kind| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        };
        for change in &self.changes {
            add(change.matter.word());
        }
        for change in &self.changes {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            if digits(&change.a) != digits(&change.b) {
                add("number");
            }
            // A negation that is no form of the same word: 再確認 > 否定.
            let other = change.turn == Turn::Replaced && !change.a.chars().any(|c| change.b.contains(c));
            if matches!(change.matter, Matter::Act { .. } | Matter::Qualifier | Matter::Basis | Matter::Target { .. })
                || (change.matter == Matter::Negation && other)
            {
                add("wording");
            }
        }
        kinds
    }

    /// Returns whether the document claimed is there as a provisional translation only, which does not have the quotation: what
    /// the original says cannot be checked, whatever others say.
    pub fn is_beyond_the_record(&self) -> bool {
        self.claimed.as_ref().is_some_and(|claimed| {
            let is_provisional = claimed.has.iter().all(|(_, status)| *status == Some(Translation::Provisional));
            let is_source = self.sources.iter().any(|source| claimed.documents.contains(&source.place.document));
            !claimed.documents.is_empty() && is_provisional && !is_source
        })
    }

    /// Returns whether it is known from a provisional translation only.
    pub fn is_provisional(&self) -> bool {
        let provisional = |place: &Place| place.translation == Some(Translation::Provisional);
        !self.sources.is_empty()
            && self.sources.iter().all(|source| provisional(&source.place))
            && self.also.iter().all(provisional)
    }
}
