//! How one provision was read: the rules that fired and on which words, and those that lost and why.

use std::io::{self, Write};

use seimei_app::lexicon::Lexicon;
use seimei_app::read::ReadDocument;
use seimei_app::rules::Rules;
use seimei_model::code::RuleId;
use seimei_model::explanation::{Explanation, FindingKind};
use seimei_model::provision::Provision;

use crate::printer::Printer;
use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{self, Rich};

/// Prints how one provision was read; nothing where the document has no such provision.
#[derive(Debug)]
pub(crate) struct Explain<'a> {
    look: &'a Look<'a>,
    lexicon: &'a Lexicon,
    number: u32,
    provision: Option<Provision>,
}

impl<'a> Explain<'a> {
    /// Makes a printer for the provision `number`.
    pub(crate) fn new(look: &'a Look, lexicon: &'a Lexicon, number: u32) -> Self {
        Self { look, lexicon, number, provision: None }
    }
}

impl Printer for Explain<'_> {
    fn begin(&mut self, _out: &mut dyn Write, _head: &ReadDocument) -> io::Result<()> {
        Ok(())
    }

    fn provision(&mut self, _out: &mut dyn Write, provision: &Provision) -> io::Result<()> {
        if provision.number == self.number {
            self.provision = Some(provision.clone());
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, document: &ReadDocument) -> io::Result<()> {
        let (Some(provision), Some(explanation)) = (&self.provision, &document.explanation) else { return Ok(()) };
        let rules = Rules::new(self.lexicon, Some(explanation));
        out.write_all(told(&document.file, provision, explanation, &rules, self.look).as_bytes())
    }
}

fn told(file: &str, provision: &Provision, explanation: &Explanation, rules: &Rules, look: &Look) -> String {
    let messages = look.messages;
    let title = messages.fill("explain.title", &[("n", &provision.number.to_string()), ("file", file)]);
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
            let reason = messages.label("lost", &lost.reason);
            text += &row(&lost.text, columns, reason, &lost.rule, rules, look);
        }
    }
    text
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
