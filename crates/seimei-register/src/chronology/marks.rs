//! What a telling is about: names, ordinals, offices, instruments and words, by which tellings are held together or apart.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::range::TextRange;

/// The shortest name, in letters, that may be part of a longer one and mean the same.
const NAME: usize = 8;

/// What a telling is about. All lists ascending, without repetition.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Marks {
    /// The language it is told in; marks of two languages say nothing about each other.
    pub(super) language: Option<Lang>,
    /// Named mechanisms, in small letters, without blanks and marks.
    pub(super) names: Vec<String>,
    /// The number that an order or resolution is called by, with its kind: the last before the date.
    pub(super) number: Option<String>,
    /// The numbers of meetings and rounds.
    pub(super) ordinals: Vec<u32>,
    /// Offices named.
    pub(super) offices: Vec<String>,
    /// Words for an instrument that the documents are called by.
    pub(super) instruments: Vec<String>,
    /// Words that carry meaning.
    pub(super) words: Vec<String>,
}

/// How rare each word is among all tellings.
pub(super) struct Weights {
    seen: BTreeMap<String, u32>,
    all: u32,
}

impl Marks {
    /// Returns the marks of the clause `what`, of which `quote` tells the happening.
    pub(super) fn of(what: &str, quote: &str, mechanisms: &[String], language: Lang, lexicon: &Lexicon) -> Self {
        let low = lower(what);
        let number = numbered(quote).pop();
        let mut marks = Self {
            language: Some(language),
            names: mechanisms
                .iter()
                .map(|name| bare(name))
                .chain(number.clone())
                .filter(|name| !name.is_empty())
                .collect(),
            words: words_of(&low, language),
            number,
            ..Self::default()
        };
        if let Some(words) = lexicon.language(language) {
            let mut titles = words.scan(&low);
            titles.retain(|hit| hit.table == TableName::Titles);
            // The ministers in "foreign ministers" are no office of their own.
            let is_inside =
                |range: TextRange| titles.iter().any(|other| other.range != range && other.range.contains(range));
            let offices = titles.iter().filter(|hit| !is_inside(hit.range));
            let offices = offices.filter(|hit| !matches!(&*words.entry(hit).kind, "noun" | "address"));
            marks.offices = offices.map(|hit| singular(&bare(&what[hit.range]))).collect();
            let forms = words.table(TableName::Documents).iter().filter(|entry| entry.family == "title");
            let forms = forms.flat_map(|entry| &entry.forms).filter(|form| holds(&low, form));
            marks.instruments = forms.map(ToString::to_string).collect();
            let numbers = words.table(TableName::Terms).iter().filter(|entry| entry.family == "number");
            let numbers = numbers.filter(|entry| entry.forms.iter().any(|form| holds(&low, form)));
            marks.ordinals = numbers.filter_map(|entry| entry.value.parse().ok()).collect();
        }
        marks.ordinals.extend(counted(&low));
        for list in [&mut marks.names, &mut marks.offices, &mut marks.instruments, &mut marks.words] {
            list.sort();
            list.dedup();
        }
        marks.ordinals.sort_unstable();
        marks.ordinals.dedup();
        marks
    }

    /// Returns whether a mechanism or the number of a meeting is named.
    pub(super) fn is_named(&self) -> bool {
        !self.names.is_empty() || !self.ordinals.is_empty()
    }

    /// Returns whether two name one mechanism.
    pub(super) fn share_a_name(&self, other: &Self) -> bool {
        let is_one = |a: &String, b: &String| {
            a == b
                || (a.chars().count() >= NAME && b.contains(a.as_str()))
                || (b.chars().count() >= NAME && a.contains(b.as_str()))
        };
        self.names.iter().any(|a| other.names.iter().any(|b| is_one(a, b)))
    }

    /// Returns whether two say the same ordinal.
    pub(super) fn share_an_ordinal(&self, other: &Self) -> bool {
        self.ordinals.iter().any(|number| other.ordinals.contains(number))
    }

    /// Returns whether two call an instrument by one word.
    pub(super) fn share_an_instrument(&self, other: &Self) -> bool {
        self.instruments.iter().any(|form| other.instruments.contains(form))
    }

    /// Returns whether two name different mechanisms. Of two languages it cannot be said.
    pub(super) fn differ_in_name(&self, other: &Self) -> bool {
        let is_told = self.language == other.language && !self.names.is_empty() && !other.names.is_empty();
        is_told && !self.share_a_name(other)
    }

    /// Returns whether two name different ordinals or offices, so that they tell of two happenings. Of two languages it
    /// cannot be said.
    pub(super) fn differ_in_rank(&self, other: &Self) -> bool {
        let ordinals = !self.ordinals.is_empty() && !other.ordinals.is_empty() && !self.share_an_ordinal(other);
        let offices = !self.offices.is_empty()
            && !other.offices.is_empty()
            && !self.offices.iter().any(|office| other.offices.contains(office));
        self.language == other.language && (ordinals || offices)
    }
}

impl Weights {
    /// Counts the words of all tellings.
    pub(super) fn of<'m>(all: impl Iterator<Item = &'m Marks>) -> Self {
        let mut weights = Self { seen: BTreeMap::new(), all: 0 };
        for marks in all {
            weights.all += 1;
            for word in &marks.words {
                *weights.seen.entry(word.clone()).or_default() += 1;
            }
        }
        weights
    }

    /// Returns how rare a word is; higher is rarer.
    fn of_word(&self, word: &str) -> f64 {
        let seen = self.seen.get(word).copied().unwrap_or(1);
        (f64::from(self.all + 1) / f64::from(seen)).ln()
    }

    /// Returns how much of the shorter telling's words the other has too, by their rarity: from 0 to 1; and the weight in
    /// common.
    pub(super) fn likeness(&self, a: &Marks, b: &Marks) -> (f64, f64) {
        let weight = |words: &mut dyn Iterator<Item = &String>| words.map(|word| self.of_word(word)).sum::<f64>();
        let common = weight(&mut a.words.iter().filter(|word| b.words.binary_search(word).is_ok()));
        let least = weight(&mut a.words.iter()).min(weight(&mut b.words.iter()));
        if least > 0.0 { (common / least, common) } else { (0.0, 0.0) }
    }
}

/// Returns a name in small letters without blanks and marks.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns an office without the ending of the plural.
fn singular(office: &str) -> String {
    office.strip_suffix('s').unwrap_or(office).to_owned()
}

/// Returns whether a text holds a form that does not begin or end inside a Latin word.
fn holds(text: &str, form: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(form).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + form.len()..].chars().next());
        let (first, last) = (form.chars().next(), form.chars().next_back());
        let is_cut = (is_latin(before) && is_latin(first)) || (is_latin(after) && is_latin(last));
        !is_cut
    })
}

/// Returns ordinals in figures: 2nd, 11th, 第3回.
fn counted(text: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let is_ja = rest[..at].ends_with('第');
        let digits = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let after = &rest[at + digits..];
        let is_en = ["st", "nd", "rd", "th"].iter().any(|end| {
            after.strip_prefix(end).is_some_and(|next| !next.starts_with(|c: char| c.is_ascii_alphanumeric()))
        });
        if (is_ja || is_en) && digits < 4 {
            found.extend(rest[at..at + digits].parse::<u32>());
        }
        rest = after;
    }
    found
}

/// Returns what is called by a capitalised word and a number, as orders and resolutions are: Executive Order 14257,
/// 決議第2231号. Numbers that may be years are left out.
fn numbered(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let number = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_number = (3..=6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
        if is_number && !is_year && pair[0].starts_with(|c: char| c.is_ascii_uppercase()) && !pair[0].ends_with(',') {
            found.push(format!("{}{number}", bare(pair[0])));
        }
    }
    let mut rest = text;
    while let Some(at) = rest.find('第') {
        let (before, after) = (&rest[..at], &rest[at + '第'.len_utf8()..]);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if (3..=6).contains(&digits) && after[digits..].starts_with('号') {
            let kind: String = before.chars().rev().take(2).collect();
            found.push(format!("{}{}", bare(&kind.chars().rev().collect::<String>()), &after[..digits]));
        }
        rest = after;
    }
    found
}

/// Returns the words of a text that carry meaning: Latin words of four letters and more, pairs of Chinese characters, and
/// runs of katakana.
fn words_of(low: &str, language: Lang) -> Vec<String> {
    let mut words: Vec<String> = low
        .split(|c: char| !c.is_alphanumeric() || !c.is_ascii())
        .filter(|word| word.len() >= 4 && !word.bytes().all(|b| b.is_ascii_digit()))
        .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
        .collect();
    if language == Lang::Ja {
        let is_kanji = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '々');
        let is_kana = |c: char| matches!(c, '\u{30a0}'..='\u{30ff}');
        let letters: Vec<char> = low.chars().collect();
        words.extend(letters.windows(2).filter(|two| two.iter().all(|c| is_kanji(*c))).map(|two| two.iter().collect()));
        words.extend(low.split(|c| !is_kana(c)).filter(|run| run.chars().count() >= 2).map(str::to_owned));
    }
    words
}
