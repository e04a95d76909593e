//! The strings that open a file for close reading, as few as say the same.

use crate::schema::{Constructs, Key};
use std::collections::BTreeSet;

/// Strings that name a model wherever they stand, and imports of libraries whose calls have common names.
const FIXED: &[&str] = &[
    "huggingface.co",
    "hf.co/",
    "hf://",
    "hf:",
    "models--",
    "ollama",
    "pkg:huggingface/",
    "transformers",
    "mlx_lm",
    "mlx_vlm",
    "hf_hub",
    "hf-hub",
    "spacy.load",
    "torch.hub",
    "whisper.load_model",
    "explosion/spacy-models",
    "_Weights.",
    "yolov5",
    "yolov8",
    "yolo11",
    "yolo12",
    "yolo26",
];

/// All needles, sorted. None is part of another: the shorter one finds every file that the longer one would.
pub fn needles(constructs: &Constructs) -> Vec<String> {
    let mut all: BTreeSet<String> = FIXED.iter().map(|needle| (*needle).to_owned()).collect();
    for call in constructs.calls.iter().filter(|call| call.rare) {
        all.extend(call.names.iter().map(ToString::to_string));
    }
    for key in constructs.keys.iter().filter(|key| key.rare) {
        all.extend(spellings(key));
    }
    // Constants of Rust stand behind their type; so many types end alike that their ending serves for all.
    for constant in constructs.constants.iter() {
        let ending = if constant.of.ends_with("Resources") { "Resources" } else { constant.of.0 };
        all.insert(if constant.library.starts_with('@') { ending.to_owned() } else { format!("{ending}::") });
    }
    all.extend(commands(constructs));
    let part_of_another = |needle: &String| all.iter().any(|other| other != needle && needle.contains(other.as_str()));
    all.iter().filter(|needle| !part_of_another(needle)).cloned().collect()
}

/// A key as configuration, options, environments and JavaScript spell it.
fn spellings(key: &Key) -> BTreeSet<String> {
    let mut spellings = BTreeSet::new();
    for name in key.keys.iter().map(|name| name.trim_matches('*')) {
        spellings.extend([name.to_owned(), name.replace('_', "-"), name.to_uppercase(), camel(name)]);
    }
    spellings
}

/// `model_name_or_path` as `modelNameOrPath`.
fn camel(name: &str) -> String {
    let mut words = name.trim_start_matches('_').split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        text + &head.to_uppercase() + tail
    })
}

/// Commands and options that are said of models only. Those that only look like it open no file.
fn commands(constructs: &Constructs) -> BTreeSet<String> {
    use crate::schema::Named::{Nothing, PublishedModel};
    let names_one = |named| !matches!(named, Nothing | PublishedModel);
    let commands = constructs.commands.iter().filter(|row| names_one(row.names_a));
    let words = commands.map(|row| row.words.iter().map(|word| word.0).collect::<Vec<_>>().join(" "));
    let flags = constructs.flags.iter().filter(|row| names_one(row.names_a) && row.commands.is_empty());
    let long = flags.flat_map(|row| row.flags.iter()).filter(|flag| flag.starts_with("--")).map(ToString::to_string);
    words.chain(long).collect()
}
