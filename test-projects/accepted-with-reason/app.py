from transformers import pipeline

# model-license: allow(forbidden-use) written permission of 2026-03-02, contract 4711
ner = pipeline("automatic-speech-recognition", model="facebook/mms-1b-all")  # expect: use facebook/mms-1b-all
