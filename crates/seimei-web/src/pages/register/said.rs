//! What forms say of an entry: confirmed, corrected, split, merged, rejected, evidence taken, judged, placed.

use std::sync::Arc;

use axum::extract::{FromRequest as _, Multipart, Path, Request as Sent};
use axum_extra::extract::Form;
use seimei_app::archive::register::Request;
use seimei_app::archive::register::entry::Entry;
use seimei_model::act::ActKind;
use seimei_model::decision::{Correction, Decision, Judgement, Standpoint, Status};
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::{EvidenceId, UndertakingId};
use serde::Deserialize;

use crate::ask::Ask;
use crate::links;
use crate::office::Office;
use crate::pages::form::told;
use crate::pages::register::asked;
use crate::pages::register::attached::Attached;
use crate::pages::register::decide::decide as decided;
use crate::pages::register::{refused, shown};
use crate::pages::see;
use crate::wrong::{Answer, Wrong};

/// The decisions that an entry's address ends in.
const VERBS: [&str; 11] =
    ["confirm", "correct", "split", "merge", "reject", "accept", "decline", "attach", "assess", "place", "unplace"];

/// What any of the forms sends; each fills in its own fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Said {
    pub(crate) csrf: String,
    seen: String,
    reason: String,
    back: String,
    provision: Vec<String>,
    status: String,
    standpoint: String,
    independent: String,
    assessor: String,
    day: String,
    evidence: Vec<String>,
    off: Vec<String>,
    other: String,
    area: String,
    pub(crate) what: String,
    pub(crate) by: String,
    pub(crate) to: String,
    pub(crate) due: String,
    pub(crate) act: String,
    pub(crate) topic: Vec<String>,
    pub(crate) mechanisms: String,
    pub(crate) source: String,
}

/// Takes a decision on an entry: the last part of the address says which.
pub(crate) async fn decide(
    axum::extract::State(office): axum::extract::State<Arc<Office>>,
    ask: Ask,
    Path(name): Path<String>,
    sent: Sent,
) -> Answer {
    let Some((name, verb)) = name.rsplit_once('/').filter(|(_, verb)| VERBS.contains(verb)) else {
        return Err(Wrong::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", ""));
    };
    let (name, verb) = (links::entry_name(name), verb.to_owned());
    if verb == "attach" {
        let parts = Multipart::from_request(sent, &office).await.map_err(|error| {
            Wrong::new(error.status(), "bad_request", ask.t().fill("add.broken", &[("reason", &error.body_text())]))
        })?;
        let attached = Attached::received(&ask, parts).await?;
        ask.check(&attached.csrf)?;
        return ask.answer(move |ask| attach(ask, &name, attached)).await;
    }
    let form = Form::<Said>::from_request(sent, &office).await;
    let Form(said) = form.map_err(|error| Wrong::new(error.status(), "bad_request", error.to_string()))?;
    ask.check(&said.csrf)?;
    ask.answer(move |ask| {
        let entry = refused::entry(ask, &name)?;
        let seen = number(ask, &said.seen)?;
        let reason = said.reason.trim();
        let decisions = decisions(ask, entry, &verb, &said)?.into_iter();
        let requests = decisions.map(|decision| Request { decision, reason: reason.to_owned(), seen, file: None });
        decided(ask, requests.collect())?;
        onwards(&said.back, entry)
    })
    .await
}

/// Takes evidence from a form.
fn attach(ask: &Ask, name: &str, attached: Attached) -> Answer {
    let entry = refused::entry(ask, name)?;
    let back = attached.back.clone();
    decided(ask, vec![attached.request(ask, entry.id.clone(), None)?])?;
    onwards(&back, entry)
}

/// Leads to where a form came from, or to the entry.
fn onwards(back: &str, entry: &Entry) -> Answer {
    match told(back) {
        Some(back) => see(links::back(&back)),
        None => see(&format!("{}#decided", links::entry(&entry.id))),
    }
}

/// Returns the number of the decision that was seen.
pub(super) fn number(ask: &Ask, text: &str) -> Result<Option<u64>, Wrong> {
    let number = |text: String| {
        text.parse().map_err(|_| Wrong::bad(ask.t().fill("register-page.no-number", &[("text", &text)])))
    };
    told(text).map(number).transpose()
}

/// Returns the decisions that a form means.
fn decisions(ask: &Ask, of: &Entry, verb: &str, said: &Said) -> Result<Vec<Decision>, Wrong> {
    let entry = of.id.clone();
    Ok(match verb {
        "confirm" => vec![Decision::Confirmed { entry }],
        "reject" => vec![Decision::Rejected { entry }],
        "correct" => vec![Decision::Corrected { entry, correction: correction(ask, Some(of), said)? }],
        "split" => vec![Decision::Split { entry, off: undertakings(ask, &said.off)? }],
        "merge" => {
            let other = refused::entry(ask, &links::entry_name(said.other.trim()))?.id.clone();
            vec![Decision::Merged { entry, other }]
        }
        "accept" | "decline" => {
            let decision = |provision| match verb {
                "accept" => Decision::EvidenceAccepted { entry: entry.clone(), provision },
                _ => Decision::EvidenceDeclined { entry: entry.clone(), provision },
            };
            let provisions = provisions(ask, &said.provision)?;
            if provisions.is_empty() {
                return Err(Wrong::refused(ask.t().text("refused.no-offer")));
            }
            provisions.into_iter().map(decision).collect()
        }
        "assess" => vec![Decision::Assessed { entry, judgement: judgement(ask, said)? }],
        "place" => vec![Decision::Placed { entry, area: asked::area(ask, &said.area)? }],
        _ => vec![Decision::NotPlaced { entry, area: asked::area(ask, &said.area)? }],
    })
}

fn judgement(ask: &Ask, said: &Said) -> Result<Judgement, Wrong> {
    let t = ask.t();
    let status = Status::from_word(said.status.trim());
    let words = t.list(Status::ALL.iter().map(|status| status.word()));
    let no_status = || Wrong::refused(t.fill("register-page.no-status", &[("text", &said.status), ("words", &words)]));
    let is_independent =
        asked::flag(ask, "independent", &said.independent)?.unwrap_or(said.standpoint == "independent");
    let mut evidence = Vec::new();
    for name in said.evidence.iter().filter_map(|name| told(name)) {
        let id: EvidenceId =
            name.parse().map_err(|_| Wrong::bad(t.fill("register.no-provision-name", &[("text", &name)])))?;
        if !evidence.contains(&id) {
            evidence.push(id);
        }
    }
    Ok(Judgement {
        status: status.ok_or_else(no_status)?,
        standpoint: if is_independent { Standpoint::Independent } else { Standpoint::Own },
        assessor: told(&said.assessor).unwrap_or_else(|| ask.by().to_owned()),
        day: told(&said.day).unwrap_or_else(|| ask.office.today()),
        evidence,
    })
}

/// Returns the provisions of these names; each is there.
fn provisions(ask: &Ask, names: &[String]) -> Result<Vec<ProvisionId>, Wrong> {
    let t = ask.t();
    let mut found = Vec::new();
    for name in names.iter().filter_map(|name| told(name)) {
        let provision = ask.present.registry.provision(&name);
        let provision =
            provision.ok_or_else(|| Wrong::bad(t.fill("register.no-provision-name", &[("text", &name)])))?;
        if !found.contains(&provision) {
            found.push(provision);
        }
    }
    Ok(found)
}

fn undertakings(ask: &Ask, names: &[String]) -> Result<Vec<UndertakingId>, Wrong> {
    let t = ask.t();
    let parsed = |name: &String| {
        name.trim().parse().map_err(|_| Wrong::bad(t.fill("refused.no-undertaking", &[("text", name)])))
    };
    names.iter().map(parsed).collect()
}

/// Returns what a form says of a commitment's fields otherwise than they are; without an entry, all that it says.
pub(crate) fn correction(ask: &Ask, entry: Option<&Entry>, said: &Said) -> Result<Correction, Wrong> {
    let t = ask.t();
    let sorted = |text: &str| {
        let mut codes = asked::actors(ask, &[text.to_owned()])?;
        codes.sort();
        Ok::<_, Wrong>(codes)
    };
    let (by, to) = (sorted(&said.by)?, sorted(&said.to)?);
    let chosen = asked::topics(ask, &said.topic)?;
    let due = asked::date(ask, &said.due)?;
    let act = match told(&said.act) {
        None => None,
        Some(word) => {
            let act = ActKind::from_word(&word);
            Some(act.ok_or_else(|| Wrong::refused(t.fill("register-page.no-act", &[("text", &word)])))?)
        }
    };
    let mechanisms: Vec<String> = said.mechanisms.split([';', '；']).filter_map(told).collect();
    let what = said.what.trim().to_owned();
    let Some(entry) = entry else {
        return Ok(Correction {
            what: Some(what),
            by: Some(by),
            to: Some(to).filter(|to| !to.is_empty()),
            due: due.map(Some),
            act,
            topics: Some(chosen).filter(|topics| !topics.is_empty()),
            mechanisms: Some(mechanisms).filter(|mechanisms| !mechanisms.is_empty()),
        });
    };
    // Boxes tell no order: what is kept stays where it was, what is new comes last.
    let kept = entry.topics.iter().filter(|topic| chosen.contains(topic));
    let topics: Vec<_> = kept.chain(chosen.iter().filter(|topic| !entry.topics.contains(topic))).cloned().collect();
    let same = |one: &[seimei_model::code::ActorCode], other: &[seimei_model::code::ActorCode]| {
        let mut known = other.to_vec();
        known.sort();
        one == known
    };
    Ok(Correction {
        what: Some(what).filter(|what| *what != entry.what.trim()),
        by: (!same(&by, &entry.by)).then_some(by),
        to: (!same(&to, &entry.to)).then_some(to),
        due: (due != entry.due).then_some(due),
        act: act.filter(|act| *act != entry.act),
        topics: (topics != entry.topics).then_some(topics),
        mechanisms: (mechanisms != entry.mechanisms).then_some(mechanisms),
    })
}

/// Returns what the form of correction begins with: the commitment as it is.
pub(crate) fn as_is(entry: &Entry) -> Said {
    let codes = |codes: &[seimei_model::code::ActorCode]| crate::pages::documents::parties(codes);
    Said {
        what: entry.what.clone(),
        by: codes(&entry.by),
        to: codes(&entry.to),
        due: entry.due.as_ref().map(|due| due.as_str().to_owned()).unwrap_or_default(),
        act: entry.act.word().to_owned(),
        topic: entry.topics.iter().map(ToString::to_string).collect(),
        mechanisms: entry.mechanisms.join("; "),
        ..Said::default()
    }
}

/// Returns the provision that an added commitment stands in.
pub(crate) fn source(ask: &Ask, said: &Said) -> Result<Option<ProvisionId>, Wrong> {
    Ok(provisions(ask, std::slice::from_ref(&said.source))?.into_iter().next())
}

/// Returns the reason.
pub(crate) fn reason(said: &Said) -> String {
    said.reason.trim().to_owned()
}

/// Returns the acts by which somebody can be bound, each with its label.
pub(crate) fn acts(ask: &Ask) -> Vec<(&'static str, String)> {
    let label = |act: &ActKind| (act.word(), ask.t().label("act", act.word()).to_owned());
    ActKind::ALL.iter().map(label).collect()
}

/// Returns all topics, each with its label and whether it is among the chosen ones.
pub(crate) fn topics(ask: &Ask, chosen: &[String]) -> Vec<(&'static str, String, bool)> {
    let topic =
        |id: &&'static str| (*id, ask.t().label("topic", id).to_owned(), chosen.iter().any(|chosen| chosen == id));
    seimei_app::names::TOPICS.iter().map(topic).collect()
}

/// Returns the names of what was shown as evidence, for a list of boxes to tick.
pub(crate) fn ticks(all: &[shown::ShownEvidence]) -> Vec<(String, String)> {
    all.iter().map(|one| (one.name.clone(), format!("{} · {}", one.day.words, one.source))).collect()
}
