//! The sections of commitments: promised, done, under way, overdue, not begun, unassessed, closed, due next.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use seimei_model::act::Strength;
use seimei_model::code::TopicId;
use seimei_model::date::Edtf;
use seimei_register::day;
use seimei_register::stocktake::{Citation, Line, Shown, Verdict};

use super::page::{Block, Cell, Column, Para, Row, Section, Table, TableKind, Tone};
use super::told::Told;
use super::words::{number, share};

/// Lists that are longer are parted by topic.
const UNPARTED: usize = 20;

/// Returns the sections from what was promised to what was closed.
pub(crate) fn sections(told: &Told) -> Vec<Section> {
    let stocktake = told.stocktake;
    let counts = &stocktake.counts;
    let (all, assessed) = (number(counts.all), number(counts.assessed));
    let share = share(counts.assessed, counts.all);
    let assessed = told.words.fill("unassessed.note", &[("all", &all), ("assessed", &assessed), ("share", &share)]);
    let overdue = told.words.text("overdue.note").to_owned();
    vec![
        section(told, "promised", &stocktake.promised, None),
        section(told, "done", &stocktake.done, None),
        section(told, "under_way", &stocktake.under_way, None),
        section(told, "overdue", &stocktake.overdue, Some(overdue)),
        section(told, "not_begun", &stocktake.not_begun, None),
        section(told, "unassessed", &stocktake.unassessed, Some(assessed)),
        section(told, "closed", &stocktake.closed, None),
    ]
}

/// Returns the section of what falls due next.
pub(crate) fn due_next(told: &Told) -> Section {
    section(told, "due_next", &told.stocktake.due_next, None)
}

fn section(told: &Told, id: &'static str, lines: &[Line], note: Option<String>) -> Section {
    let words = &told.words;
    let heading = heading(told, &format!("{id}.heading"), lines.len());
    let mut notes = Vec::new();
    if lines.is_empty() {
        // Where there are no commitments at all, it is not told that all of them are assessed.
        let is_vain = id == "unassessed" && told.stocktake.counts.all == 0;
        notes.push(if is_vain {
            words.text("sum.none").to_owned()
        } else {
            words.text(&format!("{id}.none")).to_owned()
        });
    }
    // The share assessed is told also where nothing is left to assess; that a date is past, only where one is.
    notes.extend(note.filter(|_| !lines.is_empty() || (id == "unassessed" && told.stocktake.counts.all > 0)));
    // Where dates decide, the order of time is what is wanted; other long lists are read by topic.
    let is_parted = lines.len() > UNPARTED && id != "due_next";
    let mut next = 1;
    let blocks = groups(told, lines, is_parted).into_iter().map(|(caption, lines)| {
        let rows = lines.into_iter().map(|line| {
            let row = row(told, line, id, next);
            next += 1;
            row
        });
        Block::Table(Table { kind: TableKind::Records, caption, columns: columns(told), rows: rows.collect() })
    });
    let blocks = blocks.collect();
    Section { id, heading, notes, blocks }
}

/// Returns a heading with how many lines stand below it.
pub(crate) fn heading(told: &Told, key: &str, count: usize) -> String {
    told.words.fill("count.heading", &[("text", told.words.text(key)), ("n", &number(count))])
}

type Group<'a> = (Option<String>, Vec<&'a Line>);

/// Returns the lines by their first topic, the greatest group first and those without a topic last.
fn groups<'a>(told: &Told, lines: &'a [Line], is_parted: bool) -> Vec<Group<'a>> {
    if !is_parted {
        return if lines.is_empty() { Vec::new() } else { vec![(None, lines.iter().collect())] };
    }
    let mut of_topic: BTreeMap<Option<&TopicId>, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        of_topic.entry(line.topics.first()).or_default().push(line);
    }
    let mut groups: Vec<_> = of_topic.into_iter().collect();
    groups.sort_by_key(|(topic, lines)| (topic.is_none(), Reverse(lines.len())));
    let named = groups.into_iter().map(|(topic, lines)| {
        let name = topic.map_or_else(|| told.words.text("group.no-topic").to_owned(), |topic| told.topic(topic));
        let count = number(lines.len());
        (Some(told.words.fill("count.heading", &[("text", &name), ("n", &count)])), lines)
    });
    named.collect()
}

fn columns(told: &Told) -> Vec<Column> {
    let text = |key| told.words.text(key);
    vec![
        Column::text(text("column.commitment"), 27),
        Column::short(text("column.who"), 20),
        Column::text(text("column.standing"), 28),
        Column::text(text("column.basis"), 25),
    ]
}

fn row(told: &Told, line: &Line, section: &'static str, count: usize) -> Row {
    let id = format!("{section}-{count}");
    // What is told in full where it belongs is told in short where it is only in passing.
    let is_passing = matches!(section, "promised" | "due_next") && told.is_listed(&line.entry);
    let standing = if is_passing { standing_in_short(told, line) } else { standing(told, line, section) };
    Row {
        id: Some(id),
        number: Some(count),
        cells: vec![what(told, line), who(told, line), standing, basis(told, line)],
    }
}

/// What is owed, and what the register calls it.
fn what(told: &Told, line: &Line) -> Cell {
    let words = &told.words;
    // A person's words are in the person's language; a clause as read is in the language of its provision.
    let lang = line.cites.first().filter(|_| !line.is_confirmed).and_then(|cite| cite.provision.language);
    let standing = words.text(if line.is_confirmed { "line.confirmed" } else { "line.read" });
    let name = format!("{}{}", words.labelled("line.entry", &line.entry.to_string()), words.in_brackets(standing));
    let name = match told.address(&line.entry.to_string()) {
        Some(address) => Para::default().with_link(Tone::Faint, &name, address),
        None => Para::default().with(Tone::Faint, &name),
    };
    vec![Para::default().with_words(Tone::Strong, &line.what, told.foreign(lang)), name]
}

/// Who owes it, to whom, by when, how it binds, what it is about.
fn who(told: &Told, line: &Line) -> Cell {
    let words = &told.words;
    let by = if line.by.is_empty() { words.text("line.by-nobody").to_owned() } else { told.actors(&line.by) };
    let mut cell = vec![Para::plain(&words.labelled("line.by", &by))];
    if !line.to.is_empty() {
        cell.push(Para::plain(&words.labelled("line.to", &told.actors(&line.to))));
    }
    cell.push(due(told, line));
    let mut act = words.label("act", line.act.word());
    if line.strength != Strength::Plain {
        act += &words.in_brackets(&words.label("strength", line.strength.word()));
    }
    cell.push(Para::plain(&words.labelled("line.act", &act)));
    if !line.topics.is_empty() {
        let topics: Vec<String> = line.topics.iter().map(|topic| told.topic(topic)).collect();
        cell.push(Para::plain(&words.labelled("line.topics", &words.list(&topics))));
    }
    cell
}

fn due(told: &Told, line: &Line) -> Para {
    let words = &told.words;
    let Some(due) = &line.due else {
        return Para::plain(&words.labelled("line.due", words.text("line.due-none")));
    };
    let mut text = words.labelled("line.due", &words.date(due.as_str()));
    let is_closed = [&line.own, &line.independent].into_iter().flatten().any(|verdict| verdict.status.is_closed());
    if let Some(left) = days_left(told, due).filter(|_| !is_closed) {
        text += &words.in_brackets(&left);
    }
    Para::plain(&text)
}

/// Returns how many days are left to the end of what a date may mean, or past.
fn days_left(told: &Told, due: &Edtf) -> Option<String> {
    let (_, last) = due.period().filter(|(_, last)| last != "9999-12-31")?;
    let days = day::days_between(&told.stocktake.until, &last)?;
    let count = days.unsigned_abs() as usize;
    Some(match days {
        0 => told.words.text("line.due-today").to_owned(),
        1.. => told.words.count("line.due-left", count),
        _ => told.words.count("line.due-over", count),
    })
}

/// How it stands: own and independent judgements apart, then the evidence. That there is none is told where somebody judged
/// without any; where nobody judged, the section says it.
fn standing(told: &Told, line: &Line, section: &'static str) -> Cell {
    let words = &told.words;
    let mut cell = verdicts(told, line, true);
    let is_judged = !cell.is_empty();
    if !is_judged && section != "unassessed" {
        cell.push(Para::plain(words.text("line.unjudged")));
    }
    for shown in &line.evidence {
        cell.push(evidence(told, shown));
    }
    if line.evidence.is_empty() && is_judged {
        cell.push(Para::plain(&words.labelled("line.evidence", words.text("line.evidence-none"))));
    }
    if line.offers > 0 {
        cell.push(Para::plain(&words.count("line.offers", line.offers)));
    }
    cell
}

/// How it stands, without who says so and why.
fn standing_in_short(told: &Told, line: &Line) -> Cell {
    let words = &told.words;
    let mut cell = verdicts(told, line, false);
    if cell.is_empty() {
        cell.push(Para::plain(words.text("line.unjudged")));
    }
    if !line.evidence.is_empty() {
        let count = words.count("line.evidence-count", line.evidence.len());
        cell.push(Para::plain(&words.labelled("line.evidence", &count)));
    }
    cell
}

fn verdicts(told: &Told, line: &Line, is_full: bool) -> Cell {
    let all = [&line.own, &line.independent].into_iter().flatten();
    all.map(|verdict| verdict_para(told, verdict, is_full)).collect()
}

fn verdict_para(told: &Told, verdict: &Verdict, is_full: bool) -> Para {
    let words = &told.words;
    let standpoint = words.label("standpoint", verdict.standpoint.word());
    let compliance = match verdict.compliance {
        None => words.text("compliance.none"),
        Some(..=-1) => words.text("compliance.low"),
        Some(0) => words.text("compliance.middle"),
        Some(1..) => words.text("compliance.high"),
    };
    let status = words.label("status", verdict.status.word());
    let status = words.fill("line.verdict-status", &[("status", &status), ("compliance", compliance)]);
    let mut para = Para::plain(&format!("{standpoint}{}", words.text("list.colon"))).with(Tone::Strong, &status);
    if is_full {
        let by = [("assessor", verdict.assessor.as_str()), ("day", &words.date(&verdict.day))];
        para = para.with(Tone::Plain, &words.fill("line.verdict-by", &by));
        if !verdict.reason.trim().is_empty() {
            para = para.with(Tone::Plain, &format!("{}{}", words.text("list.gap"), verdict.reason.trim()));
        }
    }
    para
}

fn evidence(told: &Told, shown: &Shown) -> Para {
    let words = &told.words;
    let gap = words.text("list.gap");
    let lang = shown.cite.as_ref().and_then(|cite| cite.provision.language);
    let day = words.day(shown.day.as_deref());
    let label = words.fill("line.evidence-of", &[("day", &day)]);
    let mut para = Para::plain(&format!("{label}{}", words.text("list.colon")));
    para = para.with_words(Tone::Plain, &shown.text, told.foreign(lang));
    if let Some(cite) = &shown.cite {
        para = para.with(Tone::Plain, gap);
        para.0.extend(citation(told, cite).0);
    }
    if let Some(link) = &shown.link {
        para = para.with(Tone::Plain, gap);
        let is_address = link.starts_with("https://") || link.starts_with("http://");
        para = if is_address { para.with_link(Tone::Faint, link, link.clone()) } else { para.with(Tone::Faint, link) };
    }
    para
}

/// The provisions it rests on, then how often it was said.
fn basis(told: &Told, line: &Line) -> Cell {
    let words = &told.words;
    let mut cell = Cell::new();
    for cite in &line.cites {
        cell.push(citation(told, cite));
        // The words are told where what is owed is not told in them already.
        let (said, what) = (cite.words.trim(), line.what.trim());
        if !said.is_empty() && !said.contains(what) && !what.contains(said) {
            cell.push(quoted(told, cite));
        }
    }
    let said = match (&line.first, &line.last) {
        _ if line.said == 0 => return cell,
        (Some(first), _) if line.said == 1 => words.fill("line.said-once", &[("first", &words.date(first))]),
        (Some(first), Some(last)) => {
            let (n, first, last) = (number(line.said), words.date(first), words.date(last));
            words.fill("line.said-times", &[("n", &n), ("first", &first), ("last", &last)])
        }
        _ => words.count("line.said-undated", line.said),
    };
    cell.push(Para::default().with(Tone::Faint, &words.labelled("line.said", &said)));
    cell
}

/// Returns the words of a provision, as a quotation.
pub(crate) fn quoted(told: &Told, cite: &Citation) -> Para {
    let words = &told.words;
    Para::plain(&words.labelled("line.words", "")).with_words(
        Tone::Plain,
        &cite.words,
        told.foreign(cite.provision.language),
    )
}

/// Returns where something stands: title, day, status of a translation, name of the provision.
pub(crate) fn citation(told: &Told, cite: &Citation) -> Para {
    let words = &told.words;
    let mut para = Para::default();
    let title = cite.title.as_deref().filter(|title| !title.trim().is_empty());
    if let Some(title) = title {
        para = para
            .with(Tone::Plain, words.text("title.open"))
            .with_words(Tone::Plain, title, told.foreign(cite.provision.language))
            .with(Tone::Plain, words.text("title.close"));
    }
    let mut notes = Vec::new();
    if let Some(translation) = cite.translation {
        notes.push(words.label("translation", translation.word()));
    }
    notes.push(words.day(cite.day.as_deref()));
    let notes = words.in_brackets(&words.list(&notes));
    para = para.with(Tone::Plain, if title.is_some() { &notes } else { notes.trim_start() });
    let name = cite.provision.to_string();
    let address = told.address(&name).unwrap_or_else(|| format!("#{}", source_id(&name)));
    para.with(Tone::Plain, " ").with_link(Tone::Faint, &name, address)
}

/// Returns what the row of a document is called on the page, from the name of a provision of it.
pub(crate) fn source_id(provision: &str) -> String {
    let document = provision.split('#').next().unwrap_or_default();
    format!("source-{}", document.replace('/', "."))
}
