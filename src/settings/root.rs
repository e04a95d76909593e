//! The root folder, the configuration that holds there, and the paths that were named.
//!
//! The root is `--root`; else the nearest folder upward that holds a configuration or `.git`; else the
//! nearest one with a Cargo workspace or package; else the current folder. Paths in reports are relative
//! to it. Without paths and without `--root` the current folder is read, as ripgrep does, not the whole root.

use super::CONFIG_FILES;
use super::complaint::{Complaint, SettingsError};
use super::names::nearest;
use super::sections::holds_table;
use crate::cli::Options;
use crate::text::SourceText;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The tables of `Cargo.toml` that may hold the configuration, in the order in which they are looked for.
const MANIFEST_TABLES: [[&str; 3]; 2] =
    [["workspace", "metadata", "model-license"], ["package", "metadata", "model-license"]];

/// The words that are commands, for those who misspell one.
const COMMANDS: [&str; 3] = ["check", "list", "explain"];

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    /// The root, absolute.
    pub(super) root: PathBuf,
    /// The configuration.
    pub(super) config: Option<ConfigText>,
    /// The paths to read, relative to the root, with `/`; empty for the whole root.
    pub(super) paths: Vec<String>,
    /// What should be said.
    pub(super) warnings: Vec<Complaint>,
}

/// The text of the configuration.
#[derive(Debug)]
pub(super) struct ConfigText {
    /// The file.
    pub(super) source: Arc<SourceText>,
    /// The tables that lead to the configuration inside of the file; empty in a file of its own.
    pub(super) tables: Vec<&'static str>,
}

/// Finds root, configuration and paths.
pub(super) fn find(options: &Options, paths: &[PathBuf]) -> Result<Found, SettingsError> {
    let current = std::env::current_dir().and_then(fs::canonicalize);
    let current = current.map_err(|error| SettingsError::NoRoot { path: PathBuf::from("."), error })?;
    let root = match &options.root {
        Some(root) => folder(root).map_err(|error| SettingsError::NoRoot { path: root.clone(), error })?,
        None => root_above(&current),
    };
    let paths = match (paths, &options.root) {
        ([], Some(_)) => Vec::new(),
        ([], None) => vec![relative(&root, &current).unwrap_or_default()],
        (named, _) => named.iter().map(|path| inside(&root, path)).collect::<Result<_, _>>()?,
    };
    let whole = paths.iter().any(String::is_empty);
    let mut warnings = Vec::new();
    let config = config(options.config.as_deref(), &root, &mut warnings)?;
    Ok(Found { root, config, paths: if whole { Vec::new() } else { paths }, warnings })
}

fn folder(path: &Path) -> std::io::Result<PathBuf> {
    fs::read_dir(path)?;
    fs::canonicalize(path)
}

fn root_above(current: &Path) -> PathBuf {
    let holds = |folder: &&Path, names: &[&str]| names.iter().any(|name| folder.join(name).exists());
    let marks = [CONFIG_FILES[0], CONFIG_FILES[1], ".git"];
    let marked = current.ancestors().find(|folder| holds(folder, &marks));
    let workspace = || current.ancestors().find(|folder| is_workspace(folder));
    let package = || current.ancestors().find(|folder| holds(folder, &["Cargo.toml"]));
    marked.or_else(workspace).or_else(package).unwrap_or(current).to_owned()
}

fn is_workspace(folder: &Path) -> bool {
    fs::read_to_string(folder.join("Cargo.toml"))
        .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
}

/// A named path, relative to the root.
fn inside(root: &Path, path: &Path) -> Result<String, SettingsError> {
    let absolute = fs::canonicalize(path).map_err(|error| {
        let meant = path.to_str().and_then(|word| nearest(word, COMMANDS));
        let help = match meant {
            Some(command) => format!("did you mean `cargo model-license {command}`?"),
            None => "paths are relative to the current folder".to_owned(),
        };
        SettingsError::NoPath { path: path.to_owned(), error, help }
    })?;
    relative(root, &absolute).ok_or_else(|| SettingsError::Outside { path: path.to_owned(), root: root.to_owned() })
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let inner = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

fn config(
    named: Option<&Path>,
    root: &Path,
    warnings: &mut Vec<Complaint>,
) -> Result<Option<ConfigText>, SettingsError> {
    if let Some(path) = named {
        let absolute = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let shown = relative(root, &absolute).unwrap_or_else(|| path.display().to_string());
        return read(path, shown).map(|source| Some(ConfigText { source, tables: Vec::new() }));
    }
    let files: Vec<&str> = CONFIG_FILES.into_iter().filter(|name| root.join(name).is_file()).collect();
    let mut found = Vec::new();
    for name in files {
        found.push(ConfigText { source: read(&root.join(name), name.to_owned())?, tables: Vec::new() });
    }
    let manifest = root.join("Cargo.toml");
    if manifest.is_file() {
        let source = read(&manifest, "Cargo.toml".to_owned())?;
        let tables = MANIFEST_TABLES.iter().filter(|tables| holds_table(&source, tables.as_slice()));
        found.extend(tables.map(|tables| ConfigText { source: Arc::clone(&source), tables: tables.to_vec() }));
    }
    let mut found = found.into_iter();
    let first = found.next();
    if let Some(first) = &first {
        warnings.extend(found.map(|other| {
            let what = format!("{} is not read, because {} is there", place(&other), place(first));
            Complaint::warning(what, "keep one of them")
        }));
    }
    Ok(first)
}

fn place(config: &ConfigText) -> String {
    match config.tables.as_slice() {
        [] => config.source.path().to_owned(),
        tables => format!("[{}] in {}", tables.join("."), config.source.path()),
    }
}

fn read(path: &Path, shown: String) -> Result<Arc<SourceText>, SettingsError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Arc::new(SourceText::new(shown, &bytes))),
        Err(error) => Err(SettingsError::Unreadable { path: path.to_owned(), error }),
    }
}
