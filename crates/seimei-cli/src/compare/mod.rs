//! A comparison as it is shown: on a terminal, as JSON, HTML or Markdown. All say the same in the reader's language.

pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod terminal;
pub(crate) mod told;

use seimei_app::compare::{Comparison, Item, joint};
use seimei_model::code::ActorCode;

use crate::commands::texts::Text;
use crate::report::Look;
use crate::wording::Table;

/// What is shown, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'a> {
    /// The earlier or first text.
    pub(crate) a: &'a Text,
    /// The later or second one.
    pub(crate) b: &'a Text,
    /// Whose latest other text A is; empty where that was not asked for.
    pub(crate) of_parties: &'a [ActorCode],
    /// The result.
    pub(crate) comparison: &'a Comparison,
    /// The reader's language, names, columns, colour.
    pub(crate) look: &'a Look<'a>,
    /// Whether the words of kept provisions are shown too.
    pub(crate) shows_all: bool,
}

impl View<'_> {
    /// Returns whether the same speak in both.
    pub(crate) fn table(&self) -> Table {
        if self.comparison.differs.is_other_venue() { Table::Other } else { Table::Same }
    }

    /// Returns the words of an item in A and in B.
    pub(crate) fn words(&self, item: &Item) -> [String; 2] {
        let of = |text: &Text, positions: &[usize]| joint(&text.reading, positions).text.clone();
        [of(self.a, &item.a), of(self.b, &item.b)]
    }

    /// Returns the numbers of an item's provisions in A and in B.
    pub(crate) fn numbers(&self, item: &Item) -> [Vec<u32>; 2] {
        let of = |text: &Text, positions: &[usize]| {
            positions.iter().filter_map(|position| text.numbers.get(*position).copied()).collect()
        };
        [of(self.a, &item.a), of(self.b, &item.b)]
    }
}
