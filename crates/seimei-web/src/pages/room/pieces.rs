//! The text of a document piece by piece: its provisions with their marks and their margin, alone or beside those of its
//! other language.

use std::collections::BTreeMap;
use std::sync::Arc;

use seimei_app::archive::trace::Text;
use seimei_export::date_words::in_words;
use seimei_model::code::Lang;
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::record::NoteRecord;

use crate::ask::Ask;
use crate::{links, marks};

/// A provision as shown.
pub(super) struct Shown {
    pub(super) anchor: String,
    pub(super) number: u32,
    pub(super) address: String,
    pub(super) label: String,
    pub(super) acts: String,
    pub(super) html: String,
    pub(super) chips: Vec<Chip>,
}

/// What stands in the margin.
pub(super) struct Chip {
    pub(super) class: &'static str,
    pub(super) text: String,
    pub(super) title: String,
    pub(super) address: Option<String>,
    pub(super) language: Option<&'static str>,
}

/// A stretch of the document: a heading, or provisions beside their counterparts.
pub(super) enum Piece {
    Section { id: String, title: String, other: Option<String> },
    Provision(Shown),
    Row { own: Vec<Shown>, other: Vec<Shown> },
}

/// Makes provisions ready to be shown.
struct Setter<'a> {
    ask: &'a Ask,
    text: &'a Text,
    prefix: &'static str,
    marks: Arc<Vec<Vec<marks::Mark>>>,
    elsewhere: Arc<Vec<usize>>,
    /// Counterparts of provisions in other languages, by place.
    counterparts: BTreeMap<usize, Vec<ProvisionId>>,
    notes: &'a [NoteRecord],
}

impl<'a> Setter<'a> {
    fn new(ask: &'a Ask, place: usize, text: &'a Text, notes: &'a [NoteRecord], prefix: &'static str) -> Self {
        let present = &ask.present;
        let mut counterparts: BTreeMap<usize, Vec<ProvisionId>> = BTreeMap::new();
        for expression in text.document.expressions.iter().filter(|one| one.id != text.expression.id) {
            let Some(other) = present.place(&expression.id) else { continue };
            let (Some(alignment), Some(beside)) = (present.aligned(place, other), present.text_at(other)) else {
                continue;
            };
            for group in alignment.groups.iter().filter(|group| group.is_link()) {
                let first = group.b.first().and_then(|at| beside.reading.provisions.get(*at));
                let Some(first) = first else { continue };
                let id = ProvisionId {
                    document: expression.id.document.clone(),
                    language: Some(expression.id.language),
                    number: first.number,
                };
                for own in &group.a {
                    counterparts.entry(*own).or_default().push(id.clone());
                }
            }
        }
        let (marks, elsewhere) = (present.marks(place), present.said_elsewhere(place));
        Self { ask, text, prefix, marks, elsewhere, counterparts, notes }
    }

    fn shown(&self, at: usize) -> Option<Shown> {
        let provision = self.text.reading.provisions.get(at)?;
        let id = self.id(provision.number);
        let words = self.ask.words();
        let marks = self.marks.get(at).map(Vec::as_slice).unwrap_or_default();
        let acts: Vec<&str> = provision.acts.iter().map(|act| act.act.word()).collect();
        Some(Shown {
            anchor: format!("{}p{}", self.prefix, provision.number),
            number: provision.number,
            address: links::provision(&id),
            label: words.t.fill("room.provision", &[("n", &provision.number.to_string())]),
            acts: acts.join(" "),
            html: marks::html(provision, marks, &words),
            chips: self.chips(at, &id),
        })
    }

    fn id(&self, number: u32) -> ProvisionId {
        let ExpressionId { document, language } = self.text.expression.id.clone();
        ProvisionId { document, language: Some(language), number }
    }

    fn chips(&self, at: usize, id: &ProvisionId) -> Vec<Chip> {
        let t = self.ask.t();
        let mut chips = Vec::new();
        let times = self.elsewhere.get(at).copied().unwrap_or(0);
        if times > 0 {
            chips.push(Chip {
                class: "lineage",
                text: t.count("room.times", times + 1),
                title: t.text("room.lineage").to_owned(),
                address: Some(links::formula(id)),
                language: None,
            });
        }
        for entry in self.ask.present.entries_of(id) {
            let text = match &entry.due {
                Some(due) => t.fill("room.due", &[("date", &in_words(due.as_str(), self.ask.visitor.lang))]),
                None => t.text("room.no-due").to_owned(),
            };
            chips.push(Chip {
                class: "commitment",
                text,
                title: t.text("room.commitment").to_owned(),
                address: Some(links::entry(&entry.id)),
                language: None,
            });
        }
        for other in self.counterparts.get(&at).into_iter().flatten() {
            let language = other.language.map_or("und", Lang::tag);
            chips.push(Chip {
                class: "counterpart",
                text: format!("{} {}", t.label("own-language", language), other.number),
                title: t.text("room.counterpart").to_owned(),
                address: Some(links::passage(other)),
                language: Some(language),
            });
        }
        let notes = self.notes.iter().filter(|note| note.has_place && note.provision == id.number).count();
        if notes > 0 {
            chips.push(Chip {
                class: "note",
                text: t.count("room.notes", notes),
                title: t.text("room.notes-title").to_owned(),
                address: Some(format!("{}#notes", links::provision(id))),
                language: None,
            });
        }
        chips
    }
}

/// Returns the pieces of a text that is shown alone.
pub(super) fn alone(ask: &Ask, place: usize, text: &Text, notes: &[NoteRecord]) -> Vec<Piece> {
    let setter = Setter::new(ask, place, text, notes, "");
    let mut pieces = Vec::new();
    let mut section = None;
    for (at, provision) in text.reading.provisions.iter().enumerate() {
        if provision.section != section {
            section.clone_from(&provision.section);
            if let Some(title) = &provision.section {
                pieces.push(Piece::Section { id: format!("s{}", pieces.len()), title: title.clone(), other: None });
            }
        }
        pieces.extend(setter.shown(at).map(Piece::Provision));
    }
    pieces
}

/// Returns the pieces of a text beside another language of its document.
pub(super) fn beside(ask: &Ask, place: usize, text: &Text, other: usize, notes: &[NoteRecord]) -> Vec<Piece> {
    let Some(beside) = ask.present.text_at(other) else { return Vec::new() };
    let Some(alignment) = ask.present.aligned(place, other) else { return Vec::new() };
    let own = Setter::new(ask, place, text, notes, "");
    let theirs =
        Setter::new(ask, other, beside, &[], if beside.expression.id.language == Lang::Ja { "ja-" } else { "en-" });
    let mut pieces = Vec::new();
    let mut section = None;
    for group in &alignment.groups {
        let first = group.a.first().and_then(|at| text.reading.provisions.get(*at));
        let first_beside = group.b.first().and_then(|at| beside.reading.provisions.get(*at));
        if let Some(first) = first
            && first.section != section
        {
            section.clone_from(&first.section);
            if let Some(title) = &first.section {
                let other = first_beside.and_then(|provision| provision.section.clone());
                pieces.push(Piece::Section { id: format!("s{}", pieces.len()), title: title.clone(), other });
            }
        }
        pieces.push(Piece::Row {
            own: group.a.iter().filter_map(|at| own.shown(*at)).collect(),
            other: group.b.iter().filter_map(|at| theirs.shown(*at)).collect(),
        });
    }
    pieces
}
