//! The register of an archive: drawn from its readings, with what persons decided laid over it.

mod attach;
mod basis;
mod count;
mod decide;
mod follow;
mod grounds;
mod log;
mod mechanisms;
mod programmes;
mod query;
mod resolve;
mod shared;
mod stocktake;

use std::collections::BTreeMap;
use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::decision::DecisionRecord;
use seimei_register::alignment::{self, Alignment};
use seimei_register::grounds::Grounds;
use seimei_register::mechanism::{self, Mechanism};
use seimei_register::overlay::{self, Register};
use seimei_register::reading::Corrections;
use seimei_store::error::StoreError;
use smol_str::SmolStr;

use crate::archive::Archive;
use crate::archive::trace::{Taken, Tracing};

pub use attach::{attached, attached_bytes};
pub use count::Count;
pub use decide::{Refused, Request};
pub use grounds::Drawn;
pub use mechanisms::{NoMechanism, WantedMechanisms};
pub use programmes::{NoProgrammeFile, ProgrammeForm, programme_text, read_programme};
pub use query::{Due, Query};
pub use resolve::NoEntry;
pub use seimei_register::overlay::Kept;
pub use seimei_register::stocktake::{Asked, Class, Rules, Stocktake, class, verdicts};
pub use seimei_register::{alignment as aligned, chronology, entry, mechanism as directory, programme};
pub use shared::shared;
pub use stocktake::SILENT;

/// The register, with the texts it is drawn from.
pub struct Registry<'l> {
    tracing: Arc<Tracing<'l>>,
    /// What was drawn, before any decision.
    drawn: Arc<Drawn<'l>>,
    register: Register,
    /// The directory, where somebody decided on it; else it is as drawn.
    mechanisms: Option<Vec<Mechanism>>,
    decisions: Vec<DecisionRecord>,
    /// By which change each text was taken in.
    taken: Arc<Taken>,
    /// Number of the last change that it knows of.
    followed: u64,
}

impl Archive {
    /// Draws the register from the present readings and lays the decisions over it. `progress` is called with (done, all)
    /// while readings are fetched. About 4 ms a document.
    pub fn registry<'l>(
        &self,
        lexicon: &'l Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Registry<'l>, StoreError> {
        // The number before all else, so that what is done meanwhile is followed the next time. Then decisions: one that is
        // made meanwhile is then missing, and not one that refers to what was not drawn.
        let followed = self.store().last_change()?;
        let decisions = self.store().decisions()?;
        let taken = self.taken_after(0)?;
        let tracing = self.tracing_with(&Corrections::new(&decisions), &taken, lexicon, progress)?;
        let drawn = tracing.drawn();
        Ok(Registry::laid(Arc::new(tracing), Arc::new(drawn), decisions, Arc::new(taken), followed))
    }
}

impl<'l> Registry<'l> {
    /// Lays decisions over what was drawn.
    fn laid(
        tracing: Arc<Tracing<'l>>,
        drawn: Arc<Drawn<'l>>,
        decisions: Vec<DecisionRecord>,
        taken: Arc<Taken>,
        followed: u64,
    ) -> Self {
        let aliases: BTreeMap<String, String> = tracing
            .texts()
            .iter()
            .flat_map(|text| {
                text.document.aliases.iter().map(|alias| (alias.to_string(), text.document.id.to_string()))
            })
            .collect();
        let register = {
            let texts = tracing.register_texts();
            let Drawn { families, counterparts, entries, .. } = &*drawn;
            overlay::overlay(&Grounds { texts: &texts, families, counterparts }, entries.clone(), &decisions, &aliases)
        };
        let holding: Vec<DecisionRecord> = overlay::holding(&decisions).into_iter().cloned().collect();
        let is_about = |record: &DecisionRecord| {
            use seimei_model::decision::Decision::{MechanismCorrected, MechanismRejected, MechanismsJoined};
            matches!(record.decision, MechanismCorrected { .. } | MechanismRejected { .. } | MechanismsJoined { .. })
        };
        let is_decided = holding.iter().any(is_about);
        let mechanisms = is_decided.then(|| mechanism::overlay(drawn.mechanisms.clone(), &holding));
        Self { tracing, drawn, register, mechanisms, decisions, taken, followed }
    }
}

/// Many requests of a server ask one [`Registry`] at once.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Registry<'static>>();
};

impl<'l> Registry<'l> {
    /// Returns the register.
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Returns the directory of mechanisms, by name.
    pub fn mechanisms(&self) -> &[Mechanism] {
        self.mechanisms.as_deref().unwrap_or(&self.drawn.mechanisms)
    }

    /// Returns all decisions, undone ones too, in order.
    pub fn decisions(&self) -> &[DecisionRecord] {
        &self.decisions
    }

    /// Returns the texts and lineages it is drawn from.
    pub fn tracing(&self) -> &Tracing<'l> {
        &self.tracing
    }

    /// Returns the lexicon it works with.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.tracing.lexicon()
    }

    /// Returns the rule set that every count names.
    pub fn rules(&self) -> Rules {
        Rules { lexicon: self.lexicon().version().to_owned(), program: SmolStr::new_static(env!("CARGO_PKG_VERSION")) }
    }

    /// Calls `with` with what the register is drawn from.
    pub fn with_grounds<T>(&self, with: impl FnOnce(&Grounds) -> T) -> T {
        let texts = self.tracing.register_texts();
        let Drawn { families, counterparts, .. } = &*self.drawn;
        with(&Grounds { texts: &texts, families, counterparts })
    }

    /// Returns the alignment of the live commitments across frameworks.
    pub fn alignment(&self, wanted: &alignment::Wanted) -> Alignment {
        self.with_grounds(|grounds| alignment::alignment(&self.register, grounds, wanted))
    }
}
