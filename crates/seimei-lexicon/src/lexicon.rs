//! The compiled lexicon.

use std::any::Any;
use std::sync::OnceLock;

use seimei_model::code::{Lang, RuleId};
use seimei_text::glyphs::Glyphs;
use seimei_text::range::TextRange;
use sha2::{Digest, Sha256};

use crate::table::{self, Entry, Fault, TableName};
use crate::trie::{Trie, is_letter};

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

/// All tables of all languages. A language is compiled when it is first asked for.
#[derive(Debug)]
pub struct Lexicon {
    version: String,
    glyphs: Glyphs,
    files: Vec<File>,
    languages: [(Lang, OnceLock<LanguageLexicon>); 2],
}

/// The tables of one language, with the trie of all their scanned words.
pub struct LanguageLexicon {
    entries: Vec<Entry>,
    /// The rule id of each entry, written out when first asked for.
    rules: Vec<OnceLock<RuleId>>,
    lang: Lang,
    by_table: Vec<(TableName, std::ops::Range<usize>)>,
    /// The words to look for, compiled when first looked for: whoever reads the tables only need not wait.
    searched: OnceLock<Searched>,
    /// All words that can be looked for, for who explains a reading.
    told: OnceLock<Searched>,
    /// The same with the words by which wordings are compared.
    compared: OnceLock<Searched>,
    /// What readers have compiled out of the tables; see [`LanguageLexicon::derived`].
    derived: OnceLock<Box<Derived>>,
}

/// Something compiled out of the tables of a language, and what was compiled after it: a list that only grows, so that
/// readers need no lock.
struct Derived {
    value: Box<dyn Any + Send + Sync>,
    next: OnceLock<Box<Self>>,
}

/// The words that are looked for in running text.
struct Searched {
    /// The readings of all words of the trie, one word's after the other; a word may stand in many tables.
    senses: Vec<Sense>,
    /// Where the readings of each word begin; one more at the end.
    sense_starts: Vec<u32>,
    trie: Trie,
}

/// What a word of the trie stands for.
#[derive(Clone, Copy, Debug)]
struct Sense {
    table: TableName,
    entry: u32,
    form: u16,
    shape: Shape,
}

/// How a form is written, as far as its edges must be heeded in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Shape(u8);

impl Shape {
    const BEGINS_WITH_LETTER: u8 = 1;
    const ENDS_WITH_LETTER: u8 = 2;
    const ABBREVIATION: u8 = 4;

    fn of(form: &str) -> Self {
        let is_letter = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let is_abbreviation =
            form.len() > 1 && form.is_ascii() && !form.bytes().any(|byte| byte.is_ascii_lowercase() || byte == b' ');
        let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
        let begins = flag(is_letter(form.bytes().next()), Self::BEGINS_WITH_LETTER);
        let ends = flag(is_letter(form.bytes().next_back()), Self::ENDS_WITH_LETTER);
        Self(begins | ends | flag(is_abbreviation, Self::ABBREVIATION))
    }

    /// Returns whether the form begins with an ASCII letter or digit.
    pub fn begins_with_letter(self) -> bool {
        self.0 & Self::BEGINS_WITH_LETTER != 0
    }

    /// Returns whether the form ends with an ASCII letter or digit.
    pub fn ends_with_letter(self) -> bool {
        self.0 & Self::ENDS_WITH_LETTER != 0
    }

    /// Returns whether the form is ASCII of several characters, none a small letter or a space.
    pub fn is_abbreviation(self) -> bool {
        self.0 & Self::ABBREVIATION != 0
    }
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
    /// How that form is written.
    pub shape: Shape,
}

impl Lexicon {
    /// Takes `files` and looks for faults. A later file of the same name extends the earlier one.
    ///
    /// Returns what is sound, with every fault found.
    pub fn compile(files: &[File]) -> (Self, Vec<Fault>) {
        let mut faults = Vec::new();
        for file in files {
            if let Some((table, _)) = parse_name(file.base_name()) {
                faults.append(&mut table::parse(&file.name, table, &file.text).1);
            } else {
                let what = "not a table of the lexicon; files are named TABLE.LANG.tsv or TABLE.tsv".to_owned();
                faults.push(Fault { file: file.name.clone(), line: 1, what });
            }
        }
        (Self::take(files.to_vec()), faults)
    }

    /// Takes `files` without looking for faults: for the built-in ones, which the tests have checked.
    pub fn take(files: Vec<File>) -> Self {
        let mut glyphs = Glyphs::default();
        let mut hasher = Sha256::new();
        for file in &files {
            hasher.update(file.base_name().as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
            let Some((table @ (TableName::Glyphs | TableName::Spellings), _)) = parse_name(file.base_name()) else {
                continue;
            };
            for entry in table::parse(&file.name, table, &file.text).0 {
                if table == TableName::Spellings {
                    entry.forms.iter().for_each(|form| glyphs.add_spelling(form, &entry.value));
                } else if let Some(to) = entry.value.chars().next() {
                    glyphs.extend(entry.forms.iter().filter_map(|form| form.chars().next()).map(|from| (from, to)));
                }
            }
        }
        let version = hasher.finalize().iter().take(6).fold(String::new(), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let languages = [Lang::Ja, Lang::En].map(|lang| (lang, OnceLock::new()));
        Self { version, glyphs, files, languages }
    }

    fn compiled(&self, lang: Lang) -> Option<&LanguageLexicon> {
        let (_, cell) = self.languages.iter().find(|(of, _)| *of == lang)?;
        Some(cell.get_or_init(|| {
            let own = self.files.iter().filter_map(|file| {
                let (table, of) = parse_name(file.base_name())?;
                of.is_none_or(|of| of == lang).then(|| table::parse(&file.name, table, &file.text).0)
            });
            LanguageLexicon::compile(lang, own.flatten().collect())
        }))
    }

    /// Returns the content hash: the first 12 hexadecimal digits of SHA-256 over names and texts.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the entry that a rule id of a lexicon's word names, or `None` (a rule of the engine). O(entries).
    pub fn entry_of(&self, rule: &RuleId) -> Option<&Entry> {
        self.languages.iter().filter_map(|(lang, _)| self.compiled(*lang)).find_map(|language| {
            let index = (0..language.entries.len()).find(|&index| language.rule_at(index) == rule)?;
            language.entries.get(index)
        })
    }

    /// Returns the entries of a table without making the rest of the language ready: for names to show.
    pub fn entries(&self, lang: Lang, wanted: TableName) -> Vec<Entry> {
        let of_file = |file: &File| match parse_name(file.base_name()) {
            Some((table, of)) if table == wanted && of.is_none_or(|of| of == lang) => {
                table::parse(&file.name, table, &file.text).0
            }
            _ => Vec::new(),
        };
        self.files.iter().flat_map(of_file).collect()
    }

    /// Returns the glyph variants to fold.
    pub fn glyphs(&self) -> &Glyphs {
        &self.glyphs
    }

    /// Returns the tables of `lang`; none for a language without any.
    pub fn language(&self, lang: Lang) -> Option<&LanguageLexicon> {
        self.compiled(lang)
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

impl Searched {
    /// Compiles the words of those `entries` whose table is `wanted`.
    fn compile(entries: &[Entry], wanted: impl Fn(TableName) -> bool) -> Self {
        // All forms in small letters, one behind the other.
        let mut small = String::new();
        let mut forms: Vec<(TextRange, u32, u16)> = Vec::new();
        for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| wanted(entry.table)) {
            for (form, word) in entry.forms.iter().enumerate() {
                let start = small.len();
                small.push_str(word);
                forms.push((TextRange::new(start, small.len()), index as u32, form as u16));
            }
        }
        small.make_ascii_lowercase();
        forms.sort_unstable_by(|(left, left_entry, left_form), (right, right_entry, right_form)| {
            let by_word = small[*left].cmp(&small[*right]);
            by_word.then_with(|| (left_entry, left_form).cmp(&(right_entry, right_form)))
        });
        let mut senses: Vec<Sense> = Vec::with_capacity(forms.len());
        let mut sense_starts: Vec<u32> = Vec::with_capacity(forms.len() + 1);
        let mut words: Vec<&str> = Vec::with_capacity(forms.len());
        for &(word, entry, form) in &forms {
            if words.last() != Some(&&small[word]) {
                words.push(&small[word]);
                sense_starts.push(senses.len() as u32);
            }
            let of = &entries[entry as usize];
            senses.push(Sense { table: of.table, entry, form, shape: Shape::of(&of.forms[usize::from(form)]) });
        }
        sense_starts.push(senses.len() as u32);
        let trie = Trie::new(&words);
        Self { senses, sense_starts, trie }
    }

    fn scan_into(&self, text: &str, hits: &mut Vec<Hit>) {
        let Self { senses, sense_starts, trie } = self;
        let bytes = text.as_bytes();
        trie.scan(text, |start, end, word| {
            let range = TextRange::new(start, end);
            let goes_on = bytes.get(end).is_some_and(|&next| is_letter(next)) && is_letter(bytes[end - 1]);
            let senses = &senses[sense_starts[word] as usize..sense_starts[word + 1] as usize];
            for &Sense { table, entry, form, shape } in senses {
                if goes_on && !table.inflects() {
                    continue;
                }
                // Words come by their beginnings; few reach beyond the end of one that begins later.
                let behind = hits.iter().rev().take_while(|hit| hit.range.end > range.end).count();
                hits.insert(hits.len() - behind, Hit { range, table, entry, form, shape });
            }
        });
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
        let rules = entries.iter().map(|_| OnceLock::new()).collect();
        Self {
            entries,
            rules,
            lang,
            by_table,
            searched: OnceLock::new(),
            told: OnceLock::new(),
            compared: OnceLock::new(),
            derived: OnceLock::new(),
        }
    }

    /// Returns the words of the lexicon in `text`, overlapping ones too, by end and then from long to
    /// short. `text` must be folded and lower-cased ([`lower`]).
    ///
    /// A word that begins in the middle of a run of ASCII letters and digits is not found; one that
    /// ends in such a run only in tables whose words inflect ([`TableName::inflects`]).
    pub fn scan(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.scan_into(text, &mut hits);
        hits
    }

    /// Does what [`Self::scan`] does, into `hits`, which are emptied before.
    pub fn scan_into(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        let wanted = |table: TableName| table.is_scanned_in(self.lang);
        self.searched.get_or_init(|| Searched::compile(&self.entries, wanted)).scan_into(text, hits);
    }

    /// Returns what [`Self::scan`] does, with the words of the tables that this language's finders do not ask for.
    pub fn scan_all(&self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let all = self.told.get_or_init(|| Searched::compile(&self.entries, TableName::is_scanned));
        all.scan_into(text, &mut hits);
        hits
    }

    /// Does what [`Self::scan_into`] does, with the words of all tables that are looked for in running text and of those
    /// by which wordings are compared ([`TableName::is_of_wording`]).
    pub fn scan_wording_into(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        let wanted = |table: TableName| table.is_scanned() || table.is_of_wording();
        self.compared.get_or_init(|| Searched::compile(&self.entries, wanted)).scan_into(text, hits);
    }

    /// Returns what `build` makes of these tables, built once for each type `T`. `build` must not ask for something
    /// derived itself.
    ///
    /// # Panics
    ///
    /// Never: each search ends at a free place at most once.
    pub fn derived<T: Any + Send + Sync>(&self, build: impl FnOnce(&Self) -> T) -> &T {
        let mut build = Some(build);
        let mut place = &self.derived;
        loop {
            let kept = place.get_or_init(|| {
                let build = build.take().expect("the first free place ends the search");
                Box::new(Derived { value: Box::new(build(self)), next: OnceLock::new() })
            });
            match kept.value.downcast_ref() {
                Some(found) => return found,
                None => place = &kept.next,
            }
        }
    }

    /// Returns the rule id of the `index`-th entry of `table`.
    pub fn rule_of(&self, table: TableName, index: usize) -> Option<RuleId> {
        let (_, range) = self.by_table.iter().find(|(name, _)| *name == table)?;
        (range.start + index < range.end).then(|| self.rule_at(range.start + index).clone())
    }

    fn rule_at(&self, index: usize) -> &RuleId {
        self.rules[index].get_or_init(|| {
            let entry = &self.entries[index];
            RuleId::new(format!("{}.{}/{}/{}", entry.table.word(), self.lang.tag(), entry.value, entry.forms[0]))
        })
    }

    /// Returns all entries, by their numbers in [`Hit`]s.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry of a hit.
    pub fn entry(&self, hit: &Hit) -> &Entry {
        &self.entries[hit.entry as usize]
    }

    /// Returns the rule id of a hit's entry.
    pub fn rule(&self, hit: &Hit) -> RuleId {
        self.rule_at(hit.entry as usize).clone()
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
