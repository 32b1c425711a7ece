//! Acts: what a clause does.

use seimei_text::range::{CharRange, TextRange};
use serde::{Deserialize, Serialize};

use crate::code::{ActorCode, RuleId};
use crate::date::Edtf;

macro_rules! act_kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// What a clause does, read off its main predicate.
        ///
        /// # Source
        /// The coding manual, section 4.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = "lowercase")]
        pub enum ActKind { $($(#[$doc])* $kind,)* }

        impl ActKind {
            /// All kinds, in the manual's order.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Returns the word for the kind in data and output.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }
        }
    };
}

act_kinds! {
    /// Describes, with none of the others.
    State = "state",
    /// Acknowledges, shares a view.
    Recognise = "recognise",
    /// Takes note.
    Note = "note",
    /// Stresses, insists.
    Emphasise = "emphasise",
    /// Confirms, for all the text says for the first time.
    Confirm = "confirm",
    /// Repeats an earlier position.
    Reaffirm = "reaffirm",
    /// Agrees.
    Agree = "agree",
    /// Receives with approval.
    Welcome = "welcome",
    /// Praises.
    Commend = "commend",
    /// Backs; stands with.
    Support = "support",
    /// Thanks.
    Thank = "thank",
    /// Condemns.
    Condemn = "condemn",
    /// Voices concern.
    Concern = "concern",
    /// Opposes, rejects, calls unacceptable.
    Oppose = "oppose",
    /// Asks another party to do or not to do.
    Urge = "urge",
    /// Binds itself to do, or to go on doing.
    Commit = "commit",
    /// Says what it means or plans to do.
    Intend = "intend",
    /// Will look into doing.
    Explore = "explore",
    /// Decides, adopts, signs, sets up, appoints, enacts.
    Decide = "decide",
    /// Meets, visits, attends.
    Meet = "meet",
    /// Discusses.
    Discuss = "discuss",
    /// Hopes, looks forward.
    Expect = "expect",
    /// Says, with none of the above as the thing said.
    Say = "say",
    /// An action done or being done, with none of the above.
    Report = "report",
}

impl ActKind {
    /// Returns the kind for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }

    /// Returns whether the manual gives targets to acts of this kind.
    pub fn takes_targets(self) -> bool {
        matches!(
            self,
            Self::Condemn
                | Self::Concern
                | Self::Oppose
                | Self::Urge
                | Self::Support
                | Self::Commend
                | Self::Thank
                | Self::Welcome
        )
    }
}

/// Acts that look alike: what they do to the other side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Family {
    /// Approves, backs, thanks.
    Favour,
    /// Accuses, worries, rejects.
    Censure,
    /// Asks somebody else.
    Request,
    /// Binds, decides, plans, agrees.
    Future,
    /// Meets, talks.
    Contact,
    /// Takes a position, says, describes, reports.
    #[default]
    Position,
}

impl Family {
    /// Returns the family of an act.
    pub fn of(act: ActKind) -> Self {
        use ActKind as A;
        match act {
            A::Welcome | A::Commend | A::Support | A::Thank => Self::Favour,
            A::Condemn | A::Concern | A::Oppose => Self::Censure,
            A::Urge => Self::Request,
            A::Commit | A::Intend | A::Explore | A::Decide | A::Agree | A::Expect => Self::Future,
            A::Meet | A::Discuss => Self::Contact,
            A::State | A::Recognise | A::Note | A::Emphasise | A::Confirm | A::Reaffirm | A::Say | A::Report => {
                Self::Position
            }
        }
    }

    /// All of them.
    pub const ALL: &[Self] = &[Self::Favour, Self::Censure, Self::Request, Self::Future, Self::Contact, Self::Position];

    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Favour => "favour",
            Self::Censure => "censure",
            Self::Request => "request",
            Self::Future => "future",
            Self::Contact => "contact",
            Self::Position => "position",
        }
    }
}

/// How strongly the act itself is worded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// No intensifier on the act.
    #[default]
    Plain,
    /// 強く, 深刻な, strongly, serious.
    Strong,
    /// 最も強い言葉で, in the strongest terms.
    Strongest,
}

impl Strength {
    /// All of them, the weakest first.
    pub const ALL: &[Self] = &[Self::Plain, Self::Strong, Self::Strongest];

    /// Returns the strength for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|strength| strength.word() == word)
    }

    /// Returns the word for the strength in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Strong => "strong",
            Self::Strongest => "strongest",
        }
    }
}

/// One act of a provision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Act {
    /// What is done.
    pub act: ActKind,
    /// The shortest run of the text that carries it, as written.
    pub trigger: String,
    /// Who does it, alphabetical.
    pub actors: Vec<ActorCode>,
    /// Whose conduct is meant, to whom it is addressed, or who is backed; alphabetical.
    pub targets: Vec<ActorCode>,
    /// How strongly it is worded.
    pub strength: Strength,
    /// Whether an actor binds itself to future conduct of its own.
    pub commitment: bool,
    /// When the commitment is to be done, if the text says.
    pub due: Option<Edtf>,
    /// Where the trigger stands in the source.
    #[cfg_attr(feature = "schema", schema(value_type = Vec<Vec<u32>>))]
    pub range: Vec<CharRange>,
    /// Where the trigger stands in the provision's text, in bytes.
    #[serde(skip)]
    pub at: TextRange,
    /// The clause it is the predicate of, in bytes of the provision's text.
    #[serde(skip)]
    pub clause: TextRange,
    /// The rule that found it.
    pub rule: RuleId,
}

impl Act {
    /// Returns the words of the clause in the text of its provision; the whole text where no clause is known.
    pub fn clause_in<'a>(&self, text: &'a str) -> &'a str {
        let clause = text.get(self.clause.bounds()).unwrap_or_default();
        let clause = if clause.len() < self.trigger.len() { text } else { clause };
        clause.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | ';' | '；'))
    }
}
