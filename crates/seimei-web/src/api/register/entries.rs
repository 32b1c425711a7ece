//! Commitments and the evidence that waits for a decision.

use axum::Json;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::Class;
use seimei_app::archive::register::entry::Entry;
use seimei_app::printed::register::{ENTRY, Listed, Waiting, entry_row, joined};
use serde::Deserialize;
use serde_json::Value;

use super::with_number;
use crate::api::list::{List, Page, Sheet};
use crate::ask::Ask;
use crate::links;
use crate::pages::register::asked::Wanted;
use crate::pages::register::list::{Order, begin};
use crate::pages::register::{inbox, refused};
use crate::wrong::{Answer, Wrong};

/// What comes first.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Sorted {
    /// `said` (as the register has them), `newest` or `due`.
    sort: String,
}

/// Lists commitments, as the register has them
#[utoipa::path(get, path = "/register/entries", tag = "register", params(Wanted, Sorted, Page), responses(
    (status = 200, description = "Commitments, each with its class on the day and the rules by which it was read", content(
        (List<Value> = "application/json"),
        (String = "text/csv"),
    )),
))]
pub(super) async fn entries(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
    Query(sorted): Query<Sorted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let query = wanted.query(ask)?;
        let order = Order::of(ask, &sorted.sort)?;
        let registry = &ask.present.registry;
        let mut found = registry.entries(&query);
        order.put(&mut found);
        let behind = |after: &str| begin(ask, &found, after);
        let stretch = page.stretch(ask, &headers, found.len(), behind, |place| found[place].0.id.to_string())?;
        let (rules, today) = (registry.rules(), query.today.as_str());
        let row = |(entry, class): &(&Entry, Class)| entry_row(entry, *class, today, &rules);
        let sheet = Sheet { columns: ENTRY, row: &row };
        Ok(stretch.answer(&found[stretch.range.clone()], &sheet, |(entry, class)| Listed {
            entry,
            class: class.word(),
            today,
            rules: &rules,
        }))
    })
    .await
}

/// Shows a commitment whole. Its tag is the number of the last decision on it
#[utoipa::path(get, path = "/register/entries/{*name}", tag = "register", params(
    ("name" = String, Path, description = "Its name; the # may be written as /", example = "arv-hta-2024-05-14/ja/p15.1"),
), responses((status = 200, description = "The commitment", body = Value)))]
pub(super) async fn entry(ask: Ask, Path(name): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let name = if name.contains('#') { name } else { links::entry_name(&name) };
        let entry = refused::entry(ask, &name)?;
        let registry = &ask.present.registry;
        let (today, rules) = (ask.office.today(), registry.rules());
        Ok(with_number(Json(registry.shown(entry, &today, &rules)).into_response(), entry.changed))
    })
    .await
}

/// The columns of offers; the words of the JSON keys where there are such.
const OFFER: &[&str] = &["entry", "changed", "evidence", "day", "score", "reasons", "text", "lexicon", "program"];

/// Lists the evidence that waits for a decision, what most speaks for first
#[utoipa::path(get, path = "/register/evidence", tag = "register", params(Wanted, Page), responses(
    (status = 200, description = "Offers, each with the entry it is for and the reasons", content(
        (List<Value> = "application/json"),
        (String = "text/csv"),
    )),
))]
pub(super) async fn evidence(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let found = inbox::wanted(ask, &wanted)?;
        let rules = ask.present.registry.rules();
        let waiting: Vec<Waiting> = found
            .iter()
            .map(|(entry, offer)| Waiting {
                entry: &entry.id,
                changed: entry.changed,
                offer: &entry.offers[*offer],
                rules: &rules,
            })
            .collect();
        let reason = |reason: &seimei_app::archive::register::entry::Reason| {
            let value = serde_json::to_value(reason).unwrap_or_default();
            value.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let row = |one: &Waiting| {
            vec![
                one.entry.to_string(),
                one.changed.to_string(),
                one.offer.id.to_string(),
                one.offer.day.clone().unwrap_or_default(),
                one.offer.score.to_string(),
                joined(one.offer.reasons.iter().map(reason)),
                one.offer.text.clone(),
                one.rules.lexicon.clone(),
                one.rules.program.to_string(),
            ]
        };
        let key = |one: &Waiting| format!("{}~{}", one.entry, one.offer.id);
        page.answer(ask, &headers, &waiting, key, &Sheet { columns: OFFER, row: &row })
    })
    .await
}

/// Refuses what is no JSON, or no such thing, with the place of the mistake.
pub(super) fn parsed<T: serde::de::DeserializeOwned>(ask: &Ask, bytes: &[u8]) -> Result<T, Wrong> {
    let wrong = |error: &serde_json::Error| ask.t().fill("register-api.no-json", &[("reason", &error.to_string())]);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| Wrong::bad(wrong(&error)))?;
    serde_json::from_value(value).map_err(|error| Wrong::refused(wrong(&error)))
}
