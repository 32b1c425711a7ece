//! Entries, offers, decisions and alignments as programs get them: as JSON, and as rows for a spreadsheet.

use seimei_export::csv::BETWEEN;
use seimei_model::code::Lang;
use seimei_model::decision::DecisionRecord;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EntryId;
use seimei_register::alignment::{Alignment, Cell};
use seimei_register::entry::{Assessment, Entry, Evidence};
use seimei_register::stocktake::{Class, Rules, class, verdicts};
use serde::Serialize;

use crate::archive::register::Registry;

/// An entry in a list: its own keys, its class on the day, and the rules by which it was read.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    /// The entry.
    #[serde(flatten)]
    pub entry: &'a Entry,
    /// Its class.
    pub class: &'static str,
    /// The day.
    pub today: &'a str,
    /// The rules.
    pub rules: &'a Rules,
}

/// An entry whole; the keys are described in `docs/register.md`.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    #[serde(flatten)]
    listed: Listed<'a>,
    /// The provisions it stands in, in every language.
    words: Vec<Words<'a>>,
    /// The judgements that count on the day.
    verdicts: Verdicts<'a>,
    /// Every decision on it, undone ones too.
    decisions: Vec<Decided<'a>>,
}

#[derive(Debug, Serialize)]
struct Words<'a> {
    provision: &'a ProvisionId,
    language: Option<Lang>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Verdicts<'a> {
    own: Option<&'a Assessment>,
    independent: Option<&'a Assessment>,
}

/// A decision.
#[derive(Debug, Serialize)]
pub struct Decided<'a> {
    #[serde(flatten)]
    record: &'a DecisionRecord,
    /// Number of the decision that undid it.
    undone_by: Option<u64>,
    /// Whether what it is about is no longer there.
    displaced: bool,
}

impl Decided<'_> {
    /// Returns the number of its change.
    pub fn number(&self) -> u64 {
        self.record.number
    }
}

/// An offer of evidence that waits for a decision.
#[derive(Debug, Serialize)]
pub struct Waiting<'a> {
    /// For which entry.
    pub entry: &'a EntryId,
    /// Number of the last decision on that; whoever decides says that he saw it.
    pub changed: u64,
    /// What is offered, with the reasons.
    pub offer: &'a Evidence,
    /// By which rules.
    pub rules: &'a Rules,
}

/// The alignment.
#[derive(Debug, Serialize)]
pub struct Aligned<'a> {
    /// The alignment.
    #[serde(flatten)]
    pub alignment: &'a Alignment,
    /// The day.
    pub today: &'a str,
    /// The rules.
    pub rules: &'a Rules,
}

/// The columns of entries; the words of the JSON keys where there are such.
pub const ENTRY: &[&str] = &[
    "entry",
    "standing",
    "class",
    "what",
    "by",
    "to",
    "act",
    "strength",
    "due",
    "topics",
    "mechanisms",
    "said",
    "first",
    "last",
    "undertakings",
    "offers",
    "evidence",
    "own_status",
    "own_compliance",
    "own_assessor",
    "own_day",
    "independent_status",
    "independent_compliance",
    "independent_assessor",
    "independent_day",
    "areas",
    "corrected",
    "changed",
    "lexicon",
    "program",
];

/// The columns of an alignment: a row for each topic in each framework.
pub const ALIGNMENT: &[&str] = &["topic", "framework", "commitments", "entries", "today", "lexicon", "program"];

/// Puts several values into one cell.
pub fn joined<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<Vec<_>>().join(BETWEEN)
}

impl Registry<'_> {
    /// Returns an entry whole, on a day.
    pub fn shown<'a>(&'a self, entry: &'a Entry, today: &'a str, rules: &'a Rules) -> Shown<'a> {
        let counterparts = entry.undertakings.iter().flat_map(|one| &one.counterparts);
        let own = entry.undertakings.iter().map(|one| &one.id.provision).chain(&entry.source);
        let mut words: Vec<Words> = Vec::new();
        for id in own.chain(counterparts) {
            if let Some((_, provision)) = self.at(id)
                && words.iter().all(|known| known.provision != id)
            {
                words.push(Words { provision: id, language: id.language, text: &provision.text });
            }
        }
        let [own, independent] = verdicts(entry, today);
        Shown {
            listed: Listed { entry, class: class(entry, today).word(), today, rules },
            words,
            verdicts: Verdicts { own, independent },
            decisions: self.decided(self.history(entry)),
        }
    }

    /// Returns decisions, each with what became of it.
    pub fn decided<'r>(&'r self, records: impl IntoIterator<Item = &'r DecisionRecord>) -> Vec<Decided<'r>> {
        let (undone, displaced) = (self.undone(), self.displaced());
        let decided = |record: &'r DecisionRecord| Decided {
            record,
            undone_by: undone.get(&record.number).copied(),
            displaced: displaced.contains(&record.number),
        };
        records.into_iter().map(decided).collect()
    }
}

/// Returns an entry as a row under [`ENTRY`].
pub fn entry_row(entry: &Entry, class: Class, today: &str, rules: &Rules) -> Vec<String> {
    let days = || entry.undertakings.iter().filter_map(|one| one.day.as_deref());
    let [first, last] = [days().min(), days().max()].map(|day| day.unwrap_or_default().to_owned());
    let undertakings: Vec<String> = entry.undertakings.iter().map(|one| one.id.to_string()).collect();
    let mut cells = vec![
        entry.id.to_string(),
        entry.standing.word().to_owned(),
        class.word().to_owned(),
        entry.what.clone(),
        joined(&entry.by),
        joined(&entry.to),
        entry.act.word().to_owned(),
        entry.strength.word().to_owned(),
        entry.due.as_ref().map(ToString::to_string).unwrap_or_default(),
        joined(&entry.topics),
        joined(&entry.mechanisms),
        entry.said().to_string(),
        first,
        last,
        joined(&undertakings),
        entry.offers.len().to_string(),
        entry.evidence.len().to_string(),
    ];
    for one in verdicts(entry, today) {
        cells.extend(verdict(one));
    }
    cells.extend([
        joined(&entry.areas),
        joined(&entry.corrected),
        entry.changed.to_string(),
        rules.lexicon.clone(),
        rules.program.to_string(),
    ]);
    cells
}

fn verdict(one: Option<&Assessment>) -> [String; 4] {
    one.map_or_else(Default::default, |one| {
        let judgement = &one.judgement;
        let step = one.compliance.map(|step| step.to_string()).unwrap_or_default();
        [judgement.status.word().to_owned(), step, judgement.assessor.clone(), judgement.day.clone()]
    })
}

/// Returns the rows of an alignment under [`ALIGNMENT`].
pub fn alignment_rows(alignment: &Alignment, today: &str, rules: &Rules) -> Vec<Vec<String>> {
    let row = |cell: &Cell| {
        let parties = alignment.frameworks.get(cell.framework).map(|framework| joined(&framework.parties));
        vec![
            cell.topic.to_string(),
            parties.unwrap_or_default(),
            cell.entries.len().to_string(),
            joined(&cell.entries),
            today.to_owned(),
            rules.lexicon.clone(),
            rules.program.to_string(),
        ]
    };
    alignment.cells.iter().map(row).collect()
}
