//! Formulas that a partnership used regularly and then left out.

use std::collections::BTreeSet;

use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_wording::compare::KindFamily;
use seimei_wording::lineage::PassageId;
use seimei_wording::lineage::vanished::{Statement, vanished};

use crate::archive::trace::{Family, Text, Tracing};

/// Which of them are wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Only partnerships that all of these belong to.
    pub parties: Vec<ActorCode>,
    /// Only what is first lacking on or after this day, `YYYY-MM-DD`.
    pub since: Option<String>,
}

/// A formula that was left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Gone {
    /// The partnership.
    pub parties: Vec<ActorCode>,
    /// The partnership's own passages, in order of time.
    pub members: Vec<PassageId>,
    /// How many of its texts from the first use to the last there are, with the formula or without.
    pub of: usize,
    /// Its later texts, none of which has the formula, by their places in [`Tracing::texts`]; at least one.
    pub lacking: Vec<usize>,
}

impl Tracing<'_> {
    /// Returns what vanished in texts of one language each: used most often first.
    pub fn vanished(&self, wanted: &Wanted) -> Vec<Gone> {
        self.vanished_among(&self.families(), wanted)
    }

    /// Returns the same of families that are known already.
    pub fn vanished_among(&self, families: &[Family], wanted: &Wanted) -> Vec<Gone> {
        let mut gone: Vec<Gone> = [Lang::Ja, Lang::En, Lang::Und]
            .into_iter()
            .flat_map(|language| {
                let statements: Vec<Statement> = self.texts.iter().map(|text| statement(text, language)).collect();
                let of_family = |family: &Family| -> BTreeSet<usize> {
                    family.members.iter().map(|passage| self.text_of(*passage)).collect()
                };
                let documents: Vec<BTreeSet<usize>> = families.iter().map(of_family).collect();
                let mut gone: Vec<Gone> = Vec::new();
                for one in vanished(&documents, &statements) {
                    let members = families[one.family].members.iter().copied();
                    let members: Vec<PassageId> =
                        members.filter(|passage| one.had.contains(&self.text_of(*passage))).collect();
                    let lacking = self.without(&members, one.lacking);
                    if lacking.is_empty() {
                        continue;
                    }
                    let one = Gone { parties: one.parties, members, of: one.of, lacking };
                    // A provision of several clauses may be in several families that lead to the same.
                    if !gone.iter().any(|known| known.members == one.members) {
                        gone.push(one);
                    }
                }
                gone
            })
            .filter(|gone| self.is_wanted(gone, wanted))
            .collect();
        gone.sort_by_cached_key(|gone| {
            let members: Vec<_> = gone.members.iter().map(|member| self.in_time(*member)).collect();
            (std::cmp::Reverse((gone.members.len(), gone.lacking.len())), members)
        });
        gone
    }

    /// Returns which of these later texts lack a formula: they could have it, and no provision says any of its wordings.
    /// None where one of them has it.
    fn without(&self, members: &[PassageId], later: Vec<usize>) -> Vec<usize> {
        let kin = members.iter().flat_map(|member| self.kin(*member));
        let having: BTreeSet<usize> = kin.map(|kin| self.text_of(kin.passage)).collect();
        if later.iter().any(|text| having.contains(text)) {
            return Vec::new();
        }
        later.into_iter().filter(|text| self.could_say(*text, members)).collect()
    }

    /// Returns whether a text could say what these members say: it speaks of the subject of the last, or of about as many
    /// subjects as their texts do, half at least. A text on one other subject leaves nothing out.
    pub(super) fn could_say(&self, text: usize, members: &[PassageId]) -> bool {
        let topics = |text: usize| -> BTreeSet<&TopicId> {
            self.texts[text].reading.provisions.iter().filter_map(|provision| provision.topics.first()).collect()
        };
        let topic = members.last().and_then(|last| self.at(*last).1.topics.first());
        let fewest = members.iter().map(|member| topics(self.text_of(*member)).len()).min().unwrap_or(0);
        let own = topics(text);
        topic.is_none_or(|topic| own.contains(topic)) || own.len() * 2 >= fewest
    }

    /// Returns whether a formula that was left out is one of those wanted.
    pub fn is_wanted(&self, gone: &Gone, wanted: &Wanted) -> bool {
        let first = gone.lacking.first().and_then(|text| self.texts[*text].day.as_deref());
        wanted.parties.iter().all(|party| gone.parties.contains(party))
            && wanted.since.as_deref().is_none_or(|since| first.is_some_and(|first| first >= since))
    }
}

fn statement(text: &Text, language: Lang) -> Statement {
    let is_joint = text.family() == KindFamily::Joint && text.day.is_some();
    Statement {
        parties: text.parties().to_vec(),
        is_joint: is_joint && text.expression.id.language == language,
        size: text.reading.provisions.len(),
    }
}
