//! What the finders know beyond the sentence: the document, and what was said before.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::document::DocumentKind;
use smol_str::SmolStr;

use crate::finding::Lost;
use crate::topics;

/// What is known about the document before its sentences are read.
#[derive(Debug)]
pub struct Context<'l> {
    /// The tables of its language.
    pub lexicon: &'l LanguageLexicon,
    /// What sort of document it is (of the part, where a page holds several).
    pub kind: DocumentKind,
    /// Date of the document: year, and month and day where known.
    pub date: Option<CalendarDate>,
    /// Those in whose name it speaks.
    pub parties: Vec<ActorCode>,
    /// Persons named with their office somewhere in the document: how the text later calls them
    /// (岸田総理, 岸田, Kishida), with the codes they act for.
    pub persons: BTreeMap<String, Vec<ActorCode>>,
    /// Those beside the parties whom title and opening name, in order: with whom a readout deals.
    pub counterparts: Vec<ActorCode>,
    /// The state or organisation whose publisher issued the text, if its address or imprint tells:
    /// office holders introduced without a state are its own.
    pub issuer: Option<ActorCode>,
}

/// A Gregorian date known to the year, month or day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct CalendarDate {
    /// Gregorian year.
    pub year: i32,
    /// Month from 1.
    pub month: Option<u32>,
    /// Day of the month from 1.
    pub day: Option<u32>,
}

impl CalendarDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (what follows is left aside); `None` for anything else.
    pub fn parse(edtf: &str) -> Option<Self> {
        let mut numbers = edtf.split(['/', 'T']).next()?.split('-').map(|part| part.parse::<u32>().ok());
        let year = i32::try_from(numbers.next()??).ok()?;
        let month = numbers.next().flatten().filter(|month| (1..=12).contains(month));
        let day = month.and_then(|_| numbers.next().flatten());
        Some(Self { year, month, day })
    }
}

/// A clause that breaks off before a list: what its items do.
#[derive(Clone, PartialEq, Debug)]
pub struct LeadIn {
    /// The act of the introduction.
    pub act: ActKind,
    /// Who does it.
    pub actors: Vec<ActorCode>,
    /// How strongly it is worded.
    pub strength: Strength,
    /// Whether it binds the actors.
    pub commitment: bool,
}

/// What earlier sentences leave for later ones. Made new for each document part.
#[derive(Clone, Debug, Default)]
pub struct Discourse {
    /// The last date named in running text, for 同年, "that month", a month without its year.
    pub last_date: Option<CalendarDate>,
    /// The subject that the text carries on.
    pub last_subject: Vec<ActorCode>,
    /// The last several who acted together, for "the three ministers".
    pub last_group: Vec<ActorCode>,
    /// Whether the sentence before was about something abstract, which "it" would carry on.
    pub subject_is_abstract: bool,
    /// The last state or organisation named, for 同国, its.
    pub last_named: Option<ActorCode>,
    /// The states and organisations named last, the very last first, each once.
    pub recent: Vec<ActorCode>,
    /// Whom the person named last acts for, for 同大統領, he.
    pub last_person: Vec<ActorCode>,
    /// Persons introduced so far, as in [`Context::persons`].
    pub persons: BTreeMap<String, Vec<ActorCode>>,
    /// The families of offices whose holder the issuer has introduced, while introductions are
    /// looked for; `None` once the text is read.
    pub introducing: Option<Vec<SmolStr>>,
    /// The actors last condemned, urged or worried about.
    pub last_targets: Vec<ActorCode>,
    /// An introduction that the items after it complete ("The two sides will:").
    pub lead_in: Option<LeadIn>,
    /// Inside a quotation that runs over several sentences: who speaks.
    pub open_quotation: Option<Vec<ActorCode>>,
    /// What the topics of later sentences take over.
    pub topics: topics::Memory,
    /// Rules that fired and lost in this sentence; kept only when `explain` is set.
    pub lost: Vec<Lost>,
    /// Whether to keep `lost`.
    pub explain: bool,
}
