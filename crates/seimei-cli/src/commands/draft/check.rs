//! `seimei draft check`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgAction, Command};
use seimei_app::archive::draft::DraftReport;
use seimei_app::draft::{self, Draft, Finding, FindingKind};
use seimei_app::files;
use seimei_app::names::Names;
use seimei_app::printed::draft::check;
use seimei_app::worker::Worker;

use super::told;
use super::{bar, parties, parties_option};
use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option, print_json, with_archive, with_lexicon};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};
use crate::{Outcome, problem, terminal};

/// So many findings of one kind are shown, unless all are asked for.
const SHOWN: usize = 12;

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let all = option("all", "draft.all", messages).action(ArgAction::SetTrue);
    let command = command
        .arg(argument("file", "help.file", "draft.file", messages).required(true))
        .arg(parties_option(messages))
        .arg(all);
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("draft.more").to_owned())
}

pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let parties = parties(call, &lexicon)?;
    let name = call.matches.get_one::<String>("file").map_or("-", String::as_str);
    let draft = read(name, &lexicon, call)?;
    let bar = bar(call.messages);
    let report = archive.draft_check(&draft.reading, &parties, &lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let report = report.map_err(|error| common::refuse(&error, call.messages))?;
    if call.matches.get_flag("json") {
        print_json(&check(&draft, &report, &|kind| call.messages.label("draft-advice", kind.word())))?;
    } else {
        let names = Names::new(&lexicon, call.messages.lang);
        let (columns, colour) = (terminal::columns(), call.color.on_stdout());
        let look = Look { messages: call.messages, names: &names, columns, colour };
        let mut out = io::stdout().lock();
        out.write_all(page(&draft, &report, &look, call.matches.get_flag("all")).as_bytes())?;
        out.flush()?;
    }
    Ok(if report.findings.is_empty() { Outcome::Done } else { Outcome::NothingFound })
}

fn read(name: &str, lexicon: &seimei_app::lexicon::Lexicon, call: &Call) -> Result<Draft, Outcome> {
    let wrong = |error| fail(&problem::of_source(&error, call.messages));
    if Path::new(name).is_dir() {
        return Err(fail(&call.messages.fill("draft.folder", &[("file", &printable(name))])));
    }
    let source = files::gather(&[PathBuf::from(name)]).remove(0).map_err(wrong)?;
    let draft = draft::read_draft(&source, lexicon, &Worker::of_this_program()).map_err(wrong)?;
    if draft.reading.provisions.is_empty() {
        return Err(fail(&call.messages.fill("problem.no-provision", &[("file", &printable(name))])));
    }
    Ok(draft)
}

/// The page for a person.
fn page(draft: &Draft, report: &DraftReport, look: &Look, shows_all: bool) -> String {
    let messages = look.messages;
    let fields = &draft.reading.document;
    let mut out = look.line(Tone::Heading, &printable(fields.title.as_deref().unwrap_or(&draft.name)));
    let mut about = vec![printable(&draft.name), messages.label("kind", fields.kind.word()).to_owned()];
    about.extend(fields.date.as_ref().map(|date| look.date(date)));
    about.push(look.actors(&report.parties));
    out += &look.line(Tone::Faint, &about.join(" · "));
    let language = messages.label("language", fields.language.tag());
    let texts = report.record.texts.len().to_string();
    out += &look.lines(
        &Rich::new(Tone::Faint, messages.fill("draft.searched", &[("n", &texts), ("language", language)])),
        0,
        0,
    );
    if report.parties.is_empty() {
        out += &look.lines(&Rich::new(Tone::Warning, messages.text("draft.no-parties").to_owned()), 0, 0);
    } else if let Some(text) = report.same_parties.first().and_then(|at| report.record.texts.get(*at)) {
        let values = [report.same_parties.len().to_string(), text.expression.to_string()];
        let line = messages.fill("draft.same", &[("n", &values[0]), ("newest", &values[1])]);
        out += &look.lines(&Rich::new(Tone::Faint, line), 0, 0);
    } else {
        out += &look.lines(&Rich::new(Tone::Warning, messages.text("draft.no-same").to_owned()), 0, 0);
    }
    if report.findings.is_empty() {
        return out + &look.rule("─") + &look.line(Tone::Plain, messages.text("draft.clean"));
    }
    for kind in FindingKind::ALL {
        let of: Vec<&Finding> = report.findings.iter().filter(|finding| finding.kind == *kind).collect();
        if of.is_empty() {
            continue;
        }
        out += &look.list_heading(messages.label("draft-finding", kind.word()), of.len());
        out += &look.lines(&Rich::new(Tone::Faint, messages.label("draft-advice", kind.word())), 0, 0);
        let shown = if shows_all { of.len() } else { SHOWN };
        for finding in of.iter().take(shown) {
            out += &told::finding(finding, draft, report, look);
        }
        if of.len() > shown {
            let left = (of.len() - shown).to_string();
            out += &look.line(Tone::Faint, &messages.fill("draft.left", &[("n", &left)]));
        }
    }
    out
}
