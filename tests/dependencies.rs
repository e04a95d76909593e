//! `--deps`: the models that the crates of the dependency graph bring.

#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The project, copied so that cargo writes nothing here.
fn project() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("test-projects/crate-dependency"), scratch.path());
    scratch
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn program(root: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("cargo-model-license").unwrap();
    command.arg("--root").arg(root).args(["--today", "2026-11-24", "--color", "never"]).args(arguments);
    command.output().unwrap()
}

fn json(root: &Path, arguments: &[&str]) -> Value {
    let output = program(root, arguments);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no report: {}", String::from_utf8_lossy(&output.stderr)))
}

/// `id exposure` of every model.
fn models(report: &Value) -> Vec<String> {
    let word = |model: &Value, key: &str| model[key].as_str().unwrap().to_owned();
    let models = report["models"].as_array().unwrap().iter();
    models.map(|model| format!("{} {}", word(model, "id"), word(model, "exposure"))).collect()
}

#[test]
fn defaults_of_dependencies_are_used_and_the_rest_of_a_catalogue_is_selectable() {
    let project = project();
    let report = json(&project.path().join("app"), &["list", "--deps", "--format", "json"]);
    assert_eq!(
        models(&report),
        [
            "BAAI/bge-base-en-v1.5 selectable",
            "BAAI/bge-large-en-v1.5 selectable",
            "BAAI/bge-small-en-v1.5 loaded",
            "Qwen/Qwen2.5-0.5B-Instruct loaded",
            "facebook/mms-tts-eng loaded",
        ],
        "neither tests, examples, comments, features that are off nor development dependencies count"
    );
}

#[test]
fn a_model_says_which_crate_version_and_feature_brings_it() {
    let project = project();
    let report = json(&project.path().join("app"), &["list", "--deps", "--format", "json"]);
    let of = |id: &str| report["models"].as_array().unwrap().iter().find(|model| model["id"] == *id).unwrap().clone();
    let vision = of("facebook/mms-tts-eng");
    assert_eq!(
        vision["dependency"],
        serde_json::json!({
            "crate": "library", "version": "1.4.0", "features": ["default", "text", "vision"],
            "feature": "vision", "required_by": ["app"], "standing": "default",
        })
    );
    assert_eq!(vision["places"][0]["path"], "library 1.4.0: src/vision.rs");
    assert_eq!(vision["package"], Value::Null, "what a dependency brings is no package's own");
    assert_eq!(of("BAAI/bge-small-en-v1.5")["places"][0]["line"], 5, "the variant that `#[default]` marks");
    assert!(of("Qwen/Qwen2.5-0.5B-Instruct").get("dependency").is_none());
}

#[test]
fn findings_about_dependencies_fail_a_run_only_where_that_is_asked_for() {
    let project = project();
    let app = project.path().join("app");
    let report = json(&app, &["check", "--deps", "--format", "json"]);
    let findings = report["findings"].as_array().unwrap();
    let forbidden = findings.iter().find(|finding| finding["rule"] == "forbidden-use").unwrap();
    assert_eq!((&forbidden["model"], &forbidden["level"]), (&"facebook/mms-tts-eng".into(), &"warn".into()));
    assert_eq!(forbidden["why"][0], "brought by library 1.4.0 (feature vision), required by app");
    assert!(findings.iter().all(|finding| finding["model"] != "BAAI/bge-base-en-v1.5"), "nobody chose it");
    assert_eq!(program(&app, &["check", "--deps"]).status.code(), Some(0));
    assert_eq!(program(&app, &["check", "--deps", "-D", "forbidden-use"]).status.code(), Some(1));
    assert_eq!(
        program(&app, &["check", "-D", "forbidden-use"]).status.code(),
        Some(0),
        "without --deps no crate is read"
    );
}

#[test]
fn people_are_told_the_crate_the_file_and_the_line() {
    let project = project();
    let output = program(&project.path().join("app"), &["list", "--deps"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("library 1.4.0: src/vision.rs:7"), "{text}");
}

#[test]
fn a_graph_that_cannot_be_resolved_offline_is_no_answer() {
    let project = project();
    let app = project.path().join("app");
    fs::remove_file(app.join("Cargo.lock")).unwrap();
    let output = program(&app, &["check", "--deps"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cargo fetch"), "{said}");
    assert!(!app.join("Cargo.lock").exists(), "the user's tree stays as it is");

    let nothing = tempfile::tempdir().unwrap();
    let output = program(nothing.path(), &["list", "--deps"]);
    assert_eq!(output.status.code(), Some(2), "no workspace, no dependencies");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let project = project();
    let with = |threads: &str| {
        program(&project.path().join("app"), &["--threads", threads, "list", "--deps", "--format", "json"]).stdout
    };
    assert_eq!(with("1"), with("4"));
}
