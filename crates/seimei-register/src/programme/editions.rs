//! Editions: which programme follows which, and what became of the areas.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::programme::{AreaId, Programme, ProgrammeId};
use serde::Serialize;

/// The programmes in their order, and what is wrong with it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Editions {
    /// Every programme in exactly one chain, the oldest edition first; chains by the name of their first.
    pub chains: Vec<Vec<ProgrammeId>>,
    /// What is wrong.
    pub faults: Vec<EditionFault>,
}

/// What is wrong between editions.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, thiserror::Error)]
#[serde(tag = "problem", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EditionFault {
    /// An edition supersedes one that is not kept.
    #[error("{programme} supersedes {older}, which is not kept; add it, or take supersedes out")]
    NoOlder {
        /// The edition.
        programme: ProgrammeId,
        /// The one that is not there.
        older: ProgrammeId,
    },
    /// Several editions supersede one.
    #[error("{programme} is superseded by {}; only one can follow it", list(.successors))]
    SeveralSuccessors {
        /// The older edition.
        programme: ProgrammeId,
        /// Those that supersede it, by name.
        successors: Vec<ProgrammeId>,
    },
    /// Editions that supersede each other in a circle.
    #[error("{} supersede each other in a circle; correct supersedes of one of them", list(.programmes))]
    Circle {
        /// The editions, by name.
        programmes: Vec<ProgrammeId>,
    },
    /// An edition begins before the one it supersedes has ended.
    #[error("{programme} begins ({from}) before {older} ends ({until}); correct the period of one of them")]
    Overlap {
        /// The newer edition.
        programme: ProgrammeId,
        /// Its beginning, as written.
        from: String,
        /// The older edition.
        older: ProgrammeId,
        /// Its end, as written.
        until: String,
    },
    /// An area carries on one that is not there.
    #[error("{area} inherits {from}, which is not there; correct inherits")]
    NoArea {
        /// The area.
        area: AreaId,
        /// What it names.
        from: AreaId,
    },
    /// An area carries on one of a programme that its own does not supersede, nor one that comes before that.
    #[error("{area} inherits {from} of a programme that is no earlier edition; correct inherits or supersedes")]
    NoEdition {
        /// The area.
        area: AreaId,
        /// What it names.
        from: AreaId,
    },
}

fn list(ids: &[ProgrammeId]) -> String {
    ids.iter().map(ProgrammeId::as_str).collect::<Vec<_>>().join(", ")
}

/// Puts programmes into the order of their editions. Of several with one name the first counts.
pub fn editions(programmes: &[Programme]) -> Editions {
    let mut by_id: BTreeMap<&ProgrammeId, &Programme> = BTreeMap::new();
    for programme in programmes {
        by_id.entry(&programme.id).or_insert(programme);
    }
    let mut faults = BTreeSet::new();
    let mut successors: BTreeMap<&ProgrammeId, Vec<&ProgrammeId>> = BTreeMap::new();
    for (id, programme) in &by_id {
        let Some(older_id) = &programme.supersedes else { continue };
        match by_id.get(older_id) {
            Some(older) => {
                successors.entry(older_id).or_default().push(id);
                faults.extend(overlap(programme, older));
            }
            None => {
                faults.insert(EditionFault::NoOlder { programme: (*id).clone(), older: older_id.clone() });
            }
        }
    }
    for (id, next) in successors.iter().filter(|(_, next)| next.len() > 1) {
        let successors = next.iter().map(|id| (*id).clone()).collect();
        faults.insert(EditionFault::SeveralSuccessors { programme: (*id).clone(), successors });
    }
    let mut left: BTreeSet<&ProgrammeId> = by_id.keys().copied().collect();
    let mut chains = Vec::new();
    let is_first = |id: &ProgrammeId| by_id[id].supersedes.as_ref().is_none_or(|older| !by_id.contains_key(older));
    let firsts: Vec<&ProgrammeId> = left.iter().copied().filter(|id| is_first(id)).collect();
    for first in firsts {
        chains.push(chain(first, &mut left, &successors));
    }
    while let Some(id) = left.first().copied() {
        let circle = circle(id, &by_id);
        // What hangs on no circle is a second successor, which begins a chain where it parts.
        if circle.contains(id) {
            faults.insert(EditionFault::Circle { programmes: circle.into_iter().cloned().collect() });
            chains.push(chain(id, &mut left, &successors));
        } else {
            let parting = earliest_left(id, &left, &by_id);
            chains.push(chain(parting, &mut left, &successors));
        }
    }
    chains.sort();
    for programme in by_id.values() {
        faults.extend(wrong_inheritance(programme, &by_id));
    }
    Editions { chains, faults: faults.into_iter().collect() }
}

/// Returns the chain that begins with an edition. Of several successors the first by name goes on; the others begin
/// chains of their own.
fn chain<'a>(
    first: &'a ProgrammeId,
    left: &mut BTreeSet<&'a ProgrammeId>,
    successors: &BTreeMap<&'a ProgrammeId, Vec<&'a ProgrammeId>>,
) -> Vec<ProgrammeId> {
    let mut chain = Vec::new();
    let mut next = Some(first);
    while let Some(id) = next {
        if !left.remove(id) {
            break;
        }
        chain.push(id.clone());
        next = successors.get(id).and_then(|next| next.iter().copied().find(|id| left.contains(id)));
    }
    chain
}

/// Returns the programmes met again and again when going back from `id`, where it is one of them; else what was met.
fn circle<'a>(id: &'a ProgrammeId, by_id: &BTreeMap<&'a ProgrammeId, &'a Programme>) -> BTreeSet<&'a ProgrammeId> {
    let mut met = BTreeSet::new();
    let mut at = by_id[id].supersedes.as_ref();
    while let Some(older) = at.filter(|older| by_id.contains_key(older)) {
        if !met.insert(older) {
            break;
        }
        at = by_id[older].supersedes.as_ref();
    }
    met
}

/// Goes back from `id` to the earliest edition that is in no chain yet.
fn earliest_left<'a>(
    id: &'a ProgrammeId,
    left: &BTreeSet<&'a ProgrammeId>,
    by_id: &BTreeMap<&'a ProgrammeId, &'a Programme>,
) -> &'a ProgrammeId {
    let mut met = BTreeSet::from([id]);
    let mut at = id;
    while let Some(older) = by_id[at].supersedes.as_ref().filter(|older| left.contains(older) && met.insert(older)) {
        at = older;
    }
    at
}

/// Tells an overlap where there must be one: years that touch may follow each other within the year.
fn overlap(programme: &Programme, older: &Programme) -> Option<EditionFault> {
    let (_, latest_begin) = programme.from.period()?;
    let (earliest_end, _) = older.until.period()?;
    (latest_begin <= earliest_end).then(|| EditionFault::Overlap {
        programme: programme.id.clone(),
        from: programme.from.to_string(),
        older: older.id.clone(),
        until: older.until.to_string(),
    })
}

fn wrong_inheritance(programme: &Programme, by_id: &BTreeMap<&ProgrammeId, &Programme>) -> Vec<EditionFault> {
    let mut earlier = BTreeSet::new();
    let mut at = programme.supersedes.as_ref();
    while let Some(id) = at.filter(|id| earlier.insert(*id)) {
        at = by_id.get(id).and_then(|edition| edition.supersedes.as_ref());
    }
    let mut faults = Vec::new();
    for (_, area) in programme.areas() {
        let Some(from) = &area.inherits else { continue };
        let (area, from) = (programme.area_id(area), from.clone());
        match by_id.get(&from.programme) {
            Some(edition) if edition.area(&from.code).is_none() => faults.push(EditionFault::NoArea { area, from }),
            None => faults.push(EditionFault::NoArea { area, from }),
            Some(_) if !earlier.contains(&from.programme) => faults.push(EditionFault::NoEdition { area, from }),
            Some(_) => {}
        }
    }
    faults
}

/// What became of the areas from one edition to a later one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Passage {
    /// The older edition.
    pub older: ProgrammeId,
    /// The newer one.
    pub newer: ProgrammeId,
    /// Areas that are carried on, in the newer edition's order.
    pub inherited: Vec<Inherited>,
    /// Areas of the older edition that none of the newer carries on: they ended.
    pub ended: Vec<AreaId>,
    /// Areas of the newer edition that carry on none of the older; they may still carry on one of an edition before it.
    pub new: Vec<AreaId>,
}

/// An area and what it carries on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Inherited {
    /// The area of the older edition.
    pub from: AreaId,
    /// The area of the newer one.
    pub area: AreaId,
}

/// Tells what became of the areas of `older` in `newer`. Several areas may carry on one that was parted.
pub fn passage(older: &Programme, newer: &Programme) -> Passage {
    let mut passage = Passage {
        older: older.id.clone(),
        newer: newer.id.clone(),
        inherited: Vec::new(),
        ended: Vec::new(),
        new: Vec::new(),
    };
    for (_, area) in newer.areas() {
        let from = area.inherits.as_ref().filter(|from| from.programme == older.id && older.area(&from.code).is_some());
        match from {
            Some(from) => passage.inherited.push(Inherited { from: from.clone(), area: newer.area_id(area) }),
            None => passage.new.push(newer.area_id(area)),
        }
    }
    let is_carried = |id: &AreaId| passage.inherited.iter().any(|inherited| inherited.from == *id);
    passage.ended = older.areas().map(|(_, area)| older.area_id(area)).filter(|id| !is_carried(id)).collect();
    passage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    fn plan(id: &str, years: (u32, u32), supersedes: &str, areas: &[(&str, &str)]) -> Programme {
        let (from, until) = years;
        let mut text =
            format!("id = \"{id}\"\ntitle.en = \"Plan\"\nparties = [\"ARV\"]\nfrom = {from}\nuntil = {until}\n");
        if !supersedes.is_empty() {
            text = format!("{text}supersedes = \"{supersedes}\"\n");
        }
        text += "[[priorities]]\ncode = \"p\"\ntitle.en = \"P\"\n";
        for (code, inherits) in areas {
            text = format!("{text}[[priorities.areas]]\ncode = \"{code}\"\ntitle.en = \"A\"\n");
            if !inherits.is_empty() {
                text = format!("{text}inherits = \"{inherits}\"\n");
            }
        }
        sample::programme(&text)
    }

    fn check(programmes: &[Programme], chains: &str, faults: &[&str]) {
        let found = editions(programmes);
        let told: Vec<String> = found.chains.iter().map(|chain| list(chain)).collect();
        assert_eq!(told.join(" | "), chains);
        assert_eq!(found.faults.iter().map(ToString::to_string).collect::<Vec<_>>(), faults);
        assert_eq!(found.chains.iter().map(Vec::len).sum::<usize>(), programmes.len());
    }

    #[test]
    fn editions_make_a_chain() {
        let first = plan("a-2014", (2014, 2017), "", &[("1", ""), ("2", "")]);
        let second = plan("a-2018", (2018, 2020), "a-2014", &[("1", "a-2014/1"), ("3", "")]);
        let third =
            plan("a-2020", (2020, 2026), "a-2018", &[("1.1", "a-2018/1"), ("1.2", "a-2018/1"), ("2", "a-2014/2")]);
        check(
            &[third.clone(), first.clone(), plan("b", (2020, 2021), "", &[]), second.clone()],
            "a-2014, a-2018, a-2020 | b",
            &[],
        );
        let passage = passage(&second, &third);
        let told = |ids: &[AreaId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(told(&passage.ended), "a-2018/3");
        assert_eq!(told(&passage.new), "a-2020/2");
        assert_eq!(passage.inherited.len(), 2);
    }

    #[test]
    fn faults_between_editions_are_told() {
        check(
            &[plan("b", (2020, 2021), "a", &[])],
            "b",
            &["b supersedes a, which is not kept; add it, or take supersedes out"],
        );
        check(
            &[
                plan("a", (2018, 2021), "", &[("1", "")]),
                plan("b", (2020, 2023), "a", &[("1", "a/2")]),
                plan("c", (2022, 2023), "a", &[("1", "b/1")]),
            ],
            "a, b | c",
            &[
                "a is superseded by b, c; only one can follow it",
                "b begins (2020) before a ends (2021); correct the period of one of them",
                "b/1 inherits a/2, which is not there; correct inherits",
                "c/1 inherits b/1 of a programme that is no earlier edition; correct inherits or supersedes",
            ],
        );
        check(
            &[
                plan("a", (2018, 2019), "c", &[]),
                plan("b", (2020, 2021), "a", &[]),
                plan("c", (2022, 2023), "b", &[]),
                plan("d", (2024, 2025), "c", &[]),
            ],
            "a, b, c, d",
            &[
                "c is superseded by a, d; only one can follow it",
                "a, b, c supersede each other in a circle; correct supersedes of one of them",
                "a begins (2018) before c ends (2023); correct the period of one of them",
            ],
        );
    }
}
