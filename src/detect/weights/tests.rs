use super::*;

/// A file as the walk reads it when it is small.
fn whole(head: &[u8]) -> Excerpt<'_> {
    Excerpt { head, tail: &[], size: head.len() as u64 }
}

fn is(path: &str, head: &[u8]) -> bool {
    format::may_be_weights(path) && format::is_weights(path, &whole(head))
}

/// The ids that a header names besides the file.
fn named(path: &str, head: &[u8]) -> Vec<(String, &'static str)> {
    read(path, &whole(head)).into_iter().skip(1).map(|mention| (mention.id, mention.construct)).collect()
}

fn declared(path: &str, head: &[u8]) -> Option<String> {
    read(path, &whole(head)).remove(0).declared_license
}

fn gguf(version: u32, big_endian: bool, pairs: &[(&str, &str)]) -> Vec<u8> {
    let word = |number: u32| if big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
    let length = |length: usize| {
        let length = length as u64;
        match (version, big_endian) {
            (1, _) => word(u32::try_from(length).unwrap()).to_vec(),
            (_, true) => length.to_be_bytes().to_vec(),
            (_, false) => length.to_le_bytes().to_vec(),
        }
    };
    let mut bytes = b"GGUF".to_vec();
    bytes.extend(word(version));
    bytes.extend(length(0));
    bytes.extend(length(pairs.len()));
    for (key, value) in pairs {
        bytes.extend(length(key.len()));
        bytes.extend(key.bytes());
        bytes.extend(word(8));
        bytes.extend(length(value.len()));
        bytes.extend(value.bytes());
    }
    bytes
}

fn safetensors(json: &str) -> Vec<u8> {
    [&(json.len() as u64).to_le_bytes(), json.as_bytes()].concat()
}

/// A protobuf field of bytes.
fn field(number: u8, value: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    let mut length = value.len();
    while length >= 0x80 {
        bytes.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).unwrap());
    bytes.extend(value);
    bytes
}

fn onnx(graph: usize) -> Vec<u8> {
    let pair = |key: &str, value: &str| field(14, &[field(1, key.as_bytes()), field(2, value.as_bytes())].concat());
    let before = [vec![0x08, 8], field(2, b"pytorch"), field(7, &vec![0; graph])].concat();
    [before, pair("license", "cc-by-nc-4.0"), pair("base_model", "facebook/opt-125m")].concat()
}

const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n";

#[test]
fn a_gguf_header_names_license_base_and_source_in_every_version_and_byte_order() {
    for (version, big_endian) in [(1, false), (2, false), (3, false), (3, true)] {
        let bytes = gguf(
            version,
            big_endian,
            &[
                ("general.license", "llama3.1"),
                ("general.base_model.0.repo_url", "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct"),
                ("general.source.repo_url", "https://huggingface.co/someone/tuned-8b"),
            ],
        );
        assert_eq!(declared("a.gguf", &bytes).as_deref(), Some("llama3.1"), "version {version}");
        let expected = [("someone/tuned-8b", "weights-source"), ("meta-llama/Llama-3.1-8B-Instruct", "weights-base")];
        assert_eq!(named("a.gguf", &bytes), expected.map(|(id, construct)| (id.to_owned(), construct)));
    }
}

#[test]
fn a_license_that_is_other_keeps_its_name() {
    let bytes = gguf(3, false, &[("general.license", "other"), ("general.license.name", "qwen-research")]);
    assert_eq!(declared("a.gguf", &bytes).as_deref(), Some("other:qwen-research"));
}

#[test]
fn truncated_headers_still_give_the_file() {
    for bytes in [gguf(3, false, &[("general.license", "mit"), ("general.name", "x")]), onnx(40)] {
        for length in 0..bytes.len() {
            assert_eq!(read("a.gguf", &whole(&bytes[..length]))[0].id, "file:a.gguf");
        }
    }
    assert_eq!(read("a.safetensors", &whole(&u64::MAX.to_le_bytes())).len(), 1);
}

#[test]
fn claims_of_endless_content_end_with_the_bytes() {
    let mut keys = b"GGUF\x03\0\0\0".to_vec();
    keys.extend([0; 8]);
    keys.extend((1_u64 << 60).to_le_bytes());
    let mut text = keys.clone();
    text.extend(u64::MAX.to_le_bytes());
    let mut array = keys.clone();
    array.extend(1_u64.to_le_bytes());
    array.extend(b"k\x09\0\0\0\x09\0\0\0");
    array.extend((1_u64 << 60).to_le_bytes());
    array.extend([0; 4096]);
    for bytes in [keys, text, array, vec![0x08, 8, 0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]] {
        assert_eq!(read("a.gguf", &whole(&bytes)).len(), 1);
    }
}

#[test]
fn safetensors_metadata_names_license_and_base() {
    let json = r#"{"__metadata__": {"modelspec.license": "CreativeML Open RAIL-M", "ss_sd_model_name":
        "stabilityai/stable-diffusion-xl-base-1.0"}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}"#;
    let bytes = safetensors(json);
    assert_eq!(declared("a.safetensors", &bytes).as_deref(), Some("CreativeML Open RAIL-M"));
    let base = ("stabilityai/stable-diffusion-xl-base-1.0".to_owned(), "weights-base");
    assert_eq!(named("a.safetensors", &bytes), [base]);
    // The tensors of large models do not fit into what is read; the metadata stands before them.
    assert_eq!(named("a.safetensors", &bytes[..bytes.len() - 20]).len(), 1);
}

#[test]
fn paths_in_metadata_are_no_models() {
    for path in ["/workspace/models/a.safetensors", "models/base", "D:/sd/v1.ckpt", "sd_xl_base_1.0.safetensors"] {
        let bytes = safetensors(&serde_json::json!({"__metadata__": {"ss_sd_model_name": path}}).to_string());
        assert!(named("a.safetensors", &bytes).is_empty(), "{path}");
    }
}

#[test]
fn onnx_metadata_is_found_behind_the_graph() {
    let base = [("facebook/opt-125m".to_owned(), "weights-base")];
    let small = onnx(300);
    assert_eq!(declared("a.onnx", &small).as_deref(), Some("cc-by-nc-4.0"));
    assert_eq!(named("a.onnx", &small), base);
    let large = onnx(100_000);
    let file = Excerpt { head: &large[..1000], tail: &large[large.len() - 500..], size: large.len() as u64 };
    assert_eq!(read("a.onnx", &file)[1].id, "facebook/opt-125m");
}

#[test]
fn names_and_magics_of_weights() {
    let torch = b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0archive/data.pkl";
    let keras = b"\x89HDF\r\n\x1a\n\0\0\0\0layer_names";
    for (path, head) in [
        ("a/model.safetensors", &b""[..]),
        ("x.Q4_K_M.gguf", b"GGUF"),
        ("pytorch_model.bin", b""),
        ("a.pt", torch),
        ("a.bin", torch),
        ("a.pth", b"\x80\x02}q\0X"),
        ("a.bin", b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."),
        ("whisper/base.bin", b"lmgg\0\0\0\0"),
        ("a.onnx", b"\x08\x07\x12\x07pytorch"),
        ("a.h5", keras),
        ("a.tflite", b"\x1c\0\0\0TFL3"),
        ("a.llamafile", b"MZqFpD='\n"),
    ] {
        assert!(is(path, head), "{path}");
    }
}

#[test]
fn other_files_with_such_endings_are_no_weights() {
    for (path, head) in [
        ("firmware.bin", &b"\x7fELF\0\0"[..]),
        ("archive.bin", b"PK\x03\x04\0\0file.txt"),
        ("site.pth", b"import sys\n./lib\n"),
        ("strings.pt", b"ola = mundo\n"),
        ("frames.h5", b"\x89HDF\r\n\x1a\n\0\0\0\0frames"),
        ("a.onnx", b"not a model"),
        ("README.md", b"GGUF"),
        ("level.bin", POINTER),
    ] {
        assert!(!is(path, head), "{path}");
    }
}

#[test]
fn a_pointer_of_git_lfs_stands_for_the_weights_and_says_so() {
    for path in ["a.gguf", "a.safetensors", "a.pt", "pytorch_model.bin", "a.onnx"] {
        assert!(is(path, POINTER), "{path}");
        let found = read(path, &whole(POINTER));
        assert_eq!((found.len(), found[0].construct), (1, "git-lfs-pointer"));
        assert_eq!(found[0].revision.as_deref(), Some("sha256:4d7a2146"));
    }
}
