//! What persons decided of mechanisms, laid over the directory.

use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::decision::{Decision, DecisionRecord, MechanismCorrection};
use smol_str::SmolStr;

use super::{Called, Held, Mechanism};

/// Lays decisions over mechanisms, in the order of their numbers. Those that were undone are not among them. A decision on a
/// mechanism that the texts no longer name changes nothing.
pub fn overlay(mut mechanisms: Vec<Mechanism>, decisions: &[DecisionRecord]) -> Vec<Mechanism> {
    // Under what name a mechanism that was joined to another is found now.
    let mut joined: Vec<(SmolStr, SmolStr)> = Vec::new();
    for record in decisions {
        let now = |id: &SmolStr| {
            let mut id = id.clone();
            while let Some((_, other)) = joined.iter().find(|(from, _)| *from == id) {
                id = other.clone();
            }
            id
        };
        match &record.decision {
            Decision::MechanismsJoined { mechanism, other } => {
                let (id, other) = (now(mechanism), now(other));
                if id == other || !mechanisms.iter().any(|one| one.id == id) {
                    continue;
                }
                let Some(at) = mechanisms.iter().position(|one| one.id == other) else { continue };
                let taken = mechanisms.remove(at);
                if let Some(one) = mechanisms.iter_mut().find(|one| one.id == id) {
                    join(one, taken);
                    one.changed = record.number;
                    joined.push((other, id));
                }
            }
            Decision::MechanismCorrected { mechanism, correction } => {
                let id = now(mechanism);
                if let Some(one) = mechanisms.iter_mut().find(|one| one.id == id) {
                    correct(one, correction, &record.reason);
                    one.changed = record.number;
                }
            }
            Decision::MechanismRejected { mechanism } => {
                let id = now(mechanism);
                mechanisms.retain(|one| one.id != id);
            }
            _ => {}
        }
    }
    mechanisms
}

/// Makes what is known of `other` part of `one`.
fn join(one: &mut Mechanism, other: Mechanism) {
    for name in other.names {
        match one.names.iter_mut().find(|of| of.language == name.language && of.text == name.text) {
            Some(of) => of.count += name.count,
            None => one.names.push(name),
        }
    }
    one.names.sort_by(|left, right| {
        (right.count, left.language, &left.text).cmp(&(left.count, right.language, &right.text))
    });
    for sighting in other.sightings {
        match one.sightings.iter_mut().find(|of| of.place == sighting.place) {
            Some(of) => of.note = of.note.max(sighting.note),
            None => one.sightings.push(sighting),
        }
    }
    one.sightings.sort_by_key(|sighting| sighting.place);
    one.promises.extend(other.promises);
    one.promises.sort_by(|left, right| (&left.day, &left.provision).cmp(&(&right.day, &right.provision)));
    one.held.extend(other.held);
    one.held.sort_by(|left, right| (&left.day, &left.provision).cmp(&(&right.day, &right.provision)));
    one.held.dedup_by(|left, right| left.date == right.date && left.ordinal == right.ordinal);
    one.rhythm = one.rhythm.or(other.rhythm);
    one.period = one.period.take().or(other.period);
    one.parties = if one.parties.is_empty() { other.parties } else { std::mem::take(&mut one.parties) };
    one.observers.extend(other.observers);
    one.observers.sort();
    one.observers.dedup();
}

/// Puts what a person said in place of what was read.
fn correct(one: &mut Mechanism, correction: &MechanismCorrection, reason: &str) {
    for alias in &correction.aliases {
        if !one.names.iter().any(|name| name.text == *alias) {
            one.names.push(Called { language: Lang::Und, text: alias.clone(), count: 0 });
        }
    }
    if let Some(kind) = &correction.kind {
        one.kind = kind.clone();
    }
    if let Some(parties) = &correction.parties {
        one.parties.clone_from(parties);
    }
    if correction.rhythm.is_some() {
        one.rhythm = correction.rhythm;
    }
    if let Some(date) = &correction.held {
        let day = Some(date).and_then(Edtf::period).map(|(first, _)| first);
        let words = reason.to_owned();
        one.held.push(Held { day, date: Some(date.clone()), said: true, provision: None, ordinal: None, words });
        one.held.sort_by(|left, right| (&left.day, &left.provision).cmp(&(&right.day, &right.provision)));
    }
}
