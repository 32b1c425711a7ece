//! An entry on a terminal: its fields, its history, its evidence, how it was judged, what was decided.

use seimei_app::archive::register::entry::{Assessment, Entry, Evidence, Undertaking};
use seimei_app::archive::register::{Registry, class, verdicts};
use seimei_model::decision::{DecisionRecord, Standpoint};
use seimei_model::identity::ProvisionId;

use crate::commands::common;
use crate::commands::register::told::{self, BETWEEN};
use crate::commands::register::{decisions, sum};
use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{Rich, printable};

/// Columns before what stands under a heading.
const INDENT: usize = 4;

/// Returns the whole page.
pub(super) fn page(entry: &Entry, today: &str, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    let mut out = look.rule("━");
    out += &look.line(Tone::Heading, &entry.id.to_string());
    out += &look.rule("━");
    out += &look.line(Tone::Plain, &printable(&entry.what));
    out.push('\n');
    out += &fields(entry, today, look);
    out += &history(entry, registry, look);
    out += &offers(entry, look);
    if !entry.evidence.is_empty() {
        out += &look.list_heading(messages.text("register.evidence-heading"), entry.evidence.len());
        out.extend(entry.evidence.iter().map(|one| evidence(one, look)));
    }
    if !entry.declined.is_empty() {
        out += &look.list_heading(messages.text("register.declined-heading"), entry.declined.len());
        let declined: Vec<String> = entry.declined.iter().map(ToString::to_string).collect();
        out += &look.lines(&Rich::new(Tone::Faint, declined.join(BETWEEN)), 2, 2);
    }
    out += &assessments(entry, today, look);
    let decided: Vec<&DecisionRecord> = registry.history(entry);
    if !decided.is_empty() {
        out += &look.list_heading(messages.text("register.decisions-heading"), decided.len());
        out += &decisions::lines(&decided, registry, look);
    }
    out.push('\n');
    let key = if entry.changed == 0 { "register.never-changed" } else { "register.changed" };
    out += &look.line(Tone::Faint, &messages.fill(key, &[("n", &entry.changed.to_string())]));
    out + &look.line(Tone::Faint, &sum::by(&registry.rules(), messages))
}

fn fields(entry: &Entry, today: &str, look: &Look) -> String {
    let messages = look.messages;
    let plain = |text: String| Rich::new(Tone::Plain, text);
    let or_none = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    let class = class(entry, today);
    let due = entry.due.as_ref().map_or_else(|| messages.text("head.not-said").to_owned(), |due| look.date(due));
    let areas: Vec<String> = entry.areas.iter().map(ToString::to_string).collect();
    let mut state = Rich::new(told::tone(class), messages.label("class", class.word()));
    let on = messages.fill("register.as-of", &[("day", &told::day(Some(today), look))]);
    state.push(Tone::Faint, format!("  {on}"));
    let act = told::act(entry.act, entry.strength, messages);
    let mut rows: Vec<(&str, Rich)> = vec![
        ("by", plain(look.actors(&entry.by))),
        ("to", plain(look.actors(&entry.to))),
        ("act", Rich::new(Tone::Act(Family::of(entry.act)), act)),
        ("due", plain(due)),
        ("topics", plain(or_none(told::topics(&entry.topics, messages)))),
        ("mechanisms", plain(or_none(told::written(&entry.mechanisms, messages)))),
        ("class", state),
        ("standing", plain(messages.label("standing", entry.standing.word()).to_owned())),
    ];
    if !areas.is_empty() {
        rows.push(("areas", plain(messages.list(areas.iter().map(String::as_str)))));
    }
    if let Some(source) = &entry.source {
        rows.push(("source", plain(source.to_string())));
    }
    let is_corrected = |field: &str| entry.corrected.iter().any(|known| known == field);
    // What a person added was never read otherwise.
    let is_added = entry.undertakings.is_empty();
    for (field, value) in &mut rows {
        if is_corrected(field) && !is_added {
            value.push(Tone::Warning, format!("  {}", messages.text("register.corrected")));
        }
    }
    if is_corrected("what") && !is_added {
        let said = messages.text("register.corrected-what").to_owned();
        rows.insert(0, ("what", Rich::new(Tone::Warning, said)));
    }
    let rows: Vec<(&str, Rich)> =
        rows.into_iter().map(|(field, value)| (messages.label("field", field), value)).collect();
    told::rows(&rows, look)
}

/// Returns every saying, in order of time, with the words of each language.
fn history(entry: &Entry, registry: &Registry, look: &Look) -> String {
    let messages = look.messages;
    if entry.undertakings.is_empty() {
        return entry
            .source
            .as_ref()
            .map_or_else(String::new, |source| words(source, &source.to_string(), registry, look));
    }
    let mut out = look.list_heading(messages.text("register.history-heading"), entry.said());
    let mut told: Vec<&ProvisionId> = Vec::new();
    for one in &entry.undertakings {
        // The same words in another language of the document were told with those of the first.
        if told.contains(&&one.id.provision) {
            continue;
        }
        out += &saying(one, look);
        for counterpart in &one.counterparts {
            let others = entry.undertakings.iter().filter(|other| other.id.provision == *counterpart);
            let own: Vec<String> = others.map(|other| other.id.to_string()).collect();
            let name = if own.is_empty() { counterpart.to_string() } else { own.join(BETWEEN) };
            out += &words(counterpart, &name, registry, look);
            told.push(counterpart);
        }
    }
    out
}

fn saying(one: &Undertaking, look: &Look) -> String {
    let messages = look.messages;
    let mut head = Rich::new(Tone::Heading, told::day(one.day.as_deref(), look));
    head.push(Tone::Plain, format!("{BETWEEN}{}", look.actors(&one.parties)));
    head.push(Tone::Faint, format!("{BETWEEN}{}", one.id));
    let mut out = look.lines(&head, 0, INDENT);
    let mut how = Rich::new(Tone::Act(Family::of(one.act)), told::act(one.act, one.strength, messages));
    how.push(Tone::Faint, messages.fill("register.trigger", &[("words", &printable(&one.trigger))]));
    how.push(Tone::Plain, format!("{BETWEEN}{}", told::parties(&one.by, &one.to, look)));
    if let Some(due) = &one.due {
        let due = messages.fill("register.due-on", &[("date", &look.date(due))]);
        how.push(Tone::Promise, format!("{BETWEEN}{due}"));
    }
    out += &look.lines(&how, INDENT, INDENT);
    out + &look.lines(&Rich::new(Tone::Plain, printable(&one.clause)), INDENT, INDENT)
}

/// Returns the words of a provision, with the name of it or of what it says here.
fn words(id: &ProvisionId, name: &str, registry: &Registry, look: &Look) -> String {
    let Some((_, provision)) = registry.at(id) else { return String::new() };
    let mut line = Rich::new(Tone::Faint, format!("{name}  "));
    line.push(Tone::Plain, printable(&provision.text));
    look.lines(&line, INDENT, INDENT)
}

fn offers(entry: &Entry, look: &Look) -> String {
    if entry.offers.is_empty() {
        return String::new();
    }
    let mut out = look.list_heading(look.messages.text("register.offers-heading"), entry.offers.len());
    out.extend(entry.offers.iter().map(|offer| evidence(offer, look)));
    let hint = look.messages.fill("register.how-to-accept", &[("entry", &entry.id.to_string())]);
    out + &look.lines(&Rich::new(Tone::Faint, hint), 2, 2)
}

/// Returns a piece of evidence: its day and name, what it says, why it is offered or who took it.
pub(crate) fn evidence(evidence: &Evidence, look: &Look) -> String {
    let messages = look.messages;
    let mut head = Rich::new(Tone::Heading, told::day(evidence.day.as_deref(), look));
    head.push(Tone::Faint, format!("{BETWEEN}{}", evidence.id));
    let mut out = look.lines(&head, 2, INDENT);
    out += &look.lines(&Rich::new(Tone::Plain, printable(&evidence.text)), INDENT, INDENT);
    if let Some(attached) = told::attachment(evidence, messages) {
        out += &look.lines(&Rich::new(Tone::Faint, attached), INDENT, INDENT);
    }
    if !evidence.reasons.is_empty() {
        let because = messages.fill("register.because", &[("reasons", &told::reasons(evidence, look))]);
        out += &look.lines(&Rich::new(Tone::Faint, because), INDENT, INDENT);
    }
    if let Some(decided) = &evidence.decided {
        let (n, by, at) = (decided.number.to_string(), printable(&decided.by), common::moment(&decided.at));
        let key = if evidence.attachment.is_some() { "register.attached" } else { "register.taken" };
        let mut line = messages.fill(key, &[("by", &by), ("at", &at), ("n", &n)]);
        if !decided.reason.is_empty() {
            line += BETWEEN;
            line += &messages.fill("register.why", &[("reason", &printable(&decided.reason))]);
        }
        out += &look.lines(&Rich::new(Tone::Faint, line), INDENT, INDENT);
    }
    out
}

/// Returns the judgements, own and independent apart, the one that counts of each marked.
fn assessments(entry: &Entry, today: &str, look: &Look) -> String {
    let messages = look.messages;
    if entry.assessments.is_empty() {
        return String::new();
    }
    let mut out = look.list_heading(messages.text("register.assessments-heading"), entry.assessments.len());
    let counting = verdicts(entry, today);
    for (standpoint, counts) in [Standpoint::Own, Standpoint::Independent].into_iter().zip(counting) {
        let of = |one: &&Assessment| one.judgement.standpoint == standpoint;
        let all: Vec<_> = entry.assessments.iter().filter(of).collect();
        if all.is_empty() {
            continue;
        }
        out += &look.lines(&Rich::new(Tone::Heading, told::standpoint(standpoint, messages)), 2, 2);
        for one in all {
            let is_counting = counts.is_some_and(|counts| counts.decided.number == one.decided.number);
            let tone = if is_counting { Tone::Promise } else { Tone::Faint };
            let mark = if is_counting { "● " } else { "  " };
            out += &look
                .lines(
                    &Rich::new(tone, format!("{mark}{}", told::verdict(one, look)).replace("  ", "\u{a0}\u{a0}")),
                    2,
                    INDENT,
                )
                .replace('\u{a0}', " ");
            let mut parts: Vec<String> = Vec::new();
            if !one.decided.reason.is_empty() {
                parts.push(messages.fill("register.why", &[("reason", &printable(&one.decided.reason))]));
            }
            if !one.judgement.evidence.is_empty() {
                let names: Vec<String> = one.judgement.evidence.iter().map(ToString::to_string).collect();
                let names = messages.list(names.iter().map(String::as_str));
                parts.push(messages.fill("register.rests-on", &[("names", &names)]));
            }
            let (n, by, at) =
                (one.decided.number.to_string(), printable(&one.decided.by), common::moment(&one.decided.at));
            parts.push(messages.fill("register.entered", &[("by", &by), ("at", &at), ("n", &n)]));
            out += &look.lines(&Rich::new(Tone::Faint, parts.join(BETWEEN)), INDENT, INDENT);
        }
    }
    out
}
