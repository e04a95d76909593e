//! Notice files: where they are, which license a text is, whether an obligation is fulfilled.
//!
//! Stands between `verdict` (what is due) and `judge` (what is missing). Reads files, writes none.

mod check;
mod find;
mod fold;
mod recognise;
#[cfg(test)]
mod tests;
mod user_facing;

pub use check::{Check, Scope, check_obligation};
pub use find::{NoticeFile, NoticeFiles, Role, find_notices};
pub use fold::{fold_space, fold_words};
pub use recognise::{Recognised, recognise, recognise_all};
