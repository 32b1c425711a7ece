//! What the register is drawn from: the texts of an archive, and which of their provisions belong together.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{DocumentKind, Translation};
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use smol_str::SmolStr;

/// An expression in its present version.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Document and language.
    pub id: &'a ExpressionId,
    /// The title in this language.
    pub title: Option<&'a str>,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// The document's date.
    pub date: Option<&'a Edtf>,
    /// First day of the date, `YYYY-MM-DD`.
    pub day: Option<&'a str>,
    /// In whose name it speaks, alphabetical.
    pub parties: &'a [ActorCode],
    /// The status of a translation.
    pub translation: Option<Translation>,
    /// The reading; the numbers of its provisions are the lasting ones.
    pub reading: &'a Reading,
}

/// A provision among the texts, by their positions from 0. Texts are in order of time (those without a date last, then by
/// name), so places are too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The text.
    pub text: u32,
    /// The provision in it.
    pub provision: u32,
}

/// A later provision that has words in common with the clause of an undertaking.
#[derive(Clone, PartialEq, Debug)]
pub struct Alike {
    /// The undertaking, by its position among all that were drawn.
    pub undertaking: u32,
    /// The later provision, in the same language.
    pub later: Place,
    /// How much of what the clause is about, each word weighted by its rarity, stands there: from 0 to 1.
    pub covered: f64,
    /// The cosine of both, weighted likewise: from 0 to 1.
    pub likeness: f64,
    /// The words in common in their basic form, the rarest first.
    pub words: Vec<SmolStr>,
}

/// Everything the register is drawn from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grounds<'a> {
    /// All texts, in order of time.
    pub texts: &'a [Text<'a>],
    /// Provisions of one language that say one formula; each at least two, ascending.
    pub families: &'a [Vec<Place>],
    /// Provisions of two languages of one document that say the same.
    pub counterparts: &'a [(Place, Place)],
}

impl<'a> Grounds<'a> {
    /// Returns the text that a place is in.
    ///
    /// # Panics
    /// Where the place is not one of these texts.
    pub fn text(&self, place: Place) -> &'a Text<'a> {
        &self.texts[place.text as usize]
    }

    /// Returns the provision at a place.
    ///
    /// # Panics
    /// Where the place is not one of these texts.
    pub fn provision(&self, place: Place) -> &'a Provision {
        &self.text(place).reading.provisions[place.provision as usize]
    }

    /// Returns what the provision at a place is called: document, language, lasting number.
    pub fn name(&self, place: Place) -> ProvisionId {
        let id = self.text(place).id;
        let number = self.provision(place).number;
        ProvisionId { document: id.document.clone(), language: Some(id.language), number }
    }

    /// Returns the language of a place.
    pub fn language(&self, place: Place) -> Lang {
        self.text(place).id.language
    }

    /// Returns every place, in order.
    pub fn places(&self) -> impl Iterator<Item = Place> + use<'a> {
        self.texts.iter().enumerate().flat_map(|(number, text)| {
            let count = text.reading.provisions.len() as u32;
            (0..count).map(move |provision| Place { text: number as u32, provision })
        })
    }
}
