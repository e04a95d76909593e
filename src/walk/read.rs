//! One file: opened once, asked for its size once, read once into a buffer that every thread keeps.

use super::{Content, Excerpt, Weights};
use crate::report::SkipReason;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// How far a NUL is looked for: where git looks for it.
const NUL_WINDOW: usize = 8 * 1024;

/// What became of a file.
pub(super) enum Outcome<T> {
    /// It was read, and this was made of it.
    Read(Option<T>),
    /// It was not.
    Skipped(SkipReason, String),
}

/// Reads files one after the other into the same buffer.
pub(super) struct Reader {
    buffer: Vec<u8>,
    /// The end of weights; most threads never meet any.
    tail: Vec<u8>,
    max_size: u64,
    weights: Weights,
}

impl Reader {
    /// A reader of files up to a size, and of the headers of weights.
    pub(super) fn new(max_size: u64, weights: Weights) -> Self {
        Reader { buffer: Vec::new(), tail: Vec::new(), max_size, weights }
    }

    /// Reads a file and hands its content on.
    pub(super) fn read<T>(
        &mut self,
        path: &Path,
        name: &str,
        read: impl FnOnce(Content<'_>) -> Option<T>,
    ) -> Outcome<T> {
        match self.try_read(path, name, read) {
            Ok(outcome) => outcome,
            Err(error) => Outcome::Skipped(SkipReason::Unreadable, error.to_string()),
        }
    }

    fn try_read<T>(
        &mut self,
        path: &Path,
        name: &str,
        read: impl FnOnce(Content<'_>) -> Option<T>,
    ) -> io::Result<Outcome<T>> {
        let mut file = File::open(path)?;
        let size = file.metadata()?.len();
        if (self.weights.may_be)(name) {
            let is_weights = self.weights.is;
            let excerpt = self.ends(&mut file, size)?;
            if is_weights(name, &excerpt) {
                return Ok(Outcome::Read(read(Content::Weights(excerpt))));
            }
            file.rewind()?;
        }
        if size > self.max_size {
            return Ok(too_large(size, self.max_size));
        }
        let expected = usize::try_from(size).unwrap_or(usize::MAX);
        // Half of the bytes of many repositories are images and archives: their beginning tells.
        let mut length = if expected > 2 * NUL_WINDOW { self.begin(&mut file)? } else { 0 };
        if memchr::memchr(0, &self.buffer[..length]).is_none() {
            length = self.fill(&mut file, length, expected)?;
        }
        Ok(text(&self.buffer[..length], read))
    }

    /// Hands bytes on that were read elsewhere: the first ones of `size`.
    pub(super) fn read_bytes<T>(
        &self,
        bytes: &[u8],
        size: u64,
        name: &str,
        read: impl FnOnce(Content<'_>) -> Option<T>,
    ) -> Outcome<T> {
        if (self.weights.may_be)(name) {
            let (head, rest) = bytes.split_at(bytes.len().min(self.weights.head));
            let is_whole = bytes.len() as u64 == size;
            let tail = if is_whole { &rest[rest.len().saturating_sub(self.weights.tail)..] } else { &[] };
            let excerpt = Excerpt { head, tail, size };
            if (self.weights.is)(name, &excerpt) {
                return Outcome::Read(read(Content::Weights(excerpt)));
            }
        }
        if size > self.max_size {
            return too_large(size, self.max_size);
        }
        text(bytes, read)
    }

    /// Reads the ends of a file of any size.
    fn ends(&mut self, file: &mut File, size: u64) -> io::Result<Excerpt<'_>> {
        let expected = usize::try_from(size).unwrap_or(usize::MAX).min(self.weights.head);
        let head = self.fill(file, 0, expected)?.min(expected);
        let rest = size.saturating_sub(head as u64);
        let tail = usize::try_from(rest).unwrap_or(usize::MAX).min(self.weights.tail);
        if tail > 0 {
            file.seek(SeekFrom::Start(size.saturating_sub(tail as u64)))?;
        }
        self.tail.resize(tail, 0);
        if let Err(error) = file.read_exact(&mut self.tail) {
            // It shrank while it was read: the beginning has to do.
            if error.kind() != io::ErrorKind::UnexpectedEof {
                return Err(error);
            }
            self.tail.clear();
        }
        Ok(Excerpt { head: &self.buffer[..head], tail: &self.tail, size })
    }

    /// Reads no more than the window of a file that is longer.
    fn begin(&mut self, file: &mut File) -> io::Result<usize> {
        if self.buffer.len() < NUL_WINDOW {
            self.buffer.resize(NUL_WINDOW, 0);
        }
        let mut length = 0;
        while length < NUL_WINDOW {
            match file.read(&mut self.buffer[length..NUL_WINDOW]) {
                Ok(0) => break,
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(length)
    }

    /// Reads the file into the buffer, behind what it holds of it already. The buffer never shrinks, so that
    /// it is cleared only where it grows; one byte more than expected makes the first read see the end.
    fn fill(&mut self, file: &mut File, begun: usize, expected: usize) -> io::Result<usize> {
        let mut length = begun;
        loop {
            if self.buffer.len() <= length.max(expected) {
                self.buffer.resize(length.max(expected) + 1024, 0);
            }
            match file.read(&mut self.buffer[length..]) {
                Ok(0) => return Ok(length),
                Ok(count) => length += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            if length == expected {
                return Ok(length);
            }
        }
    }
}

fn too_large<T>(size: u64, limit: u64) -> Outcome<T> {
    Outcome::Skipped(SkipReason::TooLarge, format!("{size} bytes, the limit is {limit}"))
}

/// Hands text on, and what may be text.
fn text<T>(bytes: &[u8], read: impl FnOnce(Content<'_>) -> Option<T>) -> Outcome<T> {
    if memchr::memchr(0, &bytes[..bytes.len().min(NUL_WINDOW)]).is_some() {
        return Outcome::Skipped(SkipReason::Binary, binary_detail(bytes).to_owned());
    }
    Outcome::Read(read(Content::Text(bytes)))
}

fn binary_detail(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "text in UTF-16, which is not read",
        _ => "",
    }
}
