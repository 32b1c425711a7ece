//! Numbers of resolutions that the record never names, while it names a near one again and again (1718, 1781).

use std::collections::BTreeMap;

use seimei_text::range::TextRange;

use super::page::{Page, slips};
use super::{Cited, Desk, Finding, FindingKind, newest, statements};

/// A number is established from so many texts on.
const ESTABLISHED: usize = 2;
/// The characters that may stand between the word and its first number: " no. ", 第.
const GAP: usize = 6;

/// Finds numbers that are likely slips.
pub(super) fn findings(desk: &Desk) -> Vec<Finding> {
    let mut known: BTreeMap<String, Vec<Cited>> = BTreeMap::new();
    desk.passages(|cited, page| {
        for range in numbers(page, desk) {
            known.entry(page.text()[range.bounds()].to_owned()).or_default().push(cited);
        }
    });
    let mut found: BTreeMap<String, Finding> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for range in numbers(page, desk) {
            let number = &page.text()[range.bounds()];
            if known.contains_key(number) {
                continue;
            }
            let near = known.iter().filter(|(other, cited)| {
                other.len() == number.len() && slips(number, other) == 1 && statements(cited) >= ESTABLISHED
            });
            // Of several the most frequent, of equals the first.
            let Some((other, cited)) =
                near.max_by(|one, other| statements(one.1).cmp(&statements(other.1)).then(other.0.cmp(one.0)))
            else {
                continue;
            };
            let finding = found.entry(number.to_owned()).or_insert_with(|| Finding {
                written: number.to_owned(),
                against: other.clone(),
                cited: newest(cited.clone(), 3),
                said: statements(cited),
                ..Finding::new(FindingKind::Resolution)
            });
            finding.places.push(desk.place(provision, range));
        }
    }
    found.into_values().collect()
}

/// Returns where the numbers of resolutions stand in a folded provision: three or four digits behind a word for a
/// resolution, and those joined to them. What stands in brackets between them (a year) is passed over.
fn numbers(page: &Page, desk: &Desk) -> Vec<TextRange> {
    let (text, small) = (page.text(), page.small.as_str());
    let mut found: Vec<TextRange> = Vec::new();
    for word in &desk.words.resolutions {
        for (at, _) in small.match_indices(word.as_str()) {
            let mut from = at + word.len();
            let mut is_first = true;
            while let Some(range) = next(text, from, is_first, &desk.words.joins) {
                from = range.end as usize;
                is_first = false;
                found.push(range);
            }
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}

fn next(text: &str, from: usize, is_first: bool, joins: &[String]) -> Option<TextRange> {
    let rest = text.get(from..)?;
    let digits = rest.find(|c: char| c.is_ascii_digit())?;
    let mut gap = rest[..digits].to_ascii_lowercase();
    let mut start = from + digits;
    // A year in brackets.
    if gap.trim_end().ends_with('(') {
        let close = text[start..].find(')')?;
        let inner = &text[start..start + close];
        if is_first || !inner.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let after = start + close + 1;
        return next(text, after, false, joins);
    }
    if is_first {
        let is_near = gap.chars().count() <= GAP && !gap.contains(['.', '。', ',', '、', ';']) || gap.trim() == "no.";
        if !is_near {
            return None;
        }
    } else {
        for join in joins {
            gap = gap.replace(join.as_str(), "");
        }
        if !gap.trim().is_empty() {
            return None;
        }
    }
    let length = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    if !is_first {
        start = from + digits;
    }
    let is_year = text[start + length..].starts_with('年');
    ((3..=4).contains(&length) && !is_year).then(|| TextRange::new(start, start + length))
}
