//! Mechanisms, in English: names the lexicon knows, and capitalised names by their form.
//!
//! Finds: "the Extended Deterrence Dialogue", "the Treaty on ...", "Operation ...", "the Artemis program".
//! Does not find: common nouns ("a dialogue"), meetings by their level ("the Leaders' Summit"),
//! organisations.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_text::range::TextRange;

use crate::context::Context;
use crate::finding::{ActorMention, MechanismFinding};
use crate::mechanisms::{self, Candidate, Known};
use crate::sentence::Sentence;

use super::grammar::WordMap;
use super::name_tokens::{Token, TokenKind, tokens};

/// Complements that say only what sort of text it is.
const BARE_COMPLEMENT: &[&str] =
    &["of Understanding", "of Cooperation", "of Intent", "of Agreement", "of State", "of Action"];
/// Words before a name that point back at a text rather than name one.
const POINTING: &[&str] = &["this", "such", "each", "any", "every"];

/// No state has a longer name, in bytes.
const LONGEST_STATE: u32 = 60;

/// Finds the mechanisms that a sentence names.
pub fn find(sentence: &Sentence, _actors: &[ActorMention], context: &Context) -> Vec<MechanismFinding> {
    let known = mechanisms::known(sentence, context);
    let mut heads: Vec<&Hit> = Vec::new();
    for hit in sentence.hits_of(TableName::MechanismHeads) {
        if !mechanisms::is_whole_word(sentence.text, hit.range) {
            continue;
        }
        heads.push(hit);
    }
    if heads.is_empty() {
        return mechanisms::settle(sentence.text, known.names, &known.others);
    }
    let edges = Edges::of(context.lexicon);
    let reader = Reader { sentence, context, known: &known, tokens: tokens(sentence.text), edges, heads: &heads };
    let mut candidates: Vec<Candidate> = heads.iter().filter_map(|hit| reader.name(hit)).collect();
    candidates.extend(known.names.iter().cloned());
    mechanisms::settle(sentence.text, candidates, &known.others)
}

/// What a word at the edge of a name is, by the lexicon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    /// Never part of a name that it stands before.
    Drop,
    /// The same, where it opens the sentence.
    Opening,
    /// One state: no part of a name, save beside another state.
    State,
    Level,
    Quality,
    Actor,
}

impl Label {
    fn of(entry: &Entry) -> Option<Self> {
        Some(match (entry.value.as_str(), entry.family.as_str()) {
            ("drop", "opening") => Self::Opening,
            ("drop", "state") => Self::State,
            ("drop", _) => Self::Drop,
            ("generic", "level") => Self::Level,
            ("generic", _) => Self::Quality,
            ("actor", _) => Self::Actor,
            _ => return None,
        })
    }
}

/// The words at the edges of names, in small letters, with their labels, by their first words; long ones first.
pub(super) struct Edges(WordMap<Vec<(Box<str>, Label)>>);

impl Edges {
    /// Returns those of `lexicon`, worked out once.
    fn of(lexicon: &LanguageLexicon) -> &Self {
        lexicon.derived(|lexicon| {
            let mut by_first: WordMap<Vec<(Box<str>, Label)>> = WordMap::default();
            for entry in lexicon.table(TableName::MechanismEdges) {
                let Some(label) = Label::of(entry) else { continue };
                for form in &entry.forms {
                    let form = form.to_ascii_lowercase();
                    by_first.entry(first_word(&form).into()).or_default().push((form.into(), label));
                }
            }
            let mut lists: Vec<&mut Vec<(Box<str>, Label)>> = by_first.values_mut().collect();
            for list in &mut lists {
                list.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
            }
            Self(by_first)
        })
    }

    /// Returns the words that begin at `start` of the sentence, as whole words, with their labels.
    fn at(&self, sentence: &Sentence, start: u32) -> impl Iterator<Item = (TextRange, Label)> {
        let rest = &sentence.lower[start as usize..];
        let own = self.0.get(first_word(rest)).map_or(&[][..], Vec::as_slice);
        own.iter().filter(|(form, _)| rest.starts_with(&**form)).filter_map(move |(form, label)| {
            let range = TextRange { start, end: start + form.len() as u32 };
            mechanisms::is_whole_word(sentence.text, range).then_some((range, *label))
        })
    }
}

/// Returns the ASCII letters and digits at the beginning of `text`.
fn first_word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    &text[..end]
}

/// How much a head needs beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Need {
    Strong,
    Weak,
    Soft,
}

/// Reads the names of one sentence.
pub(super) struct Reader<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    pub(super) context: &'a Context<'a>,
    pub(super) known: &'a Known,
    pub(super) tokens: Vec<Token>,
    pub(super) edges: &'a Edges,
    pub(super) heads: &'a [&'a Hit],
}

impl Reader<'_> {
    /// Returns the name that a head makes, if it makes one.
    fn name(&self, hit: &Hit) -> Option<Candidate> {
        let entry = self.context.lexicon.entry(hit);
        let form = entry.forms.get(usize::from(hit.form))?;
        let written = self.sentence.at(hit.range);
        let small = written.starts_with(|first: char| first.is_ascii_lowercase());
        if small != form.starts_with(|first: char| first.is_ascii_lowercase()) {
            return None;
        }
        let first = self.token_at(hit.range.start)?;
        let last = self.token_ending(hit.range.end)?;
        if entry.value == "front" {
            return self.fronted(hit, last, entry.kind == "whole");
        }
        let need = match entry.kind.as_str() {
            "weak" => Need::Weak,
            "soft" => Need::Soft,
            _ => Need::Strong,
        };
        let left = match need {
            Need::Soft => self.soft_edge(first)?,
            Need::Strong | Need::Weak => self.left_edge(first, need),
        };
        let right = if need == Need::Soft { last } else { self.right_edge(last) };
        let right = self.with_numbers(right);
        let weight: u32 = (left..first).map(|index| self.weight(index)).sum();
        if left > 0 && POINTING.contains(&self.sentence.at(self.tokens[left - 1].range)) {
            return None;
        }
        let complement = right > last && {
            let range = TextRange { start: self.tokens[last + 1].range.start, end: self.tokens[right].range.end };
            !BARE_COMPLEMENT.contains(&self.sentence.at(range))
        };
        let enough = match need {
            Need::Strong => weight >= 2 || complement,
            Need::Weak => weight >= 4 || (complement && weight >= 1),
            Need::Soft => weight >= 2,
        };
        let range = TextRange { start: self.tokens[left].range.start, end: self.tokens[right].range.end };
        let name = self.sentence.at(range);
        let shouted = right > left + 1 && !name.bytes().any(|byte| byte.is_ascii_lowercase());
        (enough && !shouted).then(|| Candidate { range, head: hit.range, rule: self.context.lexicon.rule(hit) })
    }

    /// Returns the name that follows a word like "Operation".
    fn fronted(&self, hit: &Hit, front: usize, whole: bool) -> Option<Candidate> {
        let mut end = front;
        while self.follows(end) && self.names(end + 1) && end < front + 4 {
            end += 1;
        }
        if end == front || self.label(front + 1).is_some() {
            return None;
        }
        let start = if whole { hit.range.start } else { self.tokens[front + 1].range.start };
        let range = TextRange { start, end: self.tokens[end].range.end };
        Some(Candidate { range, head: range, rule: self.context.lexicon.rule(hit) })
    }

    /// Returns whether a token may stand in a name behind its opening word: capitalised or a number.
    fn names(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let digits = self.sentence.at(token.range).bytes().all(|byte| byte.is_ascii_digit());
        token.kind == TokenKind::Capital || (digits && token.range.len() > 2)
    }

    /// Returns the first token of the name whose head begins at `first`.
    fn left_edge(&self, first: usize, need: Need) -> usize {
        let mut left = first;
        let mut joined = false;
        while left > 0 && first - left < 12 {
            let before = &self.tokens[left - 1];
            if before.breaks_after || self.tokens[left].breaks_before || before.possessive {
                break;
            }
            match before.kind {
                TokenKind::Capital => left -= 1,
                TokenKind::Year => {
                    left -= 1;
                    break;
                }
                TokenKind::Bracket if left > 1 && self.tokens[left - 2].kind == TokenKind::Capital => left -= 1,
                TokenKind::Small if !joined && need != Need::Soft && self.joins(left) => {
                    joined = true;
                    left -= 2;
                }
                _ => break,
            }
        }
        while left < first {
            match self.dropped(left) {
                0 => break,
                count => left = (left + count).min(first),
            }
        }
        left
    }

    /// Returns the first token of a name whose head is written small ("Artemis program", "X-Y trade
    /// agreement"), or `None` where the name before the head is a known one of its own.
    fn soft_edge(&self, first: usize) -> Option<usize> {
        let mut right = first;
        let is_pair = |token: &Token| {
            let mut parts = self.sentence.at(token.range).split('-');
            token.kind == TokenKind::Capital
                && parts.clone().count() > 1
                && parts.all(|part| part.starts_with(char::is_uppercase))
        };
        if first > 0 && self.tokens[first - 1].kind == TokenKind::Small && self.label(first - 1).is_some() {
            let pair = (first.saturating_sub(5)..first - 1).any(|index| is_pair(&self.tokens[index]));
            right = if pair && self.follows(first - 1) { first - 1 } else { return None };
        }
        let before = self.tokens.get(right.checked_sub(1)?)?;
        if self.known.names.binary_search_by_key(&before.range.end, |name| name.range.end).is_ok()
            || self.known.others.binary_search_by_key(&before.range.end, |other| other.end).is_ok()
            || before.kind == TokenKind::Bracket
        {
            return None;
        }
        let left = self.left_edge(right, Need::Soft);
        (left < right && !(left == 0 && right == 1)).then_some(left)
    }

    /// Returns whether the small word before token `right` is an "and" inside one name: what
    /// stands before it is neither a name of its own nor an actor.
    fn joins(&self, right: usize) -> bool {
        let (Some(and), Some(before)) = (right.checked_sub(1), right.checked_sub(2)) else { return false };
        let (and, word) = (&self.tokens[and], &self.tokens[before]);
        if self.sentence.at(and.range) != "and" || word.kind != TokenKind::Capital {
            return false;
        }
        if word.breaks_after || word.possessive || self.label(before).is_some_and(|label| label == Label::Actor) {
            return false;
        }
        let end = word.range.end;
        let ends_name = self.heads.binary_search_by_key(&end, |head| head.range.end).is_ok()
            || self.known.names.binary_search_by_key(&end, |name| name.range.end).is_ok()
            || self.hits_ending(end).any(|hit| hit.table == TableName::Actors);
        !ends_name
    }

    /// Returns whether a token follows `index` without punctuation between.
    pub(super) fn follows(&self, index: usize) -> bool {
        !self.tokens[index].breaks_after
            && !self.tokens[index].possessive
            && self.tokens.get(index + 1).is_some_and(|next| !next.breaks_before)
    }

    /// Returns how many tokens from `index` on do not belong to a name that they open.
    fn dropped(&self, index: usize) -> usize {
        let range = self.tokens[index].range;
        let mut here = self.edges.at(self.sentence, range.start).peekable();
        // A label that ends inside a word ("United States" of "United States-Sylvania") drops nothing.
        let length = |end: u32| {
            let count = self.tokens[index..].iter().take_while(|token| token.range.end <= end).count();
            let whole = count > 0 && self.tokens[index + count - 1].range.end == end;
            if whole { count } else { 0 }
        };
        // A set phrase that begins with such a word is kept whole ("Next Generation").
        if here.peek().is_some_and(|(of, label)| *label == Label::Quality && of.end > range.end) {
            return 0;
        }
        here.filter_map(|(of, label)| match label {
            Label::Drop => Some(length(of.end)),
            Label::Opening => (index == 0).then(|| length(of.end)),
            Label::State => {
                let count = length(of.end);
                (count > 0 && !self.is_labelled_state(index + count)).then_some(count)
            }
            _ => None,
        })
        .max()
        .unwrap_or(0)
    }

    /// Returns whether the lexicon lists token `index` as a state.
    fn is_labelled_state(&self, index: usize) -> bool {
        let Some(range) = self.tokens.get(index).map(|token| token.range) else { return false };
        let mut here = self.edges.at(self.sentence, range.start);
        here.any(|(of, label)| label == Label::State && of.end >= range.end)
    }

    /// Returns the lexicon's label of a whole token.
    fn label(&self, index: usize) -> Option<Label> {
        let range = self.tokens.get(index)?.range;
        self.edges.at(self.sentence, range.start).find_map(|(of, label)| {
            let counts = matches!(label, Label::Level | Label::Quality | Label::Actor);
            (of.end >= range.end && counts).then_some(label)
        })
    }

    /// Returns how much a word before a head says: 2 for a name of its own, 1 for a general word
    /// or a grouping, 0 for a word of rank.
    fn weight(&self, index: usize) -> u32 {
        match (self.tokens[index].kind, self.label(index)) {
            (TokenKind::Capital, None) | (TokenKind::Year, _) => 2,
            (TokenKind::Capital, Some(Label::Quality | Label::Actor)) => 1,
            _ => 0,
        }
    }

    /// Returns whether a state is named from token `index` on.
    pub(super) fn is_state(&self, index: usize) -> bool {
        let start = self.tokens[index].range.start;
        let from = self.sentence.hits.partition_point(|hit| hit.range.end <= start);
        let near = self.sentence.hits[from..].iter().take_while(|hit| hit.range.end <= start + LONGEST_STATE);
        let longest = near
            .filter(|hit| hit.table == TableName::Actors && hit.range.start <= start)
            .max_by_key(|hit| (hit.range.len(), hit.range.end));
        longest.is_some_and(|hit| hit.range.start == start && self.context.lexicon.entry(hit).family == "state")
    }

    /// Returns the lexicon's words that end at `end`.
    fn hits_ending(&self, end: u32) -> impl Iterator<Item = &Hit> {
        let from = self.sentence.hits.partition_point(|hit| hit.range.end < end);
        self.sentence.hits[from..].iter().take_while(move |hit| hit.range.end == end)
    }

    /// Returns the token that begins at `start`.
    fn token_at(&self, start: u32) -> Option<usize> {
        self.tokens.binary_search_by_key(&start, |token| token.range.start).ok()
    }

    /// Returns the token that ends at `end`.
    fn token_ending(&self, end: u32) -> Option<usize> {
        self.tokens.binary_search_by_key(&end, |token| token.range.end).ok()
    }
}
