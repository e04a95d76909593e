//! Reads `hub.bin` in place: checked slices of a static, nothing parsed or allocated.

// The generated constants.
#![allow(clippy::unreadable_literal)]

use super::layout::{self, NONE, RECORD_SIZE};
use super::schema::{Alias, OllamaModel, Quality, SourceInfo, Text};
use std::cmp::Ordering;

use Quality::{HandMade, HubCopy};

include!(concat!(env!("OUT_DIR"), "/hub.rs"));

static HUB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/hub.bin"));

/// How many records there are.
pub(super) const RECORD_COUNT: u32 = match RECORDS.1 / RECORD_SIZE {
    // As the layout keeps record numbers below 2^24, the cast is exact.
    #[allow(clippy::cast_possible_truncation)]
    count if count < 1 << layout::EDGE_RECORD_BITS => count as u32,
    _ => panic!("more records than an edge can number"),
};

fn bytes((start, length): (usize, usize), at: usize, count: usize) -> Option<&'static [u8]> {
    let end = at.checked_add(count)?;
    if end > length { None } else { HUB.get(start + at..start + end) }
}

fn u32_at(section: (usize, usize), at: usize) -> Option<u32> {
    bytes(section, at, 4)?.first_chunk().map(|word| u32::from_le_bytes(*word))
}

fn text(at: u32, length: u32) -> Option<&'static [u8]> {
    bytes(TEXT, usize::try_from(at).ok()?, usize::try_from(length).ok()?)
}

/// A field of one byte; 0 outside the table.
pub(super) fn field_u8(record: u32, field: usize) -> u8 {
    row(record).and_then(|row| row.get(field)).copied().unwrap_or_default()
}

/// A field of two bytes; [`NONE`] outside the table.
pub(super) fn field_u16(record: u32, field: usize) -> u16 {
    let bytes = row(record).and_then(|row| row.get(field..)?.first_chunk());
    bytes.map_or(NONE, |bytes| u16::from_le_bytes(*bytes))
}

/// A field of four bytes; 0 outside the table.
pub(super) fn field_u32(record: u32, field: usize) -> u32 {
    let bytes = row(record).and_then(|row| row.get(field..)?.first_chunk());
    bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn row(record: u32) -> Option<&'static [u8]> {
    bytes(RECORDS, usize::try_from(record).ok()?.checked_mul(RECORD_SIZE)?, RECORD_SIZE)
}

/// The id of a record.
pub(super) fn id(record: u32) -> &'static str {
    id_bytes(record).and_then(|id| str::from_utf8(id).ok()).unwrap_or_default()
}

fn id_bytes(record: u32) -> Option<&'static [u8]> {
    text(field_u32(record, layout::field::ID_AT), field_u8(record, layout::field::ID_LEN).into())
}

/// An interned string; empty for [`NONE`].
pub(super) fn string(number: u16) -> &'static str {
    let at = usize::from(number) * 8;
    let found = u32_at(STRINGS, at).zip(u32_at(STRINGS, at + 4)).and_then(|(at, length)| text(at, length));
    found.and_then(|found| str::from_utf8(found).ok()).unwrap_or_default()
}

/// The base record and the number of the relation of an edge.
pub(super) fn edge(number: u32) -> Option<(u32, u8)> {
    let edge = u32_at(EDGES, usize::try_from(number).ok()?.checked_mul(4)?)?;
    let [.., relation] = edge.to_le_bytes();
    Some((edge & ((1 << layout::EDGE_RECORD_BITS) - 1), relation))
}

/// The record of an id, without regard to ASCII case.
pub(super) fn find(id: &[u8]) -> Option<u32> {
    let at = first_not_below(id);
    (id_bytes(at)?.eq_ignore_ascii_case(id) && at < RECORD_COUNT).then_some(at)
}

/// The first record whose id does not come before this text.
pub(super) fn first_not_below(id: &[u8]) -> u32 {
    let (mut low, mut high) = (0, RECORD_COUNT);
    while low < high {
        let middle = low + (high - low) / 2;
        match id_bytes(middle).map(|here| layout::compare_ids(here, id)) {
            Some(Ordering::Less) => low = middle + 1,
            _ => high = middle,
        }
    }
    low
}

/// Whether a name is the first segment of a known id, without regard to ASCII case.
#[inline]
pub(super) fn has_organization(name: &[u8]) -> bool {
    const SLOTS: usize = ORGANIZATIONS.1 / 4;
    const MASK: usize = SLOTS - 1;
    const { assert!(SLOTS.is_power_of_two()) };
    let hash = layout::organization_hash(name);
    let mut at = hash as usize & MASK;
    loop {
        // Half of the slots are empty, so that the search ends soon.
        let Some(slot) = u32_at(ORGANIZATIONS, at * 4) else { return false };
        if slot == layout::EMPTY_SLOT {
            return false;
        }
        if layout::fingerprint(slot) == layout::fingerprint(hash) && starts_with_organization(slot, name) {
            return true;
        }
        at = (at + 1) & MASK;
    }
}

fn starts_with_organization(slot: u32, name: &[u8]) -> bool {
    let at = slot & ((1 << layout::SLOT_OFFSET_BITS) - 1);
    let found = usize::try_from(at).ok().and_then(|at| bytes(NAMES, at, name.len() + 1));
    matches!(found, Some([here @ .., b'/']) if here.eq_ignore_ascii_case(name))
}
