//! Persons by their office: 岸田総理, 米国務長官, アメリカのレーガン政権.

use std::ops::Range;

use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::{is_kanji, is_katakana};
use crate::actors::items::{Item, Role};
use crate::actors::{persons, resolve};
use crate::context::{Context, Discourse};
use crate::finding::{ActorMention, MentionKind};
use crate::sentence::Sentence;

/// Longest name looked for before an office, in bytes.
const LONGEST_NAME: usize = 90;
/// Longest reading in brackets after a name, in characters.
const LONGEST_READING: usize = 40;
/// Longest name in Han characters.
const LONGEST_KANJI_NAME: usize = 5;
/// Words before an office that are no name.
const NO_NAME: &[&str] = &[
    "前",
    "元",
    "次期",
    "新",
    "現",
    "故",
    "各",
    "全",
    "両",
    "同",
    "当",
    "副",
    "両国",
    "関係",
    "歴代",
    "当時",
    "臨時",
    "主要",
    "共同",
    "日本側",
    "三",
    "三か国",
    "二",
    "第一",
    "第二",
    "担当",
    "首席",
    "上級",
    "特別",
    "国家",
    "首脳",
    "外務",
    "防衛",
    "政府",
    "関係省庁",
    "議会",
    "東京",
    "会合",
];

/// A person found.
pub(super) struct Found {
    /// Name and office.
    pub(super) range: TextRange,
    /// Whom the person acts for; empty if the text does not tell.
    pub(super) codes: Vec<ActorCode>,
    /// How many items it takes.
    pub(super) used: usize,
}

/// Returns the name that ends at `end` and begins at `floor` or later: a run of katakana with dots, or of a few kanji.
///
/// Its reading in brackets may stand between (趙顕(チョ・ヒョン)韓国外交部長官).
fn name_before(text: &str, floor: u32, end: u32) -> Option<TextRange> {
    let whole = &text[..end as usize];
    let reading =
        whole.ends_with(')').then(|| whole.char_indices().rev().take(LONGEST_READING).find(|(_, c)| *c == '('));
    let unread = reading.flatten().map_or(whole, |(open, _)| &whole[..open]);
    // ヤン・ノヴァク・ポーランド共和国首相: a dot parts name and state.
    let ahead = unread.trim_end_matches('・');
    let last = ahead.chars().next_back().filter(|&c| ahead.len() == unread.len() || is_katakana(c))?;
    let mut start = ahead.len();
    if is_katakana(last) || last == '.' || last.is_ascii_alphabetic() {
        for (at, c) in ahead.char_indices().rev() {
            if !(is_katakana(c) || matches!(c, '・' | '=' | '＝' | '.') || c.is_ascii_alphabetic())
                || ahead.len() - at > LONGEST_NAME
            {
                break;
            }
            start = at;
        }
        let name = &ahead[start..];
        start += name.len() - name.trim_start_matches(['・', '=', '.']).len();
    } else if is_kanji(last) {
        let mut count = 0;
        for (at, c) in ahead.char_indices().rev() {
            if !is_kanji(c) {
                if is_katakana(c) && c != 'ー' {
                    return None;
                }
                break;
            }
            count += 1;
            if count > LONGEST_KANJI_NAME {
                return None;
            }
            start = at;
        }
    }
    let name = &ahead[start..];
    if name.is_empty() || start < floor as usize || NO_NAME.contains(&name) {
        return None;
    }
    Some(TextRange::new(start, ahead.len()))
}

/// Words that end a compound noun after an office, where no name stands (大統領選挙, 外務大臣会合).
const NOUN_ENDS: &[&str] = &[
    "会合",
    "会談",
    "会議",
    "選挙",
    "一行",
    "夫妻",
    "訪日",
    "訪問",
    "声明",
    "発言",
    "主催",
    "夫人",
    "閣下",
    "同士",
    "令",
    "府",
    "級",
    "候補",
    "協議",
    "宣言",
    "対話",
    "書簡",
    "親書",
    "談話",
    "就任",
    "退任",
    "特使",
    "代理",
    "経験者",
    "同席",
    "出席",
    "在任中",
    "任期中",
    "就任後",
    "自身",
];

/// Returns the name right after an office (トルコ共和国大統領ケマル・アルスラン, 内閣総理大臣甲野太郎), up to `limit`.
fn name_after(text: &str, start: u32, limit: u32) -> Option<TextRange> {
    let rest = text.get(start as usize..limit.max(start) as usize)?;
    let first = rest.chars().next()?;
    let runs_on = |c: char| if is_katakana(first) { is_katakana(c) || matches!(c, '・' | '=') } else { is_kanji(c) };
    let length: usize = rest.chars().take(LONGEST_READING).take_while(|&c| runs_on(c)).map(char::len_utf8).sum();
    let name = rest[..length].trim_end_matches("閣下");
    let count = name.chars().count();
    let fits = if is_katakana(first) {
        count >= 2 && !rest[length..].starts_with(is_kanji) || name.contains('・')
    } else {
        let ends = rest[name.len()..].starts_with(['は', 'が', 'と', '、', '(']) || name.len() < length;
        (3..=LONGEST_KANJI_NAME).contains(&count) && ends && !NOUN_ENDS.iter().any(|end| name.ends_with(end))
    };
    fits.then(|| TextRange::new(start as usize, start as usize + name.len()))
}

/// Returns whether `between` a state and an office is の and a person's name.
pub(super) fn is_name_between(between: &str) -> bool {
    let Some(name) = between.strip_prefix('の').or(Some(between)).filter(|name| !name.is_empty()) else {
        return false;
    };
    let name = name.trim_matches(|c| c == '・');
    if name.is_empty() || name.len() > LONGEST_NAME {
        return false;
    }
    let katakana = name.chars().all(|c| is_katakana(c) || matches!(c, '・' | '=' | '.') || c.is_ascii_alphabetic());
    let kanji = name.chars().all(is_kanji) && name.chars().count() <= LONGEST_KANJI_NAME;
    (katakana || (kanji && between.starts_with('の'))) && !NO_NAME.contains(&name)
}

/// Reads a state or organisation with the office or body after it, and a person's name before,
/// between or after them.
pub(super) fn held(
    state: &Item,
    office: &Item,
    around: Range<u32>,
    sentence: &Sentence,
    discourse: &mut Discourse,
    made: impl Fn(TextRange, Vec<ActorCode>, MentionKind, usize) -> (Option<ActorMention>, usize),
) -> (Option<ActorMention>, usize) {
    let text = sentence.text;
    let mut range = state.range.cover(office.range);
    let codes = if state.codes.is_empty() { office.codes.clone() } else { state.codes.clone() };
    let between = &text[state.range.end as usize..office.range.start as usize];
    if is_name_between(between) {
        learn(between.trim_start_matches('の'), &codes, discourse);
    } else if office.role == Role::Office
        && between != "の"
        && let Some(name) = name_before(text, around.start, state.range.start)
    {
        learn(&text[name], &codes, discourse);
        range = range.cover(name);
    }
    if office.role == Role::Office {
        learn_office(office, &codes, discourse);
        if let Some(name) = name_after(text, office.range.end, around.end) {
            learn(&text[name], &codes, discourse);
            range = range.cover(name);
        }
    }
    let kind = super::modifier_or(MentionKind::Person, sentence, range);
    made(range, codes, kind, 2)
}

/// Reads an office before which no state is named.
pub(super) fn without_state(
    office: &Item,
    next: Option<&Item>,
    floor: u32,
    sentence: &Sentence,
    context: &Context,
    discourse: &mut Discourse,
) -> Found {
    let text = sentence.text;
    let name = name_before(text, floor, office.range.start);
    let mut range = office.range;
    let mut used = 1;
    if let Some(next) = next
        && next.role == Role::Address
        && next.range.start == range.end
    {
        range = range.cover(next.range);
        used = 2;
    }
    let kind = office.entry.kind.as_str();
    // A short name before the office (米国務長官), or an office that only one code has.
    let has_state = office.codes.len() == 1 && office.range.start != office.hit.range.start;
    let mut codes = Vec::new();
    if has_state || kind == "own" {
        codes.clone_from(&office.codes);
    }
    let Some(name) = name else {
        let limit = next.map_or(text.len() as u32, |next| next.range.start);
        let after = name_after(text, range.end, limit).filter(|_| used == 1);
        if codes.is_empty()
            && let Some(after) = after
        {
            codes = known(&text[after], context, discourse);
            if codes.is_empty() && kind == "home" && text[after].chars().all(is_kanji) {
                codes.clone_from(&office.codes);
            }
        }
        match after {
            Some(after) if !codes.is_empty() => {
                learn(&text[after], &codes, discourse);
                range = range.cover(after);
            }
            _ if codes.is_empty() => codes = bare(office, sentence, context, discourse),
            _ => {}
        }
        return Found { range, codes, used };
    };
    let words = &text[name];
    if codes.is_empty() {
        codes = known(words, context, discourse);
    }
    if codes.is_empty() {
        codes = match kind {
            "home" if words.chars().all(is_kanji) => office.codes.clone(),
            _ if words.chars().all(is_kanji) => resolve::only_holder(&office.entry.family, context),
            _ => resolve::only_counterpart(&office.entry.family, Some(&home()), sentence.number, context),
        };
    }
    if !codes.is_empty() {
        range = range.cover(name);
        learn(words, &codes, discourse);
        learn_office(office, &codes, discourse);
    }
    Found { range, codes, used }
}

/// Returns the state whose persons have no foreign names in a Japanese text.
fn home() -> ActorCode {
    ActorCode::new("JPN")
}

/// Returns whom an office without name and state stands for: the one who was named with it, the
/// only one who can hold it, or the home state.
fn bare(office: &Item, sentence: &Sentence, context: &Context, discourse: &Discourse) -> Vec<ActorCode> {
    let known = persons::known(&sentence.text[office.hit.range], context, discourse);
    if known.len() == 1 {
        return known.to_vec();
    }
    let only = resolve::only_holder(&office.entry.family, context);
    if !only.is_empty() {
        return only;
    }
    let rest = &sentence.text[office.range.end as usize..];
    if office.entry.kind == "home"
        && !rest.starts_with('間')
        && !super::is_followed_by_noun(sentence.text, office.range.end)
    {
        return office.codes.clone();
    }
    Vec::new()
}

/// Returns the person known before a governmental noun or a form of address (岸田政権, 岸田氏).
pub(super) fn of_known_person(
    noun: &Item,
    floor: u32,
    sentence: &Sentence,
    context: &Context,
    discourse: &Discourse,
) -> Option<(TextRange, Vec<ActorCode>)> {
    let name = name_before(sentence.text, floor, noun.range.start)?;
    let codes = known(&sentence.text[name], context, discourse);
    (!codes.is_empty()).then(|| (name.cover(noun.range), codes))
}

/// Returns the codes known for `name`, its surname, or a longer name that begins or ends with it.
fn known(name: &str, context: &Context, discourse: &Discourse) -> Vec<ActorCode> {
    for tried in std::iter::once(name).chain(name.rsplit(['・', '=']).next()) {
        let codes = persons::known(tried, context, discourse);
        if !codes.is_empty() {
            return codes.to_vec();
        }
    }
    // 岸田文雄総理 where only 岸田 is known.
    name.char_indices()
        .skip(1)
        .take(3)
        .filter(|_| name.chars().all(is_kanji))
        .map(|(at, _)| persons::known(&name[..at], context, discourse))
        .find(|codes| !codes.is_empty())
        .map(<[ActorCode]>::to_vec)
        .unwrap_or_default()
}

/// Notes a person by full name and by surname.
fn learn(name: &str, codes: &[ActorCode], discourse: &mut Discourse) {
    persons::learn(name, codes, discourse);
    if name.chars().all(is_kanji) {
        // 岸田文雄: 岸田; a Chinese or Korean name (趙顕): 趙.
        let count = name.chars().count();
        let family = if codes.iter().any(|code| matches!(code.as_str(), "JPN")) { 2 } else { 1 };
        if count > family {
            let end = name.char_indices().nth(family).map_or(name.len(), |(at, _)| at);
            persons::learn(&name[..end], codes, discourse);
        }
    } else if let Some(surname) = name.rsplit(['・', '=']).next() {
        persons::learn(surname, codes, discourse);
    }
}

/// Notes who holds an office, so that the bare office can be read; two holders undo each other.
fn learn_office(office: &Item, codes: &[ActorCode], discourse: &mut Discourse) {
    let form = office.entry.forms[office.hit.form as usize].as_str();
    match discourse.persons.get_mut(form) {
        Some(known) if known.as_slice() != codes => {
            for code in codes {
                if !known.contains(code) {
                    known.push(code.clone());
                }
            }
        }
        Some(_) => {}
        None => persons::learn(form, codes, discourse),
    }
}
