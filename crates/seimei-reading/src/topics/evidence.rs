//! Evidence: the words of a text that speak for topics, weighed.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::scheme::{COUNT, Topic, region};

/// Share of a further word's weight that is added to the heaviest word of a topic.
const FURTHER_WORD: f32 = 0.22;
/// Most that further words of one topic add.
const FURTHER_WORDS_LIMIT: f32 = 3.0;
/// Share of its weight that a word keeps inside an aside (an enumeration, a reason, a means).
const ASIDE: f32 = 0.85;
/// Share of its weight that the name of one of the document's own actors keeps.
const OWN_NAME: f32 = 0.3;
/// States whose name says what a document is about even where they are a party to it.
const EVEN_OWN: &[&str] = &["UKR"];

/// Words that speak for a topic.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Signal {
    /// The topic.
    pub(super) topic: Topic,
    /// The lexicon's word.
    pub(super) hit: Hit,
    /// How much it says, after what stands around it has been taken into account.
    pub(super) weight: f32,
}

/// The evidence for every topic in one text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Evidence {
    /// The words, in order of their beginnings.
    pub(super) signals: Vec<Signal>,
    /// The weight of each topic, by its index.
    pub(super) scores: [f32; COUNT],
}

/// What an entry of the table is for.
#[derive(Clone, Copy)]
enum Role {
    /// Speaks for a topic.
    Speaks(Topic),
    /// Stands for no topic and hides the shorter words inside it.
    Hides,
    /// Opens an aside that runs on to the next edge.
    AsideAfter,
    /// Closes an aside that began at the last edge.
    AsideBefore,
    /// Where a clause ends, and with it an aside.
    Edge,
}

/// What the entries of a language say for topics, by their numbers.
pub(super) struct Meanings {
    /// What entries of the topics' table are for, with their weights.
    words: Vec<Option<(Role, f32)>>,
    /// What entries of the actors' table say.
    names: Vec<Name>,
}

/// What the name of an actor says for topics.
#[derive(Clone, Copy, Default)]
struct Name {
    /// Whether it is a name, and so says who speaks where it is one of the document's own.
    is_name: bool,
    /// The region it speaks for, and how much.
    region: Option<(Topic, f32)>,
}

impl Meanings {
    /// Returns those of `lexicon`, worked out once.
    pub(super) fn of(lexicon: &LanguageLexicon) -> &Self {
        lexicon.derived(|lexicon| {
            let entries = lexicon.entries().iter();
            let words = entries.clone().map(|entry| {
                let role = role(&entry.value).filter(|_| entry.table == TableName::Topics)?;
                Some((role, entry.kind.parse::<u8>().map_or(1.0, f32::from)))
            });
            let names = entries.map(|entry| {
                if entry.table != TableName::Actors {
                    return Name::default();
                }
                let is_name = matches!(entry.family.as_str(), "state" | "organisation");
                Name { is_name: is_name && !EVEN_OWN.contains(&entry.value.as_str()), region: region(&entry.value) }
            });
            Self { words: words.collect(), names: names.collect() }
        })
    }
}

fn role(value: &str) -> Option<Role> {
    Some(match value {
        "(none)" => Role::Hides,
        "(aside-after)" => Role::AsideAfter,
        "(aside-before)" => Role::AsideBefore,
        "(edge)" => Role::Edge,
        id => Role::Speaks(Topic::from_id(id)?),
    })
}

/// Weighs the words that `hits` found in `text`, of a document of `own` actors: their names say
/// who speaks rather than what about.
pub(super) fn weigh(text: &str, hits: &[Hit], lexicon: &LanguageLexicon, own: &[&ActorCode]) -> Evidence {
    let mut found: Vec<Hit> =
        hits.iter().filter(|hit| hit.table == TableName::Topics && stands_alone(text, hit)).copied().collect();
    keep_longest(&mut found);
    let meanings = Meanings::of(lexicon);
    let mut signals = Vec::with_capacity(found.len());
    let mut last_edge = 0;
    let mut asides: Vec<TextRange> = Vec::new();
    let mut open: Option<u32> = None;
    for hit in &found {
        let Some((role, weight)) = meanings.words[hit.entry as usize] else { continue };
        match role {
            Role::Speaks(topic) => {
                signals.push(Signal { topic, hit: *hit, weight });
            }
            Role::AsideAfter => open = open.or(Some(hit.range.end)),
            Role::AsideBefore => {
                let start = last_edge;
                asides.push(TextRange { start, end: hit.range.start.max(start) });
            }
            Role::Edge => {
                if let Some(start) = open.take() {
                    asides.push(TextRange { start, end: hit.range.start.max(start) });
                }
                last_edge = hit.range.end;
            }
            Role::Hides => {}
        }
    }
    if let Some(start) = open {
        asides.push(TextRange { start, end: (text.len() as u32).max(start) });
    }
    weigh_names(text, hits, lexicon, meanings, own, &mut signals);
    let mut aside = 0;
    for signal in &mut signals {
        while asides.get(aside).is_some_and(|range| range.end <= signal.hit.range.start) {
            aside += 1;
        }
        if asides.get(aside).is_some_and(|range| range.contains(signal.hit.range)) {
            signal.weight *= ASIDE;
        }
    }
    Evidence { scores: add_up(&signals), signals }
}

/// Lightens words that name the document's own actors, and adds the regions of the states named.
fn weigh_names(
    text: &str,
    hits: &[Hit],
    lexicon: &LanguageLexicon,
    meanings: &Meanings,
    own: &[&ActorCode],
    signals: &mut Vec<Signal>,
) {
    let mut names: Vec<Hit> =
        hits.iter().filter(|hit| hit.table == TableName::Actors && stands_alone(text, hit)).copied().collect();
    keep_longest(&mut names);
    let mut regions = Vec::new();
    for name in &names {
        let code = lexicon.entry(name).value.as_str();
        let Name { is_name, region } = meanings.names[name.entry as usize];
        let is_own = own.iter().any(|own| own.as_str() == code);
        let from = signals.partition_point(|signal| signal.hit.range.start < name.range.start);
        let inside = signals[from..].iter_mut().take_while(|signal| signal.hit.range.start < name.range.end);
        let mut covered = false;
        for signal in inside {
            covered = true;
            let is_its_name = is_name && name.range.contains(signal.hit.range);
            if is_own && is_its_name {
                signal.weight *= OWN_NAME;
            }
        }
        if !is_own
            && !covered
            && let Some((topic, weight)) = region
        {
            regions.push(Signal { topic, hit: *name, weight });
        }
    }
    if !regions.is_empty() {
        signals.append(&mut regions);
        signals.sort_by_key(|signal| (signal.hit.range.start, signal.hit.range.end, signal.topic));
    }
}

/// Adds up the weights of each topic: the heaviest word counts in full, further ones in part.
fn add_up(signals: &[Signal]) -> [f32; COUNT] {
    let mut heaviest = [0f32; COUNT];
    let mut sum = [0f32; COUNT];
    for signal in signals {
        let index = signal.topic.index();
        heaviest[index] = heaviest[index].max(signal.weight);
        sum[index] += signal.weight;
    }
    let mut scores = [0f32; COUNT];
    for (score, (heaviest, sum)) in scores.iter_mut().zip(heaviest.into_iter().zip(sum)) {
        *score = heaviest + ((sum - heaviest) * FURTHER_WORD).min(FURTHER_WORDS_LIMIT);
    }
    scores
}

/// Drops words that lie within a longer word of the table, and orders the rest by their beginnings.
fn keep_longest(found: &mut Vec<Hit>) {
    found.sort_by_key(|hit| (std::cmp::Reverse(hit.range.end), hit.range.start, hit.entry, hit.form));
    let mut leftmost = u32::MAX;
    let mut last: Option<TextRange> = None;
    found.retain(|hit| {
        let kept = hit.range.start < leftmost || last == Some(hit.range);
        if kept {
            leftmost = hit.range.start;
            last = Some(hit.range);
        }
        kept
    });
    found.sort_by_key(|hit| (hit.range.start, hit.range.end, hit.entry, hit.form));
}

/// Returns whether a word in Latin letters is a whole word, and an abbreviation is in capitals.
fn stands_alone(text: &str, hit: &Hit) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (hit.range.start as usize, hit.range.end as usize);
    let letter_at = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphanumeric);
    if hit.shape.begins_with_letter() && start > 0 && letter_at(start - 1) {
        return false;
    }
    if hit.shape.ends_with_letter() && letter_at(end) {
        let rest = &bytes[end..];
        let tail = rest.iter().take(4).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len().min(4));
        if !is_inflection(&rest[..tail]) {
            return false;
        }
    }
    // An abbreviation holds no small letter, so the text must not either.
    !hit.shape.is_abbreviation() || !bytes[start..end].iter().any(u8::is_ascii_lowercase)
}

/// Returns whether letters after a word only inflect it.
fn is_inflection(tail: &[u8]) -> bool {
    matches!(tail, b"s" | b"es" | b"d" | b"ed" | b"ing" | b"ly")
}
