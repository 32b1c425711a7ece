//! Deciding, and the log of decisions.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum_extra::extract::Query;
use seimei_app::archive::register::Request;
use seimei_app::printed::register::{Decided, joined};
use seimei_model::decision::{Decision, DecisionRecord};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::entries::parsed;
use super::{seen, with_number};
use crate::api::list::{List, Page, Sheet};
use crate::ask::Ask;
use crate::links;
use crate::pages::register::decide::decide as decided;
use crate::pages::register::refused;
use crate::wrong::{Answer, Wrong};

/// A decision as programs send it: its own keys, why, and what was seen.
#[derive(Debug, Deserialize)]
struct Sent {
    #[serde(flatten)]
    decision: Decision,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    seen: Option<u64>,
}

/// A decision: its kind and the keys of that kind, as `docs/register.md` describes them.
#[derive(ToSchema)]
#[schema(example = json!({
    "decision": "confirmed", "entry": "arv-hta-2024-05-14/ja#p15.1", "reason": "as in the Japanese text", "seen": 0
}))]
#[expect(dead_code, reason = "only described")]
struct NewDecision {
    /// What is decided: `confirmed`, `corrected`, `split`, `merged`, `rejected`, `added`, `evidence_accepted`,
    /// `evidence_declined`, `evidence_attached`, `assessed`, `placed`, `not_placed`, `programme_kept`, `programme_removed`,
    /// `mechanisms_joined`, `mechanism_corrected`, `mechanism_rejected`, `undone`.
    decision: String,
    /// The entry it is about, where it is about one.
    entry: Option<String>,
    /// Why. Needed for what rejects or corrects.
    reason: Option<String>,
    /// The number of the last decision that was seen on it; `If-Match` says the same.
    seen: Option<u64>,
}

/// What was recorded.
#[derive(Serialize, ToSchema)]
pub(super) struct Made {
    /// What was decided.
    decision: String,
    /// The numbers of the changes; `undo` takes them.
    numbers: Vec<u64>,
    /// In whose name.
    by: String,
    /// Why.
    reason: String,
    /// The entry it is about now, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    /// The name of evidence that was attached.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
}

/// The columns of decisions.
const DECISION: &[&str] = &["number", "at", "by", "decision", "subjects", "reason", "undone_by", "displaced"];

/// Which decisions are wanted.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct About {
    /// Only those about this entry.
    entry: String,
}

/// Lists decisions, the newest first
#[utoipa::path(get, path = "/register/decisions", tag = "register", params(About, Page), responses(
    (status = 200, description = "Decisions, undone ones too", content(
        (List<Value> = "application/json"),
        (String = "text/csv"),
    )),
))]
pub(super) async fn decisions(
    ask: Ask,
    headers: HeaderMap,
    Query(about): Query<About>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let registry = &ask.present.registry;
        let mut records: Vec<&DecisionRecord> = match about.entry.trim() {
            "" => registry.decisions().iter().collect(),
            name => registry.history(refused::entry(ask, name)?),
        };
        records.reverse();
        let all = registry.decided(records.iter().copied());
        let row = |one: &Decided| {
            let value = serde_json::to_value(one).unwrap_or_default();
            let text = |key: &str| match value.get(key) {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(text)) => text.clone(),
                Some(Value::Array(values)) => joined(values.iter().filter_map(Value::as_str)),
                Some(other) => other.to_string(),
            };
            let kind = value.get("decision").and_then(|one| one.get("decision")).and_then(Value::as_str);
            DECISION
                .iter()
                .map(|key| if *key == "decision" { kind.unwrap_or_default().to_owned() } else { text(key) })
                .collect()
        };
        page.answer(ask, &headers, &all, |one| one.number().to_string(), &Sheet { columns: DECISION, row: &row })
    })
    .await
}

/// Makes a decision. `If-Match` names the number of the last decision that was seen on it
#[utoipa::path(post, path = "/register/decisions", tag = "register", request_body = NewDecision, responses(
    (status = 201, description = "It was recorded", body = Made),
    (status = 409, description = "Somebody decided on it meanwhile: who and when is told"),
))]
pub(super) async fn decide(ask: Ask, headers: HeaderMap, body: Bytes) -> Answer {
    ask.answer(move |ask| {
        let sent: Sent = parsed(ask, &body)?;
        made(ask, sent.decision, &sent.reason, seen(ask, &headers)?.or(sent.seen))
    })
    .await
}

/// Why a decision is undone.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
struct Why {
    /// Why.
    reason: String,
}

/// Undoes a decision; it stays in the log
#[utoipa::path(post, path = "/register/decisions/{number}/undo", tag = "register", params(
    ("number" = u64, Path, description = "Its number"),
), request_body = Why, responses(
    (status = 201, description = "It no longer holds", body = Made),
    (status = 409, description = "It was undone already, or somebody decided on the same meanwhile"),
))]
pub(super) async fn undo(ask: Ask, Path(number): Path<u64>, headers: HeaderMap, body: Bytes) -> Answer {
    ask.answer(move |ask| {
        let why: Why = if body.is_empty() { Why::default() } else { parsed(ask, &body)? };
        made(ask, Decision::Undone { number }, &why.reason, seen(ask, &headers)?)
    })
    .await
}

fn made(ask: &Ask, decision: Decision, reason: &str, seen: Option<u64>) -> Answer {
    let reason = reason.trim().to_owned();
    let decision = match decision {
        Decision::ProgrammeKept { programme } => return kept(ask, *programme, &reason, seen),
        decision => decision,
    };
    let request = Request { decision: decision.clone(), reason: reason.clone(), seen, file: None };
    let numbers = decided(ask, vec![request])?;
    Ok(recorded(ask, &decision, reason, numbers))
}

/// Tells what was recorded, and where it is.
pub(super) fn recorded(ask: &Ask, decision: &Decision, reason: String, numbers: Vec<u64>) -> Response {
    let number = numbers.first().copied().unwrap_or(0);
    let entry = match decision {
        Decision::Added { .. } => Some(format!("c-{number}")),
        decision => entry_of(decision).map(ToString::to_string),
    };
    let address = entry.as_ref().and_then(|name| name.parse().ok()).map(|id| links::entry(&id));
    let answer = Made {
        decision: decision.word().to_owned(),
        numbers,
        by: ask.by().to_owned(),
        reason,
        entry,
        evidence: matches!(decision, Decision::EvidenceAttached { .. }).then(|| format!("e-{number}")),
    };
    let mut response = with_number((StatusCode::CREATED, Json(answer)).into_response(), number);
    let location = address.unwrap_or_else(|| "/register/decisions".to_owned());
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1{location}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Keeps a programme, with what follows for other editions and for entries in its areas.
pub(super) fn kept(
    ask: &Ask,
    programme: seimei_model::programme::Programme,
    reason: &str,
    seen: Option<u64>,
) -> Answer {
    let id = programme.id.clone();
    let was_there = ask.present.registry.register().programmes.contains_key(&id);
    let numbers = crate::pages::programmes::keep(ask, vec![programme], reason, seen)?;
    let number = numbers.first().copied().unwrap_or(0);
    let status = if was_there { StatusCode::OK } else { StatusCode::CREATED };
    let answer = Made {
        decision: "programme_kept".to_owned(),
        numbers,
        by: ask.by().to_owned(),
        reason: reason.to_owned(),
        entry: None,
        evidence: None,
    };
    let mut response = with_number((status, Json(answer)).into_response(), number);
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/programmes/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

fn entry_of(decision: &Decision) -> Option<&seimei_model::undertaking::EntryId> {
    match decision {
        Decision::Confirmed { entry }
        | Decision::Corrected { entry, .. }
        | Decision::Split { entry, .. }
        | Decision::Merged { entry, .. }
        | Decision::Rejected { entry }
        | Decision::EvidenceAccepted { entry, .. }
        | Decision::EvidenceDeclined { entry, .. }
        | Decision::EvidenceAttached { entry, .. }
        | Decision::Assessed { entry, .. }
        | Decision::Placed { entry, .. }
        | Decision::NotPlaced { entry, .. } => Some(entry),
        _ => None,
    }
}

/// Refuses a name that leads to no programme file.
pub(super) fn faulty(faults: &str) -> Wrong {
    Wrong::refused(faults)
}
