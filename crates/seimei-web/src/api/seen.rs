//! The archive as a whole: the overview, positions, the chronology.

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::Class;
use seimei_app::archive::register::chronology::Happening;
use seimei_app::positions::Position;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::event::EventType;
use seimei_model::record::DocumentRecord;
use seimei_register::entry::Entry;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::list::{List, Page, Sheet, joined};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::overview::{self, SHOWN};
use crate::pages::{chronology, positions};
use crate::wrong::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(overview)).routes(routes!(positions)).routes(routes!(chronology))
}

/// What there is to see of the archive today.
#[derive(Serialize, ToSchema)]
struct Overview {
    /// The day, `YYYY-MM-DD`.
    today: String,
    /// The number of the last change.
    change: u64,
    /// The lexicon that it was read with.
    lexicon: String,
    /// The program that it was read with.
    program: String,
    /// How many documents there are.
    documents: usize,
    /// How many provisions.
    provisions: usize,
    /// How many commitments.
    commitments: usize,
    /// How many of them are overdue.
    overdue: usize,
    /// How many provisions are offered as evidence.
    offers: usize,
    /// How many mechanisms have gone silent.
    silent: usize,
    /// The newest documents.
    newest: Vec<DocumentRecord>,
    /// Commitments that fall due next.
    due_next: Vec<Brief>,
    /// Those that fell due last.
    overdue_last: Vec<Brief>,
    /// Those whose wording moved last.
    moved_last: Vec<Brief>,
}

/// A commitment in short.
#[derive(Serialize, ToSchema)]
struct Brief {
    /// Its name.
    entry: String,
    /// What is promised, as last said.
    what: String,
    /// Who binds itself.
    by: Vec<ActorCode>,
    /// When it is due.
    due: Option<Edtf>,
    /// How it stands; of those whose wording moved the day of that.
    standing: String,
}

fn brief(entry: &Entry, standing: &str) -> Brief {
    Brief {
        entry: entry.id.to_string(),
        what: entry.what.clone(),
        by: entry.by.clone(),
        due: entry.due.clone(),
        standing: standing.to_owned(),
    }
}

/// Tells what is in the archive, what came last, what is due or late
#[utoipa::path(get, path = "/overview", tag = "search", responses((status = 200, description = "The overview", body = Overview)))]
async fn overview(ask: Ask) -> Answer {
    ask.answer(|ask| {
        let present = &ask.present;
        let seen = overview::seen(ask);
        let rules = present.registry.rules();
        let classed = |of: &[(&Entry, Class)]| -> Vec<Brief> {
            of.iter().take(SHOWN).map(|(entry, class)| brief(entry, class.word())).collect()
        };
        let overview = Overview {
            today: seen.today.clone(),
            change: present.change,
            lexicon: rules.lexicon,
            program: rules.program.to_string(),
            documents: present.documents.len(),
            provisions: seen.provisions,
            commitments: seen.commitments,
            overdue: seen.overdue.len(),
            offers: seen.offers,
            silent: seen.silent.len(),
            newest: present.documents.iter().take(SHOWN).cloned().collect(),
            due_next: classed(&seen.due),
            overdue_last: classed(&seen.overdue),
            moved_last: seen.moved.iter().take(SHOWN).map(|(day, entry)| brief(entry, day)).collect(),
        };
        Ok(Json(overview).into_response())
    })
    .await
}

/// Which positions are wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Held {
    /// Of this party: a code or a name.
    #[param(max_length = 100, example = "ARV")]
    party: Option<String>,
    /// On this topic of the vocabulary.
    #[param(max_length = 40, pattern = "^[a-z-]*$")]
    topic: Option<String>,
    /// In this year.
    #[param(minimum = 0, maximum = 9999)]
    year: Option<u16>,
}

/// Lists the strongest act of each party on each topic in each year
#[utoipa::path(get, path = "/positions", tag = "search", params(Held, Page), responses(
    (status = 200, description = "Positions, by party, topic and year", content(
        (List<Position> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn positions(ask: Ask, headers: HeaderMap, Query(held): Query<Held>, Query(page): Query<Page>) -> Answer {
    ask.answer(move |ask| {
        let year = held.year.map(|year| year.to_string());
        let texts = [held.party.as_deref(), held.topic.as_deref(), year.as_deref()];
        let wanted = positions::wanted(ask, texts.map(Option::unwrap_or_default))?;
        let found = ask.present.positions().by_year(&wanted);
        let sheet = Sheet { columns: POSITIONS, row: &|position: &&Position| position_row(position) };
        let key =
            |position: &&Position| format!("{}.{}.{}", position.party, position.topic, position.year.unwrap_or(0));
        page.answer(ask, &headers, &found, key, &sheet)
    })
    .await
}

const POSITIONS: &[&str] =
    &["party", "topic", "year", "act", "strength", "step", "provision", "provisions", "documents"];

fn position_row(position: &Position) -> Vec<String> {
    vec![
        position.party.to_string(),
        position.topic.to_string(),
        position.year.map(|year| year.to_string()).unwrap_or_default(),
        position.act.word().to_owned(),
        position.strength.word().to_owned(),
        position.step.to_string(),
        position.provision.to_string(),
        position.provisions.to_string(),
        position.documents.to_string(),
    ]
}

/// Which happenings are wanted. What is empty wants all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Happened {
    /// All of these took part: codes or names.
    #[param(max_items = 20)]
    party: Vec<String>,
    /// One of these sorts.
    #[serde(rename = "type")]
    #[param(max_items = 20)]
    kind: Vec<EventType>,
    /// Not over before this day, month or year.
    #[param(max_length = 10, pattern = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", example = "2025-01")]
    from: Option<String>,
    /// Not begun after this day, month or year.
    #[param(max_length = 10, pattern = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", example = "2026")]
    to: Option<String>,
    /// Whether only what documents date differently is wanted.
    conflicts: bool,
}

/// Lists what happened, in order of time, each with everything that tells it
#[utoipa::path(get, path = "/chronology", tag = "search", params(Happened, Page), responses(
    (status = 200, description = "Happenings; see docs/register.md for the keys", content(
        (List<serde_json::Value> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn chronology(ask: Ask, headers: HeaderMap, Query(wanted): Query<Happened>, Query(page): Query<Page>) -> Answer {
    ask.answer(move |ask| {
        let wanted = chronology::Wanted {
            party: wanted.party,
            kind: wanted.kind.iter().map(|kind| kind.word().to_owned()).collect(),
            from: wanted.from.unwrap_or_default(),
            to: wanted.to.unwrap_or_default(),
            conflicts: String::from(if wanted.conflicts { "1" } else { "" }),
            ..chronology::Wanted::default()
        };
        let found = chronology::chosen(ask, &wanted)?;
        let all: Vec<Numbered> = found.into_iter().map(|(number, happening)| Numbered { number, happening }).collect();
        let sheet = Sheet { columns: HAPPENINGS, row: &|one: &Numbered| happening_row(one.happening) };
        page.answer(ask, &headers, &all, |one| one.number.to_string(), &sheet)
    })
    .await
}

/// A happening with its place among all.
#[derive(Serialize)]
struct Numbered<'h> {
    #[serde(skip)]
    number: usize,
    #[serde(flatten)]
    happening: &'h Happening,
}

const HAPPENINGS: &[&str] = &[
    "day_first",
    "day_last",
    "date",
    "kind",
    "participants",
    "what",
    "mechanisms",
    "place",
    "planned",
    "sources",
    "conflicts",
];

fn happening_row(happening: &Happening) -> Vec<String> {
    vec![
        happening.day_first.clone(),
        happening.day_last.clone(),
        happening.date.to_string(),
        happening.kind.word().to_owned(),
        joined(&happening.participants),
        happening.what.clone(),
        joined(&happening.mechanisms),
        happening.place.clone().unwrap_or_default(),
        happening.planned.to_string(),
        joined(happening.sources.iter().map(|source| &source.provision)),
        joined(happening.conflicts.iter().map(|conflict| &conflict.date)),
    ]
}
