//! The program as a user starts it: arguments, exit codes, streams, formats.

#![allow(clippy::expect_used, clippy::panic)]

mod support;

use serde_json::Value;
use support::{Repository, run};

const LOADS_BERT: &str =
    "from transformers import AutoModel\nm = AutoModel.from_pretrained(\"google-bert/bert-base-uncased\")\n";
const NON_COMMERCIAL: &str =
    "from transformers import AutoModel\nm = AutoModel.from_pretrained(\"facebook/musicgen-small\")\n";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

#[test]
fn every_way_to_start_it_gives_the_same_bytes() {
    let repository = Repository::new(&[("a.py", LOADS_BERT)]);
    let plain = repository.run(&["check", "--format", "json"]);
    assert_eq!(plain.code, 0, "{plain:?}");
    for arguments in [
        &["model-license", "check", "--format", "json"][..],
        &["model-license", "--format", "json"],
        &["--format=json"],
        &["--format=json", "."],
        &["check", "--format=json", "--threads", "1"],
        &["check", "--format=json", "--threads", "7"],
    ] {
        let other = repository.run(arguments);
        assert_eq!((other.code, &other.stdout), (0, &plain.stdout), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let repository = Repository::new(&[]);
    for arguments in [&["model-license", "--help"][..], &["check", "--help"], &["list", "-h"], &["explain", "--help"]] {
        let help = repository.run(arguments);
        assert_eq!(help.code, 0);
        assert!(help.stdout.contains("Examples:\n  cargo model-license"), "{}", help.stdout);
    }
    assert!(repository.run(&["--version"]).stdout.starts_with("cargo-model-license 0."));
}

#[test]
fn exit_codes_tell_the_three_outcomes_apart() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    assert_eq!(repository.run(&[]).code, 1);
    assert_eq!(repository.run(&["-W", "all"]).code, 0);
    assert_eq!(repository.run(&["nowhere.py"]).code, 2);
    assert_eq!(repository.run(&["--config", "nowhere.toml"]).code, 2);
    assert_eq!(repository.run(&["--nonsense"]).code, 2);
    repository.write("model-license.toml", "[scan]\nexclud = []\n");
    assert_eq!(repository.run(&[]).code, 2);
}

#[test]
fn the_exit_code_does_not_depend_on_the_format() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    for format in ["human", "json", "jsonl"] {
        assert_eq!(repository.run(&["--format", format]).code, 1, "{format}");
    }
    assert_eq!(repository.run(&["--quiet"]).code, 1);
}

#[test]
fn nothing_to_say_is_one_line_and_silence_when_quiet() {
    let clean = Repository::new(&[("a.py", "print(1)\n")]);
    let run = clean.run(&[]);
    assert!(run.stdout.starts_with("no model · 1 file read"), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!((clean.run(&["-q"]).stdout.as_str(), clean.run(&["-q"]).stderr.as_str()), ("", ""));
}

#[test]
fn findings_show_place_rule_and_reason_in_character_columns() {
    let repository = Repository::new(&[("src/ä.py", &NON_COMMERCIAL.replace("m = ", "größe = "))]);
    let run = repository.run(&[]);
    assert!(run.stdout.contains("error[forbidden-use]: "), "{}", run.stdout);
    assert!(run.stdout.contains("[src/ä.py:2:36]"), "{}", run.stdout);
    assert!(run.stdout.contains("\n  why   "));
    assert!(run.stdout.contains("\n  help  "));
    assert!(!run.stdout.contains('\u{1b}'), "no colors in a pipe");
}

#[test]
fn ids_are_never_broken_across_lines() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    let output = run(repository.command().env("COLUMNS", "40"));
    let id = "facebook/musicgen-small";
    assert!(output.stdout.matches(id).count() > 1, "{}", output.stdout);
    assert!(!output.stdout.contains("facebook/\n") && !output.stdout.contains("musicgen-\n"));
}

#[test]
fn colors_follow_the_options_and_the_environment() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    let colored = |name: &str, value: &str, arguments: &[&str]| {
        run(repository.command().env(name, value).args(arguments)).stdout.contains('\u{1b}')
    };
    assert!(colored("CLICOLOR_FORCE", "1", &[]));
    assert!(colored("CARGO_TERM_COLOR", "always", &[]));
    assert!(!colored("CARGO_TERM_COLOR", "always", &["--color", "never"]));
    assert!(colored("NO_COLOR", "1", &["--color=always"]));
    assert!(!colored("CLICOLOR_FORCE", "1", &["--color", "always", "--format", "json"]));
}

#[test]
fn drawings_follow_the_environment() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    assert!(run(&mut repository.command()).stdout.contains('╭'));
    let ascii = run(repository.command().env("TERM", "dumb")).stdout;
    assert!(ascii.contains(",-[a.py:2:"), "{ascii}");
    let narrated = run(repository.command().env("NO_GRAPHICS", "1")).stdout;
    assert!(narrated.contains("Begin snippet for a.py starting at line"), "{narrated}");
}

#[test]
fn mentions_have_exactly_the_promised_fields() {
    let repository = Repository::new(&[("a.py", LOADS_BERT)]);
    let run = repository.run(&["list", "--mentions", "--format", "jsonl"]);
    let objects = lines(&run.stdout);
    assert_eq!(objects.len(), 1);
    let mut names: Vec<&str> = objects[0].as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = "certainty class column construct end_column end_line id kind line path revision";
    assert_eq!(names.join(" "), expected);
    let place = ["path", "line", "column", "end_line", "end_column"].map(|name| objects[0][name].to_string());
    assert_eq!(place.join(" "), "\"a.py\" 2 32 2 61");
}

#[test]
fn explanations_have_exactly_the_promised_fields() {
    let repository = Repository::new(&[]);
    let run = repository.run(&["explain", "bert-base-uncased", "nobody/knows-this", "--format", "jsonl"]);
    assert_eq!(run.code, 0);
    let objects = lines(&run.stdout);
    let mut names: Vec<&str> = objects[0].as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = "base_models certainty conflicts found gated hub_tag id license sources why";
    assert_eq!(names.join(" "), expected);
    assert_eq!((&objects[0]["id"], &objects[0]["license"]), (&"bert-base-uncased".into(), &"apache-2.0".into()));
    assert_eq!(objects[1]["found"], false);
}

#[test]
fn json_documents_name_their_version() {
    let repository = Repository::new(&[("a.py", NON_COMMERCIAL)]);
    for arguments in [&["check"][..], &["list"], &["list", "--mentions"], &["explain", "apache-2.0"]] {
        let run = repository.run(&[arguments, &["--format", "json"]].concat());
        let document: Value = serde_json::from_str(&run.stdout).expect("one document");
        assert_eq!(document["format_version"], 1, "{arguments:?}");
    }
    let document: Value = serde_json::from_str(&repository.run(&["--format", "json"]).stdout).expect("one document");
    assert_eq!(document["findings"][0]["labels"][0]["path"], "a.py");
    assert_eq!(document["summary"]["models"], 1);
}

#[test]
fn a_subfolder_is_read_alone_with_paths_from_the_root() {
    let repository = Repository::new(&[("a.py", LOADS_BERT), ("deep/b.py", LOADS_BERT)]);
    let paths = |run: support::Run| -> Vec<String> {
        lines(&run.stdout).iter().map(|object| object["path"].to_string()).collect()
    };
    let mentions = ["list", "--mentions", "--format", "jsonl"];
    assert_eq!(paths(repository.run_in("deep", &mentions)), ["\"deep/b.py\""]);
    assert_eq!(paths(repository.run_in("deep", &[&mentions[..], &[".."]].concat())), ["\"a.py\"", "\"deep/b.py\""]);
    assert_eq!(paths(repository.run_in("deep", &[&mentions[..], &["--root", ".."]].concat())).len(), 2);
    assert_eq!(paths(repository.run(&[&mentions[..], &["deep/b.py"]].concat())), ["\"deep/b.py\""]);
}

#[test]
fn tables_in_pipes_are_one_line_a_row_and_fold_in_narrow_terminals() {
    let id = "distilbert/distilbert-base-uncased-finetuned-sst-2-english";
    let repository = Repository::new(&[("a.py", &LOADS_BERT.replace("google-bert/bert-base-uncased", id))]);
    let wide = repository.run(&["list"]).stdout;
    assert!(wide.lines().any(|line| line.starts_with(id) && line.ends_with("a.py:2")), "{wide}");
    let narrow = run(repository.command().arg("list").env("COLUMNS", "60")).stdout;
    assert!(narrow.lines().any(|line| line == id), "{narrow}");
    assert!(narrow.lines().any(|line| line.ends_with("   a.py:2") && line.len() < 60), "{narrow}");
}

#[test]
fn a_misspelt_command_is_recognised() {
    let run = Repository::new(&[]).run(&["chek"]);
    assert!(run.stderr.contains("did you mean `cargo model-license check`?"), "{}", run.stderr);
    assert!(run.stderr.ends_with("nothing was judged\n"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let files: Vec<(String, &str)> = (0..600).map(|number| (format!("f{number}.py"), NON_COMMERCIAL)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let repository = Repository::new(&files);
    let program = repository.command().get_program().to_owned();
    let mut child = std::process::Command::new(program)
        .args(["list", "--mentions"])
        .current_dir(repository.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_thousand_findings_in_one_file_are_drawn_at_once() {
    let line = |number| format!("m{number} = AutoModel.from_pretrained(\"facebook/musicgen-small\")\n");
    let text: String = (0..1000).map(line).collect();
    let repository = Repository::new(&[("a.py", &text)]);
    let run = repository.run(&["-v"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("a.py:1000"), "-v names every place");
    let brief = repository.run(&[]);
    assert!(brief.stdout.contains(" and 996 more"), "{}", brief.stdout);
}
