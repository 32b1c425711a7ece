//! Prints the entries of the register with an undertaking in a document, with the evidence offered:
//! `cargo run --example offers -- ARCHIVE DOCUMENT`. The list in docs/register.md was judged from it.

use std::path::PathBuf;
use std::time::Instant;

use seimei_app::archive::Archive;
use seimei_app::archive::register::entry::Entry;
use seimei_app::lexicon;
use seimei_store::store::Place;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (folder, document) = (arguments.next().expect("an archive"), arguments.next().unwrap_or_default());
    let archive = Archive::open(Place::Folder(PathBuf::from(folder))).expect("an archive");
    let lexicon = lexicon::load(&[]).expect("the lexicon");
    let start = Instant::now();
    let tracing = archive.tracing(&lexicon, &mut |_, _| {}).expect("readings");
    let ready = start.elapsed();
    let drawn = tracing.drawn();
    let offers: usize = drawn.entries.iter().map(|entry| entry.offers.len()).sum();
    eprintln!(
        "{} undertakings, {} entries, {} restated, {offers} offers; ready in {ready:.2?}, drawn in {:.2?}",
        drawn.undertakings.len(),
        drawn.entries.len(),
        drawn.entries.iter().filter(|entry| entry.undertakings.len() > 1).count(),
        start.elapsed().saturating_sub(ready),
    );
    // Also those that an earlier document said first.
    let is_said = |entry: &&Entry| entry.undertakings.iter().any(|one| one.id.to_string().starts_with(&document));
    for entry in drawn.entries.iter().filter(is_said) {
        println!("\n{} [{}] {}", entry.id, entry.act.word(), entry.what);
        for undertaking in &entry.undertakings[1..] {
            println!("   = {} {} {}", undertaking.day.as_deref().unwrap_or("-"), undertaking.id, undertaking.clause);
        }
        for offer in &entry.offers {
            let day = offer.day.as_deref().unwrap_or("-");
            println!("   {:.2} {day} {} {}", offer.score, offer.id, offer.text);
            println!("        {}", serde_json::to_string(&offer.reasons).expect("reasons"));
        }
    }
}
