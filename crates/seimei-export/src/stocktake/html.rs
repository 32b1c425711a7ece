//! The page as one HTML file that needs nothing else: no script, no picture, no request. It is well-formed XML too.

use std::fmt::Write as _;

use super::STYLE;
use super::page::{Block, Cell, Chart, Page, Para, Row, Section, Span, Table, TableKind, Tone, escaped};
use super::words::Words;

/// The rules of the file around a stocktake. Those of the stocktake follow: headings in print say `body` to hold against them.
const FRAME: &str = include_str!("page.css");

/// Writes the page.
pub(crate) fn write(page: &Page) -> String {
    let words = Words::new(page.lang);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>\n{FRAME}{STYLE}</style>\n</head>\n<body>\n",
        page.lang.tag(),
        escaped(&page.title)
    );
    let _ = writeln!(out, "<header>\n<h1>{}</h1>\n<p class=\"day\">{}</p>", escaped(&page.title), escaped(&page.as_of));
    write_sum(&mut out, page);
    out += "</header>\n<main>\n";
    write_sections(&mut out, page, &words, Widths::Style);
    out += "</main>\n<footer>\n";
    write_notes(&mut out, page);
    out + "</footer>\n</body>\n</html>\n"
}

/// How the widths of columns are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Widths {
    /// By style, as a page of its own may.
    Style,
    /// By attributes, where no style may stand in the page.
    Attribute,
}

/// Writes what a page with a head of its own takes in.
pub(crate) fn body(page: &Page) -> String {
    let words = Words::new(page.lang);
    let mut out = String::new();
    write_sum(&mut out, page);
    write_sections(&mut out, page, &words, Widths::Attribute);
    out += "<section class=\"notes\">\n";
    write_notes(&mut out, page);
    out + "</section>\n"
}

fn write_sum(out: &mut String, page: &Page) {
    *out += "<div class=\"sum\">\n";
    for line in &page.sum {
        let _ = writeln!(out, "<p>{}</p>", escaped(line));
    }
    *out += "</div>\n<dl class=\"about\">\n";
    for (label, value) in &page.about {
        let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(label), escaped(value));
    }
    *out += "</dl>\n<nav><ol>\n";
    for section in &page.sections {
        let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", section.id, escaped(&section.heading));
    }
    *out += "</ol></nav>\n";
}

fn write_sections(out: &mut String, page: &Page, words: &Words, widths: Widths) {
    for (at, section) in page.sections.iter().enumerate() {
        write_section(out, section, at + 1, (words, widths));
    }
}

fn write_notes(out: &mut String, page: &Page) {
    let (heading, notes) = &page.notes;
    let notes: Vec<String> = notes.iter().map(|note| format!("<li>{}</li>", escaped(note))).collect();
    let _ = writeln!(out, "<h2>{}</h2>\n<ol>{}</ol>", escaped(heading), notes.concat());
}

type How<'a> = (&'a Words, Widths);

fn write_section(out: &mut String, section: &Section, number: usize, how: How) {
    let (id, heading) = (section.id, escaped(&section.heading));
    let _ =
        writeln!(out, "<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{number}. {heading}</h2>");
    for note in &section.notes {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(note));
    }
    for block in &section.blocks {
        match block {
            Block::Table(table) => {
                if let Some(caption) = table.caption.as_ref().filter(|_| table.kind == TableKind::Records) {
                    // Long lists can be folded; they begin open, so that print and search find all.
                    let _ = writeln!(out, "<details open=\"open\"><summary><h3>{}</h3></summary>", escaped(caption));
                    write_table(out, table, &section.heading, how);
                    out.push_str("</details>\n");
                } else {
                    if let Some(caption) = &table.caption {
                        let _ = writeln!(out, "<h3>{}</h3>", escaped(caption));
                    }
                    write_table(out, table, &section.heading, how);
                }
            }
            Block::Chart(chart) => write_chart(out, chart, how),
        }
    }
    out.push_str("</section>\n");
}

fn write_chart(out: &mut String, chart: &Chart, how: How) {
    let _ = writeln!(out, "<figure>\n<figcaption>{}</figcaption>", escaped(&chart.title));
    let _ =
        writeln!(out, "<div class=\"wide\">{}</div>\n<div class=\"narrow\">{}</div>", chart.wide.svg, chart.narrow.svg);
    if let Some(note) = &chart.note {
        let _ = writeln!(out, "<p class=\"note\">{}</p>", escaped(note));
    }
    let _ = writeln!(out, "<details class=\"numbers\"><summary>{}</summary>", escaped(&chart.table_title));
    write_table(out, &chart.table, &chart.title, how);
    out.push_str("</details>\n</figure>\n");
}

fn write_table(out: &mut String, table: &Table, name: &str, (words, widths): How) {
    let class = match table.kind {
        TableKind::Records => "records",
        TableKind::Figures => "figures",
    };
    let name = table.caption.as_ref().map_or_else(|| name.to_owned(), |caption| format!("{name}: {caption}"));
    // On narrow screens rows are set as blocks; the roles keep them a table for who hears them.
    let _ = writeln!(out, "<table class=\"{class}\" role=\"table\" aria-label=\"{}\">", escaped(&name));
    let is_numbered = table.rows.iter().any(|row| row.number.is_some());
    out.push_str("<colgroup>");
    if is_numbered {
        out.push_str("<col class=\"no\"/>");
    }
    for column in &table.columns {
        let _ = match widths {
            Widths::Style => write!(out, "<col style=\"width:{}%\"/>", column.share),
            Widths::Attribute => write!(out, "<col width=\"{}%\"/>", column.share),
        };
    }
    out.push_str("</colgroup>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    if is_numbered {
        let text = escaped(words.text("column.number"));
        let _ = write!(out, "<th scope=\"col\" role=\"columnheader\">{text}</th>");
    }
    for column in &table.columns {
        let class = if column.is_number { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\" role=\"columnheader\"{class}>{}</th>", escaped(&column.heading));
    }
    out.push_str("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    for row in &table.rows {
        write_row(out, row, table, is_numbered);
    }
    out.push_str("</tbody></table>\n");
}

fn write_row(out: &mut String, row: &Row, table: &Table, is_numbered: bool) {
    let id = row.id.as_ref().map_or_else(String::new, |id| format!(" id=\"{}\"", escaped(id)));
    let _ = write!(out, "<tr role=\"row\"{id}>");
    if is_numbered {
        let number = row.number.map_or_else(String::new, |number| number.to_string());
        let _ = write!(out, "<td role=\"cell\" class=\"no\">{number}</td>");
    }
    for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
        if at == 0 {
            let _ = write!(out, "<th scope=\"row\" role=\"rowheader\">{}</th>", cell_html(cell));
            continue;
        }
        let class = if column.is_number { " class=\"n\"" } else { "" };
        let label = escaped(&column.heading);
        let _ = write!(out, "<td role=\"cell\"{class} data-label=\"{label}\">{}</td>", cell_html(cell));
    }
    out.push_str("</tr>\n");
}

fn cell_html(cell: &Cell) -> String {
    match cell.as_slice() {
        [one] => para(one),
        all => all.iter().flat_map(|one| ["<p>".to_owned(), para(one), "</p>".to_owned()]).collect(),
    }
}

fn para(para: &Para) -> String {
    para.0.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    let lang = span.lang.map_or_else(String::new, |lang| format!(" lang=\"{}\"", lang.tag()));
    let text = escaped(&span.text);
    if let Some(link) = &span.link {
        return format!("<a href=\"{}\"{lang}>{text}</a>", escaped(link));
    }
    match span.tone {
        Tone::Strong => format!("<b{lang}>{text}</b>"),
        Tone::Faint => format!("<small{lang}>{text}</small>"),
        Tone::Plain if lang.is_empty() => text,
        Tone::Plain => format!("<span{lang}>{text}</span>"),
    }
}
