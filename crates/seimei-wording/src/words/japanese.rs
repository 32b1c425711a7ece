//! Japanese words: by the lexicon, the scripts, and the table of particles, endings and affixes.
//!
//! A run of Han characters is parted the cheapest way: words of the lexicon cost least, then pairs of characters, with
//! affixes. A run of hiragana is parted likewise: particles and auxiliaries cost least, an ending of the stem before it
//! costs as many as it has characters.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;

use super::english::latin_end;
use super::{Piece, WordKind};

/// What a character is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Han,
    Hiragana,
    Katakana,
    Latin,
    Space,
    Mark,
}

fn script(c: char) -> Script {
    match c {
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' => Script::Katakana,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〇' => Script::Han,
        c if c.is_whitespace() => Script::Space,
        c if c.is_alphanumeric() => Script::Latin,
        _ => Script::Mark,
    }
}

/// What an entry means to the cutting.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// A word of the lexicon.
    Word,
    Conjunction,
    Particle,
    Prefix,
    Suffix,
    Counter,
    Numeral,
}

/// A word of the lexicon with what it means to the cutting.
#[derive(Clone, Copy, Debug)]
struct Known {
    range: TextRange,
    role: Role,
}

/// Parts a folded text in small letters.
pub(super) fn pieces(small: &str, hits: &[Hit], language: &LanguageLexicon) -> Vec<Piece> {
    let mut known: Vec<Known> = hits.iter().filter_map(|hit| role(small, hit, language)).collect();
    known.sort_by_key(|known| (known.range.start, std::cmp::Reverse(known.range.end)));
    let cutter = Text { small, known: &known };
    let mut pieces = Vec::with_capacity(small.len() / 5);
    let mut at = 0;
    while let Some(c) = small[at..].chars().next() {
        at = match script(c) {
            Script::Space => at + c.len_utf8(),
            Script::Mark => push(&mut pieces, at, at + c.len_utf8(), WordKind::Mark),
            _ => cutter.next(at, c, &mut pieces),
        };
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, start: usize, end: usize, kind: WordKind) -> usize {
    pieces.push((TextRange::new(start, end), kind));
    end
}

/// Which hits are words to cut by.
fn role(small: &str, hit: &Hit, language: &LanguageLexicon) -> Option<Known> {
    use TableName as T;
    let range = hit.range;
    let text = &small[range];
    if text.chars().any(|c| script(c) == Script::Mark && c != '・') {
        return None;
    }
    let is_long = text.chars().nth(1).is_some();
    let has_hiragana = || text.chars().any(|c| script(c) == Script::Hiragana);
    let role = match hit.table {
        T::Morphemes => match language.entry(hit).family.as_str() {
            "particle" | "auxiliary" => Role::Particle,
            "conjunction" => Role::Conjunction,
            "prefix" => Role::Prefix,
            "suffix" => Role::Suffix,
            "counter" => Role::Counter,
            "numeral" => Role::Numeral,
            _ => Role::Word,
        },
        T::Actors | T::Collectives | T::Dates | T::Intensifiers | T::Titles if is_long => Role::Word,
        // 安定を損なう is several words, 必要な is one.
        T::Qualifiers if is_long && !holds_several(text) => Role::Word,
        T::Acts | T::Events | T::Mechanisms | T::MechanismHeads | T::Topics | T::Bases
            if is_long && !has_hiragana() =>
        {
            Role::Word
        }
        _ => return None,
    };
    Some(Known { range, role })
}

/// Returns whether behind hiragana another script goes on.
fn holds_several(text: &str) -> bool {
    let ending = text.trim_end_matches(|c| script(c) == Script::Hiragana);
    !ending.is_empty() && ending.chars().any(|c| script(c) == Script::Hiragana)
}

struct Text<'t> {
    small: &'t str,
    known: &'t [Known],
}

/// A way to a place: what it costs, where it comes from, and what the last step is.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: u32,
    from: usize,
    role: Option<Role>,
}

impl<'t> Text<'t> {
    /// Returns the known words that begin at `at`, the longest first.
    fn at(&self, at: usize) -> impl Iterator<Item = &'t Known> + 't {
        let known = self.known;
        let from = known.partition_point(|known| (known.range.start as usize) < at);
        known[from..].iter().take_while(move |known| known.range.start as usize == at)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.small[at..].chars().next()
    }

    /// Returns where the run of `wanted` that begins at `at` ends.
    fn run_end(&self, at: usize, wanted: Script) -> usize {
        let rest = &self.small[at..];
        at + rest.find(|c| script(c) != wanted).unwrap_or(rest.len())
    }

    /// Cuts what begins at `at` with `c`. Returns where to go on.
    fn next(&self, at: usize, c: char, pieces: &mut Vec<Piece>) -> usize {
        let longest = self.at(at).find(|known| known.role == Role::Word).map_or(at, |known| known.range.end as usize);
        if let Some(end) = self.number(at).filter(|end| *end >= longest) {
            return push(pieces, at, end, WordKind::Number);
        }
        match script(c) {
            Script::Han => self.han(at, pieces),
            Script::Hiragana => self.hiragana(at, None, pieces),
            Script::Katakana => {
                let mut end = self.run_end(at, Script::Katakana);
                // A name goes on behind its middle dot.
                while self.small[end..].starts_with('・')
                    && self.char_at(end + '・'.len_utf8()).is_some_and(|c| script(c) == Script::Katakana)
                {
                    end = self.run_end(end + '・'.len_utf8(), Script::Katakana);
                }
                push(pieces, at, end.max(longest), WordKind::Content)
            }
            _ => {
                let end = latin_end(self.small, at).max(at + c.len_utf8());
                push(pieces, at, end.max(longest), WordKind::Content)
            }
        }
    }

    /// Returns where a number with what it counts ends, if one begins at `at`; the parts of a date are one.
    fn number(&self, at: usize) -> Option<usize> {
        let mut end = self.number_part(at)?;
        while let Some(further) = self.number_part(end) {
            end = further;
        }
        Some(end)
    }

    fn number_part(&self, at: usize) -> Option<usize> {
        let bytes = self.small.as_bytes();
        let mut end = at;
        let has_prefix =
            self.at(at).any(|known| known.role == Role::Prefix) && self.small[at..].starts_with(['第', '約']);
        if has_prefix {
            end += self.char_at(at).map_or(0, char::len_utf8);
        }
        let figures = end;
        while bytes.get(end).is_some_and(u8::is_ascii_digit)
            || (end > figures
                && matches!(bytes.get(end), Some(b',' | b'.'))
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            end += 1;
        }
        let is_arabic = end > figures;
        if is_arabic && bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        if !is_arabic {
            while let Some(numeral) = self.at(end).find(|known| known.role == Role::Numeral) {
                end = numeral.range.end as usize;
            }
            if end == figures {
                return None;
            }
        }
        let before = end;
        while let Some(counter) = self.at(end).find(|known| known.role == Role::Counter) {
            end = counter.range.end as usize;
        }
        // Han numerals are parts of much else (一致, 三重) unless something is counted.
        (is_arabic || end > before).then_some(end)
    }

    /// Cuts a run of Han characters and what hiragana belongs to it.
    fn han(&self, start: usize, pieces: &mut Vec<Piece>) -> usize {
        let run_end = self.run_end(start, Script::Han);
        // Numbers in the run begin words of their own.
        let inner = self.small[start..run_end].char_indices().skip(1).map(|(at, _)| start + at);
        let run_end = inner.into_iter().find(|at| self.is_number_behind(start, *at)).unwrap_or(run_end);
        let steps = self.cheapest(start, run_end);
        let mut joins = false;
        let mut end = start;
        let mut last_start = start;
        for (from, to, role) in steps {
            let is_suffix = role == Some(Role::Suffix) && from > start;
            if joins || is_suffix {
                if let Some((range, _)) = pieces.last_mut() {
                    range.end = to as u32;
                }
            } else {
                push(pieces, from, to, kind_of(role));
                last_start = from;
            }
            joins = role == Some(Role::Prefix);
            end = to;
        }
        if end > run_end || self.char_at(end).is_none_or(|c| script(c) != Script::Hiragana) {
            return end;
        }
        let is_single = self.small[last_start..end].chars().count() == 1;
        self.hiragana(end, Some(is_single), pieces)
    }

    /// Returns whether a number of Han numerals begins inside a run, longer than one character (三か国, not 国).
    fn is_number_behind(&self, start: usize, at: usize) -> bool {
        at > start
            && self.at(at).any(|known| known.role == Role::Numeral)
            && self.number(at).is_some()
            && !self.known.iter().any(|known| {
                known.role == Role::Word && (known.range.start as usize) < at && at < known.range.end as usize
            })
    }

    /// Parts a run of Han characters the cheapest way; the last step may reach beyond its end.
    fn cheapest(&self, start: usize, end: usize) -> Vec<(usize, usize, Option<Role>)> {
        let bounds: Vec<usize> = self.small[start..end].char_indices().map(|(at, _)| start + at).chain([end]).collect();
        let mut ways: Vec<Option<Way>> = vec![None; bounds.len()];
        ways[0] = Some(Way { cost: 0, from: 0, role: None });
        // The best way that ends beyond the run.
        let mut beyond: Option<(Way, usize)> = None;
        for index in 0..bounds.len() - 1 {
            let Some(here) = ways[index] else { continue };
            for known in self.at(bounds[index]) {
                let to = known.range.end as usize;
                let length = (to - bounds[index]) / 3;
                let cost = match known.role {
                    Role::Conjunction => 0,
                    Role::Word if length > 1 => 10,
                    Role::Prefix if to < end => 7,
                    Role::Suffix if index > 0 => 6,
                    _ => continue,
                };
                let way = Way { cost: here.cost + cost, from: index, role: Some(known.role) };
                if to > end {
                    if goes_on(self.small, to) || beyond.is_some_and(|(best, _)| best.cost <= way.cost) {
                        continue;
                    }
                    beyond = Some((way, to));
                } else if let Ok(there) = bounds.binary_search(&to) {
                    better(&mut ways[there], way);
                }
            }
            for (length, cost) in [(1, 14), (2, 15), (3, 27), (4, 33)] {
                if index + length < bounds.len() {
                    better(&mut ways[index + length], Way { cost: here.cost + cost, from: index, role: None });
                }
            }
        }
        let mut steps = Vec::new();
        let mut index = bounds.len() - 1;
        if let Some((way, to)) = beyond
            && ways[index].is_none_or(|whole| way.cost <= whole.cost)
        {
            steps.push((bounds[way.from], to, way.role));
            index = way.from;
        }
        while let Some(way) = ways[index].filter(|_| index > 0) {
            steps.push((bounds[way.from], bounds[index], way.role));
            index = way.from;
        }
        steps.reverse();
        steps
    }

    /// Cuts a run of hiragana. `stem` tells that it follows Han characters: a single one (a verb's stem, nearly always)
    /// or a noun of several. Returns where to go on.
    fn hiragana(&self, start: usize, stem: Option<bool>, pieces: &mut Vec<Piece>) -> usize {
        let end = self.run_end(start, Script::Hiragana);
        let bounds: Vec<usize> = self.small[start..end].char_indices().map(|(at, _)| start + at).chain([end]).collect();
        let mut ways: Vec<Option<Way>> = vec![None; bounds.len()];
        ways[0] = Some(Way { cost: 0, from: 0, role: None });
        let mut beyond: Option<(Way, usize)> = None;
        for index in 0..bounds.len() - 1 {
            let Some(here) = ways[index] else { continue };
            for known in self.at(bounds[index]) {
                if !matches!(known.role, Role::Word | Role::Conjunction | Role::Particle) {
                    continue;
                }
                let to = known.range.end as usize;
                let way = Way { cost: here.cost + 10, from: index, role: Some(known.role) };
                if to > end {
                    // A particle and what follows it are no word.
                    let is_word = known.role == Role::Word && end - bounds[index] < 6;
                    if is_word || self.splits_word(to) || beyond.is_some_and(|(best, _)| best.cost <= way.cost) {
                        continue;
                    }
                    beyond = Some((way, to));
                } else if let Ok(there) = bounds.binary_search(&to) {
                    better(&mut ways[there], way);
                }
            }
            let base = match stem {
                Some(true) if index == 0 => 0,
                Some(false) if index == 0 => 25,
                _ => 30,
            };
            // A noun of several characters has a short ending if any (目指す).
            let longest = if index == 0 && stem == Some(false) { 3 } else { 12 };
            for length in 1..=(bounds.len() - 1 - index).min(longest) {
                let way = Way { cost: here.cost + base + 11 * length as u32, from: index, role: None };
                better(&mut ways[index + length], way);
            }
        }
        let mut steps = Vec::new();
        let mut index = bounds.len() - 1;
        let mut next = end;
        if let Some((way, to)) = beyond
            && ways[index].is_none_or(|whole| way.cost <= whole.cost)
        {
            steps.push((way.from, bounds[way.from], to, way.role));
            index = way.from;
            next = to;
        }
        while let Some(way) = ways[index].filter(|_| index > 0) {
            steps.push((way.from, bounds[way.from], bounds[index], way.role));
            index = way.from;
        }
        for (index, from, to, role) in steps.into_iter().rev() {
            // 示した is one word, of 示す; 反対|した is two.
            let is_verb = stem == Some(true) && self.small[from..to].starts_with(['し', 'さ', 'せ', 'す']);
            let is_ending = index == 0 && stem.is_some() && (role.is_none() || is_verb);
            match pieces.last_mut().filter(|_| is_ending) {
                Some((range, _)) => range.end = to as u32,
                None => {
                    push(pieces, from, to, kind_of(role));
                }
            }
            if is_ending {
                self.join_verbs(pieces);
            }
        }
        next
    }

    /// Returns whether at `at` Han characters go on, so that what ends there ends inside a word.
    fn splits_word(&self, at: usize) -> bool {
        let before = self.small[..at].chars().next_back();
        before.is_some_and(|c| script(c) == Script::Han) && self.char_at(at).is_some_and(|c| script(c) == Script::Han)
    }

    /// Makes one word of two verbs: 取り + 組む, 引き + 上げ.
    fn join_verbs(&self, pieces: &mut Vec<Piece>) {
        let &[.., (first, _), (second, kind)] = pieces.as_slice() else { return };
        let text = &self.small[first];
        let mut characters = text.chars();
        let is_stem = characters.next().is_some_and(|c| script(c) == Script::Han)
            && characters.next().is_some_and(|c| "りきしちみびぎえけせねべめれげで".contains(c))
            && characters.next().is_none();
        let begins = self.small[second].chars().next().is_some_and(|c| script(c) == Script::Han)
            && self.small[second].chars().nth(1).is_some_and(|c| script(c) == Script::Hiragana);
        if is_stem && begins && first.end == second.start {
            pieces.truncate(pieces.len() - 2);
            pieces.push((first.cover(second), kind));
        }
    }
}

fn kind_of(role: Option<Role>) -> WordKind {
    if matches!(role, Some(Role::Particle | Role::Conjunction)) { WordKind::Function } else { WordKind::Content }
}

/// Returns whether a word in hiragana or Han characters is cut off at `at`: 基本的な before れ.
fn goes_on(small: &str, at: usize) -> bool {
    let before = small[..at].chars().next_back().map(script);
    before == Some(Script::Han) && small[at..].chars().next().is_some_and(|c| script(c) == Script::Han)
}

fn better(there: &mut Option<Way>, way: Way) {
    if there.is_none_or(|known| way.cost < known.cost) {
        *there = Some(way);
    }
}
