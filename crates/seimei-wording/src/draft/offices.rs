//! Office holders: names beside titles, and titles that the record's newest texts give otherwise.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::page::{Page, slips};
use super::{Cited, Desk, Finding, FindingKind, newest, statements};

/// A title with the name beside it, in the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    /// The title.
    pub(super) title: TextRange,
    /// The name.
    pub(super) name: TextRange,
    /// Both, and what stands between them.
    pub(super) whole: TextRange,
}

/// A person of the record: under which titles.
#[derive(Debug, Default)]
struct Known {
    titles: Vec<(String, Cited)>,
}

/// Finds titles that the record never gives the person, while its newest texts give another.
pub(super) fn findings(desk: &Desk) -> Vec<Finding> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    desk.passages(|cited, page| {
        for holder in holders(page, desk) {
            let Some(person) = person(&page.text()[holder.name.bounds()], desk.language) else { continue };
            let title = page.text()[holder.title.bounds()].to_owned();
            known.entry(person).or_default().titles.push((title, cited));
        }
    });
    let mut found: BTreeMap<(String, String), Finding> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for holder in holders(page, desk) {
            let name = &page.text()[holder.name.bounds()];
            let title = &page.text()[holder.title.bounds()];
            let Some(person) = person(name, desk.language) else { continue };
            let Some(Known { titles }) = known.get(&person) else { continue };
            let all: Vec<Cited> = titles.iter().map(|(_, cited)| *cited).collect();
            if statements(&all) < 2 || titles.iter().any(|(other, _)| agree(title, other, desk.language)) {
                continue;
            }
            let Some((last, _)) = titles.iter().max_by_key(|(_, cited)| *cited) else { continue };
            let so: Vec<Cited> = titles.iter().filter(|(other, _)| other == last).map(|(_, cited)| *cited).collect();
            let finding = found.entry((person, title.to_owned())).or_insert_with(|| Finding {
                written: page.text()[holder.whole.bounds()].to_owned(),
                against: last.clone(),
                said: statements(&so),
                cited: newest(so, 3),
                ..Finding::new(FindingKind::Title)
            });
            finding.places.push(desk.place(provision, holder.whole));
        }
    }
    found.into_values().collect()
}

/// Returns how a person is told apart: by the words of the full name in any order; `None` for a bare family name, which
/// many may bear. Japanese names before titles are taken as they stand.
fn person(name: &str, language: Lang) -> Option<String> {
    if language == Lang::Ja {
        return (name.chars().count() >= 2).then(|| name.to_owned());
    }
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.retain(|word| word.trim_end_matches('.').len() > 1);
    words.sort();
    words.dedup();
    (words.len() >= 2).then(|| words.join(" "))
}

/// Returns whether two titles may be of one office: all words of the shorter one stand in the longer one (Minister for Foreign
/// Affairs, Foreign Minister), but for one letter (Defence, Defense); in Japanese, one ends with the other.
fn agree(one: &str, other: &str, language: Lang) -> bool {
    if language == Lang::Ja {
        return one.contains(other) || other.contains(one) || {
            let ends = |title: &str| title.trim_end_matches(['臣', '大']).to_owned();
            ends(one).trim_end_matches('相') == ends(other).trim_end_matches('相')
        };
    }
    let words = |title: &str| -> Vec<String> {
        title.split([' ', '-']).map(str::to_lowercase).filter(|word| word.len() > 3).collect()
    };
    let (mut short, mut long) = (words(one), words(other));
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    short.iter().all(|word| long.iter().any(|other| slips(word, other) <= 1))
}

/// Returns the titles of a provision that have a name beside them.
pub(super) fn holders(page: &Page, desk: &Desk) -> Vec<Holder> {
    let Some(tables) = desk.lexicon.language(desk.language) else { return Vec::new() };
    let text = page.text();
    let is_office = |hit: &Hit| {
        let entry = tables.entry(hit);
        !matches!(entry.family.as_str(), "government" | "address") && entry.kind != "many" && entry.kind != "noun"
    };
    let titles = page.longest(TableName::Titles).into_iter().filter(is_office);
    if desk.language == Lang::Ja {
        return titles.filter_map(|hit| before(page, hit.range)).collect();
    }
    titles
        .filter(|hit| text[hit.range.bounds()].starts_with(char::is_uppercase))
        .filter_map(|hit| behind(page, hit.range))
        .collect()
}

/// The name behind an English title: words with a capital, at most four; `of the Republic of Arvenia` may stand between.
fn behind(page: &Page, title: TextRange) -> Option<Holder> {
    let text = page.text();
    let mut from = title.end as usize;
    let mut rest = text.get(from..)?;
    for link in [" of the ", " of "] {
        let Some(after) = rest.strip_prefix(link) else { continue };
        let at = text.len() - after.len();
        let state = page.hits.iter().filter(|hit| hit.table == TableName::Actors && hit.range.start as usize == at);
        let end = state.map(|hit| hit.range.end as usize).max()?;
        from = end;
        rest = text.get(from..)?;
        break;
    }
    let start = from + 1;
    if !rest.starts_with(' ') {
        return None;
    }
    let mut end = start;
    let mut count = 0;
    for token in page.tokens().iter().filter(|token| token.start as usize >= start) {
        let gap = text.get(end..token.start as usize)?;
        let word = &text[token.bounds()];
        let is_one = page.hits.iter().any(|hit| hit.range.contains(*token) || hit.range.start == token.start);
        if (count > 0 && gap != " " && gap != ". ") || !word.starts_with(char::is_uppercase) || is_one || count == 4 {
            break;
        }
        end = token.end as usize;
        if text[..end].ends_with("'s") {
            end -= 2;
            count += 1;
            break;
        }
        count += 1;
    }
    let name = TextRange::new(start, end.max(start));
    (count > 0).then_some(Holder { title, name, whole: TextRange { start: title.start, end: name.end } })
}

/// The name before a Japanese title: kanji, or katakana with dots, as far as no word of the lexicon ends. The state or
/// organisation may stand between them (ブラント北海機構事務総長).
fn before(page: &Page, title: TextRange) -> Option<Holder> {
    let text = page.text();
    let is_kanji = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '々';
    let is_kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | '=');
    let of = page.hits.iter().filter(|hit| hit.table == TableName::Actors && hit.range.end == title.start);
    let begin = of.map(|hit| hit.range.start).min().unwrap_or(title.start);
    let head = &text[..begin as usize];
    let last = head.chars().next_back()?;
    let is_part: &dyn Fn(char) -> bool = if is_kanji(last) { &is_kanji } else { &is_kana };
    let run = head.chars().rev().take_while(|c| is_part(*c)).map(char::len_utf8).sum::<usize>();
    let mut start = head.len() - run;
    // 日本国石破総理: the name begins behind the state.
    for hit in page.hits.iter().filter(|hit| hit.table == TableName::Actors || hit.table == TableName::Titles) {
        // One sign of a name in katakana may be short for a state (ソ).
        let is_short = !is_kanji(last) && text[hit.range.bounds()].chars().count() < 3;
        if !is_short && hit.range.start as usize >= start && hit.range.end <= begin {
            start = start.max(hit.range.end as usize);
        }
    }
    let name = head[start..].trim_start_matches(['・', '=']);
    let start = head.len() - name.len();
    let most = if is_kanji(last) { 5 } else { 20 };
    let count = name.chars().count();
    let name = TextRange::new(start, head.len());
    (count >= 2 && count <= most).then_some(Holder {
        title,
        name,
        whole: TextRange { start: name.start, end: title.end },
    })
}
