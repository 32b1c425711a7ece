//! The words of the stocktake: `locales/stocktake.ja.txt` and `locales/stocktake.en.txt`, compiled in.
//!
//! One text a line, `key = text`; `{name}` is filled in. Both files hold the same keys in the same order.

use std::collections::BTreeMap;

use seimei_model::code::Lang;
use seimei_text::template;

use crate::date_words;

const JA: &str = include_str!("../../locales/stocktake.ja.txt");
const EN: &str = include_str!("../../locales/stocktake.en.txt");

/// The words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    /// The language, Japanese or English.
    pub(crate) lang: Lang,
    texts: BTreeMap<&'static str, &'static str>,
}

impl Words {
    /// Takes the words of `lang`; English for every language but Japanese.
    pub(crate) fn new(lang: Lang) -> Self {
        let (lang, file) = if lang == Lang::Ja { (Lang::Ja, JA) } else { (Lang::En, EN) };
        Self { lang, texts: template::lines(file).collect() }
    }

    /// Returns the text of `key`; the key itself where there is none.
    pub(crate) fn text<'a>(&self, key: &'a str) -> &'a str {
        self.texts.get(key).copied().unwrap_or(key).trim_matches('"')
    }

    /// Returns the text of `key` with `{name}` replaced by the value of each `name`.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        template::fill(self.text(key), values)
    }

    /// Returns the text for `count` things: that of `key.one` for one, of `key.many` for others.
    pub(crate) fn count(&self, key: &str, count: usize) -> String {
        let key = format!("{key}.{}", if count == 1 { "one" } else { "many" });
        self.fill(&key, &[("n", &number(count))])
    }

    /// Returns the label of a word of the model (`act`, `commit`); the word itself where there is none.
    pub(crate) fn label(&self, family: &str, word: &str) -> String {
        self.texts.get(format!("{family}.{word}").as_str()).map_or(word, |text| text).to_owned()
    }

    /// Returns a label and what it stands for: `due: 2026`.
    pub(crate) fn labelled(&self, key: &str, value: &str) -> String {
        format!("{}{}{value}", self.text(key), self.text("list.colon"))
    }

    /// Returns items as a list in running text.
    pub(crate) fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        items.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(self.text("list.comma"))
    }

    /// Returns items as an enumeration that is complete: `A, B and C`.
    pub(crate) fn enumerated<S: AsRef<str>>(&self, items: &[S]) -> String {
        match items {
            [] | [_] => self.list(items),
            [before @ .., last] => format!("{}{}{}", self.list(before), self.text("list.last"), last.as_ref()),
        }
    }

    /// Returns a day or another date as a reader writes it.
    pub(crate) fn date(&self, value: &str) -> String {
        date_words::in_words(value, self.lang)
    }

    /// Returns a day, or that there is none.
    pub(crate) fn day(&self, value: Option<&str>) -> String {
        value.map_or_else(|| self.text("line.undated").to_owned(), |day| self.date(day))
    }

    /// Returns text within the brackets of the language.
    pub(crate) fn in_brackets(&self, text: &str) -> String {
        format!("{}{text}{}", self.text("list.open"), self.text("list.close"))
    }
}

/// Returns a number with its thousands parted: `1,204`.
pub(crate) fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns the share of `part` in `all` in per cent, to one decimal, halves up: `66.7%`. A dash where there is nothing.
pub(crate) fn share(part: usize, all: usize) -> String {
    if all == 0 {
        return "–".to_owned();
    }
    let thousandths = (part as u128 * 2000 + all as u128) / (all as u128 * 2);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use seimei_model::act::{ActKind, Strength};
    use seimei_model::decision::Status;

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_say_the_same_things_in_the_same_order() {
        let (ja, en): (Vec<_>, Vec<_>) = (template::lines(JA).collect(), template::lines(EN).collect());
        for ((ja_key, ja_text), (en_key, en_text)) in ja.iter().zip(&en) {
            assert_eq!(ja_key, en_key);
            assert_eq!(places(ja_text), places(en_text), "{ja_key}");
            assert!(!ja_text.is_empty() && !en_text.is_empty(), "{ja_key}");
        }
        assert_eq!(ja.len(), en.len());
        assert_eq!(ja.iter().map(|(key, _)| key).collect::<BTreeSet<_>>().len(), ja.len(), "a key stands twice");
    }

    #[test]
    fn every_text_is_used_and_every_text_asked_for_is_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/stocktake");
        let mut code = String::new();
        let mut folders = vec![folder];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the sources").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else if entry.path().extension().is_some_and(|kind| kind == "rs") {
                    code += &std::fs::read_to_string(entry.path()).expect("a source file");
                }
            }
        }
        let known: BTreeSet<&str> = template::lines(EN).map(|(key, _)| key).collect();
        for (call, ending) in [
            (".text(\"", ""),
            (".fill(\"", ""),
            (".count(\"", ".many"),
            (".labelled(\"", ""),
            ("labelled(words, \"", ""),
        ] {
            // Split so that this test does not find itself.
            for rest in code.split(call).skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())) {
                let key = format!("{}{ending}", rest.split('"').next().unwrap_or_default());
                assert!(known.contains(key.as_str()), "no text {key}");
            }
        }
        for key in &known {
            let stem = key.strip_suffix(".one").or(key.strip_suffix(".many")).unwrap_or(key);
            let (family, last) = stem.split_once('.').unwrap_or((stem, ""));
            let is_built = code.contains(&format!("\"{family}.{{"))
                || code.contains(&format!("label(\"{family}\""))
                || code.contains(&format!("}}.{last}\""));
            assert!(code.contains(&format!("\"{stem}\"")) || is_built, "nobody says {key}");
        }
    }

    #[test]
    fn every_word_of_the_model_has_a_label() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::new(lang);
            let acts = ActKind::ALL.iter().map(|kind| format!("act.{}", kind.word()));
            let statuses = Status::ALL.iter().map(|status| format!("status.{}", status.word()));
            let strengths = [Strength::Plain, Strength::Strong, Strength::Strongest];
            let strengths = strengths.iter().map(|strength| format!("strength.{}", strength.word()));
            for key in acts.chain(statuses).chain(strengths) {
                assert!(words.texts.contains_key(key.as_str()), "no label {key}");
            }
        }
    }

    #[test]
    fn shares_and_numbers_are_exact() {
        assert_eq!(share(2, 3), "66.7%");
        assert_eq!(share(1, 2000), "0.1%");
        assert_eq!(share(7, 7), "100.0%");
        assert_eq!(share(0, 0), "–");
        assert_eq!([number(0), number(999), number(1204), number(1_000_000)], ["0", "999", "1,204", "1,000,000"]);
    }
}
