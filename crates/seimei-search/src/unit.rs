//! What the index holds: a unit is one provision, or the title of an expression.

use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::provision::Provision;
use serde::{Deserialize, Serialize};

/// What is kept of a unit beside its text, to check candidates and to show hits without asking the store.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Unit {
    /// The heading above.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    pub(crate) section: Option<String>,
    /// What is done.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) acts: Vec<UnitAct>,
    /// Mechanisms named.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mechanisms: Vec<String>,
}

/// An act as the index knows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct UnitAct {
    /// What is done.
    #[serde(rename = "k")]
    pub act: ActKind,
    /// Who does it.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<ActorCode>,
    /// Whose conduct is meant.
    #[serde(rename = "t", default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<ActorCode>,
    /// How strongly it is worded.
    #[serde(rename = "s", default, skip_serializing_if = "is_plain")]
    pub strength: Strength,
    /// Whether an actor binds itself.
    #[serde(rename = "c", default, skip_serializing_if = "is_false")]
    pub commitment: bool,
    /// When that is due.
    #[serde(rename = "u", default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Edtf>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_plain(strength: &Strength) -> bool {
    *strength == Strength::Plain
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Unit {
    /// Makes the unit of a provision.
    pub(crate) fn new(provision: &Provision) -> Self {
        Self {
            section: provision.section.clone(),
            acts: provision.acts.iter().map(UnitAct::of).collect(),
            mechanisms: provision.mechanisms.iter().map(|mention| mention.text.clone()).collect(),
        }
    }
}

impl UnitAct {
    fn of(act: &Act) -> Self {
        Self {
            act: act.act,
            actors: act.actors.clone(),
            targets: act.targets.clone(),
            strength: act.strength,
            commitment: act.commitment,
            due: act.due.clone(),
        }
    }
}
