//! Evidence: which later provisions may show that a commitment is carried out, and why.
//!
//! Offered, never taken: a person decides. A later provision is offered when it welcomes, praises, thanks for or reports
//! something (and does not only promise it again), when it is about the same thing, and when those who owe it do it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::undertaking::EvidenceId;
use smol_str::SmolStr;

use crate::entry::{Evidence, Reason, Undertaking};
use crate::grounds::{Alike, Grounds, Place};
use crate::mechanism::Mechanism;

/// How much of a clause's weight must stand in a provision, by how many words are in common: many rare words say as much as
/// few that make up most of the clause. Set on commitments of 2022 in the corpus; docs/register.md tells how it did.
const COVERED: [(usize, f64); 4] = [(7, 0.24), (5, 0.30), (4, 0.34), (3, 0.55)];
/// How much must stand there where the rarest word in common is a proper name.
const COVERED_WITH_NAME: (usize, f64) = (2, 0.28);
/// A mere statement shows something only where so much of the clause stands there.
const STATED: f64 = 0.5;
/// A mechanism that is named more often than this is no sign that two provisions are about one thing.
const COMMON: usize = 40;
/// How much must stand there where both name one mechanism.
const COVERED_WITH_MECHANISM: f64 = 0.12;
/// How much where an intention to take part is followed by a welcome of taking part: a body is named otherwise from one
/// statement to the next, and little else stands in such a clause.
const COVERED_BY_PARTICIPATION: (usize, f64) = (2, 0.07);
/// So much of the words in common must stand in the clause of the act that shows something, and not elsewhere.
const IN_CLAUSE: f64 = 0.6;

/// What makes evidence of provisions, in the languages of the lexicon.
#[derive(Debug)]
pub struct Judge {
    /// By place, the mechanisms that are named there: as written, and the one they are; those named everywhere left out.
    mechanisms: BTreeMap<Place, Vec<(String, SmolStr)>>,
    /// By code, the words of its names in small letters.
    names: BTreeMap<ActorCode, BTreeSet<String>>,
    participation: BTreeMap<Lang, Vec<String>>,
    intentions: BTreeMap<Lang, Vec<String>>,
}

impl Judge {
    /// Takes the words that tell participation, and the names of actors, from the lexicon.
    pub fn new(mechanisms: &[Mechanism], lexicon: &Lexicon) -> Self {
        let words = |family: &str| {
            let of = |language| {
                let entries = lexicon.entries(language, TableName::Undertakings);
                let forms = entries.into_iter().filter(|entry| entry.family == family).flat_map(|entry| entry.forms);
                (language, forms.map(|form| form.to_string()).collect())
            };
            [Lang::Ja, Lang::En].into_iter().map(of).collect()
        };
        let mut at: BTreeMap<Place, Vec<(String, SmolStr)>> = BTreeMap::new();
        for mechanism in mechanisms.iter().filter(|mechanism| mechanism.sightings.len() <= COMMON) {
            for sighting in &mechanism.sightings {
                at.entry(sighting.place).or_default().push((sighting.text.clone(), mechanism.id.clone()));
            }
        }
        let mut names: BTreeMap<ActorCode, BTreeSet<String>> = BTreeMap::new();
        for entry in [Lang::Ja, Lang::En].iter().flat_map(|language| lexicon.entries(*language, TableName::Actors)) {
            let words = entry.forms.iter().flat_map(|form| form.split(|c: char| !c.is_alphanumeric()));
            names.entry(ActorCode::new(&entry.value)).or_default().extend(words.map(str::to_lowercase));
        }
        Self { mechanisms: at, names, participation: words("participation"), intentions: words("intention") }
    }

    /// Returns the places where other mechanisms are named than `before` had it, as far as that counts for evidence; `moved`
    /// tells where a place of then is now.
    pub fn judges_otherwise(&self, before: &Self, moved: &dyn Fn(Place) -> Place) -> BTreeSet<Place> {
        let then: BTreeMap<Place, &Vec<(String, SmolStr)>> =
            before.mechanisms.iter().map(|(place, named)| (moved(*place), named)).collect();
        let differs = |(place, named): &(&Place, &Vec<(String, SmolStr)>)| then.get(place) != Some(named);
        let others = self.mechanisms.iter().filter(differs).map(|(place, _)| *place);
        let gone = then.keys().filter(|place| !self.mechanisms.contains_key(place)).copied();
        others.chain(gone).collect()
    }

    /// Returns the words in common that name none of those who owe it and do not only tell that somebody takes part.
    fn telling<'w>(&self, undertaking: &Undertaking, words: &'w [SmolStr]) -> Vec<&'w SmolStr> {
        let names = || undertaking.by.iter().filter_map(|actor| self.names.get(actor));
        // The first name from the word on is the one that begins with it, if there is any.
        let begins_with = |names: &BTreeSet<String>, word: &str| {
            let from = (Bound::Included(word), Bound::Unbounded);
            names.range::<str, _>(from).next().is_some_and(|name| name.starts_with(word))
        };
        let is_name = |word: &str| names().any(|names| begins_with(names, word));
        let is_participation = |word: &str| self.participation.values().flatten().any(|form| form.starts_with(word));
        let tells = |word: &&SmolStr| word.chars().count() > 1 && !is_name(word) && !is_participation(word);
        words.iter().filter(tells).collect()
    }

    /// Returns a mechanism that both name, the provision in this clause, as it is written there.
    fn same_mechanism(&self, undertaking: &Undertaking, later: Place, clause: &str) -> Option<String> {
        let own = self.mechanisms.get(&undertaking.place)?;
        let own: Vec<&SmolStr> =
            own.iter().filter(|(text, _)| undertaking.clause.contains(text.as_str())).map(|(_, id)| id).collect();
        let named = self.mechanisms.get(&later)?;
        named
            .iter()
            .find(|(text, id)| own.contains(&id) && clause.contains(text.as_str()))
            .map(|(text, _)| text.clone())
    }

    /// Returns how much of an undertaking's clause has to stand in a provision, at the least, for it to be looked at.
    pub fn least(&self, undertaking: &Undertaking) -> f64 {
        let language = undertaking.id.provision.language.unwrap_or(Lang::Und);
        let takes_part = self.tells_participation(language, &undertaking.clause);
        if takes_part { COVERED_BY_PARTICIPATION.1 } else { COVERED_WITH_MECHANISM }
    }

    /// Returns whether a provision may be evidence for an undertaking by its day, what its acts are and who does them;
    /// where not, no words in common make it any.
    pub fn may_show(&self, grounds: &Grounds, undertaking: &Undertaking, later: Place) -> bool {
        let text = grounds.text(later);
        if text.day.is_none() || text.day <= undertaking.day.as_deref() {
            return false;
        }
        let names_mechanism =
            || self.mechanisms.contains_key(&later) && self.mechanisms.contains_key(&undertaking.place);
        let tells = |act: &Act| match act.act {
            _ if act.commitment => false,
            ActKind::Welcome
            | ActKind::Commend
            | ActKind::Thank
            | ActKind::Report
            | ActKind::Decide
            | ActKind::State => true,
            ActKind::Meet | ActKind::Note | ActKind::Recognise => names_mechanism(),
            _ => false,
        };
        grounds.provision(later).acts.iter().any(|act| tells(act) && are_enough(act, undertaking, text.parties))
    }

    /// Returns the evidence that a later provision may be for an undertaking; `None` where it is none.
    pub fn offer(&self, grounds: &Grounds, undertaking: &Undertaking, alike: &Alike) -> Option<Evidence> {
        let text = grounds.text(alike.later);
        let provision = grounds.provision(alike.later);
        if text.day.is_none() || text.day <= undertaking.day.as_deref() {
            return None;
        }
        let language = grounds.language(alike.later);
        let telling = self.telling(undertaking, &alike.words);
        let (act, doers) = provision.acts.iter().find_map(|act| {
            let clause = act.clause_in(&provision.text);
            let name = self.same_mechanism(undertaking, alike.later, clause);
            let (least, least_covered) = COVERED_WITH_NAME;
            let is_named =
                telling.first().is_some_and(|word| is_proper(word, &undertaking.clause) && is_proper(word, clause));
            let takes_part = act.act == ActKind::Welcome && self.participates(undertaking, clause, language);
            let (least_taking_part, covered_taking_part) = COVERED_BY_PARTICIPATION;
            let is_enough = match name {
                _ if takes_part => telling.len() >= least_taking_part && alike.covered >= covered_taking_part,
                Some(_) => alike.covered >= COVERED_WITH_MECHANISM,
                None if is_named && telling.len() >= least && alike.covered >= least_covered => true,
                None => COVERED.iter().any(|(words, covered)| telling.len() >= *words && alike.covered >= *covered),
            };
            let doers = doers(act, undertaking, text.parties)?;
            let is_sure = name.is_some() || (alike.covered >= STATED && telling.len() > 3);
            let is_shown = is_enough && self.shows(act, clause, language, name.is_some(), is_sure);
            (is_shown && share_in(clause, &telling) >= IN_CLAUSE).then_some((act, doers))
        })?;
        let clause = act.clause_in(&provision.text);
        let name = self.same_mechanism(undertaking, alike.later, clause);
        let mut reasons = Vec::new();
        let mut score = alike.covered;
        if let Some(name) = name {
            score += 0.3;
            reasons.push(Reason::SameMechanism { name });
        }
        reasons.push(Reason::SameDoer { by: doers });
        reasons.push(Reason::SameObject { words: telling.iter().map(ToString::to_string).collect() });
        if act.act == ActKind::Welcome && self.participates(undertaking, clause, language) {
            score += 0.2;
            reasons.push(Reason::ParticipationWelcomed);
        }
        let trigger = act.trigger.clone();
        reasons.push(match act.act {
            ActKind::Decide | ActKind::Agree => Reason::NextStep { trigger },
            _ => Reason::Done { trigger },
        });
        Some(Evidence {
            id: EvidenceId::Provision(grounds.name(alike.later)),
            day: text.day.map(str::to_owned),
            text: provision.text.clone(),
            reasons,
            score,
            attachment: None,
            decided: None,
        })
    }

    /// Returns whether an intention to take part is met by a clause that tells of taking part.
    fn participates(&self, undertaking: &Undertaking, clause: &str, language: Lang) -> bool {
        undertaking.act == ActKind::Intend
            && self.tells_participation(language, &undertaking.clause)
            && self.tells_participation(language, clause)
    }

    fn tells_participation(&self, language: Lang, text: &str) -> bool {
        self.participation.get(&language).is_some_and(|words| words.iter().any(|word| stands_in(text, word)))
    }

    /// Returns whether an act tells that something is done and not that it will be. A meeting shows
    /// something only where it is the mechanism's, a mere statement where it is surely about the same thing.
    fn shows(&self, act: &Act, clause: &str, language: Lang, is_same_mechanism: bool, is_sure: bool) -> bool {
        match act.act {
            _ if act.commitment => false,
            ActKind::Welcome => !self.is_intended(clause, language),
            ActKind::Commend | ActKind::Thank | ActKind::Report | ActKind::Decide => true,
            ActKind::State => is_sure,
            ActKind::Meet | ActKind::Note | ActKind::Recognise => is_same_mechanism,
            _ => false,
        }
    }

    /// Returns whether what is welcomed is an intention: that shows nothing done.
    fn is_intended(&self, clause: &str, language: Lang) -> bool {
        let before = match language {
            Lang::Ja => clause.rfind('を').map_or(clause, |at| &clause[..at]),
            _ => return false,
        };
        self.intentions.get(&language).is_some_and(|words| words.iter().any(|word| before.ends_with(word.as_str())))
    }
}

/// Returns whether a form stands in a text, in Latin letters as whole words.
fn stands_in(text: &str, form: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    text.match_indices(form).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + form.len()..].chars().next());
        let is_inside = |beside: Option<char>, edge: Option<char>| is_latin(beside) && is_latin(edge);
        !is_inside(before, form.chars().next()) && !is_inside(after, form.chars().next_back())
    })
}

/// Returns how many of the words (in their basic form) stand in a clause: from 0 to 1.
fn share_in(clause: &str, words: &[&SmolStr]) -> f64 {
    let clause = clause.to_lowercase();
    let stands = |word: &&&SmolStr| {
        // A stem may end otherwise than the word: polici, policy.
        let end = word.char_indices().map(|(at, _)| at).nth(3.max(word.chars().count().saturating_sub(1)));
        clause.contains(&word[..end.unwrap_or(word.len())])
    };
    let count = u32::try_from(words.iter().filter(stands).count()).unwrap_or(u32::MAX);
    f64::from(count) / f64::from(u32::try_from(words.len().max(1)).unwrap_or(u32::MAX))
}

/// Returns whether a word (in its basic form) stands in a text with a capital letter, and not only at its beginning.
fn is_proper(word: &str, text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|one| !one.is_empty()).skip(1);
    words.any(|one| one.starts_with(|first: char| first.is_ascii_uppercase()) && one.to_lowercase().starts_with(word))
}

/// Returns who of those that owe the undertaking does what the act tells; `None` where others do it.
fn doers(act: &Act, undertaking: &Undertaking, parties: &[ActorCode]) -> Option<Vec<ActorCode>> {
    let by = || undertaking.by.iter().filter(|actor| takes_part(actor, act, parties)).cloned().collect();
    are_enough(act, undertaking, parties).then(by)
}

/// Returns whether enough of those that owe the undertaking do what the act tells.
fn are_enough(act: &Act, undertaking: &Undertaking, parties: &[ActorCode]) -> bool {
    let count = undertaking.by.iter().filter(|actor| takes_part(actor, act, parties)).count();
    // Of two or three who owe it together all have a part in it; of many, half.
    let enough = if undertaking.by.len() <= 3 { undertaking.by.len() } else { undertaking.by.len().div_ceil(2) };
    count > 0 && count >= enough
}

fn takes_part(actor: &ActorCode, act: &Act, parties: &[ActorCode]) -> bool {
    parties.contains(actor) || act.actors.contains(actor) || act.targets.contains(actor)
}
