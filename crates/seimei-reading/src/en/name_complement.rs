//! What follows the head of an English name and belongs to it: "on the Law of the Sea", "for
//! Security, Public Health, and Safe Communities", "between ... and ...", a number.

use super::mechanisms::Reader;
use super::name_tokens::TokenKind;

/// Words that a name may hold between capitalised ones, to the right of its head.
const INNER: &[&str] = &["of", "on", "for", "and", "the", "to", "against", "in", "a", "&", "between"];
/// Words that may begin the complement of a head.
const COMPLEMENT: &[&str] = &["of", "on", "for", "against", "concerning", "regarding", "between"];

impl Reader<'_> {
    /// Returns the last token of the name whose head ends at `last`.
    pub(super) fn right_edge(&self, last: usize) -> usize {
        let Some(opener) = self.tokens.get(last + 1).map(|token| self.sentence.at(token.range)) else { return last };
        let sent_there = opener == "in" && self.sentence.at(self.tokens[last].range) == "Mission";
        let to_do = opener == "to"
            && self.tokens.get(last + 2).is_some_and(|token| token.kind == TokenKind::Capital)
            && !self.is_state(last + 2);
        if !self.follows(last) || !(COMPLEMENT.contains(&opener) || sent_there || to_do) {
            return last;
        }
        let mut between = opener == "between";
        let mut right = last;
        let mut ahead = last + 1;
        let mut ands = 0;
        while ahead < self.tokens.len() && ahead < last + 16 {
            let token = &self.tokens[ahead];
            if token.breaks_before || (ahead > last + 1 && self.tokens[ahead - 1].breaks_after) {
                break;
            }
            match token.kind {
                TokenKind::Capital => {
                    let known = self.known.names.binary_search_by_key(&token.range.start, |name| name.range.start);
                    if ahead > last + 1 && known.is_ok() {
                        break;
                    }
                    if !between && self.is_state(ahead) && self.state_ends(last, ahead) {
                        break;
                    }
                    right = ahead;
                    if token.possessive {
                        break;
                    }
                    if let Some(end) = self.listed(ahead) {
                        right = end;
                        break;
                    }
                }
                TokenKind::Bracket | TokenKind::Year => break,
                TokenKind::Small => {
                    let word = self.sentence.at(token.range);
                    let inner = INNER.contains(&word) || (ahead == last + 1 && COMPLEMENT.contains(&word));
                    let next_the = self.tokens.get(ahead + 1).is_some_and(|next| self.sentence.at(next.range) == "the");
                    between |= word == "between";
                    if word == "and" {
                        ands += 1;
                        if next_the && !(between && ands == 1) {
                            break;
                        }
                    }
                    if !inner {
                        if word == "cooperation" && right == ahead - 1 && right > last {
                            right = ahead;
                        }
                        break;
                    }
                }
            }
            ahead += 1;
        }
        right
    }

    /// Returns whether a state at token `ahead` stands outside the name whose head ends at `last`:
    /// right behind the head ("Strategy of ..."), or joined to it ("... and ...").
    fn state_ends(&self, last: usize, ahead: usize) -> bool {
        let word = |index: usize| self.sentence.at(self.tokens[index].range);
        let before = if word(ahead - 1) == "the" { ahead - 2 } else { ahead - 1 };
        match word(before) {
            "and" | "the" => true,
            "of" => before == last + 1,
            _ => false,
        }
    }

    /// Returns the last token of an enumeration that token `index` opens inside a name
    /// ("... for Security, Public Health, and Safe Harbours").
    fn listed(&self, index: usize) -> Option<usize> {
        let comma = |at: usize| self.sentence.text[self.tokens[at].range.end as usize..].starts_with(',');
        let capital = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Capital && !token.breaks_before)
        };
        if !comma(index) {
            return None;
        }
        let mut at = index + 1;
        while at < index + 8 && capital(at) && !self.is_state(at) {
            let next = at + 1;
            if self.tokens.get(next).is_some_and(|token| self.sentence.at(token.range) == "and") {
                let mut end = next;
                while end < next + 4 && capital(end + 1) && !self.is_state(end + 1) {
                    end += 1;
                    if self.tokens[end].breaks_after {
                        break;
                    }
                }
                return (end > next).then_some(end);
            }
            if self.tokens[at].breaks_after && !comma(at) {
                return None;
            }
            at = next;
        }
        None
    }

    /// Returns the last token after numbers that belong to the name ("resolutions 1718 and 2270").
    pub(super) fn with_numbers(&self, last: usize) -> usize {
        let is_number = |index: usize| {
            self.tokens.get(index).is_some_and(|token| {
                let text = self.sentence.at(token.range);
                token.kind == TokenKind::Year && text.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        if self.follows(last) && is_number(last + 1) && self.head_takes_number(last) { last + 1 } else { last }
    }

    fn head_takes_number(&self, last: usize) -> bool {
        let text = self.sentence.lower.get(self.tokens[last].range.bounds()).unwrap_or_default();
        text.starts_with("resolution")
    }
}
