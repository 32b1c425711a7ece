//! What drawing the register keeps, so that a register that follows goes on from it: which provisions say one formula, clauses
//! ready to be compared, and which later provisions are offered as evidence.
//!
//! None of it depends on what comes later: a text that is added has links, clauses and offers of its own, and may be offered
//! for what was there; what was found before stands.

use std::collections::BTreeSet;
use std::sync::Arc;

use seimei_model::code::Lang;
use seimei_register::entry::{Evidence, Undertaking};
use seimei_register::evidence::{Company, Judge};
use seimei_register::grounds::{self, Grounds, Place};
use seimei_register::mechanism::Reads;
use seimei_register::restatement::Letters;
use seimei_wording::lineage::alike::{Alike, Clause, Clauses, Leading};
use seimei_wording::lineage::{Link, Passage, PassageId};
use seimei_wording::shares::in_shares;

use crate::archive::trace::{Tracing, threads};

/// What is kept.
#[derive(Debug)]
pub(super) struct Basis {
    /// The links between provisions with undertakings.
    pub(super) links: Vec<Link>,
    /// The clauses by their numbers, in the order in which they were made ready. One that was made ready anew has a new
    /// number.
    clauses: Vec<Arc<Ready>>,
    /// By position of an undertaking: the number of its clause.
    numbers: Vec<u32>,
    leading: Leading,
    offers: Vec<Offer>,
    /// By passage, who has a part in what it tells of doing.
    companies: Vec<Company>,
    pub(super) judge: Judge,
}

/// A clause that is ready to be compared.
#[derive(Debug)]
struct Ready {
    clause: Clause,
    /// How much of it has to stand in a provision for it to be looked at.
    least: f64,
    /// Who owes it.
    owing: Company,
}

/// A later provision that is offered as evidence.
#[derive(Clone, Debug)]
struct Offer {
    /// The number of the clause that it is offered for.
    clause: u32,
    passage: PassageId,
    evidence: Arc<Evidence>,
}

/// What a register follows.
pub(super) struct Before<'b, 'l> {
    /// Whether all texts that were there are, and new ones came behind them.
    pub(super) is_appended: bool,
    /// Whether words also weigh what they did, so that what was found stands.
    pub(super) is_continued: bool,
    pub(super) basis: &'b Basis,
    pub(super) letters: &'b [Arc<Letters>],
    pub(super) reads: &'b Reads<'l>,
    /// By the place of a text now, where it was; `None` for a new one.
    pub(super) texts: &'b [Option<usize>],
    /// By position of an undertaking now, where it was; `None` for a new one.
    pub(super) was: Vec<Option<u32>>,
    /// Returns where a place is now.
    pub(super) moved: &'b (dyn Fn(Place) -> Place + Sync),
    /// The first passage that is new; all behind it are too.
    pub(super) first: PassageId,
}

impl Before<'_, '_> {
    /// Returns the letters of the clauses of undertakings, by their positions now.
    pub(super) fn letters_now(&self) -> Vec<Arc<Letters>> {
        let kept = |was: &Option<u32>| was.map(|was| Arc::clone(&self.letters[was as usize]));
        self.was.iter().map(|was| kept(was).unwrap_or_default()).collect()
    }
}

/// Everything that looking for evidence needs.
#[derive(Clone, Copy)]
struct Search<'s, 'l> {
    tracing: &'s Tracing<'l>,
    grounds: &'s Grounds<'s>,
    undertakings: &'s [Arc<Undertaking>],
    judge: &'s Judge,
    companies: &'s [Company],
}

impl Basis {
    /// Makes it for undertakings, in their order, going on from what was before where there was something.
    pub(super) fn new(
        tracing: &Tracing,
        grounds: &Grounds,
        undertakings: &[Arc<Undertaking>],
        judge: Judge,
        links: Vec<Link>,
        before: Option<&Before>,
    ) -> Self {
        let kept = before.filter(|before| before.is_appended);
        let mut companies = kept.map_or_else(Vec::new, |before| before.basis.companies.clone());
        let new = (companies.len()..tracing.searched().1).map(|passage| PassageId(passage as u32));
        companies.extend(new.map(|passage| judge.company(grounds, tracing.place_of(passage))));
        let search = Search { tracing, grounds, undertakings, judge: &judge, companies: &companies };
        let (clauses, numbers, leading, offers) = match before {
            Some(before) if before.is_continued => search.going_on(before),
            _ => search.all(before.filter(|before| before.is_appended)),
        };
        Self { links, clauses, numbers, leading, offers, companies, judge }
    }

    /// Returns the offers, each with the position of its undertaking, in order of both.
    pub(super) fn offers_in_order(&self, tracing: &Tracing) -> Vec<(u32, Arc<Evidence>)> {
        let positions = self.positions();
        let at = |offer: &Offer| (positions[offer.clause as usize], tracing.in_time(offer.passage));
        let mut offers: Vec<&Offer> = self.offers.iter().collect();
        offers.sort_by_key(|offer| at(offer));
        offers.into_iter().map(|offer| (at(offer).0, Arc::clone(&offer.evidence))).collect()
    }

    /// Returns the positions of undertakings by the numbers of their clauses; that of none is beyond all.
    fn positions(&self) -> Vec<u32> {
        let mut positions = vec![u32::MAX; self.clauses.len()];
        for (position, number) in self.numbers.iter().enumerate() {
            positions[*number as usize] = position as u32;
        }
        positions
    }
}

/// Returns the links between provisions with undertakings, going on from those before.
pub(super) fn links(tracing: &Tracing, undertakings: &[Arc<Undertaking>], before: Option<&Before>) -> Vec<Link> {
    let mut wanted = vec![false; tracing.searched().1];
    for undertaking in undertakings {
        wanted[tracing.passage_at(undertaking.place).0 as usize] = true;
    }
    let is_wanted = |passage: PassageId| wanted[passage.0 as usize];
    let before = before.filter(|before| before.is_continued);
    let first = before.map_or(PassageId(0), |before| before.first);
    let new = tracing.lineages().links(threads(), first, &is_wanted);
    before.map_or_else(Vec::new, |before| before.basis.links.clone()).into_iter().chain(new).collect()
}

type Parts = (Vec<Arc<Ready>>, Vec<u32>, Leading, Vec<Offer>);

impl Search<'_, '_> {
    /// Makes all clauses ready and looks for all offers. Clauses that were taken apart before are only weighed anew.
    fn all(&self, before: Option<&Before>) -> Parts {
        let numbers: Vec<u32> = (0..self.undertakings.len() as u32).collect();
        let known = |position: usize| {
            let Before { basis, was, .. } = before?;
            Some(&*basis.clauses[basis.numbers[was[position]? as usize] as usize])
        };
        let (clauses, offers) = self.made(&numbers, 0, &known);
        let leading = Leading::new(clauses.iter().enumerate().map(|(number, clause)| (number as u32, &clause.clause)));
        (clauses, numbers, leading, offers)
    }

    /// Goes on from what was before: only what is new, or is judged otherwise now, is looked for.
    fn going_on(&self, before: &Before) -> Parts {
        let Before { basis, was, moved, first, .. } = before;
        let lineages = self.tracing.lineages();
        let mut clauses = basis.clauses.clone();
        let mut leading = basis.leading.clone();
        let mut numbers = Vec::with_capacity(was.len());
        let mut fresh = Vec::new();
        for (position, was) in was.iter().enumerate() {
            let kept = was.map(|was| basis.numbers[was as usize]);
            let kept = kept.filter(|number| !clauses[*number as usize].clause.is_outdated(lineages));
            numbers.push(kept.unwrap_or_else(|| {
                fresh.push(position as u32);
                (clauses.len() + fresh.len() - 1) as u32
            }));
        }
        let known = clauses.len();
        let (made, mut offers) = self.made(&fresh, known as u32, &|_| None);
        for (index, clause) in made.iter().enumerate() {
            leading.add((known + index) as u32, &clause.clause);
        }
        clauses.extend(made);

        let mut positions = vec![None; clauses.len()];
        for (position, number) in numbers.iter().enumerate() {
            positions[*number as usize] = Some(position);
        }
        // Mechanisms tell which provisions are about one thing: where others are named now, all is judged anew.
        let otherwise: BTreeSet<Place> = self.judge.judges_otherwise(&basis.judge, moved);
        let otherwise_at: BTreeSet<PassageId> = otherwise.iter().map(|place| self.tracing.passage_at(*place)).collect();
        let judged_anew: Vec<bool> = (positions.iter().enumerate())
            .map(|(number, position)| {
                number < known && position.is_none_or(|at| otherwise.contains(&self.undertakings[at].place))
            })
            .collect();
        let stands = |offer: &&Offer| !judged_anew[offer.clause as usize] && !otherwise_at.contains(&offer.passage);
        offers.extend(basis.offers.iter().filter(stands).cloned());
        let mut comparing = Clauses::new(lineages);
        for (number, position) in positions.iter().enumerate().take(known) {
            if let Some(position) = position.filter(|_| judged_anew[number]) {
                offers.extend(self.for_clause(position, number as u32, &clauses[number], &mut comparing));
            }
        }
        let new = first.0..self.tracing.searched().1 as u32;
        let otherwise_at = otherwise_at.into_iter().filter(|passage| passage < first);
        let passages: Vec<PassageId> = new.map(PassageId).chain(otherwise_at).collect();
        let no_room = || ();
        offers.extend(in_shares(0..passages.len() as u32, threads(), no_room, |(), share| {
            let mut offers = Vec::new();
            for passage in share.map(|index| passages[index as usize]) {
                for number in leading.to(passage, lineages) {
                    let at = number as usize;
                    if let Some(position) = positions[at].filter(|_| at < known && !judged_anew[at]) {
                        offers.extend(self.of_passage(position, number, &clauses[at], passage));
                    }
                }
            }
            offers
        }));
        (clauses, numbers, leading, offers)
    }

    /// Makes the clauses of the undertakings at some positions ready, with numbers from one on, and looks for their offers;
    /// `known` tells which were taken apart before.
    fn made<'c>(
        &self,
        positions: &[u32],
        first: u32,
        known: &(dyn Fn(usize) -> Option<&'c Ready> + Sync),
    ) -> (Vec<Arc<Ready>>, Vec<Offer>) {
        let lineages = self.tracing.lineages();
        let room = || Clauses::new(self.tracing.lineages());
        let made = in_shares(0..positions.len() as u32, threads(), room, |clauses, share| {
            let made = share.map(|index| {
                let position = positions[index as usize] as usize;
                let undertaking = &self.undertakings[position];
                let known = known(position).filter(|known| !known.clause.is_outdated(lineages));
                let clause = if let Some(known) = known {
                    known.clause.weighed(lineages)
                } else {
                    let language = undertaking.id.provision.language.unwrap_or(Lang::Und);
                    let matter = self.judge.matter(undertaking);
                    clauses.clause(&Passage { text: &matter, language, ..Passage::default() })
                };
                let least = known.map_or_else(|| self.judge.least(undertaking), |known| known.least);
                let ready = Ready { clause, least, owing: Company::of(&undertaking.by) };
                let offers = self.for_clause(position, first + index, &ready, clauses);
                (Arc::new(ready), offers)
            });
            made.collect()
        });
        let (clauses, offers): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        (clauses, offers.into_iter().flatten().collect())
    }

    /// Returns what is offered for an undertaking.
    fn for_clause(&self, position: usize, number: u32, ready: &Ready, clauses: &mut Clauses) -> Vec<Offer> {
        let is_wanted = |passage: PassageId| self.may_show(position, ready, passage);
        let alike = clauses.alike(&ready.clause, ready.least, &is_wanted);
        alike.into_iter().filter_map(|alike| self.offer(position, number, alike)).collect()
    }

    /// Returns what a passage that a clause leads to is offered as.
    fn of_passage(&self, position: usize, number: u32, ready: &Ready, passage: PassageId) -> Option<Offer> {
        if !self.may_show(position, ready, passage) {
            return None;
        }
        let alike = self.tracing.lineages().compared(&ready.clause, passage, ready.least)?;
        self.offer(position, number, alike)
    }

    fn may_show(&self, position: usize, ready: &Ready, passage: PassageId) -> bool {
        let (undertaking, later) = (&self.undertakings[position], self.tracing.place_of(passage));
        later.text > undertaking.place.text
            && self.companies[passage.0 as usize].could_be(ready.owing, undertaking.by.len())
            && self.judge.may_show(self.grounds, undertaking, later)
    }

    fn offer(&self, position: usize, number: u32, alike: Alike) -> Option<Offer> {
        let Alike { passage, covered, likeness, words } = alike;
        let later = self.tracing.place_of(passage);
        let alike = grounds::Alike { undertaking: position as u32, later, covered, likeness, words };
        let evidence = self.judge.offer(self.grounds, &self.undertakings[position], &alike)?;
        Some(Offer { clause: number, passage, evidence: Arc::new(evidence) })
    }
}
