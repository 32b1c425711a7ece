//! Use cases: the facade that every edge calls.

pub mod read;
