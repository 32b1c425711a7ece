//! One provision of a report: its text with the triggers marked, and under it what was read.

use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::ActorCode;
use seimei_model::provision::Provision;

use crate::report::{GUTTER, Look};
use crate::style::{Family, Tone};
use crate::wrap::{self, Rich};

/// The longest text of a provision that is shown whole, in bytes; a line of a damaged file can be megabytes long.
const SHOWN: usize = 16_000;

/// Returns one provision. `parties` are those of the document; `beside` stands under what was read.
pub(super) fn provision(
    provision: &Provision,
    parties: &[ActorCode],
    beside: &[(&'static str, String)],
    look: &Look,
) -> String {
    let gutter = GUTTER;
    let number = format!("{:>width$}  ", provision.number, width = gutter - 2).replace(' ', "\u{a0}");
    let mut text = Rich::new(Tone::Faint, number);
    text.extend(marked(provision, look));
    if let Some([first, last]) = provision.pages {
        let (first, last) = (first.to_string(), last.to_string());
        let key = if first == last { "report.page" } else { "report.pages" };
        let place = look.messages.fill(key, &[("first", &first), ("last", &last)]).replace(' ', "\u{a0}");
        text.push(Tone::Faint, format!(" {place}"));
    }
    let mut out = format!("\n{}", look.lines(&text, 0, gutter)).replace('\u{a0}', " ");
    let label_columns =
        ActKind::ALL.iter().map(|kind| wrap::width(look.messages.label("act", kind.word()))).max().unwrap_or(0) + 2;
    for act in provision.acts.iter().filter(|act| !is_bare(act)) {
        let line = act_line(act, parties, label_columns, look);
        out += &look.lines(&line, gutter, gutter + label_columns).replace('\u{a0}', " ");
    }
    let beside = beside.iter().map(|(key, text)| (*key, wrap::printable(text)));
    for (key, value) in notes(provision, look).into_iter().chain(beside) {
        let label = wrap::pad(look.messages.text(key), label_columns).replace(' ', "\u{a0}");
        let line = Rich::new(Tone::Faint, label + &value);
        out += &look.lines(&line, gutter, gutter + label_columns).replace('\u{a0}', " ");
    }
    out
}

/// Returns whether an act only says that nobody does anything: a sentence that describes needs no line to say so.
fn is_bare(act: &Act) -> bool {
    act.act == ActKind::State && act.actors.is_empty()
}

/// Returns the text with the triggers of its acts marked: by tone, or by brackets where there is no colour.
fn marked(provision: &Provision, look: &Look) -> Rich {
    let text = &provision.text;
    let end = if text.len() > SHOWN { text.floor_char_boundary(SHOWN) } else { text.len() };
    let (open, close) = if look.colour { ("", "") } else { ("[", "]") };
    let mut triggers: Vec<(usize, usize, Family)> = provision
        .acts
        .iter()
        .filter(|act| !is_bare(act))
        .map(|act| (act.at.start as usize, act.at.end as usize, Family::of(act.act)))
        .filter(|(from, to, _)| from < to && *to <= end && text.is_char_boundary(*from) && text.is_char_boundary(*to))
        .collect();
    triggers.sort_by_key(|(from, to, _)| (*from, *to));
    let mut rich = Rich::default();
    let mut at = 0;
    for (from, to, family) in triggers {
        if from < at {
            continue;
        }
        rich.push(Tone::Plain, wrap::printable(&text[at..from]));
        rich.push(Tone::Trigger(family), format!("{open}{}{close}", wrap::printable(&text[from..to])));
        at = to;
    }
    rich.push(Tone::Plain, wrap::printable(&text[at..end]));
    if end < text.len() {
        let left = (text.len() - end).to_string();
        rich.push(Tone::Warning, format!(" … {}", look.messages.fill("report.cut", &[("bytes", &left)])));
    }
    rich
}

/// Returns the line of one act: its word, who does it to whom, and how.
fn act_line(act: &Act, parties: &[ActorCode], label_columns: usize, look: &Look) -> Rich {
    let messages = look.messages;
    let word = messages.label("act", act.act.word());
    let mut line = Rich::new(Tone::Act(Family::of(act.act)), wrap::pad(word, label_columns).replace(' ', "\u{a0}"));
    // Everybody at once is the rule in a joint text; the eye should stop where it is somebody else.
    let is_everybody = act.actors == parties;
    let who = if is_everybody && act.actors.len() > 2 {
        messages.text("report.all-parties").to_owned()
    } else {
        look.actors(&act.actors)
    };
    line.push(if is_everybody { Tone::Faint } else { Tone::Plain }, who);
    if !act.targets.is_empty() {
        line.push(Tone::Plain, format!(" →\u{a0}{}", look.actors(&act.targets)));
    }
    if act.strength != Strength::Plain {
        let strength = messages.label("strength", act.strength.word()).to_owned();
        line.push(Tone::Faint, " · ");
        line.push(Tone::Warning, strength);
    }
    if act.commitment {
        line.push(Tone::Faint, " · ");
        let promise = match &act.due {
            Some(due) => messages.fill("report.promise-due", &[("date", &look.date(due))]),
            None => messages.text("report.promise").to_owned(),
        };
        line.push(Tone::Promise, promise);
    }
    if let Some(number) = act.rule.decision() {
        line.push(Tone::Faint, " · ");
        line.push(Tone::Warning, messages.fill("reading.mark", &[("n", &number.to_string())]));
    }
    line
}

/// Returns what stands under the acts: dates, mechanisms, topics, each with its label.
fn notes(provision: &Provision, look: &Look) -> Vec<(&'static str, String)> {
    let mut notes = Vec::new();
    let dates = provision.dates.iter().map(|date| {
        let (written, meant) = (wrap::printable(&date.text), look.date(&date.edtf));
        if same(&written, &meant) { written } else { format!("{written} = {meant}") }
    });
    let mechanisms = provision.mechanisms.iter().map(|mechanism| wrap::printable(&mechanism.text));
    let topics = provision.topics.iter().map(|topic| look.messages.label("topic", topic.as_str()).to_owned());
    let mut add = |key: &'static str, values: Vec<String>| {
        if !values.is_empty() {
            notes.push((key, values.join(" · ")));
        }
    };
    add("report.dates", dates.collect());
    add("report.mechanisms", mechanisms.collect());
    add("report.topics", topics.collect());
    notes
}

/// Returns whether a date is written the way it would be told.
fn same(written: &str, meant: &str) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
    bare(written) == bare(meant)
}
