//! Adding documents: the form, the files on their way in, and the job that reads them.

use std::path::Path as FilePath;

use askama::Template;
use axum::Form;
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse as _;
use seimei_app::archive::add::{Belongs, Order};
use seimei_app::archive::intake::Beforehand;
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::record::Description;
use serde_json::json;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::jobs::{self, Outcome, State};
use crate::links;
use crate::pages::correct::codes;
use crate::pages::form::{Press, told};
use crate::pages::see;
use crate::wrong::{Answer, Wrong};

/// The longest field beside the files, in bytes.
const LONGEST_FIELD: usize = 4 << 10;

/// The most files of one job.
const FILES: usize = 5_000;

/// The longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 200;

#[derive(Template)]
#[template(path = "add.html")]
struct FormPage<'m> {
    frame: Frame<'m>,
    kinds: Vec<(&'static str, &'m str)>,
    limit: String,
}

/// Shows the form.
pub(crate) async fn form(ask: Ask) -> Answer {
    let t = ask.t();
    let kinds = DocumentKind::ALL.iter().map(|kind| (kind.word(), t.label("kind", kind.word())));
    let megabytes = (seimei_app::files::LIMIT >> 20).to_string();
    show(&FormPage {
        frame: ask.frame(Place::Documents, t.text("add.title")),
        kinds: kinds.collect(),
        limit: t.fill("add.limit", &[("n", &megabytes)]),
    })
}

/// What came with the form.
pub(crate) struct Received {
    pub(crate) csrf: String,
    pub(crate) order: Order,
    pub(crate) folder: TempDir,
}

/// Takes files in, one after the other, to a folder of their own.
pub(crate) async fn receive(ask: &Ask, mut parts: Multipart) -> Result<Received, Wrong> {
    let t = ask.t();
    let unkept = |error: std::io::Error| {
        let reason = seimei_locale::problem::reason(&error, t);
        Wrong::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", t.fill("add.unkept", &[("reason", &reason)]))
    };
    let broken = |error: MultipartError| Wrong::of_parts(&error, t);
    let folder = tempfile::tempdir().map_err(unkept)?;
    let mut csrf = String::new();
    let mut order = Order { by: ask.by().to_owned(), belongs: Belongs::Unknown, ..Order::default() };
    let mut beforehand = Beforehand::default();
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name != "files" {
            let value = part.text().await.map_err(broken)?;
            if value.len() > LONGEST_FIELD {
                return Err(Wrong::bad(t.text("wrong.too-long")));
            }
            if name == "csrf" {
                csrf = value;
            } else {
                describe(ask, &mut beforehand, &name, &value)?;
            }
            continue;
        }
        let file = safe_name(part.file_name().unwrap_or_default());
        if file.is_empty() {
            // A browser sends an empty part where nothing was chosen.
            continue;
        }
        if order.uploads.len() >= FILES {
            return Err(Wrong::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                t.fill("add.too-many", &[("n", &FILES.to_string())]),
            ));
        }
        let path = folder.path().join(order.uploads.len().to_string());
        let mut out = tokio::fs::File::create(&path).await.map_err(unkept)?;
        while let Some(bytes) = part.chunk().await.map_err(broken)? {
            out.write_all(&bytes).await.map_err(unkept)?;
        }
        out.flush().await.map_err(unkept)?;
        order.uploads.push((file, path));
    }
    order.beforehand = beforehand;
    if order.uploads.is_empty() {
        return Err(Wrong::refused(t.text("add.nothing")));
    }
    Ok(Received { csrf, order, folder })
}

fn describe(ask: &Ask, beforehand: &mut Beforehand, name: &str, value: &str) -> Result<(), Wrong> {
    let t = ask.t();
    let said: &mut Description = &mut beforehand.said;
    let Some(value) = told(value) else { return Ok(()) };
    match name {
        "date" => {
            let date = Edtf::new(&value);
            date.period().ok_or_else(|| Wrong::refused(t.fill("edit.no-date", &[("text", &value)])))?;
            said.date = Some(date);
        }
        "kind" => {
            let kind = DocumentKind::from_word(&value);
            said.kind = Some(kind.ok_or_else(|| Wrong::refused(t.fill("edit.no-kind", &[("text", &value)])))?);
        }
        "language" => {
            let language = Lang::from_tag(&value);
            let wrong = || Wrong::refused(t.fill("wrong.language", &[("text", &value)]));
            beforehand.language = Some(language.ok_or_else(wrong)?);
        }
        "parties" => said.parties = Some(codes(ask, &value)?),
        "source" => said.source = Some(value),
        _ => {}
    }
    Ok(())
}

/// Returns the last part of a file's name, without anything that could lead elsewhere.
pub(crate) fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    let safe = safe.trim().trim_start_matches('.').to_owned();
    if FilePath::new(&safe).file_name().is_some() { safe } else { String::new() }
}

/// Takes files and begins to read them.
pub(crate) async fn upload(ask: Ask, headers: HeaderMap, parts: Multipart) -> Answer {
    let received = receive(&ask, parts).await?;
    ask.check(&received.csrf)?;
    let job = jobs::add(&ask.office, received.order, received.folder, ask.visitor.lang);
    let address = format!("/jobs/{}", job.number);
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accepts.starts_with("application/json") {
        let location = HeaderValue::from_str(&address).map_err(|_| Wrong::bad(""))?;
        return Ok(
            (StatusCode::ACCEPTED, [(header::LOCATION, location)], Json(json!({"job": address}))).into_response()
        );
    }
    see(&address)
}

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage<'m> {
    frame: Frame<'m>,
    number: u64,
    state: &'static str,
    label: String,
    done: usize,
    files: usize,
    failure: Option<String>,
    outcomes: Vec<ShownOutcome>,
}

struct ShownOutcome {
    file: String,
    class: &'static str,
    label: String,
    address: Option<String>,
    name: String,
    provisions: String,
    remarks: Vec<String>,
}

/// Returns the word for how a job stands.
pub(crate) fn word(state: &State) -> &'static str {
    match state {
        State { has_ended: false, .. } => "running",
        State { failure: Some(_), .. } => "failed",
        State { was_cancelled: true, .. } => "cancelled",
        _ => "done",
    }
}

/// Shows how far a job is.
pub(crate) async fn job(ask: Ask, Path(number): Path<u64>) -> Answer {
    let t = ask.t();
    let job = ask.office.jobs.job(number).ok_or_else(|| Wrong::missing(t.text("job.missing")))?;
    let state = job.state();
    let outcomes = state.outcomes.iter().map(|one: &Outcome| ShownOutcome {
        file: one.file.clone(),
        class: one.became,
        label: t.label("outcome", one.became).to_owned(),
        address: one.expression.as_ref().map(links::expression),
        name: one.expression.as_ref().map(ToString::to_string).unwrap_or_default(),
        provisions: if one.provisions > 0 { t.count("count.provisions", one.provisions) } else { String::new() },
        remarks: one.remarks.clone(),
    });
    let word = word(&state);
    let (done, files) = (state.outcomes.len().to_string(), state.files.to_string());
    let page = JobPage {
        frame: ask.frame(Place::Documents, t.text("job.title")),
        number,
        state: word,
        label: t.fill(&format!("job.{word}"), &[("done", &done), ("files", &files)]),
        done: state.outcomes.len(),
        files: state.files,
        outcomes: outcomes.collect(),
        failure: state.failure.clone(),
    };
    let mut response = show(&page)?;
    if word == "running" {
        // Without scripts the page comes again by itself; a script stops that and asks more often.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// Stops a job.
pub(crate) async fn cancel(ask: Ask, Path(number): Path<u64>, Form(press): Form<Press>) -> Answer {
    ask.check(&press.csrf)?;
    let job = ask.office.jobs.job(number).ok_or_else(|| Wrong::missing(ask.t().text("job.missing")))?;
    job.cancel();
    see(&format!("/jobs/{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        let check = |name: &str, expected: &str| assert_eq!(safe_name(name), expected, "{name:?}");
        check("statement.md", "statement.md");
        check("../../etc/passwd", "passwd");
        check("C:\\Users\\x\\声明.pdf", "声明.pdf");
        check("..", "");
        check(".htaccess", "htaccess");
        check("a\u{0}b\n.txt", "ab.txt");
        check("", "");
    }
}
