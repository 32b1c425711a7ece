//! The matrix of positions: topics by parties, or either by years.

use std::collections::{BTreeMap, BTreeSet};

use seimei_app::positions::{Position, Positions, Wanted as Chosen};
use seimei_model::act::{Family, Strength};
use seimei_model::code::{ActorCode, TopicId};

use super::{address, party_label};
use crate::ask::Ask;

/// Parties that the matrix shows where none is chosen.
const PARTIES: usize = 12;

/// A row of the matrix; a cell is empty where nothing was said.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) address: String,
    pub(super) cells: Vec<Option<Cell>>,
}

pub(super) struct Cell {
    pub(super) class: String,
    pub(super) word: String,
    pub(super) count: usize,
    pub(super) step: u8,
    pub(super) title: String,
    pub(super) address: String,
}

pub(super) type Matrix = (&'static str, Vec<(String, String, String)>, Vec<Row>, String);

/// Returns the corner, the columns, the rows, and what was left out. Of everybody: topics by parties; of one party: topics
/// by years; of one topic: parties by years.
pub(super) fn matrix(ask: &Ask, positions: &Positions, chosen: &Chosen) -> Matrix {
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
