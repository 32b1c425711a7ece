//! What is asked for: a provision of the archive by its reference, or words; and the lineage it has.

use seimei_app::archive::Archive;
use seimei_app::archive::reference::{Found as Referred, Reference};
use seimei_app::archive::trace::{Kin, Lineage, PassageId, Tracing};
use seimei_model::code::{ActorCode, Lang};

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

/// A lineage that was found.
pub(super) struct Found {
    /// The lineage.
    pub(super) lineage: Lineage,
    /// The words asked for; `None` where a provision was.
    pub(super) words: Option<String>,
    /// Those that hold the words as they are, where these are not all members.
    pub(super) holding: Option<Vec<PassageId>>,
    /// Whether the members are those that hold the words, for want of kin.
    pub(super) is_phrase: bool,
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
            let lineage = tracing.lineage(passage);
            if lineage.members.len() > 1 {
                return Some(Found { lineage, words: None, holding: None, is_phrase: false });
            }
            let reference = tracing.reference(passage).to_string();
            terminal::complain(&messages.fill("trace.alone", &[("reference", &reference)]));
            return None;
        }
        Asked::Words(text) => text,
    };
    let language = language(text);
    let lineage = tracing.lineage_of(text, language);
    let holding = tracing.holding(text, language);
    if !lineage.members.is_empty() {
        let is_member = |passage: &PassageId| lineage.members.iter().any(|member| member.passage == *passage);
        let holding = if holding.iter().all(is_member) { None } else { Some(holding) };
        return Some(Found { lineage, words: Some(text.clone()), holding, is_phrase: false });
    }
    if holding.is_empty() {
        let (documents, _) = tracing.searched();
        let documents = messages.count("verify.of-documents", documents);
        terminal::complain(&messages.fill("trace.nothing", &[("documents", &documents)]));
        return None;
    }
    let lineage = tracing.lineage_among(&holding);
    Some(Found { lineage, words: Some(text.clone()), holding: None, is_phrase: true })
}

/// Keeps the members that are of documents of these parties together, each compared with the one before of those; `None`
/// where there is none, which has been said.
pub(super) fn of_parties(found: Found, parties: &[ActorCode], tracing: &Tracing, call: &Call) -> Option<Found> {
    if parties.is_empty() {
        return Some(found);
    }
    let is_theirs = |passage: PassageId| parties.iter().all(|party| tracing.at(passage).0.parties().contains(party));
    let kept: Vec<(PassageId, Option<Kin>)> = found
        .lineage
        .members
        .iter()
        .map(|member| (member.passage, member.kin))
        .filter(|(one, _)| is_theirs(*one))
        .collect();
    if kept.is_empty() {
        terminal::complain(call.messages.text("trace.not-theirs"));
        return None;
    }
    let mut lineage = tracing.lineage_among(&kept.iter().map(|(passage, _)| *passage).collect::<Vec<_>>());
    for (member, (_, kin)) in lineage.members.iter_mut().zip(kept) {
        member.kin = kin;
    }
    lineage.asked = found.lineage.asked;
    Some(Found { lineage, ..found })
}

/// Tells the language of words by their script: Japanese where there is kana or Han, English otherwise.
fn language(text: &str) -> Lang {
    let is_japanese =
        |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々');
    if text.chars().any(is_japanese) { Lang::Ja } else { Lang::En }
}
