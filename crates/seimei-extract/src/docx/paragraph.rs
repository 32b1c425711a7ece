//! A paragraph while it is read.

use seimei_ingest::flow::{FlowParagraph, Stretch};

use super::styles::Look;

/// Marks a page that begins because the writer said so, not because the word processor told of it.
pub(super) const WRITTEN: u32 = 1 << 31;

/// Which note a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum NoteKind {
    Foot,
    End,
}

/// A paragraph that is open.
#[derive(Default, Debug)]
pub(super) struct Open {
    /// What is read so far.
    pub(super) read: FlowParagraph,
    /// Its style.
    pub(super) style: Option<String>,
    /// What it says itself, then what its style says.
    pub(super) look: Look,
    /// Whether its end was deleted: it goes on in the next one.
    pub(super) goes_on: bool,
    /// Whether the next paragraph begins a page.
    pub(super) ends_section: bool,
    /// The notes it carries, with what is written as their marks.
    pub(super) notes: Vec<(NoteKind, String, String)>,
    /// The paragraphs of text boxes that hang on it.
    pub(super) boxes: Vec<FlowParagraph>,
}

/// How a run is set.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Setting {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Whether it is no wording but the mark of a note.
    pub(super) aside: bool,
}

impl Open {
    /// Appends `text`.
    pub(super) fn push(&mut self, text: &str, setting: Setting) {
        let start = self.read.text.len() as u32;
        self.read.text.push_str(text);
        let end = self.read.text.len() as u32;
        for (is_set, stretches) in [
            (setting.bold, &mut self.read.bold),
            (setting.italic, &mut self.read.italic),
            (setting.aside, &mut self.read.asides),
        ] {
            if is_set {
                extend(stretches, (start, end));
            }
        }
    }

    /// Sets the text from `start` on aside if it is the mark of a note that stands elsewhere in the text: `[1]`, `2)`.
    pub(super) fn set_aside_mark(&mut self, start: usize) {
        let Some(text) = self.read.text.get(start..).filter(|_| start > 0) else { return };
        let bare = text.trim().trim_matches(['[', ']', '(', ')', '（', '）', '注', '※', '*']);
        let is_mark = !text.trim().is_empty() && bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
        let already = self.read.asides.last().is_some_and(|last| last.1 as usize > start);
        if is_mark && !already {
            self.read.asides.push((start as u32, self.read.text.len() as u32));
        }
    }

    /// Notes that a page begins here.
    pub(super) fn begin_page(&mut self, flag: u32) {
        self.read.pages.push(self.read.text.len() as u32 | flag);
    }

    /// Returns whether nothing is written in it.
    pub(super) fn is_blank(&self) -> bool {
        let blank = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
        self.read.text.chars().all(blank)
    }

    /// Returns whether all that is written in it is bold.
    pub(super) fn is_bold(&self) -> bool {
        let covered: u32 = self.read.bold.iter().map(|(start, end)| end - start).sum();
        covered as usize >= self.read.text.trim_end().len()
    }
}

fn extend(stretches: &mut Vec<Stretch>, next: Stretch) {
    match stretches.last_mut() {
        Some(last) if last.1 == next.0 => last.1 = next.1,
        _ => stretches.push(next),
    }
}
