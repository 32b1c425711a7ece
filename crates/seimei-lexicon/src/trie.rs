//! The words of a lexicon as a trie over characters, and where they stand in a text.
//!
//! A word is looked for only where one can begin: not in the middle of a run of ASCII letters and
//! digits. So a text of ASCII words costs one walk a word, and no finder meets "art" in "party".

/// A trie over words, as deep as is needed to tell them apart. The children of a node are neighbours.
#[derive(Debug)]
pub(crate) struct Trie {
    /// The code of each character of the basic plane; 0 where no word holds it.
    codes: Box<[u16]>,
    /// The same for characters beyond it, in order.
    further: Vec<(u32, u16)>,
    /// The child of the root under each code; 0 for none.
    from_root: Vec<u32>,
    nodes: Vec<Node>,
    /// All words, one behind the other.
    spelled: Box<[u8]>,
    /// Where each word begins in `spelled`; one more at the end.
    starts: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The code that leads to it.
    label: u16,
    /// How many children it has. One without any is the end of a single word, whose rest is compared.
    children: u16,
    /// The first of them.
    first: u32,
    /// The word that ends at it, from 1; 0 for none.
    word: u32,
}

/// Whether bytes are ASCII letters or digits.
const IS_LETTER: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// Returns whether `byte` is an ASCII letter or digit.
#[inline]
pub(crate) fn is_letter(byte: u8) -> bool {
    IS_LETTER[usize::from(byte)]
}

/// Up to so many children are tried one after the other.
const FEW: usize = 6;

impl Trie {
    /// Builds the trie of `words`, which are sorted, different and not empty.
    pub(crate) fn new(words: &[&str]) -> Self {
        let mut codes = vec![0_u16; 1 << 16].into_boxed_slice();
        let mut beyond: Vec<u32> = Vec::new();
        let mut starts = Vec::with_capacity(words.len() + 1);
        let mut spelled = String::with_capacity(words.iter().map(|word| word.len()).sum());
        for word in words {
            starts.push(spelled.len() as u32);
            spelled.push_str(word);
        }
        starts.push(spelled.len() as u32);
        for character in spelled.chars() {
            match codes.get_mut(character as usize) {
                Some(code) => *code = 1,
                None => beyond.push(character as u32),
            }
        }
        // Codes ascend as characters do, so words sorted by their bytes are sorted by codes too.
        let mut count = 0_u16;
        for code in codes.iter_mut().filter(|code| **code > 0) {
            count += 1;
            *code = count;
        }
        beyond.sort_unstable();
        beyond.dedup();
        let further: Vec<(u32, u16)> = beyond.into_iter().zip(count + 1..).collect();
        let from_root = vec![0; usize::from(count) + further.len() + 1];
        let spelled = spelled.into_bytes().into_boxed_slice();
        let mut trie = Self { codes, further, from_root, nodes: vec![Node::default()], spelled, starts };
        trie.grow(words.len() as u32);
        trie
    }

    fn grow(&mut self, count: u32) {
        // The words below each node, and how many of their bytes lead to it.
        let mut below: Vec<(u32, u32, usize)> = vec![(0, count, 0)];
        let mut node = 0;
        while node < below.len() {
            let (mut from, to, depth) = below[node];
            if node > 0 && to - from == 1 {
                self.nodes[node].word = from + 1;
                node += 1;
                continue;
            }
            self.nodes[node].first = self.nodes.len() as u32;
            while from < to {
                let word = self.word(from);
                if word.len() == depth {
                    self.nodes[node].word = from + 1;
                    from += 1;
                    continue;
                }
                let (character, width) = decode(word, depth);
                let next = &word[depth..depth + width];
                let same = (from..to).take_while(|&other| self.word(other)[depth..].starts_with(next)).count() as u32;
                let label = self.code(character);
                below.push((from, from + same, depth + width));
                self.nodes.push(Node { label, ..Node::default() });
                self.nodes[node].children += 1;
                from += same;
            }
            node += 1;
        }
        let root = self.nodes[0];
        for child in root.first..root.first + u32::from(root.children) {
            self.from_root[usize::from(self.nodes[child as usize].label)] = child;
        }
    }

    /// Returns the bytes of a word.
    #[inline]
    fn word(&self, word: u32) -> &[u8] {
        &self.spelled[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }

    fn code(&self, character: u32) -> u16 {
        match self.codes.get(character as usize) {
            Some(code) => *code,
            None => self
                .further
                .binary_search_by_key(&character, |(further, _)| *further)
                .map_or(0, |place| self.further[place].1),
        }
    }

    /// Returns the child of `node` under `code`, or 0.
    #[inline]
    fn child(&self, node: Node, code: u16) -> u32 {
        let children = &self.nodes[node.first as usize..node.first as usize + usize::from(node.children)];
        let place = if children.len() <= FEW {
            children.iter().position(|child| child.label == code)
        } else {
            children.binary_search_by_key(&code, |child| child.label).ok()
        };
        place.map_or(0, |place| node.first + place as u32)
    }

    /// Calls `found` with beginning, end and number (from 0) of each word in `text`, by beginnings,
    /// short ones first.
    pub(crate) fn scan(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let begins_word = is_letter(bytes[at]);
            at += self.walk(bytes, at, &mut found);
            while begins_word && bytes.get(at).is_some_and(|&byte| is_letter(byte)) {
                at += 1;
            }
        }
    }

    /// Finds the words that begin at `start`. Returns the length of the character there.
    #[inline]
    fn walk(&self, bytes: &[u8], start: usize, found: &mut impl FnMut(usize, usize, usize)) -> usize {
        let (character, width) = decode(bytes, start);
        let mut node = self.from_root[usize::from(self.code(character))];
        let mut at = start + width;
        while node != 0 {
            let here = self.nodes[node as usize];
            if here.children == 0 {
                let word = here.word - 1;
                let rest = &self.word(word)[at - start..];
                if rest.first().is_none_or(|first| bytes.get(at) == Some(first)) && bytes[at..].starts_with(rest) {
                    found(start, at + rest.len(), word as usize);
                }
                break;
            }
            if here.word != 0 {
                found(start, at, here.word as usize - 1);
            }
            if at >= bytes.len() {
                break;
            }
            let (character, width) = decode(bytes, at);
            let code = self.code(character);
            if code == 0 {
                break;
            }
            node = self.child(here, code);
            at += width;
        }
        width
    }
}

/// Decodes the character at `at`, with its length. `bytes` are UTF-8 and a character begins at `at`.
#[inline]
fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let lead = bytes[at];
    if lead < 0x80 {
        return (u32::from(lead), 1);
    }
    let part = |offset: usize| u32::from(bytes.get(at + offset).copied().unwrap_or_default() & 0x3f);
    if lead >= 0xf0 {
        (u32::from(lead & 0x07) << 18 | part(1) << 12 | part(2) << 6 | part(3), 4)
    } else if lead >= 0xe0 {
        (u32::from(lead & 0x0f) << 12 | part(1) << 6 | part(2), 3)
    } else {
        (u32::from(lead & 0x1f) << 6 | part(1), 2)
    }
}

#[cfg(test)]
mod tests {
    use super::Trie;

    fn check(words: &[&str], text: &str, expected: &str) {
        let trie = Trie::new(words);
        let mut found = Vec::new();
        trie.scan(text, |start, end, word| {
            assert_eq!(&text[start..end], words[word]);
            found.push(format!("{start}:{}", words[word]));
        });
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_are_found_where_words_begin() {
        check(&["art", "party", "the", "the party"], "the party, art", "0:the 0:the party 4:party 11:art");
        check(&["-based", ";", "art"], "rules-based; part", "5:-based 11:;");
        check(&["co", "cooperat"], "cooperation", "0:co 0:cooperat");
    }

    #[test]
    fn words_without_spaces_are_found_anywhere() {
        check(
            &["ato", "nato", "国", "日", "日本", "本国", "𠮟"],
            "日本国とnato𠮟",
            "0:日 0:日本 3:本国 6:国 12:nato 16:𠮟",
        );
        check(&[], "日本", "");
        check(&["日"], "", "");
    }
}
