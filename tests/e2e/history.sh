#!/bin/bash
# The past of a site, with the accidents that real repositories hold, against an account of it by another program.
set -u
. "$(dirname "$0")/past.bash"
rows='a,2026-Q1,1.50,,\nb,2026-Q1,2,p,\nc/d%%,2026-Q1,7,,"x, y"\n'
same_changes() { # the changes but for reasons, against git show
	"$congbo" build -q || return 1
	python3 - <<-'P' >"$work/ours" || return 1
		import csv, sys
		out = csv.writer(sys.stdout, lineterminator="\n")
		for row in csv.reader(open("public/data/changes/figures.csv", newline="")):
		    out.writerow(row[:-1])
	P
	python3 "$here/changes.py" . figures unit,period value,rate "$@" >"$work/theirs" || return 1
	[ "$(wc -l <"$work/theirs")" -gt 1 ] && diff "$work/theirs" "$work/ours"
}

# ---- a linear past ----
new_site "$work/site" "$rows"
printf 'unit,period,value,status,note\r\nb,2026-Q1,2,p,\r\n"a",2026-Q1,"1.50",,\r\nc/d%%,2026-Q1,7,,"x, y"\r\n' >data/figures.csv
commit 'order, quotes and line ends alone'
sed -i 's/1\.50/1.5/; s/,2,p/,3,p/' data/figures.csv && commit 'a format and a number'
printf 'unit,period,value,status,note\n<<<<<<< HEAD\na,2026-Q1,1.5,,\n=======\na,2026-Q1,9,,\n>>>>>>> x\n' >data/figures.csv
commit 'conflict marks'
printf 'unit,period,value,status,note\na,2026-Q1,1.5,,\na,2026-Q1,4,,\n' >data/figures.csv && commit 'a key twice'
printf 'unit,period,value,status,note\na,2026-Q1,1.6,,late\nb,2026-Q1,3,,\na,2026-Q2,4,,\n' >data/figures.csv
commit 'a row comes, a row goes'
mv data/datapackage.yaml data/x && commit 'no descriptor' && mv data/x data/datapackage.yaml && commit 'again'
sed -i 's/name: value, type: number}/name: value, type: number}\n        - {name: rate, type: number}/' data/datapackage.yaml
printf 'unit,period,value,rate,status,note\na,2026-Q1,1.6,50,,late\nb,2026-Q1,3,,,\na,2026-Q2,4,,,\n' >data/figures.csv
commit 'a column comes'
is 'changes are those that git show gives' same_changes
is 'order, quotes and line ends are no change' \
	sh -c '! grep -q "$(git log --format=%H --grep="line ends")" public/data/changes/figures.csv'
is 'what cannot be read is named on the page' \
	grep -q "$(git log --format=%H --grep='a key twice' | cut -c1-8)" public/data/figures/index.html
is 'log names it too' sh -c '"$0" log figures | grep -q "skipped.*conflict-marker"' "$congbo"
is 'log gives every value of one row' sh -c '"$0" log figures a/2026-Q1 >'"$work"'/log &&
	grep -q "first *a/2026-Q1 value .1.50." '"$work"'/log && grep -q "format *a/2026-Q1 value .1.50. -> .1.5." '"$work"'/log &&
	! grep -q b/2026-Q1 '"$work"/log "$congbo"
is 'log takes the beginning of a key, and the values of a key one by one' sh -c '"$0" log figures a >'"$work"'/log &&
	grep -q " a/2026-Q1 value" '"$work"'/log && ! grep -q " b/" '"$work"'/log &&
	"$0" log figures a 2026-Q1 | grep -q " a/2026-Q1 value"' "$congbo"
is 'log says where no row ever had a key' sh -c '"$0" log figures a/2026-Q1 zz 2>'"$work"'/err; [ $? = 1 ] &&
	grep -q "zz.*unknown-name" '"$work"'/err && ! grep -q "a/2026" '"$work"/err "$congbo"
is 'diff says what two revisions differ in' \
	sh -c '"$0" diff HEAD~8 HEAD figures | grep -q "number *a/2026-Q1 value .1.50. -> .1.6."' "$congbo"
is 'a page names the last commit of its own source' grep -q "$(git rev-list HEAD -- content/index.vi.md | cut -c1-8)" \
	public/index.html

# ---- renames ----
sed -i 's/name: rate,/name: share,/' data/datapackage.yaml
printf 'unit,period,value,share,status,note\nalpha,2026-Q1,1.6,50,,late\nb,2026-Q1,3,,,\nalpha,2026-Q2,5,,,\n' >data/figures.csv
commit 'a column and a code get other names'
printf 'figures: {columns: {rate: share}, codes: {unit: {a: alpha}}}\n' >data/renames.yaml && commit 'declared'
is 'a declared rename is one line a commit' sh -c '"$0" build -q && grep -c ",renamed," public/data/changes/figures.csv |
	grep -qx 2 && grep -q ",,unit,a,alpha,renamed," public/data/changes/figures.csv &&
	grep -q ",alpha/2026-Q2,value,4,5,number," public/data/changes/figures.csv' "$congbo"
is 'log follows a code to what it was called' \
	sh -c '"$0" log figures alpha/2026-Q1 | grep -q "a/2026-Q1 value .1.50. -> .1.5."' "$congbo"
printf 'figures: {columns: {rate: nowhere}}\nnothing: {}\n' >data/renames.yaml
is 'a rename to what is not there is said at its place' sh -c '"$0" check 2>&1 | grep -q "renames.yaml:1:27: .*unknown-name" &&
	"$0" check 2>&1 | grep -q "renames.yaml:2:1: .*unknown-name"' "$congbo"

# ---- branches and merges ----
new_site "$work/merged" "$rows"
git checkout -q -b side && sed -i 's/b,2026-Q1,2,p/b,2026-Q1,5,p/' data/figures.csv && commit side
git checkout -q main && sed -i 's/a,2026-Q1,1.50/a,2026-Q1,8/' data/figures.csv && commit main
clock=$((clock + 86400))
GIT_COMMITTER_DATE="$clock +0700" git merge -q --no-ff --no-commit side >/dev/null 2>&1 || true
printf 'unit,period,value,status,note\na,2026-Q1,8,,\nb,2026-Q1,6,p,\nc/d%%,2026-Q1,7,,"x, y"\nz,2026-Q1,1,,\n' >data/figures.csv
commit merge
is 'a merge counts only where it differs from every parent' same_changes
git checkout -q -b quiet HEAD~1 && sed -i 's/"x, y"/w/' data/figures.csv && commit quiet && git checkout -q main
clock=$((clock + 86400))
GIT_COMMITTER_DATE="$clock +0700" git merge -q --no-commit --no-ff quiet >/dev/null 2>&1 || true
printf 'unit,period,value,status,note\na,2026-Q1,8,,\nb,2026-Q1,6,p,\nc/d%%,2026-Q1,7,,w\nz,2026-Q1,1,,\n' >data/figures.csv
commit merged
is 'a merge that takes both sides says nothing of its own' same_changes

# ---- where a site may stand ----
cd "$work/site" && git checkout -q -- . && "$congbo" build -q --out "$work/o1"
git clone -q --bare . "$work/bare.git" && is 'a bare repository gives the same bytes' \
	sh -c '"$0" -C "$1/bare.git" build -q --rev main --out "$1/o2" && diff -r "$1/o1" "$1/o2"' "$congbo" "$work"
git worktree add -q --detach "$work/linked" && is 'a linked work tree with a detached HEAD gives them too' \
	sh -c '"$0" -C "$1/linked" build -q --out "$1/o3" && diff -r "$1/o1" "$1/o3"' "$congbo" "$work"
mkdir "$work/top" && cp -r . "$work/top/ward" && rm -rf "$work/top/ward/.git" "$work/top/ward/public" && cd "$work/top" &&
	git init -q -b main && commit whole && sed -i 's/,3,/,4,/' ward/data/figures.csv && commit change
is 'a site in a folder has its own past' \
	sh -c '"$0" -C ward build -q && grep -q "b/2026-Q1,value,3,4,number" ward/public/data/changes/figures.csv' "$congbo"
git clone -q --depth 1 "file://$work/site" "$work/shallow" && cd "$work/shallow" && is 'a shallow clone says where its past ends' \
	sh -c '"$0" build -q && grep -q "cắt ngắn" public/data/figures/index.html && wc -l <public/data/changes/figures.csv | grep -qx 1' "$congbo"
cp -r "$work/site" "$work/plain" && cd "$work/plain" && rm -rf .git public && is 'without a repository the past is empty' \
	sh -c '"$0" build -q && wc -l <public/data/changes/figures.csv | grep -qx 1' "$congbo"
is 'without a repository --rev and log are 1' \
	sh -c '"$0" build --rev HEAD; [ $? = 1 ] && { "$0" log figures; [ $? = 1 ]; } && { "$0" publish x; [ $? = 1 ]; }' "$congbo"
cd "$work/site" && is 'an unknown revision is 1' status 1 "$congbo" build --rev nowhere
is '--no-history asks no repository' sh -c '"$0" build -q --no-history --out "$1/o4" &&
	wc -l <"$1/o4/data/changes/figures.csv" | grep -qx 1' "$congbo" "$work"
cp -r "$work/site" "$work/broken" && cd "$work/broken" && blob=$(git rev-parse HEAD~3:data/figures.csv) &&
	rm -f ".git/objects/${blob:0:2}/${blob:2}" && is 'a missing object is 3' status 3 "$congbo" build -q
git clone -q -s "$work/site" "$work/borrows" && cd "$work/borrows" && echo /nowhere >.git/objects/info/alternates &&
	is 'a HEAD whose commit is not here is 3, not a site without a past' \
		status 3 env LSAN_OPTIONS=detect_leaks=0 "$congbo" build -q # libgit2 does not give back such a reference
cp -r "$work/plain" "$work/nowhere" && cd "$work/nowhere" && echo 'gitdir: /nowhere' >.git &&
	is 'so is a .git that leads nowhere' status 3 "$congbo" build -q
for part in HEAD objects refs; do
	rm -rf "$work/part" && cp -r "$work/plain" "$work/part" && cd "$work/part" && git init -q && rm -r ".git/$part" &&
		is "so is one without $part" status 3 "$congbo" build -q
done
cp -r "$work/plain" "$work/unborn" && cd "$work/unborn" && git init -q && is 'a repository without a commit has no past' \
	sh -c '"$0" build -q && wc -l <public/data/changes/figures.csv | grep -qx 1' "$congbo"
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 755 "$work" && cp -r "$work/site" "$work/shut" && chown -R 65534:65534 "$work/shut" && cd "$work/shut" && chmod 0 .git
	is 'a .git that may not be read is 3' \
		status 3 setpriv --reuid=65534 --regid=65534 --clear-groups "$congbo" build -q
fi
if [ "$(id -u)" -eq 0 ]; then
	cp -r "$work/site" "$work/foreign" && chown -R nobody "$work/foreign" && cd "$work/foreign"
	is 'a foreign owner is 3 and says what to do' \
		sh -c '"$0" build 2>&1 | grep -q "safe.directory" && { "$0" build >/dev/null 2>&1; [ $? = 3 ]; }' "$congbo"
	is 'with --no-history it builds' status 0 "$congbo" build -q --no-history --out "$work/o5"
fi

finish
