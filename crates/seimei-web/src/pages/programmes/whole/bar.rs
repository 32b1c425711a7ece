//! Bars: how much of something is how far.

use std::fmt::Write as _;

use crate::differences::escaped;

/// Width of the bars, in pixels.
const WIDTH: f64 = 220.0;

/// A bar: its parts drawn, and told for who does not see it.
pub(super) struct Bar {
    pub(super) svg: String,
    pub(super) counts: Vec<(&'static str, String, usize)>,
}

/// Returns a count as a length.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Draws a bar of parts, each as wide as its share.
pub(super) fn bar(parts: &[(&'static str, String, usize)]) -> Bar {
    let all: usize = parts.iter().map(|(_, _, count)| count).sum();
    let told: Vec<String> =
        parts.iter().filter(|(_, _, count)| *count > 0).map(|(_, label, count)| format!("{label} {count}")).collect();
    let label = told.join(", ");
    let mut svg = String::new();
    if all > 0 {
        let _ = write!(
            svg,
            "<svg width=\"{WIDTH}\" height=\"16\" viewBox=\"0 0 {WIDTH} 16\" role=\"img\" aria-label=\"{}\">",
            escaped(&label)
        );
        let shown = parts.iter().filter(|(_, _, count)| *count > 0);
        let gaps = 2.0 * (number(shown.clone().count()) - 1.0);
        let mut x = 0.5;
        for (word, _, count) in shown {
            let width = ((WIDTH - 1.0 - gaps) * number(*count) / number(all)).max(1.0);
            let _ =
                write!(svg, "<rect class=\"bar {word}\" x=\"{x:.1}\" y=\"0.5\" width=\"{width:.1}\" height=\"15\"/>");
            if width >= 12.0 {
                let _ = write!(svg, "<text x=\"{:.1}\" y=\"12\">{count}</text>", x + width / 2.0);
            }
            x += width + 2.0;
        }
        svg.push_str("</svg>");
    }
    Bar { svg, counts: parts.to_vec() }
}
