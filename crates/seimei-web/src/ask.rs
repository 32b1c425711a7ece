//! A request as handlers see it: the archive, who asks, and under which address.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::StatusCode;
use axum::http::request::Parts;
use seimei_app::archive::reference::{Found, Reference};
use seimei_locale::messages::Messages;
use seimei_locale::refusal;
use seimei_model::identity::IdentityError;

use crate::frame::{Frame, Place};
use crate::marks::Words;
use crate::office::Office;
use crate::present::Present;
use crate::visitor::Visitor;
use crate::wrong::{Answer, Wrong};

/// A request.
#[derive(Clone)]
pub(crate) struct Ask {
    /// The archive.
    pub(crate) office: Arc<Office>,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// The address with its query.
    pub(crate) path: String,
    /// What is in memory of the archive; one state for the whole request.
    pub(crate) present: Arc<Present>,
}

impl FromRequestParts<Arc<Office>> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, office: &Arc<Office>) -> Result<Self, Infallible> {
        let visitor = Visitor::from_request_parts(parts, office).await?;
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, office).await?;
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { office: Arc::clone(office), visitor, path, present: office.present() })
    }
}

impl Ask {
    /// Returns the messages of the reader's language.
    pub(crate) fn t(&self) -> &Messages {
        self.office.messages(self.visitor.lang)
    }

    /// Returns what readings are told with.
    pub(crate) fn words(&self) -> Words<'_> {
        Words { t: self.t(), names: self.office.names(self.visitor.lang) }
    }

    /// Returns the name that changes are made in.
    pub(crate) fn by(&self) -> &str {
        self.visitor.name.as_deref().unwrap_or("unknown")
    }

    /// Returns the frame of a page.
    pub(crate) fn frame(&self, place: Place, title: &str) -> Frame<'_> {
        Frame::new(&self.office, &self.visitor, place, title, &self.path)
    }

    /// Answers on a thread that may take its time.
    pub(crate) async fn answer(self, answer: impl FnOnce(&Self) -> Answer + Send + 'static) -> Answer {
        let done = tokio::task::spawn_blocking(move || answer(&self)).await;
        done.unwrap_or_else(|_| Err(Wrong::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "")))
    }

    /// Finds what a name leads to: `DOC`, `DOC/LANG`, `DOC#p12`.
    pub(crate) fn find(&self, name: &str) -> Result<(Reference, Found), Wrong> {
        let written = |error: IdentityError| Wrong::bad(refusal::of_reference(&error.into(), name, self.t()));
        let reference: Reference = name.parse().map_err(written)?;
        let found = self.office.archive.find(&reference);
        let found = found.map_err(|error| Wrong::missing(refusal::of_reference(&error, name, self.t())))?;
        Ok((reference, found))
    }

    /// Refuses a form that does not carry this visitor's token.
    pub(crate) fn check(&self, token: &str) -> Result<(), Wrong> {
        if self.visitor.has_sent(token) {
            return Ok(());
        }
        Err(Wrong::new(StatusCode::FORBIDDEN, "token", self.t().text("wrong.token")))
    }

    /// Brings what is in memory level after a change; what hinders it is told.
    pub(crate) fn follow(&self) -> Result<Arc<Present>, Wrong> {
        self.office.follow().map_err(|error| Wrong::of_store(&error, self.t()))
    }
}
