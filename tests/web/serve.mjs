// A site's folder on a free port of this machine, as any web server would give it.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = {
	".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
	".svg": "image/svg+xml", ".xml": "application/xml", ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar",
};

// The server and its address, without '/' at the end. What is not there gets 404.html.
export async function serve(folder) {
	const server = createServer(async (request, response) => {
		let path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
		if (path.endsWith("/")) path += "index.html";
		try {
			const bytes = await readFile(join(folder, path));
			response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
			response.end(bytes);
		} catch {
			response.writeHead(404, { "content-type": TYPES[".html"] });
			response.end(await readFile(join(folder, "404.html")).catch(() => ""));
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
