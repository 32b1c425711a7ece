//! Events: dated happenings that a document tells.

use seimei_text::range::CharRange;
use serde::{Deserialize, Serialize};

use crate::code::{ActorCode, RuleId};
use crate::date::Edtf;

macro_rules! event_types {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// What sort of thing happened.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "lowercase")]
        pub enum EventType { $($(#[$doc])* $kind,)* }

        impl EventType {
            /// All types.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Returns the word for the type in data and output.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// Returns the type for the data's `word`, or `None`.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

event_types! {
    /// A meeting, summit or call.
    Meeting = "meeting",
    /// A visit.
    Visit = "visit",
    /// A speech.
    Speech = "speech",
    /// An instrument signed or concluded.
    Agreement = "agreement",
    /// Something said or issued.
    Statement = "statement",
    /// A military exercise or training.
    Exercise = "exercise",
    /// Forces or personnel sent.
    Deployment = "deployment",
    /// Somebody appointed.
    Appointment = "appointment",
    /// Something set up or begun.
    Launch = "launch",
    /// An attack, test, accident or disaster.
    Incident = "incident",
    /// Something decided, adopted or enacted.
    Decision = "decision",
}

/// A dated happening.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// When.
    pub date: Edtf,
    /// What sort of thing.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Who took part, alphabetical.
    pub participants: Vec<ActorCode>,
    /// The run of the text that tells it, as written.
    pub quote: String,
    /// Number of the provision that tells it, from 1.
    pub provision: u32,
    /// Where the quote stands in the source.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// The rule that found it.
    pub rule: RuleId,
}
