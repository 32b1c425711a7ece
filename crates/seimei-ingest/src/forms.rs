//! The lexicon's furniture, compiled: forms of lines that are not, or only frame, the text.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::fold::fold;
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
    whole: BTreeMap<String, Role>,
    /// By first character.
    begins: BTreeMap<char, Vec<(String, Role)>>,
    /// By last character.
    ends: BTreeMap<char, Vec<(String, Role)>>,
    holds: Vec<(String, Role)>,
    /// Names of a database header's fields.
    labels: BTreeMap<String, Label>,
    date_words: Vec<String>,
    /// Words that mark a place beside a date.
    place_marks: Vec<String>,
    title_nouns: Vec<String>,
    function_words: BTreeSet<String>,
    html_classes: BTreeSet<String>,
    /// Patterns of numbers: what stands before and after the number, and whether it names a division.
    pub(crate) numbers: Vec<(String, String, bool)>,
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
const LONGEST: usize = 300;

impl Forms {
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
        forms.date_words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        forms.date_words.dedup();
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
            "date-word" => return self.date_words.push(key),
            "place-mark" => return self.place_marks.push(key),
            "title-noun" => return self.title_nouns.push(key),
            "function-word" => {
                self.function_words.insert(key);
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
        if text.len() > LONGEST {
            return None;
        }
        let folded = fold(text, &self.glyphs);
        Some(folded.as_str().chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect())
    }

    /// Returns what the line with this key is, if it is of a known form.
    pub(crate) fn role(&self, key: &str) -> Option<Role> {
        let bare = bare(key);
        if let Some(role) = self.whole.get(key).or_else(|| self.whole.get(bare)) {
            return Some(*role);
        }
        for key in [key, bare] {
            let begins = key.chars().next().and_then(|first| self.begins.get(&first)).into_iter().flatten();
            if let Some((_, role)) = begins.into_iter().find(|(form, _)| key.starts_with(form.as_str())) {
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
            } else if let Some(word) = self.date_words.iter().find(|word| {
                // A Latin word begins where none runs on; st, nd, am follow a digit.
                let before = key[..key.len() - rest.len()].chars().next_back();
                let fits = !word.is_ascii()
                    || (if word.len() <= 2 {
                        before.is_some_and(is_digit)
                    } else {
                        !in_strange || !before.is_some_and(char::is_alphabetic)
                    });
                fits && rest.starts_with(word.as_str())
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
            rest = &rest[length..];
        }
        digits > 0 && (words > 0 || digits >= 6) && strange <= others && switches <= 2
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
        word.len() <= 12 && self.function_words.contains(word.to_ascii_lowercase().as_str())
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

/// Returns whether `c` is a digit, or a Han numeral.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Returns `key` without brackets and dashes around it.
fn bare(key: &str) -> &str {
    key.trim_matches(|c| "()[]【】〔〕《》<>「」『』-―—–*#•・■●○▲▼>|/ ".contains(c))
}
