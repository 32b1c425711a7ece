//! Mending: a sentence that a page break (or a stray blank line) cut in two becomes one again.

use seimei_model::code::Lang;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Block, BlockKind};
use crate::forms::Forms;
use crate::plain::ends_sentence;

/// How often a source is searched for a joined word at least, and bytes of a source for each further time;
/// bounds the work on odd input.
const SEARCHES: usize = 64;
const BYTES_A_SEARCH: usize = 1 << 16;
/// How far before and after the break a word is searched, in bytes.
const WINDOW: usize = 1 << 17;

/// Joins blocks that hold two parts of one sentence. Returns the places of the joins.
pub(crate) fn mend(source: &str, blocks: &mut Vec<Block>, forms: &Forms, language: Lang) -> Vec<TextRange> {
    let mut mender = Mender { source, forms, language, at: 0, searches: 0, joins: Vec::new() };
    let mut joined_blocks: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut last: Option<usize> = None;
    for block in std::mem::take(blocks) {
        mender.at = block.text.under(TextRange::default()).start as usize;
        if let Some(last) = last
            && block.kind == BlockKind::Paragraph
            && matches!(joined_blocks[last].kind, BlockKind::Paragraph | BlockKind::ListItem)
            && let Some(join) =
                mender.judge(joined_blocks[last].text.as_str(), block.text.as_str(), joined_blocks[last].kind)
        {
            mender.join(&mut joined_blocks[last].text, &block.text, join);
            continue;
        }
        // A note (a caption, a page's foot) may stand between the halves.
        if block.kind != BlockKind::Note {
            last = Some(joined_blocks.len());
        }
        joined_blocks.push(block);
    }
    *blocks = joined_blocks;
    mender.joins
}

/// How two halves are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Join {
    /// Bytes at the beginning of the second half that repeat the end of the first.
    doubled: usize,
    /// Whether the hyphen at the end of the first half goes.
    hyphen: bool,
    /// Whether a space parts the halves.
    space: bool,
}

const PLAIN: Join = Join { doubled: 0, hyphen: false, space: false };

struct Mender<'s> {
    source: &'s str,
    forms: &'s Forms,
    language: Lang,
    /// Where in the source the second half begins.
    at: usize,
    searches: usize,
    joins: Vec<TextRange>,
}

impl Mender<'_> {
    /// Returns how `first` and `second` are to be joined, if they are halves of one sentence.
    fn judge(&mut self, first: &str, second: &str, kind: BlockKind) -> Option<Join> {
        match self.language {
            Lang::Ja => self.judge_japanese(first, second, kind),
            Lang::En => judge_english(first, second),
            Lang::Und => None,
        }
    }

    fn judge_japanese(&mut self, first: &str, second: &str, kind: BlockKind) -> Option<Join> {
        let last = first.chars().next_back()?;
        let next = second.chars().next()?;
        if ends_sentence(first) {
            // 「...。」 taken up by と述べた in the next line.
            let quoted = first.ends_with(['」', '』', '”']);
            return (quoted && self.forms.takes_up(second)).then_some(PLAIN);
        }
        if matches!(last, '、' | '，' | ',') {
            return (kind == BlockKind::Paragraph).then_some(PLAIN);
        }
        // A short line without a full stop is not half a sentence; a cut line is full of text.
        if first.chars().take(20).count() < 20 && !first.contains('。') || matches!(last, ':' | '：' | ';' | '；') {
            return None;
        }
        let doubled = self.doubled(first, second);
        if doubled > 0 {
            return Some(Join { doubled, ..PLAIN });
        }
        let cut = self.forms.carries_on(first)
            || self.forms.goes_on(second)
            || opens_bracket(first, second)
            || (is_katakana(last) && is_katakana(next) && self.is_cut_word(first, second));
        let cut = cut || (!is_katakana(next) && self.is_known_joined(first, second));
        cut.then_some(PLAIN)
    }

    /// Returns the bytes at the beginning of `second` that the break doubled.
    fn doubled(&mut self, first: &str, second: &str) -> usize {
        let mut ends: Vec<usize> = second.char_indices().skip(1).take(8).map(|(at, _)| at).collect();
        while let Some(end) = ends.pop() {
            let part = &second[..end];
            if !first.ends_with(part) {
                continue;
            }
            let count = part.chars().count();
            let c = part.chars().next_back().unwrap_or(' ');
            let certain = count >= 2 || matches!(c, 'ン' | 'ー' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'っ' | 'ん' | 'を');
            if certain && !part.chars().all(|c| c.is_ascii_digit()) {
                return end;
            }
            // One letter alone: doubled if the word without it is known and with it is not.
            if is_katakana(c) {
                let word_end: String =
                    first.chars().rev().take_while(|&c| is_katakana(c)).collect::<Vec<_>>().into_iter().rev().collect();
                let rest: String = second[end..].chars().take_while(|&c| is_katakana(c)).collect();
                if !word_end.is_empty() && self.occurs(&format!("{word_end}{rest}")) {
                    return end;
                }
            }
        }
        0
    }

    /// Returns whether a katakana word runs over the break: its second part cannot stand alone, or
    /// the whole occurs elsewhere.
    fn is_cut_word(&mut self, first: &str, second: &str) -> bool {
        let rest: String = second.chars().take_while(|&c| is_katakana(c)).take(20).collect();
        if rest.chars().count() <= 2
            || first.ends_with(['ッ', 'ャ', 'ュ', 'ョ', 'ァ', 'ィ', 'ェ', 'ォ']) && rest.chars().count() < 8
        {
            return true;
        }
        let before: String = first
            .chars()
            .rev()
            .take_while(|&c| is_katakana(c))
            .take(20)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        self.occurs(&format!("{before}{rest}"))
    }

    /// Returns whether the letters around the break stand together elsewhere in the source.
    fn is_known_joined(&mut self, first: &str, second: &str) -> bool {
        let mut around: Vec<char> = first.chars().rev().take(2).collect();
        around.reverse();
        around.extend(second.chars().take(2));
        let words = around.iter().all(|&c| is_han(c))
            || (around.len() == 4 && is_han(around[1]) && is_hiragana(around[2]) && is_hiragana(around[3]));
        words && around.len() == 4 && self.occurs(&around.into_iter().collect::<String>())
    }

    fn occurs(&mut self, word: &str) -> bool {
        self.searches += 1;
        let start = self.source.floor_char_boundary(self.at.saturating_sub(WINDOW));
        let end = self.source.floor_char_boundary((self.at + WINDOW).min(self.source.len()));
        self.searches <= SEARCHES.max(self.source.len() / BYTES_A_SEARCH) && self.source[start..end].contains(word)
    }

    fn join(&mut self, text: &mut MappedText, rest: &MappedText, join: Join) {
        let end = text.as_str().len();
        if join.hyphen {
            *text = text.slice(TextRange::new(0, end - 1));
        }
        let from = text.under(TextRange::new(0, text.as_str().len())).end;
        let whole = rest.as_str().len();
        let kept = rest.slice(TextRange::new(join.doubled.min(whole), whole));
        let to = kept.under(TextRange::new(0, kept.as_str().len())).start.max(from);
        if join.space {
            text.push_replaced(" ", TextRange { start: from, end: to });
        }
        text.push_mapped(&kept);
        self.joins.push(TextRange { start: from, end: to });
    }
}

fn judge_english(first: &str, second: &str) -> Option<Join> {
    let next = second.chars().next()?;
    if ends_sentence(first) || first.ends_with([':', ';', '：']) || !next.is_lowercase() {
        return None;
    }
    if first.ends_with('-') && first[..first.len() - 1].ends_with(char::is_alphabetic) {
        return Some(PLAIN);
    }
    // A short line is a heading or an item of a list without marks.
    (first.len() >= 40).then_some(Join { space: true, ..PLAIN })
}

/// Returns whether `first` leaves a bracket open that `second` closes.
fn opens_bracket(first: &str, second: &str) -> bool {
    let mut open = Vec::new();
    for c in first.chars().rev().take(300) {
        match c {
            '」' | '』' | '）' | ')' => open.push(c),
            '「' | '『' | '（' | '(' if open.pop().is_none() => {
                let close = match c {
                    '「' => '」',
                    '『' => '』',
                    '（' => '）',
                    _ => ')',
                };
                return second.chars().take(200).take_while(|&c| c != '。' && c != '「').any(|c| c == close);
            }
            '。' => return false,
            _ => {}
        }
    }
    false
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '々')
}
