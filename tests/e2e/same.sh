#!/bin/bash
# The same commit gives the same bytes: whoever builds it, where, when, in which language, with how many threads and which compiler, from
# the folder or from git. OTHERS names more programs to compare with.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
export GIT_CONFIG_GLOBAL=/dev/null
sums() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum); }
same() { # NAME OUT COMMAND…
	"${@:3}" >"$work/said" 2>"$work/err" && [ ! -s "$work/err" ] && sums "$2" >"$work/sums" && cmp -s "$work/sums" "$work/first" ||
		{ diff "$work/sums" "$work/first" | head -n 3 >>"$work/err"; false; }
	ok $? "$1"
	rm -rf "$2"
}

chmod 755 "$work"
site=$work/site
mkdir "$site" && cp -r congbo.yaml content data themes "$site" && cd "$site" || exit 1
git init -q && git add -A && GIT_COMMITTER_DATE='1770000000 +0700' git -c user.name=a -c user.email=a@b.example commit -qm first
out=$work/out
"$congbo" -C "$site" build --out "$out" -q --jobs 1 2>"$work/err" && sums "$out" >"$work/first" && [ "$(wc -l <"$work/first")" -gt 500 ]
ok $? "a site of $(wc -l <"$work/first") files"
rm -rf "$out"
build=("$congbo" -C "$site" build --out "$out" -q)

same "with other threads" "$out" "${build[@]}" --jobs 5
same "from git" "$out" "${build[@]}" --rev HEAD
git clone -q --bare "$site" "$work/bare.git"
same "from a bare repository" "$out" "$congbo" -C "$work/bare.git" build --out "$out" -q --rev HEAD
same "in another time zone, with other rights" "$out" env TZ=Pacific/Kiritimati bash -c 'umask 077; exec "$@"' - "${build[@]}"
if [ -d /usr/share/i18n/locales ] && mkdir "$work/locales"; then
	localedef -i tr_TR -f UTF-8 "$work/locales/tr_TR.UTF-8" && localedef -i vi_VN -f UTF-8 "$work/locales/vi_VN.UTF-8"
fi 2>/dev/null
same "where i is İ" "$out" env LOCPATH="$work/locales" LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 "${build[@]}"
same "in Vietnamese" "$out" env LOCPATH="$work/locales" LC_ALL=vi_VN.UTF-8 LANGUAGE=vi "${build[@]}"
same "with next to no environment, and no room for temporary files" "$out" env -i TMPDIR=/nowhere "${build[@]}"

# names in another order on the disk, in a folder of another name
other="$work/đâu đó/a site"
mkdir -p "$other" && git ls-files | LC_ALL=C sort -r | xargs -d '\n' cp --parents -t "$other" && cp -r .git "$other" && cd "$other" || exit 1
same "in another folder, written in another order" "$other/public" "$congbo" build -q
if shm=$(mktemp -d -p /dev/shm 2>/dev/null); then
	cp -r "$other" "$shm/site"
	same "in the memory's file system" "$shm/site/public" "$congbo" -C "$shm/site" build -q
	rm -rf "$shm"
fi
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chown -R 65534:65534 "$work/đâu đó"
	same "by another user" "$other/public" setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nowhere "$congbo" -C "$other" build -q
else
	ok 0 "by another user # SKIP not root"
fi
for program in ${OTHERS:-}; do
	same "by ${program%/congbo}" "$out" "$program" -C "$site" build --out "$out" -q
done
exit $status
