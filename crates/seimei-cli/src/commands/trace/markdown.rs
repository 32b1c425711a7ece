//! A lineage as Markdown: for a memorandum or a ticket.

use std::fmt::Write as _;

use super::told::{self, View};
use crate::wording::markdown::{self, escaped};
use crate::wrap::printable;

/// Returns the whole page.
pub(super) fn page(view: &View) -> String {
    let messages = view.look.messages;
    let mut out = format!("# {}\n\n", messages.text("trace.title"));
    let _ = writeln!(out, "> {}\n\n{}\n", escaped(&view.asked()), escaped(&view.extent()));
    for note in view.notes() {
        let _ = writeln!(out, "{}\n", escaped(&note));
    }
    let _ = writeln!(out, "## {}\n", messages.text("trace.movement"));
    let heads = ["trace.date", "trace.whose", "trace.moved"].map(|key| messages.text(key));
    let _ = writeln!(out, "| {} |\n|---|---|---|", heads.join(" | "));
    for (place, member) in view.lineage.members.iter().enumerate() {
        let (text, _) = view.tracing.at(member.passage);
        let cells = [view.date(text), view.whose(text), view.moved(place)];
        let _ = writeln!(out, "| {} {} |", place + 1, cells.map(|cell| escaped(&cell)).join(" | "));
    }
    let _ = writeln!(out, "\n## {}\n", messages.text("trace.members"));
    for (place, member) in view.lineage.members.iter().enumerate() {
        let (text, _) = view.tracing.at(member.passage);
        let [reference, title] = view.about(member.passage);
        let head = [view.date(text), told::parties(text.parties(), view.look), title, reference];
        let _ = writeln!(out, "### {} · {}\n", place + 1, head.map(|part| escaped(&part)).join(" · "));
        let words = match view.difference(place) {
            Some(_) if view.is_same(place) => format!("= {}", messages.text("trace.same")),
            Some((before, segments)) => markdown::inline(before, view.text(member), segments),
            None => escaped(&printable(view.text(member))),
        };
        let versus = view.versus(place);
        let versus = if versus.is_empty() { versus } else { format!("{versus}\n\n") };
        let _ = writeln!(out, "{versus}{words}\n");
        out += &markdown::changes(view.look, view.changes(place), view.table(place));
    }
    let _ = writeln!(out, "## {}\n", messages.text("trace.users"));
    for usage in &view.lineage.users {
        let [parties, often, stopped] = view.usage(usage).map(|line| escaped(&line));
        let stopped = if stopped.is_empty() { stopped } else { format!("  \n  **{stopped}**") };
        let _ = writeln!(out, "- **{parties}** {often}{stopped}");
    }
    if !view.lineage.elsewhere.is_empty() {
        let _ = writeln!(out, "\n## {}\n", messages.text("trace.elsewhere"));
        for passage in &view.lineage.elsewhere {
            let (text, provision) = view.tracing.at(*passage);
            let [reference, _] = view.about(*passage);
            let head = [view.date(text), told::parties(text.parties(), view.look), reference];
            let head = head.map(|part| escaped(&part)).join(" · ");
            let _ = writeln!(out, "- {head}  \n  {}", escaped(&printable(&provision.text)));
        }
    }
    let _ = writeln!(out, "\n{}", escaped(&view.searched()));
    out
}
