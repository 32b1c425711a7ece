//! The tests beside the tables by which wordings are compared.

use std::fs;
use std::path::Path;

use seimei_lexicon::builtin;
use seimei_model::code::Lang;
use seimei_wording::changes;

#[test]
fn tables_of_wording_find_what_their_tests_say() {
    let lexicon = builtin::lexicon();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon");
    let mut failed = Vec::new();
    let tables = [("bases", "basis"), ("modals", "modality"), ("negations", "negation"), ("qualifiers", "qualifier")];
    for (table, matter) in tables {
        for lang in [Lang::Ja, Lang::En] {
            let name = format!("{table}.{}.tests.tsv", lang.tag());
            let text = fs::read_to_string(folder.join(&name)).expect("a file of tests");
            for line in text.lines().skip(1) {
                let columns: Vec<&str> = line.split('\t').collect();
                let found = changes::found(columns[0], lang, &lexicon);
                let found: Vec<&str> =
                    found.iter().filter(|(of, _)| *of == matter).map(|(_, value)| &**value).collect();
                let is_right = match columns[1] {
                    "-" => found.is_empty(),
                    expected => expected.split('|').all(|one| found.contains(&one)),
                };
                if !is_right {
                    failed.push(format!("{name}: {line}: {found:?}"));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
