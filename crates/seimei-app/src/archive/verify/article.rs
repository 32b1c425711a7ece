//! All the quotations in an article, each checked, with the speaker and the occasion that the article gives it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use seimei_ingest::block::{BlockKind, Ingested};
use seimei_model::act::Act;
use seimei_model::code::ActorCode;
use seimei_model::date::{DateMention, Edtf};
use seimei_model::identity::DocumentId;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::{DocumentRecord, Hash};
use seimei_reading::read::read;
use seimei_text::range::{CharIndex, CharRange, TextRange};
use seimei_wording::align::{Nearness, nearness};
use seimei_wording::quotations::{self, Reported};

use super::{Verification, Verifying};
use crate::archive::index::SearchError;
use crate::archive::intake;
use crate::files::{self, Problem, Source};
use crate::read::ingest_opened;
use crate::worker::Worker;

/// An article with its quotations.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckedArticle {
    /// The quotations, in order.
    pub quotations: Vec<CheckedQuotation>,
    /// What else stood between marks: names, titles, words of distance, a few words.
    pub skipped: usize,
    /// The whole text, where the article is short and has no quotation: it may be one.
    pub whole: Option<String>,
}

/// A quotation of an article.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckedQuotation {
    /// The words between the marks, as written.
    pub text: String,
    /// Where in the decoded source, in scalar values.
    pub range: CharRange,
    /// What introduces it, if something does.
    pub reported: Option<Reported>,
    /// What the article says of speaker and occasion, and how that fits the record.
    pub occasion: Occasion,
    /// What was found out about it.
    pub verification: Verification,
}

/// What an article says of a quotation, beside the record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Occasion {
    /// Who is said to have said it, alphabetical; empty where the article does not tell.
    pub speakers: Vec<ActorCode>,
    /// When it is said to have been said.
    pub date: Option<Edtf>,
    /// Whether all of the speakers are among those in whose name a source, or another document with the same words,
    /// speaks; `None` where either is not known.
    pub speaker_fits: Option<bool>,
    /// Whether a source, or another document with the same words, is of that date, or a few days off; `None` where either is not known.
    pub date_fits: Option<bool>,
    /// How many documents of the archive are of that date and of these speakers, where a date is given.
    pub held: Option<usize>,
}

/// How many provisions before a quotation may give its date.
const BEFORE: usize = 3;
/// The longest text that is taken for one quotation where it has none, in scalar values.
const WHOLE: usize = 2000;

/// An article: its text and structure, and the hash of its bytes, by which it is known where the archive has it itself.
#[derive(Debug)]
pub struct Article {
    ingested: Ingested,
    original: Hash,
}

/// Opens the source of an article and finds its structure.
pub fn ingest_article(source: &Source, verifying: &Verifying, worker: &Worker) -> Result<Article, Problem> {
    let opened = files::open(source)?;
    let original = intake::hash(&opened.bytes);
    Ok(Article { ingested: ingest_opened(&source.name, opened, verifying.lexicon, worker)?, original })
}

impl Verifying<'_> {
    /// Checks all the quotations in an article against the other documents of the archive.
    pub fn article(&mut self, article: &Article) -> Result<CheckedArticle, SearchError> {
        let known = self.archive.store().known(&[article.original])?;
        self.checked = known.into_iter().flatten().next().map(|(expression, _)| expression.document);
        let checked = self.quotations(&article.ingested);
        self.checked = None;
        checked
    }

    fn quotations(&mut self, ingested: &Ingested) -> Result<CheckedArticle, SearchError> {
        let reading = read(ingested, self.lexicon);
        let index = CharIndex::new(&ingested.source);
        let mut checked = CheckedArticle { quotations: Vec::new(), skipped: 0, whole: None };
        for block in ingested.blocks.iter().filter(|block| block.kind != BlockKind::Note) {
            let marked = quotations::find(block.text.as_str(), self.lexicon);
            checked.skipped += marked.skipped;
            for cited in marked.quotations {
                let range = index.chars(&ingested.source, block.text.under(cited.at));
                let whole = TextRange::new(0, block.text.as_str().len());
                let paragraph = index.chars(&ingested.source, block.text.under(whole));
                let claim = claimed(&reading, range, paragraph);
                let verification = self.verify_said(&cited.text, &claim)?;
                let occasion = self.occasion(claim, &verification);
                let (text, reported) = (cited.text, cited.reported);
                checked.quotations.push(CheckedQuotation { text, range, reported, occasion, verification });
            }
        }
        let text = ingested.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        let is_one = checked.quotations.is_empty() && !text.trim().is_empty() && text.chars().count() <= WHOLE;
        checked.whole = is_one.then_some(text);
        Ok(checked)
    }

    /// Checks a quotation. Of several documents that have it, that of the occasion is the source.
    fn verify_said(&mut self, text: &str, claim: &Claim) -> Result<Verification, SearchError> {
        let verification = self.verify(text, None)?;
        let source = verification.sources.first().and_then(|source| self.document(&source.place.document));
        if source.is_none_or(|document| claim.fits(document)) {
            return Ok(verification);
        }
        let fitting: Vec<DocumentId> = self
            .documents()
            .iter()
            .filter(|document| claim.fits(document))
            .map(|document| document.id.clone())
            .collect();
        if fitting.len() > MOST_OF_OCCASION {
            return Ok(verification);
        }
        for id in fitting {
            let of_occasion = self.verify(text, Some(id.as_str()))?;
            let is_source = of_occasion.sources.first().is_some_and(|source| source.place.document == id);
            if is_source && of_occasion.verdict == verification.verdict {
                // The article names an occasion, not this document.
                return Ok(Verification { claimed: None, ..of_occasion });
            }
        }
        Ok(verification)
    }

    /// Tells who is said to have said something, and when, beside the record.
    fn occasion(&self, claim: Claim, verification: &Verification) -> Occasion {
        let places = verification.sources.iter().map(|source| &source.place).chain(&verification.also);
        let documents: BTreeSet<_> = places.map(|place| &place.document).collect();
        let sources: Vec<&DocumentRecord> = documents.into_iter().filter_map(|id| self.document(id)).collect();
        let any = |fits: &dyn Fn(&DocumentRecord) -> Option<bool>| -> Option<bool> {
            let told: Vec<bool> = sources.iter().filter_map(|document| fits(document)).collect();
            (!told.is_empty()).then(|| told.contains(&true))
        };
        let speaker_fits = any(&|document| claim.speaks_for(document));
        let date_fits = any(&|document| claim.falls_on(document));
        let held =
            claim.date.is_some().then(|| self.documents().iter().filter(|document| claim.fits(document)).count());
        let Claim { speakers, date } = claim;
        Occasion { speakers, date, speaker_fits, date_fits, held }
    }
}

/// So many documents of one occasion are looked at for what is quoted from it.
const MOST_OF_OCCASION: usize = 5;

/// Whom and when an article names for a quotation.
struct Claim {
    speakers: Vec<ActorCode>,
    date: Option<Edtf>,
}

impl Claim {
    /// Returns whether a document speaks for whom is named; `None` where one is not known.
    fn speaks_for(&self, document: &DocumentRecord) -> Option<bool> {
        let parties = document.description.parties.as_deref().unwrap_or_default();
        let is_known = !parties.is_empty() && !self.speakers.is_empty();
        is_known.then(|| self.speakers.iter().all(|speaker| parties.contains(speaker)))
    }

    /// Returns whether a document is of the day that is named; `None` where one is not known.
    fn falls_on(&self, document: &DocumentRecord) -> Option<bool> {
        let (date, known) = (self.date.as_ref()?, document.description.date.as_ref()?);
        Some(nearness(date, known) != Nearness::Far)
    }

    /// Returns whether a document is of the occasion, as far as it is known.
    fn fits(&self, document: &DocumentRecord) -> bool {
        self.falls_on(document) == Some(true) && self.speaks_for(document) != Some(false)
    }
}

/// Returns whom and when the article names for what stands at `range`: the actors of the act whose words stand beside the
/// quotation in its sentence, else in the sentence before of the same paragraph; the finest date beside it, else the last one
/// named before, else the article's own.
fn claimed(reading: &Reading, range: CharRange, paragraph: CharRange) -> Claim {
    let touches =
        |provision: &Provision| provision.range.iter().any(|own| own.start < range.end && range.start < own.end);
    let Some(first) = reading.provisions.iter().position(touches) else {
        return Claim { speakers: Vec::new(), date: reading.document.date.clone() };
    };
    let own: Vec<&Provision> = reading.provisions[first..].iter().take_while(|provision| touches(provision)).collect();
    let is_beside = |at: &[CharRange]| at.iter().all(|at| at.end <= range.start || range.end <= at.start);
    let mut speakers: Vec<ActorCode> = Vec::new();
    let is_of_paragraph = |provision: &&Provision| provision.range.iter().any(|own| own.start >= paragraph.start);
    let before = first.checked_sub(1).map(|before| &reading.provisions[before]).filter(is_of_paragraph);
    let near = own.iter().copied().chain(before);
    for provision in near {
        let beside = provision.acts.iter().filter(|act: &&Act| is_beside(&act.range) && !act.actors.is_empty());
        // What the quotation is the object of comes behind it in Japanese, before or behind in English: the nearest.
        let nearest = beside.min_by_key(|act| act.range.iter().map(|at| distance(*at, range)).min());
        if let Some(act) = nearest {
            speakers.clone_from(&act.actors);
            break;
        }
    }
    let before = reading.provisions[first.saturating_sub(BEFORE)..first].iter().rev();
    // "A year earlier, on 18 August": the day tells more than the year.
    let finest = |provision: &Provision| {
        let beside = provision.dates.iter().filter(|date| is_beside(&date.range));
        let near = |date: &DateMention| date.range.iter().map(|at| distance(*at, range)).min();
        beside.min_by_key(|date| (Reverse(date.edtf.as_str().len()), near(date))).map(|date| date.edtf.clone())
    };
    let date = own.iter().copied().chain(before).find_map(finest);
    Claim { speakers, date: date.or_else(|| reading.document.date.clone()) }
}

fn distance(one: CharRange, other: CharRange) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}
