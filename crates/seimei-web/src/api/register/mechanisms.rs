//! Mechanisms.

use axum::Json;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::printed::mechanisms::{COLUMNS, Listed, row};
use serde_json::Value;

use super::with_number;
use crate::api::list::{List, Page, Sheet};
use crate::ask::Ask;
use crate::pages::mechanisms::Wanted;
use crate::pages::mechanisms::list::begin;
use crate::pages::register::refused;
use crate::wrong::Answer;

/// Lists mechanisms by name; where silence is asked for, those longest silent first
#[utoipa::path(get, path = "/mechanisms", tag = "register", params(Wanted, Page), responses(
    (status = 200, description = "Mechanisms", content((List<Value> = "application/json"), (String = "text/csv"))),
))]
pub(super) async fn mechanisms(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let query = wanted.query(ask)?;
        let registry = &ask.present.registry;
        let (rules, today) = (registry.rules(), query.today.as_str());
        let found = registry.wanted_mechanisms(&query);
        let behind = |after: &str| begin(ask, &found, after);
        let stretch = page.stretch(ask, &headers, found.len(), behind, |place| found[place].id.to_string())?;
        let row = |one: &&Mechanism| row(one, today, &rules);
        let sheet = Sheet { columns: COLUMNS, row: &row };
        Ok(stretch.answer(&found[stretch.range.clone()], &sheet, |one| Listed::new(one, today, &rules)))
    })
    .await
}

/// Shows a mechanism whole. Its tag is the number of the last decision on it
#[utoipa::path(get, path = "/mechanisms/{*name}", tag = "register", params(
    ("name" = String, Path, description = "Its name in the register, or one that documents use for it alone",
        example = "exercise-sea-lantern"),
), responses((status = 200, description = "The mechanism", body = Value)))]
pub(super) async fn mechanism(ask: Ask, Path(name): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let one = refused::mechanism(ask, &name)?;
        let (today, rules) = (ask.office.today(), ask.present.registry.rules());
        Ok(with_number(Json(Listed::new(one, &today, &rules)).into_response(), one.changed))
    })
    .await
}
