//! What is proposed for the areas of a programme: entries of the register and provisions of the archive, each with the
//! reasons. A person decides; nothing belongs to an area before.
//!
//! The rules, in the words of those who work with a programme:
//! - What is owed must be owed by parties of the programme, and said in a document of theirs alone.
//! - A mechanism that the area works through is the strongest sign; the programme's own name comes next, then topics, the
//!   most central one of the entry before its second and its third.
//! - There must be such a sign for the area itself. The programme's name without one leads to the programme, not to an area.
//! - What names a mechanism of one area is not proposed for others by topic alone.
//! - Of what shares a topic, that goes first which uses words that only this area of the programme uses, and then what the
//!   area's responsible party owes.

mod names;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{Area, AreaId, Programme};
use seimei_model::undertaking::EntryId;
use serde::Serialize;

use self::names::{is_same, key};
use self::words::{own_words, shared, tokens};
use crate::entry::{Entry, Standing};
use crate::grounds::{Grounds, Place, Text};

/// What a mechanism of the area counts; each further one a tenth of it.
const MECHANISM: f64 = 10.0;
/// What the programme's own name counts.
const CALLED: f64 = 7.0;
/// What the entry's topics count, the most central first; later ones as the last.
const TOPICS: [f64; 3] = [3.0, 2.0, 1.0];
/// What a word counts that only this area uses, and all of them at most.
const WORD: f64 = 1.0;
/// See [`WORD`].
const WORDS: f64 = 2.0;
/// What the responsible party counts.
const RESPONSIBLE: f64 = 0.5;

/// Tells two names of one mechanism as one: returns the register's name for a name as written, or `None`.
pub type NameOf<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What is proposed for a programme.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Proposals {
    /// For each area, in the programme's order.
    pub areas: Vec<AreaProposals>,
    /// Entries that name the programme but have a sign of none of its areas, in the register's order.
    pub unplaced: Vec<EntryId>,
}

/// What is proposed for an area.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AreaProposals {
    /// The area.
    pub area: AreaId,
    /// Entries, the highest score first, then in the register's order.
    pub entries: Vec<Proposal<EntryId>>,
    /// Provisions with an act that are the undertaking of no entry, the highest score first, then in order of time.
    pub provisions: Vec<Proposal<ProvisionId>>,
}

/// A proposal.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Proposal<T> {
    /// What is proposed.
    pub what: T,
    /// Why, the weightiest first.
    pub signs: Vec<Sign>,
    /// How much speaks for it: the weights of the signs together.
    pub score: f64,
}

/// A sign that something belongs to an area.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "sign", rename_all = "snake_case")]
pub enum Sign {
    /// It names a mechanism that the area works through.
    Mechanism {
        /// As written there.
        name: String,
        /// As the area calls it.
        mechanism: String,
    },
    /// It names the programme.
    Called {
        /// As written there.
        name: String,
    },
    /// It is about what the area is about.
    Topic {
        /// The topic.
        topic: TopicId,
        /// How central it is there, from 1.
        rank: usize,
    },
    /// It uses words that no other area of the programme uses in its titles.
    Words {
        /// The words, the longest first.
        words: Vec<String>,
    },
    /// A party responsible for the area owes it.
    Responsible {
        /// Who.
        parties: Vec<ActorCode>,
    },
}

/// Proposes entries and provisions for the areas of a programme.
pub fn proposals(programme: &Programme, entries: &[Entry], grounds: &Grounds, name_of: NameOf) -> Proposals {
    let rules = Rules::new(programme, name_of);
    let mut areas: Vec<AreaProposals> = programme
        .areas()
        .map(|(_, area)| AreaProposals { area: programme.area_id(area), entries: Vec::new(), provisions: Vec::new() })
        .collect();
    let mut unplaced = Vec::new();
    for entry in entries.iter().filter(|entry| rules.is_open(entry)) {
        let about = About {
            by: &entry.by,
            topics: &entry.topics,
            mechanisms: entry.mechanisms.iter().map(String::as_str).collect(),
            text: &entry.what,
        };
        let (signs, is_called) = rules.signs(&about);
        let mut is_proposed = false;
        for (area, signs) in areas.iter_mut().zip(signs) {
            is_proposed |= !signs.is_empty();
            if !signs.is_empty() && !entry.not_areas.contains(&area.area) {
                area.entries.push(proposal(entry.id.clone(), signs));
            }
        }
        if is_called && !is_proposed {
            unplaced.push(entry.id.clone());
        }
    }
    let undertakings: BTreeSet<Place> =
        entries.iter().flat_map(|entry| &entry.undertakings).map(|undertaking| undertaking.place).collect();
    for (place, signs) in rules.provisions(grounds, &undertakings) {
        for (area, signs) in areas.iter_mut().zip(signs).filter(|(_, signs)| !signs.is_empty()) {
            area.provisions.push(proposal(grounds.name(place), signs));
        }
    }
    for area in &mut areas {
        area.entries.sort_by(|one, other| other.score.total_cmp(&one.score));
        area.provisions.sort_by(|one, other| other.score.total_cmp(&one.score));
    }
    Proposals { areas, unplaced }
}

fn proposal<T>(what: T, signs: Vec<Sign>) -> Proposal<T> {
    let mut mechanisms = 0;
    let weight = |sign: &Sign| match sign {
        Sign::Mechanism { .. } => {
            mechanisms += 1;
            if mechanisms == 1 { MECHANISM } else { MECHANISM / 10.0 }
        }
        Sign::Called { .. } => CALLED,
        Sign::Topic { rank, .. } => TOPICS[(*rank - 1).min(TOPICS.len() - 1)],
        Sign::Words { words } => words.iter().map(|_| WORD).sum::<f64>().min(WORDS),
        Sign::Responsible { .. } => RESPONSIBLE,
    };
    let score = signs.iter().map(weight).sum();
    Proposal { what, signs, score }
}

/// What an entry or a provision is about.
struct About<'a> {
    by: &'a [ActorCode],
    topics: &'a [TopicId],
    mechanisms: Vec<&'a str>,
    text: &'a str,
}

/// A name as written, and its forms that are compared.
type Named<'a> = (&'a str, Vec<String>);

/// A programme made ready for comparing.
struct Rules<'a> {
    programme: &'a Programme,
    name_of: NameOf<'a>,
    /// First and last day.
    period: Option<(String, String)>,
    called: Vec<Vec<String>>,
    areas: Vec<Ready<'a>>,
}

/// An area made ready for comparing.
struct Ready<'a> {
    area: &'a Area,
    /// Its mechanisms, as it calls them and in the forms that are compared.
    mechanisms: Vec<Named<'a>>,
    /// The words of its titles that no other area has.
    words: Vec<String>,
}

impl<'a> Rules<'a> {
    fn new(programme: &'a Programme, name_of: NameOf<'a>) -> Self {
        let period = programme.from.period().zip(programme.until.period()).map(|((first, _), (_, last))| (first, last));
        let mut rules = Self { programme, name_of, period, called: Vec::new(), areas: Vec::new() };
        let names = programme.called.iter().chain(programme.title.ja.iter()).chain(programme.title.en.iter());
        rules.called = names.map(|name| rules.forms(name)).collect();
        let ready = |(area, words): (&'a Area, Vec<String>)| {
            let mechanisms = area.mechanisms.iter().map(|name| (name.as_str(), rules.forms(name))).collect();
            Ready { area, mechanisms, words }
        };
        let areas = programme.areas().map(|(_, area)| area).zip(own_words(programme)).map(ready).collect();
        rules.areas = areas;
        rules
    }

    /// Returns the forms of a name that are compared: its own, the one without a number at the end (an exercise is named
    /// with its year), and the register's name for it.
    fn forms(&self, name: &str) -> Vec<String> {
        let own = key(name);
        let bare = own.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let known = (self.name_of)(name).map(|known| format!("={known}"));
        let mut forms = vec![own];
        // A name of figures alone has no bare form.
        if !bare.is_empty() && bare != forms[0] {
            forms.push(bare);
        }
        forms.extend(known);
        forms
    }

    fn is_of_parties(&self, actors: &[ActorCode]) -> bool {
        !actors.is_empty() && actors.iter().all(|actor| self.programme.parties.contains(actor))
    }

    /// Returns whether an entry may be proposed: nobody placed it, and it is of these parties and this time.
    fn is_open(&self, entry: &Entry) -> bool {
        let is_placed = entry.areas.iter().any(|area| area.programme == self.programme.id);
        let sayings = &entry.undertakings;
        let is_ours = sayings.is_empty() || sayings.iter().any(|saying| self.is_of_parties(&saying.parties));
        let is_of_time = self.period.as_ref().is_none_or(|(first, last)| {
            let is_past = entry.due.as_ref().and_then(Edtf::period).is_some_and(|(_, due)| due < *first);
            let days: Vec<&String> = sayings.iter().filter_map(|saying| saying.day.as_ref()).collect();
            let is_later = !days.is_empty() && days.iter().all(|day| *day > last);
            !is_past && !is_later
        });
        entry.standing != Standing::Rejected && !is_placed && is_ours && is_of_time && self.is_of_parties(&entry.by)
    }

    /// Returns the signs for every area, none where nothing speaks for it; and whether the programme is named.
    fn signs(&self, about: &About) -> (Vec<Vec<Sign>>, bool) {
        let named: Vec<Named> = about.mechanisms.iter().map(|name| (*name, self.forms(name))).collect();
        let is_called = |(_, forms): &&Named| self.called.iter().any(|called| is_same(called, forms));
        let called = named.iter().find(is_called).map(|(name, _)| *name);
        let folded = about.text.to_lowercase();
        let tokens = tokens(&folded);
        let signs = self.areas.iter().map(|Ready { area, mechanisms, words }| {
            let mut signs = Vec::new();
            for (mechanism, forms) in mechanisms {
                // An area may call one mechanism by several names; it is one sign for all that.
                let is_known = |known: &str| {
                    signs.iter().any(|sign| matches!(sign, Sign::Mechanism { name, .. } if name == known))
                };
                if let Some((name, _)) = named.iter().find(|(_, other)| is_same(forms, other))
                    && !is_known(name)
                {
                    signs.push(Sign::Mechanism { name: (*name).to_owned(), mechanism: (*mechanism).to_owned() });
                }
            }
            let topics = about.topics.iter().enumerate().filter(|(_, topic)| area.topics.contains(topic));
            let topics: Vec<Sign> =
                topics.map(|(number, topic)| Sign::Topic { topic: topic.clone(), rank: number + 1 }).collect();
            if signs.is_empty() && topics.is_empty() {
                return signs;
            }
            signs.extend(called.map(|name| Sign::Called { name: name.to_owned() }));
            signs.extend(topics);
            let words = shared(words, &folded, &tokens);
            if !words.is_empty() {
                signs.push(Sign::Words { words });
            }
            let parties: Vec<ActorCode> =
                area.responsible.iter().filter(|party| about.by.contains(party)).cloned().collect();
            // Where all of the programme's parties are responsible, that tells no area from another.
            if !parties.is_empty() && area.responsible.len() < self.programme.parties.len() {
                signs.push(Sign::Responsible { parties });
            }
            signs
        });
        let mut signs: Vec<Vec<Sign>> = signs.collect();
        let names_one = |signs: &Vec<Sign>| signs.iter().any(|sign| matches!(sign, Sign::Mechanism { .. }));
        if signs.iter().any(names_one) {
            signs.iter_mut().filter(|signs| !names_one(signs)).for_each(Vec::clear);
        }
        (signs, called.is_some())
    }

    /// Goes over the provisions with an act, in documents of these parties and this time. A topic alone is a sign only
    /// where it is the provision's most central one: a document has far more provisions than commitments.
    fn provisions(&self, grounds: &Grounds, undertakings: &BTreeSet<Place>) -> Vec<(Place, Vec<Vec<Sign>>)> {
        let mut is_text: BTreeMap<u32, bool> = BTreeMap::new();
        let mut found = Vec::new();
        for place in grounds.places().filter(|place| !undertakings.contains(place)) {
            let is_ours = *is_text.entry(place.text).or_insert_with(|| self.is_our_text(grounds.text(place)));
            let provision = grounds.provision(place);
            if !is_ours || provision.acts.is_empty() {
                continue;
            }
            let by: BTreeSet<&ActorCode> = provision.acts.iter().flat_map(|act| &act.actors).collect();
            let by: Vec<ActorCode> = by.into_iter().cloned().collect();
            let mechanisms = provision.mechanisms.iter().map(|mechanism| mechanism.text.as_str()).collect();
            let about = About { by: &by, topics: &provision.topics, mechanisms, text: &provision.text };
            let (mut signs, _) = self.signs(&about);
            for signs in &mut signs {
                let is_strong = |sign: &Sign| matches!(sign, Sign::Mechanism { .. } | Sign::Topic { rank: 1, .. });
                if !signs.iter().any(is_strong) {
                    signs.clear();
                }
            }
            if signs.iter().any(|signs| !signs.is_empty()) {
                found.push((place, signs));
            }
        }
        found
    }

    fn is_our_text(&self, text: &Text) -> bool {
        let period = self.period.as_ref();
        let is_of_time = period
            .is_none_or(|(first, last)| text.day.is_none_or(|day| (first.as_str()..=last.as_str()).contains(&day)));
        // The programme's own document is the text of the areas, not something done in them.
        let is_itself = self.programme.document.as_ref() == Some(&text.id.document);
        is_of_time && !is_itself && self.is_of_parties(text.parties)
    }
}
