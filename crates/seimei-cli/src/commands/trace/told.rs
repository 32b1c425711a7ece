//! What is said about a lineage, in words: of each member whose it is and what moved, who uses the formula and who stopped.

use seimei_app::archive::trace::{Lineage, Member, PassageId, Text, Tracing, Usage};
use seimei_app::compare::{Change, Segment};

use crate::report::Look;
use crate::wording::{self, Table};
use crate::wrap::{cut, printable};

/// Stands before what moved where others speak than before.
const OTHERS: &str = "≠";
/// Columns of the names of parties in the list on top; longer ones give way to codes.
const NAMES: usize = 18;
/// Columns of the words of a change in the list on top, at most.
const SIDE: usize = 28;

/// A lineage with what is needed to show it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// The archive.
    pub(super) tracing: &'a Tracing<'a>,
    /// What was found.
    pub(super) lineage: &'a Lineage,
    /// The words asked for; `None` where a provision was.
    pub(super) words: Option<&'a str>,
    /// How many provisions hold the words as they are, and from when to when; `None` where all are members.
    pub(super) holding: Option<&'a [PassageId]>,
    /// Whether the members are those that hold the words, for want of kin.
    pub(super) is_phrase: bool,
    /// The reader's language, names, columns, colour.
    pub(super) look: &'a Look<'a>,
}

impl<'a> View<'a> {
    /// Returns what was asked for, in its own words.
    pub(super) fn asked(&self) -> String {
        let passage = self.lineage.asked.map(|asked| self.tracing.at(asked).1.text.as_str());
        printable(self.words.or(passage).unwrap_or_default())
    }

    /// Returns the words of a member.
    pub(super) fn text(&self, member: &Member) -> &'a str {
        &self.tracing.at(member.passage).1.text
    }

    /// Returns the member that the one at `place` is compared with; `None` where the words are not set side by side.
    fn before(&self, place: usize) -> Option<&'a Member> {
        let before = self.lineage.members.get(place).filter(|_| !self.is_phrase)?.before?;
        self.lineage.members.get(before)
    }

    /// Returns the words that a member is compared with, and what differs.
    pub(super) fn difference(&self, place: usize) -> Option<(&'a str, &'a [Segment])> {
        let changed = self.lineage.members.get(place)?.changed.as_ref()?;
        Some((self.text(self.before(place)?), &changed.difference.segments))
    }

    /// Returns which member another than the one before is compared with, in words; empty where it is the one before.
    pub(super) fn versus(&self, place: usize) -> String {
        let before = self.lineage.members.get(place).filter(|_| !self.is_phrase).and_then(|member| member.before);
        match before {
            Some(before) if before + 1 != place => {
                self.look.messages.fill("trace.versus", &[("n", &(before + 1).to_string())])
            }
            _ => String::new(),
        }
    }

    /// Returns what changed since the member before, as far as it is shown.
    pub(super) fn changes(&self, place: usize) -> &'a [Change] {
        let member = self.lineage.members.get(place).filter(|_| !self.is_phrase);
        member.and_then(|member| member.changed.as_ref()).map_or(&[], |changed| &changed.changes)
    }

    /// Returns whether a member has the words of the one before.
    pub(super) fn is_same(&self, place: usize) -> bool {
        self.difference(place).is_some_and(|(_, segments)| {
            segments.iter().all(|segment| segment.kind == seimei_app::compare::SegmentKind::Kept)
        })
    }

    /// Returns whether a member and the one before are of the same parties.
    pub(super) fn table(&self, place: usize) -> Table {
        let text = |member: &Member| self.tracing.at(member.passage).0;
        match (self.before(place), self.lineage.members.get(place)) {
            (Some(before), Some(now)) if !text(before).is_like(text(now)) => Table::OtherThanBefore,
            _ => Table::Same,
        }
    }

    /// Returns what moved since the member before, in one line; empty for the first.
    pub(super) fn moved(&self, place: usize) -> String {
        let messages = self.look.messages;
        if self.is_phrase && place > 0 {
            return String::new();
        }
        if self.before(place).is_none() {
            return self.first(place);
        }
        let versus = self.versus(place);
        let versus = if versus.is_empty() { versus } else { format!("{versus} ") };
        if self.is_same(place) {
            return versus + messages.text("trace.same");
        }
        let table = self.table(place);
        let lines: Vec<String> = wording::counting(self.changes(place))
            .map(|change| {
                let [a, b] = wording::sides(self.look, change).map(|words| cut(&words, SIDE));
                let matter = wording::matter(self.look, change);
                let side = |sign: &str, words: &str| format!("{sign}{words}");
                let words = match (a.is_empty(), b.is_empty()) {
                    (false, false) => format!("{a} → {b}"),
                    (false, true) => side("−", &a),
                    _ => side("+", &b),
                };
                if wording::has_direction(change) && table == Table::Same {
                    format!("{matter} {words} ({})", wording::turn(self.look, change, table))
                } else {
                    format!("{matter} {words}")
                }
            })
            .collect();
        let moved = if lines.is_empty() { messages.text("trace.wording").to_owned() } else { lines.join("; ") };
        if table == Table::Same { versus + &moved } else { format!("{OTHERS} {moved}") }
    }

    /// Returns what a member is that none before it is compared with: the first, the first of its language, or one more of
    /// the document that has the first.
    fn first(&self, place: usize) -> String {
        let messages = self.look.messages;
        let text_of = |member: &Member| self.tracing.text_of(member.passage);
        let members = &self.lineage.members;
        let beside = members.get(place).and_then(|own| {
            let before = members.get(..place)?;
            before.iter().position(|member| text_of(member) == text_of(own))
        });
        match beside {
            Some(beside) => messages.fill("trace.beside", &[("n", &(beside + 1).to_string())]),
            None if place == 0 => messages.text("trace.first").to_owned(),
            None => messages.text("trace.first-of-language").to_owned(),
        }
    }

    /// Returns the date of a text in words.
    pub(super) fn date(&self, text: &Text) -> String {
        date(text, self.look)
    }

    /// Returns how many provisions in how many documents, and from when to when.
    pub(super) fn extent(&self) -> String {
        let members = &self.lineage.members;
        let texts: Vec<&Text> = members.iter().map(|member| self.tracing.at(member.passage).0).collect();
        extent(&texts, self.look)
    }

    /// Returns the notes on what was found: that there are only words, that the words stand elsewhere too, what ≠ means.
    pub(super) fn notes(&self) -> Vec<String> {
        let messages = self.look.messages;
        let mut notes = Vec::new();
        if self.is_phrase {
            notes.push(messages.text("trace.phrase").to_owned());
        }
        if let Some(holding) = self.holding {
            let texts: Vec<&Text> = holding.iter().map(|passage| self.tracing.at(*passage).0).collect();
            notes.push(messages.fill("trace.holding", &[("extent", &extent(&texts, self.look))]));
        }
        if self.languages() > 1 {
            notes.push(messages.text("trace.together").to_owned());
        }
        let is_mixed = (1..self.lineage.members.len()).any(|place| self.table(place) != Table::Same);
        if is_mixed && !self.is_phrase {
            notes.push(messages.text("trace.other-table").to_owned());
        }
        notes
    }

    /// Returns of how many languages the members are.
    fn languages(&self) -> usize {
        let language = |member: &Member| self.tracing.at(member.passage).0.expression.id.language;
        self.lineage.members.iter().map(language).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// Returns the date and the parties of a text in short: as data has them where names are long.
    pub(super) fn short(&self, text: &Text) -> [String; 2] {
        let undated = || self.look.messages.text("trace.undated").to_owned();
        let date = text.date().map_or_else(undated, |date| printable(date.as_str()));
        let names = parties(text.parties(), self.look);
        let codes = || text.parties().iter().map(seimei_model::code::ActorCode::as_str).collect::<Vec<_>>().join(" ");
        let is_short = text.parties().is_empty() || crate::wrap::width(&names) <= NAMES;
        [date, self.with_language(text, if is_short { names } else { codes() })]
    }

    /// Returns the parties of a text in words, with its language where the members are of several.
    pub(super) fn whose(&self, text: &Text) -> String {
        self.with_language(text, parties(text.parties(), self.look))
    }

    fn with_language(&self, text: &Text, parties: String) -> String {
        if self.languages() > 1 { format!("{parties} ({})", text.expression.id.language.tag()) } else { parties }
    }

    /// Returns how much was searched.
    pub(super) fn searched(&self) -> String {
        searched(self.tracing, self.look)
    }

    /// Returns who uses the formula: the parties, how often and when, and that they stopped, if they did.
    pub(super) fn usage(&self, usage: &Usage) -> [String; 3] {
        let messages = self.look.messages;
        let texts: Vec<&Text> = usage.texts.iter().filter_map(|place| self.tracing.texts().get(*place)).collect();
        let span = span(&texts, self.look);
        let count = messages.count("count.documents", usage.texts.len());
        let stopped = usage.lacking.first().and_then(|place| self.tracing.texts().get(*place)).map(|first| {
            let lacking = messages.count("trace.lacking", usage.lacking.len());
            let values =
                [("lacking", lacking), ("date", self.date(first)), ("reference", first.expression.id.to_string())];
            messages.fill("trace.stopped", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
        });
        [parties(usage.parties.as_slice(), self.look), format!("{count} · {span}"), stopped.unwrap_or_default()]
    }

    /// Returns what a passage is called, with its document's title and the status of its translation.
    pub(super) fn about(&self, passage: PassageId) -> [String; 2] {
        about(self.tracing, passage, self.look)
    }
}

/// Returns the date of a text in words.
pub(crate) fn date(text: &Text, look: &Look) -> String {
    text.date().map_or_else(|| look.messages.text("trace.undated").to_owned(), |date| look.date(date))
}

/// Returns parties in words.
pub(crate) fn parties(parties: &[seimei_model::code::ActorCode], look: &Look) -> String {
    if parties.is_empty() { look.messages.text("trace.no-parties").to_owned() } else { look.actors(parties) }
}

/// Returns what a passage is called, and its document's title with the status of its translation.
pub(crate) fn about(tracing: &Tracing, passage: PassageId, look: &Look) -> [String; 2] {
    let (text, _) = tracing.at(passage);
    [tracing.reference(passage).to_string(), title(text, look)]
}

/// Returns the title of a text, with the status of its translation.
pub(crate) fn title(text: &Text, look: &Look) -> String {
    let title = text.expression.title.as_deref().unwrap_or(look.messages.text("head.untitled"));
    let status = text.expression.translation.map(|status| look.messages.label("translation", status.word()));
    [Some(printable(title)), status.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Returns from when to when: one date where both are the same.
pub(crate) fn span(texts: &[&Text], look: &Look) -> String {
    let dated: Vec<&&Text> = texts.iter().filter(|text| text.date().is_some()).collect();
    match (dated.first(), dated.last()) {
        (Some(first), Some(last)) if first.date() != last.date() => {
            look.messages.fill("trace.span", &[("first", &date(first, look)), ("last", &date(last, look))])
        }
        (Some(only), _) => date(only, look),
        _ => look.messages.text("trace.undated").to_owned(),
    }
}

/// Returns how many provisions, in how many documents, from when to when; `texts` holds one for each provision.
pub(crate) fn extent(texts: &[&Text], look: &Look) -> String {
    let messages = look.messages;
    let documents: std::collections::BTreeSet<_> = texts.iter().map(|text| &text.document.id).collect();
    let counts = [
        messages.count("count.provisions", texts.len()),
        messages.count("count.documents", documents.len()),
        span(texts, look),
    ];
    counts.join(" · ")
}

/// Returns how much was searched.
pub(crate) fn searched(tracing: &Tracing, look: &Look) -> String {
    let (documents, provisions) = tracing.searched();
    let documents = look.messages.count("verify.of-documents", documents);
    let provisions = look.messages.count("count.provisions", provisions);
    look.messages.fill("verify.searched", &[("documents", &documents), ("provisions", &provisions)])
}
