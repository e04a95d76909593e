//! One place that names a model: what detection hands to resolution.

use crate::text::{Position, SourceText, Span};
use serde::Serialize;
use std::sync::Arc;

/// The construct of a call that loads a library's default: the model is in use, and no text names it.
pub const IMPLICIT: &str = "implicit";

/// One place in a file that names a model, a dataset or a Space.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The file.
    pub source: Arc<SourceText>,
    /// The bytes that name it; for a weights file the empty span at its beginning.
    pub span: Span,
    /// Canonical id: `org/name`, `ollama:name:tag`, `file:path`, or the name in another hub.
    pub id: String,
    /// What is named.
    pub kind: Kind,
    /// Whether the place makes the program use it, or only speaks of it.
    pub class: Class,
    /// The construct that named it, as spelt in `registry/constructs/` (`from_pretrained`, `hub-url`, …).
    pub construct: &'static str,
    /// The revision that the place pins, as spelt there.
    pub revision: Option<String>,
    /// How sure it is that this names a model on the Hub.
    pub certainty: Certainty,
    /// The license that the place itself declares for it: a header of weights, a model card.
    pub declared_license: Option<String>,
    /// The crate that the place belongs to, where it is not one of the repository's own.
    pub dependency: Option<Arc<Dependency>>,
}

impl Mention {
    /// Where it begins.
    #[must_use]
    pub fn start(&self) -> Position {
        self.source.position(self.span.start)
    }

    /// Where it ends: the column behind the last character.
    #[must_use]
    pub fn end(&self) -> Position {
        self.source.position(self.span.end)
    }
}

/// A crate that the repository depends on, and what it does with a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Dependency {
    /// Its name.
    #[serde(rename = "crate")]
    pub name: String,
    /// Its version.
    pub version: String,
    /// The features that are on, sorted.
    pub features: Vec<String>,
    /// The feature that compiles the place, where one does.
    pub feature: Option<String>,
    /// The shortest way to it: a member of the workspace, then crate by crate.
    pub required_by: Vec<String>,
    /// Whether the model is the default.
    pub standing: Standing,
}

impl Dependency {
    /// `fastembed 5.2.0`
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// What a crate does with a model that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It is loaded unless its user chooses another one.
    Default,
    /// It is one of several that its user can choose.
    Selectable,
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A model repository on the Hugging Face Hub.
    Model,
    /// A dataset on the Hub.
    Dataset,
    /// A Space on the Hub.
    Space,
    /// A model of the Ollama library.
    Ollama,
    /// A weights file in the tree.
    Weights,
    /// A model of another catalogue (spaCy, torch.hub, Ultralytics, …).
    OtherHub,
}

/// Whether a place uses a model or speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Code or configuration that loads, serves, downloads or offers the model.
    Use,
    /// Prose, comments, docstrings, recorded output.
    Mention,
}

/// How sure detection is that a place names a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// A construct or an address that can only name a model, or an id that the registry knows.
    Certain,
    /// Shape, organisation and context speak for it.
    Likely,
}
