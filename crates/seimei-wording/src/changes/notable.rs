//! What in a text may matter: words that strengthen, negate, qualify, give grounds, count, date, name actors or do acts.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use super::Side;
use crate::align::number::is_behind_name;
use crate::words::{Cut, Word, WordKind};

/// What sort of thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Kind {
    Negation,
    Strength,
    Act,
    Modal,
    Basis,
    Qualifier,
    Number,
    Date,
    Actor,
}

impl Kind {
    pub(super) const ALL: &[Self] = &[
        Self::Negation,
        Self::Strength,
        Self::Act,
        Self::Modal,
        Self::Basis,
        Self::Qualifier,
        Self::Number,
        Self::Date,
        Self::Actor,
    ];
}

/// Words that may matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Notable {
    pub(super) kind: Kind,
    /// What is the same for it whatever the words: a code, a strength, an instrument, the words themselves.
    pub(super) value: SmolStr,
    /// Where, in the folded text in small letters.
    pub(super) range: TextRange,
}

/// All of a text, by kind and then in order; and where words for the parties stand.
#[derive(Debug)]
pub(super) struct Notables(pub(super) Vec<Notable>, pub(super) Vec<TextRange>);

/// What is looked up word by word, compiled once a language.
struct Tables {
    endings: Vec<SmolStr>,
    counting: BTreeSet<SmolStr>,
}

impl Tables {
    fn of(language: &LanguageLexicon) -> Self {
        let forms = |table: TableName, wanted: &dyn Fn(&str, &str) -> bool| -> Vec<SmolStr> {
            let entries = language.table(table).iter().filter(|entry| wanted(&entry.value, &entry.family));
            entries.flat_map(|entry| entry.forms.clone()).collect()
        };
        Self {
            endings: forms(TableName::Qualifiers, &|_, family| family == "ending"),
            counting: forms(TableName::Terms, &|value, family| family == "number" && value != "1")
                .into_iter()
                .chain(forms(TableName::DateNeighbours, &|value, family| family == "count" && value != "1"))
                .collect(),
        }
    }
}

impl Notables {
    /// Finds all of a text.
    pub(super) fn of(side: &Side, language: &LanguageLexicon) -> Self {
        let cut = side.cut;
        let tables = language.derived(Tables::of);
        let finder = Finder { cut, language, tables };
        let mut all = Vec::new();
        finder.negations(&mut all);
        finder.strengths(&mut all);
        finder.acts(&mut all);
        finder.modals(&mut all);
        finder.bases(&mut all);
        finder.qualifiers(&mut all);
        finder.numbers(side, &mut all);
        finder.actors(&mut all);
        all.sort_by_key(|notable| (notable.kind, notable.range));
        let fits = |hit: &Hit| finder.is_start(hit.range.start) && finder.is_end(hit.range.end);
        // "The two" counts whatever follows; the two leaders are the parties.
        let counts = |hit: &Hit| {
            let last = side.cut.small()[hit.range].rsplit(' ').next().unwrap_or_default();
            tables.counting.contains(last)
        };
        let parties = finder.longest(TableName::Collectives, |hit| fits(hit) && !counts(hit));
        let parties: Vec<TextRange> = parties.into_iter().map(|hit| hit.range).collect();
        // The two leaders count nothing.
        all.retain(|one| one.kind != Kind::Number || !parties.iter().any(|range| range.contains(one.range)));
        Self(all, parties)
    }

    /// Returns those that `other` does not have: of each kind and value as many as there are more of here, those in what
    /// changed before others, and the last before the first.
    pub(super) fn beyond(&self, other: &Self, is_changed: impl Fn(&Notable) -> bool) -> Vec<Notable> {
        let mut left: BTreeMap<(Kind, SmolStr), usize> = BTreeMap::new();
        for notable in &other.0 {
            *left.entry((notable.kind, notable.value.clone())).or_default() += 1;
        }
        let has = |actor: &Notable| other.0.iter().any(|one| one.kind == Kind::Actor && one.value == actor.value);
        let mut beyond = self.0.clone();
        // Who is named, not how often.
        beyond.retain(|notable| notable.kind != Kind::Actor || !has(notable));
        let mut is_left_out = |notable: &Notable| match left.get_mut(&(notable.kind, notable.value.clone())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        beyond.retain(|notable| is_changed(notable) || !is_left_out(notable));
        beyond.retain(|notable| !is_changed(notable) || !is_left_out(notable));
        beyond
    }
}

struct Finder<'t> {
    cut: &'t Cut,
    language: &'t LanguageLexicon,
    tables: &'t Tables,
}

impl<'t> Finder<'t> {
    /// Returns the hits of a table from long to short, then in order.
    fn hits(&self, table: TableName) -> Vec<&'t Hit> {
        let mut hits: Vec<&Hit> = self.cut.hits().iter().filter(|hit| hit.table == table).collect();
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.range.len()), hit.range.start));
        hits
    }

    fn text(&self, range: TextRange) -> &'t str {
        &self.cut.small()[range]
    }

    fn is_start(&self, at: u32) -> bool {
        self.cut.words().binary_search_by_key(&at, |word| word.small.start).is_ok()
    }

    fn is_end(&self, at: u32) -> bool {
        self.cut.words().binary_search_by_key(&at, |word| word.small.end).is_ok()
    }

    /// Finds the longest words of a table that do not overlap. `fits` may refuse a hit before it hides shorter ones.
    fn longest(&self, table: TableName, fits: impl Fn(&Hit) -> bool) -> Vec<&'t Hit> {
        let mut taken: Vec<&Hit> = Vec::new();
        for hit in self.hits(table) {
            if fits(hit) && !taken.iter().any(|other| other.range.overlaps(hit.range)) {
                taken.push(hit);
            }
        }
        taken.sort_by_key(|hit| hit.range);
        taken
    }

    fn negations(&self, all: &mut Vec<Notable>) {
        let fits = |hit: &Hit| {
            let is_exception = self.language.entry(hit).value == "except";
            self.is_end(hit.range.end) && (!is_exception || self.is_start(hit.range.start) || hit.range.len() > 9)
        };
        for hit in self.longest(TableName::Negations, fits) {
            let value = self.language.entry(hit).value.clone();
            if value != "except" {
                all.push(Notable { kind: Kind::Negation, value, range: hit.range });
            }
        }
    }

    fn strengths(&self, all: &mut Vec<Notable>) {
        for hit in self.longest(TableName::Intensifiers, |hit| self.is_start(hit.range.start)) {
            // 深刻 stands in the word 深刻な.
            let word = self.cut.words().partition_point(|word| word.small.end < hit.range.end);
            let Some(end) = self.cut.words().get(word).map(|word| word.small.end) else { continue };
            let rest = self.text(TextRange { start: hit.range.end, end });
            if !matches!(rest, "" | "な" | "の" | "に" | "なる") {
                continue;
            }
            let range = TextRange { start: hit.range.start, end };
            let entry = self.language.entry(hit);
            // 強固な同盟 is a strong alliance: an adjective of something else is a qualifier.
            let is_adverb = entry.kind != "adjective" && entry.family != "adjective";
            let kind = if is_adverb { Kind::Strength } else { Kind::Qualifier };
            let value = if is_adverb { entry.value.clone() } else { SmolStr::new(self.text(range)) };
            all.push(Notable { kind, value, range });
        }
    }

    fn acts(&self, all: &mut Vec<Notable>) {
        let is_japanese = self.cut.lang() == Lang::Ja;
        let fits = |hit: &Hit| {
            if !self.is_start(hit.range.start) {
                return false;
            }
            let word = self.cut.words().partition_point(|word| word.small.end < hit.range.end);
            let rest = self.cut.words().get(word).map_or(0, |word| word.small.end - hit.range.end) as usize;
            if is_japanese { hit.range.len() > 3 || rest > 0 } else { rest <= 4 }
        };
        for hit in self.longest(TableName::Acts, fits) {
            let entry = self.language.entry(hit);
            if seimei_model::act::ActKind::from_word(&entry.value).is_some() {
                all.push(Notable { kind: Kind::Act, value: entry.value.clone(), range: hit.range });
            }
        }
    }

    fn modals(&self, all: &mut Vec<Notable>) {
        let is_japanese = self.cut.lang() == Lang::Ja;
        let fits = |hit: &Hit| {
            let is_capital = |at: u32| self.cut.folded()[at as usize..].starts_with(char::is_uppercase);
            // "May" is a month.
            let is_name = hit.range.start > 0 && is_capital(hit.range.start);
            let is_whole = self.is_start(hit.range.start) && self.is_end(hit.range.end);
            if is_japanese { self.is_end(hit.range.end) } else { is_whole && !is_name }
        };
        for hit in self.longest(TableName::Modals, fits) {
            let value = self.language.entry(hit).value.clone();
            if value != "except" {
                all.push(Notable { kind: Kind::Modal, value, range: hit.range });
            }
        }
    }

    /// Finds instruments with the connective that leans on them.
    fn bases(&self, all: &mut Vec<Notable>) {
        let fits = |hit: &Hit| self.is_end(hit.range.end) || self.is_start(hit.range.start);
        let hits = self.longest(TableName::Bases, fits);
        let value = |hit: &Hit| self.language.entry(hit).value.as_str();
        let is_japanese = self.cut.lang() == Lang::Ja;
        let nearness = if is_japanese { 30 } else { 40 };
        let gap = |first: &Hit, second: &Hit| {
            let between = (first.range.end <= second.range.start)
                .then(|| self.text(TextRange { start: first.range.end, end: second.range.start }));
            between.is_some_and(|between| between.len() <= nearness && !between.contains(['。', '.', ';', '、', ',']))
        };
        for (index, hit) in hits.iter().enumerate() {
            let is_instrument = matches!(value(hit), "instrument" | "citation");
            if !is_instrument {
                continue;
            }
            // Japanese has the connective right behind the instrument, English anywhere shortly before it.
            let connective = if is_japanese {
                hits.get(index + 1).filter(|next| value(next) == "connective" && next.range.start == hit.range.end)
            } else {
                index
                    .checked_sub(1)
                    .map(|before| &hits[before])
                    .filter(|before| value(before) == "connective" && gap(before, hit))
            };
            let range = match connective {
                Some(connective) => hit.range.cover(connective.range),
                None if value(hit) == "citation" => hit.range,
                None => continue,
            };
            let entry = self.language.entry(hit);
            let value = if entry.kind == "-" { SmolStr::new(self.text(hit.range)) } else { entry.kind.clone() };
            all.push(Notable { kind: Kind::Basis, value, range });
        }
    }

    fn qualifiers(&self, all: &mut Vec<Notable>) {
        let known = |all: &[Notable], range: TextRange| all.iter().any(|other| other.range.overlaps(range));
        // さらに、 at the beginning joins sentences.
        let joins = |hit: &Hit| {
            let (before, behind) = self.cut.small().split_at(hit.range.start as usize);
            let is_first =
                before.is_empty() || before.ends_with(['。', '.', ' ']) && before.trim_end().ends_with(['。', '.']);
            is_first
                && !self.text(hit.range).ends_with(['な', 'の'])
                && behind[hit.range.len()..].starts_with(['、', ','])
        };
        let fits = |hit: &Hit| self.is_start(hit.range.start) && self.is_end(hit.range.end) && !joins(hit);
        for hit in self.longest(TableName::Qualifiers, fits) {
            if self.language.entry(hit).family != "ending" && !known(all, hit.range) {
                all.push(Notable {
                    kind: Kind::Qualifier,
                    value: SmolStr::new(self.text(hit.range)),
                    range: hit.range,
                });
            }
        }
        let is_japanese = self.cut.lang() == Lang::Ja;
        for word in self.cut.words().iter().filter(|word| word.kind == WordKind::Content) {
            let text = self.cut.text_of(word);
            let ends = || {
                self.tables.endings.iter().any(|ending| text.len() > ending.len() && text.ends_with(ending.as_str()))
            };
            if ends() && (is_japanese || text.len() > 6) && !known(all, word.small) {
                all.push(Notable { kind: Kind::Qualifier, value: SmolStr::new(text), range: word.small });
            }
        }
    }

    fn numbers(&self, side: &Side, all: &mut Vec<Notable>) {
        let mut dates: Vec<TextRange> = Vec::new();
        let mut from = 0;
        // Dates that were read, where their words stand.
        for date in side.provision.iter().flat_map(|provision| &provision.dates) {
            let found = side.text.get(from..).and_then(|rest| rest.find(&date.text)).map(|at| from + at);
            let Some(at) = found.or_else(|| side.text.find(&date.text)) else { continue };
            from = at;
            let given = TextRange::new(at, at + date.text.len());
            let inside = |word: &&Word| given.overlaps(word.range) && given.start <= word.range.start;
            let words: Vec<&Word> = self.cut.words().iter().filter(inside).collect();
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                let range = first.small.cover(last.small);
                dates.push(range);
                all.push(Notable { kind: Kind::Date, value: SmolStr::new(date.edtf.as_str()), range });
            }
        }
        let months: Vec<TextRange> = self
            .hits(TableName::Dates)
            .into_iter()
            .filter(|hit| {
                self.language.entry(hit).family == "month-name"
                    && self.is_start(hit.range.start)
                    && self.is_end(hit.range.end)
            })
            .map(|hit| hit.range)
            .collect();
        let words = self.cut.words();
        for (index, word) in words.iter().enumerate() {
            if dates.iter().any(|date| date.overlaps(word.small)) {
                continue;
            }
            let text = self.cut.text_of(word);
            let beside = |other: Option<&Word>| other.is_some_and(|other| months.contains(&other.small));
            // "may" is a month only beside a figure.
            let is_number = |other: Option<&Word>| other.is_some_and(|other| other.kind == WordKind::Number);
            let is_month = months.contains(&word.small)
                && (text.len() > 3
                    || is_number(words.get(index + 1))
                    || is_number(index.checked_sub(1).and_then(|before| words.get(before))));
            let is_counting = word.kind == WordKind::Content && self.tables.counting.contains(text);
            let is_of_name = is_behind_name(self.cut.small(), word.small.start as usize);
            if is_of_name || (word.kind != WordKind::Number && !is_month && !is_counting) {
                continue;
            }
            let is_day =
                beside(words.get(index + 1)) || beside(index.checked_sub(1).and_then(|before| words.get(before)));
            let is_year = text.len() == 4
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(&text[..2], "18" | "19" | "20" | "21");
            let digits = text.starts_with(|c: char| c.is_ascii_digit());
            let is_dated = digits && text.contains(['年', '月', '日']) && !text.contains(['間', 'か', 'カ', 'ヶ']);
            let kind = if is_month || is_day || is_year || is_dated { Kind::Date } else { Kind::Number };
            all.push(Notable { kind, value: SmolStr::new(text), range: word.small });
        }
    }

    fn actors(&self, all: &mut Vec<Notable>) {
        let fits = |hit: &Hit| {
            let entry = self.language.entry(hit);
            let written = &self.cut.folded()[hit.range];
            let is_other_word = hit.shape.is_abbreviation() && written.bytes().any(|byte| byte.is_ascii_lowercase());
            let is_nobody =
                matches!(entry.value.as_str(), "(edge)" | "(aside-after)" | "(aside-before)" | "-" | "(none)");
            let is_short = matches!(entry.kind.as_str(), "short" | "rare");
            let is_whole = self.is_start(hit.range.start) && self.is_end(hit.range.end);
            is_whole && !is_nobody && !is_short && !is_other_word
        };
        // The Security Council in the name of its resolution is no actor.
        let bases: Vec<TextRange> = all.iter().filter(|one| one.kind == Kind::Basis).map(|one| one.range).collect();
        for hit in self.longest(TableName::Actors, fits) {
            if bases.iter().any(|basis| basis.contains(hit.range)) {
                continue;
            }
            let value = self.language.entry(hit).value.clone();
            all.push(Notable { kind: Kind::Actor, value, range: hit.range });
        }
    }
}
