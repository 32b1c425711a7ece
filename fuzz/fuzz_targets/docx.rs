//! Arbitrary bytes as a DOCX: as the zip file itself, or as what its text part holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seimei_fuzz::docx_holds;

fuzz_target!(|bytes: &[u8]| docx_holds(bytes));
