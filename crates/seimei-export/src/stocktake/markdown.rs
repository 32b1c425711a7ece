//! The page as Markdown (`CommonMark` with tables). Charts stand in it as SVG, and their numbers follow as tables, for
//! programs that leave SVG out.

use std::fmt::Write as _;

use super::page::{Block, Cell, Chart, Column, Page, Para, Span, Table, TableKind, Tone};
use super::words::Words;

/// Writes the page.
pub(crate) fn write(page: &Page) -> String {
    let words = Words::new(page.lang);
    let mut out = format!("# {}\n\n{}\n\n", escaped(&page.title), escaped(&page.as_of));
    for (at, line) in page.sum.iter().enumerate() {
        let line = escaped(line);
        let _ = if at == 0 { writeln!(out, "**{line}**\n") } else { writeln!(out, "{line}\n") };
    }
    for (label, value) in &page.about {
        let _ = writeln!(out, "- {}{}{}", escaped(label), words.text("list.colon"), escaped(value));
    }
    for (at, section) in page.sections.iter().enumerate() {
        let _ = writeln!(out, "\n## {}. {}", at + 1, escaped(&section.heading));
        for note in &section.notes {
            let _ = writeln!(out, "\n{}", escaped(note));
        }
        for block in &section.blocks {
            match block {
                Block::Table(table) => write_table(&mut out, table, &words),
                Block::Chart(chart) => write_chart(&mut out, chart, &words),
            }
        }
    }
    let (heading, notes) = &page.notes;
    let _ = writeln!(out, "\n## {}\n", escaped(heading));
    for (at, note) in notes.iter().enumerate() {
        let _ = writeln!(out, "{}. {}", at + 1, escaped(note));
    }
    out
}

fn write_chart(out: &mut String, chart: &Chart, words: &Words) {
    let _ = writeln!(out, "\n### {}\n\n{}", escaped(&chart.title), chart.wide.svg);
    if let Some(note) = &chart.note {
        let _ = writeln!(out, "\n{}", escaped(note));
    }
    write_table(out, &chart.table, words);
}

fn write_table(out: &mut String, table: &Table, words: &Words) {
    if let Some(caption) = &table.caption {
        let _ = writeln!(out, "\n### {}", escaped(caption));
    }
    out.push('\n');
    match table.kind {
        TableKind::Records => write_records(out, table, words),
        TableKind::Figures => write_grid(out, table),
    }
}

fn write_records(out: &mut String, table: &Table, words: &Words) {
    for row in &table.rows {
        let number = format!("{}. ", row.number.unwrap_or(1));
        let indent = " ".repeat(number.len());
        let mut is_first = true;
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            for line in lines(cell, column, words) {
                let _ = if is_first {
                    writeln!(out, "{number}{line}")
                } else if [words.text("column.before"), words.text("column.after")].contains(&column.heading.as_str()) {
                    writeln!(out, "{indent}- {}{}{line}", escaped(&column.heading), words.text("list.colon"))
                } else {
                    writeln!(out, "{indent}- {line}")
                };
                is_first = false;
            }
        }
    }
}

fn lines(cell: &Cell, column: &Column, words: &Words) -> Vec<String> {
    let lines: Vec<String> = cell.iter().map(para).collect();
    if column.is_short { vec![lines.join(words.text("list.part"))] } else { lines }
}

fn write_grid(out: &mut String, table: &Table) {
    let heads: Vec<String> = table.columns.iter().map(|column| escaped(&column.heading)).collect();
    let rules: Vec<&str> = table.columns.iter().map(|column| if column.is_number { "---:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", heads.join(" | "), rules.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> =
            row.cells.iter().map(|cell| cell.iter().map(para).collect::<Vec<_>>().join("<br>")).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn para(para: &Para) -> String {
    para.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let text = escaped(&span.text);
    if let Some(link) = span.link.as_deref().filter(|link| link.starts_with("http")) {
        // An address in angle brackets takes all but these.
        let link: String = link.chars().filter(|c| !matches!(c, '<' | '>') && !c.is_whitespace()).collect();
        return format!("[{text}](<{link}>)");
    }
    match span.tone {
        Tone::Strong if !text.trim().is_empty() => format!("**{}**", text.trim()),
        _ => text,
    }
}

/// Returns text such that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // Signs of headings and lists where text begins; elsewhere a name of a provision stays as it is.
            '#' | '-' | '+' if out.is_empty() => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup() {
        assert_eq!(escaped("a | *b* <c> & [d](e)"), "a \\| \\*b\\* &lt;c&gt; &amp; \\[d\\](e)");
        assert_eq!(escaped("# x/en#p1"), "\\# x/en#p1");
        let link = Para::default().with_link(Tone::Faint, "x", "https://a.example/>(b)".to_owned());
        assert_eq!(para(&link), "[x](<https://a.example/(b)>)");
    }
}
