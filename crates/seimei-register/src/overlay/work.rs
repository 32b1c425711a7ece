//! Taking one decision after the other: what each changes in the entries, and what it is about that is no longer there.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use seimei_model::date::Edtf;
use seimei_model::decision::{Decision, DecisionRecord};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::ProgrammeId;
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};

use super::said::{added, correct, found, rename};
use super::{Kept, Register};
use crate::draw;
use crate::entry::{Assessment, Decided, Entry, Evidence, Standing};
use crate::grounds::Grounds;

/// The register while decisions are taken; an entry that became part of another leaves an empty place.
pub(super) struct Work<'a> {
    entries: Vec<Option<Entry>>,
    places: HashMap<UndertakingId, usize>,
    added: BTreeMap<u64, usize>,
    programmes: BTreeMap<ProgrammeId, Kept>,
    pub(super) displaced: Vec<DecisionRecord>,
    aliases: &'a BTreeMap<String, String>,
}

impl<'a> Work<'a> {
    /// Begins with the entries that were drawn.
    pub(super) fn new(drawn: Vec<Entry>, aliases: &'a BTreeMap<String, String>) -> Self {
        let mut places = HashMap::new();
        for (position, entry) in drawn.iter().enumerate() {
            places.extend(entry.undertakings.iter().map(|one| (one.id.clone(), position)));
        }
        let entries = drawn.into_iter().map(Some).collect();
        Self { entries, places, added: BTreeMap::new(), programmes: BTreeMap::new(), displaced: Vec::new(), aliases }
    }

    /// Returns a provision under its document's present name.
    fn present(&self, provision: &ProvisionId) -> ProvisionId {
        let name = self.aliases.get(provision.document.as_str()).and_then(|name| name.parse().ok());
        let document = name.unwrap_or_else(|| provision.document.clone());
        ProvisionId { document, ..provision.clone() }
    }

    fn position(&self, id: &EntryId) -> Option<usize> {
        match id {
            EntryId::Added(number) => self.added.get(number).copied(),
            EntryId::Read(undertaking) => {
                let provision = self.present(&undertaking.provision);
                self.places.get(&UndertakingId { provision, act: undertaking.act }).copied()
            }
        }
    }

    fn entry(&mut self, id: &EntryId) -> Option<&mut Entry> {
        let position = self.position(id)?;
        self.entries[position].as_mut()
    }

    /// Takes one decision; returns whether what it is about is there.
    pub(super) fn take(&mut self, record: &DecisionRecord, grounds: &Grounds) -> bool {
        self.try_take(record, grounds).is_some()
    }

    fn try_take(&mut self, record: &DecisionRecord, grounds: &Grounds) -> Option<()> {
        let decided = || Decided {
            number: record.number,
            at: record.at.clone(),
            by: record.by.clone(),
            reason: record.reason.clone(),
        };
        match &record.decision {
            Decision::Confirmed { entry } => self.entry(entry)?.standing = Standing::Confirmed,
            Decision::Rejected { entry } => self.entry(entry)?.standing = Standing::Rejected,
            Decision::Corrected { entry, correction } => {
                let entry = self.entry(entry)?;
                correct(entry, correction);
                entry.standing = Standing::Confirmed;
            }
            Decision::Split { entry, off } => self.split(entry, off)?,
            Decision::Merged { entry, other } => self.merge(entry, other)?,
            Decision::Added { commitment, source } => {
                let source = source.as_ref().map(|source| self.present(source));
                self.added.insert(record.number, self.entries.len());
                self.entries.push(Some(added(record.number, commitment, source)));
            }
            Decision::EvidenceAccepted { entry, provision } => {
                let provision = self.present(provision);
                let entry = self.entry(entry)?;
                let id = EvidenceId::Provision(provision.clone());
                entry.declined.retain(|declined| *declined != provision);
                entry.evidence.retain(|known| known.id != id);
                let offered = entry.offers.iter().position(|offer| offer.id == id).map(|at| entry.offers.remove(at));
                let offered = offered.map(Arc::unwrap_or_clone);
                let evidence = offered.or_else(|| found(&provision, grounds))?;
                entry.evidence.push(Evidence { decided: Some(decided()), ..evidence });
            }
            Decision::EvidenceDeclined { entry, provision } => {
                let provision = self.present(provision);
                let entry = self.entry(entry)?;
                let id = EvidenceId::Provision(provision.clone());
                entry.offers.retain(|offer| offer.id != id);
                entry.evidence.retain(|known| known.id != id);
                if !entry.declined.contains(&provision) {
                    entry.declined.push(provision);
                }
            }
            Decision::EvidenceAttached { entry, attachment } => {
                let day = attachment.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
                self.entry(entry)?.evidence.push(Evidence {
                    id: EvidenceId::Attached(record.number),
                    day,
                    text: attachment.text.clone(),
                    reasons: Vec::new(),
                    score: 0.0,
                    attachment: Some(attachment.clone()),
                    decided: Some(decided()),
                });
            }
            Decision::Assessed { entry, judgement } => self.entry(entry)?.assessments.push(Assessment {
                judgement: judgement.clone(),
                compliance: judgement.status.compliance(),
                decided: decided(),
            }),
            Decision::Placed { entry, area } => {
                let entry = self.entry(entry)?;
                entry.not_areas.retain(|known| known != area);
                if !entry.areas.contains(area) {
                    entry.areas.push(area.clone());
                }
            }
            Decision::NotPlaced { entry, area } => {
                let entry = self.entry(entry)?;
                entry.areas.retain(|known| known != area);
                if !entry.not_areas.contains(area) {
                    entry.not_areas.push(area.clone());
                }
            }
            Decision::ProgrammeKept { programme } => {
                let kept = Kept { programme: (**programme).clone(), changed: record.number };
                self.programmes.insert(programme.id.clone(), kept);
            }
            Decision::ProgrammeRemoved { programme } => _ = self.programmes.remove(programme)?,
            // Laid over the readings before anything was drawn; here only whether its wording still stands.
            Decision::ReadingCorrected { provision, correction } => {
                let provision = self.present(provision);
                let place = grounds.places().find(|place| grounds.name(*place) == provision)?;
                correction.is_of(&grounds.provision(place).text).then_some(())?;
            }
            // The directory of mechanisms has its own overlay.
            Decision::MechanismsJoined { .. }
            | Decision::MechanismCorrected { .. }
            | Decision::MechanismRejected { .. }
            | Decision::Undone { .. } => {}
        }
        Some(())
    }

    /// Lets undertakings leave an entry for one of their own. What persons said of the entry stays with it; offers go with
    /// neither until the register is drawn, so both keep them: a person sees them twice rather than never.
    fn split(&mut self, id: &EntryId, off: &[UndertakingId]) -> Option<()> {
        let position = self.position(id)?;
        let off: Vec<UndertakingId> =
            off.iter().map(|one| UndertakingId { provision: self.present(&one.provision), act: one.act }).collect();
        let entry = self.entries[position].as_mut()?;
        let (leaving, staying): (Vec<_>, Vec<_>) = entry.undertakings.drain(..).partition(|one| off.contains(&one.id));
        if leaving.is_empty() || staying.is_empty() {
            entry.undertakings = if leaving.is_empty() { staying } else { leaving };
            return None;
        }
        let offers = entry.offers.clone();
        rename(entry, staying);
        let new = draw::entry(leaving, offers)?;
        let at = self.entries.len();
        for one in &new.undertakings {
            self.places.insert(one.id.clone(), at);
        }
        self.entries.push(Some(new));
        Some(())
    }

    /// Makes `other` part of an entry: its undertakings, evidence, judgements and areas go over.
    fn merge(&mut self, id: &EntryId, other: &EntryId) -> Option<()> {
        let (one, two) = (self.position(id)?, self.position(other)?);
        if one == two {
            return Some(());
        }
        let moved = self.entries[two].take()?;
        let entry = self.entries[one].as_mut()?;
        for undertaking in &moved.undertakings {
            self.places.insert(undertaking.id.clone(), one);
        }
        if let EntryId::Added(number) = moved.id {
            self.added.insert(number, one);
        }
        let mut undertakings = std::mem::take(&mut entry.undertakings);
        undertakings.extend(moved.undertakings);
        undertakings.sort_by_key(|one| one.place);
        rename(entry, undertakings);
        entry.offers.extend(moved.offers);
        entry.offers.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        entry.evidence.extend(moved.evidence);
        entry.declined.extend(moved.declined);
        entry.assessments.extend(moved.assessments);
        entry.assessments.sort_by_key(|assessment| assessment.decided.number);
        for area in moved.areas {
            if !entry.areas.contains(&area) {
                entry.areas.push(area);
            }
        }
        Some(())
    }

    /// Notes the number of a decision on the entries it is about.
    pub(super) fn touch(&mut self, record: &DecisionRecord) {
        for subject in &record.subjects {
            let Ok(id) = subject.parse::<EntryId>() else { continue };
            if let Some(entry) = self.entry(&id) {
                entry.changed = entry.changed.max(record.number);
            }
        }
    }

    /// Returns the register as the decisions left it.
    pub(super) fn register(self) -> Register {
        let mut all: Vec<Entry> = self.entries.into_iter().flatten().collect();
        // Those with undertakings in order of time, then those that persons added, in order of their numbers.
        let place = |entry: &Entry| entry.undertakings.first().map(|first| first.place);
        all.sort_by(|one, other| {
            let (at, behind) = (place(one), place(other));
            at.is_none().cmp(&behind.is_none()).then(at.cmp(&behind)).then_with(|| one.id.cmp(&other.id))
        });
        for entry in &mut all {
            entry.evidence.sort_by(|one, other| one.day.cmp(&other.day).then_with(|| one.id.cmp(&other.id)));
            let Entry { offers, evidence, declined, .. } = entry;
            offers.retain(|offer| {
                let is_declined = matches!(&offer.id, EvidenceId::Provision(one) if declined.contains(one));
                !is_declined && !evidence.iter().any(|known| known.id == offer.id)
            });
        }
        let (rejected, entries): (Vec<Entry>, Vec<Entry>) =
            all.into_iter().partition(|entry| entry.standing == Standing::Rejected);
        let mut places = HashMap::new();
        for (is_rejected, list) in [(false, &entries), (true, &rejected)] {
            for (position, entry) in list.iter().enumerate() {
                places.extend(entry.undertakings.iter().map(|one| (one.id.clone(), (is_rejected, position))));
            }
        }
        Register { entries, rejected, programmes: self.programmes, displaced: self.displaced, places }
    }
}
