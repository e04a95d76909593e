//! Chats with a model.

use hf_hub::{api::sync::Api, Repo, RepoType};

const TOKENIZER: &str = "EleutherAI/gpt-neox-20b"; // expect: use EleutherAI/gpt-neox-20b

/// Where the weights are.
pub fn repositories(api: &Api) -> Vec<hf_hub::api::sync::ApiRepo> {
    vec![
        api.repo(Repo::with_revision(
            "microsoft/phi-2".to_string(), // expect: use microsoft/phi-2
            RepoType::Model,
            "refs/pr/18".to_string(),
        )),
        api.repo(Repo::new("HuggingFaceH4/no_robots".into(), RepoType::Dataset)), // expect: dataset HuggingFaceH4/no_robots
        api.model(TOKENIZER.to_string()),
    ]
}

/// Which weights a size means.
pub fn weights(size: &str) -> &'static str {
    match size {
        "small" => "Qwen/Qwen2.5-0.5B", // expect: use Qwen/Qwen2.5-0.5B
        _ => "Qwen/Qwen2.5-1.5B", // expect: use Qwen/Qwen2.5-1.5B
    }
}
