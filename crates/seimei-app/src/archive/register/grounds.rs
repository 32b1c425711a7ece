//! What the register is drawn from: texts, families, counterparts, likenesses, as plain values.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::identity::DocumentId;
use seimei_register::draw;
use seimei_register::entry::{Entry, Undertaking};
use seimei_register::grounds::{Alike, Grounds, Place, Text};
use seimei_register::undertaking::undertakings;
use seimei_wording::align::align;
use seimei_wording::lineage::{Passage, PassageId};

use crate::archive::trace::Tracing;

/// So much of a clause's weight must stand in a later provision for it to be looked at.
const LEAST: f64 = 0.12;

/// The register as drawn, before any decision.
#[derive(Debug)]
pub struct Drawn {
    /// Every undertaking.
    pub undertakings: Vec<Undertaking>,
    /// The entries.
    pub entries: Vec<Entry>,
    /// Provisions with undertakings that say one formula.
    pub families: Vec<Vec<Place>>,
    /// Provisions of two languages of one document that say the same.
    pub counterparts: Vec<(Place, Place)>,
}

impl Tracing<'_> {
    /// Draws the register from the texts.
    pub fn drawn(&mut self) -> Drawn {
        let counterparts = self.counterparts();
        let lexicon = self.lexicon();
        let undertakings = {
            let texts = self.register_texts();
            undertakings(&Grounds { texts: &texts, families: &[], counterparts: &counterparts }, lexicon)
        };
        let places: BTreeSet<Place> = undertakings.iter().map(|one| one.place).collect();
        let families = self.families_among(&places);
        let alike = self.alike_later(&undertakings);
        let texts = self.register_texts();
        let grounds = Grounds { texts: &texts, families: &families, counterparts: &counterparts };
        let entries = draw::draw(&grounds, &undertakings, &alike, lexicon);
        Drawn { undertakings, entries, families, counterparts }
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
        let mut by_document: BTreeMap<&DocumentId, Vec<usize>> = BTreeMap::new();
        for (number, text) in self.texts().iter().enumerate() {
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

    fn alike_later(&mut self, undertakings: &[Undertaking]) -> Vec<Alike> {
        let mut all = Vec::new();
        for (number, undertaking) in undertakings.iter().enumerate() {
            let language = undertaking.id.provision.language.unwrap_or(seimei_model::code::Lang::Und);
            let clause = Passage { text: &undertaking.clause, language, ..Passage::default() };
            for alike in self.lineages_mut().alike(&clause, LEAST) {
                let later = self.place_of(alike.passage);
                if later.text > undertaking.place.text {
                    let seimei_wording::lineage::alike::Alike { covered, likeness, words, .. } = alike;
                    all.push(Alike { undertaking: number as u32, later, covered, likeness, words });
                }
            }
        }
        all
    }
}
