//! Where the user's word acts on findings: levels, exceptions, inline permissions. Nowhere else.

use super::find_rule;
use super::unused_configuration::{at, is_full_run};
use crate::report::{Finding, Label, Level, Permission};
use crate::settings::{Exception, Settings};
use crate::verdict::glob_matches;
use std::collections::BTreeSet;

/// The findings that remain, and how many were accepted.
pub(super) struct Applied {
    pub(super) findings: Vec<Finding>,
    pub(super) accepted: usize,
}

/// Which exceptions met a finding, by index, and which rules of which permissions did.
struct Met {
    exceptions: Vec<bool>,
    permissions: BTreeSet<(usize, &'static str)>,
}

/// Applies levels, exceptions and permissions; joins findings that differ in their place only; sorts.
pub(super) fn apply(found: Vec<Finding>, settings: &Settings, permissions: &[Permission]) -> Applied {
    let mut met = Met { exceptions: vec![false; settings.exceptions.len()], permissions: BTreeSet::new() };
    let before = found.len();
    let mut findings: Vec<Finding> =
        found.into_iter().filter_map(|finding| accept(finding, settings, permissions, &mut met)).collect();
    let accepted = before - findings.len();
    findings.extend(unused(settings, permissions, &met));
    findings.retain_mut(|finding| set_level(finding, settings));
    Applied { findings: join(findings), accepted }
}

/// Takes away the places that are accepted; nothing remains of a finding all of whose places are.
fn accept(mut finding: Finding, settings: &Settings, permissions: &[Permission], met: &mut Met) -> Option<Finding> {
    if finding.labels.is_empty() {
        return Some(finding);
    }
    let context = finding.labels.split_off(1);
    let places: Vec<Label> = finding.labels.drain(..).chain(finding.also.drain(..)).collect();
    let mut open = Vec::new();
    for place in places {
        // No short cut: each entry that would accept the place is in use.
        let mut accepted = false;
        for (index, exception) in settings.exceptions.iter().enumerate() {
            if covers(exception, &finding, &place) {
                met.exceptions[index] = true;
                accepted |= !is_over(exception, settings);
            }
        }
        for (index, permission) in permissions.iter().enumerate() {
            if permits(permission, finding.rule, &place) {
                met.permissions.insert((index, finding.rule));
                accepted |= !permission.reason.is_empty();
            }
        }
        if !accepted {
            open.push(place);
        }
    }
    if open.is_empty() {
        return None;
    }
    note_expiry(&mut finding, settings, &open);
    finding.also = open.split_off(1);
    finding.labels = open;
    finding.labels.extend(context);
    Some(finding)
}

fn covers(exception: &Exception, finding: &Finding, place: &Label) -> bool {
    let rule = exception.rule.as_deref().is_none_or(|rule| rule == finding.rule);
    let path = exception.path.as_deref().is_none_or(|path| glob_matches(path, place.source.path()));
    let model = match (&exception.model, &finding.model) {
        (None, _) => true,
        (Some(glob), Some(model)) => glob_matches(glob, model),
        (Some(_), None) => false,
    };
    rule && path && model
}

/// Whether its last day has passed. Without a day of the run it holds: there is no other clock.
fn is_over(exception: &Exception, settings: &Settings) -> bool {
    matches!((&exception.expires, &settings.today), (Some(last), Some(today)) if last < today)
}

fn note_expiry(finding: &mut Finding, settings: &Settings, places: &[Label]) {
    let over = settings.exceptions.iter().filter(|exception| is_over(exception, settings));
    let mut over = over.filter(|exception| places.iter().any(|place| covers(exception, finding, place)));
    if let Some(exception) = over.next() {
        let day = exception.expires.as_deref().unwrap_or_default();
        finding.why.push(format!("An exception for it ended on {day}: {}", exception.reason));
    }
}

/// A permission stands on the line of the place or above it.
fn permits(permission: &Permission, rule: &str, place: &Label) -> bool {
    let line = place.source.position(place.span.start).line;
    permission.source.path() == place.source.path()
        && (permission.line..=permission.last_line).contains(&line)
        && permission.rules.iter().any(|permitted| permitted == rule)
}

fn unused(settings: &Settings, permissions: &[Permission], met: &Met) -> Vec<Finding> {
    if !is_full_run(settings) {
        return Vec::new();
    }
    let exceptions = settings.exceptions.iter().zip(&met.exceptions).filter(|(_, met)| !**met);
    let mut findings: Vec<Finding> = exceptions
        .map(|(exception, _)| at(settings, "the exception meets no finding".to_owned(), exception.span))
        .collect();
    for (index, permission) in permissions.iter().enumerate() {
        // What is misspelt is reported as that.
        let known = permission.rules.iter().filter(|rule| find_rule(rule).is_some());
        for rule in known.filter(|rule| !met.permissions.iter().any(|met| (met.0, met.1) == (index, rule.as_str()))) {
            let what = format!("the inline permission for {rule} meets no finding");
            let mut finding = at(settings, what, permission.span);
            let source = std::sync::Arc::clone(&permission.source);
            finding.labels = vec![Label { source, span: permission.span, text: "unused".to_owned() }];
            if permission.rules.len() > 1 {
                finding.help = vec![format!("take {rule} out of the permission")];
            }
            findings.push(finding);
        }
    }
    findings
}

/// The level of the configuration, if it has one for the rule. Says whether anything is to be reported.
fn set_level(finding: &mut Finding, settings: &Settings) -> bool {
    if let Some(level) = settings.levels.get(finding.rule) {
        finding.level = *level;
    }
    finding.level != Level::Allow
}

/// Findings of several packages that say the same are one. The most serious come first, then by place.
fn join(findings: Vec<Finding>) -> Vec<Finding> {
    let mut joined: Vec<Finding> = Vec::new();
    for finding in findings {
        let same = |other: &&mut Finding| {
            (other.rule, other.level, &other.model, &other.what)
                == (finding.rule, finding.level, &finding.model, &finding.what)
                && (&other.why, &other.help) == (&finding.why, &finding.help)
                && finding.model.is_some()
        };
        match joined.iter_mut().find(same) {
            Some(other) => other.also.extend(finding.labels.into_iter().take(1).chain(finding.also)),
            None => joined.push(finding),
        }
    }
    joined.sort_by(|one, other| key(one).cmp(&key(other)));
    joined
}

/// What findings are sorted by.
type Key<'a> = (std::cmp::Reverse<Level>, Option<(&'a str, crate::text::Span)>, &'a str, &'a Option<String>, &'a str);

fn key(finding: &Finding) -> Key<'_> {
    let place = finding.labels.first().map(|label| (label.source.path(), label.span));
    (std::cmp::Reverse(finding.level), place, finding.rule, &finding.model, &finding.what)
}
