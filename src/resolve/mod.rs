//! From mentions to usages: which models the repository uses, where, how, and under which licenses.
//!
//! Stands between `detect` (places that name models) and `verdict` (what the licenses mean). Sequential
//! and deterministic: usages are sorted by id and package, their places by path and span.

mod evidence;
mod exposure;
mod lookup;
mod model;
mod registry;
mod served;
#[cfg(test)]
mod tests;
mod types;

pub use evidence::{RepositoryEvidence, folder, repository_evidence};
pub use exposure::is_development;
pub use lookup::{Known, LookUp, ReadText, license_by_word, licenses_of_tag};
pub use model::Resolver;
pub use types::{Base, Certainty, Evidence, Exposure, Gated, NonAnswer, Resolution, Usage};

use crate::mention::{Kind, Mention};
use crate::settings::{Package, Settings};
use exposure::Exposures;
use std::collections::{BTreeMap, BTreeSet};

/// Groups the mentions by model and package and resolves each model once.
#[must_use]
pub fn resolve(mentions: &[Mention], settings: &Settings) -> Vec<Usage> {
    resolve_with(mentions, settings, &Resolver::new(settings))
}

/// [`resolve`] with another registry.
#[must_use]
pub fn resolve_with(mentions: &[Mention], settings: &Settings, resolver: &Resolver<'_>) -> Vec<Usage> {
    let weights = Weights::of(mentions, resolver);
    let mut exposures = Exposures::default();
    let mut resolutions: BTreeMap<String, Resolution> = BTreeMap::new();
    let mut groups: BTreeMap<(String, Option<String>, Option<String>), Group> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| is_model(mention.kind)) {
        let asked = weights.subject(mention);
        let resolution = resolutions
            .entry(asked.clone())
            .or_insert_with(|| resolver.resolve(&asked, Some(&weights.evidence(&asked))));
        let dependency = mention.dependency.as_ref().map(|dependency| dependency.title());
        // What a dependency brings is no package's own.
        let package = package_of(mention.source.path(), &settings.packages).filter(|_| dependency.is_none());
        let group =
            groups.entry((resolution.id.clone(), package, dependency)).or_insert_with(|| Group::new(resolution));
        group.shipped |=
            mention.kind == Kind::Weights || (mention.dependency.is_none() && weights.shipped.contains(&asked));
        group.exposures.push(exposures.of(mention));
        group.mentions.push(mention.clone());
    }
    groups.into_iter().map(|((id, package, _), group)| group.usage(id, package)).collect()
}

/// A usage in the making.
struct Group {
    resolution: Resolution,
    mentions: Vec<Mention>,
    exposures: Vec<Exposure>,
    shipped: bool,
}

impl Group {
    fn new(resolution: &Resolution) -> Group {
        Group { resolution: resolution.clone(), mentions: Vec::new(), exposures: Vec::new(), shipped: false }
    }

    fn usage(self, id: String, package: Option<String>) -> Usage {
        let Group { resolution, mentions, exposures, shipped } = self;
        let strongest = exposures.iter().copied().max().unwrap_or(Exposure::Mentioned);
        let exposure = if shipped { Exposure::Shipped } else { strongest };
        let kind = mentions.iter().map(|mention| mention.kind).min().unwrap_or(Kind::Model);
        Usage { id, kind, package, mentions, resolution, exposure, exposures }
    }
}

/// The weights in the tree, and the mentions that say what they are.
#[derive(Default)]
struct Weights<'a> {
    /// The weights files by path, with the ids that are resolved for them.
    subjects: BTreeMap<&'a str, (String, &'a Mention)>,
    /// Mentions in headers, model cards and adapter configurations.
    witnesses: Vec<&'a Mention>,
    /// The ids whose weights are in the tree.
    shipped: BTreeSet<String>,
}

impl<'a> Weights<'a> {
    fn of(mentions: &'a [Mention], resolver: &Resolver<'_>) -> Weights<'a> {
        let files: Vec<&Mention> = mentions.iter().filter(|mention| mention.kind == Kind::Weights).collect();
        let mut inside: BTreeMap<&str, Vec<&Mention>> =
            files.iter().map(|file| (file.source.path(), Vec::new())).collect();
        let mut weights = Weights { witnesses: files.clone(), ..Weights::default() };
        for mention in mentions.iter().filter(|mention| mention.kind == Kind::Model) {
            if let Some(named) = inside.get_mut(mention.source.path()) {
                named.push(mention);
                weights.witnesses.push(mention);
            } else if matches!(mention.construct, "model-card" | "adapter-config") {
                weights.witnesses.push(mention);
            }
        }
        for file in files {
            let named = inside.get(file.source.path()).map(Vec::as_slice).unwrap_or_default();
            let subject = subject(file, named, resolver);
            weights.shipped.insert(subject.clone());
            weights.subjects.insert(file.source.path(), (subject, file));
        }
        weights
    }

    /// The id that is resolved for a place.
    fn subject(&self, mention: &Mention) -> String {
        let weights = self.subjects.get(mention.source.path()).filter(|_| mention.kind == Kind::Weights);
        weights.map_or_else(|| mention.id.clone(), |(subject, _)| subject.clone())
    }

    /// What the repository says of an id: all of it for a weights file, else what the headers of the
    /// weights that are this model state.
    fn evidence(&self, asked: &str) -> RepositoryEvidence {
        if let Some(path) = asked.strip_prefix("file:") {
            return repository_evidence(path, &self.witnesses);
        }
        let its = self.subjects.values().filter(|(subject, _)| subject == asked);
        evidence::header_evidence(its.map(|(_, file)| *file))
    }
}

/// What a weights file is: the one model that its header names as its source. One base model alone
/// stands for it too, unless the file has a license of its own. The parts of a split file are one.
fn subject(file: &Mention, named: &[&Mention], resolver: &Resolver<'_>) -> String {
    let sources: Vec<_> = named.iter().filter(|named| named.construct != "weights-base").collect();
    match (sources.as_slice(), named) {
        ([source], _) => source.id.clone(),
        ([], [base]) if has_license_of(file, &base.id, resolver) => base.id.clone(),
        _ => without_part_number(&file.id),
    }
}

/// Whether a file states no license, or the one that a model has.
fn has_license_of(file: &Mention, id: &str, resolver: &Resolver<'_>) -> bool {
    let stated = evidence::header_evidence(std::iter::once(file));
    let Some(license) = &stated.license else { return true };
    let own = lookup::licenses_of_statement(license, &stated.license_name);
    model::same(&own, &resolver.resolve(id, None).licenses)
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

/// The package that holds a path; `packages` has the deepest folder first.
#[must_use]
pub fn package_of(path: &str, packages: &[Package]) -> Option<String> {
    let holds = |folder: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    packages.iter().find(|package| holds(&package.folder)).map(|package| package.name.clone())
}
