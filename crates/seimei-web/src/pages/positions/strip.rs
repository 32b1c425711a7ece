//! The strip by year of one party and one topic.

use seimei_app::positions::{Positions, STEPS, Wanted as Chosen};
use seimei_model::act::Family;

use super::address;
use crate::ask::Ask;

/// A year in the strip.
pub(super) struct Bar {
    pub(super) year: i32,
    pub(super) word: String,
    pub(super) class: &'static str,
    pub(super) step: u8,
    pub(super) count: usize,
    pub(super) address: String,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) height: usize,
}

/// The strip by year.
pub(super) struct Strip {
    pub(super) width: usize,
    pub(super) bars: Vec<Bar>,
}

/// Returns the strip by year of one party and one topic, whatever year is chosen.
pub(super) fn strip(ask: &Ask, positions: &Positions, chosen: &Chosen) -> Strip {
    const WIDE: usize = 72;
    const HIGH: usize = 18;
    let of = positions.by_year(&Chosen { year: None, ..chosen.clone() });
    let bars: Vec<Bar> = of
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let year = one.year.unwrap_or(0);
            let height = usize::from(one.step) * HIGH;
            Bar {
                year,
                word: ask.t().label("act", one.act.word()).to_owned(),
                class: Family::of(one.act).word(),
                step: one.step,
                count: one.provisions,
                address: format!("{}#said", address(one.party.as_str(), one.topic.as_str(), &year.to_string())),
                x: 8 + at * WIDE,
                y: 18 + usize::from(STEPS) * HIGH - height,
                height,
            }
        })
        .collect();
    Strip { width: 16 + bars.len() * WIDE, bars }
}
