//! The heartbeat of a mechanism: a tick for each month it was named in, a dot for each meeting, a ring where the next is
//! expected, and the time since nothing was heard of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use seimei_app::archive::register::SILENT;
use seimei_app::archive::register::directory::Mechanism;

use crate::ask::Ask;
use crate::differences::escaped;

/// Where the strip is drawn.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// The first year.
    pub(super) from: i32,
    /// The last year.
    pub(super) to: i32,
    /// Width in pixels.
    pub(super) width: f64,
    /// Height in pixels.
    pub(super) height: f64,
    /// Whether years are written below.
    pub(super) has_years: bool,
}

impl Room {
    /// Returns where a day lies; `None` where it lies outside.
    fn x(&self, day: &str) -> Option<f64> {
        let mut parts = day.split('-').map(|part| part.parse::<f64>().unwrap_or(1.0));
        let (year, month, day) = (parts.next()?, parts.next().unwrap_or(1.0), parts.next().unwrap_or(1.0));
        let months = (year - f64::from(self.from)) * 12.0 + (month - 1.0) + (day - 1.0) / 31.0;
        let all = f64::from(self.to - self.from + 1) * 12.0;
        (0.0..=all).contains(&months).then(|| MARGIN + months / all * (self.width - 2.0 * MARGIN))
    }
}

/// Free room at both ends, so that a dot is drawn whole.
const MARGIN: f64 = 6.0;

/// Returns the months in which a mechanism was named, `YYYY-MM`.
pub(super) fn months(one: &Mechanism) -> BTreeSet<&str> {
    one.sightings.iter().filter_map(|sighting| sighting.day.as_deref()?.get(..7)).collect()
}

/// Draws the strip as SVG.
pub(super) fn svg(ask: &Ask, one: &Mechanism, today: &str, room: Room) -> String {
    let t = ask.t();
    let Room { width, height, .. } = room;
    let middle = if room.has_years { (height - 14.0) / 2.0 } else { height / 2.0 };
    let reach = if room.has_years { 14.0 } else { middle - 3.0 };
    let expected = one.next_expected();
    let told = t.fill(
        "mechanisms-page.told",
        &[
            ("seen", &months(one).len().to_string()),
            ("held", &one.held.len().to_string()),
            ("expected", expected.as_deref().unwrap_or(t.text("mechanisms-page.never"))),
        ],
    );
    let mut out = format!(
        "<svg class=\"heartbeat\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-label=\"{}\">",
        escaped(&told)
    );
    let step = if room.has_years && room.to - room.from > 14 { 5 } else { 1 };
    for year in room.from..=room.to {
        let Some(x) = room.x(&format!("{year}-01-01")) else { continue };
        let _ = write!(
            out,
            "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
            middle - reach + 2.0,
            middle + reach - 2.0
        );
        if room.has_years && year % step == 0 {
            let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{year}</text>", x + 2.0, height - 3.0);
        }
    }
    let _ = write!(out, "<line class=\"base\" x1=\"0\" x2=\"{width}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\"/>");
    let last = one.last_seen().max(one.last_held());
    let is_silent = one.meets() && one.is_silent(today, SILENT);
    if let (true, Some(last), Some(end)) = (is_silent, last, room.x(today)) {
        let start = room.x(last).unwrap_or(MARGIN);
        let _ = write!(
            out,
            "<rect class=\"silent\" x=\"{start:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"10\"/>",
            middle - 5.0,
            (end - start).max(0.0)
        );
    }
    for month in months(one) {
        if let Some(x) = room.x(month) {
            let _ = write!(
                out,
                "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
                middle - 6.0,
                middle + 6.0
            );
        }
    }
    let held: BTreeSet<&str> = one.held.iter().filter_map(|held| held.day.as_deref()).collect();
    for day in held {
        if let Some(x) = room.x(day) {
            let _ = write!(out, "<circle class=\"beat\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\"/>");
        }
    }
    if let Some(x) = expected.as_deref().and_then(|day| room.x(day)) {
        let _ = write!(out, "<circle class=\"expected\" cx=\"{x:.1}\" cy=\"{middle:.1}\" r=\"5\"/>");
    }
    if let Some(x) = room.x(today) {
        let (top, bottom) = (middle - reach, middle + reach);
        let _ = write!(out, "<line class=\"today\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>");
    }
    out + "</svg>"
}
