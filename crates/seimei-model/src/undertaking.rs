//! Names in the register: of an undertaking, of an entry, of a piece of evidence.
//!
//! Written `arv-hta-2026-05-20/en#p12.1` (the first act of that provision), `c-118` (an entry that a person added by
//! change 118) and `e-131` (evidence that a person attached by change 131). None is ever given to anything else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use crate::identity::{IdentityError, ProvisionId};

/// An undertaking: an act of a provision by which an actor binds itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UndertakingId {
    /// The provision; its language is always told.
    pub provision: ProvisionId,
    /// Which of the provision's acts, from 1.
    pub act: u32,
}

/// An entry of the register. The name of any of its undertakings leads to it, so a name stays good when an earlier
/// document turns up or a later one restates the commitment.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EntryId {
    /// One that was read: the name of one of its undertakings, as a rule the earliest.
    Read(UndertakingId),
    /// One that a person added, by this change.
    Added(u64),
}

/// A piece of evidence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EvidenceId {
    /// A provision of the archive.
    Provision(ProvisionId),
    /// A link or a file that a person attached, by this change.
    Attached(u64),
}

/// Why a text is no name in the register.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// What stands before the last full stop is no provision.
    #[error(transparent)]
    Provision(#[from] IdentityError),
    /// There is no number of the undertaking.
    #[error("{0:?} names no undertaking (a provision, a full stop and a number, as in DOC/en#p12.1)")]
    Undertaking(String),
    /// The provision's language is not told.
    #[error("{0:?} tells no language (as in DOC/en#p12.1)")]
    Language(String),
    /// A number of a change is wanted.
    #[error("{0:?} is no number of a change (as in c-118)")]
    Change(String),
}

impl FromStr for UndertakingId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let none = || NameError::Undertaking(text.to_owned());
        let (provision, act) = text.rsplit_once('.').ok_or_else(none)?;
        let act = act.parse().ok().filter(|number| *number > 0 && !act.starts_with(['0', '+'])).ok_or_else(none)?;
        let provision: ProvisionId = provision.parse()?;
        if provision.language.is_none() {
            return Err(NameError::Language(text.to_owned()));
        }
        Ok(Self { provision, act })
    }
}

impl FromStr for EntryId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if let Some(number) = text.strip_prefix("c-").filter(|_| !text.contains('#')) {
            return change(number, text).map(Self::Added);
        }
        text.parse().map(Self::Read)
    }
}

impl FromStr for EvidenceId {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if let Some(number) = text.strip_prefix("e-").filter(|_| !text.contains('#')) {
            return change(number, text).map(Self::Attached);
        }
        let provision: ProvisionId = text.parse()?;
        if provision.language.is_none() {
            return Err(NameError::Language(text.to_owned()));
        }
        Ok(Self::Provision(provision))
    }
}

fn change(number: &str, text: &str) -> Result<u64, NameError> {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    number.parse().ok().filter(|_| is_number).ok_or_else(|| NameError::Change(text.to_owned()))
}

impl fmt::Display for UndertakingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.provision, self.act)
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(undertaking) => undertaking.fmt(f),
            Self::Added(number) => write!(f, "c-{number}"),
        }
    }
}

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provision(provision) => provision.fmt(f),
            Self::Attached(number) => write!(f, "e-{number}"),
        }
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
as_text!(UndertakingId EntryId EvidenceId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for text in ["arv-hta-2026-05-20/en#p12.1", "x/ja#p3.12", "c-118", "c-1/ja#p3.1"] {
            assert_eq!(text.parse::<EntryId>().expect("an entry").to_string(), text);
        }
        for text in ["arv-hta-2026-05-20/en#p12", "e-131"] {
            assert_eq!(text.parse::<EvidenceId>().expect("evidence").to_string(), text);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "c-", "c-0", "c-x", "x#p1.1", "x/en#p1", "x/en#p1.0", "x/en#p1.01", "x/en#p1.", "e-1"] {
            assert!(text.parse::<EntryId>().is_err(), "{text}");
        }
        for text in ["", "e-", "e-01", "x#p1", "x/en", "c-1"] {
            assert!(text.parse::<EvidenceId>().is_err(), "{text}");
        }
    }
}
