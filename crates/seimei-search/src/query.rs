//! The query language, parsed; filled in next.
