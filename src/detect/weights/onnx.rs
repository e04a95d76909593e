//! ONNX: a protobuf message (`ModelProto` of onnx.proto3) that begins with its version and holds what it
//! says of itself around the graph.
//!
//! A walk over the top-level fields is all that is needed; a protobuf library would read the graph,
//! which holds the weights.

use super::Facts;
use super::bytes::Reader;
use crate::walk::Excerpt;

/// The fields of the message that are read, with the name that their value gets.
const TEXTS: &[(u64, &str)] = &[(2, "producer_name"), (3, "producer_version"), (4, "domain"), (6, "doc_string")];
/// Pairs of key and value.
const METADATA: u64 = 14;
/// The fields of the message: numbers and their wire types.
const FIELDS: &[(u64, u64)] =
    &[(1, 0), (2, 2), (3, 2), (4, 2), (5, 0), (6, 2), (7, 2), (8, 2), (14, 2), (20, 2), (25, 2), (26, 2)];

/// How many fields are read: a model has some dozens, each imported function is one.
const COUNT: usize = 4096;

/// Whether the bytes begin as the message does: with a small version, then another field of it.
pub(super) fn is_onnx(head: &[u8]) -> bool {
    let mut reader = Reader::new(head, false);
    let begins = reader.varint() == Some(1 << 3) && reader.varint().is_some_and(|version| (1..=64).contains(&version));
    begins && reader.varint().is_some_and(|tag| tag >> 3 != 1 && FIELDS.contains(&(tag >> 3, tag & 7)))
}

/// The texts and the pairs, also those behind the graph where the end of the file was read.
pub(super) fn facts(file: &Excerpt<'_>) -> Facts {
    let mut facts = Facts::new();
    let next = fields(file.head, &mut facts);
    let tail_at = file.size.saturating_sub(file.tail.len() as u64);
    let inside = next.and_then(|next| usize::try_from(next.checked_sub(tail_at)?).ok());
    if let Some(rest) = inside.and_then(|at| file.tail.get(at..)) {
        fields(rest, &mut facts);
    }
    facts
}

/// Reads fields until the bytes end. Returns where the next one begins if the last one passes the end.
fn fields(bytes: &[u8], facts: &mut Facts) -> Option<u64> {
    let mut reader = Reader::new(bytes, false);
    for _ in 0..COUNT {
        let tag = reader.varint()?;
        match tag & 7 {
            0 => drop(reader.varint()?),
            1 => drop(reader.take(8)?),
            5 => drop(reader.take(4)?),
            2 => {
                let length = reader.varint()?;
                let begins = reader.position() as u64;
                let Some(value) = reader.take_claimed(length) else { return begins.checked_add(length) };
                keep(tag >> 3, value, facts);
            }
            _ => return None,
        }
    }
    None
}

fn keep(field: u64, value: &[u8], facts: &mut Facts) {
    if let Some((_, name)) = TEXTS.iter().find(|(number, _)| *number == field) {
        facts.insert((*name).to_owned(), String::from_utf8_lossy(value).into_owned());
    } else if field == METADATA
        && let Some((key, value)) = pair(value)
    {
        facts.insert(key, value);
    }
}

/// `StringStringEntryProto`: the key is field 1, the value field 2.
fn pair(bytes: &[u8]) -> Option<(String, String)> {
    let mut reader = Reader::new(bytes, false);
    let mut text = |expected: u64| {
        let tag = reader.varint()?;
        let length = reader.varint()?;
        let bytes = reader.take_claimed(length)?;
        (tag == expected << 3 | 2).then(|| String::from_utf8_lossy(bytes).into_owned())
    };
    Some((text(1)?, text(2)?))
}
