//! Items of lists and headlines without a subject: Establishing a ..., Expand ..., Launched ...,
//! and mere noun phrases. What they do depends on how the list was introduced.

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;

use crate::context::{Discourse, LeadIn};
use crate::en::acts::clauses::{Clauses, Predicate};
use crate::en::acts::participants::unite;
use crate::en::acts::patterns::Kind;
use crate::en::acts::predicates::{Judge, Judged, Subject};
use crate::en::acts::{Reader, engine_rule};
use crate::en::grammar::{Class, Lemma};
use crate::finding::ActFinding;

/// Reads a sentence without a finite main verb.
pub(crate) fn read(reader: &Reader, clauses: &Clauses, discourse: &Discourse) -> Vec<ActFinding> {
    let scan = reader.scan;
    let mut head = clauses.begins;
    while scan
        .tokens
        .get(head)
        .is_some_and(|token| token.is(Class::ADVERB | Class::PUNCTUATION | Class::TO | Class::CONJUNCTION))
    {
        head += 1;
    }
    let lead_in = discourse.lead_in.as_ref();
    let actors = doers(reader, discourse);
    let Some(token) = scan.tokens.get(head) else {
        return vec![describing(reader, Vec::new())];
    };
    let judge = reader.judge(scan, Subject::Missing, (0, 0));
    let next_is_name = scan.tokens.get(head + 1).is_some_and(|next| next.is(Class::PROPER));
    let is_heading = scan.tokens.len() < head + 5 && next_is_name;
    let judged = if is_heading || token.is(Class::ADJECTIVE) && !token.is(Class::ING) {
        nominal(reader, head)
    } else if token.is(Class::ING) && !token.is(Class::NAME | Class::PREPOSITION) {
        Some(by_verb(judge.verb(token.lemma, head, 0), head))
    } else if token.is(Class::PAST) && token.past_of != Lemma(0) && !token.is(Class::NAME) && takes_object(reader, head)
    {
        Some(by_verb(judge.verb(token.past_of, head, 0), head))
    } else {
        nominal(reader, head)
    };
    let mut acts = Vec::new();
    if let Some(judged) = judged {
        let mut finding = reader.finding(&judged, head, scan, actors, (0, 0));
        if matches!(finding.act, ActKind::Meet | ActKind::Discuss | ActKind::Agree) {
            unite(&mut finding.actors, &reader.mentions.joined_with(head, scan.tokens.len()));
        }
        if let Some(lead_in) = lead_in.filter(|lead_in| lead_in.act == finding.act) {
            finding.commitment |= lead_in.commitment;
        }
        acts.push(finding);
    } else if let Some(lead_in) = lead_in.filter(|lead_in| carries(lead_in.act)) {
        acts.push(carried(reader, lead_in, actors));
    } else {
        acts.push(describing(reader, Vec::new()));
    }
    acts
}

/// Whose list it is.
pub(crate) fn doers(reader: &Reader, discourse: &Discourse) -> Vec<ActorCode> {
    if let Some(lead_in) = discourse.lead_in.as_ref().filter(|lead_in| !lead_in.actors.is_empty()) {
        return lead_in.actors.clone();
    }
    let parties = &reader.context.parties;
    let joint = parties.len() > 1 && !matches!(reader.context.kind, DocumentKind::FactSheet);
    if joint || discourse.last_subject.is_empty() { parties.clone() } else { discourse.last_subject.clone() }
}

/// The act of a noun phrase by its noun: Establishment of, An agreement to.
fn nominal(reader: &Reader, head: usize) -> Option<Judged> {
    let scan = reader.scan;
    let end = scan.tokens.len().min(head + 8);
    let at = (head..end).find(|&at| {
        scan.tokens.get(at + 1).is_none_or(|next| next.is(Class::PREPOSITION | Class::TO | Class::PUNCTUATION))
    })?;
    let is_item = scan.tokens.get(at + 1).is_some_and(|next| next.is(Class::PREPOSITION | Class::TO));
    let found = reader.tables.patterns.word(at, &[Kind::Nominal, Kind::Noun], scan).filter(|_| is_item)?;
    let act = found.pattern.act.filter(|act| {
        matches!(
            act,
            ActKind::Commit
                | ActKind::Agree
                | ActKind::Decide
                | ActKind::Intend
                | ActKind::Report
                | ActKind::Meet
                | ActKind::Discuss
        )
    })?;
    let rule = reader.tables.patterns.rule(found.pattern)?;
    Some(Judged { binding: act == ActKind::Agree, rule, ..plain(act, at, "en.nominal") })
}

/// The act of a gerund or a past form: what it says, else an action.
fn by_verb(said: Option<Judged>, head: usize) -> Judged {
    match said {
        Some(judged) if !matches!(judged.act, ActKind::State | ActKind::Support) => judged,
        _ => plain(ActKind::Report, head, "en.item-action"),
    }
}

/// The act of a base form that opens an item: what the introduction says that will be done, else
/// what it says itself.
pub(crate) fn bidden(reader: &Reader, predicate: &Predicate, judge: &Judge, discourse: &Discourse) -> ActFinding {
    let head = predicate.group.head;
    let lead_in = discourse.lead_in.as_ref();
    let said = judge.verb(predicate.group.lemma, head, 0);
    let speaks = said.as_ref().is_some_and(|said| {
        !matches!(
            said.act,
            ActKind::State
                | ActKind::Report
                | ActKind::Support
                | ActKind::Explore
                | ActKind::Decide
                | ActKind::Meet
                | ActKind::Discuss
                | ActKind::Say
        )
    });
    let introduced = lead_in.filter(|lead_in| match lead_in.act {
        ActKind::Commit | ActKind::Intend | ActKind::Explore | ActKind::Urge => true,
        ActKind::Agree | ActKind::Decide | ActKind::Confirm | ActKind::Reaffirm => !speaks,
        _ => false,
    });
    let judged = match (introduced, said) {
        (Some(lead_in), _) => plain(lead_in.act, head, "en.item-of-introduction"),
        (None, Some(said)) if !matches!(said.act, ActKind::State | ActKind::Report | ActKind::Support) => said,
        _ => plain(ActKind::Commit, head, "en.item-bidden"),
    };
    let scan = reader.scan.until(predicate.until);
    let mut finding = reader.finding(&judged, head, scan, doers(reader, discourse), (0, 0));
    finding.commitment |= introduced.is_some_and(|lead_in| lead_in.commitment);
    finding
}

fn plain(act: ActKind, head: usize, rule: &'static str) -> Judged {
    Judged {
        act,
        first: head,
        last: head,
        noun: None,
        by_speaker: false,
        targets_subject: false,
        binding: matches!(act, ActKind::Agree | ActKind::Decide),
        rule: engine_rule(rule),
    }
}

/// Whether the items after an introduction do what it does.
fn carries(act: ActKind) -> bool {
    !matches!(act, ActKind::State | ActKind::Report | ActKind::Say | ActKind::Meet | ActKind::Discuss)
}

/// A noun phrase after an introduction does what that does.
fn carried(reader: &Reader, lead_in: &LeadIn, actors: Vec<ActorCode>) -> ActFinding {
    let last = reader.scan.tokens.len().saturating_sub(1);
    let clause = reader.range(0, last);
    let targets = if lead_in.act.takes_targets() {
        reader.mentions.targets(lead_in.act, 0, last, &actors, &reader.context.parties)
    } else {
        Vec::new()
    };
    ActFinding {
        act: lead_in.act,
        trigger: reader.range(0, first_phrase(reader)),
        clause,
        actors,
        targets,
        strength: lead_in.strength,
        commitment: lead_in.commitment,
        due: if lead_in.commitment {
            crate::en::due::due(reader.sentence, reader.dates, clause, reader.context)
        } else {
            None
        },
        rule: engine_rule("en.item-carried"),
    }
}

/// Returns the last token of the first words of an item.
fn first_phrase(reader: &Reader) -> usize {
    let tokens = reader.scan.tokens;
    (0..tokens.len().min(8))
        .take_while(|&at| at == 0 || !tokens[at].is(Class::PREPOSITION | Class::PUNCTUATION | Class::TO))
        .last()
        .unwrap_or(0)
}

fn describing(reader: &Reader, actors: Vec<ActorCode>) -> ActFinding {
    let last = reader.scan.tokens.len().saturating_sub(1);
    ActFinding {
        act: ActKind::State,
        trigger: reader.range(0, first_phrase(reader)),
        clause: reader.range(0, last),
        actors,
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: false,
        due: None,
        rule: engine_rule("en.verbless"),
    }
}

/// Whether a past form that opens a sentence governs what follows (Launched a ...).
fn takes_object(reader: &Reader, head: usize) -> bool {
    reader.scan.tokens.get(head + 1).is_some_and(|next| {
        !next.is(Class::PREPOSITION | Class::PUNCTUATION | Class::TO)
            || matches!(reader.scan.word(head + 1), Some("to" | "with" | "on" | "in"))
    })
}
