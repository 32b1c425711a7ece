//! `seimei register attach`: a link or a file as evidence. A link is kept and never fetched; a file's bytes are kept.

use std::path::PathBuf;

use clap::{ArgGroup, Command, value_parser};
use seimei_app::archive::register::attached;
use seimei_locale::told::is_link;
use seimei_model::date::Edtf;
use seimei_model::decision::{Attachment, Decision};

use super::decide::{self, Asked, Reason};
use super::{named, open};
use crate::commands::Call;
use crate::commands::common::{Stop, fail, option};
use crate::messages::Messages;
use crate::wrap::printable;
use crate::{Outcome, problem};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let command = named::with_entry(command, messages)
        .arg(option("text", "register.shows", messages).value_name(value("register.words-value")).required(true))
        .arg(option("date", "register.shown-date", messages).value_name(value("filter.date")).value_parser(open::date))
        .arg(option("link", "register.link", messages).value_name("URL"))
        .arg(
            option("file", "register.file", messages)
                .value_name(value("help.file"))
                .value_parser(value_parser!(PathBuf)),
        )
        .group(ArgGroup::new("what").args(["link", "file"]).multiple(true));
    decide::with_decision(command, Reason::Welcome, messages)
        .after_help(messages.text("register.attach-more").to_owned())
}

/// Attaches.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let link = call.matches.get_one::<String>("link").map(|link| link.trim().to_owned());
    if let Some(link) = link.as_ref().filter(|link| !is_link(link)) {
        return Err(fail(&messages.fill("register.no-link", &[("text", &printable(link))])).into());
    }
    // The file is looked at before the archive is read: a mistake is told at once.
    let (file, bytes) = match call.matches.get_one::<PathBuf>("file") {
        Some(path) => {
            let (file, bytes) = attached(path).map_err(|error| fail(&problem::of_source(&error, messages)))?;
            (Some(file), Some(bytes))
        }
        None => (None, None),
    };
    open::opened(call, |archive, registry| {
        let entry = named::entry(call, registry)?.id.clone();
        let text = call.matches.get_one::<String>("text").map(|text| text.trim().to_owned()).unwrap_or_default();
        let date = call.matches.get_one::<Edtf>("date").cloned();
        let name = entry.to_string();
        let decisions = vec![Decision::EvidenceAttached { entry, attachment: Attachment { text, date, link, file } }];
        decide::decide(Asked { decisions, file: bytes, subject: Some(&name) }, archive, registry, call)
    })
}
