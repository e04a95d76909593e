//! Contents by their names in git, all through one `git cat-file`.

use super::git;
use crate::settings::SettingsError;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;

/// A content of git.
#[derive(Debug, Default)]
pub struct Blob {
    /// Its bytes, cut at the limit.
    pub bytes: Vec<u8>,
    /// How many there are.
    pub size: u64,
}

/// Hands over the contents of the names in their order; nothing where git does not hold one.
pub fn read_blobs(
    root: &Path,
    names: &[&str],
    limit: u64,
    each: &mut dyn FnMut(usize, Option<&Blob>),
) -> Result<(), SettingsError> {
    if names.is_empty() {
        return Ok(());
    }
    ask(root, names, limit, each).map_err(|error| git::error(root, None, &format!("cat-file: {error}")))
}

fn ask(root: &Path, names: &[&str], limit: u64, each: &mut dyn FnMut(usize, Option<&Blob>)) -> io::Result<()> {
    let mut child = git::command(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let questions: String = names.iter().flat_map(|name| [name, "\n"]).collect();
    // Asked from a thread of its own: git answers before it has read every question.
    let asking = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let mut answers = BufReader::new(stdout);
    let mut blob = Blob::default();
    let mut result = Ok(());
    for index in 0..names.len() {
        match answer(&mut answers, limit, &mut blob) {
            Ok(is_there) => each(index, is_there.then_some(&blob)),
            Err(error) => {
                result = Err(error);
                break;
            }
        }
    }
    drop(answers);
    // Where the answers broke off, that is the error worth telling.
    let _ = asking.join();
    child.wait()?;
    result
}

/// One answer: `name blob size`, the bytes and a newline; or `name missing`.
fn answer(answers: &mut impl BufRead, limit: u64, blob: &mut Blob) -> io::Result<bool> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    if line.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let Some(size) = line.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()) else { return Ok(false) };
    blob.size = size;
    blob.bytes.clear();
    answers.take(size.min(limit)).read_to_end(&mut blob.bytes)?;
    let rest = size - size.min(limit) + 1;
    io::copy(&mut answers.take(rest), &mut io::sink())?;
    Ok(true)
}
