//! The pages and the HTTP interface: requests in, use cases of `seimei-app` called, pages and JSON out.
//!
//! The archive is held open with its register in memory ([`office`]); handlers extract, ask it, and render. No logic
//! that another edge would need, and no request to anybody else: the server answers, it never asks.

mod access;
mod api;
mod ask;
mod assets;
mod cached;
mod differences;
mod feeds;
mod formulas;
mod frame;
mod guard;
mod jobs;
mod ledger;
mod links;
mod listing;
mod marks;
pub mod office;
mod pages;
mod present;
mod router;
pub mod serve;
mod visitor;
mod wrong;

pub use access::hashed;
pub use office::{Access, Office, Setting};
pub use router::router;
pub use serve::{NotServed, serve};
