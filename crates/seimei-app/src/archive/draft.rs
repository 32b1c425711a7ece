//! A draft against the archive, and agreed language out of it.

use std::sync::Arc;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::date::Edtf;
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::reading::Reading;
use seimei_model::record::DocumentRecord;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_wording::draft::{self, Cited, Finding, Statement, Suggestion};

use crate::archive::trace::Tracing;
use crate::archive::{Archive, view};

/// A text of the archive that a draft was checked against.
#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// Its document.
    pub document: DocumentRecord,
    /// The expression.
    pub expression: ExpressionId,
    /// What was read in it, with lasting numbers.
    pub reading: Reading,
    /// The last day of its date.
    day: Option<String>,
}

/// The texts of an archive in one language, the oldest first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    /// The texts; shared, since a draft is checked against some of them.
    pub texts: Vec<Arc<Text>>,
}

/// A passage of the record with all that a citation needs.
#[derive(Clone, PartialEq, Debug)]
pub struct Citation<'r> {
    /// Its name: document, language and lasting number.
    pub provision: ProvisionId,
    /// Its words.
    pub words: &'r str,
    /// The text it stands in.
    pub text: &'r Text,
}

/// What a check of a draft gave.
#[derive(Clone, PartialEq, Debug)]
pub struct DraftReport {
    /// What it was checked against: all texts of its language but those of its own parties, kind and day.
    pub record: Record,
    /// In whose name the draft speaks, as said or as read.
    pub parties: Vec<ActorCode>,
    /// What to look at, the weightiest first.
    pub findings: Vec<Finding>,
    /// Positions in the record of the same parties' statements that formulas were looked for in, the newest first.
    pub same_parties: Vec<usize>,
}

/// Agreed language on a topic.
#[derive(Clone, PartialEq, Debug)]
pub struct DraftSuggestions {
    /// What it was looked for in.
    pub record: Record,
    /// What was found, the most shared and newest first.
    pub suggestions: Vec<Suggestion>,
}

impl Record {
    /// Takes the texts of a language out of those that are ready to be traced.
    pub fn of(tracing: &Tracing, language: Lang) -> Self {
        let of_language = tracing.texts().iter().filter(|text| text.expression.id.language == language);
        let texts =
            of_language.map(|one| text(one.document.clone(), one.expression.id.clone(), (*one.reading).clone()));
        Self::in_order(texts.collect())
    }

    fn in_order(mut texts: Vec<Text>) -> Self {
        texts.sort_by(|one, other| one.day.cmp(&other.day).then_with(|| one.expression.cmp(&other.expression)));
        Self { texts: texts.into_iter().map(Arc::new).collect() }
    }

    /// Checks a draft against these texts, as [`Archive::draft_check`] does.
    pub fn check(&self, draft: &Reading, parties: &[ActorCode], lexicon: &Lexicon) -> DraftReport {
        let mut parties = if parties.is_empty() { draft.document.parties.clone() } else { parties.to_vec() };
        parties.sort();
        parties.dedup();
        let fields = &draft.document;
        let before = fields.date.as_ref().and_then(Edtf::period).map(|(_, last)| last);
        let mut record = self.clone();
        record.texts.retain(|text| {
            let own = &text.reading.document;
            let is_own =
                own.parties == parties && own.kind == fields.kind && own.date.is_some() && own.date == fields.date;
            // What was said after the draft's day could not be known to who wrote it.
            let is_later = before.as_ref().is_some_and(|before| text.day.as_ref().is_some_and(|day| day > before));
            !is_own && !is_later
        });
        let checked = draft::check(draft, &parties, &record.statements(), lexicon);
        let draft::Checked { findings, same_parties } = checked;
        DraftReport { record, parties, findings, same_parties }
    }

    /// Returns a passage as it is cited.
    pub fn cite(&self, cited: Cited) -> Option<Citation<'_>> {
        let text = self.texts.get(cited.statement)?;
        let provision = text.reading.provisions.get(cited.provision)?;
        let ExpressionId { document, language } = text.expression.clone();
        let name = ProvisionId { document, language: Some(language), number: provision.number };
        Some(Citation { provision: name, words: &provision.text, text })
    }

    fn statements(&self) -> Vec<Statement<'_>> {
        self.texts
            .iter()
            .map(|text| Statement {
                reading: &text.reading,
                parties: &text.reading.document.parties,
                kind: text.reading.document.kind,
                day: text.day.as_deref(),
            })
            .collect()
    }
}

impl Archive {
    /// Checks a draft against all texts of its language. `parties` are those in whose name it is to speak; where there are
    /// none, those it was read to have. A text of the same parties, kind and day is the draft's own published form, and is
    /// left out. `progress` is called with (done, all).
    pub fn draft_check(
        &self,
        draft: &Reading,
        parties: &[ActorCode],
        lexicon: &Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<DraftReport, StoreError> {
        Ok(self.record(draft.document.language, progress)?.check(draft, parties, lexicon))
    }

    /// Returns agreed language on a topic by parties, in one language.
    pub fn draft_suggest(
        &self,
        topic: &TopicId,
        parties: &[ActorCode],
        language: Lang,
        lexicon: &Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<DraftSuggestions, StoreError> {
        let mut parties = parties.to_vec();
        parties.sort();
        parties.dedup();
        let record = self.record(language, progress)?;
        let suggestions = draft::suggest(topic, &parties, language, &record.statements(), lexicon);
        Ok(DraftSuggestions { record, suggestions })
    }

    /// Returns the parties in whose name documents of the archive speak, alphabetical.
    pub fn parties(&self) -> Result<Vec<ActorCode>, StoreError> {
        let documents = self.store().documents(&Filter::default())?;
        let mut all: Vec<ActorCode> =
            documents.into_iter().flat_map(|document| document.description.parties.unwrap_or_default()).collect();
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// Loads the texts of a language, the oldest first.
    fn record(&self, language: Lang, progress: &mut dyn FnMut(usize, usize)) -> Result<Record, StoreError> {
        let corrections = self.corrections()?;
        let documents = self.store().documents(&Filter { language: Some(language), ..Filter::default() })?;
        let all = documents.len();
        let mut texts = Vec::with_capacity(all);
        for (done, document) in documents.into_iter().enumerate() {
            progress(done, all);
            let Some(expression) = document.expressions.iter().find(|one| one.id.language == language) else {
                continue;
            };
            let id = expression.id.clone();
            let Some(stored) = self.store().reading(&id, None)? else { continue };
            let reading = view::shown(stored, &document, &corrections);
            texts.push(text(document, id, reading));
        }
        progress(all, all);
        Ok(Record::in_order(texts))
    }
}

fn text(document: DocumentRecord, expression: ExpressionId, mut reading: Reading) -> Text {
    // What describes the document holds for all its languages, also where one of them was read otherwise.
    let described = &document.description;
    let fields = &mut reading.document;
    if described.date.is_some() {
        fields.date.clone_from(&described.date);
    }
    if let Some(parties) = &described.parties {
        fields.parties.clone_from(parties);
    }
    fields.kind = described.kind.unwrap_or(fields.kind);
    let day = reading.document.date.as_ref().and_then(Edtf::period).map(|(_, last)| last);
    Text { document, expression, reading, day }
}
