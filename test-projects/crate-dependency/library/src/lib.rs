//! A library with a catalogue, of which one model is the default.
#[cfg(feature = "audio")]
mod audio;
mod catalogue;
#[cfg(feature = "vision")]
mod vision;

pub use catalogue::Embedder;

pub fn load(embedder: Embedder) {
    hf_hub::Api::new().model(embedder.repository().to_string());
}

#[cfg(test)]
mod tests {
    const DEFAULT_MODEL: &str = "hf-internal-testing/tiny-random-bert"; // expect: use hf-internal-testing/tiny-random-bert
}
