//! Every folder of `test-projects/` is a small repository. What is expected stands beside the line
//! it concerns (`expect: use org/name` in a comment, `expect-above:` where a line holds no comment),
//! and in `expected.toml` for what no line can hold.

// A test that cannot go on should stop at once; what this lint allows in tests does not reach their helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// `expected.toml` of a project.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// The exit code of `check`.
    exit: i32,
    /// The rules that report at level warn or deny, with repetition, in any order. Absent: not compared.
    findings: Option<Vec<String>>,
    /// Mentions in files that hold no comments.
    #[serde(default)]
    mentions: Vec<ExpectedMention>,
    /// Files of this repository that are copied into the project before the test.
    #[serde(default)]
    copies: Vec<Copied>,
    /// Weights files that the test writes.
    #[serde(default)]
    weights: Vec<Weights>,
    /// Paths that are reported as skipped.
    skipped: Option<Vec<String>>,
    /// Pinned revisions by id.
    #[serde(default)]
    revisions: BTreeMap<String, String>,
    /// Models that `check` knows although no text names them.
    #[serde(default)]
    implied: Vec<String>,
    /// The package that a model is attributed to.
    #[serde(default)]
    packages: BTreeMap<String, String>,
    /// The exposure of models.
    #[serde(default)]
    exposures: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedMention {
    at: String,
    class: String,
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Copied {
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    path: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
}

/// `path:line`, class or kind, id.
type Place = (String, String, String);

fn projects() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test-projects");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// A copy of a project with what the test adds, as a repository of its own.
fn prepare(project: &Path, expected: &Expected) -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    copy(project, scratch.path());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for copied in &expected.copies {
        let to = scratch.path().join(&copied.to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root.join(&copied.from), to).unwrap();
    }
    for weights in &expected.weights {
        let to = scratch.path().join(&weights.path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, gguf(&weights.metadata)).unwrap();
    }
    // A boundary, so that neither the root nor ignore rules are looked for above.
    fs::create_dir_all(scratch.path().join(".git")).unwrap();
    scratch
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else if entry.file_name() != "expected.toml" {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A GGUF header with string values and no tensors.
fn gguf(metadata: &BTreeMap<String, String>) -> Vec<u8> {
    let text = |bytes: &mut Vec<u8>, text: &str| {
        bytes.extend((text.len() as u64).to_le_bytes());
        bytes.extend(text.bytes());
    };
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(3u32.to_le_bytes());
    bytes.extend(0u64.to_le_bytes());
    bytes.extend((metadata.len() as u64).to_le_bytes());
    for (key, value) in metadata {
        text(&mut bytes, key);
        bytes.extend(8u32.to_le_bytes());
        text(&mut bytes, value);
    }
    bytes
}

/// The program, untouched by the environment of whoever runs the tests.
fn program(root: &Path) -> Command {
    let mut command = Command::cargo_bin("cargo-model-license").unwrap();
    for (name, _) in std::env::vars() {
        if name == "CI" || name.starts_with("GITHUB_") || name.starts_with("CARGO_TERM") || name.contains("COLOR") {
            command.env_remove(name);
        }
    }
    command.arg("--root").arg(root).args(["--today", "2026-11-24"]);
    command
}

/// The marks of a file: `expect: CLASS ID` for its line, `expect-above: CLASS ID` for the line before.
fn marks(path: &str, text: &str) -> Vec<Place> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        for (mark, at) in [("expect: ", number), ("expect-above: ", number.saturating_sub(1))] {
            if let Some((_, rest)) = line.split_once(mark) {
                let mut words = rest.split_whitespace();
                let (class, id) = (words.next().unwrap(), words.next().unwrap());
                found.push((format!("{path}:{at}"), class.to_string(), id.to_string()));
            }
        }
    }
    found
}

fn expected_places(scratch: &Path, expected: &Expected) -> BTreeSet<Place> {
    let mut places: BTreeSet<Place> =
        expected.mentions.iter().map(|m| (m.at.clone(), m.class.clone(), m.id.clone())).collect();
    for entry in ignore::WalkBuilder::new(scratch).hidden(false).build().map(Result::unwrap) {
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            let path = entry.path().strip_prefix(scratch).unwrap().to_string_lossy().replace('\\', "/");
            places.extend(marks(&path, &text));
        }
    }
    places
}

/// What the program finds, without what it finds inside the marks themselves and in weights.
fn found_places(scratch: &Path, mentions: &[serde_json::Value]) -> BTreeSet<Place> {
    let mut places = BTreeSet::new();
    for mention in mentions {
        let text = |key: &str| mention[key].as_str().unwrap().to_string();
        let (path, line) = (text("path"), usize::try_from(mention["line"].as_u64().unwrap()).unwrap());
        let column = usize::try_from(mention["column"].as_u64().unwrap()).unwrap();
        let content = String::from_utf8_lossy(&fs::read(scratch.join(&path)).unwrap()).into_owned();
        let in_mark =
            content.lines().nth(line - 1).and_then(|line| line.find("expect")).is_some_and(|mark| column > mark);
        let weights = text("kind") == "weights" || content.starts_with("GGUF");
        if !in_mark && !weights {
            let class = if matches!(text("kind").as_str(), "dataset" | "space" | "ollama" | "other-hub") {
                text("kind")
            } else {
                text("class")
            };
            places.insert((format!("{path}:{line}"), class, text("id")));
        }
    }
    places
}

#[test]
fn mentions_are_found_where_they_are_expected() {
    let mut wrong = Vec::new();
    for project in projects() {
        let (expected, scratch) = load(&project);
        let output = program(scratch.path()).args(["list", "--mentions", "--format", "jsonl"]).output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let mentions: Vec<serde_json::Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (should, did) = (expected_places(scratch.path(), &expected), found_places(scratch.path(), &mentions));
        let name = project.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(should.difference(&did).map(|place| format!("{name}: missed {place:?}")));
        wrong.extend(did.difference(&should).map(|place| format!("{name}: not expected {place:?}")));
        for (id, revision) in &expected.revisions {
            if !mentions.iter().any(|mention| mention["id"] == **id && mention["revision"] == **revision) {
                wrong.push(format!("{name}: {id} is not pinned to {revision}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn checks_report_what_is_expected() {
    let mut wrong = Vec::new();
    for project in projects() {
        let (expected, scratch) = load(&project);
        let name = project.file_name().unwrap().to_string_lossy().into_owned();
        let output = program(scratch.path()).args(["check", "--format", "json"]).output().unwrap();
        let Ok(report) = serde_json::from_slice::<serde_json::Value>(&output.stdout) else {
            wrong.push(format!("{name}: no report: {}", String::from_utf8_lossy(&output.stderr)));
            continue;
        };
        if output.status.code() != Some(expected.exit) {
            wrong.push(format!("{name}: exit {:?} instead of {}", output.status.code(), expected.exit));
        }
        wrong.extend(finding_faults(&name, &expected, &report));
        for id in &expected.implied {
            if !report["models"].as_array().unwrap().iter().any(|model| model["id"] == **id) {
                wrong.push(format!("{name}: {id} is not among the models"));
            }
        }
        for (id, exposure) in &expected.exposures {
            let models = report["models"].as_array().unwrap();
            match models.iter().find(|model| model["id"] == **id) {
                Some(model) if model["exposure"] == **exposure => {}
                Some(model) => wrong.push(format!("{name}: {id} is {} instead of {exposure}", model["exposure"])),
                None => wrong.push(format!("{name}: {id} is not listed")),
            }
        }
        for (id, package) in &expected.packages {
            let attributed = |model: &serde_json::Value| model["id"] == **id && model["package"] == **package;
            if !report["models"].as_array().unwrap().iter().any(attributed) {
                wrong.push(format!("{name}: {id} is not attributed to {package}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn finding_faults(name: &str, expected: &Expected, report: &serde_json::Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let serious = |finding: &&serde_json::Value| matches!(finding["level"].as_str(), Some("warn" | "deny"));
    let mut rules: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(serious)
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    rules.sort_unstable();
    if let Some(should) = &expected.findings {
        let mut should: Vec<&str> = should.iter().map(String::as_str).collect();
        should.sort_unstable();
        if should != rules {
            wrong.push(format!("{name}: findings {rules:?} instead of {should:?}"));
        }
    }
    if let Some(should) = &expected.skipped {
        let skipped: Vec<&str> =
            report["skipped"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
        if *should != skipped {
            wrong.push(format!("{name}: skipped {skipped:?} instead of {should:?}"));
        }
    }
    wrong
}

fn load(project: &Path) -> (Expected, tempfile::TempDir) {
    let path = project.join("expected.toml");
    let expected: Expected = toml::from_str(&fs::read_to_string(&path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let scratch = prepare(project, &expected);
    (expected, scratch)
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for project in projects() {
        let (_, scratch) = load(&project);
        let with = |threads: &str| {
            program(scratch.path())
                .args(["--threads", threads, "list", "--mentions", "--format", "jsonl"])
                .output()
                .unwrap()
                .stdout
        };
        assert_eq!(with("1"), with("4"), "{}", project.display());
    }
}

/// Every rule must report in at least one project, so that none can fall silent unnoticed.
#[test]
fn every_rule_that_projects_can_show_is_shown() {
    let shown: BTreeSet<String> = projects().iter().filter_map(|project| load(project).0.findings).flatten().collect();
    for rule in [
        "unknown-model",
        "forbidden-use",
        "conditional-use",
        "missing-license-file",
        "missing-notice",
        "wrong-license-text",
    ] {
        assert!(shown.contains(rule), "no project shows {rule}");
    }
}
