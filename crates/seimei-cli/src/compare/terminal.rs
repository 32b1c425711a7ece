//! A comparison on a terminal: side by side where the lines are long enough, else the differences in the text. What went
//! stands in [-…-], what came in {+…+}, so that nothing depends on colour.

use seimei_app::compare::{Item, SegmentKind, Status};

use super::{View, told};
use crate::style::Tone;
use crate::wording::terminal::marked;
use crate::wording::{self, slice};
use crate::wrap::{self, Layout, Rich, pad, printable, width};

/// The fewest columns in which two texts are set side by side.
const SIDE_BY_SIDE: usize = 100;
/// Columns before the words of a provision.
const INDENT: usize = 4;
/// Columns of the words for what a change is about, at most.
const LABEL: usize = 16;

/// Returns the whole page.
pub(crate) fn page(view: &View) -> String {
    let mut out = head(view);
    out += &summary(view);
    out += &provisions(view);
    out
}

fn head(view: &View) -> String {
    let look = view.look;
    let mut out = String::new();
    if !view.of_parties.is_empty() {
        let parties = look.actors(view.of_parties);
        out += &look.line(Tone::Heading, &look.messages.fill("compare.latest-of", &[("parties", &parties)]));
    }
    for (mark, text) in [("A", view.a), ("B", view.b)] {
        let title = Rich::new(Tone::Heading, format!("{mark}  {}", told::title(view, text)));
        out += &look.lines(&title, 0, 3);
        out += &look.lines(&Rich::new(Tone::Faint, told::about(view, text).join(" · ")), 3, 3);
    }
    for warning in told::warnings(view) {
        out += &look.lines(&Rich::new(Tone::Warning, format!("!  {warning}")), 0, 3);
    }
    let figures: Vec<String> = told::figures(view)
        .into_iter()
        .map(|(status, count)| format!("{} {count}", told::status(view, status)))
        .collect();
    out + &look.rule("─") + &look.line(Tone::Plain, &figures.join(" · "))
}

/// A line of what matters: place, matter, turn, words.
type Row = (String, String, String, Rich);

/// Returns what matters, one change a line.
fn summary(view: &View) -> String {
    let look = view.look;
    let highlights = view.comparison.highlights();
    if highlights.is_empty() {
        return String::new();
    }
    let mut out = look.list_heading(told::summary_heading(view), highlights.len());
    let rows: Vec<Row> = highlights
        .iter()
        .map(|(place, index)| {
            let item = &view.comparison.items[*place];
            let change = &item.changed.changes[*index];
            let [a, b] = told::sides(view, change);
            let mut words = Rich::default();
            words.push(Tone::Gone, shown("[-", &a, "-]"));
            if !a.is_empty() && !b.is_empty() {
                words.push(Tone::Faint, " → ");
            }
            words.push(Tone::Come, shown("{+", &b, "+}"));
            let subject = told::subject(view, item);
            if !subject.is_empty() {
                words.push(Tone::Faint, format!("  {}", fixed(&format!("({subject})"))));
            }
            (told::place(view, item), told::matter(view, change), told::turn(view, change), words)
        })
        .collect();
    let columns = |of: &dyn Fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or_default();
    let (first, second) = (columns(&|row| width(&row.0)), columns(&|row| width(&row.1)).min(LABEL));
    let third = columns(&|row| width(&row.2)).min(LABEL);
    for (place, matter, turn, words) in rows {
        let mut line = Rich::new(Tone::Faint, fixed(&pad(&place, first)));
        line.push(Tone::Heading, fixed(&format!("  {}", pad(&matter, second))));
        line.push(Tone::Plain, fixed(&format!("  {}  ", pad(&turn, third))));
        line.extend(words);
        out += &look.lines(&line, 0, first + second + third + 6).replace('\u{a0}', " ");
    }
    out
}

/// Makes spaces such that no line ends there.
fn fixed(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

fn shown(begin: &str, words: &str, end: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{begin}{words}{end}") }
}

fn provisions(view: &View) -> String {
    let look = view.look;
    let items = &view.comparison.items;
    let mut out = look.list_heading(look.messages.text("compare.provisions"), items.len());
    let mut index = 0;
    while let Some(item) = items.get(index) {
        if item.status == Status::Kept && !view.shows_all {
            let run = items[index..].iter().take_while(|item| item.status == Status::Kept).count();
            out += &kept(view, &items[index..index + run]);
            index += run;
            continue;
        }
        out += &provision(view, item);
        index += 1;
    }
    out
}

/// Returns one line for provisions that were kept.
fn kept(view: &View, items: &[Item]) -> String {
    let places = told::places(view, items);
    let mut line = Rich::new(Tone::Faint, format!("= {}  ", told::status(view, Status::Kept)));
    line.push(Tone::Faint, places.iter().map(|place| fixed(place)).collect::<Vec<_>>().join(", "));
    format!("\n{}", view.look.lines(&line, 0, INDENT).replace('\u{a0}', " "))
}

fn provision(view: &View, item: &Item) -> String {
    let look = view.look;
    let mut heading = Rich::new(Tone::Heading, format!("{} {}", told::sign(item.status), told::place(view, item)));
    heading.push(Tone::Faint, format!("  {}", told::status(view, item.status)));
    if item.is_moved && item.status != Status::Moved {
        heading.push(Tone::Faint, format!(" · {}", look.messages.text("compare.elsewhere")));
    }
    if item.a.len() + item.b.len() > 2 && item.is_pair() {
        let key = if item.a.len() > 1 { "compare.merged" } else { "compare.split" };
        heading.push(Tone::Faint, format!(" · {}", look.messages.text(key)));
    }
    let mut out = format!("\n{}", look.lines(&heading, 0, INDENT));
    let has_difference = item.changed.difference.changed().next().is_some();
    let is_across = item.is_pair() && item.changed.difference.segments.is_empty();
    if look.columns >= SIDE_BY_SIDE && item.is_pair() && (has_difference || is_across) {
        out += &beside(view, item);
    } else if is_across {
        let [a, b] = view.words(item);
        out += &look.lines(&Rich::new(Tone::Plain, printable(&a)), INDENT, INDENT);
        out += &look.lines(&Rich::new(Tone::Plain, printable(&b)), INDENT, INDENT);
    } else {
        out += &look.lines(&inline(view, item), INDENT, INDENT);
    }
    for change in wording::counting(&item.changed.changes) {
        out += &wording::terminal::change(look, change, view.table(), INDENT);
    }
    out
}

/// Returns the text with what went and what came in it.
fn inline(view: &View, item: &Item) -> Rich {
    let [a, b] = view.words(item);
    match item.status {
        Status::Dropped => Rich::new(Tone::Plain, printable(&a)),
        Status::New => Rich::new(Tone::Plain, printable(&b)),
        _ => wording::terminal::inline(&a, &b, &item.changed.difference.segments),
    }
}

/// Sets both texts side by side, each with its own marks.
fn beside(view: &View, item: &Item) -> String {
    let look = view.look;
    let columns = (look.columns - INDENT - 3) / 2;
    let [a, b] = view.words(item);
    let side = |text: &str, is_a: bool| -> Rich {
        let mut rich = Rich::default();
        if item.changed.difference.segments.is_empty() {
            rich.push(Tone::Plain, printable(text));
        }
        for segment in &item.changed.difference.segments {
            let words = slice(text, segment, is_a);
            match segment.kind {
                SegmentKind::Kept => rich.push(Tone::Plain, printable(words)),
                _ if is_a => marked(&mut rich, Tone::Gone, "[-", words, "-]"),
                _ => marked(&mut rich, Tone::Come, "{+", words, "+}"),
            }
        }
        rich
    };
    let lines = |rich: &Rich, colour: bool| -> Vec<String> {
        wrap::fill(rich, Layout { columns, first: 0, rest: 0, colour }).lines().map(str::to_owned).collect()
    };
    let (left, right) = (side(&a, true), side(&b, false));
    // What the terminal does not show must not count: padding goes by the plain lines.
    let (plain, left) = (lines(&left, false), lines(&left, look.colour));
    let right = lines(&right, look.colour);
    let mut out = String::new();
    for index in 0..left.len().max(right.len()) {
        let of = |lines: &[String]| lines.get(index).cloned().unwrap_or_default();
        let gap = " ".repeat(columns.saturating_sub(width(&of(&plain))));
        let line = format!("{}{}{gap} │ {}", " ".repeat(INDENT), of(&left), of(&right));
        out += line.trim_end();
        out.push('\n');
    }
    out
}
