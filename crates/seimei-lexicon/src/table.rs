//! Tables: the one file format of the lexicon.
//!
//! A file `NAME.LANG.tsv` (or `NAME.tsv`, for every language) holds one entry a line, five columns
//! parted by tabs: `value family kind forms note`. Forms are parted by `|`. Empty lines and lines
//! that begin with `#` are comments; `-` stands for an empty column. What value, family and kind
//! mean is said at the top of each file.

use seimei_model::code::Lang;
use smol_str::SmolStr;

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident = $name:literal, $scanned:literal;)*) => {
        /// Which table an entry stands in.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum TableName { $($(#[$doc])* $table,)* }

        impl TableName {
            /// All tables.
            pub const ALL: &[Self] = &[$(Self::$table,)*];

            /// Returns the name as files carry it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$table => $name,)* }
            }

            /// Returns whether the forms are looked for in running text.
            pub fn is_scanned(self) -> bool {
                match self { $(Self::$table => $scanned,)* }
            }
        }
    };
}

tables! {
    /// Predicates and nouns that carry an act.
    Acts = "acts", true;
    /// Names of states and organisations.
    Actors = "actors", true;
    /// Instruments of law and the connectives that lean on them.
    Bases = "bases", false;
    /// Words for all the parties or some of them (我々, the two leaders).
    Collectives = "collectives", true;
    /// Words that matter only beside a numeral or a date word.
    DateNeighbours = "date-neighbours", false;
    /// Words of dates beyond numerals (eras, months, seasons, relative days).
    Dates = "dates", true;
    /// Titles and marks that tell a document's kind, translation, issuer, place.
    Documents = "documents", false;
    /// Words by which a draft is checked: what a resolution's number stands behind, what has two names or spellings.
    Drafting = "drafting", false;
    /// Words that matter only beside a word that tells an event.
    EventNeighbours = "event-neighbours", false;
    /// Predicates and nouns that tell an event.
    Events = "events", true;
    /// Site furniture.
    Furniture = "furniture", false;
    /// Characters with a variant form.
    Glyphs = "glyphs", false;
    /// Words that the grammar of a language looks up word by word.
    Grammar = "grammar", false;
    /// Words that say how strongly an act is worded.
    Intensifiers = "intensifiers", true;
    /// Words at the edges of the names of mechanisms, where a language looks them up there.
    MechanismEdges = "mechanism-edges", false;
    /// Nouns that end the name of a mechanism.
    MechanismHeads = "mechanism-heads", true;
    /// Words by which the life of a mechanism is told.
    MechanismWords = "mechanism-words", false;
    /// Known mechanisms.
    Mechanisms = "mechanisms", true;
    /// Words that say how binding a sentence is.
    Modals = "modals", false;
    /// Words by which running text is cut into words.
    Morphemes = "morphemes", false;
    /// Words that negate, and such as only look like it.
    Negations = "negations", false;
    /// Which states and organisations have an office that not all have.
    Offices = "offices", false;
    /// Words that widen, narrow or condition what is said.
    Qualifiers = "qualifiers", false;
    /// Words by which others' words are reported, and that mark what was left out of them.
    Reporting = "reporting", false;
    /// Words that say how often something is held.
    Rhythm = "rhythm", false;
    /// Older spellings with their modern form.
    Spellings = "spellings", false;
    /// Ordinary words, each with a value that its counterparts in other languages share.
    Terms = "terms", false;
    /// Offices and ranks.
    Titles = "titles", true;
    /// Words that speak for a topic.
    Topics = "topics", true;
    /// Words that tell undertakings beside those that acts tell, and what shows that they were carried out.
    Undertakings = "undertakings", false;
    /// Function words and verbs that the grammar of a language needs.
    Words = "words", true;
}

impl TableName {
    /// Returns whether a form in Latin letters is met at the beginning of a longer word too.
    pub fn inflects(self) -> bool {
        !matches!(
            self,
            Self::Actors
                | Self::Bases
                | Self::Collectives
                | Self::Mechanisms
                | Self::MechanismHeads
                | Self::Modals
                | Self::Morphemes
                | Self::Negations
                | Self::Qualifiers
                | Self::Titles
        )
    }

    /// Returns whether two wordings are compared by the forms, beyond what is read off them.
    pub fn is_of_wording(self) -> bool {
        matches!(self, Self::Bases | Self::Modals | Self::Morphemes | Self::Negations | Self::Qualifiers)
    }

    /// Returns whether the finders of `lang` ask where the forms stand in running text. English reads acts and their
    /// strength word by word, so where their forms stand is asked for only to explain a reading.
    pub fn is_scanned_in(self, lang: Lang) -> bool {
        self.is_scanned() && !(lang == Lang::En && matches!(self, Self::Acts | Self::Intensifiers))
    }

    /// Returns the table for a file's `name`, or `None`.
    pub fn from_word(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.word() == name)
    }
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The table it stands in.
    pub table: TableName,
    /// What the entry stands for: an act, a code, a topic id.
    pub value: SmolStr,
    /// The family of wordings it belongs to.
    pub family: SmolStr,
    /// How the engine must treat its forms.
    pub kind: SmolStr,
    /// The words.
    pub forms: Vec<SmolStr>,
    /// The file's name.
    pub file: SmolStr,
    /// The line, from 1.
    pub line: u32,
}

/// A fault in a file of the lexicon.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong and what to do.
    pub what: String,
}

/// Parses the text of one file. Returns the entries that are sound and the faults of the others.
pub fn parse(file: &str, table: TableName, text: &str) -> (Vec<Entry>, Vec<Fault>) {
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    let name = SmolStr::new(file);
    for (index, line) in text.lines().enumerate() {
        let number = index as u32 + 1;
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fault = |what: String| faults.push(Fault { file: file.to_owned(), line: number, what });
        let columns: Vec<&str> = line.split('\t').collect();
        let (&[value, family, kind, forms] | &[value, family, kind, forms, _]) = columns.as_slice() else {
            fault(format!(
                "expected 4 or 5 columns parted by tabs (value family kind forms note), found {}",
                columns.len()
            ));
            continue;
        };
        if columns.iter().any(|column| column.trim() != *column || column.is_empty()) {
            fault("a column is empty or has space around it; write - for an empty column".to_owned());
            continue;
        }
        let forms: Vec<SmolStr> = forms.split('|').map(SmolStr::new).collect();
        if forms.iter().any(|form| form.is_empty() || form.trim() != form) {
            fault("a form is empty or has space around it; forms are parted by one |".to_owned());
            continue;
        }
        entries.push(Entry {
            table,
            value: SmolStr::new(value),
            family: SmolStr::new(family),
            kind: SmolStr::new(kind),
            forms,
            file: name.clone(),
            line: number,
        });
    }
    (entries, faults)
}
