#!/bin/sh
# Random repositories and what has changed in them; see pasts.py.
exec nice python3 -B "$(dirname "$0")/pasts.py"
