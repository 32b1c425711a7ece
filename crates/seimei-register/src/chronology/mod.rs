//! The chronology: what the documents of an archive tell to have happened, one line a happening, with all its sources.
//!
//! A telling (`telling`) is one sentence that tells of a dated event, or a document that was itself issued. Tellings of one
//! happening are laid together (`merge`) by kind, date, who took part and what they are about (`marks`); `draw` makes the line.

mod company;
mod draw;
mod marks;
mod merge;
mod telling;
mod words;

#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::Translation;
use seimei_model::event::EventType;
use seimei_model::identity::ProvisionId;
use serde::Serialize;

use crate::grounds::Grounds;

/// A happening, with everything that tells it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Happening {
    /// The first day it may have been, `YYYY-MM-DD`; year 0000 where the beginning is open.
    pub day_first: String,
    /// The last day it may have been, `YYYY-MM-DD`; year 9999 where the end is open.
    pub day_last: String,
    /// When: the most exact date that is told; where exact dates differ, the one most documents tell.
    pub date: Edtf,
    /// How exact the date is.
    pub precision: Precision,
    /// What sort of thing.
    pub kind: EventType,
    /// Who took part, alphabetical: as most sources have it.
    pub participants: Vec<ActorCode>,
    /// What happened: the clause of the best source, or the title of the document, as written.
    pub what: String,
    /// The mechanisms that the telling clauses name, as written, alphabetical.
    pub mechanisms: Vec<String>,
    /// Where, as written; known of documents only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Whether every source tells it as still to come.
    pub planned: bool,
    /// What tells it with a date that agrees, in order of time; never empty.
    pub sources: Vec<Source>,
    /// What tells it with another exact date, in order of the dates.
    pub conflicts: Vec<Conflict>,
}

/// How exact a date is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A day.
    Day,
    /// A month, a season or some days or weeks of them: at most 92 days.
    Month,
    /// A year or part of it.
    Year,
    /// Longer, or open.
    Longer,
}

/// Another date that is told of a happening.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Conflict {
    /// The date.
    pub date: Edtf,
    /// What tells it, in order of time; never empty.
    pub sources: Vec<Source>,
}

/// Whether a source is the happening or tells of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// The document was issued then, or is the account of the meeting.
    Issued,
    /// A sentence tells it.
    Told,
}

/// What tells a happening.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Source {
    /// The sentence; the document's first where the document itself is the source.
    pub provision: ProvisionId,
    /// Whether the document is the happening or tells it.
    pub kind: SourceKind,
    /// First day of the document, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// The words that tell it, as written; the title where the document itself is the source.
    pub quote: String,
    /// The date as told.
    pub date: Edtf,
    /// The status of the text as a translation.
    pub translation: Option<Translation>,
}

/// Which happenings are wanted; what is left empty asks for nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wanted {
    /// All of these took part.
    pub parties: Vec<ActorCode>,
    /// Not over before this day, `YYYY-MM-DD`.
    pub since: Option<String>,
    /// Not begun after this day, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// One of these.
    pub kinds: Vec<EventType>,
}

/// Returns what the texts tell, in order of day; of one first day the exact before the vague.
pub fn chronology(grounds: &Grounds, lexicon: &Lexicon) -> Vec<Happening> {
    let tellings = telling::collect(grounds, lexicon);
    let groups = merge::merge(&tellings, grounds, lexicon);
    let mut happenings: Vec<Happening> =
        groups.iter().filter_map(|group| draw::happening(group, &tellings, grounds)).collect();
    happenings.sort_by(|a, b| {
        let key = |h: &Happening| (h.day_first.clone(), h.day_last.clone(), h.kind, h.participants.clone());
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what))
    });
    happenings
}

/// Returns the happenings that are wanted, in the same order.
///
/// A date that only may lie in the time asked for counts.
pub fn chosen<'h>(happenings: &'h [Happening], wanted: &Wanted) -> Vec<&'h Happening> {
    let is_wanted = |happening: &&Happening| {
        wanted.parties.iter().all(|party| happening.participants.contains(party))
            && wanted.since.as_ref().is_none_or(|since| happening.day_last >= *since)
            && wanted.until.as_ref().is_none_or(|until| happening.day_first <= *until)
            && (wanted.kinds.is_empty() || wanted.kinds.contains(&happening.kind))
    };
    happenings.iter().filter(is_wanted).collect()
}
