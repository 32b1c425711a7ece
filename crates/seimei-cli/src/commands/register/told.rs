//! Entries in words: days, parties, classes, reasons, judgements, decisions. Every page of the register says them alike.

use seimei_app::archive::register::entry::{Assessment, Entry, Evidence, Reason};
use seimei_app::archive::register::{Class, shared};
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, Decision, Standpoint};

use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, pad, printable, width};

/// What stands between the parts of a line.
pub(super) const BETWEEN: &str = " · ";

/// Returns a day in words; "undated" for none.
pub(super) fn day(day: Option<&str>, look: &Look) -> String {
    day.map_or_else(|| look.messages.text("register.undated").to_owned(), |day| look.date(&Edtf::new(day)))
}

/// Returns the days of the first and the last saying, `YYYY-MM-DD`.
pub(super) fn days(entry: &Entry) -> [Option<&str>; 2] {
    let days = || entry.undertakings.iter().filter_map(|one| one.day.as_deref());
    [days().min(), days().max()]
}

/// Returns who owes something, and to whom: `A, B → C`.
pub(super) fn parties(by: &[ActorCode], to: &[ActorCode], look: &Look) -> String {
    let by = look.actors(by);
    if to.is_empty() { by } else { format!("{by} → {}", look.actors(to)) }
}

/// Returns how something binds: the act, and how strongly where that is more than plainly.
pub(super) fn act(act: ActKind, strength: Strength, messages: &Messages) -> String {
    let act = messages.label("act", act.word());
    match strength {
        Strength::Plain => act.to_owned(),
        strong => messages.list([act, messages.label("strength", strong.word())]),
    }
}

/// Returns the labels of topics.
pub(super) fn topics(topics: &[TopicId], messages: &Messages) -> String {
    messages.list(topics.iter().map(|topic| messages.label("topic", topic.as_str())))
}

/// Returns names as written in documents.
pub(super) fn written(names: &[String], messages: &Messages) -> String {
    let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
    messages.list(names.iter().map(String::as_str))
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

/// Returns a step on the scale used for summit compliance as it is written.
pub(super) fn compliance(step: Option<i8>) -> &'static str {
    match step {
        Some(step) if step < 0 => "−1",
        Some(0) => "0",
        Some(_) => "+1",
        None => "—",
    }
}

/// Returns a judgement in one line: the status, its step, who judged for which day.
pub(super) fn verdict(assessment: &Assessment, look: &Look) -> String {
    let judgement = &assessment.judgement;
    let day = day(Some(&judgement.day), look);
    let assessor = printable(&judgement.assessor);
    look.messages.fill(
        "register.verdict",
        &[
            ("status", look.messages.label("status", judgement.status.word())),
            ("step", compliance(assessment.compliance)),
            ("assessor", &assessor),
            ("day", &day),
        ],
    )
}

/// Returns why a provision of this text is offered as evidence.
fn because(reason: &Reason, text: &str, look: &Look) -> String {
    let messages = look.messages;
    match reason {
        Reason::SameMechanism { name } => messages.fill("because.same-mechanism", &[("name", &printable(name))]),
        Reason::SameDoer { by } => messages.fill("because.same-doer", &[("by", &look.actors(by))]),
        Reason::SameObject { words } => {
            messages.fill("because.same-object", &[("words", &written(&shared(words, text), messages))])
        }
        Reason::ParticipationWelcomed => messages.text("because.participation-welcomed").to_owned(),
        Reason::Done { trigger } => messages.fill("because.done", &[("words", &printable(trigger))]),
        Reason::NextStep { trigger } => messages.fill("because.next-step", &[("words", &printable(trigger))]),
    }
}

/// Returns all reasons of an offer in one text.
pub(super) fn reasons(evidence: &Evidence, look: &Look) -> String {
    let reasons: Vec<String> = evidence.reasons.iter().map(|reason| because(reason, &evidence.text, look)).collect();
    reasons.join(BETWEEN)
}

/// Returns the link or file of a piece of evidence.
pub(super) fn attachment(evidence: &Evidence, messages: &Messages) -> Option<String> {
    let attachment = evidence.attachment.as_ref()?;
    let file = attachment.file.as_ref().map(|file| {
        let (name, size, hash) = (printable(&file.name), file.size.to_string(), file.original.to_string());
        messages.fill("register.kept-file", &[("name", &name), ("size", &size), ("hash", &hash)])
    });
    let link = attachment.link.as_ref().map(|link| printable(link));
    let parts: Vec<String> = link.into_iter().chain(file).collect();
    Some(parts.join(BETWEEN))
}

/// Returns what a decision says beside its kind and its entry; empty where that is all.
pub(super) fn detail(decision: &Decision, look: &Look) -> String {
    let messages = look.messages;
    match decision {
        Decision::Corrected { correction, .. } => fields(correction, look),
        Decision::Added { commitment, source } => {
            let source = source.as_ref().map(|source| format!("{BETWEEN}{source}")).unwrap_or_default();
            format!("{}{source}", fields(commitment, look))
        }
        Decision::Split { off, .. } => {
            let off: Vec<String> = off.iter().map(ToString::to_string).collect();
            messages.list(off.iter().map(String::as_str))
        }
        Decision::Merged { other, .. } => other.to_string(),
        Decision::EvidenceAccepted { provision, .. } | Decision::EvidenceDeclined { provision, .. } => {
            provision.to_string()
        }
        Decision::EvidenceAttached { attachment, .. } => printable(&attachment.text),
        Decision::Assessed { judgement, .. } => {
            let status = messages.label("status", judgement.status.word());
            let standpoint = standpoint(judgement.standpoint, messages);
            let (by, day) = (printable(&judgement.assessor), day(Some(&judgement.day), look));
            [status, standpoint, &by, &day].join(BETWEEN)
        }
        Decision::Placed { area, .. } | Decision::NotPlaced { area, .. } => area.to_string(),
        Decision::ProgrammeKept { programme } => programme.id.to_string(),
        Decision::ProgrammeRemoved { programme } => programme.to_string(),
        Decision::MechanismsJoined { other, .. } => printable(other),
        Decision::ReadingCorrected { correction, .. } => super::corrected::said(correction, look).join("; "),
        Decision::Undone { number } => messages.fill("register.change", &[("n", &number.to_string())]),
        Decision::Confirmed { .. }
        | Decision::Rejected { .. }
        | Decision::MechanismCorrected { .. }
        | Decision::MechanismRejected { .. } => String::new(),
    }
}

/// Returns from where it was judged.
pub(super) fn standpoint(standpoint: Standpoint, messages: &Messages) -> &str {
    messages.label("standpoint", standpoint.word())
}

/// Returns the fields that a person put in place of what was read.
fn fields(correction: &Correction, look: &Look) -> String {
    let messages = look.messages;
    let fields: [(&str, Option<String>); 7] = [
        ("what", correction.what.as_ref().map(|what| printable(what))),
        ("by", correction.by.as_ref().map(|by| look.actors(by))),
        ("to", correction.to.as_ref().map(|to| look.actors(to))),
        ("due", correction.due.as_ref().map(|due| look.date(due))),
        ("act", correction.act.map(|act| messages.label("act", act.word()).to_owned())),
        ("topics", correction.topics.as_ref().map(|all| topics(all, messages))),
        ("mechanisms", correction.mechanisms.as_ref().map(|all| written(all, messages))),
    ];
    let said = fields.into_iter().filter_map(|(field, value)| {
        let value = value.map(|value| if value.is_empty() { "—".to_owned() } else { value })?;
        Some(format!("{} = {value}", messages.label("field", field)))
    });
    said.collect::<Vec<_>>().join(BETWEEN)
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
