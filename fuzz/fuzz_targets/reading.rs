//! Arbitrary text through the whole reading.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seimei_fuzz::reading_holds;

fuzz_target!(|text: &str| reading_holds(text));
