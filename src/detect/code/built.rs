//! Ids that are put together: from two fields, or from a literal part and values.

use super::Walk;
use crate::detect::atom::{Doubt, Hit};
use crate::detect::identify::canonical;
use crate::detect::{id, naming};
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use crate::registry::schema::Named;
use std::ops::Range;

/// Fields that hold the organisation of an id.
const OWNERS: &[&str] = &["repo_owner", "owner", "org", "organization", "hf_org", "hf_owner"];

/// Fields that hold the name of an id beside one of [`OWNERS`].
const NAMES: &[&str] = &["repo_name", "repo", "name", "model", "model_name"];

/// Where the two parts of an id stand that two fields of one bracket hold.
#[derive(Default)]
pub(super) struct Fields {
    owner: Option<Range<usize>>,
    name: Option<Range<usize>>,
}

impl<'a> Walk<'a> {
    /// Takes a string that is part of an id. Says whether it was understood as a whole.
    pub(super) fn built_id(&mut self, index: usize, keyword: Option<&'a str>, text: &'a str) -> bool {
        let range = self.tokens[index].range.clone();
        if memchr::memchr(b'{', text.as_bytes()).is_some() {
            return self.template(range.start, text);
        }
        if let Some(keyword) = keyword.map(naming::fold)
            && id::is_segment(text)
        {
            if OWNERS.contains(&&*keyword) {
                self.top().fields.owner = Some(range);
            } else if NAMES.contains(&&*keyword) {
                self.top().fields.name = Some(range);
            }
            self.join_fields();
        }
        false
    }

    /// `owner: "org", name: "name"` in one bracket.
    fn join_fields(&mut self) {
        let text = self.text;
        let Fields { owner: Some(owner), name: Some(name) } = &self.top().fields else { return };
        let name = name.clone();
        let found = format!("{}/{}", &text[owner.clone()], &text[name.clone()]);
        // Repositories of code have the same fields, so only what the registry knows is certain enough.
        if registry::find_model(&found).is_some() {
            self.top().fields = Fields::default();
            self.constants.push(("", built(name, canonical(&found), Certainty::Certain)));
        }
    }

    /// `org/name-{size}`: the organisation is literal, the name is completed at run time.
    fn template(&mut self, start: usize, text: &'a str) -> bool {
        let Some((organization, name)) = text.split_once('/') else { return false };
        let literal = |byte: u8| id::is_id_byte(byte) || matches!(byte, b'{' | b'}' | b'$' | b':' | b'?' | b'!');
        if !id::known_organization(organization) || !name.bytes().all(literal) || !name.contains('{') {
            return false;
        }
        let named = self.naming(true).is_some_and(|(naming, _)| naming.named == Named::HubModel);
        // What stands outside of the placeholders has to read like a model where nothing else says so.
        let outside: String = name.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
        if !named && !id::reads_like_a_model(&outside) {
            return false;
        }
        self.constants.push(("", built(start..start + text.len(), text.to_string(), Certainty::Likely)));
        true
    }
}

fn built(range: Range<usize>, id: String, certainty: Certainty) -> Hit {
    Hit {
        range,
        id,
        kind: Kind::Model,
        class: Class::Use,
        construct: "constructed",
        revision: None,
        certainty,
        doubt: Doubt::None,
    }
}
