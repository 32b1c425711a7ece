//! Events, in Japanese: 〜で会談し, 〜に署名した, 2023年に締結された協定, 8月の共同訓練, 二重決定を行った(1979年).
//!
//! A word that tells an event takes the last date before it in the sentence, or the date in brackets
//! after it; in a story, a sentence that plainly goes on takes the date of the event told before.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::event::EventType;
use seimei_text::range::TextRange;

use crate::context::Context;
use crate::dates::due::is_past;
use crate::dates::words::{begins_in, ends_in, first_of, holds_in, last_of};
use crate::events::{EventFinding, Memory, Telling, participants, tellings};
use crate::finding::{ActFinding, ActorMention, DateFinding, MentionKind};
use crate::sentence::Sentence;

/// How many sentences a story goes on without naming its date.
const CARRIES: u32 = 16;

/// The most events of one sentence.
const MOST: usize = 32;

/// How many bytes a word looks around.
const FAR: usize = 6000;

/// Finds the events that a sentence tells, in order of appearance.
pub fn find(
    sentence: &Sentence,
    actors: &[ActorMention],
    dates: &[DateFinding],
    acts: &[ActFinding],
    context: &Context,
    memory: &Memory,
) -> Vec<EventFinding> {
    let words = context.lexicon;
    let narrates = matches!(context.kind, DocumentKind::Report | DocumentKind::News | DocumentKind::Speech);
    let goes_on = narrates && memory.date.is_some() && sentence.number.saturating_sub(memory.sentence) <= CARRIES;
    if dates.is_empty() && !goes_on {
        return Vec::new();
    }
    let mut reader = Reader {
        sentence,
        actors,
        dates,
        acts,
        context,
        words,
        narrates,
        found: Vec::new(),
        modifying: Vec::new(),
        from: 0,
    };
    for telling in tellings(sentence, words) {
        if reader.found.len() >= MOST {
            break;
        }
        if telling.range.start < reader.from {
            continue;
        }
        let event = match reader.dated(&telling, memory) {
            Some(event) => Some(event),
            None if goes_on => reader.carried(&telling, memory),
            None => None,
        };
        if event.is_none() && goes_to_meeting(&telling) {
            reader.join(&telling);
        }
        if let Some(event) = event {
            if reader.modifies(event.range.end.max(telling.range.end)) {
                reader.modifying.push(reader.found.len());
            }
            reader.from = event.range.end;
            reader.found.push(event);
        }
    }
    reader.found
}

struct Reader<'a, 't> {
    sentence: &'a Sentence<'t>,
    actors: &'a [ActorMention],
    dates: &'a [DateFinding],
    acts: &'a [ActFinding],
    context: &'a Context<'a>,
    words: &'a LanguageLexicon,
    /// Whether the document tells a story.
    narrates: bool,
    found: Vec<EventFinding>,
    /// Which of them a modifying clause tells: they leave their date to the main clause.
    modifying: Vec<usize>,
    /// Where the clause at hand begins.
    from: u32,
}

/// Returns whether a word tells that somebody came to a meeting.
fn goes_to_meeting(telling: &Telling) -> bool {
    telling.event_type == EventType::Meeting && telling.entry.family == "stem"
}

/// How a word tells that something happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// As a predicate that ends at this byte.
    Predicate(u32),
    /// As a noun.
    Noun,
}

impl Reader<'_, '_> {
    /// Reads the event of a word that a date in its sentence reaches.
    fn dated(&self, telling: &Telling, memory: &Memory) -> Option<EventFinding> {
        let text = self.sentence.text;
        let date = self.date_after(telling).or_else(|| self.date_before(telling))?;
        let form = self.form(telling)?;
        if self.is_no_date_of(telling, date, form) {
            return None;
        }
        // A clause that modifies leaves its date to the main one only through its noun as the subject or
        // the occasion (訪日した事務総長は, 訪問した際に).
        let leaves = |end: u32| {
            let noun = &text[end as usize..self.noun_end(end) as usize];
            let after = &text[self.noun_end(end) as usize..];
            noun.starts_with(['際', '折', '後', '時'])
                || after.starts_with(['は', 'が'])
                || noun.ends_with(['際', '会', '議'])
        };
        let main = self
            .found
            .iter()
            .enumerate()
            .filter(|(index, event)| !(self.modifying.contains(index) && leaves(event.range.end)));
        let is_own = !main.map(|(_, event)| event).any(|event| event.date.as_str().starts_with(date.edtf.as_str()));
        let follows = &text[date.range.end as usize..];
        let is_noun_of_date = form == Form::Noun && is_own && follows.starts_with('の');
        let tells = match form {
            Form::Noun => telling.entry.kind == "noun" && is_noun_of_date,
            // A verb in the clause of the event told before belongs to it (活動の主導国となり).
            Form::Predicate(_) => is_own || (telling.entry.kind != "weak" && self.opens_a_clause(telling)),
        };
        if !tells || self.is_said_already(telling.event_type, &date.edtf) {
            return None;
        }
        let is_ahead = !is_past(&date.edtf, self.context.date) && Some(&date.edtf) != self.document_date().as_ref();
        let is_told_as_done = matches!(form, Form::Predicate(_));
        let holds = self.context.date.is_some_and(|own| date.edtf.as_str() == format!("{:04}", own.year));
        if is_ahead && (!is_told_as_done || holds) && !(holds && telling.event_type == EventType::Meeting) {
            return None;
        }
        let after_bracket = date.range.start >= telling.range.end;
        let end = match form {
            _ if after_bracket => date.range.end + 1,
            Form::Predicate(end) => end,
            Form::Noun => telling.range.end,
        };
        let start = if after_bracket || !is_own || date.range.start < self.from {
            self.clause_start()
        } else {
            date.range.start
        };
        let range = TextRange { start: start.min(telling.range.start), end: end.min(text.len() as u32) };
        let opens = begins_in(self.words, TableName::EventNeighbours, &["open"], follows).is_some();
        let stays = holds_in(
            self.words,
            TableName::EventNeighbours,
            "stays",
            first_of(&text[telling.range.end as usize..], FAR),
        );
        let value = if opens && stays && !date.edtf.as_str().contains('/') {
            Edtf::new(format!("{}/..", date.edtf))
        } else {
            date.edtf.clone()
        };
        self.event(telling, range, value, &memory.participants, false)
    }

    /// Adds those who came to the meeting told before in the sentence (開かれた会議に大臣が出席した).
    fn join(&mut self, telling: &Telling) {
        let Some(last) = self.found.last().filter(|last| last.event_type == EventType::Meeting) else { return };
        let between = TextRange { start: last.range.end, end: telling.range.start };
        let is_next = between.end.saturating_sub(between.start) < 180;
        if !is_next || !matches!(self.form(telling), Some(Form::Predicate(_))) {
            return;
        }
        let own = TextRange { start: between.start, end: telling.range.end };
        let codes = self.takers(telling, own, own);
        if let Some(last) = self.found.last_mut() {
            last.participants.extend(codes);
            last.participants.sort();
            last.participants.dedup();
        }
    }

    /// Reads the event of a word in a sentence that goes on from the one told before.
    fn carried(&self, telling: &Telling, memory: &Memory) -> Option<EventFinding> {
        let text = self.sentence.text;
        let Form::Predicate(end) = self.form(telling)? else { return None };
        let before = last_of(&text[..telling.range.start as usize], FAR);
        let goes_on = ["carries", "at-meeting"]
            .iter()
            .any(|family| holds_in(self.words, TableName::EventNeighbours, family, before));
        let date = memory.date.clone()?;
        if self.date_before(telling).is_some() {
            return None;
        }
        let near = before.char_indices().rev().nth(7).map_or(before, |(at, _)| &before[at..]);
        let is_carried = match telling.event_type {
            EventType::Agreement
            | EventType::Decision
            | EventType::Statement
            | EventType::Visit
            | EventType::Speech => telling.entry.kind != "weak",
            EventType::Meeting => holds_in(self.words, TableName::EventNeighbours, "carries", near),
            _ => false,
        };
        if !goes_on || !is_carried || self.is_said_already(telling.event_type, &date) {
            return None;
        }
        let start = self.clause_start().min(telling.range.start);
        // Those who met are those who agreed at the meeting.
        let at_meeting = holds_in(self.words, TableName::EventNeighbours, "at-meeting", before);
        self.event(telling, TextRange { start, end }, date, &memory.participants, at_meeting)
    }

    fn event(
        &self,
        telling: &Telling,
        range: TextRange,
        date: Edtf,
        or: &[ActorCode],
        with_those: bool,
    ) -> Option<EventFinding> {
        let end = if self.modifies(range.end) { self.noun_end(range.end) } else { range.end };
        let clause = TextRange { start: self.clause_start().min(range.start), end };
        let mut codes = self.takers(telling, range, clause);
        if codes.is_empty()
            && let Some(event) = self.found.last()
        {
            codes.clone_from(&event.participants);
        }
        if with_those {
            codes.extend(or.iter().cloned());
            codes.sort();
            codes.dedup();
        }
        if codes.is_empty() {
            // The subject of a modifying clause may stand after it: 締結された日豪協定.
            let near = self.actors.iter().filter(|mention| mention.range.start < range.end + 60);
            codes = near.flat_map(|mention| mention.codes.iter().cloned()).collect();
            codes.sort();
            codes.dedup();
        }
        if codes.is_empty() {
            codes = or.to_vec();
        }
        let is_named = !codes.is_empty();
        is_named.then(|| EventFinding {
            range,
            date,
            event_type: telling.event_type,
            participants: codes,
            rule: telling.rule.clone(),
        })
    }

    /// Returns whether a date before a word is not that of what it tells: the date of what is agreed or
    /// said (年内に拡大することで一致した), of a limit or a term, or of a comparison.
    fn is_no_date_of(&self, telling: &Telling, date: &DateFinding, form: Form) -> bool {
        let text = self.sentence.text;
        let after = first_of(&text[date.range.end as usize..], FAR);
        let neighbour = |family: &str| begins_in(self.words, TableName::EventNeighbours, &[family], after).is_some();
        let near = after.char_indices().nth(10).map_or(after, |(at, _)| &after[..at]);
        if neighbour("not-date") || near.contains("連続") {
            return true;
        }
        let value = date.edtf.as_str();
        let says = matches!(
            telling.event_type,
            EventType::Statement | EventType::Decision | EventType::Agreement | EventType::Appointment
        );
        // A century, or a period of years, has no day on which something was said or decided.
        if says && (value.ends_with('X') || (value.contains('/') && value.find('/') == Some(4)) || neighbour("open")) {
            return true;
        }
        if date.range.end > telling.range.start || form == Form::Noun || !says {
            return false;
        }
        // Only as far as a sentence of any sense goes, so that one of any length is read in linear time.
        let between = &text[date.range.end as usize..telling.range.start as usize];
        if between.len() > FAR {
            return false;
        }
        if telling.entry.kind == "weak" && between.contains("が、") {
            return true;
        }
        let has_content = ends_in(self.words, TableName::EventNeighbours, &["complement"], between).is_some();
        let is_limit = between.starts_with("まで") || between.starts_with("の");
        let is_inside = is_limit || (!between.starts_with('、') && !between.contains(['は', 'が']));
        let is_ahead = !is_past(&date.edtf, self.context.date) && Some(&date.edtf) != self.document_date().as_ref();
        has_content && (is_ahead || (is_inside && self.narrates))
    }

    /// Returns whether a name stands only for a place, or for what the talk is about.
    fn is_aside(&self, mention: &ActorMention, event_type: EventType) -> bool {
        let rest = first_of(&self.sentence.text[mention.range.end as usize..], 120);
        let begins =
            |family: &str, text: &str| begins_in(self.words, TableName::EventNeighbours, &[family], text).is_some();
        if begins("aside", rest) || begins("place-after", rest) {
            return true;
        }
        if event_type == EventType::Deployment && (rest.starts_with('に') || rest.starts_with('へ')) {
            return true;
        }
        // 中国を念頭に: all that stands in its clause is only thought of.
        let clause = rest.split('、').next().unwrap_or_default();
        if clause.ends_with("念頭に") {
            return true;
        }
        // 米シカゴで, ドイツ・ミュンヘンで, スペインのマドリードで
        let town = rest.trim_start_matches(['の', '・']);
        let after = town.trim_start_matches(|c| matches!(c, '\u{30a0}'..='\u{30ff}'));
        let is_city = after.len() < town.len() && !town[..town.len() - after.len()].contains("サミット");
        is_city
            && (after.starts_with('で') || begins("place-after", after))
            && mention.kind != MentionKind::Person
            && mention.kind != MentionKind::Collective
    }

    /// Returns where those are named who take part in what happens at `range`: a clause that has ended
    /// before the date (高まる一方、2014年には) names others.
    fn own_clause(&self, start: u32, range: TextRange) -> u32 {
        let before = &self.sentence.text[start as usize..range.start.max(start) as usize];
        let ended = |at: &usize| {
            ["一方", "が", "し", "り", "て", "れ", "ため", "ず", "ほか"].iter().any(|end| before[..*at].ends_with(end))
        };
        let cut = before.match_indices('、').map(|(at, _)| at).rfind(ended);
        cut.map_or(start, |at| start + (at + '、'.len_utf8()) as u32)
    }

    /// Returns the doers that `range` names: in statements and decisions the subject, where there is one.
    fn takers(&self, telling: &Telling, range: TextRange, clause: TextRange) -> Vec<ActorCode> {
        let own = TextRange { start: self.own_clause(clause.start, range), end: clause.end };
        let named: Vec<ActorMention> = self
            .actors
            .iter()
            .filter(|mention| own.contains(mention.range) && !self.is_aside(mention, telling.event_type))
            .cloned()
            .collect();
        let alone = matches!(telling.event_type, EventType::Statement | EventType::Decision);
        if alone {
            let acting: Vec<ActFinding> = self
                .acts
                .iter()
                .filter(|act| act.trigger.overlaps(range) && act.trigger.end >= telling.range.start)
                .cloned()
                .collect();
            let of_act = participants(telling.range.cover(range), TextRange { start: 0, end: 0 }, &[], &acting);
            let at = |mention: &&ActorMention| {
                let rest = first_of(&self.sentence.text[mention.range.end as usize..], 90);
                let rest = rest.split('、').next().unwrap_or_default();
                ["会議で", "会合で", "サミットで", "協議で"].iter().any(|end| rest.find(end).is_some_and(|at| at <= 45))
            };
            if !of_act.is_empty() {
                let mut codes = of_act;
                codes.extend(named.iter().filter(at).flat_map(|mention| mention.codes.iter().cloned()));
                codes.sort();
                codes.dedup();
                return codes;
            }
        }
        participants(
            telling.range.cover(TextRange { start: telling.range.start, end: range.end }),
            own,
            &named,
            self.acts,
        )
    }

    /// Returns whether the word tells that something happened, and how.
    fn form(&self, telling: &Telling) -> Option<Form> {
        let text = self.sentence.text;
        let rest = &text[telling.range.end as usize..];
        // 領空を侵犯(8月26日)したほか
        let bracket = self.date_after(telling).map(|date| date.range.end as usize + 1 - telling.range.end as usize);
        let skipped = bracket.filter(|_| rest.starts_with('(')).unwrap_or(0);
        let rest = &rest[skipped..];
        let neighbour = |family: &str| begins_in(self.words, TableName::EventNeighbours, &[family], rest);
        if self.is_quoted(telling.range) || neighbour("not-event").is_some() {
            return None;
        }
        if telling.entry.family == "form" {
            let closing = text[telling.range].ends_with(['、', '。']);
            return Some(Form::Predicate(telling.range.end - if closing { "、".len() as u32 } else { 0 }));
        }
        if let Some((_, length)) = neighbour("ending") {
            let end = telling.range.end as usize + skipped + length;
            let end = end - if text[..end].ends_with(['、', '。']) { "、".len() } else { 0 };
            return Some(Form::Predicate(end as u32));
        }
        neighbour("noun-end").map(|_| Form::Noun)
    }

    /// Returns whether a predicate that ends at `end` stands before the noun that it modifies.
    fn modifies(&self, end: u32) -> bool {
        let next = self.sentence.text[end as usize..].chars().next();
        next.is_some_and(|c| {
            matches!(c, '「' | '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}') || c.is_ascii_alphanumeric()
        })
    }

    /// Returns where the noun ends that a predicate before `end` modifies.
    fn noun_end(&self, end: u32) -> u32 {
        let rest = &self.sentence.text[end as usize..];
        let stop =
            rest.char_indices().take(40).find(|(_, c)| matches!(c, 'は' | 'を' | 'で' | 'に' | 'が' | '、' | '。'));
        end + stop.map_or(0, |(at, _)| at) as u32
    }

    /// Returns whether a comma stands between the event told before and a word.
    fn opens_a_clause(&self, telling: &Telling) -> bool {
        self.sentence.text[self.from as usize..telling.range.start as usize].contains('、')
    }

    /// Returns the last date before a word.
    fn date_before(&self, telling: &Telling) -> Option<&DateFinding> {
        let behind = self.dates.partition_point(|date| date.range.end <= telling.range.start);
        self.dates[..behind]
            .iter()
            .rev()
            .take(MOST)
            .find(|date| !self.is_quoted(date.range) && !self.is_bracketed(date))
    }

    /// Returns whether a date stands alone in brackets, as that of the word before it.
    fn is_bracketed(&self, date: &DateFinding) -> bool {
        let text = self.sentence.text;
        let inside =
            text[..date.range.start as usize].ends_with('(') && text[date.range.end as usize..].starts_with(')');
        inside && text[..date.range.start as usize - 1].ends_with(|c| matches!(c, 'た' | '\u{3400}'..='\u{9fff}'))
    }

    /// Returns the date in brackets after a word's predicate.
    fn date_after(&self, telling: &Telling) -> Option<&DateFinding> {
        let behind = self.dates.partition_point(|date| date.range.start < telling.range.end);
        let next = self.dates.get(behind)?;
        let between = &self.sentence.text[telling.range.end as usize..next.range.start as usize];
        let rest = &self.sentence.text[next.range.end as usize..];
        let is_bracketed = between.ends_with('(') && rest.starts_with(')') && between.chars().count() <= 10;
        (is_bracketed && !between.contains(['、', '。'])).then_some(next)
    }

    /// Returns where the clause at hand begins, its comma left out.
    fn clause_start(&self) -> u32 {
        let rest = &self.sentence.text[self.from as usize..];
        self.from + (rest.len() - rest.trim_start_matches(['、', '「', '」']).len()) as u32
    }

    fn is_said_already(&self, event_type: EventType, date: &Edtf) -> bool {
        self.found.iter().any(|event| event.event_type == event_type && event.date == *date)
    }

    fn document_date(&self) -> Option<Edtf> {
        self.context.date.map(|date| crate::dates::value::Value::At(crate::dates::value::Point::of(date)).edtf())
    }

    /// Returns whether a range stands in a quotation or name that begins and ends in this sentence.
    fn is_quoted(&self, range: TextRange) -> bool {
        let text = self.sentence.text;
        let before = last_of(&text[..range.start as usize], FAR);
        let is_open = match (before.rfind('「'), before.rfind('」')) {
            (Some(open), Some(close)) => open > close,
            (open, _) => open.is_some_and(|at| at > 0),
        };
        is_open && first_of(&text[range.end as usize..], FAR).contains('」')
    }
}
