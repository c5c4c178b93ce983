#!/bin/bash
# docs/views.md is what it says: each example is built on the golden base site, in both languages, and the words under
# "prints" stand on the English page in that order. `views.sh --show` prints what the pages say.
set -u
cd "$(dirname "$0")/../.." || exit 1
congbo=${CONGBO:-$PWD/build/release/congbo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
site=$work/site
cp -r tests/golden/base/site "$site" && rm -f "$site/data/renames.yaml"
git() { command git -C "$site" -c user.name=Test -c user.email=test@example.vn -c commit.gpgsign=false "$@"; }
git init -q && git add -A && git commit -q -m first
sed -i 's/^trainings,mau,2026-Q1,1,/trainings,mau,2026-Q1,2,/' "$site/data/results.csv"
git commit -q -a -m second

cat >"$work/examples.py" <<'PY'
import html, pathlib, re, subprocess, sys

congbo, site, show = sys.argv[1], pathlib.Path(sys.argv[2]), len(sys.argv) > 3
text = pathlib.Path("docs/views.md").read_text(encoding="utf-8")
examples = re.findall(r"^````example\n(.*?)^````\n\n^````prints\n(.*?)^````$", text, re.M | re.S)
names = [re.match(r"```=(\w+)|.*?`=(\S+)", example, re.S) for example, _ in examples]


def words(path):
    page = re.search(r"<main.*?</main>", path.read_text(encoding="utf-8"), re.S).group(0)
    page = re.sub(r"<(svg|style|script).*?</\1>|<h1.*?</h1>", " ", page, flags=re.S)
    page = page[: page.index('<div class="page-foot')] if '<div class="page-foot' in page else page
    return " ".join(html.unescape(re.sub(r"<(?!/?span)[^>]*>", "\n", re.sub(r"</?span[^>]*>", " ", page))).split())


for number, (example, _) in enumerate(examples, 1):
    for language in "vi", "en":
        page = site / "content" / f"example-{number}.{language}.md"
        page.write_text(f"---\ntitle: Example {number}\n---\n\n{example}", encoding="utf-8")
built = subprocess.run([congbo, "-C", site, "build", "-q", "--out", site / "out"], capture_output=True, text=True)
said = [line for line in built.stderr.splitlines() if line.startswith("content/example-")]
print("\n".join("# " + line for line in built.stderr.splitlines()[:20]), end="\n" if built.stderr else "")
print("not ok" if built.returncode else "ok", "- the examples build")
if built.returncode:
    sys.exit(1)
documented = set(re.findall(r"^\| \[`(\w+)`\]", text, re.M))
shown = {name.group(1) for name in names if name.group(1)}
print("ok" if documented == shown else "not ok", "- every view of the list has an example:", *sorted(documented ^ shown))
for number, (_, prints) in enumerate(examples, 1):
    page, name = words(site / "out/en" / f"example-{number}/index.html"), names[number - 1]
    if show:
        print(f"# {number} {name.group(0)[:40]!r}: {page}")
    at, lost = 0, None
    for line in filter(None, prints.split("\n")):
        found = page.find(" ".join(line.split()), at)
        lost = line if found < 0 and lost is None else lost
        at = max(at, found)
    empty = not words(site / "out" / f"example-{number}/index.html") or not prints.strip()
    bad = said or lost is not None or empty
    print("not ok" if bad else "ok", f"- example {number}, {name.group(1) or name.group(2)}", "" if lost is None else f"lacks: {lost}")
PY
python3 "$work/examples.py" "$congbo" "$site" "$@" >"$work/log"
cat "$work/log"
! grep -q '^not ok' "$work/log"
