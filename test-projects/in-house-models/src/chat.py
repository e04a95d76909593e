"""Talks to Ollama.

Example:
    llm = ChatOllama(model="llama3.1", temperature=0)  # expect: ollama ollama:llama3.1

Run `ollama pull nomic-embed-text` first, expect: ollama ollama:nomic-embed-text
or try `qwen2.5:7b`. expect: ollama ollama:qwen2.5:7b
The embedder is `all-MiniLM-L6-v2`, which SentenceTransformer loads. expect: mention sentence-transformers/all-MiniLM-L6-v2
A tag such as python:3.11 or redis:7b names none.
"""

from langchain_ollama import ChatOllama

MODEL_NAME = "llama3.1"  # expect: ollama ollama:llama3.1
REASONING_MODEL_NAME = os.environ.get("OLLAMA_REASONING_MODEL", "deepseek-r1:1.5b")  # expect: ollama ollama:deepseek-r1:1.5b

llm = ChatOllama(model=MODEL_NAME)

if tokenizer_model == "gpt2":
    pass

LABELS = {
    "Xenova/bert-base-cased": "bert-base-cased",  # expect: use Xenova/bert-base-cased
    "Xenova/claude-tokenizer": "Claude",  # expect: use Xenova/claude-tokenizer
}
