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

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{Area, AreaId, Programme};
use seimei_model::undertaking::EntryId;
use serde::Serialize;

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
                if let Some((name, _)) = named.iter().find(|(_, other)| is_same(forms, other)) {
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

/// Returns for each area the words of its titles that no other area has, the longest first.
fn own_words(programme: &Programme) -> Vec<Vec<String>> {
    let texts: Vec<String> = programme.areas().map(|(_, area)| titles(area).to_lowercase()).collect();
    let all: Vec<BTreeSet<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let is_elsewhere = |number: usize, word: &str| {
        let mut others = texts.iter().zip(&all).enumerate().filter(|(other, _)| *other != number);
        others.any(|(_, (text, tokens))| has_word(text, tokens, word))
    };
    let own = |(number, words): (usize, &BTreeSet<&str>)| {
        let mut own: Vec<String> =
            words.iter().filter(|word| !is_elsewhere(number, word)).map(|word| (*word).to_owned()).collect();
        own.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        own
    };
    all.iter().enumerate().map(own).collect()
}

/// Returns the titles of an area, its goals and activities, in every language.
fn titles(area: &Area) -> String {
    let parts = area
        .goals
        .iter()
        .flat_map(|goal| std::iter::once(&goal.title).chain(goal.activities.iter().map(|activity| &activity.title)));
    let names = std::iter::once(&area.title).chain(parts);
    names.flat_map(|names| [&names.ja, &names.en]).flatten().map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// What a character belongs to, where words are told by their script.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Letters,
    Han,
    Katakana,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{30a1}'..='\u{30fa}' | 'ー' => Self::Katakana,
            '々' | '\u{3400}'..='\u{9fff}' => Self::Han,
            '\u{3040}'..='\u{309f}' => Self::Other,
            c if c.is_alphabetic() => Self::Letters,
            _ => Self::Other,
        }
    }

    /// Returns how many characters make a word that tells something.
    fn least(self) -> usize {
        match self {
            Self::Letters => 5,
            Self::Han | Self::Katakana => 2,
            Self::Other => usize::MAX,
        }
    }
}

/// Returns the words of a text: runs of one script that are long enough.
fn tokens(text: &str) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((place, c)) = characters.next() {
        let script = Script::of(c);
        if characters.peek().is_some_and(|(_, next)| Script::of(*next) == script) {
            continue;
        }
        let end = place + c.len_utf8();
        let word = &text[start..end];
        if word.chars().count() >= script.least() {
            words.insert(word);
        }
        start = end;
    }
    words
}

/// Returns those of the words, the longest first, that a text uses; a part of a longer one that it uses tells nothing more.
fn shared(words: &[String], text: &str, tokens: &BTreeSet<&str>) -> Vec<String> {
    let mut shared: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| has_word(text, tokens, word)) {
        if !shared.iter().any(|longer| longer.contains(word.as_str())) {
            shared.push(word.clone());
        }
    }
    shared
}

/// Tells whether a text uses a word: a word of letters as a whole, one of another script anywhere.
fn has_word(text: &str, tokens: &BTreeSet<&str>, word: &str) -> bool {
    let is_whole = word.chars().all(|c| Script::of(c) == Script::Letters);
    if is_whole { tokens.contains(word) } else { text.contains(word) }
}

fn is_same(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        // Two exercises of different years are not one another; one without its year is any of them.
        ([own, ..], [theirs, ..]) if own == theirs => true,
        ([own, ..], [_, rest @ ..]) if rest.contains(own) => true,
        ([_, rest @ ..], _) => rest.iter().any(|form| form.starts_with('=') && other.contains(form)),
        ([], _) => false,
    }
}

/// Returns a name without what is written now so, now so: case, width, space, quotation marks, hyphens.
fn key(name: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    name.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use seimei_model::act::{ActKind, Strength};

    use super::*;
    use crate::programme::sample;

    const PLAN: &str = r#"
id = "arv-hta-2025"
title.en = "Individual Cooperation Programme"
parties = ["ARV", "HTA"]
from = "2025"
until = "2028"
called = ["アルヴェニア・HTA個別協力計画"]
[[priorities]]
code = "1"
title.en = "P"
[[priorities.areas]]
code = "1.1"
title.en = "Exercises"
topics = ["exercises"]
mechanisms = ["シー・ランタン", "Exercise Sea Lantern"]
[[priorities.areas]]
code = "1.2"
title.en = "Courses"
topics = ["cyber", "space"]
responsible = ["HTA"]
[[priorities.areas.goals]]
code = "g"
title.en = "Experts know the procedures"
title.ja = "専門家が沿岸監視の手順を習得する。"
"#;

    fn entry(number: u64, by: &[&str], topics: &[&str], mechanisms: &[&str]) -> Entry {
        Entry {
            id: EntryId::Added(number),
            standing: Standing::Read,
            what: "do something".to_owned(),
            by: by.iter().map(ActorCode::new).collect(),
            to: Vec::new(),
            due: None,
            act: ActKind::Commit,
            strength: Strength::Plain,
            topics: topics.iter().map(TopicId::new).collect(),
            mechanisms: mechanisms.iter().map(|name| (*name).to_owned()).collect(),
            corrected: Vec::new(),
            undertakings: Vec::new(),
            source: None,
            offers: Vec::new(),
            evidence: Vec::new(),
            declined: Vec::new(),
            assessments: Vec::new(),
            areas: Vec::new(),
            not_areas: Vec::new(),
            changed: 0,
        }
    }

    /// Checks the proposals of every area: `c-1 10.5`.
    fn check(entries: &[Entry], expected: [&str; 2], unplaced: &str) {
        let name_of = |name: &str| (name == "Lantern Drill").then(|| "sea-lantern".to_owned());
        let found = proposals(&sample::programme(PLAN), entries, &Grounds::default(), &name_of);
        let told = |area: &AreaProposals| {
            area.entries.iter().map(|p| format!("{} {}", p.what, p.score)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(found.areas.iter().map(told).collect::<Vec<_>>(), expected);
        assert_eq!(found.unplaced.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "), unplaced);
    }

    #[test]
    fn mechanisms_weigh_more_than_topics_and_central_topics_more_than_others() {
        check(
            &[
                entry(1, &["ARV"], &["people", "trade", "exercises"], &[]),
                entry(2, &["ARV"], &["people"], &["シー・ランタン26"]),
                entry(3, &["ARV", "HTA"], &["exercises"], &["exercise  SEA LANTERN"]),
                entry(4, &["ARV"], &["exercises", "cyber"], &[]),
                entry(5, &["HTA"], &["cyber", "space"], &["アルヴェニア・ＨＴＡ個別協力計画"]),
                entry(6, &["HTA"], &["people"], &["Individual Cooperation Programme"]),
                entry(7, &["HTA"], &["people"], &["Port Drill"]),
            ],
            ["c-3 13, c-2 10, c-4 3, c-1 1", "c-5 12.5, c-4 2"],
            "c-6",
        );
    }

    #[test]
    fn what_is_decided_or_of_others_is_left_out() {
        let plain = || entry(1, &["HTA"], &["cyber"], &[]);
        let area = |text: &str| text.parse::<AreaId>().expect("an area");
        check(&[plain()], ["", "c-1 3.5"], "");
        check(&[Entry { areas: vec![area("arv-hta-2025/1.1")], ..plain() }], ["", ""], "");
        check(&[Entry { areas: vec![area("arv-hta-2021/1.1")], ..plain() }], ["", "c-1 3.5"], "");
        check(&[Entry { not_areas: vec![area("arv-hta-2025/1.2")], ..plain() }], ["", ""], "");
        check(&[Entry { standing: Standing::Rejected, ..plain() }], ["", ""], "");
        check(&[Entry { due: Some(Edtf::new("2024-12")), ..plain() }], ["", ""], "");
        check(&[entry(1, &["HTA", "SEL"], &["cyber"], &[])], ["", ""], "");
        check(&[entry(1, &[], &["cyber"], &[])], ["", ""], "");
    }

    #[test]
    fn words_of_an_area_alone_put_it_first() {
        let with = |number, what: &str| Entry { what: what.to_owned(), ..entry(number, &["ARV"], &["cyber"], &[]) };
        check(
            &[with(1, "train pilots"), with(2, "train Experts in procedures"), with(3, "沿岸監視要員を養成する")],
            ["", "c-2 5, c-3 4, c-1 3"],
            "",
        );
    }

    #[test]
    fn what_names_a_mechanism_of_one_area_is_not_proposed_for_another() {
        check(&[entry(1, &["ARV"], &["cyber"], &["Exercise Sea Lantern 26"])], ["c-1 10", ""], "");
    }

    #[test]
    fn names_of_one_mechanism_are_one() {
        let forms = |name: &str| {
            let programme = sample::programme(PLAN);
            let name_of = |name: &str| (name == "Drill" || name == "演習").then(|| "drill".to_owned());
            Rules::new(&programme, &name_of).forms(name)
        };
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(is_same(&forms(one), &forms(other)), expected, "{one} {other}");
        };
        check("Exercise Sea Lantern", "exercise “Sea Lantern 26”", true);
        check("Sea Lantern 25", "Sea Lantern 26", false);
        check("Sea Lantern 25", "Sea Lantern", false);
        check("Drill", "演習", true);
        check("Drill", "Lantern", false);
    }
}
