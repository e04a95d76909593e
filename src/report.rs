//! What a run found: the type that judgement fills and every output format reads.

use crate::mention::Mention;
use crate::text::{SourceText, Span};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How serious a finding is. Set by the rule, changed by configuration and command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Shown with `-v`, never fails.
    Note,
    /// Shown, never fails.
    Warn,
    /// Shown, and the run exits with 1.
    Deny,
}

/// A place that a finding points to.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub source: Arc<SourceText>,
    /// The bytes; an empty span stands for the whole file.
    pub span: Span,
    /// What is there, a short phrase; may be empty.
    pub text: String,
}

/// One finding: what is wrong, why, and what to do now.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// How serious it is, after configuration.
    pub level: Level,
    /// The model it concerns (canonical id), if it concerns one.
    pub model: Option<String>,
    /// How close that model comes to the users: the word of its exposure.
    pub exposure: Option<&'static str>,
    /// What is wrong: one sentence without a full stop.
    pub what: String,
    /// Why: the clause and the evidence, one line each.
    pub why: Vec<String>,
    /// What to do now: commands to paste, lines to add; one line each.
    pub help: Vec<String>,
    /// The first is the primary place; further ones are other places that matter to understand it.
    pub labels: Vec<Label>,
    /// Other places that name the same model, not shown with source.
    pub also: Vec<Label>,
}

/// Something that was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    /// Path relative to the root, with `/`.
    pub path: String,
    /// Why.
    pub reason: SkipReason,
    /// Details: the size, the error.
    pub detail: String,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// It holds NUL bytes.
    Binary,
    /// It is larger than the limit.
    TooLarge,
    /// The system refused.
    Unreadable,
    /// It is a link that leads out of the root.
    LinkOutside,
    /// It was named on the command line, and an ignore file or `scan.exclude` leaves it out.
    Ignored,
}

/// What a scan read and found, before resolution.
#[derive(Debug, Default)]
pub struct Scan {
    /// All mentions, sorted by path and span; those of dependencies behind the repository's own.
    pub mentions: Vec<Mention>,
    /// What was not read, sorted.
    pub skipped: Vec<Skipped>,
    /// Inline permissions (`model-license: allow(rule) reason`), sorted by path and line.
    pub permissions: Vec<Permission>,
    /// How many files were read.
    pub files_read: usize,
}

/// An inline permission: `model-license: allow(rule, rule) reason` in a comment on the line or the line above.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The file.
    pub source: Arc<SourceText>,
    /// The bytes of the comment's text.
    pub span: Span,
    /// The line it stands on, counted from 1.
    pub line: usize,
    /// The last line it speaks for: the one below, or below the permissions that follow it.
    pub last_line: usize,
    /// The rules it permits.
    pub rules: Vec<String>,
    /// Why. A permission without a reason permits nothing.
    pub reason: String,
}
