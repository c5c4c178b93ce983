"""Random pasts: repositories with every accident that a table may meet, and data/changes/*.csv against an account of
them by git and Python alone. Prints TAP. PASTS=N repositories (20), PASTS_SEED the first of them.

An account reads each commit's descriptor and table from git (`git cat-file`), by PyYAML and csv; it shares nothing with
congbo. What it cannot read (another encoding than is declared, no NFC, ragged rows, conflict marks, a key that stands
twice, a text where a number should be) is passed over."""
import csv, io, os, random, re, subprocess, sys, tempfile, unicodedata
from datetime import datetime, timezone
from decimal import Decimal, InvalidOperation

import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
CONGBO = os.environ.get("CONGBO", os.path.join(HERE, "../../build/release/congbo"))
ENV = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LANG="C", TZ="UTC")
SETTINGS = "title: Thử\nbase_url: https://example.org/\nlanguages: [vi]\nas_of: 2026-11-20\n"
PAGE = "---\ntitle: Trang\n---\nNội dung.\n"
WORDS = ["Phường", "Hòa Bình", "đúng hạn", "a/b", "50%", "x, y", 'nói "vâng"', "n1", "", "%2F", "chậm"]


# ---- the account ----

def git(repo, *words):
    return subprocess.run(["git", "-C", repo, *words], capture_output=True, check=True, env=ENV).stdout


class Blobs:
    """Every object by one `git cat-file --batch`."""
    def __init__(self, repo):
        self.process = subprocess.Popen(["git", "-C", repo, "cat-file", "--batch"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=ENV)

    def read(self, name):
        self.process.stdin.write(name.encode() + b"\n")
        self.process.stdin.flush()
        head = self.process.stdout.readline().split()
        if head[-1] == b"missing":
            return None
        data = self.process.stdout.read(int(head[2]) + 1)[:-1]
        return data if head[1] == b"blob" else None

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def number(text, field, dialect):
    """A number as the reference copy has it, or None."""
    text = text.replace(dialect.get("groupChar", "\0"), "")
    text = text.replace(field.get("decimalChar", dialect.get("decimalChar", ".")), ".")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text) or (field["type"] == "integer" and "." in text):
        return None
    sign = "-" if text[0] == "-" else ""
    whole, dot, rest = text.lstrip("+-").partition(".")
    return sign + (whole.lstrip("0") or "0") + dot + rest


def read_table(raw, resource):
    """(columns, {key: {column: text}}, {column: type}) or None."""
    dialect, fields = resource.get("dialect", {}), resource["schema"]["fields"]
    encoding = resource.get("encoding", "utf-8")
    try:
        text = raw.decode({"utf-8": "utf-8-sig", "windows-1258": "cp1258"}.get(encoding, encoding))
    except UnicodeDecodeError:
        return None
    if encoding == "windows-1258":
        text = unicodedata.normalize("NFC", text)
    if text != unicodedata.normalize("NFC", text) or re.search(r"^(<{7}|={7}|>{7}|\|{7})", text, re.M):
        return None
    if any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in text):
        return None
    if text.count("\r\n") not in (0, text.count("\n")) or text.count("\r") != text.count("\r\n"):
        return None
    rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=dialect.get("delimiter", ","),
                           strict=True))
    header = rows[0] if rows else []
    if sorted(header) != sorted(f["name"] for f in fields) or any(len(row) != len(header) for row in rows):
        return None
    missing = resource["schema"].get("missingValues", [""])
    by_name = {f["name"]: f for f in fields}
    table, keys = {}, resource["schema"].get("primaryKey")
    for row in rows[1:]:
        cells = {}
        for name, value in zip(header, row):
            field = by_name[name]
            if value in missing:
                value = ""
            elif field["type"] in ("number", "integer"):
                value = number(value, field, dialect)
                if value is None:
                    return None
            cells[name] = value
        key = tuple(cells[k] for k in keys)
        if key in table or not any(key):
            return None
        table[key] = cells
    return [f["name"] for f in fields], table, {f["name"]: f["type"] for f in fields}, keys


class Account:
    def __init__(self, repo, name):
        self.name, self.blobs, self.skipped = name, Blobs(repo), []
        self.renames = (yaml.safe_load(self.blobs.read("HEAD:data/renames.yaml") or b"{}") or {}).get(name, {})
        self.columns, self.codes = self.renames.get("columns", {}), self.renames.get("codes", {})
        self.versions, self.lines, state = {}, [], {}
        today = yaml.safe_load(self.blobs.read("HEAD:data/datapackage.yaml"))
        self.path = next(r["path"] for r in today["resources"] if r["name"] == name)
        log = git(repo, "log", "--date-order", "--reverse", "--format=%ct %H %P").decode()
        for line in log.splitlines():
            when, commit, *parents = line.split()
            self.commit(state, int(when), commit, parents)
        self.blobs.close()

    def version(self, commit):
        """A version: readable table, None where it cannot be read, False where there is none to read."""
        raw = self.blobs.read(f"{commit}:data/datapackage.yaml")
        if raw is None:
            return "none", False
        try:
            resources = yaml.safe_load(raw)["resources"]
        except Exception: # by which file it was then nobody knows; that of today tells such versions apart
            return (raw, self.blobs.read(f"{commit}:data/{self.path}")), None
        own = [r for r in resources if r["name"] == self.name]
        if not own or own[0].get("publish") is False:
            return "none", False
        data = self.blobs.read(f"{commit}:data/{own[0]['path']}")
        identity = (raw, data)
        if identity not in self.versions:
            self.versions[identity] = read_table(data, own[0]) if data is not None else None
        return identity, self.versions[identity]

    def commit(self, state, when, commit, parents):
        olds, identities = [], []
        for parent in parents:
            identities.append(state[parent][0])
            if state[parent][1] and not any(old is state[parent][1] for old in olds):
                olds.append(state[parent][1])
        identity, now = self.version(commit)
        kept = now or (olds[0] if olds else None)
        if now and any(old is now for old in olds):
            kept = now
        state[commit] = (identity, kept)
        if now is None and identity not in identities:
            self.skipped.append(commit)
        if now and olds and not any(old is now for old in olds):
            stamp = datetime.fromtimestamp(when, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            for row in sorted(set(self.compare(olds, now)), key=lambda r: [t.encode() for t in r[:4]]):
                self.lines.append([commit, stamp, *row])

    def became(self, column, now, old):
        """What the column is called in the old state, or None."""
        if column in old:
            return column
        for name in old:
            step, seen = name, 0
            while name not in now and step in self.columns and seen <= len(self.columns):
                step, seen = self.columns[step], seen + 1
                if step == column:
                    return name
        return None

    def leads(self, codes, old, new):
        for _ in codes:
            old = codes.get(old)
            if old == new:
                return True
            if old is None:
                return False
        return False

    def rows(self, old, now):
        """{new key: old cells}, and the old rows that were taken."""
        columns, table, _, keys = now
        was = {c: self.became(c, columns, old[0]) for c in columns}
        by_key, okeys = {}, [was[k] for k in keys]
        if None not in okeys:
            for cells in old[1].values():
                by_key.setdefault(tuple(cells[k] for k in okeys), []).append(cells)
        if None in okeys or any(len(v) > 1 for v in by_key.values()) or any(not any(k) for k in by_key):
            by_key = {key: [cells] for key, cells in old[1].items()}
            okeys = old[3]
        found, taken = {}, set()
        for key in table:
            if key in by_key:
                found[key] = by_key[key][0]
                taken.add(id(found[key]))
        if len(okeys) == len(keys):
            for key, (cells,) in by_key.items():
                if id(cells) in taken:
                    continue
                new = self.renamed(key, keys, table, found)
                if new is not None:
                    found[new] = cells
                    taken.add(id(cells))
        return was, found, taken, {key: cells for key, (cells,) in by_key.items()}

    def renamed(self, key, keys, table, found, done=()):
        if len(done) == len(keys):
            return done if done in table and done not in found else None
        codes, value = self.codes.get(keys[len(done)], {}), key[len(done)]
        for _ in range(len(codes) + 1):
            new = self.renamed(key, keys, table, found, done + (value,))
            if new is not None or value not in codes:
                return new
            value = codes[value]
        return None

    def compare(self, olds, now):
        columns, table, types, keys = now
        laid = [self.rows(old, now) for old in olds]
        for column in columns:
            names = [was[column] for was, _, _, _ in laid]
            if all(n is None for n in names):
                yield "", column, "", "", "added"
            elif all(n != column for n in names):
                yield "", column, next(n for n in names if n), column, "renamed"
        for column in olds[0][0]:
            if column in columns or any(was[c] == column for was, _, _, _ in laid[:1] for c in columns):
                continue
            if all(column in old[0] and column not in was.values() for old, (was, _, _, _) in zip(olds, laid)):
                yield "", column, "", "", "removed"
        for key, cells in table.items():
            having = [(was, found[key]) for was, found, _, _ in laid if key in found]
            if not having:
                yield key_text(key), "", "", "", "added"
                continue
            for column, text in cells.items():
                before = [(was[column], old[was[column]]) for was, old in having if was[column]]
                if not before or text in [value for _, value in before]:
                    continue
                name, old = before[0]
                if any(self.leads(self.codes.get(c, {}), old, text) for c in (column, name)):
                    yield "", column, old, text, "renamed"
                else:
                    yield key_text(key), column, old, text, kind(types[column], old, text)
        for key, cells in laid[0][3].items():
            if id(cells) not in laid[0][2] and all(key in by and id(by[key]) not in taken
                                                   for _, _, taken, by in laid[1:]):
                yield key_text(key), "", "", "", "removed"


def key_text(key):
    return "/".join(v.replace("%", "%25").replace("/", "%2F") for v in key)


def kind(type, old, new):
    if type not in ("number", "integer"):
        return "text"
    try:
        return "format" if Decimal(old) == Decimal(new) else "number"
    except InvalidOperation:
        return "number"


# ---- the accidents ----

class Table:
    """What a table truly holds, and how it is written."""
    def __init__(self, rng):
        self.fields = [["unit", "string"], ["period", "string"], ["value", "number"], ["label", "string"]]
        self.keys = ["unit", "period"]
        self.rows = []
        self.path, self.encoding, self.missing, self.publish = "figures.csv", None, None, True
        self.dialect, self.newline, self.bom, self.quote = {}, "\n", False, csv.QUOTE_MINIMAL
        for _ in range(rng.randrange(1, 9)):
            self.add(rng)

    def copy(self):
        other = Table.__new__(Table)
        other.__dict__.update({k: (list(map(lambda x: dict(x) if isinstance(x, dict) else list(x), v)) if k in ("rows", "fields")
                                   else list(v) if isinstance(v, list) else dict(v) if isinstance(v, dict) else v)
                               for k, v in self.__dict__.items()})
        return other

    def cell(self, rng, name, type):
        if type == "string":
            return rng.choice(WORDS)
        return rng.choice(["", "0", "1", "1.0", "1.50", "1.5", "-2", "12345.67", "98.5", "100"])

    def add(self, rng):
        row = {name: self.cell(rng, name, type) for name, type in self.fields}
        row.update(unit=rng.choice("abcdefg") + rng.choice(["", "/x", "%"]), period=f"2026-Q{rng.randrange(1, 5)}")
        names = [n for n, _ in self.fields]
        row = {n: row.get(n, "") for n in names}
        if not any(all(row[k] == other[k] for k in self.keys) for other in self.rows):
            self.rows.insert(rng.randrange(len(self.rows) + 1), row)

    def descriptor(self):
        lines = ["resources:", "  - name: other", "    path: other.csv", "    schema:", "      primaryKey: [id]",
                 "      fields:", "        - {name: id, type: string}", "        - {name: note, type: string}",
                 "  - name: figures", f"    path: {self.path}"]
        lines += [f"    encoding: {self.encoding}"] if self.encoding else []
        lines += ["    publish: false"] if not self.publish else []
        lines += ["    dialect: {" + ", ".join(f'{k}: "{v}"' for k, v in self.dialect.items()) + "}"] if self.dialect else []
        lines += ["    schema:", f"      primaryKey: [{', '.join(self.keys)}]"]
        lines += [f"      missingValues: ['', {self.missing}]"] if self.missing else []
        lines += ["      fields:"] + [f"        - {{name: {n}, type: {t}}}" for n, t in self.fields]
        return "\n".join(lines) + "\n"

    def file(self):
        out = io.StringIO()
        names = [n for n, _ in self.fields]
        write = csv.writer(out, delimiter=self.dialect.get("delimiter", ","), lineterminator=self.newline, quoting=self.quote)
        write.writerow(names)
        for row in self.rows:
            write.writerow([self.written(row[n], t, n in self.keys) for n, t in self.fields])
        text = out.getvalue()
        if self.encoding == "windows-1258":
            return windows_1258(text)
        if self.encoding == "utf-16":
            return text.encode("utf-16")
        return (b"\xef\xbb\xbf" if self.bom else b"") + text.encode()

    def written(self, value, type, key):
        if value == "" and self.missing and not key:
            return self.missing
        return value.replace(".", self.dialect.get("decimalChar", ".")) if type == "number" else value


def windows_1258(text):
    """Letters that it lacks are written with a combining tone, as Windows does."""
    out = b""
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", c)
            tone = next(m for m in parts if m in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


def change_cell(t, rng):
    if t.rows:
        row, (name, type) = rng.choice(t.rows), rng.choice([f for f in t.fields if f[0] not in t.keys] or t.fields)
        if name not in t.keys:
            row[name] = t.cell(rng, name, type)


def remove_row(t, rng):
    if len(t.rows) > 1:
        t.rows.pop(rng.randrange(len(t.rows)))


def reorder(t, rng):
    rng.shuffle(t.rows)
    rng.shuffle(t.fields)


def restyle(t, rng):
    t.newline, t.bom = rng.choice(["\n", "\r\n"]), rng.random() < 0.5
    t.quote = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])


def redialect(t, rng):
    t.dialect = rng.choice([{}, {"delimiter": ";"}, {"delimiter": ";", "decimalChar": ","}, {"delimiter": "\\t"}])
    if t.dialect.get("delimiter") == "\\t":
        t.dialect = {"delimiter": "\t"}
    t.encoding = rng.choice([None, None, "windows-1258", "utf-16"])
    t.bom = t.bom and not t.encoding


def reformat(t, rng):
    for row in t.rows:
        for name, type in t.fields:
            if type == "number" and row[name] and rng.random() < 0.5:
                row[name] += "0" if "." in row[name] else ".0"


def add_column(t, rng):
    name = rng.choice(["extra", "rate", "method"])
    if name not in [n for n, _ in t.fields]:
        type = rng.choice(["string", "number"])
        t.fields.append([name, type])
        for row in t.rows:
            row[name] = t.cell(rng, name, type)


def remove_column(t, rng):
    names = [n for n, _ in t.fields if n not in t.keys]
    if len(names) > 1:
        gone = rng.choice(names)
        t.fields = [f for f in t.fields if f[0] != gone]
        for row in t.rows:
            del row[gone]


def rename_column(t, rng):
    for old, new in (("label", "caption"), ("caption", "heading"), ("rate", "share"), ("unit", "department")):
        names = [n for n, _ in t.fields]
        if old in names and new not in names and rng.random() < 0.5:
            t.fields = [[new if n == old else n, type] for n, type in t.fields]
            t.keys = [new if k == old else k for k in t.keys]
            t.rows = [{(new if n == old else n): v for n, v in row.items()} for row in t.rows]
            return


def rename_code(t, rng):
    for old, new in (("a", "alpha"), ("b", "beta"), ("beta", "b2")):
        name = t.keys[0]
        if rng.random() < 0.5 and any(r[name] == old for r in t.rows) and not any(r[name] == new for r in t.rows):
            for row in t.rows:
                row[name] = new if row[name] == old else row[name]


def retype(t, rng):
    t.fields = [[n, ("string" if type == "number" else "number") if n == "value" else type] for n, type in t.fields]


def rekey(t, rng):
    names = [n for n, _ in t.fields]
    keys = rng.choice([[names[0]], t.keys[:1], [n for n in names if n in ("unit", "department", "period")]])
    if keys and len({tuple(r[k] for k in keys) for r in t.rows}) == len(t.rows) and all(any(r[k] for k in keys) for r in t.rows):
        t.keys = keys


def move(t, rng):
    t.path = rng.choice(["figures.csv", "numbers.csv", "in/figures.csv"])


def remark(t, rng):
    t.missing = rng.choice([None, "'-'", "n/a", "NA"])
    t.missing = t.missing and t.missing.strip("'")


def hide(t, rng):
    t.publish = rng.random() < 0.7


STEPS = [change_cell] * 8 + [Table.add] * 4 + [remove_row] * 3 + [rename_code, rename_column] * 2 + [
    reorder, restyle, redialect, reformat, add_column, remove_column, retype, rekey, move, remark, hide]
BREAKS = ["marks", "twice", "ragged", "nfd", "bytes", "gone", "descriptor", "no descriptor", "word", "ends", "empty"]


def broken(files, table, how):
    path = "data/" + table.path
    text = files.get(path, b"")
    if how == "marks":
        files[path] = text + b"<<<<<<< HEAD\n"
    elif how == "twice":
        files[path] = text + text.splitlines(True)[-1]
    elif how == "ragged":
        files[path] = text + b"x\n"
    elif how == "nfd":
        files[path] = unicodedata.normalize("NFD", text.decode("utf-8", "replace") + "Hòa,x,1,2\n").encode()
    elif how == "bytes":
        files[path] = text + b"\xff\xfe\xff\n"
    elif how == "gone":
        files.pop(path)
    elif how == "descriptor":
        files["data/datapackage.yaml"] = b"resources: [\n"
    elif how == "no descriptor":
        files.pop("data/datapackage.yaml")
    elif how == "word":
        files[path] = text.replace(b"2026-Q1", b"2026-Q1\x00", 1)
    elif how == "ends":
        files[path] = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n", 1) if text.count(b"\n") > 1 else text
    elif how == "empty":
        files[path] = b""


def files_of(table, other):
    return {"congbo.yaml": SETTINGS.encode(), "content/index.vi.md": PAGE.encode(), "data/other.csv": other,
            "data/datapackage.yaml": table.descriptor().encode(), "data/" + table.path: table.file()}


def make(repo, rng):
    """A repository by git fast-import: some twenty commits, with merges of two to four."""
    subprocess.run(["git", "init", "-q", "-b", "main", repo], check=True, env=ENV)
    stream, tips, clock = [], [], 1700000000
    renames = ("figures: {columns: {label: caption, caption: heading, rate: share, unit: department},\n"
               "  codes: {unit: {a: alpha, b: beta, beta: b2}, department: {a: alpha, b: beta, beta: b2}}}\n")

    def add(parents, files):
        nonlocal clock
        clock += rng.choice([0, 60, 86400, -4000])
        zone = rng.choice(["+0000", "+0700", "-1130"])
        mark = len(stream) + 1
        text = [f"commit refs/heads/main\nmark :{mark}\ncommitter {rng.choice(['Thư ký', 'a', 'X Y Z'])} <c@example.vn> "
                f"{clock} {zone}\ndata 2\nm\n\n".encode()]
        text += [f"{'merge' if i else 'from'} :{p}\n".encode() for i, p in enumerate(parents)]
        text.append(b"deleteall\n")
        for path, data in files.items():
            text.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        stream.append(b"".join(text))
        return mark

    table, other = Table(rng), b"id,note\nx,1\n"
    tips.append((add([], files_of(table, other) if rng.random() < 0.9 else {"README": b"x"}), table, other))
    for _ in range(rng.randrange(8, 24)):
        act = rng.random()
        if act < 0.15 and len(tips) > 1:
            merged = rng.sample(tips, rng.randrange(2, min(4, len(tips)) + 1))
            mark, table, other = merged[0]
            table = rng.choice(merged)[1].copy()
            if rng.random() < 0.5:
                rng.choice(STEPS)(table, rng)
            new = (add([m[0] for m in merged], files_of(table, other)), table, other)
            tips = [t for t in tips if t not in merged] + [new]
            continue
        at = rng.randrange(len(tips))
        mark, table, other = tips[at]
        table = table.copy()
        if rng.random() < 0.2:
            other += f"n{len(stream)},2\n".encode()
        else:
            for _ in range(rng.randrange(1, 4)):
                rng.choice(STEPS)(table, rng)
        files = files_of(table, other)
        if rng.random() < 0.15:
            broken(files, table, rng.choice(BREAKS))
        new = (add([mark], files), table, other)
        if rng.random() < 0.25 and len(tips) < 4:
            tips.append(new)
        else:
            tips[at] = new
    mark, table, other = tips[0]
    table = table.copy()
    table.publish = True
    files = files_of(table, other)
    files["data/renames.yaml"] = check_renames(table, renames)
    add([t[0] for t in tips], files)
    subprocess.run(["git", "-C", repo, "fast-import", "--quiet", "--force"], input=b"".join(stream), check=True, env=ENV)
    subprocess.run(["git", "-C", repo, "reset", "-q", "--hard", "main"], check=True, env=ENV)


def check_renames(table, text):
    """Only renames that end in a column of today may be declared."""
    names, columns = [n for n, _ in table.fields], {"label": "caption", "caption": "heading", "rate": "share",
                                                    "unit": "department"}
    while True:
        good = {o: n for o, n in columns.items() if n in names or n in columns}
        if good == columns:
            break
        columns = good
    codes = {c: "{a: alpha, b: beta, beta: b2}" for c in ("unit", "department") if c in names or c in columns}
    return ("figures: {columns: {%s}, codes: {%s}}\n" % (", ".join(f"{o}: {n}" for o, n in columns.items()),
                                                       ", ".join(f"{c}: {m}" for c, m in codes.items()))).encode()


# ---- one against the other ----

def lines(path):
    with open(path, newline="", encoding="utf-8") as file:
        return [row[:-1] for row in csv.reader(file)][1:]


def trial(repo, seed):
    rng = random.Random(seed)
    make(repo, rng)
    out = os.path.join(repo, "public")
    built = subprocess.run([CONGBO, "-C", repo, "build", "-q", "--jobs", "1"], capture_output=True, text=True, env=ENV)
    if built.returncode:
        return None if built.returncode == 1 else built.stderr
    for name in ("figures", "other"):
        account = Account(repo, name)
        ours, theirs = lines(f"{out}/data/changes/{name}.csv"), account.lines
        if ours != theirs:
            return "\n".join([f"seed {seed}, {name}:"] + [f"- {r}" for r in theirs if r not in ours] +
                             [f"+ {r}" for r in ours if r not in theirs] + ["or the order"])
        log = subprocess.run([CONGBO, "-C", repo, "log", name], capture_output=True, text=True, env=ENV).stdout
        said = [line.split()[1] for line in log.splitlines() if " skipped " in line]
        if said != [commit[:12] for commit in account.skipped]:
            return f"seed {seed}, {name}: skipped {said}, not {account.skipped}"
        counts[name] = counts.get(name, 0) + len(ours)
    return ""


counts, failed, judged = {}, [], 0
first, wanted = int(os.environ.get("PASTS_SEED", "1")), int(os.environ.get("PASTS", "20"))
for seed in range(first, first + wanted):
    with tempfile.TemporaryDirectory(prefix="pasts.") as top:
        said = trial(os.path.join(top, "r"), seed)
        judged += said is not None
        if said:
            failed.append(said)
            print("\n".join("# " + line for line in said.splitlines()[:12]), flush=True)
good = not failed and judged * 2 > wanted and counts.get("figures", 0) > wanted
print(f"{'ok' if good else 'not ok'} 1 - {judged} random pasts, {sum(counts.values())} changes, are those that git gives")
print("1..1")
sys.exit(not good)
