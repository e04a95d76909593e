//! From mentions to usages: which models the repository uses, where, how, and under which licenses.
//!
//! Stands between `detect` (places that name models) and `verdict` (what the licenses mean). Sequential
//! and deterministic: usages are sorted by id and package, their places by path and span.

mod evidence;
mod lookup;
mod model;
mod registry;
#[cfg(test)]
mod tests;
mod types;

pub use evidence::{RepositoryEvidence, folder, repository_evidence};
pub use lookup::{Known, LookUp, ReadText, license_by_word, licenses_of_tag};
pub use model::Resolver;
pub use types::{Base, Certainty, Evidence, Exposure, Gated, NonAnswer, Resolution, Usage};

use crate::mention::{Class, Kind, Mention};
use crate::registry::schema::Activity;
use crate::settings::{Package, Settings};
use std::collections::{BTreeMap, BTreeSet};

/// Groups the mentions by model and package and resolves each model once.
#[must_use]
pub fn resolve(mentions: &[Mention], settings: &Settings) -> Vec<Usage> {
    resolve_with(mentions, settings, &Resolver::new(settings))
}

/// [`resolve`] with another registry.
#[must_use]
pub fn resolve_with(mentions: &[Mention], settings: &Settings, resolver: &Resolver<'_>) -> Vec<Usage> {
    let weights = Weights::of(mentions);
    let mut resolutions: BTreeMap<String, Resolution> = BTreeMap::new();
    let mut groups: BTreeMap<(String, Option<String>), Group> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| is_model(mention.kind)) {
        let asked = weights.subject(mention);
        let resolution = resolutions.entry(asked.clone()).or_insert_with(|| {
            let evidence = asked.strip_prefix("file:").map(|path| repository_evidence(path, &weights.witnesses));
            resolver.resolve(&asked, evidence.as_ref())
        });
        let package = package_of(mention.source.path(), &settings.packages);
        let group = groups.entry((resolution.id.clone(), package)).or_insert_with(|| Group::new(resolution));
        group.shipped |= mention.kind == Kind::Weights || weights.shipped.contains(&asked);
        group.mentions.push(mention.clone());
    }
    let saas = settings.usage.activities.contains(&Activity::Saas);
    groups.into_iter().map(|((id, package), group)| group.usage(id, package, saas)).collect()
}

/// A usage in the making.
struct Group {
    resolution: Resolution,
    mentions: Vec<Mention>,
    shipped: bool,
}

impl Group {
    fn new(resolution: &Resolution) -> Group {
        Group { resolution: resolution.clone(), mentions: Vec::new(), shipped: false }
    }

    fn usage(self, id: String, package: Option<String>, saas: bool) -> Usage {
        let Group { resolution, mentions, shipped } = self;
        let exposure = if shipped { Exposure::Shipped } else { exposure(&mentions, saas) };
        let kind = mentions.iter().map(|mention| mention.kind).min().unwrap_or(Kind::Model);
        Usage { id, kind, package, mentions, resolution, exposure }
    }
}

/// The weights in the tree, and the mentions that say what they are.
struct Weights<'a> {
    /// The models that a weights file's own header names, by path.
    inside: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// Mentions in headers, model cards and adapter configurations.
    witnesses: Vec<&'a Mention>,
    /// The ids whose weights are in the tree.
    shipped: BTreeSet<String>,
}

impl<'a> Weights<'a> {
    fn of(mentions: &'a [Mention]) -> Weights<'a> {
        let files = || mentions.iter().filter(|mention| mention.kind == Kind::Weights);
        let paths: BTreeSet<&str> = files().map(|mention| mention.source.path()).collect();
        let mut inside: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut witnesses = Vec::new();
        for mention in mentions.iter().filter(|mention| mention.kind == Kind::Model) {
            let path = mention.source.path();
            if paths.contains(path) {
                inside.entry(path).or_default().insert(&mention.id);
                witnesses.push(mention);
            } else if matches!(mention.construct, "model-card" | "adapter-config") {
                witnesses.push(mention);
            }
        }
        let mut weights = Weights { inside, witnesses, shipped: BTreeSet::new() };
        weights.shipped = files().map(|mention| weights.subject(mention)).collect();
        weights
    }

    /// The id that is resolved for a place: for a weights file whose own header names exactly one model
    /// that model; the parts of a split weights file are one.
    fn subject(&self, mention: &Mention) -> String {
        if mention.kind != Kind::Weights {
            return mention.id.clone();
        }
        let named = self.inside.get(mention.source.path()).filter(|ids| ids.len() == 1).and_then(|ids| ids.first());
        named.map_or_else(|| without_part_number(&mention.id), |id| (*id).to_owned())
    }
}

/// Datasets and Spaces are listed, never judged.
fn is_model(kind: Kind) -> bool {
    matches!(kind, Kind::Model | Kind::Ollama | Kind::Weights | Kind::OtherHub)
}

/// `model-00001-of-00003.safetensors` without the numbers.
fn without_part_number(id: &str) -> String {
    let Some((at, _)) = id.match_indices("-of-").last() else { return id.to_owned() };
    let digits = |text: &str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (before, after) = (&id[..at], &id[at + 4..]);
    match (before.rsplit_once('-'), after.split_once('.')) {
        (Some((stem, part)), Some((count, extension))) if digits(part) && digits(count) => {
            format!("{stem}.{extension}")
        }
        _ => id.to_owned(),
    }
}

fn exposure(mentions: &[Mention], saas: bool) -> Exposure {
    match (mentions.iter().any(|mention| mention.class == Class::Use), saas) {
        (false, _) => Exposure::Mentioned,
        (true, false) => Exposure::Loaded,
        (true, true) => Exposure::Served,
    }
}

/// The package that holds a path; `packages` has the deepest folder first.
#[must_use]
pub fn package_of(path: &str, packages: &[Package]) -> Option<String> {
    let holds = |folder: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    packages.iter().find(|package| holds(&package.folder)).map(|package| package.name.clone())
}
