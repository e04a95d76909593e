#!/usr/bin/env bash
# Body of the GitHub Action. Reads its inputs from INPUT_* variables only.
set -euo pipefail

if ! command -v cargo-model-license >/dev/null 2>&1; then
    cargo install cargo-model-license --locked --version "${INPUT_VERSION:?}"
fi

arguments=(check)
[ -n "${INPUT_CONFIG:-}" ] && arguments+=(--config "$INPUT_CONFIG")
while IFS= read -r line; do
    [ -n "$line" ] && arguments+=("$line")
done <<<"${INPUT_ARGS:-}"

status=0
report=$(mktemp)
cargo-model-license "${arguments[@]}" >"$report" || status=$?
cat "$report"

[ -n "${GITHUB_OUTPUT:-}" ] && echo "exit-code=$status" >>"$GITHUB_OUTPUT"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    # The summary of a step may hold 1024 KiB; a fence that is longer than any in the report keeps it literal.
    { echo '## Model licenses'; echo '~~~~~~text'; head -c 900000 "$report"; echo; echo '~~~~~~'; } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
