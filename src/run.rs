//! One run, from the command line to the exit code.
//!
//! Stands at the end of the flow and holds nothing but its order.

use crate::cli::{self, Cli, Command, Names, Options};
use crate::dependencies::{self, DependencyError, Graph};
use crate::explain::explain;
use crate::judge::{RULES, Report, judge};
use crate::mention::IMPLICIT;
use crate::render::{self, FORMATS, Look, Output};
use crate::report::{Scan, SkipReason};
use crate::resolve::resolve;
use crate::scan::scan;
use crate::settings::{self, Settings, SettingsError};
use anstream::ColorChoice;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Instant;

/// Nothing to object.
const CLEAN: u8 = 0;
/// Findings fail the run.
const FINDINGS: u8 = 1;
/// There is no answer: the configuration, a named file, or this program is at fault.
const NO_ANSWER: u8 = 2;

/// Runs the program with its arguments; the first is the program's name.
#[must_use]
pub fn run(argv: Vec<OsString>) -> ExitCode {
    let begun = Instant::now();
    choose_color(color_word(&argv).as_deref());
    let rules: Vec<&'static str> = RULES.iter().map(|rule| rule.id).collect();
    let formats: Vec<(&'static str, &'static str)> = FORMATS.iter().map(|format| (format.id, format.docs)).collect();
    let cli = match cli::parse(argv, Names { formats: &formats, rules: &rules }) {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing helps where even this cannot be written.
            let _ = error.print();
            return if error.use_stderr() { NO_ANSWER } else { CLEAN }.into();
        }
    };
    let mut look = Look::new(&cli.options);
    match answer(&cli, &rules, &mut look, begun) {
        Ok(code) => code.into(),
        Err(error) => {
            let sum = match &error {
                SettingsError::Mistakes { .. } => format!(": {error}"),
                _ => String::new(),
            };
            say(&format!("{}\nnothing was judged{sum}\n", render::complaint(&error, &look)));
            NO_ANSWER.into()
        }
    }
}

/// Does what was asked for and returns the exit code.
fn answer(cli: &Cli, rules: &[&str], look: &mut Look, begun: Instant) -> Result<u8, SettingsError> {
    let options = &cli.options;
    let action = cli.action();
    let paths = match &action {
        Command::Check { paths } | Command::List { paths, .. } => paths.as_slice(),
        Command::Explain { .. } => &[],
    };
    let loaded = settings::load(options, paths, rules)?;
    for warning in &loaded.warnings {
        say(&format!("{}\n", render::complaint(warning, look)));
    }
    let mut settings = loaded.settings;
    let graph = match graph(options, &settings) {
        Ok(graph) => graph,
        Err(error) => {
            say(&format!("{}\nnothing was judged\n", render::complaint(&error, look)));
            return Ok(NO_ANSWER);
        }
    };
    match &action {
        Command::Explain { terms } => {
            let answers: Vec<_> = terms.iter().map(|term| explain(term, &settings)).collect();
            Ok(write(options, look, &Output::Explain(&answers, &settings.usage)))
        }
        Command::List { mentions: true, .. } => {
            let mut scan = scan(&settings, &graph)?;
            // Places that name a model; a default that a library loads by itself stands in `list` and `check`.
            scan.mentions.retain(|mention| mention.construct != IMPLICIT);
            look.elapsed = Some(begun.elapsed());
            Ok(write(options, look, &Output::Mentions(&scan)).max(unread(&settings, &scan, look)))
        }
        Command::List { .. } => {
            let report = report(&mut settings, &graph, look)?;
            look.elapsed = Some(begun.elapsed());
            Ok(write(options, look, &Output::List(&report)).max(unread(&settings, &report.scan, look)))
        }
        Command::Check { .. } => {
            let report = report(&mut settings, &graph, look)?;
            look.elapsed = Some(begun.elapsed());
            let verdict = if report.fails() { FINDINGS } else { CLEAN };
            let written = write(options, look, &Output::Check(&report));
            Ok(verdict.max(written).max(unread(&settings, &report.scan, look)))
        }
    }
}

/// From the files to the report: scan, resolve, judge.
fn report(settings: &mut Settings, graph: &Graph, look: &Look) -> Result<Report, SettingsError> {
    let scan = scan(settings, graph)?;
    // Asking cargo takes longer than reading most repositories, so only where there is something to tell apart.
    if !scan.mentions.is_empty() {
        match settings::packages(&settings.root) {
            Ok(packages) => settings.packages = packages,
            Err(error) if !look.quiet => say(&format!("note: packages are not told apart: {error}\n")),
            Err(_) => {}
        }
    }
    let usages = resolve(&scan.mentions, settings);
    Ok(judge(settings, scan, usages))
}

/// The crates whose sources are read too: none unless they were asked for.
fn graph(options: &Options, settings: &Settings) -> Result<Graph, DependencyError> {
    if options.deps { dependencies::crates(&settings.root) } else { Ok(Graph::default()) }
}

/// A file that was named, or that changed, and cannot be read leaves the question open.
fn unread(settings: &Settings, scan: &Scan, look: &Look) -> u8 {
    let named = |path: &String| settings.scan.changed.is_some() || settings.scan.paths.contains(path);
    let failed = scan.skipped.iter().filter(|file| file.reason == SkipReason::Unreadable && named(&file.path));
    let mut code = CLEAN;
    for file in failed {
        let error = SettingsError::NoPath {
            path: file.path.clone().into(),
            error: io::Error::other(file.detail.clone()),
            help: "it was asked for, so it counts".to_owned(),
        };
        say(&render::complaint(&error, look));
        code = NO_ANSWER;
    }
    code
}

/// Writes the report. A reader that goes away early is no fault of ours.
fn write(options: &Options, look: &Look, output: &Output<'_>) -> u8 {
    let Some(format) = render::find_format(&options.format) else { return NO_ANSWER };
    let mut bytes = Vec::new();
    let written = (format.write)(output, look, &mut bytes).and_then(|()| print(&bytes));
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("error: the report cannot be written: {error}\n"));
            NO_ANSWER
        }
        _ => CLEAN,
    }
}

/// Looks for escapes to strip only where there is one: that takes longer than writing.
fn print(bytes: &[u8]) -> io::Result<()> {
    if memchr::memchr(0x1b, bytes).is_none() {
        let mut stdout = io::stdout().lock();
        return stdout.write_all(bytes).and_then(|()| stdout.flush());
    }
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush())
}

/// Says something that is not the report.
fn say(text: &str) {
    // Nothing helps where even this cannot be written.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// The word behind `--color`, before clap reads it: clap's own help and errors follow it too.
fn color_word(argv: &[OsString]) -> Option<String> {
    let words: Vec<&str> = argv.iter().filter_map(|word| word.to_str()).collect();
    let apart = words.windows(2).find(|pair| pair[0] == "--color").map(|pair| pair[1]);
    apart.or_else(|| words.iter().find_map(|word| word.strip_prefix("--color="))).map(ToOwned::to_owned)
}

/// `--color`, else `CARGO_TERM_COLOR`, else what `NO_COLOR`, `CLICOLOR_FORCE` and the terminal say.
fn choose_color(word: Option<&str>) {
    let variable = std::env::var("CARGO_TERM_COLOR").ok();
    let choice = match word.or(variable.as_deref()) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    choice.write_global();
}
