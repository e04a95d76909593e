//! Single files, read without a look at the folders around them beyond their ignore files.

use super::read::{Outcome, Reader};
use super::scope::Scope;
use super::{Collected, Content, Walked, Weights, is_in_git, leads_outside};
use crate::report::SkipReason;
use crate::settings::{ScanSettings, Settings};
use ignore::gitignore::Gitignore;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Reads files one by one; what the walk would not reach is skipped, as when it is named.
pub struct Single<'a, T> {
    root: &'a Path,
    scope: Scope,
    ignored: IgnoreFiles,
    reader: Reader,
    collected: Collected<T>,
}

impl<'a, T> Single<'a, T> {
    /// A reader of files below the root, with the ignore rules of the tree and `scan.exclude`.
    #[must_use]
    pub fn new(settings: &'a Settings, weights: Weights) -> Self {
        let everywhere = ScanSettings { paths: Vec::new(), ..settings.scan.clone() };
        Single {
            root: &settings.root,
            scope: Scope::new(&settings.root, &everywhere),
            ignored: IgnoreFiles::new(&settings.root),
            reader: Reader::new(settings.scan.max_file_size, weights),
            collected: Collected::default(),
        }
    }

    /// Reads a file of the tree.
    pub fn read(&mut self, path: &str, read: impl FnOnce(&str, Content<'_>) -> Option<T>) {
        if !self.is_meant(path) {
            return;
        }
        let full = self.root.join(path);
        let is_link = full.symlink_metadata().is_ok_and(|found| found.is_symlink());
        if !is_link {
            let outcome = self.reader.read(&full, path, |content| read(path, content));
            self.collect(path, outcome);
        } else if leads_outside(self.root, &full) {
            self.collected.skip(path.to_owned(), SkipReason::LinkOutside, "");
        }
    }

    /// Reads bytes that are not in the tree as if they were, where a file of the path would be read.
    pub fn read_bytes(
        &mut self,
        path: &str,
        bytes: &[u8],
        size: u64,
        read: impl FnOnce(&str, Content<'_>) -> Option<T>,
    ) {
        if self.is_meant(path) {
            let outcome = self.reader.read_bytes(bytes, size, path, |content| read(path, content));
            self.collect(path, outcome);
        }
    }

    /// Notes a file that cannot be had.
    pub fn unreadable(&self, path: &str, why: &str) {
        self.collected.skip(path.to_owned(), SkipReason::Unreadable, why);
    }

    /// What was read and what was not.
    #[must_use]
    pub fn finish(self) -> Walked<T> {
        self.collected.sorted(&self.scope)
    }

    fn collect(&self, path: &str, outcome: Outcome<T>) {
        match outcome {
            Outcome::Read(found) => self.collected.add(Cow::Borrowed(path), found),
            Outcome::Skipped(reason, detail) => self.collected.skip(path.to_owned(), reason, &detail),
        }
    }

    /// Whether the walk would reach the file. Our own files are passed over in silence.
    fn is_meant(&mut self, path: &str) -> bool {
        let enters = folders(path).all(|folder| self.scope.enters(folder));
        if !enters || self.scope.is_excluded(path) || self.ignored.hold(path) {
            self.collected.skip(path.to_owned(), SkipReason::Ignored, super::LEFT_OUT);
            return false;
        }
        self.scope.holds(path)
    }
}

/// The folders that lead to a path, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The ignore files of the folders on the way to single files, each read once.
struct IgnoreFiles {
    root: PathBuf,
    /// Whether folders above the root count.
    above: bool,
    read: HashMap<PathBuf, Folder>,
}

/// What stands in one folder.
struct Folder {
    ignore: Option<Gitignore>,
    gitignore: Option<Gitignore>,
    /// Whether a git work tree begins here; `.gitignore` files above it do not count.
    begins_git: bool,
}

impl IgnoreFiles {
    fn new(root: &Path) -> Self {
        let above = !root.join(".git").exists() && is_in_git(root);
        IgnoreFiles { root: root.to_owned(), above, read: HashMap::new() }
    }

    /// Whether they leave out the path or a folder that leads to it.
    fn hold(&mut self, path: &str) -> bool {
        path.split('/').any(|part| part == ".git")
            || folders(path).any(|folder| self.hold_one(folder, true))
            || self.hold_one(path, false)
    }

    /// The nearest rule that fits decides; `.ignore` goes before `.gitignore`.
    fn hold_one(&mut self, path: &str, is_folder: bool) -> bool {
        let full = self.root.join(path);
        let (mut by_ignore, mut by_git, mut in_git) = (None, None, true);
        for folder in full.ancestors().skip(1) {
            if !self.above && !folder.starts_with(&self.root) {
                break;
            }
            let found = self.read.entry(folder.to_owned()).or_insert_with(|| Folder::read(folder));
            let rule = |file: &Option<Gitignore>| {
                let matched = file.as_ref()?.matched(&full, is_folder);
                (!matched.is_none()).then(|| matched.is_ignore())
            };
            by_ignore = by_ignore.or_else(|| rule(&found.ignore));
            by_git = by_git.or_else(|| rule(&found.gitignore).filter(|_| in_git));
            in_git &= !found.begins_git;
        }
        by_ignore.or(by_git).unwrap_or(false)
    }
}

impl Folder {
    fn read(folder: &Path) -> Self {
        let file = |name: &str| {
            let path = folder.join(name);
            path.is_file().then(|| Gitignore::new(path).0)
        };
        Folder { ignore: file(".ignore"), gitignore: file(".gitignore"), begins_git: folder.join(".git").exists() }
    }
}
