//! The pipeline: from blocks to a reading.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use seimei_ingest::block::{BlockKind, Ingested};
use seimei_lexicon::lexicon::{Hit, LanguageLexicon, Lexicon};
use seimei_model::act::Act;
use seimei_model::code::Lang;
use seimei_model::date::DateMention;
use seimei_model::document::{Document, Part};
use seimei_model::event::Event;
use seimei_model::explanation::Explanation;
use seimei_model::provision::{MechanismMention, Provision, TopicWord};
use seimei_model::reading::Reading;
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_text::range::{CharIndex, CharRange, TextRange};
use smol_str::SmolStr;

use crate::actors::persons;
use crate::context::{CalendarDate, Context, Discourse};
use crate::dates::words::first_of;
use crate::document::parts::{self, Heading};
use crate::explain::{self, Findings};
use crate::language::Language;
use crate::ready::{self, Beginning, Ready};
use crate::sentence::Sentence;
use crate::{document, en, events, ja, topics, und};

/// Reads one document.
pub fn read(ingested: &Ingested, lexicon: &Lexicon) -> Reading {
    read_with(None, ingested, lexicon, None).0
}

/// Reads one document, and tells how its provision `number` (from 1) was read, if it has one.
pub fn explain(ingested: &Ingested, lexicon: &Lexicon, number: u32) -> (Reading, Option<Explanation>) {
    read_with(None, ingested, lexicon, Some(number))
}

/// Reads one document whose fields are known already, and tells how its provision `number` was read.
pub fn explain_as(
    document: Document,
    ingested: &Ingested,
    lexicon: &Lexicon,
    number: u32,
) -> (Reading, Option<Explanation>) {
    read_with(Some(document), ingested, lexicon, Some(number))
}

/// Returns the finders of a language; of an unknown one nothing is found but structure.
fn language(lang: Lang) -> &'static dyn Language {
    match lang {
        Lang::Ja => &ja::Japanese,
        Lang::En => &en::English,
        Lang::Und => &und::Unknown,
    }
}

/// Reads one document whose fields are known already.
pub fn read_as(document: Document, ingested: &Ingested, lexicon: &Lexicon) -> Reading {
    read_with(Some(document), ingested, lexicon, None).0
}

/// Takes provisions as they are read, so that nobody need hold them all.
pub trait Sink {
    /// Takes the fields and the parts of the document, once, before any provision.
    fn begin(&mut self, head: &Reading) -> ControlFlow<()>;

    /// Takes the next provision. Breaking ends the reading.
    fn provision(&mut self, provision: Provision) -> ControlFlow<()>;
}

/// Keeps all provisions.
struct Kept(Vec<Provision>);

impl Sink for Kept {
    fn begin(&mut self, _head: &Reading) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn provision(&mut self, provision: Provision) -> ControlFlow<()> {
        self.0.push(provision);
        ControlFlow::Continue(())
    }
}

/// Reads one document and gives its provisions to `sink`. Returns everything else, the provisions being empty; and how
/// provision `explain` was read, if it has one.
pub fn read_into(
    ingested: &Ingested,
    lexicon: &Lexicon,
    explain: Option<u32>,
    sink: &mut dyn Sink,
) -> (Reading, Option<Explanation>) {
    stream(None, ingested, lexicon, explain, sink)
}

fn read_with(
    document: Option<Document>,
    ingested: &Ingested,
    lexicon: &Lexicon,
    explain: Option<u32>,
) -> (Reading, Option<Explanation>) {
    let mut kept = Kept(Vec::new());
    let (mut reading, explanation) = stream(document, ingested, lexicon, explain, &mut kept);
    reading.provisions = kept.0;
    (reading, explanation)
}

/// Returns the tables to read a language by; figures of an unknown one are read by the English ones.
pub(crate) fn words_of(lang: Lang, lexicon: &Lexicon) -> Option<&LanguageLexicon> {
    lexicon.language(if lang == Lang::Und { Lang::En } else { lang })
}

fn stream(
    document: Option<Document>,
    ingested: &Ingested,
    lexicon: &Lexicon,
    explain: Option<u32>,
    sink: &mut dyn Sink,
) -> (Reading, Option<Explanation>) {
    let mut explanation = None;
    let characters = CharIndex::new(&ingested.source);
    let language = language(ingested.language);
    let beginning = Beginning::of(ingested, lexicon);
    let document = document.unwrap_or_else(|| document::judge(ingested, &beginning, lexicon, language));
    let mut reading = Reading {
        lexicon: lexicon.version().to_owned(),
        program: SmolStr::new_static(env!("CARGO_PKG_VERSION")),
        pages: page_starts(ingested, &characters),
        document,
        parts: Vec::new(),
        provisions: Vec::new(),
        events: Vec::new(),
        diagnostics: ingested.diagnostics.clone(),
    };
    let Some(words) = words_of(ingested.language, lexicon) else {
        let _ = sink.begin(&reading);
        return (reading, None);
    };
    reading.parts = survey(&reading.document, ingested, lexicon, language, words);
    if sink.begin(&reading).is_break() {
        return (reading, None);
    }
    let mut context = Context {
        lexicon: words,
        kind: reading.document.kind,
        date: reading.document.date.as_ref().and_then(|date| CalendarDate::parse(date.as_str())),
        parties: reading.document.parties.clone(),
        persons: BTreeMap::new(),
        counterparts: Vec::new(),
        issuer: document::publisher(ingested, words),
    };
    let title = reading.document.title.as_deref().unwrap_or_default();
    let introduced = persons::persons(&beginning, &context, lexicon, language, title);
    context.persons = introduced.persons;
    context.counterparts = introduced.counterparts;
    let mut discourse = Discourse {
        topics: topics::Memory::of_title(fold(title, lexicon.glyphs()).as_str(), words),
        ..Discourse::default()
    };
    let mut told = events::Memory::default();
    let mut section: Option<(String, String)> = None;
    let mut count = 0;
    let mut own: Vec<Hit> = Vec::new();
    let mut further = Ready::default();
    for (index, block) in ingested.blocks.iter().enumerate() {
        let written = &block.text;
        match block.kind {
            BlockKind::Note => continue,
            BlockKind::Title | BlockKind::Heading(_) => {
                if block.kind == BlockKind::Title && count == 0 {
                    continue;
                }
                let folded = fold(written.as_str(), lexicon.glyphs());
                section = Some((written.as_str().to_owned(), folded.as_str().to_owned()));
                continue;
            }
            BlockKind::Paragraph | BlockKind::ListItem => {}
        }
        let ready = beginning.get(index);
        let is_searched = ready.is_some();
        let Ready { folded, lower, hits } = ready.unwrap_or_else(|| {
            further.refill_unsearched(written.as_str(), lexicon);
            &further
        });
        let mut next_hit = 0;
        for (nth, range) in language.sentences(folded.as_str()).into_iter().enumerate() {
            let place = Place { ingested, index: &characters, written, folded, sentence: range };
            if place.text(TextRange::new(0, range.len())).is_empty() {
                continue;
            }
            if is_searched {
                // Hits stand by their ends, sentences in order: those of this sentence are the next ones.
                let ahead = &hits[next_hit..];
                let behind = ahead.partition_point(|hit| hit.range.end <= range.end);
                own.clear();
                own.extend(
                    ahead[..behind]
                        .iter()
                        .filter(|hit| hit.range.start >= range.start)
                        .map(|hit| Hit { range: hit.range.shifted_left(range.start), ..*hit }),
                );
                next_hit += behind;
            } else {
                words.scan_into(first_of(&lower[range.bounds()], ready::SEARCHED), &mut own);
            }
            let sentence = Sentence {
                text: &folded.as_str()[range],
                lower: &lower[range.bounds()],
                hits: &own,
                number: count,
                opens_paragraph: nth == 0,
                is_list_item: block.kind == BlockKind::ListItem,
                section: section.as_ref().map(|(_, folded)| folded.as_str()),
            };
            discourse.explain = explain == Some(sentence.number + 1);
            let actors = language.actors(&sentence, &context, &mut discourse);
            let dates = language.dates(&sentence, &context, &mut discourse);
            let mechanisms = language.mechanisms(&sentence, &actors, &context);
            let acts = language.acts(&sentence, &actors, &dates, &context, &mut discourse);
            // Words of a lexicon found in text of another language speak for nothing.
            let topics = if ingested.language == Lang::Und {
                Vec::new()
            } else {
                topics::find(&sentence, &acts, &context, &mut discourse)
            };
            let events = language.events(&sentence, &actors, &dates, &acts, &context, &told);
            told.keep(&sentence, &events);
            reading.events.extend(events.into_iter().map(|event| Event {
                date: event.date,
                event_type: event.event_type,
                participants: event.participants,
                quote: place.text(event.range),
                provision: sentence.number + 1,
                range: place.source(event.range),
                rule: event.rule,
            }));
            if discourse.explain {
                let findings = Findings {
                    actors: &actors,
                    acts: &acts,
                    dates: &dates,
                    mechanisms: &mechanisms,
                    topics: &topics,
                    lost: &std::mem::take(&mut discourse.lost),
                };
                explanation = Some(explain::explain(&sentence, &findings, &context, &place));
            }
            count += 1;
            let part = reading.parts.iter().position(|part| (part.first..=part.last).contains(&count));
            let stands = place.source(TextRange::new(0, range.len()));
            let flow = sink.provision(Provision {
                pages: pages_of(&stands, &reading.pages),
                number: sentence.number + 1,
                text: place.text(TextRange::new(0, range.len())),
                range: stands,
                section: section.as_ref().map(|(written, _)| written.clone()),
                part: part.map(|part| part as u32),
                acts: acts
                    .into_iter()
                    .map(|act| Act {
                        act: act.act,
                        trigger: place.text(act.trigger),
                        actors: act.actors,
                        targets: act.targets,
                        strength: act.strength,
                        commitment: act.commitment,
                        due: act.due,
                        range: place.source(act.trigger),
                        at: place.within(act.trigger),
                        clause: place.within(act.clause),
                        rule: act.rule,
                    })
                    .collect(),
                topic_words: topics
                    .iter()
                    .flat_map(|topic| {
                        topic.words.iter().map(|(range, rule)| TopicWord {
                            topic: topic.topic.clone(),
                            text: place.text(*range),
                            range: place.source(*range),
                            rule: rule.clone(),
                        })
                    })
                    .collect(),
                topics: topics.into_iter().map(|topic| topic.topic).collect(),
                dates: dates
                    .into_iter()
                    .map(|date| DateMention {
                        text: place.text(date.range),
                        edtf: date.edtf,
                        range: place.source(date.range),
                        rule: date.rule,
                    })
                    .collect(),
                mechanisms: mechanisms
                    .into_iter()
                    .map(|mechanism| MechanismMention {
                        text: place.text(mechanism.range),
                        range: place.source(mechanism.range),
                        rule: mechanism.rule,
                    })
                    .collect(),
            });
            if flow.is_break() {
                return (reading, explanation);
            }
        }
    }
    (reading, explanation)
}

/// Returns where each page begins, in scalar values.
fn page_starts(ingested: &Ingested, characters: &CharIndex) -> Vec<u32> {
    let start = |&at: &u32| characters.chars(&ingested.source, TextRange { start: at, end: at }).start;
    ingested.pages.iter().map(start).collect()
}

/// Returns the first and the last page, from 1, that `ranges` touch; `starts` are where pages begin.
fn pages_of(ranges: &[CharRange], starts: &[u32]) -> Option<[u32; 2]> {
    let page = |at: u32| (starts.partition_point(|&start| start <= at) as u32).max(1);
    let first = ranges.iter().map(|range| range.start).min()?;
    let last = ranges.iter().map(|range| range.end.saturating_sub(1).max(range.start)).max()?;
    (!starts.is_empty()).then(|| [page(first), page(last)])
}

/// Tells the documents on a page apart before it is read. Sentences are counted only where headings speak for it.
fn survey(
    document: &Document,
    ingested: &Ingested,
    lexicon: &Lexicon,
    language: &dyn Language,
    words: &LanguageLexicon,
) -> Vec<Part> {
    let title = document.title.as_deref();
    let mut headings: Vec<Heading> = Vec::new();
    let mut before = Vec::new();
    let mut has_text = false;
    for (index, block) in ingested.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Note => {}
            BlockKind::Paragraph | BlockKind::ListItem => has_text = true,
            BlockKind::Title | BlockKind::Heading(_) => {
                headings.push(Heading {
                    written: block.text.as_str().to_owned(),
                    folded: fold(block.text.as_str(), lexicon.glyphs()).as_str().to_owned(),
                    // As if there were text enough before it.
                    first: if has_text { u32::MAX / 2 } else { 1 },
                });
                before.push(index);
            }
        }
    }
    if parts::tell(&headings, u32::MAX, title, words).is_empty() {
        return Vec::new();
    }
    let mut count = 0;
    let mut next = 0;
    for (index, block) in ingested.blocks.iter().enumerate() {
        if before.get(next) == Some(&index) {
            headings[next].first = count + 1;
            next += 1;
        } else if matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            let folded = fold(block.text.as_str(), lexicon.glyphs());
            let is_text = |range: &TextRange| !block.text.as_str()[folded.under(*range)].trim().is_empty();
            count += language.sentences(folded.as_str()).iter().filter(|range| is_text(range)).count() as u32;
        }
    }
    parts::tell(&headings, count, title, words)
}

/// The way back from a folded sentence to the source.
pub(crate) struct Place<'a> {
    ingested: &'a Ingested,
    index: &'a CharIndex,
    /// The block as written, mapped onto the source.
    written: &'a MappedText,
    /// The block folded, mapped onto `written`.
    folded: &'a MappedText,
    /// The sentence within the folded block.
    sentence: TextRange,
}

impl Place<'_> {
    /// Returns the words of `range` of the folded sentence as written.
    pub(crate) fn text(&self, range: TextRange) -> String {
        let written = self.folded.under(range.shifted_right(self.sentence.start));
        self.written.as_str()[written].trim().to_owned()
    }

    /// Returns where `range` of the folded sentence stands in the text of the provision, in bytes.
    fn within(&self, range: TextRange) -> TextRange {
        let whole = self.folded.under(self.sentence);
        let written = &self.written.as_str()[whole];
        let start = whole.start + (written.len() - written.trim_start().len()) as u32;
        let length = written.trim().len() as u32;
        let under = self.folded.under(range.shifted_right(self.sentence.start));
        TextRange {
            start: under.start.saturating_sub(start).min(length),
            end: under.end.saturating_sub(start).min(length),
        }
    }

    /// Returns where `range` of the folded sentence stands in the source.
    pub(crate) fn source(&self, range: TextRange) -> Vec<CharRange> {
        let written = self.folded.under(range.shifted_right(self.sentence.start));
        if let Some(piece) = self.written.piece(written) {
            return vec![self.index.chars(&self.ingested.source, piece)];
        }
        let pieces = self.written.pieces(written);
        pieces.into_iter().map(|piece| self.index.chars(&self.ingested.source, piece)).collect()
    }
}
