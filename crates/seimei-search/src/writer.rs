//! Writing the index: whole documents come in and go out.

use seimei_model::code::{Lang, TopicId};
use seimei_model::identity::DocumentId;
use seimei_model::record::{DocumentRecord, StoredReading};
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use crate::days;
use crate::fields::{self, Fields, NO, YES};
use crate::index::{Index, IndexError, failure};
use crate::unit::Unit;

/// How much is going to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    /// Some documents.
    Few,
    /// The whole of an archive.
    Bulk,
}

/// An index open for writing. May be shared by threads that put documents in. What is not committed is lost.
pub struct Writer<'i> {
    index: &'i Index,
    inner: IndexWriter,
}

/// Memory for units that are not yet written, in bytes a thread.
const FEW: usize = 32 << 20;
const BULK: usize = 192 << 20;
/// Threads that write in bulk.
const THREADS: usize = 2;

impl<'i> Writer<'i> {
    pub(crate) fn new(index: &'i Index, pace: Pace) -> Result<Self, IndexError> {
        let (threads, memory) = match pace {
            Pace::Few => (1, FEW),
            Pace::Bulk => (THREADS, BULK * THREADS),
        };
        let inner = index.tantivy.writer_with_num_threads(threads, memory);
        Ok(Self { index, inner: inner.map_err(|error| failure(&index.folder, error))? })
    }

    /// Puts a document in, in place of what is known of it: its record, and the reading of each of its expressions.
    pub fn put(&self, record: &DocumentRecord, readings: &[(Lang, &StoredReading)]) -> Result<(), IndexError> {
        let mut operations = vec![UserOperation::Delete(self.named(&record.id))];
        for (language, reading) in readings {
            let head = Head::new(&self.index.fields, record, *language);
            let title = record.expressions.iter().find(|expression| expression.id.language == *language);
            let title = title.and_then(|expression| expression.title.as_ref()).or(record.description.title.as_ref());
            if let Some(title) = title {
                operations.push(UserOperation::Add(head.document(0, title, &Unit::default(), &[])));
            }
            let provisions = reading.reading.provisions.iter().zip(&reading.numbers);
            operations.extend(provisions.map(|(provision, number)| {
                let (unit, topics) = (Unit::new(provision), &provision.topics);
                UserOperation::Add(head.document(*number, &provision.text, &unit, topics))
            }));
        }
        self.result(self.inner.run(operations)).map(drop)
    }

    /// Takes a document out.
    pub fn remove(&self, document: &DocumentId) {
        self.inner.delete_term(self.named(document));
    }

    /// Makes what was written visible and lasting, and remembers that the archive's changes up to number `change` are in.
    pub fn commit(&mut self, change: u64) -> Result<(), IndexError> {
        let payload = self.index.payload(change);
        let committed = self.inner.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload);
            commit.commit()
        });
        self.result(committed)?;
        self.index.refresh()
    }

    /// Waits until small parts of the index have been joined to larger ones, and lets others write.
    pub fn finish(self) -> Result<(), IndexError> {
        let joined = self.inner.wait_merging_threads();
        joined.map_err(|error| failure(&self.index.folder, error))?;
        self.index.refresh()
    }

    fn named(&self, document: &DocumentId) -> Term {
        Term::from_field_text(self.index.fields.document, document.as_str())
    }

    fn result<T>(&self, result: Result<T, TantivyError>) -> Result<T, IndexError> {
        result.map_err(|error| failure(&self.index.folder, error))
    }
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("index", self.index).finish_non_exhaustive()
    }
}

/// What all units of an expression have in common.
struct Head<'a> {
    fields: &'a Fields,
    record: &'a DocumentRecord,
    language: Lang,
}

impl<'a> Head<'a> {
    fn new(fields: &'a Fields, record: &'a DocumentRecord, language: Lang) -> Self {
        Self { fields, record, language }
    }

    fn document(&self, number: u32, text: &str, unit: &Unit, topics: &[TopicId]) -> TantivyDocument {
        let fields = self.fields;
        let description = &self.record.description;
        let mut document = TantivyDocument::new();
        document.add_text(fields.text, text);
        document.add_text(fields.unit, serde_json::to_string(unit).unwrap_or_default());
        document.add_text(fields.document, self.record.id.as_str());
        document.add_u64(fields.place, fields::place(number, self.language));
        document.add_text(fields.language, self.language.tag());
        if let Some(kind) = description.kind {
            document.add_text(fields.kind, kind.word());
        }
        for party in description.parties.iter().flatten() {
            document.add_text(fields.party, party.as_str());
        }
        if let Some(days) = description.date.as_ref().and_then(days::covered) {
            document.add_u64(fields.from, u64::from(days.from.unwrap_or(0)));
            document.add_u64(fields.to, u64::from(days.to.unwrap_or(u32::MAX)));
        }
        if let Some(section) = &unit.section {
            document.add_text(fields.section, section);
        }
        for mechanism in &unit.mechanisms {
            document.add_text(fields.mechanism, mechanism);
        }
        for topic in topics {
            document.add_text(fields.topic, topic.as_str());
        }
        let mut said: Vec<(tantivy::schema::Field, &str)> = Vec::new();
        for act in &unit.acts {
            said.push((fields.act, act.act.word()));
            said.push((fields.strength, act.strength.word()));
            said.extend(act.actors.iter().map(|actor| (fields.actor, actor.as_str())));
            said.extend(act.targets.iter().map(|target| (fields.target, target.as_str())));
            said.push((fields.commitment, if act.commitment { YES } else { NO }));
            said.extend(act.due.as_ref().map(|_| (fields.due, YES)));
        }
        said.sort_unstable();
        said.dedup();
        for (field, value) in said {
            document.add_text(field, value);
        }
        document
    }
}
