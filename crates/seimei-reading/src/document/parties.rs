//! The parties: those in whose name a document speaks.

use seimei_ingest::block::FieldKey;
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;

use super::{Opening, Reader, field};
use crate::context::Context;
use crate::finding::{ActorMention, MentionKind};

/// Judges the parties.
pub(super) fn judge(
    reader: &Reader,
    title: &str,
    kind: DocumentKind,
    opening: &[Opening],
    context: &Context,
) -> Vec<ActorCode> {
    if matches!(kind, DocumentKind::Report | DocumentKind::News) {
        return Vec::new();
    }
    let lower = title.to_lowercase();
    let named = reader.read(title, context).mentions;
    let joint = reader.family("joint").next().and_then(|entry| entry.forms.first());
    let one_sided = match kind {
        DocumentKind::Readout | DocumentKind::FactSheet => !joint.is_some_and(|word| lower.contains(word.as_str())),
        DocumentKind::PressRelease | DocumentKind::Speech => true,
        _ => false,
    };
    let parties = if one_sided { voice(reader, &named, opening) } else { speakers(reader, title, &named, opening) };
    expand(reader, parties)
}

/// Returns the state or organisation for which a one-sided document speaks.
fn voice(reader: &Reader, named: &[ActorMention], opening: &[Opening]) -> Vec<ActorCode> {
    if let Some(code) = &reader.issuer {
        return vec![code.clone()];
    }
    let publisher = field(reader.ingested, FieldKey::Source).map(|source| reader.fold(&source));
    let context = reader.context(DocumentKind::PressRelease, None);
    let of_publisher = publisher.map(|source| reader.read(&source, &context).mentions).unwrap_or_default();
    if let Some(code) = of_publisher.iter().flat_map(|mention| &mention.codes).next() {
        return vec![code.clone()];
    }
    if let Some(home) = reader.family("home").next() {
        return vec![ActorCode::new(&home.value)];
    }
    let of_title = named.iter().filter(|mention| mention.kind == MentionKind::Person);
    let first_person = of_title.flat_map(|mention| &mention.codes).next();
    let first_actor = opening.iter().flat_map(|sentence| &sentence.acts).flat_map(|act| &act.actors).next();
    let first_named = named.iter().flat_map(|mention| &mention.codes).next();
    first_person.or(first_actor).or(first_named).cloned().into_iter().collect()
}

/// Returns those who share a joint document: named in its title as its authors, else the doers of
/// its opening sentences, else all that its title names.
fn speakers(reader: &Reader, title: &str, named: &[ActorMention], opening: &[Opening]) -> Vec<ActorCode> {
    let authored = authors_of_title(reader, title);
    let authored: Vec<&ActorMention> = named.iter().filter(|mention| authored.contains(mention.range)).collect();
    // Where a group is named, its ministers stand for it and not for the publisher's state.
    let grouped = authored.iter().any(|mention| mention.codes.iter().any(|code| is_group(reader, code)));
    let authors = codes(
        authored.into_iter().filter(|mention| !grouped || mention.rule.as_str().starts_with(TableName::Actors.word())),
    );
    if authors.len() > 1 || authors.iter().any(|code| is_group(reader, code)) {
        return authors;
    }
    let doers = opening.iter().take(3).find_map(|sentence| {
        let doers = sentence.acts.iter().map(|act| &act.actors).max_by_key(|actors| actors.len())?;
        (doers.len() > 1).then(|| doers.clone())
    });
    let everyone = codes(named.iter());
    doers
        .or_else(|| (everyone.len() > 1).then(|| everyone.clone()))
        .or_else(|| {
            opening
                .iter()
                .flat_map(|sentence| &sentence.acts)
                .find(|act| !act.actors.is_empty())
                .map(|act| act.actors.clone())
        })
        .or_else(|| (!authors.is_empty()).then(|| authors.clone()))
        .unwrap_or(everyone)
}

/// Returns the part of a title that names its authors: all but its subject ("Joint Statement by A
/// and B on C": before "on"; `Cに関するA及びBの共同声明`: after `に関する`).
fn authors_of_title(reader: &Reader, title: &str) -> TextRange {
    let lower = title.to_ascii_lowercase();
    let mut range = TextRange::new(0, title.len());
    for entry in reader.family("about") {
        for word in &entry.forms {
            if entry.kind == "follows" {
                if let Some(at) = lower.find(&format!(" {word} ")) {
                    range.end = range.end.min(at as u32);
                }
            } else if let Some(at) = lower.rfind(word.as_str()) {
                range.start = range.start.max((at + word.len()) as u32);
            }
        }
    }
    if range.start < range.end { range } else { TextRange::new(0, title.len()) }
}

/// Returns whether `code` is an organisation or group that can speak alone.
fn is_group(reader: &Reader, code: &ActorCode) -> bool {
    let organisations = reader.words.table(TableName::Actors);
    organisations.iter().any(|entry| entry.value == code.as_str() && entry.family == "organisation")
        || reader.family("members").any(|entry| entry.value == code.as_str())
}

/// Returns the codes of mentions, alphabetical, each once.
fn codes<'m>(mentions: impl Iterator<Item = &'m ActorMention>) -> Vec<ActorCode> {
    let mut codes: Vec<ActorCode> = mentions
        .filter(|mention| mention.kind != MentionKind::Abstract)
        .flat_map(|mention| mention.codes.iter().cloned())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Replaces groups without a voice of their own (AUKUS, the Quad) by their members.
fn expand(reader: &Reader, parties: Vec<ActorCode>) -> Vec<ActorCode> {
    let mut expanded: Vec<ActorCode> = Vec::new();
    for party in parties {
        match reader.family("members").find(|entry| entry.value == party.as_str()) {
            Some(group) => expanded.extend(group.kind.split(',').map(ActorCode::new)),
            None => expanded.push(party),
        }
    }
    expanded.sort();
    expanded.dedup();
    expanded
}
