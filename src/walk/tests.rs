use super::*;
use crate::settings::load;
use std::fs;
use std::path::PathBuf;

/// A scratch repository: paths with contents.
fn repository(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, content).expect("written");
    }
    folder
}

fn walked(folder: &tempfile::TempDir, named: &[&str]) -> Walked<usize> {
    let options = crate::cli::Options { root: Some(folder.path().to_owned()), ..Default::default() };
    let named: Vec<PathBuf> = named.iter().map(|path| folder.path().join(path)).collect();
    let settings = load(&options, &named, &[]).expect("settings").settings;
    let weights = Weights {
        may_be: |path| path.to_lowercase().ends_with(".gguf"),
        is: |_, file| file.head.starts_with(b"GG"),
        head: 3,
        tail: 2,
    };
    walk(&settings, weights, &|_, content| match content {
        Content::Text(bytes) => Some(bytes.len()),
        Content::Weights(file) => Some(1000 + file.head.len() + 10 * file.tail.len()),
    })
}

fn names(walked: &Walked<usize>) -> Vec<&str> {
    walked.found.iter().map(|(path, _)| path.as_str()).collect()
}

#[test]
fn hidden_files_are_read_and_ignored_ones_are_not() {
    let folder = repository(&[
        (".git/config", b"x"),
        (".env", b"x"),
        (".github/workflows/ci.yml", b"x"),
        (".gitignore", b"target/\n"),
        ("target/out.py", b"x"),
        ("src/a.py", b"abc"),
        ("model-license.toml", b""),
    ]);
    assert_eq!(names(&walked(&folder, &[])), [".env", ".github/workflows/ci.yml", ".gitignore", "src/a.py"]);
}

#[test]
fn ignore_rules_hold_for_named_files_and_say_so() {
    let folder = repository(&[(".gitignore", b"gen/\n"), ("gen/a.py", b"x"), ("src/b.py", b"x"), ("src/c.py", b"x")]);
    let walked = walked(&folder, &["gen/a.py", "src/b.py"]);
    assert_eq!(names(&walked), ["src/b.py"]);
    assert_eq!(walked.skipped.len(), 1);
    assert_eq!((walked.skipped[0].path.as_str(), walked.skipped[0].reason), ("gen/a.py", SkipReason::Ignored));
}

#[test]
fn folders_are_named_with_everything_below() {
    let folder = repository(&[("a/b/c.py", b"x"), ("a/d.py", b"x"), ("ab/e.py", b"x")]);
    assert_eq!(names(&walked(&folder, &["a"])), ["a/b/c.py", "a/d.py"]);
    assert_eq!(names(&walked(&folder, &["a/b", "ab/e.py"])), ["a/b/c.py", "ab/e.py"]);
}

#[test]
fn excludes_fit_names_and_paths() {
    let config = b"[scan]\nexclude = [\"vendor/\", \"docs/*.md\", \"*.lock\"]\nmax-file-size = 4\n";
    let folder = repository(&[
        ("model-license.toml", config.as_slice()),
        ("x/vendor/a.py", b"x"),
        ("docs/a.md", b"x"),
        ("docs/deep/b.md", b"x"),
        ("x/y.lock", b"x"),
        ("big.py", b"12345"),
    ]);
    let walked = walked(&folder, &[]);
    assert_eq!(names(&walked), ["docs/deep/b.md"]);
    assert_eq!(walked.skipped[0].reason, SkipReason::TooLarge);
}

#[test]
fn weights_come_whatever_they_hold_and_binaries_are_skipped() {
    let folder =
        repository(&[("m.GGUF", b"GGUF...."), ("text.gguf", b"words"), ("logo.png", b"\x89PNG\0"), ("a.py", b"x")]);
    let walked = walked(&folder, &[]);
    assert_eq!(walked.found, [("a.py".to_owned(), 1), ("m.GGUF".to_owned(), 1023), ("text.gguf".to_owned(), 5)]);
    assert_eq!(walked.skipped[0].reason, SkipReason::Binary);
    assert_eq!(walked.files_read, 3);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_and_those_that_lead_out_are_said() {
    let outside = repository(&[("secret.py", b"x")]);
    let folder = repository(&[("a.py", b"x")]);
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).expect("linked");
    std::os::unix::fs::symlink("a.py", folder.path().join("inner.py")).expect("linked");
    let walked = walked(&folder, &[]);
    assert_eq!(names(&walked), ["a.py"]);
    assert_eq!(walked.skipped.len(), 1);
    assert_eq!(walked.skipped[0].reason, SkipReason::LinkOutside);
}
