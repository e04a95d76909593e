//! How output for people looks: decided once, from the options and the environment.

use crate::cli::Options;
use std::time::Duration;

/// Where nobody says how wide the terminal is.
const WIDTH: usize = 100;

/// Nothing is laid out for less than this.
const LEAST_WIDTH: usize = 40;

/// How lines and arrows are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// With box characters.
    Unicode,
    /// With ASCII.
    Ascii,
    /// Not at all: sentences, for screen readers.
    Narrated,
}

/// How output looks.
#[derive(Clone, Debug)]
pub struct Look {
    /// Columns for prose.
    pub width: usize,
    /// Columns for tables: those of the terminal; into a file or a pipe a row is one line however long.
    pub table_width: Option<usize>,
    /// Lines and arrows.
    pub drawing: Drawing,
    /// Notes and skipped files are shown.
    pub verbose: bool,
    /// Only findings that fail the run are shown.
    pub quiet: bool,
    /// How long the run took.
    pub elapsed: Option<Duration>,
}

impl Look {
    /// What the options and the environment ask for.
    #[must_use]
    pub fn new(options: &Options) -> Self {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let columns = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let terminal = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Look {
            width: columns.or(terminal).unwrap_or(WIDTH).max(LEAST_WIDTH),
            table_width: columns.or(terminal),
            drawing: drawing(variable),
            verbose: options.verbose > 0,
            quiet: options.quiet,
            elapsed: None,
        }
    }

    /// Between the parts of a summary.
    pub(super) fn dot(&self) -> &'static str {
        if self.drawing == Drawing::Unicode { " · " } else { ", " }
    }
}

/// Unicode, unless the terminal or the locale says that it is not understood.
fn drawing(variable: impl Fn(&str) -> Option<String>) -> Drawing {
    if variable("NO_GRAPHICS").is_some_and(|value| value != "0") {
        return Drawing::Narrated;
    }
    let simple = variable("TERM").is_some_and(|terminal| matches!(terminal.as_str(), "dumb" | "linux"));
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&variable);
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_uppercase();
        locale.contains("UTF-8") || locale.contains("UTF8")
    });
    if utf8 && !simple { Drawing::Unicode } else { Drawing::Ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(environment: &[(&str, &str)]) -> Drawing {
        drawing(|name| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_decides_how_lines_are_drawn() {
        assert_eq!(drawn(&[]), Drawing::Unicode);
        assert_eq!(drawn(&[("LANG", "de_DE.UTF-8"), ("TERM", "xterm-256color")]), Drawing::Unicode);
        assert_eq!(drawn(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")]), Drawing::Ascii);
        assert_eq!(drawn(&[("TERM", "dumb")]), Drawing::Ascii);
        assert_eq!(drawn(&[("NO_GRAPHICS", "1")]), Drawing::Narrated);
    }
}
