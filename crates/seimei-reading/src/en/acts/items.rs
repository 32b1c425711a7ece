//! Items of lists and headlines without a subject: Establishing a ..., Expand ..., Launched ...,
//! and mere noun phrases. What they do depends on how the list was introduced.

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;

use crate::context::{Discourse, LeadIn};
use crate::en::acts::clauses::Clauses;
use crate::en::acts::participants::unite;
use crate::en::acts::predicates::{Judged, Subject};
use crate::en::acts::{Reader, binding, engine_rule};
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
    let actors = doers(reader, lead_in, discourse);
    let Some(token) = scan.tokens.get(head) else {
        return vec![describing(reader, Vec::new())];
    };
    let judge = reader.judge(scan, Subject::Missing, (0, 0));
    let judged = if token.is(Class::ING) && !token.is(Class::NAME | Class::PREPOSITION) {
        Some(by_verb(&judge.verb(token.lemma, head, 0), head))
    } else if token.is(Class::BASE) && !token.is(Class::NAME) && !is_noun_phrase(reader, head) {
        Some(bidden(&judge.verb(token.lemma, head, 0), head, lead_in))
    } else if token.is(Class::PAST) && token.past_of != Lemma(0) && !token.is(Class::NAME) && takes_object(reader, head)
    {
        Some(by_verb(&judge.verb(token.past_of, head, 0), head))
    } else {
        None
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
    } else if let Some(lead_in) = lead_in.filter(|lead_in| !matches!(lead_in.act, ActKind::State | ActKind::Report)) {
        acts.push(carried(reader, lead_in, actors));
    } else {
        acts.push(describing(reader, Vec::new()));
    }
    acts
}

/// Whose list it is.
fn doers(reader: &Reader, lead_in: Option<&LeadIn>, discourse: &Discourse) -> Vec<ActorCode> {
    if let Some(lead_in) = lead_in.filter(|lead_in| !lead_in.actors.is_empty()) {
        return lead_in.actors.clone();
    }
    let parties = &reader.context.parties;
    let joint = parties.len() > 1 && !matches!(reader.context.kind, DocumentKind::FactSheet);
    if joint || discourse.last_subject.is_empty() { parties.clone() } else { discourse.last_subject.clone() }
}

/// The act of a gerund or a past form: what it says, else an action.
fn by_verb(said: &Option<Judged>, head: usize) -> Judged {
    match said {
        Some(judged) if judged.act != ActKind::State => judged.clone(),
        _ => plain(ActKind::Report, head, "en.item-action"),
    }
}

/// The act of a base form: what the introduction says that will be done, else what it says.
fn bidden(said: &Option<Judged>, head: usize, lead_in: Option<&LeadIn>) -> Judged {
    let introduced = lead_in.map(|lead_in| lead_in.act).filter(|act| {
        matches!(
            act,
            ActKind::Commit | ActKind::Intend | ActKind::Agree | ActKind::Decide | ActKind::Explore | ActKind::Urge
        )
    });
    if let Some(act) = introduced {
        return plain(act, head, "en.item-of-introduction");
    }
    match said {
        Some(judged) if !matches!(judged.act, ActKind::State | ActKind::Report | ActKind::Say | ActKind::Support) => {
            judged.clone()
        }
        _ => plain(ActKind::Commit, head, "en.item-bidden"),
    }
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

/// Whether a base form that opens a sentence is a noun (Support for, Work on).
fn is_noun_phrase(reader: &Reader, head: usize) -> bool {
    let tokens = reader.scan.tokens;
    let Some(next) = tokens.get(head + 1) else { return true };
    tokens[head].is(Class::OR_NOUN) && next.is(Class::PUNCTUATION | Class::CONJUNCTION) || {
        tokens[head].is(Class::OR_NOUN)
            && next.is(Class::PREPOSITION)
            && !reader.tables.patterns.has(tokens[head].lemma, &[crate::en::acts::patterns::Kind::Performative])
            && matches!(reader.scan.word(head + 1), Some("for" | "of"))
    }
}

/// Whether a past form that opens a sentence governs what follows (Launched a ...).
fn takes_object(reader: &Reader, head: usize) -> bool {
    reader.scan.tokens.get(head + 1).is_some_and(|next| {
        !next.is(Class::PREPOSITION | Class::PUNCTUATION | Class::TO)
            || matches!(reader.scan.word(head + 1), Some("to" | "with" | "on" | "in"))
    }) && !binding_only(reader, head)
}

/// Guided by, Based on: a participle that modifies what the list is about.
fn binding_only(reader: &Reader, head: usize) -> bool {
    let _ = binding::binds;
    matches!(reader.scan.word(head + 1), Some("by"))
}
