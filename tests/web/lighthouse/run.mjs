// Lighthouse's four scores on the main kinds of page, as on a phone. The site is built for the address that it is served at.
import { createServer } from "node:http";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import lighthouse from "lighthouse";
import { launch } from "../browser.mjs";
import { pages, samples, TOP } from "../site.mjs";
import { expect, report } from "../tap.mjs";

const PORT = 9333, KINDS = /^(home|page|plan|league|scorecard|indicator|unit|honours|award|datasets|dataset|calendar|search)$/;
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml" };

const folder = mkdtempSync(join(tmpdir(), "congbo-lighthouse-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const server = createServer((request, response) => {
	const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(/\/$/, "/index.html");
	try {
		const body = gzipSync(readFileSync(join(folder, path)));
		response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain", "content-encoding": "gzip", "cache-control": "max-age=31536000" });
		response.end(body);
	} catch {
		response.writeHead(404).end();
	}
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://localhost:${server.address().port}/`;
execFileSync(process.env.CONGBO ?? join(TOP, "build/release/congbo"), ["-C", process.env.SITE ?? TOP, "build", "-q", "--base-url", base, "--out", folder]);

const browser = await launch([`--remote-debugging-port=${PORT}`]);
for (const page of samples(pages(folder)).filter((one) => one.language === "vi" && KINDS.test(one.kind))) {
	const { lhr } = await lighthouse(base + page.path.slice(1), { port: PORT, logLevel: "error", output: "json" });
	for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
		const lost = auditRefs.filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => id);
		console.log(`# ${page.path} ${title} ${Math.round(score * 100)} ${lost.join(" ")}`);
		expect(`Lighthouse gives 100 for ${title}`, score === 1, page.path, score, lost.join(" "));
	}
}
await browser.close();
server.close();
report();
