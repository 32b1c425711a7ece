//! A comparison as shown: the heads of both texts, how many provisions became what, the changes that matter.

use seimei_app::compare::{Comparison, Status, Text};
use seimei_export::date_words::in_words;
use seimei_locale::wording;
use seimei_model::date::Edtf;

use super::View;
use super::rows::{Highlight, Row};
use crate::ask::Ask;

/// Changes that matter that are shown before the rest is folded away.
const SHOWN: usize = 24;

/// The head of a text.
pub(super) struct Head {
    pub(super) mark: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) address: String,
    pub(super) language: &'static str,
}

/// How many provisions became what.
pub(super) struct Figure {
    pub(super) count: usize,
    pub(super) label: String,
    pub(super) address: String,
    pub(super) is_here: bool,
}

/// A comparison as shown.
pub(super) struct Shown {
    pub(super) heads: Vec<Head>,
    pub(super) warnings: Vec<String>,
    pub(super) figures: Vec<Figure>,
    pub(super) heading: String,
    pub(super) highlights: Vec<Highlight>,
    pub(super) more: Vec<Highlight>,
    pub(super) more_label: String,
    pub(super) tabs: Vec<(String, String, bool)>,
    pub(super) all: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) nothing: bool,
}

/// Gives the address of a view, and of the provisions of one status only.
pub(super) type Address<'a> = dyn Fn(&str, &str) -> String + 'a;

/// A comparison with what it is of.
pub(super) struct Of<'a> {
    pub(super) a: &'a Text,
    pub(super) b: &'a Text,
    pub(super) comparison: &'a Comparison,
    pub(super) view: View,
    pub(super) only: Option<Status>,
}

impl Of<'_> {
    pub(super) fn is_venue(&self) -> bool {
        self.comparison.differs.is_other_venue()
    }

    pub(super) fn table(&self) -> wording::Table {
        if self.is_venue() { wording::Table::Other } else { wording::Table::Same }
    }

    /// Returns the word for what became of a provision; other words where the tables differ.
    pub(super) fn label(&self, ask: &Ask, status: Status) -> String {
        if self.is_venue() {
            ask.t().label("venue-status", status.word()).to_owned()
        } else {
            ask.t().label("compare-status", status.word()).to_owned()
        }
    }

    /// Returns it as shown; `address` gives that of another view, and of the provisions of one status only.
    pub(super) fn shown(&self, ask: &Ask, address: Option<&Address>) -> Shown {
        let t = ask.t();
        let words = ask.words();
        let only = self.only.map_or("", Status::word);
        let view = if self.view == View::Inline { "inline" } else { "side" };
        let figures = Status::ALL.iter().map(|status| Figure {
            count: self.comparison.count(*status),
            label: self.label(ask, *status),
            address: address.map_or_else(String::new, |address| address(view, status.word())),
            is_here: self.only == Some(*status),
        });
        let mut highlights = self.highlights(ask);
        let more = if highlights.len() > SHOWN + 4 { highlights.split_off(SHOWN) } else { Vec::new() };
        let key = if self.is_venue() { "compare.matters-venue" } else { "compare.matters" };
        let tabs = address.map_or_else(Vec::new, |address| {
            vec![
                (address("side", only), t.text("comparing.side").to_owned(), self.view == View::Side),
                (address("inline", only), t.text("comparing.inline").to_owned(), self.view == View::Inline),
            ]
        });
        Shown {
            heads: vec![head(ask, self.a, "A"), head(ask, self.b, "B")],
            warnings: wording::warnings(&self.comparison.differs, t, &|codes| words.actors(codes)),
            figures: figures.filter(|figure| figure.count > 0).collect(),
            heading: t.text(key).to_owned(),
            more_label: t.count("comparing.more", more.len()),
            highlights,
            more,
            tabs,
            all: address.filter(|_| self.only.is_some()).map(|address| address(view, "")),
            rows: self.rows(ask),
            nothing: !self.comparison.has_common(),
        }
    }
}

fn head(ask: &Ask, text: &Text, mark: &'static str) -> Head {
    let t = ask.t();
    let document = &text.reading.document;
    let day = |date: &Edtf| in_words(date.as_str(), ask.visitor.lang);
    let mut about: Vec<String> = document.date.iter().map(day).collect();
    about.push(t.label("kind", document.kind.word()).to_owned());
    if !document.parties.is_empty() {
        about.push(ask.words().actors(&document.parties));
    }
    about.push(t.label("own-language", document.language.tag()).to_owned());
    about.extend(document.translation.map(|status| t.label("translation", status.word()).to_owned()));
    let is_kept = text.document.is_some();
    Head {
        mark,
        title: document
            .title
            .clone()
            .unwrap_or_else(|| if is_kept { t.text("head.untitled").to_owned() } else { text.name.clone() }),
        about: about.join(" · "),
        address: if is_kept { format!("/documents/{}", text.name) } else { String::new() },
        language: document.language.tag(),
    }
}
