//! The shape of `registry/licenses/*.toml` and `registry/facts.toml`: one set of types for both sides.
//!
//! `build.rs` includes this module, reads the TOML into these types, checks them and prints them with
//! `{:?}`: the derived `Debug` output of every type here is a Rust expression of that very value, so
//! the compiled tables need no second set of types and no emitter. For that to hold, the names of
//! all enum variants in this module are distinct, and text and lists are [`Text`] and [`List`].

mod constructs;
mod models;
mod terms;
pub use constructs::*;
pub use models::*;
pub use terms::*;

use serde::{Deserialize, Deserializer};
use std::ops::Deref;

/// A string of the registry. Read at build time, a literal at run time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(pub &'static str);

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Text(text.leak()))
    }
}

/// A list of the registry. Read at build time, a literal at run time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct List<T: 'static>(pub &'static [T]);

impl<T: std::fmt::Debug> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("List(&")?;
        f.debug_list().entries(self.0).finish()?;
        f.write_str(")")
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List(&[])
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(|items| List(items.leak()))
    }
}

/// One license: a file of `registry/licenses/`, named after its key.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct License {
    /// The registry key; equals the file name without `.toml`.
    pub key: Text,
    /// The title that the text gives itself.
    pub name: Text,
    /// Version or release date as the publisher states it; empty where the text has none.
    #[serde(default)]
    pub version: Text,
    /// SPDX identifier, or `LicenseRef-…` where SPDX has none.
    pub spdx: Text,
    /// Who wrote the text.
    pub publisher: Text,
    /// Whether the Open Source Initiative lists it as approved.
    pub osi_approved: bool,
    /// What kind of license it is.
    pub class: Class,
    /// How much care it needs.
    pub risk: Risk,
    /// Why it has that risk, in one sentence.
    pub risk_reason: Text,
    /// Hub tags (`license:` of a model card) that mean exactly this text.
    #[serde(default)]
    pub hub_tags: List<Text>,
    /// Values of `license_name` (with the tag `other`) that mean exactly this text.
    #[serde(default)]
    pub license_names: List<Text>,
    /// Where the official text can be read.
    pub text_url: Text,
    /// Where a license for what this one forbids is offered, if it is.
    #[serde(default)]
    pub commercial_offer: Option<Text>,
    /// How sure this entry is.
    pub confidence: Confidence,
    /// Whether the whole text was read. What an incomplete entry allows is judged `unknown`.
    pub complete: bool,
    /// The texts this entry was read from.
    pub sources: List<Source>,
    /// What a reader of the entry should know besides.
    #[serde(default)]
    pub notes: List<Text>,
    /// The answer for each activity, for a licensee whom no limit concerns.
    pub activities: Activities,
    /// Tests that come before the activities: territory, field of use, thresholds.
    #[serde(default, rename = "limit")]
    pub limits: List<Limit>,
    /// What must be shown, kept or passed on.
    #[serde(default, rename = "obligation")]
    pub obligations: List<Obligation>,
    /// Clauses that no activity decides, for the reader of the report.
    #[serde(default, rename = "provision")]
    pub provisions: List<Provision>,
    /// Places where the text contradicts itself. Reported, never resolved.
    #[serde(default, rename = "contradiction")]
    pub contradictions: List<Contradiction>,
    /// Properties of some of the models under this license that its limits ask for.
    #[serde(default, rename = "model_attribute")]
    pub model_attributes: List<ModelAttribute>,
    /// How the text is recognised in a file.
    pub fingerprint: Fingerprint,
}

/// What kind of license it is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Any use; notices are kept.
    Permissive,
    /// Any use; derivatives carry the same terms.
    Copyleft,
    /// Any use but those that a policy in the license names.
    UseRestricted,
    /// Free below a number of users or an amount of revenue.
    Threshold,
    /// No commercial use.
    NonCommercial,
    /// Research and evaluation only.
    ResearchOnly,
}

/// How much care a license needs.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Keep the notices.
    Low,
    /// Read the conditions: a policy, a display line, a threshold.
    Medium,
    /// A common commercial use is forbidden or needs an agreement.
    High,
}

/// How sure an entry is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Reported by others.
    Reported,
    /// One copy, a summary by the publisher, or a clause that needs interpretation.
    Interpreted,
    /// The full text was read.
    Read,
}

/// A text that was read.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, precisely enough to find it again (package and version, repository and commit).
    pub text: Text,
    /// The day it was read, `YYYY-MM-DD`.
    pub read: Text,
}

/// What a license says of an activity.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Granted without any act by the user.
    Allowed,
    /// The text does not speak of it. Under an unlimited grant that means no limit.
    Silent,
    /// Granted when the named conditions are met.
    Conditional,
    /// The text was not had or contradicts itself.
    Unsettled,
    /// Outside the grant, or expressly barred.
    Forbidden,
}

/// What an organisation does with a model.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Activity {
    /// Run inside the organisation, in its daily work.
    Internal,
    /// Ship or run a product that loads the model at run time; the weights are not in the package.
    Product,
    /// Serve the model, or a product built on it, to others over a network.
    Saas,
    /// Pass on the weights unchanged.
    RedistributeWeights,
    /// Train the model further, and keep the result.
    FineTune,
    /// Pass on weights that were trained, merged or quantised from the model.
    RedistributeFinetune,
    /// Use outputs to train or improve another model.
    TrainOtherModels,
    /// Publish outputs.
    PublishOutputs,
    /// Research that is not aimed at a product.
    Research,
    /// Try the model out, apart from daily work.
    Evaluate,
}

/// The answer for each activity. All are required: what was not read is `unsettled`, not absent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Activities {
    /// See [`Activity::Internal`].
    pub internal: Terms,
    /// See [`Activity::Product`].
    pub product: Terms,
    /// See [`Activity::Saas`].
    pub saas: Terms,
    /// See [`Activity::RedistributeWeights`].
    pub redistribute_weights: Terms,
    /// See [`Activity::FineTune`].
    pub fine_tune: Terms,
    /// See [`Activity::RedistributeFinetune`].
    pub redistribute_finetune: Terms,
    /// See [`Activity::TrainOtherModels`].
    pub train_other_models: Terms,
    /// See [`Activity::PublishOutputs`].
    pub publish_outputs: Terms,
    /// See [`Activity::Research`].
    pub research: Terms,
    /// See [`Activity::Evaluate`].
    pub evaluate: Terms,
}

/// An answer with its clause.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The answer for a commercial licensee.
    pub answer: Answer,
    /// The deciding clause, as the text numbers it; `-` where the answer is `silent`.
    pub clause: Text,
    /// The clause in our words, one sentence.
    pub why: Text,
    /// The answer for `commercial = false`, where it differs.
    #[serde(default)]
    pub noncommercial: Option<NoncommercialTerms>,
}

/// The answer for a non-commercial licensee.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoncommercialTerms {
    /// See [`Terms::answer`].
    pub answer: Answer,
    /// See [`Terms::clause`].
    pub clause: Text,
    /// See [`Terms::why`].
    pub why: Text,
}

/// A fact about the licensee that a limit or an obligation asks for: a row of `registry/facts.toml`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The key in `[usage.facts]`, in `--set` and in messages. `mau_at_DATE` stands for one key a date.
    pub key: Text,
    /// What values it takes.
    pub kind: FactKind,
    /// The unit of a number, empty otherwise.
    #[serde(default)]
    pub unit: Text,
    /// What is asked, of whom, when: one or two sentences.
    pub question: Text,
    /// The words a word fact may have; empty where any word is accepted.
    #[serde(default)]
    pub words: List<Text>,
    /// What an undeclared yes-or-no fact means; without it the answer is missing.
    #[serde(default)]
    pub assumed: Option<bool>,
}

/// What values a fact takes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// A whole number, not negative.
    Number,
    /// `true` or `false`.
    YesNo,
    /// One word.
    Word,
    /// Several words.
    Words,
}
