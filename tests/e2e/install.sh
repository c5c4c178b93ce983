#!/bin/bash
# An installed program stands alone: its theme and its sample are found beside it, wherever it was put.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/tap.bash
make -s install DESTDIR="$work" PREFIX=/opt/congbo >/dev/null 2>&1
ok $? "make install"
(cd "$work" && opt/congbo/bin/congbo new site >/dev/null 2>"$work/stderr" && opt/congbo/bin/congbo -C site build --strict -q 2>>"$work/stderr")
ok $? "the installed program makes a site and builds it"
[ -s "$work/site/public/index.html" ] && [ ! -s "$work/stderr" ]
ok $? "silently, with a home page"
for file in share/man/man1/congbo.1 share/man/man5/congbo-site.5 share/bash-completion/completions/congbo share/doc/congbo/LICENSE \
	share/congbo/sample/.gitlab-ci.yml share/congbo/sample/.github/workflows/congbo.yml; do
	[ -s "$work/opt/congbo/$file" ]
	ok $? "it installs $file"
done
[ -z "$(find "$work/opt" -type f ! -path '*/bin/congbo' -perm /111)" ]
ok $? "nothing but the program can be run"
make -s uninstall DESTDIR="$work" PREFIX=/opt/congbo && [ -z "$(find "$work/opt" -type f)" ]
ok $? "make uninstall leaves no file"
exit $status
