"""Runs the blocks of README.md, CONTRIBUTING.md, docs/*.md and content/handbook/*.md in the order in which they stand.

Each document has a folder of its own: a fresh `congbo new` in a git repository with one commit; for a document with the
comment `<!-- begins in an empty folder -->`, an empty one. A
page in Vietnamese is read by somebody whose LANG is Vietnamese. The first word of a fenced block says what it is:

    sh                  commands, run by bash; `status=1` where they end so
    output              what the commands before it print; a line `…` stands for any lines, `…` in a line for any words
    ANY file=PATH       the whole of that file: it is written
    ANY append=PATH     lines for the end of that file
    diff change=PATH    lines of that file to be changed: `-` as they are, `+` as they are to be
    ANY example         shown, and not run: the reader's own names stand in it
    python r sql run    a script, run by Python, R, DuckDB (where the machine has them) in the folder

`sh needs=WORD` is not run here (root, a server of one's own, a browser …): its grammar is checked and it is listed as skipped. Every
other language of a block, and every block without one, is text to read. A page and its twin hold the same blocks.
"""
import concurrent.futures, difflib, gzip, http.client, os, re, shutil, socket, subprocess, sys, tempfile, time

congbo, accept = os.path.abspath(os.environ["CONGBO"]), "--accept" in sys.argv
home = os.getcwd()
work = tempfile.mkdtemp()
BIN = os.path.join(work, "bin")
RUNNERS = {"python": ["python3"], "r": ["Rscript"], "sql": ["node", os.path.join(home, "tests/duckdb/run.mjs")]}
FENCE = re.compile(r"^( *)(`{3,})([^`\n]*)\n(.*?)^\1\2 *$\n?", re.M | re.S)


class Block:
    def __init__(self, match):
        self.indent, info = match.group(1), match.group(3).split()
        self.language = info[0] if info else ""
        self.options = dict(word.partition("=")[::2] for word in info[1:])
        self.text = re.sub("^" + self.indent, "", match.group(4), flags=re.M)
        self.span = match.span(4)


def environment(folder, language):
    names = {"HOME": folder + ".home", "PATH": BIN + ":" + os.environ["PATH"], "TZ": "Asia/Ho_Chi_Minh", "GIT_CONFIG_NOSYSTEM": "1",
             "LANG": "vi_VN.UTF-8" if language == "vi" else "C.UTF-8", "GIT_PAGER": "cat", "DEFAULT": home + "/themes/default",
             "GIT_AUTHOR_DATE": "2026-04-20T08:00:00+07:00", "GIT_COMMITTER_DATE": "2026-04-20T08:00:00+07:00"}
    os.makedirs(names["HOME"], exist_ok=True)
    with open(names["HOME"] + "/.gitconfig", "w", encoding="utf-8") as config:
        config.write("[user]\n\tname = Văn phòng\n\temail = vanphong@example.vn\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n")
    return names


def shell(commands, folder, names):
    done = subprocess.run(commands, cwd=folder, env=names, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=300)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def begin(document, folder, text, names):
    if "<!-- begins in an empty folder -->" in text:
        commands = f"mkdir {folder}"
    else:
        commands = f"congbo -q new {folder} && cd {folder} && git init -q && git add . && git commit -qm first"
    status, said = shell(["bash", "-euc", commands], work, names)
    assert status == 0, said


def matches(shown, said):
    """Whether what is shown is what was said; `…` alone on a line stands for any lines, within one for any words."""
    shown, said = shown.rstrip("\n").split("\n"), said.rstrip("\n").split("\n")
    pattern = "".join("(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in said)) is not None


def change(path, lines):
    """Applies lines marked ` `, `-`, `+` to the one place of a file where they stand."""
    before = "".join(line[1:] + "\n" for line in lines if line[:1] != "+")
    after = "".join(line[1:] + "\n" for line in lines if line[:1] != "-")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if text.count(before) != 1:
        return f"{path} has these lines {text.count(before)} times"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(before, after))


def write(block, folder):
    for option, mode in ("file", "w"), ("append", "a"):
        if option in block.options:
            path = os.path.join(folder, block.options[option])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, mode, encoding="utf-8") as file:
                file.write(block.text)
            return True
    return False


def serve(configuration, root, what):
    """What nginx answers with the handbook's configuration, on a socket of its own, where the machine has nginx."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        return [(True, f"{what} # SKIP needs nginx", "")]
    place = tempfile.mkdtemp(dir=work)
    with open(configuration, encoding="utf-8") as file:
        server = file.read().replace("listen 80;", f"listen unix:{place}/socket;").replace("/srv/congbo", os.path.realpath(root))
    temporary = "".join(f"{name}_temp_path {place};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(place + "/conf", "w", encoding="utf-8") as file:
        user = "user root;" if os.getuid() == 0 else ""
        file.write(f"{user} pid {place}/pid; error_log {place}/log; daemon off; events {{}} http {{ access_log off; {temporary} {server} }}")
    process = subprocess.Popen([program, "-p", place, "-c", place + "/conf"], stderr=subprocess.PIPE)
    def get(path):
        connection = http.client.HTTPConnection("localhost")
        for attempt in range(200):
            try:
                connection.sock = socket.socket(socket.AF_UNIX)
                connection.sock.connect(place + "/socket")
                break
            except OSError:
                if attempt == 199 or process.poll() is not None:
                    raise
                time.sleep(0.05)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    try:
        page, data, embed, missing = get("/"), get("/data/results.csv"), get("/embed/leagues/cchc/"), get("/none/")
        return [(page[0] == 200 and page[1].get("Content-Encoding") == "gzip" and page[1]["Content-Type"] == "text/html; charset=utf-8" and
                 page[1]["Cache-Control"] == "public, max-age=600" and "'self'" in page[1]["Content-Security-Policy"], what + ": pages, precompressed", str(page[:2])),
                (data[0] == 200 and data[1]["Content-Type"] == "text/csv; charset=utf-8" and data[1]["Access-Control-Allow-Origin"] == "*", what + ": data", str(data[:2])),
                (embed[0] == 200 and embed[1]["Content-Security-Policy"] == "frame-ancestors https:", what + ": frames", str(embed[:2])),
                (missing[0] == 404 and b"<html" in gzip.decompress(missing[2]), what + ": the site's own 404", str(missing[:2]))]
    except OSError as error:
        return [(False, what, str(error))]
    finally:
        process.terminate()
        process.wait()


def run(document):
    """[(good, what)], and the text with what was really printed."""
    with open(document, encoding="utf-8") as file:
        text = file.read()
    language = "vi" if document.endswith(".vi.md") else "en"
    folder = os.path.join(work, re.sub(r"\W", "_", document), "site")
    os.mkdir(os.path.dirname(folder))
    names, here, results, edits, said = None, folder, [], [], ""
    for block in map(Block, FENCE.finditer(text)):
        line = text.count("\n", 0, block.span[0])
        what = f"{document}:{line} {block.text.splitlines()[0].strip() if block.text.strip() else ''}"
        runs = block.language == "sh" or "run" in block.options or {"file", "append", "change"} & set(block.options) or block.language == "output"
        if not runs or "example" in block.options:
            continue
        if names is None:
            names = environment(folder, language)
            begin(document, folder, text, names)
        if "needs" in block.options:
            status, words = shell(["bash", "-n", "-c", block.text], work, names)
            results.append((status == 0, f"{what} # SKIP needs {block.options['needs']}" if status == 0 else what, words))
        elif block.language == "sh":
            status, said = shell(["bash", "-euc", f"trap 'pwd >\"{folder}.pwd\"' EXIT\n" + block.text], here, names)
            with open(folder + ".pwd", encoding="utf-8") as file:
                here = file.read().strip()
            results.append((status == int(block.options.get("status", "0")), what, f"status {status}\n{said}"))
        elif block.language == "output":
            good = matches(block.text, said)
            if not good and accept and results[-1][0]:  # what a command that failed printed is not accepted
                edits.append((block.span, "".join(block.indent + one + "\n" for one in said.rstrip("\n").split("\n"))))
            results.append((good, what, "printed:\n" + "\n".join(difflib.unified_diff(block.text.splitlines(), said.splitlines(), lineterm="", n=0))))
        elif "change" in block.options:
            wrong = change(os.path.join(here, block.options["change"]), block.text.splitlines())
            results.append((wrong is None, what, wrong))
        elif write(block, here):
            if block.language == "nginx":
                results += serve(os.path.join(here, block.options["file"]), os.path.join(here, "../www"), what)
        elif shutil.which(RUNNERS[block.language][0]) and all(os.path.exists(part) for part in RUNNERS[block.language][1:]):
            script = folder + ".script"
            with open(script, "w", encoding="utf-8") as file:
                file.write(block.text)
            status, said = shell(RUNNERS[block.language] + [script], here, names | {"LC_ALL": "C.UTF-8"})
            results.append((status == 0, what, said))
        else:
            results.append((True, f"{what} # SKIP needs {RUNNERS[block.language][0]}", ""))
    for (start, end), printed in reversed(edits):
        text = text[:start] + printed + text[end:]
    if edits:
        with open(document, "w", encoding="utf-8") as file:
            file.write(text)
    return results


def twins(documents):
    """Blocks of a page and its twin: the same, but for notes in `#` and what is printed."""
    def blocks(path):
        with open(path, encoding="utf-8") as file:
            found = map(Block, FENCE.finditer(file.read()))
        return [(block.language, str(block.options).replace(".vi.md", ".en.md"), None if block.language in ("output", "") else
                 [line for line in block.text.splitlines() if not line.lstrip().startswith("#")]) for block in found]
    for path in documents:
        if path.endswith(".vi.md"):
            yield blocks(path) == blocks(path[:-5] + "en.md"), f"{path} and its twin hold the same blocks", ""


# A file of the sample, a line of it, and that line with a key that does not exist: the program names those that do.
KEYS = [
    ("settings", "congbo.yaml", "theme: default", "theme: default\nzzzzzz: 1"),
    ("settings", "congbo.yaml", "authority:", "authority:\n  zzzzzz: 1"),
    ("settings", "congbo.yaml", "theme: default", "theme: default\npublish: {zzzzzz: 1}"),
    ("settings", "congbo.yaml", "theme: default", "theme: default\naccept: [{zzzzzz: 1}]"),
    ("settings", "content/index.vi.md", "title:", "zzzzzz: 1\ntitle:"),
    ("plans", "content/plans/cchc-2025.vi.md", "type: plan", "type: plan\nzzzzzz: 1"),
    ("plans", "content/plans/cchc-2025.vi.md", "type: plan", "type: plan\nlegal_bases: [{zzzzzz: 1}]"),
    ("datapackage", "data/datapackage.yaml", "name: phuong-sen-xanh", "name: phuong-sen-xanh\nzzzzzz: 1"),
    ("datapackage", "data/datapackage.yaml", "    path: scores.csv", "    path: scores.csv\n    zzzzzz: 1"),
    ("datapackage", "data/datapackage.yaml", "    path: scores.csv", "    path: scores.csv\n    dialect: {zzzzzz: 1}"),
    ("datapackage", "data/datapackage.yaml", "primaryKey: [target]", "primaryKey: [target]\n      zzzzzz: 1"),
    ("datapackage", "data/datapackage.yaml", "{name: decimals, ", "{name: decimals, zzzzzz: 1, "),
    ("datapackage", "data/datapackage.yaml", "constraints: {required: true}", "constraints: {zzzzzz: true}"),
    ("leagues", "data/leagues.yaml", "cchc:", "cchc:\n  zzzzzz: 1"),
    ("targets", "data/scorecards.yaml", "cchc-2025:", "cchc-2025:\n  zzzzzz: 1"),
    ("calendar", "data/calendar.yaml", "- id:", "- zzzzzz: 1\n  id:"),
    ("awards", "data/awards.yaml", "giay-khen-nam:", "giay-khen-nam:\n  zzzzzz: 1"),
    ("awards", "data/awards.yaml", "deadline: {", "deadline: {zzzzzz: 1, "),
    ("awards", "data/awards.yaml", "- {max: 2", "- {zzzzzz: 1, max: 2"),
    ("conditions", "data/awards.yaml", "- top: {", "- zzzzzz: {"),
    ("conditions", "data/awards.yaml", "top: {", "top: {zzzzzz: 1, "),
    ("conditions", "data/awards.yaml", "count: {", "count: {zzzzzz: 1, "),
    ("conditions", "data/awards.yaml", "- top: {league: cchc, rank: 2}", "- value: {zzzzzz: 1, of: scores, column: digital, equals: 1}"),
    ("conditions", "data/awards.yaml", "- top: {league: cchc, rank: 2}", "- leader: {zzzzzz: 1, league: cchc}"),
    ("views", "content/index.vi.md", "Phường công bố", "```=zzzzzz\n```\n\nPhường công bố"),
]


def references():
    """Every key that the program takes stands on the handbook's page of it, in both languages."""
    folder = os.path.join(work, "keys")
    names = environment(folder, "en")
    for page, file, old, new in KEYS:
        shutil.rmtree(folder, ignore_errors=True)
        status, said = shell(["congbo", "-q", "new", folder], work, names)
        path = os.path.join(folder, file)
        with open(path, encoding="utf-8") as source:
            text = source.read()
        with open(path, "w", encoding="utf-8") as target:
            target.write(text.replace(old, new, 1))
        status, said = shell(["congbo", "check"], folder, names)
        found = re.search(r"'zzzzzz'.*?(?:: |one of |are )((?:\$?\w+, )+\$?\w+)", said)
        keys = found.group(1).split(", ") if found else []
        for language in "vi", "en":
            with open(f"content/handbook/{page}.{language}.md", encoding="utf-8") as source:
                words = set(re.findall(r"[$\w]+", source.read()))
            yield bool(keys) and set(keys) <= words, f"{page}.{language} names all keys beside {new.split('zzzzzz')[0].split(chr(10))[-1].strip() or file}", \
                f"missing: {sorted(set(keys) - words)}\n{said if not keys else ''}"


def main():
    os.mkdir(BIN)
    os.symlink(congbo, os.path.join(BIN, "congbo"))
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "README.md", "CONTRIBUTING.md", "docs/*.md", "content/handbook/*.md"],
                            capture_output=True, text=True, check=True).stdout.split()
    only = [word for word in sys.argv[1:] if word != "--accept"]
    documents = [path for path in listed if path != "docs/themes.md" and (not only or any(word in path for word in only))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = [one for some in pool.map(run, documents) for one in some] + list(twins(documents)) + ([] if only else list(references()))
    for n, (good, what, words) in enumerate(results, 1):
        print(("ok" if good else "not ok") + f" {n} - {what}")
        if not good:
            print("\n".join("# " + line for line in (words or "").splitlines()[:40]))
    shutil.rmtree(work)
    return 0 if all(good for good, *_ in results) else 1


sys.exit(main())
