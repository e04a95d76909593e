//! Writes `hub.bin` in the layout of `src/registry/layout.rs`, and its constants.

use crate::layout::{self, NONE, field};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A row of `hub.tsv`, checked, with every reference resolved to a number.
pub struct Record {
    /// The canonical spelling.
    pub id: &'static str,
    /// The raw tag.
    pub tag: &'static str,
    /// `license_name`.
    pub name: &'static str,
    /// `license_link`.
    pub link: &'static str,
    /// Positions in the list of licenses, [`NONE`] for a tag without one.
    pub licenses: Vec<u16>,
    /// One of the `GATED` constants.
    pub gated: u8,
    /// The date of the gating.
    pub gated_as_of: &'static str,
    /// Base models: number of the record, number of the relation.
    pub bases: Vec<(u32, u8)>,
    /// Number of the source of the bases.
    pub base_source: u8,
    /// Number of the source of the tag.
    pub source: u8,
    /// The date of the tag.
    pub date: &'static str,
    /// Other values, as written.
    pub conflicts: &'static str,
}

/// The blob and the Rust source of its constants.
pub struct Blob {
    /// `hub.bin`.
    pub bytes: Vec<u8>,
    /// Part of `hub.rs`.
    pub constants: String,
}

/// Builds the blob of records that are sorted by [`layout::compare_ids`].
pub fn build(records: &[Record], more_organizations: &BTreeSet<String>) -> Result<Blob, String> {
    let mut text = Vec::new();
    let mut places = Vec::with_capacity(records.len());
    for record in records {
        places.push(append(&mut text, record.id)?);
    }
    let (names, slots) = organizations(records, more_organizations)?;
    let mut strings = Strings { text, entries: Vec::new(), known: BTreeMap::new() };
    let mut sets = Sets::default();
    let mut edges: Vec<u32> = Vec::new();
    let mut rows = Vec::with_capacity(records.len() * layout::RECORD_SIZE);
    for (record, place) in records.iter().zip(&places) {
        rows.extend(row(record, *place, edges.len(), &mut strings, &mut sets)?);
        for (base, relation) in &record.bases {
            edges.push(u32::from(*relation) << layout::EDGE_RECORD_BITS | base);
        }
    }
    let sections = [
        ("TEXT", strings.text),
        ("RECORDS", rows),
        ("EDGES", words(&edges)),
        ("STRINGS", words(&strings.entries)),
        ("NAMES", names),
        ("ORGANIZATIONS", words(&slots)),
    ];
    Ok(join(sections, &sets))
}

fn join(sections: [(&str, Vec<u8>); 6], sets: &Sets) -> Blob {
    let mut blob = Blob { bytes: Vec::new(), constants: String::new() };
    for (name, bytes) in sections {
        // Multiples of eight, so that a section can be read by words on any target.
        blob.bytes.resize(blob.bytes.len().next_multiple_of(8), 0);
        let start = blob.bytes.len();
        let _ = writeln!(blob.constants, "pub(super) const {name}: (usize, usize) = ({start}, {});", bytes.len());
        blob.bytes.extend(bytes);
    }
    let _ = writeln!(blob.constants, "pub(super) static LICENSE_SETS: &[&[u16]] = &{:?};", Slices(&sets.sets));
    blob
}

/// Prints vectors as slice literals.
struct Slices<'a>(&'a [Vec<u16>]);

impl std::fmt::Debug for Slices<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[")?;
        for set in self.0 {
            write!(f, "&{set:?}, ")?;
        }
        f.write_str("]")
    }
}

fn row(
    record: &Record,
    id_at: u32,
    edges_at: usize,
    strings: &mut Strings,
    sets: &mut Sets,
) -> Result<[u8; layout::RECORD_SIZE], String> {
    let mut row = [0; layout::RECORD_SIZE];
    let mut put = |at: usize, bytes: &[u8]| {
        if let Some(place) = row.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    };
    put(field::ID_AT, &id_at.to_le_bytes());
    put(field::EDGES_AT, &number::<u32>(edges_at, "edges")?.to_le_bytes());
    put(field::ID_LEN, &[number(record.id.len(), "id length")?]);
    put(field::EDGES_LEN, &[number(record.bases.len(), "base models of one model")?]);
    put(field::SOURCE, &[record.source]);
    put(field::BASE_SOURCE, &[record.base_source]);
    put(field::TAG, &strings.number(record.tag)?.to_le_bytes());
    put(field::NAME, &strings.number(record.name)?.to_le_bytes());
    put(field::LINK, &strings.number(record.link)?.to_le_bytes());
    put(field::LICENSES, &sets.number(&record.licenses)?.to_le_bytes());
    put(field::DATE, &strings.number(record.date)?.to_le_bytes());
    put(field::GATED_AS_OF, &strings.number(record.gated_as_of)?.to_le_bytes());
    put(field::CONFLICTS, &strings.number(record.conflicts)?.to_le_bytes());
    put(field::GATED, &[record.gated]);
    Ok(row)
}

/// Interned strings; the empty one has no entry.
struct Strings {
    text: Vec<u8>,
    entries: Vec<u32>,
    known: BTreeMap<&'static str, u16>,
}

impl Strings {
    fn number(&mut self, string: &'static str) -> Result<u16, String> {
        if string.is_empty() {
            return Ok(NONE);
        }
        if let Some(number) = self.known.get(string) {
            return Ok(*number);
        }
        let place = append(&mut self.text, string)?;
        let new = number::<u16>(self.known.len(), "distinct strings")?;
        self.entries.extend([place, number(string.len(), "string length")?]);
        self.known.insert(string, new);
        Ok(new)
    }
}

#[derive(Default)]
struct Sets {
    sets: Vec<Vec<u16>>,
}

impl Sets {
    fn number(&mut self, set: &[u16]) -> Result<u16, String> {
        if set.iter().all(|license| *license == NONE) {
            return Ok(NONE);
        }
        let at = self.sets.iter().position(|known| known == set).unwrap_or(self.sets.len());
        if at == self.sets.len() {
            self.sets.push(set.to_vec());
        }
        number(at, "license sets")
    }
}

/// The names of all organisations, and the open-addressing table of where they start.
///
/// They stand apart from the ids so that both fit the processor's cache. The table has at least twice
/// as many slots as names.
fn organizations(records: &[Record], more: &BTreeSet<String>) -> Result<(Vec<u8>, Vec<u32>), String> {
    let mut all = more.clone();
    all.extend(records.iter().filter_map(|record| Some(record.id.split_once('/')?.0.to_ascii_lowercase())));
    let mut slots = vec![layout::EMPTY_SLOT; (all.len() * 2).next_power_of_two()];
    let mask = slots.len() - 1;
    let mut names = Vec::new();
    for name in &all {
        let place = append(&mut names, &format!("{name}/"))?;
        if place >= (1 << layout::SLOT_OFFSET_BITS) - 1 {
            return Err(format!("organisation {name}: a slot cannot address its name"));
        }
        let hash = layout::organization_hash(name.as_bytes());
        let mut at = hash as usize & mask;
        while slots.get(at).is_some_and(|slot| *slot != layout::EMPTY_SLOT) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = layout::fingerprint(hash) | place;
        }
    }
    Ok((names, slots))
}

fn append(text: &mut Vec<u8>, string: &str) -> Result<u32, String> {
    let place = number(text.len(), "text")?;
    text.extend(string.as_bytes());
    Ok(place)
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn number<T: TryFrom<usize>>(value: usize, what: &str) -> Result<T, String> {
    T::try_from(value).map_err(|_| format!("{what}: {value} does not fit its field of the blob"))
}
