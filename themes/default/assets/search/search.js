// Search as one types. What the files hold is said in src/site/words_index.h.
export function search(box, { say, count, make, fold, keep, asked }) {
	const list = document.getElementById("search_found"), status = document.getElementById("search_said");
	const SHOWN = 20, PIECES = 12, PARTS = 4, files = {};
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
		const { pieces, kinds, block, parts } = await load("index");
		const looks = await Promise.all(words.map((word) => look(word, pieces)));
		const sure = looks.filter((one) => !one.more), total = new Map();
		for (const { points } of sure.length ? [sure[0]] : looks)
			for (const id of points.keys())
				if (sure.every((one) => one.points.has(id)))
					total.set(id, looks.reduce((sum, one) => sum + (one.points.get(id) || 0), 0));
		const ids = [...total.keys()].sort((a, b) => total.get(b) - total.get(a) || a - b), below = {};
		// A period is listed below what it is a period of, where that was found too
		const heads = ids.filter((id) => {
			const of = parts.find(([first, n]) => first <= id && id < first + n)?.[2];
			if (!total.has(of)) return true;
			(below[of] ??= []).push(id);
		});
		const fetched = async (id) => (await load(`d-${Math.floor(id / block)}`))[id % block];
		const shown = heads.slice(0, SHOWN).map(async (id) =>
			[await fetched(id), await Promise.all((below[id] ?? []).slice(0, PARTS).map(fetched))]);
		return { n: heads.length, shown: await Promise.all(shown), kinds };
	};
	const mark = (text, words) => text.split(/([\p{L}\p{N}\p{M}]+)/u).map((part, i) =>
		i % 2 && words.some((word) => fold(part).startsWith(word)) ? make("mark", {}, part) : part);
	const rest = (title, whole) => title.startsWith(whole) ? title.slice(whole.length).replace(/^[\s,]+/, "") : title;
	const item = ([[kind, title, href, note, lang = ""], parts], words, kinds) => make("li", {},
		make("p", {}, make("a", { lang,
			// a person is found within the page of the year
			href: "../" + href + (kind === kinds.length - 1 ? "#:~:text=" + encodeURIComponent(title) : ""),
		}, ...mark(title, words))),
		make("p", { className: "muted" }, kinds[kind], ...(note ? mark(" · " + note, words) : [])),
		...(parts.length ? [make("p", { className: "by" }, ...parts.map(([, text, to, , lang = ""]) =>
			make("a", { lang, href: "../" + to }, ...mark(rest(text, title), words))))] : []));
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
		const stops = [box, ...list.querySelectorAll("li > :first-child a")], at = stops.indexOf(document.activeElement);
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
