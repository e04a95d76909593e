//! How close a place brings a model to the users: decided by where the place is and what stands around it.

use super::served::Neighbourhood;
use super::types::Exposure;
use crate::mention::{Class, Kind, Mention, Standing};
use crate::registry;

/// Folders whose files do not run where the software does, in lower case.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const FOLDERS: &[&str] = &[
    "test", "tests", "testing", "__tests__", "__mocks__", "testdata", "test-data", "test_data", "e2e",
    "example", "examples", "sample", "samples", "fixture", "fixtures",
    "bench", "benches", "benchmark", "benchmarks", "doc", "docs",
    ".github", ".gitlab", ".circleci", ".buildkite",
];
/// The same behind another word: `unit-tests`, `candle-examples`.
const FOLDER_ENDINGS: &[&str] = &["-test", "_test", "-tests", "_tests", "-example", "-examples", "_examples"];
/// Files of tests, builds and checks, by their whole name.
const FILES: &[&str] = &[
    "conftest.py",
    "tests.py",
    "tests.rs",
    "build.rs",
    "setup.py",
    "noxfile.py",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
];
/// Endings of a file's name without its extension.
const STEM_ENDINGS: &[&str] = &["_test", "_tests", "_spec", ".test", ".spec", "_bench", ".bench"];
/// Documents: what they show is an example.
const DOCUMENTS: &[&str] = &["md", "mdx", "markdown", "qmd", "rmd", "mdown", "rst", "rest"];

/// The exposure of places, read in the order of their paths.
#[derive(Default)]
pub(super) struct Exposures<'a> {
    neighbourhood: Neighbourhood<'a>,
}

impl<'a> Exposures<'a> {
    /// The exposure of one place.
    pub(super) fn of(&mut self, mention: &'a Mention) -> Exposure {
        let path = mention.source.path();
        if mention.kind == Kind::Weights {
            return Exposure::Shipped;
        }
        match mention.dependency.as_ref().map(|dependency| dependency.standing) {
            Some(Standing::Default) => return Exposure::Loaded,
            Some(Standing::Selectable) => return Exposure::Selectable,
            None => {}
        }
        if mention.class == Class::Mention {
            return Exposure::Mentioned;
        }
        if is_development(path) || is_shown_in_a_document(mention) {
            return Exposure::Development;
        }
        if registry::serves(mention.construct) || self.neighbourhood.has_a_server(mention) {
            return Exposure::Served;
        }
        Exposure::Loaded
    }
}

/// Whether a file belongs to tests, examples, benchmarks, documentation, builds or checks.
#[must_use]
pub fn is_development(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    folders.split('/').any(is_development_folder) || is_development_file(name)
}

fn is_development_folder(folder: &str) -> bool {
    let folder = folder.to_ascii_lowercase();
    FOLDERS.contains(&folder.as_str()) || FOLDER_ENDINGS.iter().any(|ending| folder.ends_with(ending))
}

fn is_development_file(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    let python = ending == "py" && stem.starts_with("test_");
    // `ModelTest.java`: the capital tells it from `latest.java`.
    let camel = matches!(ending, "java" | "kt" | "cs" | "swift" | "scala") && {
        let stem = &name[..stem.len()];
        stem.ends_with("Test") || stem.ends_with("Tests")
    };
    FILES.contains(&lower.as_str()) || python || camel || STEM_ENDINGS.iter().any(|ending| stem.ends_with(ending))
}

/// Code in a document is an example; what its front matter states is a fact about the repository.
fn is_shown_in_a_document(mention: &Mention) -> bool {
    let path = mention.source.path();
    let Some((_, ending)) = path.rsplit_once('.') else { return false };
    if !DOCUMENTS.contains(&ending.to_ascii_lowercase().as_str()) {
        return false;
    }
    let text = mention.source.text();
    let front = text.strip_prefix("---").and_then(|rest| rest.find("\n---")).unwrap_or(0);
    mention.span.start >= front
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_examples_and_builds_are_told_by_their_paths() {
        for path in [
            "tests/load.rs",
            "crates/core/benches/speed.rs",
            "app/test_model.py",
            "app/model_test.go",
            "web/model.spec.ts",
            "src/ModelTest.java",
            "candle-examples/src/main.rs",
            ".github/workflows/ci.yml",
            "build.rs",
            "Docs/index.py",
        ] {
            assert!(is_development(path), "{path}");
        }
        for path in [
            "src/main.rs",
            "src/latest.java",
            "src/contest.py",
            "app/testing_ground.py",
            "deploy/build.yaml",
            "protest/app.py",
        ] {
            assert!(!is_development(path), "{path}");
        }
    }
}
