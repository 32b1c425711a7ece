//! What a person names: `DOC`, `DOC/LANG`, `DOC#p12`, `DOC/LANG#p12`; and what was probably meant where it is not there.

use std::str::FromStr;

use seimei_model::code::Lang;
use seimei_model::identity::{DocumentId, ExpressionId, IdentityError, ProvisionId};
use seimei_model::record::{DocumentRecord, ExpressionRecord};
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;

use crate::archive::Archive;

/// A document, or an expression of it, or a provision, as a person names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The document.
    pub document: DocumentId,
    /// The language; `None` for the document's first expression.
    pub language: Option<Lang>,
    /// The lasting number of a provision, if one is meant.
    pub provision: Option<u32>,
}

impl FromStr for Reference {
    type Err = IdentityError;

    /// Reads a reference; capitals and white space around it do no harm.
    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let text = text.trim().to_ascii_lowercase();
        if text.contains('#') {
            let ProvisionId { document, language, number } = text.parse()?;
            return Ok(Self { document, language, provision: Some(number) });
        }
        if text.contains('/') {
            let ExpressionId { document, language } = text.parse()?;
            return Ok(Self { document, language: Some(language), provision: None });
        }
        Ok(Self { document: text.parse()?, language: None, provision: None })
    }
}

/// What a reference leads to.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// The document, under its present name.
    pub document: DocumentRecord,
    /// The expression meant: the one named, else the first.
    pub expression: ExpressionRecord,
}

/// Why a reference leads nowhere.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReferenceError {
    /// It is not written like a name.
    #[error(transparent)]
    Written(#[from] IdentityError),
    /// There is no such document.
    #[error("no document {wanted}")]
    NoDocument {
        /// What was asked for.
        wanted: DocumentId,
        /// Names that are near to it, the nearest first; at most three.
        near: Vec<DocumentId>,
    },
    /// The document has no expression in that language.
    #[error("{document} is not there in {}", .wanted.tag())]
    NoLanguage {
        /// The document.
        document: DocumentId,
        /// What was asked for.
        wanted: Lang,
        /// The languages it has.
        has: Vec<Lang>,
    },
    /// The archive could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Archive {
    /// Finds what `reference` leads to, in the bin or not.
    pub fn find(&self, reference: &Reference) -> Result<Found, ReferenceError> {
        let Some(document) = self.store().document(&reference.document)? else {
            let wanted = reference.document.clone();
            let near = self.near(wanted.as_str())?;
            return Err(ReferenceError::NoDocument { wanted, near });
        };
        let has = |wanted: Lang| document.expressions.iter().find(|expression| expression.id.language == wanted);
        let expression = match reference.language {
            Some(wanted) => has(wanted).ok_or_else(|| ReferenceError::NoLanguage {
                document: document.id.clone(),
                wanted,
                has: document.expressions.iter().map(|expression| expression.id.language).collect(),
            })?,
            None => document
                .expressions
                .first()
                .ok_or_else(|| ReferenceError::NoDocument { wanted: document.id.clone(), near: Vec::new() })?,
        };
        let expression = expression.clone();
        Ok(Found { document, expression })
    }

    /// Returns the names of documents that are near to `wanted`, the nearest first; at most three.
    pub fn near(&self, wanted: &str) -> Result<Vec<DocumentId>, StoreError> {
        let mut known = self.store().documents(&Filter::default())?;
        known.extend(self.store().documents(&Filter { removed: true, ..Filter::default() })?);
        let mut near: Vec<(usize, DocumentId)> = known
            .into_iter()
            .map(|document| (distance(wanted, document.id.as_str()), document.id))
            .filter(|(distance, _)| *distance <= 1 + wanted.len() / 3)
            .collect();
        near.sort();
        Ok(near.into_iter().take(3).map(|(_, id)| id).collect())
    }
}

/// Returns how far two names lie apart: the letters to put in, take out, replace or swap; a name that goes on where the
/// other ends (`jpn-nato-2023`) is near.
fn distance(one: &str, other: &str) -> usize {
    if !one.is_empty() && (other.starts_with(one) || other.split('-').eq(one.split(['-', ' ', '_']))) {
        return 1;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=one.len() {
        for j in 1..=other.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_in_all_their_forms() {
        let check = |text: &str, language, provision| {
            let reference: Reference = text.parse().expect("a reference");
            assert_eq!(reference.document.as_str(), "arv-hta-2026");
            assert_eq!((reference.language, reference.provision), (language, provision), "{text}");
        };
        check("arv-hta-2026", None, None);
        check(" ARV-HTA-2026 ", None, None);
        check("arv-hta-2026/ja", Some(Lang::Ja), None);
        check("arv-hta-2026#p12", None, Some(12));
        check("arv-hta-2026/en#p3", Some(Lang::En), Some(3));
        for text in ["", "a b", "a/fr", "a#12", "../x"] {
            assert!(text.parse::<Reference>().is_err(), "{text}");
        }
    }

    #[test]
    fn slips_of_the_hand_are_near() {
        let check =
            |one: &str, other: &str, expected: usize| assert_eq!(distance(one, other), expected, "{one} {other}");
        check("arv-hta-2026", "arv-hta-2026", 1);
        check("arv-hta-2062", "arv-hta-2026", 1);
        check("arv-hta-2026", "arv-hta-2026-05-20", 1);
        check("arv_hta_2026", "arv-hta-2026", 1);
        check("avr-hta-2025", "arv-hta-2026", 2);
        check("selmark", "arv", 5);
    }
}
