//! Finds the clues of a provision.

use std::collections::HashMap;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon, Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::provision::Provision;
use seimei_text::fold::fold;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use crate::align::clue::{Clue, ClueKind};
use crate::align::number::{self, Word, Words};

/// What finds the clues of the provisions of one text.
pub(crate) struct Scanner<'l> {
    lexicon: &'l Lexicon,
    language: Option<&'l LanguageLexicon>,
    counting: HashMap<SmolStr, Word>,
    terms: HashMap<SmolStr, Vec<SmolStr>>,
    /// The most words (Latin) or characters (Japanese) of a term.
    longest_term: usize,
    lang: Lang,
    hits: Vec<Hit>,
}

/// What was found in a text: clues, and its words, of which later is told which are clues.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) clues: Vec<Clue>,
    /// Words in Latin letters and figures, in small letters.
    pub(super) latin: Vec<(SmolStr, TextRange)>,
    /// Runs of katakana.
    pub(super) kana: Vec<(SmolStr, TextRange)>,
    /// Pairs of Han characters.
    pub(super) han: Vec<(SmolStr, TextRange)>,
}

impl<'l> Scanner<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon, lang: Lang) -> Self {
        let language = lexicon.language(lang);
        let mut counting = HashMap::new();
        let mut terms: HashMap<SmolStr, Vec<SmolStr>> = HashMap::new();
        let mut longest_term = 0;
        for entry in language.iter().flat_map(|language| language.table(TableName::DateNeighbours)) {
            if entry.family == "count" && entry.kind != "article" {
                let value = entry.value.parse().unwrap_or(0.0);
                counting.extend(entry.forms.iter().map(|form| (form.clone(), Word::Number(value))));
            }
        }
        for entry in language.iter().flat_map(|language| language.table(TableName::Terms)) {
            for form in &entry.forms {
                let form = SmolStr::new(lower(form));
                let value = || entry.value.parse().unwrap_or(0.0);
                match entry.family.as_str() {
                    "number" => drop(counting.insert(form, Word::Number(value()))),
                    "scale" => drop(counting.insert(form, Word::Scale(value()))),
                    _ => {
                        let length = if form.is_ascii() { form.split(' ').count() } else { form.chars().count() };
                        longest_term = longest_term.max(length);
                        terms.entry(form).or_default().push(entry.value.clone());
                    }
                }
            }
        }
        Self { lexicon, language, counting, terms, longest_term, lang, hits: Vec::new() }
    }

    /// Returns what a provision has.
    pub(super) fn provision(&mut self, provision: &Provision) -> Found {
        let mut found =
            self.text(&provision.text, &provision.dates.iter().map(|date| date.text.as_str()).collect::<Vec<_>>());
        let place =
            |words: &str| provision.text.find(words).map(|at| TextRange::new(at, at + words.len())).unwrap_or_default();
        let clues = &mut found.clues;
        for date in &provision.dates {
            clues.push(Clue {
                kind: ClueKind::Date,
                value: SmolStr::new(date.edtf.as_str()),
                words: place(&date.text),
            });
        }
        for act in &provision.acts {
            let words = place(&act.trigger);
            if act.act != ActKind::State {
                clues.push(Clue { kind: ClueKind::Act, value: SmolStr::new_static(act.act.word()), words });
            }
            if !act.actors.is_empty() {
                let codes: Vec<&str> = act.actors.iter().map(ActorCode::as_str).collect();
                clues.push(Clue {
                    kind: ClueKind::Doer,
                    value: SmolStr::new(codes.join(" ")),
                    words: TextRange::default(),
                });
            }
            for target in &act.targets {
                let words = TextRange::default();
                clues.push(Clue { kind: ClueKind::Actor, value: SmolStr::new(target.as_str()), words });
            }
        }
        found
    }

    /// Returns what any text has. Numbers inside `dates` are left out.
    pub(crate) fn text(&mut self, text: &str, dates: &[&str]) -> Found {
        let folded = fold(text, self.lexicon.glyphs());
        let small = lower(folded.as_str());
        let mut found = Found::default();
        self.lexical(&folded, &small, &mut found.clues);
        self.numbers(&folded, &small, dates, &mut found.clues);
        words(&folded, &small, &mut found);
        self.terms(&folded, &small, &mut found);
        found
    }

    /// Finds words of the lexicon that have one value in every language.
    fn lexical(&mut self, folded: &MappedText, small: &str, clues: &mut Vec<Clue>) {
        let Some(language) = self.language else { return };
        language.scan_into(small, &mut self.hits);
        for (table, kind) in [
            (TableName::Actors, ClueKind::Actor),
            (TableName::Mechanisms, ClueKind::Mechanism),
            (TableName::Topics, ClueKind::Topic),
        ] {
            let is_wanted = |hit: &&Hit| {
                let entry = language.entry(hit);
                let written = &folded.as_str()[hit.range];
                hit.table == table
                    && !matches!(entry.value.as_str(), "(edge)" | "(aside-after)" | "(aside-before)")
                    && !(hit.shape.is_abbreviation() && written.bytes().any(|byte| byte.is_ascii_lowercase()))
            };
            let mut hits: Vec<Hit> = self.hits.iter().filter(is_wanted).copied().collect();
            hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
            let is_short = |hit: &Hit| matches!(language.entry(hit).kind.as_str(), "short" | "rare");
            let starts: Vec<(u32, u32)> = hits.iter().map(|hit| (hit.range.start, hit.range.end)).collect();
            let touches =
                |hit: &Hit| starts.iter().any(|(start, end)| *start == hit.range.end || *end == hit.range.start);
            let mut last = TextRange::default();
            for hit in &hits {
                // 日 and 米 are states only beside another one; the same words may have several values.
                if (is_short(hit) && !touches(hit)) || (hit.range.start < last.end && hit.range != last) {
                    continue;
                }
                last = hit.range;
                let entry = language.entry(hit);
                if !matches!(entry.value.as_str(), "-" | "(none)") {
                    clues.push(Clue { kind, value: entry.value.clone(), words: folded.under(hit.range) });
                }
            }
        }
    }

    fn numbers(&self, folded: &MappedText, small: &str, dates: &[&str], clues: &mut Vec<Clue>) {
        let masked: Vec<TextRange> = dates
            .iter()
            .map(|date| lower(fold(date, self.lexicon.glyphs()).as_str()))
            .filter(|date| !date.is_empty())
            .filter_map(|date| small.find(&date).map(|at| TextRange::new(at, at + date.len())))
            .collect();
        let counting = |word: &str| self.counting.get(word).copied();
        for (value, range) in number::numbers(small, &Words(&counting)) {
            if !masked.iter().any(|date| date.overlaps(range)) {
                let value = SmolStr::new(number::canonical(value));
                clues.push(Clue { kind: ClueKind::Number, value, words: folded.under(range) });
            }
        }
    }

    /// Finds ordinary words that the lexicon has counterparts for, the longest first.
    fn terms(&self, folded: &MappedText, small: &str, found: &mut Found) {
        let mut add = |values: &[SmolStr], range: TextRange| {
            let words = folded.under(range);
            found.clues.extend(values.iter().map(|value| Clue { kind: ClueKind::Term, value: value.clone(), words }));
        };
        if self.terms.is_empty() {
            return;
        }
        if self.lang == Lang::Ja {
            let bounds: Vec<usize> = small.char_indices().map(|(at, _)| at).chain([small.len()]).collect();
            let mut first = 0;
            while first + 1 < bounds.len() {
                let longest = self.longest_term.min(bounds.len() - 1 - first);
                let hit = (1..=longest).rev().find_map(|length| {
                    let range = TextRange::new(bounds[first], bounds[first + length]);
                    self.terms.get(&small[range]).map(|values| (values, range, length))
                });
                match hit {
                    Some((values, range, length)) => {
                        add(values, range);
                        first += length;
                    }
                    None => first += 1,
                }
            }
            return;
        }
        let tokens = tokens(small);
        let mut first = 0;
        while first < tokens.len() {
            let longest = self.longest_term.min(tokens.len() - first);
            let hit = (1..=longest).rev().find_map(|length| {
                let range = TextRange { start: tokens[first].start, end: tokens[first + length - 1].end };
                self.term(&small[range]).map(|values| (values, range, length))
            });
            match hit {
                Some((values, range, length)) => {
                    add(values, range);
                    first += length;
                }
                None => first += 1,
            }
        }
    }

    /// Looks a word or phrase up, with an ending of inflection or without.
    fn term(&self, words: &str) -> Option<&Vec<SmolStr>> {
        let without = |ending: &str, instead: &str| {
            let stem = words.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
            if instead.is_empty() { self.terms.get(stem) } else { self.terms.get(format!("{stem}{instead}").as_str()) }
        };
        let endings =
            [("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e")];
        self.terms.get(words).or_else(|| endings.iter().find_map(|(ending, instead)| without(ending, instead)))
    }
}

/// Returns the words in Latin letters and figures.
fn tokens(small: &str) -> Vec<TextRange> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in small.char_indices().chain([(small.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() && !is_japanese(c);
        match start {
            None if is_inside => start = Some(at),
            Some(from) if !is_inside => {
                tokens.push(TextRange::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

fn is_japanese(c: char) -> bool {
    seimei_text::fold::is_east_asian(c)
}

fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヴ' | 'ー')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '々')
}

/// Finds the words by which the texts themselves may meet.
fn words(folded: &MappedText, small: &str, found: &mut Found) {
    // U.N. and covid-19 count as one word, their marks left out.
    let mut run = String::new();
    let mut start = 0;
    for (at, c) in small.char_indices().chain([(small.len(), ' ')]) {
        let is_letter = c.is_alphanumeric() && !is_japanese(c);
        if is_letter {
            if run.is_empty() {
                start = at;
            }
            run.push(c);
        } else if !(run.is_empty() || goes_on(small, at)) {
            if run.len() > 1 && run.bytes().any(|byte| !byte.is_ascii_digit()) {
                found.latin.push((SmolStr::new(&run), folded.under(TextRange::new(start, at))));
            }
            run.clear();
        }
    }
    let mut katakana: Option<usize> = None;
    let mut before: Option<(usize, char)> = None;
    for (at, c) in small.char_indices().chain([(small.len(), ' ')]) {
        match katakana {
            None if is_katakana(c) => katakana = Some(at),
            Some(from) if !is_katakana(c) => {
                found.kana.push((SmolStr::new(&small[from..at]), folded.under(TextRange::new(from, at))));
                katakana = None;
            }
            _ => {}
        }
        if let Some((from, _)) = before.filter(|(_, before)| is_han(*before) && is_han(c)) {
            let range = TextRange::new(from, at + c.len_utf8());
            found.han.push((SmolStr::new(&small[range]), folded.under(range)));
        }
        before = Some((at, c));
    }
}

/// Returns whether at `at` stands a mark inside a word: a stop before a letter (U.N.), a hyphen before a figure (covid-19).
fn goes_on(small: &str, at: usize) -> bool {
    match small.as_bytes()[at..] {
        [b'.', next, ..] => next.is_ascii_alphabetic(),
        [b'-', next, ..] => next.is_ascii_digit(),
        _ => false,
    }
}
