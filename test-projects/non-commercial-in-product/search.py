from sentence_transformers import CrossEncoder, SentenceTransformer

embedder = SentenceTransformer("jinaai/jina-embeddings-v3", trust_remote_code=True)  # expect: use jinaai/jina-embeddings-v3
reranker = CrossEncoder("cross-encoder/ms-marco-MiniLM-L-6-v2")  # expect: use cross-encoder/ms-marco-MiniLM-L-6-v2
