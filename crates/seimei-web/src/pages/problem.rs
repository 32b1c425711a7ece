//! The page that says what went wrong.

use askama::Template;
use axum::response::Response;

use crate::frame::{Frame, show};
use crate::wrong::Wrong;

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'m> {
    frame: Frame<'m>,
    status: u16,
    detail: String,
}

/// Returns the page.
pub(crate) fn page(frame: Frame<'_>, wrong: &Wrong) -> Response {
    let page = Page { frame, status: wrong.status.as_u16(), detail: wrong.detail.clone() };
    let mut response = show(&page).unwrap_or_else(axum::response::IntoResponse::into_response);
    *response.status_mut() = wrong.status;
    response
}
