//! How git is started and what its failures mean.

use crate::settings::SettingsError;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Variables that a hook inherits from git and that may be relative to the folder it runs in.
const RELATIVE: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

/// Git in a folder, with nothing that the repository or the user configures to be run.
pub(super) fn command(root: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"])
        .current_dir(root)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    for name in RELATIVE {
        let path = std::env::var_os(name).map(PathBuf::from);
        if let Some(path) = path.and_then(|path| std::path::absolute(path).ok()) {
            command.env(name, path);
        }
    }
    command
}

/// The changed files below the root as `git diff --raw -z` tells them, or what git said instead.
pub(super) fn list(root: &Path, diff: &[&str], behind: &[&str]) -> Result<Vec<u8>, String> {
    let options = ["--raw", "-z", "--no-abbrev", "--find-renames", "--relative", "--ignore-submodules=all"];
    let safe = ["--no-ext-diff", "--no-textconv", "--diff-filter=ACMRTD"];
    output(command(root).args(diff).args(options).args(safe).args(behind))
}

/// Files that git does not know and that no `.gitignore` leaves out.
pub(super) fn untracked(root: &Path) -> Result<Vec<u8>, String> {
    output(command(root).args(["ls-files", "--others", "--exclude-per-directory=.gitignore", "-z"]))
}

fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| format!("git cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().next().unwrap_or("git failed").to_owned())
}

/// What is wrong, asked from git once it has failed.
pub(super) fn error(root: &Path, revision: Option<&str>, said: &str) -> SettingsError {
    let (what, help) = match (output(command(root).args(["rev-parse", "--is-inside-work-tree"])), revision) {
        (Err(said), _) if said.starts_with("git cannot") => {
            (said, "--staged and --since ask git: install it, or name the files instead".to_owned())
        }
        (Err(said), _) => {
            let help = format!("--staged and --since ask git, which says: {said}");
            (format!("`{}` is not in a git repository that can be read", root.display()), help)
        }
        (Ok(_), Some(revision)) if said.is_empty() => {
            let help = "--since takes a commit, a branch or a tag: --since origin/main".to_owned();
            (format!("`{revision}` is no revision"), help)
        }
        (Ok(_), Some(revision)) => {
            let help =
                format!("it must be a commit, a branch or a tag that shares history with HEAD; git says: {said}");
            (format!("no changes since `{revision}` can be told"), help)
        }
        (Ok(_), None) => ("git cannot tell what is staged".to_owned(), format!("git says: {said}")),
    };
    SettingsError::Changes { what, help }
}
