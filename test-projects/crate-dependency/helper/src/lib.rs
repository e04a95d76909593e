//! A development dependency: not built into anything.
pub const DEFAULT_MODEL: &str = "openai/whisper-tiny"; // expect: use openai/whisper-tiny
