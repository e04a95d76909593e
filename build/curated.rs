//! `registry/curated/*.toml` to the Rust source `curated.rs`.

use crate::layout;
use crate::licenses;
use crate::schema::{Curated, License, Text};
use crate::tsv::{id_fault, is_rough_date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Whether a license key without a file in `registry/licenses/` is an error.
///
/// Off while the licenses are still being written. An entry whose key has no file resolves to no license.
const STRICT_LICENSE_KEYS: bool = true;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    model: Vec<Curated>,
}

/// Reads and checks the curated entries against the ids of `hub.tsv`, writes `curated.rs`.
pub fn compile(
    registry: &Path,
    out: &Path,
    licenses: &[License],
    ids: &BTreeMap<String, &'static str>,
    problems: &mut Vec<String>,
) {
    let mut checker = Checker { licenses, ids, current: BTreeSet::new(), file: String::new(), problems };
    let mut entries: Vec<Curated> = Vec::new();
    for path in licenses::toml_files(&registry.join("curated"), checker.problems) {
        let Some(file) = licenses::read::<File>(&path, checker.problems) else { continue };
        checker.file = path.display().to_string();
        for entry in file.model {
            checker.entry(&entry);
            entries.push(entry);
        }
    }
    let mut exact: Vec<(&str, u16)> = Vec::new();
    for (number, entry) in (0u16..).zip(&entries) {
        exact.extend(entry.ids.iter().map(|id| (id.0, number)));
    }
    // The current terms of an id come before its earlier ones, so that the first hit is the answer.
    let is_past = |number: u16| entries.get(usize::from(number)).is_some_and(|entry| entry.until.is_some());
    exact.sort_by(|a, b| {
        layout::compare_ids(a.0.as_bytes(), b.0.as_bytes()).then(is_past(a.1).cmp(&is_past(b.1))).then(a.1.cmp(&b.1))
    });
    let mut source = String::new();
    let _ = writeln!(source, "/// All curated entries, by file.\npub static CURATED: &[Curated] = &{entries:#?};");
    let _ = writeln!(source, "pub(super) static CURATED_IDS: &[(&str, u16)] = &{exact:?};");
    if let Err(error) = fs::write(out.join("curated.rs"), source) {
        problems.push(format!("curated.rs: {error}"));
    }
}

struct Checker<'a> {
    licenses: &'a [License],
    ids: &'a BTreeMap<String, &'static str>,
    /// Lower-cased ids whose present terms were already given.
    current: BTreeSet<String>,
    file: String,
    problems: &'a mut Vec<String>,
}

impl Checker<'_> {
    fn problem(&mut self, key: &str, reason: &str) {
        self.problems.push(format!("{}: {key}: {reason}", self.file));
    }

    fn entry(&mut self, entry: &Curated) {
        let shown = entry.ids.first().or(entry.pattern.as_ref()).map_or("model without ids", |id| id.0);
        if entry.ids.is_empty() == entry.pattern.is_none() {
            self.problem(shown, "names either `ids` or a `pattern`");
        }
        for id in entry.ids.iter() {
            self.id(id, entry);
        }
        if let Some(pattern) = entry.pattern {
            self.pattern(&pattern, entry);
        }
        if entry.license.is_some() == entry.other_text.is_some() {
            self.problem(shown, "names either a `license` or an `other_text`");
        }
        for key in entry.license.iter().chain(entry.also.iter()) {
            self.license(shown, key);
        }
        if entry.evidence.is_empty() {
            self.problem(shown, "evidence: is empty");
        }
        for evidence in entry.evidence.iter() {
            if evidence.what.is_empty() || evidence.at.is_empty() || !is_rough_date(&evidence.date) {
                self.problem(shown, "evidence: says what, where and on which date");
            }
        }
        for date in [entry.since, entry.until].iter().flatten() {
            if !is_rough_date(date) {
                self.problem(shown, &format!("\"{date}\" is not a date"));
            }
        }
    }

    fn id(&mut self, id: &Text, entry: &Curated) {
        if let Some(fault) = id_fault(id) {
            self.problem(id, fault);
        }
        let lower = id.to_ascii_lowercase();
        match self.ids.get(&lower) {
            Some(canonical) if **canonical != **id => self.problem(id, &format!("is spelt {canonical} in hub.tsv")),
            _ => {}
        }
        if entry.until.is_none() && !self.current.insert(lower) {
            self.problem(id, "has present terms in two entries");
        }
    }

    fn pattern(&mut self, pattern: &Text, entry: &Curated) {
        if !entry.uniform_as_of.is_some_and(|date| is_rough_date(&date)) {
            self.problem(pattern, "uniform_as_of: a pattern names the date on which it was checked");
        }
        let plain = pattern.replace('*', "x");
        if id_fault(&plain).is_some()
            || !pattern.contains('*')
            || pattern.split('/').next().is_some_and(|org| org.contains('*'))
        {
            self.problem(pattern, "is an id with `*` in its name");
        }
    }

    fn license(&mut self, shown: &str, key: &Text) {
        let shape =
            key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.+".contains(&byte));
        if !shape || key.is_empty() {
            self.problem(shown, &format!("license: \"{key}\" is no key"));
        }
        if STRICT_LICENSE_KEYS && !self.licenses.iter().any(|license| license.key == *key) {
            self.problem(shown, &format!("license: registry/licenses/{key}.toml does not exist"));
        }
    }
}
