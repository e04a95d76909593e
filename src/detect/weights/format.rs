//! Which files are weights: by their name where it is unmistakable, else by their first bytes.

use super::{gguf, onnx};
use crate::walk::Excerpt;
use memchr::memmem;

/// Endings that only weights have.
const ENDINGS: &[&str] = &["gguf", "ggml", "safetensors", "tflite", "mlmodel", "keras"];

/// Endings that weights share with other files: firmware, data, archives.
const SHARED: &[&str] = &["bin", "pt", "pth", "ckpt", "onnx", "h5", "hdf5", "llamafile", "ot", "msgpack", "pb", "npz"];

/// Endings with which a pointer to large content stands for weights.
const POINTED: &[&str] = &["pt", "pth", "ckpt", "onnx", "llamafile"];

/// Beginnings of names that libraries give to weights.
const CONVENTIONAL: &[&str] = &[
    "pytorch_model",
    "adapter_model",
    "tf_model",
    "flax_model",
    "rust_model",
    "diffusion_pytorch_model",
    "ggml-",
    "model-0",
];

/// The beginning of a git-lfs pointer.
pub(super) const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/v1\n";
/// Pointers are shorter than this, says their specification.
const POINTER_SIZE: u64 = 1024;

/// The number with which `torch.save` began before it wrote archives, as a pickle.
const TORCH_PICKLE: &[u8] = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.";
/// Magics of the formats before GGUF (`ggml`, `ggmf`, `ggjt`, `ggla`), little-endian.
const GGML: &[&[u8]] = &[b"lmgg", b"fmgg", b"tjgg", b"algg"];
const HDF5: &[u8] = b"\x89HDF\r\n\x1a\n";
const ZIP: &[u8] = b"PK\x03\x04";
/// A llamafile is a program: the magics of an Actually Portable Executable, of DOS and of Unix.
const PROGRAMS: &[&[u8]] = &[b"MZ", b"\x7fELF", b"jartsr="];

/// Whether a path may name weights.
#[must_use]
pub(super) fn may_be_weights(path: &str) -> bool {
    let (_, ending) = name(path);
    ENDINGS.contains(&ending.as_str()) || SHARED.contains(&ending.as_str())
}

/// Whether a file is weights, or a pointer to them.
#[must_use]
pub(super) fn is_weights(path: &str, file: &Excerpt<'_>) -> bool {
    let (stem, ending) = name(path);
    let conventional = stem == "model" && ending != "onnx" || CONVENTIONAL.iter().any(|start| stem.starts_with(start));
    let ending = ending.as_str();
    let head = file.head;
    if ENDINGS.contains(&ending) {
        return true;
    }
    if is_pointer(file) {
        return conventional || POINTED.contains(&ending);
    }
    // Text is no weights, whatever its name: `.pth` lists paths, `.bin` may be anything.
    let binary = head.is_empty() || memchr::memchr(0, &head[..head.len().min(8 * 1024)]).is_some();
    match ending {
        "llamafile" => PROGRAMS.iter().any(|magic| head.starts_with(magic)),
        "onnx" => onnx::is_onnx(head),
        "h5" | "hdf5" => is_keras(file) || (conventional && head.starts_with(HDF5)) || stem.ends_with(".weights"),
        "pt" | "pth" | "ckpt" => is_torch(file) || is_pickle(head),
        "bin" => is_torch(file) || head.starts_with(gguf::MAGIC) || is_ggml(head) || (conventional && binary),
        _ => conventional && binary,
    }
}

/// Whether a file is a git-lfs pointer.
pub(super) fn is_pointer(file: &Excerpt<'_>) -> bool {
    file.size <= POINTER_SIZE && file.head.starts_with(POINTER)
}

/// An archive of `torch.save`, or what it wrote before. Pickles are programs: nothing here runs them.
fn is_torch(file: &Excerpt<'_>) -> bool {
    let archive = file.head.starts_with(ZIP)
        && [file.head.get(..4096).unwrap_or(file.head), file.tail]
            .iter()
            .any(|bytes| memmem::find(bytes, b"/data.pkl").is_some());
    archive || file.head.starts_with(TORCH_PICKLE)
}

fn is_pickle(head: &[u8]) -> bool {
    matches!(head, [0x80, 2..=5, ..])
}

fn is_ggml(head: &[u8]) -> bool {
    GGML.iter().any(|magic| head.starts_with(magic))
}

/// HDF5 is a format for data; Keras leaves its names in the first groups.
fn is_keras(file: &Excerpt<'_>) -> bool {
    let marks: [&[u8]; 3] = [b"keras_version", b"layer_names", b"model_weights"];
    file.head.starts_with(HDF5) && marks.iter().any(|mark| memmem::find(file.head, mark).is_some())
}

/// The stem and the ending of a file name, in lower case.
fn name(path: &str) -> (String, String) {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.rsplit_once('.').map_or_else(Default::default, |(stem, ending)| (stem.to_owned(), ending.to_owned()))
}
