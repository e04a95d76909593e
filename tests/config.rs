//! Mistakes in the configuration: all at once, each with its place, exit code 2.

#![allow(clippy::expect_used, clippy::panic)]

mod support;

use support::Repository;

#[test]
fn six_mistakes_are_shown_in_one_run() {
    let config = "\
[usage]
activites = [\"saas\"]
commercial = \"no\"
seat = \"Germany\"

[usage.facts]
product_mau = \"many\"

[rules]
forbiden-use = \"warn\"

[[exception]]
model = \"a/b\"
expires = \"2026-02-30\"
";
    let run = Repository::new(&[("model-license.toml", config)]).run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    for (place, words) in [
        ("2:1", "did you mean `activities`?"),
        ("3:14", "`commercial` takes `true` or `false`"),
        ("4:8", "`Germany` is not a country code"),
        ("7:15", "`product_mau` takes a whole number"),
        ("10:1", "did you mean `forbidden-use`?"),
        ("12:1", "[[exception]] has no `reason`"),
        ("14:11", "`expires` is not a day"),
    ] {
        assert!(run.stderr.contains(&format!("[model-license.toml:{place}]")), "{place}\n{}", run.stderr);
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    assert!(run.stderr.ends_with("nothing was judged: 7 mistakes to correct\n"), "{}", run.stderr);
}

#[test]
fn what_is_not_toml_hides_no_other_mistake() {
    let run = Repository::new(&[("model-license.toml", "[usage\n[scan]\nexclud = []\n")]).run(&[]);
    assert!(
        run.stderr.contains("this is not TOML") && run.stderr.contains("did you mean `exclude`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_configuration_may_stand_in_the_manifest() {
    let manifest =
        "[package]\nname = \"a\"\nversion = \"0.1.0\"\n\n[package.metadata.model-license.usage]\nactivites = []\n";
    let run = Repository::new(&[("Cargo.toml", manifest)]).run(&[]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("[Cargo.toml:6:1]") && run.stderr.contains("unknown key `activites` in [usage]"),
        "{run:?}"
    );
}

#[test]
fn a_second_configuration_is_not_read_silently() {
    let files = [("model-license.toml", ""), ("Cargo.toml", "[workspace.metadata.model-license]\n")];
    let run = Repository::new(&files).run(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stderr.contains("[workspace.metadata.model-license] in Cargo.toml is not read"), "{}", run.stderr);
}

#[test]
fn facts_on_the_command_line_are_checked_alike() {
    let run = Repository::new(&[]).run(&["--set", "seat=UK", "--set", "mau=many", "--today", "2026-02-30"]);
    assert_eq!(run.code, 2);
    for words in ["[--set:1:6]", "`GB`", "`mau` takes a whole number", "--today is not a day"] {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
}

#[test]
fn statements_about_models_need_reasons_and_known_licenses() {
    let config = "[[model]]\nid = \"a/b\"\nlicense = \"apache-20\"\n";
    let run = Repository::new(&[("model-license.toml", config)]).run(&[]);
    assert!(run.stderr.contains("[[model]] has no `reason`"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `apache-2.0`?"), "{}", run.stderr);
}

#[test]
fn a_subfolder_with_a_configuration_is_its_own_root() {
    let repository =
        Repository::new(&[("model-license.toml", "[scan]\nexclud = []\n"), ("sub/model-license.toml", "")]);
    assert_eq!(repository.run_in("sub", &[]).code, 0);
    assert_eq!(repository.run_in("", &["sub"]).code, 2);
}
