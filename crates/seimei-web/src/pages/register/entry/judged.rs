//! How an entry is judged.

use seimei_app::archive::register::entry::{Assessment, Entry};
use seimei_app::archive::register::verdicts;
use seimei_locale::told;
use seimei_model::decision::Standpoint;
use seimei_model::undertaking::EvidenceId;

use crate::ask::Ask;
use crate::links;
use crate::pages::register::shown::{Date, day, source};

/// A judgement as shown.
pub(super) struct Judged {
    pub(super) status: &'static str,
    pub(super) label: String,
    pub(super) step: &'static str,
    pub(super) assessor: String,
    pub(super) day: Date,
    pub(super) reason: String,
    pub(super) rests_on: Vec<(String, Option<String>)>,
    pub(super) entered: String,
    pub(super) counts: bool,
}

/// Returns the judgements, own and independent apart, those that were entered last first.
pub(super) fn judged(ask: &Ask, entry: &Entry, today: &str) -> Vec<(String, Vec<Judged>)> {
    let t = ask.t();
    let counting = verdicts(entry, today);
    let mut all = Vec::new();
    for (standpoint, counts) in [Standpoint::Own, Standpoint::Independent].into_iter().zip(counting) {
        let of = entry.assessments.iter().rev().filter(|one| one.judgement.standpoint == standpoint);
        let of: Vec<Judged> = of.map(|one| judgement(ask, one, counts)).collect();
        if !of.is_empty() {
            all.push((told::standpoint(standpoint, t).to_owned(), of));
        }
    }
    all
}

fn judgement(ask: &Ask, one: &Assessment, counts: Option<&Assessment>) -> Judged {
    let t = ask.t();
    let judgement = &one.judgement;
    let rests_on = judgement.evidence.iter().map(|id| match id {
        EvidenceId::Provision(provision) => (source(ask, provision), Some(links::provision(provision))),
        EvidenceId::Attached(_) => (id.to_string(), None),
    });
    let (n, at) = (one.decided.number.to_string(), seimei_locale::refusal::moment(&one.decided.at));
    Judged {
        status: judgement.status.word(),
        label: t.label("status", judgement.status.word()).to_owned(),
        step: told::compliance(one.compliance),
        assessor: judgement.assessor.clone(),
        day: day(ask, Some(&judgement.day)),
        reason: one.decided.reason.clone(),
        rests_on: rests_on.collect(),
        entered: t.fill("register.entered", &[("by", &one.decided.by), ("at", &at), ("n", &n)]),
        counts: counts.is_some_and(|counts| counts.decided.number == one.decided.number),
    }
}
