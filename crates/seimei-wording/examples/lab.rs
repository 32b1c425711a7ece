//! LAB
use std::io::{BufRead, Write};
fn main() {
    let (lexicon, _) = seimei_lexicon::lexicon::Lexicon::compile(&seimei_lexicon::builtin::files());
    let stdin = std::io::stdin();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in stdin.lock().lines() {
        let line = line.unwrap();
        let (lang, p) = line.split_once('\t').unwrap();
        let p: serde_json::Value = serde_json::from_str(p).unwrap();
        let prov = seimei_model::provision::Provision {
            number: 1,
            text: p["text"].as_str().unwrap().to_owned(),
            range: vec![],
            pages: None,
            section: None,
            part: None,
            acts: vec![],
            topics: vec![],
            topic_words: vec![],
            dates: vec![],
            mechanisms: vec![],
        };
        let r = seimei_wording::align::scan::lab(&prov, seimei_model::code::Lang::from_tag(lang).unwrap(), &lexicon);
        writeln!(out, "{}", serde_json::to_string(&r).unwrap()).unwrap();
    }
}
