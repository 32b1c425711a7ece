//! How a provision was read: the rules that fired, and those that fired and lost.

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::code::RuleId;

/// What a rule gave.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// An act.
    Act,
    /// Words that name or stand for actors.
    Actor,
    /// A date or period.
    Date,
    /// A mechanism.
    Mechanism,
    /// A topic.
    Topic,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: &[Self] = &[Self::Act, Self::Actor, Self::Date, Self::Mechanism, Self::Topic];

    /// Returns the word for the kind in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Actor => "actor",
            Self::Date => "date",
            Self::Mechanism => "mechanism",
            Self::Topic => "topic",
        }
    }
}

/// How one provision was read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Explanation {
    /// Number of the provision, from 1.
    pub provision: u32,
    /// The rules that gave a finding, by kind and then in order of their words.
    pub fired: Vec<Fired>,
    /// The rules that fired and lost, in order of their words.
    pub lost: Vec<LostRule>,
}

/// A rule that gave a finding.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Fired {
    /// What it gave.
    pub finding: FindingKind,
    /// The value: an act's word, codes of actors, an EDTF date, a topic's id, a mechanism's name.
    pub value: String,
    /// The words it fired on, as written.
    pub text: String,
    /// Where they stand in the source.
    pub range: Vec<CharRange>,
    /// The rule.
    pub rule: RuleId,
}

/// A rule that fired and lost.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LostRule {
    /// The words it fired on, as written.
    pub text: String,
    /// Where they stand in the source.
    pub range: Vec<CharRange>,
    /// The rule.
    pub rule: RuleId,
    /// Why it lost, a stable code: `shorter` (longer words of the same table won), `not-taken` (the grammar
    /// had no use for it), or a finder's own reason.
    pub reason: SmolStr,
}
