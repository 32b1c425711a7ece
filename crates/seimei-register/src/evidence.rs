//! Evidence: which later provisions may show that a commitment is carried out, and why.
//!
//! Offered, never taken: a person decides. A later provision is offered when it welcomes, praises, thanks for or reports
//! something (and does not only promise it again), when it is about the same thing, and when those who owe it do it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::provision::Provision;
use seimei_model::undertaking::EvidenceId;
use smol_str::SmolStr;

use crate::entry::{Evidence, Reason, Undertaking};
use crate::grounds::{Alike, Grounds, Place};
use crate::mechanism::Mechanism;
use crate::undertaking;
use crate::words::{Words, any_begins_with};

/// How much of what a promise is about must stand in a provision, each word weighted by its rarity, by how many telling words
/// are in common: many rare words say as much as few that make up most of it. Set on commitments of 2022 in the corpus;
/// docs/register.md tells how it did.
const COVERED: [(usize, f64); 4] = [(6, 0.28), (4, 0.42), (3, 0.5), (2, 0.7)];
/// How much where the company is the same: those who do it are exactly those who owe it together.
const COVERED_BY_COMPANY: [(usize, f64); 2] = [(3, 0.15), (2, 0.36)];
/// How much where the company is the same and speaks of progress.
const COVERED_BY_PROGRESS: [(usize, f64); 2] = [(3, 0.15), (2, 0.26)];
/// How much must stand there where the rarest word in common is a proper name.
const COVERED_WITH_NAME: [(usize, f64); 2] = [(3, 0.3), (2, 0.45)];
/// What only states, or tells of talking, shows something only where so much stands there, in so many words.
const STATED: (usize, f64) = (3, 0.45);
/// How much of that where the company is the same.
const STATED_BY_COMPANY: (usize, f64) = (2, 0.3);
/// How many words from the predicate on are near to it.
const NEAR: usize = 9;
/// How many characters before it, in a text without spaces.
const NEAR_CHARACTERS: usize = 24;
/// A mechanism that is named more often than this is no sign that two provisions are about one thing.
const COMMON: usize = 40;
/// How much must stand there where both name one mechanism.
const COVERED_WITH_MECHANISM: f64 = 0.12;
/// How much where an intention to take part is followed by a welcome of taking part: a body is named otherwise from one
/// statement to the next, and little else stands in such a clause.
const COVERED_BY_PARTICIPATION: (usize, f64) = (2, 0.07);
/// So many who owe something together are few.
const FEW: usize = 3;
/// So much of the words in common must stand in the clause of the act that shows something, and not elsewhere.
const IN_CLAUSE: f64 = 0.6;

/// The acts that may tell that something is done.
const TELLING: [ActKind; 14] = [
    ActKind::Welcome,
    ActKind::Commend,
    ActKind::Thank,
    ActKind::Report,
    ActKind::Decide,
    ActKind::State,
    ActKind::Meet,
    ActKind::Note,
    ActKind::Recognise,
    ActKind::Emphasise,
    ActKind::Discuss,
    ActKind::Urge,
    ActKind::Oppose,
    ActKind::Condemn,
];

/// What makes evidence of provisions, in the languages of the lexicon.
#[derive(Debug)]
pub struct Judge {
    /// By place, the mechanisms that are named there: as written, and the one they are; those named everywhere left out.
    mechanisms: BTreeMap<Place, Vec<(String, SmolStr)>>,
    known: Arc<Known>,
}

/// What the lexicon tells.
#[derive(Debug)]
struct Known {
    /// By code, the words of its names in small letters.
    names: BTreeMap<ActorCode, BTreeSet<String>>,
    /// The words of the names of all states.
    states: BTreeSet<String>,
    words: BTreeMap<Lang, Words>,
    /// By language, the nouns that name an intention.
    intentions: BTreeMap<Lang, Vec<(ActKind, SmolStr)>>,
}

impl Known {
    fn new(lexicon: &Lexicon) -> Self {
        let languages = [Lang::Ja, Lang::En];
        let mut names: BTreeMap<ActorCode, BTreeSet<String>> = BTreeMap::new();
        let mut states = BTreeSet::new();
        // What offices and agencies are called (trade, space, coast guard) names what is promised as well.
        let entries = languages.iter().flat_map(|language| lexicon.entries(*language, TableName::Actors));
        for entry in entries.filter(|entry| entry.family != "government") {
            let words = entry.forms.iter().flat_map(|form| form.split(|c: char| !c.is_alphanumeric()));
            let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
            let words: Vec<String> = words.collect();
            if entry.family == "state" {
                states.extend(words.iter().cloned());
            }
            names.entry(ActorCode::new(&entry.value)).or_default().extend(words);
        }
        let words = languages.iter().map(|language| (*language, Words::new(lexicon, *language))).collect();
        let intentions =
            languages.iter().map(|language| (*language, undertaking::intentions(*language, lexicon))).collect();
        Self { names, states, words, intentions }
    }
}

impl Judge {
    /// Takes the words that tell what was promised and done, and the names of actors, from the lexicon.
    pub fn new(mechanisms: &[Mechanism], lexicon: &Lexicon) -> Self {
        Self { mechanisms: named(mechanisms), known: Arc::new(Known::new(lexicon)) }
    }

    /// Returns one that judges by other mechanisms, with the same lexicon.
    #[must_use]
    pub fn by(&self, mechanisms: &[Mechanism]) -> Self {
        Self { mechanisms: named(mechanisms), known: Arc::clone(&self.known) }
    }

    fn words(&self, language: Lang) -> Option<&Words> {
        self.known.words.get(&language)
    }

    fn tell(&self, language: Lang, value: &str, text: &str) -> bool {
        self.words(language).is_some_and(|words| words.tell(value, text))
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
    fn naming<'w>(&self, undertaking: &Undertaking, words: &'w [SmolStr]) -> Vec<&'w SmolStr> {
        let names = || undertaking.by.iter().filter_map(|actor| self.known.names.get(actor));
        let is_name = |word: &str| names().any(|names| any_begins_with(names, word));
        let is_participation = |word: &str| self.known.words.values().any(|words| words.has("participation", word));
        let tells = |word: &&SmolStr| word.chars().count() > 1 && !is_name(word) && !is_participation(word);
        words.iter().filter(tells).collect()
    }

    /// Returns those of the words that tell what a promise is about: no number, no state, no word that most promises have.
    fn telling<'w>(&self, language: Lang, words: &[&'w SmolStr]) -> Vec<&'w SmolStr> {
        let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
        let is_general = |word: &str| self.words(language).is_some_and(|words| words.has("general", word));
        let is_state = |word: &str| word.chars().count() > 2 && any_begins_with(&self.known.states, word);
        words.iter().copied().filter(|word| !is_number(word) && !is_general(word) && !is_state(word)).collect()
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

    /// Returns what an undertaking is about: its clause without the words that most promises have. How much of that stands in
    /// a provision is what counts.
    pub fn matter(&self, undertaking: &Undertaking) -> String {
        let language = undertaking.id.provision.language.unwrap_or(Lang::Und);
        let Some(words) = self.words(language) else { return undertaking.clause.clone() };
        words.without_general(&undertaking.clause)
    }

    /// Returns how much of an undertaking's clause has to stand in a provision, at the least, for it to be looked at.
    pub fn least(&self, undertaking: &Undertaking) -> f64 {
        let language = undertaking.id.provision.language.unwrap_or(Lang::Und);
        let takes_part = self.tell(language, "participation", &undertaking.clause);
        if takes_part { COVERED_BY_PARTICIPATION.1 } else { COVERED_WITH_MECHANISM }
    }

    /// Returns whether a provision may be evidence for an undertaking by its day, what its acts are and who does them;
    /// where not, no words in common make it any.
    pub fn may_show(&self, grounds: &Grounds, undertaking: &Undertaking, later: Place) -> bool {
        let text = grounds.text(later);
        if text.day.is_none() || text.day <= undertaking.day.as_deref() {
            return false;
        }
        let tells = |act: &Act| !act.commitment && TELLING.contains(&act.act);
        grounds.provision(later).acts.iter().any(|act| tells(act) && do_it(act, undertaking, text.parties))
    }

    /// Returns who has a part in what a provision tells of doing; nobody where it tells of none. What [`Self::may_show`] finds,
    /// these could have done ([`Company::could_be`]).
    pub fn company(&self, grounds: &Grounds, place: Place) -> Company {
        let telling = grounds.provision(place).acts.iter().filter(|act| !act.commitment && TELLING.contains(&act.act));
        let mut telling = telling.peekable();
        if telling.peek().is_none() {
            return Company::default();
        }
        let told = telling.flat_map(|act| act.actors.iter().chain(&act.targets));
        Company::of(told.chain(grounds.text(place).parties))
    }

    /// Returns the evidence that a later provision may be for an undertaking; `None` where it is none.
    pub fn offer(&self, grounds: &Grounds, undertaking: &Undertaking, alike: &Alike) -> Option<Evidence> {
        let text = grounds.text(alike.later);
        let provision = grounds.provision(alike.later);
        if text.day.is_none() || text.day <= undertaking.day.as_deref() {
            return None;
        }
        let language = grounds.language(alike.later);
        let naming = self.naming(undertaking, &alike.words);
        let telling = self.telling(language, &naming);
        let (act, doers) = provision.acts.iter().find_map(|act| {
            let doers = doers(act, undertaking, text.parties)?;
            let clause = act.clause_in(&provision.text);
            let name = self.same_mechanism(undertaking, alike.later, clause);
            let is_named = telling.first().is_some_and(|word| {
                is_proper(word, &undertaking.clause) && is_proper(word, clause) && !self.is_actor(word)
            });
            let takes_part = act.act == ActKind::Welcome && self.participates(undertaking, clause, language);
            let is_company = is_company(act, undertaking, text.parties);
            let covers = |(words, covered): (usize, f64)| telling.len() >= words && alike.covered >= covered;
            let cover = |least: &[(usize, f64)]| least.iter().any(|one| covers(*one));
            let (least_taking_part, covered_taking_part) = COVERED_BY_PARTICIPATION;
            let is_enough = match name {
                _ if takes_part => naming.len() >= least_taking_part && alike.covered >= covered_taking_part,
                Some(_) => alike.covered >= COVERED_WITH_MECHANISM,
                None if is_named && cover(&COVERED_WITH_NAME) => true,
                None if is_company && cover(&COVERED_BY_COMPANY) => true,
                None if is_company && cover(&COVERED_BY_PROGRESS) => {
                    self.tell(language, "progress", &near(act, provision, language))
                }
                None => cover(&COVERED),
            };
            let is_sure = covers(STATED) || (is_company && covers(STATED_BY_COMPANY));
            let is_shown = is_enough && self.shows(act, provision, undertaking, language, name.is_some(), is_sure);
            let common = if takes_part || telling.is_empty() { &naming } else { &telling };
            (is_shown && share_in(clause, common) >= IN_CLAUSE).then_some((act, doers))
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
        reasons.push(Reason::SameObject { words: naming.iter().map(ToString::to_string).collect() });
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
            && self.tell(language, "participation", &undertaking.clause)
            && self.tell(language, "participation", clause)
    }

    /// Returns whether a word (in its basic form) is part of an actor's name.
    fn is_actor(&self, word: &str) -> bool {
        self.known.names.values().any(|names| names.contains(word))
    }

    /// Returns whether an act tells that something is done and not that it will be, that it was not, or that it should be.
    /// A meeting shows something only where it is the mechanism's, a mere statement where it is surely about the same thing,
    /// what is stressed or noted where it tells of progress; urging, opposing and talking keep the promise to do so.
    fn shows(
        &self,
        act: &Act,
        provision: &Provision,
        undertaking: &Undertaking,
        language: Lang,
        is_same_mechanism: bool,
        is_sure: bool,
    ) -> bool {
        let Some(words) = self.words(language) else { return false };
        let clause = act.clause_in(&provision.text);
        if act.commitment || words.tell_undone(clause, &undertaking.clause) {
            return false;
        }
        let promises = |value: &str| words.tell(value, &undertaking.clause);
        let near = near(act, provision, language);
        let is_praise = matches!(act.act, ActKind::Welcome | ActKind::Commend | ActKind::Thank);
        if !is_praise && words.tell("wished", &near) {
            return false;
        }
        // What happened before the promise does not keep it; what goes on since then may.
        let is_past = words.tell_deed(&act.trigger) && !words.tell_doing(&act.trigger);
        if !is_praise && is_past && is_dated_before(provision, undertaking.day.as_deref()) {
            return false;
        }
        match act.act {
            ActKind::Welcome | ActKind::Commend | ActKind::Thank => !self.is_intended(act, provision, language),
            ActKind::Report => {
                (words.tell_deed(&act.trigger) || words.tell_doing(&act.trigger))
                    && !words.tell("standing", &act.trigger.to_lowercase())
            }
            ActKind::Decide => true,
            ActKind::State => (is_sure || is_same_mechanism) && words.tell_deed(&act.trigger),
            ActKind::Meet => is_same_mechanism || (is_sure && promises("talking")),
            ActKind::Note | ActKind::Recognise | ActKind::Emphasise => {
                (is_sure || is_same_mechanism) && words.tell("progress", &near)
            }
            ActKind::Discuss => is_sure && promises("talking"),
            ActKind::Urge => is_sure && promises("urging"),
            ActKind::Oppose | ActKind::Condemn => is_sure && promises("opposing"),
            _ => false,
        }
    }

    /// Returns whether what is welcomed is an intention: that shows nothing done. A decision is a step.
    fn is_intended(&self, act: &Act, provision: &Provision, language: Lang) -> bool {
        let nouns = self.known.intentions.get(&language).map_or(&[][..], Vec::as_slice);
        undertaking::intended_object(act, provision, language, nouns).is_some_and(|(kind, _)| kind != ActKind::Decide)
    }
}

/// A set of actors that is quickly compared: who is not in it is surely told, who is in it only perhaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Company(u64);

impl Company {
    /// Returns the set of these actors.
    pub fn of<'a>(actors: impl IntoIterator<Item = &'a ActorCode>) -> Self {
        // Fowler, Noll and Vo's hash; its high bits are the better ones.
        let hash = |code: &ActorCode| {
            let bytes = code.as_str().bytes();
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
        };
        Self(actors.into_iter().fold(0, |set, code| set | 1 << (hash(code) >> 58)))
    }

    /// Returns whether those who owe an undertaking, so many and in this set, could be among it: all of few, some of many.
    pub fn could_be(self, owing: Self, count: usize) -> bool {
        if count <= FEW { owing.0 & !self.0 == 0 && owing.0 != 0 } else { owing.0 & self.0 != 0 }
    }
}

/// Returns the mechanisms by the places where they are named, those that are named everywhere left out.
fn named(mechanisms: &[Mechanism]) -> BTreeMap<Place, Vec<(String, SmolStr)>> {
    let mut at: BTreeMap<Place, Vec<(String, SmolStr)>> = BTreeMap::new();
    for mechanism in mechanisms.iter().filter(|mechanism| mechanism.sightings.len() <= COMMON) {
        for sighting in &mechanism.sightings {
            at.entry(sighting.place).or_default().push((sighting.text.clone(), mechanism.id.clone()));
        }
    }
    at
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
    do_it(act, undertaking, parties).then(by)
}

/// Returns whether those that owe the undertaking do what the act tells: enough of them have a part in it, and it is not
/// the doing of others.
fn do_it(act: &Act, undertaking: &Undertaking, parties: &[ActorCode]) -> bool {
    let count = undertaking.by.iter().filter(|actor| takes_part(actor, act, parties)).count();
    // Of few who owe it together all have a part in it; of many, half.
    let enough = if undertaking.by.len() <= FEW { undertaking.by.len() } else { undertaking.by.len().div_ceil(2) };
    let doing = match act.act {
        ActKind::Welcome | ActKind::Commend | ActKind::Thank => &act.targets,
        _ => &act.actors,
    };
    let is_theirs = doing.is_empty() || doing.iter().any(|actor| undertaking.by.contains(actor));
    count > 0 && count >= enough && is_theirs
}

/// Returns whether those who do what the act tells, or are praised for it by one another, are exactly those who owe the
/// undertaking together.
fn is_company(act: &Act, undertaking: &Undertaking, parties: &[ActorCode]) -> bool {
    let praised = match act.act {
        ActKind::Welcome | ActKind::Commend | ActKind::Thank => &act.targets[..],
        _ => &[],
    };
    let told: BTreeSet<&ActorCode> = act.actors.iter().chain(praised).collect();
    let told = if told.is_empty() { parties.iter().collect() } else { told };
    undertaking.by.len() > 1 && told == undertaking.by.iter().collect()
}

/// Returns the words of the act's clause next to its predicate, where what it is about is named first.
fn near(act: &Act, provision: &Provision, language: Lang) -> String {
    let text = &provision.text;
    if language == Lang::Ja {
        let before = text.get(..act.at.start as usize).unwrap_or_default();
        let start = before.char_indices().rev().nth(NEAR_CHARACTERS - 1).map_or(0, |(at, _)| at);
        return before[start..].to_owned();
    }
    let clause = act.clause_in(text);
    let from = clause.find(act.trigger.as_str()).unwrap_or(0);
    clause[from..].split_whitespace().take(NEAR).collect::<Vec<_>>().join(" ")
}

/// Returns whether a provision has dates, all before a day.
fn is_dated_before(provision: &Provision, day: Option<&str>) -> bool {
    let ends: Vec<String> = provision.dates.iter().filter_map(|date| Some(date.edtf.period()?.1)).collect();
    day.is_some_and(|day| !ends.is_empty() && ends.iter().all(|end| end.as_str() < day))
}

fn takes_part(actor: &ActorCode, act: &Act, parties: &[ActorCode]) -> bool {
    parties.contains(actor) || act.actors.contains(actor) || act.targets.contains(actor)
}
