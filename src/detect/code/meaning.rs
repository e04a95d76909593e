//! What the brackets around a place say of the value that stands there.

use super::{NEUTRAL_KEYS, REACH, Walk};
use crate::detect::atom::{Atom, Doubt, Hit, Naming};
use crate::detect::{id, naming};
use crate::mention::{Certainty, Class, Kind};
use crate::registry::schema::{Call, Named};

impl<'a> Walk<'a> {
    /// `revision="…"`, `repo_type="dataset"`.
    pub(super) fn revision_or_kind(&mut self, keyword: Option<&'a str>, text: &'a str) {
        let top = self.top();
        match keyword.map(naming::fold).as_deref() {
            Some("revision" | "model_revision" | "hf_revision") => top.revision = Some(text),
            Some("repo_type" | "repotype") => top.repository_kind = repository_kind(text),
            None if top.calls.iter().any(|call| call.revision_argument == Some(top.argument)) => {
                top.revision = Some(text);
            }
            _ => {}
        }
    }

    /// `model("owner", "name")`: joins the two parts. Says whether the string was one of them.
    pub(super) fn split_id(&mut self, frame: usize, start: usize, end: usize, atom: &mut Atom<'a>) -> bool {
        let Some(call) = self.call_of(frame).filter(|call| call.split) else { return false };
        if atom.text.contains('/') {
            return false;
        }
        let frame = &mut self.stack[frame];
        if Some(frame.argument) == call.argument {
            frame.owner = Some((start, end));
            return true;
        }
        if let Some((owner_start, owner_end)) = frame.owner.take() {
            let id = format!("{}/{}", &self.text[owner_start..owner_end], atom.text);
            if id::split(&id).is_some_and(|(owner, name)| !id::is_no_repository(owner, name)) {
                let hit = Hit {
                    range: owner_start..end,
                    id,
                    kind: Kind::Model,
                    class: Class::Use,
                    construct: call.id.0,
                    revision: None,
                    certainty: Certainty::Certain,
                    doubt: Doubt::None,
                };
                self.constants.push(("", hit));
            }
        }
        true
    }

    pub(super) fn call_of(&self, frame: usize) -> Option<&'static Call> {
        self.stack[frame].calls.first().copied()
    }

    /// The call that the present place is the model argument of.
    pub(super) fn call_naming(&self) -> Option<(Naming, usize)> {
        self.stack.iter().enumerate().rev().take(REACH).find_map(|(depth, frame)| {
            let call = frame.calls.iter().find(|call| naming::takes(call, frame.argument, frame.key))?;
            Some((Naming::of_call(call), depth))
        })
    }

    /// What the brackets around the present place say of a value, and which call says it.
    pub(super) fn naming(&self, with_key: bool) -> Option<(Naming, Option<usize>)> {
        let mut use_key = with_key;
        for (depth, frame) in self.stack.iter().enumerate().rev().take(REACH) {
            let key = frame.key.filter(|_| use_key);
            if let Some(callee) = frame.callee {
                if let Some(call) = frame.calls.iter().find(|call| naming::takes(call, frame.argument, key)) {
                    return Some((Naming::of_call(call), Some(depth)));
                }
                if let Some(first) = frame.first
                    && frame.argument > 0
                    && let Some(naming) = default_of(callee, first, frame.argument, key)
                {
                    return Some((naming, None));
                }
            }
            if let Some(key) = key.filter(|key| !NEUTRAL_KEYS.contains(&key.to_ascii_lowercase().as_str())) {
                let outer: Vec<&str> = self.stack[..depth].iter().rev().filter_map(|frame| frame.key).collect();
                if let Some(naming) = self.memory.of_key(key, &outer, "") {
                    return Some((naming, None));
                }
            }
            use_key = true;
        }
        None
    }
}

/// `getenv("MODEL_ID", "org/name")`, `add_argument("--model", default="org/name")`: the name says what the default is.
fn default_of(callee: &str, first: &str, argument: u8, key: Option<&str>) -> Option<Naming> {
    let takes_default = matches!(
        callee,
        "get"
            | "getenv"
            | "env"
            | "config"
            | "setdefault"
            | "getattr"
            | "pop"
            | "env_or"
            | "GetEnv"
            | "getEnv"
            | "unwrap_or"
    );
    let option = first.trim_start_matches('-');
    if (takes_default && argument == 1)
        || (first.starts_with('-') && key.is_some_and(|key| NEUTRAL_KEYS.contains(&key)))
    {
        return naming::of_key(option, &[], "");
    }
    None
}

pub(super) fn repository_kind(word: &str) -> Option<Named> {
    match word.to_ascii_lowercase().as_str() {
        "dataset" | "datasets" => Some(Named::HubDataset),
        "space" | "spaces" => Some(Named::HubSpace),
        _ => None,
    }
}
