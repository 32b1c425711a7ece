//! What a document is taken away as: a citation, its original, its mended text.

use std::sync::Arc;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Place, at};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::provision::{citation, cited};
use crate::pages::room::{files, text_of};
use crate::wrong::Answer;

pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new().routes(routes!(cite)).routes(routes!(original)).routes(routes!(source))
}

/// The form of a citation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Style {
    /// CSL-JSON.
    #[default]
    Csl,
    /// BibTeX.
    Bibtex,
    /// A line in the language of Accept-Language.
    Text,
}

/// What is to be cited, and how.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Citing {
    /// The form.
    #[param(inline)]
    format: Style,
    /// The provision whose words are cited, by its lasting number; for `text` only. The first where nothing is said.
    #[param(minimum = 1)]
    provision: Option<u32>,
}

/// Cites a document, or with `format=text` a provision of it
#[utoipa::path(get, path = "/documents/{document}/{language}/citation", tag = "texts", params(Place, Citing), responses(
    (status = 200, description = "The citation", content(
        (serde_json::Value = "application/vnd.citationstyles.csl+json"),
        (String = "application/x-bibtex"),
        (String = "text/plain"),
    )),
))]
async fn cite(ask: Ask, Path((document, language)): Path<(String, String)>, Query(citing): Query<Citing>) -> Answer {
    ask.answer(move |ask| {
        let (_, text) = text_of(ask, &document, &language)?;
        let (kind, words) = match citing.format {
            Style::Csl => ("application/vnd.citationstyles.csl+json", cited(ask, &text.expression.id)?.0),
            Style::Bibtex => ("application/x-bibtex; charset=utf-8", cited(ask, &text.expression.id)?.1),
            Style::Text => {
                let first = text.reading.provisions.first().map_or(1, |first| first.number);
                let at = at(ask, text, citing.provision.unwrap_or(first))?;
                ("text/plain; charset=utf-8", citation(ask, text, &text.reading.provisions[at]))
            }
        };
        Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], words).into_response())
    })
    .await
}

/// Gives the original, byte for byte
#[utoipa::path(get, path = "/documents/{document}/{language}/original", tag = "texts", params(Place), responses(
    (status = 200, description = "The original", content(
        (String = "application/octet-stream"),
        (String = "application/pdf"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )),
))]
async fn original(ask: Ask, path: Path<(String, String)>) -> Answer {
    files::original(ask, path).await
}

/// Gives the text that positions count in, mended and decoded
#[utoipa::path(get, path = "/documents/{document}/{language}/source", tag = "texts", params(Place), responses(
    (status = 200, description = "The text", body = String, content_type = "text/plain"),
))]
async fn source(ask: Ask, path: Path<(String, String)>) -> Answer {
    files::source(ask, path).await
}
