//! Messages and labels in the language of the reader: the tables of `locales/`, compiled in.
//!
//! One message a line, `key = text`; `{name}` is filled in. Every table has two files, `NAME.ja.txt` and `NAME.en.txt`,
//! that hold the same keys in the same order.

use std::collections::BTreeMap;

use seimei_model::code::Lang;
use seimei_text::template;

macro_rules! tables {
    ($lang:literal: $($name:literal)*) => {
        &[$(include_str!(concat!("../locales/", $name, ".", $lang, ".txt"))),*]
    };
}
const JA: &[&str] = tables!("ja": "program" "pages" "pages-reading" "pages-register" "pages-wording" "pages-charts");
const EN: &[&str] = tables!("en": "program" "pages" "pages-reading" "pages-register" "pages-wording" "pages-charts");

/// The messages of one language.
#[derive(Debug)]
pub struct Messages {
    /// The language, Japanese or English.
    pub lang: Lang,
    texts: BTreeMap<&'static str, &'static str>,
}

impl Messages {
    /// Takes the messages of `lang`; English for every language but Japanese.
    pub fn new(lang: Lang) -> Self {
        let (lang, tables) = if lang == Lang::Ja { (Lang::Ja, JA) } else { (Lang::En, EN) };
        Self { lang, texts: lines(tables).collect() }
    }

    /// Returns the message of `key`; the key itself where there is none.
    pub fn text<'a>(&self, key: &'a str) -> &'a str {
        self.texts.get(key).copied().unwrap_or(key)
    }

    /// Returns the label of a word of the model (`act`, `welcome`); the word itself where there is none.
    pub fn label<'a>(&self, family: &str, word: &'a str) -> &'a str {
        self.find(&format!("{family}.{word}")).unwrap_or(word)
    }

    /// Returns the message of `key`, or `None`.
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.texts.get(key).copied()
    }

    /// Returns the message of `key` with `{name}` replaced by the value of each `name`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        template::fill(self.text(key), values)
    }

    /// Returns the message for `count` things: that of `key.one` for one, of `key.many` for others.
    pub fn count(&self, key: &str, count: usize) -> String {
        let key = format!("{key}.{}", if count == 1 { "one" } else { "many" });
        self.fill(&key, &[("n", &count.to_string())])
    }

    /// Returns `items` as a list in running text.
    pub fn list<'a>(&self, items: impl IntoIterator<Item = &'a str>) -> String {
        items.into_iter().collect::<Vec<_>>().join(self.text("list.comma").trim_matches('"'))
    }
}

fn lines(tables: &'static [&'static str]) -> impl Iterator<Item = (&'static str, &'static str)> {
    tables.iter().copied().flat_map(template::lines)
}

/// Tells the language of the reader: by the value of `--lang` if given, else by the environment variable that decides
/// the language of messages (`LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set).
pub fn language_of_reader(option: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
    let value = option.map(str::to_owned).or_else(locale).unwrap_or_default();
    if value.to_ascii_lowercase().starts_with("ja") { Lang::Ja } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use seimei_model::act::{ActKind, Strength};
    use seimei_model::document::DocumentKind;
    use seimei_model::event::EventType;
    use seimei_model::explanation::FindingKind;

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_say_the_same_things_in_the_same_order() {
        let (ja, en): (Vec<_>, Vec<_>) = (lines(JA).collect(), lines(EN).collect());
        for ((ja_key, ja_text), (en_key, en_text)) in ja.iter().zip(&en) {
            assert_eq!(ja_key, en_key);
            assert_eq!(places(ja_text), places(en_text), "{ja_key}");
            assert!(!ja_text.is_empty() && !en_text.is_empty(), "{ja_key}");
        }
        assert_eq!(ja.len(), en.len());
        let keys: BTreeSet<&str> = ja.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), ja.len(), "a key stands twice");
    }

    #[test]
    fn every_key_of_the_code_is_there_and_every_key_there_is_used() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut code = String::new();
        let mut folders: Vec<_> = ["seimei-cli/src", "seimei-locale/src", "seimei-web/src", "seimei-web/templates"]
            .iter()
            .map(|folder| crates.join(folder))
            .collect();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the sources").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else if !entry.path().ends_with("messages.rs") {
                    code += &std::fs::read_to_string(entry.path()).expect("a source file");
                }
            }
        }
        let known: BTreeSet<&str> = lines(EN).map(|(key, _)| key).collect();
        for call in [".text(\"", ".fill(\"", ".count(\""] {
            for rest in code.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                let key = if call == ".count(\"" { format!("{key}.many") } else { key.to_owned() };
                assert!(known.contains(key.as_str()), "no message {key}");
            }
        }
        for key in &known {
            let stem = key.strip_suffix(".one").or(key.strip_suffix(".many")).unwrap_or(key);
            let family = key.split('.').next().unwrap_or_default();
            let is_built = code.contains(&format!("\"{family}.{{")) || code.contains(&format!("label(\"{family}\""));
            assert!(code.contains(&format!("\"{stem}\"")) || is_built, "nobody says {key}");
        }
    }

    #[test]
    fn every_word_of_the_model_has_a_label() {
        let messages = Messages::new(Lang::Ja);
        let acts = ActKind::ALL.iter().map(|kind| format!("act.{}", kind.word()));
        let kinds = DocumentKind::ALL.iter().map(|kind| format!("kind.{}", kind.word()));
        let events = EventType::ALL.iter().map(|kind| format!("event.{}", kind.word()));
        let findings = FindingKind::ALL.iter().map(|kind| format!("finding.{}", kind.word()));
        let strengths = [Strength::Strong, Strength::Strongest].map(|strength| format!("strength.{}", strength.word()));
        let topics = seimei_app::names::TOPICS.iter().map(|topic| format!("topic.{topic}"));
        for key in acts.chain(kinds).chain(events).chain(findings).chain(strengths).chain(topics) {
            assert!(messages.find(&key).is_some(), "no label {key}");
        }
    }

    #[test]
    fn the_reader_decides_the_language() {
        let check = |option, variables: &[(&str, &str)], expected| {
            let variable =
                |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(language_of_reader(option, variable), expected);
        };
        check(Some("ja"), &[("LANG", "en_GB.UTF-8")], Lang::Ja);
        check(None, &[("LANG", "ja_JP.UTF-8")], Lang::Ja);
        check(None, &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "C")], Lang::En);
        check(None, &[("LANG", "ja_JP.UTF-8"), ("LC_ALL", "")], Lang::Ja);
        check(None, &[], Lang::En);
    }

    #[test]
    fn values_are_filled_in() {
        let messages = Messages::new(Lang::En);
        assert_eq!(messages.fill("no {such} key", &[("such", "x")]), "no x key");
        assert_eq!(messages.count("count.provisions", 1), "1 provision");
        assert_eq!(messages.count("count.provisions", 2), "2 provisions");
    }
}
