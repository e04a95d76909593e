//! The shape of Hub ids, and what has that shape without being one.

use super::atom::Doubt;
use crate::registry;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// First path segments that are folders rather than organisations.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const FOLDERS: &[&str] = &[
    "adapters", "api", "app", "application", "apps", "archive", "artifacts", "asset", "assets", "audio", "backend",
    "backends", "background", "backup", "base", "bench", "benchmarks", "bin", "blob", "build", "cache", "charts",
    "checkpoint", "checkpoints", "ci", "ckpt", "ckpts", "client", "clients", "cmd", "code", "common", "community",
    "components", "conf", "config", "configs", "container", "content", "contrib", "core", "data", "dataset", "datasets",
    "default", "demo", "deploy", "deps", "dev", "dist", "doc", "docker", "docs", "download", "downloads", "engine",
    "engines", "env", "envs", "etc", "eval", "evals", "example", "examples", "experiments", "export", "exports", "ext",
    "extensions", "external", "features", "file", "files", "fixtures", "font", "frontend", "gallery", "generated",
    "gguf", "hack", "handlers", "helm", "home", "host", "html", "http", "https", "icons", "image", "images", "img",
    "include", "input", "inputs", "integrations", "internal", "json", "lib", "libs", "local", "log", "logs", "main",
    "master", "media", "message", "mnt", "mock", "model", "models", "module", "modules", "multipart", "my", "nltk_data",
    "node_modules", "notebook", "notebooks", "opt", "origin", "out", "output", "outputs", "package", "packages", "path",
    "pipelines", "pkg", "plugins", "proc", "project", "projects", "prompts", "proto", "provider", "providers", "public",
    "raw", "recipes", "refs", "release", "releases", "repo", "repos", "repositories", "resource", "resources",
    "results", "root", "run", "runs", "runtime", "runtimes", "sample", "samples", "saved", "saved_models", "scripts",
    "server", "servers", "services", "shared", "site", "source", "spaces", "spec", "src", "stacks", "static", "storage",
    "styles", "sys", "target", "tasks", "temp", "template", "templates", "test", "test_data", "tests", "text",
    "third_party", "tmp", "tools", "train", "trained_models", "trainer", "training", "tree", "types", "ui", "upload",
    "uploads", "user_data", "usr", "util", "utils", "v1", "v2", "var", "vendor", "video", "views", "weights", "work",
    "worker", "workers", "workflows", "workspace", "www", "x", "y",
];

/// Owners that stand for "yours" in examples. Such an id is a placeholder.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const PLACEHOLDERS: &[&str] = &[
    "acme", "author", "example-org", "foo", "me", "my-org", "my-user", "my-username", "mycompany", "myname", "myorg",
    "myrepo", "myuser", "nonexistent", "namespace", "org", "org-name", "organization", "owner", "repo-owner",
    "some-org", "some-user", "some_org", "test-org", "user", "user-name", "user_name", "username", "your-name",
    "your-org", "your-user", "your-username", "your_name", "your_org", "your_username", "yourname", "yourorg",
    "youruser", "yourusername", "hf-user", "hf_user", "hf-username",
];

/// Names that stand for "the model" in examples.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const PLACEHOLDER_NAMES: &[&str] = &[
    "model", "model-name", "model_name", "modelname", "model-id", "model_id", "name", "repo", "repo-name",
    "repo_name", "my-model", "your-model", "your_model", "my_model", "some-model", "repository", "project",
    "model-repo", "a-model", "config", "merges", "tokenizer", "vocab", "weights",
];

/// Endings of files: a last segment with one of these is a file, not a repository.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const FILE_ENDINGS: &[&str] = &[
    "bat", "bin", "bmp", "c", "cc", "cfg", "ckpt", "conf", "cpp", "cs", "css", "csv", "cu", "dart", "dll",
    "dockerfile", "dylib", "env", "exe", "ex", "gguf", "gif", "git", "gitignore", "go", "gz", "h", "hbs", "hpp",
    "htm", "html", "ico", "ini", "ipynb", "jar", "java", "jinja", "jinja2", "jpeg", "jpg", "js", "json", "json5",
    "jsonc", "jsonl", "jsx", "kt", "lock", "log", "lua", "m", "map", "md", "mdx", "mjs", "mm", "mov", "mp3", "mp4",
    "npy", "npz", "o", "onnx", "ot", "parquet", "pb", "pdf", "php", "pkl", "png", "proto", "ps1", "pt", "pth", "py",
    "pyi", "pyx", "r", "rb", "rs", "rst", "safetensors", "scss", "sh", "so", "sql", "svelte", "svg", "swift", "tar",
    "task", "tflite", "tgz", "tiff", "toml", "tpl", "ts", "tsv", "tsx", "ttf", "txt", "vue", "wasm", "wav", "webp",
    "whl", "woff", "woff2", "xml", "yaml", "yml", "zig", "zip", "zst", "mlmodel", "h5",
];

/// Stems of model families: what distinguishes a model's name from a code repository's.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const FAMILIES: &[&str] = &[
    "-base", "-chat", "-instruct", "-it", "-large", "-small", "-tiny", "albert", "align", "aya", "bart", "beit",
    "bert", "bge", "blip", "bloom", "chameleon", "clip", "codegen", "cogvlm", "cogvideo", "command-a", "command-r", "controlnet",
    "convnext", "deberta", "deepseek", "deit", "detr", "diffusion", "dinov", "distil", "dolly", "dolphin", "donut",
    "dpt", "e5", "efficientnet", "electra", "embed", "encoder", "ernie", "esm", "exaone", "falcon", "flan",
    "florence", "flux", "fuyu", "gemma", "glm", "gpt", "granite", "grok", "gte", "hermes", "hubert", "idefics",
    "internlm", "internvl", "jamba", "janus", "kimi", "kokoro", "layoutlm", "lfm", "llama", "llava", "longformer",
    "lora", "mamba", "marian", "maskformer", "mbart", "minicpm", "minilm", "minimax", "mistral", "mixtral",
    "mobilenet", "moondream", "mpnet", "mpt", "musicgen", "nemotron", "nllb", "olmo", "openelm", "opt-", "opus-mt",
    "orca", "owlvit", "paligemma", "parakeet", "pegasus", "phi-", "phi3", "phi4", "pixtral", "qwen", "qwq",
    "reranker", "resnet", "roberta", "rwkv", "sam-", "sam2", "sdxl", "segformer", "siglip", "smollm", "smolvlm",
    "solar", "speecht5", "splade", "stablelm", "starcoder", "swin", "t5", "tapas", "trocr", "tts", "ultravox",
    "vicuna", "vit-", "vits", "voxtral", "wav2vec", "whisper", "wizard", "xlm", "xlnet", "yi-", "yolo", "zephyr",
    "gguf", "onnx", "awq", "gptq", "dbrx", "aria", "molmo",
];

/// Whether a byte may stand in an organisation or a name.
#[must_use]
pub(super) fn is_id_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// Whether a text is one well-formed segment of an id, as the Hub's own client checks it.
#[must_use]
pub(super) fn is_segment(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=96).contains(&bytes.len())
        && bytes.iter().all(|byte| is_id_byte(*byte))
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && !text.contains("--")
        && !text.contains("..")
        && !text.ends_with(".git")
}

/// Splits `org/name` where both parts are well-formed.
#[must_use]
pub(super) fn split(id: &str) -> Option<(&str, &str)> {
    let (organization, name) = id.split_once('/')?;
    (is_segment(organization) && is_segment(name)).then_some((organization, name))
}

/// Whether the two parts are rather a folder and a file, a placeholder, a date or a fraction.
#[must_use]
pub(super) fn is_no_repository(organization: &str, name: &str) -> bool {
    let owner = organization.to_ascii_lowercase();
    FOLDERS.binary_search(&owner.as_str()).is_ok()
        || is_placeholder(organization, name)
        || is_number(organization)
        || is_api_version(organization, name)
        || organization.len() < 2
        || has_file_ending(name)
}

/// Whether the owner or the name is one that examples use for "yours".
#[must_use]
pub(super) fn is_placeholder(organization: &str, name: &str) -> bool {
    let owner = organization.to_ascii_lowercase();
    PLACEHOLDERS.contains(&owner.as_str())
        || starts_like_a_placeholder(&owner)
        || PLACEHOLDER_NAMES.contains(&name.to_ascii_lowercase().as_str())
        || (starts_like_a_placeholder(name) && !known_organization(organization))
}

/// `my-model`, `MyLlama-3b`: a name that examples use for "yours".
#[must_use]
pub(super) fn starts_like_a_placeholder(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["my-", "my_", "some-", "some_", "your-", "your_", "test-", "test_", "example-"]
        .iter()
        .any(|start| lower.starts_with(start))
        || name.strip_prefix("My").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether a name alone could be any word: lower-case letters only. A model's name rarely is.
#[must_use]
pub(super) fn is_plain_word(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a last segment ends like a file.
#[must_use]
pub(super) fn has_file_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| FILE_ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// `example.org/v1alpha2`: a group and version of an interface.
fn is_api_version(organization: &str, name: &str) -> bool {
    let rest = name.strip_prefix('v').unwrap_or_default();
    organization.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() <= 8
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-')
}

/// What distinguishes a published model from a code repository of the same family.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const VARIANTS: &[&str] = &[
    "-awq", "-bnb-4bit", "-cased", "-chat", "-finetune", "-finetuned", "-fp8", "-gguf", "-gptq", "-hf", "-instruct",
    "-int4", "-int8", "-lora-", "-mlx", "-onnx", "-uncased",
];

/// What names of datasets hold, even where they hold a model's name too.
const DATA: &[&str] = &["comparisons", "corpus", "dataset", "pairwise", "preference", "prompt"];

/// Whether a name reads like a model's: it holds the stem of a family, or a size such as `7b`.
#[must_use]
pub(super) fn reads_like_a_model(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    has_family(&lower) || has_size(&lower)
}

/// What the rest of the file has to confirm before an id that the registry does not know counts as a
/// model; none where nothing speaks for it.
#[must_use]
pub(super) fn doubt(organization: &str, name: &str) -> Option<Doubt> {
    let lower = name.to_ascii_lowercase();
    let (family, size) = (has_family(&lower), has_size(&lower));
    let named = size || has_named_family(&lower);
    let known = known_organization(organization);
    // The lists of words come last: nothing speaks for most paths.
    if !(known || family || size)
        || is_no_repository(organization, name)
        || DATA.iter().any(|word| lower.contains(word))
    {
        return None;
    }
    match (known, family || size) {
        // `-chat` and its like say little: datasets, images and folders end so, too.
        (true, true) => Some(if named { Doubt::None } else { Doubt::Name }),
        (true, false) => Some(Doubt::Name),
        (false, true)
            if has_named_family(&lower) && (size || VARIANTS.iter().any(|variant| has_part(&lower, variant))) =>
        {
            Some(Doubt::None)
        }
        (false, true) => Some(Doubt::Organization),
        (false, false) => None,
    }
}

/// The stems that may stand anywhere in a name, in one automaton: they are asked about for every path in prose.
static NAMED_FAMILIES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(FAMILIES.iter().filter(|stem| !stem.starts_with('-'))).ok());

fn has_named_family(lower: &str) -> bool {
    NAMED_FAMILIES.as_ref().is_some_and(|families| families.is_match(lower))
}

fn has_family(lower: &str) -> bool {
    has_named_family(lower) || FAMILIES.iter().any(|stem| stem.starts_with('-') && has_part(lower, stem))
}

/// `-base` in `x-base` and `x-base-v2`, not in `x-basekit`.
fn has_part(lower: &str, stem: &str) -> bool {
    lower.match_indices(stem).any(|(at, _)| {
        let next = lower.as_bytes().get(at + stem.len());
        !next.is_some_and(u8::is_ascii_alphanumeric) || stem.ends_with('-')
    })
}

/// `7b`, `1.5b`, `350m`: a number of parameters between separators.
fn has_size(lower: &str) -> bool {
    lower.split(['-', '_']).any(|part| {
        let digits = part.trim_end_matches(['b', 'm']);
        digits.len() + 1 == part.len()
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'x')
    })
}

/// Whether the registry knows the organisation.
#[must_use]
pub(super) fn known_organization(organization: &str) -> bool {
    registry::known_organization(organization.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_sorted_for_the_search() {
        assert!(FOLDERS.is_sorted());
    }

    #[test]
    fn shapes() {
        assert_eq!(split("meta-llama/Llama-3.1-8B"), Some(("meta-llama", "Llama-3.1-8B")));
        for wrong in ["a/b/c", "/b", "a/", "-a/b", "a/b.git", "a/b..c", "ä/b", "a b/c", "a--b/c"] {
            assert_eq!(split(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn look_alikes_are_no_repositories() {
        for (organization, name) in
            [("src", "main"), ("application", "json"), ("2024", "05"), ("huggingface", "app.py"), ("user", "bert")]
        {
            assert!(is_no_repository(organization, name), "{organization}/{name}");
        }
        assert!(!is_no_repository("sentence-transformers", "all-MiniLM-L6-v2"));
    }

    #[test]
    fn sizes_and_families_read_like_models() {
        for name in ["Foo-7B", "some_350m", "Meta-Llama-3", "whisper-tiny.en", "foo-1.5b-x"] {
            assert!(reads_like_a_model(name), "{name}");
        }
        for name in ["transformers.js", "react", "benchmark", "checkout"] {
            assert!(!reads_like_a_model(name), "{name}");
        }
    }
}
