//! The program from outside: arguments in, results, messages and exit codes out.

mod bad_input;
mod lexicon;
mod read;
mod support;
