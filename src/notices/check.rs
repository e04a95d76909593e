//! Whether an obligation is fulfilled by a file of the repository.

use super::find::{NoticeFile, NoticeFiles, Role, parents};
use super::fold::fold_space;
use crate::registry::LICENSES;
use crate::registry::schema::{Class, License, ObligationKind, Place, Text};
use crate::resolve::{Usage, folder};
use crate::settings::Package;
use crate::text::SourceText;
use crate::verdict::Due;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What became of an obligation.
#[derive(Clone, Debug)]
pub enum Check {
    /// A file fulfils it.
    Fulfilled {
        /// The file.
        at: Arc<SourceText>,
    },
    /// No file fulfils it.
    Missing,
    /// A file stands in its place that holds something else.
    Wrong {
        /// The license whose text or notice it holds.
        found: &'static License,
        /// The file.
        at: Arc<SourceText>,
    },
    /// No file could show it: a duty for people.
    NotCheckable,
}

/// Which files count for a usage, and which licenses have a place in the repository anyway.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The usage.
    pub usage: &'a Usage,
    /// The workspace's packages.
    pub packages: &'a [Package],
    /// The keys of all licenses of all models of the run.
    pub in_use: &'a BTreeSet<Text>,
    /// Whether the whole repository was read: else a text may belong to a model that was not.
    pub is_whole: bool,
}

/// Checks one obligation against the files that count for a usage.
#[must_use]
pub fn check_obligation(due: &Due, files: &NoticeFiles, scope: Scope<'_>) -> Check {
    let obligation = due.obligation;
    if obligation.copied_from_upstream {
        return Check::NotCheckable;
    }
    let near: Vec<&NoticeFile> = files.files.iter().filter(|file| counts(file, scope)).collect();
    if obligation.kind == ObligationKind::LicenseCopy {
        return check_copy(due.license, &near, scope);
    }
    let place = near.iter().copied().filter(|file| file.role == Role::Named || fits(obligation.place, file.role));
    let place: Vec<&NoticeFile> = match obligation.place {
        Place::LicenseFile | Place::NoticeFile => place.collect(),
        Place::AttributionFile | Place::UserFacing => place.chain(files.user_facing()).collect(),
        Place::TermsOfService | Place::ModelName | Place::ChangedFiles | Place::Outputs | Place::Records => {
            return Check::NotCheckable;
        }
    };
    match (obligation.text, obligation.pattern) {
        (Some(text), _) => match holding(&place, &fold_space(&text)) {
            Some(file) => Check::Fulfilled { at: Arc::clone(&file.source) },
            None if obligation.kind == ObligationKind::NoticeSentence => other_notice(due.license, &place, scope),
            None => Check::Missing,
        },
        (None, Some(pattern)) => check_pattern(&pattern, &place),
        (None, None) => Check::NotCheckable,
    }
}

/// Whether a file speaks for the folders of a usage.
fn counts(file: &NoticeFile, scope: Scope<'_>) -> bool {
    let package = scope.packages.iter().find(|package| Some(&package.name) == scope.usage.package.as_ref());
    file.home.is_empty()
        || package.is_some_and(|package| package.folder == file.home)
        || scope.usage.weights().any(|path| parents(path).any(|parent| parent == file.home))
}

/// Whether a kind of file is one in which an obligation may be fulfilled.
fn fits(place: Place, role: Role) -> bool {
    match place {
        Place::LicenseFile => matches!(role, Role::License | Role::Notice | Role::Bundle | Role::Policy),
        Place::NoticeFile => matches!(role, Role::Notice | Role::Bundle | Role::Attribution),
        _ => true,
    }
}

fn holding<'a>(files: &[&'a NoticeFile], sentence: &str) -> Option<&'a NoticeFile> {
    files.iter().copied().find(|file| file.folded().contains(sentence))
}

fn check_pattern(pattern: &str, files: &[&NoticeFile]) -> Check {
    // The registry's patterns are compiled by its build script too: one that fails here does not get that far.
    let Ok(pattern) = Regex::new(pattern) else { return Check::NotCheckable };
    match files.iter().find(|file| pattern.is_match(file.source.text()) || pattern.is_match(file.folded())) {
        Some(file) => Check::Fulfilled { at: Arc::clone(&file.source) },
        None => Check::Missing,
    }
}

fn check_copy(license: &'static License, near: &[&NoticeFile], scope: Scope<'_>) -> Check {
    if license.fingerprint.titles.is_empty() && license.fingerprint.phrases.is_empty() {
        return Check::NotCheckable;
    }
    let holds = |file: &&&NoticeFile| {
        let several = matches!(file.role, Role::Bundle | Role::Notice | Role::Named);
        let best = file.recognised.best.is_some_and(|best| best.key == license.key);
        best || (several && file.recognised.held.iter().any(|held| held.key == license.key))
    };
    if let Some(file) = near.iter().find(holds) {
        return Check::Fulfilled { at: Arc::clone(&file.source) };
    }
    let wrong = near.iter().find_map(|file| {
        let found = file.recognised.best.filter(|best| best.key != license.key)?;
        let stale = scope.is_whole && found.publisher == license.publisher && !scope.in_use.contains(&found.key);
        let stale = stale && !is_license_of_code(file, found, scope);
        (stale || is_beside_weights(file, scope)).then(|| Check::Wrong { found, at: Arc::clone(&file.source) })
    });
    wrong.unwrap_or(Check::Missing)
}

/// Whether a license file lies in the weights' own folder, and that is not a root of code.
fn is_beside_weights(file: &NoticeFile, scope: Scope<'_>) -> bool {
    let of_file = folder(file.source.path());
    file.role == Role::License && !is_root(of_file, scope) && scope.usage.weights().any(|path| folder(path) == of_file)
}

/// A free license at the root of the repository or of a package is the license of the code.
fn is_license_of_code(file: &NoticeFile, found: &License, scope: Scope<'_>) -> bool {
    matches!(found.class, Class::Permissive | Class::Copyleft) && is_root(folder(file.source.path()), scope)
}

fn is_root(folder: &str, scope: Scope<'_>) -> bool {
    folder.is_empty() || scope.packages.iter().any(|package| package.folder == folder)
}

/// The notice of another version of the license stands where the right one should.
fn other_notice(license: &'static License, files: &[&NoticeFile], scope: Scope<'_>) -> Check {
    if !scope.is_whole {
        return Check::Missing;
    }
    let others = LICENSES.iter().filter(|other| {
        other.key != license.key && other.publisher == license.publisher && !scope.in_use.contains(&other.key)
    });
    for other in others {
        let sentences = other.obligations.iter().filter(|obligation| obligation.kind == ObligationKind::NoticeSentence);
        for text in sentences.filter_map(|obligation| obligation.text) {
            if let Some(file) = holding(files, &fold_space(&text)) {
                return Check::Wrong { found: other, at: Arc::clone(&file.source) };
            }
        }
    }
    Check::Missing
}

impl NoticeFile {
    /// The text with white space folded.
    fn folded(&self) -> &str {
        self.folded.get_or_init(|| fold_space(self.source.text()))
    }
}
