//! A formula in other languages: through documents that the archive has in both, and through what passages mean.

use std::collections::{BTreeMap, BTreeSet};

use seimei_wording::lineage::PassageId;
use seimei_wording::lineage::across::Across;

use crate::archive::trace::{Tracing, passage};

impl<'l> Tracing<'l> {
    /// Returns the passages by what they mean; made when it is first asked for, and empty where all are of one language.
    pub(super) fn across(&self) -> &Across<'l> {
        self.across.get_or_init(|| {
            let mut across = Across::new(self.lexicon);
            let languages: BTreeSet<_> = self.texts.iter().map(|text| text.expression.id.language).collect();
            if languages.len() > 1 {
                for (rank, number) in self.order.iter().enumerate() {
                    let text = &self.texts[*number];
                    for provision in &text.reading.provisions {
                        across.add(&passage(rank, text, provision));
                    }
                }
                across.settle();
            }
            across
        })
    }

    /// Returns the passages of other languages that say the same: the counterparts of the members in other expressions of
    /// their documents, what most members mean, and what is kin of most of those; in order of time.
    pub(super) fn elsewhere(&self, members: &[PassageId]) -> Vec<PassageId> {
        let mut found = BTreeSet::new();
        let texts: BTreeSet<usize> = members.iter().map(|member| self.text_of(*member)).collect();
        for text in texts {
            let first = self.texts[text].first.0;
            for other in self.others(text) {
                let alignment = self.aligned(text, other);
                for group in alignment.groups.iter().filter(|group| group.is_link()) {
                    let is_member = |place: &usize| members.contains(&PassageId(first + *place as u32));
                    if group.a.iter().any(is_member) {
                        found.extend(group.b.iter().map(|place| PassageId(self.texts[other].first.0 + *place as u32)));
                    }
                }
            }
        }
        let across = self.across();
        // Meaning is a weaker sign than the counterpart of a translation: half of the members must point there.
        let mut pointed: BTreeMap<PassageId, usize> = BTreeMap::new();
        for counterpart in members.iter().flat_map(|member| across.counterparts(*member)) {
            *pointed.entry(counterpart.passage).or_default() += 1;
        }
        let enough = |count: usize| count * 2 >= members.len();
        found.extend(pointed.into_iter().filter(|(_, count)| enough(*count)).map(|(passage, _)| passage));
        // One of them may say something else besides, which its kin say too: what is kin of more than half of them is meant.
        let mut near: BTreeMap<PassageId, usize> = BTreeMap::new();
        for kin in found.iter().flat_map(|passage| self.kin(*passage)) {
            *near.entry(kin.passage).or_default() += 1;
        }
        let most = found.len() / 2;
        found.extend(near.into_iter().filter(|(_, count)| *count > most).map(|(passage, _)| passage));
        let mut found: Vec<PassageId> = found.into_iter().collect();
        found.sort_by_key(|passage| self.in_time(*passage));
        found
    }
}
