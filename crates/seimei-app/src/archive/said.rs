//! What persons say and decide: descriptions, notes, into the bin and out of it.

use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, DescriptionField, Hash};
use seimei_store::change::{Change, Write};
use seimei_store::error::StoreError;

use crate::archive::{Archive, now};

impl Archive {
    /// Describes a document. What is `None` in `said` stays as it is; what is said stands over every reading.
    pub fn describe(&self, document: &DocumentId, said: Description, by: &str) -> Result<(), StoreError> {
        self.change(vec![Change::Described { document: document.clone(), said }], by)
    }

    /// Describes a document and takes back what persons had said of some fields, both or neither: there what was read stands
    /// again. What is not said and not taken back stays as it is.
    pub fn amend(
        &self,
        document: &DocumentId,
        said: Description,
        withdrawn: Vec<DescriptionField>,
        by: &str,
    ) -> Result<(), StoreError> {
        let mut changes = Vec::new();
        if !withdrawn.is_empty() {
            changes.push(Change::Withdrawn { document: document.clone(), fields: withdrawn });
        }
        if said != Description::default() {
            changes.push(Change::Described { document: document.clone(), said });
        }
        self.change(changes, by)
    }

    /// Puts documents into the bin, all or none. They can be taken out again.
    pub fn remove(&self, documents: &[DocumentId], by: &str) -> Result<(), StoreError> {
        self.change(documents.iter().map(|document| Change::Removed { document: document.clone() }).collect(), by)
    }

    /// Takes documents out of the bin, all or none.
    pub fn restore(&self, documents: &[DocumentId], by: &str) -> Result<(), StoreError> {
        self.change(documents.iter().map(|document| Change::Restored { document: document.clone() }).collect(), by)
    }

    /// Puts a remark on a provision of the present version. Returns the provision's wording; `None` where the version has
    /// no provision of that number.
    pub fn note(
        &self,
        expression: &ExpressionId,
        provision: u32,
        text: &str,
        by: &str,
    ) -> Result<Option<String>, StoreError> {
        let Some(stored) = self.store().reading(expression, None)? else { return Ok(None) };
        let Some(wording) = stored.position(provision).and_then(|at| stored.reading.provisions.get(at)) else {
            return Ok(None);
        };
        let (text, wording) = (text.to_owned(), wording.text.clone());
        let change = Change::Noted { expression: expression.clone(), provision, text, wording: wording.clone() };
        self.change(vec![change], by)?;
        Ok(Some(wording))
    }

    /// Returns the hash of the original of a version of an expression, from 1; `None` where there is no such version.
    pub fn original_of(&self, expression: &ExpressionId, version: u32) -> Result<Option<Hash>, StoreError> {
        let mut originals = Vec::new();
        for entry in self.store().history(&expression.document)? {
            if let Change::Added { expression: id, version, .. } | Change::Revised { expression: id, version } =
                entry.change
                && id.language == expression.language
            {
                originals.push(version.original);
            }
        }
        Ok((version as usize).checked_sub(1).and_then(|index| originals.get(index).copied()))
    }

    /// Commits changes that bring no reading.
    pub(super) fn change(&self, changes: Vec<Change>, by: &str) -> Result<(), StoreError> {
        let writes = changes.into_iter().map(|change| Write { change, reading: None, original: None }).collect();
        self.store().commit(writes, &now(), by).map(|_| ())
    }
}
