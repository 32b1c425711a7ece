//! Events, in English: met on 7 March, the visit in May, In June 2023 they signed.
//!
//! A date takes the word that tells an event in its clause: the first after a date that opens the
//! clause, else the nearest before it. What is wished or planned is no event.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::ActorCode;
use seimei_model::event::EventType;
use seimei_text::range::TextRange;

use super::dates::text::{holds, is_edge, window_before};
use crate::context::Context;
use crate::dates::due::{is_past, is_today};
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins_in, ends_in};
use crate::events::{EventFinding, Telling, participants, tellings};
use crate::finding::{ActFinding, ActorMention, DateFinding, MentionKind};
use crate::sentence::Sentence;

/// The most dates of one sentence that are looked at.
const MOST: usize = 32;

/// How many bytes count as near.
const NEAR: usize = 60;

/// How many bytes a date may stand behind the word that it dates.
const REACH: u32 = 160;

/// Finds the events that a sentence tells, in order of its dates.
pub fn find(
    sentence: &Sentence,
    actors: &[ActorMention],
    dates: &[DateFinding],
    acts: &[ActFinding],
    context: &Context,
) -> Vec<EventFinding> {
    let mut found: Vec<EventFinding> = Vec::new();
    if dates.is_empty() {
        return found;
    }
    let words = context.lexicon;
    let tellings: Vec<Telling> =
        tellings(sentence, words).into_iter().filter(|telling| happens(sentence, telling, words)).collect();
    for (index, date) in dates.iter().enumerate().take(MOST) {
        let is_over =
            is_past(&date.edtf, context.date) || is_today(&date.edtf, context.date) || holds_today(date, context);
        if !is_over || !stands_free(sentence, date, words) {
            continue;
        }
        // Later this year: a time that holds the document's day, and what of it is to come.
        let is_ahead = !is_past(&date.edtf, context.date) && leads(sentence, date, words) == Some("later");
        if is_ahead {
            continue;
        }
        let clause = clause_of(sentence, date.range, words);
        let after_last = index.checked_sub(1).map_or(0, |last| dates[last].range.end);
        let until_next = dates.get(index + 1).map_or(sentence.text.len() as u32, |next| next.range.start);
        // Training in schools: In 2022, they accepted: what the line is headed by has no date.
        let headed = headed_by(sentence, clause.start.max(after_last), date.range, words);
        let clause = TextRange { start: headed.unwrap_or(clause.start), end: clause.end };
        let own = TextRange { start: clause.start.max(after_last), end: clause.end.min(until_next) };
        let Some(telling) = choose(sentence, &tellings, date.range, own, clause, words) else { continue };
        let is_open = !is_past(&date.edtf, context.date);
        if is_open && is_planned(sentence, telling, clause, words) {
            continue;
        }
        let event_type = type_of(sentence, telling, &tellings);
        let codes = takers(
            sentence,
            telling,
            event_type,
            until_comma(sentence, telling, date.range, clause),
            actors,
            acts,
            context,
        );
        let said = found.iter().any(|event| event.event_type == event_type && event.date == date.edtf);
        if codes.is_empty() || said {
            continue;
        }
        let first = telling.range.start.min(date.range.start);
        let start = quote_start(sentence, own.start.min(first), first, telling.entry.family == "noun");
        let end = date.range.end.max(telling.range.end);
        let lead = sentence.text[start as usize..end as usize].len()
            - sentence.text[start as usize..end as usize].trim_start_matches([' ', ',', ';', '.']).len();
        found.push(EventFinding {
            range: TextRange { start: start + lead as u32, end },
            date: date.edtf.clone(),
            event_type,
            participants: codes,
            rule: telling.rule.clone(),
        });
    }
    found
}

/// A period that holds the document's day (this year, this month) may have had its event.
fn holds_today(date: &DateFinding, context: &Context) -> bool {
    let Some(document) = context.date else { return false };
    let year = Point::Year(document.year);
    let month = document.month.map(|month| Point::Month(document.year, month));
    [Some(year), month].into_iter().flatten().any(|point| Value::At(point).edtf() == date.edtf)
}

/// Returns whether a word stands whole and is not wished, planned or denied.
fn happens(sentence: &Sentence, telling: &Telling, words: &LanguageLexicon) -> bool {
    let (start, end) = (telling.range.start as usize, telling.range.end as usize);
    if !is_edge(sentence.text, start) || !is_edge(sentence.text, end) || sentence.text[end..].starts_with('-') {
        return false;
    }
    let rest = sentence.lower[end..].trim_start_matches(' ');
    if telling.entry.family == "noun"
        && begins_in(words, TableName::EventNeighbours, &["not-after"], rest)
            .is_some_and(|(_, length)| is_edge(rest, length))
    {
        return false;
    }
    let before = window_before(sentence.lower, start, 24).trim_end_matches(' ');
    ends_in(words, TableName::EventNeighbours, &["not-event"], before)
        .is_none_or(|(_, length)| !is_edge(before, before.len() - length))
}

/// Returns whether a date stands as an adverb, not before a noun (2030 targets) and not after "since".
fn stands_free(sentence: &Sentence, date: &DateFinding, words: &LanguageLexicon) -> bool {
    let start = date.range.start as usize;
    let before = window_before(sentence.lower, start, 24).trim_end_matches(' ');
    let before = before.strip_suffix("the").unwrap_or(before).trim_end_matches(' ');
    let before = ["mid-", "early", "late"].iter().find_map(|part| before.strip_suffix(part)).unwrap_or(before);
    let before = before.trim_end_matches(' ');
    let lead = ends_in(words, TableName::EventNeighbours, &["date-lead"], before)
        .filter(|(_, length)| is_edge(before, before.len() - length));
    match lead {
        // The Act of 2022 has its year in its name.
        Some((entry, length)) => {
            entry.kind != "since" && !(date.edtf.as_str().len() == 4 && &before[before.len() - length..] == "of")
        }
        None => sentence.text[start..].starts_with(char::is_alphabetic) || before.is_empty() || before.ends_with('('),
    }
}

/// Returns the kind of the word that leads a date in.
fn leads<'l>(sentence: &Sentence, date: &DateFinding, words: &'l LanguageLexicon) -> Option<&'l str> {
    let before = window_before(sentence.lower, date.range.start as usize, 24).trim_end_matches(' ');
    let (entry, length) = ends_in(words, TableName::EventNeighbours, &["date-lead"], before)?;
    is_edge(before, before.len() - length).then_some(&*entry.kind)
}

/// Returns the clause around a date.
fn clause_of(sentence: &Sentence, date: TextRange, words: &LanguageLexicon) -> TextRange {
    let lower = sentence.lower;
    let entries = || words.table(TableName::EventNeighbours).iter().filter(|entry| entry.family == "clause");
    let marks = || entries().flat_map(|entry| &entry.forms);
    let start = marks()
        .filter_map(|mark| lower[..date.start as usize].rfind(mark.as_str()).map(|at| at + mark.len()))
        .max()
        .unwrap_or(0);
    let end = marks()
        .filter_map(|mark| lower[date.end as usize..].find(mark.as_str()).map(|at| at + date.end as usize))
        .min()
        .unwrap_or(lower.len());
    TextRange::new(start, end)
}

/// Returns where the clause begins that a date opens after a colon.
fn headed_by(sentence: &Sentence, from: u32, date: TextRange, words: &LanguageLexicon) -> Option<u32> {
    let before = sentence.lower.get(from as usize..date.start as usize)?;
    let colon = before.rfind(": ")? + ": ".len();
    let lead = before[colon..].trim();
    let opens = lead.is_empty()
        || begins_in(words, TableName::EventNeighbours, &["date-lead"], lead)
            .is_some_and(|(_, length)| length == lead.len());
    opens.then_some(from + colon as u32)
}

/// Returns the word that a date dates: in its own stretch first, then in the clause.
fn choose<'t, 'l>(
    sentence: &Sentence,
    tellings: &'t [Telling<'l>],
    date: TextRange,
    own: TextRange,
    clause: TextRange,
    words: &LanguageLexicon,
) -> Option<&'t Telling<'l>> {
    let before = window_before(sentence.lower, date.start as usize, 8);
    let is_owner = sentence.lower[date.end as usize..].starts_with("'s");
    let articles = [" the ", " our ", " their ", " its ", " a ", " an ", "'s ", "s' "];
    if is_owner || articles.iter().any(|article| before.ends_with(article)) {
        // The March 2021 meeting, the April 29, 2022, meeting: the date is its noun's.
        let until = |telling: &Telling| {
            let gap = &sentence.lower[date.end as usize..telling.range.start as usize];
            gap.strip_prefix(", ").unwrap_or(gap)
        };
        return tellings.iter().find(|telling| {
            telling.entry.family == "noun"
                && telling.range.start >= date.end
                && (telling.range.start - date.end) as usize <= NEAR
                && ![",", ";", " on ", " of ", " for ", " that ", " to "]
                    .iter()
                    .any(|mark| until(telling).contains(mark))
        });
    }
    let lead = sentence.lower[own.start as usize..date.start as usize].trim_matches([' ', ',']);
    let opens = lead.is_empty()
        || begins_in(words, TableName::EventNeighbours, &["date-lead"], lead)
            .is_some_and(|(_, length)| length == lead.len())
        || (lead.len() < 12
            && !tellings.iter().any(|telling| own.contains(telling.range) && telling.range.end <= date.start));
    for range in [own, clause] {
        let inside = || tellings.iter().filter(move |telling| range.contains(telling.range));
        let is_strong = |telling: &&Telling| telling.entry.kind != "weak";
        let is_verb = |telling: &&Telling| telling.entry.family == "verb";
        let after = || inside().filter(|telling| telling.range.start >= date.end);
        // A verb far before its date more often has another one's.
        let before = || {
            inside()
                .filter(|telling| telling.range.end <= date.start && date.start - telling.range.end < REACH)
                .filter(|telling| !is_for_a_purpose(sentence, telling, date, words))
        };
        let first = |strong: bool| after().find(|telling| is_verb(telling) && (!strong || is_strong(telling)));
        let last = || {
            let mut near = before().filter(|telling| date.start - telling.range.end < 60);
            near.rfind(is_strong)
                .or_else(|| before().filter(is_verb).rfind(is_strong))
                .or_else(|| before().filter(|telling| date.start - telling.range.end < NEAR as u32).rfind(is_verb))
        };
        let chosen = if opens { first(true).or_else(|| first(false)) } else { last().or_else(|| first(true)) };
        if chosen.is_some() {
            return chosen;
        }
    }
    None
}

/// Returns whether a word before a date stands before what it is about (agreed to meet in May, the
/// commitment made to double supplies in 2030): the date is that of the purpose.
fn is_for_a_purpose(sentence: &Sentence, telling: &Telling, date: TextRange, words: &LanguageLexicon) -> bool {
    let has_content = telling.entry.family == "noun"
        || matches!(telling.event_type, EventType::Agreement | EventType::Decision | EventType::Statement);
    has_content && purpose(&sentence.lower[telling.range.end as usize..date.start as usize], words).is_some()
}

/// Returns where an infinitive begins.
fn purpose(text: &str, words: &LanguageLexicon) -> Option<usize> {
    text.match_indices(" to ").map(|(at, _)| at).find(|at| {
        let rest = &text[at + 1..];
        begins_in(words, TableName::EventNeighbours, &["infinitive"], rest)
            .is_none_or(|(_, length)| !is_edge(rest, length))
            && rest["to ".len()..].starts_with(|c: char| c.is_ascii_lowercase())
    })
}

/// Returns whether the words before a noun of a date not yet past say that it is to come.
fn is_planned(sentence: &Sentence, telling: &Telling, clause: TextRange, words: &LanguageLexicon) -> bool {
    let start = clause.start.min(telling.range.start);
    let before = window_before(sentence.lower, telling.range.start as usize, (telling.range.start - start) as usize);
    let entries = words.table(TableName::EventNeighbours).iter().filter(|entry| entry.family == "planned");
    telling.entry.family == "noun"
        && (purpose(before, words).is_some() || entries.flat_map(|entry| &entry.forms).any(|form| holds(before, form)))
}

/// Returns what sort of event a word tells beside its object: to launch an attack is no launch.
fn type_of(sentence: &Sentence, telling: &Telling, tellings: &[Telling]) -> EventType {
    let end = telling.range.end as usize;
    let is_attack = |next: &&Telling| {
        next.range.start as usize >= end
            && next.event_type == EventType::Incident
            && next.range.start as usize - end < NEAR
            && !sentence.text[end..next.range.start as usize].contains([',', ';'])
    };
    let word = &sentence.lower[telling.range];
    let makes = ["launched", "began", "commenced", "started", "initiated", "conducted"].contains(&word)
        && telling.entry.family == "verb";
    let is_made = tellings.iter().any(|noun| {
        noun.range.end <= telling.range.start
            && noun.event_type == EventType::Incident
            && telling.range.start as usize - (noun.range.end as usize) < NEAR
            && sentence.lower[noun.range.end as usize..telling.range.start as usize].ends_with(" that ")
    });
    if makes && (is_made || tellings.iter().any(|next| is_attack(&next))) {
        return EventType::Incident;
    }
    telling.event_type
}

/// Returns the clause of a word that stands before its date up to the comma after the date, where the
/// main clause may begin (When they announced it in May, the ministers agreed).
fn until_comma(sentence: &Sentence, telling: &Telling, date: TextRange, clause: TextRange) -> TextRange {
    if telling.range.start >= date.end || clause.end <= date.end || telling.range.start <= clause.start + 2 {
        return clause;
    }
    let rest = &sentence.lower[date.end as usize..clause.end as usize];
    let goes_on = |at: &usize| [", between ", ", with ", ", by "].iter().any(|joint| rest[*at..].starts_with(joint));
    let has_parties = rest.match_indices(',').any(|(at, _)| goes_on(&at));
    let comma = if has_parties { None } else { rest.find(',') };
    TextRange { start: clause.start, end: comma.map_or(clause.end, |at| date.end + at as u32) }
}

/// Returns where the words that tell an event begin: at the noun, or after the last comma of a long lead-in.
fn quote_start(sentence: &Sentence, from: u32, first: u32, is_noun: bool) -> u32 {
    let lead = &sentence.text[from as usize..first as usize];
    if lead.len() < NEAR {
        return from;
    }
    if is_noun {
        let article = [" the ", " a ", " an ", " our ", " their ", " its ", " his ", " her "];
        let at = article.iter().filter_map(|word| lead.rfind(word)).max();
        let at = at.filter(|at| lead.len() - at < NEAR).map(|at| at + 1);
        return from + at.unwrap_or(lead.len()) as u32;
    }
    let cut = lead.match_indices(", ").map(|(at, mark)| at + mark.len());
    cut.filter(|at| lead.len() - at >= 12).last().map_or(from, |at| from + at as u32)
}

/// Returns who takes part: the doers of the word's act, and those named beside it who do not only
/// stand near, as the place, the matter or the purpose.
fn takers(
    sentence: &Sentence,
    telling: &Telling,
    event_type: EventType,
    clause: TextRange,
    actors: &[ActorMention],
    acts: &[ActFinding],
    context: &Context,
) -> Vec<ActorCode> {
    let (words, parties) = (context.lexicon, &context.parties);
    let doing = acts.iter().filter(|act| act.trigger.overlaps(telling.range)).flat_map(|act| &act.actors);
    let mut codes: Vec<ActorCode> = doing.cloned().collect();
    let alone = matches!(event_type, EventType::Statement | EventType::Decision);
    let is_noun = telling.entry.family == "noun";
    if event_type == EventType::Incident
        && is_noun
        && let Some(culprit) = actors.iter().rfind(|mention| owns(sentence, mention, telling, words))
    {
        // The start of Russia's invasion of Ukraine: whose it is, and whom it struck.
        let until = telling.range.end.max(clause.end);
        let struck =
            actors.iter().filter(|mention| mention.range.start >= telling.range.end && mention.range.end <= until);
        let struck = struck.filter(|mention| is_struck(sentence, mention, telling));
        codes = std::iter::once(culprit).chain(struck).flat_map(|mention| mention.codes.iter().cloned()).collect();
        codes.sort();
        codes.dedup();
        return codes;
    }
    if codes.is_empty() || !alone {
        // We welcome the agreement that they signed: its parties are not those who welcome it.
        let earlier = acts.iter().map(|act| act.trigger.end).filter(|end| *end <= telling.range.start);
        let from = earlier.max().unwrap_or(0).max(clause.start.min(telling.range.start));
        let until = series_end(sentence, actors, telling.range.end, telling.range.end.max(clause.end));
        let rest = &sentence.lower[telling.range.end as usize..until as usize];
        let until = purpose(rest, words).map_or(until, |at| telling.range.end + at as u32);
        let named = actors.iter().filter(|mention| mention.range.start >= from && mention.range.end <= until);
        let named = named
            .filter(|mention| !matches!(mention.kind, MentionKind::Abstract | MentionKind::Capital))
            .filter(|mention| takes_part(sentence, telling, event_type, from, mention, words));
        codes.extend(named.flat_map(|mention| mention.codes.iter().cloned()));
    }
    if codes.is_empty() {
        let near = TextRange { start: clause.start.min(telling.range.start), end: telling.range.end.max(clause.end) };
        let named = actors.iter().filter(|mention| near.contains(mention.range));
        let named = named
            .filter(|mention| !matches!(mention.kind, MentionKind::Abstract | MentionKind::Capital))
            .filter(|mention| takes_part(sentence, telling, event_type, near.start, mention, words));
        codes.extend(named.flat_map(|mention| mention.codes.iter().cloned()));
    }
    // Who condemns an attack has no part in it.
    if codes.is_empty() && event_type != EventType::Incident {
        codes
            .extend(acts.iter().filter(|act| act.trigger.start < telling.range.end).flat_map(|act| act.actors.clone()));
    }
    if codes.is_empty() && parties.len() == 1 && is_noun {
        // One side's account of what others did: those it names, before itself.
        codes = participants(telling.range, clause, actors, acts);
    }
    if codes.is_empty() && event_type != EventType::Incident {
        codes.extend(parties.iter().cloned());
    }
    if codes.is_empty() {
        codes = participants(telling.range, TextRange::new(0, sentence.text.len()), actors, acts);
    }
    codes.sort();
    codes.dedup();
    // The President's meeting with those others: whose it is takes part.
    if is_noun && let Some(own) = actors.iter().rfind(|mention| owns(sentence, mention, telling, words)) {
        match event_type {
            EventType::Meeting | EventType::Visit => codes.extend(own.codes.iter().cloned()),
            // The President's launch of a campaign: nobody else's.
            EventType::Launch | EventType::Decision => codes.clone_from(&own.codes),
            _ => {}
        }
    }
    // Our meeting with those others, in one side's account.
    let is_with = |mention: &&ActorMention| {
        mention.range.start >= telling.range.end
            && sentence.lower[telling.range.end as usize..mention.range.start as usize].contains(" with ")
    };
    let is_before = |mention: &ActorMention| clause.contains(mention.range) && mention.range.end <= telling.range.start;
    if event_type == EventType::Meeting
        && is_noun
        && parties.len() == 1
        && !codes.contains(&parties[0])
        && actors.iter().filter(|mention| clause.contains(mention.range)).any(|mention| is_with(&mention))
        && !actors.iter().any(is_before)
    {
        codes.push(parties[0].clone());
    }
    codes.sort();
    codes.dedup();
    // Nobody meets alone: our summit in May.
    let meets = event_type == EventType::Meeting
        || (event_type == EventType::Visit && parties.len() == 2)
        || (telling.entry.family == "noun" && event_type == EventType::Agreement);
    if meets && codes.len() == 1 && codes[0].as_str().len() == 3 && parties.contains(&codes[0]) {
        codes.clone_from(parties);
    }
    codes
}

/// Returns where a series of names that is cut at its last "and" ends: hosted A of X, B of Y, and C of Z.
fn series_end(sentence: &Sentence, actors: &[ActorMention], from: u32, end: u32) -> u32 {
    let inside = actors.iter().filter(|mention| mention.range.start >= from && mention.range.end <= end);
    let starts: Vec<u32> = inside.map(|mention| mention.range.start).collect();
    let is_series = starts.len() > 1 && sentence.text[starts[0] as usize..end as usize].contains(", ");
    let next = actors.iter().find(|mention| mention.range.start > end);
    let is_near = |mention: &&ActorMention| {
        let gap = &sentence.text[end as usize..mention.range.start as usize];
        gap.len() < NEAR && gap.strip_prefix(", and ").is_some_and(|gap| !gap.contains([',', ';', '.']))
    };
    match next.filter(is_near) {
        Some(last) if is_series => last.range.end,
        _ => end,
    }
}

/// Returns whether a name owns the noun of a happening: Russia's full-scale invasion, the DPRK missile tests.
fn owns(sentence: &Sentence, mention: &ActorMention, telling: &Telling, words: &LanguageLexicon) -> bool {
    if mention.range.end > telling.range.start || matches!(mention.kind, MentionKind::Abstract | MentionKind::Capital) {
        return false;
    }
    let gap = &sentence.lower[mention.range.end as usize..telling.range.start as usize];
    let gap = gap.strip_prefix("'s").or_else(|| gap.strip_prefix('\'')).unwrap_or(gap);
    let entries = words.table(TableName::EventNeighbours);
    let mut parting = entries.iter().filter(|entry| matches!(&*entry.family, "not-owned" | "place"));
    gap.starts_with(' ')
        && gap.len() < NEAR
        && !gap.contains([',', ';', '(', ':'])
        && !parting.any(|entry| entry.forms.iter().any(|form| gap.split(' ').any(|word| word == form)))
}

/// Returns whether a name after the noun of a happening is what it struck: of Ukraine, against Israel, over Japan.
fn is_struck(sentence: &Sentence, mention: &ActorMention, telling: &Telling) -> bool {
    let gap = &sentence.lower[telling.range.end as usize..mention.range.start as usize];
    let gap = gap.trim();
    !matches!(mention.kind, MentionKind::Abstract | MentionKind::Capital)
        && ["of", "on", "against", "of the", "on the", "against the"].contains(&gap)
}

/// Returns whether the words between a telling word and a name do not set it aside.
fn takes_part(
    sentence: &Sentence,
    telling: &Telling,
    event_type: EventType,
    from: u32,
    mention: &ActorMention,
    words: &LanguageLexicon,
) -> bool {
    let at = mention.range.start;
    let is_after = at >= telling.range.end;
    let from = if is_after { telling.range.end } else { from };
    let gap = window_before(sentence.lower, at as usize, ((at.max(from) - from) as usize).min(200));
    // In Jakarta, Indonesia; in Washington, D.C., the leaders met.
    let is_town = gap.trim_end().ends_with(',') && {
        let town = gap.trim_end().trim_end_matches(',');
        let town = town.rsplit(',').next().unwrap_or_default();
        town.split(' ').count() <= 6 && town.split(' ').any(|word| matches!(word, "in" | "at" | "near"))
    };
    if is_town {
        return false;
    }
    let piece = gap.rsplit(',').next().unwrap_or_default();
    let mut last = "";
    for word in piece.split([' ', '(', ')']).rev().filter(|word| !word.is_empty()) {
        let is_one_of = |family: &str| {
            let mut entries = words.table(TableName::EventNeighbours).iter().filter(|entry| entry.family == family);
            entries.any(|entry| entry.forms.iter().any(|form| form == word))
        };
        if is_one_of("place") {
            last = word;
            break;
        }
        if matches!(word, "with" | "by" | "between" | "among" | "to" | "joined") {
            return true;
        }
    }
    match last {
        "" => true,
        // The U.S.-ASEAN Dialogue has its parties in its name, and an attack has its victim.
        "at" | "during" => {
            sentence.text[mention.range.start as usize..]
                .trim_start_matches(char::is_alphabetic)
                .starts_with(['-', '.'])
                || !is_after
        }
        "against" | "on" | "into" => event_type == EventType::Incident && is_after,
        "in" => event_type == EventType::Incident && is_after && telling.entry.family == "noun",
        _ => false,
    }
}
