use super::defaults::{File, places};
use crate::detect::detect;
use crate::detect::rust_items::Outline;
use crate::mention::Standing;
use crate::text::SourceText;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `line id` of what a crate of one file loads by default.
fn defaults(text: &str) -> Vec<String> {
    let outline = Outline::of(text, &BTreeSet::new());
    let source = Arc::new(SourceText::new("library 1.0.0: src/lib.rs", text.as_bytes()));
    let mentions = detect(&source);
    let places = places(&[File { source, mentions, outline: &outline, feature: None }]);
    let defaults = places.into_iter().filter(|place| place.standing == Standing::Default);
    defaults.map(|place| format!("{} {}", place.mention.start().line, place.mention.id)).collect()
}

/// Two models that nobody chose, so that the model in question is not the only one.
const CATALOGUE: &str = "\nfn all() { model(\"Qwen/Qwen2.5-7B\"); model(\"google/gemma-2b\"); }";

#[test]
fn what_a_default_states_is_loaded() {
    for text in [
        "impl Default for Options { fn default() -> Self { Options { model_id: \"openai/whisper-tiny\".into() } } }",
        "pub const DEFAULT_MODEL: &str = \"openai/whisper-tiny\";",
        "fn default_model() -> String { \"openai/whisper-tiny\".to_string() }",
        "fn f(model_id: Option<&str>) { let model_id = model_id.unwrap_or(\"openai/whisper-tiny\"); }",
        "struct Args { #[arg(long, default_value = \"openai/whisper-tiny\")] model_id: String }",
    ] {
        assert_eq!(defaults(&format!("{text}{CATALOGUE}")), ["1 openai/whisper-tiny"], "{text}");
    }
}

#[test]
fn a_default_may_be_a_name_of_the_crate_itself() {
    let variant = "#[derive(Default)] enum Size { #[default] Tiny, Base }
impl Size { fn model_id(self) -> &str { match self {
    Size::Tiny => \"openai/whisper-tiny\",
    Size::Base => \"openai/whisper-base\",
} } }";
    assert_eq!(defaults(variant), ["1 openai/whisper-tiny"]);
    let function = "impl Source { fn tiny() -> Self { model(\"openai/whisper-tiny\") } fn base() -> Self { model(\"openai/whisper-base\") } }
impl Default for Source { fn default() -> Self { Self::tiny() } }";
    assert_eq!(defaults(function), ["2 openai/whisper-tiny"]);
}

#[test]
fn a_catalogue_is_no_default_and_a_single_model_is() {
    assert_eq!(defaults(CATALOGUE), Vec::<String>::new());
    assert_eq!(defaults("fn load() { model(\"google/gemma-2b\"); }"), ["1 google/gemma-2b"]);
}

#[test]
fn a_variant_that_stands_near_several_models_stands_for_none() {
    let text = "fn f() { match kind { Kind::Bert => model(\"Qwen/Qwen2.5-7B\") } }
fn g() { match kind { Kind::Bert => model(\"google/gemma-2b\") } }
impl Default for Options { fn default() -> Self { Options { kind: Kind::Bert } } }";
    assert_eq!(defaults(text), Vec::<String>::new());
}
