//! Alignment; filled in next.
