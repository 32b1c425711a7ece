//! Names and loans that sound alike: テルヴィク and Tervik, コミットメント and commitment.
//!
//! Katakana is compared with Latin letters by its consonants, those that Japanese does not tell apart taken as one.

use std::collections::BTreeMap;

use smol_str::SmolStr;

/// The fewest consonants by which two words are taken to be alike.
const FEWEST: usize = 3;

/// Returns for each of `latin` (words in small letters) those of `kana` (runs of katakana) that sound like it.
pub(super) fn cognates<'a>(
    kana: impl Iterator<Item = &'a SmolStr>,
    latin: impl Iterator<Item = &'a SmolStr>,
) -> BTreeMap<SmolStr, Vec<SmolStr>> {
    let mut by_first: BTreeMap<u8, Vec<(&SmolStr, Vec<u8>)>> = BTreeMap::new();
    for word in kana {
        let sound = of_kana(word);
        if sound.len() >= FEWEST {
            by_first.entry(sound[0]).or_default().push((word, sound));
        }
    }
    let mut alike = BTreeMap::new();
    for word in latin {
        let sound = of_latin(word);
        if sound.len() < FEWEST {
            continue;
        }
        let candidates = by_first.get(&sound[0]).map_or(&[][..], Vec::as_slice);
        let found = candidates.iter().filter(|(_, other)| are_alike(&sound, other));
        let found: Vec<SmolStr> = found.map(|(word, _)| (*word).clone()).collect();
        if !found.is_empty() {
            alike.insert(word.clone(), found);
        }
    }
    alike
}

/// Returns whether two words share their consonants but for one in five.
fn are_alike(one: &[u8], other: &[u8]) -> bool {
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    longer - shorter <= longer / 4 && common(one, other) * 5 >= longer * 4
}

/// Returns the length of the longest common subsequence.
fn common(one: &[u8], other: &[u8]) -> usize {
    let mut row = vec![0_usize; other.len() + 1];
    for a in one {
        let mut corner = 0;
        for (index, b) in other.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if a == b { corner + 1 } else { above.max(row[index]) };
            corner = above;
        }
    }
    row[other.len()]
}

/// Returns the consonants of a run of katakana.
fn of_kana(word: &str) -> Vec<u8> {
    let chars: Vec<char> = word.chars().collect();
    let mut sound = Vec::new();
    for (index, c) in chars.iter().enumerate() {
        let next = chars.get(index + 1).copied().unwrap_or(' ');
        let has_f = matches!(next, 'ァ' | 'ィ' | 'ェ' | 'ォ');
        let consonant = match c {
            'カ' | 'キ' | 'ク' | 'ケ' | 'コ' => b'k',
            'ガ' | 'ギ' | 'グ' | 'ゲ' | 'ゴ' => b'g',
            'サ' | 'シ' | 'ス' | 'セ' | 'ソ' => b's',
            'ザ' | 'ジ' | 'ズ' | 'ゼ' | 'ゾ' | 'ヂ' | 'ヅ' => b'z',
            'タ' | 'ツ' | 'テ' | 'ト' => b't',
            'チ' => b'c',
            'ダ' | 'デ' | 'ド' => b'd',
            'ナ' | 'ニ' | 'ヌ' | 'ネ' | 'ノ' | 'ン' => b'n',
            'フ' => b'f',
            'ハ' | 'ヒ' | 'ヘ' | 'ホ' => b'h',
            'バ' | 'ビ' | 'ブ' | 'ベ' | 'ボ' | 'ヴ' => b'b',
            'パ' | 'ピ' | 'プ' | 'ペ' | 'ポ' => b'p',
            'マ' | 'ミ' | 'ム' | 'メ' | 'モ' => b'm',
            'ラ' | 'リ' | 'ル' | 'レ' | 'ロ' => b'r',
            'ワ' => b'w',
            'ウ' if has_f => b'w',
            _ => continue,
        };
        push(&mut sound, consonant);
    }
    sound
}

/// Returns the consonants of a word in small Latin letters, as Japanese would hear them.
fn of_latin(word: &str) -> Vec<u8> {
    let bytes = word.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let mut sound = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        let (byte, next) = (bytes[index], at(index + 1));
        index += 1;
        let consonant = match (byte, next) {
            (b'p', b'h') => b'f',
            (b't' | b's', b'h') | (b'c', b'e' | b'i' | b'y') => b's',
            (b'c', b'h') => b'c',
            (b'c' | b'q' | b'k', _) => b'k',
            (b'x', _) => {
                push(&mut sound, b'k');
                b's'
            }
            (b'g', b'e' | b'i' | b'y') | (b'j' | b'z', _) => b'z',
            (b'v', _) => b'b',
            (b'l', _) => b'r',
            (b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b's' | b't' | b'w' | b'h', _) => byte,
            _ => continue,
        };
        if matches!((byte, next), (b'p' | b't' | b's' | b'c', b'h')) {
            index += 1;
        }
        push(&mut sound, consonant);
    }
    sound
}

/// Appends a consonant; m before another consonant is heard as n, doubled ones as one.
fn push(sound: &mut Vec<u8>, consonant: u8) {
    if sound.last() != Some(&consonant) {
        sound.push(consonant);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kana: &str, latin: &str, expected: bool) {
        let (kana, latin) = (SmolStr::new(kana), SmolStr::new(latin));
        let found = cognates([&kana].into_iter(), [&latin].into_iter());
        let sounds = (of_kana(&kana), of_latin(&latin));
        let sounds = (String::from_utf8_lossy(&sounds.0).into_owned(), String::from_utf8_lossy(&sounds.1).into_owned());
        assert_eq!(!found.is_empty(), expected, "{kana} {latin} {sounds:?}");
    }

    #[test]
    fn names_and_loans_are_heard() {
        check("テルヴィク", "tervik", true);
        check("オルシック", "olsik", true);
        check("ストルテンベルグ", "stoltenberg", true);
        check("コミットメント", "commitment", true);
        check("トヴァリア", "tovaria", true);
        check("ヘイルストン", "halestone", true);
        check("セルマーク", "selmark", true);
    }

    #[test]
    fn words_that_only_begin_alike_are_not() {
        check("コミットメント", "community", false);
        check("テルヴィク", "terrorism", false);
        check("アジア", "asia", false);
    }
}
