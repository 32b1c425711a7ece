//! The command line: its grammar, its help in the reader's language, and what it asks for.
//!
//! Parsing only; nothing is opened here.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::commands::{self, Entry};
use crate::demo::Wanted;
use crate::messages::Messages;
use crate::read::{Format, Request};
use crate::style::ColorChoice;

/// What the program is asked to do.
pub(crate) enum Task {
    /// Read documents.
    Read(Request),
    /// Show the built-in examples.
    Demo {
        /// What of them.
        wanted: Wanted,
        /// Whether to colour.
        color: ColorChoice,
    },
    /// Check a folder of tables.
    LexiconCheck(PathBuf),
    /// Print the lexicon's version.
    LexiconVersion(Vec<PathBuf>),
    /// List the lexicon's tables.
    LexiconList(Vec<PathBuf>),
    /// One of [`commands::ALL`].
    Command {
        /// Which.
        entry: &'static Entry,
        /// Its arguments.
        matches: ArgMatches,
        /// Whether to colour.
        color: ColorChoice,
    },
}

/// Why there is nothing to do.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Help or version was asked for.
    Answer(String),
    /// The command line is wrong.
    Misuse(String),
}

/// Returns the value of `--lang` before the command line is parsed, since its messages depend on it.
pub(crate) fn lang_option(arguments: &[String]) -> Option<String> {
    let mut found = None;
    for (index, argument) in arguments.iter().enumerate() {
        if argument == "--" {
            break;
        }
        if let Some(value) = argument.strip_prefix("--lang=") {
            found = Some(value.to_owned());
        } else if argument == "--lang" {
            found = arguments.get(index + 1).cloned();
        }
    }
    found
}

/// Parses the command line.
pub(crate) fn parse(arguments: Vec<std::ffi::OsString>, messages: &Messages) -> Result<Task, Refusal> {
    let matches = command(messages).try_get_matches_from(arguments).map_err(|error| refusal(&error, messages))?;
    let color = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    if let Some((name, own)) = matches.subcommand()
        && let Some(entry) = commands::ALL.iter().find(|entry| entry.name == name)
    {
        return Ok(Task::Command { entry, matches: own.clone(), color });
    }
    Ok(match matches.subcommand() {
        Some(("read", read)) => Task::Read(Request {
            files: paths(read, "files"),
            format: match read.get_one::<String>("format").map(String::as_str) {
                Some("json") => Format::Json,
                Some("csv") => Format::Csv,
                _ if read.get_flag("json") => Format::Json,
                _ => Format::Text,
            },
            explain: read.get_one::<u32>("explain").copied(),
            lexicon: paths(read, "lexicon"),
            color,
        }),
        Some(("lexicon", lexicon)) => match lexicon.subcommand() {
            Some(("check", check)) => Task::LexiconCheck(paths(check, "folder").remove(0)),
            Some(("list", list)) => Task::LexiconList(paths(list, "lexicon")),
            Some((_, version)) => Task::LexiconVersion(paths(version, "lexicon")),
            None => Task::LexiconVersion(Vec::new()),
        },
        demo => {
            let has = |flag: &str| demo.is_some_and(|(_, demo)| demo.get_flag(flag));
            let wanted = match (has("json"), has("text")) {
                (true, _) => Wanted::Json,
                (_, true) => Wanted::Text,
                _ => Wanted::Pages,
            };
            Task::Demo { wanted, color }
        }
    })
}

pub(crate) fn paths(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).map(|paths| paths.cloned().collect()).unwrap_or_default()
}

/// Builds the grammar with the help texts of one language.
fn command(messages: &Messages) -> Command {
    let say = |key: &str| messages.text(key).to_owned();
    let option = |name: &'static str| Arg::new(name).long(name).help_heading(say("help.options"));
    let lexicon_option = || {
        option("lexicon")
            .value_name(say("help.folder"))
            .help(say("help.lexicon-option"))
            .value_parser(value_parser!(PathBuf))
            .action(ArgAction::Append)
    };
    let json = || option("json").help(say("help.json")).action(ArgAction::SetTrue);
    let files = Arg::new("files")
        .value_name(say("help.file"))
        .help(say("help.files"))
        .help_heading(say("help.arguments"))
        .value_parser(value_parser!(PathBuf))
        .num_args(1..)
        .required(true);
    let folder = Arg::new("folder")
        .value_name(say("help.folder"))
        .help(say("help.check-folder"))
        .help_heading(say("help.arguments"))
        .value_parser(value_parser!(PathBuf))
        .required(true);
    let read = sub("read", messages)
        .arg(files)
        .arg(json().conflicts_with("format"))
        .arg(choice(option("format"), &["text", "json", "csv"]).value_name(say("help.form")).help(say("help.format")))
        .arg(
            option("explain")
                .value_name("N")
                .help(say("help.explain"))
                .value_parser(value_parser!(u32).range(1..))
                .conflicts_with_all(["format"]),
        )
        .arg(lexicon_option())
        .after_help(say("help.read-more"));
    let lexicon = sub("lexicon", messages)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(lexicon_sub("check", messages).arg(folder).after_help(say("help.check-more")))
        .subcommand(lexicon_sub("list", messages).arg(lexicon_option()))
        .subcommand(lexicon_sub("version", messages).arg(lexicon_option()));
    base(Command::new("seimei"), "seimei", messages)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .long("version")
                .short('V')
                .help(say("help.version-option"))
                .help_heading(say("help.options"))
                .action(ArgAction::Version),
        )
        .arg(choice(option("lang"), &["ja", "en"]).value_name(say("help.language")).help(say("help.lang")).global(true))
        .arg(
            choice(option("color"), &["auto", "always", "never"])
                .value_name(say("help.when"))
                .help(say("help.color"))
                .global(true),
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(read)
        .subcommands(commands::ALL.iter().map(|entry| (entry.grammar)(sub(entry.name, messages), messages)))
        .subcommand(
            sub("demo", messages).arg(json()).arg(option("text").help(say("demo.text")).action(ArgAction::SetTrue)),
        )
        .subcommand(lexicon)
        .after_help(say("help.exit"))
}

pub(crate) fn choice(arg: Arg, values: &'static [&'static str]) -> Arg {
    arg.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
}

fn sub(name: &'static str, messages: &Messages) -> Command {
    base(Command::new(name), name, messages)
}

/// A command of `seimei lexicon`; its texts are apart from those of a command of the same name over an archive.
fn lexicon_sub(name: &'static str, messages: &Messages) -> Command {
    base(Command::new(name), &format!("lexicon-{name}"), messages)
}

/// A command of a command; its texts are those of `OUTER-NAME`.
pub(crate) fn sub_of(outer: &str, name: &'static str, messages: &Messages) -> Command {
    base(Command::new(name), &format!("{outer}-{name}"), messages)
}

/// What all commands have in common.
fn base(command: Command, name: &str, messages: &Messages) -> Command {
    let say = |key: &str| messages.text(key).to_owned();
    let help = Arg::new("help")
        .long("help")
        .short('h')
        .help(say("help.help"))
        .help_heading(say("help.options"))
        .action(ArgAction::Help);
    command
        .about(say(&format!("about.{name}")))
        .override_usage(say(&format!("usage.{name}")))
        .subcommand_help_heading(say("help.commands"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .help_template(format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", say("help.usage")))
        .arg(help)
}

/// Says in one line of the reader's language what is wrong with the command line.
fn refusal(error: &clap::Error, messages: &Messages) -> Refusal {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let line = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Refusal::Answer(error.to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return Refusal::Misuse(error.to_string()),
        ErrorKind::InvalidSubcommand => {
            messages.fill("misuse.command", &[("word", &context(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => messages.fill("misuse.missing", &[("argument", &argument)]),
        ErrorKind::MissingSubcommand => messages.text("misuse.no-command").to_owned(),
        ErrorKind::UnknownArgument => messages.fill("misuse.option", &[("argument", &argument)]),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            messages.fill("misuse.no-value", &[("argument", &argument)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            let valid = context(ContextKind::ValidValue);
            let key = if valid.is_empty() { "misuse.value" } else { "misuse.value-of" };
            messages.fill(key, &[("argument", &argument), ("value", &value), ("valid", &valid)])
        }
        ErrorKind::ArgumentConflict => {
            messages.fill("misuse.conflict", &[("argument", &argument), ("other", &context(ContextKind::PriorArg))])
        }
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    };
    Refusal::Misuse(format!("{line} {}", messages.text("misuse.help")))
}
