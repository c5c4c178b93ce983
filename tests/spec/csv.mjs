// Published CSV suites through the program: a site of one table is built, and its JSON download is compared
// cell by cell with what the suite expects. Where the suite expects a reader to be lenient (ragged rows, blank
// rows, quotes inside a cell, labels that are blank or stand twice) the build must refuse the file instead.
//
//     CONGBO=build/release/congbo node tests/spec/csv.mjs
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const program = resolve(process.env.CONGBO ?? 'build/release/congbo');

/* csv-spectrum: pairs of files; all but one, which has a quote inside a cell, are RFC 4180. */
async function spectrum() {
  const root = dirname(require.resolve('csv-spectrum/package.json'));
  const refused = { location_coordinates: 'csv-quote' };
  const names = (await readdir(join(root, 'csvs'))).map((file) => file.replace(/\.csv$/, ''));
  return Promise.all(names.map(async (name) => {
    const parsed = JSON.parse(await readFile(join(root, 'json', `${name}.json`), 'utf8'));
    const objects = Array.isArray(parsed) ? parsed : [parsed];
    return {
      name: `csv-spectrum ${name}`,
      bytes: await readFile(join(root, 'csvs', `${name}.csv`)),
      rows: [Object.keys(objects[0]), ...objects.map((object) => Object.values(object))],
      refused: refused[name],
    };
  }));
}

/* Papa Parse: the cases of its core parser under the dialect that is ours; the first row is the header. */
async function papaparse() {
  const file = join(dirname(require.resolve('papaparse/package.json')), 'tests', 'test-cases.js');
  const context = vm.createContext({
    require: (name) => (name === 'chai' ? { assert: {} } : { default: {} }),
    describe() {}, module: { exports: {} }, Papa: { RECORD_SEP: '\x1e', UNIT_SEP: '\x1f', BAD_DELIMITERS: [] },
    setTimeout, String, process: { cwd: () => '/' }, XMLHttpRequest: {}, window: {}, __dirname: dirname(file),
  });
  vm.runInContext(await readFile(file, 'utf8'), context, { filename: file });
  const cases = vm.runInContext('CORE_PARSER_TESTS', context);
  return cases
    .filter((test) => typeof test.input === 'string' && !Object.keys(test.config ?? {}).length)
    .map((test) => ({
      name: `papaparse ${test.description}`,
      bytes: Buffer.from(test.input),
      rows: test.expected.data,
      refused: test.expected.errors.length > 0,
    }));
}

/* The grammar of RFC 4180, section 2, with LF too. */
const field = '(?:"(?:[^"]|"")*"|[^",\\r\\n]*)';
const row = `${field}(?:,${field})*`;
const grammar = new RegExp(`^${row}(?:\\r?\\n${row})*(?:\\r?\\n)?$`);

/* What the contract refuses although a lenient reader takes it. */
function mustRefuse({ rows, refused, bytes }) {
  const [header, ...body] = rows;
  return refused || !grammar.test(bytes.toString()) || !header?.length || header.some((label) => label === '') ||
    new Set(header).size < header.length || rows.some((cells) => cells.length !== header.length) ||
    body.some((cells) => cells.every((cell) => cell === '')) ||
    body.flat().some((cell) => /^([=+@\t\r]|-[^ ])|\0/.test(cell));
}

function run(args) {
  return new Promise((done) => {
    execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      done({ status: error ? (error.code ?? error.signal) : 0, stderr });
    });
  });
}

async function build(folder, test) {
  const site = join(folder, 'site');
  await mkdir(join(site, 'data'), { recursive: true });
  await mkdir(join(site, 'content'), { recursive: true });
  const fields = (test.rows[0] ?? ['a']).map((label) => ({ name: label, type: 'string', personal: 'a test' }));
  await writeFile(join(site, 'congbo.yaml'),
    'title: T\nbase_url: https://congbo.example.vn/\nlanguages: [vi]\ntheme: default\n');
  await writeFile(join(site, 'content', 'index.vi.md'), '---\ntitle: T\n---\nT\n');
  await writeFile(join(site, 'data', 'datapackage.yaml'),
    JSON.stringify({ resources: [{ name: 't', path: 't.csv', schema: { fields } }] }));
  await writeFile(join(site, 'data', 't.csv'), test.bytes);
  const out = join(folder, 'out');
  const result = await run(['-C', site, 'build', '--no-history', '--now', '2026-11-20', '--out', out]);
  if (result.status !== 0) return { ...result, rows: null };
  const objects = JSON.parse(await readFile(join(out, 'data', 't.json'), 'utf8'));
  return { ...result, rows: objects.map((object) => Object.values(object).map((cell) => cell ?? '')) };
}

async function check(test) {
  const folder = await mkdtemp(join(tmpdir(), 'csv-'));
  try {
    const result = await build(folder, test);
    if (mustRefuse(test)) {
      const code = typeof test.refused === 'string' ? `[${test.refused}]` : '[';
      return result.status === 1 && result.stderr.includes(code) ? null : `not refused: ${result.stderr}`;
    }
    const expected = JSON.stringify(test.rows.slice(1).map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n'))));
    const actual = JSON.stringify(result.rows);
    return actual === expected ? null : `${actual} is not ${expected}\n${result.stderr}`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const tests = [...await spectrum(), ...await papaparse()];
let failed = 0, read = 0;
for (const [i, test] of tests.entries()) {
  const reason = await check(test);
  read += !mustRefuse(test);
  failed += reason !== null;
  console.log(`${reason === null ? 'ok' : 'not ok'} ${i + 1} - ${test.name.replaceAll('\n', ' ')}`);
  if (reason !== null) console.log(reason.replace(/^/gm, '# '));
}
console.log(`# ${read} of ${tests.length} cases are read, the others refused`);
if (tests.length < 40 || read < 20) throw new Error('the suites hold fewer cases than they should');
process.exit(failed ? 1 : 0);
