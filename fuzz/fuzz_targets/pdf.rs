//! Arbitrary pages of positioned text: their layout must neither panic nor lose its ranges.
//!
//! The parser of PDF files itself is not fuzzed here: it is another's, and runs in a process that may die.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seimei_fuzz::pages_hold;

fuzz_target!(|bytes: &[u8]| pages_hold(bytes));
