//! A scratch repository, and the program run in it as a user does.

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A repository that is deleted when the test ends.
pub(crate) struct Repository(TempDir);

/// What a run printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Repository {
    /// Files with their contents.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        fs::create_dir(folder.path().join(".git")).expect("a repository");
        let repository = Repository(folder);
        for (path, text) in files {
            repository.write(path, text);
        }
        repository
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    /// The program with its arguments, in the root.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    /// The program with its arguments, in a folder.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = self.command();
        run(command.current_dir(self.path().join(folder)).args(arguments))
    }

    /// The program, without what the machine's environment says.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::cargo_bin("cargo-model-license").expect("the program");
        for (name, _) in std::env::vars_os() {
            let known = name.to_string_lossy().into_owned();
            let prefixes = ["CARGO_TERM_", "GITHUB_", "CLICOLOR", "LC_", "HF_"];
            let names = ["CI", "NO_COLOR", "NO_GRAPHICS", "TERM", "LANG", "COLUMNS", "SOURCE_DATE_EPOCH"];
            if prefixes.iter().any(|prefix| known.starts_with(prefix)) || names.contains(&known.as_str()) {
                command.env_remove(&name);
            }
        }
        command.current_dir(self.path());
        command
    }
}

/// Runs to the end.
pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code().expect("a code") }
}
