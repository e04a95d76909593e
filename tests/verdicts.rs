//! Cases with expected verdicts, written by hand from the license texts: `tests/data/verdicts.tsv`.

#![allow(clippy::expect_used, clippy::panic)]

use cargo_model_license::registry::find_license;
use cargo_model_license::registry::schema::{Activity, FactKind};
use cargo_model_license::settings::{DeclaredUse, FactValue};
use cargo_model_license::verdict::{Profile, find_fact, judge_license};
use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};

const CASES: &str = include_str!("data/verdicts.tsv");

fn value(key: &str, written: &str) -> FactValue {
    let fact = find_fact(key).unwrap_or_else(|| panic!("no fact {key}"));
    match fact.kind {
        _ if written == "unknown" => FactValue::Unknown,
        FactKind::Number => FactValue::Number(written.parse().unwrap_or_else(|_| panic!("{key} = {written}"))),
        FactKind::YesNo => FactValue::YesNo(written == "yes"),
        FactKind::Word => FactValue::Word(written.to_owned()),
        FactKind::Words => FactValue::Words(written.split(',').map(str::to_owned).collect()),
    }
}

fn judge(fields: &[&str]) -> &'static str {
    let [_, model, license, commercial, activity, facts, ..] = fields else { panic!("{fields:?}") };
    let activity = Activity::deserialize(StrDeserializer::<Error>::new(activity)).expect("an activity");
    let pairs = facts.split("; ").filter_map(|pair| pair.split_once('='));
    let usage = DeclaredUse {
        declared: true,
        commercial: *commercial == "yes",
        activities: vec![activity],
        facts: pairs.map(|(key, written)| (key.to_owned(), value(key, written))).collect(),
    };
    let license = find_license(license).unwrap_or_else(|| panic!("no license {license}"));
    judge_license(Profile { usage: &usage, license, models: &[model] }, activity).decision.word()
}

#[test]
fn verdicts_are_those_of_the_table() {
    let mut wrong = Vec::new();
    for row in CASES.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let verdict = judge(&fields);
        if fields.get(6) != Some(&verdict) {
            wrong.push(format!("{verdict} instead of: {row}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
