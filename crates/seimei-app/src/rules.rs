//! Where a rule of the lexicon stands.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::RuleId;
use seimei_model::explanation::Explanation;

/// File and line of the rules of an explanation.
#[derive(Debug)]
pub struct Rules(BTreeMap<String, String>);

impl Rules {
    /// Looks up the rules that an explanation names.
    pub fn new(lexicon: &Lexicon, explanation: Option<&Explanation>) -> Self {
        let fired = explanation.iter().flat_map(|it| it.fired.iter().map(|fired| &fired.rule));
        let lost = explanation.iter().flat_map(|it| it.lost.iter().map(|lost| &lost.rule));
        let place = |rule: &RuleId| {
            let entry = lexicon.entry_of(rule)?;
            Some((rule.to_string(), format!("{}:{}", entry.file, entry.line)))
        };
        Self(fired.chain(lost).filter_map(place).collect())
    }

    /// Returns `file:line` of a rule, or `None` for a rule of the engine.
    pub fn place(&self, rule: &RuleId) -> Option<&String> {
        self.0.get(rule.as_str())
    }
}
