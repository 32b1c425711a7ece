//! `seimei pairs`, `pair`, `apart`: which documents of the archive may be one in two languages, and what a person says.

use std::io::{self, IsTerminal, Write};

use clap::Command;
use indicatif::{ProgressBar, ProgressStyle};
use seimei_app::align::{ClueKind, Likeness, Nearness, Reason};
use seimei_app::archive::Archive;
use seimei_app::archive::pairs::Proposal;
use seimei_app::names::Names;
use seimei_model::identity::DocumentId;
use seimei_model::record::DocumentRecord;
use serde::Serialize;

use crate::commands::Call;
use crate::commands::common::{self, argument, print_json, print_json_lines, with_archive, with_lexicon};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{self, Rich};
use crate::{Outcome, terminal};

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("pairs.more").to_owned())
}

pub(super) fn grammar_of_two(command: Command, messages: &Messages) -> Command {
    let document =
        |name: &'static str, help: &'static str| argument(name, "pairs.document", help, messages).required(true);
    with_archive(command.arg(document("a", "pairs.a")).arg(document("b", "pairs.b")), messages)
}

/// Lists the pairs that are proposed.
pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    let (archive, lexicon) = match common::open(call).and_then(|archive| {
        let lexicon = common::lexicon(call, &archive)?;
        Ok((archive, lexicon))
    }) {
        Ok(opened) => opened,
        Err(outcome) => return Ok(outcome),
    };
    let bar = bar(call.messages);
    let proposals = archive.proposals(&lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let proposals = match proposals {
        Ok(proposals) => proposals,
        Err(error) => return Ok(common::refuse(&error, call.messages)),
    };
    if call.matches.get_flag("json") {
        print_json_lines(proposals.iter().map(printed))?;
    } else {
        let names = Names::new(&lexicon, call.messages.lang);
        let (columns, colour) = (terminal::columns(), call.color.on_stdout());
        let look = Look { messages: call.messages, names: &names, columns, colour };
        let text: String = proposals.iter().map(|proposal| entry(proposal, &look)).collect();
        let mut out = io::stdout().lock();
        out.write_all(text.trim_start_matches('\n').as_bytes())?;
        out.flush()?;
    }
    if proposals.is_empty() {
        terminal::complain(call.messages.text("pairs.none"));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Joins two documents.
pub(super) fn run_pair(call: &Call) -> io::Result<Outcome> {
    say(call, Archive::join, "pairs.joined")
}

/// Keeps two documents apart.
pub(super) fn run_apart(call: &Call) -> io::Result<Outcome> {
    say(call, Archive::keep_apart, "pairs.kept-apart")
}

type Saying = fn(&Archive, &DocumentId, &DocumentId, &str) -> Result<(), seimei_app::archive::pairs::StoreError>;

fn say(call: &Call, what: Saying, told: &str) -> io::Result<Outcome> {
    let messages = call.messages;
    let found = || -> Result<(Archive, DocumentRecord, DocumentRecord), Outcome> {
        let archive = common::open(call)?;
        let document = |name: &str| {
            let text = call.matches.get_one::<String>(name).map_or("", String::as_str);
            common::find(&archive, text, messages).map(|(_, found)| found.document)
        };
        let (a, b) = (document("a")?, document("b")?);
        if a.id == b.id {
            return Err(common::fail(&messages.fill("pairs.one", &[("id", a.id.as_str())])));
        }
        what(&archive, &a.id, &b.id, &common::user()).map_err(|error| common::refuse(&error, messages))?;
        Ok((archive, a, b))
    };
    let (archive, a, b) = match found() {
        Ok(found) => found,
        Err(outcome) => return Ok(outcome),
    };
    let now = match archive.store().document(&a.id) {
        Ok(now) => now.unwrap_or(a),
        Err(error) => return Ok(common::refuse(&error, messages)),
    };
    if call.matches.get_flag("json") {
        print_json(&now)?;
        return Ok(Outcome::Done);
    }
    let values = [("id", now.id.as_str()), ("other", b.id.as_str()), ("languages", &languages(&now, messages))];
    writeln!(io::stdout(), "{}", messages.fill(told, &values))?;
    Ok(Outcome::Done)
}

fn languages(document: &DocumentRecord, messages: &Messages) -> String {
    let tags: Vec<&str> = document.expressions.iter().map(|expression| expression.id.language.tag()).collect();
    messages.list(tags.into_iter().map(|tag| messages.label("language", tag)))
}

fn bar(messages: &Messages) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template(messages.text("pairs.progress")).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

/// A proposal as printed.
#[derive(Serialize)]
struct Printed<'a> {
    document: &'a DocumentId,
    other: &'a DocumentId,
    #[serde(flatten)]
    likeness: &'a Likeness,
}

fn printed(proposal: &Proposal) -> Printed<'_> {
    Printed { document: &proposal.document.id, other: &proposal.other.id, likeness: &proposal.likeness }
}

fn entry(proposal: &Proposal, look: &Look) -> String {
    let percent = format!("{:>3.0} %", proposal.likeness.score * 100.0);
    let indent = wrap::width(&percent) + 2;
    let mut out = String::new();
    for (index, document) in [&proposal.document, &proposal.other].into_iter().enumerate() {
        let lead = if index == 0 { format!("{percent}  ") } else { " ".repeat(indent) };
        let mut line = Rich::new(Tone::Plain, lead.replace(' ', "\u{a0}"));
        line.push(Tone::Heading, document.id.to_string());
        line.push(Tone::Faint, format!(" · {}", languages(document, look.messages)));
        if let Some(title) = &document.description.title {
            line.push(Tone::Plain, format!(" · {}", wrap::printable(title)));
        }
        out += &look.lines(&line, 0, indent).replace('\u{a0}', " ");
    }
    let reasons: Vec<String> = proposal.likeness.reasons.iter().filter_map(|reason| in_words(reason, look)).collect();
    out += &look.lines(&Rich::new(Tone::Faint, reasons.join(" · ")), indent, indent);
    format!("\n{out}")
}

/// Puts a reason into words.
fn in_words(reason: &Reason, look: &Look) -> Option<String> {
    let messages = look.messages;
    Some(match reason {
        Reason::Dates { nearness: Nearness::Same, a, .. } => {
            messages.fill("pairs.same-date", &[("date", &look.date(a))])
        }
        Reason::Dates { a, b, .. } => messages.fill("pairs.other-date", &[("a", &look.date(a)), ("b", &look.date(b))]),
        Reason::Parties { both, one } if one.is_empty() => {
            messages.fill("pairs.same-parties", &[("parties", &look.actors(both))])
        }
        Reason::Parties { both, one } => {
            messages.fill("pairs.some-parties", &[("parties", &look.actors(both)), ("others", &look.actors(one))])
        }
        Reason::Kinds { a, b } => {
            let label = |word| messages.label("kind", word);
            messages.fill("pairs.kinds", &[("a", label(a.word())), ("b", label(b.word()))])
        }
        Reason::Shared { kind, count } => messages.count(
            match kind {
                ClueKind::Date => "pairs.dates",
                ClueKind::Number => "pairs.numbers",
                ClueKind::Mechanism => "pairs.mechanisms",
                _ => "pairs.names",
            },
            *count,
        ),
        Reason::Covered { share, .. } => messages.fill("pairs.covered", &[("share", &format!("{:.0}", share * 100.0))]),
        _ => return None,
    })
}
