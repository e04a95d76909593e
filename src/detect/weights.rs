//! Weights files: recognised by name, read by their header only, whatever their size.

use crate::mention::{Certainty, Class, Kind, Mention};
use crate::text::{SourceText, Span};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many bytes of a weights file are read at most: headers of large models hold their vocabulary.
pub const HEADER_LIMIT: usize = 1 << 20;

/// Endings that mean weights.
const ENDINGS: &[&str] =
    &["gguf", "ggml", "safetensors", "onnx", "pt", "pth", "ckpt", "llamafile", "tflite", "mlmodel", "keras"];

/// Endings that mean weights only with a name that says so.
const NAMED: &[&str] = &["bin", "h5", "ot", "msgpack", "pb", "npz"];

/// Whether a path names a weights file.
#[must_use]
pub fn is_weights(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let speaks = [
        "pytorch_model",
        "adapter_model",
        "tf_model",
        "flax_model",
        "rust_model",
        "diffusion_pytorch_model",
        "ggml-",
        "model-0",
    ];
    ENDINGS.contains(&ending)
        || (NAMED.contains(&ending) && (speaks.iter().any(|start| stem.starts_with(start)) || stem == "model"))
}

/// What a weights file is and says of itself. `header` holds its first bytes.
#[must_use]
pub fn read(path: &str, header: &[u8]) -> Vec<Mention> {
    let source = Arc::new(SourceText::new(path, b""));
    let facts = facts(header);
    let license = ["general.license", "general.license.name", "license", "modelspec.license"]
        .iter()
        .find_map(|key| facts.get(*key));
    let at = |id: String, kind: Kind, construct: &'static str| Mention {
        source: Arc::clone(&source),
        span: Span { start: 0, end: 0 },
        id,
        kind,
        class: Class::Use,
        construct,
        revision: None,
        certainty: Certainty::Certain,
        declared_license: None,
    };
    let mut file = at(format!("file:{path}"), Kind::Weights, "weights-file");
    file.declared_license = license.cloned();
    let mut found = vec![file];
    for (key, value) in &facts {
        let names_source =
            key.starts_with("general.source.") || key.starts_with("general.base_model.") || key == "base_model";
        if names_source && let Some(id) = hub_id(value) {
            let construct = if key.starts_with("general.source.") { "weights-source" } else { "weights-base" };
            if !found.iter().any(|mention| mention.id == id) {
                found.push(at(id, Kind::Model, construct));
            }
        }
    }
    found
}

/// The id in an address of the Hub, or a plain id.
fn hub_id(value: &str) -> Option<String> {
    if let Some(address) = super::hub_url::next_address(value, 0) {
        return (address.kind == Kind::Model).then_some(address.id);
    }
    super::id::split(value).filter(|(owner, name)| !super::id::is_no_repository(owner, name)).map(|_| value.to_string())
}

fn facts(header: &[u8]) -> BTreeMap<String, String> {
    if header.starts_with(b"GGUF") { gguf(header).unwrap_or_default() } else { safetensors(header).unwrap_or_default() }
}

/// The free-form `__metadata__` of a safetensors header: eight bytes of length, then JSON.
fn safetensors(header: &[u8]) -> Option<BTreeMap<String, String>> {
    let length = usize::try_from(u64::from_le_bytes(header.get(..8)?.try_into().ok()?)).ok()?;
    let json = header.get(8..8usize.checked_add(length)?)?;
    let value: Value = serde_json::from_slice(json).ok()?;
    let metadata = value.get("__metadata__")?.as_object()?;
    Some(metadata.iter().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_string()))).collect())
}

/// The string values of a GGUF header, as far as the bytes reach.
fn gguf(header: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut reader = Reader { bytes: header, at: 4 };
    let version = reader.u32()?;
    if !(2..=3).contains(&version) {
        return None;
    }
    let _tensors = reader.u64()?;
    let count = reader.u64()?;
    let mut facts = BTreeMap::new();
    for _ in 0..count.min(4096) {
        let Some((key, value)) = reader.pair() else { break };
        if let Some(value) = value {
            facts.insert(key, value);
        }
    }
    Some(facts)
}

/// The number of the string type in the GGUF specification.
const TEXT: u32 = 8;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, length: usize) -> Option<&[u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.u64()?).ok()?;
        self.take(length).map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    fn pair(&mut self) -> Option<(String, Option<String>)> {
        let key = self.text()?;
        let kind = self.u32()?;
        if kind == TEXT {
            return Some((key, Some(self.text()?)));
        }
        self.skip(kind, 0)?;
        Some((key, None))
    }

    /// Passes over a value. The numbers are those of the GGUF specification.
    fn skip(&mut self, kind: u32, depth: usize) -> Option<()> {
        match kind {
            0 | 1 | 7 => self.take(1).map(|_| ()),
            2 | 3 => self.take(2).map(|_| ()),
            4..=6 => self.take(4).map(|_| ()),
            10..=12 => self.take(8).map(|_| ()),
            TEXT => self.text().map(|_| ()),
            9 if depth < 4 => {
                let inner = self.u32()?;
                let count = self.u64()?;
                (0..count).try_for_each(|_| self.skip(inner, depth + 1))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gguf_bytes(pairs: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = b"GGUF".to_vec();
        bytes.extend(3u32.to_le_bytes());
        bytes.extend(0u64.to_le_bytes());
        bytes.extend((pairs.len() as u64).to_le_bytes());
        for (key, value) in pairs {
            bytes.extend((key.len() as u64).to_le_bytes());
            bytes.extend(key.bytes());
            bytes.extend(8u32.to_le_bytes());
            bytes.extend((value.len() as u64).to_le_bytes());
            bytes.extend(value.bytes());
        }
        bytes
    }

    #[test]
    fn a_gguf_header_names_license_and_base() {
        let bytes = gguf_bytes(&[
            ("general.license", "llama3.1"),
            ("general.base_model.0.repo_url", "https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct"),
        ]);
        let found = read("models/a.gguf", &bytes);
        assert_eq!(found[0].id, "file:models/a.gguf");
        assert_eq!(found[0].declared_license.as_deref(), Some("llama3.1"));
        assert_eq!(found[1].id, "meta-llama/Llama-3.1-8B-Instruct");
        assert_eq!(found[1].construct, "weights-base");
    }

    #[test]
    fn truncated_headers_still_give_the_file() {
        let bytes = gguf_bytes(&[("general.license", "mit"), ("general.name", "x")]);
        for length in 0..bytes.len() {
            assert_eq!(read("a.gguf", &bytes[..length])[0].id, "file:a.gguf");
        }
        assert_eq!(read("a.safetensors", &u64::MAX.to_le_bytes()).len(), 1);
    }

    #[test]
    fn names_of_weights() {
        assert!(is_weights("a/model.safetensors") && is_weights("pytorch_model.bin") && is_weights("x.Q4_K_M.gguf"));
        assert!(!is_weights("firmware.bin") && !is_weights("README.md"));
    }
}
