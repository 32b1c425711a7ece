//! Names of mechanisms: which are one.

/// Tells whether the forms of an area's name and of a name as written are those of one mechanism.
pub(super) fn is_same(one: &[String], other: &[String]) -> bool {
    match (one, other) {
        // Two exercises of different years are not one another; one without its year is any of them.
        ([own, ..], [theirs, ..]) if own == theirs => true,
        ([own, ..], [_, rest @ ..]) if rest.contains(own) => true,
        ([_, rest @ ..], _) => rest.iter().any(|form| form.starts_with('=') && other.contains(form)),
        ([], _) => false,
    }
}

/// Returns a name without what is written now so, now so: case, width, space, quotation marks, hyphens.
pub(super) fn key(name: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    name.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
