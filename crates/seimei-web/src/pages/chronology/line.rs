//! The time line: a lane for each sort of happening, a dot for each day or month, a bar for what is known to a year.

use std::collections::BTreeMap;

use seimei_app::archive::register::chronology::{Happening, Precision};
use seimei_export::date_words::in_words;
use seimei_model::event::EventType;

use crate::ask::Ask;
use crate::links;

/// How wide it is drawn.
const WIDTH: f64 = 1140.0;
/// The same.
const WIDE: usize = 1140;
/// Room for the lanes' names.
const LEFT: f64 = 120.0;
/// Where the lanes begin.
const TOP: usize = 24;
/// How high a lane is.
const LANE: usize = 30;
/// The least room between the names of two years.
const APART: f64 = 44.0;
/// The most years that have months drawn.
const WITH_MONTHS: usize = 12;
/// Of a hundred happenings so many are shown at least where nobody says from when.
const MOST: usize = 95;

/// A time line ready to be drawn.
pub(super) struct Line {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) first: i32,
    pub(super) last: i32,
    pub(super) lanes: Vec<Lane>,
    pub(super) years: Vec<Tick>,
    pub(super) months: Vec<Tick>,
    pub(super) dots: Vec<Dot>,
    pub(super) bars: Vec<Bar>,
    pub(super) today: Option<String>,
    /// How many happenings are not drawn.
    left_out: usize,
}

pub(super) struct Lane {
    pub(super) label: String,
    pub(super) y: usize,
    pub(super) text_y: usize,
    pub(super) is_odd: bool,
    /// How many there are in each year, for the table.
    pub(super) counts: Vec<usize>,
}

pub(super) struct Tick {
    pub(super) x: String,
    pub(super) text_x: String,
    pub(super) label: String,
}

pub(super) struct Dot {
    pub(super) x: String,
    pub(super) y: usize,
    pub(super) class: &'static str,
    pub(super) title: String,
    pub(super) address: String,
}

pub(super) struct Bar {
    pub(super) x: String,
    pub(super) y: usize,
    pub(super) width: String,
    pub(super) title: String,
    pub(super) address: String,
}

/// Returns a day as years and a part of one.
fn time(day: &str) -> Option<f64> {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some(f64::from(year) + f64::from(month.saturating_sub(1)) / 12.0 + f64::from(day.saturating_sub(1)) / 372.0)
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

impl Line {
    /// Draws happenings; `None` where there is none whose time is known. Unless `is_from` they begin where most of them lie.
    pub(super) fn new(ask: &Ask, found: &[(usize, &Happening)], is_from: bool) -> Option<Self> {
        let timed: Vec<(f64, f64, &Happening)> = found
            .iter()
            .filter(|(_, happening)| happening.precision != Precision::Longer)
            .filter_map(|(_, happening)| Some((time(&happening.day_first)?, time(&happening.day_last)?, *happening)))
            .collect();
        let mut years: Vec<i32> = timed.iter().map(|(first, ..)| first.floor() as i32).collect();
        years.sort_unstable();
        let skipped = if is_from { 0 } else { years.len() * (100 - MOST) / 100 };
        let first = *years.get(skipped)?;
        let last = timed.iter().map(|(_, last, _)| last.floor() as i32).max()?.max(first);
        let scale = (WIDTH - LEFT) / f64::from(last + 1 - first);
        let at = |time: f64| LEFT + (time - f64::from(first)) * scale;
        let drawn: Vec<&(f64, f64, &Happening)> = timed.iter().filter(|(from, ..)| *from >= f64::from(first)).collect();
        let kinds: Vec<EventType> =
            EventType::ALL.iter().copied().filter(|kind| drawn.iter().any(|(.., one)| one.kind == *kind)).collect();
        let count = usize::try_from(last + 1 - first).unwrap_or(0);
        let lane = |(place, kind): (usize, &EventType)| {
            let mut counts = vec![0; count];
            for (from, _, one) in &drawn {
                if one.kind == *kind {
                    let place = usize::try_from(from.floor() as i32 - first).ok();
                    if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                        *count += 1;
                    }
                }
            }
            let y = TOP + place * LANE;
            let label = ask.t().label("event", kind.word()).to_owned();
            Lane { label, y, text_y: y + 19, is_odd: place % 2 == 0, counts }
        };
        let lanes: Vec<Lane> = kinds.iter().enumerate().map(lane).collect();
        let middle = |kind: EventType| TOP + kinds.iter().position(|one| *one == kind).unwrap_or(0) * LANE + LANE / 2;
        let (dots, bars) = marks(ask, &drawn, &at, &middle);
        let step = (APART / scale).ceil().max(1.0) as i32;
        let tick = |x: f64, label: String| Tick { x: number(x), text_x: number(x + 4.0), label };
        let years = (first..=last).filter(|year| (year - first) % step == 0);
        let months = (first..=last).filter(|_| count <= WITH_MONTHS).flat_map(|year| {
            (1..12).map(move |month| (f64::from(year) + f64::from(month) / 12.0, (month + 1).to_string()))
        });
        let today = time(&ask.office.today()).map(at).filter(|x| (LEFT..=WIDTH).contains(x)).map(number);
        Some(Self {
            width: WIDE,
            height: TOP + lanes.len() * LANE + 6,
            first,
            last,
            years: years.map(|year| tick(at(f64::from(year)), year.to_string())).collect(),
            months: months.map(|(time, label)| tick(at(time), label)).collect(),
            left_out: found.len() - drawn.len(),
            lanes,
            dots,
            bars,
            today,
        })
    }

    /// Returns what is to be said of what is not drawn.
    pub(super) fn note(&self, ask: &Ask) -> String {
        if self.left_out == 0 {
            return String::new();
        }
        ask.t().fill("charts.left-out", &[("n", &self.left_out.to_string()), ("year", &self.first.to_string())])
    }

    /// Returns the years, for the table.
    pub(super) fn all_years(&self) -> std::ops::RangeInclusive<i32> {
        self.first..=self.last
    }
}

/// Returns a dot for those of one sort and time, and bars for what is known to a year only.
fn marks(
    ask: &Ask,
    drawn: &[&(f64, f64, &Happening)],
    at: &dyn Fn(f64) -> f64,
    middle: &dyn Fn(EventType) -> usize,
) -> (Vec<Dot>, Vec<Bar>) {
    let t = ask.t();
    let mut together: BTreeMap<(bool, usize, String, String), Vec<&Happening>> = BTreeMap::new();
    for (from, to, happening) in drawn {
        let is_year = happening.precision == Precision::Year;
        let (x, width) =
            if is_year { (at(*from), (at(*to) - at(*from)).max(4.0)) } else { (at((from + to) / 2.0), 0.0) };
        let key = (is_year, middle(happening.kind), number(x), number(width));
        together.entry(key).or_default().push(happening);
    }
    let (mut dots, mut bars) = (Vec::new(), Vec::new());
    for ((is_year, y, x, width), of) in together {
        let Some(first) = of.first() else { continue };
        let day = in_words(first.date.as_str(), ask.visitor.lang);
        let mut title = format!("{day} · {}", first.what);
        if of.len() > 1 {
            title += " · ";
            title += &t.fill("charts.more", &[("n", &(of.len() - 1).to_string())]);
        }
        let address = first.sources.first().map_or(String::new(), |source| links::passage(&source.provision));
        if is_year {
            bars.push(Bar { x, y: y - 4, width, title, address });
            continue;
        }
        let class = if of.iter().any(|one| !one.conflicts.is_empty()) {
            "dot dropped"
        } else if of.iter().all(|one| one.planned) {
            "dot altered"
        } else {
            "dot"
        };
        dots.push(Dot { x, y, class, title, address });
    }
    (dots, bars)
}
