//! Weights files: recognised by name and first bytes, read by their header only, whatever their size.
//!
//! Nothing is loaded, unpacked or run: what a format says of itself stands at one of its ends.

mod bytes;
mod format;
mod gguf;
mod onnx;
mod safetensors;
#[cfg(test)]
mod tests;

use crate::mention::{Certainty, Class, Kind, Mention};
use crate::registry;
use crate::text::{SourceText, Span};
use crate::walk::{Excerpt, Weights};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which files the walk hands over as weights, and how much of them. Headers of large models hold
/// their vocabulary, behind what they say of themselves.
pub const WEIGHTS: Weights =
    Weights { may_be: format::may_be_weights, is: format::is_weights, head: 1 << 20, tail: 1 << 16 };

/// What a header says, by key.
type Facts = BTreeMap<String, String>;

/// Keys that state the license, the most particular first, each with the key of its name.
const LICENSE: &[(&str, &str)] =
    &[("general.license", "general.license.name"), ("modelspec.license", ""), ("license", "license_name")];

/// Keys that name the model that the weights are.
const SOURCE: &[&str] = &["general.source.", "general.repo_url", "source_repo", "repo_id"];

/// Keys that name a model that the weights derive from.
const BASE: &[&str] = &[
    "general.base_model.",
    "base_model",
    "modelspec.base_model",
    "ss_base_model",
    "ss_sd_model_name",
    "_name_or_path",
];

/// What a weights file is and says of itself.
#[must_use]
pub fn read(path: &str, file: &Excerpt<'_>) -> Vec<Mention> {
    let source = Arc::new(SourceText::new(path, b""));
    let mention = |id: String, kind: Kind, construct: &'static str| Mention {
        source: Arc::clone(&source),
        span: Span { start: 0, end: 0 },
        id,
        kind,
        class: Class::Use,
        construct,
        revision: None,
        certainty: Certainty::Certain,
        declared_license: None,
        dependency: None,
    };
    let pointer = format::is_pointer(file);
    let mut weights =
        mention(format!("file:{path}"), Kind::Weights, if pointer { "git-lfs-pointer" } else { "weights-file" });
    if pointer {
        weights.revision = pointer_hash(file.head);
        return vec![weights];
    }
    let facts = facts(file);
    weights.declared_license = license(&facts);
    let mut found = vec![weights];
    for (construct, keys) in [("weights-source", SOURCE), ("weights-base", BASE)] {
        for (key, value) in facts.iter().filter(|(key, _)| is_one_of(key, keys)) {
            for id in hub_ids(value, key.starts_with("general.") || key == "base_model") {
                if !found.iter().any(|mention| mention.id == id) {
                    found.push(mention(id, Kind::Model, construct));
                }
            }
        }
    }
    found
}

/// What the header says, in the format that the first bytes tell.
fn facts(file: &Excerpt<'_>) -> Facts {
    if file.head.starts_with(gguf::MAGIC) {
        gguf::facts(file.head).unwrap_or_default()
    } else if onnx::is_onnx(file.head) {
        onnx::facts(file)
    } else {
        safetensors::facts(file.head).unwrap_or_default()
    }
}

/// A key fits itself; one that ends with a dot fits what begins with it.
fn is_one_of(key: &str, keys: &[&str]) -> bool {
    keys.iter().any(|known| *known == key || (known.ends_with('.') && key.starts_with(known)))
}

/// The license that a header states: a tag, or `other:` and the name beside it.
fn license(facts: &Facts) -> Option<String> {
    let (license, name) = LICENSE.iter().find_map(|(key, name)| Some((stated(facts, key)?, *name)))?;
    match stated(facts, name).filter(|_| license.eq_ignore_ascii_case("other")) {
        Some(name) => Some(format!("other:{name}")),
        None => Some(license.to_owned()),
    }
}

/// A value of one short line.
fn stated<'a>(facts: &'a Facts, key: &str) -> Option<&'a str> {
    let value = facts.get(key)?.trim();
    (!value.is_empty() && value.len() <= 200 && !value.contains(char::is_control)).then_some(value)
}

/// The ids in a value: an address of the Hub, a plain id, or a list of such. Where a key may hold
/// paths as well, the registry must know the organisation.
fn hub_ids(value: &str, conventional: bool) -> Vec<String> {
    if value.len() > 4096 {
        return Vec::new();
    }
    let parts = value.split([',', '[', ']', '"', '\'']).map(str::trim).filter(|part| !part.is_empty());
    parts.filter_map(|part| hub_id(part, conventional)).take(8).collect()
}

fn hub_id(value: &str, conventional: bool) -> Option<String> {
    if let Some(address) = super::hub_url::next_address(value, 0) {
        return (address.kind == Kind::Model).then_some(address.id);
    }
    let (owner, name) = super::id::split(value)?;
    let trusted = !super::id::is_no_repository(owner, name) && (conventional || super::id::known_organization(owner));
    (registry::find_model(value).is_some() || trusted).then(|| value.to_owned())
}

/// The hash of the content that a git-lfs pointer stands for (`oid sha256:…`): it pins the weights.
fn pointer_hash(head: &[u8]) -> Option<String> {
    let text = str::from_utf8(head).ok()?;
    text.lines().find_map(|line| line.strip_prefix("oid ")).map(|hash| hash.trim().to_owned())
}
