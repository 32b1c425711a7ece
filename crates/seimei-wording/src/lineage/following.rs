//! Lineages that follow an archive: passages that were taken before are not taken apart again.
//!
//! What is made is exactly what taking all passages anew would make: words have the numbers of their first appearance, since
//! among equally rare ones the earlier comes first. Where passages only came behind the others, and words are still to be
//! weighed by the same ones, what is known of the others stands; else all are weighed anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lineage::sketch::{Memory, Numbering as _, Sketch, WordId};
use crate::lineage::{Entry, Lineages, Passage, PassageId, Tongue};

/// A passage of the lineages that follow others.
#[derive(Clone, Copy, Debug)]
pub enum Step<'p> {
    /// One that was there, unaltered.
    Kept {
        /// Its number then.
        passage: PassageId,
        /// Number of its document now.
        document: u32,
    },
    /// One that was not.
    New(Passage<'p>),
}

/// No number yet.
const NONE: WordId = WordId::MAX;

impl Lineages<'_> {
    /// Returns the lineages with more passages behind those that there are; words weigh what they did. Takes time for those
    /// that came, but for copying some numbers of each that was there.
    #[must_use]
    pub fn with<'p>(&self, come: impl IntoIterator<Item = Passage<'p>>) -> Self {
        let tongues = self.tongues.iter().map(|(language, tongue)| (*language, tongue.continued())).collect();
        let mut next = Self { lexicon: self.lexicon, entries: self.entries.clone(), tongues };
        for passage in come {
            next.take(&passage, true);
        }
        next
    }

    /// Returns the lineages of these passages, in this order, weighed by the first `reference` of them. Linear, but only new
    /// passages are taken apart. A passage that was not there is passed over.
    #[must_use]
    pub fn following<'p>(&self, steps: impl IntoIterator<Item = Step<'p>>, reference: usize) -> Self {
        let mut next = Self::new(self.lexicon);
        // By language: the numbers that words have now.
        let mut numbers: BTreeMap<_, Vec<WordId>> = BTreeMap::new();
        for (language, tongue) in &self.tongues {
            numbers.insert(*language, vec![NONE; tongue.vocabulary.len()]);
            next.tongues.insert(*language, tongue.like());
        }
        for step in steps {
            let (passage, document) = match step {
                Step::New(passage) => {
                    next.add(&passage);
                    continue;
                }
                Step::Kept { passage, document } => (passage, document),
            };
            let Some(&Entry { language, place, year, .. }) = self.entries.get(passage.0 as usize) else { continue };
            let (Some(from), Some(to)) = (self.tongues.get(&language), next.tongues.get_mut(&language)) else {
                continue;
            };
            let Some(numbers) = numbers.get_mut(&language) else { continue };
            let sketch = renumbered(&from.sketches[place as usize], from, to, numbers);
            let id = PassageId(next.entries.len() as u32);
            next.entries.push(Entry { language, document, year, place: to.sketches.len() as u32 });
            to.passages.push(id);
            to.sketches.push(sketch);
        }
        next.tongues.retain(|_, tongue| !tongue.sketches.is_empty());
        next.settle_by(reference);
        next
    }
}

impl Tongue<'_> {
    /// Returns one that goes on from this.
    fn continued(&self) -> Self {
        let Self { sketcher, vocabulary, sketches, passages, rarity, later, unknown, outlines, postings, memory: _ } =
            self;
        Self {
            sketcher: Arc::clone(sketcher),
            memory: Memory::default(),
            vocabulary: vocabulary.clone(),
            sketches: sketches.clone(),
            passages: passages.clone(),
            rarity: Arc::clone(rarity),
            later: *later,
            unknown: *unknown,
            outlines: outlines.clone(),
            postings: postings.clone(),
        }
    }

    /// Returns one without passages and words.
    fn like(&self) -> Self {
        Self::of(Arc::clone(&self.sketcher))
    }
}

/// Returns a sketch whose words have their numbers in another vocabulary, which takes those it lacks: the same sketch where
/// none differs.
fn renumbered(sketch: &Arc<Sketch>, from: &Tongue, to: &mut Tongue, numbers: &mut [WordId]) -> Arc<Sketch> {
    let mut is_same = true;
    for word in &sketch.words {
        let number = &mut numbers[*word as usize];
        if *number == NONE {
            *number = from.vocabulary.word(*word).map_or(NONE, |spelt| to.vocabulary.number(&spelt));
        }
        is_same &= number == word;
    }
    if is_same {
        return Arc::clone(sketch);
    }
    let words: Vec<WordId> = sketch.words.iter().map(|word| numbers[*word as usize]).collect();
    Arc::new(Sketch::of(words, sketch.named.clone(), sketch.stance, sketch.topic.clone()))
}
