//! Positions: who did what on which topic, by the strongest act; the words of a cell below.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::lexicon::actor_code;
use seimei_app::names::TOPICS;
use seimei_app::positions::{Position, Positions, STEPS, Saying, Wanted as Chosen, step};
use seimei_export::date_words::in_words;
use seimei_model::act::{ActKind, Family, Strength};
use seimei_model::code::{ActorCode, TopicId};
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::present::title;
use crate::wrong::{Answer, Wrong};

/// Parties that the matrix shows where none is chosen.
const PARTIES: usize = 12;

/// Provisions that are shown with their words.
const SAID: usize = 60;

/// What is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    party: String,
    topic: String,
    year: String,
}

/// A value to choose.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

/// A row of the matrix; a cell is empty where nothing was said.
struct Row {
    label: String,
    address: String,
    cells: Vec<Option<Cell>>,
}

struct Cell {
    class: String,
    word: String,
    count: usize,
    step: u8,
    title: String,
    address: String,
}

/// A year in the strip.
struct Bar {
    year: i32,
    word: String,
    class: &'static str,
    step: u8,
    count: usize,
    address: String,
    x: usize,
    y: usize,
    height: usize,
}

/// The strip by year.
struct Strip {
    width: usize,
    bars: Vec<Bar>,
}

struct Said {
    address: String,
    name: String,
    document: String,
    day: String,
    language: &'static str,
    words: String,
    acts: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "positions.html")]
struct Page<'m> {
    frame: Frame<'m>,
    parties: Vec<Choice>,
    topics: Vec<Choice>,
    years: Vec<Choice>,
    corner: &'m str,
    columns: Vec<(String, String, String)>,
    rows: Vec<Row>,
    strip: Option<Strip>,
    said: Vec<Said>,
    said_title: String,
    more: Option<String>,
    rules: Vec<(u8, String)>,
    left_out: String,
    csv: String,
    is_empty: bool,
}

/// Returns what is wanted of party, topic and year, or what is wrong with it.
pub(crate) fn wanted(ask: &Ask, [party, topic, year]: [&str; 3]) -> Result<Chosen, Wrong> {
    let t = ask.t();
    let bad = |key: &'static str, text: &str| Wrong::bad(t.fill(key, &[("text", text)]));
    let topic = topic.trim();
    if !topic.is_empty() && !TOPICS.contains(&topic) {
        return Err(bad("wrong.topic", topic));
    }
    let year = match year.trim() {
        "" => None,
        text => Some(text.parse::<u16>().map_err(|_| bad("wrong.year", text))?),
    };
    Ok(Chosen {
        party: party_of(ask, party),
        topic: (!topic.is_empty()).then(|| TopicId::new(topic)),
        year: year.map(i32::from),
    })
}

/// Returns the party of a code or name; what is unknown may be a code.
pub(crate) fn party_of(ask: &Ask, party: &str) -> Option<ActorCode> {
    let party = party.trim();
    let code = || actor_code(ask.office.lexicon, party).unwrap_or_else(|| ActorCode::new(party.to_uppercase()));
    (!party.is_empty()).then(code)
}

/// Returns a party by name and code.
pub(crate) fn party_label(ask: &Ask, code: &ActorCode) -> String {
    let names = ask.office.names(ask.visitor.lang);
    let name = names.of(code);
    if name == code.as_str() { name.to_owned() } else { format!("{name} ({code})") }
}

/// Shows them.
pub(crate) async fn page(ask: Ask, Query(asked): Query<Wanted>) -> Answer {
    ask.answer(move |ask| read(ask, &asked)).await
}

fn address(party: &str, topic: &str, year: &str) -> String {
    links::with_query("/positions", [("party", party), ("topic", topic), ("year", year)])
}

fn read(ask: &Ask, asked: &Wanted) -> Answer {
    let t = ask.t();
    let chosen = wanted(ask, [&asked.party, &asked.topic, &asked.year])?;
    let positions = ask.present.positions();
    let (corner, columns, rows, left_out) = matrix(ask, positions, &chosen);
    let has_both = chosen.party.is_some() && chosen.topic.is_some();
    let tracing = ask.present.registry.tracing();
    let is_narrow = has_both || (chosen.year.is_some() && (chosen.party.is_some() || chosen.topic.is_some()));
    let sayings = if is_narrow { positions.sayings(&chosen, tracing, ask.visitor.lang) } else { Vec::new() };
    let all = said(ask, &sayings);
    let count = all.len();
    let label = |topic: &TopicId| t.label("topic", topic.as_str()).to_owned();
    let choice = |value: String, label: String, is_chosen: bool| Choice { value, label, is_chosen };
    let of_party =
        |code: &&ActorCode| choice(code.to_string(), party_label(ask, code), chosen.party.as_ref() == Some(*code));
    let mut topics: Vec<Choice> = positions
        .topics()
        .iter()
        .map(|topic| choice(topic.to_string(), label(topic), chosen.topic.as_ref() == Some(*topic)))
        .collect();
    topics.sort_by(|one, other| one.label.cmp(&other.label));
    let of_year = |year: &i32| choice(year.to_string(), year.to_string(), chosen.year == Some(*year));
    let (party, topic) = (chosen.party.as_ref(), chosen.topic.as_ref());
    let whose =
        [party.map(|party| party_label(ask, party)), topic.map(label), chosen.year.map(|year| year.to_string())];
    show(&Page {
        frame: ask.frame(Place::Positions, t.text("nav.positions")),
        parties: positions.parties().iter().map(of_party).collect(),
        topics,
        years: positions.years().iter().rev().map(of_year).collect(),
        corner: t.text(corner),
        columns,
        rows,
        strip: has_both.then(|| strip(ask, positions, &chosen)).filter(|strip| !strip.bars.is_empty()),
        more: (count > SAID).then(|| more(&chosen)),
        said: all.into_iter().take(SAID).collect(),
        said_title: format!(
            "{} · {}",
            whose.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            t.count("count.provisions", count)
        ),
        rules: rules(ask),
        left_out,
        csv: links::with_query(
            &format!("/api/v1{}", address(&asked.party, &asked.topic, &asked.year)),
            [("format", "csv")],
        ),
        is_empty: positions.years().is_empty(),
    })
}

/// Returns a search for what does not stand on the page.
fn more(chosen: &Chosen) -> String {
    let mut query = Vec::new();
    query.extend(chosen.party.as_ref().map(|party| format!("actor:{party}")));
    query.extend(chosen.topic.as_ref().map(|topic| format!("topic:{topic}")));
    query.extend(chosen.year.map(|year| format!("date:{year}")));
    links::with_query("/search", [("q", query.join(" ").as_str()), ("sort", "newest")])
}

type Matrix = (&'static str, Vec<(String, String, String)>, Vec<Row>, String);

/// Returns the corner, the columns, the rows, and what was left out. Of everybody: topics by parties; of one party: topics
/// by years; of one topic: parties by years.
fn matrix(ask: &Ask, positions: &Positions, chosen: &Chosen) -> Matrix {
    let t = ask.t();
    let year = chosen.year.map(|year| year.to_string()).unwrap_or_default();
    let (party, topic) = (chosen.party.as_ref(), chosen.topic.as_ref());
    let topic_label = |topic: &TopicId| t.label("topic", topic.as_str()).to_owned();
    let found: Vec<&Position> = if party.is_none() && topic.is_none() && chosen.year.is_none() {
        positions.overall(chosen)
    } else {
        positions.by_year(chosen)
    };
    if party.is_some() || topic.is_some() {
        let years: BTreeSet<i32> = found.iter().filter_map(|one| one.year).collect();
        let (party_code, topic_code) = (party.map_or("", ActorCode::as_str), topic.map_or("", TopicId::as_str));
        let columns = years.iter().map(|year| {
            let year = year.to_string();
            (year.clone(), year.clone(), address(party_code, topic_code, &year))
        });
        let mut by_row: BTreeMap<(&ActorCode, &TopicId), BTreeMap<i32, &Position>> = BTreeMap::new();
        for one in &found {
            by_row.entry((&one.party, &one.topic)).or_default().insert(one.year.unwrap_or(0), one);
        }
        let mut rows: Vec<(usize, Row)> = by_row
            .into_iter()
            .map(|((row_party, row_topic), of)| {
                let label = if party.is_some() { topic_label(row_topic) } else { party_label(ask, row_party) };
                let row = Row {
                    label,
                    address: address(row_party.as_str(), row_topic.as_str(), ""),
                    cells: years.iter().map(|year| of.get(year).map(|one| cell(ask, one, &year.to_string()))).collect(),
                };
                (of.values().map(|one| one.provisions).sum(), row)
            })
            .collect();
        rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let corner = if party.is_some() { "positions.topic" } else { "positions.party" };
        return (corner, columns.collect(), rows.into_iter().map(|(_, row)| row).collect(), String::new());
    }
    let known: BTreeSet<&ActorCode> = found.iter().map(|one| &one.party).collect();
    let all: Vec<&ActorCode> = positions.parties().into_iter().filter(|party| known.contains(party)).collect();
    let shown = &all[..all.len().min(PARTIES)];
    let columns = shown.iter().map(|party| {
        (party.to_string(), ask.office.names(ask.visitor.lang).of(party).to_owned(), address(party.as_str(), "", &year))
    });
    let by_place: BTreeMap<(&TopicId, &ActorCode), &Position> =
        found.iter().map(|one| ((&one.topic, &one.party), *one)).collect();
    let rows = positions.topics().into_iter().filter_map(|topic| {
        let cells: Vec<Option<Cell>> =
            shown.iter().map(|party| by_place.get(&(topic, *party)).map(|one| cell(ask, one, &year))).collect();
        let row = Row { label: topic_label(topic), address: address("", topic.as_str(), &year), cells };
        row.cells.iter().any(Option::is_some).then_some(row)
    });
    let left_out = if all.len() > shown.len() {
        t.fill("positions.left-out", &[("n", &shown.len().to_string()), ("all", &all.len().to_string())])
    } else {
        String::new()
    };
    ("positions.topic", columns.collect(), rows.collect(), left_out)
}

fn cell(ask: &Ask, position: &Position, year: &str) -> Cell {
    let t = ask.t();
    let (act, strength) = (position.act.word(), position.strength.word());
    let word = t.label("act", act).to_owned();
    let words = if position.strength == Strength::Plain {
        word.clone()
    } else {
        format!("{word} ({})", t.label("strength", strength))
    };
    let step = position.step.to_string();
    let count = position.provisions.to_string();
    let values = [("act", words.as_str()), ("step", step.as_str()), ("n", count.as_str())];
    Cell {
        class: format!("s{} {}", position.step, Family::of(position.act).word()),
        word,
        count: position.provisions,
        step: position.step,
        title: t.fill("positions.cell", &values),
        address: format!("{}#said", address(position.party.as_str(), position.topic.as_str(), year)),
    }
}

/// Returns the strip by year of one party and one topic, whatever year is chosen.
fn strip(ask: &Ask, positions: &Positions, chosen: &Chosen) -> Strip {
    const WIDE: usize = 72;
    const HIGH: usize = 18;
    let of = positions.by_year(&Chosen { year: None, ..chosen.clone() });
    let bars: Vec<Bar> = of
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let year = one.year.unwrap_or(0);
            let height = usize::from(one.step) * HIGH;
            Bar {
                year,
                word: ask.t().label("act", one.act.word()).to_owned(),
                class: Family::of(one.act).word(),
                step: one.step,
                count: one.provisions,
                address: format!("{}#said", address(one.party.as_str(), one.topic.as_str(), &year.to_string())),
                x: 8 + at * WIDE,
                y: 18 + usize::from(STEPS) * HIGH - height,
                height,
            }
        })
        .collect();
    Strip { width: 16 + bars.len() * WIDE, bars }
}

/// Returns provisions with their words and the acts that count, the newest first.
fn said(ask: &Ask, sayings: &[&Saying]) -> Vec<Said> {
    let tracing = ask.present.registry.tracing();
    let mut found: Vec<Said> = Vec::new();
    let mut last = None;
    for saying in sayings {
        let label = {
            let word = ask.t().label("act", saying.kind.word());
            if saying.strength == Strength::Plain {
                word.to_owned()
            } else {
                format!("{word} ({})", ask.t().label("strength", saying.strength.word()))
            }
        };
        let act = (Family::of(saying.kind).word(), label);
        if last == Some(saying.passage)
            && let Some(before) = found.last_mut()
        {
            before.acts.push(act);
            continue;
        }
        last = Some(saying.passage);
        let (text, provision) = tracing.at(saying.passage);
        let id = tracing.reference(saying.passage);
        found.push(Said {
            address: links::passage(&id),
            name: id.to_string(),
            document: title(&text.document, text.expression.id.language).unwrap_or(id.document.as_str()).to_owned(),
            day: text.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang)),
            language: text.expression.id.language.tag(),
            words: provision.text.clone(),
            acts: vec![act],
        });
    }
    found
}

/// Returns the acts of each step, the strongest first.
fn rules(ask: &Ask) -> Vec<(u8, String)> {
    let t = ask.t();
    let of = |wanted: u8| {
        let kinds = ActKind::ALL.iter().filter(|kind| step(**kind, Strength::Plain) == wanted);
        let labels: Vec<&str> = kinds.map(|kind| t.label("act", kind.word())).collect();
        (wanted, t.list(labels))
    };
    (1..STEPS).rev().map(of).collect()
}
