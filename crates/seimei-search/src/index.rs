//! The index; filled in next.
