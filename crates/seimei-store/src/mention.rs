//! What decisions mention: documents and earlier decisions, by names that another archive, or a document joined to another,
//! may call otherwise.

use std::fmt;

use seimei_model::decision::Decision;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};
use smol_str::SmolStr;

/// Something that a decision mentions.
pub(crate) enum Mention<'a> {
    /// The document of an entry that was read, or of a provision.
    Document(&'a mut DocumentId),
    /// The document of a programme, which the archive need not have.
    Holder(&'a mut DocumentId),
    /// An earlier decision, by the number of its change.
    Decision(&'a mut u64, Sort),
}

/// What an earlier decision must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// Any.
    Any,
    /// One that added an entry.
    Entry,
    /// One that attached evidence.
    Evidence,
}

impl Sort {
    /// Returns whether a decision of the word `word` is of the sort.
    pub(crate) fn is(self, word: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Entry => word == "added",
            Self::Evidence => word == "evidence_attached",
        }
    }
}

/// Goes over what a decision mentions, in order; each may be called otherwise on the way.
pub(crate) fn mentions(decision: &mut Decision, each: &mut dyn FnMut(Mention<'_>)) {
    match decision {
        Decision::Confirmed { entry }
        | Decision::Corrected { entry, .. }
        | Decision::Rejected { entry }
        | Decision::EvidenceAttached { entry, .. }
        | Decision::Placed { entry, .. }
        | Decision::NotPlaced { entry, .. } => of_entry(entry, each),
        Decision::Split { entry, off } => {
            of_entry(entry, each);
            for undertaking in off {
                each(Mention::Document(&mut undertaking.provision.document));
            }
        }
        Decision::Merged { entry, other } => {
            of_entry(entry, each);
            of_entry(other, each);
        }
        Decision::Added { source, .. } => {
            if let Some(provision) = source {
                each(Mention::Document(&mut provision.document));
            }
        }
        Decision::EvidenceAccepted { entry, provision } | Decision::EvidenceDeclined { entry, provision } => {
            of_entry(entry, each);
            each(Mention::Document(&mut provision.document));
        }
        Decision::Assessed { entry, judgement } => {
            of_entry(entry, each);
            for evidence in &mut judgement.evidence {
                match evidence {
                    EvidenceId::Provision(provision) => each(Mention::Document(&mut provision.document)),
                    EvidenceId::Attached(number) => each(Mention::Decision(number, Sort::Evidence)),
                }
            }
        }
        Decision::ProgrammeKept { programme } => {
            if let Some(document) = &mut programme.document {
                each(Mention::Holder(document));
            }
        }
        Decision::ReadingCorrected { provision, .. } => each(Mention::Document(&mut provision.document)),
        Decision::Undone { number } => each(Mention::Decision(number, Sort::Any)),
        Decision::ProgrammeRemoved { .. }
        | Decision::MechanismsJoined { .. }
        | Decision::MechanismCorrected { .. }
        | Decision::MechanismRejected { .. } => {}
    }
}

fn of_entry(entry: &mut EntryId, each: &mut dyn FnMut(Mention<'_>)) {
    match entry {
        EntryId::Read(undertaking) => each(Mention::Document(&mut undertaking.provision.document)),
        EntryId::Added(number) => each(Mention::Decision(number, Sort::Entry)),
    }
}

/// Returns whether a decision is about an entry that was read, or about a reading.
fn is_of_read_entry(decision: &Decision) -> bool {
    let is_read = |entry: &EntryId| matches!(entry, EntryId::Read(_));
    match decision {
        Decision::Confirmed { entry }
        | Decision::Corrected { entry, .. }
        | Decision::Split { entry, .. }
        | Decision::Rejected { entry }
        | Decision::EvidenceAccepted { entry, .. }
        | Decision::EvidenceDeclined { entry, .. }
        | Decision::EvidenceAttached { entry, .. }
        | Decision::Assessed { entry, .. }
        | Decision::Placed { entry, .. }
        | Decision::NotPlaced { entry, .. } => is_read(entry),
        Decision::Merged { entry, other } => is_read(entry) || is_read(other),
        Decision::ReadingCorrected { .. } => true,
        _ => false,
    }
}

/// What a decision is about, as it is guarded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Subject {
    /// An undertaking.
    Undertaking(UndertakingId),
    /// An entry that a person added, by the number of that change.
    Added(u64),
    /// A provision whose reading was corrected; its language is always told.
    Provision(ProvisionId),
    /// A programme, a mechanism: nothing that is called otherwise elsewhere.
    Other(SmolStr),
}

impl Subject {
    pub(crate) fn new(name: &str) -> Self {
        match name.parse() {
            Ok(EntryId::Read(undertaking)) => Self::Undertaking(undertaking),
            Ok(EntryId::Added(number)) => Self::Added(number),
            Err(_) => match name.parse::<ProvisionId>() {
                Ok(provision) if provision.language.is_some() => Self::Provision(provision),
                _ => Self::Other(SmolStr::new(name)),
            },
        }
    }

    /// Returns the document of an undertaking or a provision.
    pub(crate) fn document(&self) -> Option<&DocumentId> {
        match self {
            Self::Undertaking(undertaking) => Some(&undertaking.provision.document),
            Self::Provision(provision) => Some(&provision.document),
            Self::Added(_) | Self::Other(_) => None,
        }
    }

    /// Returns the same undertaking or provision under another name of its document; anything else as it is.
    pub(crate) fn within(&self, document: &DocumentId) -> Self {
        let mut subject = self.clone();
        match &mut subject {
            Self::Undertaking(undertaking) => undertaking.provision.document = document.clone(),
            Self::Provision(provision) => provision.document = document.clone(),
            Self::Added(_) | Self::Other(_) => {}
        }
        subject
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undertaking(undertaking) => undertaking.fmt(f),
            Self::Provision(provision) => provision.fmt(f),
            Self::Added(number) => write!(f, "c-{number}"),
            Self::Other(name) => f.write_str(name),
        }
    }
}

/// Returns the documents that a decision and its subjects mention, each once, that of the entry first, and whether the
/// decision makes no sense without it.
pub(crate) fn documents(decision: &Decision, subjects: &[SmolStr]) -> Vec<(DocumentId, bool)> {
    let mut documents: Vec<(DocumentId, bool)> = Vec::new();
    let mut add = |document: &DocumentId, is_needed| match documents.iter_mut().find(|(known, _)| known == document) {
        Some((_, known)) => *known |= is_needed,
        None => documents.push((document.clone(), is_needed)),
    };
    mentions(&mut decision.clone(), &mut |mention| match mention {
        Mention::Document(document) => add(document, true),
        Mention::Holder(document) => add(document, false),
        Mention::Decision(..) => {}
    });
    let is_needed = is_of_read_entry(decision);
    for subject in subjects {
        if let Some(document) = Subject::new(subject).document() {
            add(document, is_needed);
        }
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_told_apart_and_written_as_they_were() {
        let names = [
            "arv-2026/en#p3.1",
            "arv-2026/en#p3",
            "c-12",
            "programme/a",
            "mechanism/c-12",
            "mechanism/海洋対話",
            "c-0",
            "",
        ];
        for name in names {
            assert_eq!(Subject::new(name).to_string(), name);
        }
        let document = |name: &str| Subject::new(name).document().map(ToString::to_string);
        assert_eq!(names.map(|name| document(name).is_some()), [true, true, false, false, false, false, false, false]);
        let other = "slm".parse().expect("a name");
        assert_eq!(Subject::new("arv/en#p3.1").within(&other).to_string(), "slm/en#p3.1");
        assert_eq!(Subject::new("arv/en#p3").within(&other).to_string(), "slm/en#p3");
        assert_eq!(Subject::new("c-12").within(&other).to_string(), "c-12");
    }
}
