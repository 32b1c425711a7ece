//! The provisions of a document as a list.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum_extra::extract::Query;
use seimei_model::act::ActKind;
use seimei_model::identity::ExpressionId;
use seimei_model::provision::Provision;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Place;
use crate::api::list::{List, Page, Sheet, joined};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::room::text_of;
use crate::wrong::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(provisions))
}

/// What is wanted of the provisions. What is empty wants all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Chosen {
    /// With one of these acts.
    #[param(max_items = 30)]
    act: Vec<ActKind>,
    /// About one of these.
    #[param(max_items = 30)]
    topic: Vec<String>,
    /// Whether an actor binds itself.
    commitment: Option<bool>,
}

impl Chosen {
    fn wants(&self, provision: &Provision) -> bool {
        let has_act = self.act.is_empty() || provision.acts.iter().any(|act| self.act.contains(&act.act));
        let is_about = |wanted: &String| provision.topics.iter().any(|topic| topic.as_str() == wanted);
        let binds = provision.acts.iter().any(|act| act.commitment);
        has_act
            && (self.topic.is_empty() || self.topic.iter().any(is_about))
            && self.commitment.is_none_or(|wanted| wanted == binds)
    }
}

/// Lists the provisions of a document in their order
#[utoipa::path(get, path = "/documents/{document}/{language}/provisions", tag = "texts", params(Place, Chosen, Page), responses(
    (status = 200, description = "Provisions with what was read in them", content(
        (List<Provision> = "application/json"),
        (String = "text/csv"),
    )),
))]
async fn provisions(
    ask: Ask,
    headers: HeaderMap,
    Path((document, language)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let (_, text) = text_of(ask, &document, &language)?;
        let found: Vec<&Provision> = text.reading.provisions.iter().filter(|one| chosen.wants(one)).collect();
        let sheet = Sheet { columns: COLUMNS, row: &|provision: &&Provision| row(&text.expression.id, provision) };
        page.answer(ask, &headers, &found, |provision| provision.number.to_string(), &sheet)
    })
    .await
}

const COLUMNS: &[&str] = &[
    "provision",
    "number",
    "section",
    "text",
    "acts",
    "triggers",
    "actors",
    "targets",
    "strengths",
    "commitment",
    "due",
    "topics",
    "dates",
    "mechanisms",
    "rules",
];

fn row(id: &ExpressionId, provision: &Provision) -> Vec<String> {
    let acts = &provision.acts;
    vec![
        format!("{id}#p{}", provision.number),
        provision.number.to_string(),
        provision.section.clone().unwrap_or_default(),
        provision.text.clone(),
        joined(acts.iter().map(|act| act.act.word())),
        joined(acts.iter().map(|act| &act.trigger)),
        joined(acts.iter().flat_map(|act| &act.actors)),
        joined(acts.iter().flat_map(|act| &act.targets)),
        joined(acts.iter().map(|act| act.strength.word())),
        acts.iter().any(|act| act.commitment).to_string(),
        joined(acts.iter().filter_map(|act| act.due.as_ref())),
        joined(&provision.topics),
        joined(provision.dates.iter().map(|date| format!("{}={}", date.text, date.edtf))),
        joined(provision.mechanisms.iter().map(|one| &one.text)),
        joined(acts.iter().map(|act| &act.rule)),
    ]
}
