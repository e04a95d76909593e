//! What resolution says of a model: its licenses, where that is known from, and how sure it is.

use crate::mention::{Class, Dependency, Kind, Mention};
use crate::registry::schema::License;
use serde::Serialize;

/// All places of one package, or of one dependency, that name one model.
#[derive(Clone, Debug)]
pub struct Usage {
    /// The id: the present one where the places use an old name.
    pub id: String,
    /// What it names.
    pub kind: Kind,
    /// The Cargo package that holds the places; none outside of packages.
    pub package: Option<String>,
    /// The places, sorted by path and span; never empty.
    pub mentions: Vec<Mention>,
    /// What is known of the model.
    pub resolution: Resolution,
    /// How close the model comes to the users: the strongest of its places.
    pub exposure: Exposure,
    /// How close each place brings it, in the order of `mentions`.
    pub exposures: Vec<Exposure>,
}

impl Usage {
    /// Paths of the model's weights in the tree.
    pub fn weights(&self) -> impl Iterator<Item = &str> {
        self.mentions.iter().filter(|mention| mention.kind == Kind::Weights).map(|mention| mention.source.path())
    }

    /// The places, each with its exposure.
    pub fn places(&self) -> impl Iterator<Item = (&Mention, Exposure)> {
        self.mentions.iter().zip(self.exposures.iter().copied())
    }

    /// The id, and the names under which the places know it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.id.as_str()).chain(self.mentions.iter().map(|mention| mention.id.as_str()))
    }

    /// Whether code or configuration uses the model, or its weights are in the tree; prose does not count.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.exposure > Exposure::Selectable
    }

    /// The crate that brings the model, where it is not the repository's own usage.
    #[must_use]
    pub fn dependency(&self) -> Option<&Dependency> {
        let used = self.mentions.iter().find(|mention| mention.class == Class::Use);
        used.or(self.mentions.first())?.dependency.as_deref()
    }
}

/// How close a model comes to the users of the software: what decides which duties there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exposure {
    /// Only spoken of.
    Mentioned,
    /// A dependency offers it, and does not load it unless it is chosen.
    Selectable,
    /// Used in tests, examples, benchmarks, documentation or builds, and nowhere else.
    Development,
    /// Loaded at run time.
    Loaded,
    /// An inference server is configured with it.
    Served,
    /// Its weights are in the tree.
    Shipped,
}

impl Exposure {
    /// The word as it is printed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Exposure::Mentioned => "mentioned",
            Exposure::Selectable => "selectable",
            Exposure::Development => "development",
            Exposure::Loaded => "loaded",
            Exposure::Served => "served",
            Exposure::Shipped => "shipped",
        }
    }
}

/// What is known of a model.
#[derive(Clone, Debug)]
pub struct Resolution {
    /// The id under which it was found, or the one that was asked for.
    pub id: String,
    /// The name that was asked for, where it is an old or a catalogue name of `id`.
    pub alias_of: Option<String>,
    /// The licenses that all apply. Empty where none is known.
    pub licenses: Vec<&'static License>,
    /// Licenses that other sources name instead: the strictest answer counts until one is confirmed.
    pub rivals: Vec<&'static License>,
    /// The Hub's tag, `other (name)` where it has a name; none where it has no tag.
    pub hub_tag: Option<String>,
    /// How sure the licenses are.
    pub certainty: Certainty,
    /// The license is the user's own statement.
    pub declared: bool,
    /// The answer comes from neither the publisher nor the Hub.
    pub second_hand: bool,
    /// Whether the Hub asks for an agreement before download.
    pub gated: Option<Gated>,
    /// The models that it derives from.
    pub bases: Vec<Base>,
    /// Where it is known from, the deciding source first.
    pub sources: Vec<Evidence>,
    /// What contradicts what, one sentence each.
    pub conflicts: Vec<String>,
    /// What the Hub's tag was before, one sentence each: it matters to those who pin an old revision.
    pub changes: Vec<String>,
    /// How the licenses were found, one sentence.
    pub why: String,
    /// Why there is no license.
    pub non_answer: Option<NonAnswer>,
}

/// How sure a license is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Nothing is known.
    Unknown,
    /// Taken over from the base model of a model without a license of its own on record.
    Inferred,
    /// All models of the series are alike.
    Family,
    /// Recorded for this very id.
    Exact,
}

impl Certainty {
    /// The word as it is printed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Exact => "exact",
            Certainty::Family => "family",
            Certainty::Inferred => "inferred",
            Certainty::Unknown => "unknown",
        }
    }
}

/// Why a model has no license on record. The three answers differ in what the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NonAnswer {
    /// The Hub knows the model and has no license tag for it.
    NoTag,
    /// The tag is `other`, with no name or one that means no text we know.
    OtherWithoutName,
    /// The registry does not know the id.
    NotInRegistry,
    /// The tag is known, the terms behind it are not in the registry.
    KnownTagWithoutTerms,
}

/// Whether the Hub asks for an agreement before download; goes stale fastest, so it is dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gated {
    /// What the Hub said: `yes` or `no`.
    pub value: String,
    /// When.
    pub as_of: String,
}

/// A model that another one derives from.
#[derive(Clone, Debug)]
pub struct Base {
    /// Its id.
    pub id: String,
    /// How the model derives from it (`finetune`, `quantized`, `adapter`, `merge`), empty where not known.
    pub relation: String,
    /// What is known of it.
    pub resolution: Resolution,
}

/// Where something is known from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// The source.
    pub source: String,
    /// The day of the fact, as exactly as it is known; may be empty.
    pub date: String,
    /// What it says.
    pub value: String,
}

/// The cap on bases of bases: a tree of merges may be large, and a wrong registry may have a circle.
pub(super) const DEPTH: usize = 8;

impl Resolution {
    /// The model's id and those of all models it derives from.
    #[must_use]
    pub fn model_ids(&self) -> Vec<&str> {
        let mut ids = vec![self.id.as_str()];
        ids.extend(self.bases.iter().flat_map(|base| base.resolution.model_ids()));
        ids
    }

    /// The model's own licenses, then those of its bases, each once.
    #[must_use]
    pub fn all_licenses(&self) -> Vec<&'static License> {
        let mut licenses = self.licenses.clone();
        licenses.extend(self.bases.iter().flat_map(|base| base.resolution.all_licenses()));
        let mut seen = std::collections::BTreeSet::new();
        licenses.retain(|license| seen.insert(license.key));
        licenses
    }

    /// Licenses that sources name instead, for the model or for a base.
    #[must_use]
    pub fn all_rivals(&self) -> Vec<&'static License> {
        let mut rivals = self.rivals.clone();
        rivals.extend(self.bases.iter().flat_map(|base| base.resolution.all_rivals()));
        rivals
    }

    /// Whether the model's own license is known, as a whole.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.licenses.is_empty() && self.non_answer.is_none()
    }

    /// The license's name for a sentence: the short key where several apply.
    #[must_use]
    pub fn license_words(&self) -> String {
        match self.licenses.as_slice() {
            [] => "unknown".to_owned(),
            [only] => only.name.to_string(),
            several => several.iter().map(|license| license.key.0).collect::<Vec<_>>().join(" and "),
        }
    }

    /// An answer that knows nothing.
    #[must_use]
    pub fn unknown(id: &str, non_answer: NonAnswer, why: String) -> Resolution {
        Resolution {
            id: id.to_owned(),
            alias_of: None,
            licenses: Vec::new(),
            rivals: Vec::new(),
            hub_tag: None,
            certainty: Certainty::Unknown,
            declared: false,
            second_hand: false,
            gated: None,
            bases: Vec::new(),
            sources: Vec::new(),
            conflicts: Vec::new(),
            changes: Vec::new(),
            why,
            non_answer: Some(non_answer),
        }
    }
}
