//! Formulas that were traced, kept until the archive changes: all families, what was left out, and the lineages last asked
//! for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use seimei_app::archive::draft::Record;
use seimei_app::archive::trace::{Found, Gone, PassageId, Recurring, Tracing, Wanted};
use seimei_model::code::Lang;

/// So many lineages are kept. One takes some tens of kilobytes.
const KEPT: usize = 400;

/// All families of formulas at one state of the archive.
#[derive(Debug)]
pub(crate) struct Families {
    /// Those of most documents first.
    pub(crate) recurring: Vec<Recurring>,
    /// What a partnership used regularly and then left out.
    pub(crate) gone: Vec<Gone>,
}

/// What was traced at one state of the archive.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    families: OnceLock<Families>,
    found: Mutex<BTreeMap<PassageId, Arc<Found>>>,
    records: Mutex<BTreeMap<Lang, Arc<Record>>>,
}

impl Formulas {
    /// Returns all families. Kept once asked; about 50 microseconds a provision of the archive.
    pub(crate) fn families(&self, tracing: &Tracing) -> &Families {
        self.families.get_or_init(|| {
            let families = tracing.families();
            Families {
                recurring: tracing.recurring_among(&families),
                gone: tracing.vanished_among(&families, &Wanted::default()),
            }
        })
    }

    /// Returns the lineage of a provision. Kept once asked.
    pub(crate) fn found(&self, tracing: &Tracing, passage: PassageId) -> Arc<Found> {
        let known = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&passage) {
            return Arc::clone(known);
        }
        let made = Arc::new(tracing.found(passage));
        let mut known = known();
        if known.len() >= KEPT {
            known.clear();
        }
        Arc::clone(known.entry(passage).or_insert(made))
    }

    /// Returns the texts of a language that drafts are checked against. Kept once asked.
    pub(crate) fn record(&self, tracing: &Tracing, language: Lang) -> Arc<Record> {
        let mut known = self.records.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(language).or_insert_with(|| Arc::new(Record::of(tracing, language))))
    }
}
