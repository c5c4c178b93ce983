// A site in which every text bears a hostile tail (hostile.py) is written beside the same site without them. Read by
// parsers that know nothing of congbo, the one has no element, attribute, address or line that the other lacks, and
// each tail is a text again. docs/safety.md names the places.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import Papa from "papaparse";
import { launch, open } from "./browser.mjs";
import { home, pages, samples, TOP } from "./site.mjs";
import { expect, report } from "./tap.mjs";

const work = mkdtempSync(join(tmpdir(), "congbo-hostile-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const program = process.env.CONGBO ?? join(TOP, "build/release/congbo"), python = join(TOP, "tests/web/hostile.py");
const site = join(work, "site"), bad = join(work, "bad"), good = join(work, "good");
const run = (file, ...options) => execFileSync(file, options, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });
const tails = new Map(Object.entries(JSON.parse(run("python3", python, site))));
run(program, "-C", site, "build", "-q", "--no-history", "--out", bad);
run(program, "-C", TOP, "build", "-q", "--no-history", "--out", good);
const files = readdirSync(bad, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name).slice(bad.length + 1)).sort();
const read = (folder, file) => readFileSync(join(folder, file), "utf8");

// ---- a tail is a text again ----

const seen = new Map();
// It may be cut, with `…` where it is; in a drawing a long name stands in two lines, parted at a space.
function strings(file, context, texts) {
	for (const text of texts) {
		for (const [name, index] of [...text.matchAll(/M\d+Z/g)].map((m) => [m[0], m.index + m[0].length])) {
			const tail = tails.get(name), rest = text.slice(index, index + tail?.length), cut = rest.indexOf("…");
			if (!tail) continue;
			seen.set(context, (seen.get(context) ?? new Set()).add(tail));
			const whole = rest === tail || text.slice(index).replace(/\s+/g, " ").startsWith(tail.replace(/\s+/g, " "));
			const parted = /SVG|HTML/.test(context) && rest === text.slice(index) && tail.startsWith(`${rest} `);
			expect(`${context}: a hostile text is that text again`, whole || parted || (cut >= 0 && tail.startsWith(rest.slice(0, cut))), file, name, JSON.stringify(rest.slice(0, 60)));
		}
	}
}
function leaves(value, out = []) {
	if (typeof value === "string") out.push(value);
	else if (value && typeof value === "object") for (const [key, item] of Object.entries(value)) out.push(key), leaves(item, out);
	return out;
}
function json(file, context, text) {
	try {
		strings(file, context, leaves(JSON.parse(text)));
	} catch (error) {
		expect(`${context}: it is JSON`, false, file, error.message);
	}
}

// ---- markup: HTML, XML, SVG, JSON within HTML ----

// In the browser, so that its parser is the judge.
function look([text, type]) {
	const found = new DOMParser().parseFromString(text, type), shape = new Set(), urls = new Set(), texts = [], scripts = [];
	const walk = (node) => {
		if (node.nodeType === Node.ELEMENT_NODE) {
			shape.add(node.localName);
			for (const { name, value } of node.attributes) {
				shape.add(`${node.localName} ${name}`);
				if (!/^(href|src|action|formaction|xlink:href|data|poster|cite|background|srcset)$/.test(name)) texts.push(value);
				else urls.add(value.trim());
			}
			if (node.localName === "script") return scripts.push([node.type, node.textContent, node.hasAttribute("src")]);
			if (node.localName === "style") shape.add("style element");
		} else if (node.nodeType !== Node.DOCUMENT_NODE && node.nodeType !== Node.DOCUMENT_TYPE_NODE) {
			// what is to be copied into another page is a page in itself
			if (node.nodeType === Node.TEXT_NODE && node.nodeValue.startsWith("<iframe ")) walk(new DOMParser().parseFromString(node.nodeValue, "text/html"));
			else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) texts.push(node.nodeValue);
			else shape.add(node.nodeType === Node.COMMENT_NODE ? `comment ${node.nodeValue}` : `node ${node.nodeType}`);
		}
		for (const child of node.childNodes) walk(child);
	};
	walk(found);
	return { broken: found.querySelector("parsererror")?.textContent ?? "", shape: [...shape], urls: [...urls], texts, scripts };
}
const TYPES = { ".html": "text/html", ".xml": "application/xml", ".svg": "image/svg+xml" };
async function markup(tab) {
	const known = new Map(Object.keys(TYPES).map((type) => [type, new Set(["a title", "comment raw HTML omitted", "comment  raw HTML omitted "])]));
	for (const file of readdirSync(good, { recursive: true }))
		if (TYPES[extname(file)]) for (const item of (await tab.evaluate(look, [read(good, file), TYPES[extname(file)]])).shape) known.get(extname(file)).add(item);
	for (const file of files.filter((name) => TYPES[extname(name)])) {
		const type = extname(file), context = type.slice(1).toUpperCase(), it = await tab.evaluate(look, [read(bad, file), TYPES[type]]);
		expect(`${context}: it is well-formed`, it.broken === "", file, it.broken);
		for (const item of it.shape) expect(`${context}: no element or attribute that is not ours`, known.get(type).has(item), file, item);
		for (const url of it.urls) expect(`${context}: no address but of https, http, mailto, tel`, !/^[\0-\x20]*(?!https?:|mailto:|tel:)[a-z][a-z0-9+.\s-]*:/i.test(url), file, url);
		strings(file, context, it.texts);
		strings(file, `URL in ${context}`, it.urls.map((url) => decodeURIComponent(url)));
		for (const [kind, text, src] of it.scripts) {
			expect(`${context}: no script within`, src || kind === "application/ld+json", file, text.slice(0, 80));
			if (!src) json(file, "JSON-LD in HTML", text);
		}
	}
}

// ---- in use: the content security policy holds, nothing runs ----

async function use(browser) {
	const every = pages(bad), base = home(every), context = await open(browser, bad, base), tab = await context.newPage();
	let about = "";
	const noise = [];
	tab.on("dialog", (dialog) => (noise.push(`${about} a dialog`), dialog.dismiss()));
	tab.on("pageerror", (error) => noise.push(`${about} ${error.message}`));
	tab.on("console", (message) => message.type() === "error" && noise.push(`${about} ${message.text()}`));
	for (const page of samples(every)) {
		about = page.path;
		await tab.goto(new URL(page.path.slice(1), base).href);
		expect("no hostile element stands in a page", await tab.$$eval("pwn, .pwn, [pwn], [onmouseover], [onerror]", (all) => all.length) === 0, about);
	}
	about = "search";
	await tab.goto(`${base}search/?q=pwn`);
	await tab.waitForSelector("#search_found a");
	expect("no hostile element stands among what was found", await tab.$$eval("#search_found pwn, #search_found img, #search_found script", (all) => all.length) === 0);
	expect("the policy holds, no script fails, no dialog opens", noise.length === 0, ...noise);
	expect("nothing is fetched from elsewhere", context.away.length === 0, context.away[0]);
	await context.close();
}

// ---- lines: CSV, ICS, sums, robots ----

function lines() {
	const unfold = (text) => text.replace(/\r\n /g, "").split("\r\n");
	const names = (all) => JSON.stringify(all.map((line) => line.split(/[:;]/)[0]));
	for (const file of files) {
		const type = extname(file), text = /\.(csv|json|jsonld|ics)$|csv-metadata/.test(file) ? read(bad, file) : "";
		if (type === ".csv") {
			const excel = file.endsWith(".excel.csv"), it = Papa.parse(text, { delimiter: excel ? ";" : ",", skipEmptyLines: "greedy" });
			expect("CSV: it is well-formed", it.errors.length === 0, file, JSON.stringify(it.errors[0]));
			expect("CSV: each row is as wide as the header", it.data.every((row) => row.length === it.data[0].length), file);
			const cells = it.data.flat();
			expect("CSV: no cell is a formula", cells.every((cell) => !/^[=+@\t\r]|^-(?![\d ])/.test(cell)), file, cells.find((cell) => /^[=+@\t\r]|^-(?![\d ])/.test(cell)));
			strings(file, "CSV", cells);
		}
		if (type === ".ics") {
			const all = unfold(text);
			expect("ICS: the same lines as without hostile texts", names(all) === names(unfold(read(good, file))), file);
			expect("ICS: no line is longer than 75 bytes", text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75), file);
			strings(file, "ICS", all.map((line) => line.replace(/\\([\\;,nN])/g, (_, c) => (/n/i.test(c) ? "\n" : c))));
		}
		if (type === ".json" || type === ".jsonld") json(file, "JSON", text);
	}
	for (const file of ["data/SHA256SUMS", "robots.txt"])
		expect(`${file}: the same lines`, read(bad, file).split("\n").length === read(good, file).split("\n").length, file);
}

function others() {
	for (const line of run("python3", python, "--look", bad).split("\n").filter(Boolean)) {
		const { file, context, texts, broken } = JSON.parse(line);
		expect(`${context}: it can be read`, !broken, file, broken);
		strings(file, context, texts ?? []);
	}
}

const browser = await launch();
const tab = await browser.newPage();
await markup(tab);
await use(browser);
await browser.close();
lines();
others();
const kinds = new Set(tails.values()).size;
for (const [context, found] of seen) expect(`${context}: it has been given hostile texts`, found.size > kinds / 2, found.size, "of", kinds);
for (const context of ["HTML", "XML", "SVG", "JSON-LD in HTML", "JSON", "CSV", "ICS", "SQLite", "XLSX", "ZIP"])
	expect(`${context}: is among what was read`, seen.has(context));
report();
