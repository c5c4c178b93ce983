# What the tests of whole runs share, read from the top folder: the program, a folder of their own that goes away with them, and
# results as TAP (https://testanything.org/). Where $work/err is, a failure shows what the program has said there.
congbo=${CONGBO:-$PWD/build/release/congbo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0 status=0
ok() { # STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		[ -e "$work/err" ] && sed 's/^/# /' "$work/err" | head -n 20
		status=1
	fi
}
