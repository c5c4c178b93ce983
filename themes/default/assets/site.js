// Search, and tables that sort and filter. Every page is whole without it.
(() => {
"use strict";
const said = document.currentScript.dataset, lang = document.documentElement.lang;
const asked = new URLSearchParams(location.search);
const say = (text, ...args) => text.replace(/\{(\d)\}/g, (_, i) => args[i]);
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

// ---- search: what the files hold is said in src/site/words_index.h ----

function search(box) {
	const list = document.getElementById("search_found"), status = document.getElementById("search_said");
	const SHOWN = 20, PIECES = 12, files = {};
	const load = (name) => files[name] ??= fetch(`index/${encodeURIComponent(name)}.json`).then((answer) => {
		if (answer.ok) return answer.json();
		throw Error(name);
	}).catch((error) => {
		delete files[name];
		throw error;
	});
	// The documents that have a word, with their points, and whether more may have it
	const look = async (word, pieces) => {
		const longer = pieces.filter((piece) => piece !== word && piece.startsWith(word));
		const names = [...pieces.filter((piece) => word.startsWith(piece)).slice(-1), ...longer.slice(0, PIECES)];
		const points = new Map();
		let more = longer.length > PIECES;
		for (const piece of await Promise.all(names.map((name) => load("w-" + name))))
			for (const found in piece) {
				if (!found.startsWith(word)) continue;
				more ||= piece[found][3];
				[27, 9, 3].forEach((worth, field) => {
					let id = 0;
					for (const step of piece[found][field])
						points.set(id += step, Math.max(points.get(id) || 0, found === word ? worth * 2 : worth));
				});
			}
		return { points, more };
	};
	const find = async (words) => {
		const { pieces, kinds, block } = await load("index");
		const looks = await Promise.all(words.map((word) => look(word, pieces)));
		const sure = looks.filter((one) => !one.more), total = new Map();
		for (const { points } of sure.length ? [sure[0]] : looks)
			for (const id of points.keys())
				if (sure.every((one) => one.points.has(id)))
					total.set(id, looks.reduce((sum, one) => sum + (one.points.get(id) || 0), 0));
		const ids = [...total.keys()].sort((a, b) => total.get(b) - total.get(a) || a - b);
		const shown = ids.slice(0, SHOWN).map(async (id) => (await load(`d-${Math.floor(id / block)}`))[id % block]);
		return { n: ids.length, shown: await Promise.all(shown), kinds };
	};
	const mark = (text, words) => text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part, i) =>
		i % 2 && words.some((word) => fold(part).startsWith(word)) ? make("mark", {}, part) : part);
	const item = ([kind, title, href, note, lang = ""], words, kinds) => make("li", {},
		make("p", { className: "item-title" }, make("a", { lang,
			// a person is found within the page of the year
			href: "../" + href + (kind === kinds.length - 1 ? "#:~:text=" + encodeURIComponent(title) : ""),
		}, ...mark(title, words))),
		make("p", { className: "muted" }, kinds[kind], ...(note ? mark(" · " + note, words) : [])));
	let turn = 0;
	const update = async () => {
		const mine = ++turn, query = box.value.trim();
		const words = fold(query).split(" ").filter(Boolean).map((word) => [...word].slice(0, 24).join(""));
		let text = "", items = [];
		keep("q", query);
		try {
			if (words.length) {
				const { n, shown, kinds } = await find(words);
				items = shown.map((one) => item(one, words, kinds));
				text = say(box.dataset[n > SHOWN ? "more" : n ? "found" : "none"], n ? count(n) : query, SHOWN);
			}
		} catch {
			text = box.dataset.failed;
		}
		if (mine !== turn) return;
		list.replaceChildren(...items);
		status.textContent = text;
	};
	box.form.onsubmit = () => {
		list.querySelector("a")?.click();
		return false;
	};
	document.onkeydown = (event) => {
		const stops = [box, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
		const to = at < 0 ? undefined : stops[{ ArrowDown: at + 1, ArrowUp: at - 1, Escape: at ? 0 : -1 }[event.key]];
		if (!to) return;
		event.preventDefault();
		to.focus();
	};
	box.oninput = update;
	box.value = asked.get("q") || "";
	box.focus();
	update();
}

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
if (box) search(box);
})();
