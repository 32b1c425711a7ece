//! Programmes in words: titles, periods, shares, counts.

use seimei_app::archive::register::programme::progress::Countdown;
pub(super) use seimei_locale::told::programme::{gap, number, share};
use seimei_model::programme::{Contact, Names, Programme};

use crate::report::Look;
use crate::wrap::printable;

/// Returns a text in the reader's language, else in the other.
pub(super) fn text(names: &Names, look: &Look) -> String {
    printable(names.text(look.messages.lang))
}

/// Returns the period in words: from its first to its last day, month or year.
pub(super) fn period(programme: &Programme, look: &Look) -> String {
    look.teller().period(programme)
}

/// Returns how much time is left.
pub(super) fn countdown(countdown: &Countdown, look: &Look) -> String {
    look.teller().countdown(countdown)
}

/// Returns points of contact.
pub(super) fn contacts(contacts: &[Contact], look: &Look) -> String {
    look.teller().contacts(contacts)
}
