// Looks at pages in a real browser and with the validators. One page of each kind in each language; with PAGES=all
// every page at every width in both schemes.
import { execFile } from "node:child_process";
import { existsSync, readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import vnu from "vnu-jar";
import { launch, open } from "./browser.mjs";
import { build, home, pages, samples } from "./site.mjs";
import { broken, expect, report } from "./tap.mjs";

const all = process.env.PAGES === "all";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = build(), every = pages(folder), looked = all ? every : samples(every);
const base = home(every);
const BUDGET = 50_000, WIDTHS = [320, 768, 1280], SCHEMES = ["light", "dark"];

// ---- what stands in the files ----

function sizes(page) {
	const assets = [...page.text.matchAll(/(?:<link rel="stylesheet" href|<script src)="[^"]*?(assets\/[^"]+)"/g)]
		.map(([, name]) => readFileSync(join(folder, name)));
	const whole = Buffer.concat([Buffer.from(page.text), ...assets]);
	const rows = [...page.text.matchAll(/<tr[ >].*?<\/tr>/gs)].reduce((sum, [row]) => sum + Buffer.byteLength(row), 0);
	expect("a page with its styles and script, its tables' rows left out, is under 50,000 bytes", whole.length - rows < BUDGET, page.path, whole.length - rows);
	expect("a page with its styles and script is under 50,000 bytes as it is sent", gzipSync(whole).length < BUDGET, page.path);
}

const ids = new Map();
function hasId(file, id) {
	if (!ids.has(file)) ids.set(file, new Set([...readFileSync(join(folder, file), "utf8").matchAll(/ id="([^"]*)"/g)].map(([, name]) => name)));
	return ids.get(file).has(id);
}

function link(page, href) {
	const url = new URL(href, "http://site" + page.path), outside = url.host !== "site" || !/^https?:$/.test(url.protocol);
	if (outside) return;
	let file = decodeURIComponent(url.pathname).slice(1);
	if (file === "" || file.endsWith("/")) file += "index.html";
	const there = existsSync(join(folder, file));
	expect("every link leads to something", there, page.path, href);
	if (there && url.hash && file.endsWith(".html"))
		expect("every fragment is there", hasId(file, decodeURIComponent(url.hash.slice(1))), page.path, href);
}

const unescape = (text) => text.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

function texts(page) {
	expect("all text is in NFC", page.text === page.text.normalize("NFC"), page.path);
	for (const [, , href] of page.text.matchAll(/<(a|link rel="stylesheet"|form class="[a-z-]+" role="search") (?:[^>]*? )?(?:href|action)="([^"]*)"/g)) link(page, unescape(href));
	for (const [, src] of page.text.matchAll(/ src="([^"]*)"/g)) link(page, unescape(src));
}

const alternates = (page) => new Map([...page.text.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(([, lang, url]) => [lang, url]));

function twins() {
	const canonical = new Map(every.map((page) => [/<link rel="canonical" href="([^"]+)"/.exec(page.text)?.[1], page]));
	for (const page of looked) {
		const own = /<link rel="canonical" href="([^"]+)"/.exec(page.text)?.[1], all = alternates(page);
		if (all.size === 0) continue;
		expect("a page is among its own alternates", all.get(page.language) === own, page.path);
		expect("alternates have an x-default", all.has("x-default"), page.path);
		for (const [lang, url] of all) {
			const twin = canonical.get(url);
			expect("alternates name each other", twin && alternates(twin).get(page.language) === own, page.path, lang);
		}
	}
}

// Meanwhile the browser is at work: a breath between two pages lets it be heard.
async function validators() {
	const html = new HtmlValidate({
		root: true,
		extends: ["html-validate:recommended"],
		rules: {
			// the wrapper of a wide table is a div on purpose: its role says all that it is
			"prefer-native-element": ["error", { exclude: ["region"] }],
			// "1. Mục đích" is found at #1-muc-dich
			"valid-id": ["error", { relaxed: true }],
		},
	});
	const breath = () => new Promise((resolve) => setImmediate(resolve));
	for (const page of looked) {
		await breath();
		const { results } = await html.validateString(page.text, join(folder, page.file));
		const said = results.flatMap((result) => result.messages).map((one) => `${one.line}:${one.column} ${one.ruleId} ${one.message}`);
		expect("html-validate finds nothing", said.length === 0, page.path, said.slice(0, 3).join("; "));
	}
	const files = looked.map((page) => join(folder, page.file));
	const said = await new Promise((resolve) => execFile("java", ["-jar", vnu, "--stdout", "--exit-zero-always", "--format", "json", ...files],
		{ maxBuffer: 1 << 28 }, (error, out) => resolve(error ? [{ message: String(error) }]
			// it knows no address that 'self' could be
			: JSON.parse(out).messages.filter((one) => !one.message.includes("Content Security Policy")))));
	expect("the W3C's validator finds nothing", said.length === 0, said.map((one) => `${one.url?.slice(5 + folder.length)}:${one.lastLine} ${one.message}`).slice(0, 20).join("\n# "));
}

// ---- what the browser shows ----

// In the page: what a reader would stumble over.
function measure() {
	const width = document.documentElement.clientWidth, tables = [...document.querySelectorAll("table")];
	return {
		wide: document.documentElement.scrollWidth > width && [...document.querySelectorAll("body *")]
			.filter((one) => one.getBoundingClientRect().right > width + 1 && !one.closest(".table, pre, svg")).slice(0, 3).map((one) => one.tagName + "." + one.className).join(" "),
		lang: document.documentElement.lang,
		h1: document.querySelectorAll("h1").length,
		bare: tables.filter((table) => !table.caption?.textContent.trim()).length,
		headers: [...document.querySelectorAll("th")].filter((th) => !th.scope).length,
		small: [...document.querySelectorAll("main *")].filter((one) => one.children.length === 0 && one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 12).length,
	};
}

// One visit of a page: the rest of its views are other widths and colours of what is loaded. Each is asked for what
// it can change: another width moves and shrinks things, and no rule of ours colours them by width.
const CHANGES = { light: ["target-size", "scrollable-region-focusable"], dark: ["color-contrast"] };

async function look(tab, context, page, views) {
	await tab.setViewportSize({ width: views[0].width, height: 900 });
	await tab.emulateMedia({ colorScheme: views[0].scheme });
	await tab.goto(base + page.path.slice(1));
	await tab.evaluate(axe);
	for (const { width, scheme } of views) {
		const where = `${page.path} at ${width}, ${scheme}`, first = width === views[0].width && scheme === views[0].scheme;
		await tab.setViewportSize({ width, height: 900 });
		await tab.emulateMedia({ colorScheme: scheme });
		const seen = await tab.evaluate(measure);
		expect("nothing scrolls sideways", seen.wide === false, where, seen.wide);
		expect("no text is below 12 px", seen.small === 0, where);
		const rules = first ? {} : { runOnly: { type: "rule", values: CHANGES[scheme] } };
		const { violations } = await tab.evaluate((options) => window.axe.run(document, { ...options, resultTypes: ["violations"] }), rules);
		expect("axe finds nothing", violations.length === 0, where, violations.map((one) => `${one.id} ${one.nodes[0].html.slice(0, 160)}`).join("; "));
		if (!first) continue;
		expect("the language of a page is that of its address", seen.lang === page.language, page.path, seen.lang);
		expect("a page has one h1", seen.h1 === 1, page.path);
		expect("every table has a caption", seen.bare === 0, page.path);
		expect("every header cell has a scope", seen.headers === 0, page.path);
		expect("no request leaves the site", context.away.length === 0, page.path, context.away.splice(0).join(" "));
	}
}

// Two tabs share the pages. PROGRESS is the number of a descriptor that is told how far they are.
async function browse(some, views) {
	const browser = await launch(), context = await open(browser, folder, base), queue = [...some];
	const work = async () => {
		const tab = await context.newPage(), said = [];
		tab.on("console", (message) => message.type() === "error" && said.push(message.text()));
		tab.on("pageerror", (error) => said.push(String(error)));
		for (let page; (page = queue.shift()); ) {
			await look(tab, context, page, views(page));
			expect("the console has no error", said.length === 0, page.path, said.splice(0).join("; "));
			const done = some.length - queue.length;
			if (process.env.PROGRESS && (done % 50 === 0 || queue.length === 0)) writeSync(Number(process.env.PROGRESS), `  ${done} of ${some.length} pages, ${broken()} promises broken\n`);
		}
	};
	await Promise.all([work(), work()]);
	await browser.close();
}

async function main() {
	for (const page of looked) {
		sizes(page);
		texts(page);
	}
	twins();
	const validated = validators();
	const every = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));
	const first = every[0], other = { vi: { width: 1280, scheme: "dark" }, en: { width: 768, scheme: "light" } };
	await browse(looked, (page) => (all ? every : [first, other[page.language]]));
	await validated;
	report();
}

await main();
