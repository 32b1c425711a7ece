//! Answers as JSON: what the command line prints with `--json` and the interface for programs gives.

pub mod found;
pub mod shown;
