//! The flow goes one way: a module uses only modules that stand before it on the line in `src/lib.rs`.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// The line, from the first module to the last.
fn order() -> Vec<String> {
    let docs = fs::read_to_string("src/lib.rs").expect("src/lib.rs");
    let line = docs.lines().find(|line| line.contains(" -> ")).expect("the line of modules");
    line.trim_start_matches("//!").split("->").map(|module| module.trim().to_owned()).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(sources(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(entry);
        }
    }
    files
}

/// The module of a file; nothing for the crate's roots and for what only tests see.
fn module(file: &Path) -> Option<String> {
    let inner = file.strip_prefix("src").expect("below src");
    let first = inner.iter().next().expect("a name").to_string_lossy();
    let module = first.trim_end_matches(".rs").to_owned();
    let last = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let test = last == "tests" || last.ends_with("_tests") || module == "testing";
    (!test && !["lib", "main"].contains(&module.as_str())).then_some(module)
}

#[test]
fn modules_use_only_modules_before_them() {
    let order = order();
    let place = |module: &str| order.iter().position(|other| other == module);
    for file in sources(Path::new("src")) {
        let Some(module) = module(&file) else { continue };
        let own = place(&module).unwrap_or_else(|| panic!("{module} is not on the line in src/lib.rs"));
        let text = fs::read_to_string(&file).expect("source");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let name: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(used) = place(&name) else { continue };
            assert!(used <= own, "{} uses crate::{name}, which stands behind {module}", file.display());
        }
    }
}

#[test]
fn no_file_is_too_long_to_read() {
    for file in sources(Path::new("src")) {
        let lines = fs::read_to_string(&file).expect("source").lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
    }
}
