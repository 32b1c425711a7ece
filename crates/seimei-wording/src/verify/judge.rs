//! Reads the verdict off the way by which a quotation was made out of passages.

use seimei_text::range::CharRange;

use super::key::{Key, is_punctuation, same_letter};
use super::splice::{Board, Step, Token, price_of_jump};
use super::{Edit, EditSort, Finding, Quoted, Stretch, Verdict};

/// The fewest characters that make a run more than chance: about two words.
const RUN: Measure = Measure { dense: 4, other: 9 };
/// The fewest characters in such runs that make a stretch that accounts for something: about four words.
const STRETCH: Measure = Measure { dense: 8, other: 20 };
/// The fewest characters of a stretch that was taken from elsewhere.
const SECTION: Measure = Measure { dense: 6, other: 12 };

/// A length in characters: where few characters make a phrase, and where words are parted by spaces.
struct Measure {
    dense: usize,
    other: usize,
}

impl Measure {
    fn of(&self, quoted: &Quoted) -> usize {
        if quoted.is_dense { self.dense } else { self.other }
    }
}

/// Judges. `keys` are those of the passages on the board.
pub(super) fn judge(quoted: &Quoted, board: &Board, keys: &[Vec<Key>], steps: &[Step], cost: f32) -> Finding {
    let settled = settled(steps, board, quoted);
    let steps = numbered(&settled, board, quoted);
    let raw = differences(steps);
    let told = Told { quoted, board, keys };
    let mut stretches = told.stretches(steps);
    let mut edits = Vec::new();
    let (mut altered, mut truncated) = (false, false);
    for one in &raw {
        let sort = told.sort(one);
        match sort {
            EditSort::Punctuation | EditSort::Elided => {}
            EditSort::Removed if !told.changes_word(one) => truncated = true,
            _ => altered = true,
        }
        told.push_edits(one, sort, &mut edits);
    }
    altered |= told.complete_words(steps, &mut stretches, &mut edits);
    let order = order(steps, board, SECTION.of(quoted));
    let covered = accounted(steps, RUN.of(quoted), STRETCH.of(quoted), quoted);
    let accounted = share(&covered, quoted);
    // To go on elsewhere is held against it at its price, so that only stretches that are long count.
    let jumps = steps.iter().filter(|step| matches!(step, Step::Jump { .. })).count();
    let net = accounted - jumps as f32 * price_of_jump() / quoted.letters().max(1) as f32;
    let open = open(&covered, SECTION.of(quoted), quoted);
    let elided = raw.iter().any(|one| one.is_marked);
    let verdict = if net <= 0.5 {
        Verdict::NotFound
    } else if order == Order::Apart {
        Verdict::Stitched
    } else if altered || order == Order::Turned {
        Verdict::Altered
    } else if truncated {
        Verdict::Truncated
    } else if elided {
        Verdict::Elided
    } else {
        Verdict::Verbatim
    };
    Finding { verdict, stretches, edits, changes: Vec::new(), accounted, open, cost }
}

/// A difference: tokens of the quotation in place of columns of the source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Difference {
    tokens: Vec<usize>,
    columns: Vec<usize>,
    /// The column before, where known.
    behind: Option<usize>,
    is_marked: bool,
}

/// Takes the way apart into its differences.
fn differences(steps: &[Step]) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    let mut open = false;
    let mut behind = None;
    for step in steps {
        match *step {
            Step::Same { column, .. } => {
                (open, behind) = (false, Some(column));
                continue;
            }
            Step::Jump { to, .. } => {
                (open, behind) = (false, Some(to));
                continue;
            }
            Step::Mark { from, to } => {
                open = false;
                let columns = (from + 1..=to).collect();
                found.push(Difference { tokens: Vec::new(), columns, behind: Some(from), is_marked: true });
                behind = Some(to);
                continue;
            }
            _ => {}
        }
        if !open {
            found.push(Difference { behind, ..Difference::default() });
            open = true;
        }
        let Some(last) = found.last_mut() else { continue };
        match *step {
            Step::Replaced { token, column } => {
                last.tokens.push(token);
                last.columns.push(column);
                behind = Some(column);
            }
            Step::Added { token } => last.tokens.push(token),
            Step::Removed { column } => {
                last.columns.push(column);
                behind = Some(column);
            }
            Step::Gap { from, to } => {
                last.columns.extend(from + 1..=to);
                behind = Some(to);
            }
            _ => {}
        }
    }
    found
}

/// Joins what was left out in one place, and moves it to where words part: "A, B" may have lost ", B" or "B, ".
fn settled(steps: &[Step], board: &Board, quoted: &Quoted) -> Vec<Step> {
    let mut joined: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        let (from, to) = match *step {
            Step::Removed { column } => (column - 1, column),
            Step::Gap { from, to } => (from, to),
            other => {
                joined.push(other);
                continue;
            }
        };
        match joined.last_mut() {
            Some(Step::Gap { to: last, .. }) if *last == from => *last = to,
            _ => joined.push(Step::Gap { from, to }),
        }
    }
    for at in 0..joined.len() {
        let (Step::Gap { from, to } | Step::Mark { from, to }) = joined[at] else { continue };
        let is_marked = matches!(joined[at], Step::Mark { .. });
        if !is_marked {
            slide(&mut joined, at, from, to, board, quoted);
        }
    }
    joined
}

/// Leaves the number of an item out at either end of the quotation ("3 We welcome ...", "... the ports. 4."): the source
/// keeps it apart from the provision.
fn numbered<'s>(steps: &'s [Step], board: &Board, quoted: &Quoted) -> &'s [Step] {
    let is_number = |steps: &[Step]| {
        let mut digits = 0;
        steps.iter().all(|step| match *step {
            Step::Added { token } | Step::Replaced { token, .. } | Step::Same { token, .. } => {
                let Token::Char { c, .. } = quoted.tokens[token] else { return false };
                digits += usize::from(c.is_numeric());
                (c.is_numeric() || is_punctuation(c)) && digits <= DIGITS
            }
            Step::Removed { .. } => true,
            _ => false,
        }) && digits > 0
    };
    // The first and the last character of a provision that is part of a word.
    let is_edge = |step: &Step, forward: bool| {
        let Step::Same { column, .. } = *step else { return false };
        let is_own = |other: &usize| board.provision.get(*other) == Some(&board.provision[column]);
        let is_word = |other: usize| board.chars[other].is_alphanumeric();
        if !is_word(column) {
            return false;
        }
        if forward {
            (column + 1..board.chars.len()).take_while(is_own).all(|other| !is_word(other))
        } else {
            (0..column).rev().take_while(is_own).all(|other| !is_word(other))
        }
    };
    let first = steps.iter().position(|step| is_edge(step, false)).filter(|first| is_number(&steps[..*first]));
    let last = steps.iter().rposition(|step| is_edge(step, true)).filter(|last| is_number(&steps[last + 1..]));
    let (first, last) = (first.unwrap_or(0), last.map_or(steps.len(), |last| last + 1));
    if first < last { &steps[first..last] } else { steps }
}

/// The most digits of an item's number.
const DIGITS: usize = 3;

/// How far a gap is moved at most.
const FAR: usize = 64;

fn slide(steps: &mut [Step], at: usize, from: usize, to: usize, board: &Board, quoted: &Quoted) {
    let is_same = |token: usize, column: usize| match quoted.tokens[token] {
        Token::Char { c, any_case } => {
            let known = board.chars[column];
            known == c || (any_case && same_letter(known, c))
        }
        Token::Mark => false,
    };
    let edge = |column: usize| match board.chars.get(column + 1) {
        Some(next) => parting(board.chars[column], *next),
        None => 3,
    };
    let worth = |from: usize, to: usize| edge(from) + edge(to);
    let (mut best, mut most) = (0_isize, worth(from, to));
    for by in 1..=FAR.min(at) {
        let Step::Same { token, column } = steps[at - by] else { break };
        if column + by != from + 1 || !is_same(token, to + 1 - by) || from < by {
            break;
        }
        if worth(from - by, to - by) > most {
            (best, most) = (-by.cast_signed(), worth(from - by, to - by));
        }
    }
    for by in 1..=FAR {
        let Some(Step::Same { token, column }) = steps.get(at + by).copied() else { break };
        if column != to + by || !is_same(token, from + by) {
            break;
        }
        if worth(from + by, to + by) > most {
            (best, most) = (by.cast_signed(), worth(from + by, to + by));
        }
    }
    let length = to - from;
    if best < 0 {
        let by = best.unsigned_abs();
        let moved: Vec<Step> = steps[at - by..at].iter().map(|step| shifted(*step, length.cast_signed())).collect();
        steps[at - by] = Step::Gap { from: from - by, to: to - by };
        steps[at - by + 1..=at].copy_from_slice(&moved);
    } else if best > 0 {
        let by = best.unsigned_abs();
        let moved: Vec<Step> =
            steps[at + 1..=at + by].iter().map(|step| shifted(*step, -length.cast_signed())).collect();
        steps[at..at + by].copy_from_slice(&moved);
        steps[at + by] = Step::Gap { from: from + by, to: to + by };
    }
}

fn shifted(step: Step, by: isize) -> Step {
    match step {
        Step::Same { token, column } => Step::Same { token, column: column.saturating_add_signed(by) },
        other => other,
    }
}

/// How well two characters part: not inside a word, somewhat between scripts, well at punctuation and spaces, best behind
/// them.
fn parting(one: char, other: char) -> u8 {
    if one == '\0' || is_punctuation(one) {
        return 3;
    }
    if other == '\0' || is_punctuation(other) {
        return 2;
    }
    u8::from(script(one) != script(other))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Letter,
    Hiragana,
    Katakana,
    Han,
}

fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Han
        }
        _ => Script::Letter,
    }
}

/// How the stretches of a way stand to each other, the worse the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Order {
    /// Each follows the one before.
    Following,
    /// They follow each other in another order, or something far too short to be a stretch is from elsewhere.
    Turned,
    /// Two of them neither follow each other nor are near.
    Apart,
}

/// A part of the way along which the source is not left.
#[derive(Clone, Copy, Debug)]
struct Part {
    first: usize,
    last: usize,
    matched: usize,
    is_marked: bool,
}

/// Tells how the stretches stand to each other. What has fewer than `least` characters is no stretch.
fn order(steps: &[Step], board: &Board, least: usize) -> Order {
    let mut parts: Vec<Part> = Vec::new();
    let mut is_marked = false;
    let mut is_open = false;
    for step in steps {
        match *step {
            Step::Same { column, .. } => match parts.last_mut() {
                Some(part) if is_open => {
                    part.last = column;
                    part.matched += 1;
                }
                _ => {
                    parts.push(Part { first: column, last: column, matched: 1, is_marked });
                    (is_open, is_marked) = (true, false);
                }
            },
            Step::Mark { .. } => (is_open, is_marked) = (false, true),
            Step::Gap { .. } | Step::Jump { .. } => is_open = false,
            _ => {}
        }
    }
    let mut order = Order::Following;
    let mut before: Option<Part> = None;
    // A mark beside what is no stretch stands between the stretches all the same.
    let mut is_marked = false;
    for part in parts {
        is_marked |= part.is_marked;
        if part.matched < least {
            continue;
        }
        if let Some(before) = before {
            let is_later = part.first > before.last;
            let follows = is_later
                && if is_marked {
                    board.is_one_document(before.last, part.first)
                } else {
                    are_near(board, before.last, part.first)
                };
            order = order.max(match (follows, are_near(board, before.last, part.first)) {
                (true, _) => Order::Following,
                (false, true) => Order::Turned,
                (false, false) => Order::Apart,
            });
        }
        (before, is_marked) = (Some(part), false);
    }
    let jumps = steps.iter().any(|step| matches!(step, Step::Jump { .. }));
    if jumps { order.max(Order::Turned) } else { order }
}

/// Returns whether two columns stand in one provision or in two that follow each other.
fn are_near(board: &Board, one: usize, other: usize) -> bool {
    let (one, other) = (board.provision[one], board.provision[other]);
    board.run_of(one) == board.run_of(other) && one.abs_diff(other) <= 1
}

/// Tells for each token of the quotation whether something accounts for it: it stands in a run of at least `run`
/// characters, in a stretch that has at least `stretch` in such runs. A patchwork of set phrases accounts for nothing.
fn accounted(steps: &[Step], run: usize, stretch: usize, quoted: &Quoted) -> Vec<bool> {
    let mut covered = vec![false; quoted.tokens.len()];
    let all = quoted.letters();
    // Of a short quotation a smaller stretch is a good part.
    let stretch = stretch.min(all * 2 / 5).max(1);
    let (mut of_stretch, mut of_run): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for step in steps.iter().map(Some).chain([None]) {
        if let Some(Step::Same { token, .. }) = step {
            of_run.push(*token);
            continue;
        }
        if of_run.len() >= run || of_run.len() == all {
            of_stretch.append(&mut of_run);
        }
        of_run.clear();
        if matches!(step, None | Some(Step::Gap { .. } | Step::Mark { .. } | Step::Jump { .. })) {
            if of_stretch.len() >= stretch {
                for token in &of_stretch {
                    covered[*token] = true;
                }
            }
            of_stretch.clear();
        }
    }
    covered
}

/// Returns the share of the quotation that is accounted for.
fn share(covered: &[bool], quoted: &Quoted) -> f32 {
    let all = quoted.letters();
    let count = covered.iter().filter(|is_covered| **is_covered).count();
    if all == 0 { 0.0 } else { count as f32 / all as f32 }
}

/// Returns the stretches of the quotation that nothing accounts for, if they are long enough to be from elsewhere.
fn open(covered: &[bool], least: usize, quoted: &Quoted) -> Vec<CharRange> {
    let mut open = Vec::new();
    let mut start = 0;
    for at in 0..=covered.len() {
        let goes_on = at < covered.len() && !covered[at] && quoted.tokens[at] != Token::Mark;
        if !goes_on {
            if at - start >= least {
                open.push(CharRange { start: quoted.under[start].start, end: quoted.under[at - 1].end });
            }
            start = at + 1;
        }
    }
    open
}

/// Puts steps into the terms of the texts as written.
struct Told<'a> {
    quoted: &'a Quoted,
    board: &'a Board,
    keys: &'a [Vec<Key>],
}

impl Told<'_> {
    fn stretches(&self, steps: &[Step]) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut open: Option<u32> = None;
        for step in steps {
            let (Step::Same { token, column } | Step::Replaced { token, column }) = *step else {
                if matches!(step, Step::Mark { .. } | Step::Jump { .. }) {
                    open = None;
                }
                continue;
            };
            let provision = self.board.provision[column];
            let Some(range) = self.written(column) else { continue };
            let under = self.quoted.under[token];
            match stretches.last_mut() {
                Some(last) if open == Some(provision) => {
                    last.range.end = range.end;
                    last.quoted.end = under.end;
                }
                _ => stretches.push(Stretch {
                    passage: self.board.run_of(provision),
                    provision: self.board.place_in_run(provision),
                    range,
                    quoted: under,
                }),
            }
            open = Some(provision);
        }
        stretches
    }

    /// Tells where the quotation begins or ends inside a word: another word stands there (ports > port). The stretch then
    /// goes to the end of the word, with an edit for the rest. Returns whether there is one.
    fn complete_words(&self, steps: &[Step], stretches: &mut [Stretch], edits: &mut Vec<Edit>) -> bool {
        let chars = &self.board.chars;
        let joins = |one: usize, other: usize| {
            let is_letter = |c: char| c.is_alphanumeric() && script(c) == Script::Letter;
            self.board.provision.get(one) == self.board.provision.get(other)
                && chars.get(one).is_some_and(|c| is_letter(*c))
                && chars.get(other).is_some_and(|c| is_letter(*c))
        };
        let before = edits.len();
        if let (Some(Step::Same { column, .. }), Some(stretch)) = (steps.first(), stretches.first_mut()) {
            let mut first = *column;
            while first > 0 && joins(first - 1, first) {
                first -= 1;
            }
            if let Some(range) = self.written(first).filter(|_| first < *column) {
                let gone = CharRange { start: range.start, end: stretch.range.start };
                let quoted = CharRange { start: stretch.quoted.start, end: stretch.quoted.start };
                let place = Some((stretch.passage, stretch.provision));
                edits.insert(0, Edit { place, range: gone, quoted, sort: EditSort::Removed });
                stretch.range.start = range.start;
            }
        }
        if let (Some(Step::Same { column, .. }), Some(stretch)) = (steps.last(), stretches.last_mut()) {
            let mut last = *column;
            while joins(last, last + 1) {
                last += 1;
            }
            if let Some(range) = self.written(last).filter(|_| last > *column) {
                let gone = CharRange { start: stretch.range.end, end: range.end };
                let quoted = CharRange { start: stretch.quoted.end, end: stretch.quoted.end };
                let place = Some((stretch.passage, stretch.provision));
                edits.push(Edit { place, range: gone, quoted, sort: EditSort::Removed });
                stretch.range.end = range.end;
            }
        }
        edits.len() > before
    }

    /// Returns where a column's character stands in its provision as written.
    fn written(&self, column: usize) -> Option<CharRange> {
        let provision = self.board.provision[column];
        let key = &self.keys[self.board.run_of(provision)][self.board.place_in_run(provision)];
        key.under.get(self.board.place(column)?).copied()
    }

    fn char(&self, token: usize) -> char {
        match self.quoted.tokens[token] {
            Token::Char { c, .. } => c,
            Token::Mark => '…',
        }
    }

    fn sort(&self, one: &Difference) -> EditSort {
        if one.is_marked {
            return EditSort::Elided;
        }
        let mut chars =
            one.tokens.iter().map(|token| self.char(*token)).chain(one.columns.iter().map(|at| self.board.chars[*at]));
        if chars.all(|c| is_punctuation(c) || c == '\0') {
            return if self.is_in_number(one) { EditSort::Replaced } else { EditSort::Punctuation };
        }
        match (one.tokens.is_empty(), one.columns.is_empty()) {
            (true, _) => EditSort::Removed,
            (_, true) => EditSort::Added,
            _ => EditSort::Replaced,
        }
    }

    /// Returns whether the difference stands between digits (1.5 and 15).
    fn is_in_number(&self, one: &Difference) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let token = |at: Option<usize>| {
            at.and_then(|at| self.quoted.tokens.get(at))
                .is_some_and(|token| matches!(token, Token::Char { c, .. } if c.is_ascii_digit()))
        };
        let beside_tokens = match (one.tokens.first(), one.tokens.last()) {
            (Some(first), Some(last)) => token(first.checked_sub(1)) && token(Some(last + 1)),
            _ => false,
        };
        let beside_columns = match (one.columns.first(), one.columns.last()) {
            (Some(first), Some(last)) => {
                digit(first.checked_sub(1).map(|at| self.board.chars[at]))
                    && digit(self.board.chars.get(last + 1).copied())
            }
            _ => false,
        };
        beside_tokens || beside_columns
    }

    /// Returns whether what was left out is a part of a word, so that another word stands there now.
    fn changes_word(&self, one: &Difference) -> bool {
        let (Some(first), Some(last)) = (one.columns.first(), one.columns.last()) else { return false };
        let chars = &self.board.chars;
        let before = first.checked_sub(1).map_or('\0', |at| chars[at]);
        let after = chars.get(last + 1).copied().unwrap_or('\0');
        let is_one_script = one.columns.iter().all(|at| script(chars[*at]) == script(chars[*first]));
        let cuts = |one: char, other: char| parting(one, other) == 0 && script(one) != Script::Hiragana;
        let (begins, ends) = (cuts(before, chars[*first]), cuts(chars[*last], after));
        match script(chars[*first]) {
            Script::Letter => begins || ends,
            _ => is_one_script && (begins || ends),
        }
    }

    /// Appends the edits of a difference, one for each provision that it touches.
    fn push_edits(&self, one: &Difference, sort: EditSort, edits: &mut Vec<Edit>) {
        let quoted = match (one.tokens.first(), one.tokens.last()) {
            (Some(first), Some(last)) => {
                CharRange { start: self.quoted.under[*first].start, end: self.quoted.under[*last].end }
            }
            _ => CharRange { start: 0, end: 0 },
        };
        let mut pieces: Vec<(u32, CharRange)> = Vec::new();
        for column in &one.columns {
            let Some(range) = self.written(*column) else { continue };
            match pieces.last_mut() {
                Some((provision, piece)) if *provision == self.board.provision[*column] => piece.end = range.end,
                _ => pieces.push((self.board.provision[*column], range)),
            }
        }
        if pieces.is_empty() {
            let place = one.behind.map(|column| {
                let at = self.written(column).map_or(0, |range| range.end);
                (self.board.provision[column], CharRange { start: at, end: at })
            });
            if let Some(place) = place {
                pieces.push(place);
            } else if !one.tokens.is_empty() {
                edits.push(Edit { place: None, range: CharRange { start: 0, end: 0 }, quoted, sort });
            }
        }
        for (index, (provision, range)) in pieces.into_iter().enumerate() {
            let place = Some((self.board.run_of(provision), self.board.place_in_run(provision)));
            let quoted = if index == 0 { quoted } else { CharRange { start: quoted.end, end: quoted.end } };
            edits.push(Edit { place, range, quoted, sort });
        }
    }
}
