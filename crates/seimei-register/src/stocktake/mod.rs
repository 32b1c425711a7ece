//! A stocktake: how the commitments of a partnership stand, each line with the provisions it rests on.

mod take;

use serde::Serialize;
use smol_str::SmolStr;

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::decision::{Standpoint, Status};
use seimei_model::document::Translation;
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{AreaId, Names, ProgrammeId};
use seimei_model::undertaking::EntryId;

pub use take::{Asked, Class, Heard, class, take, verdicts};

/// A stocktake. Every commitment it looks at is in exactly one of done, under way, overdue, not begun, unassessed, closed.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Stocktake {
    /// Whose commitments are looked at; empty for all.
    pub parties: Vec<ActorCode>,
    /// The programme it is restricted to.
    pub programme: Option<ProgrammeHead>,
    /// First day of the period, `YYYY-MM-DD`; `None` from the beginning.
    pub since: Option<String>,
    /// Last day of the period, which is the day the stocktake is made for: `YYYY-MM-DD`.
    pub until: String,
    /// By which rules it was read and counted.
    pub rules: Rules,
    /// What was looked at.
    pub coverage: Coverage,
    /// How many.
    pub counts: Counts,
    /// Commitments that were made or restated in the period, in order of time.
    pub promised: Vec<Line>,
    /// Those judged complete.
    pub done: Vec<Line>,
    /// Those judged begun, and those with accepted evidence that nobody judged.
    pub under_way: Vec<Line>,
    /// Those whose time is past, neither closed nor judged complete.
    pub overdue: Vec<Line>,
    /// Those judged not begun, or for which somebody looked for evidence and found none.
    pub not_begun: Vec<Line>,
    /// Those that nobody judged and that have no accepted evidence.
    pub unassessed: Vec<Line>,
    /// Those judged lapsed or superseded.
    pub closed: Vec<Line>,
    /// Mechanisms that were not heard of for longer than they promised.
    pub silent: Vec<SilentLine>,
    /// Commitments whose wording moved between two of their sayings in the period.
    pub moved: Vec<MovedLine>,
    /// What falls due next, the nearest first.
    pub due_next: Vec<Line>,
    /// Where it is going: what the newest documents commit to for the first time, will look into, or hope for.
    pub direction: Vec<DirectionLine>,
    /// How the areas of the programme stand, in its order.
    pub areas: Vec<AreaLine>,
    /// What the timeline shows, in order of time.
    pub timeline: Vec<Mark>,
}

/// The programme of a stocktake.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProgrammeHead {
    /// Its name.
    pub id: ProgrammeId,
    /// Its title.
    pub title: Names,
    /// First day or year.
    pub from: Edtf,
    /// Last day or year.
    pub until: Edtf,
    /// Days from the stocktake's day to the end of the last day; negative when it is over.
    pub days_left: Option<i32>,
}

/// The rule set that every count names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Rules {
    /// Version of the lexicon.
    pub lexicon: String,
    /// Version of the program.
    pub program: SmolStr,
}

/// What was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Coverage {
    /// Documents of these parties in the period.
    pub documents: usize,
    /// All documents of the archive.
    pub archive: usize,
    /// Day of the earliest of them.
    pub first: Option<String>,
    /// Day of the latest.
    pub last: Option<String>,
}

/// How many commitments.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// All that the stocktake looks at: live in the period.
    pub all: usize,
    /// Of those: made for the first time in the period.
    pub new: usize,
    /// Confirmed by a person.
    pub confirmed: usize,
    /// Judged by anybody.
    pub assessed: usize,
    /// Judged complete.
    pub done: usize,
    /// Under way.
    pub under_way: usize,
    /// Time past and not closed.
    pub overdue: usize,
    /// Judged not begun.
    pub not_begun: usize,
    /// Neither judged nor with accepted evidence.
    pub unassessed: usize,
    /// Lapsed or superseded.
    pub closed: usize,
    /// Pieces of evidence that wait for a decision.
    pub offers: usize,
}

/// Where something stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Citation {
    /// The provision.
    pub provision: ProvisionId,
    /// First day of its document.
    pub day: Option<String>,
    /// Title of its document in that language.
    pub title: Option<String>,
    /// The status of a translation.
    pub translation: Option<Translation>,
    /// The words it rests on.
    pub words: String,
}

/// A judgement as it is told in one line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Verdict {
    /// How it stands.
    pub status: Status,
    /// From where it is judged.
    pub standpoint: Standpoint,
    /// Who judges.
    pub assessor: String,
    /// For which day.
    pub day: String,
    /// -1, 0 or 1.
    pub compliance: Option<i8>,
    /// Why.
    pub reason: String,
}

/// A commitment as it is told in one line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Line {
    /// Its name.
    pub entry: EntryId,
    /// What is owed: a person's words, else the clause as written.
    pub what: String,
    /// Who owes it.
    pub by: Vec<ActorCode>,
    /// To whom.
    pub to: Vec<ActorCode>,
    /// How it binds.
    pub act: ActKind,
    /// How strongly.
    pub strength: Strength,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// By when.
    pub due: Option<Edtf>,
    /// Whether a person confirmed it.
    pub is_confirmed: bool,
    /// How often it was said, and when first and last.
    pub said: usize,
    /// Day of the first saying.
    pub first: Option<String>,
    /// Day of the last saying.
    pub last: Option<String>,
    /// The latest own judgement.
    pub own: Option<Verdict>,
    /// The latest independent judgement.
    pub independent: Option<Verdict>,
    /// Accepted or attached evidence, in order of time.
    pub evidence: Vec<Shown>,
    /// How many offers wait for a decision.
    pub offers: usize,
    /// The provisions it rests on: its latest saying first.
    pub cites: Vec<Citation>,
}

/// Evidence as it is told in one line.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Shown {
    /// Its day.
    pub day: Option<String>,
    /// What it says.
    pub text: String,
    /// The provision, where it is one.
    pub cite: Option<Citation>,
    /// The link or the name of the file.
    pub link: Option<String>,
}

/// A mechanism that went silent.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SilentLine {
    /// Its name in the reader's language where it has one.
    pub name: Names,
    /// Those who take part.
    pub parties: Vec<ActorCode>,
    /// Day it was last held, if that is known.
    pub held: Option<String>,
    /// Day it was last named.
    pub seen: String,
    /// Whole months since it was last named.
    pub months: i32,
    /// Day it was to be held again by the promised rhythm.
    pub expected: Option<String>,
    /// Where it was last named, and where the rhythm was promised.
    pub cites: Vec<Citation>,
}

/// A commitment whose wording moved.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct MovedLine {
    /// Its name.
    pub entry: EntryId,
    /// The earlier saying.
    pub before: Citation,
    /// The later one.
    pub after: Citation,
    /// What moved.
    pub changes: Vec<Move>,
}

/// What moved between two sayings of a commitment.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "move", rename_all = "snake_case")]
pub enum Move {
    /// Another act: firmer or looser.
    Act {
        /// Before.
        from: ActKind,
        /// After.
        to: ActKind,
    },
    /// Worded more or less strongly.
    Strength {
        /// Before.
        from: Strength,
        /// After.
        to: Strength,
    },
    /// Another time.
    Due {
        /// Before.
        from: Option<Edtf>,
        /// After.
        to: Option<Edtf>,
    },
    /// Others owe it.
    By {
        /// Before.
        from: Vec<ActorCode>,
        /// After.
        to: Vec<ActorCode>,
    },
}

/// Where it is going.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DirectionLine {
    /// Why it stands here.
    pub kind: Direction,
    /// The act.
    pub act: ActKind,
    /// Who.
    pub by: Vec<ActorCode>,
    /// What it is about.
    pub topics: Vec<TopicId>,
    /// Where.
    pub cite: Citation,
}

/// Why something tells the direction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A commitment made for the first time.
    New,
    /// Something that will be looked into.
    Explored,
    /// Something that is hoped for.
    Expected,
}

/// How an area of the programme stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AreaLine {
    /// Its name.
    pub area: AreaId,
    /// Title of its priority.
    pub priority: Names,
    /// Its title.
    pub title: Names,
    /// Commitments that belong to it.
    pub entries: usize,
    /// Judged complete.
    pub done: usize,
    /// Under way.
    pub under_way: usize,
    /// Time past.
    pub overdue: usize,
    /// Judged not begun.
    pub not_begun: usize,
    /// Neither judged nor with evidence.
    pub unassessed: usize,
    /// Lapsed or superseded.
    pub closed: usize,
    /// Indicators that reached their target, and all that have one.
    pub indicators: [usize; 2],
    /// Activities that are done, and all.
    pub activities: [usize; 2],
}

/// A mark on the timeline.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Mark {
    /// Its day, `YYYY-MM-DD`.
    pub day: String,
    /// The entry it belongs to.
    pub entry: EntryId,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark on the timeline is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// The commitment was said.
    Said,
    /// Evidence.
    Evidence,
    /// A judgement.
    Assessed,
    /// It falls due.
    Due,
}
