//! The line under a list: how many, in which classes, how many anybody judged, by which rules.

pub(super) use seimei_locale::told::{rules as by, sum};
