//! What is said about a comparison, in words: what differs about the documents, what became of a provision, what changed.
//! Where the documents come from different tables, nothing is said to be dropped or new: it stands in A only, or in B only.

use seimei_app::compare::{Change, Item, Status};

use super::View;
use crate::commands::texts::Text;
use crate::wording;
use crate::wrap::printable;

/// Returns the title of a text.
pub(crate) fn title(view: &View, text: &Text) -> String {
    let title = text.reading.document.title.as_deref();
    printable(title.unwrap_or(view.look.messages.text("head.untitled")))
}

/// Returns what describes a text: date, kind, parties, language and translation, name.
pub(crate) fn about(view: &View, text: &Text) -> Vec<String> {
    let look = view.look;
    let document = &text.reading.document;
    let mut about = Vec::new();
    about.extend(document.date.as_ref().map(|date| look.date(date)));
    about.push(look.messages.label("kind", document.kind.word()).to_owned());
    if !document.parties.is_empty() {
        about.push(look.actors(&document.parties));
    }
    about.push(look.messages.label("language", document.language.tag()).to_owned());
    about.extend(document.translation.map(|status| look.messages.label("translation", status.word()).to_owned()));
    about.push(printable(&text.name));
    about
}

/// Returns the warnings: what about the documents differs, and what therefore must not be concluded.
pub(crate) fn warnings(view: &View) -> Vec<String> {
    let look = view.look;
    seimei_locale::wording::warnings(&view.comparison.differs, look.messages, &|codes| look.actors(codes))
}

/// Returns the word for what became of a provision; other words where the tables differ.
pub(crate) fn status(view: &View, status: Status) -> String {
    let messages = view.look.messages;
    let family = if view.comparison.differs.is_other_venue() { "venue-status" } else { "compare-status" };
    match family {
        "venue-status" => messages.label("venue-status", status.word()).to_owned(),
        _ => messages.label("compare-status", status.word()).to_owned(),
    }
}

/// Returns the figures of the summary: how many provisions of each status, none left out that is not nought.
pub(crate) fn figures(view: &View) -> Vec<(Status, usize)> {
    Status::ALL.iter().map(|status| (*status, view.comparison.count(*status))).filter(|(_, count)| *count > 0).collect()
}

/// Returns which provisions of A and B an item is of: `12 → 11`.
pub(crate) fn place(view: &View, item: &Item) -> String {
    let [a, b] =
        view.numbers(item).map(|numbers| numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"));
    match (a.is_empty(), b.is_empty()) {
        (false, false) => format!("{a} → {b}"),
        (false, true) => format!("{a} → –"),
        _ => format!("– → {b}"),
    }
}

/// Returns the heading of the summary.
pub(crate) fn summary_heading<'a>(view: &View<'a>) -> &'a str {
    let messages = view.look.messages;
    let is_venue = view.comparison.differs.is_other_venue();
    messages.text(if is_venue { "compare.matters-venue" } else { "compare.matters" })
}

/// Returns what an item is about: its first topic, or nothing.
pub(crate) fn subject(view: &View, item: &Item) -> String {
    let of = |text: &'_ Text, positions: &[usize]| {
        let provision = positions.first().and_then(|position| text.reading.provisions.get(*position));
        provision.and_then(|provision| provision.topics.first().cloned())
    };
    let topic = of(view.b, &item.b).or_else(|| of(view.a, &item.a));
    topic.map_or_else(String::new, |topic| view.look.messages.label("topic", topic.as_str()).to_owned())
}

/// Returns the places of several items, runs in short: `4–6 → 3–5, 9 → 7`.
pub(crate) fn places(view: &View, items: &[Item]) -> Vec<String> {
    // The first and the last pair of numbers of each run.
    let mut runs: Vec<([u32; 2], [u32; 2])> = Vec::new();
    let mut out: Vec<String> = Vec::new();
    let put = |runs: &mut Vec<([u32; 2], [u32; 2])>, out: &mut Vec<String>| {
        for (first, last) in runs.drain(..) {
            let side = |index: usize| match (first[index], last[index]) {
                (first, last) if first == last => first.to_string(),
                (first, last) => format!("{first}–{last}"),
            };
            out.push(format!("{} → {}", side(0), side(1)));
        }
    };
    for item in items {
        let [a, b] = view.numbers(item);
        let (&[a], &[b]) = (a.as_slice(), b.as_slice()) else {
            put(&mut runs, &mut out);
            out.push(place(view, item));
            continue;
        };
        match runs.last_mut() {
            Some((_, last)) if last[0] + 1 == a && last[1] + 1 == b => *last = [a, b],
            _ => runs.push(([a, b], [a, b])),
        }
    }
    put(&mut runs, &mut out);
    out
}

/// Returns what a change is about: 限定・修飾, qualifier.
pub(crate) fn matter(view: &View, change: &Change) -> String {
    wording::matter(view.look, change)
}

/// Returns which way a change went.
pub(crate) fn turn(view: &View, change: &Change) -> String {
    wording::turn(view.look, change, view.table())
}

/// Returns the two sides of a change in short.
pub(crate) fn sides(view: &View, change: &Change) -> [String; 2] {
    wording::sides(view.look, change)
}

/// Returns the sign of a status, readable without colour.
pub(crate) fn sign(status: Status) -> &'static str {
    match status {
        Status::Kept => "=",
        Status::Altered => "~",
        Status::Moved => ">",
        Status::Dropped => "-",
        Status::New => "+",
    }
}
