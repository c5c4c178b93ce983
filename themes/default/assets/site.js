// Tables that sort and filter. Every page is whole without it.
(() => {
"use strict";
const said = document.currentScript.dataset, lang = document.documentElement.lang;
const asked = new URLSearchParams(location.search);
// Of two forms parted by | the first is for one, as in the generator's sentences
const say = (text, ...args) => text.split("|").at(args[0] === "1" ? 0 : -1).replace(/\{(\d)\}/g, (_, i) => args[i]);
const count = (n) => n.toLocaleString(lang);
const make = (name, set, ...inside) => {
	const made = Object.assign(document.createElement(name), set);
	made.append(...inside);
	return made;
};
// As the generator folds: hòa and hoà are both hoa, đ is d
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")
	.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
// State lives in the address, so that a link shows what its sender saw
const keep = (key, value) => {
	const url = new URL(location);
	value ? url.searchParams.set(key, value) : url.searchParams.delete(key);
	try { history.replaceState(null, "", url); } catch { /* a file on a disk has no history */ }
};

// ---- tables ----

const { compare } = new Intl.Collator(lang, { numeric: true });
const comma = count(1.5)[1] === ",";
// What a cell is sorted by; "" where nothing is in it
function key(cell) {
	let text = cell.dataset.value ?? cell.querySelector("time")?.dateTime;
	const given = text !== undefined;
	text ??= cell.textContent.trim().replace(/^–.*/s, "");
	if (!cell.matches(".n")) return text;
	const number = parseFloat(given ? text : comma ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, ""));
	return isNaN(number) ? "" : number;
}

function enhance(table) {
	const id = table.caption.id, name = table.caption.textContent.trim(), heads = [...table.tHead.rows[0].cells];
	const groups = [...table.tBodies].map((body) => [body, [...body.rows].filter((row) => !row.matches(".group"))]);
	const rows = groups.flatMap(([, own]) => own);
	if (rows.length < 3) return;
	const status = make("p", { className: "vh" });
	status.setAttribute("role", "status");
	table.parentElement.after(status);
	// sign 0: as they were; what is empty stands last either way
	const sort = (at, sign) => {
		for (const [body, own] of groups) {
			const keys = new Map(own.map((row) => [row, key(row.cells[at])]));
			body.append(...own.slice().sort((a, b) => {
				const x = keys.get(a), y = keys.get(b);
				return sign && ((x === "") - (y === "") || sign * (x - y || compare(x, y)));
			}));
		}
		heads.forEach((head) => head.removeAttribute("aria-sort"));
		if (sign) heads[at].ariaSort = sign > 0 ? "ascending" : "descending";
	};
	heads.forEach((head, at) => {
		if (head.querySelector("a")) return; // a button has no link in it
		const title = head.textContent.trim();
		const button = make("button", { type: "button" }, ...head.childNodes);
		head.append(button);
		button.onclick = () => {
			const sign = { ascending: -1, descending: 0 }[head.ariaSort] ?? 1;
			sort(at, sign);
			keep("sort-" + id, sign && String(sign * (at + 1)));
			status.textContent = say(said[["not", "up", "down"].at(sign)], name, title);
		};
	});
	const first = parseInt(asked.get("sort-" + id));
	if (heads[Math.abs(first) - 1]) sort(Math.abs(first) - 1, Math.sign(first));
	if (rows.length < 12) return;
	const box = make("input", { type: "search", value: asked.get("filter-" + id) || "" });
	box.setAttribute("aria-describedby", id);
	let texts;
	const filter = () => {
		const words = fold(box.value).split(" ");
		texts ??= rows.map((row) => fold(row.textContent));
		rows.forEach((row, i) => { row.hidden = !words.every((word) => texts[i].includes(word)); });
		for (const [body, own] of groups) body.hidden = own.every((row) => row.hidden);
	};
	box.oninput = () => {
		filter();
		keep("filter-" + id, box.value.trim());
		status.textContent = say(said.rows, count(rows.filter((row) => !row.hidden).length), count(rows.length));
	};
	table.parentElement.before(make("p", { className: "filter no-print" }, make("label", {}, said.filter + " ", box)));
	if (box.value) filter();
}

document.querySelectorAll(".table > table").forEach((table) => table.tHead && table.caption && enhance(table));
const box = document.getElementById("search_q");
if (box) import("./search/search.js").then(({ search }) => search(box, { say, count, make, fold, keep, asked }));
})();
