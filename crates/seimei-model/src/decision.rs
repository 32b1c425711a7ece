//! Decisions: what persons said of the register, and of the readings it is drawn from each time. They are kept in the log
//! of changes and laid over what was read, so a re-reading never overwrites one.

use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

use crate::act::ActKind;
use crate::code::{ActorCode, TopicId};
use crate::correction::ReadingCorrection;
use crate::date::Edtf;
use crate::identity::ProvisionId;
use crate::programme::{AreaId, Programme, ProgrammeId};
use crate::record::Hash;
use crate::undertaking::{EntryId, EvidenceId, UndertakingId};

/// How a commitment stands, as somebody judges it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing was begun.
    NotStarted,
    /// Some of it was done.
    Limited,
    /// Most of it was done.
    Substantial,
    /// It was done.
    Complete,
    /// Its time passed, or the parties let it drop.
    Lapsed,
    /// Another commitment took its place.
    Superseded,
    /// It was looked for and nothing was found.
    NoEvidence,
}

impl Status {
    /// All of them, from nothing to all, then those that close an entry otherwise.
    pub const ALL: &[Self] = &[
        Self::NotStarted,
        Self::Limited,
        Self::Substantial,
        Self::Complete,
        Self::Lapsed,
        Self::Superseded,
        Self::NoEvidence,
    ];

    /// Returns the word for the status in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::Limited => "limited",
            Self::Substantial => "substantial",
            Self::Complete => "complete",
            Self::Lapsed => "lapsed",
            Self::Superseded => "superseded",
            Self::NoEvidence => "no_evidence",
        }
    }

    /// Returns the status for the data's `word`, or `None`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.word() == word)
    }

    /// Returns the status on the scale used for compliance with summit commitments: -1 not done, 0 partly, +1 done;
    /// `None` where the scale does not judge (superseded).
    ///
    /// # Source
    /// The three-step scale of the studies of compliance with summit commitments (full compliance +1, partial compliance or
    /// work in progress 0, non-compliance -1). Which status falls on which step is our reading of those words.
    pub fn compliance(self) -> Option<i8> {
        match self {
            Self::NotStarted | Self::NoEvidence | Self::Lapsed => Some(-1),
            Self::Limited | Self::Substantial => Some(0),
            Self::Complete => Some(1),
            Self::Superseded => None,
        }
    }

    /// Returns whether nothing more is expected of an entry with this status.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Complete | Self::Lapsed | Self::Superseded)
    }
}

/// From where an assessment was made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standpoint {
    /// By those who owe it.
    Own,
    /// By somebody else.
    Independent,
}

impl Standpoint {
    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Independent => "independent",
        }
    }
}

/// What a person says of an entry in place of what was read. Fields that are `None` stay as they were read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// What is owed, in the words of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Who owes it, alphabetical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Vec<ActorCode>>,
    /// To whom it is owed, alphabetical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Vec<ActorCode>>,
    /// By when; `Some(None)` says that no time is set, and is null in JSON.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "said")]
    pub due: Option<Option<Edtf>>,
    /// How it binds: `commit`, `intend`, `explore`, `agree`, `decide` ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<ActKind>,
    /// What it is about, most central first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topics: Option<Vec<TopicId>>,
    /// The mechanisms it is to be done through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanisms: Option<Vec<String>>,
}

/// Takes a field that is there, null too.
#[expect(clippy::option_option, reason = "what is not spoken of, and what is said to be nothing")]
fn said<'d, D: Deserializer<'d>, T: Deserialize<'d>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// A link or a file that shows something.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// What it shows, in the words of whoever attached it.
    pub text: String,
    /// When what it shows happened.
    pub date: Option<Edtf>,
    /// Where it can be found. Never fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// SHA-256 of the file's bytes, which are kept with the originals, and its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<AttachedFile>,
}

/// A file that was attached.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AttachedFile {
    /// SHA-256 of its bytes.
    pub original: Hash,
    /// Its size in bytes.
    pub size: u64,
    /// Its name, without the folder.
    pub name: String,
}

/// A judgement on how an entry stands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// How it stands.
    pub status: Status,
    /// From where it is judged.
    pub standpoint: Standpoint,
    /// Who judges: an office or a person. Not always who enters it.
    pub assessor: String,
    /// The day it is judged for, `YYYY-MM-DD`.
    pub day: String,
    /// What it rests on; may be empty where a reason is given.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
}

/// How often a mechanism is to meet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// So many months lie between two meetings, as promised.
    Months(u32),
    /// Regularly, without a number (定期的に, regular).
    Regular,
}

/// What a person says of a mechanism in place of what was read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MechanismCorrection {
    /// Further names for it, in any language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Its kind: `instrument`, `dialogue`, `exercise`, `working_group` ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SmolStr>,
    /// Those who take part, alphabetical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parties: Option<Vec<ActorCode>>,
    /// How often it is to meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
    /// When it was last held, where no document says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Edtf>,
}

/// A decision.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// The entry is a commitment and was read rightly.
    Confirmed {
        /// The entry.
        entry: EntryId,
    },
    /// The entry is this, not what was read. Laid over earlier corrections field by field.
    Corrected {
        /// The entry.
        entry: EntryId,
        /// What is put in place.
        correction: Correction,
    },
    /// Undertakings leave the entry and make one of their own.
    Split {
        /// The entry.
        entry: EntryId,
        /// Those that leave; neither none nor all of the entry's.
        off: Vec<UndertakingId>,
    },
    /// Two entries are one commitment.
    Merged {
        /// The entry that stays.
        entry: EntryId,
        /// The one that becomes part of it.
        other: EntryId,
    },
    /// The entry is no commitment.
    Rejected {
        /// The entry.
        entry: EntryId,
    },
    /// A commitment that was not read. Its entry is called `c-N` after the number of this change.
    Added {
        /// What is owed; `what` and `by` are there.
        commitment: Correction,
        /// The provision it stands in, if it stands in one.
        source: Option<ProvisionId>,
    },
    /// A provision is evidence that the entry is carried out.
    EvidenceAccepted {
        /// The entry.
        entry: EntryId,
        /// The provision.
        provision: ProvisionId,
    },
    /// A provision is none; it is not offered again.
    EvidenceDeclined {
        /// The entry.
        entry: EntryId,
        /// The provision.
        provision: ProvisionId,
    },
    /// A link or a file is evidence. It is called `e-N` after the number of this change.
    EvidenceAttached {
        /// The entry.
        entry: EntryId,
        /// The link or file.
        attachment: Attachment,
    },
    /// Somebody judged how the entry stands. Earlier judgements stay.
    Assessed {
        /// The entry.
        entry: EntryId,
        /// The judgement.
        judgement: Judgement,
    },
    /// The entry belongs to an area of a programme.
    Placed {
        /// The entry.
        entry: EntryId,
        /// The area.
        area: AreaId,
    },
    /// The entry does not belong there; it is not proposed again.
    NotPlaced {
        /// The entry.
        entry: EntryId,
        /// The area.
        area: AreaId,
    },
    /// A programme is this now, whole.
    ProgrammeKept {
        /// The programme.
        programme: Box<Programme>,
    },
    /// A programme is taken out.
    ProgrammeRemoved {
        /// Its name.
        programme: ProgrammeId,
    },
    /// Two names are one mechanism's.
    MechanismsJoined {
        /// The name that stays.
        mechanism: SmolStr,
        /// The other.
        other: SmolStr,
    },
    /// A mechanism is this, not what was read.
    MechanismCorrected {
        /// Its name in the register.
        mechanism: SmolStr,
        /// What is put in place.
        correction: MechanismCorrection,
    },
    /// What was read as a mechanism is none.
    MechanismRejected {
        /// Its name in the register.
        mechanism: SmolStr,
    },
    /// A provision was read wrongly. Laid over the reading, and over earlier corrections, field by field.
    ReadingCorrected {
        /// The provision; its language is always told.
        provision: ProvisionId,
        /// What is put in place.
        correction: Box<ReadingCorrection>,
    },
    /// An earlier decision, this one's number told, no longer holds. May be undone itself.
    Undone {
        /// Number of the change to be undone.
        number: u64,
    },
}

impl Decision {
    /// Returns the word for the decision in data and output.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Confirmed { .. } => "confirmed",
            Self::Corrected { .. } => "corrected",
            Self::Split { .. } => "split",
            Self::Merged { .. } => "merged",
            Self::Rejected { .. } => "rejected",
            Self::Added { .. } => "added",
            Self::EvidenceAccepted { .. } => "evidence_accepted",
            Self::EvidenceDeclined { .. } => "evidence_declined",
            Self::EvidenceAttached { .. } => "evidence_attached",
            Self::Assessed { .. } => "assessed",
            Self::Placed { .. } => "placed",
            Self::NotPlaced { .. } => "not_placed",
            Self::ProgrammeKept { .. } => "programme_kept",
            Self::ProgrammeRemoved { .. } => "programme_removed",
            Self::MechanismsJoined { .. } => "mechanisms_joined",
            Self::MechanismCorrected { .. } => "mechanism_corrected",
            Self::MechanismRejected { .. } => "mechanism_rejected",
            Self::ReadingCorrected { .. } => "reading_corrected",
            Self::Undone { .. } => "undone",
        }
    }

    /// Returns the file that a decision brings with it.
    pub fn file(&self) -> Option<&AttachedFile> {
        match self {
            Self::EvidenceAttached { attachment, .. } => attachment.file.as_ref(),
            _ => None,
        }
    }
}

/// A decision as it was logged.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// Number of the change.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What was decided.
    pub decision: Decision,
    /// What it is about, as the store guards it against lost updates: undertakings, `c-N`, `programme/ID`, `mechanism/NAME`,
    /// and of a reading that was corrected the provision.
    pub subjects: Vec<SmolStr>,
}
