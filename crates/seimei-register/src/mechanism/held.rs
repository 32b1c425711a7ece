//! What a provision says of a mechanism: that it is prepared, was set up, is to be held, or was held, and when.

use seimei_model::code::{ActorCode, Lang, RuleId};
use seimei_model::date::Edtf;
use seimei_model::decision::Rhythm;
use seimei_model::event::EventType;
use seimei_text::range::TextRange;

use super::Note;
use super::mention::{Mention, Tools};
use super::reads::Sentence;
use super::words::Found;
use crate::grounds::Text;

/// What was found of one mention.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Said {
    /// What is said.
    pub(super) note: Note,
    /// Which meeting is meant.
    pub(super) ordinal: Option<u32>,
    /// When, if that is said.
    pub(super) date: Option<Edtf>,
    /// The words that say so.
    pub(super) words: String,
    /// The word of holding it is linked to.
    pub(super) verb: Option<TextRange>,
}

/// Everything that a provision says of a mention.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Told {
    /// What becomes of it.
    pub(super) said: Said,
    /// How often it is to meet, the words that say so, and by which rule.
    pub(super) rhythm: Option<(Rhythm, String, RuleId)>,
    /// The years it covers.
    pub(super) period: Option<Edtf>,
    /// Who observes it.
    pub(super) observers: Vec<ActorCode>,
}

/// A sentence with the words of the life of mechanisms found in it, those inside names left out.
pub(super) struct Scene<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) found: Vec<Found<'a>>,
    pub(super) tools: &'a Tools<'a>,
}

/// Longest stretch between a name and the words that tell of it, in bytes.
const REACH: usize = 70;
/// How far before a word the one stands that puts it ahead, in bytes.
const AHEAD: usize = 48;
/// Farthest date from what it dates, in bytes.
const DATED: usize = 90;
/// Values of words that may follow a name that is whole.
const GOES_ON: &[&str] = &["bar", "link", "behind", "ordinal", "meeting", "forward"];
/// A period that is longer dates no meeting, in days.
const LONGEST: i32 = 370;

impl<'a> Scene<'a> {
    /// Looks for the words.
    pub(super) fn new(sentence: &'a Sentence, tools: &'a Tools) -> Self {
        let mut found = tools.words.find(&sentence.lower);
        let text = &sentence.lower;
        // Not what stands in a name, nor the second half of a compound (U.S.-hosted).
        found.retain(|one| {
            !sentence.mentions.iter().any(|mention| mention.range.contains(one.range))
                && !text[..one.range.start as usize].ends_with('-')
        });
        Self { sentence, found, tools }
    }

    /// Returns everything that is said of a mention, in a document of a day.
    pub(super) fn told(&self, number: usize, meets: bool, text: &Text) -> Told {
        let said = self.said(number, meets, text);
        let rhythm = self.rhythm(number, meets, said.verb);
        Told { rhythm, period: self.period(number), observers: self.observers(number), said }
    }

    /// Returns what becomes of a mention, in a document of a day.
    fn said(&self, number: usize, meets: bool, text: &Text) -> Said {
        let mention = &self.sentence.mentions[number];
        let (start, end) = self.clause(mention);
        let verb = self.verb(mention, start, end);
        let ordinal = self.ordinal(mention, verb);
        let words = |range: TextRange| self.sentence.text.get(range.bounds()).unwrap_or_default().to_owned();
        let mut said = Said { note: Note::Named, ordinal, date: None, words: String::new(), verb: None };
        if let Some(verb) = verb {
            said.verb = Some(verb.range);
            said.words = words(verb.range.cover(mention.range));
            said.note = self.note(verb, mention, start, end);
        }
        // A treaty is not held; its meetings are.
        if !meets && matches!(said.note, Note::Held | Note::ToBeHeld) {
            said.note = Note::Named;
        }
        said.date = self.date(mention, verb.map(|verb| verb.range), start, end);
        if said.note == Note::Named && meets {
            self.nominal(mention, &mut said, start);
        }
        if said.note == Note::Held && said.date.is_none() {
            said.date = self.event(mention, text);
        }
        // What lies behind the day of the document was not held yet.
        let begins = said.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
        let is_ahead = |day: &str| begins.as_deref().is_some_and(|first| first > day);
        if said.note == Note::Held && text.day.is_some_and(is_ahead) {
            said.note = Note::ToBeHeld;
        }
        said
    }

    /// Returns where the clause of a mention begins and ends.
    pub(super) fn clause(&self, mention: &Mention) -> (usize, usize) {
        let breaks = || self.found.iter().filter(|one| one.is("clause"));
        let start = breaks().map(|one| one.range.end).filter(|end| *end <= mention.range.start).max().unwrap_or(0);
        let end = breaks().map(|one| one.range.start).filter(|start| *start >= mention.end).min();
        (start as usize, end.map_or(self.sentence.text.len(), |end| end as usize))
    }

    /// Returns the word that tells of a mention: the nearest that is linked to it, first one that lies ahead.
    fn verb(&self, mention: &Mention, start: usize, end: usize) -> Option<&Found<'a>> {
        let tells = |one: &&Found| {
            (one.is("hold") || one.is("set-up") || one.is("prepare"))
                && one.range.start as usize >= start
                && one.range.end as usize <= end
        };
        let gap = |one: &Found| one.range.start.abs_diff(mention.end).min(one.range.end.abs_diff(mention.range.start));
        let linked: Vec<&Found> = self.found.iter().filter(tells).filter(|one| self.links(one, mention)).collect();
        // "to hold the X, hosted by Y": it is not held yet.
        let is_ahead = |one: &&&Found| self.note(one, mention, start, end) == Note::ToBeHeld;
        linked
            .iter()
            .filter(is_ahead)
            .min_by_key(|one| gap(one))
            .or_else(|| linked.iter().min_by_key(|one| gap(one)))
            .copied()
    }

    /// Returns whether nothing parts a word from a mention.
    fn links(&self, word: &Found, mention: &Mention) -> bool {
        let is_behind = word.range.start >= mention.end;
        let is_before = word.range.end <= mention.range.start;
        if word.kind() == "beside" {
            return false;
        }
        match self.tools.language {
            Lang::Ja if is_behind => self.is_bare(mention.end, word.range.start),
            Lang::Ja => {
                is_before
                    && word.kind() == "past"
                    && self.is_bare(word.range.end, mention.range.start)
                    && mention.range.start - word.range.end <= 24
            }
            _ if is_behind => {
                !matches!(word.kind(), "noun")
                    && !word.is("prepare")
                    && self.is_bare(mention.end, word.range.start)
                    && (word.kind() != "past" || self.is_passive(mention, word))
            }
            _ => {
                is_before
                    && word.kind() != "own"
                    && word.kind() != "coming"
                    && self.is_open(word.range.end, mention)
                    && (!word.is("hold") || self.is_whole_name(mention))
            }
        }
    }

    /// Returns whether a word behind a name tells what is done with it, not what it does: no object follows.
    fn is_passive(&self, mention: &Mention, word: &Found) -> bool {
        let text = &self.sentence.lower;
        let between = text.get(mention.end as usize..word.range.start as usize).unwrap_or_default();
        let passive = |one: &str| matches!(one, "was" | "were" | "been" | "be" | "being");
        between.split(' ').any(passive) || self.goes_on(word.range.end)
    }

    /// Returns whether a name does not only open a longer one (`a PGI side event`).
    fn is_whole_name(&self, mention: &Mention) -> bool {
        self.goes_on(mention.end)
    }

    /// Returns whether the text ends at `at`, or goes on with a word that is no noun.
    fn goes_on(&self, at: u32) -> bool {
        let rest = &self.sentence.lower[at as usize..];
        let Some(word) = rest.strip_prefix(' ') else { return true };
        if !word.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return true;
        }
        let known = |one: &Found| {
            one.range.start == at + 1 && (one.rhythm().is_some() || GOES_ON.iter().any(|value| one.is(value)))
        };
        let date = self.sentence.dates.iter().any(|(range, _)| range.start == at + 1);
        date || self.found.iter().any(known)
    }

    /// Returns whether only words that link stand between two places (and names, dates, ordinals, brackets).
    pub(super) fn is_bare(&self, from: u32, to: u32) -> bool {
        if to < from || (to - from) as usize > 2 * REACH + self.names_between(from, to) {
            return false;
        }
        let mut at = from as usize;
        let to = to as usize;
        let text = &self.sentence.lower;
        while at < to {
            let rest = &text[at..to];
            let covered = self.covered(at);
            if let Some(end) = covered.filter(|end| *end <= to) {
                at = end;
                continue;
            }
            let Some(next) = rest.chars().next() else { break };
            if next == '第' || next == '回' || next.is_ascii_digit() || matches!(next, ' ' | '」' | '「' | '"' | '\'')
            {
                at += next.len_utf8();
                continue;
            }
            if next == '(' {
                let Some(close) = rest.find(')') else { return false };
                at += close + 1;
                continue;
            }
            return false;
        }
        true
    }

    /// Returns where the longest thing that parts nothing ends, of those that begin at `at`.
    fn covered(&self, at: usize) -> Option<usize> {
        let is_link = |one: &&Found| one.is("link") || one.is("ordinal") || one.is("forward") || one.rhythm().is_some();
        let words = self.found.iter().filter(is_link).map(|one| one.range);
        let names =
            self.sentence.mentions.iter().map(|mention| TextRange { start: mention.range.start, end: mention.end });
        let dates = self.sentence.dates.iter().map(|(range, _)| *range);
        words.chain(names).chain(dates).filter(|range| range.start as usize == at).map(|range| range.end as usize).max()
    }

    /// Returns how many bytes names take between two places.
    fn names_between(&self, from: u32, to: u32) -> usize {
        let within = |mention: &&Mention| mention.range.start >= from && mention.end <= to;
        self.sentence.mentions.iter().filter(within).map(|mention| (mention.end - mention.range.start) as usize).sum()
    }

    /// Returns whether nothing parts words that end at `from` from a name behind them.
    pub(super) fn is_open(&self, from: u32, mention: &Mention) -> bool {
        let to = mention.range.start;
        let names = self.names_between(from, to);
        if to < from || (to - from) as usize > REACH + names {
            return false;
        }
        let in_name = |range: TextRange| {
            self.sentence.mentions.iter().any(|m| m.range.start <= range.start && range.end <= m.end)
        };
        let text = &self.sentence.lower;
        let bars = self.found.iter().filter(|one| one.is("bar") && one.range.start >= from && one.range.end <= to);
        let is_and = |one: &&Found| matches!(&text[one.range.bounds()], "and" | "or");
        let parted = bars.filter(|one| !in_name(one.range)).any(|one| names == 0 || !is_and(&one));
        let between = text.get(from as usize..to as usize).unwrap_or_default();
        let comma = between.contains([';', ':']) || (names == 0 && between.contains(','));
        !parted && !comma
    }

    /// Returns what a word that is linked to a mention says.
    fn note(&self, verb: &Found, mention: &Mention, start: usize, end: usize) -> Note {
        let ahead = self.lies_ahead(verb, mention, start, end);
        if verb.is("prepare") {
            return Note::Promised;
        }
        let is_hold = verb.is("hold");
        let text = &self.sentence.text;
        let tells_past =
            self.tools.language == Lang::Ja && text.trim_end_matches(['。', ' ', ')', '」']).ends_with(['た', 'だ']);
        let done = match verb.kind() {
            "past" | "own" => !ahead,
            "coming" => false,
            "base" => tells_past && !ahead && self.date(mention, Some(verb.range), start, end).is_some(),
            _ if is_hold => {
                let is_ja = self.tools.language == Lang::Ja;
                let welcomed = is_ja && self.found.iter().any(|one| one.is("welcome"));
                let dated = self.date(mention, Some(verb.range), start, end).is_some();
                return match (ahead, welcomed || dated) {
                    (true, _) => Note::ToBeHeld,
                    (false, true) => Note::Held,
                    (false, false) => Note::Named,
                };
            }
            _ => !ahead,
        };
        match (is_hold, done) {
            (true, true) => Note::Held,
            // 実施し in the middle of a sentence tells neither.
            (true, false) if tells_past && !ahead && verb.kind() == "base" => Note::Named,
            (true, false) => Note::ToBeHeld,
            (false, true) => Note::SetUp,
            (false, false) => Note::Promised,
        }
    }

    /// Returns whether something puts what a word says ahead.
    fn lies_ahead(&self, verb: &Found, mention: &Mention, start: usize, end: usize) -> bool {
        let text = &self.sentence.lower;
        let mut forward = self.found.iter().filter(|one| one.is("forward"));
        if self.tools.language == Lang::Ja {
            let until = (verb.range.end as usize + 2 * REACH).min(end);
            let from = mention.range.start.saturating_sub(12) as usize;
            return forward.any(|one| {
                let (begins, ends) = (one.range.start as usize, one.range.end as usize);
                begins >= from.max(start) && ends <= until && !verb.range.contains(one.range)
            });
        }
        let is_before = verb.range.end <= mention.range.start;
        forward.any(|one| {
            let (begins, ends) = (one.range.start as usize, one.range.end as usize);
            let near = ends <= verb.range.start as usize
                && verb.range.start as usize - ends <= AHEAD
                && begins >= start
                && !text[ends..verb.range.start as usize].contains([',', ';'])
                && (is_before || begins >= mention.end as usize);
            let between = is_before && one.range.start >= verb.range.end && one.range.end <= mention.range.start;
            near || between
        })
    }

    /// Returns which meeting a mention means.
    fn ordinal(&self, mention: &Mention, verb: Option<&Found>) -> Option<u32> {
        let text = &self.sentence.lower;
        if self.tools.language == Lang::Ja {
            let head = text.get(..mention.range.start as usize)?.trim_end_matches(['「', 'の']);
            let head = head.strip_suffix('回')?;
            let (start, number) = super::words::numeral_before(head, head.len())?;
            return head[..start].ends_with('第').then_some(number);
        }
        let near = |one: &&Found| {
            let gap = (mention.range.start.saturating_sub(one.range.end)) as usize;
            one.is("ordinal")
                && one.range.end <= mention.range.start
                && gap <= 48
                && self.is_open(one.range.end, mention)
                && self.counts(one, mention)
        };
        let before = self.found.iter().rev().find(near).or_else(|| {
            let verb = verb?;
            let behind =
                |one: &&Found| one.is("ordinal") && (verb.range.end..verb.range.end + 16).contains(&one.range.start);
            self.found.iter().find(behind)
        });
        before?.ordinal()
    }

    /// Returns whether an ordinal before a name counts meetings: not "the third cohort of X".
    fn counts(&self, one: &Found, mention: &Mention) -> bool {
        let between = self.sentence.lower.get(one.range.end as usize..mention.range.start as usize).unwrap_or_default();
        let is_of = [" of ", " under ", " year", " anniversary"].iter().any(|word| between.contains(word));
        let meets = |word: &Found| {
            word.is("meeting") && word.range.start >= one.range.end && word.range.end <= mention.range.start
        };
        !is_of || self.found.iter().any(meets)
    }

    /// Returns the date nearest to a mention and what tells of it, within the clause.
    fn date(&self, mention: &Mention, verb: Option<TextRange>, start: usize, end: usize) -> Option<Edtf> {
        let span = verb.map_or(mention.range, |verb| verb.cover(mention.range));
        let mut best: Option<(usize, &Edtf)> = None;
        for (range, date) in &self.sentence.dates {
            if (range.start as usize) < start || range.end as usize > end || !is_of_a_meeting(date) {
                continue;
            }
            if range.overlaps(mention.range) {
                continue;
            }
            let (from, to) = if range.end <= span.start { (range.end, span.start) } else { (span.end, range.start) };
            let distance = to.saturating_sub(from) as usize;
            // A date before the name is another's where something parts the two, unless it opens the clause.
            if self.tools.language == Lang::En && range.end <= span.start && range.start as usize > start + 12 {
                let between = self.sentence.lower.get(from as usize..to as usize).unwrap_or_default();
                if between.contains(" and ") || between.contains(',') {
                    continue;
                }
            }
            let parted = self
                .sentence
                .mentions
                .iter()
                .any(|other| other.range != mention.range && other.range.start >= from && other.range.end <= to);
            if distance <= DATED && !parted && best.is_none_or(|(other, _)| distance < other) {
                best = Some((distance, date));
            }
        }
        best.map(|(_, date)| date.clone())
    }

    /// Takes a mention with its date or its number right beside it for a meeting (the third Dialogue in May; 5月の第3回対話).
    fn nominal(&self, mention: &Mention, said: &mut Said, start: usize) {
        let text = &self.sentence.lower;
        let head = &text[start.min(mention.range.start as usize)..mention.range.start as usize];
        let forward = self.found.iter().any(|one| {
            one.is("forward") && one.range.end <= mention.range.start && {
                let between = &text[one.range.end as usize..mention.range.start as usize];
                between.len() <= AHEAD && !between.contains([',', ';', '、'])
            }
        });
        if self.tools.language == Lang::Ja {
            let trimmed = head.trim_end_matches('「');
            let bare = |range: &TextRange| {
                range.end <= mention.range.start && mention.range.start - range.end <= 24 && {
                    self.is_bare(range.end, mention.range.start)
                }
            };
            let dated = self.sentence.dates.iter().rev().find(|(range, date)| bare(range) && is_of_a_meeting(date));
            let Some((_, date)) = dated else { return };
            if trimmed.ends_with(['の', '回', ' ']) || trimmed.is_empty() {
                said.note = Note::Held;
                said.date = Some(date.clone());
                said.words.clone_from(&mention.written);
            }
            return;
        }
        let meeting = self.found.iter().any(|one| one.is("meeting") && one.range.start == mention.end + 1);
        let coming = self
            .found
            .iter()
            .any(|one| one.kind() == "coming" && (mention.end..mention.end + AHEAD as u32).contains(&one.range.start));
        if said.ordinal.is_some() || meeting {
            if forward || (coming && said.ordinal.is_some()) {
                said.note = Note::ToBeHeld;
            } else if said.date.is_some() {
                said.note = Note::Held;
            }
            said.words.clone_from(&mention.written);
        }
    }

    /// Returns the date of the event that a provision tells and that is the mention's.
    fn event(&self, mention: &Mention, text: &Text) -> Option<Edtf> {
        let provision = text.reading.provisions.get(self.sentence.place.provision as usize)?;
        let is_meeting = |kind: EventType| matches!(kind, EventType::Meeting | EventType::Exercise | EventType::Launch);
        let mut events = text.reading.events.iter().filter(|event| event.provision == provision.number);
        let event = events.find(|event| is_meeting(event.event_type) && event.quote.contains(&mention.written))?;
        is_of_a_meeting(&event.date).then(|| event.date.clone())
    }
}

/// Returns whether a date is short enough to say when something was held.
fn is_of_a_meeting(date: &Edtf) -> bool {
    let Some((first, last)) = date.period() else { return false };
    crate::day::days_between(&first, &last).is_some_and(|days| days <= LONGEST)
}
