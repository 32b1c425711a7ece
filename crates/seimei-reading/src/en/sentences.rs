//! Sentence ends, in English.

use seimei_text::range::TextRange;

/// Words with a full stop that hardly ever end a sentence, without the stop.
const OPEN_ABBREVIATIONS: &[&str] = &[
    "Adm", "Amb", "Brig", "Capt", "Col", "Cmdr", "Dr", "Fr", "Gen", "Gov", "H.E", "Hon", "Lt", "Maj", "Messrs", "Mr",
    "Mrs", "Ms", "Mt", "Nos", "Pres", "Prof", "Rep", "Rev", "Sec", "Secy", "Sen", "Sgt", "St", "Rt", "vs", "cf", "e.g",
    "i.e", "viz", "approx", "ca",
];

/// Words with a full stop that end a sentence if the next word can begin one, without the stop.
const ABBREVIATIONS: &[&str] =
    &["Bros", "Co", "Corp", "Dept", "Inc", "Jr", "Ltd", "Sr", "al", "etc", "Ph.D", "D.C", "a.m", "p.m"];

/// Words that stand before a number.
const BEFORE_NUMBERS: &[&str] = &[
    "No", "no", "Art", "Arts", "Para", "para", "Vol", "pp", "p", "Ch", "Res", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Words that begin a sentence and are no part of a name after an abbreviation.
const OPENERS: &[&str] = &[
    "A",
    "According",
    "Additionally",
    "Additional",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "Building",
    "But",
    "By",
    "Do",
    "During",
    "Each",
    "Finally",
    "First",
    "Following",
    "For",
    "From",
    "Further",
    "Furthermore",
    "Given",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "No",
    "Not",
    "Noting",
    "Now",
    "On",
    "One",
    "Our",
    "Over",
    "Recognizing",
    "Recognising",
    "Second",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "There",
    "These",
    "They",
    "Third",
    "This",
    "Those",
    "Three",
    "Through",
    "Throughout",
    "To",
    "Today",
    "Together",
    "Two",
    "Under",
    "Until",
    "Upon",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "With",
    "Without",
    "Working",
    "You",
];

/// Splits a block's folded text into sentences.
///
/// A sentence ends at `.`, `!` or `?`, closing signs taken along, before a word that can begin one;
/// not after an abbreviation, an initial, inside a number, or inside a quotation, unless the
/// quotation stands alone.
pub fn split(block: &str) -> Vec<TextRange> {
    let bytes = block.as_bytes();
    let quotations = Quotations::find(block);
    let mut sentences: Vec<TextRange> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let stop = bytes[at];
        if !matches!(stop, b'.' | b'!' | b'?') {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while bytes.get(end).is_some_and(|byte| matches!(byte, b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']')) {
            end += 1;
        }
        let spaces = block[end..].len() - block[end..].trim_start().len();
        let rest = &block[end + spaces..];
        let closed = bytes[at + 1..end].iter().any(|byte| matches!(byte, b'"' | b'\''));
        let ends = rest.is_empty()
            || (spaces > 0 || closed && rest.starts_with(|c: char| c.is_uppercase()))
                && begins_sentence(rest)
                && !(stop == b'.' && end == at + 1 && is_abbreviation(block, start, at, rest))
                && !quotations.hides(block, start, at, end)
                && !is_ellipsis(bytes, at, end, rest);
        if ends {
            push(&mut sentences, block, start, end);
            start = end;
        }
        at = end;
    }
    push(&mut sentences, block, start, block.len());
    sentences
}

/// Returns whether a sentence can begin with `rest`.
fn begins_sentence(rest: &str) -> bool {
    let mut chars = rest.chars();
    let mut first = chars.next().unwrap_or(' ');
    while matches!(first, '"' | '\'' | '(' | '[' | '*' | '–' | '—' | '-' | '•') {
        let Some(next) = chars.next() else { return false };
        first = next;
    }
    first.is_uppercase() || first.is_ascii_digit() || (first.is_alphabetic() && !first.is_lowercase())
}

/// Returns whether the stop at `at` belongs to an abbreviation or initial inside the sentence that
/// begins at `start` and goes on with `rest`.
fn is_abbreviation(block: &str, start: usize, at: usize, rest: &str) -> bool {
    let before = &block[start..at];
    let from = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '[' | '/' | '–' | '—'))
        .map_or(0, |space| space + before[space..].chars().next().map_or(1, char::len_utf8));
    let word = &before[from..];
    let next = rest.trim_start_matches(['"', '\'', '(', '[']);
    let next_word = &next[..next.find(|c: char| !c.is_alphanumeric() && c != '\'').unwrap_or(next.len())];
    if word.is_empty() {
        return false;
    }
    if word.len() > 60 {
        return false;
    }
    if OPEN_ABBREVIATIONS.contains(&word) {
        return true;
    }
    if BEFORE_NUMBERS.contains(&word) {
        let number = next.split(' ').next().unwrap_or_default();
        return number.len() < 40 && number.contains(|c: char| c.is_ascii_digit());
    }
    let opener = OPENERS.contains(&next_word) && !(next_word == "I" && rest.len() > 1 && rest.as_bytes()[1] == b'.');
    if ABBREVIATIONS.contains(&word) {
        return !opener;
    }
    let mut parts = word.rsplit(['.', '-']);
    let last = parts.next().unwrap_or(word);
    let dotted = word.contains('.')
        && word.split('.').all(|part| part.rsplit('-').next().is_some_and(|part| (1..=2).contains(&part.len())));
    let is_initial = last.len() == 1 && last.starts_with(|c: char| c.is_ascii_uppercase());
    if dotted && is_initial {
        // U.S., U.N., R.O.K.: a name goes on (the U.S. President), or a sentence begins. A bracket
        // right after explains the name.
        return !opener || rest.starts_with('(');
    }
    // An initial of a name, or a letter that names a group (Annex B. The ...).
    is_initial && word.len() == 1 && !(opener && last != "I")
}

/// Returns whether dots are an ellipsis inside a sentence.
fn is_ellipsis(bytes: &[u8], at: usize, end: usize, rest: &str) -> bool {
    bytes[at..end].starts_with(b"...") && rest.starts_with(|c: char| c.is_lowercase())
}

fn push(sentences: &mut Vec<TextRange>, block: &str, start: usize, end: usize) {
    let whole = &block[start..end];
    let left = start + (whole.len() - whole.trim_start().len());
    let right = left + block[left..end].trim_end().len();
    if left >= right {
        return;
    }
    if !block[left..right].contains(char::is_alphanumeric)
        && let Some(last) = sentences.last_mut()
    {
        last.end = right as u32;
        return;
    }
    sentences.push(TextRange::new(left, right));
}

/// Quotations in double quotation marks.
struct Quotations {
    /// Opening and closing marks, in order; what is not closed is none.
    pairs: Vec<(usize, usize)>,
}

impl Quotations {
    fn find(block: &str) -> Self {
        let mut pairs = Vec::new();
        let mut open: Option<usize> = None;
        let bytes = block.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            if byte != b'"' {
                continue;
            }
            let after_space = at == 0 || matches!(bytes[at - 1], b' ' | b'(' | b'[' | b'-' | b'/' | 0x94);
            let before_space = at + 1 == bytes.len()
                || matches!(bytes[at + 1], b' ' | b'.' | b',' | b';' | b':' | b')' | b'!' | b'?' | b'-');
            match open {
                Some(start) if !after_space || before_space => {
                    pairs.push((start, at));
                    open = None;
                }
                _ if after_space || !before_space => open = Some(at),
                _ => {}
            }
        }
        Self { pairs }
    }

    /// Returns whether a stop at `at` (its closing signs end at `end`) is hidden by a quotation. A
    /// quotation hides no stop if it opened a sentence and ends with one.
    fn hides(&self, block: &str, start: usize, at: usize, end: usize) -> bool {
        let index = self.pairs.partition_point(|(open, _)| *open < at);
        let Some(&(open, close)) = index.checked_sub(1).and_then(|index| self.pairs.get(index)) else { return false };
        if close < end {
            return false;
        }
        let ends_sentence = block[..close].trim_end().ends_with(['.', '!', '?']);
        let rest = block[close + 1..].trim_start();
        let stands_alone = ends_sentence && (rest.is_empty() || rest.starts_with('"')) && opens_sentence(block, open);
        let _ = start;
        !stands_alone
    }
}

/// Returns whether the mark at `open` is the first sign of a sentence.
fn opens_sentence(block: &str, open: usize) -> bool {
    let before = block[..open].trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '"'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: &[&str]) {
        let got: Vec<&str> = split(block).into_iter().map(|range| &block[range]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_sentence_ends_at_its_stop() {
        check("We agree. They concur; we welcome it.", &["We agree.", "They concur; we welcome it."]);
        check("Is it so? Yes! It is", &["Is it so?", "Yes!", "It is"]);
        check("It rose by 1.5 percent. 2030 is the goal.", &["It rose by 1.5 percent.", "2030 is the goal."]);
        check("We will:", &["We will:"]);
        check("", &[]);
    }

    #[test]
    fn abbreviations_and_initials_end_nothing() {
        check("President A. B. Carr, Jr. called Mr. Dee.", &["President A. B. Carr, Jr. called Mr. Dee."]);
        check("The U.S. President met Dr. Eff.", &["The U.S. President met Dr. Eff."]);
        check("They came to the U.S. The visit was long.", &["They came to the U.S.", "The visit was long."]);
        check("In Resolution No. ES-3/1 we agree.", &["In Resolution No. ES-3/1 we agree."]);
        check("Resolution No. 12 was read at 5 p.m. on May 2.", &["Resolution No. 12 was read at 5 p.m. on May 2."]);
        check("the Aldia-U.S. Alliance grows.", &["the Aldia-U.S. Alliance grows."]);
        check("with the U.S. (Four) Summit.", &["with the U.S. (Four) Summit."]);
        check("in Washington, D.C. We agree.", &["in Washington, D.C.", "We agree."]);
    }

    #[test]
    fn nothing_ends_inside_a_quotation() {
        check("He said: \"We will. We must.\" Then he left.", &["He said: \"We will. We must.\"", "Then he left."]);
        check("\"We will. We must,\" he said.", &["\"We will. We must,\" he said."]);
        check("a \"free and open sea.\" The two agreed.", &["a \"free and open sea.\"", "The two agreed."]);
    }

    #[test]
    fn a_quotation_that_stands_alone_is_split() {
        check("\"We will act. We must act.\"", &["\"We will act.", "We must act.\""]);
    }
}
