#!/bin/bash
# What must not happen: a program without its hardening, a build that opens a socket, a pipe or device that is waited for, a link
# that is followed, a source that cannot be read passed over.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash

# ---- the program ----
readelf -lW "$congbo" | grep -q 'GNU_RELRO' && readelf -dW "$congbo" | grep -q 'NOW PIE'
ok $? "the program is position-independent, its relocations read-only"
readelf -lW "$congbo" | grep 'GNU_STACK' | grep -q ' RW '
ok $? "its stack is not executable"
case $congbo in
*/build/release/*)
	readelf -sW "$congbo" | grep -q '__stack_chk_fail' && readelf -sW "$congbo" | grep -q '_chk@'
	ok $? "it guards its stack and its buffers"
	;;
esac

# ---- the network ----
site=$work/site
"$congbo" new "$site" -q && "$congbo" -C "$site" build -q
(cd "$site" && git init -q && git add -A && git -c user.name=a -c user.email=a@b.example commit -qm a)
${CC:-gcc} -O1 -shared -fPIC -o "$work/faults.so" tests/e2e/faults.c -ldl
for command in build "build --rev HEAD" check "log scores" "diff HEAD HEAD"; do
	# shellcheck disable=SC2086
	LD_PRELOAD=$work/faults.so FAULT_CALL=socket FAULT_AT=1 FAULT_ERRNO=1 FAULT_MARK=$work/fired "$congbo" -C "$site" $command >/dev/null 2>"$work/stderr"
	[ $? -eq 0 ] && [ ! -e "$work/fired" ]
	ok $? "no socket is opened by: $command"
done

# ---- the past ----
# A past that cannot be read is a failure; a site without its editions would be a lie.
past=$work/past
cp -r "$site" "$past" && git -C "$past" config user.name a && git -C "$past" config user.email a@b.example
"$congbo" -C "$past" publish e1 -q
sums() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs -d '\n' sha256sum); }
"$congbo" -C "$past" build --out "$work/whole" -q && sums "$work/whole" >"$work/sums"
bad=0 at=0
export LSAN_OPTIONS=detect_leaks=0 # libgit2 does not give back all of a repository that it could not open
while [ "$at" -lt 400 ]; do
	at=$((at + 1)) && rm -rf "$work/fired" "$work/part"
	LD_PRELOAD=$work/faults.so FAULT_CALL=open FAULT_AT=$at FAULT_ERRNO=13 FAULT_MARK=$work/fired "$congbo" -C "$past" build --out "$work/part" -q --jobs 1 2>"$work/stderr"
	case $? in
	0) sums "$work/part" | cmp -s - "$work/sums" || bad=$at ;;
	3) [ -s "$work/stderr" ] && [ ! -e "$work/part/index.html" ] || bad=$at ;;
	*) bad=$at ;;
	esac
	[ -e "$work/fired" ] || break
done
[ "$bad" -eq 0 ] && [ -s "$work/sums" ] && [ "$at" -gt 20 ] && grep -q e1 "$work/sums"
ok $? "whichever file may not be read, of git's too: the whole site or none ($at runs)"
unset LSAN_OPTIONS

# ---- what is no file ----
good=$work/good
cp -r "$site" "$good" && rm -rf "$good/.git"
try() { # STATUS WORDS NAME SCRIPT: the site with that defect ends so, and the old public/ stands
	rm -rf "$work/bad" && cp -r "$good" "$work/bad" && (cd "$work/bad" && eval "$4")
	timeout 60 "$congbo" -C "$work/bad" build -q >/dev/null 2>"$work/stderr"
	[ $? -eq "$1" ] && LC_ALL=C grep -aqE "$2" "$work/stderr" && [ -f "$work/bad/public/index.html" ]
	ok $? "$3"
}
for kind in "mkfifo" "python3 -c 'import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])'"; do
	for file in congbo.yaml content/index.vi.md content/new.vi.md data/units.csv data/datapackage.yaml data/awards.yaml; do
		try 3 "^$file: failure: " "${kind%% *} for $file is not waited for" "rm -f $file; $kind $file"
	done
done
for file in congbo.yaml content/index.vi.md data/datapackage.yaml data/awards.yaml; do
	try 1 "^$file:1:1: error: .*symlink" "a link for $file is refused" "mv $file other; ln -s \$PWD/other $file"
done
for folder in content data content/plans; do
	try 1 "^$folder:1:1: error: .*symlink" "a link for $folder/ is refused" "mv $folder other; ln -s \$PWD/other $folder"
done
try 1 '^content/loop:1:1: error: .*symlink' "a link that leads back is refused" "ln -s . content/loop"
try 1 '^content/gone.vi.md:1:1: error: .*symlink' "so is one that leads nowhere" "ln -s /nowhere content/gone.vi.md"
try 1 '^themes:1:1: error: .*symlink' "and one for themes/" "mkdir t; ln -s t themes"

for file in congbo.yaml data/datapackage.yaml data/awards.yaml data/leagues.yaml; do
	try 3 "^$file: failure: .*directory" "a folder in the place of $file is no site without it" "rm $file; mkdir $file"
done
for folder in content data themes; do
	try 3 "^$folder: failure: .*directory" "nor is a file in the place of $folder/" "rm -rf $folder; echo >$folder"
done
for name in $'a\nb' $'a\x7fb' 'a\xe2\x80\xaeb' 'a\xe2\x80\x8bb'; do
	try 1 "^content/.*:1:1: error: .*control-character" "an invisible character in a page's name is refused" \
		"for l in vi en; do cp content/index.\$l.md content/\$'$name'.\$l.md; done"
done

# ---- where the site cannot stand ----
elsewhere() { # WORDS NAME SCRIPT: with that in the place of public/ the build says so and changes nothing
	rm -rf "$work/bad" "$work/x" && cp -r "$good" "$work/bad" && mkdir "$work/x" && (cd "$work/bad" && rm -rf public && eval "$3")
	timeout 60 "$congbo" -C "$work/bad" build -q >/dev/null 2>"$work/stderr"
	[ $? -eq 3 ] && LC_ALL=C grep -q "public: failure: .*$1" "$work/stderr" && [ -z "$(ls -A "$work/x")" ] && [ ! -e "$work/bad/.public.new" ]
	ok $? "$2"
}
elsewhere 'symbolic link or a file.*--out' "a link in the place of public/ is not followed" "ln -s ../x public"
elsewhere 'symbolic link or a file.*--out' "a link that leads nowhere neither" "ln -s ../none public"
elsewhere 'symbolic link or a file.*--out' "nor is a file overwritten" "echo mine >public"
if [ "$(id -u)" -eq 0 ] && mkdir "$work/m" && mount -t tmpfs none "$work/m" 2>/dev/null; then
	umount "$work/m"
	elsewhere 'mounted.*--out' "a disk that is mounted there cannot be replaced" "mkdir public; mount -t tmpfs none public"
	umount "$work/bad/public"
else
	ok 0 "a disk that is mounted there # SKIP no right to mount one"
fi

# ---- what cannot be read ----
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	chmod 755 "$work"
	for path in congbo.yaml content content/index.vi.md content/plans data data/units.csv data/awards.yaml; do
		rm -rf "$work/bad" && cp -r "$good" "$work/bad" && chown -R 65534:65534 "$work/bad" && chmod 000 "$work/bad/$path"
		setpriv --reuid=65534 --regid=65534 --clear-groups "$congbo" -C "$work/bad" build -q >/dev/null 2>"$work/stderr"
		[ $? -eq 3 ] && grep -q "^$path: failure: " "$work/stderr" && [ -f "$work/bad/public/index.html" ]
		ok $? "$path that may not be read is a failure at its path"
	done
else
	ok 0 "what may not be read # SKIP not root"
fi
exit $status
