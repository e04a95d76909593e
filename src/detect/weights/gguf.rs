//! GGUF: pairs of keys and typed values before the tensors. Versions 1 to 3, both byte orders.

use super::Facts;
use super::bytes::Reader;

/// The magic of the format.
pub(super) const MAGIC: &[u8] = b"GGUF";

/// The numbers of two types in the GGUF specification.
const TEXT: u32 = 8;
const ARRAY: u32 = 9;

/// How many pairs are read: models have some dozens.
const PAIRS: u64 = 4096;

/// The string values, as far as the bytes reach. The keys of a model come before its vocabulary.
pub(super) fn facts(head: &[u8]) -> Option<Facts> {
    // A small number with its bytes swapped is a large one.
    let version = *head.get(4..)?.first_chunk()?;
    let big_endian = u32::from_le_bytes(version) > 0xffff;
    let mut reader = Reader::new(head.get(4..)?, big_endian);
    let version = reader.u32()?;
    if !(1..=3).contains(&version) {
        return None;
    }
    let mut file = Gguf { reader, short: version == 1 };
    let _tensors = file.length()?;
    let count = file.length()?;
    let mut facts = Facts::new();
    for _ in 0..count.min(PAIRS) {
        let Some((key, value)) = file.pair() else { break };
        if let Some(value) = value {
            facts.insert(key, value);
        }
    }
    Some(facts)
}

struct Gguf<'a> {
    reader: Reader<'a>,
    /// Version 1 has lengths of four bytes.
    short: bool,
}

impl Gguf<'_> {
    fn length(&mut self) -> Option<u64> {
        if self.short { self.reader.u32().map(u64::from) } else { self.reader.u64() }
    }

    fn text(&mut self) -> Option<String> {
        let length = self.length()?;
        self.reader.take_claimed(length).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn pair(&mut self) -> Option<(String, Option<String>)> {
        let key = self.text()?;
        let kind = self.reader.u32()?;
        if kind == TEXT {
            return Some((key, Some(self.text()?)));
        }
        self.skip(kind, 0)?;
        Some((key, None))
    }

    fn skip(&mut self, kind: u32, depth: usize) -> Option<()> {
        if let Some(size) = size_of(kind) {
            return self.reader.take_claimed(size).map(|_| ());
        }
        match kind {
            TEXT => {
                let length = self.length()?;
                self.reader.take_claimed(length).map(|_| ())
            }
            ARRAY if depth < 4 => self.skip_array(depth),
            _ => None,
        }
    }

    fn skip_array(&mut self, depth: usize) -> Option<()> {
        let kind = self.reader.u32()?;
        let count = self.length()?;
        if let Some(size) = size_of(kind) {
            return self.reader.take_claimed(count.checked_mul(size)?).map(|_| ());
        }
        // Every element takes bytes, so that a false count ends with them.
        (0..count).try_for_each(|_| self.skip(kind, depth + 1))
    }
}

/// The size of the types of fixed size, by their numbers in the GGUF specification.
fn size_of(kind: u32) -> Option<u64> {
    match kind {
        0 | 1 | 7 => Some(1),
        2 | 3 => Some(2),
        4..=6 => Some(4),
        10..=12 => Some(8),
        _ => None,
    }
}
