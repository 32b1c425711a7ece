//! The files that persons attached as evidence.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use seimei_model::decision::Decision;

use crate::ask::Ask;
use crate::wrong::{Answer, Wrong};

/// Gives a file that a person attached, byte for byte; never shown as a page of this server.
pub(crate) async fn give(ask: Ask, Path(number): Path<u64>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let missing = || Wrong::missing(t.fill("register-page.no-file", &[("n", &number.to_string())]));
        let record = ask.present.registry.decisions().iter().find(|record| record.number == number);
        let attached = record.and_then(|record| match &record.decision {
            Decision::EvidenceAttached { attachment, .. } => attachment.file.as_ref(),
            _ => None,
        });
        let attached = attached.ok_or_else(missing)?;
        let bytes = ask.office.archive.store().original(attached.original);
        let bytes = bytes.map_err(|error| Wrong::of_store(&error, t))?.ok_or_else(missing)?;
        let name = crate::pages::add::safe_name(&attached.name);
        let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
        let name = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")).map_err(|_| missing())?;
        let kind = HeaderValue::from_static("application/octet-stream");
        Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
    })
    .await
}
