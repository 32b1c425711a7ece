//! The end of a report: commitments, events, counts.

use std::collections::BTreeMap;

use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;

use crate::report::{GUTTER, Look};
use crate::style::Tone;
use crate::wrap::{self, Rich};

/// What the closing lists need of each provision, gathered while they pass.
#[derive(Debug, Default)]
pub(super) struct Summary {
    commitments: Vec<Commitment>,
    acts: BTreeMap<ActKind, usize>,
    provisions: usize,
    dates: usize,
    mechanisms: usize,
}

/// A commitment as the list shows it.
#[derive(Debug)]
struct Commitment {
    number: u32,
    act: ActKind,
    actors: Vec<ActorCode>,
    due: Option<Edtf>,
    /// As much of the clause as two lines can hold.
    what: String,
}

impl Summary {
    /// Takes a provision in.
    pub(super) fn add(&mut self, provision: &Provision) {
        self.provisions += 1;
        self.dates += provision.dates.len();
        self.mechanisms += provision.mechanisms.len();
        for act in &provision.acts {
            *self.acts.entry(act.act).or_default() += 1;
            if act.commitment {
                self.commitments.push(Commitment {
                    number: provision.number,
                    act: act.act,
                    actors: act.actors.clone(),
                    due: act.due.clone(),
                    what: wrap::cut(&wrap::printable(act.clause_in(&provision.text)), 240),
                });
            }
        }
    }

    /// Returns the list of commitments, those with a date first, by date.
    pub(super) fn commitments(&mut self, look: &Look) -> String {
        if self.commitments.is_empty() {
            return String::new();
        }
        let rows = &mut self.commitments;
        rows.sort_by(|one, other| {
            (one.due.is_none(), &one.due, one.number).cmp(&(other.due.is_none(), &other.due, other.number))
        });
        let messages = look.messages;
        let mut out = look.list_heading(messages.text("tail.commitments"), rows.len());
        let widest = rows.iter().map(|row| row.due.as_ref().map_or(1, |due| wrap::width(&look.date(due)))).max();
        let when_columns = widest.unwrap_or(1).min(look.columns / 3) + 2;
        for row in rows {
            let mut line = Rich::new(Tone::Faint, number(row.number));
            let when = row.due.as_ref().map_or("—".to_owned(), |due| look.date(due));
            let tone = if row.due.is_some() { Tone::Promise } else { Tone::Faint };
            line.push(tone, wrap::pad(&when, when_columns).replace(' ', "\u{a0}"));
            line.push(Tone::Plain, look.actors(&row.actors));
            line.push(Tone::Faint, format!(" · {}", messages.label("act", row.act.word())));
            out += &look.lines(&line, 0, GUTTER + when_columns).replace('\u{a0}', " ");
            let room = look.columns.saturating_sub(GUTTER + when_columns).max(20);
            let what = wrap::cut(&row.what, room * 2 - 2);
            out += &look.lines(&Rich::new(Tone::Plain, what), GUTTER + when_columns, GUTTER + when_columns);
        }
        out
    }

    /// Returns the figures of the reading, what was odd, and by which lexicon it was read.
    pub(super) fn counts(&self, reading: &Reading, look: &Look) -> String {
        let messages = look.messages;
        let mut by_kind: Vec<_> = self.acts.iter().collect();
        by_kind.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), **kind));
        let dated = self.commitments.iter().filter(|row| row.due.is_some()).count();
        let mut out = format!("\n{}{}", look.line(Tone::Heading, messages.text("tail.counts")), look.rule("─"));
        let figures = [
            messages.count("count.provisions", self.provisions),
            messages.count("count.acts", self.acts.values().sum()),
            messages.count("count.commitments", self.commitments.len()),
            messages.count("count.dated", dated),
            messages.count("count.dates", self.dates),
            messages.count("count.mechanisms", self.mechanisms),
            messages.count("count.events", reading.events.len()),
        ];
        out += &look.line(Tone::Plain, &figures.join(" · "));
        let mut kinds = Rich::default();
        for (index, (kind, count)) in by_kind.iter().enumerate() {
            if index > 0 {
                kinds.push(Tone::Faint, " · ");
            }
            kinds.push(Tone::Act(crate::style::Family::of(**kind)), messages.label("act", kind.word()).to_owned());
            kinds.push(Tone::Plain, format!("\u{a0}{count}"));
        }
        if !kinds.is_empty() {
            out += &look.lines(&kinds, 0, 0).replace('\u{a0}', " ");
        }
        let mut odd: BTreeMap<&str, usize> = BTreeMap::new();
        for diagnostic in &reading.diagnostics {
            *odd.entry(diagnostic.code.as_str()).or_default() += 1;
        }
        for (code, count) in odd {
            let text = messages
                .find(&format!("noted.{code}"))
                .map_or_else(|| code.to_owned(), |text| text.replace("{n}", &count.to_string()));
            out += &look.line(Tone::Faint, &text);
        }
        let by = [("version", reading.program.as_str()), ("lexicon", reading.lexicon.as_str())];
        out + &look.line(Tone::Faint, &messages.fill("tail.by", &by))
    }
}

/// Returns the list of events, in order of date.
pub(super) fn events(reading: &Reading, look: &Look) -> String {
    if reading.events.is_empty() {
        return String::new();
    }
    let mut events: Vec<_> = reading.events.iter().collect();
    events.sort_by_key(|event| (event.date.clone(), event.provision));
    let mut out = look.list_heading(look.messages.text("tail.events"), events.len());
    let widest = events.iter().map(|event| wrap::width(&look.date(&event.date))).max().unwrap_or(1);
    let when_columns = widest.min(look.columns / 3) + 2;
    for event in events {
        let mut line = Rich::new(Tone::Faint, number(event.provision));
        line.push(Tone::Plain, wrap::pad(&look.date(&event.date), when_columns).replace(' ', "\u{a0}"));
        line.push(Tone::Act(crate::style::Family::Contact), look.messages.label("event", event.event_type.word()));
        if !event.participants.is_empty() {
            line.push(Tone::Faint, " · ");
            line.push(Tone::Plain, look.actors(&event.participants));
        }
        out += &look.lines(&line, 0, GUTTER + when_columns).replace('\u{a0}', " ");
        let room = look.columns.saturating_sub(GUTTER + when_columns).max(20);
        let quote = wrap::cut(&wrap::printable(&event.quote), room);
        out += &look.lines(&Rich::new(Tone::Faint, quote), GUTTER + when_columns, GUTTER + when_columns);
    }
    out
}

/// Returns the number of a provision as the left margin has it.
fn number(number: u32) -> String {
    format!("{number:>width$}  ", width = GUTTER - 2).replace(' ', "\u{a0}")
}
