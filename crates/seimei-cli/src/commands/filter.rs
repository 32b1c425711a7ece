//! The options that choose documents: `--party`, `--kind`, `--language`, `--since`, `--until`. `list` and `export` have
//! them.

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Command};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_store::filter::Filter;

use crate::commands::Call;
use crate::commands::common::option;
use crate::messages::Messages;

/// The names of the options.
pub(crate) const NAMES: [&str; 5] = ["party", "kind", "language", "since", "until"];

/// Adds the options.
pub(crate) fn with_filter(command: Command, messages: &Messages) -> Command {
    let value = |key: &'static str| messages.text(key).to_owned();
    let kinds = PossibleValuesParser::new(DocumentKind::ALL.iter().map(|kind| kind.word()));
    let languages = [Lang::Ja, Lang::En, Lang::Und].map(Lang::tag);
    let party = option("party", "filter.party", messages).value_name(value("filter.code")).action(ArgAction::Append);
    let kind = option("kind", "filter.kind", messages).value_name(value("filter.kind-value")).value_parser(kinds);
    let language = option("language", "filter.language", messages)
        .value_name(value("help.language"))
        .value_parser(PossibleValuesParser::new(languages))
        .hide_possible_values(true);
    let date = |name: &'static str, help: &'static str| {
        option(name, help, messages).value_name(value("filter.date")).value_parser(day_month_or_year)
    };
    command
        .arg(party)
        .arg(kind.hide_possible_values(true))
        .arg(language)
        .arg(date("since", "filter.since"))
        .arg(date("until", "filter.until"))
}

/// Returns what the options ask for.
pub(crate) fn filter(call: &Call) -> Filter {
    let text = |name: &str| call.matches.get_one::<String>(name).map(String::as_str);
    let parties = call.matches.get_many::<String>("party").into_iter().flatten();
    let date = |name: &str| call.matches.get_one::<Edtf>(name).cloned();
    Filter {
        parties: parties.map(|code| ActorCode::new(code.trim().to_uppercase())).collect(),
        kind: text("kind").and_then(DocumentKind::from_word),
        language: text("language").and_then(Lang::from_tag),
        since: date("since"),
        until: date("until"),
        ..Filter::default()
    }
}

pub(crate) fn day_month_or_year(text: &str) -> Result<Edtf, String> {
    let value = Edtf::new(text.trim());
    let is_one = value.period().is_some() && !value.as_str().contains('/');
    if is_one { Ok(value) } else { Err(text.to_owned()) }
}

/// Accepts a day.
pub(crate) fn day(text: &str) -> Result<String, String> {
    let value = Edtf::new(text.trim());
    let is_day = value.as_str().len() == 10 && value.period().is_some_and(|(first, last)| first == last);
    if is_day { Ok(value.as_str().to_owned()) } else { Err(text.to_owned()) }
}
