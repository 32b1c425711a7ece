//! The order in which texts were taken in: by it passages are numbered and words weighed, so that what comes later changes
//! nothing about what was there, and the same archive gives the same however often it was drawn in between.

use std::collections::BTreeMap;

use seimei_model::identity::ExpressionId;
use seimei_store::change::Change;
use seimei_store::error::StoreError;
use seimei_wording::lineage::PassageId;

use crate::archive::Archive;
use crate::archive::trace::Text;

/// By expression, the number of the change that took in its text as it is.
pub(crate) type Taken = BTreeMap<ExpressionId, u64>;

/// So many changes are read at once.
const AT_ONCE: usize = 1000;

impl Archive {
    /// Calls `each` with every change after one.
    pub(crate) fn each_change_after(
        &self,
        mut number: u64,
        mut each: impl FnMut(u64, &Change),
    ) -> Result<(), StoreError> {
        loop {
            let entries = self.store().changes(number, AT_ONCE)?;
            for entry in &entries {
                each(entry.number, &entry.change);
            }
            match entries.last() {
                Some(last) => number = last.number,
                None => return Ok(()),
            }
        }
    }

    /// Returns by which change after one each text was taken in last.
    pub(crate) fn taken_after(&self, number: u64) -> Result<Taken, StoreError> {
        let mut taken = Taken::new();
        self.each_change_after(number, |number, change| {
            if let Change::Added { expression, .. }
            | Change::Revised { expression, .. }
            | Change::Reread { expression, .. } = change
            {
                taken.insert(expression.clone(), number);
            }
        })?;
        Ok(taken)
    }
}

/// Returns the places of texts in the order in which they were taken in; those of one change by name.
pub(super) fn order(texts: &[Text]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|number| (texts[*number].taken, &texts[*number].expression.id));
    order
}

/// Numbers the passages of texts in an order; returns the text of each, and the place of its provision there.
pub(super) fn places(texts: &mut [Text], order: &[usize]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for number in order {
        let text = &mut texts[*number];
        text.first = PassageId(places.len() as u32);
        places.extend((0..text.reading.provisions.len()).map(|place| (*number, place)));
    }
    places
}

/// Returns how many passages words are weighed by: those of the first texts of an order.
pub(super) fn reference(texts: &[Text], order: &[usize]) -> usize {
    let weighing = order.iter().take(weighing(order.len()));
    weighing.map(|number| texts[*number].reading.provisions.len()).sum()
}

/// So many texts are weighed anew in less time than a text that is added may take.
const FEW: usize = 24;

/// Returns how many texts words are weighed by where there are so many: all of few, and else so that this changes only now
/// and then, and yet eight in nine are among them. The steps are 1, 2, 3 ... 24, 28, 32 ..., each about an eighth more.
pub(super) fn weighing(texts: usize) -> usize {
    let next = |step: &usize| Some(step + 1 + if *step < FEW { 0 } else { step / 8 });
    std::iter::successors(Some(0), next).take_while(|step| *step <= texts).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_weighed_by_eight_texts_in_nine() {
        assert_eq!([0, 1, 2, 23, 24, 25, 27, 28, 31, 32].map(weighing), [0, 1, 2, 23, 24, 24, 24, 28, 28, 32]);
        for texts in 1..3000 {
            let weighing = weighing(texts);
            assert!(weighing <= texts && weighing * 9 + 9 > texts * 8, "{weighing} of {texts}");
        }
    }
}
