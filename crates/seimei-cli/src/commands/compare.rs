//! `seimei compare`: two texts, provision by provision, and what matters in what changed.

use std::io::{self, Write};

use clap::{ArgAction, Command};
use seimei_app::archive::Archive;
use seimei_app::archive::compare::{Sought, expression_in};
use seimei_app::archive::view;
use seimei_app::compare::{self, Comparison};
use seimei_app::lexicon::{self, Lexicon};
use seimei_app::names::Names;
use seimei_model::code::ActorCode;
use seimei_model::record::DocumentRecord;

use crate::commands::Call;
use crate::commands::common::{self, Stop, argument, fail, option, with_archive, with_lexicon};
use crate::commands::texts::{self, Text, is_file};
use crate::compare::{View, html, json, markdown, terminal as page};
use crate::messages::Messages;
use crate::report::Look;
use crate::{Outcome, arguments, problem, terminal};

pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let texts = argument("texts", "compare.text", "compare.texts", messages).num_args(1..=2).required(true);
    let against = option("against", "compare.against", messages).value_name(value("compare.which"));
    let readout = option("readout", "compare.readout", messages).action(ArgAction::SetTrue).conflicts_with("against");
    let format = option("format", "compare.format", messages).value_name(value("help.form"));
    let all = option("all", "compare.all", messages).action(ArgAction::SetTrue);
    let command = command
        .arg(texts)
        .arg(arguments::choice(against, &["last", "each-party"]))
        .arg(readout)
        .arg(arguments::choice(format, &["terminal", "json", "html", "markdown"]).conflicts_with("json"))
        .arg(all);
    with_lexicon(with_archive(command, messages), messages).after_help(messages.text("compare.more").to_owned())
}

pub(super) fn run(call: &Call) -> io::Result<Outcome> {
    common::ended(compare(call))
}

fn compare(call: &Call) -> Result<Outcome, Stop> {
    let (pairs, lexicon) = pairs(call)?;
    let names = Names::new(&lexicon, call.messages.lang);
    let format = call.matches.get_one::<String>("format").map_or("terminal", String::as_str);
    let is_json = call.matches.get_flag("json") || format == "json";
    let look =
        Look { messages: call.messages, names: &names, columns: terminal::columns(), colour: call.color.on_stdout() };
    let compared: Vec<(Pair, Comparison)> = pairs
        .into_iter()
        .map(|pair| {
            let comparison = compare::compare(&pair.a.reading, &pair.b.reading, &lexicon);
            (pair, comparison)
        })
        .collect();
    let views: Vec<View> = compared
        .iter()
        .map(|(pair, comparison)| View {
            a: &pair.a,
            b: &pair.b,
            of_parties: &pair.of_parties,
            comparison,
            look: &look,
            shows_all: call.matches.get_flag("all"),
        })
        .collect();
    let text = match format {
        _ if is_json => json::text(&views, call.matches.get_one::<String>("against").is_some_and(|one| one != "last"))
            .map_err(io::Error::other)?,
        "html" => html::page(&views),
        "markdown" => views.iter().map(markdown::page).collect::<Vec<_>>().join("\n"),
        _ => views.iter().map(page::page).collect::<Vec<_>>().join("\n"),
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    let has_common = compared.iter().any(|(_, comparison)| comparison.has_common());
    if !has_common {
        terminal::complain(call.messages.text("compare.nothing"));
    }
    Ok(if has_common { Outcome::Done } else { Outcome::NothingFound })
}

/// Two texts to compare.
struct Pair {
    a: Text,
    b: Text,
    /// Whose latest other text A is, where that was asked for.
    of_parties: Vec<ActorCode>,
}

/// Finds the texts that were named, and those they are to be compared with.
fn pairs(call: &Call) -> Result<(Vec<Pair>, Lexicon), Stop> {
    let messages = call.messages;
    let named: Vec<&str> = call.matches.get_many::<String>("texts").into_iter().flatten().map(String::as_str).collect();
    let against = call.matches.get_one::<String>("against").map(String::as_str);
    let is_readout = call.matches.get_flag("readout");
    if (against.is_some() || is_readout) && named.len() > 1 {
        return Err(fail(messages.text("compare.one")).into());
    }
    if named.iter().filter(|name| **name == "-").count() > 1 {
        return Err(fail(messages.text("compare.stdin-once")).into());
    }
    let needs_archive = against.is_some() || !named.iter().all(|name| is_file(name));
    let archive = if needs_archive { Some(common::open(call)?) } else { None };
    let lexicon = match &archive {
        Some(archive) => common::lexicon(call, archive)?,
        None => lexicon::load(&arguments::paths(call.matches, "lexicon"))
            .map_err(|error| fail(&problem::of_lexicon(&error, messages)))?,
    };
    let text = |name: &str| -> Result<Text, Outcome> {
        match &archive {
            Some(archive) if !is_file(name) => {
                let (_, found) = common::find(archive, name, messages)?;
                shown(archive, &found.document, &found.expression.id, call)
            }
            _ => texts::file(name, &lexicon, call),
        }
    };
    if let &[one, other] = named.as_slice() {
        let (a, b) = compare::alike(text(one)?, text(other)?);
        return Ok((vec![Pair { a, b, of_parties: Vec::new() }], lexicon));
    }
    let given = text(named[0])?;
    if is_readout {
        let Some([readout, statement]) = compare::readout_and_statement(&given.reading) else {
            return Err(fail(&messages.fill("compare.no-parts", &[("name", &given.name)])).into());
        };
        let (a, b) = (given.clone().with_part(readout), given.with_part(statement));
        return Ok((vec![Pair { a, b, of_parties: Vec::new() }], lexicon));
    }
    let (Some(against), Some(archive)) = (against, &archive) else {
        return Err(fail(messages.text("compare.two")).into());
    };
    let sought = Sought::of(&given.reading, given.document.clone());
    if sought.parties.is_empty() {
        return Err(fail(&messages.fill("compare.no-parties", &[("name", &given.name)])).into());
    }
    let refuse = |error| common::refuse(&error, messages);
    let found: Vec<(Vec<ActorCode>, DocumentRecord)> = if against == "last" {
        archive.previous(&sought).map_err(refuse)?.into_iter().map(|document| (Vec::new(), document)).collect()
    } else {
        archive.latest_of_each_party(&sought).map_err(refuse)?
    };
    if found.is_empty() {
        let key = if against == "last" { "compare.no-previous" } else { "compare.no-others" };
        terminal::complain(&messages.fill(key, &[("name", &given.name)]));
        return Err(Outcome::NothingFound.into());
    }
    let mut pairs = Vec::new();
    for (of_parties, document) in found {
        let language = given.reading.document.language;
        let Some(expression) = expression_in(&document, language).or_else(|| document.expressions.first()) else {
            continue;
        };
        let (a, b) = compare::alike(shown(archive, &document, &expression.id, call)?, given.clone());
        pairs.push(Pair { a, b, of_parties });
    }
    Ok((pairs, lexicon))
}

/// Fetches a text of the archive as it is shown: with lasting numbers, and with what persons said over what was read.
fn shown(
    archive: &Archive,
    document: &DocumentRecord,
    id: &seimei_model::identity::ExpressionId,
    call: &Call,
) -> Result<Text, Outcome> {
    let refuse = |error| common::refuse(&error, call.messages);
    let stored = archive.store().reading(id, None).map_err(refuse)?;
    let Some(stored) = stored else {
        return Err(fail(&call.messages.fill("archive.no-expression", &[("id", &id.to_string())])));
    };
    let numbers = stored.numbers.clone();
    let reading = view::shown(stored, document, &archive.corrections().map_err(refuse)?);
    Ok(Text { name: id.to_string(), document: Some(document.id.clone()), reading, numbers })
}
