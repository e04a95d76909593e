//! What the formats for programs write: types of their own, so that the types of the flow may change
//! without breaking anyone.

use crate::explain::{Explained, ExplainedModel};
use crate::judge::{Judged, Rule};
use crate::mention::{Certainty, Class, Dependency, Kind, Mention};
use crate::registry::schema::{License, Risk};
use crate::report::{Finding, Label, Level};
use crate::resolve::{Evidence, Exposure, Gated};
use crate::text::{SourceText, Span};
use crate::verdict::Decision;
use serde::Serialize;

/// Grows when a field is removed or changes its meaning; new fields do not count.
pub(super) const FORMAT_VERSION: u32 = 1;

/// Who wrote the document.
#[derive(Debug, Serialize)]
pub(super) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// This program.
pub(super) const TOOL: Tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };

/// A range in a file. Counts begin at 1, columns are in characters, the end is behind the last one.
#[derive(Debug, Serialize)]
pub(super) struct Place<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> Place<'a> {
    fn of(source: &'a SourceText, span: Span) -> Self {
        let (start, end) = (source.position(span.start), source.position(span.end));
        Place {
            path: source.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// One place that names a model: exactly these fields, and the crate that it belongs to where it is not
/// one of the repository's own.
#[derive(Debug, Serialize)]
pub(super) struct MentionData<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    id: &'a str,
    kind: Kind,
    class: Class,
    construct: &'a str,
    revision: Option<&'a str>,
    certainty: Certainty,
    #[serde(skip_serializing_if = "Option::is_none")]
    dependency: Option<&'a Dependency>,
}

impl<'a> MentionData<'a> {
    /// The data of a mention.
    pub(super) fn of(mention: &'a Mention) -> Self {
        let (start, end) = (mention.start(), mention.end());
        MentionData {
            path: mention.source.path(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            id: &mention.id,
            kind: mention.kind,
            class: mention.class,
            construct: mention.construct,
            revision: mention.revision.as_deref(),
            certainty: mention.certainty,
            dependency: mention.dependency.as_deref(),
        }
    }
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingData<'a> {
    rule: &'a str,
    level: Level,
    model: Option<&'a str>,
    exposure: Option<&'a str>,
    what: &'a str,
    why: &'a [String],
    help: &'a [String],
    labels: Vec<LabelData<'a>>,
    also: Vec<Place<'a>>,
}

#[derive(Debug, Serialize)]
struct LabelData<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

impl<'a> LabelData<'a> {
    fn of(label: &'a Label) -> Self {
        let Place { path, line, column, end_line, end_column } = Place::of(&label.source, label.span);
        LabelData { path, line, column, end_line, end_column, text: &label.text }
    }
}

impl<'a> FindingData<'a> {
    /// The data of a finding.
    pub(super) fn of(finding: &'a Finding) -> Self {
        FindingData {
            rule: finding.rule,
            level: finding.level,
            model: finding.model.as_deref(),
            exposure: finding.exposure,
            what: &finding.what,
            why: &finding.why,
            help: &finding.help,
            labels: finding.labels.iter().map(LabelData::of).collect(),
            also: finding.also.iter().map(|label| Place::of(&label.source, label.span)).collect(),
        }
    }
}

/// A model.
#[derive(Debug, Serialize)]
pub(super) struct ModelData<'a> {
    id: &'a str,
    kind: Kind,
    package: Option<&'a str>,
    licenses: Vec<&'a str>,
    hub_tag: Option<&'a str>,
    certainty: &'a str,
    verdict: Decision,
    clause: Option<String>,
    exposure: Exposure,
    risk: Option<&'a str>,
    base_models: Vec<&'a str>,
    places: Vec<ModelPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dependency: Option<&'a Dependency>,
}

/// A place that names a model, and how close it brings the model to the users.
#[derive(Debug, Serialize)]
struct ModelPlace<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    exposure: Exposure,
}

impl<'a> ModelPlace<'a> {
    fn of((mention, exposure): (&'a Mention, Exposure)) -> Self {
        ModelPlace { place: Place::of(&mention.source, mention.span), exposure }
    }
}

impl<'a> ModelData<'a> {
    /// The data of a model.
    pub(super) fn of(model: &'a Judged) -> Self {
        let usage = &model.usage;
        let resolution = &usage.resolution;
        let clause = |verdict: &crate::verdict::Verdict| format!("{}, {}", verdict.license.key, verdict.clause);
        ModelData {
            id: &usage.id,
            kind: usage.kind,
            package: usage.package.as_deref(),
            licenses: resolution.licenses.iter().map(|license| license.key.0).collect(),
            hub_tag: resolution.hub_tag.as_deref(),
            certainty: resolution.certainty.word(),
            verdict: model.judgement.decision,
            clause: model.judgement.deciding().filter(|verdict| verdict.clause != "-").map(clause),
            exposure: usage.exposure,
            risk: super::summary::risk(model).map(risk_word),
            base_models: resolution.bases.iter().map(|base| base.id.as_str()).collect(),
            places: usage.places().map(ModelPlace::of).collect(),
            dependency: usage.dependency(),
        }
    }
}

/// The word for a risk.
pub(super) fn risk_word(risk: Risk) -> &'static str {
    match risk {
        Risk::Low => "low",
        Risk::Medium => "medium",
        Risk::High => "high",
    }
}

/// An answer of `explain`, whole.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum ExplainedData<'a> {
    Model(&'a ExplainedModel),
    License(LicenseData),
    Rule(RuleData),
}

impl<'a> ExplainedData<'a> {
    /// The data of an answer.
    pub(super) fn of(answer: &'a Explained) -> Self {
        match answer {
            Explained::Model(model) => ExplainedData::Model(model),
            Explained::License(license) => ExplainedData::License(LicenseData::of(license)),
            Explained::Rule(rule) => ExplainedData::Rule(RuleData::of(rule)),
        }
    }
}

/// An answer of `explain` on one line.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum ExplainedLine<'a> {
    Model(ModelLine<'a>),
    License(LicenseData),
    Rule(RuleData),
}

impl<'a> ExplainedLine<'a> {
    /// The data of an answer.
    pub(super) fn of(answer: &'a Explained) -> Self {
        match answer {
            Explained::Model(model) => ExplainedLine::Model(ModelLine::of(model)),
            Explained::License(license) => ExplainedLine::License(LicenseData::of(license)),
            Explained::Rule(rule) => ExplainedLine::Rule(RuleData::of(rule)),
        }
    }
}

/// What is known of a model: exactly these fields. `id` is the name that was asked for.
#[derive(Debug, Serialize)]
pub(super) struct ModelLine<'a> {
    id: &'a str,
    found: bool,
    license: Option<&'a str>,
    hub_tag: Option<&'a str>,
    certainty: &'a str,
    gated: Option<&'a Gated>,
    base_models: Vec<&'a str>,
    sources: &'a [Evidence],
    conflicts: &'a [String],
    why: &'a str,
}

impl<'a> ModelLine<'a> {
    fn of(model: &'a ExplainedModel) -> Self {
        ModelLine {
            id: model.alias_of.as_deref().unwrap_or(&model.id),
            found: model.found,
            license: model.license,
            hub_tag: model.hub_tag.as_deref(),
            certainty: model.certainty,
            gated: model.gated.as_ref(),
            base_models: model.base_models.iter().map(|base| base.id.as_str()).collect(),
            sources: &model.sources,
            conflicts: &model.conflicts,
            why: &model.why,
        }
    }
}

/// A license.
#[derive(Debug, Serialize)]
pub(super) struct LicenseData {
    license: &'static str,
    name: &'static str,
    spdx: &'static str,
    publisher: &'static str,
    risk: &'static str,
    risk_reason: &'static str,
    text_url: &'static str,
}

impl LicenseData {
    fn of(license: &'static License) -> Self {
        LicenseData {
            license: license.key.0,
            name: license.name.0,
            spdx: license.spdx.0,
            publisher: license.publisher.0,
            risk: risk_word(license.risk),
            risk_reason: license.risk_reason.0,
            text_url: license.text_url.0,
        }
    }
}

/// A rule.
#[derive(Debug, Serialize)]
pub(super) struct RuleData {
    rule: &'static str,
    level: Level,
    docs: &'static str,
}

impl RuleData {
    fn of(rule: &'static Rule) -> Self {
        RuleData { rule: rule.id, level: rule.level, docs: rule.docs }
    }
}
