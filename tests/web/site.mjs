// The site that the tests look at: this repository's own, built into a folder that is removed at the end.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const TOP = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

// SITE names another site's folder, PUBLIC one that is built already.
export function build() {
	if (process.env.PUBLIC) return resolve(process.env.PUBLIC);
	const folder = mkdtempSync(join(tmpdir(), "congbo-web-"));
	const program = process.env.CONGBO ?? join(TOP, "build/release/congbo");
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	try {
		execFileSync(program, ["-C", process.env.SITE ?? TOP, "build", "-q", "--out", folder], { stdio: ["ignore", "pipe", "pipe"] });
	} catch (error) {
		console.log(`Bail out! the site does not build\n${error.stderr ?? error}`);
		process.exit(1);
	}
	return folder;
}

// Every page: its file, its address, its text, its language by its address, its kind.
export function pages(folder) {
	const found = readdirSync(folder, { recursive: true }).filter((name) => /(^|\/)(index|404)\.html$/.test(name));
	return found.sort().map((file) => {
		const text = readFileSync(join(folder, file), "utf8");
		return {
			file, text,
			path: "/" + file.replace(/index\.html$/, ""),
			language: file.startsWith("en/") ? "en" : "vi",
			kind: /<body class="kind-([a-z-]+)/.exec(text)?.[1] ?? "none",
		};
	});
}

// The address that the site has for itself, with '/' at its end.
export const home = (all) => /<link rel="canonical" href="([^"]+)"/.exec(all.find((page) => page.path === "/").text)[1];

// The last of each kind in each language: of many alike, seldom the one that somebody looked at.
export function samples(all) {
	const last = new Map(all.map((page) => [page.kind + page.language, page]));
	return [...last.values()];
}
