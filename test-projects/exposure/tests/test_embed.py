from sentence_transformers import SentenceTransformer
from transformers import AutoModelForCausalLM

# Also loaded by the software: the strongest place counts.
model = SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")  # expect: use sentence-transformers/all-MiniLM-L6-v2
judge = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2.5-Coder-3B-Instruct")  # expect: use Qwen/Qwen2.5-Coder-3B-Instruct
