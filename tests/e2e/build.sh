#!/bin/bash
# Whole builds of this repository's site: nothing is written twice, the old site is whole after any accident. Same bytes: same.sh.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
sums() { (cd "$1" && find . -type f ! -name .gitignore | LC_ALL=C sort | xargs -d '\n' sha256sum); }
stamps() { (cd "$1" && find . -type f -printf '%p %i %T@\n' | LC_ALL=C sort); }

site=$work/site
mkdir -p "$site"
cp -r congbo.yaml content data themes "$site"
out=$work/out
build() { "$congbo" -C "$site" build --out "$out" -q "$@"; }

build --jobs 1 2>"$work/stderr"
ok $? "this repository builds"
[ ! -s "$work/stderr" ]
ok $? "without a word on standard error"
"$congbo" -C "$site" check --strict 2>"$work/stderr" && [ ! -s "$work/stderr" ]
ok $? "check --strict is silent"
"$congbo" -C "$site" check --strict --now 2036-11-20 >/dev/null 2>&1
now=$?
SOURCE_DATE_EPOCH=2100000000 "$congbo" -C "$site" check --strict 2>"$work/stderr" && [ ! -s "$work/stderr" ]
ok $? "and in ten years too, for as_of stands for today (another --now: $now)"
sums "$out" >"$work/first"

# a large table is checked by several threads
mkdir -p "$work/large/data" "$work/large/content" && cp "$site/congbo.yaml" "$work/large"
printf -- '---\ntitle: Một\n---\n' | tee "$work/large/content/index.vi.md" >"$work/large/content/index.en.md"
cat >"$work/large/data/datapackage.yaml" <<'END'
resources:
  - name: large
    path: large.csv
    title: {vi: Lớn, en: Large}
    schema:
      primaryKey: id
      fields:
        - {name: id, type: string}
        - {name: value, type: number, constraints: {maximum: 1000}}
        - {name: code, type: string, constraints: {pattern: "[A-D]-[0-9]{2}"}}
END
awk 'BEGIN { print "id,value,code"; for (i = 0; i < 200000; i++)
	print "r" i "," (i % 1500 == 7 ? "x" : i % 1000) "," (i % 50000 == 49999 ? "E-1" : "A-" i % 90 + 10) }' >"$work/large/data/large.csv"
for jobs in 1 2 5; do "$congbo" -C "$work/large" check --jobs $jobs >"$work/large-$jobs" 2>&1; done
cmp -s "$work/large-1" "$work/large-2" && cmp -s "$work/large-1" "$work/large-5" &&
	[ "$(grep -c '\[type-error\]' "$work/large-1")" -eq 100 ] && grep -q '^data/large.csv:148509:.*34 more.*\[type-error\]' "$work/large-1" &&
	[ "$(grep -c '\[constraint-error\]' "$work/large-1")" -eq 4 ]
ok $? "threads say the same of a large table: a hundred of a kind, from the top, and how many more"

stamps "$out" >"$work/stamps"
build && stamps "$out" | cmp -s - "$work/stamps"
ok $? "a second build writes nothing"
sed 's/^as_of:.*/as_of: 2027-12-01/' congbo.yaml >"$site/congbo.yaml" && sleep 0.1
build --out "$work/warned" 2>"$work/said" && build --out "$work/warned" 2>"$work/again" && grep -q 'warning:' "$work/said" &&
	cmp -s "$work/said" "$work/again" && build --out "$work/warned" --lang vi 2>&1 | grep -q 'cảnh báo:'
ok $? "what a build said, one with nothing to do says again"
build --out "$work/warned" --strict 2>/dev/null
[ $? -eq 1 ]
ok $? "and it fails under --strict all the same"
cp congbo.yaml "$site/congbo.yaml"
rm -rf "$site/.congbo"
build && stamps "$out" | cmp -s - "$work/stamps"
ok $? "nor does one that knows nothing of the first"
[ -z "$(find "$work" -maxdepth 1 -name '.out.*')" ]
ok $? "and leaves nothing beside the folder"

printf '*\n!.gitignore\n' >"$out/.gitignore"
mkdir -p "$out/old" "$out/.well-known/deep" && echo stale >"$out/old/page.html" && ln -s "$site" "$out/linked"
echo own >"$out/.well-known/deep/own.txt" && ln -s /nowhere "$out/.link"
build && [ ! -e "$out/old" ] && [ ! -L "$out/linked" ] && [ -f "$site/congbo.yaml" ] && [ -f "$out/.gitignore" ] &&
	[ "$(cat "$out/.well-known/deep/own.txt")" = own ] && [ -L "$out/.link" ]
ok $? "what is no longer made goes, the owner's hidden files stay"
rm -rf "$out/.well-known" "$out/.link"

sed -i '0,/^title:.*/s//title: {vi: "Khác", en: "Other"}/' "$site/congbo.yaml"
echo '
Một dòng thêm.' >>"$site/content/about.vi.md"
echo '
One line more.' >>"$site/content/about.en.md"
sed -i 's/^title:.*/title: {vi: "Công bố cải cách hành chính", en: "Public administration reform, disclosed"}/' "$site/congbo.yaml"
before=$(stamps "$out" | wc -l)
stamps "$out" >"$work/stamps"
build
changed=$(stamps "$out" | LC_ALL=C comm -13 "$work/stamps" - | wc -l)
[ "$changed" -ge 2 ] && [ "$changed" -lt 12 ] && [ "$(stamps "$out" | wc -l)" -eq "$before" ]
ok $? "one page changed: only files whose bytes differ are written ($changed)"

sums "$out" >"$work/good"
echo '```=nothing' >>"$site/content/about.vi.md"
build 2>/dev/null
[ $? -eq 1 ] && sums "$out" | cmp -s - "$work/good"
ok $? "a site with an error ends with 1 and the old one stands"
sed -i '$d' "$site/content/about.vi.md"

# a full disk, a file size limit: the machine's failures
(ulimit -f 8 && "$congbo" -C "$site" build --out "$work/limited" -q) 2>/dev/null
[ $? -eq 3 ] && [ -z "$(find "$work/limited" -type f 2>/dev/null)" ]
ok $? "no room ends with 3 and writes no half site"

# killed at any moment the folder is one site or the other
rm -rf "$out" && build && sums "$out" >"$work/a"
cp -r "$site" "$work/b-site" && for page in "$work"/b-site/content/*.md; do printf '\nB.\n' >>"$page"; done
"$congbo" -C "$work/b-site" build --out "$work/b" -q && sums "$work/b" >"$work/b-sums"
bad=0
for i in $(seq 1 25); do
	timeout -s KILL "0.0$((i * 37 % 90 + 5))" "$congbo" -C "$work/b-site" build --out "$out" -q 2>/dev/null
	sums "$out" >"$work/now"
	cmp -s "$work/now" "$work/a" || cmp -s "$work/now" "$work/b-sums" || bad=1
	build
done 2>/dev/null
ok $bad "killed at 25 moments, the folder is the old site or the new one"
[ -z "$(find "$work" -maxdepth 1 -name '.out.*')" ]
ok $? "the next build cleans up"

"$congbo" -C "$work/b-site" build --out "$out" -q & "$congbo" -C "$site" build --out "$out" -q
wait
sums "$out" >"$work/now"
cmp -s "$work/now" "$work/a" || cmp -s "$work/now" "$work/b-sums"
ok $? "two builds at once take turns"

mkdir "$work/foreign" && echo mine >"$work/foreign/mine.txt"
"$congbo" -C "$site" build --out "$work/foreign" -q 2>/dev/null
[ $? -eq 3 ] && [ "$(cat "$work/foreign/mine.txt")" = mine ]
ok $? "a folder with other people's files is left alone"
"$congbo" -C "$site" build --out "$work" -q 2>/dev/null
[ $? -eq 2 ]
ok $? "a folder that holds the site is wrong usage"
before=$(cd "$site" && find . | LC_ALL=C sort)
bad=0
for inside in . content content/new data/ data/new; do
	"$congbo" -C "$site" build --out "$site/$inside" -q 2>/dev/null
	[ $? -eq 2 ] || bad=1
done
[ "$bad" -eq 0 ] && [ "$(cd "$site" && find . | LC_ALL=C sort)" = "$before" ]
ok $? "so is one among the sources, which stand as they stood"
mkdir "$work/here" && (cd "$work/here" && "$congbo" -C "$site" build --out . -q && "$congbo" -C "$site" build --out "$work/here/../here/." -q) &&
	sums "$work/here" | cmp -s - "$work/a" && [ -z "$(find "$work" -maxdepth 1 -name '.here.*')" ]
ok $? "the folder may be called by a dot, as whoever stands in it does"
cp -r "$out" "$work/elsewhere" && ln -s "$work/elsewhere" "$work/link" && before=$(sums "$work/elsewhere")
"$congbo" -C "$site" build --out "$work/link" -q 2>/dev/null
[ $? -eq 3 ] && [ "$(sums "$work/elsewhere")" = "$before" ]
ok $? "a link in the folder's place is not followed"

"$congbo" -C "$work/none" build 2>/dev/null
[ $? -eq 2 ]
ok $? "a folder that is not there is wrong usage"
for wrong in "build --jobs 0" "build --now 2026-02-30" "frobnicate" "build --frobnicate" "build extra" "render only-one" "check --out x"; do
	# shellcheck disable=SC2086
	"$congbo" -C "$site" $wrong >/dev/null 2>&1
	[ $? -eq 2 ]
	ok $? "wrong usage: $wrong"
done
"$congbo" render "$work/none.mustache" "$work/none.json" 2>/dev/null
[ $? -eq 3 ]
ok $? "render of a missing file ends with 3"
exit $status
