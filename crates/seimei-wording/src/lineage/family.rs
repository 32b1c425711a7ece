//! Families: passages that say one formula among themselves.

use std::collections::BTreeMap;

use crate::lineage::{Kin, PassageId};

/// Passages of one language that say one formula; each is likely kin of most others.
#[derive(Clone, PartialEq, Debug)]
pub struct Family {
    /// Its members, ascending, at least two. A passage of several clauses may be in several families.
    pub members: Vec<PassageId>,
    /// How close they are: the mean score of its pairs, those that are no kin counted as 0.
    pub closeness: f64,
}

/// Makes families of the kin of every passage, by number. Links are taken closest first: two groups become one where more
/// than half of the pairs between them are kin; whoever is kin of more than half of another family joins that too.
pub(super) fn families(kin: Vec<Vec<Kin>>) -> Vec<Family> {
    let mut scores: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    let mut near: Vec<Vec<u32>> = Vec::with_capacity(kin.len());
    for (number, kin) in kin.into_iter().enumerate() {
        let number = number as u32;
        near.push(kin.iter().map(|kin| kin.passage.0).collect());
        for kin in kin {
            let key = (number.min(kin.passage.0), number.max(kin.passage.0));
            let score = scores.entry(key).or_insert(kin.score);
            *score = score.max(kin.score);
        }
    }
    let mut links: Vec<((u32, u32), f64)> = scores.iter().map(|(pair, score)| (*pair, *score)).collect();
    links.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    let score = |a: u32, b: u32| scores.get(&(a.min(b), a.max(b))).copied();
    let mut group_of: Vec<Option<usize>> = vec![None; near.len()];
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for ((a, b), _) in links {
        let take = |passage: u32, groups: &mut Vec<Vec<u32>>, group_of: &mut Vec<Option<usize>>| {
            *group_of[passage as usize].get_or_insert_with(|| {
                groups.push(vec![passage]);
                groups.len() - 1
            })
        };
        let (one, other) = (take(a, &mut groups, &mut group_of), take(b, &mut groups, &mut group_of));
        if one == other {
            continue;
        }
        let pairs = groups[one].len() * groups[other].len();
        let linked = groups[one].iter().flat_map(|a| groups[other].iter().filter(|b| score(*a, **b).is_some())).count();
        if linked * 2 > pairs {
            let moved = std::mem::take(&mut groups[other]);
            for passage in &moved {
                group_of[*passage as usize] = Some(one);
            }
            groups[one].extend(moved);
        }
    }
    let cores = groups.clone();
    for (passage, near) in near.iter().enumerate() {
        let passage = passage as u32;
        let mut others: BTreeMap<usize, usize> = BTreeMap::new();
        for neighbour in near {
            if let Some(group) =
                group_of[*neighbour as usize].filter(|group| group_of[passage as usize] != Some(*group))
            {
                *others.entry(group).or_default() += 1;
            }
        }
        for (group, linked) in others {
            if cores[group].len() > 1 && linked * 2 > cores[group].len() {
                groups[group].push(passage);
            }
        }
    }
    let of_group = |mut members: Vec<u32>| {
        members.sort_unstable();
        let pairs =
            members.iter().enumerate().flat_map(|(index, a)| members[index + 1..].iter().map(move |b| (*a, *b)));
        let (count, sum) =
            pairs.fold((0.0, 0.0), |(count, sum), (a, b)| (count + 1.0, sum + score(a, b).unwrap_or(0.0)));
        Family { members: members.into_iter().map(PassageId).collect(), closeness: sum / f64::max(count, 1.0) }
    };
    let mut families: Vec<Family> = groups.into_iter().filter(|group| group.len() > 1).map(of_group).collect();
    families.sort_by(|one, other| one.members.cmp(&other.members));
    families
}
