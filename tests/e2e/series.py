"""What catalog.jsonld says of the editions of each table, held against the files themselves: series.py OUTPUT EDITION …"""
import hashlib, json, pathlib, sys

out, editions = pathlib.Path(sys.argv[1]), sys.argv[2:]
graph = json.loads((out / "data/catalog.jsonld").read_text())["@graph"]
nodes = {node["@id"]: node for node in graph}
assert len(nodes) == len(graph), "two nodes have one id"
home = json.loads((out / "data/datapackage.json").read_text())["homepage"].removesuffix("data/")
copies = {f"{edition}/{path.relative_to(out / 'editions' / edition / 'data')}": path
          for edition in editions for path in (out / "editions" / edition / "data").rglob("*.csv")}
series = [node for node in graph if node["@type"] == "dcat:DatasetSeries"]
assert copies and series
for one in series:
    for key in ("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dct:issued", "dct:modified",
                "dct:accrualPeriodicity", "dct:spatial"):
        assert one[key], key
    members, at = [], one["dcat:last"]
    while at:
        member = nodes[at["@id"]]
        members.insert(0, member)
        at = member.get("dcat:prev")
    assert members[0]["@id"] == one["dcat:first"]["@id"]
    assert [member["dcat:version"] for member in members] == [edition for edition in editions if any(
        member["dcat:version"] == edition for member in members)], "not in their order"
    for member in members:
        assert member["dcat:inSeries"]["@id"] == one["@id"] and member["dcat:keyword"]
        current = nodes[member["dcat:isVersionOf"]["@id"]]
        assert {"@id": member["@id"]} in current["dcat:hasVersion"]
        file = member["dcat:distribution"]
        url = file["dcat:downloadURL"]["@id"]
        path = copies.pop(url.removeprefix(home).removeprefix("editions/").replace("/data/", "/", 1))
        data = path.read_bytes()
        assert int(file["dcat:byteSize"]["@value"]) == len(data), url
        assert file["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256(data).hexdigest(), url
assert not copies, f"not in the catalogue: {sorted(copies)}"
