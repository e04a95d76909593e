pub struct Options {
    pub model: String,
}

impl Default for Options {
    fn default() -> Self {
        Options { model: "CohereForAI/aya-vision-8b".to_string() } // expect: use CohereForAI/aya-vision-8b
    }
}
