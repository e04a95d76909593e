const e = await pipeline("feature-extraction", "kestrel-lab/search-7b"); // model-license: allow(unknown-model) ours
