//! What stands in place of a formula that was left out: the provision that a comparison of both texts sets beside it.

use std::collections::BTreeMap;

use seimei_wording::changes::{Changed, Comparer};
use seimei_wording::compare::{Comparison, compare};
use seimei_wording::lineage::PassageId;

use crate::archive::trace::{Gone, Tracing};

/// The provision nearest to one that was left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Near {
    /// Which.
    pub passage: PassageId,
    /// How it differs from the last wording of the formula.
    pub changed: Changed,
}

impl Tracing<'_> {
    /// Returns, for each formula that was left out, the provision that stands in its place in the first text that lacks it;
    /// `None` where none is near. Compares two whole texts, each pair once.
    pub fn nearest(&self, gone: &[Gone]) -> Vec<Option<Near>> {
        let mut compared: BTreeMap<(usize, usize), Comparison> = BTreeMap::new();
        gone.iter().map(|gone| self.near(gone, &mut compared)).collect()
    }

    fn near(&self, gone: &Gone, compared: &mut BTreeMap<(usize, usize), Comparison>) -> Option<Near> {
        let (last, lacking) = (*gone.members.last()?, *gone.lacking.first()?);
        let had = self.text_of(last);
        let (a, b) = (&self.texts[had], &self.texts[lacking]);
        let comparison =
            compared.entry((had, lacking)).or_insert_with(|| compare(&a.reading, &b.reading, self.lexicon));
        let place = (last.0 - a.first.0) as usize;
        let item = comparison.items.iter().find(|item| item.is_pair() && item.a.contains(&place))?;
        let passage = PassageId(b.first.0 + *item.b.first()? as u32);
        let differ = Comparer::new(self.lexicon, a.expression.id.language);
        let changed = differ.provisions(self.at(last).1, self.at(passage).1, [a.parties(), b.parties()]);
        Some(Near { passage, changed })
    }
}
