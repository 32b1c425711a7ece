//! A draft against the record: formulas that it drops, weakens or changes; names, titles, dates and resolution numbers that
//! the record writes otherwise; abbreviations; terms used two ways. And the other way: agreed language on a topic.
//!
//! Nothing is found without the words it rests on: each finding has its place in the draft and, where it rests on the
//! record, the passage there. Wording of other parties is never presented as dropped: formulas are looked for in the
//! statements of exactly the draft's parties. What the record is silent about is no finding.

mod abbreviations;
mod dates;
mod formulas;
mod numbers;
mod offices;
mod page;
mod spelling;
mod suggest;
mod tables;
mod terms;
#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;
use serde::Serialize;

use crate::changes::Change;

pub use suggest::{Suggestion, suggest};
pub use tables::found;

use page::Page;

/// A text of the record.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'r> {
    /// What was read in it.
    pub reading: &'r Reading,
    /// In whose name it speaks, alphabetical.
    pub parties: &'r [ActorCode],
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// The last day of its date (`2031-05-20`); statements without one stand before all others.
    pub day: Option<&'r str>,
}

/// What a finding is about. In order of weight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A resolution's number that the record never names, while it often names a near one.
    Resolution,
    /// A name written otherwise than the record writes it.
    Name,
    /// The title of an office holder.
    Title,
    /// The date of a named event or document.
    Date,
    /// A formula is worded less firmly: strength, act, qualifier, legal basis.
    Weakened,
    /// A formula that the same parties use is not there.
    Dropped,
    /// A formula has another number, date, negation or act.
    Changed,
    /// One thing under two names, or in two spellings, within the draft.
    TwoWays,
    /// An abbreviation defined twice, differently.
    DefinedTwice,
    /// An abbreviation that is not defined.
    Undefined,
    /// An abbreviation defined and not used.
    Unused,
}

impl FindingKind {
    /// All kinds, the weightiest first.
    pub const ALL: &[Self] = &[
        Self::Resolution,
        Self::Name,
        Self::Title,
        Self::Date,
        Self::Weakened,
        Self::Dropped,
        Self::Changed,
        Self::TwoWays,
        Self::DefinedTwice,
        Self::Undefined,
        Self::Unused,
    ];

    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Resolution => "resolution",
            Self::Name => "name",
            Self::Title => "title",
            Self::Date => "date",
            Self::Weakened => "weakened",
            Self::Dropped => "dropped",
            Self::Changed => "changed",
            Self::TwoWays => "two_ways",
            Self::DefinedTwice => "defined_twice",
            Self::Undefined => "undefined",
            Self::Unused => "unused",
        }
    }
}

/// A place in the draft.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Position of the provision, from 0.
    pub provision: usize,
    /// Where the words stand in its text, in bytes.
    pub range: TextRange,
    /// The words.
    pub words: String,
}

/// A passage of the record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Cited {
    /// Position of the statement in the record that was given, from 0.
    pub statement: usize,
    /// Position of the provision in its reading, from 0.
    pub provision: usize,
}

/// Something to look at in the draft.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// Where in the draft, in order; empty for what is dropped.
    pub places: Vec<Place>,
    /// What the draft writes: a name, a number, an abbreviation; empty for formulas.
    pub written: String,
    /// What it is to be compared with: how the record writes it, the other way of writing, the other definition.
    pub against: String,
    /// The passages of the record that it rests on, the newest first.
    pub cited: Vec<Cited>,
    /// Of a formula: what changed from the first passage of the record to the draft.
    pub changes: Vec<Change>,
    /// In how many texts the record says so.
    pub said: usize,
    /// Out of how many texts that could; 0 where that is not counted.
    pub of: usize,
}

impl Finding {
    fn new(kind: FindingKind) -> Self {
        Self {
            kind,
            places: Vec::new(),
            written: String::new(),
            against: String::new(),
            cited: Vec::new(),
            changes: Vec::new(),
            said: 0,
            of: 0,
        }
    }
}

/// What a check found, and what it was made against.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Checked {
    /// What to look at, the weightiest first.
    pub findings: Vec<Finding>,
    /// Positions of the same parties' statements that formulas were looked for in, the newest first.
    pub same_parties: Vec<usize>,
}

/// Checks a draft against a record: texts in the draft's language, the oldest first, the draft not among them. `parties` are
/// those in whose name the draft is to speak. About linear in the record.
pub fn check(draft: &Reading, parties: &[ActorCode], record: &[Statement], lexicon: &Lexicon) -> Checked {
    let language = draft.document.language;
    let pages = |reading: &Reading| -> Vec<Page> {
        reading.provisions.iter().map(|provision| Page::new(&provision.text, language, lexicon)).collect()
    };
    let own = pages(draft);
    let all: Vec<Vec<Page>> = record.iter().map(|statement| pages(statement.reading)).collect();
    let desk = Desk { language, lexicon, own: &own, record: &all, words: tables::Words::new(lexicon, language) };
    let (mut findings, same_parties) = formulas::findings(draft, parties, record, lexicon);
    findings.extend(numbers::findings(&desk));
    findings.extend(spelling::findings(&desk));
    findings.extend(offices::findings(&desk));
    findings.extend(dates::findings(draft, record));
    findings.extend(abbreviations::findings(&desk));
    findings.extend(terms::findings(&desk));
    findings.sort_by(|one, other| {
        let key = |finding: &Finding| (finding.kind, std::cmp::Reverse(finding.said));
        key(one).cmp(&key(other)).then_with(|| one.places.cmp(&other.places)).then_with(|| one.cited.cmp(&other.cited))
    });
    Checked { findings, same_parties }
}

/// What the checks of words look at.
struct Desk<'d> {
    language: seimei_model::code::Lang,
    lexicon: &'d Lexicon,
    /// The provisions of the draft.
    own: &'d [Page],
    /// Those of each statement of the record, the oldest first.
    record: &'d [Vec<Page>],
    words: tables::Words,
}

impl Desk<'_> {
    /// Calls `each` with every passage of the record.
    fn passages(&self, mut each: impl FnMut(Cited, &Page)) {
        for (statement, pages) in self.record.iter().enumerate() {
            for (provision, page) in pages.iter().enumerate() {
                each(Cited { statement, provision }, page);
            }
        }
    }

    /// Returns the place of a stretch of a folded provision of the draft.
    fn place(&self, provision: usize, folded: TextRange) -> Place {
        let page = &self.own[provision];
        let range = page.under(folded);
        Place { provision, range, words: page.given(range).to_owned() }
    }
}

/// Returns the newest of passages, at most `most`, one of each statement.
fn newest(mut cited: Vec<Cited>, most: usize) -> Vec<Cited> {
    cited.sort_by(|one, other| other.statement.cmp(&one.statement).then(one.provision.cmp(&other.provision)));
    cited.dedup_by_key(|cited| cited.statement);
    cited.truncate(most);
    cited
}

/// Counts the statements that passages stand in.
fn statements(cited: &[Cited]) -> usize {
    let mut all: Vec<usize> = cited.iter().map(|cited| cited.statement).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}
