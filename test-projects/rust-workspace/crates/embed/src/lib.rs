//! Embeds text.

use fastembed::{EmbeddingModel, TextEmbedding, TextInitOptions};

/// Loads the default model.
pub fn embedder() -> anyhow::Result<TextEmbedding> {
    TextEmbedding::try_new(TextInitOptions::new(EmbeddingModel::BGESmallENV15)) // expect: use Xenova/bge-small-en-v1.5
}
