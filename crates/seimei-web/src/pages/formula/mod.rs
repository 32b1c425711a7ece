//! A formula through time: its family as a chart, its wordings with their differences, who uses it and who stopped; and the
//! formulas that recur most, to begin with.

mod chart;
pub(crate) mod start;
mod users;
mod wordings;
mod words;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::routing::get;
use axum_extra::extract::Query;
use seimei_app::archive::trace::{Found, PassageId, Text, Tracing, language_of};
use seimei_model::identity::ExpressionId;
use serde::Deserialize;

use self::chart::Chart;
use self::users::{Usage, used};
use self::wordings::{Letters, Wording};
use self::words::{day, extent, heading, parties};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::office::Office;
use crate::pages::compare;
use crate::pages::form::told;
use crate::wrong::{Answer, Wrong};

/// The longest words that are traced, in bytes.
pub(crate) const LONGEST: usize = 20_000;

/// The most provisions that hold words which are no formula of their own.
const MOST: usize = 300;

/// Wordings that are shown before the rest is folded away.
const SHOWN: usize = 12;

/// Passages of other languages that are shown before the rest is folded away.
const ELSEWHERE: usize = 6;

pub(super) fn routes() -> Router<Arc<Office>> {
    Router::new().route("/formula", get(page))
}

/// What is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    of: String,
    text: String,
    language: String,
    pub(super) party: String,
    pub(super) after: String,
    vanished: String,
    /// Not empty where all languages are to be one history.
    across: String,
}

/// A passage of another language.
pub(super) struct Elsewhere {
    address: String,
    name: String,
    about: String,
    language: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "formula.html")]
struct Page<'m> {
    frame: Frame<'m>,
    words: String,
    language: &'static str,
    asked: Option<(String, String)>,
    extent: String,
    notes: Vec<String>,
    chart: Option<Chart>,
    wordings: Vec<Wording>,
    more: Vec<Wording>,
    more_label: String,
    has_other_table: bool,
    users: Vec<Usage>,
    elsewhere: Vec<Elsewhere>,
    elsewhere_more: Vec<Elsewhere>,
    elsewhere_label: String,
    /// Where all languages are one history, or stand apart again.
    other_way: Option<(String, &'m str)>,
    is_alone: bool,
    feed: String,
    searched: String,
}

/// Shows a formula, what a partnership left out, or what there is to begin with.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| {
        if told(&wanted.of).is_some() || told(&wanted.text).is_some() {
            return traced(ask, &wanted);
        }
        if let Some(parties) = told(&wanted.vanished) {
            return start::vanished(ask, &parties);
        }
        start::page(ask, &wanted)
    })
    .await
}

/// What was asked for, found.
pub(crate) enum Traced {
    /// The lineage of a provision.
    Provision(Arc<Found>),
    /// That of words.
    Words(Found),
    /// No provision is recognised, and none has the words.
    Nothing(String),
}

impl Traced {
    /// Returns what was found, if anything was.
    pub(crate) fn found(&self) -> Option<&Found> {
        match self {
            Self::Provision(found) => Some(found.as_ref()),
            Self::Words(found) => Some(found),
            Self::Nothing(_) => None,
        }
    }
}

/// Finds a formula by one of its provisions, or by words.
pub(crate) fn trace(ask: &Ask, of: &str, text: &str, language: &str) -> Result<Traced, Wrong> {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    if let Some(of) = told(of) {
        let passage = passage(ask, &of)?;
        return Ok(Traced::Provision(ask.present.formulas.found(tracing, passage)));
    }
    let Some(text) = told(text) else { return Err(Wrong::bad(t.text("trace.no-words"))) };
    if text.len() > LONGEST {
        return Err(Wrong::too_large(t.fill("tracing.too-long", &[("n", &(LONGEST / 1000).to_string())])));
    }
    let language = compare::language_of(ask, language)?.unwrap_or_else(|| language_of(&text));
    let held = tracing.holding(&text, language).len();
    if held > MOST && tracing.kin_of(&text, language).is_empty() {
        return Err(Wrong::refused(t.fill("tracing.too-common", &[("n", &held.to_string())])));
    }
    Ok(tracing.found_words(&text, language).map_or(Traced::Nothing(text), Traced::Words))
}

/// Finds a provision by its name.
pub(crate) fn passage(ask: &Ask, name: &str) -> Result<PassageId, Wrong> {
    let t = ask.t();
    let (reference, found) = ask.find(name)?;
    let Some(number) = reference.provision else {
        return Err(Wrong::bad(t.fill("trace.whole", &[("id", name)])));
    };
    let id: &ExpressionId = &found.expression.id;
    ask.present.registry.tracing().numbered(id, number).ok_or_else(|| {
        let values = [("id", id.to_string()), ("n", number.to_string())];
        Wrong::missing(t.fill("archive.no-provision", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    })
}

fn traced(ask: &Ask, wanted: &Wanted) -> Answer {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    let traced = trace(ask, &wanted.of, &wanted.text, &wanted.language)?;
    let found: &Found = match &traced {
        Traced::Nothing(text) => return start::nothing(ask, text),
        Traced::Provision(found) => found,
        Traced::Words(found) => found,
    };
    let is_across = told(&wanted.across).is_some();
    let together = is_across.then(|| tracing.in_all_languages(found));
    let found = together.as_ref().unwrap_or(found);
    let lineage = &found.lineage;
    let first = lineage.members.first().map(|member| tracing.at(member.passage).0.expression.id.language);
    let language = first.map_or("und", seimei_model::code::Lang::tag);
    let asked = lineage.asked.map(|passage| tracing.reference(passage));
    let words = match (&found.words, lineage.asked) {
        (Some(words), _) => words.clone(),
        (None, Some(passage)) => tracing.at(passage).1.text.clone(),
        _ => String::new(),
    };
    let letters = Letters::of(lineage, tracing);
    let mut wordings = wordings::all(ask, found, &letters);
    let has_other_table = wordings.iter().any(|wording| wording.is_other_table);
    let more = if wordings.len() > SHOWN + 3 { wordings.split_off(SHOWN) } else { Vec::new() };
    let mut elsewhere: Vec<Elsewhere> =
        lineage.elsewhere.iter().rev().map(|passage| other_language(ask, *passage)).collect();
    let elsewhere_more = if elsewhere.len() > ELSEWHERE + 2 { elsewhere.split_off(ELSEWHERE) } else { Vec::new() };
    let texts: Vec<&Text> = lineage.members.iter().map(|member| tracing.at(member.passage).0).collect();
    let (documents, provisions) = tracing.searched();
    let (documents, provisions) = (t.count("verify.of-documents", documents), t.count("count.provisions", provisions));
    let short: String = words.chars().take(60).collect();
    let short = if short.len() < words.len() { format!("{}…", short.trim_end()) } else { short };
    show(&Page {
        frame: ask.frame(Place::Formula, &t.fill("tracing.of", &[("words", &short)])),
        language,
        extent: extent(ask, &texts),
        notes: notes(ask, found, tracing, is_across),
        other_way: other_way(ask, wanted, lineage.elsewhere.is_empty()),
        chart: Chart::of(ask, lineage, &letters),
        more_label: t.count("tracing.more", more.len()),
        wordings,
        more,
        has_other_table: has_other_table && !found.is_phrase,
        users: lineage.users.iter().map(|usage| used(ask, usage)).collect(),
        elsewhere_label: t.count("tracing.more-elsewhere", elsewhere_more.len()),
        elsewhere,
        elsewhere_more,
        is_alone: lineage.members.len() < 2 && found.words.is_none(),
        feed: asked
            .as_ref()
            .map_or_else(String::new, |id| links::with_query("/feeds/formula.atom", [("of", id.to_string().as_str())])),
        asked: asked.map(|id| (links::passage(&id), id.to_string())),
        words,
        searched: t.fill("verify.searched", &[("documents", &documents), ("provisions", &provisions)]),
    })
}

/// Returns where all languages are one history, if others say it too; or where they stand apart again.
fn other_way<'a>(ask: &'a Ask, wanted: &Wanted, is_of_one_language: bool) -> Option<(String, &'a str)> {
    let is_across = told(&wanted.across).is_some();
    if is_of_one_language && !is_across {
        return None;
    }
    let across = if is_across { "" } else { "1" };
    let values = [("of", &*wanted.of), ("text", &wanted.text), ("language", &wanted.language), ("across", across)];
    let label = if is_across { "tracing.apart" } else { "tracing.together" };
    Some((links::with_query("/formula", values), ask.t().text(label)))
}

fn notes(ask: &Ask, found: &Found, tracing: &Tracing, is_across: bool) -> Vec<String> {
    let t = ask.t();
    let mut notes = Vec::new();
    if is_across {
        notes.push(t.text("trace.together").to_owned());
    }
    if found.is_phrase {
        notes.push(t.text("tracing.phrase").to_owned());
    }
    if let Some(holding) = &found.holding {
        let texts: Vec<&Text> = holding.iter().map(|passage| tracing.at(*passage).0).collect();
        notes.push(t.fill("tracing.holding", &[("extent", &extent(ask, &texts))]));
    }
    notes
}

fn other_language(ask: &Ask, passage: PassageId) -> Elsewhere {
    let tracing = ask.present.registry.tracing();
    let (text, provision) = tracing.at(passage);
    let id = tracing.reference(passage);
    let language = text.expression.id.language;
    let parts = [day(ask, text), parties(ask, text.parties()), heading(ask, text)];
    Elsewhere {
        address: links::passage(&id),
        name: id.to_string(),
        about: parts.join(" · "),
        language: language.tag(),
        text: provision.text.clone(),
    }
}
