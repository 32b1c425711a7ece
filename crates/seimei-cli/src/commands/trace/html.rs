//! A lineage as one HTML page that needs nothing else.

use std::fmt::Write as _;

use super::told::{self, View};
use crate::wording::html::{self, escaped};
use crate::wrap::printable;

/// Returns the whole page.
pub(super) fn page(view: &View) -> String {
    let messages = view.look.messages;
    let title = messages.text("trace.title");
    let language = view
        .lineage
        .members
        .first()
        .map_or("und", |member| view.tracing.at(member.passage).0.expression.id.language.tag());
    let asked = view.asked();
    let mut out = format!("<header><h1>{}</h1></header>\n<main>\n", escaped(title));
    let _ = writeln!(out, "<p class=\"whose\" lang=\"{language}\">{}</p>", escaped(&asked));
    let _ = writeln!(out, "<ul class=\"figures\"><li>{}</li></ul>", escaped(&view.extent()));
    let notes: Vec<String> = view.notes().iter().map(|note| format!("<li>{}</li>", escaped(note))).collect();
    if !notes.is_empty() {
        let _ = writeln!(out, "<ul class=\"warnings\" role=\"note\">{}</ul>", notes.concat());
    }
    out += &movement(view);
    let _ = writeln!(out, "<h2>{}</h2>", escaped(messages.text("trace.members")));
    for place in 0..view.lineage.members.len() {
        out += &member(view, place);
    }
    out += &users(view);
    out += &elsewhere(view);
    let _ = writeln!(
        out,
        "</main>\n<footer><p>{}</p><p>{}</p></footer>",
        escaped(messages.text("trace.legend")),
        escaped(&view.searched())
    );
    html::page(view.look, &format!("{title}: {asked}"), &out)
}

fn movement(view: &View) -> String {
    let messages = view.look.messages;
    let mut out =
        format!("<h2>{}</h2>\n<div class=\"scroll\"><table>\n<thead><tr>", escaped(messages.text("trace.movement")));
    for key in ["trace.date", "trace.whose", "trace.moved"] {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(messages.text(key)));
    }
    out += "</tr></thead><tbody>\n";
    for (place, member) in view.lineage.members.iter().enumerate() {
        let (text, _) = view.tracing.at(member.passage);
        let _ = writeln!(
            out,
            "<tr><td>{} <a href=\"#m{place}\">{}</a></td><td>{}</td><td class=\"moved\">{}</td></tr>",
            place + 1,
            escaped(&view.date(text)),
            escaped(&view.whose(text)),
            escaped(&view.moved(place))
        );
    }
    out + "</tbody></table></div>\n"
}

fn member(view: &View, place: usize) -> String {
    let Some(member) = view.lineage.members.get(place) else { return String::new() };
    let messages = view.look.messages;
    let (text, _) = view.tracing.at(member.passage);
    let language = text.expression.id.language.tag();
    let [reference, title] = view.about(member.passage);
    let is_asked = Some(member.passage) == view.lineage.asked;
    let this = if is_asked { format!(" · <b>{}</b>", escaped(messages.text("trace.this"))) } else { String::new() };
    let mut out = format!(
        "<article id=\"m{place}\"><h3><b>{} · {}</b> · {} · {} · {}{this}</h3>\n",
        place + 1,
        escaped(&view.date(text)),
        escaped(&told::parties(text.parties(), view.look)),
        escaped(&title),
        escaped(&reference)
    );
    let versus = view.versus(place);
    if !versus.is_empty() {
        let _ = writeln!(out, "<p class=\"none\">{}</p>", escaped(&versus));
    }
    let _ = match view.difference(place) {
        Some(_) if view.is_same(place) => {
            writeln!(out, "<p class=\"none\">= {}</p>", escaped(messages.text("trace.same")))
        }
        Some((before, segments)) => {
            writeln!(out, "<p lang=\"{language}\">{}</p>", html::inline(before, view.text(member), segments))
        }
        None => writeln!(out, "<p lang=\"{language}\">{}</p>", escaped(&printable(view.text(member)))),
    };
    out += &html::changes(view.look, view.changes(place), view.table(place));
    out + "</article>\n"
}

fn users(view: &View) -> String {
    let messages = view.look.messages;
    let mut out = format!("<h2>{}</h2>\n<ul>\n", escaped(messages.text("trace.users")));
    for usage in &view.lineage.users {
        let [parties, often, stopped] = view.usage(usage).map(|line| escaped(&line));
        let stopped = if stopped.is_empty() { stopped } else { format!("<br><strong>{stopped}</strong>") };
        let _ = writeln!(out, "<li><b>{parties}</b> {often}{stopped}</li>");
    }
    out + "</ul>\n"
}

fn elsewhere(view: &View) -> String {
    if view.lineage.elsewhere.is_empty() {
        return String::new();
    }
    let mut out = format!("<h2>{}</h2>\n", escaped(view.look.messages.text("trace.elsewhere")));
    for passage in &view.lineage.elsewhere {
        let (text, provision) = view.tracing.at(*passage);
        let [reference, title] = view.about(*passage);
        let _ = writeln!(
            out,
            "<article><h3><b>{}</b> · {} · {} · {}</h3>\n<p lang=\"{}\">{}</p></article>",
            escaped(&view.date(text)),
            escaped(&told::parties(text.parties(), view.look)),
            escaped(&title),
            escaped(&reference),
            text.expression.id.language.tag(),
            escaped(&printable(&provision.text))
        );
    }
    out
}
