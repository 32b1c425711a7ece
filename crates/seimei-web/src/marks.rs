//! The words of a provision with what was read in them marked: triggers of acts, actors, dates, mechanisms.

use std::fmt::Write as _;
use std::ops::Range;

use askama::filters::{Html, escape};
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_lexicon::table::TableName;
use seimei_locale::messages::Messages;
use seimei_model::act::{Act, ActKind, Family, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::provision::Provision;
use seimei_wording::words::Cutter;

/// A stretch of a provision's text, in bytes, and what it is.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Mark {
    range: Range<usize>,
    what: What,
}

#[derive(Clone, PartialEq, Debug)]
enum What {
    /// The trigger of an act, by the act's place.
    Act(usize),
    /// A name of an actor.
    Actor(ActorCode),
    /// A date, by its place.
    Date(usize),
    /// A mechanism.
    Mechanism,
}

/// Finds what is marked in provisions of one language.
pub(crate) struct Marker<'l> {
    cutter: Cutter<'l>,
}

impl<'l> Marker<'l> {
    pub(crate) fn new(lexicon: &'l Lexicon, language: Lang) -> Self {
        Self { cutter: Cutter::new(lexicon, language) }
    }

    /// Returns the marks of a provision, in order; none lies over another.
    pub(crate) fn marks(&self, provision: &Provision) -> Vec<Mark> {
        let text = provision.text.as_str();
        let mut marks = Vec::new();
        for (place, act) in provision.acts.iter().enumerate().filter(|(_, act)| !is_bare(act)) {
            let range = act.at.start as usize..act.at.end as usize;
            if !range.is_empty() && text.get(range.clone()).is_some() {
                lay(&mut marks, Mark { range, what: What::Act(place) });
            }
        }
        let mut from = 0;
        for mechanism in &provision.mechanisms {
            if let Some(range) = next(text, &mechanism.text, &mut from) {
                lay(&mut marks, Mark { range, what: What::Mechanism });
            }
        }
        from = 0;
        for (place, date) in provision.dates.iter().enumerate() {
            if let Some(range) = next(text, &date.text, &mut from) {
                lay(&mut marks, Mark { range, what: What::Date(place) });
            }
        }
        for (range, code) in self.actors(text) {
            lay(&mut marks, Mark { range, what: What::Actor(code) });
        }
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }

    /// Returns where actors are named, the longest names first.
    fn actors(&self, text: &str) -> Vec<(Range<usize>, ActorCode)> {
        let Some(language) = self.cutter.language() else { return Vec::new() };
        let cut = self.cutter.cut(text);
        let hits = cut.hits().iter().filter(|hit| hit.table == TableName::Actors);
        let mut found: Vec<(Range<usize>, ActorCode)> = hits
            .filter_map(|hit| {
                let entry = language.entry(hit);
                let is_name = entry.kind == "name" && entry.value != "-";
                is_name.then(|| (cut.under(hit.range).bounds(), ActorCode::new(&entry.value)))
            })
            .collect();
        found.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
        found
    }
}

/// Returns whether an act only says that nobody does anything.
pub(crate) fn is_bare(act: &Act) -> bool {
    act.act == ActKind::State && act.actors.is_empty() && act.targets.is_empty() && !act.commitment
}

/// Finds a word behind the last one; where it does not stand there, anywhere.
fn next(text: &str, word: &str, from: &mut usize) -> Option<Range<usize>> {
    if word.is_empty() {
        return None;
    }
    let start = match text.get(*from..).and_then(|rest| rest.find(word)) {
        Some(at) => *from + at,
        None => text.find(word)?,
    };
    *from = start + word.len();
    Some(start..start + word.len())
}

fn lay(marks: &mut Vec<Mark>, mark: Mark) {
    let is_free = marks.iter().all(|known| known.range.end <= mark.range.start || mark.range.end <= known.range.start);
    if is_free {
        marks.push(mark);
    }
}

/// What marks are told with.
pub(crate) struct Words<'a> {
    /// The reader's language.
    pub(crate) t: &'a Messages,
    /// The names of actors in it.
    pub(crate) names: &'a Names,
}

impl Words<'_> {
    /// Returns actors by name, as a list.
    pub(crate) fn actors(&self, codes: &[ActorCode]) -> String {
        self.t.list(codes.iter().map(|code| self.names.of(code)))
    }

    /// Returns what an act is, in words: kind, strength, whose, towards whom, until when.
    pub(crate) fn act(&self, act: &Act) -> String {
        let mut parts = vec![self.t.label("act", act.act.word()).to_owned()];
        if act.strength != Strength::Plain {
            parts.push(self.t.label("strength", act.strength.word()).to_owned());
        }
        if !act.actors.is_empty() {
            parts.push(self.actors(&act.actors));
        }
        if !act.targets.is_empty() {
            parts.push(format!("→ {}", self.actors(&act.targets)));
        }
        if act.commitment {
            parts.push(self.t.text("room.commitment").to_owned());
        }
        if let Some(due) = &act.due {
            parts.push(self.t.fill("room.due", &[("date", due.as_str())]));
        }
        parts.join(" · ")
    }
}

/// Returns the text of a provision as HTML, with its marks.
pub(crate) fn html(provision: &Provision, marks: &[Mark], words: &Words) -> String {
    let text = provision.text.as_str();
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for mark in marks {
        push(&mut out, &text[at..mark.range.start]);
        let inner = &text[mark.range.clone()];
        let end = match &mark.what {
            What::Act(place) => {
                let act = &provision.acts[*place];
                let (family, kind) = (Family::of(act.act).word(), act.act.word());
                let _ = write!(out, "<mark class=\"act {family}\" data-act=\"{kind}\" title=\"");
                push(&mut out, &words.act(act));
                "</mark>"
            }
            What::Actor(code) => {
                out += "<span class=\"actor\" title=\"";
                push(&mut out, words.names.of(code));
                "</span>"
            }
            What::Date(place) => {
                let edtf = provision.dates[*place].edtf.as_str();
                // HTML takes whole days, months and years only.
                let machine = edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                out += "<time class=\"date\" ";
                if machine {
                    let _ = write!(out, "datetime=\"{edtf}\" ");
                }
                out += "title=\"";
                push(&mut out, edtf);
                "</time>"
            }
            What::Mechanism => {
                out += "<span class=\"mechanism\" title=\"";
                push(&mut out, words.t.text("room.mechanism"));
                "</span>"
            }
        };
        out += "\">";
        push(&mut out, inner);
        out += end;
        at = mark.range.end;
    }
    push(&mut out, &text[at..]);
    out
}

fn push(out: &mut String, text: &str) {
    let Ok(safe) = escape(text, Html);
    let _ = write!(out, "{safe}");
}
