//! How often a mechanism is to meet, the years it covers, and who observes it, as a provision says.

use seimei_model::code::{ActorCode, Lang, RuleId};
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;
use seimei_text::range::TextRange;

use super::held::Scene;
use super::mention::Mention;
use super::words::Found;

/// Farthest words of rhythm from the verb they belong to, in bytes.
const NEAR: u32 = 60;

impl Scene<'_> {
    /// Returns how often a mention is said to meet, with the words and the rule. `verb` is the word of holding that the
    /// mention is linked to.
    pub(super) fn rhythm(
        &self,
        number: usize,
        meets: bool,
        verb: Option<TextRange>,
    ) -> Option<(Rhythm, String, RuleId)> {
        let mention = &self.sentence.mentions[number];
        let mut rhythms = self.found.iter().filter(|one| one.rhythm().is_some());
        let one = rhythms.find(|one| self.beats(one, mention, number, meets, verb))?;
        let words = self.sentence.text.get(one.range.bounds())?.to_owned();
        Some((one.rhythm()?, words, one.rule.clone()))
    }

    /// Returns whether words of rhythm are those of a mention.
    fn beats(&self, one: &Found, mention: &Mention, number: usize, meets: bool, verb: Option<TextRange>) -> bool {
        let (start, end) = self.clause(mention);
        let within = one.range.start as usize >= start && one.range.end as usize <= end;
        if !within {
            return !one.is_adjective() && self.is_headed(one, number);
        }
        let holds = |from: u32, reach: u32| {
            self.found.iter().any(|word| word.is("hold") && (from..=from + reach).contains(&word.range.start))
        };
        let parted = |from: u32, to: u32| {
            let mut others = self.sentence.mentions.iter().enumerate();
            others.any(|(other, of)| other != number && of.range.start >= from && of.range.end <= to)
        };
        if self.tools.language == Lang::Ja {
            let is_behind = one.range.start >= mention.end && self.is_bare(mention.end, one.range.start);
            let is_before = one.range.end <= mention.range.start
                && mention.range.start - one.range.end <= 12
                && self.is_bare(one.range.end, mention.range.start);
            return match (one.is_adjective(), is_behind, is_before) {
                (_, true, _) => holds(one.range.end, if one.is_adjective() { 3 } else { 30 }),
                (true, _, true) => meets,
                (false, _, true) => verb.is_some(),
                _ => false,
            };
        }
        if one.is_adjective() && one.range.end <= mention.range.start {
            return self.qualifies(one, mention, meets) && !parted(one.range.end, mention.range.start);
        }
        let Some(verb) = verb else { return self.is_subject(one, number) };
        let is_held = self.found.iter().any(|word| word.is("hold") && word.range == verb);
        let span = verb.cover(TextRange { start: mention.range.start, end: mention.end });
        let (from, to) =
            if one.range.end <= span.start { (one.range.end, span.start) } else { (span.end, one.range.start) };
        !one.is_adjective() && is_held && to.saturating_sub(from) <= NEAR && !parted(from, to)
    }

    /// Returns whether an adjective of rhythm stands before a name: `the annual X`, `regular meetings of the X`.
    fn qualifies(&self, one: &Found, mention: &Mention, meets: bool) -> bool {
        if self.is_open(one.range.end, mention) && meets {
            return true;
        }
        let text = &self.sentence.lower;
        let behind = |from: u32, reach: u32| {
            self.found.iter().find(|word| word.is("meeting") && (from..=from + reach).contains(&word.range.start))
        };
        // "annual X discussions": the name only says what is discussed.
        if self.is_open(one.range.end, mention) && behind(mention.end, 2).is_some() {
            return true;
        }
        let Some(meeting) = behind(one.range.end, 24) else { return false };
        let between = text.get(meeting.range.end as usize..mention.range.start as usize).unwrap_or(",");
        let between = between.trim_start();
        let opens = ["of ", "under ", "within ", "through ", "in the framework of "];
        between.len() <= 60 && !between.contains([',', ';']) && opens.iter().any(|word| between.starts_with(word))
    }

    /// Returns whether words of rhythm follow a heading that is the mention: `Launching the X: a dialogue, convened annually`.
    fn is_headed(&self, one: &Found, number: usize) -> bool {
        let mention = &self.sentence.mentions[number];
        let text = &self.sentence.lower;
        let opens = text.get(mention.end as usize..).is_some_and(|rest| rest.starts_with(':'));
        opens && number == 0 && one.range.start > mention.end && self.is_beside_hold(one) && {
            let others = &self.sentence.mentions[1..];
            !others.iter().any(|other| other.range.start < one.range.start)
        }
    }

    /// Returns whether words of rhythm are said of the only name of a sentence, which opens it.
    fn is_subject(&self, one: &Found, number: usize) -> bool {
        let mention = &self.sentence.mentions[number];
        let alone = self.sentence.mentions.len() == 1 && mention.range.start <= 4;
        alone && !one.is_adjective() && one.range.start >= mention.end && self.is_beside_hold(one)
    }

    /// Returns whether a word of holding stands beside words of rhythm.
    fn is_beside_hold(&self, one: &Found) -> bool {
        let beside = |word: &Found| {
            word.range.end + 3 >= one.range.start && word.range.end <= one.range.start
                || word.range.start <= one.range.end + 3 && word.range.start >= one.range.end
        };
        self.found.iter().any(|word| word.is("hold") && beside(word))
    }

    /// Returns the years that a mention is said to cover.
    pub(super) fn period(&self, number: usize) -> Option<Edtf> {
        let mention = &self.sentence.mentions[number];
        let (start, end) = self.clause(mention);
        let covers = self.found.iter().any(|one| one.is("period") && one.range.end as usize <= end);
        let is_interval = |date: &Edtf| {
            let ends = date.as_str().split_once('/');
            ends.is_some_and(|(from, to)| from.len() >= 4 && to.len() >= 4)
        };
        let near = self.sentence.dates.iter().find(|(range, date)| {
            if !is_interval(date) || range.start < mention.range.end || (range.start as usize) < start {
                return false;
            }
            let parted = self
                .sentence
                .mentions
                .iter()
                .any(|other| other.range.start > mention.range.start && other.range.end <= range.start);
            let in_brackets = range.end <= mention.end || range.start <= mention.range.end + 4;
            !parted && (in_brackets || (covers && range.start - mention.end <= NEAR && range.end as usize <= end))
        });
        near.map(|(_, date)| date.clone())
    }

    /// Returns who is said to observe a mention.
    pub(super) fn observers(&self, number: usize) -> Vec<ActorCode> {
        let mention = &self.sentence.mentions[number];
        let (start, end) = self.clause(mention);
        let text = &self.sentence.text;
        let within =
            |one: &&Found| one.is("observer") && one.range.start as usize >= start && one.range.end as usize <= end;
        let Some(word) = self.found.iter().find(within) else { return Vec::new() };
        let actors = self.tools.speller.actors(text);
        let outside = |range: TextRange| {
            !self.sentence.mentions.iter().any(|m| m.range.start <= range.start && range.end <= m.end)
        };
        let mut before = actors.iter().rev().filter(|one| one.range.end <= word.range.start && outside(one.range));
        if self.tools.language == Lang::Ja {
            let does = |end: u32| self.found.iter().any(|one| one.is("doer") && one.range.start == end);
            let Some(actor) = before.find(|one| one.range.start as usize >= start && does(one.range.end)) else {
                return Vec::new();
            };
            // 甲による演習への…参加, 演習への甲の…参加: nothing but names stands between.
            let is_linked = if actor.range.end <= mention.range.start {
                self.is_bare(mention.end, word.range.start) && mention.range.start - actor.range.end <= 400
            } else {
                self.is_bare(mention.end, actor.range.start)
            };
            return if is_linked { actor.codes.clone() } else { Vec::new() };
        }
        let near = word.range.start.abs_diff(mention.end).min(word.range.end.abs_diff(mention.range.start)) <= NEAR;
        match before.find(|one| word.range.start - one.range.end <= NEAR) {
            Some(actor) if near => actor.codes.clone(),
            _ => Vec::new(),
        }
    }
}
