//! Words of an English sentence as names need them: capitalised or not, and what stands between.

use seimei_text::range::TextRange;

/// One word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// The word without punctuation and without a possessive ending.
    pub(super) range: TextRange,
    /// How it is written.
    pub(super) kind: TokenKind,
    /// Whether a quotation mark, bracket or dash stands right before it.
    pub(super) breaks_before: bool,
    /// Whether punctuation stands right after it.
    pub(super) breaks_after: bool,
    /// Whether it carries a possessive ending.
    pub(super) possessive: bool,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// With a capital, or an ampersand.
    Capital,
    /// With a small letter.
    Small,
    /// Four digits.
    Year,
    /// In brackets of its own, short: `(CoRe)`.
    Bracket,
}

/// Endings of compounds that modify a name without being part of it: "DPRK-related".
const MODIFYING: &[&str] = &[
    "-related",
    "-led",
    "-based",
    "-specific",
    "-wide",
    "-funded",
    "-supported",
    "-sponsored",
    "-hosted",
    "-backed",
    "-brokered",
    "-focused",
    "-owned",
    "-mandated",
    "-chaired",
    "-compliant",
    "-affiliated",
    "-aligned",
    "-facilitated",
    "-mediated",
];

/// Splits a sentence into words.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6 + 4);
    let mut start = 0;
    let bytes = text.as_bytes();
    while start < bytes.len() {
        let Some(offset) = bytes[start..].iter().position(|byte| !byte.is_ascii_whitespace()) else { break };
        let from = start + offset;
        let length = bytes[from..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - from);
        start = from + length;
        if let Some(word) = text.get(from..start)
            && let Some(token) = token(from, word)
        {
            found.push(token);
        }
    }
    found
}

fn token(from: usize, word: &str) -> Option<Token> {
    let opening = |at: char| matches!(at, '"' | '\'' | '(' | '[' | '–' | '—' | '-' | '*');
    let closing = |at: char| matches!(at, ',' | '.' | ';' | ':' | '"' | '\'' | ')' | ']' | '!' | '?' | '–' | '—' | '*');
    if word.starts_with('(') && word.len() <= 12 {
        let inner = word.trim_start_matches('(');
        let bare = inner.trim_end_matches(closing);
        if inner[bare.len()..].starts_with(')') && !bare.is_empty() {
            let range = TextRange::new(from, from + 1 + bare.len() + 1);
            let breaks_after = inner.len() > bare.len() + 1;
            return Some(Token {
                range,
                kind: TokenKind::Bracket,
                breaks_before: false,
                breaks_after,
                possessive: false,
            });
        }
    }
    let inner = word.trim_start_matches(opening);
    let breaks_before = inner.len() < word.len();
    let mut bare = inner.trim_end_matches(closing);
    if inner[bare.len()..].starts_with('.') && is_dotted(bare) {
        bare = &inner[..=bare.len()];
    }
    let breaks_after = bare.len() < inner.len();
    let (stem, possessive) = match bare.strip_suffix("'s") {
        Some(stem) => (stem, true),
        None => (bare, bare.ends_with('s') && inner[bare.len()..].starts_with('\'')),
    };
    let begin = from + (word.len() - inner.len());
    let first = stem.chars().next()?;
    let kind = if stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit()) {
        TokenKind::Year
    } else if stem.contains('-') && MODIFYING.iter().any(|ending| stem.ends_with(ending)) {
        TokenKind::Small
    } else if first.is_uppercase() || stem == "&" || (first.is_ascii_digit() && stem.contains(char::is_uppercase)) {
        TokenKind::Capital
    } else {
        TokenKind::Small
    };
    Some(Token { range: TextRange::new(begin, begin + stem.len()), kind, breaks_before, breaks_after, possessive })
}

/// Returns whether a word is an abbreviation with points, its last point cut off: `U.S`.
fn is_dotted(bare: &str) -> bool {
    bare.contains('.') && bare.split(['.', '-']).all(|part| part.len() <= 2 || part.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, tokens};

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = tokens(text)
            .iter()
            .map(|token| {
                let kind = match token.kind {
                    TokenKind::Capital => "C",
                    TokenKind::Small => "s",
                    TokenKind::Year => "y",
                    TokenKind::Bracket => "b",
                };
                let mark = if token.breaks_after { "|" } else { "" };
                format!("{kind}:{}{mark}", &text[token.range])
            })
            .collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn words_lose_their_punctuation() {
        check("the U.S.-Freedonia Accord, signed", "s:the C:U.S.-Freedonia C:Accord| s:signed");
        check("\"Sunrise Plan.\"", "C:Sunrise C:Plan|");
        check("Sylvania's 2031 (FaR) Partnership", "C:Sylvania y:2031 b:(FaR) C:Partnership");
        check("in the U.S. Congress", "s:in s:the C:U.S. C:Congress");
        check("(", "");
    }
}
