//! A programme as one TOML file that people read and write.
//!
//! The keys are those of the type. Titles are written `title.ja` and `title.en`; dates as texts, years as numbers and
//! TOML's own dates are understood too. [`from_toml`] tells all faults at once, [`fn@update`] brings a file that somebody
//! wrote to a newer state of its programme and leaves comments and layout alone.
//!
//! # Source
//! TOML 1.1.0, <https://toml.io/en/v1.1.0>.

mod read;
#[cfg(test)]
mod tests;
mod update;
mod write;

pub use read::{from_toml, from_toml_knowing};
pub use update::update;
pub use write::to_toml;

#[expect(clippy::cast_precision_loss, reason = "no indicator counts beyond two to the fifty-third")]
fn float(number: i64) -> f64 {
    number as f64
}

/// The keys of each level, in the order in which they are written.
pub(super) mod keys {
    use crate::programme::item::Level;

    /// Returns the keys of a level.
    pub(in crate::programme) fn of(level: Level) -> &'static [&'static str] {
        match level {
            Level::Programme => &[
                "id",
                "title",
                "parties",
                "from",
                "until",
                "supersedes",
                "document",
                "called",
                "contacts",
                "priorities",
            ],
            Level::Contact => &["party", "office"],
            Level::Priority => &["code", "title", "areas"],
            Level::Area => &["code", "title", "inherits", "topics", "mechanisms", "responsible", "contacts", "goals"],
            Level::Goal => &["code", "title", "activities", "indicators"],
            Level::Activity => &["code", "title", "due", "done"],
            Level::Indicator => &["code", "title", "unit", "baseline", "target", "actual", "date"],
        }
    }
}
