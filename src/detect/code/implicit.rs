//! Calls that load a model which the source does not name: the library's default for a task.

use super::{Frame, Walk};
use crate::detect::atom::{Doubt, Hit};
use crate::detect::identify::canonical;
use crate::mention::{Certainty, Class, IMPLICIT, Kind};
use crate::registry;

impl<'a> Walk<'a> {
    /// `pipeline("sentiment-analysis")`, `SentimentModel::new(Default::default())`. `end` is where the bracket closes.
    pub(super) fn implicit(&mut self, frame: &Frame<'a>, end: usize) {
        let Some(callee) = frame.callee.filter(|_| self.depth == 0) else { return };
        let content = self.text.get(frame.start..end).unwrap_or_default();
        let arguments = content.trim().trim_end_matches(',');
        let start = frame.start + content.len() - content.trim_start().len();
        let (call, task) = match frame.first {
            Some(task) if names_only_a_task(arguments, task) => (callee, task),
            None if callee == "new" => (frame.receiver.unwrap_or_default(), arguments),
            _ => return,
        };
        if let Some(row) = registry::implicit(self.language.id, call, task) {
            let hit = Hit {
                range: start..start + arguments.len(),
                id: canonical(&row.model),
                kind: Kind::Model,
                class: Class::Use,
                construct: IMPLICIT,
                revision: None,
                certainty: Certainty::Likely,
                doubt: Doubt::None,
            };
            self.constants.push(("", hit));
        }
    }
}

/// Whether the arguments are the task and options that name no model.
fn names_only_a_task(arguments: &str, task: &str) -> bool {
    let mut parts = arguments.split(',').map(str::trim);
    let quoted =
        |part: &str| part.trim_start_matches("task=").trim_matches(['"', '\'']) == task && part.ends_with(['"', '\'']);
    parts.next().is_some_and(quoted) && parts.all(|part| part.contains('=') && !part.contains("model"))
}
