//! A comparison as Markdown: for a memorandum or a ticket. What went is struck through, what came is bold.

use std::fmt::Write as _;

use seimei_app::compare::{Item, SegmentKind, Status};

use super::terminal::slice;
use super::{View, told};
use crate::wrap::printable;

/// Returns the whole page.
pub(crate) fn page(view: &View) -> String {
    let messages = view.look.messages;
    let mut out = format!("# {}\n\n", messages.text("compare.title"));
    if !view.of_parties.is_empty() {
        let parties = view.look.actors(view.of_parties);
        let _ = writeln!(out, "{}\n", escaped(&messages.fill("compare.latest-of", &[("parties", &parties)])));
    }
    for (mark, text) in [("A", view.a), ("B", view.b)] {
        let about = told::about(view, text).join(" · ");
        let _ = writeln!(out, "- **{mark}** {}  \n  {}", escaped(&told::title(view, text)), escaped(&about));
    }
    out.push('\n');
    for warning in told::warnings(view) {
        let _ = writeln!(out, "> {}\n>", escaped(&warning));
    }
    out.push('\n');
    let figures: Vec<String> = told::figures(view)
        .into_iter()
        .map(|(status, count)| format!("{} {count}", told::status(view, status)))
        .collect();
    let _ = writeln!(out, "{}\n", figures.join(" · "));
    out += &summary(view);
    let _ = writeln!(out, "## {}\n", messages.text("compare.provisions"));
    for item in &view.comparison.items {
        if item.status != Status::Kept || view.shows_all {
            out += &provision(view, item);
        }
    }
    let kept: Vec<Item> = view.comparison.items.iter().filter(|item| item.status == Status::Kept).cloned().collect();
    let kept = told::places(view, &kept);
    if !kept.is_empty() && !view.shows_all {
        let _ = writeln!(out, "**{}** {}", told::status(view, Status::Kept), kept.join(", "));
    }
    out
}

fn summary(view: &View) -> String {
    let messages = view.look.messages;
    let highlights = view.comparison.highlights();
    if highlights.is_empty() {
        return String::new();
    }
    let mut out = format!("## {}\n\n", told::summary_heading(view));
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | A | B |\n|---|---|---|---|---|---|",
        messages.text("compare.place"),
        messages.text("compare.subject"),
        messages.text("compare.matter"),
        messages.text("compare.turn")
    );
    for (place, index) in highlights {
        let item = &view.comparison.items[place];
        let change = &item.changed.changes[index];
        let [a, b] = told::sides(view, change);
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            told::place(view, item),
            escaped(&told::subject(view, item)),
            told::matter(view, change),
            told::turn(view, change),
            escaped(&a),
            escaped(&b)
        );
    }
    out.push('\n');
    out
}

fn provision(view: &View, item: &Item) -> String {
    let mut out = format!("### {} · {}\n\n", told::place(view, item), told::status(view, item.status));
    let [a, b] = view.words(item);
    match item.status {
        Status::Dropped => out += &escaped(&printable(&a)),
        Status::New => out += &escaped(&printable(&b)),
        _ if item.changed.difference.segments.is_empty() => {
            let _ = write!(out, "{}\n\n{}", escaped(&printable(&a)), escaped(&printable(&b)));
        }
        _ => {
            for segment in &item.changed.difference.segments {
                let (gone, come) = (slice(&a, segment, true), slice(&b, segment, false));
                if segment.kind == SegmentKind::Kept {
                    out += &escaped(&printable(come));
                } else {
                    out += &marked("~~", gone);
                    out += &marked("**", come);
                }
            }
        }
    }
    out.push_str("\n\n");
    for change in told::counting(item) {
        let [a, b] = told::sides(view, change);
        let arrow = if a.is_empty() || b.is_empty() { "" } else { " → " };
        let _ = writeln!(
            out,
            "- {} {}: {}{arrow}{}",
            told::matter(view, change),
            told::turn(view, change),
            escaped(&a),
            escaped(&b)
        );
    }
    if told::counting(item).next().is_some() {
        out.push('\n');
    }
    out
}

/// Returns words between marks; Markdown wants no space inside them, and an HTML element where East Asian text stands
/// beside them, which the marks would not part.
fn marked(mark: &str, words: &str) -> String {
    let bare = words.trim_end();
    if bare.is_empty() {
        return String::new();
    }
    let space = if bare.len() < words.len() { " " } else { "" };
    let (begin, end) = if mark == "~~" { ("<del>", "</del>") } else { ("<ins>", "</ins>") };
    format!("{begin}{}{end}{space}", escaped(&printable(bare)))
}

/// Returns text such that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}
