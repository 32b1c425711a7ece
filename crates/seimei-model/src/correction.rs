//! Corrections of a reading: what a person says was read wrongly in a provision. Kept as a decision
//! ([`crate::decision::Decision::ReadingCorrected`]) and laid over every reading of that wording, also one made later.

use seimei_text::range::TextRange;
use serde::{Deserialize, Serialize};

use crate::act::{Act, ActKind, Strength};
use crate::code::{ActorCode, TopicId};
use crate::date::Edtf;

/// What a person says of the reading of one provision. What it does not mention stays as it was read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingCorrection {
    /// The provision's wording when the correction was made: it holds for that wording only.
    pub wording: String,
    /// What acts are in place of what was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActCorrection>,
    /// Acts that were not read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AddedAct>,
    /// What the provision is about, most central first; the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<TopicId>>,
}

/// What an act is, in place of what was read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActCorrection {
    /// Which of the provision's acts, from 1, as they were numbered when the correction was made.
    pub number: u32,
    /// The act as it was read then. By it the act is found again in a later reading, which may number acts otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<ActAsRead>,
    /// Whether it is no act at all: it then only states, by nobody, and is no commitment. Its number stays with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub none: bool,
    /// What is said of it.
    #[serde(flatten)]
    pub said: SaidOfAct,
}

/// An act that a person found where none was read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddedAct {
    /// The words that carry it, as they stand in the provision.
    pub trigger: String,
    /// Where they stand in the wording, in bytes from its beginning.
    pub at: u32,
    /// What is said of it; its kind is always told.
    #[serde(flatten)]
    pub said: SaidOfAct,
}

/// Fields of an act as a person says them; those that are `None` stay as they are.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaidOfAct {
    /// What is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<ActKind>,
    /// Who does it, alphabetical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<ActorCode>>,
    /// Whose conduct is meant, to whom it is addressed, or who is backed; alphabetical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<ActorCode>>,
    /// How strongly it is worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// Whether an actor binds itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commitment: Option<bool>,
    /// When the commitment is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
}

/// When a commitment is to be done, as a person says it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// The text sets no time.
    Open,
    /// By then.
    By(Edtf),
}

/// An act as it was read when somebody corrected it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ActAsRead {
    /// The words that carry it.
    pub trigger: String,
    /// Where they stand in the wording, in bytes from its beginning.
    pub at: u32,
    /// What is done.
    pub act: ActKind,
    /// Who does it.
    pub actors: Vec<ActorCode>,
    /// Whose conduct is meant.
    pub targets: Vec<ActorCode>,
    /// How strongly it is worded.
    pub strength: Strength,
    /// Whether an actor binds itself.
    pub commitment: bool,
    /// When that is to be done.
    pub due: Option<Edtf>,
}

impl ActAsRead {
    /// Takes down an act.
    pub fn of(act: &Act) -> Self {
        Self {
            trigger: act.trigger.clone(),
            at: act.at.start,
            act: act.act,
            actors: act.actors.clone(),
            targets: act.targets.clone(),
            strength: act.strength,
            commitment: act.commitment,
            due: act.due.clone(),
        }
    }
}

impl SaidOfAct {
    /// Puts what is said in place of what an act has. What is no commitment is not due.
    pub fn put_over(&self, act: &mut Act) {
        let Self { act: kind, actors, targets, strength, commitment, due } = self.clone();
        act.act = kind.unwrap_or(act.act);
        act.strength = strength.unwrap_or(act.strength);
        act.commitment = commitment.unwrap_or(act.commitment);
        if let Some(actors) = actors {
            act.actors = actors;
        }
        if let Some(targets) = targets {
            act.targets = targets;
        }
        match due {
            Some(Due::Open) => act.due = None,
            Some(Due::By(day)) => act.due = Some(day),
            None => {}
        }
        if !act.commitment {
            act.due = None;
        }
    }
}

impl ReadingCorrection {
    /// Returns whether nothing is said.
    pub fn is_empty(&self) -> bool {
        let says_nothing = |act: &ActCorrection| !act.none && act.said == SaidOfAct::default();
        self.added.is_empty() && self.topics.is_none() && self.acts.iter().all(says_nothing)
    }

    /// Returns whether the correction holds for a wording: it has the same letters and digits. What only mends a break of
    /// the page, a hyphen or white space leaves it standing.
    pub fn is_of(&self, wording: &str) -> bool {
        let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        self.wording == wording || letters(&self.wording) == letters(wording)
    }
}

/// Returns where `words` stand in `text`: at the place nearest to byte `at` of those where they do, whole words going
/// before parts of longer ones, but not before that very place (unless it is the beginning, which is told of no place). Case of Latin letters is overlooked where they stand nowhere as they are.
pub fn locate(words: &str, text: &str, at: u32) -> Option<TextRange> {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let cuts = |start: usize, end: usize| {
        let before = is_latin(text[..start].chars().next_back()) && is_latin(text[start..].chars().next());
        before || (is_latin(text[..end].chars().next_back()) && is_latin(text[end..].chars().next()))
    };
    let nearest = |text: &str, words: &str| {
        let starts = text.match_indices(words).map(|(start, _)| start);
        starts.min_by_key(|start| {
            let distance = start.abs_diff(at as usize);
            (at == 0 || distance > 0, cuts(*start, start + words.len()), distance)
        })
    };
    if words.is_empty() {
        return None;
    }
    let start = nearest(text, words).or_else(|| nearest(&text.to_ascii_lowercase(), &words.to_ascii_lowercase()))?;
    Some(TextRange::new(start, start + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_holds_for_the_same_letters() {
        let correction = ReadingCorrection { wording: "We wel-\ncome it.".to_owned(), ..ReadingCorrection::default() };
        assert!(correction.is_of("We welcome it."));
        assert!(!correction.is_of("We welcomed it."));
        assert!(correction.is_empty());
    }

    #[test]
    fn words_are_found_nearest_to_where_they_stood() {
        let check = |words: &str, at: u32, expected: Option<(u32, u32)>| {
            let found = locate(words, "歓迎し、Will and goodwill will", at).map(|range| (range.start, range.end));
            assert_eq!(found, expected, "{words}");
        };
        check("will", 0, Some((30, 34)));
        check("will", 25, Some((25, 29)));
        check("WILL", 0, Some((12, 16)));
        check("歓迎", 9, Some((0, 6)));
        check("shall", 0, None);
        check("", 0, None);
    }
}
