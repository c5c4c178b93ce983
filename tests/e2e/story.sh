#!/bin/bash
# The sample with a past (tests/story/make): what a reader finds of late reports, corrections, ranks that moved and codes that changed.
set -u
. "$(dirname "$0")/past.bash"
export CONGBO=$congbo
story=$work/story
is 'the story is told' "$here/../story/make" "$story"
cd "$story" || exit 1
is 'it builds without a word' sh -c '"$0" build -q --strict 2>&1 | grep . && exit 1; exit 0' "$congbo"
page() { sed 's/<[^>]*>//g' "public/$1/index.html" | tr -s ' \n' ' ' | sed 's/ \([,:.]\)/\1/g'; } # as it is read
says() { page "$1" | grep -qF -- "$2" || { page "$1" | grep -oF -- "${2%% *}" | head -3; return 1; }; }
csv() { git show "public:$1"; }

is 'five editions, each on its commit' [ "$(git tag | wc -l) $(git rev-list --count refs/heads/public)" = '5 5' ]
is 'a late report is a row that comes' grep -q ',team-members/dt-thon-05/2026-Q1,,,,added,$' public/data/changes/results.csv
is 'a renamed code is one line' [ "$(grep -c ',,unit,dt-thon-6,dt-thon-06,renamed,$' public/data/changes/results.csv)" = 1 ]
is 'a correction bears its reason' grep -q ',supplements/dt-kt/2026-Q1,numerator,7,6,number,Một hồ sơ' public/data/changes/results.csv
rank() { git show "$1:data/leagues/service-weekly.csv" | sed -n 's/^2026-W41,\([0-9]*\),p-hai-an,.*/\1/p'; }
before=$(rank public~1) after=$(rank public)
is 'a correction moves a rank' [ -n "$before" -a -n "$after" -a "$before" -ne "$after" ]
is 'old and new stand beside it, on the page of the week' says leagues/service-weekly/2026-W41 "Phường Hải An, tuần 41/2026: hạng $before → hạng $after"
is 'and on that of the dataset' says data/service_scores "hạng $before → hạng $after"
is 'and on that of the edition, as corrected later' says editions/2026-Q3 "hạng $before → hạng $after"
is 'not on that of the edition that corrects it' sh -c '! grep -q "hạng $1 → " public/editions/2026-Q3.1/index.html' - "$before"
is 'nor on another week' sh -c '! grep -q corrections_h public/leagues/service-weekly/2026-W42/index.html'
is 'a status that stays is said to stay' says indicators/supplements 'quý I/2026: Chưa đạt (không đổi)'
is 'an old edition is superseded: when, by what, why' \
	says editions/2026-Q3 'Đã được thay thế bởi 2026-Q3.1, 06/11/2026: Phiếu khảo sát của phường khác'
is 'with both files' grep -q '<a href="../2026-Q3.1/data/service_scores.csv">' public/editions/2026-Q3/index.html
league() { # the rows of a league on the page of an edition, as RANK|UNIT|SCORE|PREVIOUS, and those of its own file
	python3 - "$1" "$2" <<-'P'
		import csv, html, io, re, subprocess, sys
		edition, league = sys.argv[1:]
		output = re.search("output-tree: (.*)", subprocess.check_output(["git", "cat-file", "-p", "edition/" + edition], text=True))[1]
		table = lambda name: list(csv.DictReader(io.StringIO(subprocess.check_output(["git", "show", f"{output}:data/{name}.csv"], text=True))))
		names = {row["unit"]: row["name_vi"] for row in table("units")}
		rows = table("leagues/" + league)
		rows = [row for row in rows if row["period"] == rows[-1]["period"]]
		ranks = [row["rank"] for row in rows]
		behind = max(len(row["score"].partition(".")[2]) for row in rows)
		score = lambda text: f"{float(text):.{behind}f}".replace(".", ",") if text else "–"
		rank = lambda text: text + "=" * (ranks.count(text) > 1) if text else "–"
		want = [[rank(row["rank"]), names[row["unit"]], score(row["score"]), row["previous_rank"] or "–"] for row in rows]
		page = open(f"public/editions/{edition}/index.html", encoding="utf-8").read()
		shown = page[page.index(f'id="league_{league}"'):].split("</table>")[0]
		got = [[html.unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in re.findall("<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
		       for row in re.findall("<tr>(.*?)</tr>", shown, re.S)[1:]]
		sys.exit(f"{got}\n{want}" if got != want else 0)
	P
}
is 'an edition shows its leagues as it published them' league 2026-Q3 service-weekly
is 'and so does the one that corrects it' league 2026-Q3.1 service-weekly
is 'with the sign of a shared rank' league 2026-Q3.1 par-departments
is 'the triangle says what each edition said' sh -c 'sed "s/<[^>]*>//g" public/indicators/supplements/index.html | tr -s " \n" " " |
	grep -q "Phòng Kinh tế xã Đại Thanh, Quý I/2026 7,14% 6,12% 6,12% 6,12% 6,12% 6,12%"'
is 'provisional figures and late ones too' sh -c 'p() { sed "s/<[^>]*>//g" "public/indicators/$1/index.html" | tr -s " \n" " "; }
	p team-members | grep -q "Thôn Minh Họa 5, Quý I/2026 3 3 3 3" && p on-time | grep -q "Quý III/2026 97,50% .p. 97,50% .p. 99,00% .p."'
feed() { # RFC 4287: each entry has one id, title, updated and link, the newest first; and what this one must say
	python3 - "$1" "$2" <<-'P'
		import sys, xml.etree.ElementTree as tree
		from datetime import datetime
		root, ns = tree.parse(sys.argv[1]).getroot(), "{http://www.w3.org/2005/Atom}"
		one = lambda at, name: [e for e in at.findall(ns + name)]
		entries = one(root, "entry")
		assert root.tag == ns + "feed" and all(len(one(root, n)) == 1 for n in ("id", "title", "updated", "author"))
		assert all(len(one(e, n)) == 1 for e in entries for n in ("id", "title", "updated", "link", "summary"))
		assert not any(b"-01-01T" in tree.tostring(e) for e in entries), "a plan of a year has no day"
		ids, days = [one(e, "id")[0].text for e in entries], [datetime.fromisoformat(one(e, "updated")[0].text) for e in entries]
		assert len(ids) == len(set(ids)) and days == sorted(days, reverse=True) and one(root, "updated")[0].text == one(entries[0], "updated")[0].text
		assert all(i.startswith("https://congbo.example.vn/") for i in ids)
		said = {one(e, "title")[0].text: one(e, "summary")[0].text for e in entries}
		for line in sys.argv[2].split("\n"):
		    title, summary = line.split(" | ")
		    assert summary in said[title], (title, said.get(title))
	P
}
is 'the feed has editions and corrections, in Vietnamese' feed public/feed.xml "Kỳ công bố 2026-Q3 | Đã được thay thế bởi 2026-Q3.1, ngày 06/11/2026. Lý do: Phiếu
Kỳ công bố 2026-Q1.1 | Đính chính cho 2026-Q1. Lý do: Một hồ sơ
Kỳ công bố 2026-Q2 | tính đến ngày 20/7/2026
Đính chính: Phường Hải An, tuần 41/2026; Mức độ hài lòng: 99,9 → 79,9 | Phiếu khảo sát"
is 'and in English' feed public/en/feed.xml "Edition 2026-Q3 | Superseded by 2026-Q3.1 on 6 November 2026. Reason:
Correction: Hải An Ward, week 41 of 2026; Satisfaction: 99.9 → 79.9 | Forms of another ward"
is 'the renamed code bears its old name in the old file' sh -c 'grep -q "^dt-thon-6," public/editions/2026-Q2/data/units.csv &&
	grep -q "^dt-thon-06," public/editions/2026-Q3/data/units.csv'
is 'the newest is verified' "$congbo" verify
is 'the repository is sound' sound
finish
