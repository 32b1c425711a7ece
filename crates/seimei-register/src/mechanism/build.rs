//! A mechanism as the directory tells it, from all the mentions that are one.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;
use smol_str::{SmolStr, ToSmolStr as _};

use super::halves::in_halves;
use super::held::{Scene, Told};
use super::mention::{Mention, Tools};
use super::reads::Sentence;
use super::union::Union;
use super::{Called, Held, Mechanism, Note, Promise, Sighting};
use crate::grounds::Grounds;

/// A mention of a mechanism.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    /// The provision.
    pub(super) sentence: &'a Sentence,
    /// Which of its mentions.
    pub(super) mention: usize,
    /// The name it is kept by.
    pub(super) number: usize,
}

impl<'a> Seen<'a> {
    fn of(self) -> &'a Mention {
        &self.sentence.mentions[self.mention]
    }
}

/// Returns the mechanisms of sets of mentions, by their names in the register.
pub(super) fn directory(
    sets: &BTreeMap<usize, Vec<Seen>>,
    union: &Union,
    grounds: &Grounds,
    tools: &[Tools],
) -> Vec<Mechanism> {
    let sets: Vec<&Vec<Seen>> = sets.values().collect();
    let mut all = in_halves(&sets, |seen| mechanism(seen, union, grounds, tools));
    all.sort_by(|one, other| one.id.cmp(&other.id).then_with(|| one.sightings[0].place.cmp(&other.sightings[0].place)));
    // Two sets seldom come by one name; then the later ones are counted.
    let mut taken: BTreeMap<SmolStr, u32> = BTreeMap::new();
    for mechanism in &mut all {
        let count = taken.entry(mechanism.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            mechanism.id = format!("{}-{count}", mechanism.id).into();
        }
    }
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all
}

fn mechanism(seen: &[Seen], union: &Union, grounds: &Grounds, tools: &[Tools]) -> Mechanism {
    let family = most(seen.iter().filter(|one| one.of().known.is_some()).map(|one| one.of().family.clone()))
        .or_else(|| most(seen.iter().map(|one| one.of().family.clone()).filter(|family| !family.is_empty())))
        .unwrap_or_default();
    let names = names(seen, grounds);
    let kind = kind(&family, seen, tools, grounds);
    let meets = !matches!(family.as_str(), "instrument" | "law" | "strategy" | "plan" | "fund");
    let mut found = Mechanism {
        id: id(seen, union),
        names,
        kind,
        parties: parties(seen, union, grounds),
        observers: Vec::new(),
        sightings: Vec::with_capacity(seen.len()),
        promises: Vec::new(),
        rhythm: None,
        held: Vec::new(),
        period: None,
        changed: 0,
    };
    let mut observers: BTreeSet<ActorCode> = BTreeSet::new();
    for one in seen {
        let place = one.sentence.place;
        let text = grounds.text(place);
        let Some(tools) = tools.iter().find(|tools| tools.language == text.id.language) else { continue };
        let look = || Scene::new(one.sentence, tools).told(one.mention, meets, text);
        let Told { said, rhythm, period, observers: observing } =
            one.of().told[usize::from(meets)].get_or_init(look).clone();
        let (provision, day) = (grounds.name(place), text.day.map(str::to_owned));
        if said.note == Note::Held {
            let first = said.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
            let is_said = first.is_some();
            found.held.push(Held {
                day: first.or_else(|| day.clone()),
                date: said.date.clone().or_else(|| text.date.cloned()),
                said: is_said,
                provision: Some(provision.clone()),
                ordinal: said.ordinal,
                words: said.words.clone(),
            });
        }
        if let Some((rhythm, words, rule)) = rhythm {
            let (provision, day) = (provision.clone(), day.clone());
            found.promises.push(Promise { provision, day, rhythm, words, rule });
        }
        found.period = period.or(found.period);
        observers.extend(observing);
        let text = one.of().written.clone();
        match found.sightings.last_mut() {
            // One provision is one sighting; what says more counts.
            Some(last) if last.place == place => last.note = last.note.max(said.note),
            _ => found.sightings.push(Sighting { place, provision, day, text, note: said.note }),
        }
    }
    found.observers = observers.into_iter().filter(|one| !found.parties.contains(one)).collect();
    found.rhythm = rhythm(&found.promises);
    found.held = settled(found.held);
    found
}

/// Returns the value that is met most often; of several the first in order.
fn most<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, u32> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
        .map(|(value, _)| value)
}

/// Returns the name in the register: the lexicon's, else that of the earliest mention.
fn id(seen: &[Seen], union: &Union) -> SmolStr {
    let keys = seen.iter().map(|one| union.name(one.number));
    let known = keys.clone().find(|key| key.starts_with("v:"));
    let Some(key) = known.or_else(|| keys.clone().next()) else { return SmolStr::default() };
    let name = key.strip_prefix("v:").unwrap_or_else(|| key.splitn(3, ':').last().unwrap_or(key));
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_smolstr()
}

/// Returns the names, those that differ only in spelling once, the most frequent first.
fn names(seen: &[Seen], grounds: &Grounds) -> Vec<Called> {
    let mut spellings: BTreeMap<(Lang, String), BTreeMap<&str, u32>> = BTreeMap::new();
    for one in seen {
        let language = grounds.language(one.sentence.place);
        let name = one.of().name.edited();
        *spellings.entry((language, name)).or_default().entry(&one.of().written).or_insert(0) += 1;
        for called in &one.of().called {
            if let super::mention::Called::Known(_, _, written) = called {
                let name = format!("{written}()");
                spellings.entry((language, name)).or_default().entry(written).or_insert(1);
            }
        }
    }
    let mut names: Vec<Called> = Vec::new();
    for ((language, _), written) in spellings {
        let count = written.values().sum();
        let text = most(written.iter().flat_map(|(text, count)| std::iter::repeat_n(*text, *count as usize)));
        let text = text.unwrap_or_default().to_owned();
        match names.iter_mut().find(|name| name.language == language && name.text == text) {
            Some(name) => name.count += count,
            None => names.push(Called { language, text, count }),
        }
    }
    names.sort_by(|one, other| (other.count, one.language, &one.text).cmp(&(one.count, other.language, &other.text)));
    names
}

/// Returns what the mechanism is: the lexicon's sort, told more closely by what its names end with.
fn kind(family: &str, seen: &[Seen], tools: &[Tools], grounds: &Grounds) -> SmolStr {
    if matches!(family, "body" | "instrument" | "fund" | "programme" | "framework" | "-") {
        let told = seen.iter().filter_map(|one| {
            let language = grounds.language(one.sentence.place);
            let tools = tools.iter().find(|tools| tools.language == language)?;
            tools.words.kind(&one.of().name.tail).cloned()
        });
        if let Some(kind) = most(told) {
            return kind;
        }
    }
    if family == "-" || family.is_empty() { "other".into() } else { family.into() }
}

/// Returns whose it is: the actors that open its names, else those that own it, else those that sign every document that
/// names it.
fn parties(seen: &[Seen], union: &Union, grounds: &Grounds) -> Vec<ActorCode> {
    let held =
        seen.iter().find_map(|one| union.name(one.number).split_once('@').filter(|(key, _)| !key.ends_with(' ')));
    let is_holder = |key: &str| key.starts_with("v:") || key.splitn(3, ':').nth(2).is_some_and(|name| !name.is_empty());
    if let Some((key, holders)) = held
        && is_holder(key)
        && !holders.contains(' ')
    {
        return holders.split('-').map(ActorCode::new).collect();
    }
    // Abbreviations tell nothing of it; of full names a fourth must.
    let full = seen.iter().filter(|one| !super::mention::is_abbreviation(&one.of().written)).count();
    let fronts: Vec<Vec<ActorCode>> =
        seen.iter().map(|one| one.of().name.front.clone()).filter(|front| !front.is_empty()).collect();
    if fronts.len() * 4 >= full
        && let Some(front) = most(fronts.into_iter())
    {
        return front;
    }
    let within = seen.iter().map(|one| one.of().name.holders.clone()).filter(|holders| !holders.is_empty());
    if let Some(holders) = most(within) {
        return holders;
    }
    let owners: Vec<Vec<ActorCode>> =
        seen.iter().map(|one| one.of().owners.clone()).filter(|owners| !owners.is_empty()).collect();
    if owners.len() * 2 >= seen.len()
        && let Some(owners) = most(owners.into_iter())
    {
        return owners;
    }
    let first = grounds.text(seen[0].sentence.place).parties;
    let all_same = seen.iter().all(|one| grounds.text(one.sentence.place).parties == first);
    if all_same && first.len() > 1 { first.to_vec() } else { Vec::new() }
}

/// Returns the rhythm that promises give: the last that says a number, else a regular one.
fn rhythm(promises: &[Promise]) -> Option<Rhythm> {
    let numbered = promises.iter().rev().find(|promise| promise.rhythm != Rhythm::Regular);
    numbered.or_else(|| promises.last()).map(|promise| promise.rhythm)
}

/// Leaves out what says less of a meeting that another provision says more of: the same date, a year that holds the day, or
/// only the document's own date.
fn settled(mut held: Vec<Held>) -> Vec<Held> {
    held.sort_by(|one, other| (&one.day, &one.date, !one.said).cmp(&(&other.day, &other.date, !other.said)));
    let period = |one: &Held| one.date.as_ref().and_then(Edtf::period);
    let says_more = |one: &Held, other: &Held| {
        let same = one.ordinal == other.ordinal || one.ordinal.is_none() || other.ordinal.is_none();
        let (Some(mine), Some(others)) = (period(one), period(other)) else { return false };
        let within = mine.0 >= others.0 && mine.1 <= others.1;
        let after = !other.said && mine.1 <= others.1 && {
            crate::day::days_between(&mine.0, &others.0).is_some_and(|days| days < 120)
        };
        same && one.said && ((within && mine != others) || after)
    };
    let mut kept: Vec<Held> = Vec::new();
    for (at, one) in held.iter().enumerate() {
        let is_less = held.iter().enumerate().any(|(other, of)| other != at && says_more(of, one));
        let is_same = kept.iter().any(|of| {
            of.day == one.day && of.date == one.date && {
                of.ordinal == one.ordinal || of.ordinal.is_none() || one.ordinal.is_none()
            }
        });
        if is_same {
            let again = kept.iter_mut().find(|of| of.day == one.day && of.date == one.date);
            if let Some(again) = again {
                again.ordinal = again.ordinal.or(one.ordinal);
            }
        } else if !is_less {
            kept.push(one.clone());
        }
    }
    kept
}
