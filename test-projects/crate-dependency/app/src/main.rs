fn main() {
    library::load(library::Embedder::Large); // the choice is a name, the model stands in the library
    hf_hub::Api::new().model("Qwen/Qwen2.5-0.5B-Instruct".to_string()); // expect: use Qwen/Qwen2.5-0.5B-Instruct
}
