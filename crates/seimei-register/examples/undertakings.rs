//! Prints the undertakings of a folder of texts: `cargo run --example undertakings -- FOLDER`.

mod corpus;

use std::path::PathBuf;

use seimei_lexicon::builtin;
use seimei_model::code::ActorCode;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let lexicon = builtin::lexicon();
    for loaded in corpus::load(&folder, &lexicon) {
        let text = loaded.text();
        for provision in &text.reading.provisions {
            for act in provision.acts.iter().filter(|act| act.commitment) {
                let (file, language, day) = (&loaded.file, loaded.language().tag(), text.day.unwrap_or("-"));
                let by: Vec<&str> = act.actors.iter().map(ActorCode::as_str).collect();
                let due = act.due.as_ref().map_or("-", |due| due.as_str());
                println!(
                    "{file}\t{language}\t{day}\t{}\t{}\t{}\t{due}\t{}",
                    provision.number,
                    act.act.word(),
                    by.join("+"),
                    act.clause_in(&provision.text)
                );
            }
        }
    }
}
