//! What is asked for: a provision of the archive by its reference, or words; and the lineage it has.

use seimei_app::archive::Archive;
use seimei_app::archive::reference::{Found as Referred, Reference};
use seimei_app::archive::trace::{Found, Tracing, language_of};
use seimei_model::code::ActorCode;

use crate::commands::Call;
use crate::commands::common::{self, fail};
use crate::wrap::printable;
use crate::{Outcome, terminal};

/// What is asked for.
pub(super) enum Asked {
    /// A provision, by its lasting number.
    Provision(Box<Referred>, u32),
    /// Words.
    Words(String),
}

/// Tells whether a provision or words are asked for. The name of a document alone is a mistake.
pub(super) fn asked(text: &str, archive: &Archive, call: &Call) -> Result<Asked, Outcome> {
    let messages = call.messages;
    if text.trim().is_empty() {
        return Err(fail(messages.text("trace.no-words")));
    }
    let reference: Option<Reference> = text.parse().ok();
    match reference {
        Some(Reference { provision: Some(number), .. }) => {
            let (_, found) = common::find(archive, text, messages)?;
            Ok(Asked::Provision(Box::new(found), number))
        }
        Some(reference) if matches!(archive.store().document(&reference.document), Ok(Some(_))) => {
            Err(fail(&messages.fill("trace.whole", &[("id", &printable(text.trim()))])))
        }
        _ => Ok(Asked::Words(text.trim().to_owned())),
    }
}

/// Finds the lineage; `None` where there is none, which has been said.
pub(super) fn found(asked: &Asked, tracing: &Tracing, call: &Call) -> Option<Found> {
    let messages = call.messages;
    let text = match asked {
        Asked::Provision(found, number) => {
            let id = &found.expression.id;
            let Some(passage) = tracing.numbered(id, *number) else {
                let values = [("id", id.to_string()), ("n", number.to_string())];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                terminal::complain(&messages.fill("archive.no-provision", &values));
                return None;
            };
            let found = tracing.found(passage);
            if found.lineage.members.len() > 1 || !found.lineage.elsewhere.is_empty() {
                return Some(found);
            }
            let reference = tracing.reference(passage).to_string();
            terminal::complain(&messages.fill("trace.alone", &[("reference", &reference)]));
            return None;
        }
        Asked::Words(text) => text,
    };
    let found = tracing.found_words(text, language_of(text));
    if found.is_none() {
        let (documents, _) = tracing.searched();
        let documents = messages.count("verify.of-documents", documents);
        terminal::complain(&messages.fill("trace.nothing", &[("documents", &documents)]));
    }
    found
}

/// Keeps the members that are of documents of these parties together; `None` where there is none, which has been said.
pub(super) fn of_parties(found: Found, parties: &[ActorCode], tracing: &Tracing, call: &Call) -> Option<Found> {
    if parties.is_empty() {
        return Some(found);
    }
    let found = tracing.of_parties(&found, parties);
    if found.is_none() {
        terminal::complain(call.messages.text("trace.not-theirs"));
    }
    found
}
