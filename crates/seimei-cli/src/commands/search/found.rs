//! What was found, for a person.

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::identity::ExpressionId;
use seimei_search::facets::Facet;
use seimei_search::search::{Answer, Hit, Passage};
use seimei_search::unit::UnitAct;
use seimei_store::error::StoreError;

use crate::commands::search::Shown;
use crate::commands::search::other::Other;
use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{self, Rich, printable};

/// Columns that hold the numbers of hits.
const GUTTER: usize = 5;
/// How many values of a facet are shown.
const VALUES: usize = 8;

/// Returns the page of an answer.
pub(super) fn page(shown: &Shown, answer: &Answer, others: &[Other]) -> Result<String, StoreError> {
    let (look, messages) = (&shown.look, shown.look.messages);
    let key = if shown.request.documents { "search.found-documents" } else { "search.found-provisions" };
    let mut head = Rich::new(Tone::Heading, messages.count(key, answer.total));
    let (first, last) = (shown.request.offset + 1, shown.request.offset + answer.hits.len());
    if answer.hits.len() < answer.total && !answer.hits.is_empty() {
        let values = [first.to_string(), last.to_string()];
        let part = messages.fill("search.shown", &[("first", &values[0]), ("last", &values[1])]);
        head.push(Tone::Faint, format!(" · {part}"));
    }
    let mut out = look.lines(&head, 0, 0) + &look.rule("─");
    for (at, hit) in answer.hits.iter().enumerate() {
        out += &one(shown, hit, (at, shown.request.offset + at + 1), others)?;
    }
    if answer.total == 0 {
        out += &look.line(Tone::Plain, messages.text("search.nothing"));
    } else if answer.hits.is_empty() {
        out += &look.line(Tone::Plain, messages.text("search.no-page"));
    } else if last < answer.total {
        let next = (last / shown.request.limit + 1).to_string();
        out.push('\n');
        out += &look.line(Tone::Faint, &messages.fill("search.next", &[("page", &next)]));
    }
    for (facet, counts) in answer.facets.iter().filter(|(_, counts)| !counts.is_empty()) {
        out += &facet_lines(*facet, counts, look);
    }
    Ok(out)
}

fn one(shown: &Shown, hit: &Hit, (at, number): (usize, usize), others: &[Other]) -> Result<String, StoreError> {
    let (look, messages) = (&shown.look, shown.look.messages);
    let record = shown.archive.store().document(&hit.document)?;
    let place = ExpressionId { document: hit.document.clone(), language: hit.language };
    let mut line = Rich::new(Tone::Faint, gutter(&number.to_string()));
    let provision = hit.passages.first().filter(|_| !shown.request.documents).map(|passage| passage.provision);
    let place = provision.map_or_else(|| place.to_string(), |provision| format!("{place}#p{provision}"));
    line.push(Tone::Heading, place);
    if let Some(record) = &record {
        let description = &record.description;
        let parties = description.parties.as_deref().unwrap_or_default();
        let told = [
            description.date.as_ref().map(|date| look.date(date)),
            description.kind.map(|kind| messages.label("kind", kind.word()).to_owned()),
            (!parties.is_empty()).then(|| look.actors(parties)),
        ];
        for part in told.into_iter().flatten() {
            line.push(Tone::Faint, " · ");
            line.push(Tone::Plain, printable(&part));
        }
    }
    let mut out = format!("\n{}", look.lines(&line, 0, GUTTER).replace('\u{a0}', " "));
    if shown.request.documents {
        let own = record.as_ref().and_then(|record| {
            let own = record.expressions.iter().find(|expression| expression.id.language == hit.language);
            own.and_then(|expression| expression.title.as_deref()).or(record.description.title.as_deref())
        });
        if let Some(title) = own {
            out += &look.lines(&Rich::new(Tone::Heading, printable(title)), GUTTER, GUTTER);
        }
        let count = messages.count("search.of-provisions", hit.provisions);
        out += &look.lines(&Rich::new(Tone::Faint, count), GUTTER, GUTTER);
    }
    for (place, passage) in hit.passages.iter().enumerate().filter(|(_, passage)| passage.provision > 0) {
        if shown.request.documents {
            let mut line = Rich::new(Tone::Faint, format!("#p{}\u{a0}\u{a0}", passage.provision));
            line.extend(marked(passage, look));
            out += &look.lines(&line, GUTTER, GUTTER + 2).replace('\u{a0}', " ");
        } else {
            if let Some(section) = &passage.section {
                out += &look.lines(&Rich::new(Tone::Faint, format!("§ {}", printable(section))), GUTTER, GUTTER + 2);
            }
            out += &look.lines(&marked(passage, look), GUTTER, GUTTER);
            for act in passage.acts.iter().filter(|act| act.act != ActKind::State || !act.actors.is_empty()) {
                let parties = record.as_ref().and_then(|record| record.description.parties.as_deref());
                out += &look.lines(&act_line(act, parties.unwrap_or_default(), look), GUTTER, GUTTER + 2);
            }
        }
        for other in others.iter().filter(|other| (other.hit, other.passage) == (at, place)) {
            out += &look.lines(&counterpart(other, look), GUTTER, GUTTER + 2).replace('\u{a0}', " ");
        }
        let is_alone = shown.call.matches.get_flag("other")
            && !others.iter().any(|other| (other.hit, other.passage) == (at, place));
        if is_alone {
            out += &look.lines(&Rich::new(Tone::Faint, messages.text("search.no-other")), GUTTER, GUTTER);
        }
    }
    Ok(out)
}

fn gutter(number: &str) -> String {
    format!("{number:>width$}  ", width = GUTTER - 2).replace(' ', "\u{a0}")
}

/// Returns the best passage with what was looked for marked: by tone, or by brackets where there is no colour.
fn marked(passage: &Passage, look: &Look) -> Rich {
    let characters: Vec<char> = passage.text.chars().collect();
    let text = |from: u32, to: u32| -> String {
        printable(&characters[from as usize..to as usize].iter().collect::<String>())
    };
    let (open, close) = if look.colour { ("", "") } else { ("[", "]") };
    let (start, end) = (passage.best.start, passage.best.end);
    let mut rich = Rich::default();
    if start > 0 {
        rich.push(Tone::Faint, "… ");
    }
    let mut at = start;
    for mark in passage.marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
        rich.push(Tone::Plain, text(at, mark.start));
        rich.push(Tone::Trigger(Family::Position), format!("{open}{}{close}", text(mark.start, mark.end)));
        at = mark.end;
    }
    rich.push(Tone::Plain, text(at, end));
    if (end as usize) < characters.len() {
        rich.push(Tone::Faint, " …");
    }
    rich
}

/// Returns the line of an act, as in a report.
fn act_line(act: &UnitAct, parties: &[ActorCode], look: &Look) -> Rich {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Act(Family::of(act.act)), messages.label("act", act.act.word()));
    let is_everybody = act.actors == parties && act.actors.len() > 2;
    let who = if is_everybody { messages.text("report.all-parties").to_owned() } else { look.actors(&act.actors) };
    line.push(Tone::Faint, format!("  {who}"));
    if !act.targets.is_empty() {
        line.push(Tone::Plain, format!(" →\u{a0}{}", look.actors(&act.targets)).replace('\u{a0}', " "));
    }
    if act.strength != Strength::Plain {
        line.push(Tone::Faint, " · ");
        line.push(Tone::Warning, messages.label("strength", act.strength.word()));
    }
    if act.commitment {
        line.push(Tone::Faint, " · ");
        let promise = match &act.due {
            Some(due) => messages.fill("report.promise-due", &[("date", &look.date(due))]),
            None => messages.text("report.promise").to_owned(),
        };
        line.push(Tone::Promise, promise);
    }
    line
}

/// Returns a counterpart in another language.
fn counterpart(other: &Other, look: &Look) -> Rich {
    let tag = match other.language {
        Lang::Ja | Lang::En | Lang::Und => other.language.tag(),
    };
    let mut line = Rich::new(Tone::Faint, format!("↔ {tag}#p{}\u{a0}\u{a0}", other.number));
    line.push(Tone::Faint, wrap::cut(&printable(&other.text), look.columns * 4));
    line
}

fn facet_lines(facet: Facet, counts: &[(String, usize)], look: &Look) -> String {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Heading, messages.label("search-facet", facet.word()));
    for (at, (value, count)) in counts.iter().take(VALUES).enumerate() {
        let name = match facet {
            Facet::Party => look.actors(&[ActorCode::new(value)]),
            Facet::Year => look.date(&seimei_model::date::Edtf::new(value)),
            _ => messages.label(facet.word(), value).to_owned(),
        };
        line.push(Tone::Faint, if at == 0 { "  " } else { " · " });
        line.push(Tone::Plain, printable(&name).replace(' ', "\u{a0}"));
        line.push(Tone::Faint, format!("\u{a0}{count}"));
    }
    if counts.len() > VALUES {
        line.push(Tone::Faint, " · …");
    }
    format!("\n{}", look.lines(&line, 0, 2).replace('\u{a0}', " "))
}
