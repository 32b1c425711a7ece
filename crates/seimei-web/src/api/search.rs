//! Searching.

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::printed::found::{self as printed, Found, FoundHit};
use seimei_locale::mistake;
use seimei_model::document::DocumentKind;
use seimei_model::identity::DocumentId;
use seimei_search::search::Request;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::list::{Format, Page, Sheet, csv, go_on, joined, with_next};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::search::{Sort, found};
use crate::wrong::{Answer, Wrong};

/// The furthest hit that can be asked for.
const FURTHEST: usize = 10_000;

/// How long a passage may be, in bytes.
const ROOM: usize = 600;

/// The longest query, in characters.
const LONGEST: usize = 1_000;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(search))
}

/// What is looked for.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The query, in the query language; Japanese and English names of fields and values are understood alike.
    #[param(min_length = 1, max_length = 1000, example = "act:welcome")]
    q: String,
    /// Whether documents are wanted, and not provisions.
    #[serde(default)]
    documents: bool,
    /// What comes first.
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    /// Whether hits are counted by party, kind, language, act, topic and year.
    #[serde(default)]
    facets: bool,
}

/// What was found.
#[derive(Serialize, ToSchema)]
struct Searched<'a> {
    #[serde(flatten)]
    found: Found<'a>,
    /// The address of the hits that follow; null at the end.
    next: Option<String>,
}

/// Searches provisions or documents
#[utoipa::path(get, path = "/search", tag = "search", params(Wanted, Page), responses(
    (status = 200, description = "What was found", content(
        (Searched<'static> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn search(ask: Ask, headers: HeaderMap, Query(wanted): Query<Wanted>, Query(page): Query<Page>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let query = wanted.q.trim();
        if query.is_empty() {
            return Err(Wrong::bad(t.text("wrong.no-query")));
        }
        if query.chars().count() > LONGEST {
            return Err(Wrong::bad(t.text("wrong.too-long")));
        }
        let form = page.form(&headers);
        let limit = page.limit(ask, form)?.min(FURTHEST);
        let offset = match page.after() {
            None => 0,
            Some(after) => {
                let offset = after.parse::<usize>().ok().filter(|offset| *offset <= FURTHEST);
                let values = [("text", after), ("most", &FURTHEST.to_string())];
                offset.ok_or_else(|| Wrong::bad(t.fill("wrong.after-hit", &values)))?
            }
        };
        let request = |query| Request {
            query,
            documents: wanted.documents,
            order: wanted.sort.order(),
            offset,
            limit,
            facets: wanted.facets,
            room: ROOM,
        };
        let answer = found(ask, query, request)?;
        let answer = answer.map_err(|mistake| Wrong::bad(mistake::what(&mistake.what, t)))?;
        let record = |id: &DocumentId| Ok::<_, Wrong>(ask.present.document(id).cloned());
        let found = printed::found(query, offset, &answer, record, |_, _| Vec::new())?;
        let end = offset + found.hits.len();
        let next = (end < found.total && end <= FURTHEST && !found.hits.is_empty())
            .then(|| go_on(&ask.path, &end.to_string()));
        if form == Format::Csv {
            let sheet = Sheet { columns: COLUMNS, row: &row };
            return Ok(csv(&sheet, &found.hits, next.as_deref()));
        }
        let told = next.clone();
        Ok(with_next(Json(Searched { found, next }).into_response(), told.as_deref()))
    })
    .await
}

const COLUMNS: &[&str] =
    &["document", "language", "title", "date", "kind", "parties", "score", "provisions", "passages", "acts", "text"];

fn row(hit: &FoundHit) -> Vec<String> {
    vec![
        hit.document.to_string(),
        hit.language.tag().to_owned(),
        hit.title.clone().unwrap_or_default(),
        hit.date.as_ref().map(ToString::to_string).unwrap_or_default(),
        hit.kind.map_or("", DocumentKind::word).to_owned(),
        joined(&hit.parties),
        hit.score.to_string(),
        hit.provisions.to_string(),
        joined(hit.passages.iter().filter_map(|passage| passage.id.as_ref())),
        joined(hit.passages.iter().flat_map(|passage| &passage.acts).map(|act| act.word())),
        joined(hit.passages.iter().map(|passage| passage.text)),
    ]
}
