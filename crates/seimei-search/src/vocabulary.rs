//! The words that stand for fields and values in a query: English words, and the labels of the reader's language, which
//! the caller brings.

use std::collections::BTreeMap;

use seimei_text::glyphs::Glyphs;

use crate::query::Field;
use crate::spelling::Spelled;

/// What fields and values are called.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    fields: BTreeMap<String, Field>,
    values: BTreeMap<Field, BTreeMap<String, Named>>,
}

/// A value under one of its names.
#[derive(Clone, Debug)]
struct Named {
    /// The name as the caller wrote it.
    label: String,
    code: String,
}

/// How near two words must be for one to be proposed for the other; 1 is the same word.
const NEAR: f64 = 0.5;
/// The most values that are proposed.
const PROPOSED: usize = 3;

impl Vocabulary {
    /// Returns a vocabulary that knows the English names of the fields and no value.
    pub fn new() -> Self {
        let mut vocabulary = Self::default();
        for field in Field::ALL {
            vocabulary.name_field(*field, field.word());
        }
        vocabulary
    }

    /// Adds a name of a field.
    pub fn name_field(&mut self, field: Field, name: &str) {
        self.fields.entry(key(name)).or_insert(field);
    }

    /// Adds a name of a value; the first one to have a name keeps it.
    pub fn name_value(&mut self, field: Field, name: &str, code: &str) {
        let named = Named { label: name.to_owned(), code: code.to_owned() };
        self.values.entry(field).or_default().entry(key(name)).or_insert(named);
    }

    /// Returns the field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<Field> {
        self.fields.get(&key(name)).copied()
    }

    /// Returns the field whose name is nearest.
    pub(crate) fn nearest_field(&self, name: &str) -> Option<Field> {
        let near = nearest(&key(name), self.fields.iter().map(|(name, field)| (name.as_str(), *field)));
        near.into_iter().next()
    }

    /// Returns the code of a value of `field`.
    pub fn value(&self, field: Field, name: &str) -> Option<&str> {
        Some(&self.values.get(&field)?.get(&key(name))?.code)
    }

    /// Returns the names of values of `field` that are nearest, the nearest first; each value once.
    pub fn nearest_values(&self, field: Field, name: &str) -> Vec<String> {
        let Some(values) = self.values.get(&field) else { return Vec::new() };
        let near = nearest(&key(name), values.iter().map(|(name, named)| (name.as_str(), named)));
        let mut proposed: Vec<&Named> = Vec::new();
        for named in near {
            if proposed.len() < PROPOSED && !proposed.iter().any(|other| other.code == named.code) {
                proposed.push(named);
            }
        }
        proposed.into_iter().map(|named| named.label.clone()).collect()
    }
}

/// Returns what comes with the words near to `word`, the nearest first, and then in the order of the words.
fn nearest<'a, T>(word: &str, words: impl Iterator<Item = (&'a str, T)>) -> Vec<T> {
    let mut near: Vec<(f64, T)> = words
        .map(|(other, value)| {
            let is_part = word.chars().nth(1).is_some() && (other.contains(word) || word.contains(other));
            let nearness = strsim::normalized_damerau_levenshtein(word, other);
            (if is_part { nearness.max(NEAR) } else { nearness }, value)
        })
        .filter(|(nearness, _)| *nearness >= NEAR)
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.into_iter().map(|(_, value)| value).collect()
}

/// Returns the form under which names are compared: width, case, hyphens and spaces aside.
fn key(name: &str) -> String {
    let mut key = Spelled::new(name.trim(), &Glyphs::new()).into_string();
    key.retain(|c| !matches!(c, ' ' | '-' | '_'));
    key
}
