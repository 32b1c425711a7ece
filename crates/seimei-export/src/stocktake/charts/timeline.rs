//! The timeline: a lane for each commitment, with a shape for each kind of mark, and a line for the day.

use seimei_register::stocktake::MarkKind;

use super::super::page::{Chart, Column, Drawing, Para, Row, Table, TableKind, clean};
use super::super::tally::{self, Lane, MARKS};
use super::super::told::Told;
use super::super::words::number;
use super::svg::{self, Anchor, Ink, Svg};
use super::{Layout, NARROW, WIDE};

/// The most lanes; further commitments share one, with numbers in place of marks.
const MOST: usize = 30;

/// The lanes and the time they lie in, in days from 1 January 1970.
struct Lanes<'a> {
    shown: Vec<Lane<'a>>,
    rest: Vec<Lane<'a>>,
    first: i32,
    last: i32,
    today: i32,
}

/// Returns the chart; nothing where there is no mark.
pub(crate) fn chart(told: &Told) -> Option<Chart> {
    let words = &told.words;
    let (shown, rest) = tally::lanes(told.stocktake, MOST);
    let today = tally::day_number(&told.stocktake.until)?;
    let days = || shown.iter().chain(&rest).flat_map(|lane| lane.marks.iter().map(|(day, _)| *day));
    let (first, last) = (days().min()?.min(today), days().max()?.max(today));
    let lanes = Lanes { shown, rest, first, last, today };
    let title = words.text("chart.timeline").to_owned();
    let description = description(told, &lanes);
    let draw = |layout| draw(told, &lanes, layout, &title, &description);
    let (wide, narrow) = (draw(WIDE), draw(NARROW));
    let table = table(told, &lanes);
    Some(Chart {
        title,
        description,
        note: None,
        wide,
        narrow,
        table,
        table_title: words.text("chart.numbers").to_owned(),
    })
}

fn description(told: &Told, lanes: &Lanes) -> String {
    let words = &told.words;
    let marks = MARKS.map(|kind| {
        let count = lanes.shown.iter().chain(&lanes.rest).map(|lane| count(lane, kind)).sum();
        let name = words.label("mark", tally::mark_word(kind));
        words.fill("chart.part", &[("name", &name), ("n", &number(count))])
    });
    let [first, last] = [lanes.first, lanes.last].map(|day| words.date(&day_text(day)));
    let values = [
        ("lanes", number(lanes.shown.len() + lanes.rest.len())),
        ("first", first),
        ("last", last),
        ("marks", words.list(&marks)),
        ("until", words.date(&told.stocktake.until)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.fill("chart.timeline-desc", &values)
}

fn count(lane: &Lane, kind: MarkKind) -> usize {
    lane.marks.iter().filter(|(_, mark)| mark.kind == kind).count()
}

/// Returns what a lane is called: what is owed, else the name of the entry.
fn label(told: &Told, lane: &Lane) -> String {
    told.lines.get(lane.entry).map_or_else(|| lane.entry.to_string(), |line| clean(&line.what))
}

fn table(told: &Told, lanes: &Lanes) -> Table {
    let words = &told.words;
    let mut columns = vec![Column::text(words.text("column.commitment"), 36)];
    columns.extend(MARKS.map(|kind| Column::text(&words.label("mark", tally::mark_word(kind)), 16)));
    let mut rows: Vec<Row> = Vec::new();
    for (at, lane) in lanes.shown.iter().enumerate() {
        let days = MARKS.map(|kind| {
            let days: Vec<String> = lane
                .marks
                .iter()
                .filter(|(_, mark)| mark.kind == kind)
                .map(|(_, mark)| words.date(&mark.day))
                .collect();
            vec![Para::plain(&if days.is_empty() { "–".to_owned() } else { words.list(&days) })]
        });
        let name = format!("{}. {}", at + 1, label(told, lane));
        let cells = std::iter::once(vec![Para::plain(&name)]).chain(days).collect();
        rows.push(Row { id: None, number: None, cells });
    }
    if !lanes.rest.is_empty() {
        let name = words.count("chart.rest", lanes.rest.len());
        let counts = MARKS.map(|kind| {
            let count = lanes.rest.iter().map(|lane| count(lane, kind)).sum();
            vec![Para::plain(&words.fill("chart.part", &[("name", ""), ("n", &number(count))]))]
        });
        let cells = std::iter::once(vec![Para::plain(&name)]).chain(counts).collect();
        rows.push(Row { id: None, number: None, cells });
    }
    Table { kind: TableKind::Figures, caption: None, columns, rows }
}

fn draw(told: &Told, lanes: &Lanes, layout: Layout, title: &str, description: &str) -> Drawing {
    let words = &told.words;
    let mut svg = Svg::new(layout.width);
    let names = MARKS.map(|kind| words.label("mark", tally::mark_word(kind)));
    let width = f64::from(layout.width);
    let top = svg::legend(&mut svg, 2.0, width, &names, &mut |svg, index, at| mark(svg, MARKS[index], at));
    let (left, right) = (f64::from(layout.label) + 12.0, width - 14.0);
    let span = f64::from((lanes.last - lanes.first).max(1));
    let x_of = |day: i32| left + (right - left) * f64::from(day - lanes.first) / span;
    let is_above = layout.label == 0;
    let (lane_height, head) = if is_above { (38.0, 18.0) } else { (23.0, 0.0) };
    let count = lanes.shown.len() + usize::from(!lanes.rest.is_empty());
    // The day and the years share the head of the drawing, on two lines.
    let begin = top + 38.0;
    let end = begin + lane_height * tally::drawn(count);
    let ticks = ticks(lanes.first, lanes.last, if is_above { 4 } else { 9 });
    for (day, text) in &ticks {
        let x = x_of(*day);
        svg.line((x, begin - 6.0), (x, end), Ink::Line, 1.0, false);
        let half = svg::width(&words.date(text)) / 2.0;
        let x = x.clamp(half, width - half);
        svg.text((x, begin - 10.0), Anchor::Middle, Ink::Faint, 400, &words.date(text));
    }
    let today = x_of(lanes.today);
    svg.line((today, begin - 24.0), (today, end), Ink::Text, 1.6, true);
    let text = words.fill("chart.today", &[("day", &words.date(&told.stocktake.until))]);
    let half = svg::width(&text) / 2.0 + 2.0;
    svg.text((today.clamp(half, (width - half).max(half)), begin - 28.0), Anchor::Middle, Ink::Text, 700, &text);
    for (at, lane) in lanes.shown.iter().enumerate() {
        let y = begin + lane_height * tally::drawn(at);
        let name = format!("{}. {}", at + 1, label(told, lane));
        name_lane(&mut svg, layout, y, &name);
        let middle = y + head + (lane_height - head) / 2.0;
        if let (Some((first, _)), Some((last, _))) = (lane.marks.first(), lane.marks.last()) {
            svg.line((x_of(*first), middle), (x_of(*last), middle), Ink::Faint, 1.2, false);
        }
        // Those that cover much are drawn first, so that none hides another of the same day.
        for kind in [MarkKind::Due, MarkKind::Said, MarkKind::Evidence, MarkKind::Assessed] {
            for (day, _) in lane.marks.iter().filter(|(_, mark)| mark.kind == kind) {
                mark(&mut svg, kind, (x_of(*day), middle));
            }
        }
    }
    if !lanes.rest.is_empty() {
        let y = begin + lane_height * tally::drawn(lanes.shown.len());
        name_lane(&mut svg, layout, y, &words.count("chart.rest", lanes.rest.len()));
        let mut edges: Vec<i32> = ticks.iter().map(|(day, _)| *day).filter(|day| *day > lanes.first).collect();
        edges.push(lanes.last + 1);
        let mut from = lanes.first;
        for edge in edges {
            let count = lanes.rest.iter().flat_map(|lane| &lane.marks).filter(|(day, _)| (from..edge).contains(day));
            let count = count.count();
            if count > 0 {
                let middle = f64::midpoint(x_of(from), x_of(edge.min(lanes.last)));
                let text = number(count);
                svg.text((middle, y + head + (lane_height - head) / 2.0 + 4.5), Anchor::Middle, Ink::Text, 400, &text);
            }
            from = edge;
        }
    }
    svg.finish(end + 6.0, title, description, words.lang.tag(), &format!("time-{}", layout.prefix))
}

fn name_lane(svg: &mut Svg, layout: Layout, y: f64, name: &str) {
    if layout.label == 0 {
        svg.line((0.0, y), (f64::from(layout.width), y), Ink::Line, 0.5, false);
        // A ground, so that the lines of the years do not run through the words.
        let name = svg::cut(name, f64::from(layout.width) - 4.0);
        svg.ground((0.0, y + 2.0), (svg::width(&name) + 4.0, 17.0));
        svg.text((0.0, y + 15.0), Anchor::Start, Ink::Text, 400, &name);
    } else {
        svg.text((0.0, y + 16.0), Anchor::Start, Ink::Text, 400, &svg::cut(name, f64::from(layout.label) - 6.0));
    }
}

/// Draws a mark by its shape: said a ring, evidence a full square, judged a triangle, due a diamond.
fn mark(svg: &mut Svg, kind: MarkKind, (x, y): (f64, f64)) {
    match kind {
        MarkKind::Said => svg.circle((x, y), 5.0, "cp so", "#ffffff"),
        MarkKind::Evidence => {
            let points = [(x - 3.6, y - 3.6), (x + 3.6, y - 3.6), (x + 3.6, y + 3.6), (x - 3.6, y + 3.6)];
            svg.shape(&points, "s-done so", "#1f4e79");
        }
        MarkKind::Assessed => {
            svg.shape(&[(x, y - 6.5), (x + 6.0, y + 4.5), (x - 6.0, y + 4.5)], "s-judged so", "#e0a21b");
        }
        MarkKind::Due => {
            svg.shape(&[(x, y - 8.0), (x + 8.0, y), (x, y + 8.0), (x - 8.0, y)], "s-due so", "#f6d5d0");
        }
    }
}

/// Returns the ticks of a time: days with the month or year that begins there, at most `most`.
fn ticks(first: i32, last: i32, most: usize) -> Vec<(i32, String)> {
    for step in [1, 3, 6, 12, 24, 60, 120, 600] {
        let all = ticks_by(first, last, step);
        if all.len() <= most {
            return all;
        }
    }
    Vec::new()
}

/// Returns the beginnings of every `step` months, counted from January of year 0.
fn ticks_by(first: i32, last: i32, step: i32) -> Vec<(i32, String)> {
    let text = day_text(first);
    let mut parts = text.split('-').filter_map(|part| part.parse::<i32>().ok());
    let (Some(year), Some(month)) = (parts.next(), parts.next()) else { return Vec::new() };
    let begun = year * 12 + month - 1;
    let mut months = begun - begun.rem_euclid(step);
    let mut all = Vec::new();
    loop {
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let Some(day) = tally::day_number(&format!("{year:04}-{month:02}-01")).filter(|day| *day <= last) else {
            return all;
        };
        if day >= first {
            all.push((day, if step >= 12 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }));
        }
        months += step;
    }
}

/// Returns the day `YYYY-MM-DD` of a number of days from 1 January 1970.
fn day_text(number: i32) -> String {
    use jiff::ToSpan as _;
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(number.days()).map_or_else(|_| epoch.to_string(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_as_many_as_there_is_room_for() {
        let day = |text| tally::day_number(text).expect("a day");
        let told = |first, last, most| {
            let ticks = ticks(day(first), day(last), most);
            ticks.into_iter().map(|(at, text)| format!("{} {text}", day_text(at))).collect::<Vec<_>>()
        };
        assert_eq!(told("2025-11-03", "2026-05-20", 4), ["2026-01-01 2026-01", "2026-04-01 2026-04"]);
        assert_eq!(
            told("2022-05-01", "2026-12-31", 8),
            ["2023-01-01 2023", "2024-01-01 2024", "2025-01-01 2025", "2026-01-01 2026"]
        );
        assert_eq!(told("2026-05-20", "2026-05-20", 4), [""; 0]);
    }
}
