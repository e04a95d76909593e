//! The shape of `registry/sources.toml` and `registry/curated/*.toml`.

use super::{Confidence, List, Text};
use serde::Deserialize;

/// Where the facts of `registry/hub.tsv` come from: a `[[source]]` of `registry/sources.toml`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceInfo {
    /// The short id in the tables.
    pub id: Text,
    /// The package or repository.
    pub name: Text,
    /// What it holds.
    pub what: Text,
    /// Version, commit or both.
    pub version: Text,
    /// The day, month or year its facts are of.
    pub date: Text,
    /// The license of the data; `none stated` where there is none.
    pub data_license: Text,
    /// Whether it repeats the Hub or speaks for itself.
    pub quality: Quality,
    /// What to know before trusting it.
    pub note: Text,
}

/// Whether a source repeats the Hub or speaks for itself.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Written or collected by hand by others: weaker evidence.
    HandMade,
    /// Copied from the metadata of the Hub: exact for its date.
    HubCopy,
}

/// Models whose license text was looked up: a `[[model]]` of `registry/curated/<org>.toml`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curated {
    /// The Hub ids it speaks of, exactly.
    #[serde(default)]
    pub ids: List<Text>,
    /// Or a pattern `org/name-*`, where every observed id that fits has the same license.
    #[serde(default)]
    pub pattern: Option<Text>,
    /// The day on which the pattern was checked against the table.
    #[serde(default)]
    pub uniform_as_of: Option<Text>,
    /// The key of the license of the weights; absent where the registry does not hold the text.
    #[serde(default)]
    pub license: Option<Text>,
    /// The name of a text that the registry does not hold.
    #[serde(default)]
    pub other_text: Option<Text>,
    /// Keys of licenses that bind too, such as the base model's.
    #[serde(default)]
    pub also: List<Text>,
    /// What the publisher's code is under, where it differs from the weights: an SPDX identifier or a key.
    #[serde(default)]
    pub code_license: Option<Text>,
    /// What the Hub tag says or hides; `(none)` where there is no tag.
    #[serde(default)]
    pub says_tag: Option<Text>,
    /// The texts and statements it rests on.
    pub evidence: List<Evidence>,
    /// How sure it is: `read` (the text), `interpreted` (the publisher's word), `reported` (others').
    pub confidence: Confidence,
    /// The first day of these terms, where they changed.
    #[serde(default)]
    pub since: Option<Text>,
    /// The last day of these terms, where others replaced them.
    #[serde(default)]
    pub until: Option<Text>,
    /// What a reader should know besides.
    #[serde(default)]
    pub note: Option<Text>,
}

/// One thing that was read.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it says.
    pub what: Text,
    /// Where it stands: repository and commit, page, issue.
    #[serde(rename = "where")]
    pub at: Text,
    /// The day or month it is of.
    pub date: Text,
}

/// One row of `registry/aliases.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    /// The old id; for a renamed organisation, its old name.
    pub old: &'static str,
    /// The present id; for a renamed organisation, its present name.
    pub new: &'static str,
    /// How it is known.
    pub evidence: &'static str,
}

/// One row of `registry/ollama.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct OllamaModel {
    /// The name in the library, without namespace.
    pub name: &'static str,
    /// The tag, a pattern of it (`7b-*`), or `*` for every tag that no other row names.
    pub tag: &'static str,
    /// The Hub id of the weights.
    pub model: &'static str,
    /// How it is known.
    pub evidence: &'static str,
    /// The day or month of that.
    pub date: &'static str,
}

/// One row of `registry/other-hubs.tsv`.
#[derive(Clone, Copy, Debug)]
pub struct OtherModel {
    /// The catalogue.
    pub catalogue: &'static str,
    /// The name in the catalogue; `*` stands for any text.
    pub name: &'static str,
    /// The key of a license, the name of a text that the registry does not hold, or `?`.
    pub license: &'static str,
    /// How it is known.
    pub evidence: &'static str,
    /// The day or month of that.
    pub date: &'static str,
}
