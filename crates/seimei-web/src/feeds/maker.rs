//! What feeds are made of: names for ever, whole addresses, texts that XML can have.

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse as _;
use seimei_model::record::DocumentRecord;

use crate::ask::Ask;
use crate::links;
use crate::office::Access;
use crate::wrong::{Answer, Wrong};

/// Entries of a feed.
const ENTRIES: usize = 50;

/// The longest title, in characters.
const TITLE: usize = 140;

/// Makes a feed's parts: names that are the same for ever, addresses by the name that the server was called by.
pub(super) struct Maker<'a> {
    ask: &'a Ask,
    origin: String,
    archive: String,
}

impl<'a> Maker<'a> {
    /// Makes it for whoever asks.
    pub(super) fn new(ask: &'a Ask, headers: &HeaderMap) -> Result<Self, Wrong> {
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

    /// Returns an entry that leads to a page.
    pub(super) fn entry(&self, sort: &str, id: &str, heading: &str, address: &str, moment: FixedDateTime) -> Entry {
        Entry {
            id: self.name(sort, id),
            title: Text::plain(shortened(heading)),
            updated: moment,
            links: vec![self.link("alternate", address, "text/html")],
            ..Entry::default()
        }
    }

    /// Returns a feed of entries, the newest first.
    #[expect(clippy::unnecessary_wraps, reason = "it is what handlers answer")]
    pub(super) fn feed(&self, sort: &str, id: &str, heading: &str, page: &str, mut entries: Vec<Entry>) -> Answer {
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
pub(super) fn moment(text: &str) -> FixedDateTime {
    text.parse().unwrap_or_default()
}

/// Returns a text without the signs that XML cannot have.
pub(super) fn clean(text: &str) -> String {
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

/// Returns the words of an entry, in their language.
pub(super) fn words(text: &str, language: Option<&str>) -> Content {
    let mut content = Content { value: Some(clean(text)), ..Content::default() };
    content.content_type = Some("text".to_owned());
    content.lang = language.map(str::to_owned);
    content
}

/// Returns a category.
pub(super) fn category(term: &str) -> Category {
    Category { term: clean(term), ..Category::default() }
}

/// Returns when the newest text of a document came.
pub(super) fn came(document: &DocumentRecord) -> FixedDateTime {
    let texts = document.expressions.iter().map(|one| moment(&one.added_at));
    texts.max().unwrap_or_else(|| moment(&document.added_at))
}
