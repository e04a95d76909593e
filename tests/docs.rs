//! Nothing generated or quoted may drift: the page of rules, and the output that the README shows.

// A test that cannot go on should stop at once; what this lint allows in tests does not reach their helpers.
#![allow(clippy::unwrap_used, clippy::panic)]

use assert_cmd::Command;
use cargo_model_license::judge::RULES;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Compares a file with what it should hold, or writes it where `UPDATE_DOCS` is set.
fn assert_fresh(file: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let present = fs::read_to_string(&path).unwrap_or_default();
    assert!(present == expected, "{file} is stale: UPDATE_DOCS=1 cargo test --test docs");
}

#[test]
fn the_page_of_rules_is_fresh() {
    let mut page =
        String::from("# Rules\n\nMade from the rules' own texts; `cargo model-license explain RULE` prints them.\n");
    for rule in RULES {
        let level = format!("{:?}", rule.level).to_lowercase();
        let docs = rule.docs.trim().trim_start_matches(&format!("# {}", rule.id)).trim().replace("\n## ", "\n### ");
        let _ = write!(page, "\n## {}\n\nLevel: {level}\n\n{docs}\n", rule.id);
    }
    assert_fresh("docs/rules.md", &page);
}

#[test]
fn the_output_in_the_readme_is_what_its_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::cargo_bin("cargo-model-license")
        .unwrap()
        .current_dir(root)
        .env_clear()
        .args(["--root", "test-projects/non-commercial-in-product"])
        .output()
        .unwrap();
    let shown = without_time(&String::from_utf8(output.stdout).unwrap());
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (_, after) = rest.split_once("```").unwrap();
    assert_fresh("README.md", &format!("{before}```text\n{shown}```{after}"));
}

/// The time a run took is the one thing that differs.
fn without_time(text: &str) -> String {
    text.lines()
        .map(|line| line.split(", ").filter(|part| !part.ends_with(" ms")).collect::<Vec<_>>().join(", ") + "\n")
        .collect()
}
