//! Formulas that a partnership used regularly and then left out.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::ActorCode;

/// A document, as far as it matters here. Documents are numbered in order of time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// In whose name it speaks, alphabetical.
    pub parties: Vec<ActorCode>,
    /// Whether it is one in which the partnership states its positions (a joint statement, not a readout).
    pub is_joint: bool,
    /// How many provisions it has.
    pub size: usize,
}

/// A formula that was left out.
#[derive(Clone, PartialEq, Debug)]
pub struct Vanished {
    /// Which of the families.
    pub family: usize,
    /// The partnership.
    pub parties: Vec<ActorCode>,
    /// The documents that have it, in order.
    pub had: Vec<usize>,
    /// How many joint documents there are from the first that has it to the last that has it.
    pub of: usize,
    /// The joint documents of like length since that lack it, in order; at least one.
    pub lacking: Vec<usize>,
}

/// A formula is regular where so many of the documents between its first and its last use have it.
const REGULAR: f64 = 0.6;
/// A document that has less than this share of the provisions of the shortest that has the formula is about something else,
/// or a summary: that it lacks the formula says nothing.
const COMPARABLE: f64 = 0.5;
/// And at least so many have it.
const LEAST_USES: usize = 2;

/// Finds what vanished. `families` holds for each family the documents of its members; `statements` are in order of time.
/// Those used most often first, then the longest missing.
pub fn vanished(families: &[BTreeSet<usize>], statements: &[Statement]) -> Vec<Vanished> {
    let mut by_partnership: BTreeMap<&[ActorCode], Vec<usize>> = BTreeMap::new();
    for (number, statement) in statements.iter().enumerate() {
        if statement.is_joint && !statement.parties.is_empty() {
            by_partnership.entry(&statement.parties).or_default().push(number);
        }
    }
    let mut found = Vec::new();
    for (family, documents) in families.iter().enumerate() {
        let partnerships: BTreeSet<&[ActorCode]> = documents
            .iter()
            .filter_map(|number| statements.get(*number))
            .filter(|statement| statement.is_joint)
            .map(|statement| statement.parties.as_slice())
            .collect();
        for parties in partnerships {
            let Some(own) = by_partnership.get(parties) else { continue };
            let had: Vec<usize> = own.iter().copied().filter(|number| documents.contains(number)).collect();
            let (Some(first), Some(last)) = (had.first(), had.last()) else { continue };
            let of = own.iter().filter(|number| (first..=last).contains(number)).count();
            let shortest = had.iter().map(|number| statements[*number].size).min().unwrap_or(0);
            let is_comparable = |number: &usize| statements[*number].size as f64 >= COMPARABLE * shortest as f64;
            let since = own.iter().copied().filter(|number| number > last);
            let lacking: Vec<usize> = since.filter(is_comparable).collect();
            let is_regular = had.len() >= LEAST_USES && had.len() as f64 >= REGULAR * of as f64;
            if is_regular && !lacking.is_empty() {
                found.push(Vanished { family, parties: parties.to_vec(), had, of, lacking });
            }
        }
    }
    found.sort_by(|one, other| {
        let key = |one: &Vanished| (std::cmp::Reverse((one.had.len(), one.lacking.len())), one.family);
        key(one).cmp(&key(other)).then_with(|| one.parties.cmp(&other.parties))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(rows: &[(&str, bool)]) -> Vec<Statement> {
        let of = |(parties, is_joint): &(&str, bool)| Statement {
            parties: parties.split(' ').map(ActorCode::new).collect(),
            is_joint: *is_joint,
            size: 30,
        };
        rows.iter().map(of).collect()
    }

    fn told(families: &[&[usize]], rows: &[(&str, bool)]) -> Vec<String> {
        let families: Vec<BTreeSet<usize>> = families.iter().map(|family| family.iter().copied().collect()).collect();
        let tell = |one: Vanished| format!("{} {:?} of {} lacking {:?}", one.family, one.had, one.of, one.lacking);
        vanished(&families, &statements(rows)).into_iter().map(tell).collect()
    }

    #[test]
    fn what_was_used_regularly_and_then_not_has_vanished() {
        let rows = [("ARV SEL", true), ("ARV SEL", true), ("ARV SEL", true), ("ARV SEL", true)];
        assert_eq!(told(&[&[0, 1]], &rows), ["0 [0, 1] of 2 lacking [2, 3]"]);
        assert_eq!(told(&[&[0, 1, 3]], &rows), [""; 0]);
        assert_eq!(told(&[&[0]], &rows), [""; 0]);
    }

    #[test]
    fn other_partners_and_readouts_count_for_nothing() {
        let rows = [("ARV SEL", true), ("ARV SEL", true), ("ARV HTA SEL", true), ("ARV SEL", false)];
        assert_eq!(told(&[&[0, 1]], &rows), [""; 0]);
    }

    #[test]
    fn a_text_too_short_to_say_it_all_proves_nothing() {
        let mut all = statements(&[("ARV SEL", true); 4]);
        let families = [BTreeSet::from([0, 1])];
        all[2].size = 7;
        assert_eq!(vanished(&families, &all)[0].lacking, [3]);
        all[3].size = 14;
        assert_eq!(vanished(&families, &all), []);
    }

    #[test]
    fn what_came_now_and_then_was_not_regular() {
        let rows = [("ARV SEL", true); 6];
        assert_eq!(told(&[&[0, 4]], &rows), [""; 0]);
    }
}
