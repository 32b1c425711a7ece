//! Why the archive refuses, in one line of the reader's language: what is wrong, where, what to do.

use seimei_app::archive::index::{IndexError, SearchError};
use seimei_app::archive::reference::ReferenceError;
use seimei_app::archive::register::{NoEntry, Refused, Registry};
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::programme::ProgrammeId;
use seimei_model::undertaking::EntryId;
use seimei_store::error::StoreError;

use crate::messages::Messages;
use crate::printable::printable;
use crate::problem;

/// Returns the line for what the archive could not do: what is wrong and what to do.
pub fn of_store(error: &StoreError, messages: &Messages) -> String {
    use StoreError as E;
    let at = |key: &str, place: &str| messages.fill(key, &[("place", &printable(place))]);
    let because = |key: &str, place: &str, reason: &str| {
        messages.fill(key, &[("place", &printable(place)), ("reason", printable(reason).trim_end_matches('.'))])
    };
    match error {
        E::NoArchive { place } => at("archive.no-archive", place),
        E::ReadOnly { place } => at("archive.read-only", place),
        E::Full { place } => at("archive.full", place),
        E::Busy { place } => at("archive.busy", place),
        E::Damaged { place, what } => because("archive.damaged", place, what),
        E::TooNew { place } => at("archive.too-new", place),
        E::Unreachable { place, source } => because("archive.unreachable", place, &source.to_string()),
        E::NoDocument(id) => no_document(id, &[], messages),
        E::HasLanguage(id) => messages.fill("archive.has-language", &[("id", &id.to_string())]),
        E::NoProvision(id, number) => {
            messages.fill("archive.no-provision", &[("id", &id.to_string()), ("n", &number.to_string())])
        }
        E::AlteredOriginal(hash) => messages.fill("archive.altered-original", &[("hash", &hash.to_string()[..12])]),
        E::NoExpression(id) => messages.fill("archive.no-expression", &[("id", &id.to_string())]),
        E::SameLanguage(one, other) => {
            messages.fill("archive.same-language", &[("one", one.as_str()), ("other", other.as_str())])
        }
        E::NoDecision(number) => messages.fill("archive.no-decision", &[("n", &number.to_string())]),
        E::Conflict { subject, number, by, at } => {
            let (number, at) = (number.to_string(), moment(at));
            let (subject, by) = (printable(subject), printable(by));
            let values = [("subject", subject.as_str()), ("n", &number), ("by", &by), ("at", &at)];
            // What is no entry is looked at elsewhere.
            let is_provision = subject.parse::<ProvisionId>().is_ok();
            let is_entry = !subject.contains('/') || subject.contains('#');
            let key = match (is_provision, is_entry) {
                (true, _) => "archive.conflict-reading",
                (false, true) => "archive.conflict",
                (false, false) => "archive.conflict-other",
            };
            messages.fill(key, &values)
        }
        E::File { path, source } => {
            let file = printable(&path.display().to_string());
            messages.fill("archive.file", &[("file", &file), ("reason", &problem::reason(source, messages))])
        }
        E::Database { place, source } => because("archive.database", place, &source.to_string()),
        _ => messages.fill("archive.other", &[("reason", &printable(&error.to_string()))]),
    }
}

fn no_document(wanted: &DocumentId, near: &[DocumentId], messages: &Messages) -> String {
    if near.is_empty() {
        return messages.fill("archive.no-document", &[("id", wanted.as_str())]);
    }
    let near = messages.list(near.iter().map(DocumentId::as_str));
    messages.fill("archive.no-document-near", &[("id", wanted.as_str()), ("near", &near)])
}

/// Returns a moment as it is shown: `2026-05-20 14:03` (UTC).
pub fn moment(at: &str) -> String {
    at.get(..16).map_or_else(|| at.to_owned(), |at| at.replace('T', " "))
}

/// Returns why a name leads to nothing. `text` is the name as written.
pub fn of_reference(error: &ReferenceError, text: &str, messages: &Messages) -> String {
    let language = |tag: &'static str| messages.label("language", tag).to_owned();
    match error {
        ReferenceError::Written(_) => messages.fill("archive.no-name", &[("text", &printable(text))]),
        ReferenceError::NoDocument { wanted, near } => no_document(wanted, near, messages),
        ReferenceError::NoLanguage { document, wanted, has } => {
            let has: Vec<String> = has.iter().map(|has| language(has.tag())).collect();
            let has = messages.list(has.iter().map(String::as_str));
            let values = [("id", document.as_str()), ("language", &language(wanted.tag())), ("has", &has)];
            messages.fill("archive.no-language", &values)
        }
        ReferenceError::Store(error) => of_store(error, messages),
        _ => messages.fill("archive.other", &[("reason", &printable(&error.to_string()))]),
    }
}

/// Returns why a name leads to no entry.
pub fn of_no_entry(error: &NoEntry, messages: &Messages) -> String {
    let list = |entries: &[EntryId]| {
        let names: Vec<String> = entries.iter().map(ToString::to_string).collect();
        messages.list(names.iter().map(String::as_str))
    };
    match error {
        NoEntry::Written(text) => messages.fill("register.no-name", &[("text", &printable(text))]),
        NoEntry::Unknown { wanted, near } if near.is_empty() => {
            messages.fill("register.no-entry", &[("name", &printable(wanted))])
        }
        NoEntry::Unknown { wanted, near } => {
            messages.fill("register.no-entry-near", &[("name", &printable(wanted)), ("near", &list(near))])
        }
        NoEntry::Several { wanted, entries } => {
            messages.fill("register.several", &[("name", &printable(wanted)), ("entries", &list(entries))])
        }
        other => printable(&other.to_string()),
    }
}

/// Returns that a provision is not there.
pub fn no_provision(provision: &ProvisionId, messages: &Messages) -> String {
    messages.fill("register.no-provision", &[("name", &provision.to_string())])
}

/// Returns that a programme is not there, and which are.
pub fn no_programme(name: &str, registry: &Registry, messages: &Messages) -> String {
    let known: Vec<&str> = registry.register().programmes.keys().map(ProgrammeId::as_str).collect();
    let name = printable(name);
    if known.is_empty() {
        messages.fill("register.no-programmes", &[("name", &name)])
    } else {
        messages.fill("register.no-programme", &[("name", &name), ("known", &messages.list(known))])
    }
}

/// Returns why a decision is refused.
pub fn of_decision(error: &Refused, registry: &Registry, messages: &Messages) -> String {
    match error {
        Refused::NoEntry(id) => messages.fill("register.no-entry", &[("name", &id.to_string())]),
        Refused::NotItsUndertaking(id) => messages.fill("register.not-its", &[("name", &id.to_string())]),
        Refused::NothingToSplit => messages.text("register.nothing-to-split").to_owned(),
        Refused::WithItself(id) => messages.fill("register.with-itself", &[("name", &id.to_string())]),
        Refused::NoProvision(id) => no_provision(id, messages),
        Refused::NoEvidence(id) => messages.fill("register.no-evidence", &[("name", &id.to_string())]),
        Refused::NoReason => messages.text("register.no-reason").to_owned(),
        Refused::NoAssessor => messages.text("register.no-assessor").to_owned(),
        Refused::NoDay(text) => messages.fill("register.no-day", &[("text", &printable(text))]),
        Refused::Incomplete => messages.text("register.incomplete").to_owned(),
        Refused::NoArea(area) if !registry.register().programmes.contains_key(&area.programme) => {
            no_programme(area.programme.as_str(), registry, messages)
        }
        Refused::NoArea(area) => messages.fill("register.no-area", &[("name", &area.to_string())]),
        Refused::NoProgramme(name) => no_programme(name, registry, messages),
        Refused::NothingCorrected => messages.text("reading.nothing").to_owned(),
        Refused::OtherWording(id) => messages.fill("reading.other-wording", &[("name", &id.to_string())]),
        Refused::NoAct { provision, number, acts } => {
            let values = [("name", provision.to_string()), ("n", number.to_string()), ("acts", acts.to_string())];
            messages.fill("reading.no-act-number", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Refused::NoKind => messages.text("reading.no-kind").to_owned(),
        Refused::NoTrigger(words) => messages.fill("reading.no-trigger", &[("words", &printable(words))]),
        Refused::NoDate(text) => messages.fill("reading.no-date", &[("text", &printable(text))]),
        Refused::NotBinding => messages.text("reading.not-binding").to_owned(),
        Refused::NothingAttached => messages.text("register.nothing-attached").to_owned(),
        Refused::NotHolding(number) => not_holding(*number, registry, messages),
        Refused::Store(error) => of_store(error, messages),
        other => printable(&other.to_string()),
    }
}

/// Returns why a decision cannot be undone: it was undone, or is no decision.
fn not_holding(number: u64, registry: &Registry, messages: &Messages) -> String {
    let n = number.to_string();
    match registry.undone().get(&number) {
        Some(by) => messages.fill("register.undone-already", &[("n", &n), ("by", &by.to_string())]),
        None => messages.fill("register.no-decision", &[("n", &n)]),
    }
}

/// Returns why nothing can be searched.
pub fn of_search(error: &SearchError, messages: &Messages) -> String {
    match error {
        SearchError::Store(error) => of_store(error, messages),
        SearchError::Index(IndexError::File { folder, source }) => {
            let folder = printable(&folder.display().to_string());
            let reason = problem::reason(source, messages);
            messages.fill("search.index-file", &[("folder", &folder), ("reason", &reason)])
        }
        SearchError::Index(IndexError::Busy(folder)) => {
            messages.fill("search.index-busy", &[("folder", &printable(&folder.display().to_string()))])
        }
        other => messages.fill("search.index-other", &[("reason", &printable(&other.to_string()))]),
    }
}
