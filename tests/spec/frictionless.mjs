// The errors of tables that Frictionless names, case by case: what its catalogue and Table Schema say is wrong, the row
// as a spreadsheet numbers it (the header is row 1, a cell of two lines is of one row), the field from 1, and the code.
// https://framework.frictionlessdata.io/docs/errors/, https://datapackage.org/standard/table-schema/
// All cases are tables of one site, checked in one run. Where an error is of the whole row or header, Frictionless
// names no field: it is null here, and the place is only held to its row.
//
//     CONGBO=build/release/congbo node tests/spec/frictionless.mjs
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve(process.env.CONGBO ?? 'build/release/congbo');
const field = (name, type = 'string', constraints = undefined, more = {}) => ({ name, type, constraints, ...more });
const ab = [field('a'), field('b')];
const constrained = (type, constraints) => ({ fields: [field('a'), field('b', type, constraints)] });

// name, schema, text (or bytes), [[row, field, code], …]
const cases = [
  ['sound', { fields: ab }, 'a,b\n1,2\n"x\ny",3\n', []],
  ['encoding-error', { fields: ab }, Buffer.from('a,b\n1,2\n3,caf\xe9\n', 'latin1'), [[3, 2, 'encoding-error']]],

  ['blank-label first', { fields: ab }, ',b\n1,2\n', [[1, 1, 'blank-label']]],
  ['blank-label last', { fields: ab }, 'a,\n1,2\n', [[1, 2, 'blank-label']]],
  ['duplicate-label', { fields: ab }, 'a,a\n1,2\n', [[1, 2, 'duplicate-label']]],
  ['missing-label', { fields: ab }, 'a\n1\n', [[1, null, 'missing-label']]],
  ['extra-label', { fields: ab }, 'a,b,c\n1,2,3\n', [[1, 3, 'extra-label']]],
  ['two extra-labels', { fields: ab }, 'a,b,c,d\n1,2,3,4\n', [[1, 3, 'extra-label'], [1, 4, 'extra-label']]],

  ['blank-row', { fields: ab }, 'a,b\n1,2\n\n3,4\n', [[3, null, 'blank-row']]],
  ['blank-row of empty cells', { fields: ab }, 'a,b\n1,2\n,\n3,4\n', [[3, null, 'blank-row']]],
  ['blank-row behind a cell of two lines', { fields: ab }, 'a,b\n"x\ny",2\n\n3,4\n', [[3, null, 'blank-row']]],
  ['missing-cell', { fields: ab }, 'a,b\n1\n2,3\n', [[2, 2, 'missing-cell']]],
  ['missing-cells', { fields: [...ab, field('c')] }, 'a,b,c\n1,2,3\n4\n', [[3, 2, 'missing-cell']]],
  ['extra-cell', { fields: ab }, 'a,b\n1,2\n3,4,5\n', [[3, 3, 'extra-cell']]],
  ['missing and extra in one table', { fields: ab }, 'a,b\n1\n3,4,5\n', [[2, 2, 'missing-cell'], [3, 3, 'extra-cell']]],

  ...[['integer', '1.5'], ['number', 'x'], ['boolean', 'maybe'], ['date', '2026-02-30'], ['datetime', '2026-01-01'],
    ['time', '25:00:00'], ['year', '26'], ['yearmonth', '2026-13'], ['duration', '1 day']].map(([type, bad]) =>
    [`type-error ${type}`, constrained(type), `a,b\n1,\n2,${bad}\n`, [[3, 2, 'type-error']]]),
  ['type-error email', { fields: [field('a'), field('b', 'string', undefined, { format: 'email', personal: 'a test' })] },
    'a,b\n1,x@\n', [[2, 2, 'type-error']]],
  ['type-error uri', { fields: [field('a'), field('b', 'string', undefined, { format: 'uri' })] }, 'a,b\n1,no uri\n',
    [[2, 2, 'type-error']]],
  ['type-error uuid', { fields: [field('a'), field('b', 'string', undefined, { format: 'uuid' })] }, 'a,b\n1,12\n',
    [[2, 2, 'type-error']]],
  ['type-errors of one row', { fields: [field('a', 'integer'), field('b', 'number')] }, 'a,b\nx,y\n',
    [[2, 1, 'type-error'], [2, 2, 'type-error']]],

  ...[['required', true, 'string', ''], ['minLength', 3, 'string', 'ab'], ['maxLength', 2, 'string', 'đđđ'],
    ['pattern', '[a-z]+', 'string', 'A'], ['enum', ['x', 'y'], 'string', 'z'], ['minimum', 10, 'integer', '9'],
    ['maximum', 10, 'number', '10.01'], ['exclusiveMinimum', 10, 'number', '10'], ['exclusiveMaximum', 10, 'integer', '10'],
    ['minimum', '2026-01-01', 'date', '2025-12-31'], ['maximum', '2026', 'year', '2027']].map(([name, value, type, bad]) =>
    [`constraint-error ${name} of ${type}`, constrained(type, { [name]: value }), `a,b\n1,${bad}\n`,
      [[2, 2, 'constraint-error']]]),
  ['a length counts characters', constrained('string', { maxLength: 2 }), 'a,b\n1,đđ\n', []],

  ['unique-error', constrained('string', { unique: true }), 'a,b\n1,x\n2,y\n3,x\n', [[4, 2, 'unique-error']]],
  ['unique-error behind a cell of two lines', constrained('string', { unique: true }), 'a,b\n"1\n1",x\n3,x\n',
    [[3, 2, 'unique-error']]],
  ['unique-error by what a number says', constrained('number', { unique: true }), 'a,b\n1,1.0\n2,1\n',
    [[3, 2, 'unique-error']]],
  ['unique: no value is like no other', constrained('string', { unique: true }), 'a,b\n1,\n2,\n', []],
  ['unique-error of several columns', { fields: [...ab, field('c')], uniqueKeys: [['b', 'c']] },
    'a,b,c\n1,x,y\n2,x,z\n3,x,y\n', [[4, 2, 'unique-error']]],
  ['uniqueKeys: no value is like no other', { fields: ab, uniqueKeys: [['a', 'b']] }, 'a,b\nx,\nx,\n', []],
  ['uniqueKeys: all of several keys hold', { fields: ab, uniqueKeys: [['a'], ['b']] }, 'a,b\n1,x\n1,y\n2,y\n',
    [[3, 1, 'unique-error'], [4, 2, 'unique-error']]],
  ['primary-key', { fields: ab, primaryKey: ['a'] }, 'a,b\n1,x\n2,x\n1,y\n', [[4, null, 'primary-key']]],
  ['primary-key of several columns', { fields: ab, primaryKey: ['a', 'b'] }, 'a,b\n1,x\n1,y\n1,x\n',
    [[4, null, 'primary-key']]],
  ['foreign-key to itself', { fields: ab, primaryKey: ['a'], foreignKeys: [{ fields: ['b'], reference: { fields: ['a'] } }] },
    'a,b\n1,\n2,1\n3,9\n', [[4, null, 'foreign-key']]],
  ['foreign-key to a table', { fields: ab, foreignKeys: [{ fields: ['b'], reference: { resource: 't0', fields: ['a'] } }] },
    'a,b\n1,1\n2,2\n', [[3, null, 'foreign-key']]],
];

/* The row and field of a place: records and cells of RFC 4180 before it. */
function seat(text, line, column) {
  const bytes = Buffer.from(text);
  let at = 0;
  for (let n = 1; n < line; n++) at = bytes.indexOf('\n', at) + 1;
  const before = bytes.subarray(0, at + column - 1).toString('latin1');
  let row = 1, number = 1, quoted = false;
  for (const c of before) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') number++;
    else if (!quoted && c === '\n') { row++; number = 1; }
  }
  /* behind the last cell of a row: the one that would come */
  const rest = bytes.subarray(at + column - 1);
  const ended = rest.length === 0 || rest[0] === 0x0a;
  return { row, number: ended && column > 1 && !/[,\n]$/.test(before) ? number + 1 : number };
}

const site = mkdtempSync(join(tmpdir(), 'frictionless-'));
mkdirSync(join(site, 'data'));
mkdirSync(join(site, 'content'));
writeFileSync(join(site, 'congbo.yaml'), 'title: T\nbase_url: https://congbo.example.vn/\nlanguages: [vi]\ntheme: default\n');
writeFileSync(join(site, 'content', 'index.vi.md'), '---\ntitle: T\n---\nT\n');
cases.forEach(([, , text], i) => writeFileSync(join(site, 'data', `t${i}.csv`), text));
writeFileSync(join(site, 'data', 'datapackage.yaml'),
  JSON.stringify({ resources: cases.map(([, schema], i) => ({ name: `t${i}`, path: `t${i}.csv`, schema })) }));
const run = spawnSync(program, ['-C', site, 'check', '--no-history', '--format', 'json'], { encoding: 'utf8' });
rmSync(site, { recursive: true });

const said = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
let failed = 0;
cases.forEach(([name, , text, expected], i) => {
  const found = said.filter(({ path }) => path === `data/t${i}.csv`).map(({ line, column, code }) => {
    const { row, number } = seat(text, line, column);
    return [row, number, code];
  });
  const same = found.length === expected.length && expected.every(([row, number, code], j) =>
    found[j][0] === row && (number === null || found[j][1] === number) && found[j][2] === code);
  failed += !same;
  console.log(`${same ? 'ok' : 'not ok'} ${i + 1} - ${name}`);
  if (!same) console.log(`# ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
});
const others = said.filter(({ path }) => !/^data\/t\d+\.csv$/.test(path));
const whole = run.status === 1 && others.length === 0;
console.log(`${whole ? 'ok' : 'not ok'} ${cases.length + 1} - nothing else is said`);
if (!whole) console.log(`# status ${run.status}: ${JSON.stringify(others)} ${run.stderr}`);
console.log(`1..${cases.length + 1}`);
process.exit(failed || !whole ? 1 : 0);
