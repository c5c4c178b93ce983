#!/bin/bash
# Editions: published, corrected, pushed, verified from a fresh clone, and interrupted at every step.
set -u
. "$(dirname "$0")/past.bash"
rows='a,2026-Q1,1.5,,\nb,2026-Q1,2,p,\n"c, d",2026-Q1,7,,x\n'
refs() { git for-each-ref --format='%(refname) %(objectname)'; }
untouched() { # the command leaves work tree, index and references as they were
	local before after
	before=$(refs; git status --porcelain; git ls-files -s; find . -path ./.git -prune -o -type f -printf '%p %T@\n' | sort)
	"$@" >/dev/null 2>&1
	after=$(refs; git status --porcelain; git ls-files -s; find . -path ./.git -prune -o -type f -printf '%p %T@\n' | sort)
	[ "$before" = "$after" ]
}

# ---- what is refused ----
new_site "$work/site" "$rows"
touch stray && is 'an untracked file is dirt' status 1 "$congbo" publish 2026-Q1
is 'and leaves no reference' untouched "$congbo" publish 2026-Q1
rm stray && echo >>data/figures.csv && is 'so is a change' status 1 "$congbo" publish 2026-Q1
git checkout -q data/figures.csv
for name in .x -x 'a b' a..b a.lock á x/y; do
	is "no edition is called '$name'" sh -c '"$0" publish -- "$1"; [ $? = 1 ]' "$congbo" "$name"
done
mv content/index.en.md "$work/" && commit 'no translation' && is 'a warning is in the way' status 1 "$congbo" publish 2026-Q1
is 'and leaves no reference' untouched "$congbo" publish 2026-Q1
mv "$work/index.en.md" content/ && commit translated
git config --unset user.name && is 'without a name it says what to do' \
	sh -c '"$0" publish 2026-Q1 2>&1 | grep -q "git config user.name"' "$congbo"
git config user.name Clerk
sed -i '$a publish: {branch: main}' congbo.yaml && commit 'bad branch' &&
	is 'the branch of the sources is not overwritten' status 1 "$congbo" publish 2026-Q1
sed -i '$d' congbo.yaml && commit 'good branch'

# ---- an edition ----
"$congbo" build -q && before=$(git rev-parse HEAD) && stamps=$(find . -path ./.git -prune -o -type f -printf '%p %T@ %i\n' | sort)
is 'HEAD is published' status 0 "$congbo" publish 2026-Q1
is 'work tree, index and public/ stay as they are' [ "$stamps" = "$(find . -path ./.git -prune -o -type f -printf '%p %T@ %i\n' | sort)" ]
is 'the tag is annotated and stands on the source commit' sh -c '[ "$(git cat-file -t edition/2026-Q1)" = tag ] &&
	[ "$(git rev-parse "edition/2026-Q1^{commit}")" = "$0" ]' "$before"
is 'it names day, output and editions' sh -c 'git cat-file -p edition/2026-Q1 >"$0/tag" && grep -qx "day: 2026-11-20" "$0/tag" &&
	grep -qx "output-commit: $(git rev-parse public)" "$0/tag" && grep -qx "output-tree: $(git rev-parse "public^{tree}")" "$0/tag" &&
	grep -qx "editions: 2026-Q1" "$0/tag" && grep -q "^version: congbo " "$0/tag"' "$work"
is 'the branch holds what a build of the tag writes' sh -c 'mkdir "$1/branch" && git archive public | tar x -C "$1/branch" &&
	"$0" build -q --rev edition/2026-Q1 --out "$1/again" && diff -r "$1/branch" "$1/again"' "$congbo" "$work"
is 'and what a build of the commit writes, now that it is tagged' sh -c '"$0" build -q --out "$1/tagged" && diff -r "$1/branch" "$1/tagged"' "$congbo" "$work"
is 'the repository is sound' sound
is 'it is verified' status 0 "$congbo" verify 2026-Q1
is 'it is not made twice' status 1 "$congbo" publish 2026-Q1
is 'and that changes nothing' untouched "$congbo" publish 2026-Q1

# ---- what was published does not change silently ----
sed -i 's/a,2026-Q1,1.5/a,2026-Q1,1.50/; s/b,2026-Q1,2,p,/b,2026-Q1,9,,/' data/figures.csv
is 'a format and a provisional figure may change' status 0 "$congbo" check
sed -i 's/7,,x/8,,y/' data/figures.csv
is 'a figure may not' sh -c '"$0" check 2>&1 | grep -q "^data/figures.csv:4:16: .*\[silent-revision\]"' "$congbo"
is 'the row to paste is a row' sh -c '"$0" check 2>&1 | sed -n "s/.*corrections.csv: \(.*\) \[silent.*/\1/p" >>data/corrections.csv &&
	grep -qx "figures,\"c, d/2026-Q1\",value,7,8,2026-11-20,," data/corrections.csv && "$0" check' "$congbo"
sed -i 's/,,$/,Gõ nhầm,Typed wrongly/' data/corrections.csv && sed -i '/^a,/d' data/figures.csv
is 'a row may not go' sh -c '"$0" check 2>&1 | grep -q "figures,a/2026-Q1,,,,2026-11-20,,"' "$congbo"
sed -i '1a a,2026-Q1,1.50,,' data/figures.csv && commit corrected

cp -r . "$work/gone" && (cd "$work/gone" && sed -i '/name: figures/,/primaryKey/d' data/datapackage.yaml && rm data/figures.csv)
is 'nor a whole table' sh -c '"$0" -C "$1" check 2>&1 | grep -c "datapackage.yaml:1:1: .*silent-revision" | grep -qx 3' "$congbo" "$work/gone"

# ---- a correction, a second edition ----
is 'a correction is an edition of its own' status 0 "$congbo" publish 2026-Q1 --correction 'Gõ nhầm số của c'
is 'the catalogue has a series of each table, with its files as they are' sh -c '"$0" build -q --out "$1/series" &&
	python3 "$2" "$1/series" 2026-Q1 2026-Q1.1' "$congbo" "$work" "$here/series.py"
is 'called after the first' git rev-parse -q --verify edition/2026-Q1.1
is 'the page of the old one says so' sh -c 'git show public:editions/2026-Q1/index.html | grep -q "2026-Q1.1" &&
	git show public:editions/2026-Q1/index.html | grep -q "Gõ nhầm số của c"'
is 'the old files stand at their address' sh -c 'git show public:editions/2026-Q1/data/figures.csv >"$0/old" &&
	git show public~1:data/figures.csv | cmp - "$0/old"' "$work"
is 'changes give the reason' sh -c 'git show public:data/changes/figures.csv | grep -q ",value,7,8,number,Gõ nhầm"'
is 'both are verified' sh -c '"$0" verify 2026-Q1 && "$0" verify' "$congbo"
is 'an edition is built with the list it knew' \
	sh -c '"$0" build -q --rev edition/2026-Q1 --out "$1/first" && [ ! -e "$1/first/editions/2026-Q1.1" ]' "$congbo" "$work"
is 'diff takes editions by name' sh -c '"$0" diff 2026-Q1 2026-Q1.1 | grep -q "number .*value .7. -> .8."' "$congbo"

# ---- a server, and somebody else's clone ----
git init -q --bare "$work/server.git" && git remote add origin "file://$work/server.git"
printf 'unit,period,value,status,note\na,2026-Q1,1.50,,\nb,2026-Q1,9,,\n"c, d",2026-Q1,8,,y\na,2026-Q2,3,,\n' >data/figures.csv
commit 'second quarter' && git push -q origin main public --tags
is 'an edition is pushed' status 0 "$congbo" publish 2026-Q2 --push
is 'branch and tag are there' sh -c '[ "$(git -C "$0/server.git" rev-parse public)" = "$(git rev-parse public)" ] &&
	git -C "$0/server.git" rev-parse -q --verify refs/tags/edition/2026-Q2' "$work"
git clone -q "file://$work/server.git" "$work/clone" 2>/dev/null && cd "$work/clone" && git checkout -q main
git config user.name Reader && git config user.email reader@example.vn
is 'a fresh clone verifies every edition' \
	sh -c 'for e in 2026-Q1 2026-Q1.1 2026-Q2; do "$0" verify $e || exit 1; done' "$congbo"
is 'and goes on from the branch of the server' sh -c '"$0" publish 2026-Q2b && [ "$(git rev-parse public~1)" = "$(git rev-parse origin/public)" ]' "$congbo"
git clone -q --single-branch -b main "file://$work/server.git" "$work/narrow" 2>/dev/null && cd "$work/narrow" && git fetch -q --tags
is 'a clone without the output says what to fetch' \
	sh -c '"$0" build 2>&1 | grep -q "git fetch origin public"; "$0" build -q 2>/dev/null; [ $? = 3 ]' "$congbo"
is 'or goes without the past' status 0 "$congbo" build -q --no-history
cd "$work/site" && git remote set-url origin "file://$work/nowhere.git"
echo >>content/index.vi.md && commit more && is 'a push that fails is 3' status 3 "$congbo" publish 2026-Q3 --push
is 'and leaves the edition whole' status 0 "$congbo" verify 2026-Q3

# ---- tampering ----
cp -r "$work/site" "$work/tampered" && cd "$work/tampered"
forged=$(git commit-tree "public~1^{tree}" -p public -m forged) && git update-ref refs/heads/public "$forged"
is 'a commit that no edition made is found' status 1 "$congbo" verify 2026-Q3
git update-ref refs/heads/public "$(git rev-parse edition/2026-Q1 | xargs git cat-file -p | sed -n 's/^output-commit: //p')"
is 'so is a branch that was put back' status 1 "$congbo" verify 2026-Q3
is 'what it still holds is verified' status 0 "$congbo" verify 2026-Q1

git tag -d edition/2026-Q1 >/dev/null && is 'a name that other editions know is not given again' status 1 "$congbo" publish 2026-Q1

# ---- a name that is taken back ----
new_site "$work/revoked" "$rows"
cat >>data/datapackage.yaml <<'Y'
  - name: people
    path: people.csv
    schema:
      fields:
        - {name: person, type: string}
        - {name: name, type: string}
        - {name: consent, type: string}
      primaryKey: [person]
  - name: honours
    path: honours.csv
    schema:
      fields:
        - {name: honour, type: string}
        - {name: award, type: string}
        - {name: year, type: year}
        - {name: recipient, type: string}
        - {name: unit, type: string}
        - {name: person, type: string}
        - {name: title_vi, type: string}
        - {name: decision, type: string}
        - {name: decided_on, type: date}
        - {name: state, type: string}
        - {name: revoked_on, type: date}
      primaryKey: [honour]
Y
printf 'person,name,consent\np1,Trần Thị Giả,\np2,Lê Văn Định,\n' >data/people.csv
printf 'honour,award,year,recipient,unit,person,title_vi,decision,decided_on,state,revoked_on
h1,,2026,individual,a,p1,Việc của Trần Thị Giả,1/QĐ,2026-05-01,decided,
h2,,2026,individual,b,p2,Việc khác,2/QĐ,2026-05-01,decided,\n' >data/honours.csv
commit honoured && is 'an honour is published' status 0 "$congbo" publish e1
is 'with its name' sh -c 'git show public:data/people.csv | grep -q "Trần Thị Giả"'
sed -i 's/Việc của/Việc tốt của/' data/honours.csv && commit reworded
sed -i '/^h1/s/decided,$/revoked,2026-10-01/' data/honours.csv && commit revoked
is 'once revoked, no page, table, history or old file has it' \
	sh -c '"$0" build -q && ! grep -rl "Trần Thị Giả" public' "$congbo"
is 'the page of the old edition says so' \
	sh -c 'grep -q "people.csv.*không hiển thị" public/editions/e1/index.html && [ ! -e public/editions/e1/data/people.csv ]'
is 'log does not tell either' sh -c '! "$0" log honours | grep "Trần Thị Giả" && ! "$0" log people | grep "Trần Thị Giả" &&
	! "$0" diff e1 HEAD | grep "Trần Thị Giả"' "$congbo"
is 'a later edition goes without it, and the old one is verified as it was' sh -c '"$0" publish e2 && "$0" verify e1 && "$0" verify e2 &&
	git archive public | tar xO | grep -c "Trần Thị Giả" | grep -qx 0' "$congbo"

# ---- interrupted ----
new_site "$work/killed" "$rows"
"$congbo" publish e0 -q
tip=$(git rev-parse public)
whole() { # an edition is whole, or nobody knows of one
	sound || return 1
	if git rev-parse -q --verify refs/tags/edition/e1 >/dev/null; then "$congbo" verify e1; else return 0; fi
}
kills=0
exec 3>&2 2>/dev/null # the shell's own words on what was killed
if command -v strace >/dev/null; then
	for call in mkdir:1 openat:60 rename:1 rename:5 renameat2:1 link:3 rename:20; do
		git tag -d edition/e1 >/dev/null 2>&1 && git update-ref refs/heads/public "$tip"
		strace -f -o /dev/null -e "trace=${call%:*}" -e "inject=${call%:*}:signal=KILL:when=${call#*:}" \
			"$congbo" publish e1 -q >/dev/null 2>&1 || true
		whole || kills=$((kills + 1))
	done
fi
for wait in 0.005 0.01 0.02 0.03 0.05 0.08 0.1; do
	git tag -d edition/e1 >/dev/null 2>&1 && git update-ref refs/heads/public "$tip"
	timeout -s KILL "$wait" "$congbo" publish e1 -q >/dev/null 2>&1
	whole || kills=$((kills + 1))
done
exec 2>&3 3>&-
is 'killed at any moment there is a whole edition or none' [ "$kills" -eq 0 ]
git tag -d edition/e1 >/dev/null 2>&1
left=$(git commit-tree "public^{tree}" -p "$tip" -m "$(printf 'Edition e1\n\nsource: %s\nday: 2026-11-20' "$(git rev-parse HEAD)")")
git update-ref refs/heads/public "$left" && touch .git/refs/heads/public.lock
is 'the next publish mends what is left' sh -c '"$0" publish e1 && [ "$(git rev-parse public~1)" = "$1" ] && "$0" verify e1' "$congbo" "$tip"
mkdir -p .git/refs/tags/edition/e2.lock && is 'a failure is 3' status 3 "$congbo" publish e2
is 'and puts the branch back' [ "$(git rev-parse public)" = "$(git cat-file -p edition/e1 | sed -n 's/^output-commit: //p')" ]
rmdir .git/refs/tags/edition/e2.lock && is 'after which all is well' sh -c '"$0" publish e2 && "$0" verify' "$congbo"
is 'nothing is left behind' [ "$(ls .git/congbo)" = lock ]
is 'the repository is sound' sound

finish
