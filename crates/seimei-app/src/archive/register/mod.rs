//! The register of an archive: drawn from its readings, with what persons decided laid over it.

mod grounds;

pub use grounds::Drawn;
