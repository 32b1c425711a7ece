//! The chart of a formula: one lane for each partnership, time to the right, one dot for each text that says it. What the
//! dots say stands in the table behind, too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use seimei_app::archive::trace::{Lineage, Text, Usage};
use seimei_model::code::ActorCode;

use super::wordings::Letters;
use super::words::{day, heading, parties};
use crate::ask::Ask;
use crate::differences::escaped;
use crate::links;

/// Lanes up to which each has room for a letter in every dot.
const ROOMY: usize = 16;
/// Where the time begins, in units of the drawing.
const LEFT: f64 = 190.0;
/// How wide the drawing is at least, and one year of it.
const WIDTH: f64 = 1140.0;
const YEAR: f64 = 54.0;
/// The margin at the right.
const RIGHT: f64 = 28.0;
/// Where the first lane begins.
const TOP: f64 = 20.0;

/// What became of the formula in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// The partnership says it for the first time.
    First,
    /// In the words of its text before.
    Repeated,
    /// In other words.
    Changed,
    /// A later text of the partnership lacks it.
    Lacking,
}

impl Fate {
    fn class(self) -> &'static str {
        match self {
            Self::First => "new",
            Self::Repeated => "kept",
            Self::Changed => "altered",
            Self::Lacking => "dropped",
        }
    }

    fn label(self, ask: &Ask) -> String {
        ask.t().label("saying", self.class()).to_owned()
    }
}

/// A text on a lane.
struct Dot<'t> {
    text: &'t Text,
    fate: Fate,
    letter: String,
    address: String,
}

/// The chart with its table.
pub(super) struct Chart {
    pub(super) svg: String,
    pub(super) legend: Vec<(String, String)>,
    pub(super) rows: Vec<Row>,
    pub(super) undated: String,
}

/// A row of the table behind the chart.
pub(super) struct Row {
    pub(super) parties: String,
    pub(super) date: String,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) language: &'static str,
    pub(super) letter: String,
    pub(super) fate: String,
}

impl Chart {
    /// Draws a lineage; `None` where nothing has a date.
    pub(super) fn of(ask: &Ask, lineage: &Lineage, letters: &Letters) -> Option<Self> {
        let t = ask.t();
        let lanes: Vec<(&Usage, Vec<Dot>)> =
            lineage.users.iter().map(|usage| (usage, dots(ask, usage, lineage, letters))).collect();
        let all = || lanes.iter().flat_map(|(_, dots)| dots);
        let undated = all().filter(|dot| moment(dot.text).is_none()).count();
        let row = |(usage, dot): (&Usage, &Dot)| Row {
            parties: parties(ask, &usage.parties),
            date: day(ask, dot.text),
            address: dot.address.clone(),
            title: heading(ask, dot.text),
            language: dot.text.expression.id.language.tag(),
            letter: dot.letter.clone(),
            fate: dot.fate.label(ask),
        };
        let rows = lanes.iter().flat_map(|(usage, dots)| dots.iter().map(move |dot| (*usage, dot))).map(row);
        let fates = [Fate::First, Fate::Repeated, Fate::Changed, Fate::Lacking];
        let legend = fates.into_iter().filter(|fate| all().any(|dot| dot.fate == *fate)).map(|fate| {
            (
                format!("<svg viewBox=\"0 0 18 14\" aria-hidden=\"true\">{}</svg>", shape(fate, 9.0, 7.0, 5.5)),
                fate.label(ask),
            )
        });
        Some(Self {
            svg: drawn(ask, &lanes)?,
            legend: legend.collect(),
            rows: rows.collect(),
            undated: if undated > 0 { t.count("tracing.undated", undated) } else { String::new() },
        })
    }
}

/// Returns the dots of a partnership in order of time: its texts that have the formula, and later ones that lack it.
fn dots<'t>(ask: &'t Ask, usage: &Usage, lineage: &Lineage, letters: &Letters) -> Vec<Dot<'t>> {
    let tracing = ask.present.registry.tracing();
    let mut dots = Vec::new();
    // Words are set beside words of their own language only.
    let mut last = BTreeMap::new();
    for place in &usage.texts {
        // A text may say it more than once; the first time is drawn.
        let member = lineage.members.iter().position(|member| tracing.text_of(member.passage) == *place);
        let (Some(member), Some(text)) = (member, tracing.texts().get(*place)) else { continue };
        let number = letters.number(member);
        let fate = match last.insert(text.expression.id.language, number) {
            None => Fate::First,
            Some(last) if last == number => Fate::Repeated,
            Some(_) => Fate::Changed,
        };
        let address = links::passage(&tracing.reference(lineage.members[member].passage));
        dots.push(Dot { text, fate, letter: Letters::name(number), address });
    }
    let lacking = usage.lacking.iter().filter_map(|place| tracing.texts().get(*place));
    dots.extend(lacking.map(|text| {
        let address = links::expression(&text.expression.id);
        Dot { text, fate: Fate::Lacking, letter: String::new(), address }
    }));
    dots
}

/// Returns when a text was, in years.
fn moment(text: &Text) -> Option<f64> {
    let day = text.day.as_deref()?;
    let mut parts = day.split('-');
    let mut part = || parts.next()?.parse::<f64>().ok();
    let year = part()?;
    let (month, day) = (part().unwrap_or(1.0), part().unwrap_or(1.0));
    Some(year + (month - 1.0) / 12.0 + (day - 1.0) / 372.0)
}

fn drawn(ask: &Ask, lanes: &[(&Usage, Vec<Dot>)]) -> Option<String> {
    let moments = || lanes.iter().flat_map(|(_, dots)| dots).filter_map(|dot| moment(dot.text));
    let first = moments().reduce(f64::min)?.floor();
    let last = moments().reduce(f64::max)?.floor() + 1.0;
    let years = (last - first).max(1.0);
    let width = (LEFT + RIGHT + years * YEAR).max(WIDTH);
    let (lane, radius) = if lanes.len() > ROOMY { (30.0, 8.0) } else { (44.0, 11.0) };
    let height = TOP + lane * count(lanes.len()) + 4.0;
    let x = |moment: f64| LEFT + (moment - first) / years * (width - LEFT - RIGHT);
    let label =
        ask.t().fill("tracing.chart-label", &[("first", &first.to_string()), ("last", &(last - 1.0).to_string())]);
    let mut svg = format!(
        "<svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"group\" aria-label=\"{}\">",
        escaped(&label)
    );
    for number in (0..lanes.len()).step_by(2) {
        let y = TOP + lane * count(number);
        let _ = write!(svg, "<rect class=\"lane\" x=\"0\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"{lane:.0}\"/>");
    }
    // Names of years keep a distance.
    let step = (46.0 / ((width - LEFT - RIGHT) / years)).ceil().max(1.0);
    let mut year = first;
    while year < last {
        let at = x(year);
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{TOP:.0}\" y2=\"{height:.0}\"/><text x=\"{:.1}\" y=\"14\">{year:.0}</text>",
            at + 4.0
        );
        year += step;
    }
    for (number, (usage, dots)) in lanes.iter().enumerate() {
        let y = TOP + lane * (count(number) + 0.5);
        let name = short(ask, &usage.parties);
        let _ = write!(
            svg,
            "<text class=\"label\" x=\"8\" y=\"{:.0}\"><title>{}</title>{}</text>",
            y + 4.0,
            escaped(&parties(ask, &usage.parties)),
            escaped(&name)
        );
        svg += &drawn_lane(ask, dots, &x, y, radius);
    }
    svg += "</svg>";
    Some(svg)
}

fn drawn_lane(ask: &Ask, dots: &[Dot], x: &dyn Fn(f64) -> f64, y: f64, radius: f64) -> String {
    let (mut lines, mut marks) = (String::new(), String::new());
    let mut before: Option<(f64, bool)> = None;
    for dot in dots {
        let Some(at) = moment(dot.text).map(x) else { continue };
        // Two dots that would cover each other stand one above the other.
        let is_near = before.is_some_and(|(last, _)| at - last < radius * 1.7);
        let is_up = is_near && before.is_some_and(|(_, is_up)| !is_up);
        let own = if is_near || is_up { y + if is_up { -radius * 0.55 } else { radius * 0.55 } } else { y };
        if let Some((last, _)) = before {
            let class = match dot.fate {
                Fate::Changed => "link altered",
                Fate::Lacking => "",
                _ => "link",
            };
            if !class.is_empty() {
                let _ = write!(
                    lines,
                    "<line class=\"{class}\" x1=\"{last:.1}\" x2=\"{at:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
                );
            }
        }
        before = Some((at, is_up));
        let title = [day(ask, dot.text), heading(ask, dot.text), said(ask, dot)].join(" · ");
        let _ = write!(
            marks,
            "<a href=\"{}\"><title>{}</title>{}",
            escaped(&dot.address),
            escaped(&title),
            shape(dot.fate, at, own, radius)
        );
        if !dot.letter.is_empty() && dot.letter.len() <= 2 {
            let _ = write!(marks, "<text class=\"letter\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>", own + 4.0, dot.letter);
        }
        marks += "</a>";
    }
    lines + &marks
}

fn said(ask: &Ask, dot: &Dot) -> String {
    let label = dot.fate.label(ask);
    if dot.letter.is_empty() {
        return label;
    }
    format!("{label} · {}", ask.t().fill("tracing.wording", &[("letter", &dot.letter)]))
}

/// Returns the shape of a dot: a circle for what repeats, a square for what begins, a diamond for what changed, a broken
/// ring with a cross for what is not there.
fn shape(fate: Fate, x: f64, y: f64, radius: f64) -> String {
    let class = fate.class();
    match fate {
        Fate::First => {
            let half = radius * 0.9;
            format!(
                "<rect class=\"dot {class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                x - half,
                y - half,
                half * 2.0,
                half * 2.0
            )
        }
        Fate::Repeated => format!("<circle class=\"dot {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"/>"),
        Fate::Changed => {
            let half = radius * 1.2;
            format!(
                "<path class=\"dot {class}\" d=\"M{x:.1} {:.1}L{:.1} {y:.1}L{x:.1} {:.1}L{:.1} {y:.1}Z\"/>",
                y - half,
                x + half,
                y + half,
                x - half
            )
        }
        Fate::Lacking => {
            let arm = radius * 0.36;
            format!(
                "<circle class=\"dot {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\"/><path class=\"cross\" d=\"M{:.1} {:.1}l{:.1} {:.1}m0 -{:.1}l-{:.1} {:.1}\"/>",
                radius * 0.8,
                x - arm,
                y - arm,
                arm * 2.0,
                arm * 2.0,
                arm * 2.0,
                arm * 2.0,
                arm * 2.0
            )
        }
    }
}

/// Returns parties as they fit before a lane: by name where that is short, else by code.
fn short(ask: &Ask, parties: &[ActorCode]) -> String {
    if parties.is_empty() {
        return ask.t().text("trace.no-parties").to_owned();
    }
    let codes: Vec<&str> = parties.iter().map(ActorCode::as_str).collect();
    match codes.as_slice() {
        [first, second, third, rest @ ..] if rest.len() > 1 => format!("{first}, {second}, {third} +{}", rest.len()),
        all => all.join(", "),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a chart has few lanes")]
fn count(lanes: usize) -> f64 {
    lanes as f64
}
