//! Documents narrowed down: what the page of documents and the interface for programs both ask.

use std::collections::BTreeMap;

use seimei_app::names::TOPICS;
use seimei_model::code::Lang;
use seimei_model::document::DocumentKind;
use seimei_model::record::DocumentRecord;
use seimei_store::filter::Filter;

use crate::ask::Ask;
use crate::present::Present;
use crate::wrong::Wrong;

/// What documents are narrowed down by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Facet {
    Party,
    Kind,
    Language,
    Year,
    Topic,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub(crate) const ALL: [Self; 5] = [Self::Party, Self::Kind, Self::Language, Self::Year, Self::Topic];

    /// Returns the word for it in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Kind => "kind",
            Self::Language => "language",
            Self::Year => "year",
            Self::Topic => "topic",
        }
    }

    /// Returns whether all values that are wanted must be there; else one is enough.
    fn wants_all(self) -> bool {
        matches!(self, Self::Party | Self::Topic)
    }

    /// Returns a document's values.
    fn values(self, document: &DocumentRecord, present: &Present) -> Vec<String> {
        let described = &document.description;
        match self {
            Self::Party => described.parties.iter().flatten().map(ToString::to_string).collect(),
            Self::Kind => described.kind.iter().map(|kind| kind.word().to_owned()).collect(),
            Self::Language => document.expressions.iter().map(|one| one.id.language.tag().to_owned()).collect(),
            Self::Year => {
                described.date.iter().filter_map(seimei_model::date::Edtf::year).map(|year| year.to_string()).collect()
            }
            Self::Topic => present.topics(&document.id).iter().map(ToString::to_string).collect(),
        }
    }

    /// Returns a value as it is compared, or what is wrong with it.
    fn value(self, text: &str, ask: &Ask) -> Result<String, Wrong> {
        let t = ask.t();
        let bad = |key: &'static str| Wrong::bad(t.fill(key, &[("text", text)]));
        match self {
            Self::Party => Ok(text.to_uppercase()),
            Self::Kind => {
                DocumentKind::from_word(text).map(|kind| kind.word().to_owned()).ok_or_else(|| bad("edit.no-kind"))
            }
            Self::Language => Lang::from_tag(text).map(|one| one.tag().to_owned()).ok_or_else(|| bad("wrong.language")),
            Self::Year => text.parse::<u16>().map(|year| year.to_string()).map_err(|_| bad("wrong.year")),
            Self::Topic if TOPICS.contains(&text) => Ok(text.to_owned()),
            Self::Topic => Err(bad("wrong.topic")),
        }
    }
}

/// What is wanted of documents. What is empty wants all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowing {
    values: BTreeMap<Facet, Vec<String>>,
    /// Part of a title or a name.
    q: String,
}

impl Narrowing {
    /// Reads values as an address has them; those that are empty are passed over.
    pub(crate) fn new(ask: &Ask, values: [(Facet, &[String]); 5], q: &str) -> Result<Self, Wrong> {
        let mut narrowing = Self { values: BTreeMap::new(), q: q.trim().to_lowercase() };
        for (facet, texts) in values {
            let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
            let read: Result<Vec<String>, Wrong> = texts.map(|text| facet.value(text, ask)).collect();
            narrowing.values.insert(facet, read?);
        }
        Ok(narrowing)
    }

    /// Returns what is wanted of a facet.
    pub(crate) fn values(&self, facet: Facet) -> &[String] {
        self.values.get(&facet).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the documents that are wanted, in the same order.
    pub(crate) fn found<'d>(&self, present: &Present, documents: &'d [DocumentRecord]) -> Vec<&'d DocumentRecord> {
        documents.iter().filter(|document| self.wants(present, document, None)).collect()
    }

    /// Returns how many documents have each value of a facet, of those that the other facets leave.
    pub(crate) fn counts(
        &self,
        present: &Present,
        documents: &[DocumentRecord],
        facet: Facet,
    ) -> BTreeMap<String, usize> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let except = (!facet.wants_all()).then_some(facet);
        for document in documents.iter().filter(|document| self.wants(present, document, except)) {
            for value in facet.values(document, present) {
                *counts.entry(value).or_default() += 1;
            }
        }
        for value in self.values(facet) {
            counts.entry(value.clone()).or_default();
        }
        counts
    }

    /// Returns whether a document is wanted, whatever `except` says.
    fn wants(&self, present: &Present, document: &DocumentRecord, except: Option<Facet>) -> bool {
        let is_met = |facet: &Facet| {
            let wanted = self.values(*facet);
            if wanted.is_empty() || Some(*facet) == except {
                return true;
            }
            let values = facet.values(document, present);
            let has = |one: &String| values.contains(one);
            if facet.wants_all() { wanted.iter().all(has) } else { wanted.iter().any(has) }
        };
        let contains = |text: &str| text.to_lowercase().contains(&self.q);
        let is_called = || {
            let titles = document.expressions.iter().filter_map(|one| one.title.as_deref());
            let titles = titles.chain(document.description.title.as_deref());
            contains(document.id.as_str()) || titles.into_iter().any(contains)
        };
        Facet::ALL.iter().all(is_met) && (self.q.is_empty() || is_called())
    }
}

/// Returns the documents that lie in the bin.
pub(crate) fn removed(ask: &Ask) -> Result<Vec<DocumentRecord>, Wrong> {
    let filter = Filter { removed: true, ..Filter::default() };
    ask.office.archive.store().documents(&filter).map_err(|error| Wrong::of_store(&error, ask.t()))
}
