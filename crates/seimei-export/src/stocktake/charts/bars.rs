//! Bars: how the commitments of each area of the programme, or of each topic, stand.

use std::fmt::Write as _;

use super::super::page::{Chart, Column, Drawing, Para, Row, Table, TableKind};
use super::super::tally::{self, Bar, State};
use super::super::told::Told;
use super::super::words::number;
use super::svg::{self, Anchor, Ink, Svg};
use super::{Layout, NARROW, WIDE};

/// The most bars; further topics are summed.
const MOST: usize = 20;

/// Returns the chart; nothing where there is nothing to count.
pub(crate) fn chart(told: &Told) -> Option<Chart> {
    let words = &told.words;
    let areas = &told.stocktake.areas;
    let is_of_areas = !areas.is_empty();
    let bars: Vec<Bar<String>> = if is_of_areas {
        let named = |bar: Bar<&_>| {
            let area: &seimei_register::stocktake::AreaLine = bar.name;
            let name = format!("{} {}", area.area.code, told.name(&area.title).0);
            Bar { name: super::super::page::clean(&name), parts: bar.parts, all: bar.all }
        };
        areas.iter().map(tally::of_area).map(named).collect()
    } else {
        let mut bars = tally::of_topics(told.stocktake);
        let rest = tally::summed(&mut bars, MOST);
        let name =
            |topic: Option<_>| topic.map_or_else(|| words.text("group.no-topic").to_owned(), |topic| told.topic(topic));
        let named = bars.into_iter().map(|bar| Bar { name: name(bar.name), parts: bar.parts, all: bar.all });
        let rest = rest.map(|(count, bar)| Bar {
            name: words.count("chart.other-topics", count),
            parts: bar.parts,
            all: bar.all,
        });
        named.chain(rest).collect()
    };
    if bars.is_empty() {
        return None;
    }
    let title = words.text(if is_of_areas { "chart.areas" } else { "chart.topics" }).to_owned();
    let states: Vec<State> =
        State::ALL.into_iter().filter(|state| bars.iter().any(|bar| bar.parts[*state as usize] > 0)).collect();
    let description = description(told, &bars);
    let note = if !is_of_areas {
        Some("chart.topics-note")
    } else if bars.iter().any(|bar| bar.sum() > bar.all) {
        Some("chart.areas-overlap")
    } else {
        None
    };
    let draw = |layout| draw(told, &bars, &states, layout, &title, &description);
    let (wide, narrow) = (draw(WIDE), draw(NARROW));
    let table = table(told, &bars, is_of_areas);
    let note = note.map(|key| words.text(key).to_owned());
    Some(Chart { title, description, note, wide, narrow, table, table_title: words.text("chart.numbers").to_owned() })
}

fn description(told: &Told, bars: &[Bar<String>]) -> String {
    let words = &told.words;
    let rows = bars.iter().map(|bar| {
        let total = words.fill("chart.part", &[("name", words.text("column.total")), ("n", &number(bar.all))]);
        let parts = State::ALL.into_iter().filter(|state| bar.parts[*state as usize] > 0).map(|state| {
            let count = number(bar.parts[state as usize]);
            words.fill("chart.part", &[("name", &words.label("state", state.word())), ("n", &count)])
        });
        let parts: Vec<String> = std::iter::once(total).chain(parts).collect();
        words.fill("chart.row", &[("name", &bar.name), ("parts", &words.list(&parts))])
    });
    rows.collect::<Vec<_>>().join(words.text("list.part"))
}

fn table(told: &Told, bars: &[Bar<String>], is_of_areas: bool) -> Table {
    let words = &told.words;
    let mut columns = vec![Column::text(words.text(if is_of_areas { "column.area" } else { "column.topic" }), 30)];
    columns.push(Column::number(words.text("column.total"), 10));
    for state in State::ALL {
        columns.push(Column::number(&words.label("state", state.word()), 10));
    }
    let rows = bars.iter().map(|bar| {
        let numbers = std::iter::once(bar.all).chain(bar.parts);
        let cells = numbers.map(|count| vec![Para::plain(&number(count))]);
        Row { id: None, number: None, cells: std::iter::once(vec![Para::plain(&bar.name)]).chain(cells).collect() }
    });
    Table { kind: TableKind::Figures, caption: None, columns, rows: rows.collect() }
}

fn draw(
    told: &Told,
    bars: &[Bar<String>],
    states: &[State],
    layout: Layout,
    title: &str,
    description: &str,
) -> Drawing {
    let words = &told.words;
    let mut svg = Svg::new(layout.width);
    svg.raw(&patterns(layout.prefix));
    let names: Vec<String> = states.iter().map(|state| words.label("state", state.word())).collect();
    let mut y = svg::legend(&mut svg, 2.0, f64::from(layout.width), &names, &mut |svg, index, (x, y)| {
        fill(svg, states[index], layout.prefix, (x - 9.0, y - 7.0), (18.0, 14.0));
    });
    let left = f64::from(layout.label);
    let most = bars.iter().map(|bar| bar.sum().max(bar.all)).max().unwrap_or(0).max(1);
    let room = f64::from(layout.width) - left - 44.0;
    let is_above = layout.label == 0;
    for bar in bars {
        let mut from = left;
        if is_above {
            svg.text((0.0, y + 13.0), Anchor::Start, Ink::Text, 400, &svg::cut(&bar.name, f64::from(layout.width)));
            y += 19.0;
        } else {
            let label = svg::cut(&bar.name, left - 12.0);
            svg.text((left - 10.0, y + 15.5), Anchor::End, Ink::Text, 400, &label);
        }
        for state in State::ALL {
            let count = bar.parts[state as usize];
            if count == 0 {
                continue;
            }
            let length = room * tally::drawn(count) / tally::drawn(most);
            fill(&mut svg, state, layout.prefix, (from, y), (length, 22.0));
            let text = number(count);
            let needed = svg::width(&text) + 6.0;
            if needed + 10.0 <= length {
                let middle = from + length / 2.0;
                svg.ground((middle - needed / 2.0, y + 3.0), (needed, 16.0));
                svg.text((middle, y + 15.5), Anchor::Middle, Ink::Text, 400, &text);
            }
            from += length;
        }
        svg.text((from + 6.0, y + 15.5), Anchor::Start, Ink::Text, 700, &number(bar.all));
        y += if is_above { 30.0 } else { 29.0 };
    }
    svg.finish(y, title, description, words.lang.tag(), &format!("bars-{}", layout.prefix))
}

/// Draws a part of a bar in its pattern.
fn fill(svg: &mut Svg, state: State, prefix: &str, at: (f64, f64), size: (f64, f64)) {
    let word = state.word();
    let (class, fill) = match state {
        State::Done => ("s-done", "#1f4e79".to_owned()),
        State::Unassessed => ("cp", "#ffffff".to_owned()),
        State::Closed => ("s-closed", "#c9ccd1".to_owned()),
        _ => ("s-ground", format!("url(#{prefix}-{word})")),
    };
    svg.rect(at, size, &format!("{class} so"), &fill, true);
}

/// The patterns: lines one way, lines both ways, dots.
fn patterns(prefix: &str) -> String {
    let mut out = String::from("<defs>");
    for (word, size, ground, lines) in [
        (
            "under_way",
            7,
            "#e3edf7",
            "<path d=\"M-1 8L8 -1M-1 1L1 -1M6 8L8 6\" class=\"p-under_way\" stroke=\"#1f4e79\" stroke-width=\"1.4\"/>",
        ),
        (
            "overdue",
            6,
            "#fbe3df",
            "<path d=\"M0 0L6 6M6 0L0 6\" class=\"p-overdue\" stroke=\"#8f1d1d\" stroke-width=\"1.3\"/>",
        ),
        ("not_begun", 6, "#ffffff", "<circle cx=\"3\" cy=\"3\" r=\"1.2\" class=\"p-not_begun\" fill=\"#4f535a\"/>"),
    ] {
        let _ = write!(
            out,
            "<pattern id=\"{prefix}-{word}\" width=\"{size}\" height=\"{size}\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"{size}\" height=\"{size}\" class=\"g-{word}\" fill=\"{ground}\"/>{lines}</pattern>"
        );
    }
    out + "</defs>"
}
