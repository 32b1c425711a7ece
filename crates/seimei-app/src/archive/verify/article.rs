//! All the quotations in an article, each checked, with the speaker and the occasion that the article gives it.

use std::collections::BTreeSet;

use seimei_ingest::block::{BlockKind, Ingested};
use seimei_model::act::Act;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::DocumentRecord;
use seimei_reading::read::read;
use seimei_text::range::{CharIndex, CharRange};
use seimei_wording::align::{Nearness, nearness};
use seimei_wording::quotations::{self, Reported};

use super::{Verification, Verifying};
use crate::archive::index::SearchError;
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

/// Turns the source of an article into text and structure.
pub fn ingest_article(source: &Source, verifying: &Verifying, worker: &Worker) -> Result<Ingested, Problem> {
    ingest_opened(&source.name, files::open(source)?, verifying.lexicon, worker)
}

impl Verifying<'_> {
    /// Checks all the quotations in an article.
    pub fn article(&mut self, ingested: &Ingested) -> Result<CheckedArticle, SearchError> {
        let reading = read(ingested, self.lexicon);
        let index = CharIndex::new(&ingested.source);
        let mut checked = CheckedArticle { quotations: Vec::new(), skipped: 0, whole: None };
        for block in ingested.blocks.iter().filter(|block| block.kind != BlockKind::Note) {
            let marked = quotations::find(block.text.as_str(), self.lexicon);
            checked.skipped += marked.skipped;
            for cited in marked.quotations {
                let range = index.chars(&ingested.source, block.text.under(cited.at));
                let verification = self.verify(&cited.text, None)?;
                let occasion = self.occasion(&reading, range, &verification);
                let (text, reported) = (cited.text, cited.reported);
                checked.quotations.push(CheckedQuotation { text, range, reported, occasion, verification });
            }
        }
        let text = ingested.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        let is_one = checked.quotations.is_empty() && !text.trim().is_empty() && text.chars().count() <= WHOLE;
        checked.whole = is_one.then_some(text);
        Ok(checked)
    }

    /// Tells who is said to have said what stands at `range` of the article, and when, beside the record.
    fn occasion(&self, reading: &Reading, range: CharRange, verification: &Verification) -> Occasion {
        let (speakers, date) = claimed(reading, range);
        let places = verification.sources.iter().map(|source| &source.place).chain(&verification.also);
        let documents: BTreeSet<_> = places.map(|place| &place.document).collect();
        let sources: Vec<&DocumentRecord> = documents.into_iter().filter_map(|id| self.document(id)).collect();
        let speaks_for = |document: &DocumentRecord| {
            let parties = document.description.parties.as_deref().unwrap_or_default();
            (!parties.is_empty()).then(|| speakers.iter().all(|speaker| parties.contains(speaker)))
        };
        let falls_on = |document: &DocumentRecord| {
            let (date, known) = (date.as_ref()?, document.description.date.as_ref()?);
            Some(nearness(date, known) != Nearness::Far)
        };
        let any = |fits: &dyn Fn(&DocumentRecord) -> Option<bool>| -> Option<bool> {
            let told: Vec<bool> = sources.iter().filter_map(|document| fits(document)).collect();
            (!told.is_empty()).then(|| told.contains(&true))
        };
        let speaker_fits = if speakers.is_empty() { None } else { any(&speaks_for) };
        let date_fits = any(&falls_on);
        let held = date.is_some().then(|| {
            let fits = |document: &&DocumentRecord| {
                falls_on(document) == Some(true) && (speakers.is_empty() || speaks_for(document) != Some(false))
            };
            self.documents().iter().filter(fits).count()
        });
        Occasion { speakers, date, speaker_fits, date_fits, held }
    }
}

/// Returns whom and when the article names for what stands at `range`: the actors of the act whose words stand beside the
/// quotation in its sentence, else in the sentence before; the date beside it, else the last one named before, else the
/// article's own.
fn claimed(reading: &Reading, range: CharRange) -> (Vec<ActorCode>, Option<Edtf>) {
    let touches =
        |provision: &Provision| provision.range.iter().any(|own| own.start < range.end && range.start < own.end);
    let Some(first) = reading.provisions.iter().position(touches) else {
        return (Vec::new(), reading.document.date.clone());
    };
    let own: Vec<&Provision> = reading.provisions[first..].iter().take_while(|provision| touches(provision)).collect();
    let is_beside = |at: &[CharRange]| at.iter().all(|at| at.end <= range.start || range.end <= at.start);
    let mut speakers: Vec<ActorCode> = Vec::new();
    let near = own.iter().copied().chain(first.checked_sub(1).map(|before| &reading.provisions[before]));
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
    let dates = own.iter().copied().chain(before).flat_map(|provision| provision.dates.iter());
    let date = dates.filter(|date| is_beside(&date.range)).map(|date| date.edtf.clone()).next();
    (speakers, date.or_else(|| reading.document.date.clone()))
}

fn distance(one: CharRange, other: CharRange) -> u32 {
    if one.end <= other.start { other.start - one.end } else { one.start.saturating_sub(other.end) }
}
