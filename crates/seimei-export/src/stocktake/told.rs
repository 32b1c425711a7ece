//! The page as a whole: title, what was looked at, the sum, the order of the sections, the notes.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::programme::Names;
use seimei_model::undertaking::EntryId;
use seimei_register::stocktake::{Line, Stocktake};

use super::page::{Page, Section};
use super::words::{Words, number, share};
use super::{Look, charts, direction, lines, sections};

/// A stocktake and what is needed to tell it.
pub(crate) struct Told<'a> {
    /// The stocktake.
    pub(crate) stocktake: &'a Stocktake,
    /// The words of the reader's language.
    pub(crate) words: Words,
    /// Every line by its entry, for what is told of an entry in passing.
    pub(crate) lines: BTreeMap<&'a EntryId, &'a Line>,
    /// The entries that stand in a section of their own.
    listed: BTreeSet<&'a EntryId>,
    look: &'a Look<'a>,
}

impl<'a> Told<'a> {
    /// Looks up what is needed.
    pub(crate) fn new(stocktake: &'a Stocktake, look: &'a Look<'a>) -> Self {
        let lists = [
            &stocktake.promised,
            &stocktake.done,
            &stocktake.under_way,
            &stocktake.overdue,
            &stocktake.not_begun,
            &stocktake.unassessed,
            &stocktake.closed,
            &stocktake.due_next,
        ];
        let lines = lists.into_iter().flatten().map(|line| (&line.entry, line)).collect();
        // The first and the last list tell in passing.
        let listed = lists[1..7].iter().flat_map(|lines| lines.iter().map(|line| &line.entry)).collect();
        Self { stocktake, words: Words::new(look.lang), lines, listed, look }
    }

    /// Returns whether an entry stands in a section that tells it in full.
    pub(crate) fn is_listed(&self, entry: &EntryId) -> bool {
        self.listed.contains(entry)
    }

    /// Returns the address that the name of a provision or an entry leads to.
    pub(crate) fn address(&self, name: &str) -> Option<String> {
        self.look.address.and_then(|address| address(name))
    }

    /// Returns the names of actors as a list.
    pub(crate) fn actors(&self, codes: &[ActorCode]) -> String {
        let names: Vec<&str> = codes.iter().map(|code| self.look.labels.actor(code, self.words.lang)).collect();
        self.words.enumerated(&names)
    }

    /// Returns the name of a topic.
    pub(crate) fn topic(&self, topic: &TopicId) -> String {
        self.look.labels.topic(topic, self.words.lang).to_owned()
    }

    /// Returns the name that the reader understands best, and its language where that is not the page's.
    pub(crate) fn name(&self, names: &Names) -> (String, Option<Lang>) {
        let (own, other, of_other) = match self.words.lang {
            Lang::Ja => (&names.ja, &names.en, Lang::En),
            _ => (&names.en, &names.ja, Lang::Ja),
        };
        match (own, other) {
            (Some(name), _) => (name.clone(), None),
            (None, Some(name)) => (name.clone(), Some(of_other)),
            (None, None) => (String::new(), None),
        }
    }

    /// Returns a language where it is known and not the page's.
    pub(crate) fn foreign(&self, lang: Option<Lang>) -> Option<Lang> {
        lang.filter(|lang| *lang != self.words.lang && *lang != Lang::Und)
    }
}

/// Returns the page of a stocktake.
pub(crate) fn page(stocktake: &Stocktake, look: &Look) -> Page {
    let told = Told::new(stocktake, look);
    let words = &told.words;
    let charts = charts::blocks(&told);
    let mut all = vec![Section {
        id: "overview",
        heading: words.text("overview.heading").to_owned(),
        notes: if charts.is_empty() { vec![words.text("chart.empty").to_owned()] } else { Vec::new() },
        blocks: charts,
    }];
    all.extend(lines::sections(&told));
    all.push(sections::silent(&told));
    all.push(sections::moved(&told));
    all.push(lines::due_next(&told));
    all.push(direction::section(&told));
    all.push(sections::areas(&told));
    all.push(sections::sources(&told));
    let notes = ["legend.scale", "legend.standpoint", "legend.overlap", "legend.translation"];
    Page {
        lang: words.lang,
        title: title(&told),
        as_of: words.fill("page.as-of", &[("day", &words.date(&stocktake.until))]),
        about: about(&told),
        sum: sum(&told),
        sections: all,
        notes: (words.text("legend.heading").to_owned(), notes.map(|key| words.text(key).to_owned()).to_vec()),
    }
}

fn title(told: &Told) -> String {
    let words = &told.words;
    let text = match &told.stocktake.programme {
        Some(programme) => words.fill("page.title-programme", &[("title", &told.name(&programme.title).0)]),
        None if told.stocktake.parties.is_empty() => words.text("page.title").to_owned(),
        None => words.fill("page.title-of", &[("parties", &told.actors(&told.stocktake.parties))]),
    };
    super::page::clean(&text)
}

fn about(told: &Told) -> Vec<(String, String)> {
    let (words, stocktake) = (&told.words, told.stocktake);
    let parties = match stocktake.parties.as_slice() {
        [] => words.text("about.parties-all").to_owned(),
        parties => told.actors(parties),
    };
    let until = words.date(&stocktake.until);
    let period = match &stocktake.since {
        Some(since) => words.fill("about.period-since", &[("since", &words.date(since)), ("until", &until)]),
        None => words.fill("about.period-until", &[("until", &until)]),
    };
    let coverage = &stocktake.coverage;
    let counts = [number(coverage.documents), number(coverage.archive)];
    let mut looked_at = words.fill("about.coverage-text", &[("documents", &counts[0]), ("archive", &counts[1])]);
    if let (Some(first), Some(last)) = (&coverage.first, &coverage.last) {
        let (first, last) = (words.date(first), words.date(last));
        looked_at = words.fill("about.coverage-days", &[("text", &looked_at), ("first", &first), ("last", &last)]);
    }
    let rules = &stocktake.rules;
    let rules = words.fill("about.rules-text", &[("lexicon", &rules.lexicon), ("program", &rules.program)]);
    let mut all = vec![("about.parties", parties)];
    if let Some(programme) = &stocktake.programme {
        let period = words.date(&format!("{}/{}", programme.from, programme.until));
        let title = told.name(&programme.title).0;
        all.push(("about.programme", words.fill("about.programme-period", &[("title", &title), ("period", &period)])));
    }
    all.extend([("about.period", period), ("about.coverage", looked_at), ("about.rules", rules)]);
    all.into_iter().map(|(key, value)| (words.text(key).to_owned(), super::page::clean(&value))).collect()
}

fn sum(told: &Told) -> Vec<String> {
    let (words, counts) = (&told.words, &told.stocktake.counts);
    let values = |values: [(&'static str, usize); 8]| values.map(|(name, value)| (name, number(value)));
    let said = values([
        ("all", counts.all),
        ("done", counts.done),
        ("under_way", counts.under_way),
        ("overdue", counts.overdue),
        ("not_begun", counts.not_begun),
        ("closed", counts.closed),
        ("unassessed", counts.unassessed),
        ("assessed", counts.assessed),
    ]);
    let share = share(counts.assessed, counts.all);
    let mut said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
    said.push(("share", &share));
    let mut all = Vec::new();
    if counts.all == 0 {
        all.push(words.text("sum.none").to_owned());
    } else {
        all.push(words.fill("sum.standing", &said));
        let [new, confirmed, of_all, offers] = [counts.new, counts.confirmed, counts.all, counts.offers].map(number);
        all.push(
            words.fill("sum.work", &[("new", &new), ("confirmed", &confirmed), ("all", &of_all), ("offers", &offers)]),
        );
    }
    let stocktake = told.stocktake;
    let [silent, moved, due] = [stocktake.silent.len(), stocktake.moved.len(), stocktake.due_next.len()].map(number);
    all.push(words.fill("sum.more", &[("silent", &silent), ("moved", &moved), ("due", &due)]));
    all.extend(countdown(told));
    all
}

/// Returns how long the programme still runs.
pub(crate) fn countdown(told: &Told) -> Option<String> {
    let days = told.stocktake.programme.as_ref()?.days_left?;
    let count = days.unsigned_abs() as usize;
    Some(match days {
        0 => told.words.text("countdown.today").to_owned(),
        1.. => told.words.count("countdown.left", count),
        _ => told.words.count("countdown.over", count),
    })
}
