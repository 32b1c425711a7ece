//! A provision as the tracing of formulas sees it: its words in order, whom and what places it names, its stance, its topic.
//!
//! What may vary while a formula stays the same is left out: who speaks (我々, 両首脳, the two leaders), who holds an office,
//! inflection and spelling, particles.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use frostem::{Algorithm, Stemmer};
use seimei_lexicon::lexicon::{Hit, LanguageLexicon, Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_text::fold::fold;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

/// A word by its number in the vocabulary.
pub(super) type WordId = u32;

/// From this number on words are those of a question, which stand nowhere.
pub(super) const ASKED: WordId = 1 << 31;

/// How many words of a passage are looked at: no sentence of the genre has more, and comparing takes their product.
const MOST_WORDS: usize = 600;

/// The words seen so far, each with its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// Those that were there when all were weighed last; shared with what followed since.
    settled: Arc<Words>,
    /// Those since; their numbers begin behind the others.
    later: Words,
}

#[derive(Clone, Debug, Default)]
struct Words {
    numbers: HashMap<SmolStr, WordId>,
    words: Vec<SmolStr>,
}

/// Gives words their numbers.
pub(super) trait Numbering {
    /// Returns the number of a word.
    fn number(&mut self, word: &str) -> WordId;
}

impl Numbering for Vocabulary {
    fn number(&mut self, word: &str) -> WordId {
        if let Some(number) = self.known(word) {
            return number;
        }
        let (word, number) = (SmolStr::new(word), self.len() as WordId);
        self.later.words.push(word.clone());
        self.later.numbers.insert(word, number);
        number
    }
}

/// A vocabulary that a question reads and does not change: words that it lacks have numbers from the highest down, which it
/// never gives itself, and are forgotten with the question.
#[derive(Debug)]
pub(super) struct Beside<'v> {
    known: &'v Vocabulary,
    new: HashMap<SmolStr, WordId>,
}

impl<'v> Beside<'v> {
    pub(super) fn new(known: &'v Vocabulary) -> Self {
        Self { known, new: HashMap::new() }
    }

    /// Returns the words that it lacks.
    pub(super) fn lacking(self) -> impl Iterator<Item = SmolStr> {
        self.new.into_keys()
    }
}

impl Numbering for Beside<'_> {
    fn number(&mut self, word: &str) -> WordId {
        if let Some(number) = self.known.known(word).or_else(|| self.new.get(word).copied()) {
            return number;
        }
        let number = WordId::MAX - self.new.len() as WordId;
        self.new.insert(SmolStr::new(word), number);
        number
    }
}

impl Vocabulary {
    /// Returns the word of a number.
    pub(super) fn word(&self, number: WordId) -> Option<SmolStr> {
        let (settled, number) = (&self.settled.words, number as usize);
        settled.get(number).or_else(|| self.later.words.get(number.checked_sub(settled.len())?)).cloned()
    }

    /// Returns the number of a word, if it has one.
    pub(super) fn known(&self, word: &str) -> Option<WordId> {
        self.settled.numbers.get(word).or_else(|| self.later.numbers.get(word)).copied()
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.settled.words.len() + self.later.words.len()
    }

    /// Puts all words where those that follow share them. To be called once: words that come later are few.
    pub(super) fn settle(&mut self) {
        if self.settled.words.is_empty() {
            self.settled = Arc::new(std::mem::take(&mut self.later));
        }
    }
}

/// Whether it approves or disapproves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Stance {
    /// It welcomes, commends, supports or thanks.
    pub(super) approves: bool,
    /// It condemns, is concerned or opposes.
    pub(super) disapproves: bool,
}

impl Stance {
    fn of(acts: &[Act]) -> Self {
        let any = |kinds: &[ActKind]| acts.iter().any(|act| kinds.contains(&act.act));
        Self {
            approves: any(&[ActKind::Welcome, ActKind::Commend, ActKind::Support, ActKind::Thank]),
            disapproves: any(&[ActKind::Condemn, ActKind::Concern, ActKind::Oppose]),
        }
    }

    /// Returns whether both approve or both disapprove of something.
    pub(super) fn agrees(self, other: Self) -> bool {
        (self.approves && other.approves) || (self.disapproves && other.disapproves)
    }
}

/// A provision, ready to be compared.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Sketch {
    /// Its words that mean something, in order.
    pub(super) words: Vec<WordId>,
    /// The same, ascending and each once.
    pub(super) distinct: Vec<WordId>,
    /// The states, organisations and places it names beside its document's parties, sorted.
    pub(super) named: Vec<SmolStr>,
    pub(super) stance: Stance,
    /// What it is most about.
    pub(super) topic: Option<TopicId>,
}

impl Sketch {
    /// Makes the sketch of these words.
    pub(super) fn of(words: Vec<WordId>, named: Vec<SmolStr>, stance: Stance, topic: Option<TopicId>) -> Self {
        let mut distinct = words.clone();
        distinct.sort_unstable();
        distinct.dedup();
        Self { words, distinct, named, stance, topic }
    }
}

/// What was read in a provision, as far as it is needed here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ReadOff<'p> {
    pub(super) acts: &'p [Act],
    pub(super) topics: &'p [TopicId],
    pub(super) parties: &'p [ActorCode],
}

/// Makes sketches of texts in one language.
pub(super) struct Sketcher<'l> {
    lexicon: &'l Lexicon,
    language: Option<&'l LanguageLexicon>,
    lang: Lang,
    function_words: HashSet<SmolStr>,
    stemmer: Stemmer,
}

/// What sketching keeps from one text to the next, to save time.
#[derive(Debug, Default)]
pub(super) struct Memory {
    stems: HashMap<SmolStr, SmolStr>,
    hits: Vec<Hit>,
}

impl<'l> Sketcher<'l> {
    pub(super) fn new(lexicon: &'l Lexicon, lang: Lang) -> Self {
        let language = lexicon.language(if lang == Lang::Und { Lang::En } else { lang });
        let morphemes = language.iter().flat_map(|language| language.table(TableName::Morphemes));
        let function_words = morphemes
            .filter(|entry| matches!(entry.family.as_str(), "particle" | "auxiliary" | "conjunction"))
            .flat_map(|entry| entry.forms.iter().cloned())
            .collect();
        let stemmer = Stemmer::new(Algorithm::English);
        Self { lexicon, language, lang, function_words, stemmer }
    }

    /// Makes the sketch of a text.
    pub(super) fn sketch(
        &self,
        text: &str,
        read: ReadOff,
        vocabulary: &mut impl Numbering,
        memory: &mut Memory,
    ) -> Sketch {
        let folded = fold(text, self.lexicon.glyphs());
        let small = lower(folded.as_str());
        let mut hits = std::mem::take(&mut memory.hits);
        hits.clear();
        if let Some(language) = self.language {
            language.scan_into(&small, &mut hits);
        }
        let left_out = self.officers(folded.as_str(), &hits);
        let words = match self.lang {
            Lang::Ja => japanese(&small, &self.parties(&hits), vocabulary),
            _ => self.english(&small, &left_out, vocabulary, memory),
        };
        let named = self.named(folded.as_str(), &small, &hits, read.parties);
        memory.hits = hits;
        Sketch::of(words, named, Stance::of(read.acts), read.topics.first().cloned())
    }

    fn english(
        &self,
        small: &str,
        left_out: &[TextRange],
        vocabulary: &mut impl Numbering,
        memory: &mut Memory,
    ) -> Vec<WordId> {
        let mut words = Vec::new();
        for range in alphanumeric(small) {
            if words.len() == MOST_WORDS {
                break;
            }
            let word = &small[range];
            let is_left_out = left_out.iter().any(|out| out.start <= range.start && range.start < out.end);
            if is_left_out || self.function_words.contains(word) || word == "s" {
                continue;
            }
            words.push(vocabulary.number(&self.stem(word, memory)));
        }
        words
    }

    fn stem(&self, word: &str, memory: &mut Memory) -> SmolStr {
        if let Some(stem) = memory.stems.get(word) {
            return stem.clone();
        }
        // British and American spelling meet where z is written s, our or, tre ter, mme m, defence defense.
        let spelled =
            word.replace('z', "s").replace("our", "or").replace("programme", "program").replace("fence", "fense");
        let spelled = spelled.strip_suffix("tre").map_or(spelled.clone(), |base| format!("{base}ter"));
        let stem = SmolStr::new(self.stemmer.stem(&spelled));
        memory.stems.insert(SmolStr::new(word), stem.clone());
        stem
    }

    /// Returns where words for the parties stand: 我々, 両首脳, 閣僚. In English these are few and common, and count little.
    fn parties(&self, hits: &[Hit]) -> Vec<TextRange> {
        let Some(language) = self.language else { return Vec::new() };
        let collectives = hits.iter().filter(|hit| hit.table == TableName::Collectives);
        let mut parties: Vec<TextRange> = collectives
            .filter(|hit| matches!(language.entry(hit).family.as_str(), "we" | "leaders" | "ministers" | "sides"))
            .map(|hit| hit.range)
            .collect();
        parties.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        parties
    }

    /// Returns where offices stand with the names of their holders: President Amara Dane, Foreign Minister Ito.
    fn officers(&self, folded: &str, hits: &[Hit]) -> Vec<TextRange> {
        let Some(language) = self.language.filter(|_| self.lang != Lang::Ja) else { return Vec::new() };
        let is_capital = |at: usize| folded[at..].chars().next().is_some_and(char::is_uppercase);
        let offices = hits.iter().filter(|hit| {
            let entry = language.entry(hit);
            hit.table == TableName::Titles && entry.family != "government" && is_capital(hit.range.start as usize)
        });
        let with_name = |hit: &Hit| {
            let mut end = hit.range.end as usize;
            for word in alphanumeric(&folded[end..]) {
                let start = hit.range.end as usize + word.start as usize;
                let gap = &folded[end..start];
                if !is_capital(start) || gap.len() > 2 || gap.contains([',', ';', ':', '(']) {
                    break;
                }
                end = hit.range.end as usize + word.end as usize;
            }
            TextRange::new(hit.range.start as usize, end)
        };
        offices.map(with_name).collect()
    }

    /// Returns the states, organisations and places that are named, the parties aside.
    fn named(&self, folded: &str, small: &str, hits: &[Hit], parties: &[ActorCode]) -> Vec<SmolStr> {
        let Some(language) = self.language else { return Vec::new() };
        let mut actors: Vec<&Hit> = hits.iter().filter(|hit| hit.table == TableName::Actors).collect();
        actors.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        let mut named = BTreeSet::new();
        let mut end = 0;
        for hit in actors {
            let entry = language.entry(hit);
            let written = &folded[hit.range];
            let is_other_word = hit.shape.is_abbreviation() && written.bytes().any(|byte| byte.is_ascii_lowercase());
            // 日 and 米 are states beside another one only.
            if hit.range.start < end || is_other_word || matches!(entry.kind.as_str(), "short" | "rare") {
                continue;
            }
            end = hit.range.end;
            let name = match entry.value.as_str() {
                "-" if entry.family == "place" => SmolStr::new(&small[hit.range]),
                "-" | "(none)" => continue,
                code if parties.iter().any(|party| party.as_str() == code) => continue,
                _ => entry.value.clone(),
            };
            named.insert(name);
        }
        named.into_iter().collect()
    }
}

/// Returns the runs of letters and figures.
fn alphanumeric(text: &str) -> impl Iterator<Item = TextRange> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !c.is_alphanumeric()).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| c.is_alphanumeric()) {
            end = at + c.len_utf8();
        }
        Some(TextRange::new(start, end))
    })
}

/// The scripts of Japanese, as far as words are told apart by them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Katakana,
    Latin,
    Figure,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々' => Script::Han,
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        '0'..='9' => Script::Figure,
        _ if c.is_alphabetic() && !('ぁ'..='ゖ').contains(&c) => Script::Latin,
        _ => Script::Other,
    }
}

/// Returns the pairs of Han characters, katakana words, Latin words and figures. Hiragana is left out (endings and particles),
/// and what stands in `left_out`, ascending.
fn japanese(small: &str, left_out: &[TextRange], vocabulary: &mut impl Numbering) -> Vec<WordId> {
    let mut words = Vec::new();
    let mut at = 0;
    let mut left_out = left_out.iter().peekable();
    while let Some(first) = small[at..].chars().next().filter(|_| words.len() < MOST_WORDS) {
        while left_out.next_if(|range| (range.start as usize) < at).is_some() {}
        if let Some(range) = left_out.next_if(|range| range.start as usize == at) {
            at = range.end as usize;
            continue;
        }
        let kind = script(first);
        let end = left_out.peek().map_or(small.len(), |range| range.start as usize);
        let run = &small[at..end];
        let run = &run[..run.find(|c| script(c) != kind).unwrap_or(run.len())];
        at += run.len();
        match kind {
            Script::Other => {}
            Script::Han => {
                let bounds: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
                let width = 2.min(bounds.len() - 1);
                let pairs = bounds.windows(width + 1).map(|pair| vocabulary.number(&run[pair[0]..pair[width]]));
                words.extend(pairs.take(MOST_WORDS - words.len()));
            }
            _ => words.push(vocabulary.number(run)),
        }
    }
    words
}
