//! Which files of a crate are compiled: its module tree, followed from the library and the build script.

use super::Crate;
use crate::detect::rust_items::{Outline, OutsideModule};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A source file of a crate.
#[derive(Debug)]
pub(super) struct SourceFile {
    /// Where it is.
    pub(super) file: PathBuf,
    /// The same relative to the crate, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

/// A source file that is compiled.
#[derive(Debug)]
pub(super) struct Module<'a> {
    pub(super) source: &'a SourceFile,
    pub(super) outline: Outline<'a>,
    /// The feature that its `mod` item asks for.
    pub(super) feature: Option<String>,
}

/// The Rust sources of a crate, sorted by path.
pub(super) fn sources(one: &Crate, max_file_size: u64) -> Vec<SourceFile> {
    let mut files: BTreeSet<PathBuf> = one.roots.iter().cloned().collect();
    for root in &one.roots {
        match root.parent() {
            // A build script beside the manifest is mostly alone; what it declares is looked for below.
            Some(folder) if folder != one.folder => collect(folder, &mut files),
            _ => collect_modules_beside(one, root, &mut files),
        }
    }
    files.into_iter().filter_map(|file| source(one, file, max_file_size)).collect()
}

fn source(one: &Crate, file: PathBuf, max_file_size: u64) -> Option<SourceFile> {
    if fs::metadata(&file).ok()?.len() > max_file_size {
        return None;
    }
    let text = String::from_utf8(fs::read(&file).ok()?).ok()?;
    let inner = file.strip_prefix(&one.folder).unwrap_or(&file);
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let path = parts.join("/");
    Some(SourceFile { file, path, text })
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // Links are not followed, so that no circle is walked.
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&path, files),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|ending| ending == "rs") => {
                files.insert(path);
            }
            _ => {}
        }
    }
}

/// A root in the crate's own folder: its other folders are not searched unless it declares them.
fn collect_modules_beside(one: &Crate, root: &Path, files: &mut BTreeSet<PathBuf>) {
    let Ok(text) = fs::read_to_string(root) else { return };
    for module in &Outline::of(&text, &one.features).modules {
        let candidates = candidates(root, true, module);
        if let Some(file) = candidates.into_iter().find(|file| file.is_file() && !files.contains(file)) {
            files.insert(file.clone());
            collect(&file.with_extension(""), files);
            if file.file_name().is_some_and(|name| name == "mod.rs")
                && let Some(folder) = file.parent()
            {
                collect(folder, files);
            }
        }
    }
}

/// The files that are compiled, sorted by path. A module with two declarations is read once.
pub(super) fn compiled<'a>(one: &Crate, sources: &'a [SourceFile]) -> Vec<Module<'a>> {
    let find = |file: &Path| sources.iter().find(|source| source.file == file);
    let mut seen: BTreeSet<&Path> = BTreeSet::new();
    let mut modules: Vec<Module<'a>> = Vec::new();
    let roots = one.roots.iter().filter_map(|root| find(root));
    let mut waiting: Vec<(&SourceFile, bool, Option<String>)> = roots.map(|source| (source, true, None)).collect();
    while let Some((source, is_root, feature)) = waiting.pop() {
        if !seen.insert(&source.file) {
            continue;
        }
        let outline = Outline::of(&source.text, &one.features);
        for module in &outline.modules {
            let child = candidates(&source.file, is_root, module).iter().find_map(|file| find(file));
            waiting.extend(child.map(|child| (child, false, module.feature.clone().or_else(|| feature.clone()))));
        }
        modules.push(Module { source, outline, feature });
    }
    modules.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    modules
}

/// Where the text of `mod name;` may stand.
fn candidates(file: &Path, is_root: bool, module: &OutsideModule<'_>) -> Vec<PathBuf> {
    let beside = file.parent().unwrap_or(Path::new(""));
    if let Some(path) = module.path {
        return vec![normal(&beside.join(path))];
    }
    let is_folder = is_root || file.file_name().is_some_and(|name| name == "mod.rs");
    let mut folder = if is_folder { beside.to_owned() } else { file.with_extension("") };
    folder.extend(&module.inside);
    // `r#type` lies in `type.rs`.
    let name = module.name.trim_start_matches("r#");
    vec![folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")]
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}
