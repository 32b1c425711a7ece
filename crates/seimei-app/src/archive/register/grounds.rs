//! What the register is drawn from: texts, families, counterparts, likenesses, as plain values.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use seimei_register::draw;
use seimei_register::entry::{Entry, Evidence, Undertaking};
use seimei_register::evidence::Judge;
use seimei_register::grounds::{Alike, Grounds, Place, Text};
use seimei_register::mechanism::{Mechanism, mechanisms};
use seimei_register::undertaking::undertakings;
use seimei_wording::align::align;
use seimei_wording::lineage::alike::{self, Clauses};
use seimei_wording::lineage::{Passage, PassageId};

use crate::archive::trace::{Tracing, threads};

/// The register as drawn, before any decision.
#[derive(Debug)]
pub struct Drawn {
    /// Every undertaking.
    pub undertakings: Vec<Undertaking>,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The directory of mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Provisions with undertakings that say one formula.
    pub families: Vec<Vec<Place>>,
    /// Provisions of two languages of one document that say the same.
    pub counterparts: Vec<(Place, Place)>,
}

impl Tracing<'_> {
    /// Draws the register from the texts.
    pub fn drawn(&self) -> Drawn {
        let counterparts = self.counterparts();
        let undertakings = {
            let texts = self.register_texts();
            let grounds = Grounds { texts: &texts, families: &[], counterparts: &counterparts };
            undertakings(&grounds, self.lexicon())
        };
        self.drawn_of(undertakings, counterparts)
    }

    /// Draws the register where its undertakings and the counterparts are known.
    pub(super) fn drawn_of(&self, undertakings: Vec<Undertaking>, counterparts: Vec<(Place, Place)>) -> Drawn {
        let lexicon = self.lexicon();
        let mechanisms = {
            let texts = self.register_texts();
            mechanisms(&Grounds { texts: &texts, families: &[], counterparts: &counterparts }, lexicon)
        };
        let judge = Judge::new(&mechanisms, lexicon);
        let places: BTreeSet<Place> = undertakings.iter().map(|one| one.place).collect();
        let families = self.families_among(&places);
        let texts = self.register_texts();
        let grounds = Grounds { texts: &texts, families: &families, counterparts: &counterparts };
        let offers = self.offers(&grounds, &undertakings, &judge);
        let entries = draw::draw(&grounds, &undertakings, offers);
        Drawn { undertakings, entries, mechanisms, families, counterparts }
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

    fn families_among(&self, places: &BTreeSet<Place>) -> Vec<Vec<Place>> {
        let all: Vec<bool> = self.all_places().map(|place| places.contains(&place)).collect();
        let is_wanted = |passage: PassageId| all[passage.0 as usize];
        let families = self.families_of(&is_wanted);
        let members = |family: seimei_wording::lineage::Family| -> Vec<Place> {
            let places_of = family.members.into_iter().map(|passage| self.place_of(passage));
            places_of.filter(|place| places.contains(place)).collect()
        };
        families.into_iter().map(members).filter(|members| members.len() > 1).collect()
    }

    /// Returns what later provisions are offered as evidence, each with the position of its undertaking, in order.
    fn offers(&self, grounds: &Grounds, undertakings: &[Undertaking], judge: &Judge) -> Vec<(u32, Evidence)> {
        let share = undertakings.len().div_ceil(threads()).max(1);
        let all_places: Vec<Place> = self.all_places().collect();
        let of = |start: usize| {
            let mut clauses = Clauses::new(self.lineages());
            let mut found = Vec::new();
            for (number, undertaking) in undertakings.iter().enumerate().skip(start).take(share) {
                let language = undertaking.id.provision.language.unwrap_or(Lang::Und);
                let matter = judge.matter(undertaking);
                let clause = clauses.clause(&Passage { text: &matter, language, ..Passage::default() });
                let place = |passage: PassageId| all_places[passage.0 as usize];
                let is_wanted = |passage: PassageId| {
                    let later = place(passage);
                    later.text > undertaking.place.text && judge.may_show(grounds, undertaking, later)
                };
                for alike in clauses.alike(&clause, judge.least(undertaking), &is_wanted) {
                    let alike::Alike { passage, covered, likeness, words } = alike;
                    let one = Alike { undertaking: number as u32, later: place(passage), covered, likeness, words };
                    found.extend(judge.offer(grounds, undertaking, &one).map(|offer| (one.undertaking, offer)));
                }
            }
            found
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..undertakings.len())
                .step_by(share)
                .map(|start| {
                    scope.spawn({
                        let of = &of;
                        move || of(start)
                    })
                })
                .collect();
            let done = running
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            done.flatten().collect()
        })
    }
}
