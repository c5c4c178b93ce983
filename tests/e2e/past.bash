# What the tests of a site's past share: read by history.sh, publish.sh and push.sh, which then say what must hold.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
congbo=${CONGBO:-$here/../../build/release/congbo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LANG=C HOME=$work
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=gc.auto GIT_CONFIG_VALUE_0=0 # nothing tidies behind our back while we look
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
tests=0 failed=0 clock=1770000000

is() { # is NAME COMMAND…
	local name=$1
	shift
	tests=$((tests + 1))
	if "$@" >"$work/said" 2>&1; then
		echo "ok $tests - $name"
	else
		echo "not ok $tests - $name"
		sed 's/^/# /' "$work/said" | head -30
		failed=$((failed + 1))
	fi
}
status() { # status N COMMAND…
	local want=$1
	shift
	"$@"
	local got=$?
	[ "$got" -eq "$want" ] || { echo "status $got, wanted $want"; return 1; }
}
commit() { # commit MESSAGE: all that changed, a day later
	clock=$((clock + 86400))
	git add -A && GIT_COMMITTER_DATE="$clock +0700" GIT_AUTHOR_DATE="$clock +0700" \
		git -c user.name=Clerk -c user.email=clerk@example.vn commit -q --allow-empty -m "$1"
}
sound() { git fsck --strict 2>&1 | grep -v '^dangling\|^Checking\|^notice' | grep . && return 1; return 0; }

# A site with one table of figures, of which some are given.
new_site() { # new_site FOLDER ROWS
	rm -rf "$1" && mkdir -p "$1/data" "$1/content" && cd "$1" && git init -q -b main || exit 1
	git config user.name Clerk && git config user.email clerk@example.vn
	cat >congbo.yaml <<-'Y'
		title: {vi: Phường thử, en: Test ward}
		base_url: https://example.org/
		languages: [vi, en]
		as_of: 2026-11-20
	Y
	cat >data/datapackage.yaml <<-'Y'
		resources:
		  - name: figures
		    path: figures.csv
		    schema:
		      fields:
		        - {name: unit, type: string}
		        - {name: period, type: string}
		        - {name: value, type: number}
		        - {name: status, type: string}
		        - {name: note, type: string}
		      primaryKey: [unit, period]
		  - name: corrections
		    path: corrections.csv
		    schema:
		      fields:
		        - {name: resource, type: string}
		        - {name: key, type: string}
		        - {name: column, type: string}
		        - {name: old, type: string}
		        - {name: new, type: string}
		        - {name: corrected_on, type: date}
		        - {name: reason_vi, type: string}
		        - {name: reason_en, type: string}
	Y
	printf "unit,period,value,status,note\n$2" >data/figures.csv
	printf 'resource,key,column,old,new,corrected_on,reason_vi,reason_en\n' >data/corrections.csv
	printf -- '---\ntitle: Trang\n---\nNội dung.\n' >content/index.vi.md
	printf -- '---\ntitle: Page\n---\nText.\n' >content/index.en.md
	printf '/public/\n' >.gitignore
	commit first
}
finish() {
	echo "1..$tests"
	[ "$failed" -eq 0 ]
}
