//! One JSON object a line: findings, models, places or answers.

use super::data::{ExplainedLine, FindingData, MentionData, ModelData};
use super::{Format, Look, Output};
use serde::Serialize;
use std::io;

pub(super) const FORMAT: Format =
    Format { id: "jsonl", docs: "one JSON object a line: a finding, a model or a place", write };

fn write(output: &Output<'_>, _: &Look, to: &mut dyn io::Write) -> io::Result<()> {
    match *output {
        Output::Check(report) => lines(report.findings.iter().map(FindingData::of), to),
        Output::List(report) => lines(report.models.iter().map(ModelData::of), to),
        Output::Mentions(scan) => lines(scan.mentions.iter().map(MentionData::of), to),
        Output::Explain(answers, _) => lines(answers.iter().map(ExplainedLine::of), to),
    }
}

fn lines(objects: impl Iterator<Item = impl Serialize>, to: &mut dyn io::Write) -> io::Result<()> {
    for object in objects {
        serde_json::to_writer(&mut *to, &object)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
