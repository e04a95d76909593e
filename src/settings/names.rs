//! The nearest known name for a misspelt one.

/// The candidate that was most likely meant, the first among equals; none where nothing is near.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word);
    let most = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &folded(candidate)), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Case and the choice between `-`, `_` and space are the mistakes that matter least.
fn folded(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

/// `a`, `b` or `c`, each in backquotes.
pub(super) fn quoted_list<'a>(words: impl IntoIterator<Item = &'a str>, joint: &str) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joint} {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = ["activities", "commercial", "seat"];
        assert_eq!(nearest("activites", keys), Some("activities"));
        assert_eq!(nearest("Commercial", keys), Some("commercial"));
        assert_eq!(nearest("seats", keys), Some("seat"));
        assert_eq!(nearest("revenue", keys), None);
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(quoted_list(["a", "b", "c"], "and"), "`a`, `b` and `c`");
        assert_eq!(quoted_list(["a"], "and"), "`a`");
    }
}
