//! What is exported: a document with the present versions of its expressions.

use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;
use seimei_model::provision::Provision;
use seimei_model::record::{DocumentRecord, ExpressionRecord, StoredReading};

/// A document on its way out.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Its record.
    pub document: DocumentRecord,
    /// The expressions that are wanted, in the order of the record; never empty.
    pub expressions: Vec<Expression>,
}

/// An expression on its way out.
#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    /// Its record.
    pub record: ExpressionRecord,
    /// Its reading.
    pub stored: StoredReading,
}

impl Expression {
    /// Returns the language.
    pub fn language(&self) -> Lang {
        self.record.id.language
    }

    /// Returns the provisions with their lasting numbers.
    pub fn provisions(&self) -> impl Iterator<Item = (u32, &Provision)> {
        self.stored.reading.provisions.iter().enumerate().map(|(index, provision)| (self.number(index), provision))
    }

    /// Returns the lasting number of the provision at `index`, from 0; of a reading without numbers its place from 1.
    pub fn number(&self, index: usize) -> u32 {
        self.stored.numbers.get(index).copied().unwrap_or(index as u32 + 1)
    }

    /// Returns the lasting number of the provision that the reading itself numbers `number`, from 1.
    pub fn lasting(&self, number: u32) -> u32 {
        self.number(number.saturating_sub(1) as usize)
    }

    /// Returns the whole name of the provision with a lasting number.
    pub fn provision_id(&self, number: u32) -> ProvisionId {
        ProvisionId { document: self.record.id.document.clone(), language: Some(self.language()), number }
    }
}

impl Item {
    /// Returns the title: what a person said, else that of the first expression that has one.
    pub fn title(&self) -> Option<&str> {
        let of_expressions = || self.expressions.iter().find_map(|expression| expression.record.title.as_deref());
        self.document.description.title.as_deref().or_else(of_expressions)
    }
}
