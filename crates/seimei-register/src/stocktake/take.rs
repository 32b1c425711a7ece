//! Taking stock: which commitments are looked at, in which class each is, what each line rests on.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::decision::{Standpoint, Status};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::ProgrammeId;
use seimei_model::undertaking::EvidenceId;

use crate::day;
use crate::entry::{Assessment, Entry, Evidence, Standing, Undertaking};
use crate::grounds::{Grounds, Place, Text};
use crate::overlay::Register;
use crate::stocktake::{
    AreaLine, Citation, Counts, Coverage, Direction, DirectionLine, Line, Mark, MarkKind, Move, MovedLine,
    ProgrammeHead, Rules, Shown, SilentLine, Stocktake, Verdict,
};

/// So many lines tell the direction at most.
const DIRECTIONS: usize = 24;

/// What a stocktake is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// The partnership: documents in the name of exactly these, or of any that has the one. Empty for all.
    pub parties: Vec<ActorCode>,
    /// Only what belongs to this programme.
    pub programme: Option<ProgrammeId>,
    /// First day, `YYYY-MM-DD`.
    pub since: Option<String>,
    /// Last day, `YYYY-MM-DD`: the day it is made for.
    pub until: String,
}

impl Asked {
    /// Returns whether a document in these parties' name belongs to the partnership.
    pub fn is_of(&self, parties: &[ActorCode]) -> bool {
        match self.parties.as_slice() {
            [] => true,
            [one] => parties.contains(one),
            many => parties.len() == many.len() && many.iter().all(|party| parties.contains(party)),
        }
    }

    fn is_within(&self, day: &str) -> bool {
        self.since.as_deref().is_none_or(|since| since <= day) && day <= self.until.as_str()
    }
}

/// What the directory of mechanisms and the rule set add to a stocktake.
#[derive(Clone, PartialEq, Debug)]
pub struct Heard {
    /// The mechanisms that went silent.
    pub silent: Vec<SilentLine>,
    /// The rule set.
    pub rules: Rules,
    /// All documents of the archive.
    pub archive: usize,
}

/// In which class a commitment is on a day. Being overdue goes before being under way: it is what has to be looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// Judged complete.
    Done,
    /// Judged begun, or there is accepted evidence and no judgement.
    UnderWay,
    /// Its time is past and it is neither done nor closed.
    Overdue,
    /// Judged not begun, or nothing was found.
    NotBegun,
    /// Neither judged nor with accepted evidence.
    Unassessed,
    /// Lapsed or superseded.
    Closed,
}

impl Class {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Done, Self::UnderWay, Self::Overdue, Self::NotBegun, Self::Unassessed, Self::Closed];

    /// Returns the class for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.word() == word)
    }

    /// Returns the word for the class in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under_way",
            Self::Overdue => "overdue",
            Self::NotBegun => "not_begun",
            Self::Unassessed => "unassessed",
            Self::Closed => "closed",
        }
    }
}

/// Returns the latest own and the latest independent judgement on a day, each the last entered of those for the latest day.
pub fn verdicts<'e>(entry: &'e Entry, today: &str) -> [Option<&'e Assessment>; 2] {
    [Standpoint::Own, Standpoint::Independent].map(|standpoint| {
        let all = entry.assessments.iter().filter(|one| one.judgement.standpoint == standpoint);
        all.filter(|one| one.judgement.day.as_str() <= today)
            .max_by_key(|one| (one.judgement.day.clone(), one.decided.number))
    })
}

/// Returns the class of an entry on a day `YYYY-MM-DD`. Of an own and an independent judgement the one for the later day
/// counts; of two for one day the independent one.
pub fn class(entry: &Entry, today: &str) -> Class {
    let [own, independent] = verdicts(entry, today);
    let day = |one: Option<&Assessment>| one.map(|one| one.judgement.day.clone());
    let judged = if day(own) > day(independent) { own } else { independent.or(own) };
    let status = judged.map(|one| one.judgement.status);
    let is_past = entry.due.as_ref().and_then(Edtf::period).is_some_and(|(_, last)| last.as_str() < today);
    match status {
        Some(Status::Complete) => Class::Done,
        Some(Status::Lapsed | Status::Superseded) => Class::Closed,
        _ if is_past => Class::Overdue,
        Some(Status::Limited | Status::Substantial) => Class::UnderWay,
        Some(Status::NotStarted | Status::NoEvidence) => Class::NotBegun,
        None if entry.evidence.iter().any(|one| is_by(one, today)) => Class::UnderWay,
        None => Class::Unassessed,
    }
}

fn is_by(evidence: &Evidence, today: &str) -> bool {
    evidence.day.as_deref().is_none_or(|day| day <= today)
}

/// Takes stock.
pub fn take(register: &Register, grounds: &Grounds, asked: &Asked, heard: Heard) -> Stocktake {
    let taker = Taker { grounds, asked, places: names(grounds) };
    let today = asked.until.as_str();
    let looked_at: Vec<&Entry> = register.entries.iter().filter(|entry| taker.is_looked_at(entry)).collect();
    let classes: Vec<Class> = looked_at.iter().map(|entry| class(entry, today)).collect();
    let lines = |wanted: Class| -> Vec<Line> {
        let of_class = looked_at.iter().zip(&classes).filter(|(_, class)| **class == wanted);
        of_class.map(|(entry, _)| taker.line(entry)).collect()
    };
    let count = |wanted: Class| classes.iter().filter(|class| **class == wanted).count();
    let open = |class: Class| !matches!(class, Class::Done | Class::Closed);
    let mut due_next: Vec<&Entry> = looked_at
        .iter()
        .zip(&classes)
        .filter(|(entry, class)| open(**class) && last_day(entry.due.as_ref()).is_some_and(|day| day.as_str() >= today))
        .map(|(entry, _)| *entry)
        .collect();
    due_next.sort_by_key(|entry| last_day(entry.due.as_ref()));
    let counts = Counts {
        all: looked_at.len(),
        new: looked_at.iter().filter(|entry| first_day(entry).is_some_and(|day| asked.is_within(day))).count(),
        confirmed: looked_at.iter().filter(|entry| entry.standing == Standing::Confirmed).count(),
        assessed: looked_at.iter().filter(|entry| verdicts(entry, today).iter().any(Option::is_some)).count(),
        done: count(Class::Done),
        under_way: count(Class::UnderWay),
        overdue: count(Class::Overdue),
        not_begun: count(Class::NotBegun),
        unassessed: count(Class::Unassessed),
        closed: count(Class::Closed),
        offers: looked_at.iter().map(|entry| entry.offers.len()).sum(),
    };
    let said_in_period = |entry: &&&Entry| {
        let mut days = entry.undertakings.iter().filter_map(|one| one.day.as_deref());
        days.any(|day| asked.is_within(day)) || entry.undertakings.is_empty()
    };
    Stocktake {
        parties: asked.parties.clone(),
        programme: taker.programme(register),
        since: asked.since.clone(),
        until: asked.until.clone(),
        rules: heard.rules,
        coverage: taker.coverage(heard.archive),
        counts,
        promised: looked_at.iter().filter(said_in_period).map(|entry| taker.line(entry)).collect(),
        done: lines(Class::Done),
        under_way: lines(Class::UnderWay),
        overdue: lines(Class::Overdue),
        not_begun: lines(Class::NotBegun),
        unassessed: lines(Class::Unassessed),
        closed: lines(Class::Closed),
        silent: heard.silent,
        moved: looked_at.iter().flat_map(|entry| taker.moved(entry)).collect(),
        due_next: due_next.into_iter().map(|entry| taker.line(entry)).collect(),
        direction: taker.direction(&looked_at),
        areas: taker.areas(register, &looked_at, &classes),
        timeline: taker.timeline(&looked_at),
    }
}

fn first_day(entry: &Entry) -> Option<&str> {
    entry.undertakings.iter().filter_map(|one| one.day.as_deref()).min()
}

/// Returns the last day that a date may mean, `YYYY-MM-DD`; none where it is open.
fn last_day(date: Option<&Edtf>) -> Option<String> {
    date.and_then(Edtf::period).map(|(_, last)| last).filter(|last| last != "9999-12-31")
}

fn names(grounds: &Grounds) -> BTreeMap<ProvisionId, Place> {
    grounds.places().map(|place| (grounds.name(place), place)).collect()
}

struct Taker<'a> {
    grounds: &'a Grounds<'a>,
    asked: &'a Asked,
    places: BTreeMap<ProvisionId, Place>,
}

impl Taker<'_> {
    /// Returns whether an entry was said by the partnership until the day and, where a programme is asked for, belongs to it.
    fn is_looked_at(&self, entry: &Entry) -> bool {
        let until = self.asked.until.as_str();
        let is_said =
            |one: &Undertaking| self.asked.is_of(&one.parties) && one.day.as_deref().is_none_or(|day| day <= until);
        let is_of_parties = if entry.undertakings.is_empty() {
            entry.by.iter().any(|party| self.asked.parties.contains(party)) || self.asked.parties.is_empty()
        } else {
            entry.undertakings.iter().any(|one| is_said(one))
        };
        let programme = self.asked.programme.as_ref();
        let is_of_programme = programme.is_none_or(|id| entry.areas.iter().any(|area| area.programme == *id));
        // What was closed before the period began is no longer looked at.
        let is_open = self.asked.since.as_deref().is_none_or(|since| class(entry, since) != Class::Closed);
        is_of_parties && is_of_programme && is_open
    }

    fn cite_undertaking(&self, one: &Undertaking) -> Citation {
        cite(self.grounds.text(one.place), one.id.provision.clone(), one.clause.clone())
    }

    fn cite_named(&self, provision: &ProvisionId) -> Option<Citation> {
        let place = *self.places.get(provision)?;
        let words = self.grounds.provision(place).text.clone();
        Some(cite(self.grounds.text(place), provision.clone(), words))
    }

    fn line(&self, entry: &Entry) -> Line {
        let until = self.asked.until.as_str();
        let [own, independent] = verdicts(entry, until).map(|verdict| verdict.map(told));
        let days: Vec<&str> = entry.undertakings.iter().filter_map(|one| one.day.as_deref()).collect();
        let mut cites: Vec<Citation> = entry.undertakings.iter().rev().map(|one| self.cite_undertaking(one)).collect();
        cites.extend(entry.source.iter().filter_map(|source| self.cite_named(source)));
        Line {
            entry: entry.id.clone(),
            what: entry.what.clone(),
            by: entry.by.clone(),
            to: entry.to.clone(),
            act: entry.act,
            strength: entry.strength,
            topics: entry.topics.clone(),
            due: entry.due.clone(),
            is_confirmed: entry.standing == Standing::Confirmed,
            said: entry.said(),
            first: days.iter().min().map(|day| (*day).to_owned()),
            last: days.iter().max().map(|day| (*day).to_owned()),
            own,
            independent,
            evidence: entry.evidence.iter().filter(|one| is_by(one, until)).map(|one| self.shown(one)).collect(),
            offers: entry.offers.len(),
            cites,
        }
    }

    fn shown(&self, evidence: &Evidence) -> Shown {
        let cite = match &evidence.id {
            EvidenceId::Provision(provision) => self.cite_named(provision),
            EvidenceId::Attached(_) => None,
        };
        let attachment = evidence.attachment.as_ref();
        let link =
            attachment.and_then(|one| one.link.clone().or_else(|| one.file.as_ref().map(|file| file.name.clone())));
        Shown { day: evidence.day.clone(), text: evidence.text.clone(), cite, link }
    }

    fn moved(&self, entry: &Entry) -> Vec<MovedLine> {
        let mut lines = Vec::new();
        for pair in entry.undertakings.windows(2) {
            let [before, after] = pair else { continue };
            let is_later = before.id.provision.document != after.id.provision.document;
            let is_asked = after.day.as_deref().is_some_and(|day| self.asked.is_within(day));
            if !is_later || !is_asked {
                continue;
            }
            let mut changes = Vec::new();
            if before.act != after.act {
                changes.push(Move::Act { from: before.act, to: after.act });
            }
            if before.strength != after.strength {
                changes.push(Move::Strength { from: before.strength, to: after.strength });
            }
            if before.due != after.due && (before.due.is_some() || after.due.is_some()) {
                changes.push(Move::Due { from: before.due.clone(), to: after.due.clone() });
            }
            if before.by != after.by {
                changes.push(Move::By { from: before.by.clone(), to: after.by.clone() });
            }
            if !changes.is_empty() {
                let (before, after) = (self.cite_undertaking(before), self.cite_undertaking(after));
                lines.push(MovedLine { entry: entry.id.clone(), before, after, changes });
            }
        }
        lines
    }

    /// Looks at the partnership's texts of the latest day.
    fn direction(&self, looked_at: &[&Entry]) -> Vec<DirectionLine> {
        let is_asked =
            |text: &&Text| self.asked.is_of(text.parties) && text.day.is_some_and(|day| self.asked.is_within(day));
        let Some(latest) = self.grounds.texts.iter().filter(is_asked).filter_map(|text| text.day).max() else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        let mut documents = Vec::new();
        for (number, text) in self.grounds.texts.iter().enumerate() {
            // One language of a document is enough.
            if text.day != Some(latest) || !is_asked(&text) || documents.contains(&&text.id.document) {
                continue;
            }
            documents.push(&text.id.document);
            for (place, provision) in text.reading.provisions.iter().enumerate() {
                let place = Place { text: number as u32, provision: place as u32 };
                for act in &provision.acts {
                    let is_new = || {
                        let is_first =
                            |entry: &&&Entry| entry.undertakings.first().is_some_and(|first| first.place == place);
                        act.commitment
                            && looked_at
                                .iter()
                                .any(|entry| is_first(&entry) && entry.undertakings[0].trigger == act.trigger)
                    };
                    let kind = match act.act {
                        ActKind::Explore => Direction::Explored,
                        ActKind::Expect => Direction::Expected,
                        _ if is_new() => Direction::New,
                        _ => continue,
                    };
                    let words = act.clause_in(&provision.text).to_owned();
                    lines.push(DirectionLine {
                        kind,
                        act: act.act,
                        by: act.actors.clone(),
                        topics: provision.topics.clone(),
                        cite: cite(text, self.grounds.name(place), words),
                    });
                }
            }
        }
        lines.sort_by_key(|line| line.kind);
        lines.truncate(DIRECTIONS);
        lines
    }

    fn coverage(&self, archive: usize) -> Coverage {
        let mut documents: BTreeMap<&str, &str> = BTreeMap::new();
        for text in self.grounds.texts {
            if let Some(day) = text.day.filter(|day| self.asked.is_within(day) && self.asked.is_of(text.parties)) {
                documents.insert(text.id.document.as_str(), day);
            }
        }
        let day = |day: Option<&&str>| day.map(|day| (*day).to_owned());
        Coverage {
            documents: documents.len(),
            archive,
            first: day(documents.values().min()),
            last: day(documents.values().max()),
        }
    }

    fn programme(&self, register: &Register) -> Option<ProgrammeHead> {
        let programme = &register.programmes.get(self.asked.programme.as_ref()?)?.programme;
        let last = last_day(Some(&programme.until));
        Some(ProgrammeHead {
            id: programme.id.clone(),
            title: programme.title.clone(),
            from: programme.from.clone(),
            until: programme.until.clone(),
            days_left: last.and_then(|last| day::days_between(&self.asked.until, &last)),
        })
    }

    fn areas(&self, register: &Register, looked_at: &[&Entry], classes: &[Class]) -> Vec<AreaLine> {
        let Some(kept) = self.asked.programme.as_ref().and_then(|id| register.programmes.get(id)) else {
            return Vec::new();
        };
        let programme = &kept.programme;
        let mut lines = Vec::new();
        for priority in &programme.priorities {
            for area in &priority.areas {
                let id = seimei_model::programme::AreaId { programme: programme.id.clone(), code: area.code.clone() };
                let own: Vec<Class> = looked_at
                    .iter()
                    .zip(classes)
                    .filter(|(entry, _)| entry.areas.contains(&id))
                    .map(|(_, class)| *class)
                    .collect();
                let count = |wanted: Class| own.iter().filter(|class| **class == wanted).count();
                let indicators = area.goals.iter().flat_map(|goal| &goal.indicators);
                let with_target: Vec<_> = indicators.filter(|one| one.target.is_some()).collect();
                let activities: Vec<_> = area.goals.iter().flat_map(|goal| &goal.activities).collect();
                let is_reached = |one: &&&seimei_model::programme::Indicator| {
                    let (Some(actual), Some(target)) = (one.actual, one.target) else { return false };
                    // A target below the baseline is to be come down to.
                    if one.baseline.is_some_and(|baseline| baseline > target) {
                        actual <= target
                    } else {
                        actual >= target
                    }
                };
                lines.push(AreaLine {
                    area: id,
                    priority: priority.title.clone(),
                    title: area.title.clone(),
                    entries: own.len(),
                    done: count(Class::Done),
                    under_way: count(Class::UnderWay),
                    overdue: count(Class::Overdue),
                    not_begun: count(Class::NotBegun),
                    unassessed: count(Class::Unassessed),
                    closed: count(Class::Closed),
                    indicators: [with_target.iter().filter(is_reached).count(), with_target.len()],
                    activities: [activities.iter().filter(|one| one.done.is_some()).count(), activities.len()],
                });
            }
        }
        lines
    }

    fn timeline(&self, looked_at: &[&Entry]) -> Vec<Mark> {
        let mut marks = Vec::new();
        for entry in looked_at {
            let mut mark = |day: Option<&str>, kind: MarkKind| {
                if let Some(day) = day.filter(|day| self.asked.since.as_deref().is_none_or(|since| since <= *day)) {
                    marks.push(Mark { day: day.to_owned(), entry: entry.id.clone(), kind });
                }
            };
            let until = self.asked.until.as_str();
            let is_by = |day: &&str| *day <= until;
            for one in &entry.undertakings {
                mark(one.day.as_deref().filter(is_by), MarkKind::Said);
            }
            for one in &entry.evidence {
                mark(one.day.as_deref().filter(is_by), MarkKind::Evidence);
            }
            for one in &entry.assessments {
                mark(Some(one.judgement.day.as_str()).filter(is_by), MarkKind::Assessed);
            }
            mark(last_day(entry.due.as_ref()).as_deref(), MarkKind::Due);
        }
        marks.sort_by(|one, other| (&one.day, &one.entry, one.kind).cmp(&(&other.day, &other.entry, other.kind)));
        // Several expressions of a document say a thing on one day.
        marks.dedup();
        marks
    }
}

fn told(assessment: &Assessment) -> Verdict {
    let judgement = &assessment.judgement;
    Verdict {
        status: judgement.status,
        standpoint: judgement.standpoint,
        assessor: judgement.assessor.clone(),
        day: judgement.day.clone(),
        compliance: assessment.compliance,
        reason: assessment.decided.reason.clone(),
    }
}

fn cite(text: &Text, provision: ProvisionId, words: String) -> Citation {
    Citation {
        provision,
        day: text.day.map(str::to_owned),
        title: text.title.map(str::to_owned),
        translation: text.translation,
        words,
    }
}
