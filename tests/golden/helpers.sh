# What a defect may say; it runs in a copy of base/site. Every one of them fails where it would change nothing.
# $top is the folder of the program that is tried, $congbo the program

# swap FILE OLD NEW: OLD, which stands in FILE once, becomes NEW
swap() {
	local text rest
	text=$(cat "$1" && printf x) && text=${text%x} && rest=${text#*"$2"}
	[ "$rest" != "$text" ] || { echo "swap: '$2' is not in $1" >&2; exit 1; }
	[ "${rest#*"$2"}" = "$rest" ] || { echo "swap: '$2' stands in $1 more than once" >&2; exit 1; }
	printf '%s%s%s' "${text%"$2$rest"}" "$3" "$rest" >"$1"
}

# line FILE N TEXT: line N becomes TEXT
line() {
	local text
	text=$(sed -n "$2p" "$1")
	[ -n "$text" ] || { echo "line: $1 has no line $2" >&2; exit 1; }
	{ head -n "$(($2 - 1))" "$1" && printf '%s\n' "$3" && tail -n "+$(($2 + 1))" "$1"; } >"$1.new" && mv "$1.new" "$1"
}

# drop FILE N: line N goes
drop() { sed -i "$2d" "$1"; }

# append FILE LINE...: lines at the end
append() {
	local file=$1
	shift
	printf '%s\n' "$@" >>"$file"
}

# put FILE: the file becomes what stands on standard input
put() { mkdir -p "$(dirname "$1")" && cat >"$1"; }
