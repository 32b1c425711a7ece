//! What is kept of every unit of a segment, by its number in it.

use std::sync::Arc;

use tantivy::columnar::{Column, ColumnValues, StrColumn};
use tantivy::{DocId, SegmentOrdinal, SegmentReader};

use crate::fields;
use crate::search::Match;

/// The columns of one segment.
pub(crate) struct Columns {
    place: Arc<dyn ColumnValues<u64>>,
    pub(crate) day: Arc<dyn ColumnValues<u64>>,
    document: Option<(StrColumn, Column<u64>)>,
}

impl Columns {
    /// Opens the columns of a segment.
    pub(crate) fn new(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let document = fast.str("document")?;
        Ok(Self {
            place: fast.column_first_or_default("place")?,
            day: fast.column_first_or_default("from")?,
            document: document.map(|column| (column.clone(), column.ords().clone())),
        })
    }

    /// Returns what is needed to order a unit that fits.
    pub(crate) fn matching(&self, unit: DocId, score: f32, segment: SegmentOrdinal) -> Match {
        let (number, language) = fields::unplace(self.place.get_val(unit));
        let day = self.day.get_val(unit) as u32;
        Match { score, day, number, language, segment, unit, document: self.document(unit) }
    }

    /// Returns the number that a unit's document has in the segment.
    pub(crate) fn document(&self, unit: DocId) -> u32 {
        self.document.as_ref().and_then(|(_, column)| column.first(unit)).unwrap_or(0) as u32
    }

    /// Returns the name of the document with this number in the segment.
    pub(crate) fn document_name(&self, document: u32) -> String {
        let mut name = String::new();
        if let Some((column, _)) = &self.document {
            // A number that cannot be resolved leaves the name empty; such a document sorts first.
            let _ = column.ord_to_str(u64::from(document), &mut name);
        }
        name
    }
}
