//! The three tables: provisions, acts, documents. One list of columns serves CSV and Parquet.

use std::borrow::Cow;
use std::io;

use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{DocumentKind, Translation};
use seimei_model::provision::Provision;

use crate::item::{Expression, Item};

/// What one row, or one line of JSON Lines, is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// A provision of an expression.
    Provisions,
    /// An act of a provision.
    Acts,
    /// A document.
    Documents,
}

/// Where a row comes from.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    item: &'a Item,
    /// The expression; of a row of documents the first one.
    expression: &'a Expression,
    /// The provision with its place in the reading, from 0.
    provision: Option<(usize, &'a Provision)>,
    /// The act with its place in the provision, from 0.
    act: Option<(usize, &'a Act)>,
}

/// The sort of a column's values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Text or nothing.
    Text,
    /// Any number of texts.
    Texts,
    /// A whole number or nothing.
    Number,
    /// True or false.
    Flag,
    /// An EDTF date or nothing.
    Date,
}

/// The value of a row in a column.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell<'a> {
    /// Of [`Sort::Text`].
    Text(Option<Cow<'a, str>>),
    /// Of [`Sort::Texts`].
    Texts(Vec<Cow<'a, str>>),
    /// Of [`Sort::Number`].
    Number(Option<i32>),
    /// Of [`Sort::Flag`].
    Flag(bool),
    /// Of [`Sort::Date`].
    Date(Option<&'a Edtf>),
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name: the word of the JSON key where there is one.
    pub name: &'static str,
    /// The sort of its values.
    pub sort: Sort,
    /// Returns its value in a row.
    pub cell: for<'a> fn(&Row<'a>) -> Cell<'a>,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Provisions, Self::Acts, Self::Documents];

    /// Returns the word for the table in options and names of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisions => "provisions",
            Self::Acts => "acts",
            Self::Documents => "documents",
        }
    }

    /// Returns the table for the `word` of an option, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.word() == word)
    }

    /// Returns the columns in order.
    pub fn columns(self) -> impl Iterator<Item = &'static Column> {
        let groups: &[&[Column]] = match self {
            Self::Provisions => &[ID, EXPRESSION, PLACE, PROVISION, ORIGIN],
            Self::Acts => &[ID, EXPRESSION, PLACE, ACT, ORIGIN],
            Self::Documents => &[DOCUMENT],
        };
        groups.iter().copied().flatten()
    }

    /// Gives the rows of a document to `take`, in the order of its expressions and provisions.
    pub fn rows(self, item: &Item, take: &mut dyn FnMut(&Row) -> io::Result<()>) -> io::Result<()> {
        let Some(first) = item.expressions.first() else { return Ok(()) };
        if self == Self::Documents {
            return take(&Row { item, expression: first, provision: None, act: None });
        }
        for expression in &item.expressions {
            for provision in expression.stored.reading.provisions.iter().enumerate() {
                let row = Row { item, expression, provision: Some(provision), act: None };
                if self == Self::Provisions {
                    take(&row)?;
                    continue;
                }
                for act in provision.1.acts.iter().enumerate() {
                    take(&Row { act: Some(act), ..row })?;
                }
            }
        }
        Ok(())
    }
}

impl<'a> Row<'a> {
    /// Returns the lasting number of the provision.
    fn number(&self) -> Option<u32> {
        self.provision.map(|(index, _)| self.expression.number(index))
    }

    fn texts_of_expressions(&self, text: impl Fn(&'a Expression) -> Cow<'a, str>) -> Cell<'a> {
        Cell::Texts(self.item.expressions.iter().map(text).collect())
    }

    fn title_in(&self, lang: Lang) -> Cell<'a> {
        let found = self.item.expressions.iter().find(|expression| expression.language() == lang);
        text(found.and_then(|expression| expression.record.title.as_deref()))
    }

    fn count(&self, count: impl Fn(&'a Expression) -> usize) -> Cell<'a> {
        Cell::Number(i32::try_from(self.item.expressions.iter().map(count).sum::<usize>()).ok())
    }

    fn acts_where(&self, is_counted: impl Fn(&Act) -> bool) -> Cell<'a> {
        self.count(|expression| {
            let provisions = &expression.stored.reading.provisions;
            provisions.iter().flat_map(|provision| &provision.acts).filter(|act| is_counted(act)).count()
        })
    }
}

fn text(value: Option<&str>) -> Cell<'_> {
    Cell::Text(value.map(Cow::Borrowed))
}

fn number(value: Option<u32>) -> Cell<'static> {
    Cell::Number(value.and_then(|value| i32::try_from(value).ok()))
}

fn codes(codes: &[ActorCode]) -> Cell<'_> {
    Cell::Texts(codes.iter().map(|code| Cow::Borrowed(code.as_str())).collect())
}

fn maybe_codes(parties: Option<&Vec<ActorCode>>) -> Cell<'_> {
    codes(parties.map_or(&[], Vec::as_slice))
}

macro_rules! columns {
    ($($(#[$doc:meta])* $group:ident: $($name:literal $sort:ident $cell:expr,)*;)*) => {$(
        $(#[$doc])*
        const $group: &[Column] = &[$(Column { name: $name, sort: Sort::$sort, cell: $cell },)*];
    )*};
}

columns! {
    /// The row's own name: `DOCUMENT/LANGUAGE#pN`, for an act with `.1`, `.2` ... behind it.
    ID:
        "id" Text |row| {
            let id = row.number().map(|number| row.expression.provision_id(number));
            Cell::Text(id.map(|id| Cow::Owned(match row.act {
                Some((index, _)) => format!("{id}.{}", index + 1),
                None => id.to_string(),
            })))
        },
    ;
    EXPRESSION:
        "document" Text |row| text(Some(row.item.document.id.as_str())),
        "language" Text |row| text(Some(row.expression.language().tag())),
        "version" Number |row| number(Some(row.expression.record.version)),
        "title" Text |row| text(row.expression.record.title.as_deref().or(row.item.title())),
        "kind" Text |row| text(row.item.document.description.kind.map(DocumentKind::word)),
        "date" Date |row| Cell::Date(row.item.document.description.date.as_ref()),
        "parties" Texts |row| maybe_codes(row.item.document.description.parties.as_ref()),
        "translation" Text |row| text(row.expression.record.translation.map(Translation::word)),
        "issuer" Text |row| text(row.expression.stored.reading.document.issuer.as_deref()),
    ;
    PLACE:
        "part" Number |row| number(row.provision.and_then(|(_, one)| one.part).map(|part| part + 1)),
        "section" Text |row| text(row.provision.and_then(|(_, one)| one.section.as_deref())),
        "provision" Number |row| number(row.number()),
        "position" Number |row| number(row.provision.map(|(index, _)| index as u32 + 1)),
        "first_page" Number |row| number(row.provision.and_then(|(_, one)| one.pages).map(|pages| pages[0])),
        "last_page" Number |row| number(row.provision.and_then(|(_, one)| one.pages).map(|pages| pages[1])),
        "text" Text |row| text(row.provision.map(|(_, one)| one.text.as_str())),
        "topics" Texts |row| {
            let topics = row.provision.map_or(&[][..], |(_, one)| &one.topics);
            Cell::Texts(topics.iter().map(|topic| Cow::Borrowed(topic.as_str())).collect())
        },
    ;
    PROVISION:
        "acts" Texts |row| {
            let acts = row.provision.map_or(&[][..], |(_, one)| &one.acts);
            Cell::Texts(acts.iter().map(|act| Cow::Borrowed(act.act.word())).collect())
        },
        "commitment" Flag |row| {
            Cell::Flag(row.provision.is_some_and(|(_, one)| one.acts.iter().any(|act| act.commitment)))
        },
        "dates" Texts |row| {
            let dates = row.provision.map_or(&[][..], |(_, one)| &one.dates);
            Cell::Texts(dates.iter().map(|date| Cow::Borrowed(date.edtf.as_str())).collect())
        },
        "date_words" Texts |row| {
            let dates = row.provision.map_or(&[][..], |(_, one)| &one.dates);
            Cell::Texts(dates.iter().map(|date| Cow::Borrowed(date.text.as_str())).collect())
        },
        "mechanisms" Texts |row| {
            let mechanisms = row.provision.map_or(&[][..], |(_, one)| &one.mechanisms);
            Cell::Texts(mechanisms.iter().map(|mechanism| Cow::Borrowed(mechanism.text.as_str())).collect())
        },
        "start" Number |row| number(row.provision.and_then(|(_, one)| one.range.first()).map(|range| range.start)),
        "end" Number |row| number(row.provision.and_then(|(_, one)| one.range.last()).map(|range| range.end)),
    ;
    ACT:
        "act" Text |row| text(row.act.map(|(_, act)| act.act.word())),
        "trigger" Text |row| text(row.act.map(|(_, act)| act.trigger.as_str())),
        "clause" Text |row| {
            text(row.provision.zip(row.act).map(|((_, provision), (_, act))| act.clause_in(&provision.text)))
        },
        "actors" Texts |row| codes(row.act.map_or(&[], |(_, act)| &act.actors)),
        "targets" Texts |row| codes(row.act.map_or(&[], |(_, act)| &act.targets)),
        "strength" Text |row| text(row.act.map(|(_, act)| act.strength.word())),
        "commitment" Flag |row| Cell::Flag(row.act.is_some_and(|(_, act)| act.commitment)),
        "due" Date |row| Cell::Date(row.act.and_then(|(_, act)| act.due.as_ref())),
        "start" Number |row| number(row.act.and_then(|(_, act)| act.range.first()).map(|range| range.start)),
        "end" Number |row| number(row.act.and_then(|(_, act)| act.range.last()).map(|range| range.end)),
        "rule" Text |row| text(row.act.map(|(_, act)| act.rule.as_str())),
    ;
    /// What the row rests on.
    ORIGIN:
        "sha256" Text |row| Cell::Text(Some(Cow::Owned(row.expression.record.original.to_string()))),
        "lexicon" Text |row| text(Some(&row.expression.stored.reading.lexicon)),
        "program" Text |row| text(Some(&row.expression.stored.reading.program)),
    ;
    DOCUMENT:
        "document" Text |row| text(Some(row.item.document.id.as_str())),
        "title" Text |row| text(row.item.title()),
        "title_ja" Text |row| row.title_in(Lang::Ja),
        "title_en" Text |row| row.title_in(Lang::En),
        "kind" Text |row| text(row.item.document.description.kind.map(DocumentKind::word)),
        "date" Date |row| Cell::Date(row.item.document.description.date.as_ref()),
        "parties" Texts |row| maybe_codes(row.item.document.description.parties.as_ref()),
        "place" Text |row| text(row.item.document.description.place.as_deref()),
        "source" Text |row| text(row.item.document.description.source.as_deref()),
        "note" Text |row| text(row.item.document.description.note.as_deref()),
        "issuer" Text |row| {
            let expressions = &row.item.expressions;
            text(expressions.iter().find_map(|expression| expression.stored.reading.document.issuer.as_deref()))
        },
        "languages" Texts |row| row.texts_of_expressions(|one| Cow::Borrowed(one.language().tag())),
        "versions" Texts |row| row.texts_of_expressions(|one| Cow::Owned(one.record.version.to_string())),
        "translations" Texts |row| {
            row.texts_of_expressions(|one| Cow::Borrowed(one.record.translation.map_or("none", Translation::word)))
        },
        "formats" Texts |row| row.texts_of_expressions(|one| Cow::Borrowed(one.record.format.as_str())),
        "origins" Texts |row| row.texts_of_expressions(|one| Cow::Borrowed(one.record.origin.as_str())),
        "sha256" Texts |row| row.texts_of_expressions(|one| Cow::Owned(one.record.original.to_string())),
        "provisions" Number |row| row.count(|one| one.stored.reading.provisions.len()),
        "acts" Number |row| row.acts_where(|_| true),
        "commitments" Number |row| row.acts_where(|act| act.commitment),
        "events" Number |row| row.count(|one| one.stored.reading.events.len()),
        "added_at" Text |row| text(Some(row.item.document.added_at.as_str()).filter(|at| !at.is_empty())),
        "lexicon" Texts |row| row.texts_of_expressions(|one| Cow::Borrowed(one.stored.reading.lexicon.as_str())),
        "program" Texts |row| row.texts_of_expressions(|one| Cow::Borrowed(one.stored.reading.program.as_str())),
    ;
}
