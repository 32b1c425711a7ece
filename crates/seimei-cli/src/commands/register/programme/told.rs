//! Programmes in words: titles, periods, shares, counts.

use seimei_app::archive::register::programme::progress::{Countdown, Phase};
use seimei_model::programme::{Contact, Names, Programme};

use crate::report::Look;
use crate::wrap::printable;

/// Returns a text in the reader's language, else in the other.
pub(super) fn text(names: &Names, look: &Look) -> String {
    printable(names.text(look.messages.lang))
}

/// Returns the period in words: from its first to its last day, month or year.
pub(super) fn period(programme: &Programme, look: &Look) -> String {
    let (from, until) = (look.date(&programme.from), look.date(&programme.until));
    look.messages.fill("programme.period", &[("from", &from), ("until", &until)])
}

/// Returns how much time is left.
pub(super) fn countdown(countdown: &Countdown, look: &Look) -> String {
    let messages = look.messages;
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

/// Returns a share in whole per cent, rounded down towards nothing, so that 100 is all.
pub(super) fn share(share: f64) -> String {
    format!("{:.0}", (share * 100.0 + 1e-9).floor())
}

/// Returns a number as people write it.
pub(super) fn number(number: f64) -> String {
    format!("{number}")
}

/// Returns points of contact.
pub(super) fn contacts(contacts: &[Contact], look: &Look) -> String {
    let one = |contact: &Contact| format!("{}: {}", look.names.of(&contact.party), text(&contact.office, look));
    contacts.iter().map(one).collect::<Vec<_>>().join(crate::commands::register::told::BETWEEN)
}
