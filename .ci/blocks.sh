#!/bin/sh
# Blocks a second on one core of the scenario of a year, with both levels of record; for `make bench`.
# Usage: blocks.sh BALLAST [BLOCKS]
set -eu
ballast=$1
blocks=${2:-200000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
pin=
if command -v taskset >/dev/null 2>&1; then pin="taskset -c 0"; fi
for level in summary full; do
    start=$(date +%s%N)
    $pin "$ballast" run scenarios/long/year.yaml --set "run.for=$blocks blocks" \
        --record "$level" --out "$folder/$level" --quiet
    end=$(date +%s%N)
    awk -v level="$level" -v blocks="$blocks" -v ns=$((end - start)) 'BEGIN {
        printf "  year, %d blocks, --record %-8s %12.0f  blocks/s\n", blocks, level, blocks * 1e9 / ns
    }'
done
