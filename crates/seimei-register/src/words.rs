//! The words that tell what a promise is about, and whether something was done: all from the lexicon.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;

/// The words of one language.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// By value in the table: kind and form.
    forms: BTreeMap<String, Vec<(String, String)>>,
    /// By value: the forms alone.
    sets: BTreeMap<String, BTreeSet<String>>,
}

impl Words {
    /// Takes the words of a language from the lexicon.
    pub(crate) fn new(lexicon: &Lexicon, language: Lang) -> Self {
        let mut words: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for entry in lexicon.entries(language, TableName::Undertakings) {
            // An intention binds in this way or that; it is one all the same.
            let value = if entry.family == "intention" { "intention" } else { entry.value.as_str() };
            let forms = entry.forms.iter().map(|form| (entry.kind.to_string(), form.to_string()));
            words.entry(value.to_owned()).or_default().extend(forms);
        }
        let set_of = |forms: &Vec<(String, String)>| forms.iter().map(|(_, form)| form.clone()).collect();
        let sets = words.iter().map(|(value, forms)| (value.clone(), set_of(forms))).collect();
        Self { forms: words, sets }
    }

    fn forms(&self, value: &str) -> &[(String, String)] {
        self.forms.get(value).map_or(&[], Vec::as_slice)
    }

    /// Returns whether a text has a word of this value, in Latin letters as a whole word.
    pub(crate) fn tell(&self, value: &str, text: &str) -> bool {
        self.told(value, text).next().is_some()
    }

    /// Returns the words of this value that a text has.
    fn told<'w>(&'w self, value: &str, text: &'w str) -> impl Iterator<Item = &'w str> {
        self.forms(value).iter().map(|(_, form)| form.as_str()).filter(move |form| stands_in(text, form))
    }

    /// Returns whether a word in its basic form is one of this value: how it begins, or (in Chinese characters) part of it.
    pub(crate) fn has(&self, value: &str, word: &str) -> bool {
        let Some(forms) = self.sets.get(value) else { return false };
        if word.is_ascii() { any_begins_with(forms, word) } else { forms.iter().any(|form| form.contains(word)) }
    }

    /// Returns a text without the words that most promises have.
    pub(crate) fn without_general(&self, text: &str) -> String {
        let Some(forms) = self.sets.get("general") else { return text.to_owned() };
        if forms.iter().all(|form| form.is_ascii()) {
            let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let telling = text.split_whitespace().filter(|word| !forms.contains(&bare(word)));
            return telling.collect::<Vec<_>>().join(" ");
        }
        let mut longest: Vec<&str> = forms.iter().map(String::as_str).collect();
        longest.sort_by_key(|form| std::cmp::Reverse(form.len()));
        longest.into_iter().fold(text.to_owned(), |text, form| text.replace(form, " "))
    }

    /// Returns whether a text says that something was not done, or not yet, in words that `promise` does not have.
    pub(crate) fn tell_undone(&self, text: &str, promise: &str) -> bool {
        let (text, promise) = (text.to_lowercase(), promise.to_lowercase());
        self.told("undone", &text).any(|form| !stands_in(&promise, form))
    }

    /// Returns whether a predicate tells what happened, not how things stand or will be.
    pub(crate) fn tell_deed(&self, predicate: &str) -> bool {
        let predicate = predicate.to_lowercase();
        if self.tell("standing", &predicate) {
            return false;
        }
        let mut words = predicate.split_whitespace();
        let (first, has_more) = (words.next().unwrap_or_default(), words.next().is_some());
        self.forms("past").iter().any(|(kind, form)| match kind.as_str() {
            "begins" => has_more && first == form,
            "ends" => predicate.split_whitespace().any(|word| word.ends_with(form.as_str())),
            _ => stands_in(&predicate, form),
        })
    }

    /// Returns whether a predicate tells what is being done; one that is only named, as the points of a list are, may be
    /// planned as well.
    pub(crate) fn tell_doing(&self, predicate: &str) -> bool {
        let small = predicate.to_lowercase();
        let words: Vec<&str> = small.split_whitespace().collect();
        self.forms("doing").iter().any(|(kind, form)| match kind.as_str() {
            "begins" => words.first().is_some_and(|first| first == form),
            _ => words.len() == 1 && small.ends_with(form.as_str()),
        })
    }
}

/// Returns whether any of the forms begins with a word: the first from the word on does, if there is any.
pub(crate) fn any_begins_with(forms: &BTreeSet<String>, word: &str) -> bool {
    let from = (Bound::Included(word), Bound::Unbounded);
    forms.range::<str, _>(from).next().is_some_and(|form| form.starts_with(word))
}

/// Returns whether a form stands in a text, in Latin letters as whole words.
pub(crate) fn stands_in(text: &str, form: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    text.match_indices(form).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + form.len()..].chars().next());
        let is_inside = |beside: Option<char>, edge: Option<char>| is_latin(beside) && is_latin(edge);
        !is_inside(before, form.chars().next()) && !is_inside(after, form.chars().next_back())
    })
}
