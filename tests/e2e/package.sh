#!/bin/bash
# The source archive and the Debian package: whole, the same bytes again, and to the liking of lintian.
set -u
cd "$(dirname "$0")/../.." || exit 1
unset MAKEFLAGS
case ${CONGBO:-/release/} in
*/release/*) ;;
*) echo "ok 1 - only what is released is packed" && exit 0 ;;
esac
. tests/e2e/tap.bash
version=$(sed -n 's/.*CONGBO_VERSION "\(.*\)"/\1/p' src/site/version.h)
if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	make -s dist && cp "build/congbo-$version.tar.gz" "$work/first.tar.gz" && sleep 1 && make -s dist &&
		cmp -s "build/congbo-$version.tar.gz" "$work/first.tar.gz"
	ok $? "make dist gives the same bytes again"
	diff <(tar -tzf "$work/first.tar.gz" | grep -v '/$' | sort) <(git ls-tree -r -z --name-only HEAD | tr '\0' '\n' | sed "s|^|congbo-$version/|" | sort) >/dev/null
	ok $? "all files of the commit and no others"
fi
deb=build/deb/congbo_$version-1_$(dpkg --print-architecture).deb
make -s deb >/dev/null 2>"$work/err" && cp "$deb" "$work/first.deb" && make -s deb >/dev/null 2>&1 && cmp -s "$deb" "$work/first.deb"
ok $? "make deb gives the same bytes again"
dpkg-deb -x "$deb" "$work/root" && (cd "$work" && root/usr/bin/congbo new site -q && root/usr/bin/congbo -C site build --strict -q) && [ -s "$work/site/public/index.html" ]
ok $? "what is in the package builds a site"
[ -s "$work/root/usr/share/man/man1/congbo.1.gz" ] && [ -s "$work/root/usr/share/doc/congbo/copyright" ]
ok $? "it has manual pages and a licence"
depends=$(dpkg-deb -f "$deb" Depends)
for library in libc6 libcmark libcsv libgit2 libicu libarchive libsqlite3 libxlsxwriter libyaml libmicrohttpd libnettle libqrencode libgmp; do
	grep -q "\b$library" <<<"$depends"
	ok $? "it depends on $library"
done
lintian --fail-on error "$deb" >"$work/lintian" 2>/dev/null || { sed 's/^/# /' "$work/lintian"; false; }
ok $? "lintian finds no error"
exit $status
