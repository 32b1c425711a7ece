//! Which of two acts is the firmer one.

use seimei_model::act::ActKind;
use serde::Serialize;

/// How B stands to A.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// B is firmer.
    Firmer,
    /// B is weaker.
    Weaker,
    /// They stand on no scale together, or on one step of it.
    Neither,
}

impl Direction {
    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Firmer => "firmer",
            Self::Weaker => "weaker",
            Self::Neither => "neither",
        }
    }
}

/// Acts on one scale, from weak to firm, with their steps. Across scales nothing is said: to reaffirm is not more or less
/// than to emphasise.
///
/// The orders are our own judgement, after the acts of the coding manual (section 4); they rest on no published scale.
const SCALES: &[&[(ActKind, u8)]] = &[
    &[
        (ActKind::State, 0),
        (ActKind::Discuss, 0),
        (ActKind::Say, 0),
        (ActKind::Note, 1),
        (ActKind::Concern, 2),
        (ActKind::Oppose, 3),
        (ActKind::Condemn, 4),
    ],
    &[
        (ActKind::Discuss, 0),
        (ActKind::Expect, 1),
        (ActKind::Explore, 1),
        (ActKind::Intend, 2),
        (ActKind::Agree, 3),
        (ActKind::Commit, 4),
        (ActKind::Decide, 4),
    ],
    &[
        (ActKind::Discuss, 0),
        (ActKind::Note, 1),
        (ActKind::Recognise, 1),
        (ActKind::Welcome, 2),
        (ActKind::Commend, 3),
        (ActKind::Support, 3),
    ],
    &[
        (ActKind::State, 0),
        (ActKind::Discuss, 0),
        (ActKind::Say, 0),
        (ActKind::Note, 1),
        (ActKind::Recognise, 1),
        (ActKind::Confirm, 2),
        (ActKind::Emphasise, 2),
        (ActKind::Reaffirm, 2),
    ],
    &[(ActKind::Discuss, 0), (ActKind::Expect, 1), (ActKind::Urge, 2)],
];

/// Tells whether `after` is firmer than `before`; of an act that is not there nothing is said.
pub fn direction(before: Option<ActKind>, after: Option<ActKind>) -> Direction {
    let (Some(before), Some(after)) = (before, after) else { return Direction::Neither };
    let step = |scale: &[(ActKind, u8)], act: ActKind| scale.iter().find(|(of, _)| *of == act).map(|(_, step)| *step);
    let mut compared = SCALES.iter().filter_map(|scale| Some(step(scale, after)?.cmp(&step(scale, before)?)));
    match compared.find(|order| order.is_ne()) {
        Some(std::cmp::Ordering::Greater) => Direction::Firmer,
        Some(std::cmp::Ordering::Less) => Direction::Weaker,
        _ => Direction::Neither,
    }
}

/// How binding a sentence says that it is, from weak to firm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Modality {
    /// May, can.
    Possibility,
    /// Should.
    Advice,
    /// Will.
    Undertaking,
    /// Must, shall.
    Duty,
}

impl Modality {
    /// Returns that of a value of the lexicon's table `modals`.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "possibility" => Self::Possibility,
            "advice" => Self::Advice,
            "undertaking" => Self::Undertaking,
            "duty" => Self::Duty,
            _ => return None,
        })
    }
}

/// Tells whether `after` binds more than `before`; where one says nothing of it, nothing is said.
pub(super) fn firmness(before: Option<Modality>, after: Option<Modality>) -> Direction {
    match (before, after) {
        (Some(before), Some(after)) if after > before => Direction::Firmer,
        (Some(before), Some(after)) if after < before => Direction::Weaker,
        _ => Direction::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn must_binds_more_than_should() {
        let of = Modality::from_word;
        assert_eq!(firmness(of("duty"), of("advice")), Direction::Weaker);
        assert_eq!(firmness(of("possibility"), of("undertaking")), Direction::Firmer);
        assert_eq!(firmness(of("duty"), None), Direction::Neither);
    }

    #[test]
    fn acts_of_one_scale_are_firmer_or_weaker() {
        let check = |before, after, expected| {
            assert_eq!(direction(Some(before), Some(after)), expected, "{before:?} {after:?}");
        };
        check(ActKind::Concern, ActKind::Condemn, Direction::Firmer);
        check(ActKind::Commit, ActKind::Intend, Direction::Weaker);
        check(ActKind::Support, ActKind::Note, Direction::Weaker);
        check(ActKind::Emphasise, ActKind::Reaffirm, Direction::Neither);
        check(ActKind::Thank, ActKind::Condemn, Direction::Neither);
        assert_eq!(direction(None, Some(ActKind::Condemn)), Direction::Neither);
    }
}
