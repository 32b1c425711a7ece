//! A programme as a file.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::programme::{csv, toml};
use serde::Deserialize;

use super::whole::kept;
use crate::ask::Ask;
use crate::wrong::{Answer, Wrong};

/// In which form it is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    format: String,
}

/// Gives a programme as a file.
pub(super) async fn give(ask: Ask, Path(id): Path<String>, Query(form): Query<Form>) -> Answer {
    ask.answer(move |ask| {
        let programme = &kept(ask, &id)?.programme;
        let (text, kind, ending) = match form.format.as_str() {
            "" | "toml" => (toml::to_toml(programme), "application/toml; charset=utf-8", "toml"),
            "csv" => (csv::to_csv(programme, true), "text/csv; charset=utf-8", "csv"),
            other => return Err(Wrong::bad(ask.t().fill("register-page.no-format", &[("text", other)]))),
        };
        let name = format!("attachment; filename=\"{}.{ending}\"", programme.id);
        Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response())
    })
    .await
}
