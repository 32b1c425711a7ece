//! A comparison as Markdown: for a memorandum or a ticket. What went is struck through, what came is underlined.

use std::fmt::Write as _;

use seimei_app::compare::{Item, Status};

use super::{View, told};
use crate::wording;
use crate::wording::markdown::escaped;
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
        _ => out += &wording::markdown::inline(&a, &b, &item.changed.difference.segments),
    }
    out.push_str("\n\n");
    out + &wording::markdown::changes(view.look, &item.changed.changes, view.table())
}
