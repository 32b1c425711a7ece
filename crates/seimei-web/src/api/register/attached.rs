//! Evidence that a program attaches, and the files that were attached.

use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::HeaderMap;
use utoipa::ToSchema;

use super::decisions::{Made, recorded};
use super::seen;
use crate::ask::Ask;
use crate::links;
use crate::pages::register::attached::Attached;
use crate::pages::register::decide::decide;
use crate::pages::register::{file as files, refused};
use crate::wrong::{Answer, Wrong};

/// A link or a file that shows what became of a commitment, with what it shows.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the parts of a body")]
pub(super) struct NewEvidence {
    /// The commitment.
    #[schema(example = "arv-hta-2024-05-14/ja#p15.1")]
    entry: String,
    /// What it shows.
    text: String,
    /// When what it shows happened, in EDTF.
    date: Option<String>,
    /// Where it can be found; never fetched.
    link: Option<String>,
    /// A file of any format, up to 64 MiB.
    #[schema(value_type = Option<String>, format = Binary)]
    file: Option<Vec<u8>>,
    /// Why.
    reason: Option<String>,
    /// The number of the last decision that was seen on the commitment; `If-Match` says the same.
    seen: Option<u64>,
}

/// Attaches a link or a file to a commitment as evidence
#[utoipa::path(post, path = "/register/evidence", tag = "register",
    request_body(content = NewEvidence, content_type = "multipart/form-data"), responses(
    (status = 201, description = "It was recorded; `evidence` is its name", body = Made),
    (status = 409, description = "Somebody decided on the commitment meanwhile: who and when is told"),
    (status = 413, description = "The file is too large"),
))]
pub(super) async fn attach(ask: Ask, headers: HeaderMap, parts: Result<Multipart, MultipartRejection>) -> Answer {
    let unread = |error: MultipartRejection| Wrong::bad(ask.t().fill("add.broken", &[("reason", &error.body_text())]));
    let attached = Attached::received(&ask, parts.map_err(unread)?).await?;
    ask.answer(move |ask| {
        let name = attached.entry.trim();
        let name = if name.contains('#') { name.to_owned() } else { links::entry_name(name) };
        let entry = refused::entry(ask, &name)?.id.clone();
        let request = attached.request(ask, entry, seen(ask, &headers)?)?;
        let (decision, reason) = (request.decision.clone(), request.reason.clone());
        let numbers = decide(ask, vec![request])?;
        Ok(recorded(ask, &decision, reason, numbers))
    })
    .await
}

/// Gives a file that was attached as evidence, byte for byte
#[utoipa::path(get, path = "/register/files/{number}", tag = "register", params(
    ("number" = u64, Path, description = "The number of the decision that attached it: 131 of e-131", minimum = 1),
), responses((status = 200, description = "Its bytes", content_type = "application/octet-stream", body = Vec<u8>)))]
pub(super) async fn file(ask: Ask, number: Path<u64>) -> Answer {
    files::give(ask, number).await
}
