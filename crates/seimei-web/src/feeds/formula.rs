//! The feed of the wordings of a formula.

use atom_syndication::Entry;
use axum::http::HeaderMap;
use axum_extra::extract::Query;
use seimei_export::date_words::in_words;
use seimei_model::act::ActKind;
use seimei_model::identity::ProvisionId;
use serde::Deserialize;

use super::maker::{Maker, category, moment, words};
use crate::ask::Ask;
use crate::links;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Which formula a feed tells of.
#[derive(Debug, Deserialize)]
pub(super) struct Of {
    of: String,
}

/// Tells of the wordings of a formula, each with whether it is a new one.
pub(super) async fn feed(ask: Ask, headers: HeaderMap, Query(Of { of }): Query<Of>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let maker = Maker::new(ask, &headers)?;
        let (reference, found) = ask.find(&of)?;
        let id = &found.expression.id;
        let number = reference.provision.unwrap_or(1);
        let missing = || {
            let values = [("id", id.to_string()), ("n", number.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Wrong::missing(t.fill("archive.no-provision", &values))
        };
        let place = ask.present.place(id).ok_or_else(missing)?;
        let tracing = ask.present.registry.tracing();
        let asked = tracing.passages(place).find(|passage| tracing.at(*passage).1.number == number);
        let lineage = tracing.lineage(asked.ok_or_else(missing)?);
        let entries = lineage.members.iter().map(|member| {
            let (text, provision) = tracing.at(member.passage);
            let name = tracing.reference(member.passage);
            let date = text.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang));
            let wording = match &member.changed {
                None => t.text("feed.first"),
                Some(changed) if changed.changes.is_empty() => t.text("feed.kept"),
                Some(_) => t.text("feed.altered"),
            };
            let heading = title(&text.document, text.expression.id.language).unwrap_or(name.document.as_str());
            let heading =
                [wording, &date, heading].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let updated = moment(&text.expression.added_at);
            let made = maker.entry("wording", &name.to_string(), &heading, &links::passage(&name), updated);
            let acts: Vec<&str> = provision
                .acts
                .iter()
                .map(|act| act.act)
                .filter(|act| *act != ActKind::State)
                .map(ActKind::word)
                .collect();
            Entry {
                content: Some(words(&provision.text, Some(text.expression.id.language.tag()))),
                categories: acts.into_iter().map(category).collect(),
                ..made
            }
        });
        let name = ProvisionId { document: id.document.clone(), language: Some(id.language), number };
        let heading = t.fill("feed.formula", &[("name", &name.to_string())]);
        maker.feed("formula", &name.to_string(), &heading, &links::formula(&name), entries.collect())
    })
    .await
}
