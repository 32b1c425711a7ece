//! Commitments as a table and as a board, narrowed down by filters.

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::archive::register::entry::Entry;
use seimei_app::archive::register::{Class, Count, Query as Asked};
use seimei_app::printed::register::{ENTRY, entry_row};
use seimei_locale::told;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::register::asked::{Used, Wanted};
use crate::pages::register::shown::{Row, row};
use crate::pages::sheet::sheet;
use crate::wrong::{Answer, Wrong};

/// Commitments on a page.
const PAGE: usize = 50;

/// Commitments in a column of the board, where there are many.
const COLUMN: usize = 20;

/// So many commitments are shown on the board whole.
const FEW: usize = 60;

/// The columns of the board: what has to be looked at first.
const COLUMNS: [Class; 6] =
    [Class::Overdue, Class::NotBegun, Class::UnderWay, Class::Done, Class::Unassessed, Class::Closed];

/// How the list is shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    view: String,
    sort: String,
    after: String,
    format: String,
}

/// What comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the register has them: by time of their first saying.
    Register,
    /// What falls due first.
    Due,
    /// What was said last.
    Newest,
}

impl Order {
    const ALL: [(&'static str, Self); 3] = [("said", Self::Register), ("newest", Self::Newest), ("due", Self::Due)];

    /// Returns the order of a word; of none the register's.
    pub(crate) fn of(ask: &Ask, word: &str) -> Result<Self, Wrong> {
        if word.is_empty() {
            return Ok(Self::Register);
        }
        let found = Self::ALL.iter().find(|(known, _)| *known == word);
        let words = ask.t().list(Self::ALL.iter().map(|(word, _)| *word));
        let wrong = || Wrong::bad(ask.t().fill("register-page.no-sort", &[("text", word), ("words", &words)]));
        found.map(|(_, order)| *order).ok_or_else(wrong)
    }

    /// Puts commitments in this order.
    pub(crate) fn put(self, entries: &mut [(&Entry, Class)]) {
        match self {
            Self::Register => {}
            Self::Due => entries.sort_by_cached_key(|(entry, _)| {
                let last = entry.due.as_ref().and_then(Edtf::period).map(|(_, last)| last);
                (last.is_none(), last)
            }),
            Self::Newest => {
                entries.sort_by_cached_key(|(entry, _)| std::cmp::Reverse(told::days(entry)[1].map(str::to_owned)));
            }
        }
    }
}

/// A choice of a filter.
struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

/// A class with how many are in it.
struct ClassCount {
    word: &'static str,
    label: String,
    count: usize,
    address: String,
}

/// A column of the board.
struct Column {
    class: ClassCount,
    cards: Vec<Row>,
    all: Option<String>,
}

#[derive(Template)]
#[expect(clippy::struct_excessive_bools, reason = "each tells the template of something else")]
#[template(path = "register.html")]
struct Page<'m> {
    frame: Frame<'m>,
    sum: String,
    is_board: bool,
    is_empty_register: bool,
    is_rejected: bool,
    wanted: Wanted,
    more: Vec<(&'static str, String)>,
    is_narrowed: bool,
    by: Vec<Choice>,
    parties: Vec<Choice>,
    topics: Vec<Choice>,
    class_choices: Vec<Choice>,
    programmes: Vec<Choice>,
    confirmed: Vec<Choice>,
    used: Vec<Used>,
    classes: Vec<ClassCount>,
    sorts: Vec<(&'static str, String, bool, String)>,
    table: String,
    board: String,
    csv: String,
    rows: Vec<Row>,
    columns: Vec<Column>,
    first: Option<String>,
    next: Option<String>,
    range: String,
}

/// Lists.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>, Query(shown): Query<Shown>) -> Answer {
    ask.answer(move |ask| list(ask, wanted, &shown)).await
}

/// Returns where in a list goes on what came after an entry.
pub(crate) fn begin(ask: &Ask, found: &[(&Entry, Class)], after: &str) -> Result<usize, Wrong> {
    if after.is_empty() {
        return Ok(0);
    }
    let wrong = || Wrong::bad(ask.t().fill("register-page.no-after", &[("text", after)]));
    let last = ask.present.registry.resolve(after).map_err(|_| wrong())?;
    // What a decision took out of the list meanwhile had its place in the register all the same.
    let place = found.iter().position(|(entry, _)| std::ptr::eq(*entry, last));
    let later = || found.iter().position(|(entry, _)| std::ptr::from_ref(*entry) > std::ptr::from_ref(last));
    Ok(place.map(|place| place + 1).or_else(later).unwrap_or(found.len()))
}

/// Returns commitments as rows for a spreadsheet.
#[expect(clippy::unnecessary_wraps, reason = "it is what handlers answer")]
pub(crate) fn csv(ask: &Ask, found: &[(&Entry, Class)], query: &Asked) -> Answer {
    let rules = ask.present.registry.rules();
    let rows = found.iter().map(|(entry, class)| entry_row(entry, *class, &query.today, &rules));
    Ok(sheet("commitments", ENTRY, rows))
}

fn list(ask: &Ask, wanted: Wanted, shown: &Shown) -> Answer {
    let t = ask.t();
    let registry = &ask.present.registry;
    let query = wanted.query(ask)?;
    let order = Order::of(ask, &shown.sort)?;
    let is_board = match shown.view.as_str() {
        "" | "table" => false,
        "board" => true,
        other => return Err(Wrong::bad(t.fill("register-page.no-view", &[("text", other)]))),
    };
    let mut found = registry.entries(&query);
    order.put(&mut found);
    match shown.format.as_str() {
        "" | "html" => {}
        "csv" => return csv(ask, &found, &query),
        other => return Err(Wrong::bad(t.fill("register-page.no-format", &[("text", other)]))),
    }
    let count = Count::of(&found, &query.today);
    let view = if is_board { "board" } else { "" };
    let more = [("view", view), ("sort", shown.sort.as_str())];
    let begin = begin(ask, &found, &shown.after)?;
    let on_page: &[_] = if is_board { &[] } else { &found[begin..found.len().min(begin + PAGE)] };
    let has_more = !is_board && begin + on_page.len() < found.len();
    let next = on_page
        .last()
        .filter(|_| has_more)
        .map(|(last, _)| wanted.address("/register", &[more[0], more[1], ("after", &last.id.to_string())]));
    let classes = |class: Class, view: &str| {
        let own = Wanted { class: vec![class.word().to_owned()], ..wanted.clone() };
        ClassCount {
            word: class.word(),
            label: t.label("class", class.word()).to_owned(),
            count: count.in_class(class),
            address: own.address("/register", &[("view", view), ("sort", &shown.sort)]),
        }
    };
    let room = if found.len() <= FEW { FEW } else { COLUMN };
    let columns = COLUMNS.into_iter().filter(|class| query.classes.is_empty() || query.classes.contains(class));
    let columns = columns.map(|class| {
        let of: Vec<&(&Entry, Class)> = found.iter().filter(|(_, of)| *of == class).collect();
        let class = classes(class, "");
        let all = (of.len() > room).then(|| t.fill("register-page.all", &[("n", &of.len().to_string())]));
        Column { class, cards: of.iter().take(room).map(|(entry, class)| row(ask, entry, *class)).collect(), all }
    });
    let range = [(begin + 1).to_string(), (begin + on_page.len()).to_string(), found.len().to_string()];
    let sorts = Order::ALL.iter().map(|(word, one)| {
        let sort = if *one == Order::Register { "" } else { word };
        let address = wanted.address("/register", &[("view", view), ("sort", sort)]);
        (*word, t.label("register-sort", word).to_owned(), *one == order, address)
    });
    let used = wanted.used(ask, "/register", &more);
    let is_narrowed = !used.is_empty();
    show(&Page {
        frame: ask.frame(Place::Commitments, t.text("nav.commitments")),
        sum: told::sum(&count, &registry.rules(), t),
        is_board,
        is_empty_register: registry.register().entries.is_empty(),
        is_rejected: query.rejected,
        more: rest(&wanted),
        is_narrowed,
        by: actors(ask, &ask.present.ledger.values(registry).by, query.by.first()),
        parties: actors(ask, &ask.present.ledger.values(registry).parties, query.parties.first()),
        topics: topics(ask, &query),
        class_choices: Class::ALL
            .into_iter()
            .map(|class| choice(class.word(), t.label("class", class.word()), query.classes.first() == Some(&class)))
            .collect(),
        programmes: registry
            .programmes()
            .map(|one| choice(one.id.as_str(), one.title.text(t.lang), query.programme.as_ref() == Some(&one.id)))
            .collect(),
        confirmed: ["1", "0"]
            .into_iter()
            .map(|value| choice(value, t.label("register-confirmed", value), wanted.confirmed == value))
            .collect(),
        used,
        classes: Class::ALL
            .into_iter()
            .filter(|class| count.in_class(*class) > 0)
            .map(|class| classes(class, view))
            .collect(),
        sorts: sorts.collect(),
        table: wanted.address("/register", &[("sort", shown.sort.as_str())]),
        board: wanted.address("/register", &[("view", "board"), ("sort", shown.sort.as_str())]),
        csv: wanted.address("/register", &[("sort", shown.sort.as_str()), ("format", "csv")]),
        rows: on_page.iter().map(|(entry, class)| row(ask, entry, *class)).collect(),
        columns: if is_board { columns.collect() } else { Vec::new() },
        first: (begin > 0).then(|| wanted.address("/register", &more)),
        next,
        range: t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]),
        wanted,
    })
}

fn choice(value: &str, label: &str, is_chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), is_chosen }
}

fn actors(ask: &Ask, counts: &[(ActorCode, usize)], chosen: Option<&ActorCode>) -> Vec<Choice> {
    let names = ask.words().names;
    let label = |code: &ActorCode, count: usize| format!("{} ({count})", names.of(code));
    counts.iter().map(|(code, count)| choice(code.as_str(), &label(code, *count), Some(code) == chosen)).collect()
}

fn topics(ask: &Ask, query: &Asked) -> Vec<Choice> {
    let counts = &ask.present.ledger.values(&ask.present.registry).topics;
    let label = |topic: &str, count: usize| format!("{} ({count})", ask.t().label("topic", topic));
    let chosen = query.topics.first();
    counts.iter().map(|(id, count)| choice(id.as_str(), &label(id.as_str(), *count), Some(id) == chosen)).collect()
}

/// Returns the filters that the form has no field for: further values of a list.
fn rest(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let lists = [("party", &wanted.party), ("by", &wanted.by), ("topic", &wanted.topic), ("class", &wanted.class)];
    let further = |(name, list): (&'static str, &Vec<String>)| -> Vec<(&'static str, String)> {
        super::asked::parts(list).skip(1).map(|value| (name, value)).collect()
    };
    lists.into_iter().flat_map(further).collect()
}
