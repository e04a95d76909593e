"""Calls that name a task and no model: the library decides, and the model is in use all the same."""

from transformers import pipeline

sentiment = pipeline("sentiment-analysis")
named = pipeline("sentiment-analysis", model="ProsusAI/finbert")  # expect: use ProsusAI/finbert
passed = pipeline("sentiment-analysis", model=chosen)
on_card = pipeline("summarization", device=0)
