"""Runs a local copy of an Apache-2.0 model."""

from transformers import AutoModelForCausalLM

MODEL = "mistralai/Mistral-7B-Instruct-v0.2"  # expect: use mistralai/Mistral-7B-Instruct-v0.2
REVISION = "41b61a33a2483885c981aa79e0df6b32407ed873"

model = AutoModelForCausalLM.from_pretrained(MODEL, revision=REVISION)
