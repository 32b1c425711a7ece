//! Bytes of any format -> text, structure, metadata and diagnostics.
//!
//! No domain judgement here: what a block says is for `seimei-reading`.

pub mod block;
mod decode;
mod draft;
mod entities;
pub mod flow;
mod forms;
mod head;
mod html;
mod html_tokens;
mod hyphens;
pub mod ingest;
mod inline;
mod join;
pub mod layout;
mod layout_columns;
mod layout_furniture;
mod layout_lines;
mod layout_paragraphs;
mod lines;
mod markdown;
mod marks;
mod mend;
mod plain;
mod script;
mod settle;
