//! Reads a folder of texts for the examples: every `.txt`, `.md` and `.html` file below it, as an archive would.

use std::fs;
use std::path::{Path, PathBuf};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::identity::ExpressionId;
use seimei_model::reading::Reading;
use seimei_reading::read::read;
use seimei_register::grounds::Text;

/// A text that was read.
pub(crate) struct Loaded {
    pub(crate) file: String,
    id: ExpressionId,
    day: Option<String>,
    reading: Reading,
}

/// Reads all texts, in order of time.
pub(crate) fn load(folder: &Path, lexicon: &Lexicon) -> Vec<Loaded> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    let mut texts: Vec<Loaded> = files.iter().enumerate().filter_map(|(n, file)| one(n, file, lexicon)).collect();
    texts.sort_by_key(|text| (text.day.is_none(), text.day.clone(), text.id.clone()));
    texts
}

fn one(number: usize, file: &PathBuf, lexicon: &Lexicon) -> Option<Loaded> {
    let format = match file.extension()?.to_str()? {
        "txt" => Format::Text,
        "md" => Format::Markdown,
        "html" => Format::Html,
        _ => return None,
    };
    let reading = read(&ingest(fs::read(file).ok()?, format, lexicon), lexicon);
    let language = reading.document.language;
    let document = format!("d{number}").parse().expect("a name");
    let day = reading.document.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
    let file = file.file_name()?.to_string_lossy().into_owned();
    Some(Loaded { file, id: ExpressionId { document, language }, day, reading })
}

impl Loaded {
    /// Returns it as the register takes it.
    pub(crate) fn text(&self) -> Text<'_> {
        let document = &self.reading.document;
        Text {
            id: &self.id,
            title: document.title.as_deref(),
            kind: document.kind,
            date: document.date.as_ref(),
            day: self.day.as_deref(),
            parties: &document.parties,
            translation: document.translation,
            reading: &self.reading,
        }
    }

    /// Returns its language.
    pub(crate) fn language(&self) -> Lang {
        self.id.language
    }
}
