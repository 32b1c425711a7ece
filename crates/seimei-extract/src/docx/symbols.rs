//! Signs of symbol fonts, told in Unicode.

/// Letters of the font Symbol, A to Z and a to z.
const GREEK: [&str; 2] = ["ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"];

/// Returns what `c` shows, for text whose font is not known: a sign of a symbol font is a bullet, mostly.
pub(super) fn plain(c: char) -> Option<char> {
    if is_private(c) { of_font(c as u32, "Symbol") } else { Some(c) }
}

/// Returns whether `c` stands in the area that fonts use as they like.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Returns what the sign `code` of `font` shows; `None` for one that nothing is known of.
pub(super) fn of_font(code: u32, font: &str) -> Option<char> {
    let sign = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if sign > 0xff {
        return char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control());
    }
    let ascii = char::from_u32(sign)?;
    if font.starts_with("Wingdings") || font.starts_with("Webdings") {
        return Some(match sign {
            0x4a => '☺',
            0x6c | 0x9f => '●',
            0x6e => '■',
            0x6f | 0x70 | 0x71 | 0x72 | 0xa8 => '□',
            0x75 | 0x76 => '◆',
            0xa7 => '▪',
            0xd8 => '➢',
            0xdf | 0xe7 => '←',
            0xe0 | 0xe8 => '→',
            0xfb => '✗',
            0xfc => '✓',
            0xfd => '☒',
            0xfe => '☑',
            _ => '•',
        });
    }
    if font != "Symbol" {
        return Some(ascii).filter(|c| !c.is_control());
    }
    let greek = |row: &str, from: u32| row.chars().nth((sign - from) as usize);
    match sign {
        0x41..=0x5a => greek(GREEK[0], 0x41),
        0x61..=0x7a => greek(GREEK[1], 0x61),
        0x2d => Some('−'),
        0xa3 => Some('≤'),
        0xb3 => Some('≥'),
        0xa2 => Some('′'),
        0xb2 => Some('″'),
        0xa5 => Some('∞'),
        0xac => Some('←'),
        0xae => Some('→'),
        0xb0 => Some('°'),
        0xb1 => Some('±'),
        0xb4 => Some('×'),
        0xb8 => Some('÷'),
        0xb9 => Some('≠'),
        0xbb => Some('≈'),
        0xbc => Some('…'),
        0xd2 | 0xe2 => Some('®'),
        0xd3 | 0xe3 => Some('©'),
        0xd4 | 0xe4 => Some('™'),
        0x20..=0x7e => Some(ascii),
        0xa7..=0xaa | 0xb7 => Some('•'),
        _ => None,
    }
}

/// Returns `text` with each sign of a symbol font told in Unicode.
pub(super) fn told(text: &str, font: Option<&str>) -> Option<String> {
    if text.is_ascii() || !text.contains(is_private) {
        return None;
    }
    let font = font.unwrap_or("Symbol");
    Some(
        text.chars()
            .filter_map(|c| match c {
                '\u{f000}'..='\u{f0ff}' => of_font(c as u32, font),
                // Other private signs are gaiji of one machine: kept as they are.
                c => Some(c),
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_in_unicode() {
        assert_eq!(of_font(0xf0b7, "Symbol"), Some('•'));
        assert_eq!(of_font(0xf061, "Symbol"), Some('α'));
        assert_eq!(of_font(0xf0fc, "Wingdings"), Some('✓'));
        assert_eq!(of_font(0x2192, "MS Mincho"), Some('→'));
        assert_eq!(told("a\u{f0b7}b", None).as_deref(), Some("a•b"));
        assert_eq!(told("声明", None), None);
    }
}
