//! Lines of a page: runs that stand in one row, small type told from the line it belongs to.

use seimei_text::fold::is_east_asian;

use crate::layout::Span;

/// A run of text, laid so that lines run to the right.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Left edge.
    pub(crate) x: f32,
    /// Baseline, downwards.
    pub(crate) y: f32,
    pub(crate) length: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    /// Whether a space was drawn before it.
    pub(crate) spaced: bool,
    /// Whether it is the mark of a note, raised above the line.
    pub(crate) is_mark: bool,
}

impl Run {
    pub(crate) fn of(span: &Span) -> Self {
        let mut text = span.text.clone();
        if text.contains(|c| ('\u{fe10}'..='\u{fe48}').contains(&c)) {
            text = text.chars().map(lying).collect();
        }
        Self {
            text,
            x: span.x,
            y: span.y,
            length: span.length.max(0.0),
            size: span.size,
            bold: span.bold,
            spaced: span.spaced,
            is_mark: false,
        }
    }

    /// Right edge.
    pub(crate) fn end(&self) -> f32 {
        self.x + self.length
    }
}

/// Returns the sign as it stands in a line for the form it has in vertical text.
fn lying(c: char) -> char {
    const PAIRS: &[(char, char)] = &[
        ('\u{fe10}', '，'),
        ('\u{fe11}', '、'),
        ('\u{fe12}', '。'),
        ('\u{fe13}', '：'),
        ('\u{fe14}', '；'),
        ('\u{fe15}', '！'),
        ('\u{fe16}', '？'),
        ('\u{fe17}', '〖'),
        ('\u{fe18}', '〗'),
        ('\u{fe19}', '…'),
        ('\u{fe30}', '‥'),
        ('\u{fe31}', '—'),
        ('\u{fe32}', '–'),
        ('\u{fe33}', '＿'),
        ('\u{fe35}', '（'),
        ('\u{fe36}', '）'),
        ('\u{fe37}', '｛'),
        ('\u{fe38}', '｝'),
        ('\u{fe39}', '〔'),
        ('\u{fe3a}', '〕'),
        ('\u{fe3b}', '【'),
        ('\u{fe3c}', '】'),
        ('\u{fe3d}', '《'),
        ('\u{fe3e}', '》'),
        ('\u{fe3f}', '〈'),
        ('\u{fe40}', '〉'),
        ('\u{fe41}', '「'),
        ('\u{fe42}', '」'),
        ('\u{fe43}', '『'),
        ('\u{fe44}', '』'),
        ('\u{fe47}', '［'),
        ('\u{fe48}', '］'),
    ];
    PAIRS.binary_search_by_key(&c, |(form, _)| *form).map_or(c, |index| PAIRS[index].1)
}

/// A line.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Line {
    /// Its runs from left to right.
    pub(crate) runs: Vec<Run>,
    /// Baseline.
    pub(crate) y: f32,
}

impl Line {
    /// Left edge.
    pub(crate) fn start(&self) -> f32 {
        self.runs.first().map_or(0.0, |run| run.x)
    }

    /// Right edge.
    pub(crate) fn end(&self) -> f32 {
        self.runs.iter().map(Run::end).fold(0.0, f32::max)
    }

    /// Size of most of its type.
    pub(crate) fn size(&self) -> f32 {
        let of_text = self.runs.iter().filter(|run| !run.is_mark);
        of_text.max_by(|a, b| a.length.total_cmp(&b.length)).map_or(0.0, |run| run.size)
    }

    /// Whether all of it is bold.
    pub(crate) fn is_bold(&self) -> bool {
        self.runs.iter().all(|run| run.bold || run.is_mark)
    }

    /// Returns its text, and in bytes where the marks of notes stand in it.
    pub(crate) fn text(&self) -> (String, Vec<(usize, usize)>) {
        let mut text = String::new();
        let mut marks = Vec::new();
        let mut end = f32::NEG_INFINITY;
        for run in &self.runs {
            if let Some(last) = text.chars().next_back() {
                let gap = (run.x - end) / run.size;
                let is_wide = run.text.starts_with(is_east_asian) || is_east_asian(last);
                if !run.is_mark && (gap >= 1.0 || gap > 0.05 && run.spaced || gap > 0.16 && !is_wide) {
                    text.push(' ');
                }
            }
            if run.is_mark {
                marks.push((text.len(), text.len() + run.text.len()));
            }
            text.push_str(&run.text);
            end = end.max(run.end());
        }
        (text, marks)
    }
}

/// Share of the type's size by which baselines of one row may differ.
const SAME_ROW: f32 = 0.3;

/// Sorts runs into rows from top to bottom, each from left to right.
pub(crate) fn rows(mut runs: Vec<Run>) -> Vec<Line> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Line> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if (run.y - row.y).abs() <= SAME_ROW * run.size => row.runs.push(run),
            _ => rows.push(Line { y: run.y, runs: vec![run] }),
        }
    }
    for row in &mut rows {
        row.runs.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

/// Type up to this share of the size of a line beside it belongs to that line.
const SMALL: f32 = 0.72;
/// How many runs before and after are looked at for the line that small type belongs to.
const NEIGHBOURS: usize = 400;

/// Leaves ruby out, and sets raised and lowered type into its line.
pub(crate) fn settle_small(runs: &mut Vec<Run>) {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut fates: Vec<Option<Fate>> = vec![None; runs.len()];
    for (index, small) in runs.iter().enumerate() {
        let around = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS).min(runs.len());
        let is_base = |base: &&Run| {
            small.size <= SMALL * base.size
                // Ruby stands right over a line, a mark at its upper or lower edge.
                && small.y > base.y - 1.6 * base.size
                && small.y < base.y + 0.35 * base.size
        };
        let bases = || runs[around.clone()].iter().filter(is_base);
        let over = |base: &&Run| small.x >= base.x - base.size && small.end() <= base.end() + base.size;
        let beside = |base: &&Run| {
            let gap = if small.x >= base.x { small.x - base.end() } else { base.x - small.end() };
            gap < 0.6 * base.size
        };
        let is_high = |base: &&Run| small.y < base.y - 0.72 * base.size;
        let is_kana = small.text.chars().all(|c| matches!(c, '\u{3041}'..='\u{30ff}' | ' ' | '\u{3000}'));
        if is_kana && bases().any(|base| is_high(&base) && over(&base)) {
            fates[index] = Some(Fate::Ruby);
        } else if let Some(base) =
            bases().filter(|base| !is_high(base) && beside(base)).max_by(|a, b| a.y.total_cmp(&b.y))
        {
            let is_mark = small.y < base.y - 0.15 * base.size && is_note_mark(&small.text);
            fates[index] = Some(Fate::InLine { y: base.y, is_mark });
        }
    }
    let mut fates = fates.into_iter();
    runs.retain_mut(|run| match fates.next().flatten() {
        Some(Fate::Ruby) => false,
        Some(Fate::InLine { y, is_mark }) => {
            (run.y, run.is_mark) = (y, is_mark);
            true
        }
        None => true,
    });
}

#[derive(Clone, Copy, Debug)]
enum Fate {
    Ruby,
    InLine { y: f32, is_mark: bool },
}

/// Returns whether raised `text` refers to a note: figures and signs, no letters ("20th").
fn is_note_mark(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric() || "*＊†‡§※注,、()（）[]［］ -–".contains(c)) && text.chars().count() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x: f32, y: f32, size: f32) -> Run {
        let width = |c: char| if is_east_asian(c) { size } else { size / 2.0 };
        let length = text.chars().map(width).sum();
        Run { text: text.to_owned(), x, y, length, size, ..Run::default() }
    }

    fn texts(mut runs: Vec<Run>) -> Vec<(String, usize)> {
        settle_small(&mut runs);
        let line = |line: &Line| {
            let (text, marks) = line.text();
            (text, marks.len())
        };
        rows(runs).iter().map(line).collect()
    }

    #[test]
    fn ruby_is_dropped_and_marks_of_notes_are_known() {
        let runs = vec![
            run("我々は拉致問題の", 50.0, 100.0, 10.0),
            run("らち", 80.0, 91.0, 5.0),
            run("1", 130.0, 96.0, 6.0),
            run("解決を求める。", 133.0, 100.0, 10.0),
            run("次の行", 50.0, 117.0, 10.0),
        ];
        assert_eq!(texts(runs), [("我々は拉致問題の1解決を求める。".to_owned(), 1), ("次の行".to_owned(), 0)]);
    }

    #[test]
    fn small_type_of_its_own_stays_where_it_is() {
        let runs =
            vec![run("the 20", 50.0, 100.0, 10.0), run("th", 80.0, 96.0, 6.0), run("1 See below.", 50.0, 140.0, 6.0)];
        assert_eq!(texts(runs), [("the 20th".to_owned(), 0), ("1 See below.".to_owned(), 0)]);
    }

    #[test]
    fn runs_are_parted_where_a_space_was_seen() {
        let spaced = Run { spaced: true, ..run("strongly", 82.0, 100.0, 10.0) };
        let line = rows(vec![spaced, run("We con", 50.0, 100.0, 10.0), run("demn it.", 125.0, 100.2, 10.0)]);
        assert_eq!(line[0].text().0, "We con strongly demn it.");
        let line = rows(vec![run("日本", 50.0, 100.0, 10.0), run("NATO", 72.0, 100.0, 10.0)]);
        assert_eq!(line[0].text().0, "日本NATO");
    }

    #[test]
    fn forms_of_vertical_text_lie_down() {
        let span = Span { text: "︑声明﹂".to_owned(), size: 10.0, ..Span::default() };
        assert_eq!(Run::of(&span).text, "、声明」");
    }
}
