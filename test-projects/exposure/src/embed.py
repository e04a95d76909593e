from sentence_transformers import SentenceTransformer

# Compared with intfloat/e5-small-v2 before.  expect: mention intfloat/e5-small-v2
model = SentenceTransformer("sentence-transformers/all-MiniLM-L6-v2")  # expect: use sentence-transformers/all-MiniLM-L6-v2
