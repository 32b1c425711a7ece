//! Short names of states: 日米韓, 日NATO, 対露, 訪米, 米大統領.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::{Entry, TableName};
use seimei_text::range::TextRange;

use super::{goes_on, is_kanji, is_katakana, join_codes};
use crate::actors::items::{self, Item, Role, Roles};
use crate::context::Context;
use crate::sentence::Sentence;

/// Verbal and other prefixes that take a short name (訪米, 対露).
const PREFIXES: &str = "対訪駐在親反渡来離知抗援";
/// Short names that mean nothing else at the start of a run, whatever stands before.
const PLAIN: &str = "日米英仏露韓豪ロソ欧";
/// What stands before 日 where it is a day, a sun or 日本 cut short.
const BEFORE_DAY: &str = "今両本明同当翌前毎連先某祝休即終一平元何初曜二三四五六七八九十数半全朝昨落生命吉後";

/// A short name in the sentence.
struct Short<'l> {
    range: TextRange,
    entry: &'l Entry,
    hit: Hit,
}

/// Returns runs of short names, short names after a prefix, and short names before an office or
/// a governmental noun, as items to be chosen among.
pub(super) fn candidates<'l>(sentence: &Sentence, roles: &Roles, context: &Context<'l>) -> Vec<(u8, Item<'l>)> {
    let words = context.lexicon;
    let mut shorts: Vec<Short> = Vec::new();
    let mut titles: Vec<&Hit> = Vec::new();
    for hit in sentence.hits {
        match hit.table {
            TableName::Actors if roles.is_short(hit) => {
                shorts.push(Short { range: hit.range, entry: words.entry(hit), hit: *hit });
            }
            TableName::Titles => titles.push(hit),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if shorts.is_empty() {
        return found;
    }
    let mut from = 0;
    while from < shorts.len() {
        let mut to = from + 1;
        while to < shorts.len() && is_joined(&shorts[to - 1], &shorts[to], sentence.text) {
            to += 1;
        }
        run(&shorts[from..to], sentence.text, &mut found);
        from = to;
    }
    titles.sort_by_key(|hit| hit.range.start);
    for short in &shorts {
        let first = titles.partition_point(|hit| hit.range.start < short.range.end);
        for hit in titles[first..].iter().take_while(|hit| hit.range.start == short.range.end) {
            let entry = words.entry(hit);
            if entry.kind == "address"
                || !may_begin(short, sentence.text)
                || short.entry.kind == "rare"
                || goes_on(sentence.text, hit.range)
            {
                continue;
            }
            let item = Item {
                range: short.range.cover(hit.range),
                role: Role::Body,
                codes: items::codes_of(short.entry),
                entry,
                hit: **hit,
            };
            let role = if roles.role(hit) == Some(Role::Office) { Role::Office } else { Role::Body };
            found.push((1, Item { role, ..item }));
        }
    }
    found
}

/// Returns whether `next` stands right after `last`, or after a middle dot.
fn is_joined(last: &Short, next: &Short, text: &str) -> bool {
    let between = &text[last.range.end as usize..next.range.start as usize];
    (between.is_empty() || between == "・" || between == "-")
        && (next.entry.kind != "rare" || &text[last.range] == "日")
}

/// Returns the character before `range`.
fn before(text: &str, range: TextRange) -> Option<char> {
    text[..range.start as usize].chars().next_back()
}

/// Returns whether a compound may begin with `short`, judged by what stands before it.
fn may_begin(short: &Short, text: &str) -> bool {
    if short.entry.kind == "rare" {
        return false;
    }
    let word = text[short.range].chars().next().unwrap_or(' ');
    let Some(previous) = before(text, short.range) else { return true };
    if word == '日' && (BEFORE_DAY.contains(previous) || previous.is_ascii_digit()) {
        return false;
    }
    if is_katakana(word) && is_katakana(previous) {
        return false;
    }
    if word == '中' && PREFIXES.contains(previous) && !takes_china(previous, text, short.range) {
        return false;
    }
    PLAIN.contains(word) || PREFIXES.contains(previous) || !is_kanji(previous)
}

/// Returns whether 中 after a prefix is China: not in 滞在中, 歴訪中, 反対中.
fn takes_china(prefix: char, text: &str, range: TextRange) -> bool {
    let ahead = &text[..range.start as usize - prefix.len_utf8()];
    prefix != '在' && !ahead.chars().next_back().is_some_and(|c| "滞存現歴来探弔反絶相敵両承駐".contains(c))
}

/// Adds what a run of adjacent short names gives.
fn run<'l>(shorts: &[Short<'l>], text: &str, found: &mut Vec<(u8, Item<'l>)>) {
    let Some(first) = shorts.iter().position(|short| may_begin(short, text)) else { return };
    let shorts = &shorts[first..];
    let prefix = before(text, shorts[0].range).filter(|&c| PREFIXES.contains(c));
    let mut length = shorts.len();
    while length > 0 && !may_end(&shorts[length - 1], prefix.is_some() && length > 1, text) {
        length -= 1;
    }
    if prefix.is_some_and(|c| matches!(c, '在' | '駐')) {
        length = length.min(1);
    }
    if length == 0 || (length == 1 && prefix.is_none()) {
        return;
    }
    let mut codes = Vec::new();
    for short in &shorts[..length] {
        join_codes(&mut codes, &items::codes_of(short.entry));
    }
    let range = shorts[0].range.cover(shorts[length - 1].range);
    if length == 1 && is_followed_by_letter_of_a_word(text, range) {
        return;
    }
    if length > 1 && codes.len() < 2 {
        return;
    }
    let item = Item { range, role: Role::Compound, codes, entry: shorts[0].entry, hit: shorts[0].hit };
    found.push((2, item));
}

/// Returns whether a compound may end with `short`: not the 日 of 日本, not the 中 of 訪米中.
fn may_end(short: &Short, after_prefix: bool, text: &str) -> bool {
    let next = text[short.range.end as usize..].chars().next();
    match &text[short.range] {
        "日" => next != Some('本'),
        "中" if after_prefix => false,
        "中" => !matches!(next, Some('央' | '心' | '部' | '東' | '間')),
        "朝" => next != Some('鮮'),
        word if word.chars().next().is_some_and(is_katakana) => !next.is_some_and(is_katakana),
        _ => true,
    }
}

/// Returns whether `item` is a short name taken by a prefix (対露, 訪米).
pub(super) fn has_prefix(item: &Item, text: &str) -> bool {
    item.codes.len() == 1 && before(text, item.range).is_some_and(|c| PREFIXES.contains(c))
}

/// Returns whether one short name after a prefix begins a name in full (対中国, 対日本).
fn is_followed_by_letter_of_a_word(text: &str, range: TextRange) -> bool {
    let next = text[range.end as usize..].chars().next();
    matches!(next, Some('国' | '本' | '州' | '鮮' | '常' | '湾'))
}

/// Joins a short name or compound with the name right after it (日NATO, 日・EU, 日米ASEAN).
pub(super) fn join_names<'l>(
    items: Vec<Item<'l>>,
    sentence: &Sentence,
    roles: &Roles,
    context: &Context<'l>,
) -> Vec<Item<'l>> {
    let mut joined: Vec<Item> = Vec::with_capacity(items.len());
    // Hits come by their ends.
    let shorts: Vec<&Hit> = sentence.hits_of(TableName::Actors).filter(|hit| roles.is_short(hit)).collect();
    for mut item in items {
        if item.role == Role::Name {
            let text = sentence.text;
            let ahead = &text[..item.range.start as usize];
            let ahead = ahead.strip_suffix('・').unwrap_or(ahead);
            let adjoins = joined.last().is_some_and(|last| last.range.end as usize == ahead.len());
            match joined.last_mut() {
                Some(last) if adjoins && last.role == Role::Compound && begins_unlike_kanji(&text[item.range]) => {
                    join_codes(&mut last.codes, &item.codes);
                    last.range = last.range.cover(item.range);
                    continue;
                }
                _ => {}
            }
            if !adjoins && begins_unlike_kanji(&text[item.range]) {
                let at = shorts.partition_point(|hit| (hit.range.end as usize) < ahead.len());
                let short = shorts.get(at).filter(|hit| hit.range.end as usize == ahead.len()).map(|hit| Short {
                    range: hit.range,
                    entry: context.lexicon.entry(hit),
                    hit: **hit,
                });
                if let Some(short) = short
                    && may_begin(&short, text)
                {
                    let mut codes = items::codes_of(short.entry);
                    join_codes(&mut codes, &item.codes);
                    if codes.len() > 1 {
                        item = Item { range: short.range.cover(item.range), role: Role::Compound, codes, ..item };
                    }
                }
            }
        }
        joined.push(item);
    }
    joined
}

/// Returns whether a name begins with katakana or a Latin letter.
fn begins_unlike_kanji(name: &str) -> bool {
    name.chars().next().is_some_and(|c| is_katakana(c) || c.is_ascii_alphabetic())
}
