//! From usages to findings: what is wrong, why, and what to do now.
//!
//! Stands between `notices` (which obligations files fulfil) and `render`. Each rule is a row of
//! [`RULES`] and a file of this folder; rules know nothing of levels that the user set, exceptions or
//! inline permissions: one function, in `apply`, acts on those.

mod apply;
mod conditional_use;
mod conflicting_license;
mod context;
mod denied_license;
mod forbidden_use;
mod invalid_permission;
mod missing_attribution;
mod missing_display;
mod missing_license_file;
mod missing_notice;
mod obligations;
mod phrases;
#[cfg(test)]
mod tests;
mod unknown_license;
mod unknown_model;
mod unknown_verdict;
mod unpinned_revision;
mod unread_file;
mod unused_configuration;
mod wrong_license_text;

pub use context::{Context, Judged, activities_of};

use crate::notices::find_notices;
use crate::report::{Finding, Level, Scan, Skipped};
use crate::resolve::Usage;
use crate::settings::Settings;

/// A rule: what it looks for, and how serious that is.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, unique.
    pub id: &'static str,
    /// When it finds something, half a sentence for lists of rules.
    pub summary: &'static str,
    /// Markdown: what it does, why it matters, an example, how to fix it.
    pub docs: &'static str,
    /// The level unless the configuration says otherwise. A finding may be milder than its rule.
    pub level: Level,
    /// Finds.
    pub check: fn(&Context<'_>) -> Vec<Finding>,
}

/// All rules, sorted by id.
pub static RULES: &[Rule] = &[
    conditional_use::RULE,
    conflicting_license::RULE,
    denied_license::RULE,
    forbidden_use::RULE,
    invalid_permission::RULE,
    missing_attribution::RULE,
    missing_display::RULE,
    missing_license_file::RULE,
    missing_notice::RULE,
    unknown_license::RULE,
    unknown_model::RULE,
    unknown_verdict::RULE,
    unpinned_revision::RULE,
    unread_file::RULE,
    unused_configuration::RULE,
    wrong_license_text::RULE,
];

/// The rule of an id.
#[must_use]
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// What a run found: every format renders this.
#[derive(Debug)]
pub struct Report {
    /// After levels, exceptions and permissions; the most serious first, then by place.
    pub findings: Vec<Finding>,
    /// Every model in use or spoken of, with its verdict, sorted by id and package.
    pub models: Vec<Judged>,
    /// The scan: datasets and Spaces among its mentions, what was not read, how much was.
    pub scan: Scan,
    /// How many findings exceptions and inline permissions accept.
    pub accepted: usize,
}

impl Report {
    /// Whether anything fails the run.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.findings.iter().any(|finding| finding.level == Level::Deny)
    }

    /// What was not read.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        &self.scan.skipped
    }
}

/// Judges the usages of a scan: verdicts, notice files, rules, and what the user accepts.
#[must_use]
pub fn judge(settings: &Settings, scan: Scan, usages: Vec<Usage>) -> Report {
    let notices = find_notices(settings, &usages);
    let models = context::judge_all(settings, &notices, usages);
    let context = Context { settings, scan: &scan, models: &models, notices: &notices };
    let found = RULES.iter().flat_map(|rule| (rule.check)(&context)).collect();
    let applied = apply::apply(found, settings, &scan.permissions);
    Report { findings: applied.findings, accepted: applied.accepted, models, scan }
}
