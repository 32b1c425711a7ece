//! How one provision was read: the rules that fired and on which words, and those that lost and why.

use std::io::{self, Write};

use seimei_app::read::ReadDocument;
use seimei_app::rules::Rules;
use seimei_model::code::RuleId;
use seimei_model::explanation::FindingKind;

use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{self, Rich};

/// Prints the explanation of a document's provision. Returns whether the document has the provision.
pub(crate) fn print(out: &mut dyn Write, document: &ReadDocument, rules: &Rules, look: &Look) -> io::Result<bool> {
    let Some(explanation) = &document.explanation else { return Ok(false) };
    let messages = look.messages;
    let Some(provision) = document.reading.provisions.get((explanation.provision as usize).saturating_sub(1)) else {
        return Ok(false);
    };
    let title = messages.fill("explain.title", &[("n", &provision.number.to_string()), ("file", &document.file)]);
    let mut text = look.line(Tone::Heading, &title);
    text += &look.rule("─");
    text += &look.line(Tone::Plain, &wrap::printable(&provision.text));
    let columns = explanation
        .fired
        .iter()
        .map(|fired| wrap::width(&fired.text))
        .chain(explanation.lost.iter().map(|lost| wrap::width(&lost.text)))
        .max()
        .unwrap_or(0)
        .min(look.columns / 3);
    let mut last: Option<FindingKind> = None;
    for fired in &explanation.fired {
        if last != Some(fired.finding) {
            last = Some(fired.finding);
            let key = format!("finding.{}", fired.finding.word());
            text.push('\n');
            text += &look.line(Tone::Heading, messages.text(&key));
        }
        let value = match fired.finding {
            FindingKind::Act => messages.label("act", &fired.value).to_owned(),
            FindingKind::Topic => messages.label("topic", &fired.value).to_owned(),
            _ => fired.value.clone(),
        };
        text += &row(&fired.text, columns, &value, &fired.rule, rules, look);
    }
    if !explanation.lost.is_empty() {
        text.push('\n');
        text += &look.line(Tone::Heading, messages.text("explain.lost"));
        for lost in &explanation.lost {
            let reason = messages.label("lost", lost.reason);
            text += &row(&lost.text, columns, reason, &lost.rule, rules, look);
        }
    }
    out.write_all(text.as_bytes())?;
    Ok(true)
}

/// Returns the lines of one rule: words, value or reason, then the rule and where it stands.
fn row(words: &str, columns: usize, value: &str, rule: &RuleId, rules: &Rules, look: &Look) -> String {
    let words = wrap::cut(&wrap::printable(words), columns.max(8));
    let mut line = Rich::new(Tone::Act(Family::Position), wrap::pad(&words, columns).replace(' ', "\u{a0}"));
    line.push(Tone::Plain, format!("\u{a0}\u{a0}{value}"));
    let place = rules.place(rule).map_or_else(|| look.messages.text("explain.engine"), String::as_str);
    line.push(Tone::Faint, format!(" · {rule} · {place}"));
    look.lines(&line, 2, columns + 4).replace('\u{a0}', " ")
}
