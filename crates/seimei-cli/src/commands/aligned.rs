//! How an alignment is laid out: side by side where the lines are long enough, else one under the other.

use seimei_app::align::{Alignment, Ground, Group};
use seimei_app::printed::align::{numbers, words};

use crate::commands::texts::Text;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{self, Layout, Rich};

/// The fewest columns in which two texts are set side by side.
const SIDE_BY_SIDE: usize = 100;
/// Columns that hold the number of a provision.
const GUTTER: usize = 5;
/// Links less sure than this are marked as doubtful.
const DOUBTFUL: f64 = 0.5;

/// Returns the whole page. `why` asks what each link rests on.
pub(super) fn page(a: &Text, b: &Text, alignment: &Alignment, why: bool, look: &Look) -> String {
    let mut out = head(a, b, alignment, look);
    for group in &alignment.groups {
        out.push('\n');
        out += &if look.columns >= SIDE_BY_SIDE { beside(a, b, group, look) } else { under(a, b, group, look) };
        let notes = notes(group, why, look);
        if !notes.is_empty() {
            out += &look.lines(&notes, GUTTER, GUTTER);
        }
    }
    out
}

/// Which texts, and how many groups of each sort.
fn head(a: &Text, b: &Text, alignment: &Alignment, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::new();
    for (mark, text) in [("A", a), ("B", b)] {
        let fields = &text.reading.document;
        let mut line = Rich::new(Tone::Heading, format!("{mark}  "));
        let title = fields.title.as_deref().unwrap_or(messages.text("head.untitled"));
        line.push(Tone::Heading, wrap::printable(title));
        out += &look.lines(&line, 0, 3);
        let date = fields.date.as_ref().map(|date| look.date(date)).into_iter();
        let told = [messages.label("language", fields.language.tag()).to_owned(), wrap::printable(&text.name)];
        out += &look.lines(&Rich::new(Tone::Faint, date.chain(told).collect::<Vec<_>>().join(" · ")), 3, 3);
    }
    let count = |is: &dyn Fn(&Group) -> bool| alignment.groups.iter().filter(|group| is(group)).count();
    let mut figures = vec![messages.count("align.links", count(&Group::is_link))];
    for (key, count) in [
        ("align.split", count(&|group| group.is_link() && group.a.len() + group.b.len() > 2)),
        ("align.only-a", count(&|group| group.b.is_empty())),
        ("align.only-b", count(&|group| group.a.is_empty())),
        ("align.moved-count", count(&|group| group.is_moved)),
    ] {
        if count > 0 {
            figures.push(messages.fill(key, &[("n", &count.to_string())]));
        }
    }
    out + &look.rule("─") + &look.line(Tone::Plain, &figures.join(" · "))
}

/// Returns the paragraph of each provision, its number before it.
fn paragraphs(text: &Text, positions: &[usize], columns: usize, colour: bool, empty: &str) -> Vec<String> {
    let layout = Layout { columns, first: 0, rest: GUTTER, colour };
    if positions.is_empty() {
        let line =
            Rich::new(Tone::Warning, format!("{:>width$}  {empty}", "–", width = GUTTER - 2).replace(' ', "\u{a0}"));
        return vec![wrap::fill(&line, layout).replace('\u{a0}', " ")];
    }
    let numbered = numbers(text, positions).into_iter().zip(words(text, positions));
    let paragraph = |(number, words): (u32, &str)| {
        let number = format!("{number:>width$}  ", width = GUTTER - 2).replace(' ', "\u{a0}");
        let mut line = Rich::new(Tone::Faint, number);
        line.push(Tone::Plain, wrap::printable(words).replace('\u{a0}', " "));
        wrap::fill(&line, layout).replace('\u{a0}', " ")
    };
    numbered.map(paragraph).collect()
}

fn beside(a: &Text, b: &Text, group: &Group, look: &Look) -> String {
    let columns = (look.columns - 3) / 2;
    // Colour is put on after padding: what the terminal does not show must not count.
    let plain = |text: &Text, positions: &[usize]| -> Vec<String> {
        let paragraphs = paragraphs(text, positions, columns, false, look.messages.text("align.none"));
        paragraphs.iter().flat_map(|paragraph| paragraph.lines()).map(str::to_owned).collect()
    };
    let (left, right) = (plain(a, &group.a), plain(b, &group.b));
    let mut out = String::new();
    for index in 0..left.len().max(right.len()) {
        let line = |lines: &[String]| lines.get(index).cloned().unwrap_or_default();
        out += format!("{} │ {}", wrap::pad(&line(&left), columns), line(&right)).trim_end();
        out.push('\n');
    }
    out
}

fn under(a: &Text, b: &Text, group: &Group, look: &Look) -> String {
    let paragraphs = |text: &Text, positions: &[usize]| {
        paragraphs(text, positions, look.columns, look.colour, look.messages.text("align.none")).concat()
    };
    paragraphs(a, &group.a) + &paragraphs(b, &group.b)
}

/// Returns what is to be known of a group: that it is doubtful or moved, and on request what it rests on.
fn notes(group: &Group, why: bool, look: &Look) -> Rich {
    let messages = look.messages;
    let mut notes = Rich::default();
    let add = |notes: &mut Rich, tone: Tone, text: &str| {
        if !notes.is_empty() {
            notes.push(Tone::Faint, " · ");
        }
        notes.push(tone, text);
    };
    if group.is_moved {
        add(&mut notes, Tone::Warning, messages.text("align.moved"));
    }
    if group.score < DOUBTFUL {
        add(&mut notes, Tone::Warning, messages.text("align.doubtful"));
    }
    if why && group.is_link() {
        if group.rests_on.is_empty() {
            add(&mut notes, Tone::Faint, messages.text("align.by-length"));
        }
        for ground in &group.rests_on {
            add(&mut notes, Tone::Faint, &told(ground, look));
        }
    }
    notes
}

/// Returns a ground in words: its kind, and the words of both texts where they show it.
pub(super) fn told(ground: &Ground, look: &Look) -> String {
    let kind = look.messages.label("clue", ground.kind.word());
    let (a, b) = (wrap::printable(&ground.a), wrap::printable(&ground.b));
    match (a.is_empty(), b.is_empty()) {
        (true, true) => format!("{kind}\u{a0}{}", value(ground, look)).trim_end().to_owned(),
        (false, false) if a != b => format!("{kind}\u{a0}{a}\u{a0}=\u{a0}{b}"),
        (false, _) => format!("{kind}\u{a0}{a}"),
        (true, _) => format!("{kind}\u{a0}{b}"),
    }
}

/// Returns what a ground means where no words show it.
fn value(ground: &Ground, look: &Look) -> String {
    use seimei_app::align::ClueKind as Kind;
    match ground.kind {
        Kind::Doer | Kind::Actor => {
            let codes: Vec<_> = ground.value.split(' ').map(seimei_model::code::ActorCode::new).collect();
            look.actors(&codes)
        }
        Kind::Act => look.messages.label("act", &ground.value).to_owned(),
        Kind::Topic | Kind::Heading => look.messages.label("topic", &ground.value).to_owned(),
        Kind::Place => String::new(),
        _ => ground.value.to_string(),
    }
}
