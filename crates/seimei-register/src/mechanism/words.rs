//! The lexicon's words by which the life of a mechanism is told, found in a text.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::{Lang, RuleId};
use seimei_model::decision::Rhythm;
use seimei_text::fold::fold;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Words {
    forms: Vec<Form>,
    /// The forms without a numeral, by their first characters.
    by_first: BTreeMap<char, Vec<usize>>,
}

#[derive(Debug)]
struct Form {
    text: SmolStr,
    /// What stands before and behind the numeral, where the form has one.
    around: Option<(SmolStr, SmolStr)>,
    sense: Sense,
    rule: RuleId,
}

/// What a word tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Sense {
    /// How often: the entry's value, and whether the word is an adjective.
    Rhythm { value: SmolStr, adjective: bool },
    /// Anything else: the entry's value, family and kind.
    Life { value: SmolStr, family: SmolStr, kind: SmolStr },
}

/// A word found in a text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found<'a> {
    /// Where, in bytes.
    pub(super) range: TextRange,
    /// What it tells.
    pub(super) sense: &'a Sense,
    /// The numeral that the form leaves open.
    pub(super) number: Option<u32>,
    /// The lexicon entry.
    pub(super) rule: &'a RuleId,
}

impl Found<'_> {
    /// Returns whether it is a word of the life of a mechanism with this value.
    pub(super) fn is(&self, wanted: &str) -> bool {
        matches!(self.sense, Sense::Life { value, .. } if value == wanted)
    }

    /// Returns the number of an ordinal.
    pub(super) fn ordinal(&self) -> Option<u32> {
        if self.is("ordinal") { self.number.or_else(|| self.family().parse().ok()) } else { None }
    }

    /// Returns the entry's kind; empty for words of rhythm.
    pub(super) fn kind(&self) -> &str {
        if let Sense::Life { kind, .. } = self.sense { kind } else { "" }
    }

    /// Returns the entry's family; empty for words of rhythm.
    pub(super) fn family(&self) -> &str {
        if let Sense::Life { family, .. } = self.sense { family } else { "" }
    }

    /// Returns how often the word says.
    pub(super) fn rhythm(&self) -> Option<Rhythm> {
        let Sense::Rhythm { value, .. } = self.sense else { return None };
        let months = |months: u32| (1..=1200).contains(&months).then_some(Rhythm::Months(months));
        match value.as_str() {
            "regular" => Some(Rhythm::Regular),
            value => match (value.strip_prefix("N*"), value.strip_suffix("/N")) {
                (Some(times), _) => months(times.parse::<u32>().ok()?.checked_mul(self.number?)?),
                (_, Some(of)) => months(of.parse::<u32>().ok()?.checked_div(self.number?)?),
                _ => months(value.parse().ok()?),
            },
        }
    }

    /// Returns whether it is an adjective of rhythm.
    pub(super) fn is_adjective(&self) -> bool {
        matches!(self.sense, Sense::Rhythm { adjective: true, .. })
    }
}

impl Words {
    /// Returns those of a language.
    pub(super) fn of(lexicon: &Lexicon, language: Lang) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        for table in [TableName::Rhythm, TableName::MechanismWords] {
            for entry in lexicon.entries(language, table) {
                let first = entry.forms.first().map_or("", SmolStr::as_str);
                let rule = RuleId::new(format!("{}.{}/{}/{first}", entry.table.word(), language.tag(), entry.value));
                for text in &entry.forms {
                    let text: SmolStr = lower(text).into();
                    let around = text.split_once('#').map(|(before, behind)| (before.into(), behind.into()));
                    forms.push(Form { around, sense: sense(&entry), rule: rule.clone(), text });
                }
            }
        }
        let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (number, form) in forms.iter().enumerate().filter(|(_, form)| form.around.is_none()) {
            if let Some(first) = form.text.chars().next() {
                by_first.entry(first).or_default().push(number);
            }
        }
        Self { forms, by_first }
    }

    /// Returns whether an abbreviation names a sort of text and no one mechanism.
    pub(super) fn is_common(&self, short: &str) -> bool {
        let small = lower(short);
        let is = |form: &&Form| matches!(&form.sense, Sense::Life { value, .. } if value == "common");
        self.forms.iter().filter(is).any(|form| form.text == small)
    }

    /// Returns the words before a name that may be left out.
    pub(super) fn levels(&self) -> impl Iterator<Item = &str> {
        let levels =
            self.forms.iter().filter(|form| matches!(&form.sense, Sense::Life { value, .. } if value == "level"));
        levels.map(|form| form.text.as_str())
    }

    /// Returns what a name that ends so is called in the register: the family of the longest such ending.
    pub(super) fn kind(&self, name: &str) -> Option<&SmolStr> {
        let kinds = self.forms.iter().filter_map(|form| match &form.sense {
            Sense::Life { value, family, .. } if value == "kind" => Some((form.text.as_str(), family)),
            _ => None,
        });
        kinds.filter(|(ending, _)| name.ends_with(ending)).max_by_key(|(ending, _)| ending.len()).map(|(_, kind)| kind)
    }

    /// Returns the words in a text in small letters, by their beginnings; of words of one value that overlap only the
    /// longest.
    pub(super) fn find(&self, text: &str) -> Vec<Found<'_>> {
        let mut found = Vec::new();
        let mut before = ' ';
        for (start, first) in text.char_indices() {
            let inside = before.is_ascii_alphanumeric() && first.is_ascii_alphanumeric();
            before = first;
            let Some(forms) = self.by_first.get(&first).filter(|_| !inside) else { continue };
            for form in forms.iter().map(|number| &self.forms[*number]) {
                if text[start..].starts_with(form.text.as_str()) {
                    let range = TextRange::new(start, start + form.text.len());
                    found.push(Found { range, sense: &form.sense, number: None, rule: &form.rule });
                }
            }
        }
        for form in &self.forms {
            if let Some((before, behind)) = &form.around {
                find_counted(text, before, behind, form, &mut found);
            }
        }
        found.retain(|one| is_whole(text, one.range));
        found.sort_by_key(|one: &Found| (one.range.start, std::cmp::Reverse(one.range.end)));
        let mut kept: Vec<Found> = Vec::new();
        for one in found {
            // Of one sort of words only the longest counts; so 実施した hides 実施 and `next` of a name stays.
            let hides = |other: &Found| {
                other.range.contains(one.range)
                    && (other.range.len() > one.range.len() || other == &one)
                    && sort(other.sense) == sort(one.sense)
            };
            if !kept.iter().rev().take(8).any(hides) {
                kept.push(one);
            }
        }
        kept
    }
}

/// Returns what words must have in common for the longer to hide the shorter.
fn sort(sense: &Sense) -> &str {
    match sense {
        Sense::Rhythm { .. } => "rhythm",
        // That it will be held, or is being prepared, hides that it is held or set up.
        Sense::Life { value, .. } if matches!(value.as_str(), "hold" | "set-up" | "prepare") => "life",
        Sense::Life { value, .. } => value,
    }
}

fn sense(entry: &Entry) -> Sense {
    if entry.table == TableName::Rhythm {
        Sense::Rhythm { value: entry.value.clone(), adjective: entry.kind == "adjective" }
    } else {
        Sense::Life { value: entry.value.clone(), family: entry.family.clone(), kind: entry.kind.clone() }
    }
}

/// Finds a form with a numeral in it.
fn find_counted<'a>(lower: &str, before: &str, behind: &str, form: &'a Form, found: &mut Vec<Found<'a>>) {
    for (at, _) in lower.match_indices(behind) {
        let Some((start, number)) = numeral_before(lower, at) else { continue };
        if lower.get(..start).is_some_and(|head| head.ends_with(before)) {
            let range = TextRange::new(start - before.len(), at + behind.len());
            found.push(Found { range, sense: &form.sense, number: Some(number), rule: &form.rule });
        }
    }
}

/// Numerals in words.
const NUMERALS: &[(&str, u32)] = &[
    ("eleven", 11),
    ("twelve", 12),
    ("three", 3),
    ("seven", 7),
    ("eight", 8),
    ("two", 2),
    ("four", 4),
    ("five", 5),
    ("nine", 9),
    ("one", 1),
    ("six", 6),
    ("ten", 10),
    ("十二", 12),
    ("十", 10),
    ("一", 1),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
];

/// Returns the numeral that ends at `end`, with its beginning.
pub(super) fn numeral_before(text: &str, end: usize) -> Option<(usize, u32)> {
    let head = text.get(..end)?;
    let digits = head.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return Some((end - digits, head[end - digits..].parse().ok().filter(|number| *number > 0)?));
    }
    let word = NUMERALS.iter().find(|(word, _)| head.ends_with(word))?;
    Some((end - word.0.len(), word.1))
}

/// Returns whether no ASCII letter or digit continues the words of `range` on either side.
pub(super) fn is_whole(text: &str, range: TextRange) -> bool {
    let bytes = text.as_bytes();
    let (start, end) = (range.start as usize, range.end as usize);
    let letter = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_alphanumeric);
    let begins_inside = start > 0 && letter(start) && letter(start - 1);
    let ends_inside = end > 0 && letter(end - 1) && letter(end);
    !begins_inside && !ends_inside
}

/// Values of the words that tell something by themselves; the others only part or join.
const TELLING: &[&str] = &["forward", "hold", "observer", "ordinal", "period", "prepare", "set-up", "welcome"];

/// Returns what the words of a text tell: months between two meetings or `regular`, and the values of the other words.
pub fn told(text: &str, language: Lang, lexicon: &Lexicon) -> BTreeSet<String> {
    let words = Words::of(lexicon, language);
    let folded = fold(text, lexicon.glyphs());
    let found = words.find(&lower(folded.as_str())).into_iter().filter_map(|one| match one.sense {
        Sense::Rhythm { .. } => one.rhythm().map(|rhythm| match rhythm {
            Rhythm::Months(months) => months.to_string(),
            Rhythm::Regular => "regular".to_owned(),
        }),
        Sense::Life { value, .. } => TELLING.contains(&value.as_str()).then(|| value.to_string()),
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;

    use super::*;

    #[test]
    fn the_tests_beside_the_tables_hold() {
        let lexicon = builtin::lexicon();
        let check = |tests: &str, language: Lang| {
            for line in tests.lines().skip(1).filter(|line| !line.is_empty()) {
                let columns: Vec<&str> = line.split('\t').collect();
                let found = told(columns[0], language, &lexicon);
                let holds = match columns[1] {
                    "-" => found.is_empty(),
                    wanted => wanted.split('|').all(|one| found.contains(one)),
                };
                assert!(holds, "{line}: {found:?}");
            }
        };
        check(include_str!("../../../../lexicon/rhythm.en.tests.tsv"), Lang::En);
        check(include_str!("../../../../lexicon/rhythm.ja.tests.tsv"), Lang::Ja);
        check(include_str!("../../../../lexicon/mechanism-words.en.tests.tsv"), Lang::En);
        check(include_str!("../../../../lexicon/mechanism-words.ja.tests.tsv"), Lang::Ja);
    }
}
