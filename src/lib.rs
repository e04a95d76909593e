//! Finds the AI models that a repository uses, resolves their licenses, judges them against the
//! declared use and checks the notices.
//!
//! The flow goes one way; a module uses only modules that stand before it on this line:
//!
//! ```text
//! registry -> cli -> settings -> text -> mention -> report -> walk -> detect -> resolve -> verdict -> notices -> judge -> render -> run
//! ```

pub mod explain;
pub mod judge;
pub mod mention;
pub mod notices;
pub mod registry;
pub mod report;
pub mod resolve;
pub mod settings;
#[cfg(test)]
mod testing;
pub mod text;
pub mod verdict;
