//! What the rules for missing files share: one finding a model, one line an obligation.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, cite, evidence, milder, shipped};
use crate::notices::Check;
use crate::registry::schema::{Activity, ObligationKind};
use crate::report::{Finding, Level};
use crate::verdict::Due;

/// The findings of obligations of one kind that are due for certain and that no file fulfils.
pub(super) fn missing(
    context: &Context<'_>,
    rule: &Rule,
    kind: ObligationKind,
    what: fn(&Due) -> String,
    several: &str,
) -> Vec<Finding> {
    let finding = |model: &Judged| {
        let due = |(due, check): &&(Due, Check)| {
            due.obligation.kind == kind && due.open.is_empty() && matches!(check, Check::Missing)
        };
        let missing: Vec<&Due> = model.checks.iter().filter(due).map(|(due, _)| due).collect();
        let what = match missing.as_slice() {
            [] => return None,
            [only] => what(only),
            more => format!("{} {several} of {} are missing", more.len(), model.usage.id),
        };
        Some(describe(rule, model, &missing, what))
    };
    context.used().filter_map(finding).collect()
}

fn describe(rule: &Rule, model: &Judged, missing: &[&Due], what: String) -> Finding {
    let mut finding = about(rule, model, what);
    let cited = missing.iter().map(|due| cite(&due.license.name, &due.obligation.clause, &due.obligation.summary));
    finding.why.extend(cited);
    if missing.iter().any(|due| is_passing_on(due)) {
        finding.why.extend(shipped(model));
    } else {
        // No copy leaves the house: `conditional-use` tells what the license asks for all the same.
        milder(&mut finding, Level::Note);
    }
    finding.why.push(evidence(&model.usage.resolution));
    finding.help.extend(missing.iter().map(|due| by_hand(due)));
    finding
}

/// What to write, and where.
fn by_hand(due: &Due) -> String {
    let text = due.obligation.text.map(|text| text.0);
    match (due.obligation.kind, text) {
        (ObligationKind::LicenseCopy, _) => {
            format!("put the text of {} beside the weights or into LICENSES/", due.license.text_url)
        }
        (ObligationKind::Display, Some(text)) => {
            format!("show \"{text}\" in README.md, the documentation or the user interface")
        }
        (ObligationKind::NoticeSentence, Some(text)) => format!("add this line to NOTICE: {text}"),
        (ObligationKind::Attribution, Some(text)) => format!("add this line to ATTRIBUTION.md: {text}"),
        _ => due.obligation.summary.to_string(),
    }
}

/// Whether an obligation is due because weights are passed on.
pub(super) fn is_passing_on(due: &Due) -> bool {
    let passing_on =
        |activity: &Activity| matches!(activity, Activity::RedistributeWeights | Activity::RedistributeFinetune);
    due.activities.iter().any(passing_on)
}
