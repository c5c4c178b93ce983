# Completion of congbo for bash. What each command takes is asked of the program itself.

_congbo_site() { # the folder that -C names
	local i
	for ((i = 1; i < ${#COMP_WORDS[@]} - 1; i++)); do
		[ "${COMP_WORDS[i]}" = -C ] && echo "${COMP_WORDS[i + 1]}" && return
	done
	echo .
}

_congbo_command() { # the first word that is neither an option nor its value
	local i
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-C | --lang) i=$((i + 1)) ;;
		-*) ;;
		*) echo "${COMP_WORDS[i]}" && return ;;
		esac
	done
}

# The names on the outermost list of the descriptor are its resources; fields stand further in.
_congbo_resources() {
	awk 'match($0, /^ *- (\{ *)?name: */) {
		indent = index($0, "-"); if (!outer) outer = indent
		if (indent == outer) { name = substr($0, RLENGTH + 1); gsub(/["'\'']|[,} ].*/, "", name); print name }
	}' "$(_congbo_site)/data/datapackage.yaml" 2>/dev/null
}

_congbo_editions() { git -C "$(_congbo_site)" tag -l 'edition/*' 2>/dev/null | sed 's|^edition/||'; }
_congbo_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_congbo_files() { compopt -o filenames 2>/dev/null && mapfile -t COMPREPLY < <(compgen -f -- "$cur"); }
_congbo_folders() { compopt -o filenames 2>/dev/null && mapfile -t COMPREPLY < <(compgen -d -- "$cur"); }

_congbo() {
	local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command
	command=$(_congbo_command)
	COMPREPLY=()
	case $before in
	-C | --out | --partials) _congbo_folders; return ;;
	--lang) _congbo_words "vi en"; return ;;
	--format) _congbo_words "text json"; return ;;
	--decimal) _congbo_words ". ,"; return ;;
	--encoding) _congbo_words "windows-1258 TCVN3 UTF-16 UTF-8"; return ;;
	--archive) _congbo_files; return ;;
	--rev) _congbo_words "HEAD $(git -C "$(_congbo_site)" for-each-ref --format='%(refname:short)' 2>/dev/null)"; return ;;
	--port | --now | --base-url | --jobs | --correction | --sheet | --map | --set | --skip | --missing | --delimiter | --archive-limit) return ;;
	esac
	case $cur in
	-*)
		_congbo_words "-C -q --lang --help $(congbo --lang en help $command 2>/dev/null | sed -n 's/^  \(--[a-z-]*\).*/\1/p')"
		return
		;;
	esac
	case $command in
	'') _congbo_words "$(congbo --lang en help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')" ;;
	help) _congbo_words "$(congbo --lang en help 2>/dev/null | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')" ;;
	log) _congbo_words "$(_congbo_resources)" ;;
	import) if [ "$before" = import ]; then _congbo_files; else _congbo_words "$(_congbo_resources)"; fi ;;
	diff) _congbo_words "$(_congbo_editions) $(_congbo_resources)" ;;
	publish | verify) _congbo_words "$(_congbo_editions)" ;;
	dump) _congbo_words "config pages package model rules plan" ;;
	new) _congbo_folders ;;
	render) _congbo_files ;;
	esac
}

complete -F _congbo congbo
