//! Colour on a terminal: what each tone of the report looks like.
//!
//! The sixteen colours of the terminal's own palette only, so that light and dark themes both stay readable.

use std::io::IsTerminal;

use seimei_model::act::ActKind;

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

/// Acts that look alike: what they do to the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Family {
    /// Approves, backs, thanks.
    Favour,
    /// Accuses, worries, rejects.
    Censure,
    /// Asks somebody else.
    Request,
    /// Binds, decides, plans, agrees.
    Future,
    /// Meets, talks.
    Contact,
    /// Takes a position, says, describes, reports.
    #[default]
    Position,
}

impl Family {
    /// Returns the family of an act.
    pub(crate) fn of(act: ActKind) -> Self {
        use ActKind as A;
        match act {
            A::Welcome | A::Commend | A::Support | A::Thank => Self::Favour,
            A::Condemn | A::Concern | A::Oppose => Self::Censure,
            A::Urge => Self::Request,
            A::Commit | A::Intend | A::Explore | A::Decide | A::Agree | A::Expect => Self::Future,
            A::Meet | A::Discuss => Self::Contact,
            A::State | A::Recognise | A::Note | A::Emphasise | A::Confirm | A::Reaffirm | A::Say | A::Report => {
                Self::Position
            }
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::Favour => "32",
            Self::Censure => "31",
            Self::Request => "33",
            Self::Future => "36",
            Self::Contact => "35",
            Self::Position => "34",
        }
    }
}

impl Tone {
    /// Returns the escape sequence that begins the tone; empty for plain text.
    pub(crate) fn begin(self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Heading => "\x1b[1m".to_owned(),
            Self::Faint => "\x1b[2m".to_owned(),
            Self::Act(family) => format!("\x1b[{}m", family.colour()),
            Self::Trigger(family) => format!("\x1b[1;4;{}m", family.colour()),
            Self::Promise => "\x1b[1;36m".to_owned(),
            Self::Warning => "\x1b[33m".to_owned(),
            Self::Gone => "\x1b[31;9m".to_owned(),
            Self::Come => "\x1b[1;32m".to_owned(),
        }
    }
}

/// The escape sequence that ends every tone.
pub(crate) const END: &str = "\x1b[0m";
