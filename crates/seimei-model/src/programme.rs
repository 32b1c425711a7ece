//! Programmes: partnership plans in their editions, with priorities, areas, goals, activities and indicators.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use crate::code::{ActorCode, Lang, TopicId};
use crate::date::Edtf;
use crate::identity::DocumentId;

/// The name of an edition of a programme: small Latin letters, digits and single hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProgrammeId(SmolStr);

/// An area of a programme, written `arv-hta-2026/2.3`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AreaId {
    /// The edition.
    pub programme: ProgrammeId,
    /// The area's code there: Latin letters, digits, full stops, hyphens.
    pub code: SmolStr,
}

/// Why a text is no name of a programme or an area.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgrammeNameError {
    /// Not a programme's name.
    #[error("{0:?} is not a programme's name (small letters, digits, hyphens)")]
    Programme(String),
    /// Not a code within a programme.
    #[error("{0:?} is not a code (letters, digits, full stops, hyphens)")]
    Code(String),
    /// Not an area.
    #[error("{0:?} is not an area (programme, slash, code, as in arv-hta-2026/2.3)")]
    Area(String),
}

/// A text in the languages it is kept in. At least one is there.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// In Japanese.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ja: Option<String>,
    /// In English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

/// An edition of a programme.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its name in the register.
    pub id: ProgrammeId,
    /// Its title.
    pub title: Names,
    /// Those whose programme it is, alphabetical.
    pub parties: Vec<ActorCode>,
    /// First day or year.
    pub from: Edtf,
    /// Last day or year.
    pub until: Edtf,
    /// The edition it supersedes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<ProgrammeId>,
    /// The document that holds it, if the archive has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// Names by which documents call it: mechanisms that lead to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub called: Vec<String>,
    /// Points of contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Its priorities, in order.
    #[serde(default)]
    pub priorities: Vec<Priority>,
}

/// A point of contact: an office, not a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Whose office.
    pub party: ActorCode,
    /// The office.
    pub office: Names,
}

/// A priority.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Its code in the programme: `1`.
    pub code: SmolStr,
    /// Its title.
    pub title: Names,
    /// Its areas, in order.
    #[serde(default)]
    pub areas: Vec<Area>,
}

/// An area of cooperation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its code in the programme: `1.2`.
    pub code: SmolStr,
    /// Its title.
    pub title: Names,
    /// The area of an earlier edition that it carries on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<AreaId>,
    /// What it is about; commitments are proposed by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// The mechanisms it works through; commitments are proposed by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mechanisms: Vec<String>,
    /// Those who are responsible, alphabetical.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<ActorCode>,
    /// Points of contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Its goals, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
}

/// A goal of an area.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Its code in the programme: `1.2.a`.
    pub code: SmolStr,
    /// What is to be reached.
    pub title: Names,
    /// What is done for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// By what it is measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
}

/// An activity.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Its code in the programme.
    pub code: SmolStr,
    /// What is done.
    pub title: Names,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Edtf>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Edtf>,
}

/// An indicator.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its code in the programme.
    pub code: SmolStr,
    /// What is measured.
    pub title: Names,
    /// In what unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Names>,
    /// Where it stood at the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// Where it is to stand at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// When `actual` was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Edtf>,
}

impl Names {
    /// Returns whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.ja.is_none() && self.en.is_none()
    }

    /// Returns the text in a language, else the one there is; empty where there is none.
    pub fn text(&self, lang: Lang) -> &str {
        let (first, second) = if lang == Lang::Ja { (&self.ja, &self.en) } else { (&self.en, &self.ja) };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }
}

impl Programme {
    /// Returns its areas with their priorities, in order.
    pub fn areas(&self) -> impl Iterator<Item = (&Priority, &Area)> {
        self.priorities.iter().flat_map(|priority| priority.areas.iter().map(move |area| (priority, area)))
    }

    /// Returns the area of a code, with its priority.
    pub fn area(&self, code: &str) -> Option<(&Priority, &Area)> {
        self.areas().find(|(_, area)| area.code == code)
    }

    /// Returns the name of one of its areas.
    pub fn area_id(&self, area: &Area) -> AreaId {
        AreaId { programme: self.id.clone(), code: area.code.clone() }
    }
}

impl ProgrammeId {
    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProgrammeId {
    type Err = ProgrammeNameError;

    fn from_str(text: &str) -> Result<Self, ProgrammeNameError> {
        let id = text.parse::<DocumentId>().map_err(|_| ProgrammeNameError::Programme(text.to_owned()))?;
        Ok(Self(SmolStr::new(id.as_str())))
    }
}

impl FromStr for AreaId {
    type Err = ProgrammeNameError;

    fn from_str(text: &str) -> Result<Self, ProgrammeNameError> {
        let (programme, code) = text.split_once('/').ok_or_else(|| ProgrammeNameError::Area(text.to_owned()))?;
        if !is_code(code) {
            return Err(ProgrammeNameError::Code(code.to_owned()));
        }
        Ok(Self { programme: programme.parse()?, code: SmolStr::new(code) })
    }
}

/// Returns whether a text can be a code within a programme.
pub fn is_code(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
}

impl fmt::Display for ProgrammeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AreaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.programme, self.code)
    }
}

macro_rules! as_text {
    ($($name:ident)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                SmolStr::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(ProgrammeId AreaId);
