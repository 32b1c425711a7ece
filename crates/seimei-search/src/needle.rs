//! What a text must hold, to be found and to be marked.

use std::collections::BTreeSet;
use std::ops::Range;

use memchr::memmem::Finder;
use seimei_text::glyphs::Glyphs;

use crate::query::{Form, Text};
use crate::spelling::{Spelled, has_east_asian, words};
use crate::stem::stem;

/// What is looked for in a spelled text.
#[derive(Clone, Debug)]
pub(crate) enum Needle {
    /// A run of characters, wherever it stands.
    Run(Box<Finder<'static>>),
    /// Words, one after the other, whatever signs stand between them.
    Words(Vec<Pattern>),
}

/// What one word must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Pattern {
    /// This.
    Exact(String),
    /// A form of the word with this stem.
    Stem(String),
    /// One that begins so.
    Prefix(String),
}

impl Pattern {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Exact(exact) => word == exact,
            Self::Stem(stemmed) => {
                // The stem of a word begins as the word does; to ask first saves most of the work.
                let is_near = word.as_bytes().first() == stemmed.as_bytes().first();
                is_near && stem(word) == *stemmed
            }
            Self::Prefix(beginning) => word.starts_with(beginning.as_str()),
        }
    }
}

impl Needle {
    /// Makes the needle of what a query asks for. `None` where folding leaves nothing to look for.
    pub(crate) fn new(text: &Text, glyphs: &Glyphs) -> Option<Self> {
        let spelled = Spelled::new(text.text.trim(), glyphs).into_string();
        let spelled = spelled.trim();
        if has_east_asian(spelled) {
            return Some(Self::Run(Box::new(Finder::new(spelled).into_owned())));
        }
        let mut patterns: Vec<Pattern> = words(spelled).map(|(_, word)| Pattern::Exact(word.to_owned())).collect();
        let last = patterns.pop()?;
        let Pattern::Exact(word) = last else { return None };
        patterns.push(match text.form {
            Form::Phrase => Pattern::Exact(word),
            Form::Word => Pattern::Stem(stem(&word)),
            Form::Prefix => Pattern::Prefix(word),
        });
        Some(Self::Words(patterns))
    }

    /// Returns where it stands in a spelled text, in bytes, in order; none overlaps the one before.
    pub(crate) fn find(&self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Run(finder) => {
                let length = finder.needle().len();
                finder.find_iter(text.as_bytes()).map(|at| at..at + length).collect()
            }
            Self::Words(patterns) => {
                let words: Vec<(Range<usize>, &str)> = words(text).collect();
                let mut found = Vec::new();
                let mut at = 0;
                while let Some(window) = words.get(at..at + patterns.len()) {
                    if patterns.iter().zip(window).all(|(pattern, (_, word))| pattern.fits(word)) {
                        found.push(window[0].0.start..window[patterns.len() - 1].0.end);
                        at += patterns.len();
                    } else {
                        at += 1;
                    }
                }
                found
            }
        }
    }

    /// Returns how often it stands in a spelled text.
    pub(crate) fn count(&self, text: &str) -> u32 {
        match self {
            Self::Run(finder) => finder.find_iter(text.as_bytes()).count() as u32,
            Self::Words(_) => self.find(text).len() as u32,
        }
    }
}

/// Returns the places of `needles` in `text` as written, in bytes, in order, each with the number of the needle;
/// what lies inside another is left out.
pub(crate) fn marks(text: &str, needles: &[Needle], glyphs: &Glyphs) -> Vec<(Range<usize>, usize)> {
    let spelled = Spelled::new(text, glyphs);
    let mut found: BTreeSet<(usize, std::cmp::Reverse<usize>, usize)> = BTreeSet::new();
    for (number, needle) in needles.iter().enumerate() {
        for range in needle.find(spelled.as_str()) {
            let written = spelled.written(range);
            found.insert((written.start, std::cmp::Reverse(written.end), number));
        }
    }
    let mut marks: Vec<(Range<usize>, usize)> = Vec::new();
    for (start, std::cmp::Reverse(end), number) in found {
        match marks.last_mut() {
            Some((last, _)) if last.end >= end => {}
            Some((last, _)) if last.end > start => last.end = end,
            _ => marks.push((start..end, number)),
        }
    }
    marks
}
