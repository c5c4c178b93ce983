// Debian's Chromium, quiet and offline: it is given the files of a folder at the address that the site has for itself.
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
	"--disable-component-update", "--disable-sync"];
const TYPES = {
	".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
	".svg": "image/svg+xml", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar",
};

export const launch = (more = []) => chromium.launch({ executablePath: "/usr/bin/chromium", args: [...QUIET, ...more] });

// A browser's window onto the site in `folder`. What is not there gets 404.html; what is elsewhere is noted in `away`
// and not fetched.
export async function open(browser, folder, base, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
	context.away = [];
	await context.route("**/*", async (route) => {
		const url = route.request().url();
		if (!url.startsWith(base)) {
			context.away.push(url);
			return route.abort();
		}
		let path = normalize(decodeURIComponent(new URL(url).pathname.slice(new URL(base).pathname.length)));
		if (path === "." || path.endsWith("/")) path = join(path, "index.html");
		const body = await readFile(join(folder, path)).catch(() => null);
		const type = TYPES[extname(path)] ?? "application/octet-stream";
		if (body) return route.fulfill({ body, contentType: type });
		return route.fulfill({ status: 404, body: await readFile(join(folder, "404.html")), contentType: TYPES[".html"] });
	});
	return context;
}
