"""A small site with a past, for tests of what befalls it: two pages in two languages, a table, two commits, an edition."""
import hashlib, os, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
CONGBO = os.path.abspath(os.environ.get("CONGBO", os.path.join(HERE, "../../build/release/congbo")))
os.environ.update(GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1", LC_ALL="C")
count = failed = 0


def ok(good, name, why=()):
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)
    for line in list(why)[:5] if not good else ():
        print("#", line)


def tree(folder):
    """What a folder holds: its files and their sums."""
    sums = {}
    for at, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                sums[os.path.relpath(path, folder)] = hashlib.md5(file.read()).hexdigest()
    return sums


def write(site, path, text):
    path = os.path.join(site, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def append(site, path, text):
    with open(os.path.join(site, path), "a", encoding="utf-8") as file:
        file.write(text)


def git(site, *words):
    run = subprocess.run(["git", "-C", site, "-c", "user.name=Clerk", "-c", "user.email=clerk@example.vn", *words],
                         capture_output=True, text=True, check=True)
    return run.stdout.strip()


def commit(site, message):
    git(site, "add", "-A")
    git(site, "commit", "-qm", message)


def congbo(site, *words, **options):
    return subprocess.run([CONGBO, "-C", site, *words], capture_output=True, timeout=120, **options)


def make_site(site):
    write(site, "congbo.yaml", "title: {vi: Phường, en: Ward}\nbase_url: https://example.org/\nlanguages: [vi, en]\n"
                               "theme: default\nas_of: 2026-11-20\n")
    write(site, "data/datapackage.yaml", "resources:\n  - name: figures\n    path: figures.csv\n    title: {vi: Số, en: Figures}\n"
                                         "    schema:\n      primaryKey: id\n      fields:\n"
                                         "        - {name: id, type: string}\n        - {name: value, type: number}\n")
    write(site, "data/figures.csv", "id,value\na,1\nb,2\n")
    for language in ("vi", "en"):
        for page in ("index", "cu/hai", "moi/ba"):
            write(site, f"content/{page}.{language}.md", f"---\ntitle: {page}\n---\n\n## Mot\n\nTrang.\n")
    write(site, ".gitignore", "/public/\n")


def add_past(site):
    git(site, "init", "-q", "-b", "main")
    git(site, "config", "user.name", "Clerk")
    git(site, "config", "user.email", "clerk@example.vn")
    commit(site, "first")
    made = congbo(site, "publish", "e1", "-q")
    assert made.returncode == 0, made.stderr
    append(site, "data/figures.csv", "d,4\n")
    commit(site, "second")
