//! How single conditions answer.

use super::*;
use crate::registry::LICENSES;
use crate::registry::schema::List;

fn usage(key: &str, value: FactValue) -> DeclaredUse {
    DeclaredUse {
        declared: true,
        commercial: true,
        activities: Vec::new(),
        facts: [(key.to_owned(), value)].into_iter().collect(),
    }
}

fn place(key: &'static str, value: FactValue, wanted: &'static [Text]) -> Truth {
    let condition = Condition { fact: Some(Text(key)), any_of: List(wanted), ..Condition::default() };
    all(&[condition], Profile { usage: &usage(key, value), license: &LICENSES[0], models: &[] })
}

fn word(text: &str) -> FactValue {
    FactValue::Word(text.to_owned())
}

#[test]
fn a_member_state_is_in_the_union_and_the_kingdom_is_not() {
    assert_eq!(place("seat", word("de"), &[Text("EU")]), Truth::Yes);
    assert_eq!(place("seat", word("EU"), &[Text("EU")]), Truth::Yes);
    assert_eq!(place("seat", word("UK"), &[Text("EU")]), Truth::No);
    assert_eq!(place("seat", word("UK"), &[Text("GB")]), Truth::Yes);
    assert_eq!(place("seat", word("NO"), &[Text("EU")]), Truth::No);
}

#[test]
fn a_seat_somewhere_in_the_union_leaves_a_member_state_open() {
    assert!(matches!(place("seat", word("EU"), &[Text("DE")]), Truth::Open(_)));
}

#[test]
fn a_market_of_the_whole_union_reaches_each_member_state() {
    let union = || FactValue::Words(vec!["US".to_owned(), "EU".to_owned()]);
    assert_eq!(place("markets", union(), &[Text("DE")]), Truth::Yes);
    assert_eq!(place("markets", union(), &[Text("KR")]), Truth::No);
}

#[test]
fn a_cloud_provider_is_a_company() {
    assert_eq!(place("organization", word("cloud-provider"), &[Text("company")]), Truth::Yes);
    assert_eq!(place("organization", word("company"), &[Text("cloud-provider")]), Truth::No);
}

#[test]
fn what_was_left_out_is_an_ordinary_company_with_no_special_purpose() {
    let condition = |key, wanted| Condition { fact: Some(Text(key)), any_of: List(wanted), ..Condition::default() };
    let profile = Profile { usage: &usage("seat", word("US")), license: &LICENSES[0], models: &[] };
    assert_eq!(all(&[condition("organization", &[Text("company")])], profile), Truth::Yes);
    assert_eq!(all(&[condition("purposes", &[Text("military")])], profile), Truth::No);
    assert!(matches!(all(&[condition("markets", &[Text("EU")])], profile), Truth::Open(_)));
}

#[test]
fn a_failed_condition_settles_a_conjunction_with_open_ones() {
    let open = Condition { fact: Some(Text("mau")), over: Some(1), ..Condition::default() };
    let failed = Condition { fact: Some(Text("commercial")), is: Some(false), ..Condition::default() };
    let usage = usage("seat", word("US"));
    let profile = Profile { usage: &usage, license: &LICENSES[0], models: &[] };
    assert_eq!(all(&[open, failed], profile), Truth::No);
    assert!(matches!(any(&[open, failed], profile), Truth::Open(_)));
}
