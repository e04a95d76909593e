//! What must hold for any input: no panic, spans on characters and inside the file, the same answer twice.

use cargo_model_license::detect::{DETECTORS, detect, prefilter, weights};
use cargo_model_license::text::SourceText;
use cargo_model_license::walk::Excerpt;
use proptest::prelude::*;
use std::sync::Arc;

/// The beginnings of formats of weights.
const MAGICS: &[&[u8]] =
    &[b"", b"GGUF\x03\0\0\0", b"GGUF\0\0\0\x03", b"\x08\x08\x12\x01x", b"\0\0\0\0\0\0\0\0{\"__metadata__\":"];

/// Names that lead to every reader.
const NAMES: &[&str] = &[
    "a.py",
    "a.rs",
    "a.ts",
    "a.go",
    "a.rb",
    "a.yaml",
    "a.json",
    "a.toml",
    "a.ipynb",
    "a.md",
    "a.rst",
    "a.sh",
    "Dockerfile",
    "Modelfile",
    ".env",
    "a.txt",
    "a.lock",
    "a.html",
    "a.ini",
    "a.jsonl",
    "script",
];

/// Pieces that readers stumble over, with real ids among them.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("AutoModel.from_pretrained(".to_string()),
        Just("\"google/gemma-2b\"".to_string()),
        Just("model: meta-llama/Llama-3.1-8B@v1\n".to_string()),
        Just("https://huggingface.co/openai/whisper-tiny/resolve/main/x".to_string()),
        Just("```python\n".to_string()),
        Just("EmbeddingModel::BGESmallENV15".to_string()),
        Just("{{ .Values.x | default \"Qwen/Qwen2.5-0.5B\" }}".to_string()),
        Just("\\u00e4\\n\\\"".to_string()),
        Just("ä𝄞\u{202e}".to_string()),
        "[\\[\\](){}'\"`#/:=,;<>!$%&|\\\\ \n\t-]{1,6}",
        "[a-zA-Z0-9_./-]{1,12}",
        any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn detection_never_panics_and_spans_are_sound(text in pieces(), name in prop::sample::select(NAMES)) {
        let source = Arc::new(SourceText::new(name, text.as_bytes()));
        let found = detect(&source);
        for mention in &found {
            prop_assert!(mention.span.start <= mention.span.end && mention.span.end <= text.len());
            prop_assert!(text.is_char_boundary(mention.span.start) && text.is_char_boundary(mention.span.end));
            prop_assert!(!mention.id.is_empty());
            let (start, end) = (mention.start(), mention.end());
            prop_assert!(start.line >= 1 && start.column >= 1 && start <= end && end.line <= source.line_count());
        }
        let again: Vec<_> = detect(&source).iter().map(|mention| (mention.span, mention.id.clone())).collect();
        prop_assert_eq!(again, found.iter().map(|mention| (mention.span, mention.id.clone())).collect::<Vec<_>>());
    }

    #[test]
    fn what_detection_finds_passes_the_prefilter(text in pieces(), name in prop::sample::select(NAMES)) {
        let source = Arc::new(SourceText::new(name, text.as_bytes()));
        let certain = detect(&source).into_iter().any(|mention| mention.construct != "modelfile");
        prop_assert!(!certain || prefilter::may_name_a_model(text.as_bytes()), "{}", text);
    }

    #[test]
    fn any_bytes_of_weights_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), magic in 0..MAGICS.len()) {
        let bytes = [MAGICS[magic], &bytes].concat();
        let file = Excerpt { head: &bytes, tail: &bytes, size: bytes.len() as u64 };
        let found = weights::read("a.gguf", &file);
        prop_assert_eq!(found[0].id.as_str(), "file:a.gguf");
    }
}

#[test]
fn detectors_are_documented_and_unique() {
    for (index, detector) in DETECTORS.iter().enumerate() {
        assert!(!detector.docs.is_empty() && detector.docs.ends_with('.'), "{}", detector.id);
        assert!(detector.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", detector.id);
        assert!(DETECTORS[..index].iter().all(|other| other.id != detector.id), "{}", detector.id);
    }
}
