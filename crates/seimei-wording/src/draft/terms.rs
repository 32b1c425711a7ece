//! One thing written two ways within a draft: two names of a state or place, two names of a mechanism, British and American
//! spelling side by side, with and without a hyphen or dot, old and new form of a character.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::lower;
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;

use super::tables::places;
use super::{Desk, Finding, FindingKind, Place};

/// The most places that are told of each way.
const PLACES: usize = 3;

/// Finds terms used two ways.
pub(super) fn findings(desk: &Desk) -> Vec<Finding> {
    let mut findings = names(desk);
    findings.extend(mechanisms(desk));
    findings.extend(schools(desk));
    findings.extend(joined(desk));
    findings.extend(glyphs(desk));
    findings
}

/// A finding of two ways of writing: the one that stands less often first.
fn two(ways: [(String, Vec<Place>); 2]) -> Finding {
    let [one, other] = ways;
    let (rare, usual) = if one.1.len() <= other.1.len() { (one, other) } else { (other, one) };
    let said = rare.1.len() + usual.1.len();
    let mut all: Vec<Place> = rare.1.into_iter().take(PLACES).collect();
    all.extend(usual.1.into_iter().take(PLACES));
    Finding { places: all, written: rare.0, against: usual.0, said, ..Finding::new(FindingKind::TwoWays) }
}

/// What the table lists as two names of one thing.
fn names(desk: &Desk) -> Vec<Finding> {
    let mut by_value: BTreeMap<&str, Vec<(String, Vec<Place>)>> = BTreeMap::new();
    let mut all: Vec<Place> = Vec::new();
    for way in &desk.words.ways {
        let mut found: Vec<Place> = Vec::new();
        for (provision, page) in desk.own.iter().enumerate() {
            let ranges = way.forms.iter().flat_map(|form| places(page.text(), form));
            found.extend(ranges.map(|range| desk.place(provision, range)));
        }
        found.sort();
        all.extend(found.iter().cloned());
        by_value.entry(&way.value).or_default().push((String::new(), found));
    }
    // A short name lies in a longer one, of its own way or of another (Republic of Korea).
    let is_inside = |place: &Place| {
        all.iter().any(|other| {
            other.provision == place.provision
                && other.range.len() > place.range.len()
                && other.range.contains(place.range)
        })
    };
    for ways in by_value.values_mut() {
        for (written, places) in ways.iter_mut() {
            places.retain(|place| !is_inside(place));
            *written = places.first().map(|place| place.words.clone()).unwrap_or_default();
        }
        ways.retain(|(_, places)| !places.is_empty());
    }
    let mut findings = Vec::new();
    for mut ways in by_value.into_values() {
        ways.sort_by_key(|way| std::cmp::Reverse(way.1.len()));
        let mut ways = ways.into_iter();
        if let (Some(usual), Some(rare)) = (ways.next(), ways.next()) {
            findings.push(two([rare, usual]));
        }
    }
    findings
}

/// Two names of one mechanism, neither of which is short for the other.
fn mechanisms(desk: &Desk) -> Vec<Finding> {
    let Some(tables) = desk.lexicon.language(desk.language) else { return Vec::new() };
    let mut by_value: BTreeMap<String, BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for hit in page.longest(TableName::Mechanisms) {
            let value = tables.entry(&hit).value.as_str();
            let written = &page.text()[hit.range.bounds()];
            let is_name = written.len() > 4 && written.chars().any(|c| c.is_lowercase() || !c.is_ascii());
            if value.starts_with('(') || value == "-" || !is_name {
                continue;
            }
            let of = by_value.entry(value.to_owned()).or_default();
            of.entry(written.to_owned()).or_default().push(desk.place(provision, hit.range));
        }
    }
    let mut findings = Vec::new();
    for ways in by_value.into_values() {
        let mut ways: Vec<(String, Vec<Place>)> = ways.into_iter().collect();
        ways.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(one.0.cmp(&other.0)));
        let Some(usual) = ways.first().cloned() else { continue };
        // Side by side they are no slip: one explains the other, or they are two parts of one whole.
        let beside = |way: &(String, Vec<Place>)| {
            way.1.iter().any(|place| usual.1.iter().any(|other| other.provision == place.provision))
        };
        let other = ways
            .iter()
            .skip(1)
            .find(|way| !is_short_for(&way.0, &usual.0) && !is_short_for(&usual.0, &way.0) && !beside(way));
        if let Some(other) = other {
            findings.push(two([other.clone(), usual]));
        }
    }
    findings
}

/// Returns whether the words or signs of the short name stand in the long one, in their order.
fn is_short_for(short: &str, long: &str) -> bool {
    let (one, other) = (capitals(short), capitals(long));
    if one.len() > 1 && other.len() > 1 && (one.starts_with(&other) || other.starts_with(&one)) {
        return true;
    }
    let (short, long) = (lower(short), lower(long));
    if short.is_ascii() && long.is_ascii() {
        let mut words = long.split([' ', '-']);
        return short.split([' ', '-']).all(|word| words.any(|other| other == word));
    }
    let mut signs = long.chars();
    short.chars().all(|sign| signs.any(|other| other == sign))
}

/// Returns the capitals of a name: UNSC resolutions and UN Security Council resolutions have the same.
fn capitals(name: &str) -> String {
    name.chars().filter(char::is_ascii_uppercase).collect()
}

/// British and American spelling in one draft. Names (Department of Defense) keep their own.
fn schools(desk: &Desk) -> Vec<Finding> {
    let mut british: Vec<(String, Place)> = Vec::new();
    let mut american: Vec<(String, Place)> = Vec::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for (_, of_british, of_american) in &desk.words.schools {
            for (forms, found) in [(of_british, &mut british), (of_american, &mut american)] {
                for form in forms {
                    let is_plain =
                        |range: &TextRange| page.text()[range.bounds()].starts_with(|c: char| c.is_lowercase());
                    for range in places(&page.small, form).into_iter().filter(is_plain) {
                        found.push((form.clone(), desk.place(provision, range)));
                    }
                }
            }
        }
    }
    if british.is_empty() || american.is_empty() {
        return Vec::new();
    }
    let told = |mut found: Vec<(String, Place)>| {
        found.sort_by(|one, other| one.1.cmp(&other.1));
        let mut words: Vec<String> = Vec::new();
        for (word, _) in &found {
            if !words.contains(word) && words.len() < PLACES {
                words.push(word.clone());
            }
        }
        (words.join(", "), found.into_iter().map(|(_, place)| place).collect::<Vec<_>>())
    };
    vec![two([told(british), told(american)])]
}

/// The same word with and without a hyphen, dot or final long vowel: co-operation, cooperation; サイバー・セキュリティ, サイバーセキュリティー.
fn joined(desk: &Desk) -> Vec<Finding> {
    let mut by_key: BTreeMap<String, BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        let text = page.text();
        for range in compounds(text) {
            let word = lower(&text[range.bounds()]);
            let key: String = word.trim_end_matches('ー').chars().filter(|c| !matches!(c, '-' | '・')).collect();
            // A short word with a dot may be two words.
            if key.chars().count() < 6 || key.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            by_key.entry(key).or_default().entry(word).or_default().push(desk.place(provision, range));
        }
    }
    let mut findings = Vec::new();
    for ways in by_key.into_values().filter(|ways| ways.len() > 1) {
        let mut ways: Vec<(String, Vec<Place>)> = ways.into_iter().collect();
        ways.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(one.0.cmp(&other.0)));
        let mut ways = ways.into_iter();
        if let (Some(usual), Some(rare)) = (ways.next(), ways.next()) {
            // A name keeps its own spelling: Global Startup Campus, a start-up.
            let begins =
                |way: &(String, Vec<Place>)| way.1.iter().all(|place| place.words.starts_with(char::is_uppercase));
            if begins(&usual) != begins(&rare) {
                continue;
            }
            let shown = |way: (String, Vec<Place>)| (way.1[0].words.clone(), way.1);
            findings.push(two([shown(rare), shown(usual)]));
        }
    }
    findings
}

/// Runs of Latin letters with hyphens, and of katakana with dots.
fn compounds(text: &str) -> Vec<TextRange> {
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー' | '・');
    let mut found = Vec::new();
    for is_part in [&latin as &dyn Fn(char) -> bool, &kana] {
        let mut start: Option<usize> = None;
        for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
            match (start, is_part(c)) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    let run = text[from..at].trim_matches(['-', '・']);
                    let from = from + text[from..at].find(run).unwrap_or_default();
                    if !run.is_empty() {
                        found.push(TextRange::new(from, from + run.len()));
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }
    found
}

/// The same word in old and new forms of characters (兩国, 両国), or in two spellings that folding makes one.
fn glyphs(desk: &Desk) -> Vec<Finding> {
    let table = desk.lexicon.glyphs();
    let is_sign = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let mut by_plain: BTreeMap<(char, char), BTreeMap<String, Vec<Place>>> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        let text = page.whole();
        let signs: Vec<(usize, char)> = text.char_indices().collect();
        for pair in signs.windows(2) {
            let [(start, one), (at, other)] = [pair[0], pair[1]];
            if !is_sign(one) || !is_sign(other) {
                continue;
            }
            let range = TextRange::new(start, at + other.len_utf8());
            let words = text[range.bounds()].to_owned();
            let of = by_plain.entry((table.plain(one), table.plain(other))).or_default();
            let places = of.entry(words.clone()).or_default();
            if places.len() < PLACES {
                places.push(Place { provision, range, words });
            }
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    for ways in by_plain.into_values().filter(|ways| ways.len() > 1) {
        let mut ways = ways.into_iter();
        if let (Some(one), Some(other)) = (ways.next(), ways.next()) {
            let finding = two([one, other]);
            // 両国間 would be told twice: as 両国 and as 国間.
            let is_told = findings.iter().any(|told| {
                told.places.iter().any(|place| {
                    finding.places.iter().any(|own| own.provision == place.provision && own.range.overlaps(place.range))
                })
            });
            if !is_told {
                findings.push(finding);
            }
        }
    }
    findings
}
