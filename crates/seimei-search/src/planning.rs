//! From a query to what the library searches for. Every part is exact by itself, so that parts may be joined and negated
//! at will.

use std::ops::Bound;
use std::sync::Arc;

use seimei_text::glyphs::Glyphs;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, RangeQuery, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::cutting::pairs;
use crate::days;
use crate::fields::{Fields, YES};
use crate::index::Index;
use crate::needle::{Needle, Pattern};
use crate::query::{Condition, Days, Field, Query, Text, Value};
use crate::scorers::{AnyTerm, Check, Checked};
use crate::spelling::Spelled;
use crate::stem::{IRREGULAR, shared_beginning, stem};
use crate::unit::{Unit, UnitAct};

type Search = Box<dyn tantivy::query::Query>;

/// The most pairs of a run that candidates are looked up by: the rarest.
const PAIRS: usize = 4;

/// Makes searches out of queries.
pub(crate) struct Planner<'a> {
    fields: &'a Fields,
    glyphs: &'a Arc<Glyphs>,
    searcher: &'a Searcher,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(index: &'a Index, searcher: &'a Searcher) -> Self {
        Self { fields: &index.fields, glyphs: &index.plan.glyphs, searcher }
    }

    /// Plans a query.
    pub(crate) fn plan(&self, query: &Query) -> tantivy::Result<Search> {
        match query {
            Query::Text(text) => self.text(text),
            Query::Field(condition) => self.condition(condition),
            Query::Not(inner) => {
                let parts = vec![(Occur::Must, boxed(AllQuery)), (Occur::MustNot, self.plan(inner)?)];
                Ok(unscored(Box::new(BooleanQuery::new(parts))))
            }
            Query::Any(alternatives) => {
                let planned = alternatives.iter().map(|part| Ok((Occur::Should, self.plan(part)?)));
                Ok(Box::new(BooleanQuery::new(planned.collect::<tantivy::Result<_>>()?)))
            }
            Query::All(parts) => self.all(parts),
        }
    }

    fn all(&self, parts: &[Query]) -> tantivy::Result<Search> {
        let mut clauses = Vec::new();
        for part in parts {
            clauses.push(match part {
                Query::Not(inner) => (Occur::MustNot, self.plan(inner)?),
                part => (Occur::Must, self.plan(part)?),
            });
        }
        let all = Box::new(BooleanQuery::new(clauses));
        // What is asked of acts side by side is asked of one act.
        let of_acts: Vec<Query> = parts.iter().filter(|part| is_of_act(part)).cloned().collect();
        if of_acts.len() < 2 {
            return Ok(all);
        }
        let same = move |unit: &Unit| unit.acts.iter().any(|act| of_acts.iter().all(|asked| act_fits(act, asked)));
        let same = Checked::new(self.of_acts(parts)?, None, Check::Unit(Arc::new(same)));
        Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::Must, Box::new(same))])))
    }

    /// Plans those of `parts` that speak of acts, each by itself: the candidates.
    fn of_acts(&self, parts: &[Query]) -> tantivy::Result<Search> {
        let planned = parts.iter().filter(|part| is_of_act(part)).map(|part| Ok((Occur::Must, self.plan(part)?)));
        Ok(Box::new(BooleanQuery::new(planned.collect::<tantivy::Result<_>>()?)))
    }

    fn text(&self, text: &Text) -> tantivy::Result<Search> {
        match Needle::new(text, self.glyphs) {
            None => Ok(boxed(EmptyQuery)),
            Some(Needle::Words(patterns)) => {
                let scored = |terms| Some((self.fields.text, terms));
                self.words(self.fields.text, patterns, scored, |needle| Check::Text(needle, Arc::clone(self.glyphs)))
            }
            Some(needle @ Needle::Run(_)) => {
                let scored = |terms| Some((self.fields.text, terms));
                self.run(self.fields.text, needle, scored, |needle| Check::Text(needle, Arc::clone(self.glyphs)))
            }
        }
    }

    /// Plans words of a heading or of the names of mechanisms; `held` gives the texts that one of must hold them.
    fn named(
        &self,
        text: &Text,
        column: Column,
        held: impl Fn(&Unit) -> Vec<&str> + Send + Sync + 'static,
    ) -> tantivy::Result<Search> {
        let Some(needle) = Needle::new(text, self.glyphs) else { return Ok(boxed(EmptyQuery)) };
        let glyphs = Arc::clone(self.glyphs);
        let check = move |needle: Needle| {
            let passes =
                move |unit: &Unit| held(unit).iter().any(|text| needle.count(Spelled::new(text, &glyphs).as_str()) > 0);
            Check::Unit(Arc::new(passes))
        };
        let planned = match needle {
            Needle::Words(patterns) => self.words(column, patterns, |_| None, check)?,
            needle @ Needle::Run(_) => self.run(column, needle, |_| None, check)?,
        };
        Ok(unscored(planned))
    }

    /// Plans words: one is looked up, of several the candidates are checked.
    fn words(
        &self,
        column: Column,
        patterns: Vec<Pattern>,
        scored: impl Fn(Vec<Term>) -> Option<(Column, Vec<Term>)>,
        check: impl FnOnce(Needle) -> Check,
    ) -> tantivy::Result<Search> {
        let mut terms =
            patterns.iter().map(|pattern| self.forms(column, pattern)).collect::<tantivy::Result<Vec<_>>>()?;
        if terms.iter().any(Vec::is_empty) {
            return Ok(boxed(EmptyQuery));
        }
        if terms.len() == 1 {
            return Ok(Box::new(AnyTerm::new(column, terms.remove(0))));
        }
        let single = terms.iter().filter(|forms| forms.len() == 1).map(|forms| forms[0].clone()).collect::<Vec<_>>();
        let candidates = terms.into_iter().map(|forms| {
            let any: Search = match <[Term; 1]>::try_from(forms) {
                Ok([one]) => Box::new(TermQuery::new(one, IndexRecordOption::Basic)),
                Err(forms) => Box::new(AnyTerm::new(column, forms)),
            };
            (Occur::Must, any)
        });
        let candidates = Box::new(BooleanQuery::new(candidates.collect()));
        Ok(Box::new(Checked::new(candidates, scored(single), check(Needle::Words(patterns)))))
    }

    /// Plans a run of characters: one or two are looked up, of more the candidates are checked.
    fn run(
        &self,
        column: Column,
        needle: Needle,
        scored: impl Fn(Vec<Term>) -> Option<(Column, Vec<Term>)>,
        check: impl FnOnce(Needle) -> Check,
    ) -> tantivy::Result<Search> {
        let Needle::Run(finder) = &needle else { return Ok(boxed(EmptyQuery)) };
        let run = String::from_utf8_lossy(finder.needle()).into_owned();
        let length = run.chars().count();
        if length == 1 {
            return Ok(Box::new(AnyTerm::new(column, self.beginning_with(column, &run)?)));
        }
        let mut terms = Vec::new();
        for pair in pairs(&run) {
            let term = Term::from_field_text(column, pair);
            terms.push((self.searcher.doc_freq(&term)?, term));
        }
        terms.sort_by_key(|(frequency, _)| *frequency);
        if terms.first().is_none_or(|(frequency, _)| *frequency == 0) {
            return Ok(boxed(EmptyQuery));
        }
        let terms: Vec<Term> = terms.into_iter().take(PAIRS).map(|(_, term)| term).collect();
        if length == 2 {
            return Ok(Box::new(AnyTerm::new(column, terms)));
        }
        let candidates = terms.iter().map(|term| {
            let term: Search = Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic));
            (Occur::Must, term)
        });
        let candidates = Box::new(BooleanQuery::new(candidates.collect()));
        Ok(Box::new(Checked::new(candidates, scored(terms), check(needle))))
    }

    /// Returns the terms of the index that are forms of a word.
    fn forms(&self, column: Column, pattern: &Pattern) -> tantivy::Result<Vec<Term>> {
        match pattern {
            Pattern::Exact(word) => {
                let term = Term::from_field_text(column, word);
                Ok(if self.searcher.doc_freq(&term)? > 0 { vec![term] } else { Vec::new() })
            }
            Pattern::Prefix(beginning) => self.beginning_with(column, beginning),
            Pattern::Stem(stemmed) => {
                let mut forms = self.beginning_with(column, shared_beginning(stemmed))?;
                for (_, word) in IRREGULAR.iter().filter(|(of, _)| of == stemmed) {
                    forms.extend(self.forms(column, &Pattern::Exact((*word).to_owned()))?);
                }
                forms.retain(|term| term.value().as_str().is_some_and(|word| stem(word) == *stemmed));
                forms.sort_unstable();
                forms.dedup();
                Ok(forms)
            }
        }
    }

    /// Returns the terms of the index that begin so, in order.
    pub(crate) fn beginning_with(&self, column: Column, beginning: &str) -> tantivy::Result<Vec<Term>> {
        let mut terms = Vec::new();
        for reader in self.searcher.segment_readers() {
            let inverted = reader.inverted_index(column)?;
            let mut stream = inverted.terms().range().ge(beginning.as_bytes()).into_stream()?;
            while stream.advance() {
                if !stream.key().starts_with(beginning.as_bytes()) {
                    break;
                }
                terms.extend(str::from_utf8(stream.key()).ok().map(|term| Term::from_field_text(column, term)));
            }
        }
        terms.sort_unstable();
        terms.dedup();
        Ok(terms)
    }

    fn condition(&self, condition: &Condition) -> tantivy::Result<Search> {
        let fields = self.fields;
        let column = match condition.field {
            Field::Party => fields.party,
            Field::Actor => fields.actor,
            Field::Target => fields.target,
            Field::Act => fields.act,
            Field::Topic => fields.topic,
            Field::Mechanism => fields.mechanism,
            Field::Kind => fields.kind,
            Field::Lang => fields.language,
            Field::Date => fields.from,
            Field::Due => fields.due,
            Field::Strength => fields.strength,
            Field::Commitment => fields.commitment,
            Field::Section => fields.section,
            Field::Doc => fields.document,
        };
        let term = |value: &str| -> Search {
            Box::new(TermQuery::new(Term::from_field_text(column, value), IndexRecordOption::Basic))
        };
        Ok(match &condition.value {
            Value::Text(text) if condition.field == Field::Section => {
                self.named(text, column, |unit| unit.section.as_deref().into_iter().collect())?
            }
            Value::Text(text) => {
                self.named(text, column, |unit| unit.mechanisms.iter().map(String::as_str).collect())?
            }
            Value::Beginning(beginning) => {
                unscored(Box::new(AnyTerm::new(column, self.beginning_with(column, beginning)?)))
            }
            Value::Between(asked) if condition.field == Field::Due => {
                let asked = *asked;
                let is_due = move |unit: &Unit| unit.acts.iter().any(|act| is_due(act, asked));
                Box::new(Checked::new(term(YES), None, Check::Unit(Arc::new(is_due))))
            }
            Value::Between(asked) => self.dated(*asked),
            Value::Code(code) => unscored(term(code)),
        })
    }

    /// Plans a search for documents whose date may lie in a stretch of days.
    fn dated(&self, asked: Days) -> Search {
        let day = |column: Column, day: Option<u32>| match day {
            Some(day) => Bound::Included(Term::from_field_u64(column, u64::from(day))),
            None => Bound::Unbounded,
        };
        let mut clauses: Vec<(Occur, Search)> = Vec::new();
        if asked.to.is_some() {
            clauses.push((Occur::Must, Box::new(RangeQuery::new(Bound::Unbounded, day(self.fields.from, asked.to)))));
        }
        if asked.from.is_some() {
            clauses.push((Occur::Must, Box::new(RangeQuery::new(day(self.fields.to, asked.from), Bound::Unbounded))));
        }
        unscored(Box::new(BooleanQuery::new(clauses)))
    }
}

fn boxed<Q: tantivy::query::Query>(query: Q) -> Search {
    Box::new(query)
}

/// What describes a provision says nothing of how near its text is to what is looked for.
fn unscored(search: Search) -> Search {
    Box::new(ConstScoreQuery::new(search, 0.0))
}

/// Takes a query for documents apart: what some provision must meet, each part by itself, and what none may meet. What
/// is asked of acts side by side stays together.
pub(crate) fn apart(query: &Query) -> (Vec<Query>, Vec<Query>) {
    let Query::All(parts) = query else { return (vec![query.clone()], Vec::new()) };
    let (mut asked, mut refused, mut of_acts) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        match part {
            Query::Not(inner) => refused.push((**inner).clone()),
            part if is_of_act(part) => of_acts.push(part.clone()),
            part => asked.push(part.clone()),
        }
    }
    match of_acts.len() {
        0 => {}
        1 => asked.append(&mut of_acts),
        _ => asked.push(Query::All(of_acts)),
    }
    (asked, refused)
}

/// Returns whether a query asks for one act only.
fn is_of_act(query: &Query) -> bool {
    match query {
        Query::Field(condition) => condition.field.is_of_act(),
        Query::Any(parts) => parts.iter().all(is_of_act),
        Query::All(_) | Query::Not(_) | Query::Text(_) => false,
    }
}

/// Returns whether an act is what a query for acts asks for.
fn act_fits(act: &UnitAct, asked: &Query) -> bool {
    match asked {
        Query::Any(parts) => parts.iter().any(|part| act_fits(act, part)),
        Query::Field(Condition { field: Field::Due, value: Value::Between(days), .. }) => is_due(act, *days),
        Query::Field(Condition { field, value: Value::Code(code), .. }) => match field {
            Field::Act => act.act.word() == code,
            Field::Strength => act.strength.word() == code,
            Field::Commitment => act.commitment == (code == YES),
            Field::Actor => act.actors.iter().any(|actor| actor.as_str() == code),
            Field::Target => act.targets.iter().any(|target| target.as_str() == code),
            _ => false,
        },
        _ => false,
    }
}

fn is_due(act: &UnitAct, asked: Days) -> bool {
    act.due.as_ref().and_then(days::covered).is_some_and(|due| due.meet(asked))
}
