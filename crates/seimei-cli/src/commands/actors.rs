//! Parties and topics as a person names them: by code or by name in either language; with what may have been meant where
//! there is none of that name.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction};
use seimei_app::archive::trace::{Text, Tracing};
use seimei_locale::vocabulary;
use seimei_model::code::{ActorCode, TopicId};
use seimei_search::query::Field;
use seimei_search::vocabulary::Vocabulary;

use crate::Outcome;
use crate::commands::Call;
use crate::commands::common::{fail, option};
use crate::messages::Messages;
use crate::wrap::printable;

/// The option `--party`.
pub(crate) fn party_option(help: &'static str, messages: &Messages) -> Arg {
    option("party", help, messages)
        .value_name(messages.text("trace.parties").to_owned())
        .value_delimiter(',')
        .action(ArgAction::Append)
}

/// Returns the parties that `--party` names.
pub(crate) fn parties(call: &Call, tracing: &Tracing) -> Result<Vec<ActorCode>, Outcome> {
    let named: Vec<&str> = call.matches.get_many::<String>("party").into_iter().flatten().map(String::as_str).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let vocabulary = vocabulary(call, tracing);
    let code = |name: &str| found(Field::Party, name, &vocabulary, call.messages).map(ActorCode::new);
    named.into_iter().map(code).collect()
}

/// Returns the actors that an option of several values names; none where it was not given or is empty.
pub(crate) fn named(call: &Call, option: &str, tracing: &Tracing) -> Result<Vec<ActorCode>, Outcome> {
    codes(call, option, Field::Party, tracing).map(|codes| codes.into_iter().map(ActorCode::new).collect())
}

/// Returns the topics that `--topic` names, where it takes several.
pub(crate) fn topics(call: &Call, tracing: &Tracing) -> Result<Vec<TopicId>, Outcome> {
    codes(call, "topic", Field::Topic, tracing).map(|codes| codes.into_iter().map(TopicId::new).collect())
}

fn codes(call: &Call, option: &str, field: Field, tracing: &Tracing) -> Result<Vec<String>, Outcome> {
    let given = call.matches.get_many::<String>(option).into_iter().flatten().map(|name| name.trim());
    let given: Vec<&str> = given.filter(|name| !name.is_empty()).collect();
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let vocabulary = vocabulary(call, tracing);
    let mut codes: Vec<String> = Vec::new();
    for name in given {
        let code = found(field, name, &vocabulary, call.messages)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

/// Returns the topic that `--topic` names.
pub(crate) fn topic(call: &Call, tracing: &Tracing) -> Result<Option<TopicId>, Outcome> {
    let Some(name) = call.matches.get_one::<String>("topic") else { return Ok(None) };
    found(Field::Topic, name, &vocabulary(call, tracing), call.messages).map(|id| Some(TopicId::new(id)))
}

fn vocabulary(call: &Call, tracing: &Tracing) -> Vocabulary {
    let parties = tracing.texts().iter().flat_map(Text::parties);
    let actors: BTreeSet<&str> = parties.map(ActorCode::as_str).collect();
    let actors: Vec<String> = actors.into_iter().map(str::to_owned).collect();
    vocabulary::vocabulary(call.messages, tracing.lexicon(), &actors)
}

fn found(field: Field, name: &str, vocabulary: &Vocabulary, messages: &Messages) -> Result<String, Outcome> {
    if let Some(code) = vocabulary.value(field, name) {
        return Ok(code.to_owned());
    }
    let nearest = vocabulary.nearest_values(field, name);
    let key = if nearest.is_empty() { "search.unknown-value" } else { "search.unknown-value-near" };
    let nearest = messages.list(nearest.iter().map(String::as_str));
    Err(fail(&messages.fill(key, &[("field", field.word()), ("value", &printable(name)), ("nearest", &nearest)])))
}
