"""What `git show` says of a table, commit by commit: an account of the past that shares nothing with congbo.

Usage: changes.py REPOSITORY RESOURCE PRIMARY,KEY NUMBER,COLUMNS [OLD=NEW column renames]
Prints the lines that data/changes/RESOURCE.csv must have, but for the reasons. Reads UTF-8 with LF or CR LF, ',' and
'.' only; a version with conflict marks, ragged rows or a key that stands twice is passed over."""
import csv
import io
import re
import subprocess
import sys
from decimal import Decimal
from datetime import datetime, timezone

repo, resource, keys, numbers = sys.argv[1:5]
renames = dict(word.split("=") for word in sys.argv[5:])
keys, numbers = keys.split(","), numbers.split(",")


def git(*words):
    return subprocess.run(["git", "-C", repo, *words], capture_output=True, check=True).stdout


def version(commit):
    """{key: {column: text}} and the columns, or None."""
    try:
        raw = git("show", f"{commit}:data/{resource}.csv").decode("utf-8-sig")
        git("show", f"{commit}:data/datapackage.yaml")
    except (subprocess.CalledProcessError, UnicodeDecodeError):
        return None
    if re.search(r"^(<{7}|={7}|>{7})", raw, re.M):
        return None
    rows = list(csv.reader(io.StringIO(raw.replace("\r\n", "\n")), strict=True))
    header, table = rows[0], {}
    for row in rows[1:]:
        if len(row) != len(header):
            return None
        cells = dict(zip(header, row))
        key = tuple(cells.get(k, "") for k in keys)
        if key in table:
            return None
        table[key] = cells
    return header, table


def key_text(key):
    return "/".join(v.replace("%", "%25").replace("/", "%2F") for v in key)


def kind(column, old, new):
    if column not in numbers:
        return "text"
    try:
        return "format" if Decimal(old) == Decimal(new) else "number"
    except ArithmeticError:
        return "number"


def compare(olds, new):
    header, table = new
    was = {}
    for column in header:
        if not any(column in old[0] for old in olds):
            before = [o for o, n in renames.items() if n == column and all(o in old[0] for old in olds)]
            if before:
                was[column] = before[0]
                yield "", column, before[0], column, "renamed"
            else:
                yield "", column, "", "", "added"
    for column in olds[0][0]:
        if all(column in old[0] for old in olds) and column not in header and column not in was.values():
            yield "", column, "", "", "removed"
    for key, cells in table.items():
        having = [old[1][key] for old in olds if key in old[1]]
        if not having:
            yield key_text(key), "", "", "", "added"
            continue
        for column, text in cells.items():
            before = [old[was.get(column, column)] for old in having if was.get(column, column) in old]
            if before and text not in before:
                yield key_text(key), column, before[0], text, kind(column, before[0], text)
    for key in olds[0][1]:
        if all(key in old[1] for old in olds) and key not in table:
            yield key_text(key), "", "", "", "removed"


state, out = {}, csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["commit", "committed_at", "key", "column", "old", "new", "class"])
for line in git("rev-list", "--date-order", "--reverse", "--parents", "--timestamp", "HEAD").decode().splitlines():
    when, commit, *parents = line.split()
    olds = []
    for parent in parents:
        if state.get(parent) and state[parent] not in olds:
            olds.append(state[parent])
    now = version(commit)
    state[commit] = now or (olds[0] if olds else None)
    if now and olds and now not in olds:
        stamp = datetime.fromtimestamp(int(when), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        for row in sorted(compare(olds, now), key=lambda r: [t.encode() for t in r]):
            out.writerow([commit, stamp, *row])
