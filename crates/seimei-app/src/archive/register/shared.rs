//! The words that an offer shares with a commitment, as the offer's own text has them: they are matched in their basic
//! form, and Japanese ones in pairs of signs, which nobody would want to read.

use std::collections::BTreeSet;

/// Returns the stretches of `text` that `words` (in their basic form) stand for, in order, each once; words that stand
/// nowhere as they are, last. Words that touch or overlap are one stretch. Time is the product of both lengths.
pub fn shared(words: &[String], text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let small: Vec<char> = signs.iter().map(|c| c.to_lowercase().next().unwrap_or(*c)).collect();
    let mut is_covered = vec![false; signs.len()];
    let mut rest = Vec::new();
    for word in words {
        let whole: Vec<char> = word.to_lowercase().chars().collect();
        // The basic form of an English word may end otherwise than the word: polici, policy.
        let stem = &whole[..whole.len().saturating_sub(usize::from(whole.len() > 4 && word.is_ascii()))];
        if !cover(&whole, &small, &mut is_covered) && !cover(stem, &small, &mut is_covered) {
            rest.push(word.clone());
        }
    }
    let mut known = BTreeSet::new();
    let mut stretches = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let end = at + is_covered[at..].iter().take_while(|is_covered| **is_covered).count();
        let stretch: String = signs[at..end].iter().collect();
        if !stretch.is_empty() && known.insert(stretch.to_lowercase()) {
            stretches.push(stretch);
        }
        at = end.max(at + 1);
    }
    stretches.extend(rest.into_iter().filter(|word| known.insert(word.to_lowercase())));
    stretches
}

/// Marks where a word stands; one of Latin letters and digits begins where a word of the text begins, and is marked to
/// its end. Returns whether it stands anywhere.
fn cover(word: &[char], text: &[char], is_covered: &mut [bool]) -> bool {
    if word.is_empty() {
        return false;
    }
    let is_latin = |c: &char| c.is_ascii_alphanumeric();
    let latin = word.iter().all(is_latin);
    let mut stands = false;
    for start in 0..=text.len().saturating_sub(word.len()) {
        if text.get(start..start + word.len()) != Some(word) || (latin && start > 0 && is_latin(&text[start - 1])) {
            continue;
        }
        let mut end = start + word.len();
        while latin && text.get(end).is_some_and(is_latin) {
            end += 1;
        }
        is_covered[start..end].fill(true);
        stands = true;
    }
    stands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], text: &str, expected: &[&str]) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(shared(&words, text), expected);
    }

    #[test]
    fn words_are_told_as_the_text_has_them() {
        check(&["polici", "harbor", "pilot"], "Pilots welcome the harbor policy.", &["Pilots", "harbor", "policy"]);
        check(&["個別", "別協", "協力", "計画"], "個別協力の計画、計画", &["個別協力", "計画"]);
        check(&["hta", "2"], "HTAは2隻と12名", &["HTA", "2"]);
        check(&["harbor"], "the harbours", &["harbours"]);
        check(&["x"], "", &["x"]);
        check(&[], "text", &[]);
    }
}
