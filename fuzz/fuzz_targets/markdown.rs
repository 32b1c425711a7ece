//! Arbitrary bytes as a markdown document: ingestion must neither panic nor lose its ranges.
#![no_main]

use libfuzzer_sys::fuzz_target;
use seimei_fuzz::ingest_holds;
use seimei_ingest::ingest::Format;

fuzz_target!(|bytes: &[u8]| ingest_holds(bytes, Format::Markdown));
