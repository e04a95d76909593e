pub const DEFAULT_MODEL: &str = "facebook/mms-tts-eng"; // expect: use facebook/mms-tts-eng
