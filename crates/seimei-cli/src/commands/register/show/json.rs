//! An entry as one JSON object: its own keys, its class, the words of every language, its decisions, the rules.

use seimei_app::archive::register::entry::{Assessment, Entry};
use seimei_app::archive::register::{Registry, Rules, class, verdicts};
use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;
use serde::Serialize;

use crate::commands::register::decisions;
use crate::commands::register::list::Printed;

/// The object; the keys are described in `docs/register.md`.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    #[serde(flatten)]
    printed: Printed<'a>,
    /// The provisions it stands in, in every language.
    words: Vec<Words<'a>>,
    /// The judgements that count on the day.
    verdicts: Verdicts<'a>,
    /// Every decision on it, undone ones too.
    decisions: Vec<decisions::Printed<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    provision: &'a ProvisionId,
    language: Option<Lang>,
    text: &'a str,
}

#[derive(Serialize)]
struct Verdicts<'a> {
    own: Option<&'a Assessment>,
    independent: Option<&'a Assessment>,
}

/// Returns the object.
pub(super) fn entry<'a>(entry: &'a Entry, today: &'a str, registry: &'a Registry, rules: &'a Rules) -> Shown<'a> {
    let counterparts = entry.undertakings.iter().flat_map(|one| &one.counterparts);
    let own = entry.undertakings.iter().map(|one| &one.id.provision).chain(&entry.source);
    let mut words: Vec<Words> = Vec::new();
    for id in own.chain(counterparts) {
        if let Some((_, provision)) = registry.at(id)
            && words.iter().all(|known| known.provision != id)
        {
            words.push(Words { provision: id, language: id.language, text: &provision.text });
        }
    }
    let [own, independent] = verdicts(entry, today);
    Shown {
        printed: Printed { entry, class: class(entry, today).word(), today, rules },
        words,
        verdicts: Verdicts { own, independent },
        decisions: decisions::printed(registry.history(entry).into_iter(), registry),
    }
}
