//! Where the subject of a main verb begins and ends.

use crate::en::acts::clauses::{SIGHT, Scanner};
use crate::en::grammar::Class;

impl Scanner<'_> {
    /// Returns the subject of the main verb at `at`: what stands before it without what is fronted.
    pub(super) fn subject(&self, at: usize) -> (usize, usize) {
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
                    if !listed {
                        first = self.past_country(first, end);
                    }
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

    /// Passes over the country behind a fronted place (in Port Selwyn, Arvenia, the leaders met).
    fn past_country(&self, first: usize, end: usize) -> usize {
        let behind_name =
            first >= 2 && self.is(first - 1, Class::COMMA) && self.is(first - 2, Class::NAME | Class::PROPER);
        let comma =
            (first..end).find(|&at| self.is(at, Class::COMMA | Class::CONJUNCTION) && !self.is(at, Class::NAME));
        match comma {
            Some(comma) if behind_name && self.is(comma, Class::COMMA) && comma + 1 < end => {
                let lone = (first..comma).all(|at| self.is(at, Class::NAME | Class::PROPER));
                if lone && comma - first <= 4 { comma + 1 } else { first }
            }
            _ => first,
        }
    }

    /// The subject where nothing but words stand before the verb: in May the leaders met.
    pub(super) fn subject_without_comma(&self, begins: usize, end: usize) -> usize {
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
    pub(super) fn is_fronted(&self, at: usize) -> bool {
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
    pub(super) fn is_animate(&self, subject: (usize, usize)) -> bool {
        let distributes =
            subject.1 == subject.0 + 1 && matches!(self.scan.word(subject.0), Some("each" | "both" | "all"));
        distributes
            || (subject.0..subject.1)
                .any(|at| self.is(at, Class::MENTION | Class::ANIMATE | Class::NOMINATIVE | Class::PROPER))
    }
}
