/// Which model embeds; intfloat/e5-small-v2 was tried too. expect: mention intfloat/e5-small-v2
#[derive(Default)]
pub enum Embedder {
    #[default]
    Small,
    Base,
    Large,
}

impl Embedder {
    pub fn repository(&self) -> &'static str {
        let model_id = match self {
            Self::Small => "BAAI/bge-small-en-v1.5", // expect: use BAAI/bge-small-en-v1.5
            Self::Base => "BAAI/bge-base-en-v1.5", // expect: use BAAI/bge-base-en-v1.5
            Self::Large => "BAAI/bge-large-en-v1.5", // expect: use BAAI/bge-large-en-v1.5
        };
        model_id
    }
}
