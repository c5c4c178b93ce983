// Takes the README's picture: a page of this repository's site, in Vietnamese, on a desk, and one in English on a telephone. `make picture`
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";
import { build, home, pages, TOP } from "./site.mjs";

const folder = build(), base = home(pages(folder));
const browser = await launch();
const shots = [];
for (const [path, width] of [["leagues/par-departments/", 960], ["en/scorecards/dai-thanh-2026-2030/", 375]]) {
	const context = await open(browser, folder, base, { viewport: { width, height: 800 }, colorScheme: "light" });
	const tab = await context.newPage();
	await tab.goto(base + path);
	shots.push([await tab.screenshot(), width]);
	await context.close();
}
const context = await browser.newContext({ viewport: { width: 1400, height: 840 }, deviceScaleFactor: 0.65 });
const tab = await context.newPage();
const image = ([bytes, width]) => `<img width="${width}" src="data:image/png;base64,${bytes.toString("base64")}">`;
await tab.setContent(`<style>body { margin: 0; padding: 20px; display: flex; gap: 20px; background: #e4e4e0 } img { outline: 1px solid #bbb }</style>` +
	shots.map(image).join(""));
writeFileSync(join(TOP, "docs/picture.png"), await tab.screenshot());
await browser.close();
