//! The older spellings of the lexicon, by the samples that stand beside them.

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::fold;

#[test]
fn samples_fold_as_their_table_says() {
    let (lexicon, faults) = Lexicon::compile(&builtin::files());
    assert_eq!(faults, []);
    for line in include_str!("../../../lexicon/spellings.ja.tests.tsv").lines().skip(1) {
        let mut columns = line.split('\t');
        let (text, expected) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        let expected = if expected == "-" { text } else { expected };
        assert_eq!(fold(text, lexicon.glyphs()).as_str(), expected, "{text}");
    }
}

#[test]
fn no_variant_leads_to_a_variant() {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    for line in include_str!("../../../lexicon/glyphs.tsv").lines().filter(|line| !line.starts_with('#')) {
        let value = line.chars().next().unwrap_or(' ');
        assert_eq!(lexicon.glyphs().plain(value), value, "{line}");
    }
}
