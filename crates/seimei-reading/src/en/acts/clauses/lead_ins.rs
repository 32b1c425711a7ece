//! Participles that lead in or trail: recognising that, noting this.

use crate::en::acts::clauses::{LeadIn, SIGHT, Scanner};
use crate::en::acts::patterns::Kind;
use crate::en::grammar::Class;

impl Scanner<'_> {
    /// Records a participle that leads in or trails, and passes over it.
    pub(super) fn lead_in(&mut self, at: usize) -> Option<usize> {
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
