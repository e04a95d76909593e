//! Which files fulfil which obligations.

use super::*;
use crate::registry::schema::{Activity, Text};
use crate::settings::Settings;
use crate::testing::{self, APACHE_TEXT, LLAMA_NOTICE, LLAMA_TEXT, weights_of, write};
use crate::verdict::judge_resolution;
use std::collections::BTreeSet;

/// Checks all obligations of shipping a model of `license` in `models/m.gguf`, as `id: outcome`.
fn outcomes(license: &str, files: &[(&str, &str)]) -> Vec<String> {
    outcomes_with(license, files, &[])
}

fn outcomes_with(license: &str, files: &[(&str, &str)], notice_files: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    let notice_files = notice_files.iter().map(|&glob| glob.to_owned()).collect();
    let settings = Settings { root: folder.path().to_owned(), notice_files, ..testing::settings() };
    let usages = testing::usages(&weights_of("models/m.gguf", &format!("{license}/model")), &settings);
    let notices = find_notices(&settings, &usages);
    let in_use: BTreeSet<Text> = [testing::license(license).key].into();
    let scope = Scope { usage: &usages[0], packages: &[], in_use: &in_use, is_whole: true };
    let judgement = judge_resolution(&usages[0].resolution, &settings.usage, &[Activity::RedistributeWeights]);
    let words = |check| match check {
        Check::Fulfilled { at } => format!("fulfilled by {}", at.path()),
        Check::Missing => "missing".to_owned(),
        Check::Wrong { found, at } => format!("{} holds {}", at.path(), found.key),
        Check::NotCheckable => "for people".to_owned(),
    };
    let outcome =
        |due: &crate::verdict::Due| format!("{}: {}", due.obligation.id, words(check_obligation(due, &notices, scope)));
    judgement.obligations.iter().map(outcome).collect()
}

#[test]
fn nothing_there_is_missing() {
    assert_eq!(outcomes("llama3.1", &[]), ["license-copy: missing", "notice: missing", "display: missing"]);
}

#[test]
fn each_obligation_is_fulfilled_in_its_own_place() {
    let files = [
        ("models/LICENSE", LLAMA_TEXT),
        ("NOTICE", LLAMA_NOTICE),
        ("docs/guide/intro.md", "# Intro\nOur assistant is Built with\nLlama.\n"),
    ];
    assert_eq!(
        outcomes("llama3.1", &files),
        [
            "license-copy: fulfilled by models/LICENSE",
            "notice: fulfilled by NOTICE",
            "display: fulfilled by docs/guide/intro.md"
        ]
    );
}

#[test]
fn the_sign_of_copyright_is_part_of_the_sentence() {
    let notice = LLAMA_NOTICE.replace('©', "(c)");
    assert_eq!(outcomes("llama3.1", &[("NOTICE", &notice)])[1], "notice: missing");
}

#[test]
fn customary_folders_and_bundles_are_read() {
    assert_eq!(
        outcomes("llama3.1", &[("LICENSES/llama.txt", LLAMA_TEXT)])[0],
        "license-copy: fulfilled by LICENSES/llama.txt"
    );
    let bundle = format!("{}{LLAMA_TEXT}{APACHE_TEXT}", "Notices of others.\n".repeat(300));
    assert_eq!(
        outcomes("llama3.1", &[("THIRD_PARTY_NOTICES.txt", &bundle)])[0],
        "license-copy: fulfilled by THIRD_PARTY_NOTICES.txt"
    );
}

#[test]
fn files_that_the_configuration_names_are_read() {
    let files = [("app/assets/about.txt", LLAMA_TEXT)];
    assert_eq!(outcomes("llama3.1", &files)[0], "license-copy: missing");
    assert_eq!(
        outcomes_with("llama3.1", &files, &["app/**/*.txt"])[0],
        "license-copy: fulfilled by app/assets/about.txt"
    );
}

#[test]
fn another_text_beside_the_weights_is_wrong() {
    assert_eq!(
        outcomes("llama3.1", &[("models/LICENSE", APACHE_TEXT)])[0],
        "license-copy: models/LICENSE holds apache-2.0"
    );
}

#[test]
fn the_license_of_the_code_is_no_wrong_text() {
    assert_eq!(outcomes("llama3.1", &[("LICENSE", APACHE_TEXT)])[0], "license-copy: missing");
}

#[test]
fn what_the_publisher_would_ship_is_for_people() {
    assert_eq!(outcomes("apache-2.0", &[])[1], "upstream-notice: for people");
}
