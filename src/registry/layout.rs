//! The layout of `hub.bin`: the one definition that the build script writes by and the binary reads by.
//!
//! ```text
//! TEXT           every string, one after the other; the ids first, in the order of the records
//! RECORDS        fixed size, sorted by lower-cased id
//! EDGES          u32: relation in the top 8 bits, number of the base's record in the rest
//! STRINGS        (u32 offset, u32 length) into TEXT: tags, names, links, dates, conflicts
//! NAMES          the organisations, lower-cased, each with a `/` behind it
//! ORGANIZATIONS  open addressing, u32: fingerprint in the top bits, offset into NAMES in the rest
//! ```
//! All numbers are little-endian. Where the sections start is a constant of the generated `hub.rs`.

use std::cmp::Ordering;

/// Bytes of a record.
pub const RECORD_SIZE: usize = 28;
/// Field offsets within a record.
pub mod field {
    /// u32: where the id starts in TEXT.
    pub const ID_AT: usize = 0;
    /// u32: number of the first edge.
    pub const EDGES_AT: usize = 4;
    /// u8: length of the id.
    pub const ID_LEN: usize = 8;
    /// u8: number of edges.
    pub const EDGES_LEN: usize = 9;
    /// u8: number of the source of the tag.
    pub const SOURCE: usize = 10;
    /// u8: number of the source of the base models.
    pub const BASE_SOURCE: usize = 11;
    /// u16: string: the raw tag.
    pub const TAG: usize = 12;
    /// u16: string: `license_name`.
    pub const NAME: usize = 14;
    /// u16: string: `license_link`.
    pub const LINK: usize = 16;
    /// u16: number of the license set.
    pub const LICENSES: usize = 18;
    /// u16: string: the date of the tag.
    pub const DATE: usize = 20;
    /// u16: string: the date of the gating.
    pub const GATED_AS_OF: usize = 22;
    /// u16: string: the conflicts.
    pub const CONFLICTS: usize = 24;
    /// u8: [`super::GATED_UNKNOWN`], [`super::GATED_NO`] or [`super::GATED_YES`].
    pub const GATED: usize = 26;
}

/// Nothing is known of the gating.
pub const GATED_UNKNOWN: u8 = 0;
/// The repository was open.
pub const GATED_NO: u8 = 1;
/// The repository was gated.
pub const GATED_YES: u8 = 2;

/// "None" in every u16 field, and in license sets: a tag that no license of the registry has.
pub const NONE: u16 = u16::MAX;
/// An empty slot of the organisations.
pub const EMPTY_SLOT: u32 = u32::MAX;
/// Bits of a slot that hold the offset: half a megabyte of names.
pub const SLOT_OFFSET_BITS: u32 = 19;
/// Bits of an edge that hold the record number.
pub const EDGE_RECORD_BITS: u32 = 24;
/// The tag of a row that has only a base model.
pub const NOT_OBSERVED: &str = "?";

/// The relations in the order of their numbers in an edge.
pub const RELATIONS: [&str; 5] = ["", "finetune", "quantized", "merge", "adapter"];

/// The order of the records and of all id tables: bytewise, without regard to ASCII case.
pub fn compare_ids(a: &[u8], b: &[u8]) -> Ordering {
    for (x, y) in a.iter().zip(b) {
        match x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase()) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
    a.len().cmp(&b.len())
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
/// Sets the bit in which ASCII letters differ by case. Other bytes that it merges only collide.
const CASE: u64 = 0x2020_2020_2020_2020;

/// A hash that is equal for names that differ in ASCII case only.
///
/// It runs for every `/` of every file, so it reads the length and both ends, never the middle: few
/// branches that could be predicted wrong. Names that agree in all three only collide.
#[inline]
pub fn organization_hash(name: &[u8]) -> u32 {
    let (head, tail) = ends(name);
    let hash = (head | CASE).wrapping_mul(MIX)
        ^ (tail | CASE).wrapping_add(name.len() as u64).rotate_left(32).wrapping_mul(MIX);
    let [.., a, b, c, d] = (hash ^ (hash >> 29)).wrapping_mul(MIX).to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The first and the last bytes as words; they overlap where the name is short.
#[inline]
fn ends(name: &[u8]) -> (u64, u64) {
    if let (Some(head), Some(tail)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
        return (u64::from_le_bytes(*head), u64::from_le_bytes(*tail));
    }
    if let (Some(head), Some(tail)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
        return (u32::from_le_bytes(*head).into(), u32::from_le_bytes(*tail).into());
    }
    match *name {
        [a] => (a.into(), 0),
        [a, b] => (a.into(), b.into()),
        [a, b, c] => (u64::from(a) << 8 | u64::from(b), c.into()),
        _ => (0, 0),
    }
}

/// The fingerprint of a hash within a slot, in place.
#[inline]
pub fn fingerprint(hash: u32) -> u32 {
    hash & !((1 << SLOT_OFFSET_BITS) - 1)
}

/// Whether a name, without regard to ASCII case, fits a pattern in which `*` stands for any text.
pub fn fits(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = name.get(from) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(wanted) if wanted.eq_ignore_ascii_case(byte) => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star_at, taken)) = star else { return false };
                star = Some((star_at, taken + 1));
                at = star_at + 1;
                from = taken + 1;
            }
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|byte| *byte == b'*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, name, expected) in [
            ("org/name-*", "Org/NAME-7b", true),
            ("org/name-*", "org/name-", true),
            ("org/name-*", "org/name", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("8b", "8b", true),
            ("8b", "8b-q4", false),
            ("", "a", false),
        ] {
            assert_eq!(fits(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn names_that_differ_in_case_only_have_one_hash() {
        for name in ["a", "ab", "abc", "abcd", "meta-llama", "cognitivecomputations", "x_y.z-0"] {
            assert_eq!(organization_hash(name.as_bytes()), organization_hash(name.to_uppercase().as_bytes()), "{name}");
        }
        assert_ne!(organization_hash(b"abcdefgh"), organization_hash(b"abcdefgh\0"));
    }
}
