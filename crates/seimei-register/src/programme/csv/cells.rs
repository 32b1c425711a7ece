//! Values in cells: lists, numbers, dates, and what a spreadsheet must not change.

use seimei_model::date::Edtf;

/// Between several values of one cell.
const BETWEEN: &str = "; ";

/// Returns a text as it is put into a cell.
pub(super) fn guarded(text: &str) -> String {
    if is_changed(text.trim_start_matches('\'')) { format!("'{text}") } else { text.to_owned() }
}

/// Returns the text that a cell holds: without space around it and without the guard.
pub(super) fn text(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(text) if is_changed(cell.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Tells whether a spreadsheet would take a text for a formula, a date or a number that is written in another way.
/// A whole date is left alone: [`date`] understands what spreadsheets make of it.
fn is_changed(text: &str) -> bool {
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if text.starts_with(FORMULA) {
        return true;
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_kept = text.parse::<f64>().is_ok_and(|number| number.to_string() == text && text.len() <= 15);
    let is_whole_date = text.len() == 10 && text.matches('-').count() == 2;
    let is_figures = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/' | b':'));
    let is_number = text.parse::<f64>().is_ok();
    !is_kept && !is_whole_date && (is_figures || is_number)
}

/// Writes several values into one cell; a semicolon within a value has a backslash before it.
pub(super) fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let escaped: Vec<String> = values.map(|value| value.replace('\\', "\\\\").replace(';', "\\;")).collect();
    guarded(&escaped.join(BETWEEN))
}

/// Returns the values of a cell.
pub(super) fn list(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut characters = text(cell).chars();
    while let Some(c) = characters.next() {
        match c {
            ';' => values.push(String::new()),
            // A backslash at the end stands for itself.
            '\\' => push(&mut values, characters.next().unwrap_or('\\')),
            _ => push(&mut values, c),
        }
    }
    values.iter().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
}

fn push(values: &mut [String], c: char) {
    if let Some(value) = values.last_mut() {
        value.push(c);
    }
}

/// Returns the date of a cell: as it is kept, or as a spreadsheet writes it (`2026/3/31`, `2026/3`).
pub(super) fn date(cell: &str) -> Edtf {
    let cell = text(cell);
    let parts: Vec<&str> = cell.split('/').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if let [year, rest @ ..] = parts.as_slice()
        && (1..=2).contains(&rest.len())
        && year.len() == 4
        && rest.iter().all(is_number)
    {
        let parts: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        return Edtf::new(parts.join("-"));
    }
    Edtf::new(cell)
}

/// Returns the number of a cell, or `None` where it is none.
pub(super) fn number(cell: &str) -> Option<f64> {
    text(cell).parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_change_is_guarded() {
        let check = |value: &str, cell: &str| {
            assert_eq!(guarded(value), cell);
            assert_eq!(text(cell), value);
        };
        check("協力", "協力");
        check("=1+1", "'=1+1");
        check("-1", "'-1");
        check("＝1", "'＝1");
        check("'=1", "''=1");
        check("'tis", "'tis");
        check("1", "1");
        check("1.2", "1.2");
        check("1.10", "'1.10");
        check("01", "'01");
        check("1-2", "'1-2");
        check("1.2.3", "'1.2.3");
        check("1.2.a", "1.2.a");
        check("1e5", "'1e5");
        check("2025", "2025");
        check("2025-03", "'2025-03");
        check("2025-03-31", "2025-03-31");
    }

    #[test]
    fn lists_keep_their_values() {
        let check = |values: &[&str]| assert_eq!(list(&joined(values.iter().copied())), values);
        check(&[]);
        check(&["a"]);
        check(&["=a", "b, c"]);
        check(&["a; b", "c\\", "d\\;"]);
        assert_eq!(list(" ARV;HTA ; "), ["ARV", "HTA"]);
    }

    #[test]
    fn dates_are_understood_as_spreadsheets_write_them() {
        for (cell, expected) in [
            ("2026/3/31", "2026-03-31"),
            ("2026/3", "2026-03"),
            ("'2025-03", "2025-03"),
            ("2025/2026", "2025/2026"),
            ("Mar-25", "Mar-25"),
        ] {
            assert_eq!(date(cell).as_str(), expected);
        }
    }
}
