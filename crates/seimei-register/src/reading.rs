//! What persons corrected in readings, laid over a stored reading before anything is drawn from it or shown.
//!
//! An act keeps its number, since the register's names rest on it; one that a person added comes after those that were
//! read. What a person said carries the rule `person:N`, N being the number of the decision.

use std::collections::BTreeMap;

use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::{Lang, RuleId};
use seimei_model::correction::{ActCorrection, AddedAct, ReadingCorrection, locate};
use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::DocumentId;
use seimei_model::provision::Provision;
use seimei_model::record::{DocumentRecord, StoredReading};
use seimei_text::range::{CharRange, TextRange};

use crate::overlay;

/// A correction that holds, with who made it.
#[derive(Clone, PartialEq, Debug)]
pub struct Corrected {
    /// Number of the decision.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What is put in place.
    pub correction: ReadingCorrection,
}

/// The corrections of an archive that hold, by provision.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Corrections {
    of: BTreeMap<(DocumentId, Lang), BTreeMap<u32, Vec<Corrected>>>,
}

impl Corrections {
    /// Takes those that hold out of all decisions of an archive.
    pub fn new(decisions: &[DecisionRecord]) -> Self {
        let mut corrections = Self::default();
        if !decisions.iter().any(|record| matches!(record.decision, Decision::ReadingCorrected { .. })) {
            return corrections;
        }
        for record in overlay::holding(decisions) {
            let Decision::ReadingCorrected { provision, correction } = &record.decision else { continue };
            let Some(language) = provision.language else { continue };
            let by_number = corrections.of.entry((provision.document.clone(), language)).or_default();
            by_number.entry(provision.number).or_default().push(Corrected {
                number: record.number,
                at: record.at.clone(),
                by: record.by.clone(),
                reason: record.reason.clone(),
                correction: (**correction).clone(),
            });
        }
        corrections
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Returns the corrections of a provision in order, under whatever name its document had then; also those whose
    /// wording no longer stands ([`ReadingCorrection::is_of`]).
    pub fn of(&self, document: &DocumentRecord, language: Lang, number: u32) -> Vec<&Corrected> {
        let names = std::iter::once(&document.id).chain(&document.aliases);
        let mut all: Vec<&Corrected> =
            names.filter_map(|name| self.of.get(&(name.clone(), language))?.get(&number)).flatten().collect();
        all.sort_by_key(|one| one.number);
        all
    }

    /// Lays the corrections over a stored reading of a document.
    pub fn lay_over(&self, stored: &mut StoredReading, document: &DocumentRecord) {
        let language = stored.reading.document.language;
        let names = std::iter::once(&document.id).chain(&document.aliases);
        let numbers: Vec<u32> = names
            .filter_map(|name| self.of.get(&(name.clone(), language)))
            .flat_map(|by_number| by_number.keys().copied())
            .collect();
        if numbers.is_empty() {
            return;
        }
        let StoredReading { source, reading, numbers: lasting } = stored;
        for (provision, number) in reading.provisions.iter_mut().zip(lasting.iter()) {
            if !numbers.contains(number) {
                continue;
            }
            for corrected in self.of(document, language, *number) {
                correct(provision, &corrected.correction, corrected.number, source);
            }
        }
    }
}

/// Lays one correction over a provision. Returns whether its wording stands; else nothing is altered. `source` is what the
/// provision's ranges count.
pub fn correct(provision: &mut Provision, correction: &ReadingCorrection, number: u64, source: &str) -> bool {
    if !correction.is_of(&provision.text) {
        return false;
    }
    let rule = RuleId::of_person(number);
    for said in &correction.acts {
        if let Some(at) = find(provision, said).or_else(|| restore(provision, said, &rule, source)) {
            put(&mut provision.acts[at], said, &rule);
        }
    }
    for added in &correction.added {
        add(provision, added, &rule, source);
    }
    if let Some(topics) = &correction.topics {
        provision.topics.clone_from(topics);
        provision.topic_words.retain(|word| topics.contains(&word.topic));
    }
    true
}

/// Returns the position of the act that a correction is of: the one on the same words. Of several, that of the same number,
/// then of the same kind, goes first.
fn find(provision: &Provision, said: &ActCorrection) -> Option<usize> {
    let by_number = (said.number as usize).checked_sub(1).filter(|at| *at < provision.acts.len());
    let Some(read) = &said.read else { return by_number };
    let place = locate(&read.trigger, &provision.text, read.at);
    let is_on_it = |act: &Act| match place {
        Some(place) if !act.at.is_empty() => act.at.overlaps(place),
        // Acts without a trigger of their own (a sentence that only states).
        _ => act.trigger == read.trigger,
    };
    let rank = |at: usize| {
        let act = &provision.acts[at];
        (act.trigger != read.trigger, Some(at) != by_number, act.act != read.act, at)
    };
    (0..provision.acts.len()).filter(|at| is_on_it(&provision.acts[*at])).min_by_key(|at| rank(*at))
}

/// Makes the act again that a person corrected and that a later reading no longer finds; what was said to be none needs no
/// making. Returns its position.
fn restore(provision: &mut Provision, said: &ActCorrection, rule: &RuleId, source: &str) -> Option<usize> {
    let read = said.read.as_ref().filter(|_| !said.none)?;
    let at = locate(&read.trigger, &provision.text, read.at)?;
    let act = Act {
        act: read.act,
        trigger: read.trigger.clone(),
        actors: read.actors.clone(),
        targets: read.targets.clone(),
        strength: read.strength,
        commitment: read.commitment,
        due: read.due.clone(),
        range: in_source(provision, at, source),
        at,
        clause: clause(provision, at),
        rule: rule.clone(),
    };
    provision.acts.push(act);
    Some(provision.acts.len() - 1)
}

fn put(act: &mut Act, said: &ActCorrection, rule: &RuleId) {
    if said.none {
        act.act = ActKind::State;
        act.strength = Strength::Plain;
        act.commitment = false;
        act.due = None;
        act.actors.clear();
        act.targets.clear();
    }
    said.said.put_over(act);
    act.rule = rule.clone();
}

/// Adds an act, or lays it over one of the same kind on the same words, which a later reading may have found.
fn add(provision: &mut Provision, added: &AddedAct, rule: &RuleId, source: &str) {
    let (Some(at), Some(kind)) = (locate(&added.trigger, &provision.text, added.at), added.said.act) else { return };
    let known = provision.acts.iter_mut().find(|act| act.act == kind && act.at.overlaps(at));
    if let Some(act) = known {
        added.said.put_over(act);
        act.rule = rule.clone();
        return;
    }
    let mut act = Act {
        act: kind,
        trigger: provision.text[at.bounds()].to_owned(),
        actors: Vec::new(),
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: false,
        due: None,
        range: in_source(provision, at, source),
        at,
        clause: clause(provision, at),
        rule: rule.clone(),
    };
    added.said.put_over(&mut act);
    provision.acts.push(act);
}

/// Returns the clause that words stand in: that of an act that was read there, else the whole provision.
fn clause(provision: &Provision, at: TextRange) -> TextRange {
    let clauses = provision.acts.iter().map(|act| act.clause).filter(|clause| clause.contains(at));
    clauses.min_by_key(|clause| clause.len()).unwrap_or_else(|| TextRange::new(0, provision.text.len()))
}

/// Returns where words of a provision stand in the source: as the same words of the same order there, white space
/// overlooked. Where mending or marks of a format lead astray, the whole provision is told.
fn in_source(provision: &Provision, at: TextRange, source: &str) -> Vec<CharRange> {
    let mut from = source.chars();
    let mut next = 0_u32;
    let mut there: Vec<(u32, char)> = Vec::new();
    for range in &provision.range {
        // Ranges ascend; where they do not, they are told as they are.
        let Some(skipped) = range.start.checked_sub(next) else { return provision.range.clone() };
        let length = range.end.saturating_sub(range.start) as usize;
        there.extend((range.start..).zip(from.by_ref().skip(skipped as usize).take(length)));
        next = range.end;
    }
    there.retain(|(_, c)| !c.is_whitespace());
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let (words, text) = (letters(&provision.text[at.bounds()]), letters(&provision.text));
    if words.is_empty() {
        return provision.range.clone();
    }
    let before = letters(&provision.text[..at.start as usize]).len();
    let here: Vec<usize> = starts(&text, |letter| *letter, &words);
    let there_starts: Vec<usize> = starts(&there, |(_, letter)| *letter, &words);
    let order = here.iter().position(|start| *start == before).filter(|_| here.len() == there_starts.len());
    let Some(start) = order.map(|order| there_starts[order]) else { return provision.range.clone() };
    let (first, last) = (there[start].0, there[start + words.len() - 1].0);
    // What a break of the page cut in two stands in two ranges.
    let pieces =
        provision.range.iter().map(|range| CharRange { start: range.start.max(first), end: range.end.min(last + 1) });
    pieces.filter(|piece| piece.start < piece.end).collect()
}

/// Returns where `words` begin in `all`.
fn starts<T>(all: &[T], letter: impl Fn(&T) -> char, words: &[char]) -> Vec<usize> {
    let is_there = |window: &[T]| window.iter().zip(words).all(|(one, other)| letter(one) == *other);
    all.windows(words.len()).enumerate().filter(|(_, window)| is_there(window)).map(|(start, _)| start).collect()
}
