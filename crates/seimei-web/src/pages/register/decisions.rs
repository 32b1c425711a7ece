//! The log of decisions: who decided what, when and why; and undoing one.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::{Form, Query};
use seimei_app::archive::register::Request;
use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::undertaking::EntryId;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::form::told;
use crate::pages::register::decide::decide;
use crate::pages::register::shown::teller;
use crate::pages::see;
use crate::wrong::{Answer, Wrong};

/// Decisions on a page.
const PAGE: usize = 100;

/// A decision as shown.
pub(crate) struct Line {
    pub(crate) number: u64,
    pub(crate) at: String,
    pub(crate) by: String,
    pub(crate) what: String,
    pub(crate) subject: String,
    pub(crate) address: Option<String>,
    pub(crate) detail: String,
    pub(crate) reason: String,
    /// The number of the decision that undid it.
    pub(crate) undone: Option<u64>,
    pub(crate) is_displaced: bool,
}

/// Returns decisions as shown, in the order given.
pub(crate) fn lines<'r>(ask: &Ask, records: impl IntoIterator<Item = &'r DecisionRecord>) -> Vec<Line> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let (undone, displaced) = (registry.undone(), registry.displaced());
    let line = |record: &DecisionRecord| {
        let (subject, address) = subject(ask, record);
        Line {
            number: record.number,
            at: seimei_locale::refusal::moment(&record.at),
            by: record.by.clone(),
            what: t.label("decision", record.decision.word()).to_owned(),
            subject,
            address,
            detail: teller.detail(&record.decision),
            reason: record.reason.clone(),
            undone: undone.get(&record.number).copied(),
            is_displaced: displaced.contains(&record.number),
        }
    };
    records.into_iter().map(line).collect()
}

/// Returns what a decision is about, and the address where it stands now.
fn subject(ask: &Ask, record: &DecisionRecord) -> (String, Option<String>) {
    let registry = &ask.present.registry;
    let entry = |id: &EntryId| {
        let entry = registry.register().entry(id);
        let rejected = || registry.register().rejected.iter().find(|entry| entry.id == *id);
        match entry.or_else(rejected) {
            Some(entry) => (entry.what.clone(), Some(links::entry(&entry.id))),
            None => (id.to_string(), None),
        }
    };
    let mechanism = |name: &str| {
        let address = registry.find_mechanism(name).ok().map(|one| format!("/mechanisms/{}", links::part(&one.id)));
        (name.to_owned(), address)
    };
    let programme = |id: &seimei_model::programme::ProgrammeId| {
        let is_there = registry.register().programmes.contains_key(id);
        (id.to_string(), is_there.then(|| format!("/programmes/{id}")))
    };
    match &record.decision {
        Decision::Confirmed { entry: id }
        | Decision::Corrected { entry: id, .. }
        | Decision::Split { entry: id, .. }
        | Decision::Merged { entry: id, .. }
        | Decision::Rejected { entry: id }
        | Decision::EvidenceAccepted { entry: id, .. }
        | Decision::EvidenceDeclined { entry: id, .. }
        | Decision::EvidenceAttached { entry: id, .. }
        | Decision::Assessed { entry: id, .. }
        | Decision::Placed { entry: id, .. }
        | Decision::NotPlaced { entry: id, .. } => entry(id),
        Decision::Added { .. } => entry(&EntryId::Added(record.number)),
        Decision::ProgrammeKept { programme: kept } => programme(&kept.id),
        Decision::ProgrammeRemoved { programme: id } => programme(id),
        Decision::MechanismsJoined { mechanism: name, .. }
        | Decision::MechanismCorrected { mechanism: name, .. }
        | Decision::MechanismRejected { mechanism: name } => mechanism(name),
        Decision::ReadingCorrected { provision, .. } => {
            (super::shown::source(ask, provision), Some(links::provision(provision)))
        }
        Decision::Undone { .. } => (String::new(), None),
    }
}

/// Where the log goes on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    before: String,
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct Page<'m> {
    frame: Frame<'m>,
    count: String,
    lines: Vec<Line>,
    back: String,
    first: Option<String>,
    next: Option<String>,
}

/// Shows the log, the newest first.
pub(crate) async fn page(ask: Ask, Query(from): Query<From>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let before = told(&from.before).map(|text| {
            let wrong = || Wrong::bad(t.fill("register-page.no-number", &[("text", &text)]));
            text.parse::<u64>().map_err(|_| wrong())
        });
        let before = before.transpose()?;
        let all = ask.present.registry.decisions();
        let wanted = all.iter().rev().filter(|record| before.is_none_or(|before| record.number < before));
        let mut shown: Vec<&DecisionRecord> = wanted.take(PAGE + 1).collect();
        let has_more = shown.len() > PAGE;
        shown.truncate(PAGE);
        let next = shown.last().filter(|_| has_more).map(|last| format!("/register/decisions?before={}", last.number));
        show(&Page {
            frame: ask.frame(Place::Decisions, t.text("nav.decisions")),
            count: t.count("register.count-decisions", all.len()),
            lines: lines(ask, shown),
            back: ask.path.clone(),
            first: before.map(|_| "/register/decisions".to_owned()),
            next,
        })
    })
    .await
}

/// What the button sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Undoing {
    csrf: String,
    reason: String,
    back: String,
}

/// Undoes a decision.
pub(crate) async fn undo(ask: Ask, Path(number): Path<u64>, Form(said): Form<Undoing>) -> Answer {
    ask.check(&said.csrf)?;
    ask.answer(move |ask| {
        let decision = Decision::Undone { number };
        decide(ask, vec![Request { decision, reason: said.reason.trim().to_owned(), seen: None, file: None }])?;
        let back = told(&said.back).unwrap_or_else(|| "/register/decisions".to_owned());
        see(links::back(&back))
    })
    .await
}
