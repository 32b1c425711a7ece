//! A document as a file: its original, and the text that positions count in.

use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use seimei_model::identity::DocumentId;

use crate::ask::Ask;
use crate::wrong::{Answer, Wrong};

/// Gives the original, byte for byte.
pub(crate) async fn original(ask: Ask, Path((document, language)): Path<(String, String)>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let expression = ask.find(&format!("{document}/{language}"))?.1.expression;
        let bytes = ask.office.archive.store().original(expression.original);
        let bytes = bytes.map_err(|error| Wrong::of_store(&error, t))?;
        let hash = expression.original.to_string();
        let bytes = bytes.ok_or_else(|| Wrong::missing(t.fill("show.no-original", &[("hash", &hash)])))?;
        let (kind, ending) = match expression.format.as_str() {
            "pdf" => ("application/pdf", "pdf"),
            "docx" => ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            // What came from elsewhere is never shown as a page of this server.
            "html" => ("application/octet-stream", "html"),
            "markdown" => ("application/octet-stream", "md"),
            _ => ("application/octet-stream", "txt"),
        };
        let name =
            format!("attachment; filename=\"{}-{}.{ending}\"", expression.id.document, expression.id.language.tag());
        let name = HeaderValue::from_str(&name).map_err(|_| Wrong::bad(""))?;
        Ok(([(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, name)], bytes)
            .into_response())
    })
    .await
}

/// Gives the text that positions in a reading count in.
pub(crate) async fn source(ask: Ask, Path((document, language)): Path<(String, String)>) -> Answer {
    ask.answer(move |ask| {
        let id: DocumentId = ask.find(&document)?.1.document.id;
        let expression = ask.find(&format!("{id}/{language}"))?.1.expression;
        let stored = ask.office.archive.store().reading(&expression.id, None);
        let stored = stored.map_err(|error| Wrong::of_store(&error, ask.t()))?;
        let stored = stored.ok_or_else(|| Wrong::missing(""))?;
        let kind = HeaderValue::from_static("text/plain; charset=utf-8");
        Ok(([(header::CONTENT_TYPE, kind)], stored.source).into_response())
    })
    .await
}
