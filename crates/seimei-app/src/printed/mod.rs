//! What is printed for programs: the shapes of the command line's JSON and of the HTTP interface, which are the same.

pub mod mechanisms;
pub mod programmes;
pub mod register;
