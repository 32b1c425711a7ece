//! What a predicate does: from its verb, the words after it and the nature of its subject.

use seimei_model::act::ActKind;
use seimei_model::code::RuleId;

use crate::en::acts::patterns::{Kind, Match, Patterns, Scan, may_stand_before_noun};
use crate::en::acts::verb_group::VerbGroup;
use crate::en::grammar::{Class, Lemma};

/// Verbs within verbs (continue to seek to) are followed this deep.
const DEEPEST: usize = 4;

/// What the subject of a predicate is to the document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Those in whose name the document speaks.
    Speaker,
    /// Somebody else who can act.
    Other,
    /// A text that speaks for its authors.
    Text,
    /// Something abstract.
    Abstract,
    /// None is said: the item of a list.
    Missing,
}

impl Subject {
    /// Returns whether it can act.
    pub fn acts(self) -> bool {
        matches!(self, Self::Speaker | Self::Other | Self::Missing)
    }
}

/// What a predicate was found to do.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The act.
    pub act: ActKind,
    /// First token of the trigger.
    pub first: usize,
    /// Last token of the trigger.
    pub last: usize,
    /// The token of the noun that decided, if one did.
    pub noun: Option<usize>,
    /// Who acts, where that is not the subject.
    pub by_speaker: bool,
    /// Whether the subject is the one meant (Ruritania must stop; attacks are unacceptable).
    pub targets_subject: bool,
    /// Whether its words bind whatever the object.
    pub binding: bool,
    /// The rule.
    pub rule: RuleId,
}

/// The tables and the sentence.
#[derive(Clone, Copy)]
pub struct Judge<'j> {
    /// The patterns.
    pub patterns: &'j Patterns,
    /// The sentence, up to the end of the predicate.
    pub scan: Scan<'j>,
    /// The nature of the subject.
    pub subject: Subject,
    /// Whether the subject names `our commitment` or the like: tokens of the subject.
    pub subject_tokens: (usize, usize),
    /// Whether the author judges on his own account (an essay).
    pub own_voice: bool,
}

const SAYING: &[Kind] = &[Kind::Performative, Kind::Verb, Kind::Standing];

impl Judge<'_> {
    fn is(&self, at: usize, class: Class) -> bool {
        at < self.scan.until && self.scan.tokens.get(at).is_some_and(|token| token.is(class))
    }

    fn matched(&self, found: &Match, first: usize, last: usize) -> Option<Judged> {
        let act = found.pattern.act?;
        let rule = self.patterns.rule(found.pattern)?;
        Some(Judged {
            act,
            first,
            last,
            noun: None,
            by_speaker: false,
            targets_subject: false,
            binding: found.pattern.binding,
            rule,
        })
    }

    /// Judges a finite predicate.
    pub fn finite(&self, group: &VerbGroup, joined_word: Option<usize>) -> Judged {
        if let Some(word) = joined_word {
            return self.after_copula(group, word).unwrap_or_else(|| self.describing(group));
        }
        if group.negated
            && let Some(found) = self.patterns.verb(group.lemma, group.head, &[Kind::Refused], self.scan)
            && (group.modal.is_some() || group.is_passive())
            && let Some(mut judged) = self.matched(&found, group.first, group.head)
        {
            judged.targets_subject = group.is_passive();
            judged.by_speaker = group.is_passive();
            return judged;
        }
        if let Some(modal) = group.modal {
            return self.modal(group, modal);
        }
        self.plain(group)
    }

    fn modal(&self, group: &VerbGroup, modal: usize) -> Judged {
        if self.is(modal, Class::FUTURE) {
            let by =
                (group.head + 1..self.scan.until.min(group.head + 12)).find(|&at| self.scan.word(at) == Some("by"));
            let done_by = by.is_some_and(|by| (by + 1..by + 5).any(|at| self.is(at, Class::MENTION)));
            if group.is_passive() && done_by {
                return judged(ActKind::Commit, group.first, group.head, "en.will-be-done-by");
            }
            if !self.subject.acts() {
                return self.of_abstract(group);
            }
            let rest = group.is_copula() || group.is_passive();
            if !rest
                && let Some(found) = self.patterns.verb(group.lemma, group.head, SAYING, self.scan)
                && found.pattern.act == Some(ActKind::Explore)
            {
                return self.matched(&found, group.first, group.head).unwrap_or_else(|| self.describing(group));
            }
            if group.is_passive() && self.subject != Subject::Speaker {
                return self.describing(group);
            }
            let last = if group.is_copula() {
                self.past_adverbs(group.head + 1).min(self.scan.until.saturating_sub(1))
            } else {
                group.head
            };
            return judged(ActKind::Commit, group.first, last.max(group.head), "en.will");
        }
        if self.is(modal, Class::OBLIGATION) {
            let stative = group.is_copula()
                || self.patterns.has(group.lemma, &[Kind::Stative]) && !(group.is_passive() && self.subject.acts());
            if self.subject == Subject::Speaker || self.own_voice || stative {
                return self.describing(group);
            }
            let mut judged = judged(ActKind::Urge, modal, group.head, "en.must");
            judged.by_speaker = true;
            judged.targets_subject = true;
            return judged;
        }
        if self.is(modal, Class::CONDITIONAL) && self.subject.acts() && !group.is_copula() && !group.is_passive() {
            return self.verb(group.lemma, group.head, 0).unwrap_or_else(|| self.describing(group));
        }
        self.describing(group)
    }

    fn plain(&self, group: &VerbGroup) -> Judged {
        let copula = group.is_copula() || group.is_passive() || self.is(group.head, Class::COPULA);
        let phrased = !group.is_copula()
            && !group.is_passive()
            && self
                .patterns
                .verb(group.lemma, group.head, SAYING, self.scan)
                .is_some_and(|found| found.last > group.head);
        if copula && !phrased {
            let at = if group.is_passive() { group.head } else { self.past_adverbs(group.head + 1) };
            if let Some(judged) = self.after_copula(group, at) {
                return judged;
            }
        }
        if group.is_copula() {
            return self.ironclad(group).unwrap_or_else(|| self.describing(group));
        }
        if group.is_passive() {
            return self.passive(group);
        }
        if !self.subject.acts() {
            return self.of_abstract(group);
        }
        if let Some(mut judged) = self.verb(group.lemma, group.head, 0) {
            if matches!(judged.act, ActKind::Decide | ActKind::Report | ActKind::State) {
                judged.first = judged.first.min(group.first);
            }
            return judged;
        }
        self.describing(group)
    }

    /// Something abstract acts: a text says what its authors say; else it shows or describes.
    fn of_abstract(&self, group: &VerbGroup) -> Judged {
        if self.subject == Subject::Text
            && let Some(mut judged) = self.verb(group.lemma, group.head, 0)
            && !matches!(judged.act, ActKind::State | ActKind::Report | ActKind::Meet | ActKind::Say)
        {
            judged.by_speaker = true;
            return judged;
        }
        if self.patterns.has(group.lemma, &[Kind::Showing])
            && let Some((noun, at)) = self.noun(group.head)
            && matches!(noun.pattern.act, Some(ActKind::Commit | ActKind::Support))
            && (group.head + 1..at).any(|at| self.is(at, Class::POSSESSIVE | Class::MENTION))
            && let Some(mut judged) = self.matched(&noun, at, at)
        {
            judged.noun = Some(at);
            judged.by_speaker = true;
            return judged;
        }
        self.describing(group)
    }

    /// be, remain and the like with the word at `at` after them.
    fn after_copula(&self, group: &VerbGroup, at: usize) -> Option<Judged> {
        if let Some(found) = self.patterns.word(at, &[Kind::PredicateThrough], self.scan)
            && let Some(inner) = self.inner_verb(found.last + 1)
        {
            return Some(self.through(group.first, inner, 0));
        }
        let found = self.patterns.word(at, &[Kind::Predicate], self.scan)?;
        let act = found.pattern.act?;
        let mut judged = self.matched(&found, at, found.last)?;
        if act == ActKind::Oppose && !self.subject.acts() {
            judged.by_speaker = true;
            judged.targets_subject = true;
            return Some(judged);
        }
        if act == ActKind::Oppose && self.scan.word(at).is_some_and(|word| word != "opposed") {
            judged.by_speaker = true;
            judged.targets_subject = true;
        }
        if !self.subject.acts() && self.subject != Subject::Text {
            return None;
        }
        if found.last > at {
            judged.noun = Some(found.last);
        }
        Some(judged)
    }

    /// Judges an adjective that leads in (concerned by, determined to).
    pub fn adjective(&self, at: usize) -> Option<Judged> {
        let found = self.patterns.word(at, &[Kind::Predicate], self.scan)?;
        self.matched(&found, at, found.last)
    }

    /// Our commitment is ironclad.
    fn ironclad(&self, group: &VerbGroup) -> Option<Judged> {
        let word = self.past_adverbs(group.head + 1);
        self.patterns.intensity(self.scan.word(word)?, false)?;
        let (first, end) = self.subject_tokens;
        let scan = self.scan.until(end);
        let found = (first..end).find_map(|at| Some((at, self.patterns.word(at, &[Kind::Subject], scan)?)));
        let (at, found) = found?;
        let mut judged = self.matched(&found, at, at)?;
        judged.last = word;
        judged.noun = Some(at);
        judged.by_speaker = true;
        Some(judged)
    }

    fn passive(&self, group: &VerbGroup) -> Judged {
        let by = (group.head + 1..self.scan.until.min(group.head + 12))
            .any(|at| self.scan.word(at) == Some("by") && (at + 1..at + 4).any(|next| self.is(next, Class::MENTION)));
        if let Some(found) = self.patterns.verb(group.lemma, group.head, SAYING, self.scan)
            && let Some(mut judged) = self.matched(&found, group.head, found.last)
        {
            let reports =
                matches!(judged.act, ActKind::Report | ActKind::State | ActKind::Say | ActKind::Commit | ActKind::Meet);
            if !reports || by {
                judged.targets_subject = judged.act.takes_targets();
                judged.by_speaker = judged.act.takes_targets() && !by;
                judged.first = group.first.max(group.head);
                return judged;
            }
        }
        self.describing(group)
    }

    /// Judges an active verb with its head at `head`.
    pub fn verb(&self, lemma: Lemma, head: usize, depth: usize) -> Option<Judged> {
        if depth < DEEPEST
            && let Some(found) = self.patterns.verb(lemma, head, &[Kind::Through], self.scan)
            && let Some(inner) = self.inner_verb(found.last + 1)
        {
            return Some(self.through(head, inner, depth + 1));
        }
        if let Some(found) = self.patterns.verb(lemma, head, &[Kind::Announcing], self.scan) {
            return self.matched(&found, head, found.last);
        }
        let said = self.patterns.verb(lemma, head, SAYING, self.scan);
        let light = self.patterns.verb(lemma, head, &[Kind::Light], self.scan);
        if let Some(said) = &said
            && (said.last > head || light.is_none())
        {
            let standing = said.pattern.kind == Kind::Standing;
            let mut judged = self.matched(said, if standing { said.last } else { head }, said.last)?;
            if said.last > head {
                judged.noun = Some(said.last);
            }
            return Some(judged);
        }
        if let Some(light) = light {
            if let Some((noun, at)) = self.noun(light.last) {
                let mut judged = self.matched(&noun, head, at)?;
                judged.noun = Some(at);
                return Some(judged);
            }
            return self.matched(&light, head, light.last);
        }
        if self.patterns.has(lemma, &[Kind::VerbPerson])
            && (head + 1..head + 4).any(|at| self.is(at, Class::NAME))
            && let Some(found) = self.patterns.verb(lemma, head, &[Kind::VerbPerson], self.scan)
        {
            return self.matched(&found, head, found.last);
        }
        if let Some(found) = self.patterns.verb(lemma, head, &[Kind::Stative], self.scan) {
            return self.matched(&found, head, head);
        }
        None
    }

    /// What follows decides: continue to encourage.
    fn through(&self, first: usize, inner: usize, depth: usize) -> Judged {
        let token = &self.scan.tokens[inner];
        match self.verb(token.lemma, inner, depth) {
            Some(judged) if !matches!(judged.act, ActKind::Report | ActKind::State) => judged,
            _ => judged(ActKind::Report, first, inner, "en.action"),
        }
    }

    /// Returns the base or -ing form at `at`, adverbs passed over.
    fn inner_verb(&self, at: usize) -> Option<usize> {
        let at = self.past_adverbs(at);
        (self.is(at, Class::BASE | Class::ING) && !self.is(at, Class::NAME | Class::PROPER)).then_some(at)
    }

    fn past_adverbs(&self, mut at: usize) -> usize {
        while self.is(at, Class::ADVERB | Class::NEGATION) {
            at += 1;
        }
        at
    }

    /// Returns the noun that decides in the object after `head`.
    fn noun(&self, head: usize) -> Option<(Match<'_>, usize)> {
        let mut at = head + 1;
        let limit = self.scan.until.min(head + 16);
        while at < limit {
            if let Some(found) = self.patterns.word(at, &[Kind::Noun], self.scan) {
                return Some((found, at));
            }
            let token = &self.scan.tokens[at];
            let passes = may_stand_before_noun(token) || (at == head + 1 && token.is(Class::TO));
            if !passes && !self.opens_aside(at) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// Whether a preposition at `at` only sets off an aside (on behalf of all, their thanks).
    fn opens_aside(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, Class::COMMA) && self.is(at, Class::PREPOSITION)
    }

    /// No pattern: an action by somebody, else a description.
    fn describing(&self, group: &VerbGroup) -> Judged {
        let acts = self.subject.acts()
            && !group.is_copula()
            && !group.is_passive()
            && group.modal.is_none()
            && !self.is(group.head, Class::BE | Class::HAVE);
        let act = if acts { ActKind::Report } else { ActKind::State };
        judged(act, group.first, group.head, if acts { "en.action" } else { "en.describes" })
    }
}

/// Returns what a rule of the engine found.
fn judged(act: ActKind, first: usize, last: usize, rule: &'static str) -> Judged {
    Judged {
        act,
        first,
        last,
        noun: None,
        by_speaker: false,
        targets_subject: false,
        binding: false,
        rule: RuleId::new(rule),
    }
}
