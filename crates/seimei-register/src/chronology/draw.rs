//! Makes the line of a happening from its tellings.

use std::collections::BTreeMap;

use seimei_model::code::ActorCode;
use seimei_model::document::Translation;

use super::merge::Group;
use super::telling::Telling;
use super::{Conflict, Happening, Source, SourceKind};
use crate::day::days_between;
use crate::grounds::Grounds;

/// From how many characters on words tell a happening without the sentence around them.
const TELLING: usize = 40;

/// Returns the line; `None` of a group without tellings.
pub(super) fn happening(group: &Group, tellings: &[Telling], grounds: &Grounds) -> Option<Happening> {
    let own: Vec<&Telling> = group.tellings.iter().map(|&number| &tellings[number]).collect();
    let best = best(&own, grounds)?;
    let mut mechanisms: Vec<String> = own.iter().flat_map(|telling| telling.mechanisms.iter().cloned()).collect();
    mechanisms.sort();
    mechanisms.dedup();
    let exact = own.iter().min_by_key(|telling| (telling.precision, telling.place)).copied()?;
    let mut place = own.iter().filter(|telling| telling.source == SourceKind::Issued);
    let place = place.find_map(|telling| grounds.text(telling.place).reading.document.place.clone());
    Some(Happening {
        day_first: exact.first.clone(),
        day_last: exact.last.clone(),
        date: exact.date.clone(),
        precision: exact.precision,
        kind: best.kind,
        participants: company(&own, best),
        what: best.what.clone(),
        mechanisms,
        place,
        planned: own.iter().all(|telling| telling.planned),
        sources: sources(&own, grounds),
        conflicts: conflicts(group, tellings, grounds),
    })
}

/// Returns the telling whose words stand for the happening: the document itself, else an exact date, in the parties' own
/// words, told at the time, and then the shortest that says enough.
fn best<'t>(own: &[&'t Telling], grounds: &Grounds) -> Option<&'t Telling> {
    let key = |telling: &&Telling| {
        let text = grounds.text(telling.place);
        let is_provisional = text.translation == Some(Translation::Provisional);
        let later = text.day.and_then(|day| days_between(&telling.first, day)).unwrap_or(i32::MAX);
        let length = telling.what.chars().count();
        (telling.source, telling.precision, is_provisional, later > 3, length < TELLING, length, telling.place)
    };
    own.iter().copied().min_by_key(key)
}

/// Returns who took part, as most documents have it; of those told equally often the best telling's, else the most.
fn company(own: &[&Telling], best: &Telling) -> Vec<ActorCode> {
    let mut counted: BTreeMap<&[ActorCode], usize> = BTreeMap::new();
    for telling in own {
        *counted.entry(&telling.participants).or_default() += 1;
    }
    let best = best.participants.as_slice();
    let most = counted.into_iter().max_by_key(|(codes, count)| (*count, *codes == best, codes.len()));
    most.map_or_else(Vec::new, |(codes, _)| codes.to_vec())
}

fn sources(tellings: &[&Telling], grounds: &Grounds) -> Vec<Source> {
    let mut tellings = tellings.to_vec();
    tellings.sort_by_key(|telling| (telling.place, telling.source));
    tellings
        .into_iter()
        .map(|telling| {
            let text = grounds.text(telling.place);
            Source {
                provision: grounds.name(telling.place),
                kind: telling.source,
                day: text.day.map(str::to_owned),
                title: text.title.map(str::to_owned),
                quote: telling.quote.clone(),
                date: telling.date.clone(),
                translation: text.translation,
            }
        })
        .collect()
}

fn conflicts(group: &Group, tellings: &[Telling], grounds: &Grounds) -> Vec<Conflict> {
    let mut by_date: BTreeMap<_, Vec<&Telling>> = BTreeMap::new();
    for &number in &group.against {
        by_date.entry(tellings[number].date.clone()).or_default().push(&tellings[number]);
    }
    by_date.into_iter().map(|(date, against)| Conflict { date, sources: sources(&against, grounds) }).collect()
}
