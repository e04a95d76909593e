//! Changed files only: named paths, the index, what came since a revision; with git as a user has it.

#![allow(clippy::expect_used, clippy::panic)]

mod support;

use std::fs;
use std::process::Command;
use support::{Repository, Run, run};

const BERT: &str = "m = AutoModel.from_pretrained(\"google-bert/bert-base-uncased\")\n";
const FORBIDDEN: &str = "m = AutoModel.from_pretrained(\"facebook/musicgen-small\")\n";

/// A repository of git, without a commit.
fn repository(files: &[(&str, &str)]) -> Repository {
    let repository = Repository::new(files);
    fs::remove_dir(repository.path().join(".git")).expect("the stand-in goes");
    git(&repository, &["init", "-q", "-b", "main"]);
    repository
}

/// The same with everything committed.
fn committed(files: &[(&str, &str)]) -> Repository {
    let repository = repository(files);
    commit(&repository);
    repository
}

fn git(repository: &Repository, arguments: &[&str]) {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    let author = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgSign=false"];
    let done = command.current_dir(repository.path()).args(author).args(arguments).output().expect("git");
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn commit(repository: &Repository) {
    git(repository, &["add", "-A"]);
    git(repository, &["commit", "-q", "--no-verify", "-m", "all"]);
}

/// `path id` of each mention.
fn mentions(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{run:?}");
    let lines = run.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object"));
    lines
        .map(|line| format!("{} {}", line["path"].as_str().expect("text"), line["id"].as_str().expect("text")))
        .collect()
}

fn listed(repository: &Repository, arguments: &[&str]) -> Vec<String> {
    mentions(&repository.run(&[&["list", "--mentions", "--format", "jsonl"], arguments].concat()))
}

#[test]
fn a_staged_model_blocks_and_an_unstaged_one_does_not() {
    let repository = committed(&[("a.py", BERT)]);
    repository.write("a.py", FORBIDDEN);
    assert_eq!(repository.run(&["check", "--staged", "--quiet"]).code, 0);
    git(&repository, &["add", "a.py"]);
    repository.write("a.py", BERT);
    let blocked = repository.run(&["check", "--staged", "--quiet"]);
    assert_eq!(blocked.code, 1);
    assert!(blocked.stdout.contains("facebook/musicgen-small"), "{}", blocked.stdout);
    assert_eq!(repository.run(&["check", "--quiet"]).code, 0, "the work tree is clean");
}

#[test]
fn only_changed_files_are_read() {
    let repository = committed(&[("old.py", FORBIDDEN), ("gone.py", FORBIDDEN)]);
    assert_eq!(repository.run(&["--staged"]).code, 0);
    git(&repository, &["rm", "-q", "gone.py"]);
    repository.write("new.py", BERT);
    git(&repository, &["add", "new.py"]);
    assert_eq!(listed(&repository, &["--staged"]), ["new.py google-bert/bert-base-uncased"]);
}

#[test]
fn a_repository_without_a_commit_has_everything_staged() {
    let repository = repository(&[("a.py", FORBIDDEN)]);
    assert_eq!(repository.run(&["check", "--staged"]).code, 0);
    git(&repository, &["add", "-A"]);
    assert_eq!(repository.run(&["check", "--staged"]).code, 1);
    assert_eq!(repository.run(&["check", "--staged", "--new"]).code, 1);
    assert_eq!(repository.run(&["check", "--since", "HEAD"]).code, 2);
}

#[test]
fn names_with_spaces_newlines_and_other_letters_are_read() {
    let names = ["größe/ein modell.py", "a\"b.py", "-x.py", "日本.py"];
    let repository = committed(&[("README", "")]);
    for name in names {
        repository.write(name, BERT);
    }
    if cfg!(unix) {
        repository.write("two\nlines.py", BERT);
    }
    let since = listed(&repository, &["--since", "HEAD"]);
    assert_eq!(since.len(), names.len() + usize::from(cfg!(unix)), "{since:?}");
    git(&repository, &["add", "-A"]);
    assert_eq!(listed(&repository, &["--staged"]), since);
}

#[test]
fn since_begins_where_the_histories_parted() {
    let repository = committed(&[("a.py", "x = 1\n")]);
    git(&repository, &["checkout", "-q", "-b", "topic"]);
    repository.write("topic.py", BERT);
    commit(&repository);
    git(&repository, &["checkout", "-q", "main"]);
    repository.write("main.py", FORBIDDEN);
    commit(&repository);
    git(&repository, &["checkout", "-q", "topic"]);
    repository.write("a.py", BERT);
    repository.write("untracked.py", BERT);
    repository.write(".gitignore", "ignored.py\n");
    repository.write("ignored.py", FORBIDDEN);
    let paths: Vec<String> = listed(&repository, &["--since", "main"]);
    let paths: Vec<&str> = paths.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(paths, ["a.py", "topic.py", "untracked.py"]);
}

#[test]
fn new_leaves_out_what_the_old_side_names() {
    let long = format!("{FORBIDDEN}{}", "x = 1\n".repeat(20));
    let repository = committed(&[("a.py", &long), ("b.py", BERT), ("notes.md", "We like `facebook/opt-125m`.\n")]);
    git(&repository, &["mv", "a.py", "renamed.py"]);
    repository.write("renamed.py", &format!("{long}{BERT}"));
    repository.write("b.py", "x = 1\n");
    git(&repository, &["add", "-A"]);
    assert_eq!(repository.run(&["--staged"]).code, 1);
    assert_eq!(listed(&repository, &["--staged"]).len(), 2);
    assert_eq!(listed(&repository, &["--staged", "--new"]), [""; 0], "one was renamed, one moved");
    assert_eq!(repository.run(&["--staged", "--new"]).code, 0);
    repository.write("c.py", "m = AutoModel.from_pretrained(\"facebook/opt-125m\")\n");
    repository.write("notes.md", "We use `facebook/opt-125m`.\n");
    git(&repository, &["add", "-A"]);
    let new = listed(&repository, &["--staged", "--new"]);
    assert_eq!(new, ["c.py facebook/opt-125m"], "what was only spoken of is new where it is used");
    assert_eq!(listed(&repository, &["--since", "HEAD", "--new"]), new);
}

#[test]
fn ignore_rules_hold_for_changed_and_named_files() {
    let repository = committed(&[
        (".gitignore", "gen/*\n!gen/kept.py\n"),
        ("deep/.ignore", "b.py\n"),
        ("model-license.toml", "[scan]\nexclude = [\"vendor\"]\n"),
    ]);
    let files = ["gen/a.py", "gen/kept.py", "deep/b.py", "deep/er/b.py", "deep/c.py", "vendor/x/d.py"];
    for path in files {
        repository.write(path, FORBIDDEN);
    }
    git(&repository, &["add", "-f", "."]);
    let read = ["deep/c.py facebook/musicgen-small", "gen/kept.py facebook/musicgen-small"];
    assert_eq!(listed(&repository, &[]), read);
    assert_eq!(listed(&repository, &["--staged"]), read);
    assert_eq!(listed(&repository, &["--since", "HEAD"]), read);
    assert_eq!(listed(&repository, &files), read);
    let skipped = repository.run(&[&["-v"], &files[..]].concat());
    assert!(skipped.stdout.contains("gen/a.py"), "{}", skipped.stdout);
}

#[test]
fn paths_narrow_the_changes() {
    let repository = committed(&[("README", "")]);
    for path in ["a/x.py", "b/y.py", "z.py"] {
        repository.write(path, BERT);
    }
    git(&repository, &["add", "-A"]);
    assert_eq!(listed(&repository, &["--staged", "a"]).len(), 1);
    let below = repository.run_in("b", &["list", "--mentions", "--format", "jsonl", "--staged"]);
    assert_eq!(mentions(&below), ["b/y.py google-bert/bert-base-uncased"]);
    let root = repository.run(&["list", "--mentions", "--format", "jsonl", "--staged", "--root", "a"]);
    assert_eq!(mentions(&root), ["x.py google-bert/bert-base-uncased"]);
}

#[test]
fn what_only_the_whole_repository_tells_is_not_said_of_a_part() {
    let config = "[[exception]]\nmodel = \"facebook/opt-125m\"\nrule = \"forbidden-use\"\nreason = \"asked\"\n";
    let repository = committed(&[("model-license.toml", config)]);
    repository.write("a.py", BERT);
    git(&repository, &["add", "-A"]);
    assert!(repository.run(&[]).stdout.contains("unused-configuration"));
    for part in [&["--staged"][..], &["--since", "HEAD"], &["a.py"]] {
        let run = repository.run(part);
        assert!(run.code == 0 && !run.stdout.contains("unused-configuration"), "{part:?}: {}", run.stdout);
    }
}

#[test]
fn notices_count_wherever_they_are() {
    let model = "m = AutoModel.from_pretrained(\"meta-llama/Llama-3.1-8B\")\n";
    let repository = committed(&[("README.md", "Built with Llama\n")]);
    repository.write("a.py", model);
    let before = repository.run(&["--format", "json", "-v"]);
    git(&repository, &["add", "-A"]);
    let rules = |run: &Run| -> Vec<String> {
        let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("a document");
        document["findings"].as_array().expect("a list").iter().map(|finding| finding["rule"].to_string()).collect()
    };
    assert_eq!(rules(&repository.run(&["--format", "json", "-v", "--staged"])), rules(&before));
}

#[test]
fn mistakes_are_named_and_never_pass() {
    let repository = committed(&[("a.py", BERT)]);
    for revision in ["nowhere", "--output=x", "-h", "", "HEAD..HEAD~1", "a.py"] {
        let run = repository.run(&["check", &format!("--since={revision}")]);
        assert_eq!(run.code, 2, "{revision}: {run:?}");
        assert!(run.stderr.contains(&format!("`{revision}`")) && run.stderr.contains("help"), "{}", run.stderr);
    }
    assert!(!repository.path().join("x").exists());
    assert_eq!(repository.run(&["check", "--new"]).code, 2);
    assert_eq!(repository.run(&["--staged", "check", "--since", "HEAD"]).code, 2);
}

#[test]
fn outside_of_git_and_without_git_there_is_no_answer() {
    let folder = Repository::new(&[("a.py", BERT)]);
    fs::remove_dir(folder.path().join(".git")).expect("gone");
    for arguments in [&["--staged"][..], &["--since", "HEAD"]] {
        let run = folder.run(arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains("is not in a git repository"), "{}", run.stderr);
    }
    let repository = committed(&[("a.py", BERT)]);
    let without = run(repository.command().env("PATH", "").arg("--staged"));
    assert!(without.code == 2 && without.stderr.contains("git cannot be started"), "{}", without.stderr);
}

#[test]
fn a_hook_that_git_runs_stops_the_commit() {
    let repository = committed(&[("a.py", BERT)]);
    let program = repository.command().get_program().to_owned();
    let hook = repository.path().join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().expect("a folder")).expect("hooks");
    fs::write(&hook, format!("#!/bin/sh\nexec '{}' check --staged --quiet\n", program.to_string_lossy()))
        .expect("hook");
    #[cfg(unix)]
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("executable");
    repository.write("a.py", FORBIDDEN);
    let commit = |arguments: &[&str]| {
        let author = ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "x"];
        let mut command = Command::new("git");
        command.current_dir(repository.path()).args(author).args(arguments).status().expect("git").success()
    };
    // `-a` hands the hook an index of its own.
    assert!(!commit(&["-a"]));
    repository.write("a.py", &BERT.replace("uncased", "cased"));
    assert!(commit(&["-a"]));
}
