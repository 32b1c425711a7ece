//! Verbs joined to earlier ones by a conjunction or a comma, with or without a subject of their own.

use crate::en::acts::clauses::{Join, Opener, SIGHT, Scanner};
use crate::en::acts::patterns::Kind;
use crate::en::acts::verb_group::{self, Form, VerbGroup, Voice};
use crate::en::grammar::Class;
use seimei_model::act::ActKind;

impl Scanner<'_> {
    /// A verb joined by and or a comma while the main clause has its verb.
    pub(super) fn joined(&mut self, at: usize, class: Class, join: Join) -> Option<usize> {
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
                || (says_act && form == Form::Past && (performative || !next.any(Class::PREPOSITION)))
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
    pub(super) fn in_participle_series(&self, at: usize) -> bool {
        (at.saturating_sub(16)..at).any(|before| {
            self.is(before, Class::COMMA)
                && self.is(before + 1, Class::PARTICIPLE)
                && self.is(before + 2, Class::PREPOSITION)
                && before + 1 != at
        })
    }

    /// Whether the verb and what follows it match a pattern of one of `kinds`.
    pub(super) fn says(&self, group: &VerbGroup, kinds: &[Kind]) -> bool {
        self.patterns.verb(group.lemma, group.head, kinds, self.scan).is_some()
    }

    /// Whether the verb is said to others even at the end of a list of promises (and call on others to do so).
    pub(super) fn addresses(&self, group: &VerbGroup) -> bool {
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
    pub(super) fn is_joined_modifier(&self, at: usize) -> bool {
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
    pub(super) fn after_noun(&mut self, at: usize, class: Class) -> Option<usize> {
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
    pub(super) fn new_subject(&self, at: usize) -> Option<(usize, usize)> {
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
    pub(super) fn joined_word(&mut self, at: usize) -> bool {
        if !self.main_has_verb || self.closed || !self.open.is_empty() {
            return false;
        }
        let Some(main) = self.out.predicates.last().copied() else { return false };
        if !(main.group.is_copula()
            || main.group.is_passive()
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
        let group = VerbGroup { first: at, head: at, voice: Voice::Copula, ..main.group };
        self.push(group, (0, 0), true);
        if let Some(last) = self.out.predicates.last_mut() {
            last.joined_word = Some(at);
        }
        true
    }
}
