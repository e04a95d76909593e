//! What the verdicts are, case by case.

use super::{Decision, Profile, Verdict, judge_license};
use crate::registry::schema::Activity;
use crate::settings::{DeclaredUse, FactValue};
use crate::testing::license;

fn company(facts: &[(&str, FactValue)]) -> DeclaredUse {
    DeclaredUse {
        declared: true,
        commercial: true,
        activities: vec![Activity::Product],
        facts: facts.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
    }
}

fn judge(key: &str, activity: Activity, facts: &[(&str, FactValue)]) -> Verdict {
    judge_for(key, activity, &company(facts))
}

fn judge_for(key: &str, activity: Activity, usage: &DeclaredUse) -> Verdict {
    judge_license(Profile { usage, license: license(key), models: &["org/model"] }, activity)
}

const LLAMA_DATE: &str = "mau_at_2024-07-23";

fn missing(verdict: &Verdict) -> Vec<&str> {
    verdict.missing.iter().map(|fact| fact.key.as_str()).collect()
}

#[test]
fn apache_allows_a_product_and_asks_for_the_text_with_the_weights() {
    assert_eq!(judge("apache-2.0", Activity::Saas, &[]).decision, Decision::Allowed);
    let verdict = judge("apache-2.0", Activity::RedistributeWeights, &[]);
    assert_eq!(verdict.decision, Decision::Conditional);
    let due: Vec<_> = verdict.obligations.iter().map(|due| due.obligation.id.0).collect();
    assert_eq!(due, ["license-copy", "upstream-notice"]);
}

#[test]
fn silence_permits_under_an_unlimited_grant_only() {
    assert_eq!(judge("apache-2.0", Activity::TrainOtherModels, &[]).decision, Decision::Allowed);
    let verdict = judge("llama3.1", Activity::PublishOutputs, &[(LLAMA_DATE, FactValue::Number(0))]);
    assert_eq!(verdict.decision, Decision::Unknown);
    assert!(verdict.why.contains("silence is no permission"), "{}", verdict.why);
}

#[test]
fn exactly_the_limit_passes_and_one_more_does_not() {
    let at = |users| judge("llama3.1", Activity::Internal, &[(LLAMA_DATE, FactValue::Number(users))]).decision;
    assert_eq!(at(700_000_000), Decision::Allowed);
    assert_eq!(at(700_000_001), Decision::Forbidden);
}

#[test]
fn the_frozen_date_counts_not_the_present() {
    let verdict = judge(
        "llama3.1",
        Activity::Saas,
        &[(LLAMA_DATE, FactValue::Number(0)), ("mau", FactValue::Number(750_000_000))],
    );
    assert_eq!(verdict.decision, Decision::Conditional);
    assert_eq!(verdict.clause, "1.b.i");
}

#[test]
fn an_undeclared_fact_leaves_conditional_and_names_the_fact() {
    let verdict = judge("llama3.1", Activity::Saas, &[]);
    assert_eq!(verdict.decision, Decision::Conditional);
    assert_eq!(missing(&verdict), [LLAMA_DATE]);
    assert_eq!(verdict.open_limits.len(), 1);
}

#[test]
fn an_undeclared_fact_turns_allowed_into_unknown() {
    let verdict = judge("llama3.1", Activity::Internal, &[]);
    assert_eq!(verdict.decision, Decision::Unknown);
    assert_eq!(verdict.clause, "2");
    assert_eq!(missing(&verdict), [LLAMA_DATE]);
}

#[test]
fn a_fact_declared_unknown_makes_the_verdict_unknown() {
    let verdict = judge("llama3.1", Activity::Saas, &[(LLAMA_DATE, FactValue::Unknown)]);
    assert_eq!(verdict.decision, Decision::Unknown);
    assert!(verdict.missing[0].declared_unknown);
}

#[test]
fn a_limit_is_lifted_for_those_it_exempts() {
    let facts = [(LLAMA_DATE, FactValue::Number(800_000_000)), ("received_in_product", FactValue::YesNo(true))];
    assert_eq!(judge("llama3.1", Activity::Internal, &facts).decision, Decision::Allowed);
}

#[test]
fn an_excluded_purpose_forbids_whatever_the_size() {
    let facts = [("purposes", FactValue::Words(vec!["military".to_owned()]))];
    let verdict = judge("llama3.1", Activity::Research, &facts);
    assert_eq!(verdict.decision, Decision::Forbidden);
    assert_eq!(verdict.limit.map(|limit| limit.id.0), Some("military"));
}

#[test]
fn one_limit_that_holds_settles_what_the_other_leaves_open() {
    let verdict = judge(
        "kimi-k2-modified-mit",
        Activity::Saas,
        &[("product_monthly_revenue_usd", FactValue::Number(20_000_001)), ("product_mau", FactValue::Unknown)],
    );
    assert_eq!(verdict.decision, Decision::Conditional);
    assert_eq!(verdict.obligations[0].obligation.id.0, "display");
}

#[test]
fn a_revenue_does_not_answer_a_question_for_users() {
    let verdict = judge(
        "kimi-k2-modified-mit",
        Activity::Saas,
        &[("annual_revenue_usd", FactValue::Number(300_000_000)), ("product_mau", FactValue::Unknown)],
    );
    assert_eq!(verdict.decision, Decision::Unknown);
    assert_eq!(missing(&verdict), ["product_mau", "product_monthly_revenue_usd"]);
}

#[test]
fn a_test_for_commercial_products_passes_others_by() {
    let usage = DeclaredUse { commercial: false, ..company(&[]) };
    assert_eq!(judge_for("kimi-k2-modified-mit", Activity::Saas, &usage).decision, Decision::Allowed);
}

/// What sources say against each other: the record says `own`, another source `rival`.
fn disputed(own: &str, rival: &str, activity: Activity) -> super::Judgement {
    let mut resolution =
        crate::resolve::Resolution::unknown("org/model", crate::resolve::NonAnswer::NoTag, String::new());
    resolution.non_answer = None;
    resolution.licenses = vec![license(own)];
    resolution.rivals = vec![license(rival)];
    super::judge_resolution(&resolution, &company(&[]), &[activity])
}

#[test]
fn a_stricter_rival_decides_and_says_that_it_is_contested() {
    let judgement = disputed("apache-2.0", "llama3.1", Activity::Product);
    assert_eq!((judgement.decision, judgement.contested), (Decision::Conditional, true));
    assert_eq!(judgement.deciding().map(|verdict| verdict.license.key.0), Some("llama3.1"));
}

#[test]
fn a_milder_rival_changes_nothing() {
    let judgement = disputed("llama3.1", "apache-2.0", Activity::Product);
    assert!(!judgement.contested);
    assert!(judgement.verdicts.iter().all(|verdict| *verdict.license.key == *"llama3.1"));
}

#[test]
fn among_equal_answers_the_duties_of_the_stricter_kind_count() {
    let judgement = disputed("apache-2.0", "llama3.1", Activity::RedistributeWeights);
    assert!(!judgement.contested);
    assert!(judgement.obligations.iter().any(|due| due.obligation.id.0 == "notice"));
}
