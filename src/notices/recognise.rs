//! Which license a text is, by the fingerprints of the registry.
//!
//! One pass over the folded text finds all titles and phrases of all licenses.

use super::fold::fold_words;
use crate::registry::LICENSES;
use crate::registry::schema::License;
use aho_corasick::AhoCorasick;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How much of a folded text is its beginning, where a title must stand.
const HEAD: usize = 2_000;

/// What a pattern is to its license.
#[derive(Clone, Copy)]
enum Part {
    Title,
    Phrase,
    Absent,
}

struct Fingerprints {
    automaton: Option<AhoCorasick>,
    /// License index and part of each pattern.
    owners: Vec<(usize, Part)>,
}

static FINGERPRINTS: LazyLock<Fingerprints> = LazyLock::new(|| {
    let mut patterns = Vec::new();
    let mut owners = Vec::new();
    for (index, license) in LICENSES.iter().enumerate() {
        let print = &license.fingerprint;
        let parts = [(Part::Title, print.titles), (Part::Phrase, print.phrases), (Part::Absent, print.absent)];
        for (part, words) in parts {
            for word in words.iter() {
                patterns.push(format!(" {word} "));
                owners.push((index, part));
            }
        }
    }
    Fingerprints { automaton: AhoCorasick::new(patterns).ok(), owners }
});

/// What was found of one license's fingerprint.
#[derive(Default, Clone)]
struct Found {
    title_in_head: bool,
    title: bool,
    phrases: BTreeSet<usize>,
    absent: bool,
    /// How many letters of fingerprint stood there: the more, the more specific.
    letters: usize,
}

/// The licenses that a text holds.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    /// The one that the text is.
    pub best: Option<&'static License>,
    /// All whose title and phrases stand anywhere in it: what a file with several texts holds.
    pub held: Vec<&'static License>,
}

/// Recognises a license text: a title near the beginning, all phrases, none of the absent ones; the
/// most specific of several matches.
#[must_use]
pub fn recognise(text: &str) -> Option<&'static License> {
    recognise_all(text).best
}

/// Recognises the license that a text is, and all that it holds.
#[must_use]
pub fn recognise_all(text: &str) -> Recognised {
    let found = search(&fold_words(text));
    let mut recognised = Recognised::default();
    let mut best_letters = 0;
    for (license, found) in LICENSES.iter().zip(&found) {
        let print = &license.fingerprint;
        let has_words = !print.titles.is_empty() || !print.phrases.is_empty();
        if !has_words || found.phrases.len() < distinct(&print.phrases) {
            continue;
        }
        if print.titles.is_empty() || found.title {
            recognised.held.push(license);
        }
        if (print.titles.is_empty() || found.title_in_head) && !found.absent && found.letters > best_letters {
            recognised.best = Some(license);
            best_letters = found.letters;
        }
    }
    recognised
}

fn distinct(phrases: &[crate::registry::schema::Text]) -> usize {
    phrases.iter().collect::<BTreeSet<_>>().len()
}

fn search(folded: &str) -> Vec<Found> {
    let mut found = vec![Found::default(); LICENSES.len()];
    let Some(automaton) = &FINGERPRINTS.automaton else { return found };
    for hit in automaton.find_overlapping_iter(folded) {
        let pattern = hit.pattern().as_usize();
        let Some(&(license, part)) = FINGERPRINTS.owners.get(pattern) else { continue };
        let found = &mut found[license];
        let letters = hit.end() - hit.start();
        match part {
            Part::Title => {
                if !found.title {
                    found.letters += letters;
                }
                found.title = true;
                found.title_in_head |= hit.start() < HEAD;
            }
            Part::Phrase => {
                if found.phrases.insert(pattern) {
                    found.letters += letters;
                }
            }
            Part::Absent => found.absent = true,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<&'static str> {
        recognise(text).map(|license| license.key.0)
    }

    const LLAMA: &str = "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024\n";

    #[test]
    fn a_text_is_recognised_whatever_its_layout() {
        assert_eq!(key(LLAMA), Some("llama3.1"));
        assert_eq!(key(&LLAMA.replace(' ', "\n   ").to_lowercase()), Some("llama3.1"));
    }

    #[test]
    fn a_title_alone_is_no_license() {
        assert_eq!(key("See the Llama 3.1 Community License Agreement."), None);
    }

    #[test]
    fn a_title_far_down_does_not_name_the_text_but_the_file_holds_it() {
        let text = format!("{}\n{LLAMA}", "A long list of other notices. ".repeat(200));
        let recognised = recognise_all(&text);
        assert!(recognised.best.is_none());
        assert_eq!(recognised.held.iter().map(|license| license.key.0).collect::<Vec<_>>(), ["llama3.1"]);
    }

    #[test]
    fn a_number_that_goes_on_is_another_number() {
        assert_eq!(key(&LLAMA.replace("3.1", "3.10")), None);
    }
}
