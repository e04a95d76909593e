from transformers import pipeline

# model-license: allow(forbidden-use) written permission of 2026-03-02, contract 4711
ner = pipeline("automatic-speech-recognition", model="facebook/seamless-m4t-v2-large")  # expect: use facebook/seamless-m4t-v2-large
