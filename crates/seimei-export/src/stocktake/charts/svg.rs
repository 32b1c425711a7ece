//! An SVG being written: shapes by class, so that a page can colour them anew for dark screens; the attributes hold the
//! light colours, for programs that read no style sheet. Numbers have one decimal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar as _;

use super::super::page::{Drawing, escaped};

/// Fonts with Japanese characters, of the usual systems.
const FONTS: &str = "system-ui, 'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans CJK JP', 'Noto Sans JP', IPAGothic, IPAPGothic, sans-serif";

/// Size of text, in pixels.
pub(crate) const SIZE: f64 = 13.0;

/// What something is drawn in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ink {
    /// Text and outlines.
    Text,
    /// Labels of axes.
    Faint,
    /// Lines of a grid.
    Line,
}

impl Ink {
    fn class(self) -> &'static str {
        match self {
            Self::Text => "ct",
            Self::Faint => "cf",
            Self::Line => "cl",
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::Text => "#1b1b1b",
            Self::Faint => "#4f535a",
            Self::Line => "#c3c7ce",
        }
    }
}

/// Where text is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Anchor {
    /// By its beginning.
    Start,
    /// By its middle.
    Middle,
    /// By its end.
    End,
}

/// A drawing being written.
#[derive(Debug)]
pub(crate) struct Svg {
    body: String,
    width: u32,
}

impl Svg {
    /// Begins a drawing.
    pub(crate) fn new(width: u32) -> Self {
        Self { body: String::new(), width }
    }

    /// Adds text. `weight` is that of the font: 400 or 700.
    pub(crate) fn text(&mut self, at: (f64, f64), anchor: Anchor, ink: Ink, weight: u32, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.body,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\" class=\"{}\" fill=\"{}\">{}</text>",
            at.0,
            at.1,
            ink.class(),
            ink.colour(),
            escaped(text)
        );
    }

    /// Adds a rectangle in an ink; `class` and `fill` of its own where it has a pattern.
    pub(crate) fn rect(&mut self, at: (f64, f64), size: (f64, f64), class: &str, fill: &str, is_outlined: bool) {
        let outline = if is_outlined { " stroke=\"#1b1b1b\" stroke-width=\"1\"" } else { "" };
        let _ = write!(
            self.body,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"{class}\" fill=\"{fill}\"{outline}/>",
            at.0, at.1, size.0, size.1
        );
    }

    /// Adds the ground of a label.
    pub(crate) fn ground(&mut self, at: (f64, f64), size: (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"2\" class=\"cp\" fill=\"#ffffff\"/>",
            at.0, at.1, size.0, size.1
        );
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, is_dashed: bool) {
        let dashes = if is_dashed { " stroke-dasharray=\"5 3\"" } else { "" };
        let class = match ink {
            Ink::Text => "ot",
            Ink::Faint => "of",
            Ink::Line => "ol",
        };
        let _ = write!(
            self.body,
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" class=\"{class}\" stroke=\"{}\" stroke-width=\"{width:.1}\"{dashes}/>",
            from.0,
            from.1,
            to.0,
            to.1,
            ink.colour()
        );
    }

    /// Adds a closed shape through points.
    pub(crate) fn shape(&mut self, points: &[(f64, f64)], class: &str, fill: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(
            self.body,
            "<polygon points=\"{}\" class=\"{class}\" fill=\"{fill}\" stroke=\"#1b1b1b\" stroke-width=\"1.4\"/>",
            points.join(" ")
        );
    }

    /// Adds a circle.
    pub(crate) fn circle(&mut self, at: (f64, f64), radius: f64, class: &str, fill: &str) {
        let _ = write!(
            self.body,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" class=\"{class}\" fill=\"{fill}\" stroke=\"#1b1b1b\" stroke-width=\"1.6\"/>",
            at.0, at.1
        );
    }

    /// Adds an element as it is.
    pub(crate) fn raw(&mut self, element: &str) {
        self.body.push_str(element);
    }

    /// Ends the drawing.
    pub(crate) fn finish(self, height: f64, title: &str, description: &str, lang: &str, id: &str) -> Drawing {
        #[expect(clippy::cast_sign_loss, reason = "at least 1")]
        let height = height.max(1.0).ceil() as u32;
        let width = self.width;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             xml:lang=\"{lang}\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" font-family=\"{FONTS}\" font-size=\"{SIZE:.0}\">\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\
             <rect x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\" class=\"cp\" fill=\"#ffffff\"/>{}</svg>",
            escaped(title),
            escaped(description),
            self.body
        );
        Drawing { svg, width, height }
    }
}

/// Returns the pixels that text takes, about: full-width characters an em, others a little more than half.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.width().unwrap_or(0) == 2 { SIZE } else { SIZE * 0.56 }).sum()
}

/// Returns the beginning of text that takes about so many pixels, with an ellipsis where it is cut.
pub(crate) fn cut(text: &str, pixels: f64) -> String {
    if width(text) <= pixels {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = SIZE;
    for c in text.chars() {
        used += if c.width().unwrap_or(0) == 2 { SIZE } else { SIZE * 0.56 };
        if used > pixels {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Draws the sign of an item of a legend, by its number, with its middle at a place.
pub(crate) type SignOf<'a> = dyn FnMut(&mut Svg, usize, (f64, f64)) + 'a;

/// Sets a legend in lines from `top` on; `mark` draws the sign of an item with its middle at a place. Returns where the
/// next thing can begin.
pub(crate) fn legend(svg: &mut Svg, top: f64, width: f64, items: &[String], mark: &mut SignOf) -> f64 {
    let (mut x, mut y) = (0.0, top + 10.0);
    for (number, item) in items.iter().enumerate() {
        let needed = 24.0 + self::width(item) + 16.0;
        if x > 0.0 && x + needed - 16.0 > width {
            x = 0.0;
            y += 22.0;
        }
        mark(svg, number, (x + 10.0, y));
        svg.text((x + 24.0, y + 4.5), Anchor::Start, Ink::Text, 400, item);
        x += needed;
    }
    y + 20.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_by_the_pixels_they_take() {
        assert_eq!(cut("協力を強化する", 65.0), "協力を強…");
        assert_eq!(cut("short", 65.0), "short");
    }

    #[test]
    fn text_of_a_drawing_is_escaped() {
        let mut svg = Svg::new(10);
        svg.text((1.0, 2.25), Anchor::Start, Ink::Text, 400, "a <&\"> b");
        let drawing = svg.finish(5.2, "<t>", "d & e", "en", "x");
        assert!(drawing.svg.contains("x=\"1.0\" y=\"2.2\""), "{}", drawing.svg);
        assert!(drawing.svg.contains("a &lt;&amp;&quot;&gt; b</text>") && drawing.svg.contains("&lt;t&gt;"));
        assert_eq!(drawing.height, 6);
    }
}
