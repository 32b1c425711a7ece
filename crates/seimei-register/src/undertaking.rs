//! Drawing undertakings: every act by which an actor binds itself, and every intention of somebody that is welcomed.
//!
//! The second is no commitment of those who speak (the coding manual counts it as a welcome), but it tells of one: whoever
//! has the intention is bound by it in the eyes of those who welcome it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::Lang;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::undertaking::UndertakingId;
use smol_str::SmolStr;

use crate::entry::Undertaking;
use crate::grounds::{Grounds, Place};

/// Draws the undertakings of all texts, in order of place and act.
pub fn undertakings(grounds: &Grounds, lexicon: &Lexicon) -> Vec<Arc<Undertaking>> {
    undertakings_in(grounds, lexicon, &|_| true)
}

/// Draws the undertakings of the texts that are wanted, by their positions. What a text's are depends on nothing but that
/// text and, for their counterparts, the other texts of its document.
pub fn undertakings_in(grounds: &Grounds, lexicon: &Lexicon, is_wanted: &dyn Fn(u32) -> bool) -> Vec<Arc<Undertaking>> {
    let mut counterparts: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for (one, other) in grounds.counterparts {
        counterparts.entry(*one).or_default().push(*other);
        counterparts.entry(*other).or_default().push(*one);
    }
    let words: BTreeMap<Lang, Vec<(ActKind, SmolStr)>> =
        [Lang::Ja, Lang::En].into_iter().map(|language| (language, intentions(language, lexicon))).collect();
    let mut drawn = Vec::new();
    for place in grounds.places().filter(|place| is_wanted(place.text)) {
        let provision = grounds.provision(place);
        for (number, act) in (1..).zip(&provision.acts) {
            let bound = if act.commitment {
                Some((act.act, SmolStr::new(act.rule.as_str())))
            } else {
                let words = words.get(&grounds.language(place)).map_or(&[][..], Vec::as_slice);
                welcomed(act, provision, grounds.language(place), words)
                    .map(|(kind, noun)| (kind, SmolStr::new(format!("{}+undertakings/{noun}", act.rule))))
            };
            let Some((kind, rule)) = bound else { continue };
            let (by, to) = if act.commitment {
                (act.actors.clone(), act.targets.clone())
            } else {
                let to = act.actors.iter().filter(|actor| !act.targets.contains(actor));
                (act.targets.clone(), to.cloned().collect())
            };
            let text = grounds.text(place);
            let mut named: Vec<_> = counterparts.get(&place).into_iter().flatten().copied().collect();
            named.sort_unstable();
            drawn.push(Arc::new(Undertaking {
                id: UndertakingId { provision: grounds.name(place), act: number },
                place,
                day: text.day.map(str::to_owned),
                parties: text.parties.to_vec(),
                act: kind,
                trigger: act.trigger.clone(),
                strength: act.strength,
                clause: act.clause_in(&provision.text).to_owned(),
                by,
                to,
                due: act.due.clone(),
                topics: provision.topics.clone(),
                mechanisms: provision.mechanisms.iter().map(|mention| mention.text.clone()).collect(),
                counterparts: named.into_iter().map(|place| grounds.name(place)).collect(),
                rule,
            }));
        }
    }
    drawn
}

/// Returns the words for how those are bound whose intention a reading's text welcomes, for the tests of the table.
pub fn told(reading: &Reading, lexicon: &Lexicon) -> BTreeSet<String> {
    let language = reading.document.language;
    let nouns = intentions(language, lexicon);
    let acts = reading.provisions.iter().flat_map(|one| one.acts.iter().map(move |act| (one, act)));
    let bound = acts.filter_map(|(provision, act)| welcomed(act, provision, language, &nouns));
    bound.map(|(kind, _)| kind.word().to_owned()).collect()
}

/// Returns the nouns that name an intention, the longest first, each with how it binds.
pub(crate) fn intentions(language: Lang, lexicon: &Lexicon) -> Vec<(ActKind, SmolStr)> {
    let entries = lexicon.entries(language, TableName::Undertakings);
    let intentions = entries.into_iter().filter(|entry| entry.family == "intention");
    let mut nouns: Vec<(ActKind, SmolStr)> = intentions
        .filter_map(|entry| Some((ActKind::from_word(&entry.value)?, entry.forms)))
        .flat_map(|(kind, forms)| forms.into_iter().map(move |form| (kind, form)))
        .collect();
    nouns.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then_with(|| one.cmp(other)));
    nouns
}

/// Returns how those are bound whose intention an act welcomes, and the noun that says so; `None` where it welcomes something else.
fn welcomed(
    act: &Act,
    provision: &Provision,
    language: Lang,
    nouns: &[(ActKind, SmolStr)],
) -> Option<(ActKind, SmolStr)> {
    if act.act != ActKind::Welcome || act.targets.is_empty() || act.at.is_empty() {
        return None;
    }
    intended_object(act, provision, language, nouns)
}

/// Returns the noun that names an intention as the object of an act, and how it binds; `None` where the object is another.
pub(crate) fn intended_object(
    act: &Act,
    provision: &Provision,
    language: Lang,
    nouns: &[(ActKind, SmolStr)],
) -> Option<(ActKind, SmolStr)> {
    let text = &provision.text;
    let (before, after) = (text.get(..act.at.start as usize)?, text.get(act.at.end as usize..)?);
    let is_object = |noun: &str| match language {
        Lang::Ja => ends_as_object(before, noun),
        _ => begins_as_object(after, noun),
    };
    nouns.iter().find(|(_, noun)| is_object(noun)).cloned()
}

/// The adverbs that may stand between an object and its predicate are at most so long, in characters.
const ADVERB: usize = 4;

/// Returns whether a Japanese text ends in `noun` and the particle of the object, with an adverb behind it or not.
fn ends_as_object(text: &str, noun: &str) -> bool {
    let Some(at) = text.rfind('を') else { return false };
    text[at..].chars().count() <= 1 + ADVERB && text[..at].ends_with(noun)
}

/// Returns whether an English text begins with `noun` as the head of an object that an infinitive follows: at most a
/// possessor or an article and adjectives stand before it, nothing or a possessor (by Hartia, of the two sides) behind it.
fn begins_as_object(text: &str, noun: &str) -> bool {
    const BEFORE: usize = 6;
    const BEHIND: usize = 7;
    let words: Vec<&str> = text.split_whitespace().take(BEFORE + BEHIND + 6).collect();
    let parts: Vec<&str> = noun.split(' ').collect();
    let Some(at) = words.windows(parts.len()).position(|window| window == parts) else { return false };
    let is_pause = |word: &str| word.ends_with([',', ';', '.', ':']);
    let leads_away = |word: &str| matches!(word, "on" | "in" | "for" | "to" | "of" | "towards" | "and" | "with");
    if at > BEFORE || words[..at].iter().any(|word| is_pause(word) || leads_away(word)) {
        return false;
    }
    let behind = &words[at + parts.len()..];
    match behind.first() {
        Some(&"to") => true,
        Some(&("of" | "by" | "from")) => {
            behind.iter().take(BEHIND).take_while(|word| !is_pause(word)).any(|word| *word == "to")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_welcomed_intention_is_the_head_of_the_object() {
        assert!(ends_as_object("我々は、Aによる会合への参加の意向を", "意向"));
        assert!(ends_as_object("我々は、Aの参加の意向を強く", "意向"));
        assert!(!ends_as_object("我々は、意向を踏まえた進展を", "意向"));
        assert!(begins_as_object(" Hartia’s intention to take part", "intention"));
        assert!(begins_as_object(" the decision by the Government of Hartia to open", "decision"));
        assert!(!begins_as_object(" the progress on the commitment to open", "commitment"));
        assert!(!begins_as_object(" the decision of the court", "decision"));
    }
}
