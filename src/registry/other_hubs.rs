//! Models of catalogues other than the Hub and Ollama: spaCy, Ultralytics, torchvision and others.

use super::layout;
use super::schema::{Catalogue, OtherModel};
use super::tables::{CONSTRUCTS, OTHER_MODELS};

/// The catalogue whose models a construct names, if it is on record.
#[must_use]
pub fn catalogue_of(construct: &str) -> Option<&'static Catalogue> {
    CONSTRUCTS.catalogues.iter().find(|catalogue| catalogue.constructs.iter().any(|known| **known == *construct))
}

/// A model of a catalogue, by its name there. An exact row comes before a pattern.
#[must_use]
pub fn find_other_model(catalogue: &str, name: &str) -> Option<&'static OtherModel> {
    let start = OTHER_MODELS.partition_point(|row| row.catalogue < catalogue);
    let rows = OTHER_MODELS.get(start..)?.iter().take_while(|row| row.catalogue == catalogue);
    rows.filter(|row| layout::fits(row.name.as_bytes(), name.as_bytes()))
        .max_by_key(|row| (!row.name.contains('*'), row.name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_their_own_catalogue() {
        for (catalogue, name, license) in [
            ("ultralytics", "yolov8n", Some("agpl-3.0")),
            ("spacy", "en_core_web_sm", Some("mit")),
            ("coqui", "tts_models/multilingual/multi-dataset/xtts_v2", Some("coqui-cpml")),
            ("torch-hub", "snakers4/silero-vad", Some("mit")),
            ("torch-hub", "someone/else", Some("?")),
            ("openai-whisper", "yolov8n", None),
            ("spacy", "my_model", None),
            ("nowhere", "base", None),
        ] {
            assert_eq!(find_other_model(catalogue, name).map(|row| row.license), license, "{catalogue} {name}");
        }
    }

    #[test]
    fn every_catalogue_has_models_and_constructs_that_exist() {
        for catalogue in CONSTRUCTS.catalogues.iter() {
            assert!(OTHER_MODELS.iter().any(|row| row.catalogue == &*catalogue.id), "{}", catalogue.id);
            assert_eq!(catalogue_of(&catalogue.constructs[0]).map(|found| found.id.0), Some(catalogue.id.0));
        }
    }
}
