#!/bin/bash
# Each award of the five plans, as data/awards.yaml has it, on figures made to pass and to fail each of its conditions.
exec nice python3 -B "$(dirname "$0")/oracle/plans.py"
