//! From what is known to what is printed. Formats only render: the exit code, and what is a finding,
//! are decided before.
//!
//! Stands between `explain` and `run`. Each format is a row of [`FORMATS`] and a file of this folder.

mod complaint;
mod data;
mod diagnostic;
mod explain;
mod human;
mod json;
mod jsonl;
mod look;
mod summary;
mod table;
mod text;

pub use complaint::complaint;
pub use diagnostic::FindingDiagnostic;
pub use look::{Drawing, Look};

use crate::explain::Explained;
use crate::judge::Report;
use crate::report::Scan;
use crate::settings::DeclaredUse;
use std::io;

/// What there is to print.
#[derive(Clone, Copy, Debug)]
pub enum Output<'a> {
    /// The findings of `check`.
    Check(&'a Report),
    /// The models of `list`.
    List(&'a Report),
    /// The places of `list --mentions`.
    Mentions(&'a Scan),
    /// The answers of `explain`, for the declared use.
    Explain(&'a [Explained], &'a DeclaredUse),
}

/// An output format.
pub struct Format {
    /// The word behind `--format`.
    pub id: &'static str,
    /// What it is for, a phrase.
    pub docs: &'static str,
    /// Writes. How it looks concerns the formats for people only.
    pub write: fn(&Output<'_>, &Look, &mut dyn io::Write) -> io::Result<()>,
}

/// All formats; the first is the default.
pub static FORMATS: &[Format] = &[human::FORMAT, json::FORMAT, jsonl::FORMAT];

/// The format of an id.
#[must_use]
pub fn find_format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.id == id)
}

#[cfg(test)]
mod tests;
