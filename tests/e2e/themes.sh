#!/bin/bash
# The how-tos of docs/themes.md, their commands run as they stand there, each on a small site of its own.
set -u
cd "$(dirname "$0")/../.." || exit 1
guide=$PWD/docs/themes.md
export DEFAULT=$PWD/themes/default
. tests/e2e/tap.bash
# The commands under a heading of the guide.
commands() {
	awk -v wanted="## $1" '/^## / { here = $0 == wanted } /^```$/ { code = 0 } here && code { print } /^```sh$/ { code = 1 }' "$guide"
}
new_site() { # NAME
	site=$work/$1
	mkdir -p "$site/content" "$site/data" && cd "$site" || exit 1
	printf '%s\n' 'title: Phường Sen Xanh' 'base_url: https://sen-xanh.example.vn/' 'languages: [vi]' 'theme: default' \
		'as_of: 2026-03-31' >congbo.yaml
	printf '%s\n' '---' 'title: Chào mừng' '---' '' 'Trang của phường.' >content/index.vi.md
	printf '%s\n' 'name: sen-xanh' 'resources: []' >data/datapackage.yaml
}
build() { "$congbo" -C "$site" build --strict >"$site/stdout" 2>"$work/err"; }
follow() { # HEADING
	commands "$1" >"$site/commands.sh" && [ -s "$site/commands.sh" ] && bash -eu "$site/commands.sh"
}

new_site plain
build
ok $? "the small site builds"

new_site file
follow "Override a file" && build && grep -q 'Trực điện thoại' public/index.html
ok $? "a file that the site has stands for the default theme's"
grep -q 'class="masthead"' public/index.html && [ -f public/assets/site.css ]
ok $? "all else is still the default theme's"
sed -i 's/{{site.feed}}/{{site.feeed}}/' themes/default/partials/site-foot.mustache
! build && grep -q '^themes/default/partials/site-foot.mustache:[0-9]*:[0-9]*: .*\[missing-text\]' "$work/err"
ok $? "a name that the page does not have is said at its place"

new_site language
follow "Add a language" && build
ok $? "a language is added by a file"
grep -q '<html lang="fr">' public/fr/index.html && grep -q 'hreflang="fr"' public/index.html && grep -q '>Français<' public/index.html
ok $? "its pages stand under its code, and each page leads to its twin"
[ -f public/fr/search/index/index.json ] && [ -f public/fr/feed.xml ]
ok $? "it has its search index and its feed"
sed -i '/^home: /d' themes/default/i18n/fr.yaml
! build && grep -q '^themes/default/i18n/fr.yaml:.*\[missing-text\]' "$work/err"
ok $? "a key that its file lacks is missing-text at that file"

"$congbo" -q new "$work/sample" && site=$work/sample && cd "$site" || exit 1
follow "Add a language" && build
ok $? "the sample takes a third language by the same commands" "$work/err"
grep -q 'lang="en" hreflang="en"' public/fr/leagues/cchc/index.html && grep -q '<html lang="fr">' public/fr/plans/cchc-2025/index.html
ok $? "its tables and plans stand in three languages"

new_site tokens
follow "Change colours, type and space" && build
ok $? "tokens are changed by a style sheet of the site"
grep -o 'href="[^"]*\.css"' public/index.html | tr '\n' ' ' | grep -q 'assets/site.css.*assets/tokens.css' &&
	cmp -s themes/default/assets/tokens.css public/assets/tokens.css
ok $? "it is linked after the default theme's"

echo "1..$n"
exit $status
