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

#[cfg(test)]
mod tests {
    use seimei_model::act::ActKind;
    use seimei_store::store::Place;

    use super::*;
    use crate::archive::add::{Became, Order};
    use crate::archive::view;
    use crate::worker::Worker;

    const TEXT: &str =
        "Joint Statement\n20 May 2031\n\nWe welcome the progress made. We will sign the agreement by 2032.\n";

    fn kind(kind: ActKind) -> ReadingCorrection {
        let said = SaidOfAct { act: Some(kind), ..SaidOfAct::default() };
        let acts = vec![ActCorrection { number: 1, said, ..ActCorrection::default() }];
        ReadingCorrection { acts, ..ReadingCorrection::default() }
    }

    #[test]
    fn a_reading_is_corrected_without_drawing_the_register() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::create(Place::Folder(folder.path().join("archive"))).expect("an archive");
        let (lexicon, worker) = (crate::lexicon::load(&[]).expect("a lexicon"), Worker::in_process());
        let file = folder.path().join("statement.txt");
        std::fs::write(&file, TEXT).expect("a file");
        let order = Order { paths: vec![file], by: "葵".to_owned(), ..Order::default() };
        let mut added = None;
        archive
            .add(&order, &lexicon, &worker, |acknowledged, _| {
                if let Became::Kept(kept) = acknowledged.what {
                    added = Some(kept.expression);
                }
            })
            .expect("a commit");
        let expression = added.expect("the text is kept");
        let document = expression.document.clone();
        let provision = |number| ProvisionId { document: document.clone(), language: None, number };
        let correct = |number, correction, seen| {
            let reason = "議事録による".to_owned();
            archive.correct_reading(CorrectionRequest { provision: provision(number), correction, reason, seen }, "楓")
        };
        let made = correct(1, kind(ActKind::Note), None).expect("a decision");
        assert_eq!((made.number, made.provision.language), (2, Some(expression.language)));
        assert_eq!(made.correction.acts[0].read.as_ref().map(|read| read.act), Some(ActKind::Welcome));
        let record = archive.store().document(&document).expect("a store").expect("a document");
        let corrections = archive.corrections().expect("a store");
        let stored = archive.store().reading(&expression, None).expect("a store").expect("a reading");
        let reading = view::shown(stored, &record, &corrections);
        let act = &reading.provisions[0].acts[0];
        assert_eq!((act.act, act.rule.decision()), (ActKind::Note, Some(2)));
        assert_eq!(corrections.of(&record, expression.language, 1).len(), 1);
        // Who saw less than there is, or another wording, corrects nothing.
        let late = correct(1, kind(ActKind::Urge), Some(1)).expect_err("a conflict");
        assert!(matches!(late, Refused::Store(StoreError::Conflict { number: 2, .. })), "{late}");
        let other = ReadingCorrection { wording: "We welcome it.".to_owned(), ..kind(ActKind::Urge) };
        assert!(matches!(correct(1, other, None), Err(Refused::OtherWording(_))));
        assert!(matches!(correct(9, kind(ActKind::Urge), None), Err(Refused::NoProvision(_))));
        assert!(matches!(correct(1, ReadingCorrection::default(), None), Err(Refused::NothingCorrected)));
        // The register tells both, and undoes either.
        correct(1, kind(ActKind::Recognise), Some(2)).expect("a decision");
        let registry = archive.registry(&lexicon, &mut |_, _| {}).expect("a register");
        assert_eq!((registry.decisions().len(), registry.displaced().len()), (2, 0));
        let undo = crate::archive::register::Request {
            decision: Decision::Undone { number: 2 },
            reason: String::new(),
            seen: None,
            file: None,
        };
        assert_eq!(archive.decide(&registry, vec![undo], "楓").expect("a decision"), [4]);
        assert_eq!(archive.corrections().expect("a store").of(&record, expression.language, 1)[0].number, 3);
    }
}
