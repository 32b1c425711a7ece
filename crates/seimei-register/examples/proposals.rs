//! Prints what is proposed for a programme from a folder of texts, each commitment taken as an entry of its own:
//! `cargo run --example proposals -- PROGRAMME.toml FOLDER [TABLES]`. The tables are laid over the built-in lexicon.

#[expect(dead_code, reason = "this example needs less of it than others")]
mod corpus;
mod single;

use std::path::{Path, PathBuf};

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, File, Lexicon};
use seimei_register::grounds::{Grounds, Text};
use seimei_register::programme::{proposals, toml};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, folder, tables @ ..] = arguments.as_slice() else { panic!("PROGRAMME.toml FOLDER [TABLES]") };
    let programme = toml::from_toml(&std::fs::read_to_string(file).expect("a file")).expect("a programme");
    let lexicon = match tables.first() {
        Some(tables) => Lexicon::take(lexicon::overlay(builtin::files(), own(Path::new(tables)))),
        None => builtin::lexicon(),
    };
    let loaded = corpus::load(&PathBuf::from(folder), &lexicon);
    let texts: Vec<Text> = loaded.iter().map(corpus::Loaded::text).collect();
    let grounds = Grounds { texts: &texts, ..Grounds::default() };
    let entries = single::entries(&grounds);
    let found = proposals::proposals(&programme, &entries, &grounds, &|_| None);
    println!("{} texts, {} commitments", texts.len(), entries.len());
    for (area, (_, kept)) in found.areas.iter().zip(programme.areas()) {
        println!("\n{} {}", area.area, kept.title.text(seimei_model::code::Lang::En));
        for proposal in &area.entries {
            let entry = entries.iter().find(|entry| entry.id == proposal.what).expect("an entry");
            println!("  {:4} {}  {}  {:?}", proposal.score, proposal.what, entry.what, proposal.signs);
        }
        for proposal in area.provisions.iter().take(5) {
            println!("  {:4} p {}  {:?}", proposal.score, proposal.what, proposal.signs);
        }
    }
    println!("\nunplaced: {:?}", found.unplaced.iter().map(ToString::to_string).collect::<Vec<_>>());
}

/// Reads the tables of a folder.
fn own(folder: &Path) -> Vec<File> {
    let paths = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<File> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "tsv") && !path.to_string_lossy().contains(".tests."))
        .map(|path| File {
            name: path.file_name().expect("a name").to_string_lossy().into_owned(),
            text: std::fs::read_to_string(&path).expect("a table"),
        })
        .collect();
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}
