#!/usr/bin/env bash
set -euo pipefail
docker pull ghcr.io/huggingface/text-generation-inference:2.4
text-generation-launcher --model-id bigcode/starcoder2-7b --port 8080  # expect: use bigcode/starcoder2-7b
