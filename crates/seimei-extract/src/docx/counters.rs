//! Numbers written in the ways that lists use.

/// How a list writes its numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    Bullet,
    None,
    Decimal,
    DecimalZero,
    FullWidth,
    UpperRoman,
    LowerRoman,
    UpperLetter,
    LowerLetter,
    Ordinal,
    Circled,
    Bracketed,
    Stopped,
    /// 一, 十一, 百二.
    Counting,
    /// 一, 一一, 一〇二.
    Digits,
    /// 壱, 弐.
    Legal,
    Aiueo,
    Iroha,
    /// 甲, 乙.
    Stems,
    /// 子, 丑.
    Branches,
}

impl Format {
    /// Returns the format of that name in a file; figures for one that is not known.
    pub(super) fn of(name: &str) -> Self {
        match name {
            "bullet" => Self::Bullet,
            "none" => Self::None,
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "ordinal" => Self::Ordinal,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "japaneseCounting"
            | "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Self::Counting,
            "japaneseDigitalTenThousand" | "ideographDigital" | "taiwaneseDigital" => Self::Digits,
            "japaneseLegal" | "ideographLegalTraditional" => Self::Legal,
            "aiueo" | "aiueoFullWidth" => Self::Aiueo,
            "iroha" | "irohaFullWidth" => Self::Iroha,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            _ => Self::Decimal,
        }
    }
}

const AIUEO: &str = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Returns `count` written in `format`; in figures where the format does not reach that far.
pub(super) fn written(count: u32, format: Format) -> String {
    let figures = count.to_string();
    let row = |signs: &str| {
        let signs: Vec<char> = signs.chars().collect();
        let at = (count as usize).checked_sub(1).map(|at| at % signs.len());
        at.map(|at| signs[at].to_string())
    };
    let block = |first: u32| (1..=20).contains(&count).then(|| char::from_u32(first + count - 1)).flatten();
    let found = match format {
        Format::Bullet | Format::None => Some(String::new()),
        Format::Decimal => None,
        Format::DecimalZero => Some(format!("{count:02}")),
        Format::FullWidth => {
            Some(figures.bytes().filter_map(|digit| char::from_u32(u32::from(digit) + 0xfee0)).collect())
        }
        Format::UpperRoman => roman(count),
        Format::LowerRoman => roman(count).map(|number| number.to_lowercase()),
        Format::UpperLetter => letters(count, 'A'),
        Format::LowerLetter => letters(count, 'a'),
        Format::Ordinal => Some(match (count % 10, count % 100) {
            (1, rest) if rest != 11 => format!("{count}st"),
            (2, rest) if rest != 12 => format!("{count}nd"),
            (3, rest) if rest != 13 => format!("{count}rd"),
            _ => format!("{count}th"),
        }),
        Format::Circled => block(0x2460).map(String::from),
        Format::Bracketed => block(0x2474).map(String::from),
        Format::Stopped => block(0x2488).map(String::from),
        Format::Counting => han(count, "一二三四五六七八九"),
        Format::Legal => han(count, "壱弐参四五六七八九"),
        Format::Digits => {
            let signs: Vec<char> = "〇一二三四五六七八九".chars().collect();
            Some(figures.bytes().map(|digit| signs[usize::from(digit - b'0')]).collect())
        }
        Format::Aiueo => row(AIUEO),
        Format::Iroha => row(IROHA),
        Format::Stems => row(STEMS),
        Format::Branches => row(BRANCHES),
    };
    found.unwrap_or(figures)
}

fn roman(count: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&count) {
        return None;
    }
    let mut rest = count;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out += sign;
            rest -= value;
        }
    }
    Some(out)
}

/// a to z, then aa, bb: the letter is doubled, not carried.
fn letters(count: u32, first: char) -> Option<String> {
    let at = count.checked_sub(1)?;
    let letter = char::from_u32(first as u32 + at % 26)?;
    (at < 26 * 8).then(|| std::iter::repeat_n(letter, at as usize / 26 + 1).collect())
}

fn han(count: u32, digits: &str) -> Option<String> {
    if !(1..10_000).contains(&count) {
        return None;
    }
    let digits: Vec<char> = digits.chars().collect();
    let legal = digits[0] == '壱';
    let mut out = String::new();
    for (value, sign) in [(1000, '千'), (100, '百'), (10, if legal { '拾' } else { '十' }), (1, ' ')] {
        let digit = count / value % 10;
        if digit == 0 {
            continue;
        }
        if value == 1 || digit > 1 || legal {
            out.push(digits[digit as usize - 1]);
        }
        if value > 1 {
            out.push(sign);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_lists_print_them() {
        let all = |name: &str, counts: &[u32]| {
            counts.iter().map(|&count| written(count, Format::of(name))).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(all("lowerRoman", &[1, 4, 9, 14, 40, 4000]), "i iv ix xiv xl 4000");
        assert_eq!(all("upperLetter", &[1, 26, 27, 0]), "A Z AA 0");
        assert_eq!(all("japaneseCounting", &[1, 10, 11, 20, 110, 2026]), "一 十 十一 二十 百十 二千二十六");
        assert_eq!(all("japaneseDigitalTenThousand", &[10, 102]), "一〇 一〇二");
        assert_eq!(all("decimalFullWidth", &[12]), "１２");
        assert_eq!(all("decimalEnclosedCircle", &[3, 21]), "③ 21");
        assert_eq!(all("aiueoFullWidth", &[1, 2]), "ア イ");
        assert_eq!(all("irohaFullWidth", &[3]), "ハ");
        assert_eq!(all("ordinal", &[1, 12, 23]), "1st 12th 23rd");
        assert_eq!(all("what", &[7]), "7");
    }
}
