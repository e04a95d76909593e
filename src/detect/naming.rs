//! What calls and keys say of a value: the questions that readers ask the construct tables.

use super::atom::Naming;
use crate::registry;
use crate::registry::schema::{Call, Key};
use std::borrow::Cow;

/// Lower case, `-` and spaces written as `_`: the spelling of keys in the tables.
#[must_use]
pub(super) fn fold(key: &str) -> Cow<'_, str> {
    if key.bytes().any(|byte| byte.is_ascii_uppercase() || matches!(byte, b'-' | b' ' | b'.')) {
        Cow::Owned(key.to_ascii_lowercase().replace(['-', ' ', '.'], "_"))
    } else {
        Cow::Borrowed(key)
    }
}

/// The rows that describe a call.
pub(super) fn calls<'a>(callee: &'a str, receiver: Option<&'a str>, language: &'a str) -> impl Iterator<Item = &'static Call> + 'a {
    registry::calls_named(callee).filter(move |call| call.fits(language, receiver))
}

/// Whether an argument of a call holds an id: by its keyword, else by its position.
#[must_use]
pub(super) fn takes(call: &Call, argument: u8, keyword: Option<&str>) -> bool {
    match keyword {
        Some(keyword) => call.keywords.iter().any(|known| **known == *keyword),
        None => {
            call.argument == Some(argument)
                || call.further_arguments.contains(&argument)
                || (call.split && call.argument.is_some_and(|first| first + 1 == argument))
        }
    }
}

/// What a key says of its value. `outer` are the enclosing keys from the inside out.
#[must_use]
pub(super) fn of_key(key: &str, outer: &[&str], file_name: &str) -> Option<Naming> {
    let key = fold(key);
    let fits = |row: &&'static Key| {
        let under = row.under.is_empty()
            || outer.iter().any(|outer| row.under.iter().any(|pattern| registry::glob_fits(pattern, &fold(outer))));
        let file = row.files.is_empty() || row.files.iter().any(|pattern| registry::glob_fits(pattern, file_name));
        under && file
    };
    // A row that asks for its surroundings knows more than one that does not.
    let rows = || registry::keys_matching(&key);
    let particular = rows().find(|row| fits(row) && (!row.under.is_empty() || !row.files.is_empty()));
    particular.or_else(|| rows().find(fits)).map(Naming::of_key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(fold("MODEL-ID"), "model_id");
        assert_eq!(fold("model_id"), "model_id");
    }
}
