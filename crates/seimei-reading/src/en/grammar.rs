//! The words of English grammar, compiled from `grammar.en.tsv`: word classes and verb forms.
//!
//! What verbs mean stands in `acts`; no word is listed here but the endings of inflection.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{BitOr, BitOrAssign};

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;

/// A set of word classes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Class(pub u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Class { $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)* }
    };
}

classes! {
    /// Articles, demonstratives, quantities.
    DETERMINER = 0;
    /// our, their, its.
    POSSESSIVE = 1;
    /// we, they, he.
    NOMINATIVE = 2;
    /// Other pronouns.
    PRONOUN = 3;
    /// Prepositions.
    PREPOSITION = 4;
    /// to, before a verb or a noun.
    TO = 5;
    /// and, or, but.
    CONJUNCTION = 6;
    /// if, because, while.
    SUBORDINATOR = 7;
    /// who, which, where.
    RELATIVE = 8;
    /// that.
    THAT = 9;
    /// Adverbs.
    ADVERB = 10;
    /// not, never.
    NEGATION = 11;
    /// Any modal verb.
    MODAL = 12;
    /// will, shall.
    FUTURE = 13;
    /// must, should, ought.
    OBLIGATION = 14;
    /// be in any form.
    BE = 15;
    /// have in any form.
    HAVE = 16;
    /// do, does, did.
    DO = 17;
    /// Base form of a verb.
    BASE = 18;
    /// Third person singular.
    THIRD = 19;
    /// Past tense.
    PAST = 20;
    /// Past participle.
    PARTICIPLE = 21;
    /// -ing form.
    ING = 22;
    /// A verb form that is as often a noun.
    OR_NOUN = 23;
    /// A noun of the word list.
    NOUN = 24;
    /// An adjective.
    ADJECTIVE = 25;
    /// A numeral.
    NUMBER = 26;
    /// A noun for people who act.
    ANIMATE = 27;
    /// A noun for a text that speaks for its authors.
    TEXT = 28;
    /// A noun of time.
    TIME = 29;
    /// The possessive ending.
    GENITIVE = 30;
    /// Comma.
    COMMA = 31;
    /// Semicolon.
    SEMICOLON = 32;
    /// Colon.
    COLON = 33;
    /// A dash between words.
    DASH = 34;
    /// An opening bracket.
    OPEN = 35;
    /// A closing bracket.
    CLOSE = 36;
    /// A quotation mark.
    QUOTE = 37;
    /// Other marks.
    MARK = 38;
    /// Within the name of an actor.
    NAME = 39;
    /// Written with a capital.
    CAPITAL = 40;
    /// Within an actor mention of any kind.
    MENTION = 41;
    /// A present form of be.
    PRESENT_BE = 42;
    /// A past form of be.
    PAST_BE = 43;
    /// An adverb that strengthens or a preposition made of a participle.
    PARTICIPIAL = 44;
    /// A nominal pronoun that can be the subject but needs no verb after it (this, it).
    PLAIN_PRONOUN = 45;
    /// Written with a capital that the beginning of a sentence does not call for.
    PROPER = 46;
    /// can, could, may, might.
    ABILITY = 47;
    /// would.
    CONDITIONAL = 48;
    /// Verbs that link like be (remain, stand).
    COPULA = 49;
    /// A noun for people who act for no state (companies).
    PRIVATE = 51;
    /// A noun whose `of` names who suffers, not who does it (invasion).
    SUFFERED = 50;
}

impl Class {
    /// No class.
    pub const NONE: Self = Self(0);
    /// Any verb form.
    pub const VERB: Self = Self(Self::BASE.0 | Self::THIRD.0 | Self::PAST.0 | Self::PARTICIPLE.0 | Self::ING.0);
    /// Any auxiliary that can open a finite verb group.
    pub const AUXILIARY: Self = Self(Self::MODAL.0 | Self::BE.0 | Self::HAVE.0 | Self::DO.0);
    /// Marks that are no words.
    pub const PUNCTUATION: Self = Self(
        Self::COMMA.0
            | Self::SEMICOLON.0
            | Self::COLON.0
            | Self::DASH.0
            | Self::OPEN.0
            | Self::CLOSE.0
            | Self::QUOTE.0
            | Self::MARK.0,
    );

    /// Returns whether any of `other` is in the set.
    pub fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the set without `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A verb, by its base form. 0 is none.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Lemma(pub u16);

/// What the word list says of a word.
#[derive(Clone, Copy, Default, Debug)]
pub struct Word {
    /// Its classes.
    pub class: Class,
    /// The verb of its base and -s forms.
    pub lemma: Lemma,
    /// The verb of its past and participle forms, where that is another (found).
    pub past_of: Lemma,
}

/// A fast hash for short keys of our own making; no defence against chosen keys is needed, for
/// the keys come from the lexicon.
#[derive(Clone, Copy, Default)]
pub struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        const FACTOR: u64 = 0x517c_c1b7_2722_0a95;
        let mut take = |block: u64| self.0 = (self.0.rotate_left(5) ^ block).wrapping_mul(FACTOR);
        let (blocks, rest) = bytes.as_chunks::<8>();
        for block in blocks {
            take(u64::from_le_bytes(*block));
        }
        match (rest.first_chunk::<4>(), rest.last_chunk::<4>(), rest) {
            // The two overlap, which does no harm.
            (Some(first), Some(last), _) => {
                take(u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)));
            }
            (_, _, [first, .., last]) => {
                let middle = rest[rest.len() / 2];
                take(u64::from(*first) << 16 | u64::from(middle) << 8 | u64::from(*last) | 1 << 32);
            }
            (_, _, [only]) => take(u64::from(*only) | 1 << 40),
            (_, _, []) => {}
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }
}

/// A map keyed by words.
pub type WordMap<T> = HashMap<Box<str>, T, BuildHasherDefault<WordHasher>>;

/// The compiled word list.
#[derive(Debug, Default)]
pub struct Grammar {
    words: WordMap<Word>,
    verbs: WordMap<Lemma>,
}

impl Grammar {
    /// Compiles the word list of `lexicon`.
    pub fn compile(lexicon: &LanguageLexicon) -> Self {
        let mut grammar = Self::default();
        for entry in lexicon.table(TableName::Grammar) {
            if entry.value == "verb" {
                grammar.add_verbs(&entry.family, &entry.forms);
                continue;
            }
            let Some(class) = class_of(&entry.value, &entry.family) else { continue };
            for form in &entry.forms {
                grammar.add(form, class);
            }
        }
        // The forms of the auxiliaries are classed by their own entries; as main verbs they are one verb.
        for (base, class) in [("be", Class::BE), ("have", Class::HAVE), ("do", Class::DO)] {
            let Some(&lemma) = grammar.verbs.get(base) else { continue };
            for entry in lexicon.table(TableName::Grammar).iter().filter(|entry| entry.value == "auxiliary") {
                for form in &entry.forms {
                    if let Some(word) = grammar.words.get_mut(form.as_str()).filter(|word| word.class.any(class)) {
                        (word.lemma, word.past_of) = (lemma, lemma);
                    }
                }
            }
        }
        grammar
    }

    /// Returns what the list says of `word`, in lower case.
    pub fn word(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Returns the verb whose base form is `base`, spelled with -ise.
    pub fn verb(&self, base: &str) -> Option<Lemma> {
        self.verbs.get(base).copied()
    }

    fn add(&mut self, form: &str, class: Class) {
        self.words.entry(form.into()).or_default().class |= class;
    }

    fn add_form(&mut self, form: &str, class: Class, lemma: Lemma) {
        let word = self.words.entry(form.into()).or_default();
        word.class |= class;
        if class.any(Class::PAST | Class::PARTICIPLE) {
            if word.past_of == Lemma(0) {
                word.past_of = lemma;
            }
        } else if word.lemma == Lemma(0) {
            word.lemma = lemma;
        }
    }

    fn lemma(&mut self, base: &str) -> Lemma {
        let next = Lemma(self.verbs.len() as u16 + 1);
        *self.verbs.entry(base.into()).or_insert(next)
    }

    fn add_verbs(&mut self, family: &str, forms: &[smol_str::SmolStr]) {
        let noun = if family.ends_with("-or-noun") { Class::OR_NOUN } else { Class::NONE };
        if family.starts_with("irregular") {
            let [base, past, participle] = forms else { return };
            let lemma = self.lemma(base);
            let ing = ing_form(base);
            self.add_form(base, Class::BASE | noun, lemma);
            self.add_form(&third_form(base), Class::THIRD | noun, lemma);
            self.add_form(past, Class::PAST, lemma);
            self.add_form(participle, Class::PARTICIPLE, lemma);
            self.add_form(&ing, Class::ING, lemma);
            self.add_form(&doubled(base, "ing"), Class::ING, lemma);
            return;
        }
        for base in forms {
            let lemma = self.lemma(base);
            self.add_regular(base, family.starts_with("doubling"), noun, lemma);
            if let Some(stem) = base.strip_suffix("ise") {
                self.add_regular(&format!("{stem}ize"), false, noun, lemma);
            } else if let Some(stem) = base.strip_suffix("yse") {
                self.add_regular(&format!("{stem}yze"), false, noun, lemma);
            }
        }
    }

    fn add_regular(&mut self, base: &str, doubling: bool, noun: Class, lemma: Lemma) {
        let past = past_form(base);
        self.add_form(base, Class::BASE | noun, lemma);
        self.add_form(&third_form(base), Class::THIRD | noun, lemma);
        self.add_form(&past, Class::PAST | Class::PARTICIPLE, lemma);
        self.add_form(&ing_form(base), Class::ING, lemma);
        if doubling {
            self.add_form(&doubled(base, "ed"), Class::PAST | Class::PARTICIPLE, lemma);
            self.add_form(&doubled(base, "ing"), Class::ING, lemma);
        }
    }
}

/// Returns the class that an entry's value and family stand for.
fn class_of(value: &str, family: &str) -> Option<Class> {
    Some(match (value, family) {
        ("adjective", _) => Class::ADJECTIVE,
        ("adverb", _) => Class::ADVERB,
        ("auxiliary", "be") => Class::BE,
        ("auxiliary", "be-present") => Class::BE | Class::PRESENT_BE,
        ("auxiliary", "be-past") => Class::BE | Class::PAST_BE,
        ("auxiliary", "do") => Class::DO,
        ("auxiliary", _) => Class::HAVE,
        ("conjunction", _) => Class::CONJUNCTION,
        ("copula", _) => Class::COPULA,
        ("determiner", _) => Class::DETERMINER,
        ("modal", "future") => Class::MODAL | Class::FUTURE,
        ("modal", "future-negated") => Class::MODAL | Class::FUTURE | Class::NEGATION,
        ("modal", "ability") => Class::MODAL | Class::ABILITY,
        ("modal", "ability-negated") => Class::MODAL | Class::ABILITY | Class::NEGATION,
        ("modal", "obligation") => Class::MODAL | Class::OBLIGATION,
        ("modal", _) => Class::MODAL | Class::CONDITIONAL,
        ("negation", _) => Class::NEGATION,
        ("nominative", _) => Class::NOMINATIVE | Class::PRONOUN,
        ("noun", "animate") => Class::NOUN | Class::ANIMATE,
        ("noun", "private") => Class::NOUN | Class::ANIMATE | Class::PRIVATE,
        ("noun", "suffered") => Class::NOUN | Class::SUFFERED,
        ("noun", "text") => Class::NOUN | Class::TEXT,
        ("noun", "time") => Class::NOUN | Class::TIME,
        ("noun", _) => Class::NOUN,
        ("number", _) => Class::NUMBER,
        ("preposition", "participle") => Class::PREPOSITION | Class::PARTICIPIAL,
        ("preposition", _) => Class::PREPOSITION,
        ("pronoun", "possessive") => Class::POSSESSIVE,
        ("pronoun", "plain") => Class::PRONOUN | Class::PLAIN_PRONOUN,
        ("pronoun", _) => Class::PRONOUN,
        ("relative", _) => Class::RELATIVE,
        ("subordinator", _) => Class::SUBORDINATOR,
        ("that", _) => Class::THAT,
        ("to", _) => Class::TO,
        _ => return None,
    })
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether `base` ends in a consonant and y.
fn turns_y(base: &str) -> bool {
    base.strip_suffix('y').is_some_and(|stem| !stem.ends_with(is_vowel))
}

fn third_form(base: &str) -> String {
    match base {
        "be" => return "is".to_owned(),
        "have" => return "has".to_owned(),
        _ => {}
    }
    if turns_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    let hisses = ["s", "sh", "ch", "x", "z", "o"].iter().any(|ending| base.ends_with(ending));
    format!("{base}{}", if hisses { "es" } else { "s" })
}

fn past_form(base: &str) -> String {
    if turns_y(base) {
        return format!("{}ied", &base[..base.len() - 1]);
    }
    format!("{base}{}", if base.ends_with('e') { "d" } else { "ed" })
}

fn ing_form(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match base.strip_suffix('e') {
        Some(stem) if base.len() > 2 && !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ => format!("{base}ing"),
    }
}

/// Returns `base` with its last letter doubled and `ending` after it.
fn doubled(base: &str, ending: &str) -> String {
    let last = base.chars().next_back().unwrap_or_default();
    format!("{base}{last}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use seimei_lexicon::builtin;
    use seimei_lexicon::lexicon::Lexicon;
    use seimei_model::code::Lang;

    #[test]
    fn verbs_are_known_in_all_forms_and_both_spellings() {
        let (lexicon, _) = Lexicon::compile(&builtin::files());
        let grammar = Grammar::compile(lexicon.language(Lang::En).expect("English is built in"));
        let forms = [
            ("reaffirms", "reaffirm"),
            ("recognizing", "recognise"),
            ("emphasised", "emphasise"),
            ("analyzed", "analyse"),
            ("committed", "commit"),
            ("stood", "stand"),
            ("undertaken", "undertake"),
            ("notifies", "notify"),
            ("harbour", "-"),
        ];
        for (form, base) in forms {
            let word = grammar.word(form).unwrap_or_default();
            let is_verb = word.class.any(Class::VERB);
            if base == "-" {
                assert!(!is_verb, "{form} is no verb");
                continue;
            }
            let lemma = grammar.verb(base).expect("a verb of the list");
            assert!(is_verb && (word.lemma == lemma || word.past_of == lemma), "{form} is of {base}");
        }
    }
}
