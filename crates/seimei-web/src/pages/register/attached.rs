//! Evidence that a person attaches: a link or a file, sent as a form by a page or by a program.

use axum::extract::multipart::{Multipart, MultipartError};
use seimei_app::archive::register::{Request, attached_bytes};
use seimei_model::decision::{Attachment, Decision};
use seimei_model::undertaking::EntryId;

use crate::ask::Ask;
use crate::pages::add::safe_name;
use crate::pages::form::told;
use crate::pages::register::{asked, said};
use crate::wrong::Wrong;

/// The parts of such a form.
#[derive(Debug, Default)]
pub(crate) struct Attached {
    /// The word that shows that a page of this server sent it; programs send none.
    pub(crate) csrf: String,
    /// The name of the entry; a page has it in its address instead.
    pub(crate) entry: String,
    /// Where to go afterwards.
    pub(crate) back: String,
    seen: String,
    reason: String,
    text: String,
    link: String,
    date: String,
    file: Option<(String, Vec<u8>)>,
}

impl Attached {
    /// Takes the parts. A file without a name or without bytes is none: so browsers send a field that was left empty.
    pub(crate) async fn received(ask: &Ask, mut parts: Multipart) -> Result<Self, Wrong> {
        let broken = |error: MultipartError| Wrong::of_parts(&error, ask.t());
        let mut attached = Self::default();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let called = safe_name(part.file_name().unwrap_or_default());
                let bytes = part.bytes().await.map_err(broken)?;
                if !called.is_empty() && !bytes.is_empty() {
                    attached.file = Some((called, bytes.to_vec()));
                }
                continue;
            }
            let value = part.text().await.map_err(broken)?;
            let field = match name.as_str() {
                "csrf" => &mut attached.csrf,
                "entry" => &mut attached.entry,
                "seen" => &mut attached.seen,
                "reason" => &mut attached.reason,
                "back" => &mut attached.back,
                "text" => &mut attached.text,
                "link" => &mut attached.link,
                "date" => &mut attached.date,
                _ => continue,
            };
            *field = value;
        }
        Ok(attached)
    }

    /// Returns the decision that it means. `seen` is the last decision that was seen, where the form does not say.
    pub(crate) fn request(self, ask: &Ask, entry: EntryId, seen: Option<u64>) -> Result<Request, Wrong> {
        let seen = said::number(ask, &self.seen)?.or(seen);
        let (file, bytes) = match self.file {
            Some((name, bytes)) => (Some(attached_bytes(name, &bytes)), Some(bytes)),
            None => (None, None),
        };
        let attachment = Attachment {
            text: self.text.trim().to_owned(),
            date: asked::date(ask, &self.date)?,
            link: told(&self.link),
            file,
        };
        let decision = Decision::EvidenceAttached { entry, attachment };
        Ok(Request { decision, reason: self.reason.trim().to_owned(), seen, file: bytes })
    }
}
