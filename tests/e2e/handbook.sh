#!/bin/bash
# Runs what README, the handbook and docs/ tell a reader to type: see handbook.py. --accept rewrites what they show as output.
cd "$(dirname "$0")/../.." || exit 1
CONGBO=${CONGBO:-$PWD/build/release/congbo} exec python3 tests/e2e/handbook.py "$@"
