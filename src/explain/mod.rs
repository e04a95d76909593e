//! Everything about one model, license or rule, as data: what `explain` and `verdict` print.
//!
//! Stands beside `judge`, before `render`: nothing is printed here.

mod alternatives;

pub use alternatives::Alternative;

use crate::judge::{Rule, find_rule};
use crate::registry::find_license;
use crate::registry::schema::{Activity, License};
use crate::resolve::{Base, Evidence, Gated, Resolution, Resolver, license_by_word};
use crate::settings::Settings;
use crate::verdict::{Decision, Due, Judgement, MissingFact, Verdict, activity_key, judge_resolution, obligation_key};
use serde::Serialize;

/// What a term turned out to name.
#[derive(Debug)]
pub enum Explained {
    /// A model, known or not.
    Model(Box<ExplainedModel>),
    /// A license.
    License(&'static License),
    /// A rule.
    Rule(&'static Rule),
}

/// Explains a term: a rule's id, a model's id, a license by any of its names. What is none of these is
/// taken for a model that nobody knows.
#[must_use]
pub fn explain(term: &str, settings: &Settings) -> Explained {
    if let Some(rule) = find_rule(term) {
        return Explained::Rule(rule);
    }
    match explain_license(term) {
        Some(license) if !term.contains(['/', ':']) => Explained::License(license),
        _ => Explained::Model(Box::new(explain_model(term, settings))),
    }
}

/// What is known of a model, and what it means for the declared use.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedModel {
    /// The present id, or the one that was asked for.
    pub id: String,
    /// The name that was asked for, where it is an old one.
    pub alias_of: Option<String>,
    /// Whether anything is known of it.
    pub found: bool,
    /// The registry key of its license, the first where several apply.
    pub license: Option<&'static str>,
    /// The keys of all licenses that apply, those of base models included.
    pub licenses: Vec<&'static str>,
    /// The Hub's tag.
    pub hub_tag: Option<String>,
    /// `exact`, `family`, `inferred` or `unknown`.
    pub certainty: &'static str,
    /// Whether the Hub asks for an agreement before download, and when it did.
    pub gated: Option<Gated>,
    /// The models that it derives from.
    pub base_models: Vec<ExplainedBase>,
    /// Where it is known from, the deciding source first.
    pub sources: Vec<Evidence>,
    /// What contradicts what, and what the Hub's tag was before.
    pub conflicts: Vec<String>,
    /// How the license was found.
    pub why: String,
    /// The joined verdict for the declared activities.
    pub verdict: ExplainedVerdict,
    /// Every activity, declared or not.
    pub activities: Vec<ExplainedActivity>,
    /// What the declared activities make due.
    pub obligations: Vec<ExplainedObligation>,
    /// Relatives that are allowed for the declared use.
    pub alternatives: Vec<Alternative>,
}

/// A model that another derives from.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedBase {
    /// Its id.
    pub id: String,
    /// How the model derives from it; empty where not known.
    pub relation: String,
    /// The key of its license.
    pub license: Option<&'static str>,
    /// How sure that is.
    pub certainty: &'static str,
    /// Its own bases.
    pub base_models: Vec<ExplainedBase>,
}

/// The joined verdict.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedVerdict {
    /// The word.
    pub verdict: Decision,
    /// The license that decides.
    pub license: Option<&'static str>,
    /// The activity that decides.
    pub activity: Option<&'static str>,
    /// The deciding clause.
    pub clause: Option<String>,
    /// The clause in our words; without a license why there is none.
    pub why: Option<String>,
    /// What can be done beyond it.
    pub remedy: Option<String>,
    /// Facts that would sharpen the answer.
    pub missing_facts: Vec<ExplainedFact>,
}

/// A fact to declare.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedFact {
    /// The key.
    pub key: String,
    /// What is asked.
    pub question: &'static str,
}

/// The verdict for one activity.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedActivity {
    /// As in the configuration.
    pub activity: &'static str,
    /// Whether the user declared it.
    pub declared: bool,
    /// The word.
    pub verdict: Decision,
    /// The license that decides.
    pub license: Option<&'static str>,
    /// The deciding clause.
    pub clause: Option<String>,
    /// The clause in our words.
    pub why: Option<String>,
    /// The keys of missing facts.
    pub missing_facts: Vec<String>,
}

/// Something that is due.
#[derive(Clone, Debug, Serialize)]
pub struct ExplainedObligation {
    /// The license that asks for it.
    pub license: &'static str,
    /// Its id within the license.
    pub id: &'static str,
    /// Its kind.
    pub kind: &'static str,
    /// The clause.
    pub clause: &'static str,
    /// What to do.
    pub summary: &'static str,
    /// The prescribed sentence.
    pub text: Option<&'static str>,
    /// What makes it due.
    pub activities: Vec<&'static str>,
}

/// Explains a model, whether or not the repository uses it.
#[must_use]
pub fn explain_model(id: &str, settings: &Settings) -> ExplainedModel {
    let resolution = Resolver::new(settings).resolve(id, None);
    explain_resolution(&resolution, settings)
}

/// Explains what was resolved, for instance a weights file with the evidence beside it.
#[must_use]
pub fn explain_resolution(resolution: &Resolution, settings: &Settings) -> ExplainedModel {
    let judgement = judge_resolution(resolution, &settings.usage, &settings.usage.activities);
    let alternatives = match judgement.decision {
        Decision::Allowed => Vec::new(),
        _ => alternatives::alternatives(&resolution.id, settings),
    };
    ExplainedModel {
        id: resolution.id.clone(),
        alias_of: resolution.alias_of.clone(),
        found: resolution.declared || !resolution.sources.is_empty() || !resolution.bases.is_empty(),
        license: key(resolution),
        licenses: resolution.all_licenses().iter().map(|license| license.key.0).collect(),
        hub_tag: resolution.hub_tag.clone(),
        certainty: resolution.certainty.word(),
        gated: resolution.gated.clone(),
        base_models: resolution.bases.iter().map(base).collect(),
        sources: resolution.sources.clone(),
        conflicts: resolution.conflicts.iter().chain(&resolution.changes).cloned().collect(),
        why: resolution.why.clone(),
        verdict: verdict(&judgement, resolution),
        activities: ACTIVITIES.iter().map(|activity| one_activity(resolution, settings, *activity)).collect(),
        obligations: judgement.obligations.iter().map(obligation).collect(),
        alternatives,
    }
}

/// The license of a key, an SPDX identifier or a Hub tag.
#[must_use]
pub fn explain_license(word: &str) -> Option<&'static License> {
    find_license(word).or_else(|| license_by_word(word))
}

/// All activities, in the order of the configuration's documentation.
pub const ACTIVITIES: [Activity; 10] = [
    Activity::Internal,
    Activity::Product,
    Activity::Saas,
    Activity::RedistributeWeights,
    Activity::FineTune,
    Activity::RedistributeFinetune,
    Activity::TrainOtherModels,
    Activity::PublishOutputs,
    Activity::Research,
    Activity::Evaluate,
];

fn key(resolution: &Resolution) -> Option<&'static str> {
    resolution.licenses.first().map(|license| license.key.0)
}

fn base(base: &Base) -> ExplainedBase {
    ExplainedBase {
        id: base.id.clone(),
        relation: base.relation.clone(),
        license: key(&base.resolution),
        certainty: base.resolution.certainty.word(),
        base_models: base.resolution.bases.iter().map(self::base).collect(),
    }
}

fn verdict(judgement: &Judgement, resolution: &Resolution) -> ExplainedVerdict {
    let deciding = judgement.deciding();
    let fact = |fact: &MissingFact| ExplainedFact { key: fact.key.clone(), question: fact.question };
    ExplainedVerdict {
        verdict: judgement.decision,
        license: deciding.map(|verdict| verdict.license.key.0),
        activity: deciding.map(|verdict| activity_key(verdict.activity)),
        clause: deciding.map(|verdict| verdict.clause.clone()),
        why: Some(deciding.map_or_else(|| resolution.why.clone(), |verdict| verdict.why.clone())),
        remedy: deciding.and_then(|verdict| verdict.remedy.clone()),
        missing_facts: judgement.missing.iter().map(fact).collect(),
    }
}

fn one_activity(resolution: &Resolution, settings: &Settings, activity: Activity) -> ExplainedActivity {
    let judgement = judge_resolution(resolution, &settings.usage, &[activity]);
    let deciding: Option<&Verdict> = judgement.deciding();
    ExplainedActivity {
        activity: activity_key(activity),
        declared: settings.usage.activities.contains(&activity),
        verdict: judgement.decision,
        license: deciding.map(|verdict| verdict.license.key.0),
        clause: deciding.map(|verdict| verdict.clause.clone()),
        why: deciding.map(|verdict| verdict.why.clone()),
        missing_facts: judgement.missing.iter().map(|fact| fact.key.clone()).collect(),
    }
}

fn obligation(due: &Due) -> ExplainedObligation {
    ExplainedObligation {
        license: due.license.key.0,
        id: due.obligation.id.0,
        kind: obligation_key(due.obligation.kind),
        clause: due.obligation.clause.0,
        summary: due.obligation.summary.0,
        text: due.obligation.text.map(|text| text.0),
        activities: due.activities.iter().map(|activity| activity_key(*activity)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::settings;

    #[test]
    fn a_model_that_nobody_knows_is_explained_as_such() {
        let explained = explain_model("nobody-at-all/knows-this", &settings());
        assert!(!explained.found);
        assert_eq!((explained.license, explained.certainty), (None, "unknown"));
        assert_eq!(explained.verdict.verdict, Decision::Unknown);
    }

    #[test]
    fn the_fields_that_tools_read_have_their_names() {
        let json = serde_json::to_value(explain_model("meta-llama/Llama-3.1-8B-Instruct", &settings())).expect("data");
        for field in
            ["id", "found", "license", "hub_tag", "certainty", "gated", "base_models", "sources", "conflicts", "why"]
        {
            assert!(json.get(field).is_some(), "{field}");
        }
        assert_eq!(json["license"], "llama3.1");
        assert_eq!(json["verdict"]["verdict"], "conditional");
        assert_eq!(json["verdict"]["missing_facts"][0]["key"], "mau_at_2024-07-23");
    }

    #[test]
    fn an_old_name_is_followed() {
        let explained = explain_model("bert-base-uncased", &settings());
        assert_eq!(explained.id, "google-bert/bert-base-uncased");
        assert_eq!(explained.alias_of.as_deref(), Some("bert-base-uncased"));
        assert_eq!(explained.verdict.verdict, Decision::Allowed);
    }

    #[test]
    fn relatives_of_the_series_are_offered() {
        let explained = explain_model("Qwen/Qwen2.5-Coder-3B-Instruct", &settings());
        assert_ne!(explained.verdict.verdict, Decision::Allowed);
        assert_eq!(explained.alternatives[0].id, "Qwen/Qwen2.5-Coder-1.5B-Instruct");
        assert_eq!(explained.alternatives[0].license, "apache-2.0");
    }
}
