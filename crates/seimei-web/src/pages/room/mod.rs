//! The reading room: a document with what was read in it marked, its margin, and its other language beside it.

pub(crate) mod files;
mod pieces;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use axum_extra::extract::Query;
use seimei_app::archive::trace::Text;
use seimei_export::date_words::in_words;
use seimei_model::code::Lang;
use seimei_model::identity::ExpressionId;
use seimei_model::record::DocumentRecord;
use serde::Deserialize;

use self::pieces::{Piece, alone, beside};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::documents::parties;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// What can be marked, in the order of the form: the families of acts, and what is no act.
const MARKS: [&str; 10] =
    ["act", "favour", "censure", "request", "future", "contact", "position", "actor", "date", "mechanism"];

/// What is wanted of the reading room.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    beside: Option<Lang>,
    /// What is to be marked; everything where nothing is said.
    show: Vec<String>,
    /// Set where the form of the marks was sent, so that nothing at all can be wanted.
    marks: Option<u8>,
}

/// A tab above the text.
struct Tab {
    label: String,
    address: String,
    language: &'static str,
    is_here: bool,
}

struct MarkBox<'m> {
    word: &'static str,
    label: &'m str,
    is_chosen: bool,
    is_act: bool,
}

#[derive(Template)]
#[template(path = "room.html")]
struct Page<'m> {
    frame: Frame<'m>,
    document: String,
    day: String,
    date: String,
    lede: Vec<String>,
    translation: Option<&'m str>,
    language: &'static str,
    beside: Option<&'static str>,
    tabs: Vec<Tab>,
    sections: Vec<(String, String)>,
    boxes: Vec<MarkBox<'m>>,
    hidden: String,
    pieces: Vec<Piece>,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
    compare: String,
    here: String,
    remarks: Vec<String>,
}

/// Leads to the document in the reader's language, or in the one it has.
pub(crate) async fn first(ask: Ask, Path(document): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let found = ask.find(&document)?.1;
        let expressions = &found.document.expressions;
        let own = expressions.iter().find(|one| one.id.language == ask.visitor.lang);
        let id = own.map_or(&found.expression.id, |own| &own.id);
        Ok(Redirect::to(&links::expression(id)).into_response())
    })
    .await
}

/// Returns the expression that an address names, and its text.
pub(crate) fn text_of<'a>(ask: &'a Ask, document: &str, language: &str) -> Result<(usize, &'a Text), Wrong> {
    let found = ask.find(&format!("{document}/{language}"))?.1;
    let place = ask.present.place(&found.expression.id);
    let text = place.and_then(|place| Some((place, ask.present.text_at(place)?)));
    text.ok_or_else(|| {
        let key = if found.document.is_removed { "room.in-bin" } else { "wrong.missing" };
        Wrong::missing(ask.t().fill(key, &[("id", found.document.id.as_str())]))
    })
}

/// Shows a document.
pub(crate) async fn page(
    ask: Ask,
    Path((document, language)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    ask.answer(move |ask| read(ask, &document, &language, &wanted)).await
}

fn read(ask: &Ask, document: &str, language: &str, wanted: &Wanted) -> Answer {
    let t = ask.t();
    if let Some(unknown) = wanted.show.iter().find(|word| !MARKS.contains(&word.as_str())) {
        return Err(Wrong::bad(t.fill("room.no-mark", &[("text", unknown)])));
    }
    let (place, text) = text_of(ask, document, language)?;
    let notes = ask.office.archive.store().notes(&text.expression.id);
    let notes = notes.map_err(|error| Wrong::of_store(&error, t))?;
    let other = match wanted.beside.filter(|beside| *beside != text.expression.id.language) {
        None => None,
        Some(beside) => {
            let id = ExpressionId { document: text.document.id.clone(), language: beside };
            let other = ask.present.place(&id).ok_or_else(|| {
                let language = t.label("language", beside.tag());
                Wrong::missing(t.fill("room.no-beside", &[("language", language)]))
            })?;
            Some(other)
        }
    };
    let pieces = match other {
        None => alone(ask, place, text, &notes),
        Some(other) => beside(ask, place, text, other, &notes),
    };
    let sections = pieces.iter().filter_map(|piece| match piece {
        Piece::Section { id, title, .. } => Some((id.clone(), title.clone())),
        _ => None,
    });
    let sections = sections.collect();
    let record = &text.document;
    let described = &record.description;
    let shown_title = title(record, text.expression.id.language).unwrap_or(t.text("head.untitled"));
    let [previous, next] = neighbours(ask, text);
    let date = described.date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
    let lede = [
        described.place.clone().unwrap_or_default(),
        parties(text.parties()),
        t.label("kind", described.kind.unwrap_or(text.reading.document.kind).word()).to_owned(),
    ];
    let is_all = wanted.marks.is_none() && wanted.show.is_empty();
    let is_chosen = |word: &str| is_all || wanted.show.iter().any(|shown| shown == word);
    let hidden: Vec<String> = MARKS.iter().filter(|word| !is_chosen(word)).map(|word| format!("hide-{word}")).collect();
    let boxes = MARKS.iter().enumerate().map(|(at, word)| MarkBox {
        word,
        label: t.label("mark", word),
        is_chosen: is_chosen(word),
        is_act: (1..7).contains(&at),
    });
    let remarks = text.reading.diagnostics.iter();
    let remarks = remarks.filter_map(|one| seimei_locale::problem::text_of_diagnostic(one, t)).collect();
    show(&Page {
        frame: ask.frame(Place::Documents, shown_title),
        document: record.id.to_string(),
        day: in_words(&date, ask.visitor.lang),
        date,
        lede: lede.into_iter().filter(|part| !part.is_empty()).collect(),
        translation: text.expression.translation.map(|status| t.label("translation", status.word())),
        language: text.expression.id.language.tag(),
        beside: other.and_then(|other| ask.present.text_at(other)).map(|other| other.expression.id.language.tag()),
        tabs: tabs(ask, record, text, other.is_some()),
        sections,
        boxes: boxes.collect(),
        hidden: hidden.join(" "),
        pieces,
        previous,
        next,
        compare: links::with_query("/compare", [("b", text.expression.id.to_string().as_str())]),
        here: links::expression(&text.expression.id),
        remarks,
    })
}

fn tabs(ask: &Ask, record: &DocumentRecord, text: &Text, is_beside: bool) -> Vec<Tab> {
    let t = ask.t();
    let own = text.expression.id.language;
    let mut tabs: Vec<Tab> = record
        .expressions
        .iter()
        .map(|one| Tab {
            label: t.label("own-language", one.id.language.tag()).to_owned(),
            address: links::expression(&one.id),
            language: one.id.language.tag(),
            is_here: one.id.language == own && !is_beside,
        })
        .collect();
    if let Some(other) = record.expressions.iter().find(|one| one.id.language != own) {
        let address = links::expression(&text.expression.id);
        tabs.push(Tab {
            label: t.text("room.beside").to_owned(),
            address: links::with_query(&address, [("beside", other.id.language.tag())]),
            language: own.tag(),
            is_here: is_beside,
        });
    }
    tabs
}

/// Returns the documents of the same parties just before and after this one, each with its day and address.
fn neighbours(ask: &Ask, text: &Text) -> [Option<(String, String)>; 2] {
    let texts = ask.present.registry.tracing().texts();
    let here = texts.iter().position(|other| other.expression.id == text.expression.id).unwrap_or(0);
    let is_next = |other: &&Text| {
        other.document.id != text.document.id
            && other.parties() == text.parties()
            && other.expression.id.language == text.expression.id.language
            && other.day.is_some()
    };
    let shown = |other: &Text| {
        let date = other.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang));
        (date, links::expression(&other.expression.id))
    };
    let previous = texts[..here].iter().rev().find(is_next).map(shown);
    let next = texts[here + 1..].iter().find(is_next).map(shown);
    [previous, next]
}
