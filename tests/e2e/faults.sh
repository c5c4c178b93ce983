#!/bin/sh
# Accidents of every kind; see faults.py.
exec python3 "$(dirname "$0")/faults.py"
