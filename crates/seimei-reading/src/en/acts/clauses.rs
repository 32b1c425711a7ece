//! Clauses: which verb groups of a sentence are main or coordinated, and what their subjects are.
//!
//! One pass from left to right keeps the clauses that still wait for their verb. A finite verb
//! goes to the innermost clause that waits; what is joined to an earlier verb is judged by its
//! form. Relative clauses, object clauses, conditions and causes thus use up their own verbs.

mod forms;
mod joined;
mod lead_ins;
mod subjects;
mod verbs;

use crate::en::acts::patterns::{Patterns, Scan};
use crate::en::acts::verb_group::{self, Form, VerbGroup};
use crate::en::grammar::{Class, Lemma};

/// How far a look ahead or back goes, in tokens.
const SIGHT: usize = 40;

/// A main or coordinated verb with its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Predicate {
    /// The verb group.
    pub group: VerbGroup,
    /// Tokens of the subject; empty where it is shared or missing.
    pub subject: (usize, usize),
    /// Whether the subject is that of the predicate before.
    pub shares_subject: bool,
    /// One past the last token that belongs to it.
    pub until: usize,
    /// A word joined to an earlier one after be (concerned and alarmed).
    pub joined_word: Option<usize>,
    /// Whether it is the base form that opens an item (Expand cooperation).
    pub bidden: bool,
}

/// A participle that leads in or trails (recognising ..., noting ...).
#[derive(Clone, Copy, Debug)]
pub struct LeadIn {
    /// The participle or adjective.
    pub head: usize,
    /// Its verb, if it is one.
    pub lemma: Lemma,
    /// One past the last token that belongs to it.
    pub until: usize,
}

/// What a sentence consists of.
#[derive(Debug, Default)]
pub struct Clauses {
    /// Main and coordinated predicates, in order.
    pub predicates: Vec<Predicate>,
    /// Leading and trailing participles, in order.
    pub lead_ins: Vec<LeadIn>,
    /// First token after a label that ends in a colon (Health: ...).
    pub begins: usize,
}

/// What opened a clause within the sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Opener {
    /// who, which, that after a noun, or nothing (the vision we share).
    Relative,
    /// that after a verb, whether, what.
    Object,
    /// if, because, while.
    Condition,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    opener: Opener,
    has_verb: bool,
    form: Form,
}

/// How a verb is joined to what stands before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Join {
    /// and, or, but before it; the flag says whether a comma stands before the conjunction.
    Conjunction(bool),
    /// A mere comma.
    Comma,
    /// Nothing.
    None,
}

struct Scanner<'s> {
    scan: Scan<'s>,
    patterns: &'s Patterns,
    open: Vec<Open>,
    main_has_verb: bool,
    /// First token of the stretch in which the main subject is looked for.
    begins: usize,
    /// After a lone dash or a colon only a pronoun opens a further main clause.
    closed: bool,
    /// Whether an infinitive stands open, so that a base form may join it.
    infinitive: bool,
    out: Clauses,
}

/// Finds the clauses of a sentence.
pub fn find(scan: Scan, patterns: &Patterns) -> Clauses {
    let mut scanner = Scanner {
        scan,
        patterns,
        open: Vec::new(),
        main_has_verb: false,
        begins: 0,
        closed: false,
        infinitive: false,
        out: Clauses::default(),
    };
    scanner.run();
    let mut out = scanner.out;
    let end = scan.tokens.len();
    let starts: Vec<usize> = out
        .predicates
        .iter()
        .map(|predicate| if predicate.shares_subject { predicate.group.first } else { predicate.subject.0 })
        .collect();
    for (index, predicate) in out.predicates.iter_mut().enumerate() {
        predicate.until = starts.get(index + 1).copied().unwrap_or(end).max(predicate.group.head + 1).min(end);
    }
    out
}

impl Scanner<'_> {
    fn token(&self, at: usize) -> Class {
        self.scan.tokens.get(at).map_or(Class::NONE, |token| token.class)
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.token(at).any(class)
    }

    fn run(&mut self) {
        let length = self.scan.tokens.len();
        self.skip_cleft();
        let mut at = self.bidden(self.begins);
        while at < length {
            let class = self.token(at);
            if class.any(Class::PUNCTUATION) {
                let begins = self.out.begins;
                at = self.mark(at, class);
                if self.out.begins != begins {
                    at = self.bidden(at);
                }
                continue;
            }
            if let Some(next) = self.lead_in(at) {
                at = next;
                continue;
            }
            if self.opens_clause(at, class) {
                at += 1;
                continue;
            }
            if class.any(Class::TO) {
                at = self.infinitive_end(at);
                continue;
            }
            if self.joined_word(at) {
                at += 1;
                continue;
            }
            if self.may_be_finite(at, class)
                && let Some(next) = self.finite(at)
            {
                at = next;
                continue;
            }
            at += 1;
        }
    }

    /// Takes the base form that opens an item as its predicate; returns the token to go on with.
    fn bidden(&mut self, from: usize) -> usize {
        let mut at = from;
        while self.is(at, Class::ADVERB | Class::PUNCTUATION) && !self.is(at, Class::BASE) {
            at += 1;
        }
        let class = self.token(at);
        let next = self.token(at + 1);
        let plain = class.any(Class::BASE)
            && !class.any(Class::NAME | Class::AUXILIARY | Class::PREPOSITION | Class::ADJECTIVE);
        if !plain || self.scan.word(from) == Some("please") {
            return from;
        }
        let takes_object = next
            .any(Class::DETERMINER | Class::POSSESSIVE | Class::ADJECTIVE | Class::TO | Class::ADVERB | Class::THAT)
            || next.any(Class::PREPOSITION)
                && !matches!(self.scan.word(at + 1), Some("for" | "of" | "by" | "in" | "between" | "under" | "at"));
        // Share information; but not: Trade agreements will follow.
        let noun_next = next == Class::NONE || next.any(Class::NAME | Class::NOUN | Class::OR_NOUN | Class::PROPER);
        let no_verb = !self.finite_before_stop(at) && noun_next && !next.any(Class::PREPOSITION | Class::PUNCTUATION);
        if class.any(Class::OR_NOUN | Class::NOUN) && !takes_object && !no_verb {
            return from;
        }
        if at + 1 >= self.scan.tokens.len() || next.any(Class::CONJUNCTION) && class.any(Class::OR_NOUN) {
            return from;
        }
        let mut group = verb_group::read(self.scan.tokens, at);
        group.form = Form::Modal;
        self.push(group, (at, at), false);
        if let Some(last) = self.out.predicates.last_mut() {
            last.bidden = true;
        }
        at + 1
    }

    /// It is in this spirit that they met: the real clause comes after `that`.
    fn skip_cleft(&mut self) {
        let mut at = 0;
        while self.is(at, Class::ADVERB | Class::COMMA) {
            at += 1;
        }
        if self.scan.word(at) == Some("it")
            && self.is(at + 1, Class::PRESENT_BE | Class::PAST_BE)
            && self.is(at + 2, Class::PREPOSITION)
        {
            let that = (at + 3..self.scan.tokens.len().min(at + SIGHT / 2)).find(|&at| self.is(at, Class::THAT));
            if let Some(that) = that {
                self.begins = that + 1;
            }
        }
    }

    /// Handles a mark; returns the next token to look at.
    fn mark(&mut self, at: usize, class: Class) -> usize {
        let tokens = self.scan.tokens;
        let closing =
            |class: Class, most: usize| (at + 1..tokens.len().min(at + most)).find(|&at| tokens[at].is(class));
        if class.any(Class::OPEN) {
            return closing(Class::CLOSE, 2 * SIGHT).map_or(at + 1, |close| close + 1);
        }
        if class.any(Class::QUOTE) {
            // A quotation that begins the sentence is the sentence.
            if at == 0 || tokens[..at].iter().all(|token| token.is(Class::PUNCTUATION)) {
                return at + 1;
            }
            return closing(Class::QUOTE, 4 * SIGHT).map_or(at + 1, |close| close + 1);
        }
        if class.any(Class::COMMA) {
            return at + 1;
        }
        if class.any(Class::SEMICOLON) {
            self.restart(at + 1);
            return at + 1;
        }
        if class.any(Class::COLON) {
            if self.main_has_verb {
                self.open.clear();
                self.closed = true;
            } else {
                self.restart(at + 1);
                self.out.begins = at + 1;
            }
            return at + 1;
        }
        if class.any(Class::DASH) {
            if let Some(close) = closing(Class::DASH, SIGHT)
                && !(at + 1..close).any(|at| self.is(at, Class::SEMICOLON))
            {
                return close + 1;
            }
            self.open.clear();
            if self.main_has_verb {
                self.closed = true;
            }
        }
        at + 1
    }

    fn restart(&mut self, at: usize) {
        self.open.clear();
        self.main_has_verb = false;
        self.closed = false;
        self.infinitive = false;
        self.begins = at;
    }

    /// Opens a clause at a word that does so; returns whether it did.
    fn opens_clause(&mut self, at: usize, class: Class) -> bool {
        if class.any(Class::NAME) {
            return false;
        }
        let opener = if class.any(Class::THAT) {
            if self.is_demonstrative(at) {
                return false;
            }
            let before = self.before_adverbs(at);
            let after_noun = before
                .is_some_and(|before| !self.is(before, Class::VERB) || self.is(before, Class::OR_NOUN | Class::NAME));
            if after_noun && self.may_be_finite(at + 1, self.token(at + 1)) { Opener::Relative } else { Opener::Object }
        } else if class.any(Class::RELATIVE) {
            Opener::Relative
        } else if class.any(Class::SUBORDINATOR) {
            // As well as; after the meeting; since 2017: without a verb before the comma they open nothing.
            let aside = match (self.scan.word(at), self.scan.word(at + 1)) {
                (Some("as"), Some("well")) | (Some("once"), Some("again" | "more")) => true,
                (Some("as"), _) if self.scan.word(at.wrapping_sub(1)) == Some("well") => true,
                _ => {
                    let next = (at + 1..at + 4).find(|&at| !self.is(at, Class::ADVERB)).unwrap_or(at + 1);
                    let clipped = self.is(next, Class::ING | Class::PREPOSITION)
                        || self.is(next, Class::PARTICIPLE | Class::ADJECTIVE)
                            && self.is(next + 1, Class::PREPOSITION | Class::COMMA | Class::PARTICIPLE);
                    clipped || class.any(Class::PREPOSITION | Class::ADVERB) && !self.verb_follows(at)
                }
            };
            if aside {
                return false;
            }
            Opener::Condition
        } else {
            return false;
        };
        self.open.push(Open { opener, has_verb: false, form: Form::Base });
        true
    }

    /// Passes `to` and the verb after it.
    fn infinitive_end(&mut self, at: usize) -> usize {
        let mut next = at + 1;
        while self.is(next, Class::ADVERB)
            || next > at + 1
                && self.is(next, Class::COMMA | Class::CONJUNCTION)
                && self.is(next - 1, Class::ADVERB | Class::COMMA)
        {
            next += 1;
        }
        if self.is(next, Class::BASE) && !self.is(next, Class::NAME) {
            self.infinitive = true;
            return next + 1;
        }
        at + 1
    }

    fn push(&mut self, group: VerbGroup, subject: (usize, usize), shares_subject: bool) {
        self.main_has_verb = true;
        self.infinitive = false;
        self.out.predicates.push(Predicate {
            group,
            subject,
            shares_subject,
            until: 0,
            joined_word: None,
            bidden: false,
        });
    }
}
