//! What the program says, in the language of the reader: messages and labels, and why something is refused.
//!
//! Both edges, the command line and the pages, speak through this crate. It knows no terminal and no page.

pub mod labels;
pub mod messages;
pub mod mistake;
pub mod printable;
pub mod problem;
pub mod refusal;
pub mod told;
pub mod vocabulary;
pub mod wording;
