//! Two ways to make texts comparable: for recognising a license, and for finding an exact sentence.

/// Lower case, every run of characters other than letters and digits one space; a space at both ends,
/// so that a search for whole words is a search for ` words `.
#[must_use]
pub fn fold_words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for c in text.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

/// Every run of white space one space; nothing else changes, as the sentences are prescribed to the letter.
#[must_use]
pub fn fold_space(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_with_a_space_at_both_ends() {
        assert_eq!(fold_words("  Llama-3.1\n\tCOMMUNITY "), " llama 3 1 community ");
        assert_eq!(fold_words(""), " ");
    }

    #[test]
    fn only_white_space_is_folded_in_sentences() {
        assert_eq!(fold_space(" Copyright ©\n  Meta,\tInc. "), "Copyright © Meta, Inc.");
    }
}
