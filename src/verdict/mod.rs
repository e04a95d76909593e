//! What a license means for a declared use: allowed, conditional, forbidden, or unknown.
//!
//! Stands between `resolve` (which licenses apply) and `judge` (what is a finding). [`judge_license`]
//! answers for one license and one activity; [`judge_resolution`] joins the licenses of a model, those
//! of its base models, and all activities: the strictest answer wins, the duties add up.

mod facts;
mod license;
#[cfg(test)]
mod tests;
mod words;

pub use facts::{MissingFact, Profile, Truth, find_fact, glob_matches};
pub use license::judge_license;
pub use words::{activity_key, activity_phrase, obligation_key, terms};

use crate::registry::schema::{Activity, Class, License, Limit, Obligation};
use crate::resolve::Resolution;
use crate::settings::DeclaredUse;
use serde::Serialize;

/// The verdict word, the stricter the greater: an unknown answer outweighs a conditional one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Granted without any act by the user.
    Allowed,
    /// Granted when the named conditions are met.
    Conditional,
    /// A fact or the text is missing, or the text contradicts itself.
    Unknown,
    /// Outside the grant, or expressly barred.
    Forbidden,
}

impl Decision {
    /// The word as it is printed.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Decision::Allowed => "allowed",
            Decision::Conditional => "conditional",
            Decision::Unknown => "unknown",
            Decision::Forbidden => "forbidden",
        }
    }
}

/// What one license says of one activity.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The word.
    pub decision: Decision,
    /// The license.
    pub license: &'static License,
    /// The activity.
    pub activity: Activity,
    /// The deciding clause; `-` where the text is silent.
    pub clause: String,
    /// The clause in our words.
    pub why: String,
    /// What the licensee can do beyond a limit.
    pub remedy: Option<String>,
    /// The limit that decided, if one did.
    pub limit: Option<&'static Limit>,
    /// Limits that may or may not hold: facts are missing.
    pub open_limits: Vec<&'static Limit>,
    /// The facts that would close them, sorted.
    pub missing: Vec<MissingFact>,
    /// What is due.
    pub obligations: Vec<Due>,
}

/// An obligation that a use makes due.
#[derive(Clone, Debug)]
pub struct Due {
    /// The license that asks for it.
    pub license: &'static License,
    /// What it asks for.
    pub obligation: &'static Obligation,
    /// The activities that make it due, sorted.
    pub activities: Vec<Activity>,
    /// Facts without which it is not known whether it is due.
    pub open: Vec<MissingFact>,
}

/// The joined answer for a model.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The strictest word; `unknown` where no license is known.
    pub decision: Decision,
    /// A license that only some sources name decides: the record itself would be milder.
    pub contested: bool,
    /// All verdicts, strictest first, then in the order of licenses and activities.
    pub verdicts: Vec<Verdict>,
    /// All duties, one a license and obligation.
    pub obligations: Vec<Due>,
    /// All facts that would sharpen the answer, sorted.
    pub missing: Vec<MissingFact>,
}

impl Judgement {
    /// The verdict that decided.
    #[must_use]
    pub fn deciding(&self) -> Option<&Verdict> {
        self.verdicts.first()
    }
}

/// Judges all activities under all licenses of a model and of the models it derives from. Licenses that
/// other sources name instead count where they are stricter.
#[must_use]
pub fn judge_resolution(resolution: &Resolution, usage: &DeclaredUse, activities: &[Activity]) -> Judgement {
    let ids = resolution.model_ids();
    let judge = |licenses: &[&'static License]| -> Vec<Verdict> {
        let each = |license: &&'static License| {
            let profile = Profile { usage, license, models: &ids };
            activities.iter().map(move |activity| judge_license(profile, *activity))
        };
        licenses.iter().flat_map(each).collect()
    };
    let mut verdicts = judge(&resolution.all_licenses());
    let own = strictest(&verdicts);
    let rivals = resolution.all_rivals().into_iter().map(|rival| judge(&[rival]));
    let rivals: Vec<_> = rivals.filter(|rival| strictest(rival) > own).flatten().collect();
    let contested = strictest(&rivals).map(|rival| rival.0) > own.map(|own| own.0);
    verdicts.extend(rivals);
    Judgement { contested, ..join(verdicts, resolution.is_settled()) }
}

/// The strictest answer and, among equal answers, the strictest kind of license.
fn strictest(verdicts: &[Verdict]) -> Option<(Decision, Class)> {
    verdicts.iter().map(strictness).max()
}

fn strictness(verdict: &Verdict) -> (Decision, Class) {
    (verdict.decision, verdict.license.class)
}

fn join(mut verdicts: Vec<Verdict>, settled: bool) -> Judgement {
    let decision = strictest(&verdicts).map_or(Decision::Unknown, |(decision, _)| decision);
    let decision = if settled { decision } else { decision.max(Decision::Unknown) };
    // Stable: among equals the model's own license and the first activity stay in front.
    verdicts.sort_by_key(|verdict| std::cmp::Reverse(strictness(verdict)));
    let mut missing: Vec<MissingFact> = verdicts.iter().flat_map(|verdict| verdict.missing.iter().cloned()).collect();
    missing.sort();
    missing.dedup();
    Judgement { decision, contested: false, obligations: join_obligations(&verdicts), verdicts, missing }
}

/// One entry a license and obligation, with the activities of all; due for certain if any makes it so.
fn join_obligations(verdicts: &[Verdict]) -> Vec<Due> {
    let mut joined: Vec<Due> = Vec::new();
    for due in verdicts.iter().flat_map(|verdict| &verdict.obligations) {
        let same = |other: &&mut Due| other.license.key == due.license.key && other.obligation.id == due.obligation.id;
        match joined.iter_mut().find(same) {
            Some(other) => {
                other.activities.extend(&due.activities);
                other.activities.sort_unstable();
                other.activities.dedup();
                if due.open.is_empty() {
                    other.open.clear();
                }
            }
            None => joined.push(due.clone()),
        }
    }
    joined
}
