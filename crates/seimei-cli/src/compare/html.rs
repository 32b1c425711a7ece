//! A comparison as one HTML page: two columns on wide screens and one on narrow ones.

use std::fmt::Write as _;

use seimei_app::compare::{Item, Status};

use super::{View, told};
use crate::commands::texts::Text;
use crate::wording;
use crate::wording::html::escaped;
use crate::wrap::printable;

/// Returns the page; several comparisons stand one under the other.
pub(crate) fn page(views: &[View]) -> String {
    let Some(first) = views.first() else { return String::new() };
    let messages = first.look.messages;
    let title = messages.text("compare.title");
    let mut out = String::new();
    let _ = writeln!(out, "<header><h1>{}</h1></header>", escaped(title));
    for (number, view) in views.iter().enumerate() {
        out += &comparison(view, number);
    }
    let _ = writeln!(out, "<footer><p>{}</p></footer>", escaped(messages.text("compare.legend")));
    let title = format!("{title}: {} / {}", told::title(first, first.a), told::title(first, first.b));
    wording::html::page(first.look, &title, &out)
}

fn comparison(view: &View, number: usize) -> String {
    let messages = view.look.messages;
    let mut out = String::from("<main>\n");
    if !view.of_parties.is_empty() {
        let parties = view.look.actors(view.of_parties);
        let line = messages.fill("compare.latest-of", &[("parties", &parties)]);
        let _ = writeln!(out, "<p class=\"whose\">{}</p>", escaped(&line));
    }
    out += "<div class=\"texts\">\n";
    for (mark, text) in [("A", view.a), ("B", view.b)] {
        let _ = writeln!(
            out,
            "<section><h2><b>{mark}</b> <span lang=\"{}\">{}</span></h2><p>{}</p></section>",
            text.reading.document.language.tag(),
            escaped(&told::title(view, text)),
            escaped(&told::about(view, text).join(" · "))
        );
    }
    out += "</div>\n";
    let warnings = told::warnings(view);
    if !warnings.is_empty() {
        let lines: Vec<String> = warnings.iter().map(|line| format!("<li>{}</li>", escaped(line))).collect();
        let _ = writeln!(out, "<ul class=\"warnings\" role=\"note\">{}</ul>", lines.concat());
    }
    let figures: Vec<String> = told::figures(view)
        .into_iter()
        .map(|(status, count)| {
            format!("<li class=\"{}\"><b>{count}</b> {}</li>", status.word(), escaped(&told::status(view, status)))
        })
        .collect();
    let _ = writeln!(out, "<ul class=\"figures\">{}</ul>", figures.concat());
    out += &summary(view, number);
    let _ = writeln!(out, "<h2>{}</h2>", escaped(messages.text("compare.provisions")));
    let items = &view.comparison.items;
    let mut index = 0;
    while let Some(item) = items.get(index) {
        if item.status != Status::Kept {
            out += &provision(view, item, number, index);
            index += 1;
            continue;
        }
        let run = items[index..].iter().take_while(|item| item.status == Status::Kept).count();
        let places = told::places(view, &items[index..index + run]);
        let open = if view.shows_all { " open" } else { "" };
        let _ = writeln!(
            out,
            "<details class=\"kept\"{open}><summary>= {} <span>{}</span></summary>",
            escaped(&told::status(view, Status::Kept)),
            escaped(&places.join(", "))
        );
        for (offset, item) in items[index..index + run].iter().enumerate() {
            out += &provision(view, item, number, index + offset);
        }
        out += "</details>\n";
        index += run;
    }
    out + "</main>\n"
}

fn summary(view: &View, number: usize) -> String {
    let messages = view.look.messages;
    let highlights = view.comparison.highlights();
    if highlights.is_empty() {
        return String::new();
    }
    let mut out = format!("<h2>{}</h2>\n<div class=\"scroll\"><table>\n", escaped(told::summary_heading(view)));
    let _ = writeln!(
        out,
        "<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">A</th>\
         <th scope=\"col\">B</th></tr></thead><tbody>",
        escaped(messages.text("compare.place")),
        escaped(messages.text("compare.subject")),
        escaped(messages.text("compare.matter")),
        escaped(messages.text("compare.turn"))
    );
    for (place, index) in highlights {
        let item = &view.comparison.items[place];
        let change = &item.changed.changes[index];
        let [a, b] = told::sides(view, change);
        let cell = |tag: &str, words: &str, text: &Text| {
            let lang = text.reading.document.language.tag();
            if words.is_empty() { String::new() } else { format!("<{tag} lang=\"{lang}\">{}</{tag}>", escaped(words)) }
        };
        let _ = writeln!(
            out,
            "<tr><td><a href=\"#c{number}-{place}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(&told::place(view, item)),
            escaped(&told::subject(view, item)),
            escaped(&told::matter(view, change)),
            escaped(&told::turn(view, change)),
            cell("del", &a, view.a),
            cell("ins", &b, view.b)
        );
    }
    out + "</tbody></table></div>\n"
}

fn provision(view: &View, item: &Item, number: usize, place: usize) -> String {
    let messages = view.look.messages;
    let mut notes = vec![told::status(view, item.status)];
    if item.is_moved && item.status != Status::Moved {
        notes.push(messages.text("compare.elsewhere").to_owned());
    }
    if item.is_pair() && item.a.len() + item.b.len() > 2 {
        let key = if item.a.len() > 1 { "compare.merged" } else { "compare.split" };
        notes.push(messages.text(key).to_owned());
    }
    let mut out = format!(
        "<article id=\"c{number}-{place}\" class=\"{}\"><h3>{} <b>{}</b> <span>{}</span></h3>\n<div class=\"sides\">",
        item.status.word(),
        told::sign(item.status),
        escaped(&told::place(view, item)),
        escaped(&notes.join(" · "))
    );
    let [a, b] = view.words(item);
    for (is_a, text, words) in [(true, view.a, &a), (false, view.b, &b)] {
        let lang = text.reading.document.language.tag();
        if (is_a && item.a.is_empty()) || (!is_a && item.b.is_empty()) {
            let _ = write!(out, "<p class=\"none\">–</p>");
            continue;
        }
        let _ = write!(out, "<p lang=\"{lang}\">{}</p>", marked(item, words, is_a));
    }
    out += "</div>\n";
    out += &wording::html::changes(view.look, &item.changed.changes, view.table());
    out + "</article>\n"
}

/// Returns the words of one side, with what the other side lacks marked.
fn marked(item: &Item, words: &str, is_a: bool) -> String {
    if !item.is_pair() || item.changed.difference.segments.is_empty() {
        return escaped(&printable(words));
    }
    wording::html::side(words, &item.changed.difference.segments, is_a)
}
