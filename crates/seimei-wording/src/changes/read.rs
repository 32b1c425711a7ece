//! What the readings of two provisions add to their words: acts paired, their strength, who does them and to whom.

use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::notable::{Kind, Notables};
use super::{Change, Matter, Side, Turn, change, direction, words};
use crate::difference::{Difference, SegmentKind};

/// An act with the place of its trigger in the text as given.
struct Placed<'p> {
    act: &'p Act,
    at: TextRange,
}

/// The acts that were read of both sides.
pub(super) struct Acts<'p>([Vec<Placed<'p>>; 2]);

impl<'p> Acts<'p> {
    /// Returns the acts of both; `None` where one has none.
    pub(super) fn of(a: &Side<'p>, b: &Side<'p>) -> Option<Self> {
        let acts = [placed(a), placed(b)];
        acts.iter().all(|acts| !acts.is_empty()).then_some(Self(acts))
    }

    /// Puts what they tell in the place of what words alone told: acts, strengths, actors and targets.
    pub(super) fn apply(
        &self,
        changes: &mut Vec<Change>,
        a: &Side,
        b: &Side,
        difference: &Difference,
        notables: &[Notables; 2],
    ) {
        apply(&self.0, changes, a, b, difference, notables);
    }
}

fn apply(
    [acts_a, acts_b]: &[Vec<Placed>; 2],
    changes: &mut Vec<Change>,
    a: &Side,
    b: &Side,
    difference: &Difference,
    notables: &[Notables; 2],
) {
    let pairs = pairs(acts_a, acts_b, difference);
    let mut own: Vec<Change> = Vec::new();
    let mut targets = (Vec::new(), Vec::new());
    for (one, other) in &pairs {
        match (one.map(|index| &acts_a[index]), other.map(|index| &acts_b[index])) {
            (Some(one), Some(other)) => {
                if one.act.act != other.act.act {
                    let (before, after) = (Some(one.act.act), Some(other.act.act));
                    let matter = Matter::Act { before, after, direction: direction(before, after) };
                    own.push(of(a, b, matter, Turn::Replaced, one.at, other.at));
                }
                // Another act has a strength of its own.
                if one.act.act == other.act.act && one.act.strength != other.act.strength {
                    own.push(strength(a, b, one, other, notables));
                }
                let (gone, come) = beyond(&one.act.targets, &other.act.targets);
                targets.0.extend(gone);
                targets.1.extend(come);
                actors(a, b, one, other, &mut own);
            }
            (Some(one), None) if is_changed(difference, one.at, true) && one.act.act != ActKind::State => {
                let matter = Matter::Act { before: Some(one.act.act), after: None, direction: direction(None, None) };
                own.push(of(a, b, matter, Turn::Dropped, one.at, TextRange::default()));
            }
            (None, Some(other)) if is_changed(difference, other.at, false) && other.act.act != ActKind::State => {
                let matter = Matter::Act { before: None, after: Some(other.act.act), direction: direction(None, None) };
                own.push(of(a, b, matter, Turn::Added, TextRange::default(), other.at));
            }
            _ => {}
        }
    }
    // A strength that went with its act, or came with it, is told by the act.
    let with_act = |change: &Change| {
        let inside = |one: TextRange, other: TextRange, is_a: bool| {
            !one.is_empty()
                && !other.is_empty()
                && difference.changed().any(|segment| {
                    let segment = if is_a { segment.a } else { segment.b };
                    segment.overlaps(one) && segment.overlaps(other)
                })
        };
        matches!(change.matter, Matter::Strength { .. })
            && own.iter().any(|act| {
                matches!(act.matter, Matter::Act { .. })
                    && (inside(change.at_a, act.at_a, true) || inside(change.at_b, act.at_b, false))
            })
    };
    let is_told = |change: &Change| {
        let same = |told: &Change| {
            let touches = |one: TextRange, other: TextRange| one.overlaps(other);
            matches!(told.matter, Matter::Strength { .. })
                && (touches(told.at_a, change.at_a) || touches(told.at_b, change.at_b))
        };
        matches!(change.matter, Matter::Strength { .. } | Matter::Qualifier) && own.iter().any(same)
    };
    // The words of an act in the place of another are told with it.
    let by_act = |change: &Change| {
        let holds = |told: &Change| {
            let inside = |one: TextRange, other: TextRange| one.is_empty() || one.overlaps(other);
            matches!(told.matter, Matter::Act { .. })
                && inside(change.at_a, told.at_a)
                && inside(change.at_b, told.at_b)
        };
        change.matter == Matter::Wording && own.iter().any(holds)
    };
    changes.retain(|change| !with_act(change) && !is_told(change) && !by_act(change));
    changes.retain_mut(|change| settle(change, &targets));
    changes.extend(own);
}

/// Keeps what words told, where the readings do not tell it better.
fn settle(change: &mut Change, targets: &(Vec<ActorCode>, Vec<ActorCode>)) -> bool {
    match &mut change.matter {
        // Of something else than an act: a qualifier.
        Matter::Strength { .. } => {
            change.matter = Matter::Qualifier;
            true
        }
        Matter::Actor { gone, come } => {
            let is_target = !(gone.is_empty() && come.is_empty())
                && gone.iter().all(|code| targets.0.contains(code))
                && come.iter().all(|code| targets.1.contains(code));
            if is_target {
                change.matter = Matter::Target { gone: std::mem::take(gone), come: std::mem::take(come) };
            }
            true
        }
        _ => true,
    }
}

fn placed<'p>(side: &Side<'p>) -> Vec<Placed<'p>> {
    let mut from = 0;
    let mut placed = Vec::new();
    for act in side.provision.iter().flat_map(|provision| &provision.acts) {
        let rest = side.text.get(from..).unwrap_or_default();
        let at = rest.find(&act.trigger).map(|at| from + at).or_else(|| side.text.find(&act.trigger));
        if let Some(at) = at {
            from = at;
            placed.push(Placed { act, at: TextRange::new(at, at + act.trigger.len()) });
        }
    }
    placed
}

/// Pairs the acts: those of one kind in order, the longest common run of them; between those, what stands in one
/// replaced stretch, or is alone on both sides.
fn pairs(a: &[Placed], b: &[Placed], difference: &Difference) -> Vec<(Option<usize>, Option<usize>)> {
    let mut best = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let is_one = a[i].act.act == b[j].act.act;
            let taken = if is_one { best[i + 1][j + 1] + 1 } else { 0 };
            best[i][j] = taken.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    let (mut left_a, mut left_b) = (Vec::new(), Vec::new());
    while i < a.len() || j < b.len() {
        let both = i < a.len() && j < b.len();
        if both && a[i].act.act == b[j].act.act && best[i][j] == best[i + 1][j + 1] + 1 {
            between(&mut left_a, &mut left_b, a, b, difference, &mut pairs);
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (!both || best[i + 1][j] >= best[i][j + 1]) {
            left_a.push(i);
            i += 1;
        } else {
            left_b.push(j);
            j += 1;
        }
    }
    between(&mut left_a, &mut left_b, a, b, difference, &mut pairs);
    pairs
}

/// Pairs what is left between two pairs, in order where both sides have as many.
fn between(
    left_a: &mut Vec<usize>,
    left_b: &mut Vec<usize>,
    a: &[Placed],
    b: &[Placed],
    difference: &Difference,
    pairs: &mut Vec<(Option<usize>, Option<usize>)>,
) {
    if left_a.len() == left_b.len() {
        pairs.extend(left_a.drain(..).zip(left_b.drain(..)).map(|(one, other)| (Some(one), Some(other))));
        return;
    }
    for one in left_a.drain(..) {
        let segment = difference
            .segments
            .iter()
            .position(|segment| segment.kind == SegmentKind::Replaced && segment.a.overlaps(a[one].at));
        let other = segment
            .and_then(|segment| left_b.iter().position(|other| difference.segments[segment].b.overlaps(b[*other].at)));
        pairs.push((Some(one), other.map(|other| left_b.remove(other))));
    }
    pairs.extend(left_b.drain(..).map(|other| (None, Some(other))));
}

fn is_changed(difference: &Difference, at: TextRange, is_a: bool) -> bool {
    difference.changed().any(|segment| if is_a { segment.a.overlaps(at) } else { segment.b.overlaps(at) })
}

fn beyond(one: &[ActorCode], other: &[ActorCode]) -> (Vec<ActorCode>, Vec<ActorCode>) {
    let less = |one: &[ActorCode], other: &[ActorCode]| {
        one.iter().filter(|code| !other.contains(code)).cloned().collect::<Vec<_>>()
    };
    (less(one, other), less(other, one))
}

/// Tells who acts where that is not "the parties" on both sides.
fn actors(a: &Side, b: &Side, one: &Placed, other: &Placed, own: &mut Vec<Change>) {
    let (before, after) = (&one.act.actors, &other.act.actors);
    let is_all = |side: &Side, actors: &[ActorCode]| !side.parties.is_empty() && actors == side.parties;
    if before == after || before.is_empty() || after.is_empty() || (is_all(a, before) && is_all(b, after)) {
        return;
    }
    // "We" and the name of the group that the parties are.
    let is_group = |actors: &[ActorCode], parties: &[ActorCode]| {
        actors.iter().all(|code| code.as_str().len() != 3 && !parties.contains(code))
    };
    if (is_all(a, before) && is_group(after, b.parties)) || (is_all(b, after) && is_group(before, a.parties)) {
        return;
    }
    let (gone, come) = beyond(before, after);
    own.push(of(a, b, Matter::Actor { gone, come }, Turn::Replaced, one.at, other.at));
}

/// Tells a strength that changed, by its words where they are found.
fn strength(a: &Side, b: &Side, one: &Placed, other: &Placed, notables: &[Notables; 2]) -> Change {
    let words = |side: &Side, placed: &Placed, notables: &Notables| {
        if placed.act.strength == Strength::Plain {
            return None;
        }
        let near = notables.0.iter().filter(|notable| {
            notable.kind == Kind::Strength
                || (notable.kind == Kind::Qualifier
                    && side.cut.hits().iter().any(|hit| {
                        hit.table == seimei_lexicon::table::TableName::Intensifiers
                            && hit.range.start == notable.range.start
                    }))
        });
        let distance = |range: TextRange| {
            let at = side.cut.under(range);
            placed.at.start.abs_diff(at.end).min(at.start.abs_diff(placed.at.end))
        };
        near.map(|notable| notable.range).min_by_key(|range| distance(*range))
    };
    let matter = Matter::Strength { before: one.act.strength, after: other.act.strength };
    let mut change = change(a, b, matter, words(a, one, &notables[0]), words(b, other, &notables[1]));
    if change.a.is_empty() && change.b.is_empty() {
        (change.at_a, change.at_b) = (one.at, other.at);
        (change.a, change.b) = (one.act.trigger.clone(), other.act.trigger.clone());
    }
    let is_plain = |strength: Strength| strength == Strength::Plain;
    change.turn = match (is_plain(one.act.strength), is_plain(other.act.strength)) {
        (true, _) => Turn::Added,
        (_, true) => Turn::Dropped,
        _ => Turn::Replaced,
    };
    change
}

fn of(a: &Side, b: &Side, matter: Matter, turn: Turn, at_a: TextRange, at_b: TextRange) -> Change {
    Change { matter, turn, a: words(a, at_a), b: words(b, at_b), at_a, at_b }
}
