//! Small looks at the text around a position: words, numbers, gaps.

/// Returns whether a word that ends or begins at `position` ends or begins there.
pub(in crate::en) fn is_edge(text: &str, position: usize) -> bool {
    let before = text[..position].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[position..].chars().next().is_some_and(char::is_alphanumeric);
    !(before && after)
}

/// Reads the whole number of at most four digits that begins at `position`, with its end.
pub(in crate::en) fn number(text: &str, position: usize) -> Option<(i32, usize)> {
    let rest = text.get(position..)?.as_bytes();
    let digits = rest.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let end = position + digits;
    let is_grouped = matches!(rest.get(digits..digits + 4), Some([b',', d, e, f]) if [d, e, f].iter().all(|b| b.is_ascii_digit()))
        && !rest.get(digits + 4).is_some_and(u8::is_ascii_digit);
    let is_fraction = matches!(rest.get(digits..digits + 2), Some([b'.', d]) if d.is_ascii_digit());
    if is_grouped || is_fraction {
        return None;
    }
    Some((text[position..end].parse().ok()?, end))
}

/// Returns where the run of digits at `position` ends.
pub(in crate::en) fn digits_end(text: &str, position: usize) -> usize {
    position + text.as_bytes()[position..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Returns `position` moved over spaces.
pub(in crate::en) fn skip_spaces(text: &str, position: usize) -> usize {
    position + text[position..].bytes().take_while(|byte| *byte == b' ').count()
}

/// Returns the word before `position`, without the space between, and where it begins.
pub(in crate::en) fn word_before(text: &str, position: usize) -> (&str, usize) {
    let before = text[..position].trim_end_matches(' ');
    let start = before
        .char_indices()
        .rev()
        .take(40)
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '-' | '.' | '&'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    (&before[start..], start)
}

/// Returns at most `limit` bytes of `text` that end at `position`.
pub(in crate::en) fn window_before(text: &str, position: usize, limit: usize) -> &str {
    let mut start = position.saturating_sub(limit);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..position]
}

/// Returns at most `limit` bytes of `text` that begin at `position`.
pub(in crate::en) fn window_after(text: &str, position: usize, limit: usize) -> &str {
    let mut end = (position + limit).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[position..end]
}

/// Returns whether `text` holds `word` between word boundaries.
pub(in crate::en) fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| is_edge(text, at) && is_edge(text, at + word.len()))
}
