//! A text made out of another text, with the way back.

use crate::range::TextRange;

/// A text every stretch of which was taken from, or stands for, a stretch of an underlying text.
///
/// Runs are kept in order, both in this text and in the underlying one. Joining, dropping and
/// replacing are allowed; reordering is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedText {
    text: String,
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where the run begins in this text, in bytes.
    at: u32,
    /// The stretch of the underlying text that it stands for.
    under: TextRange,
    /// Whether the run repeats that stretch byte for byte.
    verbatim: bool,
}

impl MappedText {
    /// Returns the whole of `text`, mapped onto itself.
    pub fn identity(text: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push_verbatim(text, TextRange::new(0, text.len()));
        mapped
    }

    /// Returns an empty text with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), runs: Vec::new() }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Appends `under` of the underlying text `source` as it stands.
    pub fn push_verbatim(&mut self, source: &str, under: TextRange) {
        if under.is_empty() {
            return;
        }
        let at = self.text.len() as u32;
        self.text.push_str(&source[under]);
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.under.end == under.start
        {
            last.under.end = under.end;
            return;
        }
        self.push_run(Run { at, under, verbatim: true });
    }

    /// Most texts are one run: room for more is made only when a second one comes.
    fn push_run(&mut self, run: Run) {
        if self.runs.capacity() == 0 {
            self.runs.reserve_exact(1);
        }
        self.runs.push(run);
    }

    /// Appends `text`, which stands for `under` of the underlying text. `under` may be empty
    /// (something inserted), `text` may be empty (then nothing is recorded).
    pub fn push_replaced(&mut self, text: &str, under: TextRange) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len() as u32;
        self.text.push_str(text);
        self.push_run(Run { at, under, verbatim: false });
    }

    /// Appends `text` to the last run, which from then on stands, as a whole, for all up to the end of
    /// `under`. For text in bulk, where a run for every piece would cost more than the text.
    pub fn widen(&mut self, text: &str, under: TextRange) {
        match self.runs.last_mut() {
            Some(last) if under.end >= last.under.end => {
                self.text.push_str(text);
                last.verbatim = false;
                last.under.end = under.end;
            }
            _ => self.push_replaced(text, under),
        }
    }

    /// Cuts the text off after `length` bytes, which must end at a character. O(what is cut).
    pub fn truncate(&mut self, length: usize) {
        let whole = self.text.len();
        self.text.truncate(length);
        let cut = (whole - self.text.len()) as u32;
        while self.runs.last().is_some_and(|run| run.at as usize >= self.text.len()) {
            self.runs.pop();
        }
        if cut > 0
            && let Some(last) = self.runs.last_mut()
            && last.verbatim
        {
            last.under.end = last.under.end.min(last.under.start + (self.text.len() as u32 - last.at));
        }
    }

    /// Appends `other`, whose underlying text is the same one.
    pub fn push_mapped(&mut self, other: &Self) {
        let by = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run { at: run.at + by, ..*run }));
    }

    /// Returns the stretch of the underlying text that `range` of this text stands for: the
    /// smallest one that holds every run touched, cut to the byte inside verbatim runs.
    pub fn under(&self, range: TextRange) -> TextRange {
        if range.is_empty() {
            let at = self.start_under(range.start);
            return TextRange { start: at, end: at };
        }
        TextRange { start: self.start_under(range.start), end: self.end_under(range.end) }
    }

    /// Returns the one stretch of the underlying text that `range` repeats byte for byte, if it lies within one run that
    /// does: nearly every range of a text does, and what it stands for is then known without a list.
    pub fn piece(&self, range: TextRange) -> Option<TextRange> {
        let index = self.run_at(range.start);
        let run = self.runs.get(index).filter(|run| run.verbatim && !range.is_empty())?;
        let ends = self.runs.get(index + 1).is_none_or(|next| range.end <= next.at);
        let by = run.under.start;
        ends.then(|| TextRange { start: by + (range.start - run.at), end: by + (range.end - run.at) })
    }

    /// Returns the stretches of the underlying text that `range` stands for, in order, without
    /// what was left out between them (a page break, a running head).
    pub fn pieces(&self, range: TextRange) -> Vec<TextRange> {
        let mut pieces: Vec<TextRange> = Vec::new();
        if range.is_empty() {
            return pieces;
        }
        let first = self.run_at(range.start);
        for (index, run) in self.runs.iter().enumerate().skip(first) {
            if run.at >= range.end {
                break;
            }
            let run_end = self.runs.get(index + 1).map_or(self.text.len() as u32, |next| next.at);
            let piece = if run.verbatim {
                let start = run.under.start + range.start.max(run.at) - run.at;
                let end = run.under.start + range.end.min(run_end) - run.at;
                TextRange { start, end }
            } else {
                run.under
            };
            if piece.is_empty() {
                continue;
            }
            match pieces.last_mut() {
                Some(last) if last.end >= piece.start => last.end = last.end.max(piece.end),
                _ => pieces.push(piece),
            }
        }
        pieces
    }

    /// Returns `range` of this text as a text of its own, mapped onto the same underlying text.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> Self {
        let mut out = Self::default();
        if range.is_empty() {
            return out;
        }
        out.text.push_str(&self.text[range]);
        let first = self.run_at(range.start);
        for run in &self.runs[first..] {
            if run.at >= range.end {
                break;
            }
            let skipped = range.start.saturating_sub(run.at);
            let at = run.at.max(range.start) - range.start;
            let under = if run.verbatim {
                let end = run.under.end.min(run.under.start + (range.end - run.at));
                TextRange { start: run.under.start + skipped, end }
            } else {
                run.under
            };
            out.push_run(Run { at, under, verbatim: run.verbatim });
        }
        out
    }

    fn run_at(&self, offset: u32) -> usize {
        self.runs.partition_point(|run| run.at <= offset).saturating_sub(1)
    }

    fn start_under(&self, offset: u32) -> u32 {
        let Some(run) = self.runs.get(self.run_at(offset)) else { return 0 };
        if run.verbatim { (run.under.start + (offset - run.at)).min(run.under.end) } else { run.under.start }
    }

    fn end_under(&self, offset: u32) -> u32 {
        let Some(run) = self.runs.get(self.run_at(offset.saturating_sub(1))) else { return 0 };
        if run.verbatim { (run.under.start + (offset - run.at)).min(run.under.end) } else { run.under.end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_forgotten() {
        let source = "coop-\neration";
        let mut text = MappedText::default();
        text.push_verbatim(source, TextRange::new(0, 5));
        text.truncate(4);
        text.push_verbatim(source, TextRange::new(6, 13));
        assert_eq!(text.as_str(), "cooperation");
        assert_eq!(text.pieces(TextRange::new(0, 11)), [TextRange::new(0, 4), TextRange::new(6, 13)]);
        text.truncate(4);
        text.truncate(9);
        assert_eq!((text.as_str(), text.pieces(TextRange::new(0, 4))), ("coop", vec![TextRange::new(0, 4)]));
        text.truncate(0);
        assert_eq!(text, MappedText::default());
    }

    /// A page break inside a word: the halves join, and the way back names both.
    #[test]
    fn a_range_over_a_join_has_two_pieces() {
        let source = "エネル\n\n12\n\nギー安全保障";
        let cut = source.find('\n').expect("a break");
        let resume = source.find("ギー").expect("the second half");
        let mut mended = MappedText::default();
        mended.push_verbatim(source, TextRange::new(0, cut));
        mended.push_verbatim(source, TextRange::new(resume, source.len()));
        assert_eq!(mended.as_str(), "エネルギー安全保障");
        let word = TextRange::new(0, "エネルギー".len());
        assert_eq!(mended.piece(word), None);
        let half = TextRange::new("エネ".len(), "エネル".len());
        assert_eq!(mended.piece(half).map(|piece| vec![piece]), Some(mended.pieces(half)));
        assert_eq!(mended.under(word), TextRange::new(0, resume + "ギー".len()));
        assert_eq!(mended.pieces(word), [TextRange::new(0, cut), TextRange::new(resume, resume + "ギー".len())]);
        let tail = mended.slice(TextRange::new("エネ".len(), "エネルギー安全".len()));
        assert_eq!(tail.as_str(), "ルギー安全");
        assert_eq!(
            tail.pieces(TextRange::new(0, "ルギ".len())),
            [TextRange::new("エネ".len(), cut), TextRange::new(resume, resume + "ギ".len())]
        );
    }

    #[test]
    fn a_widened_run_stands_for_all_of_its_pieces() {
        let mut bulk = MappedText::default();
        bulk.push_replaced("A", TextRange::new(3, 4));
        bulk.widen("\nB", TextRange::new(11, 12));
        assert_eq!(bulk.as_str(), "A\nB");
        assert_eq!(bulk.pieces(TextRange::new(2, 3)), [TextRange::new(3, 12)]);
    }

    #[test]
    fn a_replaced_stretch_maps_to_the_whole_of_what_it_replaces() {
        let source = "か\u{3099}X";
        let mut folded = MappedText::default();
        folded.push_replaced("が", TextRange::new(0, 6));
        folded.push_verbatim(source, TextRange::new(6, 7));
        assert_eq!(folded.under(TextRange::new(0, 3)), TextRange::new(0, 6));
        assert_eq!(folded.under(TextRange::new(3, 4)), TextRange::new(6, 7));
    }
}
