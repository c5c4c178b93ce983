#!/bin/bash
# The rules of targets, rankings, awards and dates as cases that a clerk can read: tests/spec/rules/README.md.
exec nice python3 -B "$(dirname "$0")/rules/run.py" "$@"
