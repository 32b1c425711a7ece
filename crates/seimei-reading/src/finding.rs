//! Findings: what the finders return, in bytes of the folded sentence.
//!
//! [`crate::read`] maps them back to the source and turns them into the model's values.

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, RuleId, TopicId};
use seimei_model::date::Edtf;
use seimei_text::range::TextRange;

/// Words that name or stand for actors.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActorMention {
    /// The words.
    pub range: TextRange,
    /// Whom they stand for, alphabetical. Never empty, save for [`MentionKind::Abstract`].
    pub codes: Vec<ActorCode>,
    /// How they stand for them.
    pub kind: MentionKind,
    /// The rule that found them.
    pub rule: RuleId,
}

/// How words stand for actors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MentionKind {
    /// The name of a state or organisation, or a compound of short names (日米韓).
    Name,
    /// An adjective or the modifying use of a name (Japanese, 日 in 日NATO協力, U.S.-Japan).
    Modifier,
    /// A person or office holder, government, ministry, force, delegation.
    Person,
    /// A capital used for a government, or named as a place; the grammar decides.
    Capital,
    /// All the parties, or a number of them (我々, 両首脳, the Leaders).
    Collective,
    /// A pronoun or 同国, resolved to what it stands for (they, he, its).
    Pronoun,
    /// A noun phrase for nobody with a code (the international community, 国際社会, all countries).
    Abstract,
}

/// One act of a sentence.
#[derive(Clone, PartialEq, Debug)]
pub struct ActFinding {
    /// What is done.
    pub act: ActKind,
    /// The words that carry it.
    pub trigger: TextRange,
    /// The clause it is the predicate of.
    pub clause: TextRange,
    /// Who does it.
    pub actors: Vec<ActorCode>,
    /// Whose conduct is meant.
    pub targets: Vec<ActorCode>,
    /// How strongly.
    pub strength: Strength,
    /// Whether it binds the actor.
    pub commitment: bool,
    /// By when.
    pub due: Option<Edtf>,
    /// The rule.
    pub rule: RuleId,
}

/// A date or period named.
#[derive(Clone, PartialEq, Debug)]
pub struct DateFinding {
    /// The expression, without prepositions and particles (by, until, まで, 末 as the manual says).
    pub range: TextRange,
    /// What it means.
    pub edtf: Edtf,
    /// The rule.
    pub rule: RuleId,
}

/// A mechanism named.
#[derive(Clone, PartialEq, Debug)]
pub struct MechanismFinding {
    /// The shortest full name.
    pub range: TextRange,
    /// The rule.
    pub rule: RuleId,
}

/// A topic with the words that speak for it.
#[derive(Clone, PartialEq, Debug)]
pub struct TopicFinding {
    /// The topic.
    pub topic: TopicId,
    /// Its words in the sentence, each with the lexicon entry; empty if it was carried over.
    pub words: Vec<(TextRange, RuleId)>,
}

/// A rule that fired and lost, for `--explain`.
#[derive(Clone, PartialEq, Debug)]
pub struct Lost {
    /// The words it fired on.
    pub range: TextRange,
    /// The rule.
    pub rule: RuleId,
    /// Why it lost, a stable code (`embedded`, `shorter`, `no-actor`, `quoted`).
    pub reason: &'static str,
}
