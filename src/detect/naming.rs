//! What calls and keys say of a value: the questions that readers ask the construct tables.

use super::atom::Naming;
use crate::registry;
use crate::registry::schema::{Call, Key};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

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
pub(super) fn calls<'a>(
    callee: &'a str,
    receiver: Option<&'a str>,
    language: &'a str,
) -> impl Iterator<Item = &'static Call> + 'a {
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
    of_rows(&rows(key), outer, file_name)
}

/// The rows of the tables that a key fits.
fn rows(key: &str) -> Vec<&'static Key> {
    registry::keys_matching(&fold(key)).collect()
}

fn of_rows(rows: &[&'static Key], outer: &[&str], file_name: &str) -> Option<Naming> {
    let fits = |row: &Key| {
        let under = row.under.is_empty()
            || outer.iter().any(|outer| row.under.iter().any(|pattern| registry::glob_fits(pattern, &fold(outer))));
        let file = row.files.is_empty() || row.files.iter().any(|pattern| registry::glob_fits(pattern, file_name));
        under && file
    };
    // A row that asks for its surroundings knows more than one that does not.
    let particular = rows.iter().find(|row| (!row.under.is_empty() || !row.files.is_empty()) && fits(row));
    particular.or_else(|| rows.iter().find(|row| fits(row))).map(|row| Naming::of_key(row))
}

/// The answers of the tables about the keys of one file: the same few keys come again and again.
#[derive(Default)]
pub(super) struct KeyMemory<'a>(RefCell<HashMap<&'a str, Vec<&'static Key>>>);

impl<'a> KeyMemory<'a> {
    /// As [`of_key`].
    pub(super) fn of_key(&self, key: &'a str, outer: &[&str], file_name: &str) -> Option<Naming> {
        let mut memory = self.0.borrow_mut();
        let rows = memory.entry(key).or_insert_with(|| rows(key));
        if rows.is_empty() { None } else { of_rows(rows, outer, file_name) }
    }
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
