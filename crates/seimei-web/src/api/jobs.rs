//! Adding documents, and the jobs that read them.

use axum::Json;
use axum::extract::Path;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ask::Ask;
use crate::jobs::{self, Job, Outcome};
use crate::office::Office;
use crate::pages::add::{receive, word};
use crate::wrong::{Answer, Wrong};

pub(super) fn routes() -> OpenApiRouter<std::sync::Arc<Office>> {
    OpenApiRouter::new().routes(routes!(job)).routes(routes!(cancel))
}

/// Long work, as far as it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Shown {
    /// Its number.
    number: u64,
    /// Its address.
    job: String,
    /// How it stands.
    #[schema(value_type = String, pattern = "^(running|done|cancelled|failed)$", example = "running")]
    state: &'static str,
    /// The same in words.
    label: String,
    /// How many files are done.
    done: usize,
    /// How many there are.
    total: usize,
    /// How many could not be read.
    failed: usize,
    /// Why it ended before its end.
    failure: Option<String>,
    /// What became of each file so far, in order.
    outcomes: Vec<Outcome>,
}

impl Shown {
    fn new(ask: &Ask, job: &Job) -> Self {
        let state = job.state();
        let word = word(&state);
        let (done, files) = (state.outcomes.len().to_string(), state.files.to_string());
        Self {
            number: job.number,
            job: format!("/api/v1/jobs/{}", job.number),
            state: word,
            label: ask.t().fill(&format!("job.{word}"), &[("done", &done), ("files", &files)]),
            done: state.outcomes.len(),
            total: state.files,
            failed: state.outcomes.iter().filter(|one| one.became == "unread").count(),
            failure: state.failure,
            outcomes: state.outcomes,
        }
    }
}

/// Files, and what is known of them beforehand.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it only describes the parts of a body")]
pub(crate) struct Upload {
    /// Text, Markdown, HTML, PDF or DOCX; as many parts as there are files.
    #[schema(value_type = Vec<String>, format = Binary, min_items = 1, max_items = 5000)]
    files: Vec<Vec<u8>>,
    /// Codes or names, with commas between.
    parties: Option<String>,
    /// In EDTF.
    date: Option<String>,
    /// The language of the texts.
    #[schema(pattern = "^(ja|en|und)$")]
    language: Option<String>,
    /// What sort of documents they are.
    kind: Option<seimei_model::document::DocumentKind>,
    /// Where they were published.
    source: Option<String>,
}

/// Adds documents; the answer names the job that reads them
#[utoipa::path(post, path = "/documents", tag = "documents",
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 202, description = "They are being read: ask the job", body = Shown, headers(("Location" = String, description = "The job's address")))))]
pub(super) async fn add_documents(ask: Ask, parts: Result<Multipart, MultipartRejection>) -> Answer {
    let unread = |error: MultipartRejection| Wrong::bad(ask.t().fill("add.broken", &[("reason", &error.body_text())]));
    let received = receive(&ask, parts.map_err(unread)?).await?;
    let job = jobs::add(&ask.office, received.order, received.folder, ask.visitor.lang);
    let shown = Shown::new(&ask, &job);
    let location = HeaderValue::from_str(&shown.job).map_err(|_| Wrong::bad(""))?;
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(shown)).into_response())
}

fn found(ask: &Ask, number: u64) -> Result<std::sync::Arc<Job>, Wrong> {
    ask.office.jobs.job(number).ok_or_else(|| Wrong::missing(ask.t().text("job.missing")))
}

/// Tells how far a job is
#[utoipa::path(get, path = "/jobs/{number}", tag = "documents",
    params(("number" = u64, Path, description = "The job's number", minimum = 1)),
    responses((status = 200, description = "The job", body = Shown)))]
async fn job(ask: Ask, Path(number): Path<u64>) -> Answer {
    let job = found(&ask, number)?;
    Ok(Json(Shown::new(&ask, &job)).into_response())
}

/// Stops a job after the file it is at; what was added stays
#[utoipa::path(post, path = "/jobs/{number}/cancel", tag = "documents",
    params(("number" = u64, Path, description = "The job's number", minimum = 1)),
    responses((status = 200, description = "The job", body = Shown)))]
async fn cancel(ask: Ask, Path(number): Path<u64>) -> Answer {
    let job = found(&ask, number)?;
    job.cancel();
    Ok(Json(Shown::new(&ask, &job)).into_response())
}
