//! Mechanisms, in Japanese: names the lexicon knows, compound names by the noun that ends them,
//! and quoted names.
//!
//! Finds: 拡大抑止協議, 北の海の安全に関する甲乙覚書, 「フリーダム・エッジ」, 「…」(ABC).
//! Does not find: common nouns (二国間協定, 政策対話), meetings by their level (外相会合),
//! organisations, quoted words of no name (「…した。」).

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_model::code::RuleId;
use seimei_text::range::TextRange;

use crate::context::Context;
use crate::finding::{ActorMention, MechanismFinding};
use crate::mechanisms::{self, Candidate};
use crate::sentence::Sentence;

/// No compound word of a name is longer, in characters.
const LONGEST_RUN: usize = 40;
/// No quoted name is longer, in bytes.
const LONGEST_QUOTED: usize = 150;

/// Finds the mechanisms that a sentence names.
pub fn find(sentence: &Sentence, _actors: &[ActorMention], context: &Context) -> Vec<MechanismFinding> {
    let known = mechanisms::known(sentence, context);
    let mut words = Words::default();
    for hit in sentence.hits_of(TableName::MechanismHeads) {
        let list = match context.lexicon.entry(hit).value.as_str() {
            "head" => &mut words.heads,
            "proper" => &mut words.propers,
            "drop" => &mut words.drops,
            "generic" => &mut words.generics,
            "join" => &mut words.joins,
            "naming" => &mut words.namings,
            "apposed" => &mut words.apposed,
            "tail" => &mut words.tails,
            _ => continue,
        };
        list.push(*hit);
    }
    for list in [&mut words.propers, &mut words.drops, &mut words.generics, &mut words.namings, &mut words.tails] {
        list.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
    }
    let reader = Reader { sentence, context, words };
    let mut candidates = reader.compounds();
    reader.quoted(&known.names, &mut candidates);
    candidates.extend(known.names.iter().cloned());
    mechanisms::settle(sentence.text, candidates, &known.others)
}

/// The words of the heads table in a sentence, by what they are for.
#[derive(Default)]
struct Words {
    heads: Vec<Hit>,
    propers: Vec<Hit>,
    drops: Vec<Hit>,
    generics: Vec<Hit>,
    joins: Vec<Hit>,
    namings: Vec<Hit>,
    apposed: Vec<Hit>,
    tails: Vec<Hit>,
}

struct Reader<'a> {
    sentence: &'a Sentence<'a>,
    context: &'a Context<'a>,
    words: Words,
}

impl Reader<'_> {
    /// Returns the compound names, by the noun that ends them.
    fn compounds(&self) -> Vec<Candidate> {
        let text = self.sentence.text;
        let mut found = Vec::new();
        let mut named_end = u32::MAX;
        for hit in &self.words.heads {
            // Of heads that end together the longest comes first.
            if hit.range.end == named_end || !self.ends_compound(hit.range.end as usize) {
                continue;
            }
            let head = hit.range.start as usize;
            let run = self.undressed(run_start(text, head), head);
            let kind = self.context.lexicon.entry(hit).kind.as_str();
            let whole = self.extended(run);
            if whole < run && (kind != "modified" || run < head) && (kind != "weak" || self.proper_at(run))
                || self.makes_name(run, head, hit, kind)
            {
                named_end = hit.range.end;
                let range = TextRange::new(whole.min(run), hit.range.end as usize);
                found.push(Candidate { range, head: hit.range, rule: self.context.lexicon.rule(hit) });
            }
        }
        found
    }

    /// Returns whether a compound word ends at `end`: no further character of one follows.
    fn ends_compound(&self, end: usize) -> bool {
        self.sentence.text[end..].chars().next().is_none_or(|next| !in_compound(next))
            || from(&self.words.tails, end).next().is_some()
    }

    /// Returns the start of a run without words that do not belong to a name (同, 各, 第2回).
    fn undressed(&self, mut start: usize, end: usize) -> usize {
        loop {
            let before = start;
            for hit in from(&self.words.drops, start) {
                if hit.range.end as usize <= end {
                    start = hit.range.end as usize;
                    break;
                }
            }
            start = after_ordinal(self.sentence.text, start, end);
            if start == before {
                return start;
            }
        }
    }

    /// Returns the start of the longer name that a run from `run` on ends: `…に関する`, `…のための`,
    /// `甲と乙との間の`.
    fn extended(&self, run: usize) -> usize {
        let text = self.sentence.text;
        let mut start = run;
        for _ in 0..3 {
            let at = self.words.joins.partition_point(|hit| (hit.range.end as usize) < start);
            let Some(join) = self.words.joins.get(at).filter(|hit| hit.range.end as usize == start) else { break };
            let join_start = join.range.start as usize;
            let mut left = run_start(text, join_start);
            if text[..left].ends_with("及び") || text[..left].ends_with("と") {
                let and = if text[..left].ends_with("及び") { "及び".len() } else { "と".len() };
                let further = run_start(text, left - and);
                let ends_name = ending(&self.words.heads, left - and).next().is_some();
                if further < left - and && !ends_name {
                    left = further;
                }
            }
            if left == join_start {
                break;
            }
            if text[..left].ends_with("との間の") {
                let pair = left - "との間の".len();
                let second = run_start(text, pair);
                if text[..second].ends_with('と') {
                    left = run_start(text, second - "と".len());
                }
            }
            start = self.undressed(left, join_start);
        }
        start
    }

    /// Returns whether what stands between `run` and `head` makes a name of the head.
    fn makes_name(&self, run: usize, head: usize, hit: &Hit, kind: &str) -> bool {
        if run >= head {
            return false;
        }
        if year_length(&self.sentence.text[run..head]).is_some() {
            return true;
        }
        let proper = self.proper_at(run);
        let (mut at, mut units, mut substance) = (run, 0, 0);
        while at < head {
            let generic = from(&self.words.generics, at).find(|word| word.range.end as usize <= head);
            let named = from(&self.words.propers, at).find(|word| word.range.end as usize <= head);
            match (named, generic) {
                (Some(word), other) if other.is_none_or(|other| other.range.end <= word.range.end) => {
                    at = word.range.end as usize;
                    units += 1;
                }
                (_, Some(word)) => {
                    at = word.range.end as usize;
                    units += 1;
                }
                _ => {
                    let Some(next) = self.sentence.text[at..].chars().next() else { break };
                    at += next.len_utf8();
                    substance += usize::from(!matches!(next, '・' | '-' | '/' | '間' | '的' | '等'));
                }
            }
        }
        let abbreviated = is_abbreviation(&self.sentence.text[hit.range.end as usize..]);
        match kind {
            "dotted" => self.sentence.text[run..head].contains('・'),
            "text" => substance >= 2,
            "strong" | "modified" => substance >= 2 || (proper && units >= 2) || abbreviated,
            _ => {
                let foreign = self.sentence.text[run..head].chars().filter(|at| is_foreign(*at)).count() >= 3;
                (proper && (units >= 2 || substance >= 2)) || (foreign && substance >= 3) || abbreviated
            }
        }
    }

    /// Returns whether the name of a state, organisation or region stands at `start`.
    fn proper_at(&self, start: usize) -> bool {
        from(&self.words.propers, start).next().is_some()
    }

    /// Finds quoted names that something shows to be names.
    fn quoted(&self, known: &[Candidate], found: &mut Vec<Candidate>) {
        let text = self.sentence.text;
        let mut at = 0;
        while let Some(open) = text[at..].find('「').map(|offset| at + offset) {
            let start = open + '「'.len_utf8();
            let Some(close) = text[start..].find('」').map(|offset| start + offset) else { break };
            at = close + '」'.len_utf8();
            let name = &text[start..close];
            if name.is_empty() || name.len() > LONGEST_QUOTED || name.contains(['「', '。', '?', '!']) {
                continue;
            }
            let short = name.split('(').next().unwrap_or(name);
            let end = start + short.len();
            let bracketed =
                is_abbreviation(&text[end..]) && text[end..close].ends_with(')') || is_abbreviation(&text[at..]);
            let headed = ending(&self.words.heads, end).any(|head| head.range.start as usize > start);
            let named = from(&self.words.namings, close).next();
            let apposed = ending(&self.words.apposed, start).next();
            if !bracketed && !headed && named.is_none() && apposed.is_none() || ends_sentence(short) {
                continue;
            }
            let range = TextRange::new(
                start,
                if name.len() > short.len() && !text[end..close].ends_with(')') { close } else { end },
            );
            if known
                .binary_search_by_key(&range.start, |known| known.range.start)
                .is_ok_and(|at| known[at].range == range)
            {
                continue;
            }
            let rule =
                named.or(apposed).map_or_else(|| RuleId::new("ja.quoted-name"), |hit| self.context.lexicon.rule(hit));
            // An organisation's name may open it: only its end must stand free.
            let head = TextRange { start: range.end.saturating_sub(3), end: range.end };
            found.push(Candidate { range, head, rule });
        }
    }
}

/// Returns the words of a list, ordered by beginnings, that begin at `start`, longest first.
fn from(list: &[Hit], start: usize) -> impl Iterator<Item = &Hit> {
    let first = list.partition_point(|hit| (hit.range.start as usize) < start);
    list[first..].iter().take_while(move |hit| hit.range.start as usize == start)
}

/// Returns the words of a list, ordered by ends, that end at `end`, longest first.
fn ending(list: &[Hit], end: usize) -> impl Iterator<Item = &Hit> {
    let first = list.partition_point(|hit| (hit.range.end as usize) < end);
    list[first..].iter().take_while(move |hit| hit.range.end as usize == end)
}

/// Returns where the compound word that ends at `end` begins.
fn run_start(text: &str, end: usize) -> usize {
    text[..end]
        .char_indices()
        .rev()
        .take(LONGEST_RUN)
        .take_while(|(_, at)| in_compound(*at))
        .last()
        .map_or(end, |(start, _)| start)
}

/// Returns whether a character may stand inside a compound word.
fn in_compound(at: char) -> bool {
    matches!(at, '\u{4E00}'..='\u{9FFF}' | '\u{30A1}'..='\u{30FA}' | 'ー' | '・' | '々' | '-' | '/' | '+' | '&')
        || at.is_ascii_alphanumeric()
}

/// Returns whether a character is of Katakana or Latin script.
fn is_foreign(at: char) -> bool {
    matches!(at, '\u{30A1}'..='\u{30FA}') || at.is_ascii_alphabetic()
}

/// Returns where an ordinal at `start` ends: 第2回, 第三次.
fn after_ordinal(text: &str, start: usize, end: usize) -> usize {
    let Some(rest) = text.get(start..end).and_then(|run| run.strip_prefix('第')) else { return start };
    let digits = rest.trim_start_matches(|at: char| at.is_ascii_digit() || "一二三四五六七八九十百".contains(at));
    if digits.len() == rest.len() {
        return start;
    }
    match digits.chars().next() {
        Some(counter @ ('回' | '次' | '期')) => end - digits.len() + counter.len_utf8(),
        _ => start,
    }
}

/// Returns the length of a year at the beginning of a run: `2022年`.
fn year_length(run: &str) -> Option<usize> {
    let digits = run.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4 && run[digits..].starts_with('年')).then_some(digits + '年'.len_utf8())
}

/// Returns whether an abbreviation in brackets stands at the beginning of `rest`: `(NPT)`.
fn is_abbreviation(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.split(')').next()) else { return false };
    (2..=10).contains(&inner.len())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && inner.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// Returns whether a quoted text ends like a sentence or clause rather than a name.
fn ends_sentence(text: &str) -> bool {
    ["る", "た", "い", "だ", "す", "ん", "か", "よ", "ぬ", "べし", "う"].iter().any(|ending| text.ends_with(ending))
}
