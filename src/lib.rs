//! Finds the AI models that a repository uses, resolves their licenses, judges them against the
//! declared use and checks the notices.
//!
//! The flow goes one way; a module uses only modules that stand before it on this line:
//!
//! ```text
//! registry -> cli -> text -> mention -> report -> settings -> changes -> walk -> detect -> dependencies -> scan -> resolve -> verdict -> notices -> judge -> explain -> render -> run
//! ```

pub mod changes;
pub mod cli;
pub mod dependencies;
pub mod detect;
pub mod explain;
pub mod judge;
pub mod mention;
pub mod notices;
pub mod registry;
pub mod render;
pub mod report;
pub mod resolve;
pub mod run;
pub mod scan;
pub mod settings;
#[cfg(test)]
mod testing;
pub mod text;
pub mod verdict;
pub mod walk;
