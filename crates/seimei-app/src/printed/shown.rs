//! A document or a provision of the archive as JSON.

use seimei_model::correction::ReadingCorrection;
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::{DocumentRecord, Hash, NoteRecord};
use serde::Serialize;

use crate::align::Counterparts;
use crate::archive::correct::Corrected;

/// A document in one language, in one version.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShownText<'a> {
    /// The document.
    pub document: &'a DocumentRecord,
    /// Which expression of it.
    pub expression: &'a ExpressionId,
    /// The version, from 1.
    pub version: u32,
    /// SHA-256 of the original bytes of that version.
    pub original: Hash,
    /// What was read, with lasting numbers and with what persons said over it.
    pub reading: &'a Reading,
    /// Remarks of persons.
    pub notes: &'a [NoteRecord],
    /// What persons corrected in the reading.
    pub corrections: Vec<ShownCorrection<'a>>,
    /// How the document's other languages answer to it; empty where that was not asked for.
    pub counterparts: Vec<Beside<'a>>,
}

/// How another language of a document answers.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Beside<'a> {
    /// The other expression.
    pub expression: &'a ExpressionId,
    /// Groups of provisions that say the same, in order.
    pub links: Vec<Linked>,
}

/// Provisions that say the same.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Linked {
    /// Lasting numbers in the text that is shown.
    pub own: Vec<u32>,
    /// Lasting numbers in the other one; empty where it lacks them.
    pub other: Vec<u32>,
    /// How sure it is, from 0 to 1.
    pub score: f64,
}

impl<'a> Beside<'a> {
    /// Takes how `expression` answers.
    pub fn new(expression: &'a ExpressionId, counterparts: &Counterparts) -> Self {
        let links = counterparts.links().iter();
        let linked =
            |link: &crate::align::Link| Linked { own: link.a.clone(), other: link.b.clone(), score: link.score };
        Self { expression, links: links.map(linked).collect() }
    }
}

/// A provision.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShownProvision<'a> {
    /// Its lasting name.
    pub id: ProvisionId,
    /// The version of the expression, from 1.
    pub version: u32,
    /// What was read in it.
    pub provision: &'a Provision,
    /// Remarks of persons on it.
    pub notes: Vec<&'a NoteRecord>,
    /// What persons corrected in its reading.
    pub corrections: Vec<ShownCorrection<'a>>,
    /// The provisions that say the same, for each other language of the document.
    pub counterparts: Vec<Vec<Counterpart>>,
}

/// What a person corrected in the reading of a provision.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShownCorrection<'a> {
    /// The provision's lasting number.
    pub provision: u32,
    /// Number of the decision.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: &'a str,
    /// Who.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Whether it was made of another wording than the provision has now, so that it holds no more.
    pub displaced: bool,
    /// What stands in place of what was read.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub correction: &'a ReadingCorrection,
}

impl<'a> ShownCorrection<'a> {
    /// Takes a correction of a provision.
    pub fn new(made: &'a Corrected, provision: &Provision) -> Self {
        Self {
            provision: provision.number,
            number: made.number,
            at: &made.at,
            by: &made.by,
            reason: &made.reason,
            displaced: !made.correction.is_of(&provision.text),
            correction: &made.correction,
        }
    }
}

/// A provision of another language that says the same.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Counterpart {
    /// Its lasting name.
    pub provision: ProvisionId,
    /// Its words.
    pub text: Option<String>,
    /// How sure it is, from 0 to 1.
    pub score: f64,
}

/// Returns the provisions of `other` that say the same as the provision `number`; `text` gives the words of one.
pub fn counterparts(
    other: &ExpressionId,
    counterparts: &Counterparts,
    number: u32,
    text: impl Fn(u32) -> Option<String>,
) -> Vec<Counterpart> {
    let Some(link) = counterparts.of_a(number) else { return Vec::new() };
    let ExpressionId { document, language } = other;
    let named = |number: u32| ProvisionId { document: document.clone(), language: Some(*language), number };
    let one = |number: &u32| Counterpart { provision: named(*number), text: text(*number), score: link.score };
    link.b.iter().map(one).collect()
}
