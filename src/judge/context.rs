//! What rules look at: every model with its verdict and the fate of its obligations.

use crate::notices::{Check, NoticeFiles, Scope, check_obligation};
use crate::registry::schema::{Activity, Text};
use crate::report::Scan;
use crate::resolve::{Exposure, Usage};
use crate::settings::Settings;
use crate::verdict::{Due, Judgement, judge_resolution};
use std::collections::BTreeSet;

/// Everything that rules may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// What the user wants.
    pub settings: &'a Settings,
    /// What was read.
    pub scan: &'a Scan,
    /// The models, judged.
    pub models: &'a [Judged],
    /// The notice files.
    pub notices: &'a NoticeFiles,
}

impl<'a> Context<'a> {
    /// The models that code, configuration or the tree itself uses. What is only spoken of is listed,
    /// never found fault with.
    pub fn used(&self) -> impl Iterator<Item = &'a Judged> {
        self.models.iter().filter(|model| model.usage.is_used())
    }
}

/// A usage with its verdict.
#[derive(Debug)]
pub struct Judged {
    /// The model and its places.
    pub usage: Usage,
    /// What was judged.
    pub activities: Vec<Activity>,
    /// The verdict.
    pub judgement: Judgement,
    /// The obligations, with what became of each.
    pub checks: Vec<(Due, Check)>,
}

/// What is judged for a usage: what the user declared; for a product also passing on the weights that are in
/// the tree, and the service of a server that the tree configures. Research and internal use keep both in the house.
#[must_use]
pub fn activities_of(usage: &Usage, settings: &Settings) -> Vec<Activity> {
    let mut activities = settings.usage.activities.clone();
    if activities.contains(&Activity::Product) {
        activities.extend((usage.exposure == Exposure::Shipped).then_some(Activity::RedistributeWeights));
        activities.extend(usage.exposures.contains(&Exposure::Served).then_some(Activity::Saas));
        activities.sort_unstable();
        activities.dedup();
    }
    activities
}

/// Judges all usages and checks their obligations.
pub(super) fn judge_all(settings: &Settings, notices: &NoticeFiles, usages: Vec<Usage>) -> Vec<Judged> {
    let licenses = usages.iter().flat_map(|usage| usage.resolution.all_licenses());
    let in_use: BTreeSet<Text> = licenses.map(|license| license.key).collect();
    usages.into_iter().map(|usage| judge_one(settings, notices, &in_use, usage)).collect()
}

fn judge_one(settings: &Settings, notices: &NoticeFiles, in_use: &BTreeSet<Text>, usage: Usage) -> Judged {
    let activities = activities_of(&usage, settings);
    let judgement = judge_resolution(&usage.resolution, &settings.usage, &activities);
    let scope = Scope { usage: &usage, packages: &settings.packages, in_use, is_whole: settings.scan.is_whole() };
    // What is only spoken of owes nothing: its files are not looked for.
    let due = judgement.obligations.iter().filter(|_| usage.is_used());
    let checks = due.map(|due| (due.clone(), check_obligation(due, notices, scope))).collect();
    Judged { usage, activities, judgement, checks }
}
