//! The settings as the rest of the flow reads them: plain, validated, with places for messages.

use crate::registry::schema::Activity;
use crate::report::Level;
use crate::text::{SourceText, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Everything a run needs to know about what the user wants.
#[derive(Debug)]
pub struct Settings {
    /// The folder that is scanned and that paths are relative to.
    pub root: PathBuf,
    /// The configuration that was read (a file of its own, or `Cargo.toml`), for messages that point into it.
    pub source: Option<Arc<SourceText>>,
    /// What the user does with models.
    pub usage: DeclaredUse,
    /// Levels of rules that differ from the rules' own.
    pub levels: BTreeMap<String, Level>,
    /// Licenses, models and publishers that are welcome or not.
    pub policy: Policy,
    /// Findings that are accepted, with reasons.
    pub exceptions: Vec<Exception>,
    /// Facts about models that the user states.
    pub models: Vec<DeclaredModel>,
    /// What is scanned.
    pub scan: ScanSettings,
    /// Further places for notice files, as globs relative to the root.
    pub notice_files: Vec<String>,
    /// The day of the run, `YYYY-MM-DD`: `--today`, else `SOURCE_DATE_EPOCH`, else absent.
    pub today: Option<String>,
    /// The members of the Cargo workspace, if there is one; deepest folder first.
    pub packages: Vec<Package>,
}

/// What the user does with models: `[usage]`.
#[derive(Clone, Debug)]
pub struct DeclaredUse {
    /// Whether anything was declared. Without it the use is a commercial product that loads models at run time.
    pub declared: bool,
    /// For commercial advantage or payment.
    pub commercial: bool,
    /// What is done, sorted, never empty.
    pub activities: Vec<Activity>,
    /// Facts by key of `registry/facts.toml` (with `mau_at_DATE` spelt out); `commercial` is not among them.
    pub facts: BTreeMap<String, FactValue>,
}

impl Default for DeclaredUse {
    fn default() -> Self {
        DeclaredUse { declared: false, commercial: true, activities: vec![Activity::Product], facts: BTreeMap::new() }
    }
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A number in the fact's unit.
    Number(u64),
    /// Yes or no.
    YesNo(bool),
    /// One word.
    Word(String),
    /// Several words.
    Words(Vec<String>),
    /// Declared to be unknown: answers that need it are `unknown`.
    Unknown,
}

/// Something that the user wrote, with its place in the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Its bytes in [`Settings::source`].
    pub span: Span,
}

/// `[licenses]`, `[models]` and `[publishers]`. Entries are globs, compared without regard to case.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// License keys that are welcome; when not empty, others are findings.
    pub allowed_licenses: Vec<Written<String>>,
    /// License keys that are not welcome.
    pub denied_licenses: Vec<Written<String>>,
    /// Model ids that are welcome whatever their license.
    pub allowed_models: Vec<Written<String>>,
    /// Model ids that are not welcome.
    pub denied_models: Vec<Written<String>>,
    /// Organisations that are not welcome.
    pub denied_publishers: Vec<Written<String>>,
}

/// `[[exception]]`: a finding that is accepted.
#[derive(Clone, Debug)]
pub struct Exception {
    /// Glob of model ids.
    pub model: Option<String>,
    /// The rule; all rules if absent.
    pub rule: Option<String>,
    /// Glob of paths; everywhere if absent.
    pub path: Option<String>,
    /// Why it is accepted. Required.
    pub reason: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// `[[model]]`: a fact about a model that the user states, stronger than the registry.
#[derive(Clone, Debug)]
pub struct DeclaredModel {
    /// The id.
    pub id: String,
    /// A license key of the registry, or an SPDX identifier that means one.
    pub license: String,
    /// Where the user knows it from. Required.
    pub reason: String,
    /// A copy of the license text in the repository that the statement rests on.
    pub text: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// `[scan]`: what is read.
#[derive(Clone, Debug)]
pub struct ScanSettings {
    /// Paths named on the command line, relative to the root; empty means the whole root.
    pub paths: Vec<String>,
    /// Globs of paths that are not read.
    pub exclude: Vec<Written<String>>,
    /// Files above this many bytes are not read (weights are read by their header whatever their size).
    pub max_file_size: u64,
    /// How many threads; 0 means as many as there are cores.
    pub threads: usize,
    /// Which changes are read; nothing for all files.
    pub changed: Option<ChangedSince>,
    /// Whether only references are reported that the old side of the changes does not hold.
    pub new_only: bool,
}

/// Sources are small; what is larger is data that happens to be text.
const MAX_FILE_SIZE: u64 = 8 * 1024 * 1024;

impl Default for ScanSettings {
    fn default() -> Self {
        ScanSettings {
            paths: Vec::new(),
            exclude: Vec::new(),
            max_file_size: MAX_FILE_SIZE,
            threads: 0,
            changed: None,
            new_only: false,
        }
    }
}

/// A member of the Cargo workspace.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder relative to the root, with `/`; empty for the root itself.
    pub folder: String,
    /// The license it declares.
    pub license: Option<String>,
    /// Whether it is published anywhere.
    pub published: bool,
}

/// What changes are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedSince {
    /// The last commit; the index is what is read.
    Head,
    /// The commit where the history of a revision and of HEAD parted; the work tree is what is read.
    Revision(String),
}

impl ScanSettings {
    /// Whether the whole root is read, so that what is not found is not there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.paths.is_empty() && self.changed.is_none()
    }
}
