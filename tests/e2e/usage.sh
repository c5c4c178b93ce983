#!/bin/bash
# The command line: what is wrong usage, where options may stand, in which language it speaks, and what becomes of it where
# nothing can be written.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
export LC_ALL=C.UTF-8
cd "$work" && "$congbo" new o -q || exit 1
ends() { # STATUS ARGUMENTS…
	local wanted=$1 code
	shift
	"$congbo" "$@" >out 2>err
	code=$?
	if [ "$wanted" -ne "$code" ] || { [ "$code" -eq 2 ] && [ -s out ]; } || { [ "$code" -ne 0 ] && [ ! -s err ]; }; then
		echo "# $code, not $wanted: $(head -n 1 err)"
		false
	fi
	ok $? "$wanted: congbo $*"
}

while read -r wanted arguments; do
	eval "ends $wanted $arguments"
done <<'LINES'
2
2 nothing
2 build --nothing -C o
2 -C nothere build
2 -C o/congbo.yaml check
2 -C
2 -C "" check
2 -C o check extra
2 -C o check --jobs
2 -C o check --jobs 0
2 -C o check --jobs -1
2 -C o check --jobs x
2 -C o check --jobs 1.5
2 -C o check --now 2026-02-30
2 -C o check --now today
2 -C o check --format xml
2 -C o check --strict=1
2 -C o check --base-url ftp://x.vn/
2 -C o check --port 80
2 -C o serve --port 0
2 -C o serve --port 65536
2 -C o serve --strict
2 -C o build --out o
2 -C o dump nothing
2 -C o dump
2 -C o publish
2 -C o publish 2026 --correction ""
2 -C o publish 2026 --correction $'a\xff'
2 -C o diff HEAD
2 -C o import a.csv
2 --lang fr check
2 new
2 help nothing
2 render nothing
1 -C o check --rev nothing
1 -C o log results
1 -C o verify
3 render nothing nothing.json
0 -C o check
0 check -C o
0 --jobs=2 check -C o -q
0 check --jobs 2 --now=2026-03-01 -C o --format=json
0 --no-history --strict -C o check
0 check -C o --
0 -C o -- check
0 version
0 help
0 help build
0 build --help
0 -h
LINES
echo x >>o/data/results.csv
ends 1 -C o check
"$congbo" -C o check --format json >out 2>err
[ $? -eq 1 ] && [ ! -s err ] && python3 -c 'import json,sys; [json.loads(line) for line in sys.stdin]' <out
ok $? "--format json is on standard output alone"
"$congbo" -C o check --nothing --format json >out 2>err
[ $? -eq 2 ]
ok $? "wrong usage is wrong usage in JSON too"
sed -i '$d' o/data/results.csv

# languages: the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty
while read -r language variables; do
	eval "env -u LC_ALL -u LC_MESSAGES -u LANG $variables \"$congbo\" nothing" 2>err
	case $language in vi) grep -q '^sự cố: ' err ;; en) grep -q '^failure: ' err ;; esac
	ok $? "$language: $variables"
done <<'LINES'
en LANG=C
vi LANG=vi_VN.UTF-8
vi LANG=vi
vi LC_ALL=vi_VN LANG=C
en LC_ALL=C LANG=vi_VN
vi LC_ALL= LC_MESSAGES=vi_VN LANG=C
en LC_MESSAGES=en_US LANG=vi_VN
en LANGUAGE=vi
LINES
[ "$("$congbo" --lang vi help | head -n 1)" = "congbo [-C SITE] LỆNH [TÙY CHỌN]" ] && LC_ALL=vi_VN "$congbo" --lang en help | grep -q COMMAND
ok $? "--lang comes before all of them"

# what cannot be written to
"$congbo" -C o build >&- 2>err
[ $? -eq 3 ] && "$congbo" -C o check --strict
ok $? "a closed standard output is a failure, and no file of the site gets what was meant for it"
grep -rlq 'files: ' o/public
[ $? -eq 1 ]
ok $? "nor any that was written"
"$congbo" -C o build -q --out closed >&- 2>&- <&- && diff -r o/public closed >/dev/null
ok $? "with all three closed a build that says nothing is well"
"$congbo" version >/dev/full
[ $? -eq 3 ]
ok $? "a full disk is a failure"
"$congbo" -C o dump rules | true
[ "${PIPESTATUS[0]}" -ne 1 ]
ok $? "a reader that goes is no error of the site"
"$congbo" -C o build -q --timings 2>err && [ "$(awk '{print $1}' err | tr '\n' ' ')" = "read parse model history rules plan check data render publish " ] &&
	! grep -vqE '^[a-z]+ [0-9]+\.[0-9]+$' err
ok $? "--timings has a line for each phase, its name and its seconds"
for library in congbo cmark ICU libyaml libarchive libxlsxwriter SQLite; do
	"$congbo" version | grep -q "^$library [0-9]"
	ok $? "version names $library"
done
for stage in $("$congbo" help dump | sed -n 's/.*JSON: //p' | tr -d ','); do
	"$congbo" -C o dump "$stage" | python3 -m json.tool >/dev/null
	ok $? "dump $stage is JSON"
done
exit $status
