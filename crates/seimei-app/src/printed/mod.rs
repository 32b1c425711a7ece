//! What is printed for programs: the shapes that the command line gives with `--json` and the server under `/api/v1`. Keys
//! and words are stable, in English whatever the reader's language; the documentation of each command tells them.

pub mod align;
pub mod compare;
pub mod draft;
pub mod found;
pub mod mechanisms;
pub mod programmes;
pub mod register;
pub mod shown;
pub mod trace;
pub mod vanished;
pub mod verify;

use std::borrow::Cow;

use serde::Serialize;

use crate::compare::{Segment, SegmentKind, slice};

/// A stretch of two texts; all `a` together are the first text, all `b` the second.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Part<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    a: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    b: Cow<'a, str>,
}

impl Part<'_> {
    /// Returns it with words of its own.
    pub fn owned(self) -> Part<'static> {
        Part { kind: self.kind, a: self.a.into_owned().into(), b: self.b.into_owned().into() }
    }
}

/// Returns a difference as printed.
pub fn parts<'a>(a: &'a str, b: &'a str, segments: &[Segment]) -> Vec<Part<'a>> {
    let part = |segment: &Segment| Part {
        kind: match segment.kind {
            SegmentKind::Kept => "kept",
            SegmentKind::Replaced => "replaced",
            SegmentKind::Inserted => "inserted",
            SegmentKind::Deleted => "deleted",
        },
        a: slice(a, segment, true).into(),
        b: slice(b, segment, false).into(),
    };
    segments.iter().map(part).collect()
}
