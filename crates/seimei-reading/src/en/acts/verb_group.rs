//! Verb groups: auxiliaries, adverbs and the verb that carries the meaning.

use crate::en::grammar::{Class, Lemma};
use crate::en::tokens::Token;

/// The form that a verb group shows to what is joined to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Past tense.
    Past,
    /// Present, plural or first person.
    Base,
    /// Present, third person singular.
    Third,
    /// After a modal.
    Modal,
    /// have or has with a participle.
    Perfect,
}

/// How the head of a verb group stands to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voice {
    /// Without be.
    Active,
    /// -ing after be.
    Progressive,
    /// A participle after be.
    Passive,
    /// be alone.
    Copula,
}

/// A finite verb with all that belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct VerbGroup {
    /// First token: an auxiliary, or an adverb that strengthens is not counted.
    pub first: usize,
    /// The token that carries the meaning; `last` of the auxiliaries where none follows.
    pub head: usize,
    /// Its verb.
    pub lemma: Lemma,
    /// The modal, if any.
    pub modal: Option<usize>,
    /// How it can be joined.
    pub form: Form,
    /// How the head stands to its auxiliary.
    pub voice: Voice,
    /// Whether it is have with a participle.
    pub perfect: bool,
    /// Whether it is negated.
    pub negated: bool,
}

impl VerbGroup {
    /// Returns whether the head is a participle after be.
    pub fn is_passive(&self) -> bool {
        self.voice == Voice::Passive
    }

    /// Returns whether it is be with -ing.
    pub fn is_progressive(&self) -> bool {
        self.voice == Voice::Progressive
    }

    /// Returns whether be stands alone, so that the word after it decides.
    pub fn is_copula(&self) -> bool {
        self.voice == Voice::Copula
    }
}

/// Adverbs and negations between the parts of a group.
fn is_between(token: &Token) -> bool {
    token.is(Class::ADVERB | Class::NEGATION) && !token.is(Class::CONJUNCTION)
}

/// Returns the first token from `at` that is no adverb, and whether a negation was passed.
fn past_adverbs(tokens: &[Token], mut at: usize) -> (usize, bool) {
    let mut negated = false;
    while at < tokens.len() && is_between(&tokens[at]) && !tokens[at].is(Class::BE) {
        negated |= tokens[at].is(Class::NEGATION);
        at += 1;
    }
    (at, negated)
}

/// Reads the verb group that begins with the finite verb at `first`.
pub fn read(tokens: &[Token], first: usize) -> VerbGroup {
    let token = &tokens[first];
    let mut group = VerbGroup {
        first,
        head: first,
        lemma: token.lemma,
        modal: None,
        form: Form::Base,
        voice: Voice::Active,
        perfect: false,
        negated: token.is(Class::NEGATION),
    };
    let mut at = first;
    if token.is(Class::MODAL) {
        group.modal = Some(first);
        group.form = Form::Modal;
        at = step(tokens, &mut group, at);
        // So too will we defend: the subject may stand between; ought to.
        if tokens.get(at).is_some_and(|token| token.is(Class::NOMINATIVE | Class::TO)) {
            at = step(tokens, &mut group, at);
        }
        let Some(next) = tokens.get(at) else { return group };
        if next.is(Class::BE) {
            return after_be(tokens, group, at);
        }
        if next.is(Class::HAVE) {
            return after_have(tokens, group, at);
        }
        if next.is(Class::BASE) {
            group.head = at;
            group.lemma = next.lemma;
        }
        return group;
    }
    if token.is(Class::BE) {
        group.form = if token.is(Class::PAST_BE) {
            Form::Past
        } else if token.is(Class::THIRD) {
            Form::Third
        } else {
            Form::Base
        };
        return after_be(tokens, group, at);
    }
    if token.is(Class::HAVE) {
        group.form = Form::Perfect;
        return after_have(tokens, group, at);
    }
    if token.is(Class::DO) {
        let next = step(tokens, &mut group, at);
        if let Some(verb) = tokens.get(next).filter(|token| token.is(Class::BASE)) {
            group.head = next;
            group.lemma = verb.lemma;
        }
        return group;
    }
    group.form = if token.is(Class::PAST) {
        Form::Past
    } else if token.is(Class::THIRD) {
        Form::Third
    } else {
        Form::Base
    };
    if group.form == Form::Past {
        group.lemma = token.past_of;
        if token.is(Class::BASE) && token.lemma == token.past_of {
            group.form = Form::Base;
        }
    }
    group
}

/// Steps past the token at `at` and the adverbs after it.
fn step(tokens: &[Token], group: &mut VerbGroup, at: usize) -> usize {
    let (next, negated) = past_adverbs(tokens, at + 1);
    group.negated |= negated;
    next
}

fn after_be(tokens: &[Token], mut group: VerbGroup, be: usize) -> VerbGroup {
    group.head = be;
    group.lemma = tokens[be].lemma;
    let next = step(tokens, &mut group, be);
    let Some(token) = tokens.get(next) else {
        group.voice = Voice::Copula;
        return group;
    };
    if token.is(Class::BE) {
        return after_be(tokens, group, next);
    }
    if token.is(Class::ING) && !token.is(Class::NAME | Class::ADJECTIVE) {
        group.voice = Voice::Progressive;
        group.head = next;
        group.lemma = token.lemma;
        return group;
    }
    if token.is(Class::PARTICIPLE) && !token.is(Class::NAME | Class::ADJECTIVE) {
        group.voice = Voice::Passive;
        group.head = next;
        group.lemma = token.past_of;
        return group;
    }
    group.voice = Voice::Copula;
    group
}

fn after_have(tokens: &[Token], mut group: VerbGroup, have: usize) -> VerbGroup {
    group.head = have;
    group.lemma = tokens[have].lemma;
    let next = step(tokens, &mut group, have);
    let Some(token) = tokens.get(next) else { return group };
    if token.is(Class::BE) {
        group.perfect = true;
        return after_be(tokens, group, next);
    }
    if token.is(Class::PARTICIPLE) && !token.is(Class::NAME) && !is_modifier(tokens, next) {
        group.perfect = true;
        group.head = next;
        group.lemma = token.past_of;
        return group;
    }
    if group.form == Form::Perfect {
        group.form = if tokens[have].is(Class::PAST) {
            Form::Past
        } else if tokens[have].is(Class::THIRD) {
            Form::Third
        } else {
            Form::Base
        };
    }
    group
}

/// Whether the participle at `at` modifies a noun (have shared values).
fn is_modifier(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).map_or(Class::NONE, |token| token.class);
    next == Class::NONE && tokens[at].is(Class::ADJECTIVE)
}
