//! An entry: a commitment with its history, its evidence, and what persons said of it.

use std::sync::Arc;

use serde::Serialize;
use smol_str::SmolStr;

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::decision::{Attachment, Judgement};
use seimei_model::identity::ProvisionId;
use seimei_model::programme::AreaId;
use seimei_model::undertaking::{EntryId, EvidenceId, UndertakingId};

use crate::grounds::Place;

/// One saying of a commitment: an act of a provision.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Undertaking {
    /// Its name.
    pub id: UndertakingId,
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
    /// First day of its document, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// In whose name its document speaks.
    pub parties: Vec<ActorCode>,
    /// How it binds.
    pub act: ActKind,
    /// The words that bind, as written.
    pub trigger: String,
    /// How strongly it is worded.
    pub strength: Strength,
    /// The clause it is the predicate of, as written.
    pub clause: String,
    /// Who binds itself.
    pub by: Vec<ActorCode>,
    /// To whom.
    pub to: Vec<ActorCode>,
    /// When it is to be done, if the text says.
    pub due: Option<Edtf>,
    /// What the provision is about.
    pub topics: Vec<TopicId>,
    /// The mechanisms that the provision names, as written.
    pub mechanisms: Vec<String>,
    /// The same provision in other languages of the document.
    pub counterparts: Vec<ProvisionId>,
    /// The rule that found the act.
    pub rule: SmolStr,
}

/// What a person said of an entry as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody looked at it.
    Read,
    /// A person confirmed, corrected or added it.
    Confirmed,
    /// A person said that it is no commitment.
    Rejected,
}

impl Standing {
    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// Why a provision is offered as evidence.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// It names the same mechanism.
    SameMechanism {
        /// As written there.
        name: String,
    },
    /// Who owes it does it, or is welcomed or thanked for it.
    SameDoer {
        /// Who.
        by: Vec<ActorCode>,
    },
    /// It is about the same thing.
    SameObject {
        /// The words or names in common, the rarest first.
        words: Vec<String>,
    },
    /// It welcomes participation that was intended.
    ParticipationWelcomed,
    /// It says that something was done.
    Done {
        /// The words that say so.
        trigger: String,
    },
    /// It reports a later step of what was to be prepared, agreed or begun.
    NextStep {
        /// The words that say so.
        trigger: String,
    },
}

/// A provision that is offered, or was accepted, as evidence.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Evidence {
    /// Its name.
    pub id: EvidenceId,
    /// When what it shows was said or happened: first day, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// What it says: the provision's words, or those of whoever attached it.
    pub text: String,
    /// Why it is offered; empty for what persons attached.
    pub reasons: Vec<Reason>,
    /// How much speaks for it; higher is more. Offers are listed by it.
    pub score: f64,
    /// The link or file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachment: Option<Attachment>,
    /// Who accepted or attached it, when and why; `None` for an offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// Who decided something, when and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Decided {
    /// Number of the change.
    pub number: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A judgement, with who entered it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Assessment {
    /// The judgement.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// Its step on the scale used for summit compliance: -1, 0 or 1.
    pub compliance: Option<i8>,
    /// Who entered it, when and why.
    pub decided: Decided,
}

/// An entry of the register.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Entry {
    /// Its name: that of its earliest undertaking.
    pub id: EntryId,
    /// What persons said of it.
    pub standing: Standing,
    /// What is owed: a person's words, else the clause of the latest undertaking.
    pub what: String,
    /// Who owes it.
    pub by: Vec<ActorCode>,
    /// To whom.
    pub to: Vec<ActorCode>,
    /// By when: the latest that is said.
    pub due: Option<Edtf>,
    /// How it binds, in the latest undertaking.
    pub act: ActKind,
    /// How strongly, in the latest undertaking.
    pub strength: Strength,
    /// What it is about, most central first.
    pub topics: Vec<TopicId>,
    /// The mechanisms it is to be done through, as written or as a person said.
    pub mechanisms: Vec<String>,
    /// Which of the fields above a person put in place of what was read.
    pub corrected: Vec<SmolStr>,
    /// Its undertakings, in order of time: the history of the commitment. Empty where a person added it.
    pub undertakings: Vec<Arc<Undertaking>>,
    /// The provision that a person named when adding it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<ProvisionId>,
    /// What may show that it is carried out; nobody decided on it yet. The likeliest first.
    pub offers: Vec<Arc<Evidence>>,
    /// What was accepted or attached, in order of time.
    pub evidence: Vec<Evidence>,
    /// What was offered and declined.
    pub declined: Vec<ProvisionId>,
    /// Judgements, in the order in which they were entered; none is ever taken away.
    pub assessments: Vec<Assessment>,
    /// The areas of programmes it belongs to.
    pub areas: Vec<AreaId>,
    /// The areas it was said not to belong to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_areas: Vec<AreaId>,
    /// Number of the last decision on it; 0 where there is none. Whoever decides says which one he saw.
    pub changed: u64,
}

impl Entry {
    /// Returns in how many documents it was said; a document in several languages says it once. 0 where a person added it.
    pub fn said(&self) -> usize {
        let mut documents: Vec<_> = self.undertakings.iter().map(|one| &one.id.provision.document).collect();
        documents.sort_unstable();
        documents.dedup();
        documents.len()
    }
}
