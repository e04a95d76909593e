use super::*;
use crate::report::{Finding, Label, Level, Scan};
use crate::text::{SourceText, Span};
use std::sync::Arc;

fn look() -> Look {
    Look { width: 60, table_width: None, drawing: Drawing::Unicode, verbose: false, quiet: false, elapsed: None }
}

fn label(source: &Arc<SourceText>, text: &str, words: &str) -> Label {
    let start = source.text().find(words).expect("the words");
    Label { source: Arc::clone(source), span: Span { start, end: start + words.len() }, text: text.to_owned() }
}

fn finding(level: Level, labels: Vec<Label>) -> Finding {
    Finding {
        rule: "forbidden-use",
        level,
        model: Some("org/name".to_owned()),
        exposure: None,
        what: "the license forbids this use, and that takes more than a line".to_owned(),
        why: vec!["Some License, 2.b: no commercial use".to_owned()],
        help: vec!["cargo model-license explain org/name".to_owned()],
        labels,
        also: Vec::new(),
    }
}

fn report(findings: Vec<Finding>) -> Report {
    Report { findings, models: Vec::new(), scan: Scan { files_read: 2, ..Scan::default() }, accepted: 0 }
}

/// What the format for people prints, without colors.
fn drawn(report: &Report, look: &Look) -> String {
    let mut bytes = Vec::new();
    (human::FORMAT.write)(&Output::Check(report), look, &mut bytes).expect("written");
    anstream::adapter::strip_str(std::str::from_utf8(&bytes).expect("UTF-8")).to_string()
}

#[test]
fn a_finding_says_what_where_why_and_what_now() {
    let code = Arc::new(SourceText::new("src/a.py", "größe = load(\"org/name\")\n".as_bytes()));
    let config = Arc::new(SourceText::new("b.toml", b"x = 1\ndeny = []\n"));
    let labels = vec![label(&code, "used here", "org/name"), label(&config, "denied here", "deny")];
    let expected = "\
error[forbidden-use]: the license forbids this use, and
  that takes more than a line
   ╭─[src/a.py:1:15]
 1 │ größe = load(\"org/name\")
   ·               ────┬───
   ·                   ╰── used here
   ╰────
   ╭─[b.toml:2:1]
 2 │ deny = []
   · ──┬─
   ·   ╰── denied here
   ╰────
  why   Some License, 2.b: no commercial use
  help  cargo model-license explain org/name

0 models · 0 licenses · 1 error
2 files read
";
    assert_eq!(drawn(&report(vec![finding(Level::Deny, labels)]), &look()), expected);
}

#[test]
fn a_file_without_lines_is_named_without_them() {
    let weights = Arc::new(SourceText::new("models/a.gguf", b""));
    let whole = Label { source: weights, span: Span { start: 0, end: 0 }, text: "weights in the tree".to_owned() };
    let text = drawn(&report(vec![finding(Level::Warn, vec![whole])]), &look());
    assert!(text.contains("   ╭─[models/a.gguf]\n   · weights in the tree\n   ╰────\n"), "{text}");
}

#[test]
fn the_same_place_is_drawn_once() {
    let code = Arc::new(SourceText::new("a.py", b"org/name"));
    let labels = || vec![label(&code, "used here", "org/name")];
    let text = drawn(&report(vec![finding(Level::Deny, labels()), finding(Level::Warn, labels())]), &look());
    assert_eq!(text.matches('╭').count(), 1, "{text}");
    assert!(text.contains("\n  at    a.py:1, as above\n"), "{text}");
}

#[test]
fn levels_are_shown_as_asked() {
    let code = Arc::new(SourceText::new("a.py", b"org/name"));
    let at = |level| finding(level, vec![label(&code, "used here", "org/name")]);
    let report = report(vec![at(Level::Deny), at(Level::Warn), at(Level::Note)]);
    let shown = |look: &Look| drawn(&report, look).matches("[forbidden-use]").count();
    assert_eq!(shown(&look()), 2);
    assert_eq!(shown(&Look { verbose: true, ..look() }), 3);
    assert_eq!(shown(&Look { quiet: true, ..look() }), 1);
    assert!(drawn(&report, &look()).contains("1 note (-v shows them)"));
}

#[test]
fn a_thousand_findings_in_one_long_file_take_no_time() {
    let lines: Vec<String> = (0..20_000).map(|line| format!("model_{line} = load(\"org/name-{line}\")\n")).collect();
    let text = lines.concat();
    let code = Arc::new(SourceText::new("a.py", text.as_bytes()));
    let findings = (0..1000).map(|line| {
        let words = format!("org/name-{}\"", line * 20);
        finding(Level::Deny, vec![label(&code, "used here", &words)])
    });
    let report = report(findings.collect());
    let begun = std::time::Instant::now();
    assert!(drawn(&report, &look()).len() > 100_000);
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
}

#[test]
fn the_table_of_formats_is_sound() {
    assert!(FORMATS.iter().all(|format| find_format(format.id).is_some() && !format.docs.is_empty()));
    let mut ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
    ids.dedup();
    assert_eq!(ids.len(), FORMATS.len());
}
