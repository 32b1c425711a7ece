//! Stems of English words, by the library's Porter2.

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};

/// Words whose stem begins otherwise than they do beyond the first letters; a search over words that begin like the
/// stem would miss them.
pub(crate) const IRREGULAR: &[(&str, &str)] = &[("die", "dying"), ("lie", "lying"), ("tie", "tying")];

/// Returns the stem of a word in small letters.
pub(crate) fn stem(word: &str) -> String {
    thread_local! {
        static STEMMER: std::cell::RefCell<TextAnalyzer> =
            std::cell::RefCell::new(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build());
    }
    STEMMER.with_borrow_mut(|stemmer| {
        let mut stream = stemmer.token_stream(word);
        stream.next().map_or_else(|| word.to_owned(), |token| token.text.clone())
    })
}

/// Returns the longest beginning that every regular form of the word with this stem has.
pub(crate) fn shared_beginning(stem: &str) -> &str {
    let last = stem.char_indices().next_back().map_or(0, |(at, _)| at);
    if last == 0 { stem } else { &stem[..last] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_its_beginning() {
        let text = "cooperate cooperates cooperated cooperating cooperation policy policies hope hoping hoped hopeful \
            agree agreed agreement resilient resilience nation national nationally organise organisation relational sky skies \
            ski skis early only gently ugly singly idly news state states stated security secure secured ability able \
            sanction sanctions tie ties tied lie lies die dies ally allies allied conditionally sensitivity analogous \
            geology geologist commitment commit committed conference being united unite unity be";
        for word in text.split_whitespace() {
            let stem = stem(word);
            assert!(word.starts_with(shared_beginning(&stem)), "{word} {stem}");
        }
        for (stemmed, word) in IRREGULAR {
            assert_eq!(stem(word), *stemmed);
        }
    }
}
