//! Where license, notice and attribution files are looked for.
//!
//! Beside the weights, at the root of the package and of the repository, in the folders that are
//! customary for them, and where the configuration says. Reads are bounded, links are not followed.

use super::recognise::{Recognised, recognise_all};
use crate::resolve::{Usage, folder};
use crate::settings::Settings;
use crate::text::SourceText;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// Folders that customarily hold license and notice files, compared without regard to case.
const CUSTOMARY: [&str; 9] =
    ["licenses", "licences", "license", "third_party", "third-party", "thirdparty", "legal", "models", "notices"];
/// How deep customary folders are searched: `models/<name>/LICENSE`, `third_party/<org>/<name>/LICENSE`.
const DEPTH: usize = 3;
/// How many entries of one place are looked at.
const ENTRIES: usize = 5_000;
/// Larger files are no notices.
const SIZE: u64 = 1 << 20;

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `LICENSE*`, `COPYING*`.
    License,
    /// `NOTICE*`.
    Notice,
    /// `THIRD_PARTY*`, `MODEL_LICENSES*`: several texts in one.
    Bundle,
    /// `ATTRIBUTION*`, `CREDITS*`.
    Attribution,
    /// `USE_POLICY*`.
    Policy,
    /// `README*`.
    Readme,
    /// Named by the configuration: may hold anything.
    Named,
}

/// A file that may fulfil an obligation.
#[derive(Debug)]
pub struct NoticeFile {
    /// Its text.
    pub source: Arc<SourceText>,
    /// What it is by its name.
    pub role: Role,
    /// What license texts it holds.
    pub recognised: Recognised,
    /// The folder whose models it speaks for: where it lies, or the parent of the customary folder.
    pub home: String,
    /// The text with white space folded, made when it is first asked for.
    pub(super) folded: OnceLock<String>,
}

/// All files that may fulfil obligations, sorted by path.
#[derive(Debug, Default)]
pub struct NoticeFiles {
    /// The files.
    pub files: Vec<NoticeFile>,
    /// What users see, read when it is first asked for.
    pub(super) user_facing: OnceLock<Vec<NoticeFile>>,
    pub(super) root: std::path::PathBuf,
}

/// Finds and reads the notice files for the usages of a run.
#[must_use]
pub fn find_notices(settings: &Settings, usages: &[Usage]) -> NoticeFiles {
    let mut found: BTreeMap<String, (Role, String)> = BTreeMap::new();
    for home in homes(settings, usages) {
        search(&settings.root, &home, &mut found);
    }
    for path in named(settings) {
        found.insert(path, (Role::Named, String::new()));
    }
    let read = |(path, (role, home)): (String, (Role, String))| read(&settings.root, &path, role, home);
    let files = found.into_iter().filter_map(read).collect();
    NoticeFiles { files, user_facing: OnceLock::new(), root: settings.root.clone() }
}

/// The folders whose notice files count: the root, the packages, the folders of weights and their parents.
fn homes(settings: &Settings, usages: &[Usage]) -> BTreeSet<String> {
    let mut homes = BTreeSet::from([String::new()]);
    homes.extend(settings.packages.iter().map(|package| package.folder.clone()));
    for usage in usages {
        for path in usage.weights() {
            homes.extend(parents(path).map(str::to_owned));
        }
    }
    homes
}

/// The folder of a path, its parent, and so on to the root.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder(path)), |inner| (!inner.is_empty()).then(|| folder(inner)))
}

fn search(root: &Path, home: &str, found: &mut BTreeMap<String, (Role, String)>) {
    for (name, is_folder) in entries(root, home) {
        let path = join(home, &name);
        if !is_folder {
            note(&path, &name, home, found);
        } else if CUSTOMARY.contains(&name.to_lowercase().as_str()) {
            search_customary(root, &path, home, DEPTH, found);
        }
    }
}

fn search_customary(root: &Path, folder: &str, home: &str, depth: usize, found: &mut BTreeMap<String, (Role, String)>) {
    // In a folder for license texts every text file is one, whatever its name (`LICENSES/Apache-2.0.txt`).
    let of_texts = folder.rsplit('/').next().is_some_and(|name| name.to_lowercase().starts_with("licen"));
    for (name, is_folder) in entries(root, folder) {
        let path = join(folder, &name);
        if is_folder && depth > 1 {
            search_customary(root, &path, home, depth - 1, found);
        } else if !is_folder && role_of(&name).is_none() && of_texts && is_text_name(&name) {
            found.entry(path).or_insert((Role::License, home.to_owned()));
        } else if !is_folder {
            note(&path, &name, home, found);
        }
    }
}

fn is_text_name(name: &str) -> bool {
    name.rsplit_once('.')
        .is_none_or(|(_, extension)| matches!(extension.to_lowercase().as_str(), "txt" | "md" | "license"))
}

/// A file nearer to its folder speaks for that folder: the first home that is found is kept only
/// while no deeper one finds the same file.
fn note(path: &str, name: &str, home: &str, found: &mut BTreeMap<String, (Role, String)>) {
    let Some(role) = role_of(name) else { return };
    let entry = found.entry(path.to_owned()).or_insert_with(|| (role, home.to_owned()));
    if home.len() > entry.1.len() {
        home.clone_into(&mut entry.1);
    }
}

/// What a file is by its name.
fn role_of(name: &str) -> Option<Role> {
    const NAMES: [(&str, Role); 14] = [
        ("model_license", Role::Bundle),
        ("license", Role::License),
        ("licence", Role::License),
        ("copying", Role::License),
        ("notice", Role::Notice),
        ("third_party", Role::Bundle),
        ("thirdparty", Role::Bundle),
        ("model_licence", Role::Bundle),
        ("attribution", Role::Attribution),
        ("credits", Role::Attribution),
        ("use_policy", Role::Policy),
        ("acceptable_use", Role::Policy),
        ("readme", Role::Readme),
        ("unlicense", Role::License),
    ];
    const CODE: [&str; 8] = ["rs", "py", "js", "ts", "go", "java", "c", "cpp"];
    let name = name.to_lowercase().replace('-', "_");
    let is_code = name.rsplit_once('.').is_some_and(|(_, extension)| CODE.contains(&extension));
    let stem = name.split('.').next().unwrap_or_default();
    let is = |word: &str| stem.starts_with(word) || stem.strip_suffix(word).is_some_and(|rest| rest.ends_with('_'));
    let named =
        NAMES.iter().find(|(word, _)| is(word) || name.strip_suffix(word).is_some_and(|rest| rest.ends_with('.')));
    named.filter(|_| !is_code).map(|(_, role)| *role)
}

/// Files that `notice_files` of the configuration names, relative to the root.
fn named(settings: &Settings) -> Vec<String> {
    let mut paths = Vec::new();
    let root = glob::Pattern::escape(&settings.root.to_string_lossy());
    for pattern in &settings.notice_files {
        let Ok(matches) = glob::glob(&format!("{root}/{pattern}")) else { continue };
        for path in matches.flatten().take(ENTRIES) {
            let Ok(relative) = path.strip_prefix(&settings.root) else { continue };
            paths.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
    paths
}

/// Names in a folder, sorted, with whether they are folders; links and hidden names are passed over.
fn entries(root: &Path, folder: &str) -> Vec<(String, bool)> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Vec::new() };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string()) else { continue };
        if !kind.is_symlink() && !name.starts_with('.') {
            names.push((name, kind.is_dir()));
        }
    }
    names.sort();
    names.truncate(ENTRIES);
    names
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Reads a file, if it is small enough to be a notice.
pub(super) fn read(root: &Path, path: &str, role: Role, home: String) -> Option<NoticeFile> {
    let full = root.join(path);
    let size = fs::symlink_metadata(&full).ok().filter(fs::Metadata::is_file)?.len();
    if size > SIZE {
        return None;
    }
    let source = Arc::new(SourceText::new(path, &fs::read(full).ok()?));
    let recognised = if role == Role::Readme { Recognised::default() } else { recognise_all(source.text()) };
    Some(NoticeFile { source, role, recognised, home, folded: OnceLock::new() })
}
