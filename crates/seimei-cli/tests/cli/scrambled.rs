//! Texts that nobody wrote: sentences of the examples with words of others and stray characters among them. Whatever comes,
//! it is read, and every provision stands in its source.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, root, run};

/// Characters that stand where nobody looks for them: of two, three and four bytes, marks, widths, no width.
const STRAY: &[&str] = &[
    "–", "—", "“", "”", "’", "…", "\u{a0}", "、", "。", "（", "）", "「", "」", "é", "ß", "İ", "\u{301}", "①", "１",
    "％", "\u{200b}", "𠮷", "/", "(", ")", "\"", "'", "[", "*", "|", "#", ":", ";", ".",
];

/// Numbers that look random, always the same (Numerical Recipes, linear congruential).
struct Dice(u32);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % bound
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

fn scrambled(dice: &mut Dice, paragraphs: &[&str], is_spaced: bool) -> String {
    let (one, other) = (dice.of(paragraphs), dice.of(paragraphs));
    let words = |text: &str| -> Vec<String> {
        if is_spaced { text.split(' ').map(str::to_owned).collect() } else { text.chars().map(String::from).collect() }
    };
    let (mut words_of_one, others) = (words(one), words(other));
    for word in &mut words_of_one {
        match dice.below(12) {
            0 => word.push_str(dice.of(STRAY)),
            1 => dice.of(STRAY).clone_into(word),
            2 | 3 => word.clone_from(&others[dice.below(others.len())]),
            _ => {}
        }
    }
    words_of_one.join(if is_spaced { " " } else { "" })
}

#[test]
fn scrambled_texts_are_read() {
    let folder = Folder::new();
    let mut dice = Dice(20_261_130);
    let mut files = Vec::new();
    for (example, is_spaced) in [
        ("2025-05-21-joint-statement.en.md", true),
        ("2025-03-21-cooperation-programme.en.md", true),
        ("2024-05-14-joint-statement.ja.md", false),
        ("2026-05-20-readout.ja.md", false),
    ] {
        let text = fs::read_to_string(root().join("examples").join(example)).expect("an example");
        let paragraphs: Vec<&str> = text.split("\n\n").filter(|paragraph| paragraph.len() > 60).collect();
        for number in 0..40 {
            let body: Vec<String> = (0..20).map(|_| scrambled(&mut dice, &paragraphs, is_spaced)).collect();
            let file = folder.path().join(format!("{number}-{example}"));
            fs::write(&file, body.join("\n\n")).expect("a file");
            files.push(file.display().to_string());
        }
    }
    let call: Vec<&str> = ["read", "--json"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let read = run(&call);
    assert!(matches!(read.code, 0 | 1), "{}: {}", read.code, read.err);
    let readings: Vec<Value> =
        read.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(readings.len(), files.len(), "{}", read.err);
    assert!(readings.iter().filter(|reading| reading["provisions"][0]["text"].is_string()).count() > 150);
}
