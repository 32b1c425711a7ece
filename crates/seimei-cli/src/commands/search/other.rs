//! The counterparts of hits in the other language.

use std::collections::BTreeMap;

use seimei_app::align::{Counterparts, counterparts as align};
use seimei_model::code::Lang;
use seimei_model::identity::ExpressionId;
use seimei_model::record::{DocumentRecord, StoredReading};
use seimei_search::search::Answer;

use crate::Outcome;
use crate::commands::common;
use crate::commands::search::Shown;

/// Provisions of other expressions that say the same as one that was found.
#[derive(Debug)]
pub(super) struct Other {
    /// The hit, and in it the passage, by place.
    pub(super) hit: usize,
    pub(super) passage: usize,
    pub(super) language: Lang,
    pub(super) number: u32,
    pub(super) text: String,
}

/// Finds the counterparts of all passages of an answer. A document is aligned once.
pub(super) fn counterparts(shown: &Shown, answer: &Answer) -> Result<Vec<Other>, Outcome> {
    let store = shown.archive.store();
    let refuse = |error| common::refuse(&error, shown.call.messages);
    let corrections = shown.archive.corrections().map_err(refuse)?;
    let read = |record: &DocumentRecord, language: Lang| {
        shown.archive.corrected(record, language, None, &corrections).map_err(refuse)
    };
    let mut aligned: BTreeMap<ExpressionId, Vec<(Lang, StoredReading, Counterparts)>> = BTreeMap::new();
    let mut others = Vec::new();
    for (hit_at, hit) in answer.hits.iter().enumerate() {
        let id = ExpressionId { document: hit.document.clone(), language: hit.language };
        if !aligned.contains_key(&id) {
            let mut pairs = Vec::new();
            let record = store.document(&hit.document).map_err(refuse)?;
            if let Some(record) = record
                && let Some(own) = read(&record, id.language)?
            {
                for expression in record.expressions.iter().filter(|expression| expression.id != id) {
                    if let Some(other) = read(&record, expression.id.language)? {
                        let counterparts = align(&own, &other, shown.lexicon);
                        pairs.push((expression.id.language, other, counterparts));
                    }
                }
            }
            aligned.insert(id.clone(), pairs);
        }
        for (passage_at, passage) in hit.passages.iter().enumerate() {
            for (language, stored, counterparts) in &aligned[&id] {
                let numbers = counterparts.of_a(passage.provision).map(|link| link.b.as_slice()).unwrap_or_default();
                for number in numbers {
                    let provision = stored.position(*number).and_then(|at| stored.reading.provisions.get(at));
                    others.extend(provision.map(|provision| Other {
                        hit: hit_at,
                        passage: passage_at,
                        language: *language,
                        number: *number,
                        text: provision.text.clone(),
                    }));
                }
            }
        }
    }
    Ok(others)
}
