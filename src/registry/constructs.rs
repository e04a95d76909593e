//! Lookups in the table of constructs. None allocates; the indexes were sorted when the crate was built.

use super::name_filter::NameFilter;
use super::schema::{Call, Command, Constant, Flag, Implicit, Key, LookAlike, Server, ShortName};
use super::tables::{
    CALLS_BY_NAME, CONSTRUCTS, EXACT_KEYS, EXACT_LOOK_ALIKES, GLOB_KEYS, GLOB_LOOK_ALIKES, NEEDLES, SERVING,
};
use std::cmp::Ordering;
use std::ops::Deref;

static CALL_NAMES: NameFilter = NameFilter::of(CALLS_BY_NAME);
static KEY_NAMES: NameFilter = NameFilter::of(EXACT_KEYS);

impl Call {
    /// Whether the row holds for a call in `language` on `receiver`, the path segment before the name.
    #[must_use]
    pub fn fits(&self, language: &str, receiver: Option<&str>) -> bool {
        let spoken = self.languages.is_empty() || self.languages.iter().any(|known| **known == *language);
        spoken && (self.receivers.is_empty() || receiver.is_some_and(|receiver| any_glob(&self.receivers, receiver)))
    }
}

/// The rows for a called name: those that demand a receiver first, then those of certain languages,
/// then the rest, so that the first that fits is the closest.
pub fn calls_named(name: &str) -> impl Iterator<Item = &'static Call> + use<> {
    rows(CALLS_BY_NAME, &CALL_NAMES, name).iter().map(|at| &CONSTRUCTS.calls[usize::from(*at)])
}

/// The rows for a key in lower case with `_` for `-`: exact ones first (those with a demand on parent
/// or file before the rest), then globs in the order of the files.
pub fn keys_matching(key: &str) -> impl Iterator<Item = &'static Key> + use<'_> {
    let exact = rows(EXACT_KEYS, &KEY_NAMES, key);
    let globs = GLOB_KEYS.iter().filter(move |(at, globs)| any_glob(globs, key) && !exact.contains(at));
    exact.iter().chain(globs.map(|(at, _)| at)).map(|at| &CONSTRUCTS.keys[usize::from(*at)])
}

/// The repository behind a library constant.
#[must_use]
pub fn constant(of: &str, name: &str) -> Option<&'static Constant> {
    let constants = CONSTRUCTS.constants.0;
    let at = constants.binary_search_by(|constant| (constant.of.0, constant.name.0).cmp(&(of, name)));
    at.ok().map(|at| &constants[at])
}

/// All constants of a type; empty where the type is unknown.
#[must_use]
pub fn constants_of(of: &str) -> &'static [Constant] {
    equal_range(CONSTRUCTS.constants.0, |constant| constant.of.0.cmp(of))
}

/// What a library loads under a short name; case counts, as it does for the libraries.
#[must_use]
pub fn short_name(table: &str, name: &str) -> Option<&'static ShortName> {
    let short_names = CONSTRUCTS.short_names.0;
    let at = short_names.binary_search_by(|short| (short.table.0, short.name.0).cmp(&(table, name)));
    at.ok().map(|at| &short_names[at])
}

/// What a call loads when the source names no model. `task` is empty where the call takes none.
#[must_use]
pub fn implicit(language: &str, call: &str, task: &str) -> Option<&'static Implicit> {
    let implicits = CONSTRUCTS.implicits.0;
    let key = (language, call, task);
    let at = implicits.binary_search_by(|row| (row.language.0, row.call.0, row.task.0).cmp(&key));
    at.ok().map(|at| &implicits[at])
}

/// Why an id in the shape of a Hub model is none, without regard to case.
#[must_use]
pub fn look_alike(id: &str) -> Option<&'static LookAlike> {
    let exact = EXACT_LOOK_ALIKES.binary_search_by(|(known, _)| compare_folded(known, id));
    let row = match exact {
        Ok(at) => EXACT_LOOK_ALIKES[at].1,
        Err(_) => GLOB_LOOK_ALIKES.iter().find(|(glob, _)| folded_glob_fits(glob, id))?.1,
    };
    Some(&CONSTRUCTS.look_alikes[usize::from(row)])
}

/// The options of commands that name models.
#[must_use]
pub fn flags() -> &'static [Flag] {
    CONSTRUCTS.flags.0
}

/// The commands with a positional id.
#[must_use]
pub fn commands() -> &'static [Command] {
    CONSTRUCTS.commands.0
}

/// All strings that open a file for close reading, sorted.
#[must_use]
pub fn needles() -> &'static [&'static str] {
    NEEDLES
}

/// Whether a construct configures a server that offers its model over a network.
#[must_use]
pub fn serves(construct: &str) -> bool {
    SERVING.binary_search(&construct).is_ok()
}

/// The programs that offer models over a network.
#[must_use]
pub fn servers() -> &'static [Server] {
    CONSTRUCTS.servers.0
}

/// Whether a text fits a pattern whose leading or trailing `*` stands for anything.
#[must_use]
pub fn glob_fits(pattern: &str, text: &str) -> bool {
    let (open_start, open_end, inner) = open_ends(pattern);
    match (open_start, open_end) {
        (false, false) => text == inner,
        (false, true) => text.starts_with(inner),
        (true, false) => text.ends_with(inner),
        (true, true) => text.contains(inner),
    }
}

/// The same without regard to ASCII case; the pattern is in lower case.
fn folded_glob_fits(pattern: &str, text: &str) -> bool {
    let (open_start, open_end, inner) = open_ends(pattern);
    let (inner, text) = (inner.as_bytes(), text.as_bytes());
    let Some(spare) = text.len().checked_sub(inner.len()) else {
        return false;
    };
    match (open_start, open_end) {
        (false, false) => spare == 0 && text.eq_ignore_ascii_case(inner),
        (false, true) => text[..inner.len()].eq_ignore_ascii_case(inner),
        (true, false) => text[spare..].eq_ignore_ascii_case(inner),
        (true, true) => text.windows(inner.len()).any(|window| window.eq_ignore_ascii_case(inner)),
    }
}

/// Whether the pattern is open at its start, at its end, and what stands between.
fn open_ends(pattern: &str) -> (bool, bool, &str) {
    let (start, inner) = pattern.strip_prefix('*').map_or((false, pattern), |inner| (true, inner));
    let (end, inner) = inner.strip_suffix('*').map_or((false, inner), |inner| (true, inner));
    (start, end, inner)
}

fn any_glob<P: Deref<Target = str> + Copy>(patterns: &[P], text: &str) -> bool {
    patterns.iter().any(|pattern| glob_fits(pattern, text))
}

fn rows(index: &'static [(&'static str, &'static [u16])], known: &NameFilter, name: &str) -> &'static [u16] {
    if !known.may_hold(name) {
        return &[];
    }
    index.binary_search_by(|(known, _)| (*known).cmp(name)).map_or(&[], |at| index[at].1)
}

fn compare_folded(known: &str, id: &str) -> Ordering {
    known.bytes().cmp(id.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// The items of a sorted slice that compare equal.
fn equal_range<T>(items: &'static [T], compare: impl Fn(&T) -> Ordering) -> &'static [T] {
    let start = items.partition_point(|item| compare(item).is_lt());
    let end = items.partition_point(|item| compare(item).is_le());
    &items[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::schema::Named;

    fn closest(name: &str, language: &str, receiver: Option<&str>) -> Option<&'static Call> {
        calls_named(name).find(|call| call.fits(language, receiver))
    }

    #[test]
    fn the_closest_call_comes_first() {
        let general = closest("from_pretrained", "python", Some("AutoModel")).unwrap();
        assert_eq!((general.argument, general.names_a), (Some(0), Named::HubModel));
        let peft = closest("from_pretrained", "python", Some("PeftModel")).unwrap();
        assert_eq!(peft.argument, Some(1), "the first argument of PeftModel is the base model object");
        let auto = closest("from_pretrained", "python", Some("AutoPeftModelForCausalLM")).unwrap();
        assert_eq!(auto.argument, Some(0));
        assert!(calls_named("no_such_call").next().is_none());
    }

    #[test]
    fn every_call_and_key_is_found_by_every_name() {
        for call in CONSTRUCTS.calls.iter() {
            for name in call.names.iter() {
                assert!(calls_named(name).any(|found| found.id == call.id), "{name}");
            }
        }
        for key in CONSTRUCTS.keys.iter() {
            for name in key.keys.iter() {
                let spelling = name.replace('*', "x");
                let found = keys_matching(&spelling).filter(|found| found.id == key.id).count();
                assert_eq!(found, 1, "{spelling}");
            }
        }
    }

    #[test]
    fn constants_are_found_by_type_and_name() {
        for known in CONSTRUCTS.constants.iter() {
            assert_eq!(constant(&known.of, &known.name).map(|found| found.model), Some(known.model));
        }
        assert!(constants_of("EmbeddingModel").iter().any(|row| *row.name == *"BGESmallENV15"));
        assert!(constants_of("EmbeddingModels").is_empty());
        assert!(constant("EmbeddingModel", "bgesmallenv15").is_none());
    }

    #[test]
    fn short_names_and_implicits_are_found() {
        let turbo = short_name("faster-whisper", "turbo").unwrap();
        assert_eq!(&*turbo.model, "mobiuslabsgmbh/faster-whisper-large-v3-turbo");
        assert!(short_name("faster-whisper", "Turbo").is_none());
        let sentiment = implicit("python", "pipeline", "sentiment-analysis").unwrap();
        assert_eq!(&*sentiment.model, "distilbert/distilbert-base-uncased-finetuned-sst-2-english");
        assert!(implicit("python", "pipeline", "").is_none());
    }

    #[test]
    fn look_alikes_are_found_in_any_case() {
        for id in ["actions/checkout", "Google/Gemini-2.5-Pro", "openai/gpt-4o", "x-ai/grok-4", "application/json"] {
            assert!(look_alike(id).is_some(), "{id}");
        }
        for id in
            ["openai/gpt-oss-20b", "openai/whisper-tiny", "google/gemma-2b", "xai-org/grok-1", "openai-community/gpt2"]
        {
            assert!(look_alike(id).is_none(), "{id}");
        }
    }

    #[test]
    fn globs_are_open_at_their_ends_only() {
        for (pattern, text, fits) in [
            ("Peft*", "PeftModel", true),
            ("Peft*", "AutoPeftModel", false),
            ("*_model", "embedding_model", true),
            ("*_model", "model", false),
            ("*ort*", "sports", true),
            ("model", "models", false),
        ] {
            assert_eq!(glob_fits(pattern, text), fits, "{pattern} {text}");
            assert_eq!(folded_glob_fits(&pattern.to_lowercase(), &text.to_uppercase()), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn needles_are_sorted_and_long_enough_to_be_rare() {
        assert!(needles().is_sorted());
        let found = |text: &str| needles().iter().any(|needle| text.contains(needle));
        for text in [
            "X.from_pretrained(",
            "hf_hub_download(",
            "https://huggingface.co/",
            "EmbeddingModel::BGESmallENV15",
            "base_model: x",
            "BASE_MODEL=x",
            "--base-model x",
            "modelNameOrPath: x",
            "BertModelResources::BERT",
            "vllm serve x",
            "import { pipeline } from '@huggingface/transformers'",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "docker run x",
            "model: x",
            "let name = load(x);",
            "uses: actions/checkout@v4",
            "npm install x",
            "new Map()",
            "t('translation.key')",
        ] {
            assert!(!found(text), "{text}");
        }
        for needle in needles() {
            assert!(needle.len() >= 3, "{needle}");
            assert!(!["model", "MODEL", "load", "name"].contains(needle), "{needle}");
        }
    }
}
