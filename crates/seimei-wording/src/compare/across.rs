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

/// From this likeness on two texts are taken for one work in two languages.
const ONE_WORK: f64 = 0.5;

/// Links less sure than this are none.
const LEAST: f64 = 0.3;

/// Pairs and compares.
pub(super) fn items(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Vec<Item> {
    let mut clues = [Clues::new(lexicon, a.document.language), Clues::new(lexicon, b.document.language)];
    let aligned = align::align(a, b, lexicon);
    // One work runs through both texts in one order. Of two works each provision may have its counterpart anywhere, or none.
    let is_one_work = align::likeness(a, b, &aligned).score >= ONE_WORK;
    let groups = if is_one_work { parted(aligned) } else { align::counterparts(a, b, lexicon).groups };
    let item = |group: align::Group| {
        if !group.is_link() {
            let status = if group.a.is_empty() { Status::New } else { Status::Dropped };
            return Item { status, a: group.a, b: group.b, score: 0.0, is_moved: false, changed: Changed::default() };
        }
        let (one, other) = (joint(a, &group.a), joint(b, &group.b));
        let mut changes = acts(&one, &other, [&a.document.parties, &b.document.parties]);
        changes.extend(values(&one, &other, &mut clues));
        changes.sort_by_key(|change| change.at_a.start);
        // Of two works nobody knows that the words are the same.
        let status = match (changes.is_empty() && is_one_work, group.is_moved) {
            (false, _) => Status::Altered,
            (true, true) => Status::Moved,
            (true, false) => Status::Kept,
        };
        let told = Changed { changes, likeness: group.score, ..Changed::default() };
        Item { status, a: group.a, b: group.b, score: group.score, is_moved: group.is_moved, changed: told }
    };
    groups.into_iter().map(item).collect()
}

/// Takes links apart that nothing speaks for: the way through two texts leads past what one of them lacks.
fn parted(alignment: align::Alignment) -> Vec<align::Group> {
    let part = |group: align::Group| {
        if !group.is_link() || group.score >= LEAST {
            return vec![group];
        }
        let alone = |a: Vec<usize>, b: Vec<usize>| align::Group {
            a,
            b,
            score: 1.0 - group.score,
            is_moved: false,
            rests_on: Vec::new(),
        };
        let of_a = group.a.iter().map(|one| alone(vec![*one], Vec::new()));
        of_a.chain(group.b.iter().map(|one| alone(Vec::new(), vec![*one]))).collect()
    };
    alignment.groups.into_iter().flat_map(part).collect()
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
        // Whom it concerns is read less often in one language than in the other: told is only who stands for whom.
        let (gone, come) = beyond(&one.targets, &other.targets);
        if !gone.is_empty() && gone.len() == one.targets.len() && come.len() == other.targets.len() && !come.is_empty()
        {
            changes.push(change(Matter::Target { gone, come }, Turn::Replaced, &one.trigger, &other.trigger));
        }
        let is_all = |actors: &[ActorCode], parties: &[ActorCode]| !parties.is_empty() && actors == parties;
        let both_all = is_all(&one.actors, parties[0]) && is_all(&other.actors, parties[1]);
        if one.actors != other.actors && !one.actors.is_empty() && !other.actors.is_empty() && !both_all {
            let (gone, come) = beyond(&one.actors, &other.actors);
            changes.push(change(Matter::Actor { gone, come }, Turn::Replaced, &one.trigger, &other.trigger));
        }
    }
    // The same clause is often another act in another language (一致した, shared the view): told is only what is firmer or
    // weaker.
    for (one, other) in alone.into_iter().zip(left) {
        let direction = direction(Some(one.act), Some(other.act));
        if direction != Direction::Neither {
            let matter = Matter::Act { before: Some(one.act), after: Some(other.act), direction };
            changes.push(change(matter, Turn::Replaced, &one.trigger, &other.trigger));
        }
    }
    changes
}

/// Tells dates and numbers of one text that the other has not.
fn values(a: &Provision, b: &Provision, clues: &mut [Clues; 2]) -> Vec<Change> {
    let dates = |provision: &Provision| -> BTreeSet<(String, String)> {
        // 今日 and "today" may mean the day or the age.
        let dates = provision.dates.iter().filter(|date| has_figure(&date.text));
        dates.map(|date| (date.edtf.to_string(), date.text.clone())).collect()
    };
    let (dates_a, dates_b) = (dates(a), dates(b));
    let numbers_a: BTreeSet<(String, String)> = clues[0].numbers(a).into_iter().collect();
    let numbers_b: BTreeSet<(String, String)> = clues[1].numbers(b).into_iter().collect();
    let mut changes = Vec::new();
    for (matter, one, other) in [(Matter::Date, dates_a, dates_b), (Matter::Number, numbers_a, numbers_b)] {
        let less = |one: &BTreeSet<(String, String)>, other: &BTreeSet<(String, String)>| -> Vec<String> {
            let is_there = |value: &str| other.iter().any(|(there, _)| there == value);
            // Small numbers are words of much else (両首脳, Article V).
            let is_told = |value: &str, words: &str| {
                matter == Matter::Date || (has_figure(words) && value.parse::<f64>().is_ok_and(|value| value > 10.0))
            };
            let alone = one.iter().filter(|(value, words)| !is_there(value) && is_told(value, words));
            alone.map(|(_, words)| words.clone()).collect()
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

fn has_figure(words: &str) -> bool {
    words.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
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
