//! A lineage on a terminal: on top how the wording moved, one line a member; then each wording with what went in [-…-] and
//! what came in {+…+}; then who uses it and who stopped.

use super::told::View;
use crate::style::Tone;
use crate::wording::{self, Table, terminal};
use crate::wrap::{Rich, cut, pad, printable, width};

/// Columns before the words of a member.
const INDENT: usize = 4;
/// Columns of the parties in the list on top, at most.
const PARTIES: usize = 24;
/// Lines of what moved in the list on top, at most.
const ROWS: usize = 2;
/// Counterparts in other languages, at most; the other formats have all.
const COUNTERPARTS: usize = 10;
/// Lines of a counterpart in another language, at most.
const LINES: usize = 3;

/// Returns the whole page.
pub(super) fn page(view: &View) -> String {
    let look = view.look;
    let messages = look.messages;
    let mut out =
        look.lines(&Rich::new(Tone::Heading, messages.fill("trace.asked", &[("words", &view.asked())])), 0, 2);
    out += &look.lines(&Rich::new(Tone::Faint, view.extent()), 2, 2);
    for note in view.notes() {
        out += &look.lines(&Rich::new(Tone::Warning, note), 2, 2);
    }
    out += &look.rule("─");
    out += &movement(view);
    out += &members(view);
    out += &users(view);
    out += &elsewhere(view);
    out.push('\n');
    out + &look.line(Tone::Faint, &view.searched())
}

/// Returns one line a member: when, whose, what moved.
fn movement(view: &View) -> String {
    let look = view.look;
    let rows: Vec<(String, String, String)> = (view.lineage.members.iter().enumerate())
        .map(|(place, member)| {
            let (text, _) = view.tracing.at(member.passage);
            let [date, parties] = view.short(text);
            (date, parties, view.moved(place))
        })
        .collect();
    let columns = |of: &dyn Fn(&(String, String, String)) -> usize| rows.iter().map(of).max().unwrap_or_default();
    let (first, second) = (columns(&|row| width(&row.0)), columns(&|row| width(&row.1)).min(PARTIES));
    let number = rows.len().to_string().len();
    // What others said differently matters less than what the same parties changed.
    let rows_of = |place: usize| if view.table(place) == Table::Same { ROWS } else { 1 };
    let mut out = String::new();
    for (place, (date, parties, moved)) in rows.iter().enumerate() {
        let used = number + first + second + 6;
        let mut line = Rich::new(Tone::Faint, fixed(&format!("{:>number$}  {}  ", place + 1, pad(date, first))));
        line.push(Tone::Plain, fixed(&format!("{}  ", pad(&cut(parties, second), second))));
        let is_quiet = place == 0 || view.is_same(place);
        line.push(
            if is_quiet { Tone::Faint } else { Tone::Plain },
            cut(moved, look.columns.saturating_sub(used + 1).max(16) * rows_of(place)),
        );
        out += &ended(&look.lines(&line, 0, used));
    }
    out
}

fn members(view: &View) -> String {
    let look = view.look;
    let mut out = look.list_heading(look.messages.text("trace.members"), view.lineage.members.len());
    for (place, member) in view.lineage.members.iter().enumerate() {
        let (text, _) = view.tracing.at(member.passage);
        let [reference, title] = view.about(member.passage);
        let mut heading = Rich::new(Tone::Heading, format!("{}  {}", place + 1, view.date(text)));
        heading.push(Tone::Plain, format!(" · {}", super::told::parties(text.parties(), look)));
        if Some(member.passage) == view.lineage.asked {
            heading.push(Tone::Warning, format!("  {}", look.messages.text("trace.this")));
        }
        out.push('\n');
        out += &look.lines(&heading, 0, INDENT);
        out += &look.lines(&Rich::new(Tone::Faint, format!("{reference} · {title}")), INDENT, INDENT);
        let versus = view.versus(place);
        if !versus.is_empty() {
            out += &look.lines(&Rich::new(Tone::Faint, versus), INDENT, INDENT);
        }
        let words = match view.difference(place) {
            Some(_) if view.is_same(place) => Rich::new(Tone::Faint, format!("= {}", look.messages.text("trace.same"))),
            Some((before, segments)) => terminal::inline(before, view.text(member), segments),
            None => Rich::new(Tone::Plain, printable(view.text(member))),
        };
        out += &look.lines(&words, INDENT, INDENT);
        for change in wording::counting(view.changes(place)) {
            out += &terminal::change(look, change, view.table(place), INDENT);
        }
    }
    out
}

fn users(view: &View) -> String {
    let look = view.look;
    let mut out = look.list_heading(look.messages.text("trace.users"), view.lineage.users.len());
    for usage in &view.lineage.users {
        let [parties, often, stopped] = view.usage(usage);
        let mut line = Rich::new(Tone::Heading, parties);
        line.push(Tone::Plain, format!("  {often}"));
        out += &look.lines(&line, 0, INDENT);
        if !stopped.is_empty() {
            out += &look.lines(&Rich::new(Tone::Warning, stopped), INDENT, INDENT);
        }
    }
    out
}

fn elsewhere(view: &View) -> String {
    let look = view.look;
    if view.lineage.elsewhere.is_empty() {
        return String::new();
    }
    let mut out = look.list_heading(look.messages.text("trace.elsewhere"), view.lineage.elsewhere.len());
    for passage in view.lineage.elsewhere.iter().take(COUNTERPARTS) {
        let (text, provision) = view.tracing.at(*passage);
        let [reference, _] = view.about(*passage);
        let mut line = Rich::new(Tone::Heading, view.date(text));
        line.push(Tone::Plain, format!(" · {}", super::told::parties(text.parties(), look)));
        line.push(Tone::Faint, format!(" · {reference}"));
        out += &look.lines(&line, 0, INDENT);
        let room = look.columns.saturating_sub(INDENT) * LINES;
        out += &look.lines(&Rich::new(Tone::Plain, cut(&printable(&provision.text), room)), INDENT, INDENT);
    }
    let more = view.lineage.elsewhere.len().saturating_sub(COUNTERPARTS);
    if more > 0 {
        let line = look.messages.fill("trace.more-elsewhere", &[("n", &more.to_string())]);
        out += &look.lines(&Rich::new(Tone::Faint, line), INDENT, INDENT);
    }
    out
}

/// Makes spaces such that no line ends there.
fn fixed(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Makes the spaces ordinary again, with none at the end of a line.
fn ended(text: &str) -> String {
    let text = text.replace('\u{a0}', " ");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}
