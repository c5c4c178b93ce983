#!/bin/bash
# What comes with the program says what the program does: help, manual pages, completion, and the configurations for git
# hosts in the sample.
set -u
cd "$(dirname "$0")/../.." || exit 1
top=$PWD
. tests/e2e/tap.bash
export LC_ALL=C.UTF-8
commands=$("$congbo" help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p')
options() { "$congbo" help "$1" | sed -n 's/^  \(--[a-z-]*\).*/\1/p'; }

# ---- help ----
for command in $commands; do
	"$congbo" help "$command" >"$work/a" && "$congbo" "$command" --help >"$work/b" && "$congbo" --help "$command" >"$work/c" &&
		cmp -s "$work/a" "$work/b" && cmp -s "$work/a" "$work/c" && "$congbo" --lang vi help "$command" >"$work/vi" && ! cmp -s "$work/a" "$work/vi" &&
		[ "$(wc -l <"$work/a")" -eq "$(wc -l <"$work/vi")" ]
	ok $? "the help of $command, in both languages"
done
[ "$("$congbo" help | wc -l)" -eq "$("$congbo" --lang vi help | wc -l)" ]
ok $? "the list of commands too"

# ---- manual pages ----
for page in docs/man/*; do
	lint=$(mandoc -T lint -W warning "$page" 2>&1)
	[ -z "$lint" ] || { echo "$lint" | sed 's/^/# /'; false; }
	ok $? "mandoc has nothing to say of $page"
	warnings=$(MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)
	[ -z "$warnings" ] || { echo "$warnings" | sed 's/^/# /'; false; }
	ok $? "nor has groff"
done
for command in $commands; do
	grep -q "^\.It Cm $command\b" docs/man/congbo.1
	ok $? "congbo(1) has the command $command"
	for option in $(options "$command"); do
		grep -q "Fl -${option#--}\b" docs/man/congbo.1 || { echo "# $option of $command"; false; }
	done
	ok $? "and its options"
done
for option in $(grep -o 'Fl -[a-z][a-z-]*' docs/man/congbo.1 | sed 's/Fl -//' | sort -u); do
	case $option in lang | help | option) continue ;; esac
	for command in $commands; do options "$command"; done | grep -qx -- "--$option"
	ok $? "there is an option --$option"
done
# the settings that the program takes are told, and no others
"$congbo" new "$work/site" -q && echo 'nothing: 1' >>"$work/site/congbo.yaml"
keys=$("$congbo" -C "$work/site" check 2>&1 | sed -n 's/.*the keys are: \(.*\) \[unknown-key\]/\1/p' | tr -d ',')
[ -n "$keys" ]
ok $? "the settings are told by the program"
settings=$(sed -n '/^\.Sh SETTINGS/,/^\.Sh PAGES/p' docs/man/congbo-site.5)
for key in $keys; do
	grep -q "^\.It Ic $key$" <<<"$settings"
	ok $? "congbo-site(5) has the setting $key"
done
[ "$(grep -c '^\.It Ic' <<<"$settings")" -eq "$(wc -w <<<"$keys")" ]
ok $? "and no other"

# ---- completion ----
rm -rf "$work/site" && "$congbo" new "$work/site" -q
complete_words() { # WORDS…, the last one to be completed
	(cd "$work/site" && PATH=$(dirname "$congbo"):$PATH bash --norc -c '
		. "$1"; shift
		COMP_WORDS=(congbo "$@") COMP_CWORD=$#
		_congbo; printf "%s\n" "${COMPREPLY[@]}"' bash "$top/src/main/congbo.bash" "$@" 2>&1) | sort
}
bash -n src/main/congbo.bash
ok $? "the completion is bash"
diff <(complete_words '') <(sort <<<"$commands") >/dev/null
ok $? "it knows every command"
for command in $commands; do
	diff <(complete_words "$command" -- 2>&1 | grep -vx -e '--lang' -e '--help') <(options "$command" | sort) >"$work/diff" || [ -z "$(options "$command")" ] ||
		{ sed 's/^/# /' "$work/diff"; false; }
	ok $? "and the options of $command"
done
resources=$(sed -n 's/^  - name: //p' "$work/site/data/datapackage.yaml" | sort)
diff <(complete_words log '') <(echo "$resources") && diff <(complete_words import a.csv '') <(echo "$resources")
ok $? "it knows the resources"
[ "$(complete_words -C . lo)" = log ] && [ "$(complete_words build --format '' | tr '\n' ' ')" = "json text " ]
ok $? "behind options too, and the values of some"
(cd "$work/site" && git init -q && git add -A && git -c user.name=x -c user.email=x@x.vn commit -qm x && git -c user.name=x -c user.email=x@x.vn tag -a -m x edition/2026-Q1)
[ "$(complete_words verify '')" = 2026-Q1 ]
ok $? "it knows the editions"

# ---- configurations for git hosts: what they run, run here ----
python3 - "$work/site" "$work" <<'PY'
import sys, yaml
site, work = sys.argv[1:]
hub = yaml.safe_load(open(f"{site}/.github/workflows/congbo.yml", encoding="utf-8"))
lab = yaml.safe_load(open(f"{site}/.gitlab-ci.yml", encoding="utf-8"))
steps = [step["run"] for step in hub["jobs"]["site"]["steps"] if "run" in step]
assert hub["jobs"]["publish"]["needs"] == "site" and any(s.get("with", {}).get("path") == "public" for s in hub["jobs"]["site"]["steps"])
assert lab["pages"]["artifacts"]["paths"] == ["public"] and lab["variables"]["GIT_DEPTH"] == "0"
open(f"{work}/hub", "w").write("set -e\n" + "\n".join(steps))
open(f"{work}/lab", "w").write("set -e\n" + "\n".join(lab["before_script"] + lab["pages"]["script"]))
open(f"{work}/lab-check", "w").write("set -e\n" + "\n".join(lab["before_script"] + lab["check"]["script"]))
PY
ok $? "the sample's configurations are YAML of the shape that the hosts read"
# what fetches and installs is only noted; git and congbo are the real ones
mkdir "$work/bin"
for program in apt-get curl make; do printf '#!/bin/sh\necho "%s $*" >>"%s/calls"\n' $program "$work" >"$work/bin/$program"; done
printf '#!/bin/sh\n[ "$1" = clone ] && echo "git $*" >>"%s/calls" || exec %s "$@"\n' "$work" "$(command -v git)" >"$work/bin/git"
ln -s "$congbo" "$work/bin/congbo" && chmod +x "$work"/bin/*
for script in hub lab lab-check; do
	rm -rf "$work/site/public" "$work/calls"
	(cd "$work/site" && HOME=$work PATH=$work/bin:$PATH CONGBO_SOURCE=https://example.vn/congbo.git CONGBO_DEB='' sh "$work/$script") >"$work/out" 2>&1 &&
		grep -qx 'make -C /tmp/congbo install PREFIX=/usr' "$work/calls" && { [ $script = lab-check ] || [ -s "$work/site/public/index.html" ]; }
	ok $? "$script builds the site with congbo from its sources"
	(cd "$work/site" && HOME=$work PATH=$work/bin:$PATH CONGBO_SOURCE='' CONGBO_DEB=https://example.vn/congbo.deb sh "$work/$script") >"$work/out" 2>&1 &&
		grep -q '^apt-get install .*/tmp/congbo.deb$' "$work/calls"
	ok $? "and with its package"
	echo 'x,y,2026-Q1,,,,,' >>"$work/site/data/results.csv"
	(cd "$work/site" && HOME=$work PATH=$work/bin:$PATH CONGBO_DEB=x sh "$work/$script") >"$work/out" 2>&1
	[ $? -eq 1 ] && grep -q '\[foreign-key\]' "$work/out"
	ok $? "an error fails it"
	git -C "$work/site" checkout -q data
done
exit $status
