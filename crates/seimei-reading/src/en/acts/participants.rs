//! Who acts and who is meant: actors out of the subject, targets out of the object.

use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;

use crate::en::acts::patterns::Scan;
use crate::en::grammar::Class;
use crate::finding::{ActorMention, MentionKind};

/// Adds `more` to `codes`, kept alphabetical and single.
pub fn unite(codes: &mut Vec<ActorCode>, more: &[ActorCode]) {
    for code in more {
        if let Err(place) = codes.binary_search(code) {
            codes.insert(place, code.clone());
        }
    }
}

/// The mentions of a sentence beside its tokens.
#[derive(Clone, Copy)]
pub struct Mentions<'m> {
    /// The sentence.
    pub scan: Scan<'m>,
    /// The mentions.
    pub all: &'m [ActorMention],
}

impl<'m> Mentions<'m> {
    fn is(&self, at: usize, class: Class) -> bool {
        self.scan.tokens.get(at).is_some_and(|token| token.is(class))
    }

    /// Returns the mention that begins at the token `at`.
    pub fn beginning(&self, at: usize) -> Option<&'m ActorMention> {
        let index = self.scan.tokens.get(at)?.mention?;
        let begins = at == 0 || self.scan.tokens[at - 1].mention != Some(index);
        if begins { self.all.get(usize::from(index)) } else { None }
    }

    /// Returns the mention that holds the token `at`.
    pub fn at(&self, at: usize) -> Option<&'m ActorMention> {
        self.all.get(usize::from(self.scan.tokens.get(at)?.mention?))
    }

    /// Returns whom the tokens `first..end` of a subject name.
    pub fn of_subject(&self, (first, end): (usize, usize)) -> Vec<ActorCode> {
        let mut codes = Vec::new();
        if self.head(first, end).is_some_and(|head| self.is(head, Class::PRIVATE)) {
            return codes;
        }
        let mut governed = false;
        let mut brackets = 0;
        for at in first..end {
            if self.is(at, Class::OPEN) {
                brackets += 1;
            } else if self.is(at, Class::CLOSE) {
                brackets -= 1;
            }
            if brackets > 0 {
                continue;
            }
            if self.is(at, Class::COMMA | Class::DASH | Class::CONJUNCTION) && !self.is(at, Class::NAME) {
                governed = false;
            } else if self.is(at, Class::PREPOSITION | Class::TO) && !self.is(at, Class::NAME) {
                governed = !matches!(
                    self.scan.word(at),
                    Some("of" | "from" | "for" | "representing" | "between" | "including" | "as")
                );
            } else if self.is(at, Class::RELATIVE | Class::THAT) {
                governed = true;
            }
            if governed {
                continue;
            }
            let Some(mention) = self.beginning(at) else { continue };
            // Their in `their ministers` stands for the same as they; its own meaning is the noun's.
            unite(&mut codes, &mention.codes);
        }
        codes
    }

    /// Returns whether a subject speaks of a known group without naming it (the officials, the three envoys).
    pub fn is_definite_group(&self, (first, end): (usize, usize)) -> bool {
        let Some(head) = self.head(first, end) else { return false };
        let definite = matches!(self.scan.word(first), Some("the" | "both" | "these" | "all" | "most" | "many"))
            || head == first
                && matches!(self.scan.word(first), Some("leaders" | "ministers" | "members" | "participants"));
        let plural = self.scan.word(head).is_some_and(|word| word.ends_with('s'));
        let whole = (head + 1..end).all(|at| !self.is(at, Class::PREPOSITION) || self.is(at, Class::NAME));
        definite && plural && whole && self.is(head, Class::ANIMATE | Class::PROPER)
    }

    /// Returns those whom a sentence names at its head as partners (Together with A, we).
    pub fn fronted_partners(&self) -> Vec<ActorCode> {
        let mut codes = Vec::new();
        let opens = match (self.scan.word(0), self.scan.word(1)) {
            (Some("together" | "along" | "alongside" | "jointly"), Some("with")) => 2,
            (Some("alongside"), _) => 1,
            _ => return codes,
        };
        for at in opens..self.scan.tokens.len() {
            if self.is(at, Class::COMMA) && !self.is(at + 1, Class::NAME | Class::CONJUNCTION | Class::DETERMINER)
                || self.is(at, Class::NOMINATIVE | Class::RELATIVE | Class::TO)
            {
                break;
            }
            if let Some(mention) = self.beginning(at) {
                unite(&mut codes, &mention.codes);
            }
        }
        codes
    }

    /// Returns how many named ones a subject joins: A, B, and C.
    pub fn persons_joined(&self, (first, end): (usize, usize)) -> usize {
        let mut count = 0;
        let mut named = false;
        for at in first..end {
            if self.is(at, Class::PREPOSITION | Class::RELATIVE | Class::OPEN) && !self.is(at, Class::NAME) {
                return 0;
            }
            if self.is(at, Class::COMMA | Class::CONJUNCTION) && !self.is(at, Class::NAME) {
                count += usize::from(named);
                named = false;
            } else {
                named |= self.is(at, Class::NAME | Class::PROPER);
            }
        }
        count + usize::from(named)
    }

    /// Returns whether the head of the subject is somebody who can act.
    pub fn subject_is_animate(&self, (first, end): (usize, usize)) -> bool {
        let Some(head) = self.head(first, end) else { return false };
        if self.is(head, Class::ANIMATE | Class::NOMINATIVE) {
            return true;
        }
        match self.at(head) {
            Some(mention) => match mention.kind {
                MentionKind::Abstract => false,
                _ if mention.codes.len() > 1 && self.is_relation(head) => false,
                MentionKind::Collective | MentionKind::Pronoun => !self.is(head, Class::POSSESSIVE),
                MentionKind::Modifier => self.scan.tokens.get(head + 1).is_none_or(|_| head + 1 >= end),
                _ => true,
            },
            None if self.is(head, Class::PROPER) && self.is(first, Class::DETERMINER | Class::POSSESSIVE) => {
                // The new concept, by its name; but: the three envoys.
                self.is_definite_group((first, end))
            }
            None => {
                self.is(head, Class::PROPER) && !self.is(head, Class::TEXT)
                    || head + 1 == end && matches!(self.scan.word(head), Some("both" | "all" | "each"))
            }
        }
    }

    /// Whether the word at `at` names what is between parties rather than one of them.
    fn is_relation(&self, at: usize) -> bool {
        matches!(
            self.scan.word(at),
            Some("alliance" | "relationship" | "partnership" | "cooperation" | "ties" | "friendship" | "relations")
        )
    }

    /// Returns the head noun of the subject: the last word before its first preposition or comma.
    pub fn head(&self, first: usize, end: usize) -> Option<usize> {
        let stop = (first..end)
            .find(|&at| {
                at > first
                    && !self.is(at, Class::NAME)
                    && (self.is(
                        at,
                        Class::PREPOSITION
                            | Class::TO
                            | Class::RELATIVE
                            | Class::THAT
                            | Class::COMMA
                            | Class::DASH
                            | Class::OPEN
                            | Class::NOMINATIVE,
                    ) || self.is(at, Class::PARTICIPLE)
                        && !self.is(at, Class::ADJECTIVE)
                        && !self.is(at - 1, Class::DETERMINER | Class::POSSESSIVE | Class::GENITIVE))
            })
            .unwrap_or(end);
        (first..stop)
            .rev()
            .find(|&at| !self.is(at, Class::ADVERB | Class::CONJUNCTION | Class::PUNCTUATION | Class::NUMBER))
    }

    /// Returns those joined to the doer by `with` after the verb at `head`.
    pub fn joined_with(&self, head: usize, until: usize) -> Vec<ActorCode> {
        let mut codes = Vec::new();
        let mut inside = false;
        for at in head + 1..until.min(head + 60) {
            let word = self.scan.word(at);
            if self.is(at, Class::THAT | Class::RELATIVE | Class::SEMICOLON | Class::COLON) {
                break;
            }
            // He went there for meetings with others.
            if word == Some("for")
                && self.scan.word(at + 1).is_some_and(|word| word.starts_with("meeting") || word == "talks")
            {
                break;
            }
            if matches!(word, Some("with" | "alongside")) {
                inside = true;
            } else if self.is(at, Class::TO) && self.is(at + 1, Class::BASE) {
                break;
            } else if self.is(at, Class::PREPOSITION | Class::TO) && !self.is(at, Class::NAME) {
                inside &= matches!(word, Some("of" | "from" | "for"));
            } else if inside && let Some(mention) = self.beginning(at) {
                unite(&mut codes, &mention.codes);
            }
        }
        codes
    }

    /// Returns whose conduct is meant, to whom it is addressed or who is backed, in the object
    /// that begins at `from`.
    pub fn targets(
        &self,
        act: ActKind,
        from: usize,
        until: usize,
        actors: &[ActorCode],
        parties: &[ActorCode],
    ) -> Vec<ActorCode> {
        let mut codes: Vec<ActorCode> = Vec::new();
        let mut doers: Vec<ActorCode> = Vec::new();
        let blames = matches!(act, ActKind::Condemn | ActKind::Concern | ActKind::Oppose);
        let mut accepts = true;
        let mut by = false;
        let mut prepositions = 0;
        let until = until.min(self.scan.tokens.len()).min(from + 120);
        let mut at = self.past_terms(from, until);
        let from = at;
        while at < until {
            if !self.is(at, Class::NAME) {
                if self.ends_object(act, at, from) {
                    match self.resumes(act, at, until) {
                        Some(next) => at = next,
                        None => break,
                    }
                }
                if self.is(at, Class::PREPOSITION | Class::TO) {
                    let word = self.scan.word(at).unwrap_or_default();
                    by = word == "by";
                    // A's intrusion into the waters of B: B is no part of what is blamed.
                    let aside = blames && word == "of" && prepositions > 0 && !accepts && !codes.is_empty();
                    accepts = !aside && self.leads_on(act, word, at, from, prepositions);
                    prepositions += 1;
                } else if self.is(at, Class::COMMA | Class::CONJUNCTION) {
                    if prepositions == 0 {
                        accepts = true;
                    } else if self.begins_phrase(at + 1) {
                        (accepts, by) = (true, false);
                    }
                }
            }
            if act == ActKind::Thank && at > from && self.scan.word(at) == Some("for") {
                break;
            }
            // The office of a group, held by one: Ruritania's G7 presidency.
            let held = at > from + 1 && self.is(at - 1, Class::GENITIVE) && self.is(at - 2, Class::NAME);
            // Calling for the restoration of A's integrity asks nothing of A.
            let owned = act == ActKind::Urge && prepositions > 1 && self.followed_by_genitive(at);
            if accepts
                && !held
                && !owned
                && let Some(mention) = self.beginning(at)
                && self.is_meant(mention, at, act, actors)
            {
                unite(if by && blames { &mut doers } else { &mut codes }, &mention.codes);
            }
            at += 1;
        }
        if !doers.is_empty() {
            codes = doers;
        }
        if matches!(act, ActKind::Welcome | ActKind::Commend) && codes == parties && parties.len() > 1 {
            codes.clear();
        }
        codes
    }

    /// Passes over the words of emphasis that may stand before an object (in the strongest terms).
    fn past_terms(&self, from: usize, until: usize) -> usize {
        let mut at = from;
        while at < until && self.is(at, Class::ADVERB) && !self.is(at, Class::NAME) {
            at += 1;
        }
        if self.scan.word(at) != Some("in") {
            return from;
        }
        let end = (at + 1..until.min(at + 8))
            .find(|&at| matches!(self.scan.word(at), Some("terms" | "words" | "language" | "manner" | "way")));
        end.map_or(from, |end| if self.scan.word(end + 1) == Some("of") { end + 2 } else { end + 1 })
    }

    /// Whether a new noun phrase of the object begins at `at`, rather than one more name after a
    /// preposition (the war on A and the rhetoric of B; the war on A and the B people).
    fn begins_phrase(&self, at: usize) -> bool {
        let mut first = at;
        while self.is(first, Class::CONJUNCTION | Class::ADVERB | Class::DETERMINER) && !self.is(first, Class::NAME) {
            first += 1;
        }
        if self.is(first, Class::POSSESSIVE) {
            return true;
        }
        if self.is(first, Class::MENTION) {
            let end = (first..first + 8).find(|&at| !self.is(at, Class::NAME | Class::NOUN | Class::ANIMATE));
            return end.is_some_and(|end| self.is(end, Class::GENITIVE));
        }
        first > at && !self.is(first, Class::PUNCTUATION)
    }

    /// Whether the mention at `at` is followed by the possessive ending.
    fn followed_by_genitive(&self, at: usize) -> bool {
        (at..at + 8).find(|&at| !self.is(at, Class::NAME)).is_some_and(|end| self.is(end, Class::GENITIVE))
    }

    /// Where an object goes on after an infinitive: efforts to do so, including from others.
    fn resumes(&self, act: ActKind, at: usize, until: usize) -> Option<usize> {
        if act != ActKind::Welcome || !self.is(at, Class::TO) {
            return None;
        }
        (at..until).find(|&at| {
            self.scan.word(at) == Some("including") && matches!(self.scan.word(at + 1), Some("from" | "by"))
        })
    }

    fn is_meant(&self, mention: &ActorMention, at: usize, act: ActKind, actors: &[ActorCode]) -> bool {
        match mention.kind {
            MentionKind::Abstract => false,
            MentionKind::Pronoun if matches!(act, ActKind::Welcome | ActKind::Commend) => {
                mention.codes.len() == 1 && mention.codes != actors
            }
            MentionKind::Collective | MentionKind::Pronoun => mention.codes != actors,
            // Those Russian citizens standing up: people, not the state.
            MentionKind::Modifier => {
                act != ActKind::Support || !(1..4).any(|back| self.scan.word(at.wrapping_sub(back)) == Some("those"))
            }
            _ => true,
        }
    }

    /// Whether the preposition at `at` leads on to somebody who is meant.
    fn leads_on(&self, act: ActKind, word: &str, at: usize, from: usize, prepositions: usize) -> bool {
        let first = at == from;
        let before = at.wrapping_sub(1);
        let blames = matches!(act, ActKind::Condemn | ActKind::Concern | ActKind::Oppose);
        match word {
            "of" => !(blames && self.is(before, Class::SUFFERED)),
            "by" => act != ActKind::Support,
            "among" | "amongst" | "including" => true,
            "between" => act != ActKind::Welcome && act != ActKind::Commend,
            "about" | "over" | "at" | "regarding" | "concerning" | "upon" => {
                first || act == ActKind::Concern && prepositions == 0
            }
            "on" | "to" => first,
            "from" => {
                blames
                    || self.is(before, Class::COMMA)
                    || self.scan.word(before).is_some_and(|word| {
                        let given = ["effort", "contribution", "support", "statement", "announcement", "pledge"];
                        matches!(word, "including" | "and" | "leaders" | "representatives" | "commitments")
                            || given.iter().any(|given| word.starts_with(given))
                    })
            }
            "for" => first || prepositions == 0 && matches!(act, ActKind::Urge | ActKind::Support),
            "with" => first || act == ActKind::Welcome || prepositions == 0 && act == ActKind::Support,
            "in" => first && act == ActKind::Commend,
            "against" => first && act == ActKind::Urge,
            _ => false,
        }
    }

    /// Whether the object ends at the token `at`.
    fn ends_object(&self, act: ActKind, at: usize, from: usize) -> bool {
        let token = &self.scan.tokens[at];
        if token.is(Class::RELATIVE | Class::THAT | Class::SEMICOLON | Class::COLON | Class::DASH | Class::SUBORDINATOR)
            && !token.is(Class::PREPOSITION)
        {
            return at > from || !token.is(Class::THAT) || act == ActKind::Welcome;
        }
        if token.is(Class::TO) && self.is(at + 1, Class::BASE) && !self.is(at + 1, Class::NAME) {
            return at > from;
        }
        token.is(Class::ING)
            && at > from
            && self.is(at - 1, Class::COMMA)
            && act != ActKind::Urge
            && !token.is(Class::PREPOSITION)
    }
}
