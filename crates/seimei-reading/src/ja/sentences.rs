//! Sentence ends, in Japanese.

use seimei_text::range::TextRange;

/// Splits a block's folded text into sentences.
///
/// A sentence ends at 。, `!` or `?` outside brackets and quotation marks, taking closing signs
/// along. Inside, it ends only where the bracketed stretch stands alone: it opens a sentence and the
/// block, or another such stretch, follows it.
pub fn split(block: &str) -> Vec<TextRange> {
    let brackets = Brackets::find(block);
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut next_bracket = 0;
    // Ends of the brackets that are open and hide sentence ends.
    let mut hidden_until = 0;
    let bytes = block.as_bytes();
    let mut next = 0;
    while next < bytes.len() {
        let at = next;
        let byte = bytes[at];
        next += width(byte);
        // 。 is E3 80 82.
        let length = match byte {
            0xe3 if bytes[at + 1] == 0x80 && bytes[at + 2] == 0x82 => 3,
            b'!' | b'?' => 1,
            b'.' if is_full_stop(block, at) => 1,
            _ => continue,
        };
        while let Some(pair) = brackets.pairs.get(next_bracket)
            && pair.open as usize <= at
        {
            next_bracket += 1;
            let opens_sentence = block[start.min(pair.open as usize)..pair.open as usize].trim().is_empty();
            if !(opens_sentence && stands_alone(block, pair.end as usize)) {
                hidden_until = hidden_until.max(pair.end as usize);
            }
        }
        if at < hidden_until {
            continue;
        }
        let mut end = at + length;
        end += block[end..].len()
            - block[end..]
                .trim_start_matches(['。', '!', '?', '」', '』', ')', '"', '\'', '〉', '》', '】', ']'])
                .len();
        if byte != 0xe3 && !ends_with_sign(&block[end..]) {
            continue;
        }
        push(&mut sentences, block, start, end);
        start = end;
        next = end;
    }
    push(&mut sentences, block, start, block.len());
    sentences
}

/// Returns the bytes of the character that begins with `lead`.
fn width(lead: u8) -> usize {
    match lead {
        0..0x80 => 1,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
        _ => 2,
    }
}

/// Returns whether a sentence can begin with `rest` after `!`, `?` or a full-width full stop.
fn ends_with_sign(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    next.is_none_or(|c| {
        !matches!(c, '、' | ',' | 'と' | 'な' | 'の' | 'を' | 'に' | 'が' | 'は' | 'も' | 'で')
            && !c.is_ascii_alphanumeric()
    })
}

/// Returns whether the full stop at `at` stands between Japanese words (．folded to `.`).
fn is_full_stop(block: &str, at: usize) -> bool {
    let before = block[..at].chars().next_back().unwrap_or(' ');
    let after = block[at + 1..].chars().next();
    !before.is_ascii() && after.is_none_or(|c| !c.is_ascii())
}

/// Returns whether a quotation or bracket that opened a sentence and ends at `end` is a sentence by
/// itself: it held a full stop at its end, and the block ends there or a further one follows.
fn stands_alone(block: &str, end: usize) -> bool {
    let inside = &block[..end];
    let inside = inside.trim_end_matches(['」', '』', ')', '"', '〉', '》', '】', ']']);
    if !inside.ends_with(['。', '!', '?']) {
        return false;
    }
    let rest = block[end..].trim_start();
    rest.is_empty() || rest.starts_with(['「', '『', '(', '"'])
}

fn push(sentences: &mut Vec<TextRange>, block: &str, start: usize, end: usize) {
    let whole = &block[start..end];
    let left = start + (whole.len() - whole.trim_start().len());
    let right = left + block[left..end].trim_end().len();
    if left >= right {
        return;
    }
    // Signs without a word belong to the sentence before.
    if !block[left..right].contains(char::is_alphanumeric)
        && let Some(last) = sentences.last_mut()
    {
        let last: &mut TextRange = last;
        last.end = right as u32;
        return;
    }
    sentences.push(TextRange::new(left, right));
}

/// Pairs of brackets and quotation marks, outermost ones only, in order.
struct Brackets {
    pairs: Vec<Pair>,
}

struct Pair {
    open: u32,
    /// One past the closing sign.
    end: u32,
}

/// How deep an opening sign is looked for; deeper ones stay unmatched.
const DEPTH: usize = 16;

impl Brackets {
    fn find(block: &str) -> Self {
        let mut stack: Vec<(u32, char)> = Vec::new();
        let mut pairs: Vec<Pair> = Vec::new();
        let mut straight: Option<u32> = None;
        let bytes = block.as_bytes();
        let mut next = 0;
        while next < bytes.len() {
            let at = next;
            next += width(bytes[at]);
            // All brackets of Japanese begin with E3 80.
            let is_bracket = match bytes[at] {
                0xe3 => bytes[at + 1] == 0x80,
                byte => matches!(byte, b'(' | b')' | b'"' | b'[' | b']'),
            };
            if !is_bracket {
                continue;
            }
            let Some(c) = block[at..].chars().next() else { continue };
            let close = match c {
                '「' => '」',
                '『' => '』',
                '(' => ')',
                '[' => ']',
                '〈' => '〉',
                '《' => '》',
                '【' => '】',
                '"' => {
                    match straight.take() {
                        Some(open) => pairs.push(Pair { open, end: at as u32 + 1 }),
                        None => straight = Some(at as u32),
                    }
                    continue;
                }
                '」' | '』' | ')' | ']' | '〉' | '》' | '】' => {
                    let place = stack.iter().rev().take(DEPTH).position(|(_, close)| *close == c);
                    if let Some(place) = place {
                        stack.truncate(stack.len() - place);
                        if let Some((open, _)) = stack.pop() {
                            let end = at as u32 + c.len_utf8() as u32;
                            // An outer pair replaces those inside it.
                            while pairs.last().is_some_and(|inner| inner.open > open) {
                                pairs.pop();
                            }
                            pairs.push(Pair { open, end });
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            stack.push((at as u32, close));
        }
        pairs.sort_by_key(|pair| pair.open);
        Self { pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: &[&str]) {
        let got: Vec<&str> = split(block).into_iter().map(|range| &block[range]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        check("協力を歓迎する。支援を続ける。", &["協力を歓迎する。", "支援を続ける。"]);
        check("協力を歓迎する", &["協力を歓迎する"]);
        check("真に平和か?否である。", &["真に平和か?", "否である。"]);
        check("協力する.支援する.", &["協力する.", "支援する."]);
        check("3.5%増加した。", &["3.5%増加した。"]);
        check("", &[]);
    }

    #[test]
    fn nothing_ends_inside_quotations_and_brackets() {
        check(
            "首相は「協力する。支援する。」と述べた。次に進んだ。",
            &["首相は「協力する。支援する。」と述べた。", "次に進んだ。"],
        );
        check("採択した(後に改めた。)。次に進んだ。", &["採択した(後に改めた。)。", "次に進んだ。"]);
        check("部隊(ALF」の撤退を決めた。次に進んだ。", &["部隊(ALF」の撤退を決めた。", "次に進んだ。"]);
        check("「なぜか?」と問うた。", &["「なぜか?」と問うた。"]);
    }

    #[test]
    fn a_quotation_that_stands_alone_is_split() {
        check("「隊を送った。任務を果たした。」", &["「隊を送った。", "任務を果たした。」"]);
        check("採択した。(後に改めた。)", &["採択した。", "(後に改めた。)"]);
    }
}
