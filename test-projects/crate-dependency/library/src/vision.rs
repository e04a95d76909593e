pub struct Options {
    pub model: String,
}

impl Default for Options {
    fn default() -> Self {
        Options { model: "facebook/mms-tts-eng".to_string() } // expect: use facebook/mms-tts-eng
    }
}
