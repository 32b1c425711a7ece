//! Which waiting clause a finite verb goes to, and what makes it the verb of the main clause.

use crate::en::acts::clauses::{Join, SIGHT, Scanner};
use crate::en::acts::verb_group::{self};
use crate::en::grammar::Class;

impl Scanner<'_> {
    /// Decides about a possible finite verb; returns the token after its group if it is one.
    pub(super) fn finite(&mut self, at: usize) -> Option<usize> {
        let class = self.token(at);
        let waiting = self.open.last().is_some_and(|open| !open.has_verb);
        if waiting {
            return self.embedded(at, class);
        }
        let pronoun = self.before_adverbs(at).filter(|&before| self.is(before, Class::NOMINATIVE));
        if let Some(pronoun) = pronoun {
            return Some(self.after_pronoun(at, pronoun));
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
    pub(super) fn embedded(&mut self, at: usize, class: Class) -> Option<usize> {
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
    pub(super) fn after_pronoun(&mut self, at: usize, pronoun: usize) -> usize {
        let after_modal = pronoun > self.begins && self.is(pronoun - 1, Class::MODAL) && !self.main_has_verb;
        let group = verb_group::read(self.scan.tokens, if after_modal { pronoun - 1 } else { at });
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
        group.head + 1
    }

    /// Whether the last predicate may well be no verb at all: a word of a fronted phrase.
    pub(super) fn last_is_weak(&self) -> bool {
        self.out.predicates.last().is_some_and(|last| {
            !last.shares_subject
                && !last.bidden
                && !self.is_animate(last.subject)
                && !self.is(last.group.first, Class::AUXILIARY)
                && (self.is_fronted(self.begins) || self.is(last.group.first, Class::PARTICIPLE | Class::OR_NOUN))
        })
    }

    /// Whether only a fronted phrase without its comma stands before the pronoun (in this regard we).
    pub(super) fn is_bare_front(&self, pronoun: usize) -> bool {
        let later = (pronoun + 1..self.scan.tokens.len().min(pronoun + SIGHT))
            .any(|at| self.is(at, Class::COMMA) && self.is(at + 1, Class::NOMINATIVE));
        self.open.is_empty()
            && !later
            && self.is_fronted(self.begins)
            && !self.is(self.begins, Class::ING | Class::THAT)
    }

    /// The verb of the main clause, which still waits for it.
    pub(super) fn main_verb(&mut self, at: usize, class: Class) -> Option<usize> {
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
    pub(super) fn within_participle(&self, at: usize) -> bool {
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
    pub(super) fn is_reduced_relative(&self, at: usize, subject: (usize, usize)) -> bool {
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
}
