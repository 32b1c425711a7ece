//! Alignment and stocktake.

use axum::Json;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::printed::register::{ALIGNMENT, Aligned, alignment_rows};

use crate::api::list::{Format, Page, Sheet, csv};
use crate::ask::Ask;
use crate::pages::{alignment as aligned, stocktake as stock};
use crate::wrong::Answer;

/// Lays live commitments side by side across frameworks
#[utoipa::path(get, path = "/alignment", tag = "register", params(aligned::Wanted, Page), responses(
    (status = 200, description = "The alignment", content((Value = "application/json"), (String = "text/csv"))),
))]
pub(super) async fn alignment(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<aligned::Wanted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let asked = wanted.asked(ask)?;
        let registry = &ask.present.registry;
        let alignment = ask.present.ledger.alignment(&asked, registry);
        let rules = registry.rules();
        Ok(match page.form(&headers) {
            Format::Csv => {
                let rows = alignment_rows(&alignment, &asked.today, &rules);
                csv(&Sheet { columns: ALIGNMENT, row: &Vec::clone }, &rows, None)
            }
            Format::Json => Json(Aligned { alignment: &alignment, today: &asked.today, rules: &rules }).into_response(),
        })
    })
    .await
}

/// Takes stock: how the commitments of a partnership stand on a day
#[utoipa::path(get, path = "/stocktake", tag = "register", params(stock::Wanted, stock::Wish), responses(
    (status = 200, description = "The stocktake; as a file in every form but JSON", content(
        (Value = "application/json"), (String = "text/html"), (String = "text/markdown"), (String = "text/plain"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
))]
pub(super) async fn stocktake(
    ask: Ask,
    Query(wanted): Query<stock::Wanted>,
    Query(wish): Query<stock::Wish>,
) -> Answer {
    if !matches!(wish.format.as_str(), "" | "json") {
        return stock::download(ask, Query(wanted), Query(wish)).await;
    }
    ask.answer(move |ask| {
        let asked = wanted.asked(ask)?;
        let stocktake = ask.present.ledger.stocktake(&asked, &ask.present.registry);
        Ok(Json(&*stocktake).into_response())
    })
    .await
}
