fn main() {
    hf_hub::Api::new().model("google/gemma-2b".to_string()); // expect: use google/gemma-2b
}
