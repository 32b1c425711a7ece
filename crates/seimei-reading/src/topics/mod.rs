//! Topics: what a provision is about. One engine for all languages; the words are data.
//!
//! The words of the topics table speak for topics, each with a weight (`evidence`); the heading
//! above, the sentence before and the acts of the sentence add a little; specific topics outdo the
//! broad ones they are cases of, and the heaviest one to three are given (`choice`).

mod choice;
mod evidence;
pub mod scheme;

use std::sync::LazyLock;

use seimei_lexicon::lexicon::{self, LanguageLexicon};
use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;

use crate::context::{Context, Discourse};
use crate::finding::{ActFinding, TopicFinding};
use crate::sentence::Sentence;
use scheme::{COUNT, Topic};

/// Share of the previous sentence's weights that is carried over.
const CARRIED: f32 = 0.3;
/// The same within one paragraph.
const CARRIED_IN_PARAGRAPH: f32 = 0.4;
/// Most that is carried over for one topic.
const CARRIED_LIMIT: f32 = 1.3;
/// Share of what was carried over that is carried on to the sentence after.
const CARRIED_ON: f32 = 0.35;
/// Share of the heading's weights that counts for the sentences below it.
const FROM_HEADING: f32 = 0.3;
/// Share of the title's weights that counts for every sentence.
const FROM_TITLE: f32 = 0.15;
/// Share of the average sentence so far that counts for every further one.
const FROM_DOCUMENT: f32 = 0.25;
/// No sentence counts for more in that average, so that one full of names does not rule it.
const MOST_IN_AVERAGE: f32 = 5.0;
/// What every sentence has for the relationship itself, so that it wins where nothing else speaks.
const PARTNERSHIP_FLOOR: f32 = 0.5;
/// What a meeting as the only act has for procedure.
const MEETING: f32 = 1.2;
/// What a meeting has for procedure that comes first among several acts.
const MEETING_BESIDE: f32 = 1.5;

static PARTNERSHIP: LazyLock<Option<Topic>> = LazyLock::new(|| Topic::from_id("partnership"));
static PROCEDURE: LazyLock<Option<Topic>> = LazyLock::new(|| Topic::from_id("procedure"));

/// What earlier sentences and the heading leave for the topics of later sentences.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The weights of the title.
    title: Option<Box<[f32; COUNT]>>,
    /// The weights of the sentences so far, added up, and their number.
    so_far: Option<(Box<[f32; COUNT]>, f32)>,
    /// The weights of the previous sentence.
    previous: Option<Box<[f32; COUNT]>>,
    /// The heading last weighed, with its weights.
    heading: Option<(String, Box<[f32; COUNT]>)>,
}

impl Memory {
    /// Returns the memory at the beginning of a document.
    pub fn of_title(title: &str, lexicon: &LanguageLexicon) -> Self {
        let hits = lexicon.scan(&lexicon::lower(title));
        let mut scores = evidence::weigh(title, &hits, lexicon, &[]).scores;
        choice::prefer_specific(&mut scores);
        Self { title: Some(Box::new(scores)), ..Self::default() }
    }
}

/// Returns one to three topics of a sentence, most central first.
pub fn find(
    sentence: &Sentence,
    acts: &[ActFinding],
    context: &Context,
    discourse: &mut Discourse,
) -> Vec<TopicFinding> {
    let evidence = {
        let own: Vec<&ActorCode> = context.parties.iter().chain(&context.counterparts).collect();
        evidence::weigh(sentence.text, sentence.hits, context.lexicon, &own)
    };
    let mut scores = evidence.scores;
    choice::prefer_specific(&mut scores);
    let own = scores;
    let memory = &mut discourse.topics;
    let carried_share = if sentence.opens_paragraph { CARRIED } else { CARRIED_IN_PARAGRAPH };
    if let Some(previous) = &memory.previous {
        for (score, previous) in scores.iter_mut().zip(previous.iter()) {
            *score += (previous * carried_share).min(CARRIED_LIMIT);
        }
    }
    if let Some(title) = &memory.title {
        for (score, title) in scores.iter_mut().zip(title.iter()) {
            *score += title * FROM_TITLE;
        }
    }
    if let Some((sum, count)) = &memory.so_far {
        for (score, sum) in scores.iter_mut().zip(sum.iter()) {
            *score += sum / (count + 1.0) * FROM_DOCUMENT;
        }
    }
    if let Some(heading) = heading(sentence, context, memory) {
        for (score, heading) in scores.iter_mut().zip(heading.iter()) {
            *score += heading * FROM_HEADING;
        }
    }
    if let Some(partnership) = *PARTNERSHIP {
        scores[partnership.index()] += PARTNERSHIP_FLOOR;
    }
    if let Some(procedure) = *PROCEDURE
        && acts.first().is_some_and(|act| act.act == ActKind::Meet)
    {
        scores[procedure.index()] += if acts.len() == 1 { MEETING } else { MEETING_BESIDE };
    }
    let mut first_named = [u32::MAX; COUNT];
    for signal in evidence.signals.iter().rev() {
        first_named[signal.topic.index()] = signal.hit.range.start;
    }
    let chosen = choice::choose(&scores, &first_named);
    let mut left = [0f32; COUNT];
    let (sum, count) = memory.so_far.get_or_insert_with(|| (Box::new([0f32; COUNT]), 0.0));
    *count += 1.0;
    let previous = memory.previous.as_deref().unwrap_or(&[0f32; COUNT]);
    for (slot, (own, previous)) in left.iter_mut().zip(own.iter().zip(previous)) {
        *slot = own.max(previous * CARRIED_ON);
    }
    if let Some(first) = chosen.first().map(|first| first.index()) {
        sum[first] += own[first].min(MOST_IN_AVERAGE);
        left[first] = left[first].max(scores[first]);
    }
    match &mut memory.previous {
        Some(previous) => **previous = left,
        none => *none = Some(Box::new(left)),
    }
    chosen
        .into_iter()
        .map(|topic| TopicFinding {
            topic: topic.id(),
            words: evidence
                .signals
                .iter()
                .filter(|signal| signal.topic == topic)
                .map(|signal| (signal.hit.range, context.lexicon.rule(&signal.hit)))
                .collect(),
        })
        .collect()
}

/// Returns the weights of the heading above, weighed once.
fn heading<'m>(sentence: &Sentence, context: &Context, memory: &'m mut Memory) -> Option<&'m [f32; COUNT]> {
    let text = sentence.section?;
    if memory.heading.as_ref().is_none_or(|(known, _)| known != text) {
        let hits = context.lexicon.scan(&lexicon::lower(text));
        let scores = evidence::weigh(text, &hits, context.lexicon, &[]).scores;
        memory.heading = Some((text.to_owned(), Box::new(scores)));
    }
    memory.heading.as_ref().map(|(_, scores)| &**scores)
}
