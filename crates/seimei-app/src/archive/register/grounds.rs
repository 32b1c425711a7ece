//! What the register is drawn from: texts, families, counterparts, likenesses, as plain values.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use seimei_model::identity::DocumentId;
use seimei_register::draw;
use seimei_register::entry::{Entry, Undertaking};
use seimei_register::evidence::Judge;
use seimei_register::grounds::{Grounds, Place, Text};
use seimei_register::mechanism::{Mechanism, Reads, mechanisms_following};
use seimei_register::restatement::{self, Letters};
use seimei_register::undertaking::undertakings;
use seimei_wording::align::align;
use seimei_wording::lineage::{Family, Link, families};

use crate::archive::register::basis::{Basis, Before, links};
use crate::archive::trace::Tracing;

/// The register as drawn, before any decision.
#[derive(Debug)]
pub struct Drawn<'l> {
    /// Every undertaking.
    pub undertakings: Vec<Arc<Undertaking>>,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The directory of mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Provisions with undertakings that say one formula.
    pub families: Vec<Vec<Place>>,
    /// Provisions of two languages of one document that say the same.
    pub counterparts: Vec<(Place, Place)>,
    /// What those that follow go on from: the letters of clauses, what was read of mechanisms, and all else.
    pub(super) letters: Vec<Arc<Letters>>,
    pub(super) reads: Reads<'l>,
    pub(super) basis: Basis,
}

impl<'l> Tracing<'l> {
    /// Draws the register from the texts.
    pub fn drawn(&self) -> Drawn<'l> {
        let counterparts = self.counterparts();
        let undertakings = {
            let texts = self.register_texts();
            let grounds = Grounds { texts: &texts, families: &[], counterparts: &counterparts };
            undertakings(&grounds, self.lexicon())
        };
        self.drawn_of(undertakings, counterparts, None)
    }

    /// Draws the register where its undertakings and the counterparts are known; going on from what was drawn before where
    /// that is told.
    pub(super) fn drawn_of(
        &self,
        undertakings: Vec<Arc<Undertaking>>,
        counterparts: Vec<(Place, Place)>,
        before: Option<&Before<'_, 'l>>,
    ) -> Drawn<'l> {
        let lexicon = self.lexicon();
        let texts = self.register_texts();
        let bare = Grounds { texts: &texts, families: &[], counterparts: &counterparts };
        let letters: Vec<Arc<Letters>> = match before {
            Some(before) => before.letters_now(),
            None => undertakings.iter().map(|_| Arc::default()).collect(),
        };
        // Neither needs the other.
        let ((mechanisms, reads), (links, families, groups)) = std::thread::scope(|scope| {
            let of_mechanisms = || {
                let known = before.filter(|before| before.is_appended);
                let known = known.map(|before| (before.reads, before.texts));
                mechanisms_following(&bare, lexicon, known)
            };
            let of_formulas = || {
                let links = links(self, &undertakings, before);
                let families = self.families_among(&undertakings, &links);
                let groups = restatement::groups(&Grounds { families: &families, ..bare }, &undertakings, &letters);
                (links, families, groups)
            };
            let running = scope.spawn(of_formulas);
            let mechanisms = of_mechanisms();
            (mechanisms, running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let judge = match before {
            Some(before) => before.basis.judge.by(&mechanisms),
            None => Judge::new(&mechanisms, lexicon),
        };
        let basis = Basis::new(self, &bare, &undertakings, judge, links, before);
        let entries = draw::draw_groups(groups, &undertakings, basis.offers_in_order(self));
        Drawn { undertakings, entries, mechanisms, families, counterparts, letters, reads, basis }
    }

    /// Returns the provisions with undertakings that say one formula: by the links between them.
    fn families_among(&self, undertakings: &[Arc<Undertaking>], links: &[Link]) -> Vec<Vec<Place>> {
        let places: BTreeSet<Place> = undertakings.iter().map(|one| one.place).collect();
        let members = |family: Family| -> Vec<Place> {
            let places_of = family.members.into_iter().map(|passage| self.place_of(passage));
            let mut members: Vec<Place> = places_of.filter(|place| places.contains(place)).collect();
            members.sort_unstable();
            members
        };
        let mut families: Vec<Vec<Place>> = families(links).into_iter().map(members).collect();
        families.retain(|members| members.len() > 1);
        families.sort_unstable();
        families
    }

    /// Returns the texts as the register takes them.
    pub fn register_texts(&self) -> Vec<Text<'_>> {
        fn as_taken(text: &crate::archive::trace::Text) -> Text<'_> {
            let crate::archive::trace::Text { document, expression, reading, day, .. } = text;
            Text {
                id: &expression.id,
                title: expression.title.as_deref(),
                kind: document.description.kind.unwrap_or(reading.document.kind),
                date: document.description.date.as_ref(),
                day: day.as_deref(),
                parties: document.description.parties.as_deref().unwrap_or(&reading.document.parties),
                translation: expression.translation,
                reading,
            }
        }
        self.texts().iter().map(as_taken).collect()
    }

    /// Returns the provisions of two languages of one document that say the same.
    pub fn counterparts(&self) -> Vec<(Place, Place)> {
        self.counterparts_in(&|_| true)
    }

    /// Returns those of the texts that are wanted, by their places in [`Self::texts`].
    pub(super) fn counterparts_in(&self, is_wanted: &dyn Fn(usize) -> bool) -> Vec<(Place, Place)> {
        let mut by_document: BTreeMap<&DocumentId, Vec<usize>> = BTreeMap::new();
        for (number, text) in self.texts().iter().enumerate().filter(|(number, _)| is_wanted(*number)) {
            by_document.entry(&text.document.id).or_default().push(number);
        }
        let mut pairs = Vec::new();
        for numbers in by_document.values() {
            for (index, a) in numbers.iter().enumerate() {
                for b in &numbers[index + 1..] {
                    let alignment = align(&self.texts()[*a].reading, &self.texts()[*b].reading, self.lexicon());
                    for group in alignment.groups {
                        let place = |text: usize, at: usize| Place { text: text as u32, provision: at as u32 };
                        let both = group.a.iter().flat_map(|one| group.b.iter().map(move |other| (*one, *other)));
                        pairs.extend(both.map(|(one, other)| (place(*a, one), place(*b, other))));
                    }
                }
            }
        }
        pairs.sort_unstable();
        pairs
    }
}
