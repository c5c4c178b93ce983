#!/bin/bash
# A second implementation of the rules, in tests/spec/oracle, on random sites: ranks, statuses, eligibility and what is said of them must
# be the same. ORACLE_SITES is how many (200), ORACLE_SEED the first.
exec nice python3 -B "$(dirname "$0")/oracle/compare.py"
