//! Deciding: what a person wants to decide is looked at against the register and committed, or refused with a reason.

use seimei_model::decision::{Decision, DecisionRecord, Judgement};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{AreaId, Programme};
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};
use seimei_register::day;
use seimei_register::entry::Entry;
use seimei_register::overlay::holding;
use seimei_store::change::{Change, Receipt, Write};
use seimei_store::error::StoreError;
use smol_str::SmolStr;

use crate::archive::register::Registry;
use crate::archive::{Archive, correct, now};

/// What somebody wants to decide.
#[derive(Clone, PartialEq, Debug)]
pub struct Request {
    /// The decision.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// The number of the last decision that he saw on what it is about; `None` for what the register shows now.
    pub seen: Option<u64>,
    /// The bytes of a file that the decision attaches.
    pub file: Option<Vec<u8>>,
}

/// Why a decision is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// The entry is not there.
    #[error("no entry {0}")]
    NoEntry(EntryId),
    /// An undertaking is none of the entry's.
    #[error("{0} is no undertaking of that entry")]
    NotItsUndertaking(UndertakingId),
    /// None or all of an entry's undertakings are to leave it.
    #[error("some of the undertakings have to leave, and some to stay")]
    NothingToSplit,
    /// An entry is to be merged with itself.
    #[error("{0} cannot be merged with itself")]
    WithItself(EntryId),
    /// The provision is not there.
    #[error("no provision {0}")]
    NoProvision(ProvisionId),
    /// The evidence is none that was accepted for the entry.
    #[error("{0} is no evidence of that entry; accept or attach it first")]
    NoEvidence(EvidenceId),
    /// A judgement without evidence and without a reason.
    #[error("a status does not change without evidence or a reason")]
    NoReason,
    /// A judgement without an assessor.
    #[error("a judgement needs an assessor")]
    NoAssessor,
    /// A day that is none.
    #[error("{0:?} is not a day (YYYY-MM-DD)")]
    NoDay(String),
    /// A commitment that is added without what and by whom.
    #[error("a commitment needs what is owed and by whom")]
    Incomplete,
    /// The area is not there.
    #[error("no area {0}")]
    NoArea(AreaId),
    /// The programme is not there.
    #[error("no programme {0}")]
    NoProgramme(String),
    /// A correction of a reading that says nothing.
    #[error("a correction of a reading needs something that is to stand in place")]
    NothingCorrected,
    /// A correction of a reading was made on another wording than the provision has now.
    #[error("{0} has another wording by now")]
    OtherWording(ProvisionId),
    /// The provision has no act of that number.
    #[error("{provision} has no act {number}, it has {acts}")]
    NoAct {
        /// The provision.
        provision: ProvisionId,
        /// The number that was told, from 1.
        number: u32,
        /// How many acts it has.
        acts: usize,
    },
    /// An act that is added without its kind.
    #[error("an act that is added needs its kind")]
    NoKind,
    /// The words of an act that is added do not stand in the provision.
    #[error("{0:?} does not stand in that provision")]
    NoTrigger(String),
    /// Something is due that is no date.
    #[error("{0:?} is no date (as in 2027, 2027-03 or 2027-03-31)")]
    NoDate(String),
    /// An act that is no commitment is said to be due.
    #[error("only a commitment is due; say that the act is one")]
    NotBinding,
    /// An attachment with neither link nor file, or without a word on what it shows.
    #[error("evidence needs a link or a file, and a text that says what it shows")]
    NothingAttached,
    /// The decision to be undone does not hold, or is none.
    #[error("change {0} is no decision that holds")]
    NotHolding(u64),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Archive {
    /// Makes decisions, all or none; returns the numbers of their changes.
    pub fn decide(&self, registry: &Registry, requests: Vec<Request>, by: &str) -> Result<Vec<u64>, Refused> {
        let mut writes = Vec::with_capacity(requests.len());
        let kept = |request: &Request| match &request.decision {
            Decision::ProgrammeKept { programme } => Some((**programme).clone()),
            _ => None,
        };
        let kept: Vec<Programme> = requests.iter().filter_map(kept).collect();
        for mut request in requests {
            request.decision = registry.completed(request.decision)?;
            let (subjects, now) = registry.subjects(&request, &kept)?;
            let Request { decision, reason, seen, file } = request;
            let change = Change::Decided { decision, subjects, seen: seen.unwrap_or(now), reason };
            writes.push(Write { change, reading: None, original: file });
        }
        let receipts = self.store().commit(writes, &now(), by)?;
        let number = |receipt| match receipt {
            Receipt::Made { number, .. } => Some(number),
            Receipt::Known { .. } => None,
        };
        Ok(receipts.into_iter().filter_map(number).collect())
    }
}

impl Registry<'_> {
    /// Fills in what a correction of a reading rests on; other decisions are complete.
    fn completed(&self, decision: Decision) -> Result<Decision, Refused> {
        let Decision::ReadingCorrected { provision: mut name, correction } = decision else { return Ok(decision) };
        let (text, provision) = self.at(&name).ok_or_else(|| Refused::NoProvision(name.clone()))?;
        name.language = Some(text.expression.id.language);
        let correction = Box::new(correct::completed(*correction, provision, &name)?);
        Ok(Decision::ReadingCorrected { provision: name, correction })
    }

    /// Looks at a request; returns what it is about and the number of the last decision on that. `kept` are the programmes
    /// that are kept together with it.
    fn subjects(&self, request: &Request, kept: &[Programme]) -> Result<(Vec<SmolStr>, u64), Refused> {
        let of = |entries: &[&Entry]| {
            let subjects = entries.iter().flat_map(|entry| entry.subjects()).collect();
            (subjects, entries.iter().map(|entry| entry.changed).max().unwrap_or(0))
        };
        let entry = |id: &EntryId| self.register.entry(id).ok_or_else(|| Refused::NoEntry(id.clone()));
        Ok(match &request.decision {
            Decision::Confirmed { entry: id }
            | Decision::Rejected { entry: id }
            | Decision::Corrected { entry: id, .. } => of(&[entry(id)?]),
            Decision::Split { entry: id, off } => {
                let entry = entry(id)?;
                let is_its = |one: &UndertakingId| entry.undertakings.iter().any(|known| known.id == *one);
                if let Some(stranger) = off.iter().find(|one| !is_its(one)) {
                    return Err(Refused::NotItsUndertaking(stranger.clone()));
                }
                if off.is_empty() || entry.undertakings.iter().all(|one| off.contains(&one.id)) {
                    return Err(Refused::NothingToSplit);
                }
                of(&[entry])
            }
            Decision::Merged { entry: id, other } => {
                let (one, two) = (entry(id)?, entry(other)?);
                if one.id == two.id {
                    return Err(Refused::WithItself(one.id.clone()));
                }
                of(&[one, two])
            }
            Decision::Added { commitment, source } => {
                let is_said = commitment.what.as_ref().is_some_and(|what| !what.trim().is_empty());
                if !is_said || commitment.by.as_ref().is_none_or(Vec::is_empty) {
                    return Err(Refused::Incomplete);
                }
                source.as_ref().map_or(Ok(()), |source| self.must_have(source))?;
                (Vec::new(), 0)
            }
            Decision::EvidenceAccepted { entry: id, provision }
            | Decision::EvidenceDeclined { entry: id, provision } => {
                self.must_have(provision)?;
                of(&[entry(id)?])
            }
            Decision::EvidenceAttached { entry: id, attachment } => {
                let is_empty = attachment.link.is_none() && attachment.file.is_none();
                if is_empty || attachment.text.trim().is_empty() {
                    return Err(Refused::NothingAttached);
                }
                of(&[entry(id)?])
            }
            Decision::Assessed { entry: id, judgement } => {
                let entry = entry(id)?;
                look_at(judgement, entry, &request.reason)?;
                of(&[entry])
            }
            Decision::Placed { entry: id, area } | Decision::NotPlaced { entry: id, area } => {
                self.must_have_area(area, kept)?;
                of(&[entry(id)?])
            }
            Decision::ProgrammeKept { programme } => {
                let changed = self.register.programmes.get(&programme.id).map_or(0, |kept| kept.changed);
                (
                    vec![SmolStr::new(format!("programme/{}", programme.id))],
                    self.last_on("programme", programme.id.as_str()).max(changed),
                )
            }
            Decision::ProgrammeRemoved { programme } => {
                if !self.register.programmes.contains_key(programme) {
                    return Err(Refused::NoProgramme(programme.to_string()));
                }
                (vec![SmolStr::new(format!("programme/{programme}"))], self.last_on("programme", programme.as_str()))
            }
            Decision::MechanismsJoined { mechanism, other } => {
                let subjects = [mechanism, other].map(|name| SmolStr::new(format!("mechanism/{name}")));
                let seen = self.last_on("mechanism", mechanism).max(self.last_on("mechanism", other));
                (subjects.to_vec(), seen)
            }
            Decision::MechanismCorrected { mechanism, .. } | Decision::MechanismRejected { mechanism } => {
                (vec![SmolStr::new(format!("mechanism/{mechanism}"))], self.last_on("mechanism", mechanism))
            }
            Decision::ReadingCorrected { provision, .. } => {
                (vec![SmolStr::new(provision.to_string())], self.last_on_reading(provision))
            }
            Decision::Undone { number } => {
                let is_it = |record: &&DecisionRecord| record.number == *number;
                let undone = holding_or_undoing(&self.decisions).into_iter().find(is_it);
                let undone = undone.ok_or(Refused::NotHolding(*number))?;
                // A commitment that a person added has its name from that decision, and later ones are on the name.
                let own = match undone.decision {
                    Decision::Added { .. } => vec![SmolStr::new(format!("c-{}", undone.number))],
                    _ => undone.subjects.clone(),
                };
                let seen = match &undone.decision {
                    Decision::ReadingCorrected { provision, .. } => self.last_on_reading(provision),
                    _ => own.iter().map(|subject| self.last_on_subject(subject)).max().unwrap_or(0),
                };
                (own, seen.max(undone.number))
            }
        })
    }

    /// Returns the last correction of a provision's reading, under whatever name its document had then.
    fn last_on_reading(&self, provision: &ProvisionId) -> u64 {
        let name = &provision.document;
        let mut texts = self.tracing.texts().iter();
        match texts.find(|text| text.document.id == *name || text.document.aliases.contains(name)) {
            Some(text) => correct::last_on(provision, &text.document, &self.decisions),
            None => self.last_on_subject(&provision.to_string()),
        }
    }

    fn last_on(&self, kind: &str, name: &str) -> u64 {
        self.last_on_subject(&format!("{kind}/{name}"))
    }

    fn last_on_subject(&self, subject: &str) -> u64 {
        let about = self.decisions.iter().filter(|record| record.subjects.iter().any(|known| known == subject));
        about.map(|record| record.number).max().unwrap_or(0)
    }

    fn must_have(&self, provision: &ProvisionId) -> Result<(), Refused> {
        let has = self.tracing.texts().iter().any(|text| {
            text.document.id == provision.document
                && provision.language.is_none_or(|language| language == text.expression.id.language)
                && text.reading.provisions.iter().any(|one| one.number == provision.number)
        });
        if has { Ok(()) } else { Err(Refused::NoProvision(provision.clone())) }
    }

    fn must_have_area(&self, area: &AreaId, kept: &[Programme]) -> Result<(), Refused> {
        let mut all = self.programmes().chain(kept).filter(|programme| programme.id == area.programme);
        let has = all.any(|programme| programme.area(&area.code).is_some());
        if has { Ok(()) } else { Err(Refused::NoArea(area.clone())) }
    }
}

/// Returns the decisions that can be undone: those that hold, and those that undid others and were not undone themselves.
fn holding_or_undoing(decisions: &[DecisionRecord]) -> Vec<&DecisionRecord> {
    let mut all = holding(decisions);
    let mut undone: Vec<u64> = Vec::new();
    for record in decisions.iter().rev() {
        if let Decision::Undone { number } = record.decision
            && !undone.contains(&record.number)
        {
            undone.push(number);
            all.push(record);
        }
    }
    all
}

/// A status never changes without evidence or a reason, and without somebody who judges for a day.
fn look_at(judgement: &Judgement, entry: &Entry, reason: &str) -> Result<(), Refused> {
    if judgement.assessor.trim().is_empty() {
        return Err(Refused::NoAssessor);
    }
    if day::parse(&judgement.day).is_none() {
        return Err(Refused::NoDay(judgement.day.clone()));
    }
    if judgement.evidence.is_empty() && reason.trim().is_empty() {
        return Err(Refused::NoReason);
    }
    let is_its = |id: &EvidenceId| entry.evidence.iter().any(|known| known.id == *id);
    match judgement.evidence.iter().find(|id| !is_its(id)) {
        Some(stranger) => Err(Refused::NoEvidence(stranger.clone())),
        None => Ok(()),
    }
}
