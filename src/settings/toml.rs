//! TOML as a tree of values that keep their places. Mistakes are collected, never returned: what can be
//! read is read, so that one run shows them all.

use super::complaint::Complaints;
use super::names::{nearest, quoted_list};
use super::types::Written;
use crate::text::{SourceText, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of the configuration.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number, not negative.
    Number(u64),
    /// Text, or a date as it is written.
    Text(String),
    /// An array.
    List(Vec<Written<Value>>),
    /// A table.
    Table(Section),
    /// Something that no key takes, in words.
    Other(&'static str),
}

impl Value {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Value::YesNo(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(kind) => kind,
        }
    }
}

/// A table of the configuration.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// Its name as it is written in messages: `[usage]`.
    pub(super) name: String,
    /// Its place: the header, or the braces.
    pub(super) span: Span,
    /// Its keys in the order of the text.
    pub(super) entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: Written<String>,
    /// The value.
    pub(super) value: Written<Value>,
}

/// Reads a document. Syntax mistakes are complaints; what stands around them is read all the same.
pub(super) fn parse(source: &SourceText, sink: &mut Complaints) -> Section {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().map_or(Span { start: 0, end: 0 }, span_of);
        sink.broken(span, error.message());
    }
    section(String::new(), span_of(table.span()), table.get_ref())
}

fn section(name: String, span: Span, table: &DeTable<'_>) -> Section {
    let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
        let text: &std::borrow::Cow<'_, str> = key.get_ref();
        let inner = if name.is_empty() { text.to_string() } else { format!("{name}.{text}") };
        Entry { key: Written { value: text.to_string(), span: span_of(key.span()) }, value: value_of(inner, value) }
    };
    let mut entries: Vec<Entry> = table.iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.key.span);
    Section { name, span, entries }
}

fn value_of(name: String, value: &Spanned<DeValue<'_>>) -> Written<Value> {
    let span = span_of(value.span());
    let value = match value.get_ref() {
        DeValue::Boolean(value) => Value::YesNo(*value),
        DeValue::Integer(value) => match u64::from_str_radix(value.as_str(), value.radix()) {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Other("a number below zero, or too large"),
        },
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Datetime(day) => Value::Text(day.to_string()),
        DeValue::Float(_) => Value::Other("a number with a fraction"),
        DeValue::Array(items) => Value::List(items.iter().map(|item| value_of(name.clone(), item)).collect()),
        DeValue::Table(table) => Value::Table(section(name, span, table)),
    };
    Written { value, span }
}

fn span_of(range: Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

impl Section {
    /// The name in brackets, for messages.
    fn title(&self) -> String {
        if self.name.is_empty() { "the configuration".to_owned() } else { format!("[{}]", self.name) }
    }

    /// Refuses keys that are not known.
    pub(super) fn only(&self, known: &[&str], sink: &mut Complaints) {
        for entry in self.entries.iter().filter(|entry| !known.contains(&entry.key.value.as_str())) {
            self.unknown(&entry.key, known, sink);
        }
    }

    /// Refuses one key, with the nearest known one.
    pub(super) fn unknown(&self, key: &Written<String>, known: &[&str], sink: &mut Complaints) {
        let what = format!("unknown key `{}` in {}", key.value, self.title());
        if let Some(near) = nearest(&key.value, known.iter().copied()) {
            sink.error(key.span, what, format!("did you mean `{near}`?"));
        } else {
            let help = format!("{} knows {}", self.title(), quoted_list(known.iter().copied(), "and"));
            sink.error(key.span, what, "").help = Some(help);
        }
    }

    /// A value by its key.
    pub(super) fn get(&self, key: &str) -> Option<&Written<Value>> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// A text.
    pub(super) fn text(&self, key: &str, sink: &mut Complaints) -> Option<Written<String>> {
        text(self.get(key)?, key, sink)
    }

    /// A text that must be there and say something.
    pub(super) fn required(&self, key: &str, why: &str, sink: &mut Complaints) -> Option<Written<String>> {
        if self.get(key).is_none() {
            sink.error(self.span, format!("[[{}]] has no `{key}`", self.name), why);
            return None;
        }
        let text = self.text(key, sink)?;
        if text.value.trim().is_empty() {
            sink.error(text.span, format!("`{key}` is empty"), why);
        }
        Some(text)
    }

    /// A list of texts; empty where there is none.
    pub(super) fn texts(&self, key: &str, sink: &mut Complaints) -> Vec<Written<String>> {
        self.get(key).map_or_else(Vec::new, |value| texts(value, key, sink))
    }

    /// A table.
    pub(super) fn table(&self, key: &str, sink: &mut Complaints) -> Option<&Section> {
        let value = self.get(key)?;
        if let Value::Table(section) = &value.value {
            return Some(section);
        }
        wrong_kind(value, key, &format!("a table: write [{key}]"), sink);
        None
    }

    /// The tables of an array of tables.
    pub(super) fn tables(&self, key: &str, sink: &mut Complaints) -> Vec<&Section> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Value::List(items) = &value.value else {
            wrong_kind(value, key, &format!("a list of tables: write [[{key}]]"), sink);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(section) => sections.push(section),
                _ => wrong_kind(item, key, "a list of tables", sink),
            }
        }
        sections
    }
}

/// The value as a text.
pub(super) fn text(value: &Written<Value>, key: &str, sink: &mut Complaints) -> Option<Written<String>> {
    if let Value::Text(text) = &value.value {
        return Some(Written { value: text.clone(), span: value.span });
    }
    wrong_kind(value, key, "text in quotes", sink);
    None
}

/// The value as a list of texts.
pub(super) fn texts(value: &Written<Value>, key: &str, sink: &mut Complaints) -> Vec<Written<String>> {
    match &value.value {
        Value::List(items) => items.iter().filter_map(|item| text(item, key, sink)).collect(),
        Value::Text(text) => {
            wrong_kind(value, key, &format!("a list: write [\"{text}\"]"), sink);
            Vec::new()
        }
        _ => {
            wrong_kind(value, key, "a list of texts", sink);
            Vec::new()
        }
    }
}

/// The value as yes or no.
pub(super) fn yes_no(value: &Written<Value>, key: &str, sink: &mut Complaints) -> Option<bool> {
    if let Value::YesNo(yes) = value.value {
        return Some(yes);
    }
    wrong_kind(value, key, "`true` or `false`", sink);
    None
}

/// Complains about the type of a value.
pub(super) fn wrong_kind(value: &Written<Value>, key: &str, expected: &str, sink: &mut Complaints) {
    sink.error(value.span, format!("`{key}` takes {expected}"), format!("this is {}", value.value.kind()));
}
