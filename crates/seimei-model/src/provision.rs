//! Provisions: the sentences of a document.

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};

use crate::act::Act;
use crate::code::{RuleId, TopicId};
use crate::date::DateMention;

/// One sentence or list item of a document, with its place in the source and what was read in it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provision {
    /// Its number in the document, from 1.
    pub number: u32,
    /// The whole sentence as written, mended where a page break cut it.
    pub text: String,
    /// Where it stands in the source: one range, or more where a break was mended.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// First and last page it stands on, from 1, where the format has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Vec<u32>>))]
    pub pages: Option<[u32; 2]>,
    /// The nearest heading above.
    pub section: Option<String>,
    /// Index into `parts` of the reading, from 0, where a page holds several documents.
    pub part: Option<u32>,
    /// What its clauses do, in order.
    pub acts: Vec<Act>,
    /// What it is about, most central first; one to three.
    pub topics: Vec<TopicId>,
    /// The words the topics rest on.
    pub topic_words: Vec<TopicWord>,
    /// Dates and periods named.
    pub dates: Vec<DateMention>,
    /// Frameworks, programmes, bodies and instruments named.
    pub mechanisms: Vec<MechanismMention>,
}

/// Words that speak for a topic.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TopicWord {
    /// The topic.
    pub topic: TopicId,
    /// The words as written.
    pub text: String,
    /// Where they stand in the source.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// The lexicon entry.
    pub rule: RuleId,
}

/// A mechanism named in a provision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MechanismMention {
    /// The shortest full name, as written.
    pub text: String,
    /// Where it stands in the source.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// The rule that found it.
    pub rule: RuleId,
}
