//! What the repository itself says of the weights it holds: the header of the file, the model card
//! beside it, the adapter's configuration.

use super::types::Evidence;
use crate::mention::{Kind, Mention};

/// What lies beside, or inside, a weights file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepositoryEvidence {
    /// The license that the header of the weights states, else `license:` of the model card.
    pub license: Option<String>,
    /// The name beside it, where it is `other`.
    pub license_name: String,
    /// Who states it, to begin a sentence with.
    pub who: &'static str,
    /// What the model card says, where the header states a license of its own.
    pub conflicts: Vec<Evidence>,
    /// Base ids with relation.
    pub bases: Vec<(String, String)>,
    /// Where it is written.
    pub sources: Vec<Evidence>,
}

/// Gathers what the mentions say of a weights file: those in its own header, and those in a model card
/// or an adapter configuration of the same folder.
#[must_use]
pub fn repository_evidence(weights_path: &str, mentions: &[&Mention]) -> RepositoryEvidence {
    let mut evidence = RepositoryEvidence::default();
    let id = format!("file:{weights_path}");
    let headers = mentions.iter().filter(|mention| super::without_part_number(&mention.id) == id);
    headers.for_each(|mention| read_header(mention, &mut evidence));
    for mention in mentions.iter().filter(|mention| mention.kind == Kind::Model) {
        let path = mention.source.path();
        let relation = match mention.construct {
            "adapter-config" if folder(path) == folder(weights_path) => "adapter",
            "model-card" if folder(path) == folder(weights_path) => {
                read_card(mention.source.text(), path, &mut evidence);
                "finetune"
            }
            "weights-base" if is_part(path, weights_path) => "finetune",
            _ if is_part(path, weights_path) => "quantized",
            _ => continue,
        };
        if !evidence.bases.iter().any(|(id, _)| *id == mention.id) {
            evidence.bases.push((mention.id.clone(), relation.to_owned()));
            let value = format!("base model {}", mention.id);
            evidence.sources.push(Evidence { source: path.to_owned(), date: String::new(), value });
        }
    }
    evidence
}

/// What the headers of weights state of a model that they name as their own.
pub(super) fn header_evidence<'a>(headers: impl Iterator<Item = &'a Mention>) -> RepositoryEvidence {
    let mut evidence = RepositoryEvidence::default();
    headers.for_each(|mention| read_header(mention, &mut evidence));
    evidence
}

/// Whether a file is the weights, or one part of them.
fn is_part(path: &str, weights_path: &str) -> bool {
    super::without_part_number(path) == weights_path
}

/// A license that the header states: `other:` stands before a name.
fn read_header(mention: &Mention, evidence: &mut RepositoryEvidence) {
    let Some(stated) = &mention.declared_license else { return };
    let (license, name) = match stated.split_once(':') {
        Some(("other", name)) => ("other", name),
        _ => (stated.as_str(), ""),
    };
    state(mention.source.path(), "the header of the weights", license, name, evidence);
}

/// Records a statement. A later one that differs is kept beside the first.
fn state(path: &str, who: &'static str, license: &str, name: &str, evidence: &mut RepositoryEvidence) {
    let source = |value: String| Evidence { source: path.to_owned(), date: String::new(), value };
    match &evidence.license {
        None => {
            evidence.license = Some(license.to_owned());
            name.clone_into(&mut evidence.license_name);
            evidence.who = who;
            evidence.sources.push(source(format!("license {}", super::lookup::tag_words(license, name))));
        }
        Some(first) if first != license || evidence.license_name != name => {
            let value = if name.is_empty() { license.to_owned() } else { format!("{license}:{name}") };
            if !evidence.conflicts.iter().any(|conflict| conflict.value == value) {
                evidence.conflicts.push(source(value));
            }
        }
        Some(_) => {}
    }
}

/// The folder of a path; empty for the root.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Takes the two license keys from the front matter. They are plain scalars in every card, so that no
/// YAML reader is needed here.
fn read_card(text: &str, path: &str, evidence: &mut RepositoryEvidence) {
    let Some(front) = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map(|(front, _)| front) else {
        return;
    };
    let value = |key: &str| {
        let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        let value = line.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    };
    let name = value("license_name").unwrap_or_default();
    if let Some(license) = value("license") {
        state(path, "the model card beside the weights", &license, &name, evidence);
    }
}
