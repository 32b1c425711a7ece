//! EDTF values in words.

use seimei_model::code::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns an EDTF value as a reader of `lang` writes it; as it stands where it has no such form.
pub fn in_words(value: &str, lang: Lang) -> String {
    if let Some((from, to)) = value.split_once('/') {
        let (from, to) = (one(from, lang), one(to, lang));
        return match (from, to, lang) {
            (Some(from), Some(to), Lang::Ja) => format!("{from}〜{to}"),
            (Some(from), Some(to), _) => format!("{from} – {to}"),
            _ => value.to_owned(),
        };
    }
    one(value, lang).unwrap_or_else(|| value.to_owned())
}

fn one(value: &str, lang: Lang) -> Option<String> {
    let (date, time) = value.split_once('T').map_or((value, None), |(date, time)| (date, Some(time)));
    let mut parts = date.split('-');
    let year = parts.next()?;
    let is_ja = lang == Lang::Ja;
    if let Some(decade) = year.strip_suffix('X') {
        return match decade.strip_suffix('X') {
            Some(century) => {
                let century: u32 = century.parse().ok()?;
                Some(if is_ja { format!("{}世紀", century + 1) } else { format!("{}th century", century + 1) })
            }
            None => Some(if is_ja { format!("{decade}0年代") } else { format!("{decade}0s") }),
        };
    }
    year.parse::<u32>().ok()?;
    let month = parts.next().map(str::parse::<usize>).transpose().ok()?;
    let day = parts.next().map(str::parse::<u32>).transpose().ok()?;
    let text = match (month, day) {
        (None, _) if is_ja => format!("{year}年"),
        (None, _) => year.to_owned(),
        (Some(season @ 21..=24), None) => {
            let (ja, en) = [("春", "spring"), ("夏", "summer"), ("秋", "autumn"), ("冬", "winter")][season - 21];
            if is_ja { format!("{year}年{ja}") } else { format!("{en} {year}") }
        }
        (Some(month @ 1..=12), None) if is_ja => format!("{year}年{month}月"),
        (Some(month @ 1..=12), None) => format!("{} {year}", MONTHS[month - 1]),
        (Some(month @ 1..=12), Some(day)) if is_ja => format!("{year}年{month}月{day}日"),
        (Some(month @ 1..=12), Some(day)) => format!("{day} {} {year}", MONTHS[month - 1]),
        _ => return None,
    };
    Some(match time {
        None => text,
        Some(time) if is_ja => format!("{text} {time}"),
        Some(time) => format!("{text}, {time}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, ja: &str, en: &str) {
        assert_eq!((in_words(value, Lang::Ja), in_words(value, Lang::En)), (ja.to_owned(), en.to_owned()));
    }

    #[test]
    fn dates_are_told_in_words() {
        check("2026-04-09", "2026年4月9日", "9 April 2026");
        check("2026-12", "2026年12月", "December 2026");
        check("2026", "2026年", "2026");
        check("2025-23", "2025年秋", "autumn 2025");
        check("199X", "1990年代", "1990s");
        check("19XX", "20世紀", "20th century");
        check("2023-04/2024-03", "2023年4月〜2024年3月", "April 2023 – March 2024");
        check("2025-09-22T16:05", "2025年9月22日 16:05", "22 September 2025, 16:05");
        check("../2026", "../2026", "../2026");
        check("2026-99", "2026-99", "2026-99");
        check("", "", "");
    }
}
