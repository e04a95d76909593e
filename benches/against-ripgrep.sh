#!/usr/bin/env bash
# Wall time of a scan against ripgrep's search for the naive pattern, on the same tree in the same run.
# Needs hyperfine and rg. Usage: benches/against-ripgrep.sh FOLDER...
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked --quiet
for folder in "$@"; do
    hyperfine --warmup 2 --ignore-failure -N \
        "target/release/cargo-model-license --root $folder list --mentions --format jsonl" \
        "rg -c '[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9._-]+' $folder"
done
