//! Names of mechanisms in one spelling, so that two ways of writing one name meet.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::{LanguageLexicon, Lexicon, lower};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::{ActorCode, Lang};
use seimei_text::fold::fold;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

/// A name in one spelling.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Name {
    /// The words behind the actors that open it, in one spelling.
    pub(super) tail: String,
    /// The states and organisations that open it, alphabetical.
    pub(super) front: Vec<ActorCode>,
    /// All states and organisations it names, alphabetical.
    pub(super) actors: Vec<ActorCode>,
    /// Whose it is said to be within the name (…に関する甲乙作業部会), alphabetical.
    pub(super) holders: Vec<ActorCode>,
    /// The year that opens or closes it.
    pub(super) edition: Option<u16>,
}

impl Name {
    /// Returns the whole in one spelling, without the edition.
    pub(super) fn whole(&self) -> String {
        let mut whole = codes(&self.front);
        if !whole.is_empty() && !self.tail.is_empty() {
            whole.push(' ');
        }
        whole + &self.tail
    }

    /// Returns the whole in one spelling, with the edition.
    pub(super) fn edited(&self) -> String {
        self.edition.map_or_else(|| self.whole(), |edition| format!("{edition} {}", self.whole()))
    }
}

/// Returns codes as one text, joined by hyphens.
pub(super) fn codes(actors: &[ActorCode]) -> String {
    actors.iter().map(ActorCode::as_str).collect::<Vec<_>>().join("-")
}

/// A mechanism that the lexicon knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Known {
    /// Its value.
    pub(super) value: SmolStr,
    /// What sort of mechanism it is.
    pub(super) family: SmolStr,
    /// Whether each group of parties, or each owner, has one of its own.
    pub(super) each: bool,
}

/// Brings names of one language into one spelling, and knows those of the lexicon.
pub(super) struct Speller<'a> {
    language: Lang,
    lexicon: &'a Lexicon,
    tables: Option<&'a LanguageLexicon>,
    spellings: Vec<(SmolStr, SmolStr)>,
    /// Words that join what a mechanism is about to what it is.
    joins: Vec<SmolStr>,
    known: BTreeMap<String, Option<Known>>,
    /// The groups of actors that open the known names of a value.
    fronts: BTreeMap<SmolStr, BTreeSet<Vec<ActorCode>>>,
}

impl<'a> Speller<'a> {
    /// Returns that of a language.
    pub(super) fn new(lexicon: &'a Lexicon, language: Lang) -> Self {
        let mut spellings = Vec::new();
        for entry in lexicon.entries(language, TableName::MechanismWords) {
            if entry.value == "spelling" {
                spellings.extend(entry.forms.iter().map(|form| (form.clone(), entry.family.clone())));
            }
        }
        let tables = lexicon.language(language);
        let is_join = |entry: &Entry| entry.value == "join" && language == Lang::Ja;
        let joins = lexicon.entries(language, TableName::MechanismHeads).into_iter().filter(is_join);
        let joins = joins.flat_map(|entry| entry.forms).filter(|form| !form.ends_with("間の")).collect();
        let (known, fronts) = (BTreeMap::new(), BTreeMap::new());
        let mut speller = Self { language, lexicon, tables, spellings, joins, known, fronts };
        for entry in lexicon.entries(language, TableName::Mechanisms) {
            if entry.value.starts_with('(') {
                continue;
            }
            let known = Known { value: entry.value.clone(), family: entry.family.clone(), each: entry.kind == "each" };
            for form in &entry.forms {
                let name = speller.name(form);
                if !name.front.is_empty() {
                    speller.fronts.entry(entry.value.clone()).or_default().insert(name.front.clone());
                }
                let place = speller.known.entry(name.edited()).or_insert_with(|| Some(known.clone()));
                // A name of two mechanisms tells neither.
                if place.as_ref().is_some_and(|other| other.value != known.value) {
                    *place = None;
                }
            }
        }
        speller
    }

    /// Returns the mechanism of the lexicon that a name is one of.
    pub(super) fn known(&self, name: &Name) -> Option<&Known> {
        if let Some(known) = self.known.get(&name.edited()) {
            return known.as_ref();
        }
        // A year tells two strategies apart; of a treaty it says only from when it is, of an exercise which one it was.
        let is_dated = |known: &&Known| matches!(known.family.as_str(), "instrument" | "exercise" | "body");
        if name.edition.is_some()
            && let Some(Some(known)) = self.known.get(&name.whole())
        {
            return Some(known).filter(is_dated);
        }
        if name.front.is_empty() || name.tail.is_empty() || name.edition.is_some() {
            return None;
        }
        let known = self.known.get(&name.tail)?.as_ref()?;
        // Each owner has a law or a strategy of its own.
        if !known.each && matches!(known.family.as_str(), "law" | "strategy" | "plan") {
            return self.fronts.get(&known.value).is_some_and(|fronts| fronts.contains(&name.front)).then_some(known);
        }
        let fronts = self.fronts.get(&known.value);
        (known.each || fronts.is_none_or(|fronts| fronts.contains(&name.front))).then_some(known)
    }

    /// Returns a name as written in one spelling.
    pub(super) fn name(&self, written: &str) -> Name {
        let folded = fold(written, self.lexicon.glyphs());
        let text = folded.as_str();
        let mut name = Name::default();
        let hits = self.actors(text);
        let mut all: BTreeSet<ActorCode> = BTreeSet::new();
        if self.language == Lang::Ja {
            self.japanese(text, &hits, &mut name);
        } else {
            self.english(text, &hits, &mut name);
        }
        all.extend(hits.iter().filter(|hit| !hit.short).flat_map(|hit| hit.codes.iter().cloned()));
        all.extend(name.front.iter().cloned());
        name.actors = all.into_iter().collect();
        name
    }

    fn english(&self, text: &str, hits: &[Actor], name: &mut Name) {
        let mut plain = String::with_capacity(text.len());
        let mut at = 0;
        for run in runs(text, hits) {
            plain.push_str(&text[at..run.0.start as usize]);
            plain.extend([" @", &codes(&run.1), " "]);
            at = run.0.end as usize;
        }
        plain.push_str(&text[at..]);
        let plain = lower_words(&without_brackets(&plain));
        let mut words: Vec<String> = Vec::new();
        for word in plain.split([' ', '/', '"', ',', ':', '[', ']']) {
            let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '@'));
            let spelt = self.spellings.iter().find(|(form, _)| form == word);
            match spelt {
                Some((_, canonical)) => words.push(canonical.to_string()),
                None if word.starts_with('@') => words.push(word.to_owned()),
                None => words.extend(word.split('-').filter(|part| !part.is_empty()).map(str::to_owned)),
            }
        }
        words.retain(|word| !matches!(word.as_str(), "the" | "a" | "an" | ""));
        for word in &mut words {
            if word.starts_with('@') {
                continue;
            }
            *word = word.replace(['\'', '.'], "");
            if let Some(singular) = singular(word) {
                *word = singular;
            }
        }
        if words.len() > 1 && year(&words[0]).is_some() {
            name.edition = year(&words.remove(0));
        } else if words.len() > 1
            && let Some(found) = words.last().and_then(|last| year(last).or_else(|| short_year(last)))
        {
            name.edition = Some(found);
            words.pop();
        }
        if words.len() > 1 && words[0].starts_with('@') {
            let front = words.remove(0);
            name.front = front[1..].split('-').map(ActorCode::new).collect();
        }
        name.tail = words.join(" ");
    }

    fn japanese(&self, text: &str, hits: &[Actor], name: &mut Name) {
        let mut text = without_brackets(text);
        text.retain(|c| !matches!(c, '「' | '」' | '『' | '』' | ' '));
        let mut start = 0;
        if let Some(digits) = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            && text[4..].starts_with('年')
        {
            name.edition = digits.parse().ok();
            start = 4 + '年'.len_utf8();
            start += if text[start..].starts_with('の') { 'の'.len_utf8() } else { 0 };
        }
        let own = if start == 0 && !text.is_empty() { hits.to_vec() } else { self.actors(&text[start..]) };
        let body = &text[start..];
        // What stands before に関する is what it is about, not whose it is.
        let topic = self.joins.iter().filter_map(|join| body.find(join.as_str()).map(|at| at + join.len())).max();
        let (at, front) = run_from(body, &own, topic.unwrap_or(0));
        let at = if topic.is_some() {
            name.holders = front;
            0
        } else {
            name.front = front;
            at
        };
        let mut tail: String = body[at..].chars().filter(|c| !matches!(c, '・' | '、')).collect();
        for (form, canonical) in &self.spellings {
            let form = form.replace('・', "");
            if tail.contains(canonical.as_str()) {
                continue;
            }
            tail = tail.replace(&form, canonical);
        }
        let digits = tail.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 2 && tail.len() > 2 {
            let edition: u16 = tail[tail.len() - 2..].parse().unwrap_or(0);
            name.edition = Some(2000 + edition);
            tail.truncate(tail.len() - 2);
        } else if digits == 4 && tail.len() > 4 {
            name.edition = tail[tail.len() - 4..].parse().ok();
            tail.truncate(tail.len() - 4);
        }
        name.tail = lower(&tail);
    }

    /// Returns spellings, each with the one that counts.
    pub(super) fn spellings(&self) -> &[(SmolStr, SmolStr)] {
        &self.spellings
    }

    /// Returns whether a text is the name of an actor.
    pub(super) fn is_actor(&self, text: &str) -> bool {
        self.actors(text).iter().any(|actor| actor.range.len() == text.len())
    }

    /// Returns the actors that a folded text names, the longest where they overlap.
    pub(super) fn actors(&self, text: &str) -> Vec<Actor> {
        let Some(tables) = self.tables else { return Vec::new() };
        let small = lower(text);
        let mut hits = tables.scan(&small);
        hits.retain(|hit| hit.table == TableName::Actors && super::words::is_whole(text, hit.range));
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end), hit.entry));
        let mut found: Vec<Actor> = Vec::new();
        let mut end = 0;
        for hit in hits {
            if hit.range.start < end {
                continue;
            }
            let entry = tables.entry(&hit);
            // A name is written with its capitals: "us" is no state.
            let form = entry.forms.get(usize::from(hit.form)).map_or("", SmolStr::as_str);
            let is_capital = form.starts_with(|c: char| c.is_ascii_uppercase());
            if is_capital && !text[hit.range.bounds()].starts_with(|c: char| c.is_ascii_uppercase()) {
                continue;
            }
            end = hit.range.end;
            let is_name = matches!(entry.kind.as_str(), "name" | "adjective" | "short" | "prefix" | "rare");
            let is_actor = matches!(entry.family.as_str(), "state" | "organisation");
            if is_name && is_actor && entry.value != "-" {
                let codes = entry.value.split(',').map(ActorCode::new).collect();
                found.push(Actor { range: hit.range, codes, short: entry.kind == "short" });
            }
        }
        found
    }
}

/// An actor named in a text.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    /// Where.
    pub(super) range: TextRange,
    /// Who.
    pub(super) codes: Vec<ActorCode>,
    /// Whether it is a short form that is read only in compounds.
    short: bool,
}

/// Returns the actors that stand side by side from `start` of a Japanese name, and where they end; none where one short
/// form stands alone, which may be part of a word (中央).
fn run_from(body: &str, actors: &[Actor], start: usize) -> (usize, Vec<ActorCode>) {
    let (mut at, mut run, mut count) = (start, BTreeSet::new(), 0);
    while let Some(hit) = actors.iter().find(|hit| hit.range.start as usize == at) {
        run.extend(hit.codes.iter().cloned());
        count += if hit.short { hit.codes.len() } else { 2 };
        at = hit.range.end as usize;
        if body[at..].starts_with(['・', '-', 'と', '/']) {
            at += body[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    if count >= 2 && at < body.len() { (at, run.into_iter().collect()) } else { (start, Vec::new()) }
}

/// Returns runs of actors that stand side by side (`U.S.-Japan`, `Japan and the United States`), each with its codes in
/// alphabetical order.
fn runs(text: &str, hits: &[Actor]) -> Vec<(TextRange, Vec<ActorCode>)> {
    let mut runs: Vec<(TextRange, BTreeSet<ActorCode>)> = Vec::new();
    for hit in hits {
        let joined = runs.last().is_some_and(|(range, _)| {
            let between = text.get(range.end as usize..hit.range.start as usize).unwrap_or("x");
            let between = between.trim_matches([' ', '-', '–', '/', ',']);
            matches!(between, "" | "and" | "and the" | "the")
        });
        match runs.last_mut() {
            Some((range, codes)) if joined => {
                range.end = hit.range.end;
                codes.extend(hit.codes.iter().cloned());
            }
            _ => runs.push((hit.range, hit.codes.iter().cloned().collect())),
        }
    }
    runs.into_iter().map(|(range, codes)| (range, codes.into_iter().collect())).collect()
}

/// Returns a text in small letters, save the codes of actors.
fn lower_words(text: &str) -> String {
    text.split(' ')
        .map(|word| if word.starts_with('@') { word.to_owned() } else { word.to_lowercase() })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns a text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth > 0 => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Returns the singular of a plural in -s.
pub(super) fn singular(word: &str) -> Option<String> {
    if word.len() < 4 || !word.is_ascii() || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    word.strip_suffix('s').map(str::to_owned)
}

/// Returns a year of four digits.
fn year(word: &str) -> Option<u16> {
    let year = word.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    (word.len() == 4).then_some(year)
}

/// Returns the year of a number of two digits (Keen Sword 23).
fn short_year(word: &str) -> Option<u16> {
    let is_short = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| word.parse::<u16>().ok().map(|year| 2000 + year)).flatten()
}
