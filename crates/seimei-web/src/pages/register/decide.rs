//! Handing decisions to the archive: what a form or a program sends is looked at, committed, and brought into memory.

use seimei_app::archive::register::programme::toml;
use seimei_app::archive::register::{ProgrammeForm, Request};
use seimei_app::lexicon::actor_code;
use seimei_app::names::TOPICS;
use seimei_app::printed::mechanisms::KINDS;
use seimei_locale::told::{faults, is_link};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::decision::{Correction, Decision, MechanismCorrection, Rhythm};

use crate::ask::Ask;
use crate::pages::register::refused;
use crate::wrong::Wrong;

/// The longest text that a decision carries, in bytes.
const LONGEST: usize = 20_000;

/// Makes decisions, all or none; returns the numbers of their changes.
pub(crate) fn decide(ask: &Ask, requests: Vec<Request>) -> Result<Vec<u64>, Wrong> {
    let last = ask.present.registry.decisions().last().map_or(0, |record| record.number);
    for request in &requests {
        if let Some(seen) = request.seen.filter(|seen| *seen > last) {
            let values = [("n", seen.to_string()), ("last", last.to_string())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            return Err(Wrong::refused(ask.t().fill("refused.not-seen", &values)));
        }
        look_at(ask, request)?;
    }
    let numbers = ask.office.archive.decide(&ask.present.registry, requests, ask.by());
    let numbers = numbers.map_err(|error| refused::decision(ask, &error))?;
    ask.follow()?;
    Ok(numbers)
}

/// Looks at what the archive takes as it is: texts, codes, days, links.
fn look_at(ask: &Ask, request: &Request) -> Result<(), Wrong> {
    let t = ask.t();
    if request.reason.len() > LONGEST {
        return Err(Wrong::refused(t.text("wrong.too-long")));
    }
    let needs_reason = matches!(
        request.decision,
        Decision::Rejected { .. }
            | Decision::Corrected { .. }
            | Decision::MechanismCorrected { .. }
            | Decision::MechanismRejected { .. }
            | Decision::ReadingCorrected { .. }
    );
    if needs_reason && request.reason.trim().is_empty() {
        return Err(Wrong::refused(t.text("refused.reason-empty")));
    }
    match &request.decision {
        Decision::Corrected { correction, .. } => {
            if *correction == Correction::default() {
                return Err(Wrong::refused(t.text("refused.nothing-corrected")));
            }
            corrected(ask, correction)
        }
        Decision::Added { commitment, .. } => corrected(ask, commitment),
        Decision::EvidenceAttached { attachment, .. } => {
            if let Some(link) = attachment.link.as_ref().filter(|link| !is_link(link)) {
                return Err(Wrong::refused(t.fill("register.no-link", &[("text", link)])));
            }
            if attachment.file.is_some() && request.file.is_none() {
                return Err(Wrong::refused(t.text("refused.no-bytes")));
            }
            long(ask, [attachment.text.as_str(), attachment.link.as_deref().unwrap_or_default()])?;
            attachment.date.as_ref().map_or(Ok(()), |date| dated(ask, date))
        }
        Decision::Assessed { judgement, .. } => {
            long(ask, [judgement.assessor.as_str()])?;
            if judgement.day > ask.office.today() {
                return Err(Wrong::refused(t.fill("register.day-ahead", &[("day", &judgement.day)])));
            }
            Ok(())
        }
        Decision::MechanismCorrected { mechanism, correction } => {
            by_id(ask, mechanism)?;
            mechanism_corrected(ask, correction)
        }
        Decision::MechanismRejected { mechanism } => by_id(ask, mechanism),
        Decision::MechanismsJoined { mechanism, other } => {
            by_id(ask, mechanism)?;
            by_id(ask, other)?;
            if mechanism == other {
                return Err(Wrong::refused(t.fill("mechanism.with-itself", &[("name", mechanism)])));
            }
            Ok(())
        }
        Decision::ProgrammeKept { programme } => {
            let text = toml::to_toml(programme);
            let read = ask.present.registry.read_programme(&text, ProgrammeForm::Toml, &[]);
            read.map(|_| ()).map_err(|all| {
                let told: Vec<String> = all.iter().map(|fault| faults::told(fault, t)).collect();
                Wrong::refused(told.join("\n"))
            })
        }
        _ => Ok(()),
    }
}

fn corrected(ask: &Ask, correction: &Correction) -> Result<(), Wrong> {
    let t = ask.t();
    if correction.what.as_ref().is_some_and(|what| what.trim().is_empty())
        || correction.by.as_ref().is_some_and(Vec::is_empty)
    {
        return Err(Wrong::refused(t.text("refused.incomplete")));
    }
    long(
        ask,
        correction.what.as_deref().into_iter().chain(correction.mechanisms.iter().flatten().map(String::as_str)),
    )?;
    known(ask, correction.by.iter().chain(&correction.to).flatten())?;
    let is_known = |topic: &&TopicId| !TOPICS.contains(&topic.as_str());
    if let Some(topic) = correction.topics.iter().flatten().find(is_known) {
        return Err(Wrong::refused(t.fill("register-page.no-topic", &[("text", topic.as_str())])));
    }
    correction.due.iter().flatten().try_for_each(|due| dated(ask, due))
}

fn mechanism_corrected(ask: &Ask, correction: &MechanismCorrection) -> Result<(), Wrong> {
    let t = ask.t();
    if *correction == MechanismCorrection::default() {
        return Err(Wrong::refused(t.text("refused.mechanism-nothing-corrected")));
    }
    if let Some(kind) = correction.kind.as_ref().filter(|kind| !KINDS.contains(&kind.as_str())) {
        let words = t.list(KINDS.iter().copied());
        return Err(Wrong::refused(t.fill("mechanisms-page.no-kind", &[("text", kind), ("words", &words)])));
    }
    if let Some(Rhythm::Months(months)) =
        correction.rhythm.filter(|rhythm| !matches!(rhythm, Rhythm::Months(1..=1200) | Rhythm::Regular))
    {
        return Err(Wrong::refused(t.fill("mechanisms-page.no-rhythm", &[("text", &months.to_string())])));
    }
    long(ask, correction.aliases.iter().map(String::as_str))?;
    known(ask, correction.parties.iter().flatten())?;
    correction.held.as_ref().map_or(Ok(()), |held| dated(ask, held))
}

/// Decisions are on the name in the register; another one would be kept and never hold.
fn by_id(ask: &Ask, name: &str) -> Result<(), Wrong> {
    let id = &refused::mechanism(ask, name)?.id;
    if id == name {
        return Ok(());
    }
    Err(Wrong::refused(ask.t().fill("refused.mechanism-id", &[("name", name), ("id", id)])))
}

fn known<'c>(ask: &Ask, codes: impl IntoIterator<Item = &'c ActorCode>) -> Result<(), Wrong> {
    for code in codes {
        if actor_code(ask.office.lexicon, code.as_str()).as_ref() != Some(code) {
            return Err(Wrong::refused(ask.t().fill("described.no-party", &[("text", code.as_str())])));
        }
    }
    Ok(())
}

fn dated(ask: &Ask, date: &seimei_model::date::Edtf) -> Result<(), Wrong> {
    match date.period() {
        Some(_) => Ok(()),
        None => Err(Wrong::refused(ask.t().fill("edit.no-date", &[("text", date.as_str())]))),
    }
}

fn long<'t>(ask: &Ask, texts: impl IntoIterator<Item = &'t str>) -> Result<(), Wrong> {
    if texts.into_iter().any(|text| text.len() > LONGEST) {
        return Err(Wrong::refused(ask.t().text("wrong.too-long")));
    }
    Ok(())
}
