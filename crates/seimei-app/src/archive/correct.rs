//! Correcting a reading: what a person says of a provision is looked at, completed with the words it rests on, and
//! committed as a decision. It stands over every later reading of that wording.

use seimei_model::code::Lang;
use seimei_model::correction::{ActAsRead, ActCorrection, AddedAct, Due, ReadingCorrection, SaidOfAct, locate};
use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::record::{DocumentRecord, StoredReading};
pub use seimei_register::reading::{Corrected, Corrections};
use seimei_store::change::{Change, Receipt, Write};
use seimei_store::error::StoreError;
use smol_str::SmolStr;

use crate::archive::register::Refused;
use crate::archive::{Archive, now};

/// What somebody wants to correct in a reading.
#[derive(Clone, PartialEq, Debug)]
pub struct CorrectionRequest {
    /// The provision; without a language that of the document's first expression.
    pub provision: ProvisionId,
    /// What is to stand in place. Its wording may be left empty: else it must be the provision's, so that a page that was
    /// open while the text was replaced corrects nothing. What acts rest on is filled in.
    pub correction: ReadingCorrection,
    /// Why.
    pub reason: String,
    /// The number of the last correction of the provision that he saw; `None` for the last there is.
    pub seen: Option<u64>,
}

/// A reading that was corrected.
#[derive(Clone, PartialEq, Debug)]
pub struct CorrectionMade {
    /// Number of the change, by which it can be undone.
    pub number: u64,
    /// The provision under its document's present name, with its language.
    pub provision: ProvisionId,
    /// What was recorded.
    pub correction: ReadingCorrection,
}

impl Archive {
    /// Returns the corrections of readings that hold. Reads all decisions: once for each operation.
    pub fn corrections(&self) -> Result<Corrections, StoreError> {
        Ok(Corrections::new(&self.store().decisions()?))
    }

    /// Returns the reading of a version of an expression (`None` for the present one) with corrections over it.
    pub fn corrected(
        &self,
        document: &DocumentRecord,
        language: Lang,
        version: Option<u32>,
        corrections: &Corrections,
    ) -> Result<Option<StoredReading>, StoreError> {
        let id = ExpressionId { document: document.id.clone(), language };
        let mut stored = self.store().reading(&id, version)?;
        if let Some(stored) = &mut stored {
            corrections.lay_over(stored, document);
        }
        Ok(stored)
    }

    /// Corrects the reading of a provision of the present version, without drawing the register.
    pub fn correct_reading(&self, request: CorrectionRequest, by: &str) -> Result<CorrectionMade, Refused> {
        let CorrectionRequest { provision: mut name, correction, reason, seen } = request;
        let decisions = self.store().decisions()?;
        let document = self.store().document(&name.document)?.filter(|document| !document.is_removed);
        let document = document.ok_or_else(|| Refused::NoProvision(name.clone()))?;
        name.document = document.id.clone();
        name.language = name.language.or(document.expressions.first().map(|first| first.id.language));
        let language = name.language.unwrap_or(Lang::Und);
        let stored = self.corrected(&document, language, None, &Corrections::new(&decisions))?;
        let provision = stored.and_then(|mut stored| {
            let at = stored.position(name.number).filter(|at| *at < stored.reading.provisions.len())?;
            Some(stored.reading.provisions.swap_remove(at))
        });
        let provision = provision.ok_or_else(|| Refused::NoProvision(name.clone()))?;
        let correction = completed(correction, &provision, &name)?;
        let seen = seen.unwrap_or_else(|| last_on(&name, &document, &decisions));
        let decision = Decision::ReadingCorrected { provision: name.clone(), correction: Box::new(correction.clone()) };
        let subjects = vec![SmolStr::new(name.to_string())];
        let change = Change::Decided { decision, subjects, seen, reason };
        let receipts = self.store().commit(vec![Write { change, reading: None, original: None }], &now(), by)?;
        let number = receipts.into_iter().find_map(|receipt| match receipt {
            Receipt::Made { number, .. } => Some(number),
            Receipt::Known { .. } => None,
        });
        Ok(CorrectionMade { number: number.unwrap_or_default(), provision: name, correction })
    }
}

/// Returns the number of the last decision on the reading of a provision, whatever name its document had then; 0 where
/// there is none.
pub(super) fn last_on(name: &ProvisionId, document: &DocumentRecord, decisions: &[DecisionRecord]) -> u64 {
    let names = std::iter::once(&document.id).chain(&document.aliases);
    let names: Vec<String> =
        names.map(|own| ProvisionId { document: own.clone(), ..name.clone() }.to_string()).collect();
    let is_on = |record: &&DecisionRecord| record.subjects.iter().any(|subject| names.iter().any(|own| own == subject));
    decisions.iter().rev().find(is_on).map_or(0, |record| record.number)
}

/// Looks at a correction against the provision as it is read now, earlier corrections over it, and fills in what it rests
/// on: the wording, and of every act the words that carry it.
pub(super) fn completed(
    correction: ReadingCorrection,
    provision: &Provision,
    name: &ProvisionId,
) -> Result<ReadingCorrection, Refused> {
    if correction.is_empty() {
        return Err(Refused::NothingCorrected);
    }
    if !correction.wording.is_empty() && !correction.is_of(&provision.text) {
        return Err(Refused::OtherWording(name.clone()));
    }
    let acts = correction.acts.into_iter().map(|act| of_act(act, provision, name));
    let added = correction.added.into_iter().map(|act| of_added(act, provision));
    let mut topics = correction.topics;
    if let Some(topics) = &mut topics {
        let said = std::mem::take(topics);
        for topic in said {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
    }
    Ok(ReadingCorrection {
        wording: provision.text.clone(),
        acts: acts.collect::<Result<_, _>>()?,
        added: added.collect::<Result<_, _>>()?,
        topics,
    })
}

fn of_act(correction: ActCorrection, provision: &Provision, name: &ProvisionId) -> Result<ActCorrection, Refused> {
    let at = (correction.number as usize).checked_sub(1);
    let act = at.and_then(|at| provision.acts.get(at)).ok_or_else(|| Refused::NoAct {
        provision: name.clone(),
        number: correction.number,
        acts: provision.acts.len(),
    })?;
    let said = said(correction.said, act.commitment && !correction.none)?;
    Ok(ActCorrection { read: Some(ActAsRead::of(act)), said, ..correction })
}

fn of_added(added: AddedAct, provision: &Provision) -> Result<AddedAct, Refused> {
    if added.said.act.is_none() {
        return Err(Refused::NoKind);
    }
    let words = added.trigger.trim();
    let at = locate(words, &provision.text, added.at).ok_or_else(|| Refused::NoTrigger(words.to_owned()))?;
    let trigger = provision.text[at.bounds()].to_owned();
    Ok(AddedAct { trigger, at: at.start, said: said(added.said, false)? })
}

/// Sorts what is said of an act, and refuses a time for what is no commitment.
fn said(mut said: SaidOfAct, is_commitment: bool) -> Result<SaidOfAct, Refused> {
    for codes in [&mut said.actors, &mut said.targets].into_iter().flatten() {
        codes.sort();
        codes.dedup();
    }
    if let Some(Due::By(day)) = &said.due {
        if day.period().is_none() {
            return Err(Refused::NoDate(day.to_string()));
        }
        if !said.commitment.unwrap_or(is_commitment) {
            return Err(Refused::NotBinding);
        }
    }
    Ok(said)
}
