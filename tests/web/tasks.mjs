// What people come for, done by keyboard, on a phone, without script, on paper.
import { launch, open } from "./browser.mjs";
import { build, home, pages } from "./site.mjs";
import { expect, report } from "./tap.mjs";

const folder = build(), every = pages(folder), base = home(every);
const browser = await launch();

const found = (tab) => tab.$$eval("#search_found > li", (items) => items.map((item) => ({
	title: item.querySelector("a").textContent, href: item.querySelector("a").getAttribute("href"), marked: [...item.querySelectorAll("mark")].map((mark) => mark.textContent),
	parts: [...item.querySelectorAll(".by a")].map((a) => [a.textContent, a.getAttribute("href")]),
})));
async function ask(tab, query) {
	const said = (none) => tab.waitForFunction((empty) => (document.getElementById("search_said").textContent === "") === empty, none);
	await tab.fill("#search_q", "");
	await said(true);
	await tab.fill("#search_q", query);
	await said(false);
	return found(tab);
}
const column = (tab, at) => tab.$$eval("table", (tables, i) => [...tables[0].tBodies[0].rows].map((row) => row.cells[i].textContent.trim()), at);

// ---- search ----

async function search() {
	const context = await open(browser, folder, base, { viewport: { width: 360, height: 740 } }), tab = await context.newPage();
	await tab.goto(base);
	await tab.fill(".site-search input", "phuong hai an");
	await tab.keyboard.press("Enter");
	await tab.waitForSelector("#search_found a");
	const first = (await found(tab))[0];
	expect("a query without diacritics finds the name with them", first.title === "Phường Hải An", first.title);
	expect("what was found is marked", first.marked.join(" ") === "Phường Hải An", first.marked.join(" "));
	const one = await ask(tab, "hòa giải"), other = await ask(tab, "hoà giải ");
	expect("the place of a tone does not matter", one.length > 0 && JSON.stringify(one) === JSON.stringify(other), one.length, other.length);
	const plan = await ask(tab, "Ke HOACH dai thanh");
	expect("a plan is found by words of its title", plan[0]?.href.includes("plans/dai-thanh"), plan[0]?.href);
	const reform = await ask(tab, "cai cach hanh chinh"), league = reform.find((one) => one.href === "../leagues/par-wards/");
	expect("a thing is found once, its periods below it", reform.filter((one) => one.href.startsWith("../leagues/par-wards/")).length === 1, reform.map((one) => one.href).join(" "));
	expect("the newest periods stand below, by what sets them apart", league?.parts[0]?.join() === "năm 2026,../leagues/par-wards/2026/", league?.parts[0]);
	expect("who names a period finds it alone", (await ask(tab, "xếp hạng hải an 2025"))[0]?.href === "../leagues/par-departments/2025/");
	const wanted = { "xep hang": "../leagues/", "bảng điểm": "../scorecards/", "hai an": "../units/p-hai-an/", "ke hoach": "../plans/", "du lieu": "../data/",
		"khen thuong": "../honours/", "ty le ho so giai quyet dung han": "../indicators/on-time/", "phong van hoa xa hoi hai an": "../units/ha-vhxh/" };
	for (const [query, href] of Object.entries(wanted)) {
		const [result] = await ask(tab, query);
		expect("what one asks for comes first", result?.href === href, query, result?.href);
	}
	await ask(tab, "zzzz");
	expect("nothing found is said", (await tab.textContent("#search_said")).includes("zzzz"));
	await ask(tab, "dung han");
	expect("the number of results is announced", /^\d+ kết quả/.test(await tab.textContent("#search_said[role=status]")));
	expect("the query stands in the address", new URL(tab.url()).searchParams.get("q") === "dung han", tab.url());
	await tab.keyboard.press("ArrowDown");
	await tab.keyboard.press("ArrowDown");
	const second = (await found(tab))[1].title;
	expect("arrows go through the results", await tab.evaluate(() => document.activeElement.textContent) === second);
	await tab.keyboard.press("Escape");
	expect("Escape goes back to the box", await tab.evaluate(() => document.activeElement.id) === "search_q");
	await tab.keyboard.press("Enter");
	await tab.waitForURL((url) => !url.pathname.includes("/search/"));
	await tab.goto(base + "en/search/?q=on+time");
	await tab.waitForSelector("#search_found a");
	expect("each language has its own index", (await found(tab))[0].href.startsWith("../indicators/"), (await found(tab))[0].href);
	await tab.goto(base + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
	await tab.waitForTimeout(200);
	expect("a query is text, never markup", await tab.$$eval("img", (all) => all.length) === 0);
	await context.close();
}

// Everybody whom the pages do not name is nowhere in the index, and every page is.
async function index() {
	const { readFileSync, readdirSync } = await import("node:fs");
	const { join } = await import("node:path");
	for (const [language, root] of [["vi", ""], ["en", "en/"]]) {
		const files = readdirSync(join(folder, root, "search/index"));
		const read = (name) => JSON.parse(readFileSync(join(folder, root, "search/index", name), "utf8"));
		const documents = files.filter((name) => name.startsWith("d-")).sort((a, b) => parseInt(a.slice(2)) - parseInt(b.slice(2))).flatMap(read);
		const { documents: n, kinds } = read("index.json"), addresses = new Set(documents.map((one) => one[2]));
		const own = every.filter((page) => page.language === language && !/404|^\/(en\/)?(search|embed)\//.test(page.path));
		for (const page of own) {
			const address = page.path.slice(1 + root.length) || "./";
			expect("every page can be found", addresses.has(decodeURI(address)) || addresses.has(address), page.path);
		}
		expect("the index says how many documents it has", n === documents.length, n, documents.length);
		for (const [kind, title, href] of documents)
			if (kind === kinds.length - 1)
				expect("a person who is found is named on the page", readFileSync(join(folder, root, href, "index.html"), "utf8").includes(title), title);
		for (const name of files) expect("no file of the index is large", readFileSync(join(folder, root, "search/index", name)).length < 64 << 10, name);
	}
}

// ---- tables ----

async function tables() {
	const context = await open(browser, folder, base), tab = await context.newPage();
	await tab.goto(base + "leagues/par-departments/2026/");
	const league = await column(tab, 1);
	await tab.focus("thead th:nth-child(2) button");
	await tab.keyboard.press("Enter");
	const byName = await column(tab, 1), collator = new Intl.Collator("vi", { numeric: true });
	expect("a table sorts by the collation of its language", byName.join() === [...league].sort(collator.compare).join() && byName.join() !== league.join(), byName.join());
	expect("the sorted header says so", await tab.getAttribute("thead th:nth-child(2)", "aria-sort") === "ascending");
	expect("sorting is announced", (await tab.textContent("p.vh[role=status]")).includes("tăng dần"));
	await tab.click("thead th:nth-child(3) button");
	const number = (text) => Number(text.replace(/\./g, "").replace(",", "."));
	const up = (await column(tab, 2)).map(number);
	expect("numbers sort by their size", up.join() === [...up].sort((a, b) => a - b).join(), up.join());
	expect("one header is sorted at a time", (await tab.$$("[aria-sort]")).length === 1);
	await tab.click("thead th:nth-child(3) button");
	const down = await column(tab, 2);
	await tab.reload();
	expect("the order stands in the address", (await column(tab, 2)).join() === down.join(), tab.url());
	await tab.click("thead th:nth-child(3) button");
	expect("the third press gives the first order back", (await column(tab, 1)).join() === league.join() && !new URL(tab.url()).search, tab.url());
	await tab.goto(base + "en/calendar/");
	await tab.fill(".filter input", "scorecard");
	const rows = await tab.$$eval("table", ([table]) => [...table.tBodies[0].rows].map((row) => [row.hidden, /scorecard/i.test(row.textContent)]));
	expect("a long table can be filtered", rows.length > 11 && rows.every(([hidden, has]) => hidden === !has));
	expect("the filter announces how many rows are left", /^\d+ of \d+ rows$/.test(await tab.textContent("p.vh[role=status]")));
	await context.close();
}

// ---- since when a target is met, against the scorecard's own CSV ----

async function since() {
	const { readFileSync } = await import("node:fs");
	const rows = readFileSync(`${folder}/data/scorecards/hai-an-2025.csv`, "utf8").trim().split("\n").slice(1).map((line) => line.split(","));
	const roman = { 1: "I", 2: "II", 3: "III", 4: "IV" }, wanted = [];
	for (const [target, , unit, period, ...rest] of rows) {
		const status = rest.at(-1);
		if (period !== "2025-Q4" || !["met", "not_met"].includes(status)) continue;
		const stood = (quarter) => rows.find((row) => row[0] === target && row[2] === unit && row[3] === `2025-Q${quarter}`)?.at(-1);
		let first = 4;
		while (first > 1 && stood(first - 1) === status) first--;
		wanted.push(`từ quý ${roman[first]}/2025`);
	}
	const context = await open(browser, folder, base), tab = await context.newPage();
	await tab.goto(base + "scorecards/hai-an-2025/");
	const said = await tab.$$eval(".scorecard .status + .mark", (all) => all.map((one) => one.textContent));
	expect("a scorecard says since when a target is met or not", wanted.length > 5 && new Set(wanted).size > 1 && wanted.sort().join() === said.sort().join(), said.join());
	await context.close();
}

// ---- on paper: for the notice board on one sheet of A4 ----

async function paper() {
	const context = await open(browser, folder, base), tab = await context.newPage();
	for (const path of ["leagues/par-wards/", "leagues/par-departments/2025/", "scorecards/hai-an-2025/", "en/scorecards/hai-an-2025/", "honours/2026/"]) {
		await tab.goto(base + path);
		const sheets = (await tab.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g).length;
		expect("what is for the notice board prints on one sheet", sheets === 1, path, sheets);
	}
	await context.close();
}

// ---- without script, by keyboard, in the other language ----

async function bare() {
	const context = await open(browser, folder, base, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
	const tab = await context.newPage();
	for (const path of ["", "leagues/par-departments/2026/", "scorecards/hai-an-2025/", "data/", "calendar/", "honours/2026/"]) {
		await tab.goto(base + path);
		const text = await tab.textContent("main");
		const plain = every.find((page) => page.path === "/" + path).text;
		expect("without script every row is there", (await tab.$$("main tbody tr")).length === (plain.match(/<tbody>.*?<\/tbody>/gs) ?? []).join("").split("<tr").length - 1, path);
		expect("without script a page has its text", text.length > 200, path);
		expect("without script there is no button that does nothing", (await tab.$$("main button")).length === 0, path);
	}
	await tab.goto(base + "search/");
	expect("without script the search page says so and lists everything", await tab.isVisible("noscript p") && (await tab.$$("main li a")).length > 5);
	await context.close();
}

// From the home page, on a telephone, without script: what people come for and the clicks that it takes.
async function ways() {
	const context = await open(browser, folder, base, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
	const tab = await context.newPage();
	const follow = async (...names) => {
		await tab.goto(base);
		for (const name of names) {
			await tab.locator("main, .main-nav").getByRole("link", { name }).first().focus();
			await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
		}
	};
	await follow("Chỉ số cải cách hành chính: khối phường của thành phố", "Năm 2025");
	const ward = await tab.locator("tr", { hasText: "Phường Hải An" }).first().innerText();
	expect("a ward's rank of last year is two links away", /^6\s+Phường Hải An/.test(ward), ward);
	await tab.goto(base);
	const [counted] = /\d+ bộ dữ liệu, [\d.]+ dòng/.exec(await tab.textContent("main"));
	await follow("Xem tất cả dữ liệu");
	expect("the home page counts the data as their own page does", (await tab.textContent("main")).includes(counted), counted);
	await follow("Tỷ lệ hồ sơ giải quyết đúng hạn");
	expect("a rate's page offers its file for Excel", await tab.getByRole("link", { name: "CSV, mở bằng Excel" }).first().getAttribute("href") === "../../data/results.excel.csv");
	await follow("Phiếu theo dõi chỉ tiêu xã Đại Thanh");
	expect("a target's status and since when are one link away", /Đạt từ quý II{0,2}\/2026/.test(await tab.locator(".scorecard").innerText()));
	await tab.goto(base + "data/");
	const names = await tab.$$eval(".downloads a", (links) => links.map((link) => link.textContent));
	expect("every download of the list of datasets has a name of its own", names.length > 40 && new Set(names).size === names.length,
		names.filter((name, i) => names.indexOf(name) !== i).join());
	await follow("Khen thưởng");
	const honour = await tab.locator(".honours > li").first().innerText();
	expect("who was honoured, for what and by which decision is one link away", /Giấy khen/.test(honour) && /Quyết định/.test(honour), honour);
	await tab.goto(base + "honours/2025/");
	await tab.getByRole("link", { name: /^hạng 1 trong 8 ở/ }).first().click();
	expect("the rank that an honour rests on is one link away", tab.url() === base + "leagues/par-departments/2025/", tab.url());
	await context.close();
}

async function keyboard() {
	const context = await open(browser, folder, base), tab = await context.newPage();
	await tab.goto(base + "scorecards/hai-an-2025/2026-Q3/".replace("2026-Q3", "2025-Q4"));
	await tab.keyboard.press("Tab");
	await tab.keyboard.press("Enter");
	expect("the first stop leads to the content", await tab.evaluate(() => document.activeElement.id) === "page_main");
	await tab.click(".languages a[lang=en]");
	expect("the other language is that of the same page", tab.url() === base + "en/scorecards/hai-an-2025/2025-Q4/", tab.url());
	await context.close();
}

await index();
await search();
await tables();
await since();
await paper();
await bare();
await ways();
await keyboard();
await browser.close();
report();
