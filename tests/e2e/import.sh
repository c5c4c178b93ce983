#!/bin/bash
# congbo import: what a clerk has becomes the resource's CSV, or nothing is written and it is said why.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=$PWD/tests/e2e
. tests/e2e/tap.bash
export LC_ALL=C.UTF-8
fresh() { rm -rf "$work/site" && "$congbo" new "$work/site" -q && cp "$work/site/data/results.csv" "$work/before.csv"; }
run() { (cd "$work" && "$congbo" -C site import "$@") >"$work/out" 2>"$work/err"; }
says() { grep -qF -- "$1" "$work/err"; }
kept() { cmp -s "$work/before.csv" "$work/site/data/results.csv"; }
added() { comm -13 <(LC_ALL=C sort "$work/before.csv") <(LC_ALL=C sort "$work/site/data/results.csv"); }
refused() { # CODE TEXT: status 1, the text said, nothing written
	local code=$?
	[ "$code" -eq "$1" ] && says "$2" && kept
}
book() { python3 "$here/xlsx.py" "$work/$1"; }
sheet() { cat >"$work/$1"; }

# ---- a workbook as a section sends it ----
fresh
book q1.xlsx <<'JSON'
{"Quý I": {"A1": "BÁO CÁO KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "A2": "Quý I năm 2026",
 "A4": "STT", "B4": "Đơn vị", "C4": "Chỉ số", "D4": "Hồ sơ", "F4": "Kỳ", "G4": "Ghi chú",
 "D5": "Tử số", "E5": "Mẫu số", "A6": "(1)", "B6": "(2)", "C6": "(3)", "D6": "(4)", "E6": "(5)", "F6": "(6)", "G6": "(7)",
 "A7": 1, "B7": "Bộ phận Một cửa", "C7": "on-time", "D7": 1964, "E7": 2000, "F7": "Quý I/2026", "G7": " tạm tính ",
 "A8": 2, "B8": "KINH-TE", "C8": "on-time", "D8": 120, "E8": 120, "F8": "Q1/2026",
 "B9": "Tổng cộng", "D9": 2084, "E9": 2120, "B11": "Người lập biểu", "E11": "CHỦ TỊCH",
 "merge": ["A1:G1", "D4:E4", "A4:A5", "B4:B5", "F4:F5"]}, "Sheet2": {}, "!Nháp": {"A1": "ẩn"}}
JSON
run q1.xlsx results --append
ok $? "a workbook with titles, a header of two rows and a total is taken in"
[ "$(added)" = "$(printf 'on-time,kinh-te,2026-Q1,,120,120,,\non-time,mot-cua,2026-Q1,,1964,2000,,tạm tính')" ]
ok $? "its two rows are added with codes and period as the table has them"
[ "$(head -n "$(wc -l <"$work/before.csv")" "$work/site/data/results.csv")" = "$(cat "$work/before.csv")" ]
ok $? "what was there stands as it stood"
for said in "q1.xlsx:A1: note: left out, above the header: 1–3" "q1.xlsx:A4: note: the column 'STT' only counts" \
	"q1.xlsx:D5: note: the column 'Hồ sơ / Tử số' is 'numerator'" "q1.xlsx:A6: note: left out, numbers of the columns: 6" \
	"q1.xlsx:B7: note: 'unit': 'Bộ phận Một cửa' is 'mot-cua'" "'period': 2 periods written anew" \
	"q1.xlsx:B9: note: left out, a total: 9" "q1.xlsx:A10: note: left out, empty: 10" \
	"q1.xlsx:B11: note: left out, below the table: 11" "no column is 'value': it stays empty"; do
	says "$said"
	ok $? "it says: $said"
done
"$congbo" -C "$work/site" check >"$work/err" 2>&1
ok $? "the site is well afterwards"
cp "$work/site/data/results.csv" "$work/before.csv" && touch -d 2000-01-01 "$work/site/data/results.csv"
run q1.xlsx results --append && kept && [ "$(stat -c %Y "$work/site/data/results.csv")" = "$(date -d 2000-01-01 +%s)" ] &&
	grep -q ' 0 rows added, 0 changed, 2 as they were' "$work/out"
ok $? "taken in once more it changes nothing, and the file is not touched"

# ---- rows that are there ----
fresh
sheet other.csv <<'CSV'
indicator,unit,period,value,numerator,denominator,status,note
on-time,mot-cua,2025-Q4,,1280,1300,,
on-time,mot-cua,2026-Q1,,97,100,,
CSV
run other.csv results --append
refused 1 "other.csv:2:26: error: the row 'on-time/mot-cua/2025-Q4' is there already, with '1287' as its 'numerator', not '1280'"
ok $? "--append names the row that is there with other values, and writes nothing"
run other.csv results --update && [ "$(added | tr '\n' ' ')" = "on-time,mot-cua,2025-Q4,,1280,1300,, on-time,mot-cua,2026-Q1,,97,100,, " ] &&
	grep -q '1 rows added, 1 changed' "$work/out"
ok $? "--update puts it in the other's place"
fresh
printf 'unit;indicator;period;note\nmot-cua;on-time;2025-Q4;đã rà soát\n' >"$work/note.csv"
run note.csv results --update && grep -qx 'on-time,mot-cua,2025-Q4,,1287,1300,,đã rà soát' "$work/site/data/results.csv"
ok $? "what the file has no column for is kept by --update"
fresh
run other.csv results && says "7 rows that stand in 'data/results.csv' now are not in this file and go, 'on-time/mot-cua/2025-Q1' first" &&
	[ "$(wc -l <"$work/site/data/results.csv")" -eq 3 ]
ok $? "without either the rows of the file are all there are, and what goes is said"
fresh
run other.csv results --append --update
refused 2 "do not go together"
ok $? "both are wrong usage"
run other.csv results --dry-run && kept && grep -q 'nothing was written' "$work/out"
ok $? "--dry-run says it all and writes nothing"

# ---- CSVs of every kind ----
text=$'Kết quả quý II\n\nĐơn vị;Chỉ số;Kỳ;Giá trị;Ghi chú\nVăn phòng;trainings;6 tháng đầu năm 2026;1.234,5;"có; dấu"\nVăn phòng;trainings;9 tháng năm 2026;98,5;\nTổng;;;;\n'
want=$'trainings,van-phong,2026-9M,98.5,,,,\ntrainings,van-phong,2026-H1,1234.5,,,,có; dấu'
for encoding in UTF-8 CP1258 TCVN UTF-16; do
	fresh
	printf %s "$text" | iconv -f UTF-8 -t $encoding >"$work/enc.csv"
	run enc.csv results --append && [ "$(added)" = "$want" ]
	ok $? "a CSV in $encoding with semicolons, decimal commas and group dots"
done
fresh
printf '\xef\xbb\xbf%s' "$text" | sed 's/$/\r/; s/;/\t/g' >"$work/tab.csv"
run tab.csv results --append && [ "$(added)" = "$(printf %s "$want" | sed 's/có;/"có;/' | tr -d '"' | sed 's/có; dấu/có\t dấu/')" ]
ok $? "one with a BOM, tabs and CR LF"
fresh
printf %s "$text" | iconv -f UTF-8 -t TCVN | iconv -f ISO-8859-1 -t UTF-8 >"$work/latin.csv"
run latin.csv results --append && [ "$(added)" = "$want" ] && says "read as TCVN"
ok $? "TCVN3 that was saved as UTF-8 is read as it was meant"
fresh
printf 'sep=|\nindicator|unit|period|value\ntrainings|van-phong|2026-Q2|7\n' >"$work/sep.csv"
run sep.csv results --append && [ "$(added)" = trainings,van-phong,2026-Q2,7,,,, ]
ok $? "Excel's own first line names the delimiter"

# ---- what can be read in two ways ----
fresh
printf 'indicator;unit;period;value\ntrainings;van-phong;2026-Q2;1.234\n' >"$work/two.csv"
run two.csv results --append
refused 1 "two.csv:2:29: error: '1.234' can be 1.234 or 1234; say how decimals are written, with --decimal . or --decimal ,"
ok $? "1.234 alone is an error that names the option"
run two.csv results --append --decimal , && [ "$(added)" = trainings,van-phong,2026-Q2,1234,,,, ]
ok $? "--decimal , makes it a thousand"
fresh
run two.csv results --append --decimal . && [ "$(added)" = trainings,van-phong,2026-Q2,1.234,,,, ]
ok $? "--decimal . makes it one"
fresh
printf 'indicator;unit;period;value\ntrainings;van-phong;2026-Q2;1,5\ntrainings;van-phong;2026-Q3;1.5\n' >"$work/mixed.csv"
run mixed.csv results --append
refused 1 "mixed.csv:3:29: error: '1.5' has another decimal mark than '1,5' above"
ok $? "two decimal marks in one file are an error"
printf 'indicator;unit;period;value\ntrainings;van-phong;2026-Q2;98,5%%\n' >"$work/percent.csv"
run percent.csv results --append
refused 1 "has a percent sign"
ok $? "a percent sign is an error that names the option"
run percent.csv results --append --percent && [ "$(added)" = trainings,van-phong,2026-Q2,98.5,,,, ]
ok $? "--percent takes the number before it"
fresh
printf 'indicator;unit;period;value;x\ntrainings;van-phong;2026-Q2;5;1\n' >"$work/extra.csv"
run extra.csv results --append
refused 1 "extra.csv:1:29: error: the column 'x' is none of 'results'; say what it is with --map \"x=FIELD\", or leave it out with --map \"x=\""
ok $? "a column that is no field is an error that names the option"
run extra.csv results --append --map x=note && [ "$(added)" = trainings,van-phong,2026-Q2,5,,,,1 ]
ok $? "--map says what it is"
fresh
run extra.csv results --append --map E= && [ "$(added)" = trainings,van-phong,2026-Q2,5,,,, ] && says "the column 'x' is left out"
ok $? "or leaves it out, by its letter too"
fresh
printf 'indicator;unit;value\ntrainings;van-phong;5\n' >"$work/lacks.csv"
run lacks.csv results --append
refused 1 "no column is 'period', which each row needs"
ok $? "a field that each row needs and no column has is an error"
run lacks.csv results --append --set "period=Quý II/2026" && [ "$(added)" = trainings,van-phong,2026-Q2,5,,,, ]
ok $? "--set gives it to each row"
fresh
printf 'indicator;unit;period;value\ntrainings;van-phong;2026-Q2;5\n;van-phong;2026-Q3;6\n' >"$work/gap.csv"
run gap.csv results --append
refused 1 "gap.csv:3:1: error: row 3 lacks 'indicator'; complete it, or leave it out with --skip 3"
ok $? "a row that lacks a key is an error, not left out"
run gap.csv results --append --skip 3 && [ "$(added)" = trainings,van-phong,2026-Q2,5,,,, ] && says "left out, as --skip says: 3"
ok $? "--skip leaves it out and says so"
fresh
printf 'indicator;unit;period;value\ntrainings;van-phong;2026-Q2;–\n' >"$work/dash.csv"
run dash.csv results --append
refused 1 "dash.csv:2:29: error: '–' is not a number here"
ok $? "a dash is no number"
run dash.csv results --append --missing – && [ "$(added)" = trainings,van-phong,2026-Q2,,,,, ]
ok $? "--missing makes it no value"

# ---- the table's own check, told where it stands in the file ----
fresh
book wrong.xlsx <<'JSON'
{"A": {"A1": "indicator", "B1": "unit", "C1": "period", "D1": "numerator",
 "A2": "on-time", "B2": "khong-co", "C2": "2026-Q9", "D2": -1, "A3": "on-time", "B3": "mot-cua", "C3": "2026-Q2", "D3": 1,
 "A4": "on-time", "B4": "mot-cua", "C4": "2026-Q2", "D4": 2, "A5": "on-time", "B5": "mot-cua", "C5": "2026-Q3", "D5": "1.5"}}
JSON
run wrong.xlsx results --append
refused 1 "wrong.xlsx:B2: error: 'khong-co'" && says "wrong.xlsx:C2: error: '2026-Q9'" && says "wrong.xlsx:D2: error: '-1'" &&
	says "wrong.xlsx:D5: error: '1.5'" && grep -q '^wrong.xlsx:A4: error: .*\[primary-key\]' "$work/err"
ok $? "unknown unit, period, minimum, type and a key that stands twice are all said at their cells"
printf 'unit,name_vi,name_en\nx,"Phòng ""A"""b,A\n' >"$work/quote.csv"
run quote.csv units --append
[ $? -eq 1 ] && says "quote.csv:2:3: error:" && says "[csv-quote]"
ok $? "a stray quote is said at its cell"
run nothing.csv results
refused 3 nothing.csv
ok $? "a file that is not there ends with 3"
run extra.csv nothing
refused 1 "there is no resource 'nothing'"
ok $? "an unknown resource with 1"
run extra.csv results --map nothing=note
refused 2 "--map speaks of 'nothing'"
ok $? "a column that is not there with 2"
run extra.csv results --map x=nothing
refused 2 "'nothing' is no column of 'results'"
ok $? "so does a field"
printf 'một hai ba\nbốn năm\n' >"$work/prose.csv"
run prose.csv results
refused 1 "no row names columns of 'results'"
ok $? "prose is no table"
printf '\xd0\xcf\x11\xe0abc' >"$work/old.xls"
run old.xls results
refused 1 "is neither .xlsx nor CSV"
ok $? "an old Excel file is refused"
# a few bytes that ask for rows and columns without end
python3 -c 'import json; print(json.dumps({"S": {"A1": "Chỉ tiêu", **{f"XFD{i}": "x" for i in range(2, 9000)}}}))' | book far.xlsx
run far.xlsx results
refused 1 "far.xlsx' is too large a workbook"
ok $? "cells far behind the table are an error, not a failure"
echo '{"S": {"A1": "Chỉ tiêu", "ZZZZZZ1": "x"}}' | book wide.xlsx
run wide.xlsx results
refused 1 "wide.xlsx' cannot be read as an Excel workbook"
ok $? "a column that no sheet has takes no gigabytes"
printf 'PK\x03\x04abc' >"$work/broken.xlsx"
run broken.xlsx results
refused 1 "cannot be read as an Excel workbook"
ok $? "so is a broken one"

# ---- sheets, numbers and days of a workbook ----
book sheets.xlsx <<'JSON'
{"Quý I": {"A1": "indicator", "B1": "unit", "C1": "period", "D1": "value", "A2": "trainings", "B2": "van-phong", "C2": "2026-Q1", "D2": 1},
 "Quý II": {"A1": "indicator", "B1": "unit", "C1": "period", "D1": "value", "A2": "trainings", "B2": "van-phong", "C2": "2026-Q2",
 "D2": 0.30000000000000004, "A3": "trainings", "B3": "van-phong", "C3": "2026-Q3", "D3": {"v": 1234.56, "f": "#,##0"}, "A4": "trainings",
 "B4": "van-phong", "C4": "2026-Q4", "D4": 1.5E-3}}
JSON
run sheets.xlsx results --append
refused 2 "'sheets.xlsx' has several sheets: 1 'Quý I', 2 'Quý II'; choose one with --sheet"
ok $? "of several sheets one must be chosen"
run sheets.xlsx results --append --sheet Quý
refused 2 "has no sheet 'Quý'; there are: 1 'Quý I', 2 'Quý II'"
ok $? "one that there is"
run sheets.xlsx results --append --sheet 2 && [ "$(added)" = "$(printf 'trainings,van-phong,2026-Q2,0.3,,,,\ntrainings,van-phong,2026-Q3,1234.56,,,,\ntrainings,van-phong,2026-Q4,0.0015,,,,')" ]
ok $? "numbers come as they are stored, not as they are shown, in the 15 digits that Excel has"
fresh
sed -i 's/, type: string, title: {vi: "Ghi chú"/, type: date, title: {vi: "Ghi chú"/' "$work/site/data/datapackage.yaml"
book days.xlsx <<'JSON'
{"A": {"A1": "indicator", "B1": "unit", "C1": "period", "D1": "note", "A2": "trainings", "B2": "van-phong", "C2": "2026-Q1",
 "D2": {"v": 46295, "f": "dd/mm/yyyy"}, "A3": "trainings", "B3": "van-phong", "C3": "2026-Q2", "D3": "9/6/2026",
 "A4": "trainings", "B4": "van-phong", "C4": "2026-Q3", "D4": "2026-09-30", "A5": "trainings", "B5": "van-phong", "C5": "2026-Q4", "D5": "30/02/2026"}}
JSON
run days.xlsx results --append
refused 1 "days.xlsx:D5: error: '30/02/2026'"
ok $? "a day that does not exist is an error"
run days.xlsx results --append --skip 5 && [ "$(added | cut -d, -f8 | tr '\n' ' ')" = "2026-09-30 2026-06-09 2026-09-30 " ]
ok $? "days are ISO where the field is a date: serial numbers, day first, ISO"

# ---- how the table itself is written ----
fresh
sed -i '/path: results.csv/a\    encoding: windows-1258\n    dialect: {delimiter: ";", decimalChar: ","}' "$work/site/data/datapackage.yaml"
sed -i 's/,/;/g; s/$/\r/' "$work/site/data/results.csv"
cp "$work/site/data/results.csv" "$work/before.csv"
printf 'indicator,unit,period,value,note\ntrainings,van-phong,2026-Q2,1.5,Đã kiểm tra\n' >"$work/plain.csv"
run plain.csv results --append && [ "$(added | iconv -f CP1258 -t UTF-8 | od -c)" = "$(printf 'trainings;van-phong;2026-Q2;1,5;;;;Đã kiểm tra\r\n' | iconv -t CP1258 | iconv -f CP1258 -t UTF-8 | od -c)" ] &&
	"$congbo" -C "$work/site" check >"$work/err" 2>&1
ok $? "the declared delimiter, decimal comma, encoding and the file's line ends are kept"
printf 'indicator,unit,period,note\ntrainings,van-phong,2026-Q3,日本\n' >"$work/plain.csv"
cp "$work/site/data/results.csv" "$work/before.csv"
run plain.csv results --append
refused 1 "cannot be written with in its encoding windows-1258"
ok $? "letters that the encoding lacks are an error"
fresh
rm "$work/site/data/results.csv"
run other.csv results && cmp -s "$work/other.csv" "$work/site/data/results.csv"
ok $? "a table that is not there yet is made"
fresh
printf 'x,y\n1,2\n' >"$work/site/data/results.csv" && cp "$work/site/data/results.csv" "$work/before.csv"
run other.csv results --append
refused 1 "data/results.csv:1:1: error:"
ok $? "nothing is added to a table that is broken"
run other.csv results && cmp -s "$work/other.csv" "$work/site/data/results.csv"
ok $? "but it can be replaced"

# ---- the machine ----
fresh
mkdir "$work/bin"
(cd "$work" && PATH=$work/bin "$congbo" -C site import q1.xlsx results) >"$work/out" 2>"$work/err"
refused 3 "apt install xlsx2csv"
ok $? "without xlsx2csv it ends with 3 and says what to install"
case $congbo in
*/build/asan/*) ;; # clang's OpenMP does not begin where no file may grow
*)
	(cd "$work" && ulimit -f 0 && "$congbo" -C site import other.csv results) 2>&1 | cat >"$work/err"
	(exit "${PIPESTATUS[0]}")
	refused 3 "data/results.csv" && [ -z "$(find "$work/site/data" -name '.*')" ]
	ok $? "no room ends with 3, the old file stands and nothing beside it"
	;;
esac
ln -s ../../other.csv "$work/site/data/linked.csv" && sed -i 's/path: results.csv/path: linked.csv/' "$work/site/data/datapackage.yaml"
run q1.xlsx results
[ $? -eq 1 ] && says '[symlink]' && [ -L "$work/site/data/linked.csv" ]
ok $? "a symbolic link is not written through"
fresh
run extra.csv results --append --format json
[ $? -eq 1 ] && [ "$(python3 -c 'import json,sys; print({json.loads(l)["severity"] for l in sys.stdin} == {"note", "error"})' <"$work/out")" = True ] && [ ! -s "$work/err" ]
ok $? "--format json has notes and errors as objects on standard output"
run other.csv results --append --lang vi
says "lỗi: đã có dòng"
ok $? "it speaks Vietnamese"
exit $status
