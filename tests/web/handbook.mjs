// Takes the pictures of the handbook's first page: the sample in a browser, and an error as the preview shows it. `make picture`
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./browser.mjs";
import { TOP } from "./site.mjs";

const program = process.env.CONGBO ?? join(TOP, "build/release/congbo"), port = 20000 + process.pid % 20000;
const folder = mkdtempSync(join(tmpdir(), "congbo-picture-")), site = join(folder, "sen-xanh");
execFileSync(program, ["-q", "new", site]);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const browser = await launch();
const scores = join(site, "data/scores.csv"), good = readFileSync(scores, "utf8");
for (const language of ["vi", "en"]) {
	const server = spawn(program, ["-C", site, "--lang", language, "serve", "--port", String(port)]);
	await new Promise((resolve) => server.stdout.on("data", (text) => String(text).includes("http://") && resolve()));
	const tab = await browser.newPage({ viewport: { width: 720, height: 440 }, colorScheme: "light" });
	const take = async (name) => writeFileSync(join(TOP, `content/handbook/first-site-${name}.${language}.png`), await tab.screenshot());
	await tab.goto(`http://127.0.0.1:${port}/${language === "vi" ? "" : "en/"}`);
	await take("home");
	writeFileSync(scores, good.replace("40.5,42.75", '"40,5",42.75'));
	await tab.getByText("scores.csv:7").first().waitFor();
	await take("error");
	writeFileSync(scores, good);
	await tab.close();
	server.kill();
	await new Promise((resolve) => server.once("exit", resolve));
}
await browser.close();

