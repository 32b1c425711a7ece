//! Families: passages that say one formula among themselves.

use std::collections::{BTreeMap, HashMap};

use crate::lineage::PassageId;

/// Passages of one language that say one formula; each is likely kin of most others.
#[derive(Clone, PartialEq, Debug)]
pub struct Family {
    /// Its members, ascending, at least two. A passage of several clauses may be in several families.
    pub members: Vec<PassageId>,
    /// How close they are: the mean score of its pairs, those that are no kin counted as 0.
    pub closeness: f64,
}

/// Two passages that say one formula.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// The one that was there first.
    pub one: PassageId,
    /// The one that was added later.
    pub other: PassageId,
    /// How likely it is, as log-odds.
    pub score: f64,
}

/// Makes families of all links between passages, each told once. They are taken closest first: two groups become one where
/// more than half of the pairs between them are linked; whoever is linked with more than half of another family joins that
/// too.
pub fn families(links: &[Link]) -> Vec<Family> {
    let count = links.iter().map(|link| link.other.0 as usize + 1).max().unwrap_or(0);
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); count];
    for Link { one, other, .. } in links {
        near[one.0 as usize].push(other.0);
        near[other.0 as usize].push(one.0);
    }
    let scores: HashMap<(u32, u32), f64> = links.iter().map(|link| ((link.one.0, link.other.0), link.score)).collect();
    let mut links: Vec<((u32, u32), f64)> = links.iter().map(|link| ((link.one.0, link.other.0), link.score)).collect();
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
