//! What a word can be by its form and its neighbours: finite or not, noun or verb, joined or not.

use crate::en::acts::clauses::{Join, Opener, SIGHT, Scanner};
use crate::en::grammar::Class;

impl Scanner<'_> {
    /// Whether `that` at `at` points (in that spirit, that commitment is).
    pub(super) fn is_demonstrative(&self, at: usize) -> bool {
        match self.before_adverbs(at) {
            None => true,
            Some(before) => self.is(before, Class::PREPOSITION) && !self.is(before, Class::SUBORDINATOR),
        }
    }

    /// Whether a finite verb stands before the next comma or mark.
    pub(super) fn verb_follows(&self, at: usize) -> bool {
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
    pub(super) fn is_object_bound(&self, at: usize) -> bool {
        let object =
            Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION | Class::TO | Class::COMMA | Class::THAT;
        self.is(at.wrapping_sub(1), Class::NOMINATIVE | Class::MENTION) || self.is(at + 1, object)
    }

    /// Returns the token before `at`, adverbs passed over.
    pub(super) fn before_adverbs(&self, at: usize) -> Option<usize> {
        let passes = |before: usize| {
            self.is(before, Class::ADVERB) && !self.is(before, Class::CONJUNCTION)
                || self.scan.word(before) == Some("once") && self.is(before + 1, Class::ADVERB)
                || matches!(self.scan.word(before), Some("particular" | "turn" | "general"))
                || self.scan.word(before) == Some("in")
                    && matches!(self.scan.word(before + 1), Some("particular" | "turn" | "general"))
        };
        (0..at).rev().take(6).find(|&before| !passes(before))
    }

    /// Whether the word at `at` could be the first of a finite verb group, by its form alone.
    pub(super) fn may_be_finite(&self, at: usize, class: Class) -> bool {
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
    pub(super) fn is_surely_finite(&self, at: usize) -> bool {
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
    pub(super) fn join(&self, at: usize) -> Join {
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
    pub(super) fn agrees(&self, at: usize, class: Class) -> bool {
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
    pub(super) fn is_plural(&self, at: usize) -> bool {
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
    pub(super) fn follows_noun(&self, at: usize) -> bool {
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

    /// Whether a condition waits for its verb, which must come before the next comma.
    pub(super) fn condition_waits(&self) -> bool {
        self.open.last().is_some_and(|open| open.opener == Opener::Condition && !open.has_verb)
    }

    /// Whether a sure finite verb, or a verb after a fitting noun, stands later before the clause ends.
    pub(super) fn finite_before_stop(&self, at: usize) -> bool {
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
    pub(super) fn is_likelier_noun(&self, at: usize, class: Class) -> bool {
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
}
