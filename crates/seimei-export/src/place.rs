//! Where a finding stands in the text of its provision. Readings tell places in the source.

use std::ops::Range;

use seimei_model::provision::Provision;
use seimei_text::range::CharRange;

/// Returns the bytes of the provision's text that `words`, found at `range` of the source, stand in; `None` where the
/// text was mended so that this cannot be told.
pub fn in_text(provision: &Provision, range: &[CharRange], words: &str) -> Option<Range<usize>> {
    by_range(provision, range, words).or_else(|| by_words(&provision.text, words))
}

/// Counts characters from the provision's beginning, where it stands in the source in one piece.
fn by_range(provision: &Provision, range: &[CharRange], words: &str) -> Option<Range<usize>> {
    let ([whole], [part]) = (&provision.range[..], range) else { return None };
    let skipped = part.start.checked_sub(whole.start)? as usize;
    let (start, _) = provision.text.char_indices().nth(skipped)?;
    provision.text[start..].starts_with(words).then(|| start..start + words.len())
}

/// Looks for the words where they stand in the text once.
fn by_words(text: &str, words: &str) -> Option<Range<usize>> {
    let mut places = text.match_indices(words).take(2);
    let (start, _) = places.next().filter(|_| !words.is_empty())?;
    places.next().is_none().then(|| start..start + words.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn check(text: &str, start: u32, range: &[(u32, u32)], words: &str, expected: Option<(usize, usize)>) {
        let mut provision = sample::provision(1, text);
        provision.range = vec![CharRange { start, end: start + text.chars().count() as u32 }];
        let range: Vec<CharRange> = range.iter().map(|&(start, end)| CharRange { start, end }).collect();
        let found = in_text(&provision, &range, words).map(|at| (at.start, at.end));
        assert_eq!(found, expected);
    }

    #[test]
    fn places_are_counted_or_found() {
        check("我々は歓迎し、歓迎する。", 100, &[(107, 109)], "歓迎", Some((21, 27)));
        check("我々は歓迎する。", 100, &[(200, 202)], "歓迎", Some((9, 15)));
        check("我々は歓迎し、歓迎する。", 100, &[(50, 52)], "歓迎", None);
        check("我々は", 100, &[(100, 101)], "", Some((0, 0)));
        check("我々は", 100, &[], "", None);
    }
}
