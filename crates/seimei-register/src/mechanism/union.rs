//! Sets of names that are one mechanism's.

use std::collections::HashMap;

/// Names by number, joined into sets.
#[derive(Debug, Default)]
pub(super) struct Union {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
    parents: Vec<usize>,
}

impl Union {
    /// Returns the number of a name, new or not.
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        self.parents.push(number);
        number
    }

    /// Returns a name by its number.
    pub(super) fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    /// Returns the first of the set that a name is in.
    pub(super) fn find(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    /// Makes two sets one.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        let (first, second) = (one.min(other), one.max(other));
        self.parents[second] = first;
    }
}
