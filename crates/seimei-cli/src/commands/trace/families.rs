//! `seimei trace --all`: all families of formulas, the largest and newest first.

use seimei_app::archive::trace::{Recurring, Text, Tracing};
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::printed::trace as family;

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

/// Lists all families.
pub(super) fn run(tracing: &Tracing, lexicon: &Lexicon, call: &Call) -> Result<Outcome, Stop> {
    let parties = actors::parties(call, tracing)?;
    let topic = actors::topic(call, tracing)?;
    let number = |name: &str| call.matches.get_one::<u32>(name).map(|number| *number as usize);
    let least = number("min").unwrap_or(2);
    let mut families = tracing.recurring();
    families.retain(|family| family.documents >= least && family.is_wanted(&parties, topic.as_ref(), tracing));
    let all = families.len();
    let is_json = call.matches.get_flag("json");
    families.truncate(number("limit").unwrap_or(if is_json { usize::MAX } else { PAGE }));
    let outcome = if families.is_empty() { Outcome::NothingFound } else { Outcome::Done };
    if is_json {
        common::print_json_lines(families.iter().filter_map(|family| family::family(family, tracing)))?;
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

fn texts<'a>(family: &Recurring, tracing: &'a Tracing) -> Vec<&'a Text> {
    family.members.iter().map(|member| tracing.at(*member).0).collect()
}

/// How many parties are named in a block.
const NAMED: usize = 6;

fn block(number: usize, family: &Recurring, tracing: &Tracing, look: &Look) -> String {
    let Some(newest) = family.newest(tracing) else { return String::new() };
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
