//! A mechanism whole: its names, its parties, the rhythm it was promised, when it met, where it is named.

use askama::Template;
use axum::extract::Path;
use seimei_app::archive::register::class;
use seimei_app::archive::register::directory::{Held, Mechanism};
use seimei_app::printed::mechanisms::{KINDS, rhythm_word};
use seimei_locale::told::mechanism::{called, names, rhythm_in_words};
use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;

use super::list::{State, states};
use super::strip::{self, Room};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::register::decisions::{Line, lines};
use crate::pages::register::refused;
use crate::pages::register::shown::{Date, Row, date, day, row, rules, source, teller};
use crate::pages::see;
use crate::wrong::Answer;

/// The first year that is drawn at most: a strip has room for so many.
const YEARS: i32 = 30;

/// Commitments that are shown; the register has all.
const SHOWN: usize = 20;

/// A finding with the provision it rests on.
struct Finding {
    day: Date,
    what: String,
    words: String,
    source: String,
    address: Option<String>,
}

/// A month of the strip, for the table behind it.
struct Month {
    name: String,
    seen: usize,
    held: usize,
}

#[derive(Template)]
#[template(path = "mechanism.html")]
struct Page<'m> {
    frame: Frame<'m>,
    id: String,
    here: String,
    seen: u64,
    kind: &'m str,
    kind_word: String,
    parties: String,
    party_codes: String,
    observers: String,
    period: String,
    rhythm: String,
    rhythm_word: String,
    states: Vec<State>,
    names: Vec<(&'m str, &'static str, Vec<String>)>,
    strip: String,
    months: Vec<Month>,
    held: Vec<Finding>,
    promises: Vec<Finding>,
    sightings: Vec<Finding>,
    entries: Vec<Row>,
    entries_count: String,
    kinds: Vec<(&'static str, String)>,
    decisions: Vec<Line>,
    changed: String,
    rules: String,
}

impl Page<'_> {
    /// Returns what is told of it, each list with its heading.
    fn lists(&self) -> [(&'static str, &[Finding]); 3] {
        [
            ("mechanism.held-heading", &self.held),
            ("mechanism.promises-heading", &self.promises),
            ("mechanism.sightings-heading", &self.sightings),
        ]
    }
}

/// Shows a mechanism.
pub(super) async fn page(ask: Ask, Path(name): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let one = refused::mechanism(ask, &name)?;
        if one.id != name {
            return see(&format!("/mechanisms/{}", links::part(&one.id)));
        }
        show(&whole(ask, one))
    })
    .await
}

fn whole<'m>(ask: &'m Ask, one: &Mechanism) -> Page<'m> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let today = ask.office.today();
    let all = &registry.register().entries;
    let through = ask.present.ledger.through(&one.id, registry);
    let entries = through.iter().rev().take(SHOWN).filter_map(|place| all.get(*place));
    let about = format!("mechanism/{}", one.id);
    let decisions = registry.decisions().iter().rev();
    let decisions = decisions.filter(|record| record.subjects.iter().any(|subject| *subject == about));
    let by_hand: Vec<String> =
        one.names.iter().filter(|name| name.language == Lang::Und).map(|name| name.text.clone()).collect();
    let shown_names = |words: Vec<String>| {
        words
            .into_iter()
            .map(|name| match one.names.iter().find(|known| known.text == name) {
                Some(_) if by_hand.contains(&name) => t.fill("mechanism.name-by-hand", &[("name", &name)]),
                Some(known) => format!("{name} ({})", known.count),
                None => name,
            })
            .collect::<Vec<String>>()
    };
    let [ja, en] = names(one);
    let both = [("mechanism.names-ja", "ja", ja), ("mechanism.names-en", "en", en)];
    let both = both.into_iter().filter(|(_, _, names)| !names.is_empty());
    Page {
        frame: ask.frame(Place::Mechanisms, &called(one, t)),
        id: one.id.to_string(),
        here: format!("/mechanisms/{}", links::part(&one.id)),
        seen: one.changed,
        kind: t.find(&format!("mechanism-kind.{}", one.kind)).unwrap_or_default(),
        kind_word: one.kind.to_string(),
        parties: teller.actors(&one.parties),
        party_codes: crate::pages::documents::parties(&one.parties),
        observers: if one.observers.is_empty() { String::new() } else { teller.actors(&one.observers) },
        period: one.period.as_ref().map_or(String::new(), |period| teller.date(period)),
        rhythm: one.rhythm.map_or(String::new(), |rhythm| rhythm_in_words(rhythm, t)),
        rhythm_word: one.rhythm.map(rhythm_word).unwrap_or_default(),
        states: states(ask, one, &today),
        names: both.map(|(key, tag, names)| (t.find(key).unwrap_or_default(), tag, shown_names(names))).collect(),
        strip: drawn(ask, one, &today),
        months: months(one),
        held: one.held.iter().rev().map(|held| self::held(ask, held)).collect(),
        promises: one
            .promises
            .iter()
            .rev()
            .map(|promise| {
                let what = rhythm_in_words(promise.rhythm, t);
                finding(ask, day(ask, promise.day.as_deref()), what, &promise.words, &promise.provision)
            })
            .collect(),
        sightings: one
            .sightings
            .iter()
            .rev()
            .map(|seen| {
                let what = t.label("note", seen.note.word()).to_owned();
                finding(ask, day(ask, seen.day.as_deref()), what, &seen.text, &seen.provision)
            })
            .collect(),
        entries: entries.map(|entry| row(ask, entry, class(entry, &today))).collect(),
        entries_count: t.count("stocktake.commitments", through.len()),
        kinds: KINDS.iter().map(|kind| (*kind, t.label("mechanism-kind", kind).to_owned())).collect(),
        decisions: lines(ask, decisions),
        changed: match one.changed {
            0 => t.text("register-page.never-decided").to_owned(),
            n => t.fill("register-page.decided", &[("n", &n.to_string())]),
        },
        rules: rules(ask),
    }
}

fn drawn(ask: &Ask, one: &Mechanism, today: &str) -> String {
    let year = |day: &str| day.get(..4).and_then(|year| year.parse::<i32>().ok());
    let now = year(today).unwrap_or(2000);
    let last = one.next_expected().as_deref().and_then(year).unwrap_or(now).clamp(now, now + 5);
    let first = one.first().into_iter().chain(one.held.iter().filter_map(|held| held.day.as_deref()));
    let from = first.filter_map(year).min().unwrap_or(now).clamp(now - YEARS, now);
    let years = f64::from(last - from + 1);
    let room = Room { from, to: last, width: (years * 60.0).clamp(320.0, 960.0), height: 60.0, has_years: true };
    strip::svg(ask, one, today, room)
}

fn months(one: &Mechanism) -> Vec<Month> {
    let month = |day: Option<&str>| day.and_then(|day| day.get(..7)).map(str::to_owned);
    let mut all: std::collections::BTreeMap<String, (usize, usize)> = std::collections::BTreeMap::new();
    for month in one.sightings.iter().filter_map(|seen| month(seen.day.as_deref())) {
        all.entry(month).or_default().0 += 1;
    }
    for month in one.held.iter().filter_map(|held| month(held.day.as_deref())) {
        all.entry(month).or_default().1 += 1;
    }
    all.into_iter().rev().map(|(month, (seen, held))| Month { name: month, seen, held }).collect()
}

fn finding(ask: &Ask, day: Date, what: String, words: &str, provision: &ProvisionId) -> Finding {
    Finding {
        day,
        what,
        words: words.to_owned(),
        source: source(ask, provision),
        address: Some(links::provision(provision)),
    }
}

fn held(ask: &Ask, held: &Held) -> Finding {
    let t = ask.t();
    let mut day = held.date.as_ref().map_or_else(|| day(ask, None), |date_of| date(ask, date_of.as_str()));
    if !held.said {
        day = Date { words: t.fill("mechanism.before", &[("date", &day.words)]), machine: String::new() };
    }
    let what = held.ordinal.map_or(String::new(), |n| t.fill("mechanism.ordinal", &[("n", &n.to_string())]));
    match &held.provision {
        Some(provision) => finding(ask, day, what, &held.words, provision),
        None => Finding {
            day,
            what,
            words: String::new(),
            source: t.fill("mechanism.by-hand", &[("reason", &held.words)]),
            address: None,
        },
    }
}
