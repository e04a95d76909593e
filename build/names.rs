//! `registry/aliases.tsv` and `registry/ollama.tsv`: other names of models, to small statics.

use crate::layout;
use crate::schema::{Alias, OllamaModel};
use crate::tsv::{Row, Table, id_fault, is_rough_date};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// What the rest of the build needs of the names.
pub struct Names {
    /// Part of `hub.rs`.
    pub source: String,
    /// Organisations of old ids, lower-cased.
    pub organizations: BTreeSet<String>,
}

/// The canonical ids by lower-cased id.
type Ids = BTreeMap<String, &'static str>;

/// Reads and checks both tables against the ids of `hub.tsv`.
pub fn compile(registry: &Path, ids: &Ids, problems: &mut Vec<String>) -> Names {
    let mut names = Names { source: String::new(), organizations: BTreeSet::new() };
    let (aliases, organizations) = aliases(&registry.join("aliases.tsv"), ids, problems);
    for alias in &aliases {
        if let Some((organization, _)) = alias.old.split_once('/') {
            names.organizations.insert(organization.to_ascii_lowercase());
        }
    }
    names.organizations.extend(organizations.iter().map(|alias| alias.old.to_ascii_lowercase()));
    let ollama = ollama(&registry.join("ollama.tsv"), ids, &aliases, problems);
    let _ = writeln!(
        names.source,
        "/// Old ids of models, by lower-cased id.\npub static ALIASES: &[Alias] = &{aliases:#?};"
    );
    let _ = writeln!(
        names.source,
        "/// Old names of organisations, by lower-cased name.\npub static RENAMED_ORGANIZATIONS: &[Alias] = &{organizations:#?};"
    );
    let _ = writeln!(
        names.source,
        "/// The Ollama library, by name and tag.\npub static OLLAMA: &[OllamaModel] = &{ollama:#?};"
    );
    names
}

/// Aliases of models, and of whole organisations (`old/*`).
fn aliases(path: &Path, ids: &Ids, problems: &mut Vec<String>) -> (Vec<Alias>, Vec<Alias>) {
    let table = Table::read(path, &["old_id", "id", "evidence"], problems);
    let (mut models, mut organizations) = (Vec::new(), Vec::new());
    let olds: BTreeSet<String> = table.rows.iter().map(|row| row.cell(0).to_ascii_lowercase()).collect();
    let mut before = "";
    for row in &table.rows {
        let alias = Alias { old: row.cell(0), new: row.cell(1), evidence: row.cell(2) };
        if layout::compare_ids(before.as_bytes(), alias.old.as_bytes()).is_ge() {
            table.problem(
                row,
                alias.old,
                &format!("does not follow {before} in the order of lower-cased ids, or stands twice"),
                problems,
            );
        }
        before = alias.old;
        if alias.evidence.is_empty() {
            table.problem(row, alias.old, "has no evidence", problems);
        }
        match (alias.old.strip_suffix("/*"), alias.new.strip_suffix("/*")) {
            (Some(old), Some(new)) => organizations.push(Alias { old, new, ..alias }),
            (None, None) => {
                for fault in alias_faults(&alias, ids, &olds) {
                    table.problem(row, alias.old, &fault, problems);
                }
                models.push(alias);
            }
            _ => table.problem(row, alias.old, "both sides are organisations (`name/*`) or none is", problems),
        }
    }
    (models, organizations)
}

fn alias_faults(alias: &Alias, ids: &Ids, olds: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let bare = !alias.old.contains('/');
    let shape = if bare { id_fault(&format!("bare/{}", alias.old)) } else { id_fault(alias.old) };
    faults.extend(shape.map(ToOwned::to_owned));
    if ids.contains_key(&alias.old.to_ascii_lowercase()) {
        faults.push("has a row of its own in hub.tsv: an old id has none".to_owned());
    }
    if olds.contains(&alias.new.to_ascii_lowercase()) {
        faults.push(format!("its target {} is an old id too", alias.new));
    }
    if ids.get(&alias.new.to_ascii_lowercase()) != Some(&alias.new) {
        faults.push(format!("its target {} is not in hub.tsv in this spelling", alias.new));
    }
    faults
}

fn ollama(path: &Path, ids: &Ids, aliases: &[Alias], problems: &mut Vec<String>) -> Vec<OllamaModel> {
    let table = Table::read(path, &["name", "tag", "id", "evidence", "date"], problems);
    let mut models: Vec<OllamaModel> = Vec::new();
    for row in &table.rows {
        let model = OllamaModel {
            name: row.cell(0),
            tag: row.cell(1),
            model: row.cell(2),
            evidence: row.cell(3),
            date: row.cell(4),
        };
        if models.last().is_some_and(|last| (last.name, last.tag) >= (model.name, model.tag)) {
            table.problem(row, model.name, "the rows are sorted by name and tag, and unique", problems);
        }
        check_ollama(&table, row, &model, problems);
        let id = model.model.to_ascii_lowercase();
        let old = aliases.iter().find(|alias| alias.old.eq_ignore_ascii_case(&id));
        match ids.get(&id).copied().or(old.map(|alias| alias.new)) {
            Some(canonical) => models.push(OllamaModel { model: canonical, ..model }),
            None => table.problem(
                row,
                model.name,
                &format!("{} is neither in hub.tsv nor in aliases.tsv", model.model),
                problems,
            ),
        }
    }
    models
}

fn check_ollama(table: &Table, row: &Row, model: &OllamaModel, problems: &mut Vec<String>) {
    let plain = |text: &str, extra: &[u8]| {
        !text.is_empty()
            && text.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte) || extra.contains(&byte)
            })
    };
    if !plain(model.name, b"") {
        table.problem(row, "name", "is lower-case letters, digits and -_.", problems);
    }
    if !plain(model.tag, b"*") {
        table.problem(row, "tag", "is a tag in lower case, a pattern of it, or *", problems);
    }
    if model.evidence.is_empty() || !is_rough_date(model.date) {
        table.problem(row, "evidence", "is missing, or its date is none", problems);
    }
}
