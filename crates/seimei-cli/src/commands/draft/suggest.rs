//! `seimei draft suggest`.

use std::io::{self, Write};

use clap::{Command, value_parser};
use seimei_app::archive::Archive;
use seimei_app::archive::draft::DraftSuggestions;
use seimei_app::draft::{self, Suggestion, Unknown};
use seimei_app::names::{Names, TOPICS};
use seimei_app::printed::draft::suggestions;
use seimei_model::code::{ActorCode, Lang, TopicId};

use super::{bar, parties, parties_option, refuse};
use crate::commands::Call;
use crate::commands::common::{self, Stop, fail, option, print_json, with_archive, with_lexicon};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};
use crate::{Outcome, arguments, terminal};

/// How many are shown if no limit is set.
const LIMIT: usize = 10;
/// How many citations of a wording are shown.
const CITATIONS: usize = 4;

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let language = option("language", "draft.language", messages).value_name(value("help.language"));
    let command = command
        .arg(option("topic", "draft.topic", messages).value_name(value("draft.topic-value")).required(true))
        .arg(parties_option(messages).required(true))
        .arg(arguments::choice(language, &["ja", "en"]))
        .arg(option("limit", "draft.limit", messages).value_name("N").value_parser(value_parser!(u32).range(1..)));
    with_lexicon(with_archive(command, messages), messages).after_help(value("draft.suggest-more"))
}

pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let lexicon = common::lexicon(call, &archive)?;
    let labels: Vec<(&str, &str)> =
        TOPICS.iter().filter_map(|id| Some((*id, messages.find(&format!("topic.{id}"))?))).collect();
    let given = call.matches.get_one::<String>("topic").map_or("", String::as_str);
    let topic = draft::topic(given, &labels).map_err(|unknown| refuse("draft.no-topic", &unknown, messages))?;
    let parties = parties(call, &lexicon)?;
    if parties.is_empty() {
        return Err(fail(messages.text("draft.name-parties")).into());
    }
    speak(&archive, &parties, call)?;
    let told = call.matches.get_one::<String>("language").and_then(|tag| Lang::from_tag(tag));
    let language = told.unwrap_or(messages.lang);
    let limit = call.matches.get_one::<u32>("limit").map_or(LIMIT, |limit| *limit as usize);
    let bar = bar(messages);
    let found = archive.draft_suggest(&topic, &parties, language, &lexicon, &mut |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let found = found.map_err(|error| common::refuse(&error, messages))?;
    if call.matches.get_flag("json") {
        print_json(&suggestions(&found, &topic, &parties, language, limit))?;
    } else {
        let names = Names::new(&lexicon, messages.lang);
        let (columns, colour) = (terminal::columns(), call.color.on_stdout());
        let look = Look { messages, names: &names, columns, colour };
        let mut out = io::stdout().lock();
        out.write_all(page(&found, &topic, &parties, limit, &look).as_bytes())?;
        out.flush()?;
    }
    if found.suggestions.is_empty() {
        let texts = found.record.texts.len().to_string();
        let language = messages.label("language", language.tag());
        terminal::complain(&messages.fill("draft.nothing", &[("n", &texts), ("language", language)]));
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// Refuses parties in whose name no document of the archive speaks.
fn speak(archive: &Archive, parties: &[ActorCode], call: &Call) -> Result<(), Outcome> {
    let known = archive.parties().map_err(|error| common::refuse(&error, call.messages))?;
    match parties.iter().find(|party| !known.contains(party)) {
        None => Ok(()),
        Some(party) => {
            let near = known.iter().take(12).map(ToString::to_string).collect();
            Err(refuse("draft.silent-party", &Unknown { given: party.to_string(), near }, call.messages))
        }
    }
}

fn page(found: &DraftSuggestions, topic: &TopicId, parties: &[ActorCode], limit: usize, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::new();
    let mut head = Rich::new(Tone::Heading, messages.label("topic", topic.as_str()));
    head.push(Tone::Plain, format!("  {}", look.actors(parties)));
    let texts = found.record.texts.len().to_string();
    head.push(Tone::Faint, format!("  {}", messages.fill("draft.of-texts", &[("n", &texts)])));
    if !found.suggestions.is_empty() {
        out += &look.lines(&head, 0, 2);
        out += &look.rule("─");
    }
    for (number, suggestion) in found.suggestions.iter().take(limit).enumerate() {
        out += &one(number + 1, suggestion, found, look);
    }
    if found.suggestions.len() > limit {
        let left = (found.suggestions.len() - limit).to_string();
        out.push('\n');
        out += &look.line(Tone::Faint, &messages.fill("draft.more-wordings", &[("n", &left)]));
    }
    out
}

fn one(number: usize, of: &Suggestion, found: &DraftSuggestions, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::new();
    if let Some(newest) = of.cited.first().and_then(|cited| found.record.cite(*cited)) {
        let mut line = Rich::new(Tone::Faint, format!("{number:>2}\u{a0}\u{a0}"));
        line.push(Tone::Plain, printable(newest.words));
        out.push('\n');
        out += &look.lines(&line, 0, 4).replace('\u{a0}', " ");
    }
    let who = if of.together == 1 && of.texts == 1 {
        messages.text("draft.once").to_owned()
    } else if of.together > 0 {
        messages.fill("draft.together", &[("n", &of.together.to_string()), ("all", &of.texts.to_string())])
    } else {
        let names = look.actors(&of.parties);
        messages.fill("draft.by", &[("parties", &names), ("all", &of.texts.to_string())])
    };
    out += &look.lines(&Rich::new(Tone::Heading, who), 4, 4);
    let mut shown = 0;
    let mut last = None;
    for cited in &of.cited {
        if last == Some(cited.statement) {
            continue;
        }
        last = Some(cited.statement);
        let Some(citation) = found.record.cite(*cited) else { continue };
        if shown == CITATIONS {
            break;
        }
        shown += 1;
        let fields = &citation.text.reading.document;
        let mut about = vec![citation.provision.to_string()];
        about.extend(fields.date.as_ref().map(|date| look.date(date)));
        about.push(look.actors(&fields.parties));
        out += &look.lines(&Rich::new(Tone::Faint, about.join(" · ")), 4, 6);
    }
    out
}
