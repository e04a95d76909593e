//! What is wrong with the configuration or the command line: collected first, then shown all at once.

use crate::text::{SourceText, Span};
use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;

/// One mistake, or one thing that deserves a warning.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{what}")]
pub struct Complaint {
    /// What is wrong, one sentence without a full stop.
    pub what: String,
    /// Whether the run stops.
    pub fatal: bool,
    /// Where, in the configuration or on the command line.
    pub place: Option<(Arc<SourceText>, Span)>,
    /// What is said at the place; may be empty.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Complaint {
    /// A warning without a place.
    pub(super) fn warning(what: impl Into<String>, help: impl Into<String>) -> Self {
        Complaint { what: what.into(), fatal: false, place: None, label: String::new(), help: Some(help.into()) }
    }
}

impl Diagnostic for Complaint {
    fn severity(&self) -> Option<Severity> {
        Some(if self.fatal { Severity::Error } else { Severity::Warning })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.place.as_ref().map(|(source, _)| source.as_ref() as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (_, span) = self.place.as_ref()?;
        let label = (!self.label.is_empty()).then(|| self.label.clone());
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(label, *span))))
    }
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum SettingsError {
    /// Mistakes in the configuration or on the command line, and the warnings that came along.
    #[error("{}", sum(mistakes))]
    Mistakes {
        /// All of them.
        #[related]
        mistakes: Vec<Complaint>,
    },
    /// The configuration cannot be read.
    #[error("cannot read the configuration `{}`: {error}", path.display())]
    #[diagnostic(help("--config names a file relative to the current folder"))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The root is not there.
    #[error("the root `{}` is not a folder that can be read: {error}", path.display())]
    #[diagnostic(help("--root names the folder that paths are relative to"))]
    NoRoot {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file or folder named on the command line is not there.
    #[error("cannot read `{}`: {error}", path.display())]
    #[diagnostic(help("{help}"))]
    NoPath {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
        /// What may have been meant.
        help: String,
    },
    /// Git cannot tell what changed.
    #[error("{what}")]
    #[diagnostic(help("{help}"))]
    Changes {
        /// What is wrong.
        what: String,
        /// What to do, and what git said.
        help: String,
    },
    /// A file or folder named on the command line is elsewhere.
    #[error("`{}` is outside of the root `{}`", path.display(), root.display())]
    #[diagnostic(help("name its repository with --root"))]
    Outside {
        /// The path.
        path: PathBuf,
        /// The root.
        root: PathBuf,
    },
}

/// `3 mistakes to correct`
fn sum(mistakes: &[Complaint]) -> String {
    match mistakes.iter().filter(|mistake| mistake.fatal).count() {
        1 => "one mistake to correct".to_owned(),
        number => format!("{number} mistakes to correct"),
    }
}

const BROKEN: &str = "this is not TOML";

/// Collects complaints about one text.
#[derive(Debug)]
pub(super) struct Complaints {
    source: Arc<SourceText>,
    list: Vec<Complaint>,
    broken: Vec<Span>,
}

impl Complaints {
    /// Nothing to complain about yet.
    pub(super) fn new(source: Arc<SourceText>) -> Self {
        Complaints { source, list: Vec::new(), broken: Vec::new() }
    }

    /// What is not even TOML. Nothing else is said of the same place.
    pub(super) fn broken(&mut self, span: Span, why: &str) {
        self.error(span, BROKEN, why);
        self.broken.push(span);
    }

    /// A mistake that stops the run.
    pub(super) fn error(&mut self, span: Span, what: impl Into<String>, label: impl Into<String>) -> &mut Complaint {
        self.add(span, what.into(), label.into(), true)
    }

    /// Something the user should know.
    pub(super) fn warn(&mut self, span: Span, what: impl Into<String>, label: impl Into<String>) -> &mut Complaint {
        self.add(span, what.into(), label.into(), false)
    }

    fn add(&mut self, span: Span, what: String, label: String, fatal: bool) -> &mut Complaint {
        let place = Some((Arc::clone(&self.source), span));
        self.list.push_mut(Complaint { what, fatal, place, label, help: None })
    }

    /// All of them in the order of the text.
    pub(super) fn sorted(mut self) -> Vec<Complaint> {
        let broken = std::mem::take(&mut self.broken);
        self.list.retain(|complaint| {
            complaint.what == BROKEN || !complaint.place.as_ref().is_some_and(|(_, span)| broken.contains(span))
        });
        self.list.sort_by_key(|complaint| complaint.place.as_ref().map(|(_, span)| *span));
        self.list
    }
}
