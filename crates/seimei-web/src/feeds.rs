//! Feeds (Atom, RFC 4287): new documents, new commitments, the wordings of a formula.

use std::sync::Arc;

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::Router;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum_extra::extract::Query;
use seimei_app::archive::register::Query as Asked;
use seimei_app::lexicon::actor_code;
use seimei_export::date_words::in_words;
use seimei_model::act::ActKind;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::record::DocumentRecord;
use seimei_search::search::{Order, Request};
use serde::Deserialize;

use crate::ask::Ask;
use crate::links;
use crate::office::{Access, Office};
use crate::pages::documents::parties;
use crate::pages::search::found;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Entries of a feed.
const ENTRIES: usize = 50;

/// Documents that a query may find for a feed.
const FOUND: usize = 500;

/// The longest title, in characters.
const TITLE: usize = 140;

/// Returns all feeds.
pub(crate) fn routes() -> Router<Arc<Office>> {
    Router::new()
        .route("/feeds/documents.atom", get(documents))
        .route("/feeds/commitments.atom", get(commitments))
        .route("/feeds/formula.atom", get(formula))
}

/// Makes a feed's parts: names that are the same for ever, addresses by the name that the server was called by.
struct Maker<'a> {
    ask: &'a Ask,
    origin: String,
    archive: String,
}

impl<'a> Maker<'a> {
    fn new(ask: &'a Ask, headers: &HeaderMap) -> Result<Self, Wrong> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let host = text(header::HOST.as_str());
        let has_proxy = matches!(ask.office.setting.access, Access::Proxy { .. });
        let scheme = if has_proxy && text("x-forwarded-proto") == "https" { "https" } else { "http" };
        let archive = ask.office.archive.store().identity();
        let archive = archive.map_err(|error| Wrong::of_store(&error, ask.t()))?;
        Ok(Self { ask, origin: format!("{scheme}://{host}"), archive: links::part(&archive) })
    }

    /// Returns a name that nothing else has.
    fn name(&self, sort: &str, id: &str) -> String {
        format!("urn:seimei:{}:{sort}:{}", self.archive, links::part(id))
    }

    fn link(&self, rel: &str, address: &str, kind: &str) -> Link {
        let mut link = Link { rel: rel.to_owned(), href: format!("{}{address}", self.origin), ..Link::default() };
        link.mime_type = Some(kind.to_owned());
        link
    }

    fn entry(&self, sort: &str, id: &str, heading: &str, address: &str, moment: FixedDateTime) -> Entry {
        Entry {
            id: self.name(sort, id),
            title: Text::plain(shortened(heading)),
            updated: moment,
            links: vec![self.link("alternate", address, "text/html")],
            ..Entry::default()
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is what handlers answer")]
    fn feed(&self, sort: &str, id: &str, heading: &str, page: &str, mut entries: Vec<Entry>) -> Answer {
        entries.sort_by(|one, other| other.updated.cmp(&one.updated).then_with(|| one.id.cmp(&other.id)));
        entries.truncate(ENTRIES);
        let t = self.ask.t();
        let feed = Feed {
            id: self.name(sort, id),
            title: Text::plain(clean(heading)),
            updated: entries.first().map_or_else(|| moment(""), |newest| newest.updated),
            authors: vec![Person { name: t.text("brand").to_owned(), ..Person::default() }],
            links: vec![
                self.link("self", &self.ask.path, "application/atom+xml"),
                self.link("alternate", page, "text/html"),
            ],
            lang: Some(t.lang.tag().to_owned()),
            entries,
            ..Feed::default()
        };
        let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
        Ok(([(header::CONTENT_TYPE, kind)], feed.to_string()).into_response())
    }
}

/// Returns a moment; the beginning of time for what is none.
fn moment(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}

/// Returns a text without the signs that XML cannot have.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

fn shortened(text: &str) -> String {
    let text = clean(text);
    if text.chars().count() <= TITLE {
        return text;
    }
    text.chars().take(TITLE - 1).chain(['…']).collect()
}

fn words(text: &str, language: Option<&str>) -> Content {
    let mut content = Content { value: Some(clean(text)), ..Content::default() };
    content.content_type = Some("text".to_owned());
    content.lang = language.map(str::to_owned);
    content
}

/// Returns when the newest text of a document came.
fn came(document: &DocumentRecord) -> FixedDateTime {
    let texts = document.expressions.iter().map(|one| moment(&one.added_at));
    texts.max().unwrap_or_else(|| moment(&document.added_at))
}

/// Which documents a feed tells of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Looked {
    q: String,
}

/// Tells of new documents; with a query of those that it finds.
async fn documents(ask: Ask, headers: HeaderMap, Query(looked): Query<Looked>) -> Answer {
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

fn category(term: &str) -> Category {
    Category { term: clean(term), ..Category::default() }
}

/// Whose commitments a feed tells of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Whose {
    parties: String,
}

/// Tells of commitments: new ones, and those that were said again.
async fn commitments(ask: Ask, headers: HeaderMap, Query(whose): Query<Whose>) -> Answer {
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
            let language = last.and_then(|last| last.id.provision.language).map(seimei_model::code::Lang::tag);
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

/// Which formula a feed tells of.
#[derive(Debug, Deserialize)]
struct Of {
    of: String,
}

/// Tells of the wordings of a formula, each with whether it is a new one.
async fn formula(ask: Ask, headers: HeaderMap, Query(Of { of }): Query<Of>) -> Answer {
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
