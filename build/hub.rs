//! `registry/hub.tsv` and its companions to one binary blob and a few small statics.

use crate::blob::{self, Record};
use crate::layout;
use crate::licenses;
use crate::names;
use crate::schema::{License, Quality, SourceInfo};
use crate::tsv::{Row, Table, id_fault, is_rough_date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const COLUMNS: [&str; 12] = [
    "id",
    "tag",
    "license_name",
    "license_link",
    "gated",
    "gated_as_of",
    "base",
    "relation",
    "base_source",
    "source",
    "date",
    "conflicts",
];
/// Values of a tag that are not in the Hub's list.
const OTHER_TAGS: [&str; 2] = ["", layout::NOT_OBSERVED];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sources {
    source: Vec<SourceInfo>,
}

/// Reads and checks the tables of models, writes `hub.bin` and `hub.rs`, returns the canonical ids by lower-cased id.
pub fn compile(
    registry: &Path,
    out: &Path,
    licenses: &[License],
    problems: &mut Vec<String>,
) -> BTreeMap<String, &'static str> {
    let sources = read_sources(&registry.join("sources.toml"), problems);
    let table = Table::read(&registry.join("hub.tsv"), &COLUMNS, problems);
    let numbers = number_ids(&table, problems);
    let mut reader = Reader {
        table: &table,
        sources: &sources,
        tags: read_tags(&registry.join("hub_tags.tsv"), problems),
        numbers: &numbers,
        licenses: Licenses::new(licenses),
        problems,
    };
    let records: Vec<Record> = table.rows.iter().map(|row| reader.record(row)).collect();
    let ids = records.iter().map(|record| (record.id.to_ascii_lowercase(), record.id)).collect();
    let names = names::compile(registry, &ids, problems);
    match blob::build(&records, &names.organizations) {
        Ok(blob) => {
            let mut source = blob.constants;
            let _ = writeln!(
                source,
                "/// Where the observed facts come from, by id.\npub static SOURCES: &[SourceInfo] = &{sources:#?};"
            );
            source.push_str(&names.source);
            write(&out.join("hub.bin"), &blob.bytes, problems);
            write(&out.join("hub.rs"), source.as_bytes(), problems);
        }
        Err(reason) => problems.push(format!("{}: {reason}", registry.join("hub.tsv").display())),
    }
    ids
}

fn write(path: &Path, bytes: &[u8], problems: &mut Vec<String>) {
    if let Err(error) = fs::write(path, bytes) {
        problems.push(format!("{}: {error}", path.display()));
    }
}

fn read_sources(path: &Path, problems: &mut Vec<String>) -> Vec<SourceInfo> {
    let sources = licenses::read::<Sources>(path, problems).map(|sources| sources.source).unwrap_or_default();
    for pair in sources.windows(2) {
        if let [a, b] = pair
            && *a.id >= *b.id
        {
            problems.push(format!("{}: source {}: the ids are sorted and unique", path.display(), b.id));
        }
    }
    for source in &sources {
        if !is_rough_date(&source.date) {
            problems.push(format!("{}: source {}: date: \"{}\" is not a date", path.display(), source.id, source.date));
        }
        if source.what.is_empty() || source.note.is_empty() || source.data_license.is_empty() {
            problems.push(format!(
                "{}: source {}: what, note and data_license are not empty",
                path.display(),
                source.id
            ));
        }
    }
    if sources.len() > usize::from(u8::MAX) || !sources.iter().any(|source| source.quality == Quality::HubCopy) {
        problems.push(format!("{}: holds 1 to 255 sources, at least one of them a hub-copy", path.display()));
    }
    sources
}

fn read_tags(path: &Path, problems: &mut Vec<String>) -> BTreeSet<&'static str> {
    let table = Table::read(path, &["tag", "name", "spdx", "since", "link"], problems);
    let mut tags = BTreeSet::from(OTHER_TAGS);
    for row in &table.rows {
        if !tags.insert(row.cell(0)) {
            table.problem(row, "tag", "stands twice", problems);
        }
        if !is_rough_date(row.cell(3)) {
            table.problem(row, "since", "is not a date", problems);
        }
    }
    tags
}

/// The position of every id; problems where the order or the shape is wrong.
fn number_ids(table: &Table, problems: &mut Vec<String>) -> BTreeMap<String, u32> {
    let mut numbers = BTreeMap::new();
    let mut before = "";
    for (number, row) in (0u32..).zip(&table.rows) {
        let id = row.cell(0);
        if let Some(fault) = id_fault(id) {
            table.problem(row, id, fault, problems);
        }
        if layout::compare_ids(before.as_bytes(), id.as_bytes()).is_ge() {
            table.problem(
                row,
                id,
                &format!("does not follow {before} in the order of lower-cased ids, or stands twice"),
                problems,
            );
        }
        before = id;
        numbers.insert(id.to_ascii_lowercase(), number);
    }
    numbers
}

/// Which license a tag or a name means, by position in the sorted list.
struct Licenses {
    tags: BTreeMap<String, u16>,
    names: BTreeMap<String, u16>,
}

impl Licenses {
    fn new(licenses: &[License]) -> Licenses {
        let mut found = Licenses { tags: BTreeMap::new(), names: BTreeMap::new() };
        for (number, license) in (0u16..).zip(licenses) {
            found.tags.extend(license.hub_tags.iter().map(|tag| (tag.to_lowercase(), number)));
            found.names.extend(license.license_names.iter().map(|name| (name.to_lowercase(), number)));
        }
        found
    }

    /// One entry for each tag; a name is only looked at beside the tag `other`.
    fn of(&self, tag: &str, name: &str) -> Vec<u16> {
        let one = |tag: &str| {
            let name = name.to_lowercase();
            let by_name = || self.names.get(&name).or_else(|| self.tags.get(&name));
            let found = if tag == "other" && !name.is_empty() { by_name() } else { self.tags.get(tag) };
            found.copied().unwrap_or(layout::NONE)
        };
        tag.split(',').map(one).collect()
    }
}

struct Reader<'a> {
    table: &'a Table,
    sources: &'a [SourceInfo],
    tags: BTreeSet<&'static str>,
    numbers: &'a BTreeMap<String, u32>,
    licenses: Licenses,
    problems: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn problem(&mut self, row: &Row, key: &str, reason: &str) {
        self.table.problem(row, key, reason, self.problems);
    }

    fn record(&mut self, row: &Row) -> Record {
        let (tag, name) = (row.cell(1), row.cell(2));
        for tag in tag.split(',') {
            if !self.tags.contains(tag) {
                self.problem(row, "tag", &format!("\"{tag}\" is not in registry/hub_tags.tsv"));
            }
        }
        if !name.is_empty() && tag != "other" {
            self.problem(row, "license_name", "stands only beside the tag `other`");
        }
        let (gated, gated_as_of) = self.gated(row);
        let source = self.source(row, "source", row.cell(9));
        let base_source = if row.cell(8).is_empty() { source } else { self.source(row, "base_source", row.cell(8)) };
        if !is_rough_date(row.cell(10)) {
            self.problem(row, "date", &format!("\"{}\" is not a date", row.cell(10)));
        }
        self.conflicts(row);
        Record {
            id: row.cell(0),
            tag,
            name,
            link: row.cell(3),
            licenses: self.licenses.of(tag, name),
            gated,
            gated_as_of,
            bases: self.bases(row),
            base_source,
            source,
            date: row.cell(10),
            conflicts: row.cell(11),
        }
    }

    fn gated(&mut self, row: &Row) -> (u8, &'static str) {
        let (gated, as_of) = (row.cell(4), row.cell(5));
        if as_of.is_empty() != gated.is_empty() || !(as_of.is_empty() || is_rough_date(as_of)) {
            self.problem(row, "gated_as_of", "is the date of a known `gated`, and empty without");
        }
        let number = match gated {
            "" => layout::GATED_UNKNOWN,
            "no" => layout::GATED_NO,
            "yes" => layout::GATED_YES,
            _ => {
                self.problem(row, "gated", "is yes, no or empty");
                layout::GATED_UNKNOWN
            }
        };
        (number, as_of)
    }

    fn source(&mut self, row: &Row, key: &str, id: &str) -> u8 {
        let found = (0u8..).zip(self.sources).find(|(_, source)| *source.id == *id);
        if found.is_none() {
            self.problem(row, key, &format!("\"{id}\" is not in registry/sources.toml"));
        }
        found.map_or(0, |(number, _)| number)
    }

    fn bases(&mut self, row: &Row) -> Vec<(u32, u8)> {
        if row.cell(6).is_empty() {
            return Vec::new();
        }
        let bases: Vec<&str> = row.cell(6).split(',').collect();
        let relations: Vec<&str> = row.cell(7).split(',').collect();
        if relations.len() != 1 && relations.len() != bases.len() {
            self.problem(row, "relation", "holds one word for all bases or one for each");
        }
        let mut found = Vec::new();
        for (position, base) in bases.iter().enumerate() {
            let word = relations.get(position).or(relations.first()).copied().unwrap_or_default();
            let Some((relation, _)) = (0u8..).zip(layout::RELATIONS).find(|(_, known)| *known == word) else {
                self.problem(row, "relation", &format!("\"{word}\" is none of finetune, quantized, merge, adapter"));
                continue;
            };
            match self.numbers.get(&base.to_ascii_lowercase()) {
                Some(_) if base.eq_ignore_ascii_case(row.cell(0)) => self.problem(row, "base", "is the model itself"),
                Some(number) => found.push((*number, relation)),
                None => self.problem(row, "base", &format!("{base} has no row")),
            }
        }
        found
    }

    fn conflicts(&mut self, row: &Row) {
        for conflict in row.cell(11).split("; ").filter(|conflict| !conflict.is_empty()) {
            let parts = conflict.split_once("<=").and_then(|(_, from)| from.split_once('@'));
            match parts {
                Some((source, date)) if is_rough_date(date) => _ = self.source(row, "conflicts", source),
                _ => self.problem(row, "conflicts", &format!("\"{conflict}\" is not value<=source@date")),
            }
        }
    }
}
