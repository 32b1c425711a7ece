//! What was found, as JSON; the keys are described in `docs/search.md`.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_search::search::{Answer, Hit, Passage};
use seimei_store::error::StoreError;
use serde::Serialize;

use crate::commands::search::Shown;
use crate::commands::search::other::Other;

/// An answer as printed.
#[derive(Serialize)]
pub(super) struct Printed<'a> {
    query: &'a str,
    /// Of provisions or documents.
    total: usize,
    offset: usize,
    hits: Vec<PrintedHit<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: BTreeMap<&'static str, Vec<Count<'a>>>,
}

#[derive(Serialize)]
struct Count<'a> {
    value: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct PrintedHit<'a> {
    document: &'a DocumentId,
    language: Lang,
    title: Option<String>,
    date: Option<Edtf>,
    kind: Option<DocumentKind>,
    parties: Vec<ActorCode>,
    score: f32,
    /// How many provisions fit.
    provisions: usize,
    passages: Vec<PrintedPassage<'a>>,
}

#[derive(Serialize)]
struct PrintedPassage<'a> {
    /// The name to cite; of a title that of the expression has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<ProvisionId>,
    #[serde(flatten)]
    passage: &'a Passage,
    acts: Vec<ActKind>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other: Vec<PrintedOther<'a>>,
}

#[derive(Serialize)]
struct PrintedOther<'a> {
    id: ProvisionId,
    text: &'a str,
}

/// Returns an answer as printed.
pub(super) fn printed<'a>(
    shown: &'a Shown,
    answer: &'a Answer,
    others: &'a [Other],
) -> Result<Printed<'a>, StoreError> {
    let mut hits = Vec::new();
    for (at, hit) in answer.hits.iter().enumerate() {
        let record = shown.archive.store().document(&hit.document)?;
        let title = record.as_ref().and_then(|record| {
            let own = record.expressions.iter().find(|expression| expression.id.language == hit.language);
            own.and_then(|expression| expression.title.clone()).or_else(|| record.description.title.clone())
        });
        let description = record.map(|record| record.description).unwrap_or_default();
        let passages = hit.passages.iter().enumerate();
        hits.push(PrintedHit {
            document: &hit.document,
            language: hit.language,
            title,
            date: description.date,
            kind: description.kind,
            parties: description.parties.unwrap_or_default(),
            score: hit.score,
            provisions: hit.provisions,
            passages: passages.map(|(place, passage)| printed_passage(hit, passage, (at, place), others)).collect(),
        });
    }
    let facets = answer.facets.iter().map(|(facet, counts)| {
        let counts = counts.iter().map(|(value, count)| Count { value, count: *count });
        (facet.word(), counts.collect())
    });
    Ok(Printed {
        query: &shown.query,
        total: answer.total,
        offset: shown.request.offset,
        hits,
        facets: facets.collect(),
    })
}

fn printed_passage<'a>(
    hit: &'a Hit,
    passage: &'a Passage,
    place: (usize, usize),
    others: &'a [Other],
) -> PrintedPassage<'a> {
    let id =
        |language: Lang, number: u32| ProvisionId { document: hit.document.clone(), language: Some(language), number };
    let own = others.iter().filter(|other| (other.hit, other.passage) == place);
    PrintedPassage {
        id: (passage.provision > 0).then(|| id(hit.language, passage.provision)),
        passage,
        acts: passage.acts.iter().map(|act| act.act).collect(),
        other: own.map(|other| PrintedOther { id: id(other.language, other.number), text: &other.text }).collect(),
    }
}
