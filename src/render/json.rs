//! One JSON document, with the version of its format.

use super::data::{ExplainedData, FORMAT_VERSION, FindingData, MentionData, ModelData, TOOL, Tool};
use super::summary::Numbers;
use super::{Format, Look, Output};
use crate::report::Skipped;
use serde::Serialize;
use std::io;

pub(super) const FORMAT: Format = Format { id: "json", docs: "one document, for programs", write };

/// The document. What the command does not ask for is not there.
#[derive(Debug, Serialize)]
struct Document<'a> {
    format_version: u32,
    tool: Tool,
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<Vec<FindingData<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    models: Option<Vec<ModelData<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<Vec<MentionData<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<Vec<ExplainedData<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<&'a [Skipped]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Numbers>,
}

fn write(output: &Output<'_>, _: &Look, to: &mut dyn io::Write) -> io::Result<()> {
    let empty = Document {
        format_version: FORMAT_VERSION,
        tool: TOOL,
        findings: None,
        models: None,
        mentions: None,
        explained: None,
        skipped: None,
        summary: None,
    };
    let document = match *output {
        Output::Check(report) => Document {
            findings: Some(report.findings.iter().map(FindingData::of).collect()),
            models: Some(report.models.iter().map(ModelData::of).collect()),
            skipped: Some(report.skipped()),
            summary: Some(Numbers::of(report)),
            ..empty
        },
        Output::List(report) => Document {
            models: Some(report.models.iter().map(ModelData::of).collect()),
            skipped: Some(report.skipped()),
            ..empty
        },
        Output::Mentions(scan) => Document {
            mentions: Some(scan.mentions.iter().map(MentionData::of).collect()),
            skipped: Some(&scan.skipped),
            ..empty
        },
        Output::Explain(answers, _) => {
            Document { explained: Some(answers.iter().map(ExplainedData::of).collect()), ..empty }
        }
    };
    serde_json::to_writer_pretty(&mut *to, &document)?;
    to.write_all(b"\n")
}
