//! The words of the table `drafting`: what a number of a resolution stands behind, what has two names, what is spelled two
//! ways, which abbreviations everybody knows.

use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::fold::fold;
use seimei_text::range::TextRange;

/// A way of writing something.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// What is written.
    pub(super) value: String,
    /// Its spellings, folded; small where the language has small letters and the form is in them.
    pub(super) forms: Vec<String>,
}

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Words behind which a resolution's number stands, in small letters.
    pub(super) resolutions: Vec<String>,
    /// Words and marks between such numbers.
    pub(super) joins: Vec<String>,
    /// Ways of writing what has two names.
    pub(super) ways: Vec<Way>,
    /// Abbreviations that everybody knows.
    pub(super) known: Vec<String>,
    /// Spellings of the two schools: the word, British, American; in small letters.
    pub(super) schools: Vec<(String, Vec<String>, Vec<String>)>,
}

impl Words {
    /// Takes the table of a language.
    pub(super) fn new(lexicon: &Lexicon, language: Lang) -> Self {
        let mut words = Self::default();
        for entry in lexicon.entries(language, TableName::Drafting) {
            let forms = || entry.forms.iter().map(|form| fold(form, lexicon.glyphs()).as_str().to_owned());
            let small = || forms().map(|form| lower(&form)).collect::<Vec<_>>();
            match entry.family.as_str() {
                "resolution" => words.resolutions.extend(small()),
                "joins" => words.joins.extend(small()),
                "way" => words.ways.push(Way { value: entry.value.to_string(), forms: forms().collect() }),
                "known" => words.known.extend(forms()),
                "british" | "american" => {
                    let known = words.schools.iter().position(|(value, ..)| *value == entry.value.as_str());
                    let place = known.unwrap_or_else(|| {
                        words.schools.push((entry.value.to_string(), Vec::new(), Vec::new()));
                        words.schools.len() - 1
                    });
                    let school = &mut words.schools[place];
                    if entry.family == "british" { school.1.extend(small()) } else { school.2.extend(small()) }
                }
                _ => {}
            }
        }
        words
    }
}

/// Returns where a form stands in a text, as a word of its own where it is of Latin letters.
pub(super) fn places(text: &str, form: &str) -> Vec<TextRange> {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let (begins, ends) = (is_letter(form.as_bytes().first()), is_letter(form.as_bytes().last()));
    text.match_indices(form)
        .map(|(at, _)| TextRange::new(at, at + form.len()))
        .filter(|range| {
            let (start, end) = (range.start as usize, range.end as usize);
            let goes_on = ends && is_letter(bytes.get(end));
            let began = begins && start > 0 && is_letter(bytes.get(start - 1));
            !goes_on && !began
        })
        .collect()
}

/// Returns what the table `drafting` finds in a text, as `family:value`. For the tests of the lexicon.
pub fn found(text: &str, language: Lang, lexicon: &Lexicon) -> Vec<String> {
    let words = Words::new(lexicon, language);
    let folded = fold(text, lexicon.glyphs());
    let small = lower(folded.as_str());
    let mut found = Vec::new();
    let stands = |text: &str, forms: &[String]| forms.iter().any(|form| !places(text, form).is_empty());
    if stands(&small, &words.resolutions) {
        found.push("resolution".to_owned());
    }
    found.extend(words.ways.iter().filter(|way| stands(folded.as_str(), &way.forms)).map(|way| way.value.clone()));
    found.extend(words.known.iter().filter(|form| !places(folded.as_str(), form).is_empty()).cloned());
    for (value, british, american) in &words.schools {
        found.extend(stands(&small, british).then(|| format!("british {value}")));
        found.extend(stands(&small, american).then(|| format!("american {value}")));
    }
    found
}
