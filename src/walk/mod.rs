//! The files of the root, read once each by several threads.
//!
//! Stands between the settings and detection: hands every file that may be read to a function and says
//! what was not read. Ignore files (`.gitignore`, `.ignore`) of the tree hold, also for named files and
//! outside of git; those of the user or the clone (`core.excludesFile`, `.git/info/exclude`) do not, so
//! that every machine reads the same. Hidden files are read: `.env` and `.github` name models too.

mod read;
mod scope;
mod single;

pub use single::Single;

use crate::report::{SkipReason, Skipped};
use crate::settings::Settings;
use ignore::{DirEntry, WalkBuilder, WalkState};
use read::{Outcome, Reader};
use scope::Scope;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Up to so many named files are read one by one; for more, several threads are worth their start.
const FEW: usize = 64;
/// Why a named file is not read.
const LEFT_OUT: &str = "an ignore file or scan.exclude leaves it out";

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// Text, or what may be text: no NUL near the beginning.
    Text(&'a [u8]),
    /// The ends of weights, which may be of any size.
    Weights(Excerpt<'a>),
}

/// The ends of a file.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The first bytes.
    pub head: &'a [u8],
    /// The last bytes; none where the first ones are all.
    pub tail: &'a [u8],
    /// The size of the whole file.
    pub size: u64,
}

/// Which files are weights, and how much of them is read. Detection knows; the walk does not.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Whether a path may name weights.
    pub may_be: fn(&str) -> bool,
    /// Whether its content is weights.
    pub is: fn(&str, &Excerpt<'_>) -> bool,
    /// How many bytes at the beginning are read at most.
    pub head: usize,
    /// How many bytes at the end are read at most.
    pub tail: usize,
}

/// What a walk found.
#[derive(Debug)]
pub struct Walked<T> {
    /// What the function made of files, sorted by path.
    pub found: Vec<(String, T)>,
    /// What was not read, sorted.
    pub skipped: Vec<Skipped>,
    /// How many files were read.
    pub files_read: usize,
}

/// Reads the files that the settings name and gives each to `read`, with its path relative to the root.
pub fn walk<T, F>(settings: &Settings, weights: Weights, read: &F) -> Walked<T>
where
    T: Send,
    F: Fn(&str, Content<'_>) -> Option<T> + Sync,
{
    if let Some(files) = few_files(settings) {
        let mut single = Single::new(settings, weights);
        for file in files {
            single.read(file, read);
        }
        return single.finish();
    }
    let scope = Scope::new(&settings.root, &settings.scan);
    let collected = Collected::default();
    builder(settings).build_parallel().run(|| {
        let mut reader = Reader::new(settings.scan.max_file_size, weights);
        let (scope, collected, root) = (&scope, &collected, settings.root.as_path());
        Box::new(move |entry| match entry {
            Ok(entry) => visit(&entry, root, scope, &mut reader, collected, read),
            Err(error) => {
                collected.failed(root, &error);
                WalkState::Continue
            }
        })
    });
    collected.sorted(&scope)
}

/// The files that were named, where they are so few that their folders need not be listed.
fn few_files(settings: &Settings) -> Option<BTreeSet<&str>> {
    let named: BTreeSet<&str> = settings.scan.paths.iter().map(String::as_str).collect();
    let all = named.iter().all(|path| settings.root.join(path).is_file());
    (!named.is_empty() && named.len() <= FEW && all).then_some(named)
}

/// The walker: ignore rules as the module says, links not followed.
fn builder(settings: &Settings) -> WalkBuilder {
    let mut builder = WalkBuilder::new(&settings.root);
    builder
        .hidden(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        // Above the root only when it lies inside of a git work tree: rules of the tree are part of it,
        // rules of a home folder are not.
        .parents(!settings.root.join(".git").exists() && is_in_git(&settings.root))
        .follow_links(false)
        .threads(settings.scan.threads);
    builder
}

fn is_in_git(root: &Path) -> bool {
    root.ancestors().any(|folder| folder.join(".git").exists())
}

fn visit<T, F>(
    entry: &DirEntry,
    root: &Path,
    scope: &Scope,
    reader: &mut Reader,
    collected: &Collected<T>,
    read: &F,
) -> WalkState
where
    F: Fn(&str, Content<'_>) -> Option<T>,
{
    let Some(kind) = entry.file_type().filter(|_| entry.depth() > 0) else { return WalkState::Continue };
    if entry.file_name() == ".git" {
        return WalkState::Skip;
    }
    let path = relative(root, entry.path());
    if kind.is_dir() {
        return if scope.enters(&path) { WalkState::Continue } else { WalkState::Skip };
    }
    if !scope.holds(&path) {
        return WalkState::Continue;
    }
    if kind.is_symlink() {
        if leads_outside(root, entry.path()) {
            collected.skip(path.into_owned(), SkipReason::LinkOutside, "");
        }
    } else if kind.is_file() {
        match reader.read(entry.path(), &path, |content| read(&path, content)) {
            Outcome::Read(found) => collected.add(path, found),
            Outcome::Skipped(reason, detail) => collected.skip(path.into_owned(), reason, &detail),
        }
    }
    WalkState::Continue
}

/// A link that is followed nowhere: its target is read where it stands, unless that is elsewhere.
fn leads_outside(root: &Path, link: &Path) -> bool {
    std::fs::canonicalize(link).is_ok_and(|target| !target.starts_with(root))
}

/// The path below the root, with `/`.
fn relative<'a>(root: &Path, path: &'a Path) -> Cow<'a, str> {
    let inner = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    if cfg!(windows) { Cow::Owned(inner.replace('\\', "/")) } else { inner }
}

/// What the threads bring together. Most files yield nothing, so one lock is enough.
struct Collected<T> {
    found: Mutex<Vec<(String, T)>>,
    skipped: Mutex<Vec<Skipped>>,
    files_read: AtomicUsize,
}

impl<T> Default for Collected<T> {
    fn default() -> Self {
        Collected { found: Mutex::default(), skipped: Mutex::default(), files_read: AtomicUsize::new(0) }
    }
}

impl<T> Collected<T> {
    fn add(&self, path: Cow<'_, str>, found: Option<T>) {
        self.files_read.fetch_add(1, Ordering::Relaxed);
        if let Some(found) = found {
            self.found.lock().unwrap_or_else(PoisonError::into_inner).push((path.into_owned(), found));
        }
    }

    fn skip(&self, path: String, reason: SkipReason, detail: &str) {
        let skipped = Skipped { path, reason, detail: detail.to_owned() };
        self.skipped.lock().unwrap_or_else(PoisonError::into_inner).push(skipped);
    }

    /// A folder or ignore file that could not be read.
    fn failed(&self, root: &Path, error: &ignore::Error) {
        let path = path_of(error).map_or_else(String::new, |path| relative(root, path).into_owned());
        let detail = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        self.skip(path, SkipReason::Unreadable, &detail);
    }

    /// The same result however the threads ran.
    fn sorted(self, scope: &Scope) -> Walked<T> {
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut skipped = self.skipped.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by(|a, b| a.0.cmp(&b.0));
        skipped.extend(scope.never_seen().map(|path| Skipped {
            path: path.to_owned(),
            reason: SkipReason::Ignored,
            detail: LEFT_OUT.to_owned(),
        }));
        skipped.sort();
        Walked { found, skipped, files_read: self.files_read.into_inner() }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithLineNumber { err, .. } | ignore::Error::WithDepth { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
