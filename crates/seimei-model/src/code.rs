//! Short codes: actors, topics, rules, languages.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

macro_rules! code {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Wraps the code as written.
            pub fn new(code: impl AsRef<str>) -> Self {
                Self(SmolStr::new(code))
            }

            /// Returns the code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

code! {
    /// A state (ISO 3166-1 alpha-3) or an organisation (its usual short name in capitals).
    ActorCode
}
code! {
    /// A concept of the controlled vocabulary of topics (`cyber`, `status-quo`).
    TopicId
}
code! {
    /// The rule a finding rests on: `table/family/form` for a lexicon entry (`acts.ja/approval/歓迎`),
    /// `language.name` for a rule of the engine (`ja.subjectless`), `person:118` for what a person said by change 118.
    RuleId
}

/// What the rule of a finding that a person made begins with.
const PERSON: &str = "person:";

impl RuleId {
    /// Returns the rule of a finding that a person made by the change of that number.
    pub fn of_person(number: u64) -> Self {
        Self::new(format!("{PERSON}{number}"))
    }

    /// Returns the number of the change by which a person made the finding; `None` where it was read.
    pub fn decision(&self) -> Option<u64> {
        self.as_str().strip_prefix(PERSON)?.parse().ok()
    }
}

/// A BCP 47 language tag as far as this program needs it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
    /// Not recognised, or none that has a lexicon (`und`).
    Und,
}

impl Lang {
    /// Returns the BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
            Self::Und => "und",
        }
    }

    /// Returns the language of a tag that [`Lang::tag`] gives, or `None`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        [Self::Ja, Self::En, Self::Und].into_iter().find(|lang| lang.tag() == tag)
    }
}
