//! Files made to hurt: too deep, too long, unclosed. Reading them ends, and finds what stands there.
//! No test measures time: quadratic reading of these sizes would not end within the patience of anyone.

use cargo_model_license::detect::{detect, weights};
use cargo_model_license::text::SourceText;
use cargo_model_license::walk::Excerpt;
use std::sync::Arc;

const ID: &str = "\"google/gemma-2b\"";
const DEEP: usize = 100_000;

/// How many models a file of this name and text names; every place is sound.
fn count(name: &str, text: &str) -> usize {
    let source = Arc::new(SourceText::new(name, text.as_bytes()));
    let found = detect(&source);
    for mention in &found {
        assert!(source.text().get(mention.span.start..mention.span.end).is_some());
        assert!(mention.start() <= mention.end());
    }
    found.len()
}

/// A file of weights that is all header.
fn whole(bytes: &[u8]) -> Excerpt<'_> {
    Excerpt { head: bytes, tail: bytes, size: bytes.len() as u64 }
}

#[test]
fn deep_brackets_end_in_every_language() {
    for name in ["a.py", "a.js", "a.rs", "a.go", "a.json", "a.yaml", "a.toml", "a.ipynb"] {
        count(name, &format!("{}{ID}{}\n", "[".repeat(DEEP), "]".repeat(DEEP)));
        for (open, close) in [("(", ")"), ("{\"a\":", "}"), ("f(", ")")] {
            count(name, &format!("a = {}{ID}{}\n", open.repeat(DEEP / 10), close.repeat(DEEP / 10)));
            count(name, &format!("{}{ID}\n", open.repeat(DEEP / 10)));
        }
    }
    assert_eq!(count("a.py", &format!("a = {}{ID}{}\n", "[".repeat(DEEP), "]".repeat(DEEP))), 1);
}

#[test]
fn brackets_that_were_never_opened_are_not_searched_for() {
    for name in ["a.py", "a.js", "a.rs"] {
        assert_eq!(count(name, &format!("{}{}{ID}\n", "(".repeat(DEEP), "]".repeat(DEEP))), 1, "{name}");
    }
}

#[test]
fn comments_and_empty_lines_without_end_are_passed_once() {
    for filler in ["\n", "# c\n"] {
        assert_eq!(count("a.py", &format!("{}a = {ID}\n", filler.repeat(200_000))), 1);
    }
    assert_eq!(count("a.js", &format!("{}const a = {ID};\n", "// c\n".repeat(200_000))), 1);
}

#[test]
fn a_minified_file_is_one_line_of_many_ids() {
    let statement = format!("function f(a,b){{return a?b:{ID}+g(`x${{a}}`,[1,2,3],/ab/,1/2)}}");
    assert_eq!(count("a.min.js", &statement.repeat(20_000)), 20_000);
}

#[test]
fn one_line_of_ten_megabytes() {
    for name in ["a.py", "a.yaml", "a.md", "a.sh", "a.txt", "Dockerfile"] {
        let words = "word ".repeat(2_000_000);
        assert!(count(name, &format!("# google/gemma-2b {words}")) <= 1, "{name}");
    }
}

#[test]
fn templates_without_end_on_one_line() {
    count("a.yaml", &format!("a: google/gemma-2b\n{}", "b: {{ x }} ".repeat(50_000)));
    count("a.yaml", &format!("a: google/gemma-2b\nb: {}", "{{".repeat(50_000)));
}

#[test]
fn aliases_are_not_expanded() {
    let line = |level: usize| {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        format!("a{level}: &a{level} [{items}]\n")
    };
    let text: Vec<String> = std::iter::once("a0: &a0 [x, x]\n".to_string()).chain((1..40).map(line)).collect();
    let text = text.concat();
    assert_eq!(count("a.yaml", &format!("{text}model: google/gemma-2b\n")), 1);
}

#[test]
fn nul_bytes_are_characters_like_others() {
    assert_eq!(count("a.py", &format!("a = {ID}\n{}", "\0".repeat(500_000))), 1);
}

#[test]
fn deep_quotes_and_lists_in_markdown() {
    for marker in ["> ", "- ", "[", "*_", "<a ", "[a](b", "`"] {
        assert!(count("a.md", &format!("google/gemma-2b\n\n{}x\n", marker.repeat(20_000))) >= 1, "{marker}");
    }
}

#[test]
fn what_is_never_closed_ends_with_the_file() {
    for open in ["/*", "`${", "'\\", "r#\"", "\"\"\"", "<!--", "```\n", "$(", "${", "/ "] {
        for name in ["a.py", "a.js", "a.rs", "a.html", "a.sh", "a.md", "a.yaml", "a.json", "a.toml"] {
            count(name, &format!("a = {ID}\n{}", open.repeat(20_000)));
        }
    }
}

#[test]
fn a_header_that_claims_two_to_the_sixty_keys_is_read_as_far_as_it_reaches() {
    let mut header = b"GGUF\x03\0\0\0".to_vec();
    header.extend(0u64.to_le_bytes());
    header.extend((1u64 << 60).to_le_bytes());
    assert_eq!(weights::read("a.gguf", &whole(&header))[0].id, "file:a.gguf");
    // An array of 2^60 arrays of nothing costs no bytes each.
    header.extend(1u64.to_le_bytes());
    header.extend(b"k");
    header.extend(9u32.to_le_bytes());
    header.extend(9u32.to_le_bytes());
    header.extend((1u64 << 60).to_le_bytes());
    assert_eq!(weights::read("a.gguf", &whole(&header))[0].id, "file:a.gguf");
}

#[test]
fn a_hundred_thousand_doubtful_ids_ask_the_file_once() {
    let text = "# github.com/some/thing\n".to_string() + &"x = \"google/thing\", \"kestrel/flux\"\n".repeat(50_000);
    assert_eq!(count("a.py", &text), 0, "nothing in the file speaks for them");
    let text = format!("m = {ID}\n{}", "x = \"google/thing\"\n".repeat(50_000));
    assert!(count("a.py", &text) < 100, "only those near the model that is known are kept");
}

#[test]
fn a_hundred_thousand_uses_of_one_variable() {
    let text = "name = \"google/gemma-2b\"\nload.from_pretrained(name)\n".repeat(30_000);
    assert_eq!(count("a.py", &text), 30_000);
}

#[test]
fn one_line_of_prose_that_names_models() {
    let text = "see google/unheard-of-7b; ".repeat(50_000);
    assert_eq!(count("a.md", &text), 50_000);
}
