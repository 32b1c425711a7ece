//! Two texts in different languages: paired by the alignment, compared by their readings.

use std::collections::BTreeSet;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;

use super::{Item, Status, joint};
use crate::align::{self, Clues};
use crate::changes::{Change, Changed, Direction, Matter, Turn, direction};

/// Pairs and compares.
pub(super) fn items(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Vec<Item> {
    let mut clues = [Clues::new(lexicon, a.document.language), Clues::new(lexicon, b.document.language)];
    let groups = align::align(a, b, lexicon).groups;
    let item = |group: align::Group| {
        if !group.is_link() {
            let status = if group.a.is_empty() { Status::New } else { Status::Dropped };
            return Item { status, a: group.a, b: group.b, score: 0.0, is_moved: false, changed: Changed::default() };
        }
        let (one, other) = (joint(a, &group.a), joint(b, &group.b));
        let mut changes = acts(&one, &other, [&a.document.parties, &b.document.parties]);
        changes.extend(values(&one, &other, &mut clues));
        changes.sort_by_key(|change| change.at_a.start);
        let status = match (changes.is_empty(), group.is_moved) {
            (false, _) => Status::Altered,
            (true, true) => Status::Moved,
            (true, false) => Status::Kept,
        };
        let told = Changed { changes, likeness: group.score, ..Changed::default() };
        Item { status, a: group.a, b: group.b, score: group.score, is_moved: group.is_moved, changed: told }
    };
    groups.into_iter().map(item).collect()
}

/// Tells acts of one text that the other has not, and strengths that differ.
fn acts(a: &Provision, b: &Provision, parties: [&[ActorCode]; 2]) -> Vec<Change> {
    // What only describes is read differently in every language.
    let told = |provision: &'_ Provision| -> Vec<Act> {
        let is_told = |act: &&Act| !matches!(act.act, ActKind::State | ActKind::Say | ActKind::Report);
        provision.acts.iter().filter(is_told).cloned().collect()
    };
    let (acts_a, mut left) = (told(a), told(b));
    let mut changes = Vec::new();
    let mut alone = Vec::new();
    for one in acts_a {
        let Some(at) = left.iter().position(|other| other.act == one.act) else {
            alone.push(one);
            continue;
        };
        let other = left.remove(at);
        if one.strength != other.strength {
            let matter = Matter::Strength { before: one.strength, after: other.strength };
            let turn = match (one.strength, other.strength) {
                (Strength::Plain, _) => Turn::Added,
                (_, Strength::Plain) => Turn::Dropped,
                _ => Turn::Replaced,
            };
            changes.push(change(matter, turn, &one.trigger, &other.trigger));
        }
        let is_all = |actors: &[ActorCode], parties: &[ActorCode]| !parties.is_empty() && actors == parties;
        let both_all = is_all(&one.actors, parties[0]) && is_all(&other.actors, parties[1]);
        if one.actors != other.actors && !one.actors.is_empty() && !other.actors.is_empty() && !both_all {
            let (gone, come) = beyond(&one.actors, &other.actors);
            changes.push(change(Matter::Actor { gone, come }, Turn::Replaced, &one.trigger, &other.trigger));
        }
    }
    let mut left = left.into_iter();
    for one in alone {
        let other = left.next();
        let (before, after) = (Some(one.act), other.as_ref().map(|other| other.act));
        let turn = if after.is_some() { Turn::Replaced } else { Turn::Dropped };
        let matter = Matter::Act { before, after, direction: direction(before, after) };
        changes.push(change(matter, turn, &one.trigger, other.as_ref().map_or("", |other| &other.trigger)));
    }
    changes.extend(left.map(|other| {
        let matter = Matter::Act { before: None, after: Some(other.act), direction: Direction::Neither };
        change(matter, Turn::Added, "", &other.trigger)
    }));
    changes
}

/// Tells dates and numbers of one text that the other has not.
fn values(a: &Provision, b: &Provision, clues: &mut [Clues; 2]) -> Vec<Change> {
    let dates = |provision: &Provision| -> BTreeSet<(String, String)> {
        provision.dates.iter().map(|date| (date.edtf.to_string(), date.text.clone())).collect()
    };
    let (dates_a, dates_b) = (dates(a), dates(b));
    let numbers_a: BTreeSet<(String, String)> = clues[0].numbers(a).into_iter().collect();
    let numbers_b: BTreeSet<(String, String)> = clues[1].numbers(b).into_iter().collect();
    let mut changes = Vec::new();
    for (matter, one, other) in [(Matter::Date, dates_a, dates_b), (Matter::Number, numbers_a, numbers_b)] {
        let less = |one: &BTreeSet<(String, String)>, other: &BTreeSet<(String, String)>| -> Vec<String> {
            let is_there = |value: &str| other.iter().any(|(there, _)| there == value);
            one.iter().filter(|(value, _)| !is_there(value)).map(|(_, words)| words.clone()).collect()
        };
        let (gone, come) = (less(&one, &other), less(&other, &one));
        let turn = match (gone.is_empty(), come.is_empty()) {
            (true, true) => continue,
            (true, false) => Turn::Added,
            (false, true) => Turn::Dropped,
            (false, false) => Turn::Replaced,
        };
        changes.push(change(matter, turn, &gone.join(", "), &come.join(", ")));
    }
    changes
}

fn beyond(one: &[ActorCode], other: &[ActorCode]) -> (Vec<ActorCode>, Vec<ActorCode>) {
    let less = |one: &[ActorCode], other: &[ActorCode]| -> Vec<ActorCode> {
        one.iter().filter(|code| !other.contains(code)).cloned().collect()
    };
    (less(one, other), less(other, one))
}

fn change(matter: Matter, turn: Turn, a: &str, b: &str) -> Change {
    let (at_a, at_b) = (TextRange::default(), TextRange::default());
    Change { matter, turn, a: a.to_owned(), b: b.to_owned(), at_a, at_b }
}
