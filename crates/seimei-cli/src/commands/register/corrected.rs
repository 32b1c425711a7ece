//! A correction of a reading in words: what stands in place of what was read.

use seimei_app::archive::correct::Corrected;
use seimei_model::act::ActKind;
use seimei_model::correction::{ActCorrection, Due, ReadingCorrection, SaidOfAct};

use super::told::{BETWEEN, topics};
use crate::commands::common;
use crate::messages::Messages;
use crate::report::Look;
use crate::wrap::{cut, printable};

/// The longest trigger that is told whole.
const TRIGGER: usize = 40;

/// Returns what a correction says, each act and the topics by themselves.
pub(in crate::commands) fn said(correction: &ReadingCorrection, look: &Look) -> Vec<String> {
    let messages = look.messages;
    let acts = correction.acts.iter().map(|act| of_act(act, look));
    let added = correction.added.iter().map(|added| {
        let trigger = cut(&printable(&added.trigger), TRIGGER);
        let head = messages.fill("reading.added", &[("words", &trigger)]);
        [vec![head], fields(&added.said, look)].concat().join(BETWEEN)
    });
    let topics = correction.topics.as_ref().map(|all| field("reading.topics-label", topics(all, messages), messages));
    acts.chain(added).chain(topics).collect()
}

fn of_act(act: &ActCorrection, look: &Look) -> String {
    let messages = look.messages;
    let head = match &act.read {
        Some(read) => act_named(act.number, read.act, &read.trigger, messages),
        None => messages.fill("reading.act-number", &[("n", &act.number.to_string())]),
    };
    let none = act.none.then(|| messages.text("reading.none").to_owned());
    let parts = std::iter::once(head).chain(none).chain(fields(&act.said, look));
    parts.collect::<Vec<_>>().join(BETWEEN)
}

/// Returns what an act is called: its number, its kind as it was read, the words that carry it.
pub(super) fn act_named(number: u32, kind: ActKind, trigger: &str, messages: &Messages) -> String {
    let values = [
        ("n", number.to_string()),
        ("kind", messages.label("act", kind.word()).to_owned()),
        ("words", cut(&printable(trigger), TRIGGER)),
    ];
    messages.fill("reading.act-named", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn fields(said: &SaidOfAct, look: &Look) -> Vec<String> {
    let messages = look.messages;
    let answer = |is: bool| messages.text(if is { "reading.yes" } else { "reading.no" }).to_owned();
    let due = said.due.as_ref().map(|due| match due {
        Due::Open => messages.text("reading.open").to_owned(),
        Due::By(day) => look.date(day),
    });
    let fields: [(&'static str, Option<String>); 6] = [
        ("reading.kind-label", said.act.map(|kind| messages.label("act", kind.word()).to_owned())),
        ("reading.by-label", said.actors.as_ref().map(|codes| look.actors(codes))),
        ("reading.to-label", said.targets.as_ref().map(|codes| look.actors(codes))),
        (
            "reading.strength-label",
            said.strength.map(|strength| messages.label("strength-of", strength.word()).to_owned()),
        ),
        ("reading.commitment-label", said.commitment.map(answer)),
        ("reading.due-label", due),
    ];
    fields.into_iter().filter_map(|(key, value)| Some(field(key, value?, messages))).collect()
}

fn field(key: &'static str, value: String, messages: &Messages) -> String {
    let value = if value.is_empty() { "—".to_owned() } else { value };
    format!("{} = {value}", messages.text(key))
}

/// Returns the line that tells who corrected the reading of a provision of that wording, when, in what and why: the key of
/// its label, and the text.
pub(in crate::commands) fn line(one: &Corrected, wording: &str, look: &Look) -> (&'static str, String) {
    let said = said(&one.correction, look).join("; ");
    let values = [
        ("said", said.as_str()),
        ("n", &one.number.to_string()),
        ("by", &one.by),
        ("at", &common::moment(&one.at)),
        ("reason", &one.reason),
    ];
    let key = if one.correction.is_of(wording) { "show.corrected-by" } else { "show.correction-displaced" };
    ("show.corrected", look.messages.fill(key, &values))
}
