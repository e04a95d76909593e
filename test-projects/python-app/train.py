"""Fine-tunes a model.

Example: AutoModel.from_pretrained("google-bert/bert-base-uncased") expect: mention google-bert/bert-base-uncased
"""

import argparse
import os
from dataclasses import dataclass

from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

BASE = "Qwen/Qwen2.5-7B-Instruct"  # expect: use Qwen/Qwen2.5-7B-Instruct


@dataclass
class Arguments:
    model_name: str = "HuggingFaceTB/SmolLM2-1.7B"  # expect: use HuggingFaceTB/SmolLM2-1.7B


parser = argparse.ArgumentParser()
parser.add_argument("--model", default="ibm-granite/granite-3b-code-base-2k")  # expect: use ibm-granite/granite-3b-code-base-2k
parser.add_argument("--name", help="an id such as 01-ai/Yi-Coder-9B")  # expect: mention 01-ai/Yi-Coder-9B

tokenizer = AutoTokenizer.from_pretrained(BASE)
model = AutoModelForCausalLM.from_pretrained(BASE, revision="a09a35458c702b33eeacc393d103063234e8bc28")
adapter = PeftModel.from_pretrained(model, "tloen/alpaca-lora-7b")  # expect: use tloen/alpaca-lora-7b
classifier = pipeline(
    "text-classification",
    model="distilbert-base-uncased-finetuned-sst-2-english",  # expect: use distilbert/distilbert-base-uncased-finetuned-sst-2-english
)
path = hf_hub_download(repo_id="TheBloke/Mistral-7B-v0.1-GGUF", filename="mistral-7b-v0.1.Q4_K_M.gguf")  # expect: use TheBloke/Mistral-7B-v0.1-GGUF
data = load_dataset("HuggingFaceH4/ultrachat_200k")  # expect: dataset HuggingFaceH4/ultrachat_200k
more = snapshot_download("bigcode/the-stack", repo_type="dataset")  # expect: dataset bigcode/the-stack
embedding = os.environ.get("EMBEDDING_MODEL", "BAAI/bge-small-en-v1.5")  # expect: use BAAI/bge-small-en-v1.5
url = "https://huggingface.co/openai/whisper-tiny/resolve/169d4a4341b33bc18d8881c4b69c2e104e1cc0af/config.json"  # expect: use openai/whisper-tiny
# AutoModel.from_pretrained("google/gemma-2b") expect: mention google/gemma-2b
meta = ModelMeta(name="kestrel-lab/ingot-r3", revision="1")  # expect: use kestrel-lab/ingot-r3
