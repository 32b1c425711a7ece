//! Clauses: which verb groups of a sentence are main or coordinated, and what their subjects are.
//!
//! One pass from left to right keeps the clauses that still wait for their verb. A finite verb
//! goes to the innermost clause that waits; what is joined to an earlier verb is judged by its
//! form. Relative clauses, object clauses, conditions and causes thus use up their own verbs.

use seimei_model::act::ActKind;

use crate::en::acts::patterns::{Kind, Patterns, Scan};
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
            if self.may_be_finite(at, class) {
                if let Some(next) = self.finite(at) {
                    at = next;
                    continue;
                }
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

    /// Whether `that` at `at` points (in that spirit, that commitment is).
    fn is_demonstrative(&self, at: usize) -> bool {
        match self.before_adverbs(at) {
            None => true,
            Some(before) => self.is(before, Class::PREPOSITION) && !self.is(before, Class::SUBORDINATOR),
        }
    }

    /// Whether a finite verb stands before the next comma or mark.
    fn verb_follows(&self, at: usize) -> bool {
        for next in at + 1..self.scan.tokens.len().min(at + SIGHT) {
            let class = self.token(next);
            if class.any(Class::COMMA | Class::SEMICOLON | Class::COLON | Class::DASH | Class::RELATIVE | Class::THAT) {
                return false;
            }
            if self.is_surely_finite(next) {
                return true;
            }
            if class.any(Class::THIRD | Class::BASE | Class::PAST)
                && !class.any(Class::NAME)
                && !self.is(
                    next - 1,
                    Class::TO
                        | Class::DETERMINER
                        | Class::POSSESSIVE
                        | Class::PREPOSITION
                        | Class::ADJECTIVE
                        | Class::CONJUNCTION
                        | Class::GENITIVE,
                )
                && next > at + 1
                && self.agrees(next, class)
                && (!class.any(Class::OR_NOUN) || self.is_object_bound(next))
            {
                return true;
            }
        }
        false
    }

    /// Whether a word that may be a noun stands like a verb: after a name or pronoun, before an object.
    fn is_object_bound(&self, at: usize) -> bool {
        let object =
            Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION | Class::TO | Class::COMMA | Class::THAT;
        self.is(at.wrapping_sub(1), Class::NOMINATIVE | Class::MENTION) || self.is(at + 1, object)
    }

    /// Returns the token before `at`, adverbs passed over.
    fn before_adverbs(&self, at: usize) -> Option<usize> {
        let passes = |before: usize| {
            self.is(before, Class::ADVERB) && !self.is(before, Class::CONJUNCTION)
                || self.scan.word(before) == Some("once") && self.is(before + 1, Class::ADVERB)
                || matches!(self.scan.word(before), Some("particular" | "turn" | "general"))
                || self.scan.word(before) == Some("in")
                    && matches!(self.scan.word(before + 1), Some("particular" | "turn" | "general"))
        };
        (0..at).rev().take(6).find(|&before| !passes(before))
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

    /// Whether the word at `at` could be the first of a finite verb group, by its form alone.
    fn may_be_finite(&self, at: usize, class: Class) -> bool {
        if class.any(Class::NAME | Class::PROPER) {
            return false;
        }
        if class.any(Class::MODAL | Class::PRESENT_BE | Class::PAST_BE | Class::HAVE | Class::DO) {
            return !class.any(Class::ING);
        }
        if class.any(Class::BE) {
            return false;
        }
        class.any(Class::BASE | Class::THIRD | Class::PAST) && !self.is(at.wrapping_sub(1), Class::TO)
    }

    /// Whether the word at `at` can be nothing but a finite verb.
    fn is_surely_finite(&self, at: usize) -> bool {
        let class = self.token(at);
        if class.any(Class::NAME | Class::PROPER) {
            return false;
        }
        let before = at.checked_sub(1).map_or(Class::NONE, |before| self.token(before));
        if class.any(Class::MODAL | Class::PRESENT_BE | Class::PAST_BE | Class::DO) {
            return !before.any(Class::DETERMINER | Class::POSSESSIVE);
        }
        if class.any(Class::HAVE) {
            return !class.any(Class::ING) && !before.any(Class::TO | Class::MODAL);
        }
        class.any(Class::PAST) && !class.any(Class::PARTICIPLE | Class::BASE)
    }

    /// Returns how the verb at `at` is joined to what stands before it.
    fn join(&self, at: usize) -> Join {
        let Some(mut before) = self.before_adverbs(at) else { return Join::None };
        // and, in this regard, call: an insertion between commas is passed over.
        if self.is(before, Class::COMMA) {
            let opening =
                (before.saturating_sub(14)..before).rev().find(|&at| self.is(at, Class::COMMA | Class::CONJUNCTION));
            if let Some(opening) = opening {
                let (conjunction, first) = if self.is(opening, Class::COMMA) {
                    (opening.checked_sub(1), opening + 1)
                } else {
                    (Some(opening), opening + 1)
                };
                if let Some(conjunction) = conjunction
                    && self.is(conjunction, Class::CONJUNCTION)
                    && self.is(first, Class::PREPOSITION | Class::ADVERB | Class::TO)
                {
                    before = conjunction;
                }
            }
        }
        if self.is(before, Class::CONJUNCTION) {
            let comma = before.checked_sub(1).is_some_and(|at| self.is(at, Class::COMMA | Class::CLOSE));
            return Join::Conjunction(comma);
        }
        if self.is(before, Class::COMMA) { Join::Comma } else { Join::None }
    }

    /// Whether the word at `at` agrees in number with what stands before it.
    fn agrees(&self, at: usize, class: Class) -> bool {
        if class.any(Class::PAST) || class.any(Class::AUXILIARY) {
            return true;
        }
        let Some(before) = self.before_adverbs(at) else { return false };
        let subject = self.token(before);
        if subject.any(Class::NOMINATIVE) {
            return true;
        }
        let plural = self.is_plural(before);
        if class.any(Class::THIRD) {
            !plural || subject.any(Class::NAME | Class::PROPER | Class::CLOSE | Class::COMMA)
        } else {
            plural || subject.any(Class::MENTION)
        }
    }

    /// Whether the noun at `at` is plural by its form, or one of several joined.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.scan.word(at).unwrap_or_default();
        let by_form = word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
        let irregular =
            matches!(word, "people" | "forces" | "all" | "both" | "many" | "these" | "those" | "police" | "others");
        if by_form || irregular || self.is(at, Class::COMMA | Class::CLOSE | Class::QUOTE | Class::DASH) {
            return true;
        }
        (at.saturating_sub(SIGHT / 2).max(self.begins)..at).any(|at| self.is(at, Class::CONJUNCTION))
    }

    /// Whether the word before `at` can end a subject.
    fn follows_noun(&self, at: usize) -> bool {
        let Some(before) = self.before_adverbs(at) else { return false };
        if before < self.begins {
            return false;
        }
        let class = self.token(before);
        if class.any(Class::PRONOUN)
            && !class.any(Class::PLAIN_PRONOUN | Class::NOMINATIVE | Class::MENTION | Class::POSSESSIVE)
        {
            return false;
        }
        if class.any(Class::NAME | Class::PROPER | Class::NOUN | Class::PRONOUN) {
            return !class.any(Class::TO);
        }
        !class.any(
            Class::DETERMINER
                | Class::POSSESSIVE
                | Class::PREPOSITION
                | Class::TO
                | Class::CONJUNCTION
                | Class::GENITIVE
                | Class::ADJECTIVE
                | Class::SEMICOLON
                | Class::COLON
                | Class::SUBORDINATOR
                | Class::NEGATION
                | Class::AUXILIARY,
        )
    }

    /// Decides about a possible finite verb; returns the token after its group if it is one.
    fn finite(&mut self, at: usize) -> Option<usize> {
        let class = self.token(at);
        let waiting = self.open.last().is_some_and(|open| !open.has_verb);
        if waiting {
            return self.embedded(at, class);
        }
        let pronoun = self.before_adverbs(at).filter(|&before| self.is(before, Class::NOMINATIVE));
        if let Some(pronoun) = pronoun {
            return self.after_pronoun(at, pronoun);
        }
        if !self.main_has_verb {
            return self.main_verb(at, class);
        }
        match self.join(at) {
            Join::None => self.after_noun(at, class),
            join => self.joined(at, class, join),
        }
    }

    /// A verb while an inner clause waits for one.
    fn embedded(&mut self, at: usize, class: Class) -> Option<usize> {
        let before = self.before_adverbs(at)?;
        let right_after_opener = self.is(before, Class::RELATIVE | Class::THAT);
        let fits = right_after_opener
            || self.is(before, Class::NOMINATIVE)
            || (self.follows_noun(at) && self.agrees(at, class) && !self.is_likelier_noun(at, class));
        if !fits && !self.is_surely_finite(at) {
            return None;
        }
        if class.any(Class::PAST) && !class.any(Class::AUXILIARY) && !right_after_opener && self.finite_before_stop(at)
        {
            return None;
        }
        let group = verb_group::read(self.scan.tokens, at);
        if let Some(open) = self.open.last_mut() {
            open.has_verb = true;
            open.form = group.form;
        }
        Some(group.head + 1)
    }

    /// A verb right after we, they, he.
    fn after_pronoun(&mut self, at: usize, pronoun: usize) -> Option<usize> {
        let inverted = pronoun > self.begins && self.is(pronoun - 1, Class::MODAL) && !self.main_has_verb;
        let group = verb_group::read(self.scan.tokens, if inverted { pronoun - 1 } else { at });
        let before = (self.begins..pronoun).rev().find(|&at| !self.is(at, Class::ADVERB));
        let opens_main = match before {
            None => true,
            Some(before) => {
                let class = self.token(before);
                let is_break = class
                    .any(Class::COMMA | Class::SEMICOLON | Class::COLON | Class::DASH | Class::CLOSE | Class::QUOTE);
                let inserted = class.any(Class::COMMA) && matches!(self.join(pronoun), Join::Conjunction(_));
                let conjunction = class.any(Class::CONJUNCTION) || inserted;
                if !self.main_has_verb {
                    is_break || conjunction || class.any(Class::MODAL) || self.is_bare_front(pronoun)
                } else if conjunction {
                    let comma = self.is(before.wrapping_sub(1), Class::COMMA);
                    comma || inserted || self.open.is_empty()
                } else if is_break && class.any(Class::COMMA) && self.last_is_weak() {
                    self.out.predicates.pop();
                    true
                } else {
                    is_break && (self.closed || !class.any(Class::COMMA | Class::CLOSE | Class::QUOTE))
                }
            }
        };
        if opens_main {
            self.open.clear();
            self.closed = false;
            self.push(group, (pronoun, pronoun + 1), false);
        }
        Some(group.head + 1)
    }

    /// Whether the last predicate may well be no verb at all: a word of a fronted phrase.
    fn last_is_weak(&self) -> bool {
        self.out.predicates.last().is_some_and(|last| {
            !last.shares_subject
                && !last.bidden
                && !self.is_animate(last.subject)
                && !self.is(last.group.first, Class::AUXILIARY)
                && (self.is_fronted(self.begins) || self.is(last.group.first, Class::PARTICIPLE | Class::OR_NOUN))
        })
    }

    /// Whether only a fronted phrase without its comma stands before the pronoun (in this regard we).
    fn is_bare_front(&self, pronoun: usize) -> bool {
        let later = (pronoun + 1..self.scan.tokens.len().min(pronoun + SIGHT))
            .any(|at| self.is(at, Class::COMMA) && self.is(at + 1, Class::NOMINATIVE));
        self.open.is_empty()
            && !later
            && self.is_fronted(self.begins)
            && !self.is(self.begins, Class::ING | Class::THAT)
    }

    /// The verb of the main clause, which still waits for it.
    fn main_verb(&mut self, at: usize, class: Class) -> Option<usize> {
        let auxiliary = class.any(Class::AUXILIARY);
        // Had we known; will they come: nothing before it.
        let subject = self.subject(at);
        if subject.0 == subject.1 {
            return None;
        }
        let after_verb = self.open.last().is_some_and(|open| open.has_verb);
        if !auxiliary && self.within_participle(at) {
            return None;
        }
        if !auxiliary {
            let lists = self.infinitive
                && class.any(Class::BASE)
                && self.is(at.wrapping_sub(1), Class::COMMA | Class::CONJUNCTION);
            if lists || !self.follows_noun(at) {
                return None;
            }
            let ends_clause = after_verb
                && self
                    .before_adverbs(at)
                    .is_some_and(|before| self.is(before, Class::VERB) && !self.is(before, Class::NAME));
            if !self.agrees(at, class) && !ends_clause {
                return None;
            }
            if self.is_likelier_noun(at, class) {
                return None;
            }
            if class.any(Class::PAST) && self.is_reduced_relative(at, subject) {
                return None;
            }
        } else if self.is(at.wrapping_sub(1), Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION) {
            return None;
        }
        // After a semicolon a list may go on: supply chains and ports.
        let goes_on = !self.out.predicates.is_empty() && class.any(Class::OR_NOUN);
        if goes_on && !auxiliary && !self.is_animate(subject) {
            return None;
        }
        let group = verb_group::read(self.scan.tokens, at);
        self.open.clear();
        self.push(group, subject, false);
        Some(group.head + 1)
    }

    /// Whether the stretch before `at` is one participle phrase (recalling the matters discussed;
    /// an item that begins with -ing).
    fn within_participle(&self, at: usize) -> bool {
        let leads = self.out.lead_ins.last().filter(|last| last.head >= self.begins);
        if let Some(last) = leads {
            return !(last.head..at).any(|at| self.is(at, Class::COMMA));
        }
        let Some(first) = (self.begins..at).find(|&at| !self.is(at, Class::ADVERB)) else { return false };
        if !self.is(first, Class::ING) || self.is(first, Class::PREPOSITION | Class::NAME | Class::PROPER) {
            return false;
        }
        let set_off = (first..at).any(|at| self.is(at, Class::COMMA));
        let doubtful = self.is(at, Class::PARTICIPLE | Class::OR_NOUN);
        doubtful && (!set_off || self.is(at - 1, Class::COMMA) || !self.is_animate(self.subject(at)))
    }

    /// Whether a past form is a participle that modifies the subject (the steps agreed last year will).
    fn is_reduced_relative(&self, at: usize, subject: (usize, usize)) -> bool {
        if !self.is(at, Class::PARTICIPLE) {
            return false;
        }
        let next = self.token(at + 1);
        let before = self.token(at.wrapping_sub(1));
        let after = (at + 1..at + 5).find(|&at| !self.is(at, Class::ADVERB));
        let verb = Class::PAST | Class::MODAL | Class::PRESENT_BE | Class::PAST_BE | Class::HAVE;
        if after.is_some_and(|after| self.is(after, verb) && !self.is(after, Class::NAME)) {
            return true;
        }
        if next.any(Class::PREPOSITION) && !self.is_animate(subject) {
            return true;
        }
        let modifies = next.any(Class::PREPOSITION) || before.any(Class::COMMA) || !self.is_animate(subject);
        modifies && self.finite_before_stop(at)
    }

    /// Whether a condition waits for its verb, which must come before the next comma.
    fn condition_waits(&self) -> bool {
        self.open.last().is_some_and(|open| open.opener == Opener::Condition && !open.has_verb)
    }

    /// Whether a sure finite verb, or a verb after a fitting noun, stands later before the clause ends.
    fn finite_before_stop(&self, at: usize) -> bool {
        let bounded = self.condition_waits();
        let mut inner = 0;
        for next in at + 1..self.scan.tokens.len().min(at + SIGHT) {
            let class = self.token(next);
            if class.any(Class::SEMICOLON | Class::COLON | Class::DASH) || bounded && class.any(Class::COMMA) {
                return false;
            }
            if class.any(Class::RELATIVE | Class::THAT | Class::SUBORDINATOR) {
                inner += 1;
                continue;
            }
            let after = self.token(next + 1);
            if class.any(Class::CONJUNCTION) && self.may_be_finite(next + 1, after) && !after.any(Class::PARTICIPLE) {
                return false;
            }
            let joined = self.is(next.wrapping_sub(1), Class::CONJUNCTION | Class::NOMINATIVE);
            let finite = self.is_surely_finite(next)
                || (class.any(Class::THIRD | Class::BASE)
                    && !class.any(Class::OR_NOUN | Class::NAME | Class::PROPER | Class::NOUN)
                    && self.follows_noun(next)
                    && self.agrees(next, class)
                    && !self.is(next - 1, Class::TO));
            if finite && !joined {
                if inner == 0 {
                    return true;
                }
                inner -= 1;
            }
        }
        false
    }

    /// Whether a word that is a noun as often as a verb is rather a noun here.
    fn is_likelier_noun(&self, at: usize, class: Class) -> bool {
        if class.any(Class::AUXILIARY)
            || !class.any(Class::OR_NOUN | Class::NOUN | Class::ADJECTIVE)
            || class.any(Class::PAST)
        {
            return false;
        }
        let before = self.before_adverbs(at).map_or(Class::NONE, |before| self.token(before));
        if before.any(Class::NOMINATIVE) {
            return false;
        }
        let next = self.token(at + 1);
        let object_follows = next.any(
            Class::DETERMINER
                | Class::POSSESSIVE
                | Class::PRONOUN
                | Class::NAME
                | Class::THAT
                | Class::TO
                | Class::ADVERB,
        );
        let adverb_before = self.is(at.wrapping_sub(1), Class::ADVERB);
        if before.any(Class::NAME) && object_follows && !next.any(Class::ADVERB) {
            return false;
        }
        if object_follows || adverb_before {
            return self.finite_before_stop(at)
                && !adverb_before
                && !next.any(Class::THAT | Class::DETERMINER | Class::POSSESSIVE);
        }
        if next.any(Class::COLON) {
            return false;
        }
        if next.any(Class::COMMA) && self.condition_waits() {
            return false;
        }
        if next == Class::NONE && at + 1 >= self.scan.tokens.len() || next.any(Class::PUNCTUATION | Class::CONJUNCTION)
        {
            return true;
        }
        self.finite_before_stop(at)
    }

    /// A verb joined by and or a comma while the main clause has its verb.
    fn joined(&mut self, at: usize, class: Class, join: Join) -> Option<usize> {
        let main = self.out.predicates.last().copied()?;
        if !class.any(Class::AUXILIARY) && self.is_joined_modifier(at) {
            return None;
        }
        let group = verb_group::read(self.scan.tokens, at);
        let links = self.is(group.head, Class::COPULA)
            && self.patterns.word(group.head + 1, &[Kind::Predicate], self.scan).is_some();
        let performative = links || self.says(&group, &[Kind::Performative]);
        let says_act = performative || self.says(&group, &[Kind::Verb, Kind::Light, Kind::Standing]);
        let form = main.group.form;
        let agrees = form == group.form
            || (form == Form::Modal && group.form == Form::Base)
            || (group.form == Form::Perfect && matches!(form, Form::Base | Form::Third))
            || (group.form == Form::Modal)
            || (form == Form::Perfect && matches!(group.form, Form::Base | Form::Third | Form::Past));
        // They reiterate this and affirmed that: tenses mix where positions are stated.
        let states = Class::DETERMINER | Class::POSSESSIVE | Class::THAT | Class::TO | Class::NAME | Class::ADVERB;
        let mixes = performative
            && matches!(join, Join::Conjunction(_))
            && self.is(at + 1, states)
            && !(self.infinitive && group.form == Form::Base);
        let agrees = agrees || mixes;
        let auxiliary = class.any(Class::AUXILIARY) && !(class.any(Class::BASE) && self.infinitive);
        let comma_before = join != Join::Conjunction(false);
        let next = self.token(at + 1);
        let takes_object = next.any(
            Class::DETERMINER
                | Class::POSSESSIVE
                | Class::PRONOUN
                | Class::NAME
                | Class::PROPER
                | Class::THAT
                | Class::ADJECTIVE,
        ) || (next.any(Class::TO) && self.is(at + 2, Class::BASE) && !self.is(at + 2, Class::NAME))
            || (next.any(Class::PREPOSITION | Class::ADVERB) && performative)
            || (next.any(Class::ADVERB) && self.is(at + 2, Class::THAT));
        let is_verb = if auxiliary {
            true
        } else if class.any(Class::PAST) {
            // Grounded in, based on, taken with: participles after a mere comma.
            join != Join::Comma && !(next.any(Class::PREPOSITION | Class::TO) && self.in_participle_series(at))
                || (says_act && form == Form::Past && !(next.any(Class::PREPOSITION) && !performative))
        } else if class.any(Class::OR_NOUN | Class::NOUN | Class::ADJECTIVE) {
            takes_object && (!self.infinitive || performative)
        } else {
            true
        };
        let inner = self.open.last().map(|open| (open.opener, open.form));
        let to_main = is_verb
            && agrees
            && !self.closed
            && match inner {
                Some((Opener::Object, inner_form)) => {
                    !auxiliary && performative && (group.form == form || inner_form != group.form)
                }
                Some((_, inner_form)) => {
                    performative
                        || (comma_before && says_act && inner_form != group.form)
                        || (auxiliary && comma_before)
                }
                None => {
                    if form == Form::Modal && !auxiliary {
                        join != Join::Comma && self.addresses(&group)
                    } else if self.infinitive && group.form == Form::Base && !auxiliary {
                        performative
                    } else {
                        join != Join::Comma || says_act || auxiliary
                    }
                }
            };
        if to_main {
            self.open.clear();
            self.push(group, (0, 0), true);
            return Some(group.head + 1);
        }
        is_verb.then_some(group.head + 1)
    }

    /// Whether the past form at `at` ends a series of participles (guided by this, driven by that, and ...).
    fn in_participle_series(&self, at: usize) -> bool {
        (at.saturating_sub(16)..at).any(|before| {
            self.is(before, Class::COMMA)
                && self.is(before + 1, Class::PARTICIPLE)
                && self.is(before + 2, Class::PREPOSITION)
                && before + 1 != at
        })
    }

    /// Whether the verb and what follows it match a pattern of one of `kinds`.
    fn says(&self, group: &VerbGroup, kinds: &[Kind]) -> bool {
        self.patterns.verb(group.lemma, group.head, kinds, self.scan).is_some()
    }

    /// Whether the verb is said to others even at the end of a list of promises (and call on others to do so).
    fn addresses(&self, group: &VerbGroup) -> bool {
        let found = self.patterns.verb(group.lemma, group.head, &[Kind::Performative], self.scan);
        found.and_then(|found| found.pattern.act).is_some_and(|act| {
            matches!(
                act,
                ActKind::Urge
                    | ActKind::Expect
                    | ActKind::Welcome
                    | ActKind::Thank
                    | ActKind::Commend
                    | ActKind::Reaffirm
            )
        })
    }

    /// Whether the word at `at` is one of several modifiers of a noun (free and open seas).
    fn is_joined_modifier(&self, at: usize) -> bool {
        if !self.is(at, Class::ADJECTIVE | Class::PARTICIPLE) || self.is(at, Class::AUXILIARY) {
            return false;
        }
        let next = self.token(at + 1);
        let listed = self.is(at, Class::ADJECTIVE) && self.is(at, Class::PARTICIPLE);
        let noun_follows = next.any(Class::NOUN | Class::PROPER | Class::OR_NOUN | Class::ADJECTIVE | Class::NAME)
            || next == Class::NONE;
        let Some(mut before) = self.before_adverbs(at) else { return false };
        while before > 0 && self.is(before, Class::CONJUNCTION | Class::COMMA) {
            before -= 1;
        }
        noun_follows
            && at + 1 < self.scan.tokens.len()
            && self.out.predicates.last().is_none_or(|last| last.group.head != before)
            && (listed || self.is(before, Class::ADJECTIVE | Class::PARTICIPLE) && !self.is(before, Class::NAME))
    }

    /// A verb with a subject of its own while the main clause has its verb.
    fn after_noun(&mut self, at: usize, class: Class) -> Option<usize> {
        if !self.follows_noun(at) && !self.open.iter().any(|open| open.has_verb) {
            return None;
        }
        if !class.any(Class::AUXILIARY) && (!self.agrees(at, class) || self.is_likelier_noun(at, class)) {
            return None;
        }
        let next = self.token(at + 1);
        let group = verb_group::read(self.scan.tokens, at);
        let bare = Class::NOUN | Class::ADJECTIVE | Class::OR_NOUN | Class::PREPOSITION;
        let doubtful = next == Class::NONE || next.any(bare);
        let says = next.any(Class::PREPOSITION) && self.says(&group, &[Kind::Performative, Kind::Verb, Kind::Standing]);
        if class.any(Class::OR_NOUN) && doubtful && !says {
            return None;
        }
        // An outer inner clause may still wait: that those who fled be let home.
        if let Some(waiting) = self.open.iter().rposition(|open| !open.has_verb) {
            self.open.truncate(waiting + 1);
            if let Some(open) = self.open.last_mut() {
                open.has_verb = true;
                open.form = group.form;
            }
            return Some(group.head + 1);
        }
        let subject = self.new_subject(at)?;
        let main = self.out.predicates.last().copied()?;
        if !self.is_animate(subject) || self.closed {
            return None;
        }
        if class.any(Class::PAST) && !class.any(Class::AUXILIARY) && self.finite_before_stop(at) {
            return None;
        }
        let in_object = self.open.iter().any(|open| open.opener == Opener::Object);
        let performative = self.says(&group, &[Kind::Performative]);
        if in_object && !(performative && group.form == main.group.form) {
            return None;
        }
        if !self.open.is_empty() && group.form != main.group.form {
            return None;
        }
        self.open.clear();
        self.push(group, subject, false);
        Some(group.head + 1)
    }

    /// Returns a subject before `at` that a conjunction or a comma sets off from what went before.
    fn new_subject(&self, at: usize) -> Option<(usize, usize)> {
        let end = self.before_adverbs(at)? + 1;
        let lowest = self.out.predicates.last().map_or(0, |last| last.group.head + 1).max(end.saturating_sub(SIGHT));
        let mut first = end;
        while first > lowest {
            let class = self.token(first - 1);
            let part = class.any(
                Class::NAME
                    | Class::PROPER
                    | Class::NOUN
                    | Class::DETERMINER
                    | Class::POSSESSIVE
                    | Class::GENITIVE
                    | Class::ADJECTIVE
                    | Class::NUMBER,
            ) || class == Class::NONE
                || class.any(Class::OR_NOUN | Class::PRONOUN | Class::ADVERB);
            let links = self.scan.word(first - 1) == Some("of");
            let joins = class.any(Class::CONJUNCTION)
                && first < end
                && self.is(first.wrapping_sub(2), Class::NAME)
                && self.is(first, Class::NAME | Class::DETERMINER)
                && !self.is(first.wrapping_sub(2), Class::COMMA);
            if !(part || links || joins) || class.any(Class::CONJUNCTION) && !joins {
                break;
            }
            first -= 1;
        }
        if first == end {
            return None;
        }
        let before = self.token(first.wrapping_sub(1));
        (before.any(Class::CONJUNCTION | Class::SEMICOLON)
            || matches!(self.scan.word(first.wrapping_sub(1)), Some("while" | "whereas")))
        .then_some((first, end))
    }

    /// A word joined to an earlier one after be: concerned by this and determined to.
    fn joined_word(&mut self, at: usize) -> bool {
        if !self.main_has_verb || self.closed || !self.open.is_empty() {
            return false;
        }
        let Some(main) = self.out.predicates.last().copied() else { return false };
        if !(main.group.copula
            || main.group.passive
            || main.joined_word.is_some()
            || self.scan.word(main.group.head) == Some("remain"))
        {
            return false;
        }
        if !matches!(self.join(at), Join::Conjunction(_))
            || self.is(at, Class::PRESENT_BE | Class::PAST_BE | Class::MODAL)
        {
            return false;
        }
        let first = self.scan.tokens.len().min(main.group.head + 1);
        // be must be followed by such a word already.
        let begins = (first.saturating_sub(1)..at)
            .any(|at| self.patterns.word(at, &[Kind::Predicate], self.scan.until(at + 12)).is_some());
        if !begins || self.patterns.word(at, &[Kind::Predicate], self.scan).is_none() {
            return false;
        }
        let next = self.token(at + 1);
        if !next.any(Class::PREPOSITION | Class::TO | Class::THAT) || self.is_joined_modifier(at) {
            return false;
        }
        let group = VerbGroup { first: at, head: at, passive: false, copula: true, ..main.group };
        self.push(group, (0, 0), true);
        if let Some(last) = self.out.predicates.last_mut() {
            last.joined_word = Some(at);
        }
        true
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

    /// Returns the subject of the main verb at `at`: what stands before it without what is fronted.
    fn subject(&self, at: usize) -> (usize, usize) {
        let end = self.before_adverbs(at).map_or(self.begins, |before| before + 1).max(self.begins);
        let mut begins = self.begins;
        while self.is(begins, Class::CONJUNCTION) && begins < end {
            begins += 1;
        }
        if begins >= end {
            return (end, end);
        }
        // We, the leaders of all, having met, declare.
        if self.is(begins, Class::NOMINATIVE) && self.is(begins + 1, Class::COMMA) {
            return (begins, begins + 1);
        }
        // From the last segment between commas backward to one that is fronted.
        let mut first = end;
        let (mut alone, mut listed) = (None, false);
        let mut segment_end = end;
        if self.is(end - 1, Class::COMMA | Class::DASH) {
            segment_end = end - 1;
        }
        let lowest = begins.max(end.saturating_sub(3 * SIGHT));
        let mut at = segment_end;
        let mut depth = 0;
        while at > lowest {
            at -= 1;
            let class = self.token(at);
            if class.any(Class::CLOSE) {
                depth += 1;
            } else if class.any(Class::OPEN) {
                depth -= 1;
            }
            if depth > 0 || !(class.any(Class::COMMA | Class::DASH) || at == lowest) {
                continue;
            }
            let start = if class.any(Class::COMMA | Class::DASH) { at + 1 } else { at };
            // In May, 2024: the year of a date is no subject.
            let stop = (start..end).find(|&at| self.is(at, Class::COMMA)).unwrap_or(end);
            if start < stop && (start..stop).all(|at| self.is(at, Class::NUMBER | Class::TIME)) {
                if first == end {
                    continue;
                }
                first = alone.filter(|_| listed).unwrap_or(first);
                break;
            }
            if self.is_fronted(start) {
                if first < end || start == lowest {
                    // With A, B, and C, the two sides will: the list belongs to the fronted phrase.
                    first = alone.filter(|_| listed).unwrap_or(first);
                    break;
                }
                continue;
            }
            let conjoined = self.is(start, Class::CONJUNCTION);
            if first == end {
                alone = (!conjoined && self.is(start, Class::DETERMINER | Class::NOMINATIVE | Class::CAPITAL))
                    .then_some(start);
            } else {
                listed |= conjoined;
            }
            // In this field, part of the whole, A and B will: what is put beside the fronted phrase.
            let named = Class::NAME
                | Class::CAPITAL
                | Class::DETERMINER
                | Class::NOMINATIVE
                | Class::POSSESSIVE
                | Class::NUMBER;
            if first < end && self.is(first, Class::NAME) && !self.is(start, named | Class::CONJUNCTION) {
                break;
            }
            first = start;
        }
        if first == end {
            first = self.subject_without_comma(begins, end);
        }
        while first < end
            && self.is(first, Class::CONJUNCTION | Class::ADVERB | Class::COMMA)
            && !self.is(first, Class::DETERMINER | Class::NAME)
        {
            first += 1;
        }
        (first, end)
    }

    /// The subject where nothing but words stand before the verb: in May the leaders met.
    fn subject_without_comma(&self, begins: usize, end: usize) -> usize {
        if !self.is_fronted(begins) || self.is(begins, Class::ING | Class::THAT) {
            return begins;
        }
        if self.is(begins, Class::SUBORDINATOR | Class::RELATIVE) && !self.is(begins, Class::PREPOSITION) {
            return end;
        }
        let names = (begins + 1..end).find(|&at| {
            self.is(at, Class::NAME | Class::DETERMINER | Class::POSSESSIVE)
                && !self
                    .is(at - 1, Class::PREPOSITION | Class::NAME | Class::DETERMINER | Class::POSSESSIVE | Class::TO)
        });
        names.unwrap_or(end)
    }

    /// Whether what begins at `at` is set before the subject (in 2023, recognising that, to this end).
    fn is_fronted(&self, at: usize) -> bool {
        let class = self.token(at);
        // And in order to do so, they met.
        if class.any(Class::CONJUNCTION) && self.is(at + 1, Class::PREPOSITION | Class::TO | Class::SUBORDINATOR) {
            return true;
        }
        if class.any(Class::PARTICIPLE)
            && !self.is(at + 1, Class::PREPOSITION | Class::ADVERB | Class::TO | Class::THAT)
        {
            return false;
        }
        if class.any(Class::NAME | Class::NOMINATIVE | Class::DETERMINER | Class::POSSESSIVE) {
            return class.any(Class::DETERMINER) && self.is(at + 1, Class::TIME) && !self.is(at + 1, Class::ANIMATE);
        }
        // Ten years ago they met.
        let ago = (at + 1..at + 5).any(|at| self.scan.word(at) == Some("ago"));
        if ago || class.any(Class::NUMBER | Class::DETERMINER) && self.is(at + 1, Class::TIME) {
            return true;
        }
        if self.scan.word(at) == Some("thanks") && self.is(at + 1, Class::TO) {
            return true;
        }
        // Consistent with these goals; mindful of the past.
        if class.any(Class::ADJECTIVE) && self.is(at + 1, Class::PREPOSITION | Class::TO) {
            return true;
        }
        if class.any(Class::ADVERB)
            && self.is(at + 1, Class::DETERMINER | Class::NAME | Class::POSSESSIVE | Class::NOUN)
        {
            return false;
        }
        class.any(
            Class::PREPOSITION
                | Class::TO
                | Class::SUBORDINATOR
                | Class::RELATIVE
                | Class::THAT
                | Class::ING
                | Class::PARTICIPLE
                | Class::ADVERB
                | Class::TIME,
        )
    }

    /// Whether the tokens name somebody who can act.
    fn is_animate(&self, subject: (usize, usize)) -> bool {
        let distributes =
            subject.1 == subject.0 + 1 && matches!(self.scan.word(subject.0), Some("each" | "both" | "all"));
        distributes
            || (subject.0..subject.1)
                .any(|at| self.is(at, Class::MENTION | Class::ANIMATE | Class::NOMINATIVE | Class::PROPER))
    }

    /// Records a participle that leads in or trails, and passes over it.
    fn lead_in(&mut self, at: usize) -> Option<usize> {
        let class = self.token(at);
        if class.any(Class::NAME | Class::PROPER) || !class.any(Class::ING | Class::PARTICIPLE | Class::ADJECTIVE) {
            return None;
        }
        if class.any(Class::PREPOSITION) && !class.any(Class::ING) {
            return None;
        }
        let before = (self.begins..at).rev().find(|&at| !self.is(at, Class::ADVERB));
        let (opens, trails) = match before {
            None => (true, false),
            Some(before) => {
                let word = self.scan.word(before);
                let comma = self.is(before, Class::COMMA | Class::DASH);
                let joins = self.is(before, Class::CONJUNCTION)
                    && self.out.lead_ins.last().is_some_and(|last| at < last.head + 2 * SIGHT);
                (
                    comma && !self.main_has_verb && self.begins == 0 && joins,
                    comma || joins || matches!(word, Some("while" | "whilst")),
                )
            }
        };
        if !(opens || trails) {
            return None;
        }
        let perfect = class.any(Class::HAVE);
        let mut head = at;
        if perfect {
            head = (at + 1..at + 4).find(|&next| self.is(next, Class::PARTICIPLE))?;
        }
        let token = self.scan.tokens.get(head)?;
        let lemma = if self.is(head, Class::ING) { token.lemma } else { token.past_of };
        let kinds: &[Kind] =
            if opens || perfect { &[Kind::Performative, Kind::Verb, Kind::Light] } else { &[Kind::Performative] };
        let leads = if class.any(Class::ING) {
            self.patterns.verb(lemma, head, kinds, self.scan).is_some()
        } else {
            opens && self.patterns.word(head, &[Kind::Predicate], self.scan).is_some()
        };
        // At the head of a sentence without a main verb it is an item; that is judged elsewhere.
        if !leads {
            return None;
        }
        let until = self.scan.tokens.len();
        self.out.lead_ins.push(LeadIn { head, lemma, until });
        Some(head + 1)
    }
}
