//! What the repository itself says of the weights it holds: the model card beside them, the adapter's
//! configuration, the header of the file.

use super::types::Evidence;
use crate::mention::{Kind, Mention};

/// What lies beside, or inside, a weights file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepositoryEvidence {
    /// `license:` of the model card.
    pub license: Option<String>,
    /// `license_name:` of the model card.
    pub license_name: String,
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
    for mention in mentions.iter().filter(|mention| mention.kind == Kind::Model) {
        let path = mention.source.path();
        let relation = match mention.construct {
            "adapter-config" if folder(path) == folder(weights_path) => "adapter",
            "model-card" if folder(path) == folder(weights_path) => {
                read_card(mention.source.text(), path, &mut evidence);
                "finetune"
            }
            _ if path == weights_path => "quantized",
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

/// The folder of a path; empty for the root.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Takes the two license keys from the front matter. They are plain scalars in every card, so that no
/// YAML reader is needed here.
fn read_card(text: &str, path: &str, evidence: &mut RepositoryEvidence) {
    if evidence.license.is_some() {
        return;
    }
    let Some(front) = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map(|(front, _)| front) else {
        return;
    };
    let value = |key: &str| {
        let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        let value = line.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    };
    evidence.license = value("license");
    evidence.license_name = value("license_name").unwrap_or_default();
    if let Some(license) = &evidence.license {
        let value = format!("license {license}");
        evidence.sources.push(Evidence { source: path.to_owned(), date: String::new(), value });
    }
}
