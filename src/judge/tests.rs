//! What is found, at which level, and what the user's word does to it.

use super::*;
use crate::mention::{Class, Kind, Mention};
use crate::registry::schema::Activity;
use crate::report::{Permission, SkipReason};
use crate::settings::{Exception, FactValue, Policy, Written};
use crate::testing::{self, APACHE_TEXT, LLAMA_NOTICE, LLAMA_TEXT, place, weights_of, write};
use crate::text::{SourceText, Span};
use std::sync::Arc;

const LLAMA: &str = "llama3.1/model";
const SPAN: Span = Span { start: 0, end: 0 };

/// A scratch repository with the settings of a run in it.
struct Case {
    settings: Settings,
    scan: Scan,
    _folder: tempfile::TempDir,
}

impl Case {
    fn new(mentions: impl IntoIterator<Item = Mention>) -> Case {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings { root: folder.path().to_owned(), ..testing::settings() };
        let scan = Scan { mentions: mentions.into_iter().collect(), ..Scan::default() };
        Case { settings, scan, _folder: folder }
    }

    fn file(self, path: &str, text: &str) -> Case {
        write(&self.settings.root, path, text);
        self
    }

    fn doing(mut self, activities: &[Activity]) -> Case {
        self.settings.usage.activities = activities.to_vec();
        self
    }

    fn fact(mut self, key: &str, value: FactValue) -> Case {
        self.settings.usage.facts.insert(key.to_owned(), value);
        self
    }

    fn run(self) -> Report {
        let usages = testing::usages(&self.scan.mentions, &self.settings);
        judge(&self.settings, self.scan, usages)
    }

    /// The findings as `level rule`, notes about revisions left out.
    fn found(self) -> Vec<String> {
        let findings = self.run().findings;
        let told = findings.iter().filter(|finding| finding.rule != "unpinned-revision");
        told.map(|finding| format!("{:?} {}", finding.level, finding.rule).to_lowercase()).collect()
    }
}

fn exception(rule: &str, expires: Option<&str>) -> Exception {
    Exception {
        model: Some("LLAMA3.1/*".to_owned()),
        rule: Some(rule.to_owned()),
        path: None,
        reason: "settled with the publisher".to_owned(),
        expires: expires.map(str::to_owned),
        span: SPAN,
    }
}

fn written(value: &str) -> Written<String> {
    Written { value: value.to_owned(), span: SPAN }
}

fn only(report: &Report, rule: &str) -> Finding {
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule == rule).collect();
    assert_eq!(found.len(), 1, "{rule} in {:?}", report.findings);
    found[0].clone()
}

#[test]
fn rules_are_sorted_kebab_case_and_documented() {
    assert!(RULES.is_sorted_by_key(|rule| rule.id));
    for rule in RULES {
        assert!(rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.id);
        assert!(rule.docs.starts_with(&format!("# {}\n", rule.id)), "{}", rule.id);
        for section in ["## What it does", "## Why it matters", "## Example", "## How to fix it"] {
            assert!(rule.docs.contains(section), "{}: {section}", rule.id);
        }
        assert!(rule.docs.lines().all(|line| line.chars().count() <= 120), "{}", rule.id);
        assert!(!rule.summary.is_empty() && !rule.summary.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn an_allowed_model_is_no_finding() {
    assert!(Case::new([place("app.py", "apache-2.0/model")]).found().is_empty());
}

#[test]
fn a_loaded_model_has_conditions_and_shipped_weights_miss_their_files() {
    let loaded = Case::new([place("app.py", LLAMA)]);
    assert_eq!(loaded.found(), ["warn conditional-use", "note missing-display", "note missing-license-file"]);
    let shipped = Case::new(weights_of("models/m.gguf", LLAMA)).found();
    assert_eq!(
        shipped,
        ["deny missing-license-file", "deny missing-notice", "warn missing-display", "note conditional-use"]
    );
}

#[test]
fn files_and_facts_leave_a_note() {
    let found = Case::new(weights_of("models/m.gguf", LLAMA))
        .file("models/LICENSE", LLAMA_TEXT)
        .file("models/NOTICE", LLAMA_NOTICE)
        .file("README.md", "Built with Llama")
        .fact("mau_at_2024-07-23", FactValue::Number(0))
        .found();
    assert_eq!(found, ["note conditional-use"]);
}

#[test]
fn weights_stay_in_the_house_with_a_service() {
    let found = Case::new(weights_of("models/m.gguf", "apache-2.0/model")).doing(&[Activity::Saas]).found();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn what_is_only_spoken_of_is_listed_and_never_found_fault_with() {
    let spoken = Mention { class: Class::Mention, ..place("README.md", LLAMA) };
    let report = Case::new([spoken]).fact("mau_at_2024-07-23", FactValue::Number(u64::MAX)).run();
    assert!(report.findings.is_empty());
    assert_eq!(report.models.len(), 1);
}

#[test]
fn a_forbidden_use_names_clause_evidence_and_way_out() {
    let report = Case::new([place("a.py", LLAMA), place("b.py", LLAMA)])
        .fact("mau_at_2024-07-23", FactValue::Number(700_000_001))
        .run();
    let finding = only(&report, "forbidden-use");
    assert!(report.fails());
    assert_eq!(finding.what, "Llama 3.1 Community License Agreement gives you no right to use llama3.1/model");
    assert!(finding.why[0].starts_with("Llama 3.1 Community License Agreement, 2: With more than 700 million"));
    assert!(finding.why[1].contains("tags it llama3.1"), "{:?}", finding.why);
    assert_eq!(finding.help, ["cargo model-license explain llama3.1/model", "ask Meta for a license"]);
    assert_eq!((finding.labels.len(), finding.also.len()), (1, 1));
}

#[test]
fn a_missing_fact_comes_with_the_line_that_declares_it() {
    let report = Case::new([place("a.py", LLAMA)]).doing(&[Activity::Internal]).run();
    let finding = only(&report, "unknown-verdict");
    assert!(finding.what.ends_with("asks for a fact that is not known: mau_at_2024-07-23"));
    assert_eq!(finding.help[1], "[usage.facts]");
    assert!(finding.help[2].starts_with("mau_at_2024-07-23 = \"unknown\"  # Monthly active users"));
}

#[test]
fn the_ways_of_not_knowing_are_different_rules() {
    assert_eq!(Case::new([place("a.py", "unknown/model")]).found(), ["warn unknown-model"]);
    assert_eq!(Case::new([place("a.py", "untagged/model")]).found(), ["warn unknown-license"]);
    assert_eq!(Case::new([testing::weights("a.bin")]).found(), ["warn unknown-license"]);
    let likely = Mention { certainty: crate::mention::Certainty::Likely, ..place("a.py", "unknown/model") };
    assert_eq!(Case::new([likely]).found(), ["note unknown-model"]);
}

#[test]
fn another_text_in_the_place_of_the_license_is_shown() {
    let report = Case::new(weights_of("models/m.gguf", LLAMA)).file("models/LICENSE", APACHE_TEXT).run();
    let finding = only(&report, "wrong-license-text");
    assert_eq!(
        finding.what,
        "models/LICENSE holds the text of Apache License 2.0, not of Llama 3.1 Community License Agreement"
    );
    assert_eq!(finding.labels[1].source.path(), "models/LICENSE");
    assert!(!report.findings.iter().any(|finding| finding.rule == "missing-license-file"));
}

#[test]
fn the_lists_of_the_house_decide_over_the_license() {
    let denied = |policy: Policy| {
        let mut case = Case::new([place("a.py", "apache-2.0/model")]);
        case.settings.policy = policy;
        case.found()
    };
    let list = |entry: &str| vec![written(entry)];
    assert_eq!(denied(Policy { denied_licenses: list("Apache-*"), ..Policy::default() }), ["deny denied-license"]);
    assert_eq!(denied(Policy { denied_models: list("apache-2.0/*"), ..Policy::default() }), ["deny denied-license"]);
    assert_eq!(denied(Policy { denied_publishers: list("apache-2.0"), ..Policy::default() }), ["deny denied-license"]);
    let welcome = Policy { denied_licenses: list("*"), allowed_models: list("apache-2.0/model"), ..Policy::default() };
    assert!(denied(welcome).is_empty());
    let other = Policy { allowed_licenses: list("MIT"), ..Policy::default() };
    assert_eq!(denied(other), ["deny denied-license", "warn unused-configuration"]);
}

#[test]
fn a_commit_pins_and_a_branch_does_not() {
    let at = |revision: Option<&str>| {
        let mention = Mention { revision: revision.map(str::to_owned), ..place("a.py", "apache-2.0/model") };
        Case::new([mention]).run().findings.into_iter().map(|finding| finding.what).collect::<Vec<_>>()
    };
    assert!(at(Some("5f0b02c75b57c5855da9ae460ce51323ea669d8a")).is_empty());
    assert_eq!(at(Some("main")), ["apache-2.0/model is loaded at `main`, which moves"]);
    assert_eq!(at(None), ["apache-2.0/model is loaded without a revision"]);
}

#[test]
fn files_that_were_not_read_are_told_once_a_reason() {
    let mut case = Case::new([]);
    let skipped = |path: &str, reason| Skipped { path: path.to_owned(), reason, detail: "40 MB".to_owned() };
    case.scan.skipped = vec![
        skipped("a.ipynb", SkipReason::TooLarge),
        skipped("b.ipynb", SkipReason::TooLarge),
        skipped("c.png", SkipReason::Binary),
    ];
    let report = case.run();
    let finding = only(&report, "unread-file");
    assert_eq!(finding.what, "a.ipynb and 1 more were not read: larger than the limit");
    assert_eq!((finding.level, finding.also.len()), (Level::Note, 1));
}

#[test]
fn the_users_level_replaces_the_rules_own() {
    let level = |level| {
        let mut case = Case::new([place("a.py", "unknown/model")]);
        case.settings.levels.insert("unknown-model".to_owned(), level);
        case.found()
    };
    assert_eq!(level(Level::Deny), ["deny unknown-model"]);
    assert!(level(Level::Allow).is_empty());
}

#[test]
fn an_exception_accepts_until_its_last_day_has_passed() {
    let with = |expires| {
        let mut case = Case::new([place("a.py", LLAMA)]).doing(&[Activity::Internal]);
        case.settings.exceptions.push(exception("unknown-verdict", expires));
        case
    };
    assert_eq!(with(None).run().accepted, 1);
    assert!(with(Some("2026-11-24")).found().is_empty());
    let report = with(Some("2026-11-23")).run();
    let finding = only(&report, "unknown-verdict");
    assert_eq!(
        finding.why.last().map(String::as_str),
        Some("An exception for it ended on 2026-11-23: settled with the publisher")
    );
}

#[test]
fn an_exception_for_a_path_leaves_the_other_places() {
    let mut case = Case::new([place("examples/a.py", LLAMA), place("src/b.py", LLAMA)]).doing(&[Activity::Internal]);
    case.settings
        .exceptions
        .push(Exception { path: Some("examples/*".to_owned()), ..exception("unknown-verdict", None) });
    let finding = only(&case.run(), "unknown-verdict");
    assert_eq!(finding.labels[0].source.path(), "src/b.py");
    assert!(finding.also.is_empty());
}

#[test]
fn an_exception_that_meets_nothing_is_told_on_a_full_run_only() {
    let with = |paths: &[&str]| {
        let mut case = Case::new([place("a.py", "apache-2.0/model")]);
        case.settings.exceptions.push(exception("unknown-verdict", None));
        case.settings.scan.paths = paths.iter().map(|&path| path.to_owned()).collect();
        case.found()
    };
    assert_eq!(with(&[]), ["warn unused-configuration"]);
    assert!(with(&["a.py"]).is_empty());
}

#[test]
fn an_inline_permission_counts_on_its_line_and_the_next() {
    let text = "# model-license: allow(unknown-model) ours\nload('x')\n\nload('y')\n";
    let source = Arc::new(SourceText::new("a.py", text.as_bytes()));
    let at = |word: &str, id: &str| {
        let start = text.find(word).expect("a word");
        Mention { source: Arc::clone(&source), span: Span { start, end: start + 1 }, ..place("a.py", id) }
    };
    let mut case = Case::new([at("x'", "unknown/x"), at("y'", "unknown/y")]);
    case.scan.permissions.push(Permission {
        source: Arc::clone(&source),
        span: SPAN,
        line: 1,
        last_line: 2,
        rules: vec!["unknown-model".to_owned()],
        reason: "ours".to_owned(),
    });
    let report = case.run();
    assert_eq!(only(&report, "unknown-model").model.as_deref(), Some("unknown/y"));
}

#[test]
fn findings_that_differ_in_their_package_only_are_one() {
    let mut case = Case::new([place("a/x.py", "unknown/model"), place("b/y.py", "unknown/model")]);
    let package = |name: &str| crate::settings::Package {
        name: name.to_owned(),
        folder: name.to_owned(),
        license: None,
        published: false,
    };
    case.settings.packages = vec![package("a"), package("b")];
    let report = case.run();
    assert_eq!(report.models.len(), 2);
    assert_eq!(only(&report, "unknown-model").also.len(), 1);
}

#[test]
fn datasets_are_never_judged() {
    let data = Mention { kind: Kind::Dataset, ..place("a.py", "org/data") };
    let report = Case::new([data]).run();
    assert!(report.findings.is_empty() && report.models.is_empty());
}

#[test]
fn a_forbidden_model_of_tests_only_stays_forbidden_and_warns() {
    let report = Case::new([place("tests/a.py", "cc-by-nc-4.0/model")]).run();
    assert_eq!(report.models[0].judgement.decision, crate::verdict::Decision::Forbidden);
    let finding = only(&report, "forbidden-use");
    assert_eq!((finding.level, finding.exposure), (Level::Warn, Some("development")));
    assert!(finding.why.iter().any(|why| why.contains("does not exempt")), "{:?}", finding.why);
    let both = Case::new([place("src/a.py", "cc-by-nc-4.0/model"), place("tests/a.py", "cc-by-nc-4.0/model")]).run();
    assert_eq!(only(&both, "forbidden-use").level, Level::Deny);
}

#[test]
fn a_server_in_a_product_is_judged_as_a_service() {
    let served = || testing::mention("run.sh", "vllm serve x\n", LLAMA, Kind::Model, "vllm_serve");
    let activities = |case: Case| case.run().models[0].activities.clone();
    assert_eq!(activities(Case::new([served()])), [Activity::Product, Activity::Saas]);
    assert_eq!(activities(Case::new([served()]).doing(&[Activity::Internal])), [Activity::Internal]);
    assert_eq!(activities(Case::new([place("src/a.py", LLAMA)])), [Activity::Product]);
}

/// What becomes of an unknown model under a permission: the findings as `level rule`.
fn permitted(permission: &str, paths: &[&str]) -> Vec<String> {
    let text = format!("# {permission}\nload('x')\n");
    let source = Arc::new(SourceText::new("a.py", text.as_bytes()));
    let start = text.find("x'").expect("a place");
    let place =
        Mention { source: Arc::clone(&source), span: Span { start, end: start + 1 }, ..place("a.py", "unknown/x") };
    let mut case = Case::new([place]);
    case.settings.scan.paths = paths.iter().map(|&path| path.to_owned()).collect();
    case.scan.permissions = crate::detect::permissions::permissions(&source);
    case.found()
}

#[test]
fn a_permission_needs_a_reason_and_a_rule_that_exists() {
    let open = ["warn invalid-permission", "warn unknown-model"];
    assert!(permitted("model-license: allow(unknown-model) ours", &[]).is_empty());
    assert_eq!(permitted("model-license: allow(unknown-model)", &[]), open);
    assert_eq!(permitted("model-license: allow(unknown-modell) ours", &[]), open);
    assert_eq!(permitted("model-license: allow() ours", &["a.py"]), open);
}

#[test]
fn a_permission_is_unused_rule_by_rule_and_only_a_whole_run_can_tell() {
    let both = "model-license: allow(unknown-model, forbidden-use) ours";
    assert_eq!(permitted(both, &[]), ["warn unused-configuration"]);
    assert!(permitted(both, &["a.py"]).is_empty());
}

#[test]
fn a_misspelt_rule_is_answered_with_the_nearest() {
    let source = Arc::new(SourceText::new("a.py", b"# model-license: allow(forbiden-use) ours\n"));
    let mut case = Case::new([]);
    case.scan.permissions = crate::detect::permissions::permissions(&source);
    assert_eq!(only(&case.run(), "invalid-permission").labels[0].text, "did you mean `forbidden-use`?");
}
