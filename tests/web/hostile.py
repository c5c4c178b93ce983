"""Copies this repository's site and gives every text of it a hostile tail: `hostile.py FOLDER` writes the site there and
prints as JSON which mark has which tail. `hostile.py --look PUBLIC` reads the formats that a browser does not and prints,
as JSON lines, the texts in them and what is broken."""
import csv, io, json, os, re, shutil, sqlite3, sys, zipfile
import xml.dom.minidom as dom
import yaml

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
TAILS = ["</script><script>pwn(1)</script><pwn a=1>", "\"><img src=x onerror=pwn(1) class=pwn>", "' onmouseover='pwn(1)' pwn='",
         "&lt;pwn&gt; &amp; &#60;pwn> &quot;pwn", "]]> --> <!-- <?pwn ?> <![CDATA[<pwn>", "{{pwn}} {{{pwn}}} {{/pwn}} {{>pwn}} {{=<% %>=}}",
         "</title></style></textarea></svg><pwn>", "🏛 𝒫 Ⓐ \u2028\u2029pwn", "pwn" + "w" * 300, "\\;,\\nBEGIN:VEVENT\\r\\nSUMMARY:pwn",
         "=cmd|'/c pwn'!A1", "javascript:pwn(1) data:text/html,<pwn> vbscript:pwn", "%3Cpwn%3E %00 %0d%0aX-Pwn: 1", "</td></table><pwn>\"'`"]
KEYS = {"title", "description", "label", "reading", "illustrative", "reason", "licence", "summary", "place", "issuer",
        "signer", "signer_office", "standing_body", "signed_for", "recipients", "symbol"}
COLUMNS = re.compile("(name|title|position|steps|time|fee|reason)(_vi|_en)?|note|aliases|decision|legal_basis|achievement")
marks = {}


def mark(text, spare=()):
    """The text with a tail that can be found again."""
    tail = next(t for t in TAILS[len(marks) % len(TAILS):] + TAILS if not any(s in t for s in spare))
    name = f"M{len(marks)}Z"
    marks[name] = tail
    return f"{text} {name}{tail}"


def taint(node, key=""):
    if isinstance(node, dict):
        return {k: taint(v, key if k in ("vi", "en") else "title" if key == "authority" and k != "contact" else k) for k, v in node.items()}
    if isinstance(node, list):
        return [taint(v, key) for v in node]
    if isinstance(node, str) and key in KEYS:
        return mark(node)
    return node


def rewrite(path, change):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(change(text))


class Dumper(yaml.SafeDumper):
    """A text that was plain is written plain: only tails are quoted."""


Dumper.yaml_implicit_resolvers = {}


def dumped(value):
    return yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10 ** 6)


class Plain(yaml.SafeLoader):
    """All scalars stay the texts that they are."""


Plain.yaml_implicit_resolvers = {}


def taint_csv(path):
    def change(text):
        rows = list(csv.reader(io.StringIO(text)))
        at = [i for i, name in enumerate(rows[0]) if COLUMNS.fullmatch(name)]
        for row in rows[1:]:
            for i in at:
                if row[i]:
                    row[i] = mark(row[i], spare="\u2028;" if rows[0][i] == "aliases" else "\u2028")
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue()
    rewrite(path, change)


def literal(text):
    """As Markdown that stands for the text itself."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~\"'&:;=%$/@^,?])", r"\\\1", text)


def taint_page(path):
    def change(text):
        _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.M)
        front = taint(yaml.load(front, Plain))
        lines = [f"- {literal(mark('dòng'))}" for _ in TAILS] + [f"- `{mark('mã', '`').replace(chr(0x2028), '')}`" for _ in TAILS]
        links = "\n".join(f"- [{literal(mark('chữ'))}](https://a.example/?q=%22%3E%3Cpwn%3E'{i}&x=<pwn> \"{literal(mark('t'))}\")".replace("<pwn>", "%3Cpwn%3E")
                          for i in range(4))
        heading = f"## {literal(mark('Mục'))}"
        return f"---\n{dumped(front)}---\n{body}\n\n{heading}\n\n" + "\n".join(lines) + "\n\n" + links + "\n\n<pwn onclick=\"pwn(1)\">raw</pwn>\n\n<script>pwn(1)</script>\n"
    rewrite(path, change)


def make(site):
    os.makedirs(site)
    for part in ("content", "data"):
        shutil.copytree(os.path.join(TOP, part), os.path.join(site, part))
    shutil.copy(os.path.join(TOP, "congbo.yaml"), site)
    for name in os.listdir(os.path.join(site, "data")):
        if name.endswith(".csv"):
            taint_csv(os.path.join(site, "data", name))
    for name in ("congbo.yaml", *(os.path.join("data", n) for n in os.listdir(os.path.join(site, "data")) if n.endswith(".yaml"))):
        rewrite(os.path.join(site, name), lambda text: dumped(taint(yaml.load(text, Plain))))
    for at, _, names in os.walk(os.path.join(site, "content")):
        for name in sorted(names):
            if name.endswith(".md"):
                taint_page(os.path.join(at, name))


def say(file, context, texts=(), broken=""):
    print(json.dumps({"file": file, "context": context, "texts": list(texts), "broken": broken}))


def look_sqlite(path, name):
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert base.execute("pragma integrity_check").fetchone() == ("ok",)
    tables = [row[0] for row in base.execute("select name from sqlite_schema where type in ('table', 'view')")]
    for table in tables:
        say(name, "SQLite", (v for row in base.execute('select * from "%s"' % table.replace('"', '""')) for v in row if isinstance(v, str)))


def look_zip(path, name, context):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for member in archive.namelist():
            assert not member.startswith("/") and ".." not in member.split("/"), member
            text = archive.read(member)
            if member.endswith((".xml", ".rels")):
                tree = dom.parseString(text)
                say(f"{name} {member}", context, ("".join(c.data for c in t.childNodes if c.nodeType == c.TEXT_NODE) for t in tree.getElementsByTagName("t")))
                assert not tree.getElementsByTagName("f"), "a formula"
            elif member.endswith(".csv"):
                say(f"{name} {member}", context, (cell for row in csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";" if member.endswith(".excel.csv") else ",") for cell in row))


def look(public):
    looks = {".sqlite": look_sqlite, ".xlsx": lambda p, n: look_zip(p, n, "XLSX"), ".zip": lambda p, n: look_zip(p, n, "ZIP")}
    for at, _, names in os.walk(public):
        for name in sorted(names):
            end = os.path.splitext(name)[1]
            try:
                if end in looks:
                    looks[end](os.path.join(at, name), name)
            except Exception as error:
                say(name, end[1:], broken=repr(error))


if __name__ == "__main__":
    if sys.argv[1] == "--look":
        look(sys.argv[2])
    else:
        make(sys.argv[1])
        json.dump(marks, sys.stdout)
