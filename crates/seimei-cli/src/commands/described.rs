//! What persons say of a document: the options `--title`, `--date` ..., and `seimei describe`; and how what is attached to
//! provisions is told in words.

use std::io;

use clap::Command;
use clap::builder::PossibleValuesParser;
use seimei_app::archive::carry::Carried;
use seimei_app::lexicon::{Lexicon, actor_code};
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::record::{Description, DescriptionField, NoteRecord};

use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option};
use crate::messages::Messages;
use crate::terminal;
use crate::wrap::{cut, printable};

/// Columns that a quoted wording may take in a message.
const QUOTED: usize = 60;

/// Adds the options that describe a document.
pub(crate) fn with_description(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let text =
        |name: &'static str, help: &'static str| option(name, help, messages).value_name(value("described.text"));
    let kinds = PossibleValuesParser::new(DocumentKind::ALL.iter().map(|kind| kind.word()));
    command
        .arg(text("title", "described.title"))
        .arg(option("date", "described.date", messages).value_name(value("described.date-value")).value_parser(date))
        .arg(
            option("kind", "described.kind", messages)
                .value_name(value("described.kind-value"))
                .value_parser(kinds)
                .hide_possible_values(true),
        )
        .arg(
            option("parties", "described.parties", messages)
                .value_name(value("described.codes"))
                .value_delimiter(',')
                .num_args(1..),
        )
        .arg(text("place", "described.place"))
        .arg(text("source", "described.source"))
        .arg(text("note", "described.note"))
}

/// Accepts a day, a month, a year or a period.
fn date(text: &str) -> Result<Edtf, String> {
    let value = Edtf::new(text.trim());
    if value.period().is_some() { Ok(value) } else { Err(text.to_owned()) }
}

/// Returns what the options say.
pub(crate) fn description(call: &Call, lexicon: &Lexicon) -> Result<Description, Outcome> {
    let text = |name: &str| {
        let text = call.matches.get_one::<String>(name).map(|text| text.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let mut parties = Vec::new();
    for name in call.matches.get_many::<String>("parties").into_iter().flatten() {
        let name = name.trim();
        let code = actor_code(lexicon, name)
            .ok_or_else(|| fail(&call.messages.fill("described.no-party", &[("text", &printable(name))])))?;
        parties.push(code);
    }
    parties.sort();
    parties.dedup();
    Ok(Description {
        title: text("title"),
        kind: text("kind").and_then(|kind| DocumentKind::from_word(&kind)),
        date: call.matches.get_one::<Edtf>("date").cloned(),
        parties: Some(parties).filter(|parties: &Vec<ActorCode>| !parties.is_empty()),
        place: text("place"),
        source: text("source"),
        note: text("note"),
    })
}

/// Adds the arguments of `describe`.
pub(crate) fn grammar(command: Command, messages: &Messages) -> Command {
    let fields = PossibleValuesParser::new(DescriptionField::ALL.iter().map(|field| field.word()));
    let withdraw = option("withdraw", "described.withdraw", messages)
        .value_name(messages.text("described.fields").to_owned())
        .value_delimiter(',')
        .num_args(1..)
        .value_parser(fields)
        .hide_possible_values(true);
    let command = command.arg(argument("document", "archive.doc", "archive.doc-help", messages).required(true));
    common::with_lexicon(common::with_archive(with_description(command, messages).arg(withdraw), messages), messages)
        .after_help(messages.text("described.more").to_owned())
}

/// Describes a document.
pub(crate) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(describe(call))
}

fn describe(call: &Call) -> Result<Outcome, Stop> {
    let messages = call.messages;
    let archive = common::open(call)?;
    let name = call.matches.get_one::<String>("document").map(String::as_str).unwrap_or_default();
    let (_, found) = common::find(&archive, name, messages)?;
    let said = description(call, &common::lexicon(call, &archive)?)?;
    let withdrawn = call.matches.get_many::<String>("withdraw").into_iter().flatten();
    let withdrawn: Vec<DescriptionField> = withdrawn.filter_map(|word| DescriptionField::from_word(word)).collect();
    if said == Description::default() && withdrawn.is_empty() {
        return Err(fail(messages.text("described.nothing")).into());
    }
    let is_read_by = [DescriptionField::Parties, DescriptionField::Date, DescriptionField::Kind];
    let changes_reading = is_read_by.iter().any(|field| said.says(*field) || withdrawn.contains(field));
    let id = found.document.id;
    archive.amend(&id, said, withdrawn, &common::user()).map_err(|error| common::refuse(&error, messages))?;
    terminal::complain(&messages.fill("described.done", &[("id", id.as_str())]));
    if changes_reading {
        terminal::complain(&messages.fill("described.reread", &[("id", id.as_str())]));
    }
    if call.matches.get_flag("json") {
        let document = archive.store().document(&id).map_err(|error| common::refuse(&error, messages))?;
        common::print_json(&document)?;
    }
    Ok(Outcome::Done)
}

/// Tells what became of the provisions of an earlier version.
pub(crate) fn carried(carried: &Carried, messages: &Messages) -> String {
    let numbers = [carried.kept.len(), carried.altered.len(), carried.new.len(), carried.lost.len()];
    let numbers = numbers.map(|n| n.to_string());
    let names = ["kept", "altered", "new", "lost"];
    let values: Vec<(&str, &str)> = names.into_iter().zip(numbers.iter().map(String::as_str)).collect();
    messages.fill("archive.carried", &values)
}

/// Tells of a note that lost its place.
pub(crate) fn displaced(note: &NoteRecord, messages: &Messages) -> String {
    let place = format!("{}#p{}", note.expression, note.provision);
    let (text, wording) = (cut(&printable(&note.text), QUOTED), cut(&printable(&note.wording), QUOTED));
    messages.fill("archive.displaced", &[("place", &place), ("text", &text), ("wording", &wording)])
}
