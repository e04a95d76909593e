//! Days as `YYYY-MM-DD`. The only clock is what the user states: `--today`, else `SOURCE_DATE_EPOCH`.

use super::complaint::{Complaint, Complaints};
use crate::text::{SourceText, Span};
use std::sync::Arc;

/// Whether the text is a day of the calendar, written `YYYY-MM-DD`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    match (shape, number(0, 4), number(5, 7), number(8, 10)) {
        (true, Some(year), Some(month), Some(day)) => (1..=days_in(year, month)).contains(&day),
        _ => false,
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The day on which a number of seconds since 1970 falls.
fn from_epoch(seconds: u64) -> Option<String> {
    let (mut year, mut month) = (1970, 1);
    let mut days = u32::try_from(seconds / 86_400).ok()?;
    let year_length = |year| days_in(year, 2) + 337;
    while days >= year_length(year) {
        days -= year_length(year);
        year += 1;
    }
    while days >= days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
    }
    Some(format!("{year:04}-{month:02}-{:02}", days + 1))
}

/// The day of the run, from `--today` or from `SOURCE_DATE_EPOCH`.
pub(super) fn from_command_line(today: Option<&str>, day: &mut Option<String>) -> Vec<Complaint> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|value| !value.is_empty());
    let (name, written) = match (today, &epoch) {
        (Some(today), _) => ("--today", today),
        (None, Some(epoch)) => ("SOURCE_DATE_EPOCH", epoch.as_str()),
        (None, None) => return Vec::new(),
    };
    *day = match today {
        Some(today) => is_date(today).then(|| today.to_owned()),
        None => written.parse().ok().and_then(from_epoch),
    };
    if day.is_some() {
        return Vec::new();
    }
    let source = Arc::new(SourceText::new(name, written.as_bytes()));
    let mut sink = Complaints::new(source);
    let label = if today.is_some() { "write YYYY-MM-DD" } else { "seconds since 1970 are expected" };
    sink.error(Span { start: 0, end: written.len() }, format!("{name} is not a day"), label);
    sink.sorted()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for day in ["2024-02-29", "2026-12-31", "2000-02-29"] {
            assert!(is_date(day), "{day}");
        }
        for day in [
            "2023-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-1-1",
            "26-01-01",
            "2026-01-00",
            "2026/01/01",
            "２０26-01-1",
        ] {
            assert!(!is_date(day), "{day}");
        }
    }

    #[test]
    fn seconds_become_days() {
        assert_eq!(from_epoch(0).as_deref(), Some("1970-01-01"));
        assert_eq!(from_epoch(1_709_251_199).as_deref(), Some("2024-02-29"));
        assert_eq!(from_epoch(1_798_761_600).as_deref(), Some("2027-01-01"));
    }
}
