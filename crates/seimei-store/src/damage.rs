//! What `check` finds wrong with an archive.

use seimei_model::identity::ExpressionId;
use seimei_model::record::Hash;

/// One thing that is wrong. Front ends translate by variant.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Damage {
    /// The database itself is damaged.
    Database {
        /// What the database says of it.
        what: String,
    },
    /// An original is not there.
    OriginalMissing {
        /// Its hash.
        original: Hash,
        /// The expression it belongs to.
        expression: ExpressionId,
    },
    /// The bytes of an original are not those that were put in.
    OriginalAltered {
        /// The hash they should have.
        original: Hash,
        /// The expression it belongs to.
        expression: ExpressionId,
    },
    /// A file that was attached to the register is not there.
    AttachmentMissing {
        /// Its hash.
        original: Hash,
        /// Number of the change that attached it.
        number: u64,
    },
    /// The bytes of a file that was attached to the register are not those that were put in.
    AttachmentAltered {
        /// The hash they should have.
        original: Hash,
        /// Number of the change that attached it.
        number: u64,
    },
    /// A reading is missing, cannot be decoded, or does not fit its record or its source.
    Reading {
        /// The expression.
        expression: ExpressionId,
        /// The version, from 1.
        version: u32,
        /// What is wrong with it.
        what: String,
    },
    /// A record contradicts another one or the log.
    Record {
        /// What is wrong.
        what: String,
    },
    /// The journal lacks changes or has others than the database.
    Journal {
        /// What is wrong.
        what: String,
    },
    /// The search index is damaged or behind; it is made again without loss.
    Index {
        /// What is wrong.
        what: String,
    },
}
