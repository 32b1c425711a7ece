//! The patterns of `acts.en.tsv`, compiled: which words after a verb make which act.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::RuleId;

use crate::en::grammar::{Class, Grammar, Lemma, WordMap};
use crate::en::tokens::Token;

/// Words before the noun that a gap may hold.
const WIDEST_GAP: usize = 12;

/// How the forms of an entry are to be matched, the `kind` column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Does the act by being said.
    Performative,
    /// Any other verb.
    Verb,
    /// The object noun decides.
    Light,
    /// Decides after a light verb.
    Noun,
    /// Decides in an item without a verb.
    Nominal,
    /// Decides after be.
    Predicate,
    /// After be: what follows decides.
    PredicateThrough,
    /// What follows decides.
    Through,
    /// As verb, before the name of somebody.
    VerbPerson,
    /// A verb whose last word is the trigger.
    Standing,
    /// Makes announcing a decision.
    Announcing,
    /// Opposes when negated.
    Refused,
    /// Only describes.
    Stative,
    /// Shows a commitment.
    Showing,
    /// A noun that is the act when called ironclad.
    Subject,
}

impl Kind {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "performative" => Self::Performative,
            "verb" => Self::Verb,
            "light" => Self::Light,
            "noun" => Self::Noun,
            "nominal" => Self::Nominal,
            "predicate" => Self::Predicate,
            "predicate-through" => Self::PredicateThrough,
            "through" => Self::Through,
            "verb-person" => Self::VerbPerson,
            "standing" => Self::Standing,
            "announcing" => Self::Announcing,
            "refused" => Self::Refused,
            "stative" => Self::Stative,
            "showing" => Self::Showing,
            "subject" => Self::Subject,
            _ => return None,
        })
    }
}

/// One form of an entry.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// How it is matched.
    pub kind: Kind,
    /// The act; `None` where what follows decides.
    pub act: Option<ActKind>,
    /// Whether it binds whatever its object.
    pub binding: bool,
    /// The words after the first, in lower case; `~` is a gap.
    rest: Vec<Box<str>>,
    /// The entry, an index into the table.
    entry: usize,
}

/// A pattern found.
#[derive(Clone, Copy, Debug)]
pub struct Match<'p> {
    /// The pattern.
    pub pattern: &'p Pattern,
    /// The last token of it.
    pub last: usize,
}

/// All patterns, by their first word.
#[derive(Debug, Default)]
pub struct Patterns {
    by_verb: Vec<Vec<Pattern>>,
    by_word: WordMap<Vec<Pattern>>,
    intensifiers: WordMap<(Strength, bool)>,
    terms: Vec<(Box<str>, Strength)>,
    rules: Vec<RuleId>,
}

impl Patterns {
    /// Compiles the tables of `lexicon`.
    pub fn compile(lexicon: &LanguageLexicon, grammar: &Grammar) -> Self {
        let mut patterns = Self::default();
        for (index, entry) in lexicon.table(TableName::Acts).iter().enumerate() {
            patterns.rules.extend(lexicon.rule_of(TableName::Acts, index));
            let Some(kind) = Kind::from_word(&entry.kind) else { continue };
            let act = ActKind::from_word(&entry.value);
            for form in &entry.forms {
                patterns.add(form, kind, act, entry.family == "binding", index, grammar);
            }
        }
        for entry in lexicon.table(TableName::Intensifiers) {
            let strength = if entry.value == "strongest" { Strength::Strongest } else { Strength::Strong };
            for form in &entry.forms {
                if entry.family == "terms" {
                    patterns.terms.push((form.as_str().into(), strength));
                } else {
                    patterns.intensifiers.insert(form.as_str().into(), (strength, entry.family == "adverb"));
                }
            }
        }
        patterns
    }

    fn add(&mut self, form: &str, kind: Kind, act: Option<ActKind>, binding: bool, entry: usize, grammar: &Grammar) {
        let mut words = form.split(' ');
        let Some(first) = words.next() else { return };
        let pattern = Pattern { kind, act, binding, rest: words.map(Box::from).collect(), entry };
        if matches!(kind, Kind::Noun | Kind::Nominal | Kind::Predicate | Kind::PredicateThrough | Kind::Subject) {
            self.by_word.entry(first.into()).or_default().push(pattern);
            return;
        }
        let Some(Lemma(verb)) = grammar.verb(first) else { return };
        let verb = usize::from(verb);
        if self.by_verb.len() <= verb {
            self.by_verb.resize_with(verb + 1, Vec::new);
        }
        self.by_verb[verb].push(pattern);
    }

    /// Returns the rule id of a pattern.
    pub fn rule(&self, pattern: &Pattern) -> Option<RuleId> {
        self.rules.get(pattern.entry).cloned()
    }

    /// Returns whether the verb has a pattern of one of `kinds` by itself or with other words.
    pub fn has(&self, verb: Lemma, kinds: &[Kind]) -> bool {
        self.of_verb(verb).iter().any(|pattern| kinds.contains(&pattern.kind))
    }

    fn of_verb(&self, verb: Lemma) -> &[Pattern] {
        self.by_verb.get(usize::from(verb.0)).map_or(&[], Vec::as_slice)
    }

    /// Returns the longest pattern of one of `kinds` for the verb `verb` whose head stands at `head`.
    pub fn verb(&self, verb: Lemma, head: usize, kinds: &[Kind], scan: Scan) -> Option<Match<'_>> {
        longest(self.of_verb(verb), head, kinds, scan)
    }

    /// Returns the longest pattern of one of `kinds` that begins with the word at `at`.
    pub fn word(&self, at: usize, kinds: &[Kind], scan: Scan) -> Option<Match<'_>> {
        let patterns = self.by_word.get(scan.word(at)?)?;
        longest(patterns, at, kinds, scan)
    }

    /// Returns the strength of a word, if it is an intensifier of that sort.
    pub fn intensity(&self, word: &str, of_verb: bool) -> Option<Strength> {
        let &(strength, adverb) = self.intensifiers.get(word)?;
        (adverb == of_verb).then_some(strength)
    }

    /// Returns the strength that a set phrase of `text` gives.
    pub fn terms(&self, text: &str) -> Option<Strength> {
        self.terms.iter().filter(|(term, _)| text.contains(&**term)).map(|(_, strength)| *strength).max()
    }
}

/// The tokens and lower-case text that patterns are matched against.
#[derive(Clone, Copy)]
pub struct Scan<'t> {
    /// The tokens.
    pub tokens: &'t [Token],
    /// The sentence in lower case.
    pub lower: &'t str,
    /// One past the last token that may be matched.
    pub until: usize,
}

impl<'t> Scan<'t> {
    /// Returns the word at `at`, in lower case.
    pub fn word(&self, at: usize) -> Option<&'t str> {
        let token = self.tokens.get(at)?;
        self.lower.get(token.range().bounds())
    }

    /// Returns the same up to `until`.
    #[must_use]
    pub fn until(self, until: usize) -> Self {
        Self { until: until.min(self.tokens.len()), ..self }
    }
}

fn longest<'p>(patterns: &'p [Pattern], head: usize, kinds: &[Kind], scan: Scan) -> Option<Match<'p>> {
    let mut best: Option<(usize, Match)> = None;
    for pattern in patterns.iter().filter(|pattern| kinds.contains(&pattern.kind)) {
        let weight = pattern.rest.iter().filter(|word| &***word != "~").count();
        if best.as_ref().is_some_and(|(most, _)| *most >= weight) {
            continue;
        }
        // To plan to do, but to object to something.
        let infinitive = matches!(pattern.act, None | Some(ActKind::Intend | ActKind::Commit));
        if let Some(last) = matched(&pattern.rest, head, infinitive, scan) {
            best = Some((weight, Match { pattern, last }));
        }
    }
    best.map(|(_, found)| found)
}

/// Returns the last token of the words `rest` found after `head`.
fn matched(rest: &[Box<str>], head: usize, infinitive: bool, scan: Scan) -> Option<usize> {
    let mut last = head;
    let mut gap = false;
    for word in rest {
        if &**word == "~" {
            gap = true;
            continue;
        }
        let mut at = last + 1;
        let mut passed = 0;
        loop {
            let token = scan.tokens.get(at).filter(|_| at < scan.until)?;
            if scan.word(at) == Some(word) && !token.is(Class::NAME) {
                break;
            }
            let crosses = if gap {
                passed < WIDEST_GAP && may_stand_before_noun(token)
            } else {
                passed < 3 && token.is(Class::ADVERB)
            };
            if !crosses {
                return None;
            }
            at += 1;
            passed += 1;
        }
        last = at;
        gap = false;
    }
    if infinitive && rest.last().is_some_and(|word| &**word == "to") {
        let verb = (last + 1..last + 5).find(|&at| scan.tokens.get(at).is_none_or(|token| !token.is(Class::ADVERB)))?;
        scan.tokens.get(verb).filter(|token| token.is(Class::BASE) && !token.is(Class::NAME))?;
    }
    Some(last)
}

/// Whether a token may stand between a verb and the noun it takes (our deep and lasting).
pub fn may_stand_before_noun(token: &Token) -> bool {
    if token.is(Class::NAME | Class::POSSESSIVE | Class::GENITIVE | Class::ADJECTIVE | Class::DETERMINER) {
        return true;
    }
    if token.is(Class::CONJUNCTION | Class::COMMA | Class::QUOTE) {
        return true;
    }
    !token.is(Class::PREPOSITION
        | Class::TO
        | Class::THAT
        | Class::RELATIVE
        | Class::SUBORDINATOR
        | Class::AUXILIARY
        | Class::PUNCTUATION
        | Class::NOMINATIVE)
}
