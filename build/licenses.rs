//! `registry/licenses/*.toml` and `registry/facts.toml` to the Rust source `licenses.rs`.

use crate::schema::{Activities, Answer, Condition, Fact, FactKind, License, Limit, Obligation, ObligationKind, Terms};
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    fact: Vec<Fact>,
}

/// Reads and checks the licenses and the facts, writes `licenses.rs`, returns the licenses by key.
pub fn compile(registry: &Path, out: &Path, problems: &mut Vec<String>) -> Vec<License> {
    let facts = read_facts(&registry.join("facts.toml"), problems);
    let mut licenses = Vec::new();
    for path in toml_files(&registry.join("licenses"), problems) {
        let Some(license) = read::<License>(&path, problems) else { continue };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut check = Checker { file: path.display().to_string(), facts: &facts, problems };
        if *license.key != *stem {
            check.problem("key", &format!("is \"{}\" but the file is named {stem}.toml", license.key));
        }
        check.license(&license);
        licenses.push(license);
    }
    licenses.sort_by_key(|license| license.key);
    check_names_unique(&licenses, problems);
    let mut source = String::new();
    let _ = writeln!(source, "pub static LICENSES: &[License] = &{licenses:#?};");
    let _ = writeln!(source, "pub static FACTS: &[Fact] = &{facts:#?};");
    if let Err(error) = fs::write(out.join("licenses.rs"), source) {
        problems.push(format!("licenses.rs: {error}"));
    }
    licenses
}

/// The `.toml` files of a folder, sorted by name.
pub fn toml_files(folder: &Path, problems: &mut Vec<String>) -> Vec<std::path::PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(format!("{}: {error}", folder.display()));
            return Vec::new();
        }
    };
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// Reads a TOML file into its type; a mistake becomes a problem with file, line and reason.
pub fn read<T: for<'de> Deserialize<'de>>(path: &Path, problems: &mut Vec<String>) -> Option<T> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            problems.push(format!("{}: {error}", path.display()));
            return None;
        }
    };
    match toml::from_str(&text) {
        Ok(value) => Some(value),
        Err(error) => {
            let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            problems.push(format!("{}:{line}: {}", path.display(), error.message()));
            None
        }
    }
}

fn read_facts(path: &Path, problems: &mut Vec<String>) -> Vec<Fact> {
    let facts = read::<Facts>(path, problems).map(|facts| facts.fact).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for fact in &facts {
        let file = path.display();
        if !seen.insert(fact.key) {
            problems.push(format!("{file}: fact {}: stands twice", fact.key));
        }
        if (fact.kind == FactKind::Number) == fact.unit.is_empty() {
            problems.push(format!("{file}: fact {}: a number has a unit, other facts have none", fact.key));
        }
        if fact.assumed.is_some() && fact.kind != FactKind::YesNo {
            problems.push(format!("{file}: fact {}: only a yes-no fact can be assumed", fact.key));
        }
    }
    facts
}

fn check_names_unique(licenses: &[License], problems: &mut Vec<String>) {
    let mut tags = BTreeSet::new();
    let mut names = BTreeSet::new();
    for license in licenses {
        for tag in license.hub_tags.iter() {
            if !tags.insert(tag.to_lowercase()) {
                problems
                    .push(format!("licenses/{}.toml: hub_tags: \"{tag}\" belongs to another license too", license.key));
            }
        }
        for name in license.license_names.iter() {
            if !names.insert(name.to_lowercase()) {
                problems.push(format!(
                    "licenses/{}.toml: license_names: \"{name}\" belongs to another license too",
                    license.key
                ));
            }
        }
    }
}

struct Checker<'a> {
    file: String,
    facts: &'a [Fact],
    problems: &'a mut Vec<String>,
}

impl Checker<'_> {
    fn problem(&mut self, key: &str, reason: &str) {
        self.problems.push(format!("{}: {key}: {reason}", self.file));
    }

    fn license(&mut self, license: &License) {
        for (key, value) in [
            ("name", license.name),
            ("publisher", license.publisher),
            ("risk_reason", license.risk_reason),
            ("text_url", license.text_url),
            ("spdx", license.spdx),
        ] {
            if value.trim().is_empty() {
                self.problem(key, "is empty");
            }
        }
        if license.sources.is_empty() {
            self.problem("sources", "is empty: every entry names what was read, and when");
        }
        for source in license.sources.iter() {
            if !is_date(source.read.0) {
                self.problem("sources.read", &format!("\"{}\" is not a date YYYY-MM-DD", source.read));
            }
        }
        if license.complete && license.fingerprint.titles.is_empty() && license.fingerprint.phrases.is_empty() {
            self.problem("fingerprint", "an entry whose text was read says how to recognise it");
        }
        for phrase in license
            .fingerprint
            .titles
            .iter()
            .chain(license.fingerprint.phrases.iter())
            .chain(license.fingerprint.absent.iter())
        {
            if fold(phrase) != **phrase {
                self.problem("fingerprint", &format!("\"{phrase}\" is not in folded form: \"{}\"", fold(phrase)));
            }
        }
        self.activities(&license.activities, license.complete);
        let mut ids = BTreeSet::new();
        for limit in license.limits.iter() {
            if !ids.insert(limit.id) {
                self.problem("limit", &format!("{}: id stands twice", limit.id));
            }
            self.limit(limit, license);
        }
        let mut ids = BTreeSet::new();
        for obligation in license.obligations.iter() {
            if !ids.insert(obligation.id) {
                self.problem("obligation", &format!("{}: id stands twice", obligation.id));
            }
            self.obligation(obligation, license);
        }
    }

    fn activities(&mut self, activities: &Activities, complete: bool) {
        for (key, terms) in [
            ("internal", &activities.internal),
            ("product", &activities.product),
            ("saas", &activities.saas),
            ("redistribute-weights", &activities.redistribute_weights),
            ("fine-tune", &activities.fine_tune),
            ("redistribute-finetune", &activities.redistribute_finetune),
            ("train-other-models", &activities.train_other_models),
            ("publish-outputs", &activities.publish_outputs),
            ("research", &activities.research),
            ("evaluate", &activities.evaluate),
        ] {
            self.terms(&format!("activities.{key}"), terms);
            if !complete && terms.answer == Answer::Allowed {
                self.problem(
                    &format!("activities.{key}"),
                    "a text that was not read in full cannot allow: say `unsettled`",
                );
            }
        }
    }

    fn terms(&mut self, key: &str, terms: &Terms) {
        let mut rows = vec![(terms.answer, terms.clause, terms.why)];
        rows.extend(terms.noncommercial.map(|row| (row.answer, row.clause, row.why)));
        for (answer, clause, why) in rows {
            if why.trim().is_empty() {
                self.problem(key, "why is empty");
            }
            if clause.trim().is_empty() || (*clause == *"-" && !matches!(answer, Answer::Silent | Answer::Unsettled)) {
                self.problem(key, "names no clause: only `silent` and `unsettled` may do that");
            }
        }
    }

    fn limit(&mut self, limit: &Limit, license: &License) {
        let key = format!("limit {}", limit.id);
        if !matches!(limit.then, Answer::Forbidden | Answer::Conditional | Answer::Unsettled) {
            self.problem(&key, "then: is forbidden, conditional or unsettled");
        }
        if limit.when.is_empty() {
            self.problem(&key, "when: is empty: the limit would always apply");
        }
        for id in limit.obligations.iter() {
            if !license.obligations.iter().any(|obligation| obligation.id == *id) {
                self.problem(&key, &format!("obligations: no obligation \"{id}\" in this file"));
            }
        }
        for condition in limit.when.iter().chain(limit.unless.iter()) {
            self.condition(&key, condition, license);
        }
    }

    fn condition(&mut self, key: &str, condition: &Condition, license: &License) {
        let numbers = [condition.over, condition.at_least, condition.under, condition.at_most, condition.equals];
        let number_tests = numbers.iter().flatten().count();
        let tests = number_tests + usize::from(condition.is.is_some()) + usize::from(!condition.any_of.is_empty());
        match (condition.fact, condition.model) {
            (None, Some(model)) => {
                if tests != 0 {
                    self.problem(key, "a `model` condition has no comparison");
                }
                if !license.model_attributes.iter().any(|attribute| attribute.name == model) {
                    self.problem(key, &format!("no model_attribute \"{model}\" in this file"));
                }
            }
            (Some(name), None) => {
                if tests != 1 {
                    self.problem(key, &format!("fact {name}: has {tests} comparisons instead of one"));
                }
                let Some(fact) = find_fact(self.facts, &name) else {
                    self.problem(key, &format!("fact {name}: is not in registry/facts.toml"));
                    return;
                };
                let fits = match fact.kind {
                    FactKind::Number => number_tests == 1,
                    FactKind::YesNo => condition.is.is_some(),
                    FactKind::Word | FactKind::Words => !condition.any_of.is_empty(),
                };
                if !fits {
                    self.problem(key, &format!("fact {name}: the comparison does not fit its kind"));
                }
                for word in condition.any_of.iter() {
                    if !fact.words.is_empty() && !fact.words.contains(word) {
                        self.problem(key, &format!("fact {name}: \"{word}\" is not among its words"));
                    }
                }
            }
            _ => self.problem(key, "a condition names either a `fact` or a `model` attribute"),
        }
    }

    fn obligation(&mut self, obligation: &Obligation, license: &License) {
        let key = format!("obligation {}", obligation.id);
        for condition in obligation.when.iter() {
            self.condition(&key, condition, license);
        }
        if let Some(pattern) = obligation.pattern
            && let Err(error) = Regex::new(&pattern)
        {
            self.problem(&key, &format!("pattern: {error}"));
        }
        if obligation.text.is_some() && obligation.pattern.is_some() {
            self.problem(&key, "has both `text` and `pattern`");
        }
        let due_by_limit = license.limits.iter().any(|limit| limit.obligations.contains(&obligation.id));
        if obligation.on.is_empty() && !due_by_limit {
            self.problem(&key, "is never due: no activity in `on`, no limit names it");
        }
        if obligation.kind == ObligationKind::LicenseCopy && (obligation.text.is_some() || obligation.pattern.is_some())
        {
            self.problem(&key, "a license copy is recognised by the fingerprint, not by `text` or `pattern`");
        }
    }
}

/// The fact of a key; `mau_at_DATE` answers for every date.
fn find_fact<'a>(facts: &'a [Fact], key: &str) -> Option<&'a Fact> {
    let key = match key.strip_prefix("mau_at_") {
        Some(date) if is_date(date) => "mau_at_DATE",
        _ => key,
    };
    facts.iter().find(|fact| *fact.key == *key)
}

/// Whether a text has the form `YYYY-MM-DD`.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// Lower case, every run of other characters than letters and digits one space.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
