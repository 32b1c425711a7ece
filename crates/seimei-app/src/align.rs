//! Which provision of one text answers to which of another: of two files, or of two expressions in an archive.

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::reading::Reading;
use seimei_model::record::StoredReading;
use seimei_reading::read::read;

use crate::files::{self, Problem, Source};
use crate::read::{ReadDocument, ingest_opened};
use crate::worker::Worker;

pub use seimei_wording::align::{Alignment, ClueKind, Ground, Group, Likeness, Nearness, Reason, align, likeness};

/// Reads a source whole.
pub fn read_whole(source: &Source, lexicon: &Lexicon, worker: &Worker) -> Result<ReadDocument, Problem> {
    let ingested = ingest_opened(&source.name, files::open(source)?, lexicon, worker)?;
    let reading = read(&ingested, lexicon);
    Ok(ReadDocument { file: source.name.clone(), encoding: ingested.encoding, reading, explanation: None })
}

/// Provisions of two expressions that say the same, by their lasting numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Counterparts(Vec<Link>);

/// A group of an alignment, by lasting numbers.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Provisions of A; empty where A has none.
    pub a: Vec<u32>,
    /// Provisions of B; never empty together with `a`.
    pub b: Vec<u32>,
    /// How sure it is, from 0 to 1.
    pub score: f64,
    /// What it rests on, the weightiest first.
    pub rests_on: Vec<Ground>,
}

/// Aligns two expressions that an archive keeps. Takes some milliseconds for documents of usual length.
pub fn counterparts(a: &StoredReading, b: &StoredReading, lexicon: &Lexicon) -> Counterparts {
    let lasting = |positions: Vec<usize>, stored: &StoredReading| -> Vec<u32> {
        positions.into_iter().filter_map(|position| stored.numbers.get(position).copied()).collect()
    };
    let groups = align(&a.reading, &b.reading, lexicon).groups;
    let link = |group: Group| Link {
        a: lasting(group.a, a),
        b: lasting(group.b, b),
        score: group.score,
        rests_on: group.rests_on,
    };
    Counterparts(groups.into_iter().map(link).collect())
}

impl Counterparts {
    /// Takes an alignment of two readings whose provisions have their lasting numbers.
    pub fn of(alignment: &Alignment, a: &Reading, b: &Reading) -> Self {
        let lasting = |positions: &[usize], reading: &Reading| -> Vec<u32> {
            positions.iter().filter_map(|at| Some(reading.provisions.get(*at)?.number)).collect()
        };
        let link = |group: &Group| Link {
            a: lasting(&group.a, a),
            b: lasting(&group.b, b),
            score: group.score,
            rests_on: group.rests_on.clone(),
        };
        Self(alignment.groups.iter().map(link).collect())
    }

    /// Returns all groups in order.
    pub fn links(&self) -> &[Link] {
        &self.0
    }

    /// Returns the group that the provision of A with a lasting number belongs to; its `b` is empty where B lacks it.
    pub fn of_a(&self, number: u32) -> Option<&Link> {
        self.0.iter().find(|link| link.a.contains(&number))
    }

    /// Returns the group that the provision of B with a lasting number belongs to; its `a` is empty where A lacks it.
    pub fn of_b(&self, number: u32) -> Option<&Link> {
        self.0.iter().find(|link| link.b.contains(&number))
    }
}
