//! The best passage of a text: the stretch that shows most of what was looked for.

use std::ops::Range;

/// Returns the stretch of at most `room` bytes that holds the most of what was looked for, each needle once counting more
/// than the same one again; the first of equals. It begins and ends between characters, and between words where the text
/// has spaces. `marks` are places in `text` in order, each with the number of its needle.
pub(crate) fn best(text: &str, marks: &[(Range<usize>, usize)], room: usize) -> Range<usize> {
    if text.len() <= room {
        return 0..text.len();
    }
    let reach = |first: usize| {
        let from = marks[first].0.start;
        marks[first..].iter().take_while(move |(mark, _)| mark.end <= from + room)
    };
    let worth = |first: usize| {
        let mut needles: Vec<usize> = reach(first).map(|(_, needle)| *needle).collect();
        let all = needles.len();
        needles.sort_unstable();
        needles.dedup();
        (needles.len(), all)
    };
    let first = (0..marks.len()).rev().max_by_key(|first| worth(*first));
    let (from, to) = first.map_or((0, 0), |first| {
        let from = marks[first].0.start;
        (from, reach(first).last().map_or(marks[first].0.end, |(mark, _)| mark.end))
    });
    // What is left of the room goes to both sides, the lesser part before; all of it where nothing follows.
    let left = room.saturating_sub(to - from);
    let start = from.saturating_sub((left / 3).max(left.saturating_sub(text.len() - to)));
    let start = if start == 0 { 0 } else { after_break(text, start, from) };
    let end = (start + room).min(text.len()).max(to.min(text.len()));
    let end = if end == text.len() { end } else { before_break(text, end, to.max(start)) };
    start..end
}

/// Returns the first beginning of a word at or after `at`, or of a character where there is none near.
fn after_break(text: &str, at: usize, most: usize) -> usize {
    let at = text.ceil_char_boundary(at).min(most);
    match text[at..most].char_indices().take(24).find(|(_, c)| c.is_whitespace()) {
        Some((space, c)) => at + space + c.len_utf8(),
        None => at,
    }
}

/// Returns the last end of a word at or before `at`.
fn before_break(text: &str, at: usize, least: usize) -> usize {
    let at = text.floor_char_boundary(at).max(least);
    match text[least..at].char_indices().rev().take(24).find(|(_, c)| c.is_whitespace()) {
        Some((space, _)) => least + space,
        None => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_holds_the_most_of_what_was_looked_for() {
        let text = "one two three four five six seven eight nine ten eleven twelve";
        let mark = |word: &str, needle: usize| {
            let at = text.find(word).expect("a word");
            (at..at + word.len(), needle)
        };
        let shown = |marks: &[(Range<usize>, usize)], room: usize| text[best(text, marks, room)].to_owned();
        assert_eq!(shown(&[], 12), "one two");
        assert_eq!(shown(&[mark("one", 0), mark("nine", 0), mark("ten", 1)], 24), "nine ten eleven twelve");
        assert_eq!(shown(&[mark("twelve", 0)], 20), "ten eleven twelve");
        assert_eq!(shown(&[mark("one", 0)], 100), text);
        let japanese = "我々は日米同盟の抑止力と対処力を一層強化していく。";
        let at = japanese.find("抑止力").expect("a run");
        let range = best(japanese, &[(at..at + 9, 0)], 30);
        assert!(japanese[range.clone()].contains("抑止力") && range.len() <= 30, "{range:?}");
    }
}
