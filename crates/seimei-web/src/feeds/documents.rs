//! The feed of new documents.

use atom_syndication::Text;
use axum::http::HeaderMap;
use axum_extra::extract::Query;
use seimei_export::date_words::in_words;
use seimei_model::record::DocumentRecord;
use seimei_search::search::{Order, Request};
use serde::Deserialize;

use super::maker::{Maker, came, category, clean, moment};
use crate::ask::Ask;
use crate::links;
use crate::pages::documents::parties;
use crate::pages::search::found;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Documents that a query may find for a feed.
const FOUND: usize = 500;

/// Which documents a feed tells of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    q: String,
}

/// Tells of new documents; with a query of those that it finds.
pub(super) async fn feed(ask: Ask, headers: HeaderMap, Query(looked): Query<Looked>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let maker = Maker::new(ask, &headers)?;
        let query = looked.q.trim();
        let all: Vec<&DocumentRecord> = if query.is_empty() {
            ask.present.documents.iter().collect()
        } else {
            let request = |query| Request {
                query,
                documents: true,
                order: Order::Newest,
                offset: 0,
                limit: FOUND,
                facets: false,
                room: 1,
            };
            let answer = found(ask, query, request)?;
            let answer = answer.map_err(|mistake| Wrong::bad(seimei_locale::mistake::what(&mistake.what, t)))?;
            answer.hits.iter().filter_map(|hit| ask.present.document(&hit.document)).collect()
        };
        let entries = all.into_iter().map(|document| {
            let described = &document.description;
            let heading = title(document, ask.visitor.lang).unwrap_or(document.id.as_str());
            let address = format!("/documents/{}", document.id);
            let mut entry = maker.entry("document", document.id.as_str(), heading, &address, came(document));
            let date = described.date.as_ref().map(|date| in_words(date.as_str(), ask.visitor.lang));
            let told = [
                date.unwrap_or_default(),
                parties(described.parties.as_deref().unwrap_or_default()),
                described.kind.map_or("", |kind| t.label("kind", kind.word())).to_owned(),
            ];
            let told: Vec<String> = told.into_iter().filter(|part| !part.is_empty()).collect();
            entry.published = Some(moment(&document.added_at));
            entry.summary = Some(Text::plain(clean(&told.join(" · "))));
            entry.categories = described.parties.iter().flatten().map(|party| category(party.as_str())).collect();
            entry
        });
        let (heading, page) = if query.is_empty() {
            (t.text("feed.documents").to_owned(), "/documents".to_owned())
        } else {
            (t.fill("feed.found", &[("q", query)]), links::with_query("/search", [("q", query)]))
        };
        maker.feed("documents", query, &heading, &page, entries.collect())
    })
    .await
}
