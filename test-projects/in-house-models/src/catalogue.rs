//! An organisation that no registry knows: the file itself says what is a model.

pub enum Size {
    Small,
    Large,
    Router,
}

impl Size {
    pub fn repository(&self) -> &'static str {
        match self {
            // A family and a size: nothing but a model is called so.
            Size::Small => "kestrel-lab/mamba2-370m-hf", // expect: use kestrel-lab/mamba2-370m-hf
            // The organisation is one that this file loads from.
            Size::Large => "kestrel-lab/flux-heron", // expect: use kestrel-lab/flux-heron
            // A name that says nothing stays out, whoever owns it.
            Size::Router => "kestrel-lab/router",
        }
    }
}

/// The same checkpoint as kestrel-lab/flux-heron, for the record. expect: mention kestrel-lab/flux-heron
pub const TEMPLATE: &str = "unknown-lab/flux-thing";

struct Source {
    repo_owner: &'static str,
    repo_name: &'static str,
}

const EMBEDDER: Source = Source {
    repo_name: "all-mpnet-base-v2",
    repo_owner: "sentence-transformers", // expect-above: use sentence-transformers/all-mpnet-base-v2
};

fn backbone(size: &str) -> String {
    format!("timm/mobilenetv4_{size}_in1k") // expect: use timm/mobilenetv4_{size}_in1k
}

fn load() {
    let model_id = "kestrel-lab/stories"; // expect: dataset kestrel-lab/stories
    let data = api.dataset(model_id.to_string());
}

fn weights() {
    let model_id = "kestrel-lab/heron-7b"; // expect: use kestrel-lab/heron-7b
    let repository = api.model(model_id.to_string());
}
