//! Entries in words: days, parties, classes, reasons, judgements, decisions. Every page of the register says them alike.

use seimei_app::archive::register::Class;
use seimei_app::archive::register::entry::{Assessment, Evidence};
pub(super) use seimei_locale::told::{BETWEEN, act, attachment, days, standpoint, topics, written};
use seimei_model::code::ActorCode;
use seimei_model::decision::Decision;

use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, pad, width};

/// Returns a day in words; "undated" for none.
pub(super) fn day(day: Option<&str>, look: &Look) -> String {
    look.teller().day(day)
}

/// Returns who owes something, and to whom: `A, B → C`.
pub(super) fn parties(by: &[ActorCode], to: &[ActorCode], look: &Look) -> String {
    look.teller().parties(by, to)
}

/// Returns a judgement in one line: the status, its step, who judged for which day.
pub(super) fn verdict(assessment: &Assessment, look: &Look) -> String {
    look.teller().verdict(assessment)
}

/// Returns all reasons of an offer in one text.
pub(super) fn reasons(evidence: &Evidence, look: &Look) -> String {
    look.teller().reasons(evidence)
}

/// Returns what a decision says beside its kind and its entry; empty where that is all.
pub(super) fn detail(decision: &Decision, look: &Look) -> String {
    look.teller().detail(decision)
}

/// Returns how a class is toned: what has to be looked at stands out.
pub(super) fn tone(class: Class) -> Tone {
    match class {
        Class::Overdue => Tone::Warning,
        Class::Done => Tone::Come,
        Class::UnderWay => Tone::Promise,
        Class::NotBegun => Tone::Plain,
        Class::Unassessed | Class::Closed => Tone::Faint,
    }
}

/// Returns rows of a label and a text, the texts under each other.
pub(super) fn rows(rows: &[(&str, Rich)], look: &Look) -> String {
    let columns = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0) + 2;
    let mut out = String::new();
    for (label, value) in rows {
        let label = pad(label, columns).replace(' ', "\u{a0}");
        let mut line = Rich::new(Tone::Faint, label);
        line.extend(value.clone());
        out += &look.lines(&line, 0, columns).replace('\u{a0}', " ");
    }
    out
}
