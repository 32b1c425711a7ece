//! Prints each provision of a file cut into words: for looking at where words end.

use std::{env, fs};

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_reading::read::read;
use seimei_wording::words::Cutter;

fn main() {
    let lexicon = builtin::lexicon();
    for path in env::args().skip(1) {
        let reading = read(&ingest(fs::read(&path).expect("a file"), Format::Text, &lexicon), &lexicon);
        let cutter = Cutter::new(&lexicon, reading.document.language);
        for provision in &reading.provisions {
            let cut = cutter.cut(&provision.text);
            let words: Vec<&str> = cut.words().iter().map(|word| cut.text_of(word)).collect();
            println!("{}", words.join("|"));
        }
    }
}
