use hf_hub::api::sync::Api;

fn main() -> anyhow::Result<()> {
    let api = Api::new()?;
    let model = api.model("codellama/CodeLlama-13b-hf".to_string()); // expect: use codellama/CodeLlama-13b-hf
    println!("{:?}", model.get("config.json")?);
    Ok(())
}
