//! Tables of texts with gaps: one a line, `key = text`, lines that begin with `#` are comments; `{name}` is a gap. Messages
//! and labels of every language stand in such files.

/// Returns the keys and texts of a table, in its order.
pub fn lines(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "))
}

/// Returns a text with each gap `{name}` filled by the value of that name; a gap without a value stays as it is.
///
/// ```
/// use seimei_text::template::fill;
///
/// assert_eq!(fill("{n}件のうち{done}件", &[("n", "12"), ("done", "3")]), "12件のうち3件");
/// assert_eq!(fill("no {such} name", &[]), "no {such} name");
/// ```
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        out += value.unwrap_or(&rest[before.len()..rest.len() - tail.len()]);
        rest = tail;
    }
    out + rest
}
