//! Which paths are meant: those that were named, without those that `scan.exclude` leaves out.

use crate::settings::{CONFIG_FILES, LOCK_FILE, ScanSettings};
use glob::{MatchOptions, Pattern};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// A `*` stays inside of a folder; `**` crosses folders.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: false };

/// The paths of a walk.
pub(super) struct Scope {
    /// What was named; empty means everything.
    named: BTreeSet<String>,
    /// Named files (not folders), and whether the walk came by.
    files: Vec<(String, AtomicBool)>,
    exclude: Vec<Pattern>,
}

impl Scope {
    /// The scope that the settings describe.
    pub(super) fn new(root: &Path, scan: &ScanSettings) -> Self {
        let named: BTreeSet<String> = scan.paths.iter().cloned().collect();
        let files = named.iter().filter(|path| root.join(path).is_file());
        let files = files.map(|path| (path.clone(), AtomicBool::new(false))).collect();
        let patterns = scan.exclude.iter().map(|pattern| pattern.value.trim_end_matches('/'));
        Scope { files, named, exclude: patterns.filter_map(|pattern| Pattern::new(pattern).ok()).collect() }
    }

    /// Whether a folder may hold files that are meant.
    pub(super) fn enters(&self, folder: &str) -> bool {
        (self.is_named(folder) || self.leads_to_named(folder)) && !self.is_excluded(folder)
    }

    /// Whether a file is meant. Our own files name models only to speak about them.
    pub(super) fn holds(&self, file: &str) -> bool {
        let ours = CONFIG_FILES.contains(&file) || file == LOCK_FILE;
        let meant = self.is_named(file) && !self.is_excluded(file);
        if meant && let Ok(at) = self.files.binary_search_by(|(path, _)| path.as_str().cmp(file)) {
            self.files[at].1.store(true, Ordering::Relaxed);
        }
        meant && !ours
    }

    /// Named files that the walk did not reach: ignored or excluded.
    pub(super) fn never_seen(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|(_, seen)| !seen.load(Ordering::Relaxed)).map(|(path, _)| path.as_str())
    }

    /// Whether the path or a folder above it was named.
    fn is_named(&self, path: &str) -> bool {
        self.named.is_empty()
            || self.named.contains(path)
            || path.match_indices('/').any(|(at, _)| self.named.contains(&path[..at]))
    }

    /// Whether something below the folder was named.
    fn leads_to_named(&self, folder: &str) -> bool {
        let below = format!("{folder}/");
        self.named.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
    }

    /// Whether a pattern fits. A pattern without `/` fits a name at any depth, as in `.gitignore`.
    pub(super) fn is_excluded(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        self.exclude.iter().any(|pattern| {
            let subject = if pattern.as_str().contains('/') { path } else { name };
            pattern.matches_with(subject, OPTIONS)
        })
    }
}
