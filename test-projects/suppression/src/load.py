from transformers import AutoModel, pipeline

# model-license: allow(forbidden-use) written permission of 2026-03-02
a = AutoModel.from_pretrained("facebook/seamless-m4t-v2-large")  # expect: use facebook/seamless-m4t-v2-large

# model-license: allow(unknown-model)
b = AutoModel.from_pretrained("kestrel-lab/ledger-7b")  # expect: use kestrel-lab/ledger-7b

# model-license: allow(unknow-model) ours
c = AutoModel.from_pretrained("kestrel-lab/claims-7b")  # expect: use kestrel-lab/claims-7b

# model-license: allow(unknown-model, forbidden-use) ours, and never forbidden
d = AutoModel.from_pretrained("kestrel-lab/letters-7b")  # expect: use kestrel-lab/letters-7b
