#!/bin/bash
# congbo new: a site that is whole and right from the first minute, and nothing of it where it cannot be made.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
export LC_ALL=C.UTF-8
sums() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum); }
silent() { # ARGUMENTS…: the command is done and says nothing
	"$congbo" "$@" >"$work/said" 2>&1 && [ ! -s "$work/said" ]
}

site=$work/"a site"
"$congbo" new "$site" >"$work/out" 2>"$work/err" && [ ! -s "$work/err" ] && grep -qF "$site" "$work/out"
ok $? "new makes a folder and names it"
diff -r src/sample "$site" >/dev/null
ok $? "with every file of the sample, hidden ones too"
silent -C "$site" check --strict
ok $? "check --strict is silent"
silent -C "$site" check --strict --now 2036-11-20 && silent -C "$site" check --strict --now 2026-03-31
ok $? "in ten years too"
SOURCE_DATE_EPOCH=0 silent -C "$site" check --strict
ok $? "whatever the clock says"
silent -C "$site" build --strict -q
ok $? "build --strict is silent"
for page in index.html en/index.html 404.html leagues/cchc/index.html scorecards/cchc-2025/index.html \
	plans/cchc-2025/index.html honours/2025/index.html awards/giay-khen-nam/index.html data/results.csv \
	data/leagues/cchc.csv data/awards/eligibility.csv data/site.sqlite en/honours/2025/index.html; do
	[ -s "$site/public/$page" ] || { echo "# $page"; false; }
	ok $? "it has $page"
done
[ "$(sed -n 's/^2025,\([0-9]*\),\([a-z-]*\),.*/\1 \2/p' "$site/public/data/leagues/cchc.csv" | tr '\n' ';')" = \
	"1 mot-cua;2 van-phong;3 kinh-te;4 van-hoa;" ]
ok $? "the league ranks the units"
[ "$(cut -d, -f3,5 "$site/public/data/awards/eligibility.csv" | tail -n +2 | LC_ALL=C sort | tr '\n' ';')" = \
	"kinh-te,false;mot-cua,true;van-hoa,false;van-phong,true;" ]
ok $? "the award's conditions are met by two of four"
[ "$(grep -c '^ct-0.,.*,met$' "$site/public/data/scorecards/cchc-2025.csv")" -ge 3 ] &&
	grep -q '^ct-01,on-time,mot-cua,2025-Q1,96.4,ge,98,,,not_met$' "$site/public/data/scorecards/cchc-2025.csv"
ok $? "targets are met and not met"

(cd "$site" && git init -q . && git add . && [ -z "$(git ls-files public)" ])
ok $? "git ignores what is built"

# every comment of the settings has both languages: a clerk's and an engineer's
for file in "$site"/congbo.yaml "$site"/data/*.yaml; do
	grep -q '^ *#.*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]' "$file" && grep -Eq '^ *#.*\b(the|of|The)\b' "$file"
	ok $? "${file##*/} explains itself in both languages"
done

sums "$site" >"$work/before"
"$congbo" new "$site" >/dev/null 2>"$work/err"
[ $? -eq 2 ] && grep -q '\[usage\]' "$work/err" && sums "$site" | cmp -s - "$work/before"
ok $? "a folder that is not empty is refused, and nothing in it touched"
echo mine >"$work/file" && "$congbo" new "$work/file" 2>/dev/null
[ $? -eq 2 ] && [ "$(cat "$work/file")" = mine ]
ok $? "so is a file"
mkdir "$work/empty" && (cd "$work/empty" && "$congbo" new . -q) && diff -r src/sample "$work/empty" >/dev/null
ok $? "an empty folder is filled, also the one one stands in"
"$congbo" new 2>/dev/null
[ $? -eq 2 ]
ok $? "new without a folder is wrong usage"
"$congbo" new "$work/none/below" 2>/dev/null
[ $? -eq 3 ] && [ ! -e "$work/none" ]
ok $? "a folder that cannot be made ends with 3"
(ulimit -f 1 && trap '' XFSZ && "$congbo" new "$work/full") 2>/dev/null
[ $? -eq 3 ] && [ ! -e "$work/full" ]
ok $? "no room ends with 3 and leaves nothing"
mkdir "$work/kept" && (ulimit -f 1 && trap '' XFSZ && "$congbo" new "$work/kept") 2>/dev/null
[ -d "$work/kept" ] && [ -z "$(ls -A "$work/kept")" ]
ok $? "and an empty folder empty"

"$congbo" --lang vi new "$work/vi" | grep -q '^đã tạo '
ok $? "it speaks Vietnamese where that is asked for"

# installed, it finds the sample beside its theme
mkdir -p "$work/prefix/bin" "$work/prefix/share/congbo" && cp "$congbo" "$work/prefix/bin/" &&
	cp -r themes "$work/prefix/share/congbo/themes" && cp -r src/sample "$work/prefix/share/congbo/sample" &&
	"$work/prefix/bin/congbo" new "$work/installed" -q && "$work/prefix/bin/congbo" -C "$work/installed" check --strict
ok $? "an installed program finds the sample and the theme"
exit $status
