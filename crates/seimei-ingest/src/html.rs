//! HTML to drafts: block elements, lists, tables; what belongs to the site left out.
//!
//! No tree is built. A stack of open elements is enough to know what is left out, and it is a
//! plain vector, so that deep nesting costs nothing.

use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::is_east_asian;
use seimei_text::mapped::MappedText;
use seimei_text::range::TextRange;

use crate::block::{Field, FieldKey};
use crate::draft::{self, Draft, Shape};
use crate::entities;
use crate::forms::Forms;
use crate::html_tokens::{Name, Token, Tokens, attribute};
use crate::lines::{self, Line};
use crate::marks::{self, MarkKind};
use crate::plain;

/// Deepest nesting that is remembered; elements below are read as part of their parent.
const DEPTH: usize = 1 << 16;
/// How far up an end tag or an implied end looks for its element.
const REACH: usize = 64;

/// Elements left out with all that they hold.
const LEFT_OUT: &[&str] = &[
    "aside", "audio", "button", "canvas", "datalist", "dialog", "footer", "map", "math", "menu", "nav", "object", "rp",
    "rt", "rtc", "select", "svg", "video",
];
/// Elements that hold nothing.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements left out that stand inside a line.
const LEFT_OUT_INLINE: &[&str] = &["button", "canvas", "map", "math", "object", "rp", "rt", "rtc", "select", "svg"];
/// Elements inside a paragraph.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "img",
];

/// Parses `source`. Returns its drafts and the fields of its head.
pub(crate) fn parse(source: &str, forms: &Forms, lexicon: &Lexicon) -> (Vec<Draft>, Vec<Field>) {
    let mut builder = Builder::new(source, forms, lexicon, true);
    builder.run();
    if builder.left_out > builder.running {
        // A class that usually marks furniture holds the text itself here.
        builder = Builder::new(source, forms, lexicon, false);
        builder.run();
    }
    let (drafts, mut fields) = builder.finish();
    mend_title(&drafts, &mut fields, forms);
    (drafts, fields)
}

struct Element {
    name: Name,
    /// Whether the element is left out.
    out: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a state of the text being read, independent of the others")]
struct Builder<'s> {
    source: &'s str,
    forms: &'s Forms,
    lexicon: &'s Lexicon,
    /// Whether classes and ids are heeded.
    classes: bool,
    stack: Vec<Element>,
    /// How many open elements are left out.
    out: usize,
    /// How many `main` and `article` elements are open.
    inside: usize,
    /// How many `header` elements are open outside of those.
    header: usize,
    bold: usize,
    link: usize,
    pre: usize,
    drafts: Vec<Draft>,
    /// Of each draft, whether it stands inside `main` or `article`.
    places: Vec<bool>,
    fields: Vec<Field>,
    text: MappedText,
    /// End of the last stretch copied into `text`, in the source.
    end: u32,
    /// Whether white space stands between `text` and what follows.
    space: bool,
    /// Bytes of `text` in all, in bold, in links.
    counts: [usize; 3],
    shape: Shape,
    gap: bool,
    /// Whether the text stands right in a table's cell.
    cell: bool,
    /// Where in `text` an open superscript begins.
    superscript: Option<usize>,
    pre_lines: Vec<Line>,
    title: Option<TextRange>,
    in_title: bool,
    /// Bytes of sentences left out because of a class, and kept.
    left_out: usize,
    running: usize,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str, forms: &'s Forms, lexicon: &'s Lexicon, classes: bool) -> Self {
        Self {
            source,
            forms,
            lexicon,
            classes,
            stack: Vec::new(),
            out: 0,
            inside: 0,
            header: 0,
            bold: 0,
            link: 0,
            pre: 0,
            drafts: Vec::new(),
            places: Vec::new(),
            fields: Vec::new(),
            text: MappedText::default(),
            end: 0,
            space: false,
            counts: [0; 3],
            shape: Shape::Line,
            gap: true,
            cell: false,
            superscript: None,
            pre_lines: Vec::new(),
            title: None,
            in_title: false,
            left_out: 0,
            running: 0,
        }
    }

    fn run(&mut self) {
        for token in Tokens::new(self.source) {
            match token {
                Token::Start { name, attributes } => self.start(name, attributes),
                Token::End { name } => self.close(name),
                Token::Text(range) => self.words(range),
            }
        }
        self.flush();
        self.flush_pre();
    }

    fn start(&mut self, name: Name, attributes: TextRange) {
        let tag = name.as_str();
        match tag {
            "meta" => return self.meta(attributes),
            "br" if self.pre > 0 => return,
            "br" => {
                self.cell = false;
                // Two in a row part paragraphs, one parts lines.
                let empty = self.text.is_empty();
                self.flush();
                self.gap |= empty;
                return;
            }
            "hr" => {
                self.flush();
                self.gap = true;
                return;
            }
            "title" => self.in_title = true,
            "time" if self.out == 0 => self.field(FieldKey::Date, attribute(self.source, attributes, "datetime")),
            _ => {}
        }
        if VOID.contains(&tag) {
            return;
        }
        self.imply_ends(tag);
        if is_block(tag) {
            self.flush();
            self.gap = true;
            self.cell = tag == "td";
        }
        let by_class = self.classes && self.out == 0 && self.is_furniture(tag, attributes);
        let out = by_class || LEFT_OUT.contains(&tag);
        match tag {
            "main" | "article" => self.inside += 1,
            "header" => self.header += 1,
            "pre" => self.pre += 1,
            "b" | "strong" | "u" | "dt" => self.bold += 1,
            "a" => self.link += 1,
            "sup" => self.superscript = Some(self.text.as_str().len()),
            "li" => self.shape = Shape::Item,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.shape = Shape::Heading(tag.as_bytes()[1] - b'0'),
            "figcaption" | "caption" | "th" => self.shape = Shape::Note,
            _ => {}
        }
        if self.stack.len() < DEPTH {
            self.stack.push(Element { name, out });
            self.out += usize::from(out);
        } else {
            self.leave(tag);
        }
    }

    /// Returns whether the element's class, id or role says that it belongs to the site.
    fn is_furniture(&self, tag: &str, attributes: TextRange) -> bool {
        if attributes.len() < 6 || matches!(tag, "html" | "body" | "main" | "article" | "h1" | "a" | "b" | "strong") {
            return false;
        }
        let named = |attribute_name: &str| {
            attribute(self.source, attributes, attribute_name).is_some_and(|value| {
                self.source[value].split_whitespace().take(12).any(|name| self.forms.is_furniture_class(name))
            })
        };
        let hidden = attribute(self.source, attributes, "role").is_some_and(|value| {
            matches!(&self.source[value], "navigation" | "search" | "banner" | "contentinfo" | "complementary")
        });
        hidden || named("class") || named("id")
    }

    /// Ends the elements that the start of `tag` ends by itself.
    fn imply_ends(&mut self, tag: &str) {
        let (ends, bounds): (&[&str], &[&str]) = match tag {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table", "tbody", "thead"]),
            "p" | "div" | "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section"
            | "blockquote" => (&["p"], &["div", "td", "li", "body"]),
            _ => return,
        };
        for (depth, element) in self.stack.iter().rev().take(REACH).enumerate() {
            let name = element.name.as_str();
            if ends.contains(&name) {
                self.flush();
                self.pop(depth + 1);
                return;
            }
            if bounds.contains(&name) {
                return;
            }
        }
    }

    fn close(&mut self, name: Name) {
        let tag = name.as_str();
        if tag == "sup" {
            self.end_superscript();
        }
        if is_block(tag) {
            self.flush();
            self.gap = true;
            self.cell = false;
        }
        if tag == "title" {
            self.in_title = false;
        }
        let depth = self.stack.iter().rev().take(REACH).position(|element| element.name == name);
        if let Some(depth) = depth {
            self.pop(depth + 1);
        }
    }

    fn pop(&mut self, count: usize) {
        for _ in 0..count {
            let Some(element) = self.stack.pop() else { return };
            self.out -= usize::from(element.out);
            self.leave(element.name.as_str());
        }
    }

    /// Forgets what the element that ends meant for its text.
    fn leave(&mut self, tag: &str) {
        let count = match tag {
            "main" | "article" => &mut self.inside,
            "header" => &mut self.header,
            "b" | "strong" | "u" | "dt" => &mut self.bold,
            "a" => &mut self.link,
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                if self.pre == 0 {
                    self.flush_pre();
                }
                return;
            }
            "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "figcaption" | "caption" | "th" => {
                self.flush();
                self.shape = Shape::Line;
                return;
            }
            _ => return,
        };
        *count = count.saturating_sub(1);
    }

    /// Drops a superscript that is only the mark of a note.
    fn end_superscript(&mut self) {
        let Some(from) = self.superscript.take() else { return };
        let text = self.text.as_str();
        let Some(inside) = text.get(from..) else { return };
        if !inside.is_empty()
            && inside.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || matches!(c, '※' | '注'))
        {
            self.text = self.text.slice(TextRange::new(0, from));
        }
    }

    fn words(&mut self, range: TextRange) {
        if self.in_title {
            self.title = Some(self.title.map_or(range, |title| title.cover(range)));
            return;
        }
        if self.out > 0 {
            if plain::ends_sentence(self.source[range].trim()) {
                self.left_out += range.len();
            }
            return;
        }
        if self.pre > 0 {
            let (mut start, end) = (range.start as usize, range.end as usize);
            for piece in self.source[range].split_inclusive('\n') {
                let stop = (start + piece.len()).min(end);
                self.pre_lines.push(lines::trimmed(self.source, start, stop));
                start = stop;
            }
            return;
        }
        let mut start = range.start as usize;
        let end = range.end as usize;
        while start < end {
            let rest = &self.source[start..end];
            let stop = rest.find(['\n', '&']).unwrap_or(rest.len());
            self.run_of_words(start, start + stop);
            start += stop;
            if stop == rest.len() {
                break;
            }
            if rest.as_bytes()[stop] == b'\n' {
                self.space = true;
                start += 1;
            } else if let Some((decoded, length)) = entities::decode(&self.source[start..end]) {
                self.reference(&decoded, TextRange::new(start, start + length));
                start += length;
            } else {
                self.copy(TextRange::new(start, start + 1));
                start += 1;
            }
        }
    }

    fn run_of_words(&mut self, start: usize, end: usize) {
        let text = &self.source[start..end];
        let trimmed = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{3000}');
        if trimmed.is_empty() {
            self.space |= !text.is_empty();
            return;
        }
        let left =
            start + (text.len() - text.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{3000}').len());
        self.space |= left > start;
        self.copy(TextRange::new(left, left + trimmed.len()));
        self.space = left + trimmed.len() < end;
    }

    fn copy(&mut self, range: TextRange) {
        self.part(self.source[range].chars().next().unwrap_or(' '), range.start);
        self.text.push_verbatim(self.source, range);
        self.count(range.len());
        self.end = range.end;
    }

    fn reference(&mut self, decoded: &str, range: TextRange) {
        if decoded.chars().all(char::is_whitespace) {
            self.space = true;
            return;
        }
        self.part(decoded.chars().next().unwrap_or(' '), range.start);
        self.text.push_replaced(decoded, range);
        self.count(decoded.len());
        self.end = range.end;
    }

    /// Parts what follows from the text before it if white space stood between.
    fn part(&mut self, next: char, at: u32) {
        let space = std::mem::take(&mut self.space);
        if let Some(last) = self.text.as_str().chars().next_back()
            && space
            && !is_east_asian(last)
            && !is_east_asian(next)
        {
            self.text.push_replaced(" ", TextRange { start: self.end.min(at), end: at });
        }
    }

    fn count(&mut self, bytes: usize) {
        self.counts[0] += bytes;
        self.counts[1] += if self.bold > 0 { bytes } else { 0 };
        self.counts[2] += if self.link > 0 { bytes } else { 0 };
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        self.space = false;
        self.superscript = None;
        let [all, bold, linked] = std::mem::take(&mut self.counts);
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if plain::ends_sentence(text.as_str()) {
            self.running += text.as_str().len();
        }
        let mut draft = Draft {
            shape: if self.cell && self.shape == Shape::Line { Shape::Item } else { self.shape },
            strong: bold == all,
            alone: self.gap,
            gap: std::mem::take(&mut self.gap),
            linked: (linked * 100 / all.max(1)) as u8,
            mark: None,
            text,
        };
        if self.header > 0
            && self.inside == 0
            && !matches!(draft.shape, Shape::Heading(1))
            && !plain::ends_sentence(draft.text.as_str())
        {
            draft.linked = 100;
        }
        self.mark(&mut draft);
        self.push(draft);
    }

    fn push(&mut self, draft: Draft) {
        draft::push(&mut self.drafts, draft);
        self.places.resize(self.drafts.len(), self.inside > 0);
    }

    /// Takes a bullet or number off the beginning of a draft.
    fn mark(&self, draft: &mut Draft) {
        if !matches!(draft.shape, Shape::Line | Shape::Item) {
            return;
        }
        let text = draft.text.as_str();
        let (mark, shape) = match (marks::bullet(text), marks::number(text, self.forms)) {
            (Some(mark), _) => (mark, Shape::Item),
            (None, Some(mark)) if mark.kind == MarkKind::Number => (mark, Shape::Numbered),
            _ => return,
        };
        let whole = text.len();
        draft.mark = Some(Box::new(draft.text.slice(TextRange::new(0, mark.length))));
        draft.text = draft.text.slice(TextRange::new(mark.length, whole));
        draft.shape = shape;
    }

    fn flush_pre(&mut self) {
        let lines = std::mem::take(&mut self.pre_lines);
        for draft in plain::drafts(self.source, &lines, self.forms, self.lexicon) {
            self.running += draft.text.as_str().len();
            self.push(draft);
        }
    }

    fn meta(&mut self, attributes: TextRange) {
        let Some(content) = attribute(self.source, attributes, "content") else { return };
        let name =
            attribute(self.source, attributes, "property").or_else(|| attribute(self.source, attributes, "name"));
        let Some(name) = name else { return };
        let key = match self.source[name].to_ascii_lowercase().as_str() {
            "og:title" | "dc.title" | "dcterms.title" => FieldKey::Title,
            "article:published_time" | "date" | "dc.date" | "dc.date.issued" | "dcterms.issued" | "pubdate" => {
                FieldKey::Date
            }
            "og:site_name" | "dc.publisher" | "dcterms.publisher" | "author" => FieldKey::Source,
            "og:url" => FieldKey::Url,
            _ => return,
        };
        self.field(key, Some(content));
    }

    fn field(&mut self, key: FieldKey, range: Option<TextRange>) {
        let Some(range) = range else { return };
        let value = decoded(&self.source[range]);
        if !value.is_empty() {
            self.fields.push(Field { key, value, range });
        }
    }

    /// Returns the drafts, those outside `main` and `article` left out if most of the text is inside.
    fn finish(mut self) -> (Vec<Draft>, Vec<Field>) {
        if !self.fields.iter().any(|field| field.key == FieldKey::Title) {
            self.field(FieldKey::Title, self.title);
        }
        let size = |inside: bool| -> usize {
            let drafts = self.drafts.iter().zip(&self.places);
            drafts
                .filter(|(_, place)| **place == inside)
                .map(|(draft, _)| draft.text.as_str())
                .filter(|text| plain::ends_sentence(text))
                .map(str::len)
                .sum()
        };
        if size(true) > size(false) {
            let places = std::mem::take(&mut self.places);
            let mut place = places.iter();
            let first = places.iter().position(|inside| *inside).unwrap_or(0);
            let mut index = 0;
            let own = self
                .drafts
                .iter()
                .zip(&places)
                .any(|(draft, inside)| *inside && matches!(draft.shape, Shape::Heading(1 | 2)));
            self.drafts.retain(|draft| {
                index += 1;
                place.next().copied().unwrap_or(true) || (!own && index <= first && draft.shape == Shape::Heading(1))
            });
        }
        (self.drafts, self.fields)
    }
}

fn is_block(tag: &str) -> bool {
    !INLINE.contains(&tag) && !LEFT_OUT_INLINE.contains(&tag)
}

/// Returns `text` with character references decoded and white space folded.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (value, length) = entities::decode(rest).unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&value);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes the page's title the document's: the heading that it holds, or what stands before the site's name.
fn mend_title(drafts: &[Draft], fields: &mut [Field], forms: &Forms) {
    let Some(field) = fields.iter_mut().find(|field| field.key == FieldKey::Title) else { return };
    let Some(page) = forms.key(&field.value) else { return };
    let heading = drafts
        .iter()
        .filter(|draft| matches!(draft.shape, Shape::Heading(_)) || draft.strong)
        .filter(|draft| {
            forms.key(draft.text.as_str()).is_some_and(|key| key.chars().count() >= 4 && page.contains(&key))
        })
        .max_by_key(|draft| {
            let key = forms.key(draft.text.as_str()).unwrap_or_default();
            (forms.is_title(&key), page.starts_with(&key), key.len())
        });
    if let Some(heading) = heading {
        field.value = heading.text.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        return;
    }
    for separator in [" | ", "｜", " – ", " — ", " - ", "|", "：：", " : "] {
        if let Some((title, site)) = field.value.rsplit_once(separator)
            && title.chars().count() >= 6
            && site.chars().count() <= title.chars().count() + 12
        {
            field.value = title.trim().to_owned();
            return;
        }
    }
}
