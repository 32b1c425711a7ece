//! A formula in other languages: through documents that the archive has in both.

use std::collections::BTreeSet;

use seimei_wording::align::align;
use seimei_wording::lineage::PassageId;

use crate::archive::trace::Tracing;

impl Tracing<'_> {
    /// Returns the passages of other languages that say the same: the counterparts of the members in other expressions of
    /// their documents, and the kin of those counterparts; in order of time.
    pub(super) fn elsewhere(&self, members: &[PassageId]) -> Vec<PassageId> {
        let mut found = BTreeSet::new();
        let texts: BTreeSet<usize> = members.iter().map(|member| self.text_of(*member)).collect();
        for text in texts {
            let own = &self.texts[text];
            let others = (0..self.texts.len()).filter(|other| {
                let other = &self.texts[*other].expression.id;
                other.document == own.expression.id.document && other.language != own.expression.id.language
            });
            for other in others {
                let alignment = align(&own.reading, &self.texts[other].reading, self.lexicon);
                for group in alignment.groups.iter().filter(|group| group.is_link()) {
                    let is_member = |place: &usize| members.contains(&PassageId(own.first.0 + *place as u32));
                    if group.a.iter().any(is_member) {
                        found.extend(group.b.iter().map(|place| PassageId(self.texts[other].first.0 + *place as u32)));
                    }
                }
            }
        }
        let kin: Vec<PassageId> = found.iter().flat_map(|passage| self.kin(*passage)).map(|kin| kin.passage).collect();
        found.extend(kin);
        found.into_iter().collect()
    }
}
