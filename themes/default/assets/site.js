// Search, and tables that sort and filter. Every page is whole without it.
(() => {
	"use strict";
	const words = document.currentScript.dataset, language = document.documentElement.lang;
	const make = (name, set, ...inside) => {
		const made = Object.assign(document.createElement(name), set);
		made.append(...inside);
		return made;
	};
	const say = (text, ...args) => text.replace(/\{(\d)\}/g, (_, i) => args[i]);
	// As the generator folds: text_fold
	const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")
		.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
	const number = (count) => count.toLocaleString(language);
	const keep = (set) => {
		const url = new URL(location);
		for (const [key, value] of Object.entries(set))
			value ? url.searchParams.set(key, value) : url.searchParams.delete(key);
		try { history.replaceState(null, "", url); } catch { /* a file, not a site */ }
	};
	const asked = new URLSearchParams(location.search);

	// ---- search ----

	const search = (box) => {
		const list = document.getElementById("search_found"), said = document.getElementById("search_said");
		const SHOWN = 20, PIECES = 12, files = new Map();
		let turn = 0;
		const load = (name) => {
			if (!files.has(name)) {
				const file = fetch(`index/${encodeURIComponent(name)}.json`).then((answer) => {
					if (!answer.ok) throw new Error(name);
					return answer.json();
				});
				file.catch(() => files.delete(name));
				files.set(name, file);
			}
			return files.get(name);
		};
		// The documents of one word with their points, and whether there may be more
		const look = async (word, pieces) => {
			const before = pieces.filter((piece) => word.startsWith(piece)).slice(-1);
			const after = pieces.filter((piece) => piece !== word && piece.startsWith(word));
			const points = new Map();
			let more = after.length > PIECES;
			for (const piece of await Promise.all(before.concat(after.slice(0, PIECES)).map((p) => load("w-" + p))))
				for (const [found, fields] of Object.entries(piece)) {
					if (!found.startsWith(word)) continue;
					more ||= fields[3];
					fields.slice(0, 3).forEach((ids, field) => {
						const worth = [27, 9, 3][field] * (found === word ? 2 : 1);
						let id = 0;
						for (const step of ids) points.set(id += step, Math.max(points.get(id) || 0, worth));
					});
				}
			return {points, more};
		};
		const find = async (query) => {
			const {pieces, kinds, block} = await load("index");
			const all = await Promise.all(query.map((word) => look(word, pieces)));
			const sure = all.filter((one) => !one.more), score = new Map();
			for (const {points} of sure.length ? sure.slice(0, 1) : all)
				for (const id of points.keys())
					if (sure.every((one) => one.points.has(id)))
						score.set(id, all.reduce((sum, one) => sum + (one.points.get(id) || 0), 0));
			const ids = [...score.keys()].sort((a, b) => score.get(b) - score.get(a) || a - b);
			const shown = await Promise.all(ids.slice(0, SHOWN).map(async (id) =>
				(await load("d-" + Math.floor(id / block)))[id % block]));
			return {count: ids.length, shown, kinds};
		};
		const mark = (text, query) => text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part, i) =>
			i % 2 && query.some((word) => fold(part).startsWith(word)) ? make("mark", {}, part) : part);
		const item = ([kind, title, href, note, lang], query, kinds) => {
			const person = kind === kinds.length - 1 ? "#:~:text=" + encodeURIComponent(title) : "";
			const link = make("a", {href: "../" + href + person}, ...mark(title, query));
			if (lang) link.lang = lang;
			return make("li", {}, make("p", {className: "item-title"}, link),
				make("p", {className: "muted"}, kinds[kind], ...(note ? [" · ", ...mark(note, query)] : [])));
		};
		const update = async () => {
			const mine = ++turn, query = [...new Set(fold(box.value).split(" "))].filter(Boolean)
				.map((word) => [...word].slice(0, 24).join(""));
			keep({q: box.value.trim()});
			let items = [], text = "";
			try {
				if (query.length) {
					const {count, shown, kinds} = await find(query);
					items = shown.map((one) => item(one, query, kinds));
					text = !count ? say(box.dataset.none, box.value.trim())
						: say(count > SHOWN ? box.dataset.more : box.dataset.found, number(count), SHOWN);
				}
			} catch {
				text = box.dataset.failed;
			}
			if (mine !== turn) return;
			list.replaceChildren(...items);
			said.textContent = text;
		};
		box.form.addEventListener("submit", (event) => {
			event.preventDefault();
			list.querySelector("a")?.click();
		});
		box.form.parentElement.addEventListener("keydown", (event) => {
			const stops = [box, ...list.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
			const to = {ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0}[event.key];
			if (at < 0 || to === undefined || !stops[to] || (at === 0 && to === 0)) return;
			event.preventDefault();
			stops[to].focus();
		});
		box.addEventListener("input", update);
		box.value = asked.get("q") || "";
		box.focus();
		if (box.value) update();
	};

	// ---- tables ----

	const collator = new Intl.Collator(language, {numeric: true});
	const point = (1.5).toLocaleString(language)[1];
	const worth = (cell) => {
		const text = cell.dataset.value ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
		const plain = cell.dataset.value ?? (point === "," ? text.replace(/\./g, "").replace(",", ".") : text.replace(/,/g, ""));
		if (!cell.matches(".n")) return text.replace(/^–.*/s, "");
		const value = parseFloat(plain);
		return isNaN(value) ? "" : value;
	};
	// What is not there stands last, in either direction
	const compare = (a, b, sign) => a === "" || b === "" ? (a === "") - (b === "")
		: sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b));
	const enhance = (table) => {
		const key = table.caption.id.replace(/_c$/, ""), title = table.caption.textContent.trim();
		const status = make("p", {className: "vh"}), heads = [...table.tHead.rows[0].cells];
		const bodies = [...table.tBodies].map((body) => [body, [...body.rows].filter((row) => !row.matches(".group"))]);
		const rows = bodies.flatMap(([, own]) => own);
		if (rows.length < 3) return;
		status.setAttribute("role", "status");
		table.parentElement.after(status);
		const sort = (at, sign) => {
			for (const [body, own] of bodies) {
				const values = new Map(own.map((row) => [row, worth(row.cells[at])]));
				body.append(...(sign ? own.slice().sort((a, b) => compare(values.get(a), values.get(b), sign)) : own));
			}
			heads.forEach((head, i) => i === at && sign ? head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending")
				: head.removeAttribute("aria-sort"));
		};
		heads.forEach((head, at) => {
			const name = head.textContent.trim(), button = make("button", {type: "button"}, ...head.childNodes);
			head.append(button);
			button.addEventListener("click", () => {
				const sign = {ascending: -1, descending: 0}[head.getAttribute("aria-sort")] ?? 1;
				sort(at, sign);
				keep({["sort-" + key]: sign && (sign > 0 ? "" : "-") + (at + 1)});
				status.textContent = say(sign > 0 ? words.up : sign ? words.down : words.not, title, name);
			});
		});
		const first = Number(asked.get("sort-" + key));
		if (heads[Math.abs(first) - 1]) sort(Math.abs(first) - 1, Math.sign(first));
		if (rows.length < 12) return;
		const box = make("input", {type: "search", value: asked.get("filter-" + key) || ""}), texts = rows.map((row) => fold(row.textContent));
		const filter = () => {
			const wanted = fold(box.value).split(" ");
			rows.forEach((row, i) => { row.hidden = !wanted.every((word) => texts[i].includes(word)); });
			for (const [body, own] of bodies) body.hidden = own.every((row) => row.hidden);
		};
		box.addEventListener("input", () => {
			filter();
			keep({["filter-" + key]: box.value.trim()});
			status.textContent = say(words.rows, number(rows.filter((row) => !row.hidden).length), number(rows.length));
		});
		table.parentElement.before(make("p", {className: "filter no-print"}, make("label", {}, words.filter + " ", box)));
		if (box.value) filter();
	};

	for (const table of document.querySelectorAll(".table > table")) if (table.tHead && table.caption) enhance(table);
	const box = document.getElementById("search_q");
	if (box) search(box);
})();
