//! The compiled lexicon.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use seimei_model::code::{Lang, RuleId};
use seimei_text::glyphs::Glyphs;
use seimei_text::range::TextRange;
use sha2::{Digest, Sha256};

use crate::table::{self, Entry, Fault, TableName};

/// One file of the lexicon, as bytes with a name (`acts.ja.tsv`).
#[derive(Clone, Debug)]
pub struct File {
    /// The name, with its folder or without; faults quote it so.
    pub name: String,
    /// The text.
    pub text: String,
}

/// The first line of a file that stands instead of the built-in file of the same name.
pub const REPLACE: &str = "#! replace";

impl File {
    /// Returns the name without folder.
    pub fn base_name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// Returns whether the file stands instead of one of the same name, and does not extend it.
    pub fn replaces(&self) -> bool {
        self.text.lines().next().is_some_and(|line| line.trim_end() == REPLACE)
    }
}

/// Lays `own` files over `base`: one that begins with [`REPLACE`] takes the place of the file of
/// the same name, any other extends it.
pub fn overlay(base: Vec<File>, own: Vec<File>) -> Vec<File> {
    let is_replaced = |file: &File| own.iter().any(|other| other.replaces() && other.base_name() == file.base_name());
    let mut files: Vec<File> = base.into_iter().filter(|file| !is_replaced(file)).collect();
    files.extend(own);
    files
}

/// All tables of all languages.
#[derive(Debug)]
pub struct Lexicon {
    version: String,
    glyphs: Glyphs,
    languages: Vec<(Lang, LanguageLexicon)>,
}

/// The tables of one language, with the automaton over all their scanned words.
pub struct LanguageLexicon {
    entries: Vec<Entry>,
    rules: Vec<RuleId>,
    by_table: Vec<(TableName, std::ops::Range<usize>)>,
    /// Entry and form of each automaton pattern's readings; one pattern may stand in many tables.
    senses: Vec<Vec<(u32, u16)>>,
    matcher: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// What readers have compiled out of the tables; see [`LanguageLexicon::derived`].
    derived: Mutex<Vec<Arc<dyn Any + Send + Sync>>>,
}

/// Words of the lexicon found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Where, in bytes of the scanned text.
    pub range: TextRange,
    /// The table of the entry.
    pub table: TableName,
    /// The entry, an index into [`LanguageLexicon::entry`].
    pub entry: u32,
    /// Which of the entry's forms.
    pub form: u16,
}

impl Lexicon {
    /// Compiles `files`. A later file of the same name extends the earlier one.
    ///
    /// Returns what is sound, with every fault found.
    pub fn compile(files: &[File]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut glyphs = Glyphs::new();
        let mut hasher = Sha256::new();
        let mut tables: Vec<(Option<Lang>, Vec<Entry>)> = Vec::new();
        for file in files {
            hasher.update(file.base_name().as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
            let Some((table, lang)) = parse_name(file.base_name()) else {
                let what = "not a table of the lexicon; files are named TABLE.LANG.tsv or TABLE.tsv".to_owned();
                faults.push(Fault { file: file.name.clone(), line: 1, what });
                continue;
            };
            let (entries, mut wrong) = table::parse(&file.name, table, &file.text);
            faults.append(&mut wrong);
            if table == TableName::Spellings {
                for entry in &entries {
                    entry.forms.iter().for_each(|form| glyphs.add_spelling(form, &entry.value));
                }
            }
            if table == TableName::Glyphs {
                for entry in &entries {
                    let Some(to) = entry.value.chars().next() else { continue };
                    glyphs.extend(entry.forms.iter().filter_map(|form| form.chars().next()).map(|from| (from, to)));
                }
            }
            tables.push((lang, entries));
        }
        let languages = [Lang::Ja, Lang::En]
            .into_iter()
            .map(|lang| {
                let own = tables.iter().filter(|(of, _)| of.is_none_or(|of| of == lang));
                let entries = own.flat_map(|(_, entries)| entries.iter().cloned()).collect();
                (lang, LanguageLexicon::compile(lang, entries))
            })
            .collect();
        let version = hasher.finalize().iter().take(6).fold(String::new(), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        (Self { version, glyphs, languages }, faults)
    }

    /// Returns the content hash: the first 12 hexadecimal digits of SHA-256 over names and texts.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the entry that a rule id of a lexicon's word names, or `None` (a rule of the engine). O(entries).
    pub fn entry_of(&self, rule: &RuleId) -> Option<&Entry> {
        let find = |language: &'_ LanguageLexicon| language.rules.iter().position(|own| own == rule);
        self.languages.iter().find_map(|(_, language)| find(language).map(|index| &language.entries[index]))
    }

    /// Returns the glyph variants to fold.
    pub fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    /// Returns the tables of `lang`; none for a language without any.
    pub fn language(&self, lang: Lang) -> Option<&LanguageLexicon> {
        self.languages.iter().find(|(of, _)| *of == lang).map(|(_, lexicon)| lexicon)
    }
}

/// Splits `acts.ja.tsv` into its table and language.
pub(crate) fn parse_name(name: &str) -> Option<(TableName, Option<Lang>)> {
    let stem = name.strip_suffix(".tsv")?;
    match stem.split_once('.') {
        None => Some((TableName::from_word(stem)?, None)),
        Some((table, tag)) => {
            let lang = [Lang::Ja, Lang::En].into_iter().find(|lang| lang.tag() == tag)?;
            Some((TableName::from_word(table)?, Some(lang)))
        }
    }
}

impl std::fmt::Debug for LanguageLexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LanguageLexicon").field("entries", &self.entries.len()).finish_non_exhaustive()
    }
}

impl LanguageLexicon {
    fn compile(lang: Lang, mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| entry.table);
        let mut by_table: Vec<(TableName, std::ops::Range<usize>)> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match by_table.last_mut() {
                Some((table, range)) if *table == entry.table => range.end = index + 1,
                _ => by_table.push((entry.table, index..index + 1)),
            }
        }
        let rules = entries
            .iter()
            .map(|entry| {
                RuleId::new(format!("{}.{}/{}/{}", entry.table.word(), lang.tag(), entry.value, entry.forms[0]))
            })
            .collect();
        let mut patterns: Vec<(String, u32, u16)> = Vec::new();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.table.is_scanned()) {
            for (form, word) in entry.forms.iter().enumerate() {
                patterns.push((word.to_ascii_lowercase(), index as u32, form as u16));
            }
        }
        patterns.sort();
        let mut senses: Vec<Vec<(u32, u16)>> = Vec::new();
        let mut words: Vec<(&str, u32)> = Vec::new();
        for (word, entry, form) in &patterns {
            if words.last().is_none_or(|(last, _)| last != word) {
                words.push((word, senses.len() as u32));
                senses.push(Vec::new());
            }
            if let Some(last) = senses.last_mut() {
                last.push((*entry, *form));
            }
        }
        let matcher = CharwiseDoubleArrayAhoCorasickBuilder::new().build_with_values(words).ok();
        Self { entries, rules, by_table, senses, matcher, derived: Mutex::default() }
    }

    /// Returns every word of the lexicon in `text`, overlapping ones too, by end and then from
    /// long to short. `text` must be folded and lower-cased ([`lower`]).
    pub fn scan(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let Some(matcher) = &self.matcher else { return hits };
        for found in matcher.find_overlapping_iter(text) {
            let range = TextRange::new(found.start(), found.end());
            for &(entry, form) in &self.senses[found.value() as usize] {
                hits.push(Hit { range, table: self.entries[entry as usize].table, entry, form });
            }
        }
        hits
    }

    /// Returns what `build` makes of these tables, built once for each type `T`.
    pub fn derived<T: Any + Send + Sync>(&self, build: impl FnOnce(&Self) -> T) -> Arc<T> {
        let mut kept = self.derived.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find_map(|one| Arc::clone(one).downcast::<T>().ok()) {
            return found;
        }
        let made = Arc::new(build(self));
        kept.push(made.clone());
        made
    }

    /// Returns the rule id of the `index`-th entry of `table`.
    pub fn rule_of(&self, table: TableName, index: usize) -> Option<RuleId> {
        let (_, range) = self.by_table.iter().find(|(name, _)| *name == table)?;
        self.rules.get(range.start + index).cloned()
    }

    /// Returns the entry of a hit.
    pub fn entry(&self, hit: &Hit) -> &Entry {
        &self.entries[hit.entry as usize]
    }

    /// Returns the rule id of a hit's entry.
    pub fn rule(&self, hit: &Hit) -> RuleId {
        self.rules[hit.entry as usize].clone()
    }

    /// Returns the entries of `table`, in the order of the files.
    pub fn table(&self, table: TableName) -> &[Entry] {
        self.by_table.iter().find(|(name, _)| *name == table).map_or(&[], |(_, range)| &self.entries[range.clone()])
    }
}

/// Returns `text` with ASCII letters in lower case: same length, same offsets.
pub fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}
