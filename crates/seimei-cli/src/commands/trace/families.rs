//! `seimei trace --all`: all families of formulas, the largest and newest first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use seimei_app::archive::trace::{PassageId, Text, Tracing};
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use serde::Serialize;

use super::json::{self, Place};
use super::told;
use crate::commands::common::{self, Stop};
use crate::commands::{Call, actors};
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, cut, printable};
use crate::{Outcome, terminal};

/// Families on a page where nothing else is asked for.
const PAGE: usize = 20;
/// Lines of the newest wording, at most.
const LINES: usize = 2;
/// Columns before it.
const INDENT: usize = 4;

/// A family with what it is ordered by.
struct Shown {
    members: Vec<PassageId>,
    closeness: f64,
    documents: usize,
    /// Its parties, those of most documents first.
    parties: Vec<ActorCode>,
}

/// A family as printed: one a line.
#[derive(Serialize)]
struct Printed<'a> {
    newest: Place<'a>,
    documents: usize,
    closeness: f64,
    parties: &'a [ActorCode],
    first: Option<&'a str>,
    last: Option<&'a str>,
    members: Vec<String>,
}

/// Lists all families.
pub(super) fn run(tracing: &Tracing, lexicon: &Lexicon, call: &Call) -> Result<Outcome, Stop> {
    let parties = actors::parties(call, tracing)?;
    let topic = actors::topic(call, tracing)?;
    let number = |name: &str| call.matches.get_one::<u32>(name).map(|number| *number as usize);
    let least = number("min").unwrap_or(2);
    let mut families: Vec<Shown> = (tracing.families().into_iter())
        .map(|family| shown(family.members, family.closeness, tracing))
        .filter(|family| family.documents >= least && is_wanted(family, &parties, topic.as_ref(), tracing))
        .collect();
    families.sort_by_key(|family| {
        let newest = family.members.iter().rev().find_map(|member| tracing.at(*member).0.day.clone());
        (Reverse((family.documents, family.members.len(), newest)), family.members.clone())
    });
    let all = families.len();
    let is_json = call.matches.get_flag("json");
    families.truncate(number("limit").unwrap_or(if is_json { usize::MAX } else { PAGE }));
    let outcome = if families.is_empty() { Outcome::NothingFound } else { Outcome::Done };
    if is_json {
        common::print_json_lines(families.iter().filter_map(|family| printed(family, tracing)))?;
        return Ok(outcome);
    }
    if families.is_empty() {
        terminal::complain(call.messages.text("trace.no-families"));
        return Ok(outcome);
    }
    let names = Names::new(lexicon, call.messages.lang);
    let look = super::look(call, &names);
    let mut out = String::new();
    for (number, family) in families.iter().enumerate() {
        out += &block(number + 1, family, tracing, &look);
    }
    out.push('\n');
    if all > families.len() {
        let values = [("shown", families.len().to_string()), ("all", all.to_string())];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        out += &look.line(Tone::Faint, &look.messages.fill("trace.some", &values));
    } else {
        out += &look.line(Tone::Faint, &look.messages.count("trace.families", all));
    }
    out += &look.line(Tone::Faint, &told::searched(tracing, &look));
    super::print(&out)?;
    Ok(outcome)
}

fn shown(members: Vec<PassageId>, closeness: f64, tracing: &Tracing) -> Shown {
    let texts: BTreeSet<usize> = members.iter().map(|member| tracing.text_of(*member)).collect();
    let texts: Vec<&Text> = texts.iter().filter_map(|place| tracing.texts().get(*place)).collect();
    let documents: BTreeSet<_> = texts.iter().map(|text| &text.document.id).collect();
    let mut counts: Vec<(usize, &ActorCode)> = Vec::new();
    for party in texts.iter().flat_map(|text| text.parties()) {
        match counts.iter_mut().find(|(_, known)| *known == party) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, party)),
        }
    }
    counts.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let documents = documents.len();
    let parties = counts.into_iter().map(|(_, party)| party.clone()).collect();
    Shown { members, closeness, documents, parties }
}

/// A family is wanted where one document is of all the parties, and one provision about the topic.
fn is_wanted(family: &Shown, parties: &[ActorCode], topic: Option<&TopicId>, tracing: &Tracing) -> bool {
    let is_theirs = |member: &PassageId| parties.iter().all(|party| tracing.at(*member).0.parties().contains(party));
    let is_about = |topic: &TopicId| family.members.iter().any(|member| tracing.at(*member).1.topics.contains(topic));
    family.members.iter().any(is_theirs) && topic.is_none_or(is_about)
}

/// Returns the newest member, one with a date if there is any.
fn newest(family: &Shown, tracing: &Tracing) -> Option<PassageId> {
    let dated = family.members.iter().rev().find(|member| tracing.at(**member).0.day.is_some());
    dated.or(family.members.last()).copied()
}

fn texts<'a>(family: &Shown, tracing: &'a Tracing) -> Vec<&'a Text> {
    family.members.iter().map(|member| tracing.at(*member).0).collect()
}

fn printed<'a>(family: &'a Shown, tracing: &'a Tracing) -> Option<Printed<'a>> {
    let dates: Vec<&str> = texts(family, tracing).iter().filter_map(|text| text.date().map(Edtf::as_str)).collect();
    Some(Printed {
        newest: json::place(tracing, newest(family, tracing)?),
        documents: family.documents,
        closeness: (family.closeness * 1000.0).round() / 1000.0,
        parties: &family.parties,
        first: dates.first().copied(),
        last: dates.last().copied(),
        members: family.members.iter().map(|member| tracing.reference(*member).to_string()).collect(),
    })
}

/// How many parties are named in a block.
const NAMED: usize = 6;

fn block(number: usize, family: &Shown, tracing: &Tracing, look: &Look) -> String {
    let Some(newest) = newest(family, tracing) else { return String::new() };
    let mut head = Rich::new(Tone::Heading, format!("{number:>2}  {}", told::extent(&texts(family, tracing), look)));
    let mut parties = look.actors(family.parties.get(..NAMED).unwrap_or(&family.parties));
    if family.parties.len() > NAMED {
        parties += &look.messages.fill("trace.others", &[("n", &(family.parties.len() - NAMED).to_string())]);
    }
    head.push(Tone::Plain, format!(" · {parties}"));
    let room = look.columns.saturating_sub(INDENT + 1) * LINES;
    let text = cut(&printable(&tracing.at(newest).1.text), room);
    let line = format!("seimei trace {}", tracing.reference(newest));
    let gap = if number > 1 { "\n" } else { "" };
    format!(
        "{gap}{}{}{}",
        look.lines(&head, 0, INDENT),
        look.lines(&Rich::new(Tone::Plain, text), INDENT, INDENT),
        look.lines(&Rich::new(Tone::Faint, line), INDENT, INDENT)
    )
}
