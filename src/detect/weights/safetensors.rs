//! safetensors: eight bytes of length, then JSON whose `__metadata__` is free-form.

use super::Facts;
use serde_json::{Map, Value};

/// The values of `__metadata__`. Writers put it first, so that it is whole where the header is longer
/// than what was read.
pub(super) fn facts(head: &[u8]) -> Option<Facts> {
    let json = head.get(8..)?;
    if json.first() != Some(&b'{') {
        return None;
    }
    let key = b"\"__metadata__\"";
    let after = json.get(memchr::memmem::find(json, key)? + key.len()..)?.trim_ascii_start();
    let value = after.strip_prefix(b":")?;
    let metadata = serde_json::Deserializer::from_slice(value).into_iter::<Map<String, Value>>().next()?.ok()?;
    Some(metadata.into_iter().filter_map(|(key, value)| Some((key, value.as_str()?.to_owned()))).collect())
}
