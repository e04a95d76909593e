//! The files that changed, as git tells them.
//!
//! Stands between the settings, which say whether only changes are meant, and the walk, which reads files.
//! Nothing but `git` is started, twice or three times a run, and nothing that the repository configures
//! for itself: no external diff, no file system monitor, no fetch of what a partial clone left out.

mod blobs;
mod git;

pub use blobs::{Blob, read_blobs};

use crate::settings::{ChangedSince, Settings, SettingsError};

/// Kinds of entries that are files with content of their own, not links and not repositories.
const FILE_MODES: [&str; 2] = ["100644", "100755"];

/// A file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it is now, relative to the root, with `/`; nothing where it was deleted.
    pub path: Option<String>,
    /// The name of its content in the index, where that is what is to be read.
    pub staged: Option<String>,
    /// Where it was, and the name of its content there; nothing where it is new.
    pub old: Option<(String, String)>,
}

/// The files that changed inside of the paths that were named, in the order in which git tells them.
pub fn changes(settings: &Settings, since: &ChangedSince) -> Result<Vec<Changed>, SettingsError> {
    let root = settings.root.as_path();
    let mut changed = match since {
        ChangedSince::Head => {
            let listed = git::list(root, &["diff", "--cached"], &[]);
            parse(&listed.map_err(|said| git::error(root, None, &said))?, true)
        }
        ChangedSince::Revision(revision) => {
            let error = |said: String| git::error(root, Some(revision), &said);
            if revision.is_empty() || revision.starts_with('-') {
                return Err(error(String::new()));
            }
            let listed = git::list(root, &["diff", "--merge-base"], &[revision, "--"]).map_err(error)?;
            let mut changed = parse(&listed, false);
            changed.extend(untracked(&git::untracked(root).map_err(error)?));
            changed
        }
    };
    changed.retain(|file| match (&file.path, &file.old) {
        // What a deleted file named is not new elsewhere, wherever it was.
        (None, _) => true,
        (Some(path), _) => is_named(path, &settings.scan.paths),
    });
    Ok(changed)
}

fn is_named(path: &str, named: &[String]) -> bool {
    let below = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
    named.is_empty() || named.iter().any(|name| name == path || below(name))
}

/// Reads `git diff --raw -z`: `:mode mode name name status`, then one path, or two for a rename or copy.
fn parse(listed: &[u8], staged: bool) -> Vec<Changed> {
    let mut fields = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let mut changed = Vec::new();
    while let (Some(entry), Some(first)) = (fields.next(), fields.next()) {
        let words: Vec<&str> = entry.trim_start_matches(':').split(' ').collect();
        let [old_mode, mode, old_name, name, status] = words.as_slice() else { break };
        let second = if status.starts_with(['R', 'C']) { fields.next() } else { None };
        let path = second.unwrap_or_else(|| first.clone()).into_owned();
        let is_file = FILE_MODES.contains(mode);
        let old = FILE_MODES.contains(old_mode).then(|| (first.into_owned(), (*old_name).to_owned()));
        if is_file || old.is_some() {
            let staged = (staged && is_file).then(|| (*name).to_owned());
            changed.push(Changed { path: is_file.then_some(path), staged, old });
        }
    }
    changed
}

/// Reads `git ls-files -z`.
fn untracked(listed: &[u8]) -> impl Iterator<Item = Changed> {
    let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    paths.map(|path| Changed { path: Some(String::from_utf8_lossy(path).into_owned()), staged: None, old: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: Option<&str>, staged: Option<&str>, old: Option<(&str, &str)>) -> Changed {
        let owned = |text: &str| text.to_owned();
        Changed { path: path.map(owned), staged: staged.map(owned), old: old.map(|(a, b)| (owned(a), owned(b))) }
    }

    #[test]
    fn each_status_says_what_is_read_and_what_it_was() {
        let listed = b":000000 100644 00 aa A\0a b\n.py\0:100644 100755 bb cc R090\0old.py\0new.py\0\
            :100644 000000 dd 00 D\0gone.py\0:100644 120000 ee ff T\0link\0:160000 160000 11 22 M\0module\0";
        let expected = [
            file(Some("a b\n.py"), Some("aa"), None),
            file(Some("new.py"), Some("cc"), Some(("old.py", "bb"))),
            file(None, None, Some(("gone.py", "dd"))),
            file(None, None, Some(("link", "ee"))),
        ];
        assert_eq!(parse(listed, true), expected);
    }

    #[test]
    fn folders_are_named_with_everything_below_and_nothing_beside() {
        let named = ["src".to_owned(), "a.py".to_owned()];
        assert!(is_named("src/b.py", &named) && is_named("a.py", &named) && is_named("x", &[]));
        assert!(!is_named("srcs/b.py", &named) && !is_named("b/a.py", &named));
    }
}
