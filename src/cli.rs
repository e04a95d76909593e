//! What was typed: the command line, before it means anything.
//!
//! Stands at the beginning of the flow. `settings` says what the words mean; the names of formats and
//! rules stand in tables further down the flow and are handed in, so that help and suggestions know them.

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The name under which cargo knows this program.
const SUBCOMMAND: &str = "model-license";

/// The colors of cargo's own help.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::BrightGreen.on_default().bold())
    .usage(AnsiColor::BrightGreen.on_default().bold())
    .literal(AnsiColor::BrightCyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default())
    .error(AnsiColor::BrightRed.on_default().bold())
    .valid(AnsiColor::BrightCyan.on_default().bold())
    .invalid(AnsiColor::BrightYellow.on_default().bold());

/// Find the AI models a repository uses, their licenses, and what they ask of you
#[derive(Debug, Parser)]
#[command(
    name = "cargo-model-license",
    bin_name = "cargo model-license",
    version,
    styles = STYLES,
    disable_help_subcommand = true,
    after_help = ROOT_EXAMPLES,
    override_usage = "cargo model-license [OPTIONS] [PATH]...\n       cargo model-license [OPTIONS] <COMMAND>"
)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Files and folders to check; the current folder if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What every command understands.
    #[command(flatten)]
    pub options: Options,
}

/// What is to be done.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Judge the models in use and report findings (the default)
    #[command(after_help = CHECK_EXAMPLES)]
    Check {
        /// Files and folders to check; the current folder if none is given
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// List the models in use with license, verdict and exposure
    #[command(after_help = LIST_EXAMPLES)]
    List {
        /// Files and folders to read; the current folder if none is given
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// List every place that names a model, without licenses and verdicts
        #[arg(long)]
        mentions: bool,
    },
    /// Explain a model, a license or a rule
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// A model id (`org/name`), a license key or the name of a rule
        #[arg(value_name = "TERM", required = true)]
        terms: Vec<String>,
    },
}

/// What every command understands.
#[derive(Clone, Debug, Default, Args)]
pub struct Options {
    /// Folder that paths are relative to [default: the nearest one upward with a configuration or .git]
    #[arg(long, value_name = "DIR", global = true)]
    pub root: Option<PathBuf>,
    /// Configuration file [default: model-license.toml in the root]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Also read the sources of the crates that the Cargo workspace depends on
    #[arg(long, global = true)]
    pub deps: bool,
    /// Only files that are staged in git, as they are in the index
    #[arg(long, global = true, help_heading = "Changes")]
    pub staged: bool,
    /// Only files that changed since a revision, and untracked ones
    #[arg(long, value_name = "REV", global = true, help_heading = "Changes")]
    pub since: Option<String>,
    /// With --staged or --since: only models that the old side does not name
    #[arg(long, global = true, help_heading = "Changes")]
    pub new: bool,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "human", global = true)]
    pub format: String,
    /// Show notes, and each file that was skipped
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Show only findings that make the run fail
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Color the output
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: clap::ColorChoice,
    /// The day of the run, YYYY-MM-DD [default: `SOURCE_DATE_EPOCH`]; exceptions expire against it
    #[arg(long, value_name = "DATE", global = true)]
    pub today: Option<String>,
    /// Threads that read files; 0 means one a core
    #[arg(long, value_name = "N", default_value_t = 0, hide = true, global = true)]
    pub threads: usize,
    /// Findings of this rule fail the run; `all` means every rule
    #[arg(short = 'D', long, value_name = "RULE", value_delimiter = ',', global = true, help_heading = "Rules")]
    pub deny: Vec<String>,
    /// Findings of this rule are shown and do not fail the run
    #[arg(short = 'W', long, value_name = "RULE", value_delimiter = ',', global = true, help_heading = "Rules")]
    pub warn: Vec<String>,
    /// Findings of this rule are shown with -v only
    #[arg(long, value_name = "RULE", value_delimiter = ',', global = true, help_heading = "Rules")]
    pub note: Vec<String>,
    /// Findings of this rule are not reported
    #[arg(short = 'A', long, value_name = "RULE", value_delimiter = ',', global = true, help_heading = "Rules")]
    pub allow: Vec<String>,
    /// State a fact for this run, as in `[usage]`: commercial=false, activities=saas, seat=DE, mau=1000, …
    #[arg(long, value_name = "KEY=VALUE", global = true, help_heading = "Your use")]
    pub set: Vec<String>,
}

/// Names that stand in tables further down the flow, for help and suggestions.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// Output formats with a short description.
    pub formats: &'a [(&'static str, &'static str)],
    /// Rules.
    pub rules: &'a [&'static str],
}

/// Reads the command line. The error is what clap prints: a mistake, or the help that was asked for.
pub fn parse(argv: impl IntoIterator<Item = OsString>, names: Names<'_>) -> Result<Cli, clap::Error> {
    let mut command = command(names);
    let matches = command.try_get_matches_from_mut(normalize(argv))?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

impl Cli {
    /// What is to be done: `check` where no command was named.
    #[must_use]
    pub fn action(&self) -> Command {
        self.command.clone().unwrap_or_else(|| Command::Check { paths: self.paths.clone() })
    }
}

/// The clap command with the names filled in.
fn command(names: Names<'_>) -> clap::Command {
    let formats = names.formats.iter().map(|(id, docs)| PossibleValue::new(*id).help(*docs));
    let rules = || PossibleValuesParser::new(names.rules.iter().copied().chain(["all"]));
    let mut command = <Cli as CommandFactory>::command()
        .mut_arg("format", |arg| arg.value_parser(PossibleValuesParser::new(formats)));
    for level in ["deny", "warn", "note", "allow"] {
        command = command.mut_arg(level, |arg| arg.value_parser(rules()).hide_possible_values(true));
    }
    command
}

/// The same arguments however the program was started: cargo passes its own name for the subcommand first.
fn normalize(argv: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut argv: Vec<OsString> = argv.into_iter().collect();
    if argv.get(1).is_some_and(|first| first == OsStr::new(SUBCOMMAND)) {
        argv.remove(1);
    }
    argv
}

const ROOT_EXAMPLES: &str = "\
Examples:
  cargo model-license                                     check the current folder
  cargo model-license list                                the models in use, one a line
  cargo model-license explain mistralai/Mistral-7B-v0.1   what is known of a model

Exit code: 0 nothing to object, 1 findings that fail the run, 2 could not judge.";

const CHECK_EXAMPLES: &str = "\
Examples:
  cargo model-license check                          the current folder
  cargo model-license check src/chat.py deploy/      only these
  cargo model-license check --staged                 what the next commit brings in
  cargo model-license check --since origin/main --new  models that this branch adds
  cargo model-license check --format json            for programs
  cargo model-license check -W all -D forbidden-use  fail for forbidden uses only
  cargo model-license check --set activities=saas    what if it were offered as a service?

Exit code: 0 nothing to object, 1 findings that fail the run, 2 could not judge.";

const LIST_EXAMPLES: &str = "\
Examples:
  cargo model-license list                           one line a model
  cargo model-license list services/search           only there
  cargo model-license list --mentions                every place that names a model
  cargo model-license list --mentions --format jsonl the same, one JSON object a line";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cargo model-license explain Qwen/Qwen2.5-Coder-3B-Instruct   a model
  cargo model-license explain llama3.1                         a license
  cargo model-license explain missing-notice                   a rule
  cargo model-license explain org/a org/b --format jsonl       one JSON object a model";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::error::ErrorKind;

    const NAMES: Names<'_> =
        Names { formats: &[("human", "for people"), ("json", "one document")], rules: &["forbidden-use"] };

    fn parsed(line: &str) -> Result<Cli, clap::Error> {
        parse(line.split_whitespace().map(OsString::from), NAMES)
    }

    #[test]
    fn the_definition_is_sound() {
        command(NAMES).debug_assert();
    }

    #[test]
    fn every_way_to_start_it_means_the_same() {
        for line in ["cargo-model-license list a --mentions", "cargo-model-license model-license list a --mentions"] {
            let command = parsed(line).expect(line).action();
            assert!(
                matches!(command, Command::List { paths, mentions: true } if paths == [PathBuf::from("a")]),
                "{line}"
            );
        }
    }

    #[test]
    fn no_command_means_check() {
        for (line, expected) in [("x", 0), ("x model-license", 0), ("x -v a b", 2), ("x check a b", 2), ("x a b -v", 2)]
        {
            let Command::Check { paths } = parsed(line).expect(line).action() else { panic!("{line}") };
            assert_eq!(paths.len(), expected, "{line}");
        }
    }

    #[test]
    fn cargo_help_and_version_work() {
        assert_eq!(parsed("x model-license --help").expect_err("help").kind(), ErrorKind::DisplayHelp);
        assert_eq!(parsed("x model-license --version").expect_err("version").kind(), ErrorKind::DisplayVersion);
    }

    #[test]
    fn options_stand_before_and_behind_the_command() {
        for line in ["x --root a --format json list", "x list --root a --format json"] {
            let options = parsed(line).expect(line).options;
            assert_eq!((options.root, options.format.as_str()), (Some(PathBuf::from("a")), "json"));
        }
        let options = parsed("x -D all,forbidden-use -W forbidden-use").expect("levels").options;
        assert_eq!((options.deny.len(), options.warn.len()), (2, 1));
    }

    #[test]
    fn misspelt_names_get_the_nearest() {
        let error = parsed("x -D forbiden-use").expect_err("no such rule").to_string();
        assert!(error.contains("a similar value exists: 'forbidden-use'"), "{error}");
        let error = parsed("x --format jsn").expect_err("no such format").to_string();
        assert!(error.contains("'json'"), "{error}");
    }
}
