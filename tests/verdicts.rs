//! Cases with expected verdicts, written by hand from the license texts: `tests/data/verdicts.tsv`.

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

/// The verdict of a row, or nothing where the registry does not hold the license.
fn judge(fields: &[&str]) -> Option<String> {
    let [_, model, license, commercial, activity, facts, ..] = fields else { panic!("{fields:?}") };
    let activity = Activity::deserialize(StrDeserializer::<Error>::new(activity)).expect("an activity");
    let pairs = facts.split("; ").filter_map(|pair| pair.split_once('='));
    let usage = DeclaredUse {
        declared: true,
        commercial: *commercial == "yes",
        activities: vec![activity],
        facts: pairs.map(|(key, written)| (key.to_owned(), value(key, written))).collect(),
    };
    let verdict = judge_license(Profile { usage: &usage, license: find_license(license)?, models: &[model] }, activity);
    Some(verdict.decision.word().to_owned())
}

#[test]
fn verdicts_are_those_of_the_table() {
    let mut wrong = Vec::new();
    let mut absent = std::collections::BTreeSet::new();
    for row in CASES.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        match judge(&fields) {
            Some(verdict) if verdict == fields[6] => {}
            Some(verdict) => wrong.push(format!("{verdict} instead of: {row}")),
            None => _ = absent.insert(fields[2]),
        }
    }
    println!("not in the registry: {absent:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
