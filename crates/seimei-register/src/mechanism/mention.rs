//! The mentions of mechanisms in a provision, with what stands around them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang, RuleId};
use seimei_model::date::Edtf;
use seimei_model::provision::Provision;
use seimei_text::fold::fold;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use super::held::Told;
use super::names::{Known, Name, Speller};
use super::words::Words;

/// What mentions of one language are read with.
pub(super) struct Tools<'a> {
    /// The language.
    pub(super) language: Lang,
    /// Its lexicon.
    pub(super) lexicon: &'a Lexicon,
    /// One spelling for names.
    pub(super) speller: Speller<'a>,
    /// The words of the life of mechanisms.
    pub(super) words: Words,
    /// The sort of mechanism that each rule finds.
    families: BTreeMap<RuleId, SmolStr>,
    /// Words that make no name by themselves.
    pub(super) generic: BTreeSet<String>,
}

impl<'a> Tools<'a> {
    /// Returns those of a language.
    pub(super) fn new(lexicon: &'a Lexicon, language: Lang) -> Self {
        let mut families = BTreeMap::new();
        if let Some(tables) = lexicon.language(language) {
            for table in [TableName::MechanismHeads, TableName::Mechanisms] {
                for (index, entry) in tables.table(table).iter().enumerate() {
                    families.extend(tables.rule_of(table, index).map(|rule| (rule, entry.family.clone())));
                }
            }
        }
        let (speller, words) = (Speller::new(lexicon, language), Words::of(lexicon, language));
        let generic = generic(lexicon, language, &speller);
        Self { language, lexicon, speller, words, families, generic }
    }
}

/// Returns the words of a language that make no name by themselves.
fn generic(lexicon: &Lexicon, language: Lang, speller: &Speller) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let edges = lexicon.entries(language, TableName::MechanismEdges);
    let heads = lexicon.entries(language, TableName::MechanismHeads);
    for entry in edges.iter().chain(&heads).filter(|entry| matches!(entry.value.as_str(), "generic" | "head")) {
        for form in &entry.forms {
            let tail = speller.name(form).tail;
            if language == Lang::En {
                words.extend(tail.split(' ').map(str::to_owned));
            } else {
                words.insert(tail);
            }
        }
    }
    if language == Lang::En {
        words.extend(["of", "on", "for", "and", "in"].map(str::to_owned));
    }
    words
}

/// A provision, folded, with what was found in it.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// Its words, folded.
    pub(super) text: String,
    /// The same in small letters.
    pub(super) lower: String,
    /// Its mentions of mechanisms, in order.
    pub(super) mentions: Vec<Mention>,
    /// The dates it names, in order.
    pub(super) dates: Vec<(TextRange, Edtf)>,
}

/// A mechanism named in a provision.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Where, in the folded words.
    pub(super) range: TextRange,
    /// As written.
    pub(super) written: String,
    /// In one spelling.
    pub(super) name: Name,
    /// The mechanism of the lexicon it is.
    pub(super) known: Option<Known>,
    /// What sort of mechanism it is: the family of the lexicon's entry.
    pub(super) family: SmolStr,
    /// Whose it is said to be, right before the name; alphabetical.
    pub(super) owners: Vec<ActorCode>,
    /// What the brackets behind it say it is called.
    pub(super) called: Vec<Called>,
    /// Where those brackets end, or the name where there are none.
    pub(super) end: u32,
    /// What is said where it is named, of something that does not meet and of something that does; kept once it was looked
    /// for.
    pub(super) told: [OnceLock<Told>; 2],
}

impl Mention {
    /// Returns the mention that an abbreviation is.
    pub(super) fn abbreviated(text: &str, range: TextRange, short: &str, tools: &Tools) -> Self {
        let (owners, name) = (owners(text, range.start, tools), Name { tail: short.to_owned(), ..Name::default() });
        let (written, family, told) = (short.to_owned(), SmolStr::default(), Default::default());
        Self { range, written, name, known: None, family, owners, called: Vec::new(), end: range.end, told }
    }
}

/// A further name in the brackets behind one.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Called {
    /// An abbreviation.
    Short(String),
    /// A name of the lexicon, with its edition.
    Known(Known, Option<u16>, String),
}

/// Reads a provision.
pub(super) fn body(provision: &Provision, tools: &Tools) -> Body {
    let folded = fold(&provision.text, tools.lexicon.glyphs());
    let text = folded.as_str().to_owned();
    let small = lower(&text);
    let mut dates = Vec::with_capacity(provision.dates.len());
    let mut at = 0;
    for date in &provision.dates {
        if let Some(range) = next(&text, &date.text, tools, &mut at) {
            dates.push((range, date.edtf.clone()));
        }
    }
    let mut mentions = Vec::with_capacity(provision.mechanisms.len());
    let mut at = 0;
    for mention in &provision.mechanisms {
        let Some(range) = next(&text, &mention.text, tools, &mut at) else { continue };
        let name = tools.speller.name(&mention.text);
        let known = tools.speller.known(&name).cloned();
        let family = known.as_ref().map(|known| known.family.clone());
        let family = family.or_else(|| tools.families.get(&mention.rule).cloned()).unwrap_or_else(|| "-".into());
        let (called, end) = brackets(&text, range.end, &name, tools);
        let owners = owners(&text, range.start, tools);
        let (written, told) = (mention.text.clone(), Default::default());
        mentions.push(Mention { range, written, name, known, family, owners, called, end, told });
    }
    Body { text, lower: small, mentions, dates }
}

/// Returns where words as written stand in a folded text, from `at` on, which moves behind them.
fn next(text: &str, written: &str, tools: &Tools, at: &mut usize) -> Option<TextRange> {
    let folded = fold(written, tools.lexicon.glyphs());
    let wanted = folded.as_str();
    let start = text.get(*at..)?.find(wanted).map(|offset| *at + offset).or_else(|| text.find(wanted))?;
    *at = start + wanted.len();
    Some(TextRange::new(start, *at))
}

/// Longest brackets that are read as a name, in bytes.
const LONGEST_BRACKETS: usize = 90;

/// Returns the names in brackets behind a name, and where the brackets end.
fn brackets(text: &str, end: u32, written: &Name, tools: &Tools) -> (Vec<Called>, u32) {
    let rest = &text[end as usize..];
    let opened = rest.trim_start_matches(['」', '』', '"', '\'', ' ']);
    let Some(inner) = opened.strip_prefix('(').and_then(|rest| rest.split_once(')').map(|(inner, _)| inner)) else {
        return (Vec::new(), end);
    };
    if inner.len() > LONGEST_BRACKETS {
        return (Vec::new(), end);
    }
    let behind = end as usize + (rest.len() - opened.len()) + inner.len() + 2;
    let mut called = Vec::new();
    for piece in inner.split(['/', ',', ';', '、', '「', '」']) {
        let piece = piece.trim_matches(|c: char| matches!(c, ' ' | '"' | '\'' | '‘' | '’' | '“' | '”'));
        let piece = ["the ", "hereafter ", "hereinafter "]
            .iter()
            .fold(piece, |piece, word| piece.strip_prefix(word).unwrap_or(piece));
        if piece.is_empty() {
            continue;
        }
        let name = tools.speller.name(piece);
        if let Some(known) = tools.speller.known(&name) {
            called.push(Called::Known(known.clone(), name.edition, piece.to_owned()));
        } else if (is_abbreviation(piece) && shortens(piece, written, tools)) || is_kana(piece) {
            called.push(Called::Short(piece.to_owned()));
        }
    }
    (called, behind as u32)
}

/// Returns whether a text is an abbreviation: several capitals, no small word.
pub(super) fn is_abbreviation(text: &str) -> bool {
    (2..=14).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'&' | b'+'))
        && text.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// Returns whether an abbreviation may be that of a name, and not of a word at the end of it (`the Charter of the United
/// Nations (UN)`): it begins like the name and stands for no actor and no sort of text.
fn shortens(short: &str, name: &Name, tools: &Tools) -> bool {
    if tools.words.is_common(short) || tools.speller.is_actor(short) {
        return false;
    }
    if tools.language == Lang::Ja {
        return true;
    }
    let begins = |text: &str| text.chars().next().map(|first| first.to_ascii_lowercase());
    let first = begins(short);
    let front = name.front.first().map(|code| begins(code.as_str()));
    let bare = tools.words.levels().find_map(|level| name.tail.strip_prefix(level)?.strip_prefix(' '));
    first == begins(&name.tail)
        || bare.is_some_and(|bare| first == begins(bare))
        || (front == Some(first) && short.len() > 2)
}

/// Returns whether a text is a short name in Katakana (カルコン).
fn is_kana(text: &str) -> bool {
    (3..=10).contains(&text.chars().count()) && text.chars().all(|c| matches!(c, '\u{30A1}'..='\u{30FC}'))
}

/// Returns the actors that stand right before a name as its owners: `Japan's`, `the U.S.`, `日本の`.
fn owners(text: &str, start: u32, tools: &Tools) -> Vec<ActorCode> {
    let mut from = start.saturating_sub(60) as usize;
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..start as usize];
    let open = before.trim_end_matches(['「', '『', '"', '\'']);
    let possessive = open.trim_end().trim_end_matches("'s").trim_end_matches('\'');
    let possessive = if tools.language == Lang::Ja {
        let Some(owner) = open.strip_suffix('の') else { return Vec::new() };
        owner.strip_suffix('間').unwrap_or(owner)
    } else {
        possessive
    };
    let mut owners: Vec<ActorCode> = Vec::new();
    let mut end = possessive.len();
    let actors = tools.speller.actors(possessive);
    for actor in actors.iter().rev() {
        let between = possessive.get(actor.range.end as usize..end).unwrap_or("x");
        if !matches!(between.trim_matches([' ', '-', '–', '・', '/']), "" | "と" | "及び") {
            break;
        }
        owners.extend(actor.codes.iter().cloned());
        end = actor.range.start as usize;
    }
    owners.sort();
    owners.dedup();
    owners
}
