//! The pages and the interface for programs over a small archive of invented states: wiring only. What is read, found and
//! drawn is tested where it is made.

mod api;
mod cached;
mod charts;
mod feeds;
mod guard;
mod house;
mod register;
mod wording;
