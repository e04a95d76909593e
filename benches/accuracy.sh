#!/usr/bin/env bash
# Precision and recall on eleven published packages whose model references were labelled by hand.
# Obtains the packages with the ordinary clients (cargo, pip, npm) and prints the tables of docs/benchmarks.md.
# Usage: benches/accuracy.sh [FOLDER for the packages; default: target/accuracy]
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mkdir -p "${1:-target/accuracy}" && cd "${1:-target/accuracy}" && pwd)
mkdir -p "$folder/archives"

obtain() { # REGISTRY PACKAGE VERSION; prints the archive's path
    case $1 in
    crates.io)
        (cd / && cargo info --quiet --registry crates-io "$2@$3" >/dev/null)
        find "${CARGO_HOME:-$HOME/.cargo}/registry/cache" -name "$2-$3.crate" -print -quit
        ;;
    pypi)
        local file="$folder/archives/${2//-/_}-$3.tar.gz"
        [ -f "$file" ] || pip download --quiet --no-deps --no-binary "$2" --dest "$folder/archives" "$2==$3" >&2
        echo "$file"
        ;;
    npm)
        (cd "$folder/archives" && echo "$folder/archives/$(npm pack --silent "$2@$3")")
        ;;
    esac
}

while IFS=$'\t' read -r name registry package version excluded; do
    case $name in "#"*) continue ;; esac
    [ -d "$folder/sources/$name" ] && continue
    archive=$(obtain "$registry" "$package" "$version")
    # A boundary: the ignore file of this repository leaves `target` out.
    mkdir -p "$folder/sources/$name.part/.git"
    tar -xzf "$archive" -C "$folder/sources/$name.part" --strip-components=1 --exclude='*.map' ${excluded:+--exclude="$excluded"}
    mv "$folder/sources/$name.part" "$folder/sources/$name"
done <benches/accuracy/sources.tsv

ACCURACY_SOURCES="$folder/sources" cargo bench --locked --quiet --bench accuracy
