//! Programmes in words: periods, time left, contacts, gaps, why something is proposed.

use seimei_app::archive::register::programme::progress::{Countdown, Gap, Phase};
use seimei_app::archive::register::programme::proposals::Sign;
use seimei_model::programme::{Contact, Programme};

use super::{BETWEEN, Teller};
use crate::messages::Messages;
use crate::printable::printable;

impl Teller<'_> {
    /// Returns the period of a programme in words: from its first to its last day, month or year.
    pub fn period(&self, programme: &Programme) -> String {
        let (from, until) = (self.date(&programme.from), self.date(&programme.until));
        self.messages.fill("programme.period", &[("from", &from), ("until", &until)])
    }

    /// Returns how much time is left.
    pub fn countdown(&self, countdown: &Countdown) -> String {
        let messages = self.messages;
        let days = |days: i32| messages.count("programme.days", usize::try_from(days.max(0)).unwrap_or(0));
        match countdown.phase {
            Phase::Ahead => messages.text("phase.ahead").to_owned(),
            Phase::Over => messages.fill("programme.over", &[("days", &days(-countdown.days_left))]),
            Phase::Running => {
                let share = share(countdown.elapsed);
                messages.fill("programme.running", &[("days", &days(countdown.days_left)), ("share", &share)])
            }
        }
    }

    /// Returns points of contact.
    pub fn contacts(&self, contacts: &[Contact]) -> String {
        let one = |contact: &Contact| {
            let office = printable(contact.office.text(self.messages.lang));
            format!("{}: {office}", self.names.of(&contact.party))
        };
        contacts.iter().map(one).collect::<Vec<_>>().join(BETWEEN)
    }

    /// Returns why something is proposed to an area.
    pub fn sign(&self, sign: &Sign) -> String {
        let messages = self.messages;
        match sign {
            Sign::Mechanism { name, .. } => messages.fill("sign.mechanism", &[("name", &printable(name))]),
            Sign::Called { name } => messages.fill("sign.called", &[("name", &printable(name))]),
            Sign::Topic { topic, rank } => {
                let topic = messages.label("topic", topic.as_str());
                messages.fill("sign.topic", &[("topic", topic), ("rank", &rank.to_string())])
            }
            Sign::Words { words } => {
                let words: Vec<String> = words.iter().map(|word| printable(word)).collect();
                messages.fill("sign.words", &[("words", &messages.list(words.iter().map(String::as_str)))])
            }
            Sign::Responsible { parties } => messages.fill("sign.responsible", &[("parties", &self.actors(parties))]),
        }
    }
}

/// Returns a share in whole per cent, rounded down towards nothing, so that 100 is all.
pub fn share(share: f64) -> String {
    format!("{:.0}", (share * 100.0 + 1e-9).floor())
}

/// Returns a number as people write it.
pub fn number(number: f64) -> String {
    format!("{number}")
}

/// Returns what an area has none of.
pub fn gap(gap: Gap, messages: &Messages) -> &'static str {
    let word = match gap {
        Gap::NoGoal => "no_goal",
        Gap::NoActivity => "no_activity",
        Gap::NoIndicator => "no_indicator",
    };
    messages.find(&format!("gap.{word}")).unwrap_or(word)
}
