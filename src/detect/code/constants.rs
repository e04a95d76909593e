//! Library constants that stand for a repository, in code and in documentation.

use super::{Hit, Walk};
use crate::detect::atom::Doubt;
use crate::detect::catalogue;
use crate::detect::identify::canonical;
use crate::mention::{Certainty, Class, Kind};
use crate::registry;

impl<'a> Walk<'a> {
    /// `Type::CONSTANT` that a library maps to a repository.
    pub(super) fn constant(&mut self, index: usize, of: &'a str, name: &'a str) {
        // Types are written with a capital; most receivers are not types.
        if self.in_import || !of.starts_with(|c: char| c.is_ascii_uppercase()) {
            return;
        }
        if let Some(model) = of.strip_suffix("_Weights") {
            self.torchvision(index, model);
        } else if let Some(constant) = registry::constant(of, name) {
            let end = self.tokens[index].range.end;
            let start = self.text[..end].rfind(of).unwrap_or(self.tokens[index].range.start);
            self.constants.push((of, constant_hit(start..end, &constant.model, Class::Use)));
        }
    }

    /// `ResNet50_Weights.IMAGENET1K_V2`: the enumeration is named after the function, with capitals.
    fn torchvision(&mut self, index: usize, model: &'a str) {
        let end = self.tokens[index].range.end;
        let Some(start) = self.text[..end].rfind(model) else { return };
        let name = model.to_ascii_lowercase();
        let found = catalogue::find(&name, start..start + model.len(), "torchvision", "torchvision_weights");
        self.constants.extend(found.map(|hit| ("", hit)));
    }

    pub(super) fn constants_in_prose(&mut self, offset: usize, text: &'a str) {
        if memchr::memchr(b':', text.as_bytes()).is_none() {
            return;
        }
        for at in memchr::memmem::find_iter(text.as_bytes(), b"::") {
            let of_start = text[..at].rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |before| before + 1);
            let of_start = (of_start..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
            let rest = &text[at + 2..];
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if let Some(constant) = registry::constant(&text[of_start..at], &rest[..length]) {
                let range = offset + of_start..offset + at + 2 + length;
                self.constants.push((&text[of_start..at], constant_hit(range, &constant.model, Class::Mention)));
            }
        }
    }
}

fn constant_hit(range: std::ops::Range<usize>, model: &str, class: Class) -> Hit {
    Hit {
        range,
        id: canonical(model),
        kind: Kind::Model,
        class,
        construct: "constant",
        revision: None,
        certainty: Certainty::Certain,
        doubt: Doubt::None,
    }
}
