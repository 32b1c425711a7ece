//! The lexicon's furniture, compiled: forms of lines that are not, or only frame, the text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rustc_hash::FxHashSet;
use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::fold::{fold, is_east_asian};
use seimei_text::glyphs::Glyphs;

use crate::block::FieldKey;

/// What a line of known form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// Part of the site: left out.
    Furniture,
    /// Names the publisher at the head of the page: left out, kept as a field.
    Publisher,
    /// Opens the part of the page below the text: left out with all that follows.
    Tail,
    /// Says that the text ends.
    End,
    /// Says something on the document as a whole (translation status).
    Remark,
    /// Caption of a picture or table, source note.
    Caption,
    /// Who wrote or issued it.
    Byline,
}

/// What a label in a database header stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// A field's value.
    Field(FieldKey),
    /// The text itself.
    Body,
}

/// All forms of all languages.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// Looked up only, never walked.
    whole: HashMap<String, Role>,
    /// Bytes of the longest form in `whole`.
    longest_whole: usize,
    /// By first character.
    begins: BTreeMap<char, Vec<(String, Role)>>,
    /// By last character.
    ends: BTreeMap<char, Vec<(String, Role)>>,
    holds: Vec<(String, Role)>,
    /// Names of a database header's fields.
    labels: BTreeMap<String, Label>,
    /// By first character, long ones first.
    date_words: BTreeMap<char, Vec<String>>,
    /// Words that mark a place beside a date.
    place_marks: Vec<String>,
    title_nouns: Vec<String>,
    /// As [`packed`] puts them.
    function_words: FxHashSet<u128>,
    /// First parts of compounds that keep their hyphen.
    compounds: BTreeSet<String>,
    html_classes: BTreeSet<String>,
    /// Patterns of numbers: what stands before and after the number, and whether it names a division.
    pub(crate) numbers: Vec<(String, String, bool)>,
    /// First characters of what stands before a number, sorted.
    pub(crate) number_openings: Vec<char>,
    /// Endings after which a sentence must go on, and those that only look like them.
    carries_on: Vec<(String, bool)>,
    /// Beginnings that only go on with a sentence, and those that only look like them.
    goes_on: Vec<(String, bool)>,
    /// Beginnings that take up a quotation as part of the sentence.
    takes_up: Vec<(String, bool)>,
    /// Endings of a sentence that lacks its full stop.
    predicates: Vec<String>,
    glyphs: Glyphs,
}

/// Longest line that is looked up, in bytes.
pub(crate) const LONGEST: usize = 300;

impl Forms {
    /// Returns the furniture tables of `lexicon`, compiled once.
    pub(crate) fn of(lexicon: &Lexicon) -> &Self {
        // They are of both languages, and kept with one.
        let tables = lexicon.language(Lang::Ja).expect("a lexicon has the tables of Japanese, be they empty");
        tables.derived(|_| Self::new(lexicon))
    }

    /// Compiles the furniture tables of `lexicon`.
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut forms = Self { glyphs: lexicon.glyphs().clone(), ..Self::default() };
        for lang in [Lang::Ja, Lang::En] {
            let Some(tables) = lexicon.language(lang) else { continue };
            for entry in tables.table(TableName::Furniture) {
                for form in &entry.forms {
                    forms.add(&entry.value, &entry.family, &entry.kind, form);
                }
            }
        }
        let by_length = |a: &(String, bool), b: &(String, bool)| b.0.len().cmp(&a.0.len());
        forms.carries_on.sort_by(by_length);
        forms.goes_on.sort_by(by_length);
        forms.takes_up.sort_by(by_length);
        for words in forms.date_words.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words.dedup();
        }
        forms.longest_whole = forms.whole.keys().map(String::len).max().unwrap_or(0);
        forms.number_openings = forms.numbers.iter().filter_map(|(before, _, _)| before.chars().next()).collect();
        forms.number_openings.sort_unstable();
        forms.number_openings.dedup();
        forms
    }

    fn add(&mut self, value: &str, family: &str, kind: &str, form: &str) {
        let key = self.key(form).unwrap_or_default();
        let role = match value {
            "furniture" => Role::Furniture,
            "publisher" => Role::Publisher,
            "tail" => Role::Tail,
            "end" => Role::End,
            "remark" => Role::Remark,
            "caption" => Role::Caption,
            "byline" => Role::Byline,
            "label" => {
                let field = match family {
                    "title" => Label::Field(FieldKey::Title),
                    "date" => Label::Field(FieldKey::Date),
                    "place" => Label::Field(FieldKey::Place),
                    "source" => Label::Field(FieldKey::Source),
                    "remarks" => Label::Field(FieldKey::Remarks),
                    "url" => Label::Field(FieldKey::Url),
                    _ => Label::Body,
                };
                self.labels.insert(key, field);
                return;
            }
            "date-word" => {
                if let Some(first) = key.chars().next() {
                    self.date_words.entry(first).or_default().push(key);
                }
                return;
            }
            "place-mark" => return self.place_marks.push(key),
            "title-noun" => return self.title_nouns.push(key),
            "function-word" => {
                self.function_words.extend(packed(&key));
                return;
            }
            "hyphen" => {
                self.compounds.insert(key);
                return;
            }
            "html-class" => {
                self.html_classes.insert(key);
                return;
            }
            "number" => {
                if let Some((before, after)) = form.split_once('#') {
                    self.numbers.push((before.to_owned(), after.to_owned(), kind == "division"));
                }
                return;
            }
            "carries-on" => return self.carries_on.push((form.to_owned(), kind != "except")),
            "predicate" => return self.predicates.push(form.to_owned()),
            "goes-on" => return self.goes_on.push((form.to_owned(), kind != "except")),
            "takes-up" => return self.takes_up.push((form.to_owned(), kind != "except")),
            _ => return,
        };
        match kind {
            "begins" => self.begins.entry(key.chars().next().unwrap_or_default()).or_default().push((key, role)),
            "ends" => self.ends.entry(key.chars().next_back().unwrap_or_default()).or_default().push((key, role)),
            "holds" => self.holds.push((key, role)),
            _ => {
                self.whole.insert(key, role);
            }
        }
    }

    /// Returns `text` as it is looked up: folded, lower-case, without white space. `None` if it is
    /// too long to be looked up.
    pub(crate) fn key(&self, text: &str) -> Option<String> {
        let mut key = String::new();
        self.key_into(text, &mut key).then_some(key)
    }

    /// Puts the key of `text` into `key`; returns false, with `key` empty, if `text` is too long.
    pub(crate) fn key_into(&self, text: &str, key: &mut String) -> bool {
        key.clear();
        if text.len() > LONGEST {
            return false;
        }
        key.reserve(text.len());
        if text.is_ascii() {
            // Folding changes nothing in ASCII but its spaces.
            let mut letters = [0; LONGEST];
            let mut count = 0;
            for byte in text.bytes() {
                letters[count] = byte.to_ascii_lowercase();
                count += usize::from(!byte.is_ascii_whitespace());
            }
            key.push_str(str::from_utf8(&letters[..count]).unwrap_or_default());
            return true;
        }
        for c in fold(text, &self.glyphs).as_str().chars() {
            if c.is_ascii() {
                if !c.is_whitespace() {
                    key.push(c.to_ascii_lowercase());
                }
            } else if is_east_asian(c) {
                key.push(c);
            } else if !c.is_whitespace() {
                key.extend(c.to_lowercase());
            }
        }
        true
    }

    /// Returns what the line with this key is, if it is of a known form.
    pub(crate) fn role(&self, key: &str) -> Option<Role> {
        let bare = bare(key);
        let whole = |key: &str| if key.len() > self.longest_whole { None } else { self.whole.get(key) };
        let framed = bare.len() < key.len();
        if let Some(role) = whole(key).or_else(|| if framed { whole(bare) } else { None }) {
            return Some(*role);
        }
        for key in [key, bare].into_iter().take(if framed { 2 } else { 1 }) {
            let begins = key.chars().next().and_then(|first| self.begins.get(&first)).into_iter().flatten();
            if let Some((_, role)) = begins.into_iter().find(|(form, _)| starts_with(key, form)) {
                return Some(*role);
            }
            let ends = key.chars().next_back().and_then(|last| self.ends.get(&last)).into_iter().flatten();
            if let Some((_, role)) = ends.into_iter().find(|(form, _)| key.ends_with(form.as_str())) {
                return Some(*role);
            }
        }
        self.holds.iter().find(|(form, _)| key.contains(form.as_str())).map(|(_, role)| *role)
    }

    /// Returns what a database header's label names.
    pub(crate) fn label(&self, text: &str) -> Option<Label> {
        self.labels.get(&self.key(text)?).copied()
    }

    /// Returns whether `key` consists of a date (and time) and nothing else, or of one with up to
    /// `others` further bytes before or after it.
    pub(crate) fn is_date(&self, key: &str, others: usize) -> bool {
        if key.len() > 160 || !key.contains(is_digit) {
            return false;
        }
        let mut rest = key;
        let (mut digits, mut words, mut strange) = (0_usize, 0_usize, 0_usize);
        let mut switches = 0;
        let mut in_strange = false;
        while let Some(c) = rest.chars().next() {
            let mut length = c.len_utf8();
            let mut known = true;
            if c.is_ascii_digit()
                || matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
            {
                digits += 1;
            } else if let Some(word) = self.date_words.get(&c).into_iter().flatten().find(|word| {
                // A Latin word begins where none runs on; st, nd, am follow a digit.
                let before = key[..key.len() - rest.len()].chars().next_back();
                let fits = !word.is_ascii()
                    || (if word.len() <= 2 {
                        before.is_some_and(is_digit)
                    } else {
                        !in_strange || !before.is_some_and(char::is_alphabetic)
                    });
                fits && starts_with(rest, word)
            }) {
                words += 1;
                length = word.len();
            } else if matches!(c, '.' | ',' | '/' | '-' | ':' | '(' | ')' | '、' | '・' | '[' | ']' | '〜' | '–' | '|')
            {
                // Punctuation belongs to what stands before it.
                rest = &rest[length..];
                continue;
            } else {
                known = false;
                strange += length;
            }
            if known == in_strange {
                switches += 1;
                in_strange = !known;
            }
            if strange > others || switches > 2 {
                return false;
            }
            rest = &rest[length..];
        }
        digits > 0 && (words > 0 || digits >= 6)
    }

    /// Returns what stands beside the date in a line that is little else ("2031年5月2日、北都"): a
    /// place, or nothing. `None` if the line is no such date line.
    pub(crate) fn place_beside_date<'k>(&self, key: &'k str) -> Option<&'k str> {
        if !self.is_date(key, 48) || !key.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c))
        {
            return None;
        }
        // The date stands on one side, the place on the other: cut where only one of them is left.
        let cuts = key.char_indices().map(|(at, _)| at).filter(|&at| at > 0);
        let best = if self.is_date(key, 0) {
            ""
        } else {
            let split = |at: usize| {
                let (left, right) = key.split_at(at);
                let free = |part: &str| !part.contains(is_digit);
                if self.is_date(right, 0) && free(left) && right.starts_with(is_digit) {
                    Some(left)
                } else if self.is_date(left, 0) && free(right) {
                    Some(right)
                } else {
                    None
                }
            };
            let found: Vec<&str> = cuts.filter_map(split).collect();
            found.into_iter().min_by_key(|part| part.len())?
        };
        let best = best.trim_matches(['、', ',', '(', ')', '・', '-', '–', ' ']);
        if best.is_empty() {
            return Some("");
        }
        let place = self.place_marks.iter().fold(best, |place, mark| {
            place.strip_suffix(mark.as_str()).or_else(|| place.strip_prefix(mark.as_str())).unwrap_or(place)
        });
        (place.chars().count() <= 24 && !place.contains(|c: char| matches!(c, '\u{3041}'..='\u{3096}')))
            .then_some(place)
    }

    /// Returns the place that a line names and nothing else ("於北都").
    pub(crate) fn place_line<'k>(&self, key: &'k str) -> Option<&'k str> {
        let place = self
            .place_marks
            .iter()
            .filter(|mark| mark.starts_with(['於', '場']))
            .find_map(|mark| key.strip_prefix(mark.as_str()))?;
        (!place.is_empty() && place.chars().count() <= 16).then_some(place)
    }

    /// Returns whether `key` ends with a noun that names a kind of document.
    pub(crate) fn is_title(&self, key: &str) -> bool {
        let bare = key.split('(').next().filter(|bare| !bare.is_empty()).unwrap_or(key);
        self.title_nouns.iter().any(|noun| bare.ends_with(noun.as_str()))
    }

    /// Returns whether `word` is one of a language's function words, whatever its case.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        packed(word).is_some_and(|word| self.function_words.contains(&word))
    }

    /// Returns whether `word`, in lower case, is the first part of compounds that keep their hyphen.
    pub(crate) fn opens_compound(&self, word: &str) -> bool {
        self.compounds.contains(word)
    }

    /// Returns whether an HTML element whose class or id is `name` belongs to the site.
    pub(crate) fn is_furniture_class(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let known = |part: Option<&str>| part.is_some_and(|part| self.html_classes.contains(part));
        // "share-buttons" and "site-footer", but not "has-sidebar" or "content-sidebar-wrap".
        let mut parts = name.split(['-', '_']);
        let (first, last, count) = (parts.next(), name.rsplit(['-', '_']).next(), name.split(['-', '_']).count());
        known(Some(&name))
            || known(first)
            || (count == 2 && known(last) && !matches!(first, Some("has" | "no" | "with" | "content" | "main" | "is")))
    }

    /// Returns whether a sentence that stops at the end of `text` must go on.
    pub(crate) fn carries_on(&self, text: &str) -> bool {
        self.carries_on.iter().find(|(form, _)| text.ends_with(form.as_str())).is_some_and(|(_, yes)| *yes)
    }

    /// Returns whether `text` ends as a sentence does that lacks its full stop.
    pub(crate) fn ends_with_predicate(&self, text: &str) -> bool {
        self.predicates.iter().any(|form| text.ends_with(form.as_str()))
    }

    /// Returns whether `text` begins in the middle of a sentence.
    pub(crate) fn goes_on(&self, text: &str) -> bool {
        self.goes_on.iter().find(|(form, _)| text.starts_with(form.as_str())).is_some_and(|(_, yes)| *yes)
    }

    /// Returns whether `text` begins by taking up a quotation before it.
    pub(crate) fn takes_up(&self, text: &str) -> bool {
        self.takes_up.iter().find(|(form, _)| text.starts_with(form.as_str())).is_some_and(|(_, yes)| *yes)
    }
}

/// Returns the bytes of a short word in small letters as one number, which is quicker to look up than the word; `None`
/// for a word of more than 12 bytes, which no function word has.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes[..12].get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some(u128::from_le_bytes(bytes))
}

/// Returns whether `c` is a digit, or a Han numeral.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Returns whether `text` begins with `form`: `starts_with`, quick to say no.
fn starts_with(text: &str, form: &str) -> bool {
    let last = form.len().wrapping_sub(1);
    text.as_bytes().get(last) == form.as_bytes().last() && text.starts_with(form)
}

/// Returns `key` without brackets and dashes around it.
fn bare(key: &str) -> &str {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if is_letter(key.as_bytes().first()) && is_letter(key.as_bytes().last()) {
        return key;
    }
    key.trim_matches(|c| "()[]【】〔〕《》<>「」『』-―—–*#•・■●○▲▼>|/ ".contains(c))
}
