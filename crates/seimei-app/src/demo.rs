//! The built-in examples.
