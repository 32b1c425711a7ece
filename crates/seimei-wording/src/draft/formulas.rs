//! Formulas of the same parties that a draft drops, weakens or changes.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::document::DocumentKind;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;

use super::{Cited, Finding, FindingKind, Place, Statement, newest};
use crate::changes::{Change, Comparer, Direction, Matter, Turn};
use crate::compare::{KindFamily, family};
use crate::lineage::{Lineages, Passage, PassageId};
use crate::words::{Cut, WordKind, stem};

/// So many earlier statements of the same parties are looked at: what was left out longer ago is no news.
const BACK: usize = 6;
/// So many statements behind the latest may be the base of what is dropped, where those after them are short.
const BASES: usize = 3;
/// A formula that one statement of these parties has is standing where so many other texts of one of them have it.
const STANDING: usize = 3;
/// Wordings less alike than this are two, and what differs between them is no change.
const ALIKE: f64 = 0.5;
/// The same for changes of a number, date or act, which other occasions bring about.
const VERY_ALIKE: f64 = 0.75;
/// A draft that has so many of so many of a formula's words in one provision has the formula.
const HELD: (usize, usize) = (3, 5);

/// A draft with less than one provision for so many of an earlier statement is on one of its subjects.
const ONE_SUBJECT: usize = 4;

/// Passages of the record and the draft, ready to be traced.
struct Traced<'l> {
    lineages: Lineages<'l>,
    /// Where each passage stands; those of the draft are of the statement one beyond the last.
    places: Vec<Cited>,
    own: usize,
}

/// Returns findings, and the statements they rest on, the newest first.
pub(super) fn findings(
    draft: &Reading,
    parties: &[ActorCode],
    record: &[Statement],
    lexicon: &Lexicon,
) -> (Vec<Finding>, Vec<usize>) {
    let like = |kind: DocumentKind| {
        family(kind) == family(draft.document.kind) || is_joint(kind) && is_joint(draft.document.kind)
    };
    let mut same: Vec<usize> = (0..record.len())
        .filter(|at| !parties.is_empty() && record[*at].parties == parties && like(record[*at].kind))
        .collect();
    same.reverse();
    same.truncate(BACK);
    let Some(&latest) = same.first() else { return (Vec::new(), Vec::new()) };
    let traced = trace(draft, parties, record, lexicon);
    let comparer = Comparer::new(lexicon, draft.document.language);
    // A short text on one subject drops nothing of what longer ones before it say: those are looked at too.
    let length = |at: usize| record[at].reading.provisions.len();
    let mut bases = vec![latest];
    let mut longest = length(latest);
    for at in same.iter().skip(1).take(BASES).copied() {
        if length(at) > longest * 2 {
            bases.push(at);
            longest = length(at);
        }
    }
    let mut findings = dropped(draft, parties, record, (&same, &bases), &traced, &comparer);
    findings.extend(changed(draft, parties, record, &same, &traced, &comparer));
    (findings, same)
}

fn is_joint(kind: DocumentKind) -> bool {
    family(kind) == KindFamily::Joint
}

fn trace<'l>(draft: &Reading, parties: &[ActorCode], record: &[Statement], lexicon: &'l Lexicon) -> Traced<'l> {
    let mut lineages = Lineages::new(lexicon);
    let mut places = Vec::new();
    let year = |day: Option<&str>| day.and_then(|day| day.get(..4)).and_then(|year| year.parse().ok());
    let own_day = draft.document.date.as_ref().and_then(seimei_model::date::Edtf::period).map(|(_, last)| last);
    let mut add = |statement: usize, reading: &Reading, parties: &[ActorCode], day: Option<&str>| {
        for (position, provision) in reading.provisions.iter().enumerate() {
            lineages.add(&Passage {
                document: statement as u32,
                year: year(day),
                language: reading.document.language,
                text: &provision.text,
                acts: &provision.acts,
                topics: &provision.topics,
                parties,
            });
            places.push(Cited { statement, provision: position });
        }
    };
    for (at, statement) in record.iter().enumerate() {
        add(at, statement.reading, statement.parties, statement.day);
    }
    // Without a date the draft is the newest.
    let last = record.iter().rev().find_map(|statement| statement.day);
    add(record.len(), draft, parties, own_day.as_deref().or(last));
    lineages.settle();
    Traced { lineages, places, own: record.len() }
}

impl Traced<'_> {
    fn id(&self, cited: Cited) -> Option<PassageId> {
        self.places.binary_search(&cited).ok().map(|at| PassageId(at as u32))
    }

    /// Returns the kin of a passage, the likeliest first.
    fn kin(&self, cited: Cited) -> Vec<Cited> {
        let Some(id) = self.id(cited) else { return Vec::new() };
        self.lineages.kin(id).iter().filter_map(|kin| self.places.get(kin.passage.0 as usize).copied()).collect()
    }
}

/// Returns whether a provision can be a formula: it takes a position. Who met whom and who was thanked is the occasion's.
fn is_position(provision: &Provision) -> bool {
    let of_occasion = |act: &ActKind| {
        matches!(act, ActKind::Meet | ActKind::Discuss | ActKind::Thank | ActKind::Report | ActKind::Say)
    };
    provision.acts.iter().any(|act| !of_occasion(&act.act))
}

fn dropped(
    draft: &Reading,
    parties: &[ActorCode],
    record: &[Statement],
    (same, bases): (&[usize], &[usize]),
    traced: &Traced,
    comparer: &Comparer,
) -> Vec<Finding> {
    let cuts: Vec<BTreeSet<String>> =
        draft.provisions.iter().map(|provision| meanings(&comparer.cutter().cut(&provision.text))).collect();
    let mut told: BTreeSet<Cited> = BTreeSet::new();
    let mut findings = Vec::new();
    // A draft on one subject leaves out what is on others.
    let length = |at: &usize| record[*at].reading.provisions.len();
    let is_on_one = bases.iter().any(|at| draft.provisions.len() * ONE_SUBJECT < length(at));
    let subjects: BTreeSet<&TopicId> =
        draft.provisions.iter().filter_map(|provision| provision.topics.first()).collect();
    let is_asked =
        |provision: &Provision| !is_on_one || provision.topics.first().is_some_and(|topic| subjects.contains(topic));
    let of_bases = bases.iter().flat_map(|at| {
        let provisions = record[*at].reading.provisions.iter().enumerate();
        provisions.map(move |(position, provision)| (Cited { statement: *at, provision: position }, provision))
    });
    for (own, provision) in of_bases {
        let latest = own.statement;
        if !is_position(provision) || !is_asked(provision) || told.contains(&own) {
            continue;
        }
        let kin = traced.kin(own);
        let among = |statements: &dyn Fn(usize) -> bool| -> Vec<Cited> {
            kin.iter().filter(|cited| cited.statement != traced.own && statements(cited.statement)).copied().collect()
        };
        let earlier = among(&|at| at != latest && same.contains(&at));
        let mut count: Vec<usize> = earlier.iter().map(|cited| cited.statement).collect();
        count.push(latest);
        count.sort_unstable();
        count.dedup();
        let (said, of) = (count.len(), same.len());
        let is_usual = said >= 2 && said * 2 >= of;
        // The parties met once before: what one of them says at every table is no formula of theirs unless all do.
        let of_others = among(&|at| {
            let other = &record[at];
            at != latest && is_joint(other.kind) && parties.iter().any(|party| other.parties.contains(party))
        });
        let others: BTreeSet<usize> = of_others.iter().map(|cited| cited.statement).collect();
        let is_standing = of == 1 && others.len() >= STANDING;
        if !is_usual && !is_standing {
            continue;
        }
        let is_held = kin.iter().any(|cited| cited.statement == traced.own)
            || earlier.iter().any(|cited| traced.kin(*cited).iter().any(|kin| kin.statement == traced.own))
            || is_within(&meanings(&comparer.cutter().cut(&provision.text)), &cuts);
        if is_held {
            continue;
        }
        // Provisions of these statements that say one formula are one finding.
        told.extend(kin.iter().filter(|cited| bases.contains(&cited.statement)));
        let mut cited = vec![own];
        cited.extend(newest(if is_usual { earlier } else { of_others }, 2));
        let (said, of) = if is_usual { (said, of) } else { (others.len() + 1, 0) };
        findings.push(Finding { cited, said, of, ..Finding::new(FindingKind::Dropped) });
    }
    findings
}

/// Returns the words with a meaning of their own, without their endings.
fn meanings(cut: &Cut) -> BTreeSet<String> {
    let words = cut.words().iter().filter(|word| matches!(word.kind, WordKind::Content | WordKind::Number));
    words.map(|word| stem(cut.text_of(word)).to_string()).collect()
}

/// Returns whether one provision of the draft, or two that follow each other, has most words of a formula.
fn is_within(words: &BTreeSet<String>, draft: &[BTreeSet<String>]) -> bool {
    let (held, of) = HELD;
    let has = |at: usize| {
        let next = draft.get(at + 1);
        words.iter().filter(|word| draft[at].contains(*word) || next.is_some_and(|next| next.contains(*word))).count()
    };
    words.len() >= 3 && (0..draft.len()).any(|at| has(at) * of >= words.len() * held)
}

fn changed(
    draft: &Reading,
    parties: &[ActorCode],
    record: &[Statement],
    same: &[usize],
    traced: &Traced,
    comparer: &Comparer,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (position, provision) in draft.provisions.iter().enumerate() {
        let own = Cited { statement: traced.own, provision: position };
        let kin: Vec<Cited> = traced.kin(own).into_iter().filter(|cited| same.contains(&cited.statement)).collect();
        // The newest statement that has it; in it the likeliest.
        let Some(&cited) = same.iter().find_map(|at| kin.iter().find(|cited| cited.statement == *at)) else { continue };
        let of = &record[cited.statement];
        let Some(theirs) = of.reading.provisions.get(cited.provision) else { continue };
        let changed = comparer.provisions(theirs, provision, [of.parties, parties]);
        if changed.likeness < ALIKE || !is_position(theirs) {
            continue;
        }
        let mut earlier: Vec<Cited> = kin.iter().filter(|other| other.statement != cited.statement).copied().collect();
        earlier = newest(earlier, BACK);
        // Whether a statement has the words that are gone.
        let has = |cited: &Cited, change: &Change| {
            let text = record[cited.statement].reading.provisions.get(cited.provision);
            text.is_some_and(|text| !change.a.is_empty() && text.text.contains(&change.a))
        };
        // A part of a formula was left out where others of these statements have it too, and the draft nowhere.
        let is_standing = |change: &Change| {
            let words = |text: &str| meanings(&comparer.cutter().cut(text));
            let part = words(&change.a);
            let has_most = |cited: &Cited| {
                let text = record[cited.statement].reading.provisions.get(cited.provision);
                text.is_some_and(|text| is_within(&part, &[words(&text.text)]))
            };
            let is_usual = earlier.is_empty() || earlier.iter().any(|cited| has(cited, change) || has_most(cited));
            is_usual && !draft.provisions.iter().any(|own| own.text.contains(&change.a))
        };
        let mut by_kind: BTreeMap<FindingKind, Vec<Change>> = BTreeMap::new();
        for change in changed.changes {
            let lost = is_part(&change, changed.likeness) && is_standing(&change);
            let told = if lost { Some(FindingKind::Weakened) } else { kind(&change, changed.likeness) };
            if let Some(kind) = told {
                by_kind.entry(kind).or_default().push(change);
            }
        }
        for (kind, changes) in by_kind {
            let has_any = |cited: &&Cited| changes.iter().any(|change| has(cited, change));
            let said = 1 + earlier.iter().filter(has_any).count();
            let range = changes.first().map_or(TextRange::default(), |change| change.at_b);
            let range = if range.is_empty() { TextRange::new(0, provision.text.len()) } else { range };
            findings.push(Finding {
                places: vec![Place { provision: position, range, words: provision.text.clone() }],
                cited: vec![cited],
                changes,
                said,
                of: 1 + earlier.len(),
                ..Finding::new(kind)
            });
        }
    }
    findings
}

/// Returns whether a change leaves out some words of a formula: a phrase or clause.
fn is_part(change: &Change, likeness: f64) -> bool {
    let words = change.a.split_whitespace().count().max(change.a.chars().filter(|c| !c.is_ascii()).count() / 2);
    likeness >= VERY_ALIKE
        && change.turn == Turn::Dropped
        && matches!(change.matter, Matter::Passage | Matter::Wording)
        && words >= 2
}

/// Returns whether a name stands where another stood: East for South, Article IV for Article V.
fn is_other_name(change: &Change) -> bool {
    let is_name =
        |words: &str| !words.is_empty() && words.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    change.turn == Turn::Replaced && change.at_a.start > 0 && is_name(&change.a) && is_name(&change.b)
}

/// Returns what a change from the record to the draft is, if it is to be told.
fn kind(change: &Change, likeness: f64) -> Option<FindingKind> {
    let weaker = Some(FindingKind::Weakened);
    let other = (likeness >= VERY_ALIKE).then_some(FindingKind::Changed);
    let is_gone = change.turn != Turn::Added && !change.a.is_empty();
    // Another spelling or ending of the same words.
    let bare = |words: &str| -> Vec<String> {
        words.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(|word| stem(word).to_string()).collect()
    };
    let is_same = !change.a.is_empty() && {
        let (a, b) = (bare(&change.a), bare(&change.b));
        a == b || b.ends_with(&a)
    };
    if is_same && matches!(change.matter, Matter::Qualifier | Matter::Basis) {
        return None;
    }
    match &change.matter {
        Matter::Negation => Some(FindingKind::Changed),
        Matter::Strength { before, after } if before > after => weaker,
        // To state a thing bare is no act in another's place; to confirm and to reaffirm differ by what was said before.
        Matter::Act { before: Some(before), after: Some(after), direction } => {
            let is_position = |act: &ActKind| matches!(act, ActKind::Confirm | ActKind::Reaffirm);
            let is_told =
                *before != ActKind::State && *after != ActKind::State && !(is_position(before) && is_position(after));
            match direction {
                Direction::Weaker => weaker.filter(|_| is_told),
                Direction::Neither => other.filter(|_| is_told),
                Direction::Firmer => None,
            }
        }
        Matter::Modality { direction: Direction::Weaker } => weaker,
        Matter::Basis if is_gone => weaker,
        Matter::Qualifier if change.turn == Turn::Dropped => weaker,
        Matter::Qualifier | Matter::Number | Matter::Date if change.turn == Turn::Replaced => other,
        Matter::Target { gone, .. } if !gone.is_empty() => other,
        Matter::Actor { gone, come } if !gone.is_empty() && !come.is_empty() => other,
        Matter::Wording if is_other_name(change) => other,
        _ => None,
    }
}
