from transformers import AutoModelForCausalLM

# The weights are in models/, the id is only for the tokenizer.
model = AutoModelForCausalLM.from_pretrained(
    "meta-llama/Llama-3.1-8B-Instruct",  # expect: use meta-llama/Llama-3.1-8B-Instruct
    device_map="auto",
)
