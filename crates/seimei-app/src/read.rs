//! Reading files.

use std::path::Path;

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::reading::Reading;

/// Returns the lexicon that is built in.
pub fn builtin_lexicon() -> Lexicon {
    builtin::lexicon()
}

/// Reads one file.
pub fn read_file(path: &Path, lexicon: &Lexicon) -> std::io::Result<Reading> {
    let bytes = std::fs::read(path)?;
    let format = match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        _ => Format::Text,
    };
    Ok(seimei_reading::read::read(&ingest(&bytes, format, lexicon), lexicon))
}
