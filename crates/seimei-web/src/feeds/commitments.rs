//! The feed of commitments.

use atom_syndication::{Entry, Text};
use axum::http::HeaderMap;
use axum_extra::extract::Query;
use seimei_app::archive::register::Query as Asked;
use seimei_app::lexicon::actor_code;
use seimei_export::date_words::in_words;
use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use serde::Deserialize;

use super::maker::{Maker, came, category, clean, words};
use crate::ask::Ask;
use crate::links;
use crate::pages::documents::parties;
use crate::wrong::{Answer, Wrong};

/// Whose commitments a feed tells of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Whose {
    parties: String,
}

/// Tells of commitments: new ones, and those that were said again.
pub(super) async fn feed(ask: Ask, headers: HeaderMap, Query(whose): Query<Whose>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let maker = Maker::new(ask, &headers)?;
        let mut of = Vec::new();
        for name in whose.parties.split([',', '、', '，', ';']).map(str::trim).filter(|name| !name.is_empty()) {
            let code = actor_code(ask.office.lexicon, name);
            of.push(code.ok_or_else(|| Wrong::bad(t.fill("described.no-party", &[("text", name)])))?);
        }
        of.sort();
        of.dedup();
        let query = Asked { parties: of.clone(), today: ask.office.today(), ..Asked::default() };
        let came_of = |id: &DocumentId| ask.present.document(id).map(came);
        let entries = ask.present.registry.entries(&query).into_iter().filter_map(|(entry, class)| {
            let last = entry.undertakings.last();
            let updated = last
                .and_then(|last| came_of(&last.id.provision.document))
                .or_else(|| entry.source.as_ref().and_then(|source| came_of(&source.document)));
            let made = maker.entry("entry", &entry.id.to_string(), &entry.what, &links::entry(&entry.id), updated?);
            let first = entry.undertakings.first().and_then(|first| came_of(&first.id.provision.document));
            let due = entry
                .due
                .as_ref()
                .map(|due| t.fill("room.due", &[("date", &in_words(due.as_str(), ask.visitor.lang))]));
            let told = [
                ask.words().actors(&entry.by),
                due.unwrap_or_default(),
                t.label("class", class.word()).to_owned(),
                last.map(|last| last.id.provision.to_string()).unwrap_or_default(),
            ];
            let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
            let language = last.and_then(|last| last.id.provision.language).map(Lang::tag);
            Some(Entry {
                published: first,
                summary: Some(Text::plain(clean(&told.join(" · ")))),
                content: Some(words(&entry.what, language)),
                categories: entry.by.iter().map(|by| category(by.as_str())).collect(),
                ..made
            })
        });
        let entries = entries.collect();
        let names = parties(&of);
        let heading = if of.is_empty() {
            t.text("feed.commitments").to_owned()
        } else {
            t.fill("feed.commitments-of", &[("parties", &ask.words().actors(&of))])
        };
        let page = links::with_query("/register", [("parties", names.as_str())]);
        maker.feed("commitments", &names, &heading, &page, entries)
    })
    .await
}
