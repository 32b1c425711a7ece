//! Two texts compared: the changes that matter on top, then every provision; or a pasted draft with a text of the archive,
//! checked against the record.

mod choose;
pub(crate) mod draft;
mod rows;
mod shown;

use std::sync::Arc;

use askama::Template;
use axum::routing::get;
use axum::{Form, Router};
use axum_extra::extract::Query;
use seimei_app::compare::{self, Status, Text};
use seimei_model::code::Lang;
use serde::Deserialize;

use self::choose::{Choice, Proposal};
use self::draft::Checked;
pub(crate) use self::draft::parties;
use self::shown::{Of, Shown};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::office::Office;
use crate::pages::form::told;
use crate::wrong::{Answer, Wrong};

/// The longest draft, in bytes.
pub(crate) const LONGEST: usize = 400_000;

pub(super) fn routes() -> Router<Arc<Office>> {
    Router::new().route("/compare", get(page).post(paste))
}

/// What is wanted of the comparison.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    a: String,
    b: String,
    view: String,
    only: String,
}

/// A pasted draft.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pasted {
    csrf: String,
    a: String,
    text: String,
    language: String,
    parties: String,
    view: String,
}

/// How the two stand to each other on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum View {
    Side,
    Inline,
}

impl View {
    fn of(word: &str, ask: &Ask) -> Result<Self, Wrong> {
        match word {
            "" | "side" => Ok(Self::Side),
            "inline" => Ok(Self::Inline),
            _ => Err(Wrong::bad(ask.t().fill("comparing.no-view", &[("text", word)]))),
        }
    }
}

#[derive(Template)]
#[template(path = "compare.html")]
struct Page<'m> {
    frame: Frame<'m>,
    years: Vec<(String, Vec<Choice>)>,
    a: String,
    b: String,
    is_inline: bool,
    is_asked: bool,
    proposals: Vec<Proposal>,
    shown: Option<Shown>,
    checked: Option<Checked>,
    text: String,
    language: String,
    parties: String,
    is_draft: bool,
}

/// Compares two texts of the archive; with one of them, or none, lets the reader choose.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| chosen(ask, &wanted)).await
}

fn chosen(ask: &Ask, wanted: &Wanted) -> Answer {
    let t = ask.t();
    let view = View::of(&wanted.view, ask)?;
    let only = status(&wanted.only, ask)?;
    let (a, b) = (told(&wanted.a), told(&wanted.b));
    let a = a.map(|name| text(ask, &name)).transpose()?;
    let b = b.map(|name| text(ask, &name)).transpose()?;
    let name = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| text.name.clone());
    let (name_a, name_b) = (name(&a), name(&b));
    let mut title = t.text("comparing.title").to_owned();
    let mut proposals = Vec::new();
    let mut shown = None;
    match (a, b) {
        (Some(a), Some(b)) => {
            let (a, b) = compare::alike(a, b);
            let comparison = compare::compare(&a.reading, &b.reading, ask.office.lexicon);
            title = t.fill("comparing.of", &[("a", &name_a), ("b", &name_b)]);
            let of = Of { a: &a, b: &b, comparison: &comparison, view, only };
            let address = |view: &str, only: &str| {
                links::with_query("/compare", [("a", name_a.as_str()), ("b", &name_b), ("view", view), ("only", only)])
            };
            shown = Some(of.shown(ask, Some(&address)));
        }
        (Some(one), None) => proposals = choose::proposals(ask, &one, true)?,
        (None, Some(one)) => proposals = choose::proposals(ask, &one, false)?,
        (None, None) => {}
    }
    show(&Page {
        frame: ask.frame(Place::Compare, &title),
        years: choose::years(ask),
        is_asked: !name_a.is_empty() || !name_b.is_empty(),
        a: name_a,
        b: name_b,
        is_inline: view == View::Inline,
        proposals,
        shown,
        checked: None,
        text: String::new(),
        language: String::new(),
        parties: String::new(),
        is_draft: false,
    })
}

/// Compares a pasted draft with a text of the archive, and checks it against the record.
pub(crate) async fn paste(ask: Ask, Form(pasted): Form<Pasted>) -> Answer {
    ask.check(&pasted.csrf)?;
    ask.answer(move |ask| compared(ask, pasted)).await
}

fn compared(ask: &Ask, pasted: Pasted) -> Answer {
    let t = ask.t();
    let view = View::of(&pasted.view, ask)?;
    let read = draft_of(ask, t.text("comparing.draft"), &pasted.text, &pasted.language)?;
    let parties = parties(ask, &pasted.parties)?;
    let against = told(&pasted.a).map(|name| text(ask, &name)).transpose()?;
    let against = match against {
        Some(text) => Some(text),
        None => choose::previous(ask, &read.reading, &parties)?,
    };
    let checked = draft::checked(ask, &read, &parties);
    let b = Text::of(read.name.clone(), None, read.reading.clone());
    let name_a = against.as_ref().map_or_else(String::new, |text| text.name.clone());
    let shown = against.map(|a| {
        let (a, b) = compare::alike(a, b);
        let comparison = compare::compare(&a.reading, &b.reading, ask.office.lexicon);
        Of { a: &a, b: &b, comparison: &comparison, view, only: None }.shown(ask, None)
    });
    show(&Page {
        frame: ask.frame(Place::Compare, t.text("comparing.draft-title")),
        years: choose::years(ask),
        a: name_a,
        b: String::new(),
        is_inline: view == View::Inline,
        is_asked: true,
        proposals: Vec::new(),
        shown,
        checked: Some(checked),
        text: pasted.text,
        language: pasted.language,
        parties: pasted.parties,
        is_draft: true,
    })
}

/// Reads a pasted draft.
pub(crate) fn draft_of(ask: &Ask, name: &str, text: &str, language: &str) -> Result<seimei_app::draft::Draft, Wrong> {
    let t = ask.t();
    if text.trim().is_empty() {
        return Err(Wrong::refused(t.text("comparing.no-draft")));
    }
    if text.len() > LONGEST {
        return Err(Wrong::too_large(t.fill("comparing.too-long", &[("n", &(LONGEST / 1000).to_string())])));
    }
    let language = language_of(ask, language)?;
    let read = seimei_app::draft::read_pasted(name, text, language, ask.office.lexicon);
    let read = read.map_err(|problem| Wrong::refused(seimei_locale::problem::of_source(&problem, t)))?;
    if read.reading.provisions.is_empty() {
        return Err(Wrong::refused(t.text("comparing.no-provision")));
    }
    Ok(read)
}

/// Reads the tag of a language; none where nothing is said.
pub(crate) fn language_of(ask: &Ask, tag: &str) -> Result<Option<Lang>, Wrong> {
    match tag.trim() {
        "" => Ok(None),
        "ja" => Ok(Some(Lang::Ja)),
        "en" => Ok(Some(Lang::En)),
        _ => Err(Wrong::bad(ask.t().fill("comparing.no-language", &[("text", tag)]))),
    }
}

/// Finds a text of the archive by its name (`DOC/en`, or `DOC` for its first language).
pub(crate) fn text(ask: &Ask, name: &str) -> Result<Text, Wrong> {
    let found = ask.find(name)?.1;
    let text = ask.present.text(&found.expression.id).ok_or_else(|| {
        let key = if found.document.is_removed { "room.in-bin" } else { "wrong.missing" };
        Wrong::missing(ask.t().fill(key, &[("id", found.document.id.as_str())]))
    })?;
    let id = &text.expression.id;
    Ok(Text::of(id.to_string(), Some(id.document.clone()), (*text.reading).clone()))
}

fn status(word: &str, ask: &Ask) -> Result<Option<Status>, Wrong> {
    if word.is_empty() {
        return Ok(None);
    }
    let known = Status::ALL.iter().find(|status| status.word() == word).copied();
    known.map(Some).ok_or_else(|| Wrong::bad(ask.t().fill("comparing.no-status", &[("text", word)])))
}
