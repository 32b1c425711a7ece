//! The cheapest way to make a quotation out of stretches of known texts.
//!
//! An exact dynamic programme over all characters of the quotation and of the candidates. Beside the steps of the edit
//! distance it knows three that tell how quotations go wrong: a **gap** passes over any number of characters up to
//! somewhere in the same or the next provision, a **mark** of elision passes over any number in the same document for
//! nothing, a **jump** goes on anywhere else. The quotation may begin and end anywhere.
//!
//! # Source
//! Needleman and Wunsch 1970 for the programme; Gelfand, Mironov and Pevzner, Gene recognition via spliced sequence
//! alignment (1996), for alignment to stretches that are spliced together.

use std::ops::Range;

use super::key::same_letter;

/// What a character costs that is put in, taken out or replaced.
const EDIT: u16 = 2;
/// What it costs to leave out a stretch without a mark: as much as three characters, however long it is.
const GAP: u16 = 5;
/// What it costs to go on elsewhere: as much as seven characters. Two texts that have nothing to do with each other
/// agree in a quarter to a third of their characters, so a stretch of a dozen characters is worth it.
const JUMP: u16 = 14;
/// How many characters at either end of a quotation cost twice as much to change: else it would be cheaper to change a
/// short first word than to see that something was left out behind it.
const EDGE: usize = 3;
/// More than anything costs.
const NEVER: u16 = u16::MAX / 2;
/// The most cells that are computed; candidates beyond are left out.
const CELLS: usize = 24 << 20;

/// Returns what it costs to go on elsewhere, in characters.
pub(super) fn price_of_jump() -> f32 {
    f32::from(JUMP) / f32::from(EDIT)
}

/// One character of a quotation, or a mark of elision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A character; `any_case` where its case says nothing.
    Char { c: char, any_case: bool },
    /// Something was left out here.
    Mark,
}

/// Provisions of one document that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Run<'k> {
    /// The document, by the caller's number. Runs come in the order of documents and of their places in them.
    pub(super) document: usize,
    /// The keys of the provisions.
    pub(super) provisions: Vec<&'k [char]>,
    /// Whether words are parted by spaces, so that one stands between provisions.
    pub(super) is_spaced: bool,
}

/// One step of the way. Positions of the source are columns of [`Board`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// The token is the character.
    Same { token: usize, column: usize },
    /// The token stands in place of the character.
    Replaced { token: usize, column: usize },
    /// The token stands nowhere.
    Added { token: usize },
    /// The character is left out.
    Removed { column: usize },
    /// The characters between two columns are left out.
    Gap { from: usize, to: usize },
    /// The same, and marked.
    Mark { from: usize, to: usize },
    /// The way goes on elsewhere.
    Jump { from: usize, to: usize },
}

/// Candidates, one behind the other in columns. Column `c` of a provision stands behind its character `c`.
#[derive(Debug)]
pub(super) struct Board {
    /// The character before each column; the first column of a run has none.
    pub(super) chars: Vec<char>,
    /// The provision of each column, counted over all runs.
    pub(super) provision: Vec<u32>,
    /// Columns of each provision.
    provisions: Vec<Range<usize>>,
    /// Provisions of each run.
    runs: Vec<Range<usize>>,
    /// Columns of each document.
    documents: Vec<Range<usize>>,
}

impl Board {
    /// Lays the candidates out for a quotation of `tokens` tokens; those beyond what can be computed are left out.
    pub(super) fn new(runs: &[Run], tokens: usize) -> Self {
        let mut board = Self {
            chars: Vec::new(),
            provision: Vec::new(),
            provisions: Vec::new(),
            runs: Vec::new(),
            documents: Vec::new(),
        };
        let most = CELLS / (tokens + 1);
        let mut last = None;
        for run in runs {
            let size: usize = run.provisions.iter().map(|provision| provision.len() + 1).sum();
            if board.chars.len() + size > most && !board.chars.is_empty() {
                break;
            }
            let start = board.chars.len();
            let first = board.provisions.len();
            for (index, provision) in run.provisions.iter().enumerate() {
                let begin = board.chars.len();
                if index == 0 {
                    board.chars.push('\0');
                } else if run.is_spaced {
                    board.chars.push(' ');
                }
                board.chars.extend_from_slice(provision);
                board.provision.resize(board.chars.len(), board.provisions.len() as u32);
                board.provisions.push(begin..board.chars.len());
            }
            board.runs.push(first..board.provisions.len());
            match board.documents.last_mut() {
                Some(columns) if last == Some(run.document) => columns.end = board.chars.len(),
                _ => board.documents.push(start..board.chars.len()),
            }
            last = Some(run.document);
        }
        board
    }

    /// Returns the place of a column's character in the key of its provision, if it is one of it.
    pub(super) fn place(&self, column: usize) -> Option<usize> {
        let provision = self.provision[column] as usize;
        let start = self.provisions[provision].start;
        // What stands before the characters of the key: nothing, the empty first column, or a space.
        let extra = usize::from(matches!(self.chars[start], '\0' | ' '));
        (column - start).checked_sub(extra)
    }

    /// Returns the run of a provision.
    pub(super) fn run_of(&self, provision: u32) -> usize {
        self.runs.partition_point(|run| run.end <= provision as usize)
    }

    /// Returns whether two columns are of one document.
    pub(super) fn is_one_document(&self, one: usize, other: usize) -> bool {
        let of = |column: usize| self.documents.partition_point(|columns| columns.end <= column);
        of(one) == of(other)
    }

    /// Returns the provision's place in its run.
    pub(super) fn place_in_run(&self, provision: u32) -> usize {
        provision as usize - self.runs[self.run_of(provision)].start
    }

    /// Returns the cheapest way through `tokens`, and what it costs in characters.
    pub(super) fn path(&self, tokens: &[Token]) -> (Vec<Step>, f32) {
        let width = self.chars.len();
        if width == 0 || tokens.is_empty() {
            let steps = (0..tokens.len()).map(|token| Step::Added { token }).collect();
            return (steps, tokens.len() as f32);
        }
        let mut rows = vec![0_u16; width];
        rows.reserve(width * tokens.len());
        let mut least = vec![(0_u16, 0_usize)];
        for (at, token) in tokens.iter().enumerate() {
            rows.resize(rows.len() + width, 0);
            let (before, row) = rows.split_at_mut((at + 1) * width);
            let before = &before[at * width..];
            match *token {
                Token::Mark => self.mark(before, row),
                Token::Char { c, any_case } => {
                    self.char(before, row, (c, any_case), edit(at, tokens.len()), is_break(tokens, at + 1));
                }
            }
            let (column, cost) =
                row.iter().enumerate().min_by_key(|(_, cost)| **cost).map_or((0, NEVER), |(at, cost)| (at, *cost));
            least.push((cost, column));
            if is_break(tokens, at + 1) || *token == Token::Mark {
                let elsewhere = cost.saturating_add(JUMP);
                for known in row.iter_mut() {
                    *known = (*known).min(elsewhere);
                }
            }
        }
        let (cost, column) = least[tokens.len()];
        (self.back(&rows, &least, tokens, column), f32::from(cost) / f32::from(EDIT))
    }

    /// Computes the row behind a mark: any place further on in the same document is as good.
    fn mark(&self, before: &[u16], row: &mut [u16]) {
        for columns in &self.documents {
            let mut least = NEVER;
            for column in columns.clone() {
                least = least.min(before[column]);
                row[column] = least;
            }
        }
    }

    fn char(&self, before: &[u16], row: &mut [u16], (c, any_case): (char, bool), edit: u16, may_skip: bool) {
        for run in &self.runs {
            let mut skipped = NEVER;
            for (index, provision) in self.provisions[run.clone()].iter().enumerate() {
                let mut columns = provision.clone();
                // The least cost behind which the next characters may be left out; in the provision before it, `skipped`.
                let mut own = NEVER;
                if index == 0 {
                    own = before[columns.start] + edit;
                    row[columns.start] = own;
                    columns.start += 1;
                }
                let mut left = columns.start.checked_sub(1).map_or(NEVER, |column| row[column]);
                for column in columns {
                    let known = self.chars[column];
                    let is_same = known == c || (any_case && same_letter(known, c));
                    let by_char = before[column - 1] + if is_same { 0 } else { edit };
                    let mut cost = by_char.min(before[column] + edit).min(left + EDIT);
                    if may_skip {
                        let least = skipped.min(own);
                        own = own.min(cost);
                        cost = cost.min(least + GAP);
                    }
                    row[column] = cost;
                    left = cost;
                }
                skipped = own;
            }
        }
    }

    /// Goes back the way that the costs tell.
    fn back(&self, rows: &[u16], least: &[(u16, usize)], tokens: &[Token], mut column: usize) -> Vec<Step> {
        let width = self.chars.len();
        let mut steps = Vec::with_capacity(tokens.len() + 16);
        let mut at = tokens.len();
        while at > 0 {
            let (before, row) = (&rows[(at - 1) * width..at * width], &rows[at * width..(at + 1) * width]);
            let cost = row[column];
            let token = at - 1;
            if tokens[token] == Token::Mark {
                let document = &self.documents[self.documents.partition_point(|columns| columns.end <= column)];
                match (document.start..=column).rev().find(|from| before[*from] == cost) {
                    Some(from) => {
                        steps.push(Step::Mark { from, to: column });
                        column = from;
                        at -= 1;
                    }
                    None => column = jumped(&mut steps, least[at].1, column),
                }
                continue;
            }
            let Token::Char { c, any_case } = tokens[token] else { break };
            let edit = edit(token, tokens.len());
            let is_first = self.chars[column] == '\0' && self.is_first(column);
            if !is_first {
                let known = self.chars[column];
                let is_same = known == c || (any_case && same_letter(known, c));
                if is_same && before[column - 1] == cost {
                    steps.push(Step::Same { token, column });
                    (at, column) = (at - 1, column - 1);
                    continue;
                }
                if !is_same && before[column - 1] + edit == cost {
                    steps.push(Step::Replaced { token, column });
                    (at, column) = (at - 1, column - 1);
                    continue;
                }
            }
            if before[column] + edit == cost {
                steps.push(Step::Added { token });
                at -= 1;
                continue;
            }
            if !is_first && row[column - 1] + EDIT == cost {
                steps.push(Step::Removed { column });
                column -= 1;
                continue;
            }
            if is_break(tokens, at)
                && let Some(from) = self.skipped_from(row, column)
            {
                steps.push(Step::Gap { from, to: column });
                column = from;
                continue;
            }
            let from = least[at].1;
            if from == column {
                // Cannot be: every cost has a step that leads to it. Ends the way rather than to go round for ever.
                steps.push(Step::Added { token });
                at -= 1;
                continue;
            }
            column = jumped(&mut steps, from, column);
        }
        steps.reverse();
        steps
    }

    fn is_first(&self, column: usize) -> bool {
        let provision = self.provision[column];
        self.provisions[provision as usize].start == column && self.place_in_run(provision) == 0
    }

    /// Returns the column behind which the characters up to `column` were left out, the nearest.
    fn skipped_from(&self, row: &[u16], column: usize) -> Option<usize> {
        let provision = self.provision[column];
        let first = if self.place_in_run(provision) > 0 { provision - 1 } else { provision } as usize;
        let cost = row[column].checked_sub(GAP)?;
        (self.provisions[first].start..column).rev().find(|from| row[*from] == cost)
    }
}

/// Returns what it costs to put in or replace one of `count` tokens.
fn edit(token: usize, count: usize) -> u16 {
    if token < EDGE || token + EDGE >= count { 2 * EDIT } else { EDIT }
}

fn jumped(steps: &mut Vec<Step>, from: usize, to: usize) -> usize {
    steps.push(Step::Jump { from, to });
    from
}

/// Returns whether a stretch may end behind the first `at` tokens: not inside a word of letters, not at either end.
fn is_break(tokens: &[Token], at: usize) -> bool {
    let is_letter = |token: &Token| match token {
        Token::Char { c, .. } => c.is_alphanumeric() && !seimei_text::fold::is_east_asian(*c),
        Token::Mark => false,
    };
    at > 0 && at < tokens.len() && !(is_letter(&tokens[at - 1]) && is_letter(&tokens[at]))
}
