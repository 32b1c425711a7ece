//! The directory: mentions are read, keyed, joined, and told as mechanisms.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;

use super::Mechanism;
use super::abbreviation::Abbreviations;
use super::build::{self, Seen};
use super::halves::in_halves;
use super::keys::Keys;
use super::mention::Called;
use super::reads::{ProvisionRead, Reads, Sentence};
use super::union::Union;
use crate::grounds::{Grounds, Place};

/// Returns the mechanisms that the texts name, by their names in the register. The same texts give the same mechanisms.
pub fn mechanisms(grounds: &Grounds, lexicon: &Lexicon) -> Vec<Mechanism> {
    mechanisms_following(grounds, lexicon, None).0
}

/// Returns the same where some texts were read before: what was read of them then, and by the place of a text now where it
/// was. All texts of then must be among these, as they were. Returns with it what was read.
pub fn mechanisms_following<'l>(
    grounds: &Grounds,
    lexicon: &'l Lexicon,
    before: Option<(&Reads<'l>, &[Option<usize>])>,
) -> (Vec<Mechanism>, Reads<'l>) {
    let reads = Reads::new(grounds, lexicon, before);
    let tools = &*reads.tools;
    let provisions = || {
        reads.texts.iter().enumerate().flat_map(|(text, read)| {
            let place = move |provision: u32| Place { text: text as u32, provision };
            read.provisions.iter().map(move |read| (place(read.number), read))
        })
    };
    let own = |(place, read): (Place, &ProvisionRead)| Some(Sentence { place, body: Arc::clone(read.own.as_ref()?) });
    let sentences: Vec<Sentence> = provisions().filter_map(own).collect();
    let keys = Keys::new(grounds, &sentences, tools, &reads.small);
    let mut union = Union::default();
    let mut short = Abbreviations::default();
    let mut numbers: HashMap<(Place, u32), usize> = HashMap::new();
    let keyed = in_halves(&sentences, |sentence| {
        sentence.mentions.iter().map(|mention| keys.key(sentence, mention)).collect::<Vec<String>>()
    });
    for (sentence, keys) in sentences.iter().zip(keyed) {
        for (mention, key) in sentence.mentions.iter().zip(keys) {
            let number = union.number(&key);
            numbers.insert((sentence.place, mention.range.start), number);
            short.take(sentence.place, grounds.language(sentence.place), mention, number);
        }
    }
    join_called(&sentences, &numbers, &mut union);
    short.join(&mut union);
    let mut read: BTreeMap<Place, Sentence> = BTreeMap::new();
    for (place, of_place) in provisions() {
        let tools = tools.iter().find(|tools| tools.language == grounds.language(place));
        let found = tools.and_then(|tools| short.find(place, of_place, grounds, tools, &union));
        let Some((sentence, added)) = found else { continue };
        numbers.extend(added.into_iter().map(|(range, number)| ((place, range.start), number)));
        read.insert(place, sentence);
    }
    join_counterparts(grounds, &read, &numbers, &mut union);
    let mut sets: BTreeMap<usize, Vec<Seen>> = BTreeMap::new();
    for (place, sentence) in &read {
        for (at, mention) in sentence.mentions.iter().enumerate() {
            let Some(&number) = numbers.get(&(*place, mention.range.start)) else { continue };
            sets.entry(union.find(number)).or_default().push(Seen { sentence, mention: at, number });
        }
    }
    let directory = build::directory(&sets, &union, grounds, tools);
    (directory, reads)
}

/// Joins a name with the one that brackets always say it is called: one name and no other.
fn join_called(sentences: &[Sentence], numbers: &HashMap<(Place, u32), usize>, union: &mut Union) {
    let mut called: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for sentence in sentences {
        for mention in &sentence.mentions {
            let Some(&number) = numbers.get(&(sentence.place, mention.range.start)) else { continue };
            if mention.known.is_some() || mention.name.front.is_empty() {
                continue;
            }
            for other in &mention.called {
                if let Called::Known(known, _, _) = other
                    && !known.each
                {
                    called.entry(number).or_default().insert(format!("v:{}", known.value));
                }
            }
        }
    }
    for (number, values) in called {
        if let (Some(value), 1) = (values.first(), values.len()) {
            let other = union.number(value);
            union.join(other, number);
        }
    }
}

/// Joins names of two languages where a provision and its counterpart each name one mechanism that the other does not, and
/// no other pair of provisions says otherwise.
fn join_counterparts(
    grounds: &Grounds,
    read: &BTreeMap<Place, Sentence>,
    numbers: &HashMap<(Place, u32), usize>,
    union: &mut Union,
) {
    let sets_at = |place: Place, union: &Union| -> BTreeSet<usize> {
        let mentions = read.get(&place).map_or(&[][..], |sentence| &sentence.mentions);
        mentions.iter().filter_map(|m| numbers.get(&(place, m.range.start))).map(|n| union.find(*n)).collect()
    };
    let mut partners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &(one, other) in grounds.counterparts {
        let (left, right) = (sets_at(one, union), sets_at(other, union));
        let alone: Vec<usize> = left.difference(&right).copied().collect();
        let opposite: Vec<usize> = right.difference(&left).copied().collect();
        if let ([one], [other]) = (&alone[..], &opposite[..]) {
            partners.entry(*one).or_default().insert(*other);
            partners.entry(*other).or_default().insert(*one);
            pairs.insert((*one, *other));
        }
    }
    for (one, other) in pairs {
        let single = |number: usize| partners.get(&number).is_some_and(|all| all.len() == 1);
        // What the lexicon keeps apart stays apart.
        let both_known = union.name(one).starts_with("v:") && union.name(other).starts_with("v:");
        if single(one) && single(other) && !both_known {
            union.join(one, other);
        }
    }
}
