import json

from google.generativeai import configure

HEADERS = {"Content-Type": "application/json", "Accept": "text/html"}
ROUTES = ["api/v1", "users/profile", "src/main", "and/or"]
REPOSITORY = "https://github.com/huggingface/transformers"
IMAGE = "ghcr.io/huggingface/text-generation-inference"
DATE = "2024/05"
RATIO = "tokens/sec"
data = json.load(open("data/train.json"))
output_dir = "output/checkpoint-500"
hosted = "google/gemini-2.5-pro"
