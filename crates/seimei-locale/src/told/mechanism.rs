//! Mechanisms in words: kinds, rhythms, names.

use seimei_app::archive::register::directory::Mechanism;
pub use seimei_app::printed::mechanisms::{KINDS, months, names, rhythm, rhythm_word};
use seimei_model::code::Lang;
use seimei_model::decision::Rhythm;

use crate::messages::Messages;
use crate::printable::printable;

/// Returns a rhythm in words.
pub fn rhythm_in_words(rhythm: Rhythm, messages: &Messages) -> String {
    match rhythm {
        Rhythm::Regular => messages.text("mechanism.regular").to_owned(),
        Rhythm::Months(1) => messages.text("mechanism.monthly").to_owned(),
        Rhythm::Months(12) => messages.text("mechanism.yearly").to_owned(),
        Rhythm::Months(months) if months % 12 == 0 => {
            messages.fill("mechanism.every-years", &[("n", &(months / 12).to_string())])
        }
        Rhythm::Months(months) => messages.fill("mechanism.every-months", &[("n", &months.to_string())]),
    }
}

/// Returns the word of a kind that a person gives by that word or by its label.
pub fn kind(text: &str, messages: &Messages) -> String {
    let wanted = text.trim().to_lowercase().replace(['-', ' '], "_");
    let is_called = |word: &&&str| messages.label("mechanism-kind", word).to_lowercase() == text.trim().to_lowercase();
    KINDS.iter().find(is_called).map_or(wanted, |word| (*word).to_owned())
}

/// Returns what it is called in the reader's language, else in the other.
pub fn called(one: &Mechanism, messages: &Messages) -> String {
    let [ja, en] = names(one);
    let (first, second) = if messages.lang == Lang::Ja { (ja, en) } else { (en, ja) };
    first.into_iter().chain(second).next().map_or_else(|| one.id.to_string(), |name| printable(&name))
}
