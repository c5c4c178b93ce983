// Promises and what broke them, as TAP.
const promises = new Map();

// One promise holds for many things: it is kept where none of them breaks it.
export function expect(promise, kept, ...about) {
	if (!promises.has(promise)) promises.set(promise, []);
	if (!kept) promises.get(promise).push(about.join(" "));
}

export const broken = () => [...promises.values()].filter((failures) => failures.length).length;

export function report() {
	let n = 0;
	for (const [promise, failures] of promises) {
		console.log(`${failures.length ? "not ok" : "ok"} ${++n} - ${promise}`);
		for (const failure of failures.slice(0, 20)) console.log(`# ${failure}`);
		if (failures.length > 20) console.log(`# and ${failures.length - 20} more`);
	}
	console.log(`1..${n}`);
	process.exitCode = broken() ? 1 : 0;
}
