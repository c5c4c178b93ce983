#!/bin/bash
# publish --archive: an edition as one zip, the same bytes whenever it is asked for, and names that a portal can unpack.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
export LC_ALL=C.UTF-8 HOME=$work GIT_CONFIG_NOSYSTEM=1 SOURCE_DATE_EPOCH=1767225600
run() { (cd "$work" && "$congbo" -C site "$@") >"$work/out" 2>"$work/err"; }
commit() { git -C "$work/site" add -A && git -C "$work/site" commit -q -m x; }

git config --global user.name "Văn phòng" && git config --global user.email vp@example.vn && git config --global init.defaultBranch main
"$congbo" new "$work/site" -q && git -C "$work/site" init -q && commit
run publish 2025 --archive "$work/a.zip" && grep -q '^published edition/2025' "$work/out" && grep -q '^edition/2025: [0-9]* files in ' "$work/out"
ok $? "it publishes and writes the zip"
git -C "$work/site" ls-tree -r --name-only -z public | tr '\0' '\n' | sort >"$work/files"
python3 - "$work/a.zip" "$work/files" "$work/site" <<'PY'
import subprocess, sys, zipfile
archive, wanted = zipfile.ZipFile(sys.argv[1]), open(sys.argv[2]).read().split("\n")[:-1]
assert archive.testzip() is None
assert sorted(archive.namelist()) == wanted, "other files"
assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}, "time stamps"
for name in ("index.html", "data/results.csv", "data/all.zip"):
    assert archive.read(name) == subprocess.run(["git", "-C", sys.argv[3], "cat-file", "blob", f"public:{name}"], capture_output=True).stdout, name
PY
ok $? "it holds exactly the edition's files, with one time stamp"
git -C "$work/site" rev-parse public edition/2025 >"$work/refs"
TZ=Asia/Ho_Chi_Minh run publish 2025 --archive b.zip && ! grep -q published "$work/out" && cmp -s "$work/a.zip" "$work/b.zip" &&
	git -C "$work/site" rev-parse public edition/2025 | cmp -s - "$work/refs"
ok $? "asked for again it gives the same bytes and publishes nothing"
echo >>"$work/site/README.md"
run publish 2025 --archive c.zip && cmp -s "$work/a.zip" "$work/c.zip"
ok $? "whatever the work tree is like"
git -C "$work/site" checkout -q README.md
run publish 2025
[ $? -eq 1 ] && grep -q '\[edition-exists\]' "$work/err"
ok $? "without --archive it is an edition that exists"
run publish 2025 --correction "sửa số" --archive d.zip && grep -q '^published edition/2025.1' "$work/out" && ! cmp -s "$work/a.zip" "$work/d.zip"
ok $? "a correction has its own"
run publish 2025 --archive e.zip && cmp -s "$work/a.zip" "$work/e.zip"
ok $? "and the corrected one still its own"
echo old >"$work/f.zip"
mkdir -p "$work/site/content/x" && head -c 5000000 /dev/urandom >"$work/site/content/x/lon.bin" && printf -- '---\ntitle: Tệp lớn\n---\n\n[tệp](lon.bin)\n' >"$work/site/content/x/index.vi.md" &&
	printf -- '---\ntitle: A large file\n---\n\n[file](lon.bin)\n' >"$work/site/content/x/index.en.md" && commit
run publish 2026 --archive f.zip --archive-limit 2
[ $? -eq 1 ] && grep -q "more than the 2.0 MB of --archive-limit" "$work/err" && [ "$(cat "$work/f.zip")" = old ] && [ ! -e "$work/f.zip.new" ]
ok $? "one over the limit is not written"
run publish 2026 --archive f.zip --archive-limit 20 && python3 -m zipfile -t "$work/f.zip" >/dev/null
ok $? "one below it is"
cp "$work/site/content/x/lon.bin" "$work/site/content/x/aux.bin" && sed -i 's/lon.bin/aux.bin/' "$work/site/content/x"/index.*.md && commit
run publish 2027 --archive g.zip
[ $? -eq 1 ] && grep -q "'aux.bin' is no name for a file on Windows" "$work/err" && [ ! -e "$work/g.zip" ]
ok $? "a name that Windows cannot hold is an error, and nothing is written"
run publish 2025 --archive "$work/none/a.zip"
[ $? -eq 3 ]
ok $? "a folder that is not there ends with 3"
# libarchive does not free what it was compressing when it fails
(cd "$work" && export ASAN_OPTIONS=detect_leaks=0 && trap '' XFSZ && ulimit -f 8 && "$congbo" -C site publish 2025 --archive h.zip) 2>&1 | cat >"$work/err"
[ "${PIPESTATUS[0]}" -eq 3 ] && [ -z "$(ls "$work" | grep '^h.zip')" ]
ok $? "no room ends with 3 and leaves nothing"
run publish 2025 --archive h.zip --archive-limit 0
[ $? -eq 2 ]
ok $? "a limit of 0 is wrong usage"
exit $status
