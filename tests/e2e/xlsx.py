#!/usr/bin/env python3
"""Makes a workbook as Excel writes it, from JSON on standard input: {"SHEET": {"A1": value, …}, …}. A text is a
shared string, a number a number with its digits as they stand; {"v": 46295, "f": "dd/mm/yyyy"} has a number
format; "merge": ["A1:C1"] are merged cells; a sheet whose name begins with ! is hidden."""
import json, re, sys, zipfile
from xml.sax.saxutils import escape

book = json.load(sys.stdin, parse_float=lambda text: text and ["number", text], parse_int=lambda text: ["number", text])
strings, formats = [], []


def cell(at, value):
    if isinstance(value, str):
        strings.append(value)
        return f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, dict):
        formats.append(value["f"])
        return f'<c r="{at}" s="{len(formats)}"><v>{value["v"][1]}</v></c>'
    return f'<c r="{at}"><v>{value[1]}</v></c>'


def column(at):
    n = 0
    for letter in re.match(r"[A-Z]+", at).group():
        n = n * 26 + ord(letter) - 64
    return n


def sheet(cells):
    merged, rows = cells.pop("merge", []), {}
    for at, value in cells.items():
        rows.setdefault(int(re.search(r"\d+", at).group()), []).append((column(at), at, value))
    body = "".join(f'<row r="{n}">' + "".join(cell(at, value) for _, at, value in sorted(rows[n], key=lambda c: c[0])) + "</row>" for n in sorted(rows))
    merges = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{m}"/>' for m in merged) + "</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
sheets = [(name.lstrip("!"), name.startswith("!"), sheet(cells)) for name, cells in book.items()]
n = len(sheets)
types = "".join(f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="{KIND}.worksheet+xml"/>' for i in range(n))
numbers = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{escape(f)}"/>' for i, f in enumerate(formats))
styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{164 + i}" applyNumberFormat="1"/>' for i in range(len(formats)))
head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr("[Content_Types].xml", f'{head}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>{types}</Types>')
    file.writestr("_rels/.rels", f'{head}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    file.writestr("xl/workbook.xml", f'{head}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>' + "".join(f'<sheet name="{escape(name)}" sheetId="{i + 1}"{" state=" + chr(34) + "hidden" + chr(34) if hidden else ""} r:id="rId{i + 1}"/>' for i, (name, hidden, _) in enumerate(sheets)) + "</sheets></workbook>")
    file.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{PACKAGE}/relationships">' + "".join(f'<Relationship Id="rId{i + 1}" Type="{REL}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>' for i in range(n)) + f'<Relationship Id="rId{n + 1}" Type="{REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId{n + 2}" Type="{REL}/styles" Target="styles.xml"/></Relationships>')
    file.writestr("xl/styles.xml", f'{head}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{numbers}</numFmts><cellXfs count="{len(formats) + 1}">{styles}</cellXfs></styleSheet>')
    file.writestr("xl/sharedStrings.xml", f'{head}<sst xmlns="{MAIN}">' + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings) + "</sst>")
    for i, (_, _, body) in enumerate(sheets):
        file.writestr(f"xl/worksheets/sheet{i + 1}.xml", head + body)
