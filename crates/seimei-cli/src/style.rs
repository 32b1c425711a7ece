//! Colour on a terminal: what each tone of the report looks like.
//!
//! The sixteen colours of the terminal's own palette only, so that light and dark themes both stay readable.

use std::io::IsTerminal;

pub(crate) use seimei_model::act::Family;

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// Decides for standard output.
    pub(crate) fn on_stdout(self) -> bool {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => wanted && !dumb && std::io::stdout().is_terminal(),
        }
    }
}

/// How a stretch of the report is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Tone {
    /// Running text.
    #[default]
    Plain,
    /// Titles and headings.
    Heading,
    /// What is of second rank: labels, numbers, topics.
    Faint,
    /// The word of an act.
    Act(Family),
    /// The words of the text that carry an act.
    Trigger(Family),
    /// A promise and its date.
    Promise,
    /// What the reader must not miss.
    Warning,
    /// Words that went.
    Gone,
    /// Words that came.
    Come,
}

fn colour(family: Family) -> &'static str {
    match family {
        Family::Favour => "32",
        Family::Censure => "31",
        Family::Request => "33",
        Family::Future => "36",
        Family::Contact => "35",
        Family::Position => "34",
    }
}

impl Tone {
    /// Returns the escape sequence that begins the tone; empty for plain text.
    pub(crate) fn begin(self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Heading => "\x1b[1m".to_owned(),
            Self::Faint => "\x1b[2m".to_owned(),
            Self::Act(family) => format!("\x1b[{}m", colour(family)),
            Self::Trigger(family) => format!("\x1b[1;4;{}m", colour(family)),
            Self::Promise => "\x1b[1;36m".to_owned(),
            Self::Warning => "\x1b[33m".to_owned(),
            Self::Gone => "\x1b[31;9m".to_owned(),
            Self::Come => "\x1b[1;32m".to_owned(),
        }
    }
}

/// The escape sequence that ends every tone.
pub(crate) const END: &str = "\x1b[0m";
