//! The provisions of a comparison, and the changes that matter in them.

use seimei_app::compare::{Item, Status, Text, joint};
use seimei_model::identity::ProvisionId;

use super::View;
use super::shown::Of;
use crate::ask::Ask;
use crate::differences::{self, Told};
use crate::links;

/// Provisions that answer to each other, or one that none answers to.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) status: &'static str,
    pub(super) label: String,
    pub(super) notes: Vec<String>,
    pub(super) a: Option<Side>,
    pub(super) b: Option<Side>,
    /// Both in one, where they are in one language and shown in line.
    pub(super) inline: Option<String>,
    pub(super) language: &'static str,
}

/// One side of a row.
pub(super) struct Side {
    /// Its provisions by number, each with its address; without one in a draft.
    pub(super) numbers: Vec<(u32, String)>,
    pub(super) html: String,
    pub(super) language: &'static str,
}

/// A change that matters.
pub(super) struct Highlight {
    pub(super) told: Told,
    pub(super) subject: String,
    pub(super) place: String,
    pub(super) address: String,
    pub(super) language_a: &'static str,
    pub(super) language_b: &'static str,
}

impl Of<'_> {
    pub(super) fn rows(&self, ask: &Ask) -> Vec<Row> {
        let items = self.comparison.items.iter().enumerate();
        let wanted = items.filter(|(_, item)| self.only.is_none_or(|only| only == item.status));
        wanted.map(|(place, item)| self.row(ask, place, item)).collect()
    }

    fn row(&self, ask: &Ask, place: usize, item: &Item) -> Row {
        let t = ask.t();
        let mut notes = Vec::new();
        if item.is_moved && item.status != Status::Moved {
            notes.push(t.text("compare.elsewhere").to_owned());
        }
        if item.is_pair() && item.a.len() + item.b.len() > 2 {
            let key = if item.a.len() > 1 { "compare.merged" } else { "compare.split" };
            notes.push(t.text(key).to_owned());
        }
        let (words_a, words_b) = (joint(&self.a.reading, &item.a), joint(&self.b.reading, &item.b));
        let (words_a, words_b) = (words_a.text.as_str(), words_b.text.as_str());
        let segments = &item.changed.difference.segments;
        let is_one = !segments.is_empty() || !item.is_pair();
        let inline = (self.view == View::Inline && is_one).then(|| match (item.a.is_empty(), item.b.is_empty()) {
            (false, true) => differences::marked("del", words_a),
            (true, _) => differences::marked("ins", words_b),
            _ => differences::inline(words_a, words_b, segments),
        });
        let side = |text: &Text, positions: &[usize], words: &str, is_a: bool| {
            let document = &text.reading.document;
            (!positions.is_empty()).then(|| Side {
                numbers: numbers(text, positions),
                html: if item.is_pair() {
                    differences::side(words, segments, is_a)
                } else {
                    differences::escaped(words)
                },
                language: document.language.tag(),
            })
        };
        Row {
            id: format!("r{place}"),
            status: item.status.word(),
            label: self.label(ask, item.status),
            notes,
            a: side(self.a, &item.a, words_a, true),
            b: side(self.b, &item.b, words_b, false),
            inline,
            language: self.b.reading.document.language.tag(),
        }
    }

    pub(super) fn highlights(&self, ask: &Ask) -> Vec<Highlight> {
        let highlight = |(place, index): (usize, usize)| {
            let item = self.comparison.items.get(place)?;
            let change = item.changed.changes.get(index)?;
            let mut told = differences::told(change, self.table(), &ask.words());
            // Both wordings are of one text only where the tables differ: nothing was dropped there, and nothing is new.
            if self.table() != seimei_locale::wording::Table::Same {
                told.class = "altered";
            }
            // A provision that the filter leaves out is not on this page.
            let is_shown = self.only.is_none_or(|only| only == item.status);
            Some(Highlight {
                told,
                subject: self.subject(ask, item),
                place: self.place(item),
                address: if is_shown { format!("#r{place}") } else { String::new() },
                language_a: self.a.reading.document.language.tag(),
                language_b: self.b.reading.document.language.tag(),
            })
        };
        self.comparison.highlights().into_iter().filter_map(highlight).collect()
    }

    /// Returns what an item is about: its first topic, or nothing.
    fn subject(&self, ask: &Ask, item: &Item) -> String {
        let of = |text: &Text, positions: &[usize]| {
            let provision = positions.first().and_then(|position| text.reading.provisions.get(*position));
            provision.and_then(|provision| provision.topics.first().cloned())
        };
        let topic = of(self.b, &item.b).or_else(|| of(self.a, &item.a));
        topic.map_or_else(String::new, |topic| ask.t().label("topic", topic.as_str()).to_owned())
    }

    /// Returns which provisions of A and B an item is of: `A 12 → B 11`.
    fn place(&self, item: &Item) -> String {
        let side = |mark: &str, text: &Text, positions: &[usize]| {
            let numbers: Vec<String> =
                numbers(text, positions).into_iter().map(|(number, _)| number.to_string()).collect();
            if numbers.is_empty() { String::new() } else { format!("{mark}\u{a0}{}", numbers.join("+")) }
        };
        let sides = [side("A", self.a, &item.a), side("B", self.b, &item.b)];
        sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join(" → ")
    }
}

fn numbers(text: &Text, positions: &[usize]) -> Vec<(u32, String)> {
    let language = Some(text.reading.document.language);
    let number = |position: &usize| {
        let number = *text.numbers.get(*position)?;
        let id = text.document.clone().map(|document| ProvisionId { document, language, number });
        Some((number, id.as_ref().map(links::passage).unwrap_or_default()))
    };
    positions.iter().filter_map(number).collect()
}
