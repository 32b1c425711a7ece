//! The provisions behind a cell, with their words.

use seimei_app::positions::Saying;
use seimei_export::date_words::in_words;
use seimei_model::act::{Family, Strength};

use crate::ask::Ask;
use crate::links;
use crate::present::title;

/// A provision with the acts that count.
pub(super) struct Said {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) document: String,
    pub(super) day: String,
    pub(super) language: &'static str,
    pub(super) words: String,
    pub(super) acts: Vec<(&'static str, String)>,
}

/// Returns provisions with their words and the acts that count, the newest first.
pub(super) fn said(ask: &Ask, sayings: &[&Saying]) -> Vec<Said> {
    let tracing = ask.present.registry.tracing();
    let mut found: Vec<Said> = Vec::new();
    let mut last = None;
    for saying in sayings {
        let label = {
            let word = ask.t().label("act", saying.kind.word());
            if saying.strength == Strength::Plain {
                word.to_owned()
            } else {
                format!("{word} ({})", ask.t().label("strength", saying.strength.word()))
            }
        };
        let act = (Family::of(saying.kind).word(), label);
        if last == Some(saying.passage)
            && let Some(before) = found.last_mut()
        {
            before.acts.push(act);
            continue;
        }
        last = Some(saying.passage);
        let (text, provision) = tracing.at(saying.passage);
        let id = tracing.reference(saying.passage);
        found.push(Said {
            address: links::passage(&id),
            name: id.to_string(),
            document: title(&text.document, text.expression.id.language).unwrap_or(id.document.as_str()).to_owned(),
            day: text.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang)),
            language: text.expression.id.language.tag(),
            words: provision.text.clone(),
            acts: vec![act],
        });
    }
    found
}
