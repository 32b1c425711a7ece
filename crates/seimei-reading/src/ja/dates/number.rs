//! Numerals in Japanese text: Arabic and Han, positional (二〇二五) or with 十百千 (千九百五十一).

/// A numeral.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::ja) struct Number {
    /// What it counts.
    pub value: i32,
    /// One past its last byte.
    pub end: usize,
    /// How many digits an Arabic or positional numeral has; 0 for one with 十百千.
    pub digits: usize,
    /// Whether it is written in Han characters.
    pub is_han: bool,
    /// Whether it begins with a nought.
    pub leads_with_nought: bool,
}

/// The most digits or Han numerals of a number in a date.
const LONGEST: usize = 7;

/// Reads the numeral that begins at `position`; `None` if there is none or it is too long for a date.
pub(in crate::ja) fn number(text: &str, position: usize) -> Option<Number> {
    let rest = text.get(position..)?;
    if rest.as_bytes().first()?.is_ascii_digit() { arabic(rest, position) } else { han(rest, position) }
}

fn arabic(rest: &str, position: usize) -> Option<Number> {
    let digits = rest.bytes().take(LONGEST).take_while(u8::is_ascii_digit).count();
    if digits > 4 {
        return None;
    }
    let value = rest[..digits].parse().ok()?;
    let leads_with_nought = digits > 1 && rest.starts_with('0');
    Some(Number { value, end: position + digits, digits, is_han: false, leads_with_nought })
}

fn han(rest: &str, position: usize) -> Option<Number> {
    let (mut total, mut pending, mut run) = (0_i32, 0_i32, 0_i32);
    let (mut count, mut bytes, mut has_units) = (0, 0, false);
    for c in rest.chars().take(LONGEST + 1) {
        let Some(numeral) = numeral(c) else { break };
        count += 1;
        bytes += c.len_utf8();
        if numeral < 10 {
            pending = numeral;
            run = run * 10 + numeral;
        } else {
            has_units = true;
            total += pending.max(1) * numeral;
            pending = 0;
        }
    }
    if count == 0 || count > LONGEST || (!has_units && count > 4) {
        return None;
    }
    let (value, digits) = if has_units { (total + pending, 0) } else { (run, count) };
    Some(Number { value, end: position + bytes, digits, is_han: true, leads_with_nought: rest.starts_with('〇') })
}

/// Returns what a Han numeral stands for: 0 to 9, 10, 100 or 1000.
fn numeral(c: char) -> Option<i32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// Returns whether a numeral may begin with `c`.
pub(in crate::ja) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || numeral(c).is_some()
}

/// Returns where the run of digits or Han numerals at `position` ends.
pub(super) fn run_end(text: &str, position: usize) -> usize {
    let rest = &text[position..];
    position + rest.find(|c| !is_numeral(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: i32) {
        let read = number(text, 0).map_or(-1, |number| if number.end == text.len() { number.value } else { -2 });
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn numerals_are_read_in_every_writing() {
        check("2025", 2025);
        check("07", 7);
        check("二〇二五", 2025);
        check("千九百五十一", 1951);
        check("二千二十五", 2025);
        check("四十七", 47);
        check("十", 10);
        check("二十九", 29);
        check("五八", 58);
        check("12345", -1);
        check("億", -1);
    }
}
