//! Laying decisions over what was drawn: what persons said stands over what was read, and nothing of either is lost.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::act::{ActKind, Strength};
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, Decision, DecisionRecord};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{Programme, ProgrammeId};
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};
use smol_str::SmolStr;

use crate::draw;
use crate::entry::{Assessment, Decided, Entry, Evidence, Standing};
use crate::grounds::{Grounds, Place};

/// The register as persons left it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Register {
    /// The entries that are not rejected, in order of their earliest undertaking; those that persons added last.
    pub entries: Vec<Entry>,
    /// Those that a person said are no commitments.
    pub rejected: Vec<Entry>,
    /// Programmes, by name.
    pub programmes: BTreeMap<ProgrammeId, Kept>,
    /// Decisions on what is no longer there: the provision lost its wording, or was never read so. Kept, and to be
    /// looked at by a person.
    pub displaced: Vec<DecisionRecord>,
    /// Where each undertaking's entry is: rejected or not, and its position.
    places: BTreeMap<UndertakingId, (bool, usize)>,
}

/// A programme with the number of the decision that kept it last.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    /// The programme.
    pub programme: Programme,
    /// Number of the change.
    pub changed: u64,
}

impl Register {
    /// Returns the entry that a name leads to, rejected or not.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        match id {
            EntryId::Read(undertaking) => {
                let (is_rejected, position) = self.places.get(undertaking)?;
                if *is_rejected { self.rejected.get(*position) } else { self.entries.get(*position) }
            }
            EntryId::Added(_) => self.entries.iter().chain(&self.rejected).find(|entry| entry.id == *id),
        }
    }
}

impl Entry {
    /// Returns what the store guards against lost updates when somebody decides on this entry: the names of all its
    /// undertakings, or its own where a person added it.
    pub fn subjects(&self) -> Vec<SmolStr> {
        let own = self.undertakings.is_empty().then(|| SmolStr::new(self.id.to_string()));
        let read = self.undertakings.iter().map(|one| SmolStr::new(one.id.to_string()));
        own.into_iter().chain(read).collect()
    }
}

/// Returns the decisions that hold, in order: those that no later decision that itself holds has undone.
pub fn holding(decisions: &[DecisionRecord]) -> Vec<&DecisionRecord> {
    let mut undone: BTreeSet<u64> = BTreeSet::new();
    let mut holding: Vec<&DecisionRecord> = Vec::new();
    for record in decisions.iter().rev() {
        if undone.contains(&record.number) {
            continue;
        }
        match &record.decision {
            Decision::Undone { number } => _ = undone.insert(*number),
            _ => holding.push(record),
        }
    }
    holding.reverse();
    holding
}

/// Lays decisions over the entries that were drawn. `aliases` tells the present name of a document that was joined to another.
pub fn overlay(
    grounds: &Grounds,
    drawn: Vec<Entry>,
    decisions: &[DecisionRecord],
    aliases: &BTreeMap<String, String>,
) -> Register {
    let mut work = Work::new(drawn, aliases);
    for record in holding(decisions) {
        if !work.take(record, grounds) {
            work.displaced.push(record.clone());
        }
    }
    // Who decides next must have seen this, whether it holds or was undone.
    for record in decisions {
        work.touch(record);
    }
    work.register()
}

struct Work<'a> {
    entries: Vec<Option<Entry>>,
    places: BTreeMap<UndertakingId, usize>,
    added: BTreeMap<u64, usize>,
    programmes: BTreeMap<ProgrammeId, Kept>,
    displaced: Vec<DecisionRecord>,
    aliases: &'a BTreeMap<String, String>,
}

impl<'a> Work<'a> {
    fn new(drawn: Vec<Entry>, aliases: &'a BTreeMap<String, String>) -> Self {
        let mut places = BTreeMap::new();
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
    fn take(&mut self, record: &DecisionRecord, grounds: &Grounds) -> bool {
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
    fn touch(&mut self, record: &DecisionRecord) {
        for subject in &record.subjects {
            let Ok(id) = subject.parse::<EntryId>() else { continue };
            if let Some(entry) = self.entry(&id) {
                entry.changed = entry.changed.max(record.number);
            }
        }
    }

    fn register(self) -> Register {
        let mut all: Vec<Entry> = self.entries.into_iter().flatten().collect();
        // Those with undertakings in order of time, then those that persons added, in order of their numbers.
        let key = |entry: &Entry| -> (Option<Place>, EntryId) {
            (entry.undertakings.first().map(|first| first.place), entry.id.clone())
        };
        all.sort_by(|one, other| {
            let (one, other) = (key(one), key(other));
            one.0.is_none().cmp(&other.0.is_none()).then(one.0.cmp(&other.0)).then(one.1.cmp(&other.1))
        });
        for entry in &mut all {
            entry.evidence.sort_by(|one, other| one.day.cmp(&other.day).then_with(|| one.id.cmp(&other.id)));
            let known: Vec<EvidenceId> = entry.evidence.iter().map(|evidence| evidence.id.clone()).collect();
            let declined = entry.declined.clone();
            entry.offers.retain(|offer| {
                let is_declined = declined.iter().any(|one| EvidenceId::Provision(one.clone()) == offer.id);
                !is_declined && !known.contains(&offer.id)
            });
        }
        let (rejected, entries): (Vec<Entry>, Vec<Entry>) =
            all.into_iter().partition(|entry| entry.standing == Standing::Rejected);
        let mut places = BTreeMap::new();
        for (is_rejected, list) in [(false, &entries), (true, &rejected)] {
            for (position, entry) in list.iter().enumerate() {
                places.extend(entry.undertakings.iter().map(|one| (one.id.clone(), (is_rejected, position))));
            }
        }
        Register { entries, rejected, programmes: self.programmes, displaced: self.displaced, places }
    }
}

/// Gives an entry other undertakings: what was read of it is that of the new latest, what persons said stays.
fn rename(entry: &mut Entry, undertakings: Vec<crate::entry::Undertaking>) {
    let Some(read) = draw::entry(undertakings, Vec::new()) else { return };
    let is_corrected = |field: &str| entry.corrected.iter().any(|known| known == field);
    let mut renamed = Entry { id: read.id, undertakings: read.undertakings, strength: read.strength, ..entry.clone() };
    if !is_corrected("what") {
        renamed.what = read.what;
    }
    if !is_corrected("by") {
        renamed.by = read.by;
    }
    if !is_corrected("to") {
        renamed.to = read.to;
    }
    if !is_corrected("due") {
        renamed.due = read.due;
    }
    if !is_corrected("act") {
        renamed.act = read.act;
    }
    if !is_corrected("topics") {
        renamed.topics = read.topics;
    }
    if !is_corrected("mechanisms") {
        renamed.mechanisms = read.mechanisms;
    }
    *entry = renamed;
}

/// Puts what a person said in place of what was read.
fn correct(entry: &mut Entry, correction: &Correction) {
    fn put<T: Clone>(field: &mut T, said: Option<&T>, name: &'static str, corrected: &mut Vec<SmolStr>) {
        if let Some(said) = said {
            field.clone_from(said);
            if !corrected.iter().any(|known| known == name) {
                corrected.push(SmolStr::new_static(name));
            }
        }
    }
    let corrected = &mut entry.corrected;
    put(&mut entry.what, correction.what.as_ref(), "what", corrected);
    put(&mut entry.by, correction.by.as_ref(), "by", corrected);
    put(&mut entry.to, correction.to.as_ref(), "to", corrected);
    put(&mut entry.act, correction.act.as_ref(), "act", corrected);
    put(&mut entry.topics, correction.topics.as_ref(), "topics", corrected);
    put(&mut entry.mechanisms, correction.mechanisms.as_ref(), "mechanisms", corrected);
    if correction.due.is_some() {
        put(&mut entry.due, Some(&correction.due), "due", corrected);
    }
}

/// Makes the entry that a person added.
fn added(number: u64, commitment: &Correction, source: Option<ProvisionId>) -> Entry {
    let mut entry = Entry {
        id: EntryId::Added(number),
        standing: Standing::Confirmed,
        what: String::new(),
        by: Vec::new(),
        to: Vec::new(),
        due: None,
        act: ActKind::Commit,
        strength: Strength::Plain,
        topics: Vec::new(),
        mechanisms: Vec::new(),
        corrected: Vec::new(),
        undertakings: Vec::new(),
        source,
        offers: Vec::new(),
        evidence: Vec::new(),
        declined: Vec::new(),
        assessments: Vec::new(),
        areas: Vec::new(),
        not_areas: Vec::new(),
        changed: number,
    };
    correct(&mut entry, commitment);
    entry
}

/// Returns a provision that nobody offered as evidence, as a person who accepts it sees it.
fn found(provision: &ProvisionId, grounds: &Grounds) -> Option<Evidence> {
    let place = grounds.places().find(|place| grounds.name(*place) == *provision)?;
    Some(Evidence {
        id: EvidenceId::Provision(provision.clone()),
        day: grounds.text(place).day.map(str::to_owned),
        text: grounds.provision(place).text.clone(),
        reasons: Vec::new(),
        score: 0.0,
        attachment: None,
        decided: None,
    })
}
