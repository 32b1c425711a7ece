//! The alignment for a person: a matrix of topics and frameworks, then what has to be looked at.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use seimei_app::archive::register::Registry;
use seimei_app::archive::register::aligned::{Alignment, Disagreement, Framework, Twice};
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::undertaking::EntryId;

use crate::commands::register::sum;
use crate::commands::register::told::BETWEEN;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, cut, pad, printable, width};

/// Columns of a count of the matrix.
const CELL: usize = 6;
/// Below so many columns of the page the matrix becomes a list.
const NARROW: usize = 60;
/// A framework of more parties than this is not named whole.
const MANY: usize = 6;
/// So many frameworks of a topic are named in the list.
const NAMED: usize = 6;
/// The widest name of a topic in the matrix.
const TOPIC: usize = 26;

/// Returns the whole page; `limit` lines of each list.
pub(super) fn page(alignment: &Alignment, limit: usize, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::new();
    if !alignment.frameworks.is_empty() {
        out += &if look.columns < NARROW { listed(alignment, look) } else { matrix(alignment, look) };
    }
    let (against, agreed): (Vec<&Twice>, Vec<&Twice>) =
        alignment.twice.iter().partition(|twice| !twice.conflicts.is_empty());
    for (key, all) in [("alignment.conflicts", against), ("alignment.twice", agreed)] {
        if all.is_empty() {
            continue;
        }
        out += &look.list_heading(messages.text(key), all.len());
        out += &all.iter().take(limit).map(|twice| twice_block(twice, registry, look)).collect::<String>();
        out += &rest(all.len(), limit, look);
    }
    if !alignment.bare.is_empty() {
        out += &look.list_heading(messages.text("alignment.bare"), alignment.bare.len());
        for area in alignment.bare.iter().take(limit) {
            let kept = registry.register().programmes.get(&area.programme);
            let title =
                kept.and_then(|kept| kept.programme.area(&area.code)).map(|(_, area)| area.title.text(messages.lang));
            let line = format!("{area}{BETWEEN}{}", printable(title.unwrap_or_default()));
            out += &look.lines(&Rich::new(Tone::Plain, line), 2, 4);
        }
        out += &rest(alignment.bare.len(), limit, look);
    }
    for (programme, entries) in alignment.outside.iter().filter(|(_, entries)| !entries.is_empty()) {
        let heading = messages.fill("alignment.outside", &[("programme", programme.as_str())]);
        out += &look.list_heading(&heading, entries.len());
        for id in entries.iter().take(limit) {
            out += &entry(id, registry, look);
        }
        out += &rest(entries.len(), limit, look);
    }
    let all: usize = alignment.cells.iter().map(|cell| cell.entries.len()).sum();
    let count = messages.count("alignment.count", all);
    let frameworks = messages.count("alignment.frameworks", alignment.frameworks.len());
    let line = [count, frameworks, sum::by(&registry.rules(), messages)].join(BETWEEN);
    let _ = write!(out, "\n{}", look.lines(&Rich::new(Tone::Heading, line), 0, 0));
    out.trim_start_matches('\n').to_owned()
}

/// Returns the counts by topic and framework.
fn counts(alignment: &Alignment) -> BTreeMap<(&str, usize), usize> {
    alignment.cells.iter().map(|cell| ((cell.topic.as_str(), cell.framework), cell.entries.len())).collect()
}

/// Returns the codes of a framework; of a large one the first, and how many more.
fn codes(parties: &[ActorCode]) -> String {
    let shown = if parties.len() > MANY { 3 } else { parties.len() };
    let codes = parties.iter().take(shown).map(ActorCode::as_str).collect::<Vec<_>>().join("-");
    if shown < parties.len() { format!("{codes}+{}", parties.len() - shown) } else { codes }
}

/// Returns the matrix: as many frameworks as there is room for have a column, the largest first; the others share one.
fn matrix(alignment: &Alignment, look: &Look) -> String {
    let messages = look.messages;
    let counts = counts(alignment);
    let labels: Vec<&str> = alignment.topics.iter().map(|topic| messages.label("topic", topic.as_str())).collect();
    let first = labels.iter().map(|label| width(label)).max().unwrap_or(0).min(TOPIC) + 1;
    let room = (look.columns.saturating_sub(first) / CELL).saturating_sub(1).max(1);
    let all = alignment.frameworks.len();
    let (own, has_others) = if all <= room { (all, false) } else { (room.saturating_sub(1).max(1), true) };
    let mut out = look.line(Tone::Heading, messages.text("alignment.matrix"));
    for (number, framework) in alignment.frameworks.iter().take(own).enumerate() {
        let mut line = format!("{:>3}  {}", number + 1, codes(&framework.parties));
        if framework.parties.len() <= MANY {
            let _ = write!(line, "{BETWEEN}{}", look.actors(&framework.parties));
        }
        out += &look.lines(&Rich::new(Tone::Plain, line.replace("  ", "\u{a0}\u{a0}")), 2, 8).replace('\u{a0}', " ");
    }
    let right = |text: &str| format!("{}{text}", " ".repeat(CELL.saturating_sub(width(text)).max(1)));
    let mut heads: Vec<String> = (1..=own).map(|number| right(&number.to_string())).collect();
    let others = right(messages.text("alignment.others"));
    let wide = width(&others);
    if has_others {
        heads.push(others);
    }
    heads.push(right(messages.text("alignment.all")));
    let head = format!("{}{}", " ".repeat(first), heads.concat());
    let _ = write!(out, "\n{}\n", head.trim_end());
    out += &look.rule("─");
    for (topic, label) in alignment.topics.iter().zip(labels) {
        let count = |framework: usize| counts.get(&(topic.as_str(), framework)).copied().unwrap_or(0);
        let shown = |count: usize| right(&if count == 0 { "·".to_owned() } else { count.to_string() });
        let mut line = pad(&cut(label, first - 1), first);
        line += &(0..own).map(|framework| shown(count(framework))).collect::<String>();
        if has_others {
            let cell = shown((own..all).map(count).sum());
            let _ = write!(line, "{}{cell}", " ".repeat(wide.saturating_sub(width(&cell))));
        }
        line += &shown((0..all).map(count).sum());
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

/// Returns the counts as a list, for narrow pages.
fn listed(alignment: &Alignment, look: &Look) -> String {
    let messages = look.messages;
    let counts = counts(alignment);
    let mut out = look.line(Tone::Heading, messages.text("alignment.matrix"));
    for topic in &alignment.topics {
        let of = |(number, framework): (usize, &Framework)| {
            let count = *counts.get(&(topic.as_str(), number))?;
            Some((count, codes(&framework.parties)))
        };
        let mut all: Vec<(usize, String)> = alignment.frameworks.iter().enumerate().filter_map(of).collect();
        all.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        let left = all.len().saturating_sub(NAMED);
        all.truncate(NAMED);
        let mut all: Vec<String> = all.into_iter().map(|(count, codes)| format!("{codes} {count}")).collect();
        if left > 0 {
            all.push(messages.fill("alignment.left", &[("n", &left.to_string())]));
        }
        let mut line = Rich::new(Tone::Plain, messages.label("topic", topic.as_str()));
        line.push(Tone::Faint, format!("{BETWEEN}{}", all.join(BETWEEN)));
        out += &look.lines(&line, 0, 2);
    }
    out
}

fn twice_block(twice: &Twice, registry: &Registry, look: &Look) -> String {
    let mut out = look.lines(&Rich::new(Tone::Faint, look.actors(&twice.by)), 2, 4);
    out += &entry(&twice.one, registry, look);
    out += &entry(&twice.other, registry, look);
    for conflict in &twice.conflicts {
        out += &look.lines(&Rich::new(Tone::Warning, disagreement(conflict, look)), 4, 4);
    }
    out
}

fn entry(id: &EntryId, registry: &Registry, look: &Look) -> String {
    let mut line = Rich::new(Tone::Heading, id.to_string());
    if let Some(entry) = registry.register().entry(id) {
        let parties = entry.undertakings.last().map(|last| codes(&last.parties));
        line.push(Tone::Faint, parties.map(|parties| format!("{BETWEEN}{parties}")).unwrap_or_default());
        line.push(Tone::Plain, format!("{BETWEEN}{}", printable(&entry.what)));
    }
    look.lines(&line, 2, 4)
}

fn disagreement(conflict: &Disagreement, look: &Look) -> String {
    let messages = look.messages;
    let date = |date: &Option<Edtf>| {
        date.as_ref().map_or_else(|| messages.text("alignment.no-date").to_owned(), |date| look.date(date))
    };
    let (key, one, other) = match conflict {
        Disagreement::Due { one, other } => ("alignment.due-differs", date(one), date(other)),
        Disagreement::Act { one, other } => {
            let label = |word| messages.label("act", word).to_owned();
            ("alignment.act-differs", label(one.word()), label(other.word()))
        }
        Disagreement::Strength { one, other } => {
            let label = |word| messages.label("strength-of", word).to_owned();
            ("alignment.strength-differs", label(one.word()), label(other.word()))
        }
    };
    messages.fill(key, &[("one", &one), ("other", &other)])
}

fn rest(all: usize, limit: usize, look: &Look) -> String {
    if all <= limit {
        return String::new();
    }
    let n = (all - limit).to_string();
    look.lines(&Rich::new(Tone::Faint, look.messages.fill("alignment.more-lines", &[("n", &n)])), 2, 2)
}
