//! Keeping programmes from files, and taking one out.

use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum_extra::extract::Form;
use seimei_app::archive::register::programme::edit::Edited;
use seimei_app::archive::register::programme::fault::Fault;
use seimei_app::archive::register::{ProgrammeForm, Request, read_programme};
use seimei_locale::told::faults;
use seimei_model::decision::Decision;
use seimei_model::programme::Programme;
use serde::Deserialize;

use super::list::{self, Refused};
use crate::ask::Ask;
use crate::frame::show;
use crate::pages::add::safe_name;
use crate::pages::form::told;
use crate::pages::register::asked;
use crate::pages::register::decide::decide;
use crate::pages::{Shown, see};
use crate::wrong::{Answer, Wrong};

/// The most files at once.
const FILES: usize = 20;

/// What the form sends.
#[derive(Debug, Default)]
struct Sent {
    csrf: String,
    reason: String,
    replace: bool,
    seen: Option<u64>,
    files: Vec<(String, Vec<u8>)>,
}

async fn received(ask: &Ask, mut parts: Multipart) -> Result<Sent, Wrong> {
    let t = ask.t();
    let broken = |error: MultipartError| Wrong::of_parts(&error, t);
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "files" || name == "file" {
            let file = safe_name(part.file_name().unwrap_or_default());
            let bytes = part.bytes().await.map_err(broken)?;
            if !file.is_empty() {
                if sent.files.len() >= FILES {
                    let detail = t.fill("add.too-many", &[("n", &FILES.to_string())]);
                    return Err(Wrong::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", detail));
                }
                sent.files.push((file, bytes.to_vec()));
            }
            continue;
        }
        let value = part.text().await.map_err(broken)?;
        match name.as_str() {
            "csrf" => sent.csrf = value,
            "reason" => sent.reason = value,
            "replace" => sent.replace = asked::flag(ask, "replace", &value)?.unwrap_or(false),
            "seen" => {
                let wrong = || Wrong::bad(t.fill("register-page.no-number", &[("text", &value)]));
                sent.seen = told(&value).map(|text| text.parse().map_err(|_| wrong())).transpose()?;
            }
            _ => {}
        }
    }
    if sent.files.is_empty() {
        return Err(Wrong::refused(t.text("add.nothing")));
    }
    Ok(sent)
}

/// Takes files of programmes.
pub(super) async fn upload(ask: Ask, parts: Multipart) -> Answer {
    let sent = received(&ask, parts).await?;
    ask.check(&sent.csrf)?;
    ask.answer(move |ask| {
        let refuse = |refused: Vec<Refused>, wrong: Option<String>, status: StatusCode| {
            let mut shown = show(&list::list(ask, refused, wrong))?;
            *shown.status_mut() = status;
            shown.extensions_mut().insert(Shown);
            Ok(shown)
        };
        let programmes = match read_all(ask, &sent.files) {
            Ok(programmes) => programmes,
            Err(refused) => return refuse(refused, None, StatusCode::UNPROCESSABLE_ENTITY),
        };
        let t = ask.t();
        let kept = &ask.present.registry.register().programmes;
        let there = programmes.iter().find(|programme| kept.contains_key(&programme.id));
        if let Some(there) = there.filter(|_| !sent.replace) {
            let wrong = t.fill("programmes-page.there", &[("id", there.id.as_str())]);
            return refuse(Vec::new(), Some(wrong), StatusCode::CONFLICT);
        }
        let address = match programmes.as_slice() {
            [one] => format!("/programmes/{}", one.id),
            _ => "/programmes".to_owned(),
        };
        match keep(ask, programmes, &sent.reason, sent.seen) {
            Ok(_) => see(&address),
            Err(wrong) => {
                let status = wrong.status;
                refuse(Vec::new(), Some(wrong.detail), status)
            }
        }
    })
    .await
}

/// Keeps programmes in place of what is kept under their names, all or none; returns the numbers of the changes. What does
/// not differ is left alone.
pub(crate) fn keep(ask: &Ask, programmes: Vec<Programme>, reason: &str, seen: Option<u64>) -> Result<Vec<u64>, Wrong> {
    let registry = &ask.present.registry;
    let kept = |one: &Programme| registry.register().programmes.get(&one.id).map(|kept| &kept.programme);
    let mut requests = Vec::new();
    for programme in programmes.into_iter().filter(|programme| kept(programme) != Some(programme)) {
        let edited = Edited { programme, renamed: Vec::new() };
        for (position, decision) in registry.keeping(&edited).into_iter().enumerate() {
            // What was seen is told of the programme; the rest rests on what is read now.
            let seen = seen.filter(|_| position == 0);
            requests.push(Request { decision, reason: reason.trim().to_owned(), seen, file: None });
        }
    }
    if requests.is_empty() { Ok(Vec::new()) } else { decide(ask, requests) }
}

/// Reads a programme where those of the archive are known; else returns what is wrong, each fault with its place.
pub(crate) fn read(ask: &Ask, text: &str, form: ProgrammeForm) -> Result<Programme, Vec<Fault>> {
    ask.present.registry.read_programme(text, form, &[])
}

/// Reads files; an edition may inherit from another of them, in any order.
fn read_all(ask: &Ask, files: &[(String, Vec<u8>)]) -> Result<Vec<Programme>, Vec<Refused>> {
    let t = ask.t();
    let mut refused = Vec::new();
    let mut texts = Vec::new();
    for (file, bytes) in files {
        let refuse = |fault: String| Refused { file: file.clone(), faults: vec![fault] };
        let form = ProgrammeForm::of(std::path::Path::new(file));
        match (form, std::str::from_utf8(bytes)) {
            (None, _) => refused.push(refuse(t.fill("programme.form", &[("file", file)]))),
            (Some(_), Err(_)) => refused.push(refuse(t.fill("programme.not-text", &[("file", file)]))),
            (Some(form), Ok(text)) => texts.push((file, text, form)),
        }
    }
    let beside: Vec<Programme> = texts.iter().filter_map(|(_, text, form)| read_programme(text, *form).ok()).collect();
    let mut read: Vec<Programme> = Vec::new();
    for (file, text, form) in texts {
        match ask.present.registry.read_programme(text, form, &beside) {
            Ok(programme) if read.iter().any(|other| other.id == programme.id) => {
                let values = [("file", file.as_str()), ("id", programme.id.as_str())];
                refused.push(Refused { file: file.clone(), faults: vec![t.fill("programme.twice", &values)] });
            }
            Ok(programme) => read.push(programme),
            // Every file is told of, not only the first.
            Err(all) => {
                let told = faults::of_file(file, &all, t);
                refused.push(Refused { file: file.clone(), faults: told.lines().map(str::to_owned).collect() });
            }
        }
    }
    if refused.is_empty() { Ok(read) } else { Err(refused) }
}

/// What the button sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Removing {
    csrf: String,
    reason: String,
}

/// Takes a programme out.
pub(super) async fn remove(ask: Ask, Path(id): Path<String>, Form(said): Form<Removing>) -> Answer {
    ask.check(&said.csrf)?;
    ask.answer(move |ask| {
        let programme = asked::programme(ask, &id)?;
        let decision = Decision::ProgrammeRemoved { programme };
        decide(ask, vec![Request { decision, reason: said.reason.trim().to_owned(), seen: None, file: None }])?;
        see("/programmes")
    })
    .await
}
