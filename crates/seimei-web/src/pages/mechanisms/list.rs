//! The directory of mechanisms.

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::archive::register::{SILENT, WantedMechanisms};
use seimei_app::printed::mechanisms::{COLUMNS, KINDS, months, row as cells};
use seimei_locale::told;
use seimei_locale::told::mechanism::{called, kind, names, rhythm_in_words};
use serde::Deserialize;

use super::strip::{self, Room};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::form::told as said;
use crate::pages::register::asked;
use crate::pages::register::shown::{date, rules, teller};
use crate::pages::sheet::sheet;
use crate::wrong::{Answer, Wrong};

/// Mechanisms on a page.
const PAGE: usize = 50;

/// So many years are drawn in the list, the present one among them, and the next.
const YEARS: i32 = 9;

/// Filters of the directory. What is empty wants all.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// All of these take part (codes or names).
    party: Vec<String>,
    /// Of one of these kinds: `dialogue`, `working_group`, `exercise`, `forum` ...
    kind: Vec<String>,
    /// One of whose names contains this.
    text: String,
    /// Only those that meet and that nobody heard of for so many months: `18`, `18m`, `2y`.
    silent: String,
    /// `1`: only those whose next meeting was expected before today.
    overdue: String,
}

impl Wanted {
    /// Returns what is asked of the directory.
    pub(crate) fn query(&self, ask: &Ask) -> Result<WantedMechanisms, Wrong> {
        let t = ask.t();
        let kinds = asked::parts(&self.kind).map(|text| {
            let found = kind(&text, t);
            let words = t.list(KINDS.iter().copied());
            let wrong = || Wrong::bad(t.fill("mechanisms-page.no-kind", &[("text", &text), ("words", &words)]));
            KINDS.contains(&found.as_str()).then_some(found).ok_or_else(wrong)
        });
        let silent = said(&self.silent)
            .map(|text| months(&text).map_err(|_| Wrong::bad(t.fill("mechanisms-page.no-months", &[("text", &text)]))));
        Ok(WantedMechanisms {
            parties: asked::actors(ask, &self.party)?,
            kinds: kinds.collect::<Result<_, _>>()?,
            text: said(&self.text),
            silent: silent.transpose()?,
            overdue: asked::flag(ask, "overdue", &self.overdue)?.unwrap_or(false),
            today: ask.office.today(),
        })
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let lists = [("party", &self.party), ("kind", &self.kind)];
        let lists: Vec<(&str, String)> =
            lists.into_iter().flat_map(|(name, list)| asked::parts(list).map(move |value| (name, value))).collect();
        let singles =
            [("text", self.text.as_str()), ("silent", self.silent.as_str()), ("overdue", self.overdue.as_str())];
        let all = lists.iter().map(|(name, value)| (*name, value.as_str())).chain(singles).chain(more.iter().copied());
        links::with_query("/mechanisms", all)
    }
}

/// Where the list goes on, and in which form it is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shown {
    after: String,
    format: String,
}

/// How a mechanism stands: the words, and the class of their chip.
pub(super) struct State {
    pub(super) class: &'static str,
    pub(super) words: String,
}

/// A mechanism in the list.
struct Line {
    address: String,
    name: String,
    about: String,
    also: String,
    rhythm: String,
    strip: String,
    last: Option<crate::pages::register::shown::Date>,
    states: Vec<State>,
}

struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "mechanisms.html")]
struct Page<'m> {
    frame: Frame<'m>,
    count: String,
    rules: String,
    kinds: Vec<Choice>,
    wanted: Wanted,
    parties: String,
    heartbeat: String,
    lines: Vec<Line>,
    csv: String,
    first: Option<String>,
    next: Option<String>,
    range: String,
}

/// Lists.
pub(super) async fn page(ask: Ask, Query(wanted): Query<Wanted>, Query(shown): Query<Shown>) -> Answer {
    ask.answer(move |ask| list(ask, wanted, &shown)).await
}

/// Returns how a mechanism stands on a day.
pub(super) fn states(ask: &Ask, one: &Mechanism, today: &str) -> Vec<State> {
    let (t, teller) = (ask.t(), teller(ask));
    let day = |day: &str| teller.day(Some(day));
    let mut states = Vec::new();
    let silent = one.silent_for(today).filter(|months| one.meets() && *months >= SILENT);
    if let Some(months) = silent {
        let words = t.fill("mechanism.silent-for", &[("n", &months.to_string())]);
        states.push(State { class: "overdue", words });
    }
    match one.next_expected() {
        Some(expected) if expected.as_str() < today => {
            let words = t.fill("mechanism.was-expected", &[("day", &day(&expected))]);
            states.push(State { class: "lapsed", words });
        }
        Some(expected) => {
            if silent.is_none() {
                states.push(State { class: "done", words: t.text("mechanisms-page.in-rhythm").to_owned() });
            }
            states.push(State { class: "future", words: t.fill("mechanism.expected", &[("day", &day(&expected))]) });
        }
        None => {}
    }
    states
}

fn list(ask: &Ask, wanted: Wanted, shown: &Shown) -> Answer {
    let (t, registry) = (ask.t(), &ask.present.registry);
    let query = wanted.query(ask)?;
    let found = registry.wanted_mechanisms(&query);
    match shown.format.as_str() {
        "" | "html" => {}
        "csv" => {
            let rules = registry.rules();
            return Ok(sheet("mechanisms", COLUMNS, found.iter().map(|one| cells(one, &query.today, &rules))));
        }
        other => return Err(Wrong::bad(t.fill("register-page.no-format", &[("text", other)]))),
    }
    let begin = begin(ask, &found, &shown.after)?;
    let on_page = &found[begin..found.len().min(begin + PAGE)];
    let year: i32 = query.today.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2000);
    let room = Room { from: year - YEARS + 1, to: year + 1, width: 312.0, height: 28.0, has_years: false };
    let next = on_page.last().filter(|_| begin + on_page.len() < found.len());
    let range = [(begin + 1).to_string(), (begin + on_page.len()).to_string(), found.len().to_string()];
    let (from, to) = (room.from.to_string(), room.to.to_string());
    show(&Page {
        frame: ask.frame(Place::Mechanisms, t.text("nav.mechanisms")),
        count: t.count("mechanism.count", found.len()),
        rules: rules(ask),
        kinds: KINDS
            .iter()
            .map(|kind| Choice {
                value: (*kind).to_owned(),
                label: t.label("mechanism-kind", kind).to_owned(),
                is_chosen: query.kinds.first().is_some_and(|first| first == kind),
            })
            .collect(),
        parties: crate::pages::documents::parties(&query.parties),
        heartbeat: t.fill("mechanisms-page.heartbeat", &[("from", &from), ("to", &to)]),
        lines: on_page.iter().map(|one| line(ask, one, &query.today, room)).collect(),
        csv: wanted.address(&[("format", "csv")]),
        first: (begin > 0).then(|| wanted.address(&[])),
        next: next.map(|last| wanted.address(&[("after", &last.id)])),
        range: t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]),
        wanted,
    })
}

/// Returns where in a list goes on what came after a mechanism.
pub(crate) fn begin(ask: &Ask, found: &[&Mechanism], after: &str) -> Result<usize, Wrong> {
    if after.is_empty() {
        return Ok(0);
    }
    let place = found.iter().position(|one| one.id == after).map(|place| place + 1);
    let is_known = || ask.present.registry.mechanisms().iter().any(|one| one.id == after);
    match place {
        Some(place) => Ok(place),
        None if is_known() => Ok(found.len()),
        None => Err(Wrong::bad(ask.t().fill("refused.no-mechanism", &[("name", after)]))),
    }
}

fn line(ask: &Ask, one: &Mechanism, today: &str, room: Room) -> Line {
    let (t, teller) = (ask.t(), teller(ask));
    let name = called(one, t);
    let mut about = vec![t.label("mechanism-kind", &one.kind).to_owned()];
    if !one.parties.is_empty() {
        about.push(teller.actors(&one.parties));
    }
    about.push(t.count("mechanism.sightings", one.sightings.len()));
    let others = names(one).concat();
    let others: Vec<&str> = others.iter().filter(|other| **other != name).take(2).map(String::as_str).collect();
    Line {
        address: format!("/mechanisms/{}", links::part(&one.id)),
        also: if others.is_empty() { String::new() } else { t.fill("mechanism.also", &[("names", &t.list(others))]) },
        name,
        about: about.join(told::BETWEEN),
        rhythm: one.rhythm.map_or("–".to_owned(), |rhythm| rhythm_in_words(rhythm, t)),
        strip: strip::svg(ask, one, today, room),
        last: one.last_seen().max(one.last_held()).map(|day| date(ask, day)),
        states: states(ask, one, today),
    }
}
