//! What was found as JSON; the keys are described in `docs/search.md`.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::record::DocumentRecord;
use seimei_search::search::{Answer, Hit, Passage};
use seimei_text::range::CharRange;
use serde::Serialize;

/// An answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Found<'a> {
    /// The query as asked.
    pub query: &'a str,
    /// How many provisions or documents fit.
    pub total: usize,
    /// How many were passed over.
    pub offset: usize,
    /// Those that come next.
    pub hits: Vec<FoundHit<'a>>,
    /// How many there are by party, kind, language, act, topic and year, where that was asked.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub facets: BTreeMap<&'static str, Vec<Count<'a>>>,
}

/// How many hits have a value.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Count<'a> {
    /// The value.
    pub value: &'a str,
    /// How many hits have it.
    pub count: usize,
}

/// A provision or a document that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundHit<'a> {
    /// The document.
    pub document: &'a DocumentId,
    /// The language of the expression that fits best.
    pub language: Lang,
    /// The title in it.
    pub title: Option<String>,
    /// The document's date.
    pub date: Option<Edtf>,
    /// What sort of document it is.
    pub kind: Option<DocumentKind>,
    /// In whose name it speaks.
    pub parties: Vec<ActorCode>,
    /// How well it fits; more is better.
    pub score: f32,
    /// How many provisions fit.
    pub provisions: usize,
    /// The provision; of a document the best ones.
    pub passages: Vec<FoundPassage<'a>>,
}

/// A provision with what was looked for in it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundPassage<'a> {
    /// The name to cite; of a title that of the expression has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ProvisionId>,
    /// The lasting number of the provision; 0 for the title of the expression.
    pub provision: u32,
    /// The heading above.
    pub section: Option<&'a str>,
    /// The whole text as written.
    pub text: &'a str,
    /// The stretch that shows most of what was looked for, in scalar values of the text.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<u32>))]
    pub best: CharRange,
    /// Where what was looked for stands, in scalar values of the text, in order.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub marks: &'a [CharRange],
    /// What it does.
    pub acts: Vec<ActKind>,
    /// Its counterparts in the document's other languages, where that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<FoundOther<'a>>,
}

/// A counterpart of a provision that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundOther<'a> {
    /// Its lasting name.
    pub id: ProvisionId,
    /// Its words.
    pub text: &'a str,
}

/// Returns an answer as printed. `record` gives the record of a document; `others` the counterparts of a passage, by the
/// place of its hit and its place there: each with its language, number and words.
pub fn found<'a, E>(
    query: &'a str,
    offset: usize,
    answer: &'a Answer,
    record: impl Fn(&DocumentId) -> Result<Option<DocumentRecord>, E>,
    others: impl Fn(usize, usize) -> Vec<(Lang, u32, &'a str)>,
) -> Result<Found<'a>, E> {
    let mut hits = Vec::new();
    for (at, hit) in answer.hits.iter().enumerate() {
        let record = record(&hit.document)?;
        let title = record.as_ref().and_then(|record| {
            let own = record.expressions.iter().find(|expression| expression.id.language == hit.language);
            own.and_then(|expression| expression.title.clone()).or_else(|| record.description.title.clone())
        });
        let description = record.map(|record| record.description).unwrap_or_default();
        let passages = hit.passages.iter().enumerate();
        hits.push(FoundHit {
            document: &hit.document,
            language: hit.language,
            title,
            date: description.date,
            kind: description.kind,
            parties: description.parties.unwrap_or_default(),
            score: hit.score,
            provisions: hit.provisions,
            passages: passages.map(|(place, one)| passage(hit, one, others(at, place))).collect(),
        });
    }
    let facets = answer.facets.iter().map(|(facet, counts)| {
        let counts = counts.iter().map(|(value, count)| Count { value, count: *count });
        (facet.word(), counts.collect())
    });
    Ok(Found { query, total: answer.total, offset, hits, facets: facets.collect() })
}

fn passage<'a>(hit: &Hit, passage: &'a Passage, others: Vec<(Lang, u32, &'a str)>) -> FoundPassage<'a> {
    let id =
        |language: Lang, number: u32| ProvisionId { document: hit.document.clone(), language: Some(language), number };
    let others = others.into_iter().map(|(language, number, text)| FoundOther { id: id(language, number), text });
    FoundPassage {
        id: (passage.provision > 0).then(|| id(hit.language, passage.provision)),
        provision: passage.provision,
        section: passage.section.as_deref(),
        text: &passage.text,
        best: passage.best,
        marks: &passage.marks,
        acts: passage.acts.iter().map(|act| act.act).collect(),
        other: others.collect(),
    }
}
