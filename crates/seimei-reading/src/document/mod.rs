//! The document's fields: title, kind, date, parties, place, translation, issuer.
//!
//! Judged before the sentences are read, from the fields that ingestion found, the title, the
//! notes around the text, and its opening sentences. Words come from the lexicon's `documents`.

mod kind;
mod parties;
pub mod parts;
mod when;

use std::collections::BTreeMap;

use seimei_ingest::block::{BlockKind, FieldKey, Ingested};
use seimei_lexicon::lexicon::{self, Hit, LanguageLexicon, Lexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_model::document::{Document, DocumentKind, Translation};
use seimei_text::fold::fold;
use smol_str::SmolStr;

use crate::actors::persons;
use crate::context::{CalendarDate, Context, Discourse};
use crate::dates::written::written_date;
use crate::finding::{ActFinding, ActorMention, DateFinding, MentionKind};
use crate::language::Language;
use crate::ready::Beginning;
use crate::sentence::Sentence;

/// How many sentences open a document: enough for its occasion, too few for its substance.
const OPENING: usize = 6;

/// Judges the fields of a document.
pub fn judge(ingested: &Ingested, beginning: &Beginning, lexicon: &Lexicon, language: &dyn Language) -> Document {
    let mut document = Document {
        title: title(ingested),
        kind: DocumentKind::Report,
        date: None,
        language: ingested.language,
        parties: Vec::new(),
        place: None,
        translation: None,
        issuer: field(ingested, FieldKey::Source),
    };
    let Some(words) = lexicon.language(ingested.language) else {
        document.date = field(ingested, FieldKey::Date).and_then(|date| written_date(&date, lexicon));
        return document;
    };
    let publisher = publisher(ingested, words);
    let mut reader = Reader { ingested, lexicon, words, language, persons: BTreeMap::new(), issuer: publisher };
    let folded_title = document.title.as_deref().map(|title| reader.fold(title)).unwrap_or_default();
    let context = reader.context(DocumentKind::Report, None);
    reader.persons = persons::persons(beginning, &context, lexicon, language, &folded_title).persons;
    let opening = reader.opening();
    document.kind = kind::judge(&reader, &reader.without_names(&folded_title), &opening);
    document.date = when::judge(&reader, &folded_title, &opening);
    let date = document.date.as_ref().and_then(|date| CalendarDate::parse(date.as_str()));
    let context = reader.context(document.kind, date);
    let opening: Vec<Opening> = opening.iter().map(|text| reader.read(text, &context)).collect();
    document.parties = parties::judge(&reader, &folded_title, document.kind, &opening, &context);
    document.translation = translation(&reader, &folded_title);
    if !matches!(document.kind, DocumentKind::Report | DocumentKind::News) {
        document.place = place(&reader, &folded_title, date, &opening);
    }
    if document.issuer.is_none() {
        document.issuer = announcer(&reader, &opening).or_else(|| issuer(&reader));
    }
    document
}

/// What the judges of the single fields share.
struct Reader<'r> {
    ingested: &'r Ingested,
    lexicon: &'r Lexicon,
    words: &'r LanguageLexicon,
    language: &'r dyn Language,
    persons: BTreeMap<String, Vec<ActorCode>>,
    issuer: Option<ActorCode>,
}

/// How many of them tell of the occasion itself.
const OCCASION: usize = 3;

/// An opening sentence, read without knowing the parties.
struct Opening {
    text: String,
    mentions: Vec<ActorMention>,
    dates: Vec<DateFinding>,
    acts: Vec<ActFinding>,
}

impl<'r> Reader<'r> {
    fn fold(&self, text: &str) -> String {
        fold(text, self.lexicon.glyphs()).as_str().to_owned()
    }

    /// Returns the entries of one family of the table `documents`, in the order of the file.
    fn family(&self, family: &'r str) -> impl Iterator<Item = &'r Entry> {
        self.words.table(TableName::Documents).iter().filter(move |entry| entry.family == family)
    }

    /// Returns the folded notes around the text: date lines, bylines, marks of translation.
    fn notes(&self) -> impl Iterator<Item = String> {
        let notes = self.ingested.blocks.iter().filter(|block| block.kind == BlockKind::Note);
        notes.map(|block| self.fold(block.text.as_str()))
    }

    /// Returns the first sentences of the body, folded.
    fn opening(&self) -> Vec<String> {
        let body = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        let blocks = self.ingested.blocks.iter().filter(|block| body(block.kind)).take(OPENING);
        let mut opening = Vec::new();
        for block in blocks {
            let folded = fold(block.text.as_str(), self.lexicon.glyphs());
            let text = folded.as_str();
            opening.extend(self.language.sentences(text).into_iter().map(|range| text[range].to_owned()));
        }
        opening.truncate(OPENING);
        opening
    }

    /// Returns `title` with the names of actors left out: 条約 in 北大西洋条約機構 makes no treaty.
    fn without_names(&self, title: &str) -> String {
        let mentions = self.read(title, &self.context(DocumentKind::Report, None)).mentions;
        let mut bare = String::with_capacity(title.len());
        let mut from = 0;
        for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            bare.push_str(&title[from..mention.range.start as usize]);
            from = mention.range.end as usize;
        }
        bare.push_str(&title[from..]);
        bare
    }

    fn context(&self, kind: DocumentKind, date: Option<CalendarDate>) -> Context<'r> {
        let persons = self.persons.clone();
        let issuer = self.issuer.clone();
        Context { lexicon: self.words, kind, date, parties: Vec::new(), persons, counterparts: Vec::new(), issuer }
    }

    fn read(&self, text: &str, context: &Context) -> Opening {
        let lower = lexicon::lower(text);
        let hits: Vec<Hit> = self.words.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: 0,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        let mut discourse = Discourse::default();
        let mentions = self.language.actors(&sentence, context, &mut discourse);
        let dates = self.language.dates(&sentence, context, &mut discourse);
        let acts = self.language.acts(&sentence, &mentions, &dates, context, &mut discourse);
        Opening { text: text.to_owned(), mentions, dates, acts }
    }
}

/// Returns the state or organisation whose site the document's address is of.
pub fn publisher(ingested: &Ingested, words: &LanguageLexicon) -> Option<ActorCode> {
    let address = field(ingested, FieldKey::Url)?.to_lowercase();
    let mut sites = words.table(TableName::Documents).iter().filter(|entry| entry.family == "site");
    let entry = sites.find(|entry| entry.forms.iter().any(|form| address.contains(form.as_str())))?;
    Some(ActorCode::new(&entry.value))
}

/// Returns the title: of the head or header first, else of the text itself.
fn title(ingested: &Ingested) -> Option<String> {
    let written = || {
        let block = ingested.blocks.iter().find(|block| block.kind == BlockKind::Title)?;
        Some(block.text.as_str().to_owned())
    };
    let title = field(ingested, FieldKey::Title).or_else(written)?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

fn field(ingested: &Ingested, key: FieldKey) -> Option<String> {
    let field = ingested.fields.iter().find(|field| field.key == key && !field.value.trim().is_empty())?;
    Some(field.value.trim().to_owned())
}

fn translation(reader: &Reader, title: &str) -> Option<Translation> {
    let remarks = reader.ingested.fields.iter().filter(|field| field.key == FieldKey::Remarks);
    let headings =
        reader.ingested.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title));
    let mut places: Vec<String> = remarks.map(|field| reader.fold(&field.value)).collect();
    places.push(title.to_owned());
    places.extend(headings.map(|block| reader.fold(block.text.as_str())));
    places.extend(reader.notes());
    let entry = reader.family("translation").find(|entry| {
        let said = |place: &String| {
            let lower = place.to_lowercase();
            entry.forms.iter().any(|form| lower.contains(form.as_str()))
        };
        places.iter().any(said)
    })?;
    Translation::from_word(&entry.value)
}

/// Returns the place of a header, of a date line, or that the opening sentences name.
fn place(reader: &Reader, title: &str, date: Option<CalendarDate>, opening: &[Opening]) -> Option<String> {
    if let Some(place) = field(reader.ingested, FieldKey::Place) {
        return Some(place);
    }
    if let Some(place) =
        reader.notes().find_map(|note| reader.language.place_of_line(&note).map(|range| note[range].to_owned()))
    {
        return Some(place);
    }
    let meeting = opening.iter().take(OCCASION).find_map(|sentence| {
        // An earlier meeting that the opening looks back on has a place of its own.
        let earlier = |found: &DateFinding| match (CalendarDate::parse(found.edtf.as_str()), date) {
            (Some(found), Some(date)) => {
                (found.year, found.month.unwrap_or(date.month.unwrap_or(0))) < (date.year, date.month.unwrap_or(0))
            }
            _ => false,
        };
        if sentence.dates.iter().any(earlier) {
            return None;
        }
        let range = reader.language.meeting_place(&sentence.text, &sentence.acts)?;
        Some(sentence.text[range].to_owned())
    });
    meeting.or_else(|| {
        let after: Vec<&str> =
            reader.family("ceremony").flat_map(|entry| entry.forms.iter().map(SmolStr::as_str)).collect();
        let mut places = std::iter::once(title).chain(opening.iter().map(|sentence| sentence.text.as_str()));
        places.find_map(|text| reader.language.ceremony_place(text, &after).map(|range| text[range].to_owned()))
    })
}

/// Returns the ministry that the first sentence begins with: it announces what follows.
fn announcer(reader: &Reader, opening: &[Opening]) -> Option<String> {
    let first = opening.first().filter(|first| first.acts.iter().any(|act| act.act == ActKind::Say))?;
    let names = reader.family("announcer").flat_map(|entry| &entry.forms);
    names.filter(|name| first.text.starts_with(name.as_str())).max_by_key(|name| name.len()).map(SmolStr::to_string)
}

/// Returns the publisher that a byline or a closing note names.
fn issuer(reader: &Reader) -> Option<String> {
    let ends: Vec<&str> =
        reader.family("publisher").flat_map(|entry| entry.forms.iter().map(SmolStr::as_str)).collect();
    reader.notes().find_map(|note| {
        let end = ends.iter().filter_map(|end| note.find(end).map(|at| at + end.len())).min()?;
        let start = note[..end]
            .rfind(['、', ',', '(', ' ', ':', '/'])
            .map_or(0, |at| at + note[at..].chars().next().map_or(0, char::len_utf8));
        let name = note[start..end].trim();
        (!name.is_empty() && name.chars().count() < 40).then(|| name.to_owned())
    })
}
