from transformers import pipeline

pipe = pipeline("text-generation", model="Qwen/Qwen2.5-0.5B-Instruct")  # expect: use Qwen/Qwen2.5-0.5B-Instruct
