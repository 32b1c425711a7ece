//! The end of a report: commitments, events, counts.

use std::collections::BTreeMap;

use seimei_model::act::Act;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;

use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{self, Rich};

/// Returns the words of an act's clause as the provision has them; the whole provision where no clause is known.
pub(crate) fn clause<'a>(provision: &'a Provision, act: &Act) -> &'a str {
    let clause = provision.text.get(act.clause.bounds()).unwrap_or_default();
    let clause = if clause.len() < act.trigger.len() { &provision.text } else { clause };
    clause.trim_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | ';' | '；'))
}

/// Returns the list of commitments, those with a date first, by date.
pub(super) fn commitments(reading: &Reading, look: &Look) -> String {
    let mut rows: Vec<(&Provision, &Act)> = reading
        .provisions
        .iter()
        .flat_map(|provision| provision.acts.iter().map(move |act| (provision, act)))
        .filter(|(_, act)| act.commitment)
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    rows.sort_by_key(|(provision, act)| {
        (act.due.is_none(), act.due.as_ref().map(|due| due.as_str().to_owned()), provision.number)
    });
    let messages = look.messages;
    let mut out = look.list_heading(messages.text("tail.commitments"), rows.len());
    let gutter = number_columns(reading);
    let when_columns = rows
        .iter()
        .map(|(_, act)| act.due.as_ref().map_or(1, |due| wrap::width(&look.date(due))))
        .max()
        .unwrap_or(1)
        .min(look.columns / 3)
        + 2;
    for (provision, act) in rows {
        let number = format!("{:>width$}  ", provision.number, width = gutter - 2).replace(' ', "\u{a0}");
        let when = act.due.as_ref().map_or("—".to_owned(), |due| look.date(due));
        let mut line = Rich::new(Tone::Faint, number);
        let tone = if act.due.is_some() { Tone::Promise } else { Tone::Faint };
        line.push(tone, wrap::pad(&when, when_columns).replace(' ', "\u{a0}"));
        line.push(Tone::Plain, look.actors(&act.actors));
        line.push(Tone::Faint, format!(" · {}", messages.label("act", act.act.word())));
        out += &look.lines(&line, 0, gutter + when_columns).replace('\u{a0}', " ");
        let room = look.columns.saturating_sub(gutter + when_columns).max(20);
        let what = wrap::cut(&wrap::printable(clause(provision, act)), room * 2 - 2);
        out += &look.lines(&Rich::new(Tone::Plain, what), gutter + when_columns, gutter + when_columns);
    }
    out
}

/// Returns the list of events, in order of date.
pub(super) fn events(reading: &Reading, look: &Look) -> String {
    if reading.events.is_empty() {
        return String::new();
    }
    let mut events: Vec<_> = reading.events.iter().collect();
    events.sort_by_key(|event| (event.date.clone(), event.provision));
    let mut out = look.list_heading(look.messages.text("tail.events"), events.len());
    let gutter = number_columns(reading);
    let widest = events.iter().map(|event| wrap::width(&look.date(&event.date))).max().unwrap_or(1);
    let when_columns = widest.min(look.columns / 3) + 2;
    for event in events {
        let number = format!("{:>width$}  ", event.provision, width = gutter - 2);
        let mut line = Rich::new(Tone::Faint, number.replace(' ', "\u{a0}"));
        line.push(Tone::Plain, wrap::pad(&look.date(&event.date), when_columns).replace(' ', "\u{a0}"));
        line.push(Tone::Act(crate::style::Family::Contact), look.messages.label("event", event.event_type.word()));
        if !event.participants.is_empty() {
            line.push(Tone::Faint, " · ");
            line.push(Tone::Plain, look.actors(&event.participants));
        }
        out += &look.lines(&line, 0, gutter + when_columns).replace('\u{a0}', " ");
        let room = look.columns.saturating_sub(gutter + when_columns).max(20);
        let quote = wrap::cut(&wrap::printable(&event.quote), room);
        out += &look.lines(&Rich::new(Tone::Faint, quote), gutter + when_columns, gutter + when_columns);
    }
    out
}

/// Returns the figures of the reading, what was odd, and by which lexicon it was read.
pub(super) fn counts(reading: &Reading, look: &Look) -> String {
    let messages = look.messages;
    let acts = || reading.provisions.iter().flat_map(|provision| &provision.acts);
    let mut by_kind: BTreeMap<_, usize> = BTreeMap::new();
    for act in acts() {
        *by_kind.entry(act.act).or_default() += 1;
    }
    let mut by_kind: Vec<_> = by_kind.into_iter().collect();
    by_kind.sort_by_key(|(kind, count)| (std::cmp::Reverse(*count), *kind));
    let promises = acts().filter(|act| act.commitment).count();
    let dated = acts().filter(|act| act.commitment && act.due.is_some()).count();
    let mut out = format!("\n{}{}", look.line(Tone::Heading, messages.text("tail.counts")), look.rule("─"));
    let figures = [
        messages.count("count.provisions", reading.provisions.len()),
        messages.count("count.acts", acts().count()),
        messages.count("count.commitments", promises),
        messages.count("count.dated", dated),
        messages.count("count.dates", reading.provisions.iter().map(|provision| provision.dates.len()).sum()),
        messages.count("count.mechanisms", reading.provisions.iter().map(|provision| provision.mechanisms.len()).sum()),
        messages.count("count.events", reading.events.len()),
    ];
    out += &look.line(Tone::Plain, &figures.join(" · "));
    let mut kinds = Rich::default();
    for (index, (kind, count)) in by_kind.iter().enumerate() {
        if index > 0 {
            kinds.push(Tone::Faint, " · ");
        }
        kinds.push(Tone::Act(crate::style::Family::of(*kind)), messages.label("act", kind.word()).to_owned());
        kinds.push(Tone::Plain, format!("\u{a0}{count}"));
    }
    if !kinds.is_empty() {
        out += &look.lines(&kinds, 0, 0).replace('\u{a0}', " ");
    }
    let mut odd: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in &reading.diagnostics {
        *odd.entry(diagnostic.code).or_default() += 1;
    }
    for (code, count) in odd {
        let text = messages
            .find(&format!("noted.{code}"))
            .map_or_else(|| code.to_owned(), |text| text.replace("{n}", &count.to_string()));
        out += &look.line(Tone::Faint, &text);
    }
    let by = [("version", reading.program), ("lexicon", reading.lexicon.as_str())];
    out + &look.line(Tone::Faint, &messages.fill("tail.by", &by))
}

fn number_columns(reading: &Reading) -> usize {
    reading.provisions.last().map_or(1, |last| last.number.to_string().len()).max(2) + 2
}
