// The open data of this repository's own site, against what others say of each format: JSON-LD by the processor of
// npm `jsonld`, CSV by Papa Parse and by Python, the database by the sqlite3 program. No kept package carries the
// profiles of Data Package 2.0, CSV on the Web or DCAT-AP 3.0: they are checked field by field against the lists of
// their specifications, each named where it is used. Sizes and hashes are counted again from the files.
//
//     CONGBO=build/release/congbo node tests/spec/metadata.mjs [SITE]
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix, resolve } from 'node:path';

const require = createRequire(import.meta.url);
const jsonld = require('jsonld');
const papa = require('papaparse');

const program = resolve(process.env.CONGBO ?? 'build/release/congbo');
const site = resolve(process.argv[2] ?? '.');
const folder = mkdtempSync(join(tmpdir(), 'congbo-metadata-'));
const out = join(folder, 'public');
const data = join(out, 'data');

const text = (path) => readFileSync(join(data, path), 'utf8');
const json = (path) => JSON.parse(text(path));
const sha256 = (path) => createHash('sha256').update(readFileSync(join(data, path))).digest('hex');
const bytes = (path) => readFileSync(join(data, path)).length;
const rowsOf = (path) => {
  const parsed = papa.parse(text(path).replace(/\n$/, ''), { newline: '\n' });
  assert.deepEqual(parsed.errors, [], path);
  return parsed.data;
};

/* Every file below data/ but the pages. */
function files(at = '') {
  return readdirSync(join(data, at), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(at, entry.name);
    if (entry.isDirectory()) return files(path);
    return entry.name === 'index.html' ? [] : [path];
  });
}

const tests = [];
const test = (name, run) => tests.push({ name, run });

/* ---- sums ---- */

test('SHA256SUMS has every data file but itself, with its hash', () => {
  const sums = new Map(text('SHA256SUMS').trimEnd().split('\n').map((line) => [line.slice(66), line.slice(0, 64)]));
  assert.deepEqual([...sums.keys()].sort(), files().filter((path) => path !== 'SHA256SUMS').sort());
  for (const [path, sum] of sums) assert.equal(sum, sha256(path), path);
});

/* ---- Data Package 2.0: https://datapackage.org/standard/data-package/ ---- */

const descriptor = () => json('datapackage.json');
const tables = () => descriptor().resources.filter((resource) => resource.type === 'table');

test('datapackage.json has the properties that Data Package 2.0 asks for', () => {
  const root = descriptor();
  assert.equal(root.$schema, 'https://datapackage.org/profiles/2.0/datapackage.json');
  assert.match(root.name, /^[-a-z0-9._/]+$/);
  for (const key of ['id', 'title', 'homepage']) assert.equal(typeof root[key], 'string', key);
  assert.match(root.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  for (const { title, roles } of root.contributors) assert.ok(title && roles.length);
  for (const { name, path } of root.licenses) assert.ok(/^[-a-zA-Z0-9._]+$/.test(name) || path);
  const names = root.resources.map((resource) => resource.name);
  assert.equal(new Set(names).size, names.length);
});

test('each resource is a file in its place, with its bytes and hash', () => {
  const described = new Set();
  for (const resource of descriptor().resources) {
    described.add(resource.path);
    assert.ok(!('data' in resource) && !/^[./~]|\.\.\/|\\|:\/\//.test(resource.path), resource.path);
    assert.equal(resource.bytes, bytes(resource.path), resource.path);
    assert.equal(resource.hash, `sha256:${sha256(resource.path)}`, resource.path);
  }
  for (const path of files().filter((name) => /\.(csv|json|xlsx|zip)$/.test(name)))
    if (!['datapackage.json', 'all.zip'].includes(path)) assert.ok(described.has(path), path);
});

/* https://datapackage.org/standard/table-schema/ */
const types = {
  string: /^[^]*$/, integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?$/, boolean: /^(true|false|True|False|TRUE|FALSE|0|1)$/,
  date: /^\d{4}-\d\d-\d\d$/, datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/, time: /^\d\d:\d\d:\d\d/, year: /^-?\d{4}$/,
  yearmonth: /^\d{4}-\d\d$/, duration: /^-?P/, list: /^[^]*$/, any: /^[^]*$/,
};

test('each table keeps what its schema says', () => {
  const byName = new Map(tables().map((resource) => [resource.name, resource]));
  for (const { name, path, schema } of byName.values()) {
    const [header, ...rows] = rowsOf(path);
    assert.deepEqual(schema.fields.map((field) => field.name), header, name);
    assert.deepEqual(schema.missingValues, ['']);
    schema.fields.forEach((field, at) => {
      const { required, pattern, minimum, maximum } = field.constraints ?? {};
      const values = field.categories?.map((one) => String(one.value ?? one));
      for (const row of rows) {
        const cell = row[at], where = `${name}.${field.name}: '${cell}'`;
        if (cell === '') { assert.ok(!required, where); continue; }
        assert.match(cell, types[field.type], where);
        if (pattern) assert.match(cell, new RegExp(`^(?:${pattern})$`, 'u'), where);
        if (minimum !== undefined) assert.ok(Number(cell) >= Number(minimum), where);
        if (maximum !== undefined) assert.ok(Number(cell) <= Number(maximum), where);
        if (values) assert.ok(values.includes(cell), where);
      }
    });
    const keyOf = (columns, from, cells) => columns.map((column) => cells[from.indexOf(column)]).join('\0');
    if (schema.primaryKey) {
      const keys = rows.map((row) => keyOf(schema.primaryKey, header, row));
      assert.equal(new Set(keys).size, keys.length, name);
    }
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const [targetHeader, ...targetRows] = rowsOf(byName.get(reference.resource).path);
      const there = new Set(targetRows.map((row) => keyOf(reference.fields, targetHeader, row)));
      for (const row of rows) {
        const key = keyOf(fields, header, row);
        if (!key.split('\0').includes('')) assert.ok(there.has(key), `${name}: ${key} in ${reference.resource}`);
      }
    }
  }
});

/* ---- CSV on the Web: https://www.w3.org/TR/tabular-metadata/ ---- */

const csvwTypes = {
  string: /^[^]*$/, integer: /^[-+]?\d+$/, decimal: /^[-+]?\d+(\.\d+)?$/, boolean: /^(true|false|1|0)$/,
  date: /^\d{4}-\d\d-\d\d$/, dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?$/, time: /^\d\d:\d\d:\d\d/,
  gYear: /^-?\d{4}$/, gYearMonth: /^\d{4}-\d\d$/, duration: /^-?P/, anyURI: /^\S+$/,
};
const inherited = ['null', 'lang', 'textDirection', 'separator', 'ordered', 'default', 'datatype', 'aboutUrl', 'propertyUrl',
  'valueUrl', 'required'];
const allowed = {
  table: ['@context', '@id', '@type', 'url', 'dialect', 'notes', 'suppressOutput', 'tableDirection', 'tableSchema', 'transformations',
    ...inherited],
  schema: ['columns', 'foreignKeys', 'primaryKey', 'rowTitles', '@id', '@type', ...inherited],
  column: ['name', 'suppressOutput', 'titles', 'virtual', '@id', '@type', ...inherited],
  dialect: ['commentPrefix', 'delimiter', 'doubleQuote', 'encoding', 'header', 'headerRowCount', 'lineTerminators', 'quoteChar',
    'skipBlankRows', 'skipColumns', 'skipInitialSpace', 'skipRows', 'trim', '@id', '@type'],
  datatype: ['base', 'format', 'length', 'minLength', 'maxLength', 'minimum', 'maximum', 'minInclusive', 'maxInclusive', 'minExclusive',
    'maxExclusive', '@id', '@type'],
};

/* A property of the specification, or a common one with a prefix (section 5.8). */
function only(object, kind, where) {
  for (const key of Object.keys(object)) assert.ok(allowed[kind].includes(key) || /^[a-z]+:\w+$/.test(key), `${where}: ${key}`);
}

test('each csv-metadata.json is CSV on the Web and true of its CSV', () => {
  const found = files().filter((path) => path.endsWith('.csv-metadata.json'));
  assert.ok(found.length > 10);
  for (const path of found) {
    const table = json(path);
    only(table, 'table', path);
    assert.equal(table['@context'][0], 'http://www.w3.org/ns/csvw');
    assert.deepEqual(Object.keys(table['@context'][1]), ['@language']);
    assert.equal(`${decodeURIComponent(table.url)}-metadata.json`, posix.basename(path));
    only(table.dialect, 'dialect', path);
    only(table.tableSchema, 'schema', path);
    const [header, ...rows] = rowsOf(decodeURIComponent(table.url));
    const { columns } = table.tableSchema;
    assert.deepEqual(columns.map((column) => column.titles), header, path);
    const names = columns.map((column) => column.name);
    assert.equal(new Set(names).size, names.length);
    columns.forEach((column, at) => {
      only(column, 'column', path);
      only(column.datatype, 'datatype', path);
      assert.match(column.name, /^(?:[A-Za-z0-9]|%[0-9A-F]{2})(?:[A-Za-z0-9_.]|%[0-9A-F]{2})*$/);
      const form = csvwTypes[column.datatype.base];
      assert.ok(form, `${path}: ${column.datatype.base}`);
      const format = typeof column.datatype.format === 'string' ? new RegExp(`^(?:${column.datatype.format})$`, 'u') : /^[^]*$/;
      for (const row of rows) {
        const where = `${path} ${column.name}: '${row[at]}'`;
        if (column.null.includes(row[at])) { assert.ok(!column.required, where); continue; }
        assert.match(row[at], form, where);
        assert.match(row[at], format, where);
      }
    });
    for (const key of table.tableSchema.primaryKey ?? []) assert.ok(names.includes(key));
    for (const { reference } of table.tableSchema.foreignKeys ?? []) assert.equal(reference.resource, table.url);
  }
});

/* ---- DCAT-AP 3.0: the properties with sh:minCount 1 of its shapes, and those it recommends ---- */

const dcat = 'http://www.w3.org/ns/dcat#', dct = 'http://purl.org/dc/terms/', spdx = 'http://spdx.org/rdf/terms#';
const foaf = 'http://xmlns.com/foaf/0.1/';
const shapes = {
  [`${dcat}Catalog`]: {
    least: [`${dct}title`, `${dct}description`, `${dct}publisher`],
    should: [`${dcat}dataset`, `${dct}language`, `${dct}license`, `${dct}modified`, `${foaf}homepage`, `${dct}spatial`,
      `${dcat}themeTaxonomy`],
    most: [`${dct}publisher`, `${dct}modified`, `${dct}license`, `${foaf}homepage`],
  },
  [`${dcat}Dataset`]: {
    least: [`${dct}title`, `${dct}description`],
    should: [`${dcat}contactPoint`, `${dcat}distribution`, `${dcat}keyword`, `${dct}publisher`, `${dct}spatial`, `${dcat}theme`],
    most: [`${dct}publisher`, `${dct}modified`, `${dct}accessRights`, `${dct}accrualPeriodicity`],
  },
  [`${dcat}Distribution`]: {
    least: [`${dcat}accessURL`],
    should: [`${dct}format`, `${dct}license`],
    most: [`${dct}format`, `${dct}license`, `${dcat}mediaType`, `${dcat}byteSize`, `${spdx}checksum`, `${dct}modified`],
  },
  [`${foaf}Agent`]: { least: [`${foaf}name`], should: [`${dct}type`], most: [] },
};

const graph = async () => (await jsonld.flatten(json('catalog.jsonld'))).map((node) => ({ ...node, types: node['@type'] ?? [] }));

test('catalog.jsonld is JSON-LD with what DCAT-AP 3.0 asks for and recommends', async () => {
  const nodes = await graph();
  for (const [type, { least, should, most }] of Object.entries(shapes)) {
    const of = nodes.filter((node) => node.types.includes(type));
    assert.ok(of.length, type);
    for (const node of of) {
      for (const property of [...least, ...should]) assert.ok(node[property]?.length >= 1, `${node['@id']} ${property}`);
      for (const property of most) assert.ok((node[property] ?? []).length <= 1, `${node['@id']} ${property}`);
    }
  }
  for (const node of nodes.filter((one) => one.types.includes(`${spdx}Checksum`)))
    assert.ok(node[`${spdx}algorithm`] && node[`${spdx}checksumValue`]);
});

test('what the catalogue names is there, with the same size and hash', async () => {
  const nodes = new Map((await graph()).map((node) => [node['@id'], node]));
  const base = descriptor().homepage;
  for (const node of nodes.values()) {
    for (const { '@id': id } of [...(node[`${dcat}dataset`] ?? []), ...(node[`${dcat}distribution`] ?? []), ...(node[`${dct}publisher`] ?? [])])
      assert.ok(nodes.has(id), id);
    for (const { '@id': url } of node[`${dcat}landingPage`] ?? []) {
      const root = base.slice(0, -'data/'.length);
      assert.ok(existsSync(join(out, decodeURIComponent(url.slice(root.length)), 'index.html')), url);
    }
    if (!node[`${dcat}downloadURL`]) continue;
    const path = decodeURIComponent(node[`${dcat}downloadURL`][0]['@id'].slice(base.length));
    assert.equal(Number(node[`${dcat}byteSize`][0]['@value']), bytes(path), path);
    const sum = nodes.get(node[`${spdx}checksum`][0]['@id']);
    assert.equal(sum[`${spdx}checksumValue`][0]['@value'], sha256(path), path);
  }
});

/* ---- schema.org: https://developers.google.com/search/docs/appearance/structured-data/dataset ---- */

test('each dataset page carries a schema.org Dataset', () => {
  const base = descriptor().homepage;
  const pages = readdirSync(data, { withFileTypes: true }).filter((entry) => existsSync(join(data, entry.name, 'index.html')));
  assert.ok(pages.length > 10);
  for (const { name } of pages) {
    const found = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(text(posix.join(name, 'index.html')));
    assert.ok(found, name);
    const dataset = JSON.parse(found[1]);
    assert.equal(dataset['@type'], 'Dataset');
    assert.ok(dataset.name);
    assert.ok([...dataset.description].length >= 50 && [...dataset.description].length <= 5000, name);
    for (const { contentUrl, sha256: sum, encodingFormat } of dataset.distribution) {
      assert.ok(encodingFormat);
      assert.equal(sum, sha256(decodeURIComponent(contentUrl.slice(base.length))), contentUrl);
    }
  }
});

/* ---- the other formats say the same ---- */

test('invented figures are said to be so in every metadata file', () => {
  const said = descriptor().illustrative?.vi;
  assert.ok(said);
  for (const path of ['datapackage.json', 'catalog.jsonld', ...files().filter((name) => name.endsWith('.csv-metadata.json'))])
    assert.ok(text(path).includes(said), path);
});

test('JSON has the rows of the CSV', () => {
  for (const { path, schema } of tables().filter((table) => existsSync(join(data, table.path.replace(/csv$/, 'json'))))) {
    const [header, ...rows] = rowsOf(path);
    const objects = json(path.replace(/csv$/, 'json'));
    assert.equal(objects.length, rows.length, path);
    objects.forEach((object, at) => {
      assert.deepEqual(Object.keys(object), header);
      header.forEach((column, i) => {
        const number = ['integer', 'number', 'year'].includes(schema.fields[i].type);
        const cell = rows[at][i];
        const wanted = cell === '' ? null : number ? Number(cell) : schema.fields[i].type === 'boolean' ? cell === 'true' : cell;
        assert.equal(object[column], wanted, `${path} ${at} ${column}`);
      });
    });
  }
});

test('Python reads the same CSV, and the copy for Excel', () => {
  const script = `
import csv, json, sys
rows = lambda path, **how: list(csv.reader(open(path, newline='', **how.pop('open', {})), strict=True, **how))
print(json.dumps({p: [rows(p, open={'encoding': 'utf-8'}), rows(p[:-3] + 'excel.csv', open={'encoding': 'utf-8-sig'}, delimiter=';')]
                  for p in sys.argv[1:]}))`;
  const paths = tables().map((table) => table.path).filter((path) => existsSync(join(data, path.replace(/csv$/, 'excel.csv'))));
  const read = JSON.parse(execFileSync('python3', ['-c', script, ...paths], { cwd: data, maxBuffer: 1 << 28 }));
  for (const path of paths) {
    const [plain, excel] = read[path];
    assert.deepEqual(plain, rowsOf(path), path);
    assert.equal(excel.length, plain.length, path);
    const raw = readFileSync(join(data, path.replace(/csv$/, 'excel.csv')));
    assert.equal(raw.subarray(0, 3).toString('hex'), 'efbbbf');
    assert.ok(!readFileSync(join(data, path)).includes(13) && raw.includes('\r\n'), path);
    const { schema } = tables().find((table) => table.path === path);
    excel.forEach((row, at) => plain[0].forEach((column, i) => {
      const cell = row[excel[0].indexOf(column)].replace(/^'(?=[=+@\t\r\n-])/, '');
      const number = at > 0 && schema.fields[i].type === 'number';
      assert.equal(number ? cell.replace(',', '.') : cell, plain[at][i], `${path} ${column}`);
    }));
  }
});

test('site.sqlite is sound and has every table with all its rows', () => {
  const query = (sql) => execFileSync('sqlite3', ['-readonly', join(data, 'site.sqlite'), sql], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
  assert.equal(query('pragma integrity_check'), 'ok');
  assert.equal(query('pragma foreign_key_check'), '');
  for (const { name, path } of tables()) {
    assert.equal(Number(query(`select count(*) from "${name}"`)), rowsOf(path).length - 1, name);
    assert.equal(Number(query(`select "rows" from "congbo/datasets" where dataset = '${name}'`)), rowsOf(path).length - 1, name);
  }
  for (const view of query("select name from sqlite_master where type = 'view'").split('\n'))
    assert.equal(query(`select count(*) from "${view}"`), query(`select count(*) from "${view.replace('labelled/', '')}"`), view);
});

test('each archive opens and holds the very files', () => {
  const script = `
import hashlib, json, sys, zipfile
def sums(path):
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        return {n: hashlib.sha256(z.read(n)).hexdigest() for n in z.namelist()}
print(json.dumps({p: sums(p) for p in sys.argv[1:]}))`;
  const zips = files().filter((path) => path.endsWith('.zip'));
  const read = JSON.parse(execFileSync('python3', ['-c', script, ...zips], { cwd: data, maxBuffer: 1 << 28 }));
  for (const [zip, sums] of Object.entries(read)) {
    for (const [path, sum] of Object.entries(sums)) if (!path.startsWith('README.')) assert.equal(sum, sha256(path), `${zip} ${path}`);
    for (const language of descriptor().languages) assert.ok(sums[`README.${language}.md`], zip);
    if (zip !== 'all.zip')
      for (const suffix of ['.csv', '.csv-metadata.json']) assert.ok(sums[zip.replace(/\.zip$/, suffix)], zip);
  }
  const inside = Object.keys(read['all.zip']);
  for (const path of files()) if (!['all.zip', 'SHA256SUMS'].includes(path)) assert.ok(inside.includes(path), path);
});

test('each workbook has its rows under a frozen header, and a sheet that describes them', () => {
  const script = `
import json, re, sys, zipfile
def look(path):
    with zipfile.ZipFile(path) as z:
        rows, about = (z.read('xl/worksheets/sheet%d.xml' % n).decode() for n in (1, 2))
        return [len(re.findall('<row ', rows)), 'state="frozen"' in rows, '<f>' in rows, about]
print(json.dumps({p: look(p) for p in sys.argv[1:]}))`;
  const books = files().filter((path) => path.endsWith('.xlsx'));
  const read = JSON.parse(execFileSync('python3', ['-c', script, ...books], { cwd: data, maxBuffer: 1 << 28 }));
  for (const [path, [rows, frozen, formula, about]] of Object.entries(read)) {
    assert.equal(rows, rowsOf(path.replace(/xlsx$/, 'csv')).length, path);
    assert.ok(frozen && !formula, path);
    for (const field of tables().find((table) => `${table.name}.xlsx` === path).schema.fields)
      assert.ok(about.includes(`<t>${field.name}</t>`), `${path} ${field.name}`);
  }
});

/* ---- run ---- */

let failed = 0;
try {
  execFileSync(program, ['-C', site, 'build', '--out', out], { stdio: ['ignore', 'ignore', 'pipe'] });
} catch (error) {
  console.log(`not ok 1 - the site builds\n# ${String(error.stderr).trim().split('\n').join('\n# ')}\n1..1`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}
console.log(`1..${tests.length}`);
for (const [at, { name, run }] of tests.entries()) {
  try {
    await run();
    console.log(`ok ${at + 1} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${at + 1} - ${name}\n# ${String(error.message).split('\n').slice(0, 12).join('\n# ')}`);
  }
}
rmSync(folder, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
