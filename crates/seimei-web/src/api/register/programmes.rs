//! Programmes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::ProgrammeForm;
use seimei_app::archive::register::programme::progress::progress;
use seimei_app::archive::register::programme::{csv, toml};
use seimei_app::printed::programmes::{COLUMNS, listed, row, shown};
use seimei_locale::told::faults;
use seimei_model::programme::{Programme, ProgrammeId};
use serde::Deserialize;
use serde_json::Value;

use super::decisions::{faulty, kept};
use super::entries::parsed;
use super::{seen, with_number};
use crate::api::list::{List, Page, Sheet};
use crate::ask::Ask;
use crate::pages::programmes::read;
use crate::pages::register::asked;
use crate::wrong::{Answer, Wrong};

/// Lists programmes, the editions of each in order
#[utoipa::path(get, path = "/programmes", tag = "register", params(Page), responses(
    (status = 200, description = "Programmes", content((List<Value> = "application/json"), (String = "text/csv"))),
))]
pub(super) async fn programmes(ask: Ask, headers: HeaderMap, Query(page): Query<Page>) -> Answer {
    ask.answer(move |ask| {
        let registry = &ask.present.registry;
        let ids: Vec<ProgrammeId> = registry.editions(&[]).chains.into_iter().flatten().collect();
        let all: Vec<Value> = ids.iter().filter_map(|id| listed(id, registry)).collect();
        let id = |one: &Value| one.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let cells = |one: &Value| id(one).parse().ok().and_then(|id| row(&id, registry)).unwrap_or_default();
        page.answer(ask, &headers, &all, id, &Sheet { columns: COLUMNS, row: &cells })
    })
    .await
}

/// In which form a programme is wanted, for which day.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Wish {
    /// `json`, `toml` or `csv`.
    format: String,
    /// How it stands on this day; today where it is left out.
    date: String,
}

/// Shows a programme whole: what it is, how far it is, which commitments belong to its areas
#[utoipa::path(get, path = "/programmes/{id}", tag = "register", params(
    ("id" = String, Path, description = "Its name", example = "arv-hta-2025"), Wish,
), responses((status = 200, description = "The programme", content(
    (Value = "application/json"), (String = "application/toml"), (String = "text/csv"),
))))]
pub(super) async fn programme(ask: Ask, Path(id): Path<String>, Query(wish): Query<Wish>) -> Answer {
    ask.answer(move |ask| {
        let registry = &ask.present.registry;
        let id = asked::programme(ask, &id)?;
        let kept = registry.register().programmes.get(&id).ok_or_else(|| Wrong::missing(""))?;
        let text = |kind: &'static str, text: String| ([(header::CONTENT_TYPE, kind)], text).into_response();
        let response = match wish.format.as_str() {
            "" | "json" => {
                let day = asked::period(ask, &wish.date)?.map_or_else(|| ask.office.today(), |(_, last)| last);
                Json(shown(kept, &progress(&kept.programme, &day), registry)).into_response()
            }
            "toml" => text("application/toml; charset=utf-8", toml::to_toml(&kept.programme)),
            "csv" => text("text/csv; charset=utf-8", csv::to_csv(&kept.programme, true)),
            other => return Err(Wrong::bad(ask.t().fill("register-page.no-format", &[("text", other)]))),
        };
        Ok(with_number(response, kept.changed))
    })
    .await
}

/// Why a programme is kept.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Why {
    /// Why.
    reason: String,
}

/// Keeps a programme, as JSON (the key `programme` of what is shown), TOML or CSV. Faults are told with their places
#[utoipa::path(put, path = "/programmes/{id}", tag = "register", params(
    ("id" = String, Path, description = "Its name, as in what is sent"), Why,
), request_body(content((Value = "application/json"), (String = "application/toml"), (String = "text/csv"))), responses(
    (status = 200, description = "It is kept in place of what was there", body = Value),
    (status = 201, description = "It is kept", body = Value),
    (status = 409, description = "Somebody changed it meanwhile: who and when is told"),
))]
pub(super) async fn keep(
    ask: Ask,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(why): Query<Why>,
    body: Bytes,
) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let form = match kind.split(';').next().unwrap_or_default().trim() {
            "application/json" => None,
            "application/toml" | "text/toml" => Some(ProgrammeForm::Toml),
            "text/csv" => Some(ProgrammeForm::Csv),
            _ => {
                let status = axum::http::StatusCode::UNSUPPORTED_MEDIA_TYPE;
                return Err(Wrong::new(status, "unsupported_media_type", ""));
            }
        };
        let (text, form) = match form {
            // What comes as JSON is looked at as TOML is: the same faults, without places.
            None => (toml::to_toml(&parsed::<Programme>(ask, &body)?), ProgrammeForm::Toml),
            Some(form) => {
                let text = std::str::from_utf8(&body);
                let wrong = |_| Wrong::bad(t.fill("programme.not-text", &[("file", &id)]));
                (text.map_err(wrong)?.to_owned(), form)
            }
        };
        let programme = read(ask, &text, form).map_err(|all| faulty(&faults::of_file(&id, &all, t)))?;
        if programme.id.as_str() != id {
            let values = [("id", id.as_str()), ("other", programme.id.as_str())];
            return Err(Wrong::refused(t.fill("register-api.other-programme", &values)));
        }
        kept(ask, programme, why.reason.trim(), seen(ask, &headers)?)
    })
    .await
}
