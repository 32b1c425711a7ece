//! Two texts as the alignment sees them: of each provision its length and the clues that occur in both texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use crate::align::clue::{Clue, ClueKind};
use crate::align::cognate::cognates;
use crate::align::scan::{Found, Scanner};

/// What a clue means, whichever the language.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Meaning {
    pub(super) kind: ClueKind,
    pub(super) value: SmolStr,
}

/// Both texts.
#[derive(Debug)]
pub(super) struct Sides {
    /// The clues that occur in both texts, sorted: the same whichever text is A.
    pub(super) vocabulary: Vec<Meaning>,
    pub(super) a: Side,
    pub(super) b: Side,
}

/// One text.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) provisions: Vec<Sketch>,
}

/// A provision.
#[derive(Debug)]
pub(super) struct Sketch {
    /// Characters that are no space.
    pub(super) length: f64,
    /// Whether it is the first under a heading or of a part.
    pub(super) opens: bool,
    /// Its clues by their number in the vocabulary, ascending, each once, with the words.
    pub(super) clues: Vec<(usize, TextRange)>,
}

impl Side {
    /// Returns where a clue stands in a run of provisions.
    pub(super) fn places(&self, clue: usize, run: &Range<usize>) -> Vec<(usize, TextRange)> {
        let place = |index: usize| {
            let clues = &self.provisions[index].clues;
            let at = clues.binary_search_by_key(&clue, |(clue, _)| *clue).ok()?;
            Some((index, clues[at].1)).filter(|(_, words)| !words.is_empty())
        };
        run.clone().filter_map(place).collect()
    }
}

/// What was found in one text: a heading's findings once, by its provisions.
struct Read {
    provisions: Vec<Found>,
    headings: BTreeMap<String, Found>,
}

/// Finds the clues of two texts.
pub(super) fn profile(a: &Reading, b: &Reading, lexicon: &Lexicon) -> Sides {
    let (read_a, read_b) = (read(a, lexicon), read(b, lexicon));
    let is_one_language = a.document.language == b.document.language;
    let (clues_a, clues_b) =
        (settle(a, &read_a, &read_b, is_one_language), settle(b, &read_b, &read_a, is_one_language));
    let meanings = |clues: &[Vec<Clue>]| -> BTreeSet<Meaning> {
        clues.iter().flatten().map(|clue| Meaning { kind: clue.kind, value: clue.value.clone() }).collect()
    };
    let vocabulary: Vec<Meaning> = meanings(&clues_a).intersection(&meanings(&clues_b)).cloned().collect();
    let sketches = |reading: &Reading, clues: Vec<Vec<Clue>>| {
        let mut before: Option<&Provision> = None;
        let sketch = |(provision, clues): (&'_ Provision, Vec<Clue>), opens: bool| Sketch {
            length: provision.text.chars().filter(|c| !c.is_whitespace()).count() as f64,
            opens,
            clues: numbered(clues, &vocabulary),
        };
        let mut sketches = Vec::with_capacity(clues.len());
        for (provision, clues) in reading.provisions.iter().zip(clues) {
            sketches.push(sketch((provision, clues), opens(before, provision)));
            before = Some(provision);
        }
        Side { provisions: sketches }
    };
    let (a, b) = (sketches(a, clues_a), sketches(b, clues_b));
    Sides { vocabulary, a, b }
}

fn opens(before: Option<&Provision>, provision: &Provision) -> bool {
    before.is_some_and(|before| before.section != provision.section || before.part != provision.part)
}

fn numbered(clues: Vec<Clue>, vocabulary: &[Meaning]) -> Vec<(usize, TextRange)> {
    let mut numbered: Vec<(usize, TextRange)> = clues
        .into_iter()
        .filter_map(|Clue { kind, value, words }| {
            vocabulary.binary_search(&Meaning { kind, value }).ok().map(|number| (number, words))
        })
        .collect();
    // Of several places the first one that has words.
    numbered.sort_unstable_by_key(|(number, words)| (*number, words.is_empty(), *words));
    numbered.dedup_by_key(|(number, _)| *number);
    numbered
}

fn read(reading: &Reading, lexicon: &Lexicon) -> Read {
    let mut scanner = Scanner::new(lexicon, reading.document.language);
    let mut headings = BTreeMap::new();
    for section in reading.provisions.iter().filter_map(|provision| provision.section.as_ref()) {
        if !headings.contains_key(section) {
            headings.insert(section.clone(), scanner.text(section, &[]));
        }
    }
    Read { provisions: reading.provisions.iter().map(|provision| scanner.provision(provision)).collect(), headings }
}

impl Read {
    fn all(&self) -> impl Iterator<Item = &Found> {
        self.provisions.iter().chain(self.headings.values())
    }
}

/// Which words of a text are clues, now that the other text is known; returns the clues of each provision.
fn settle(reading: &Reading, own: &Read, other: &Read, is_one_language: bool) -> Vec<Vec<Clue>> {
    let words = |read: &Read, which: fn(&Found) -> &Vec<(SmolStr, TextRange)>| -> BTreeSet<SmolStr> {
        read.all().flat_map(which).map(|(word, _)| word.clone()).collect()
    };
    let latin: fn(&Found) -> &Vec<(SmolStr, TextRange)> = |found| &found.latin;
    let kana: fn(&Found) -> &Vec<(SmolStr, TextRange)> = |found| &found.kana;
    let other_latin = words(other, latin);
    let other_kana = words(other, kana);
    let alike = if is_one_language {
        BTreeMap::new()
    } else {
        // A katakana word is its own clue; a Latin one has that of each katakana word that sounds like it.
        cognates(other_kana.iter(), words(own, latin).iter())
    };
    let resolve = |found: &Found| {
        let mut clues = found.clues.clone();
        let is_named = |words: TextRange| {
            let holds = |clue: &Clue| {
                matches!(clue.kind, ClueKind::Actor | ClueKind::Mechanism | ClueKind::Term)
                    && clue.words.contains(words)
            };
            !words.is_empty() && found.clues.iter().any(holds)
        };
        for (word, words) in &found.latin {
            let values = alike.get(word).into_iter().flatten();
            if is_one_language || !is_named(*words) {
                clues.extend(values.map(|value| Clue { kind: ClueKind::Name, value: value.clone(), words: *words }));
            }
            if other_latin.contains(word) && (is_one_language || !is_named(*words)) {
                clues.push(Clue { kind: ClueKind::Word, value: word.clone(), words: *words });
            }
        }
        for (word, words) in &found.kana {
            if !is_one_language && is_named(*words) {
                continue;
            }
            clues.push(Clue { kind: ClueKind::Name, value: word.clone(), words: *words });
        }
        if is_one_language {
            let pairs = found.han.iter();
            clues.extend(pairs.map(|(word, words)| Clue { kind: ClueKind::Word, value: word.clone(), words: *words }));
        }
        clues
    };
    let headings: BTreeMap<&String, Vec<Clue>> = own
        .headings
        .iter()
        .map(|(section, found)| {
            let of_heading = |clue: Clue| Clue { kind: ClueKind::Heading, words: TextRange::default(), ..clue };
            (section, resolve(found).into_iter().map(of_heading).collect())
        })
        .collect();
    let mut before: Option<&Provision> = None;
    let mut settled = Vec::with_capacity(own.provisions.len());
    for (provision, found) in reading.provisions.iter().zip(&own.provisions) {
        let mut clues = resolve(found);
        if let Some(heading) = provision.section.as_ref().and_then(|section| headings.get(section)) {
            clues.extend(heading.iter().cloned());
        }
        if opens(before, provision) {
            let (kind, value) = (ClueKind::Place, SmolStr::new_static("first"));
            clues.push(Clue { kind, value, words: TextRange::default() });
        }
        before = Some(provision);
        settled.push(clues);
    }
    settled
}
