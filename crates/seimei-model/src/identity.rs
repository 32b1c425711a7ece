//! Names that last: of documents, of their expressions, of their provisions.
//!
//! Written `jpn-nato-2023-01-31`, `jpn-nato-2023-01-31/en` and `jpn-nato-2023-01-31/en#p12`. Once given they are never
//! given to anything else.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

use crate::code::Lang;

/// The longest name of a document, in bytes.
pub const LONGEST: usize = 80;

/// The name of a document in an archive: small Latin letters, digits and single hyphens, at most [`LONGEST`] bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocumentId(SmolStr);

/// An expression: a document in one language. Its versions are counted from 1.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ExpressionId {
    /// The document.
    pub document: DocumentId,
    /// The language.
    pub language: Lang,
}

/// A provision of a document, by its lasting number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ProvisionId {
    /// The document.
    pub document: DocumentId,
    /// The language of the expression; `None` for the document's first one.
    pub language: Option<Lang>,
    /// The lasting number, from 1: kept by a provision whose wording still stands in a later version, never given again.
    pub number: u32,
}

/// Why a text is no name.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// Not a document's name.
    #[error("{0:?} is not a document's name (small letters, digits, hyphens)")]
    Document(String),
    /// Not a language that a document is kept in.
    #[error("{0:?} is not a language (ja, en, und)")]
    Language(String),
    /// Not a provision's number.
    #[error("{0:?} is not a provision (p and a number, as in p12)")]
    Provision(String),
}

impl DocumentId {
    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name with `-suffix`, for a document whose plain name is taken. The name gives way to the suffix
    /// where both together are too long.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        let most = self.0.len().min(LONGEST.saturating_sub(suffix.len() + 1));
        Self(SmolStr::new(format!("{}-{suffix}", self.0[..most].trim_end_matches('-'))))
    }
}

impl FromStr for DocumentId {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let is_word =
            |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= LONGEST && text.split('-').all(is_word) {
            Ok(Self(SmolStr::new(text)))
        } else {
            Err(IdentityError::Document(text.to_owned()))
        }
    }
}

impl FromStr for ExpressionId {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let (document, language) = text.split_once('/').ok_or_else(|| IdentityError::Language(String::new()))?;
        Ok(Self { document: document.parse()?, language: language_of(language)? })
    }
}

impl FromStr for ProvisionId {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let (place, provision) = text.split_once('#').ok_or_else(|| IdentityError::Provision(String::new()))?;
        let (document, language) = match place.split_once('/') {
            Some((document, language)) => (document, Some(language_of(language)?)),
            None => (place, None),
        };
        let number = provision.strip_prefix('p').filter(|digits| !digits.starts_with(['0', '+']));
        let number = number.and_then(|digits| digits.parse().ok());
        let number = number.ok_or_else(|| IdentityError::Provision(provision.to_owned()))?;
        Ok(Self { document: document.parse()?, language, number })
    }
}

fn language_of(tag: &str) -> Result<Lang, IdentityError> {
    Lang::from_tag(tag).ok_or_else(|| IdentityError::Language(tag.to_owned()))
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ExpressionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.document, self.language.tag())
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.language {
            Some(language) => write!(f, "{}/{}#p{}", self.document, language.tag(), self.number),
            None => write!(f, "{}#p{}", self.document, self.number),
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
                let text = SmolStr::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
as_text!(DocumentId ExpressionId ProvisionId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for text in ["arv-hta-2026-05-20", "g7", "arv-hta-2026-05-20-2"] {
            assert_eq!(text.parse::<DocumentId>().expect("a name").to_string(), text);
        }
        for text in ["arv-hta-2026-05-20/en", "x/und"] {
            assert_eq!(text.parse::<ExpressionId>().expect("an expression").to_string(), text);
        }
        for text in ["arv-hta-2026-05-20/en#p12", "arv-hta-2026-05-20#p1"] {
            assert_eq!(text.parse::<ProvisionId>().expect("a provision").to_string(), text);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in ["", "-a", "a--b", "ARV", "a/b", "../a", "声明", "a b", &"a".repeat(LONGEST + 1)] {
            assert!(text.parse::<DocumentId>().is_err(), "{text}");
        }
        for text in ["a#p0", "a#p", "a#12", "a", "a/fr#p1", "a#p-1", "a#p01", "a#p99999999999"] {
            assert!(text.parse::<ProvisionId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_suffix_never_makes_a_name_too_long() {
        let long: DocumentId = "a".repeat(LONGEST).parse().expect("a name");
        assert_eq!(long.with_suffix("12").as_str().len(), LONGEST);
    }
}
