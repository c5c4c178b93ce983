#!/usr/bin/env python3
"""Runs the cases of this folder (README.md) through the program; prints TAP.

    CONGBO=build/release/congbo run.py [WORD]

With a WORD only the files whose names hold it.
"""
import concurrent.futures
import csv
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

CONGBO = os.path.abspath(os.environ.get('CONGBO', 'build/release/congbo'))
HERE = os.path.dirname(os.path.abspath(__file__))
DEFINITIONS = ('leagues', 'scorecards', 'awards', 'calendar')
TYPES = {'number': 'value upper score quality speed points appraisal survey', 'integer': 'numerator denominator rank consult_days decimals',
         'year': 'year due', 'boolean': 'applied outside_quota consent',
         'date': 'valid_from valid_to decided_on consult_from revoked_on received_on corrected_on'}
ORDERS = {'grade': ['Yếu', 'Trung bình', 'Khá', 'Tốt', 'Xuất sắc'],
          'rating': ['không hoàn thành', 'hoàn thành', 'hoàn thành tốt', 'hoàn thành xuất sắc']}
KEYS = {'units': 'unit', 'indicators': 'indicator', 'targets': 'target', 'honours': 'honour', 'people': 'person'}
DEFAULTS = {'targets': {'plan': 'p', 'frequency': 'quarter', 'section': 'I'}, 'honours': {'state': 'decided', 'recipient': 'collective', 'year': '2025'},
            'nominees': {'year': '2025'}, 'dossiers': {'year': '2025'}, 'units': {'kind': 'section', 'bloc': 'departments'}}
INDICATORS = 'indicator,unit_of_measure,aggregate\nrate,%,ratio\ncount,lần,sum\nlevel,%,latest\n'
AWARD = {'title': 'Danh hiệu', 'form': 'bang-khen', 'level': 'province', 'recipient': 'collective', 'cycle': 'year', 'years': {'from': '2025', 'to': '2026'}}


class Plain(yaml.SafeDumper):
    """Writes every text without quotes where it can, and nothing by reference."""

    yaml_implicit_resolvers = {}

    def ignore_aliases(self, data):
        return True


class Case:
    def __init__(self, file, title, blocks, today):
        self.file, self.title, self.blocks, self.today = file, title, dict(blocks), today
        self.wrong = []

    # ---- the site

    def tables(self):
        tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in self.blocks.items() if ' ' not in name and name not in DEFINITIONS and name != 'said'}
        if 'targets' in tables or 'results' in tables:
            tables.setdefault('indicators', list(csv.DictReader(io.StringIO(INDICATORS))))
            tables.setdefault('results', [dict.fromkeys(('indicator', 'unit', 'period', 'value', 'numerator', 'denominator', 'status'), '')][:0])
        if 'units' not in tables:
            tables['units'] = [{'unit': unit} for unit in sorted({row['unit'] for rows in tables.values() for row in rows if row.get('unit')})]
        for name, rows in tables.items():
            for row in rows:
                for column, value in DEFAULTS.get(name, {}).items():
                    row[column] = row.get(column) or value
        return tables

    def write(self, folder):
        resources = []
        for name, rows in self.tables().items():
            header = list(rows[0]) if rows else self.blocks.get(name, 'indicator,unit,period').splitlines()[0].split(',')
            out = io.StringIO()
            writer = csv.writer(out, lineterminator='\n')
            writer.writerows([header] + [list(row.values()) for row in rows])
            put(folder, f'data/{name}.csv', out.getvalue())
            schema = {'fields': [field(column) for column in header]}
            if name in KEYS:
                schema['primaryKey'] = [KEYS[name]]
            resources.append({'name': name, 'path': f'{name}.csv', 'schema': schema} | ({'publish': 'false'} if name == 'breaches' else {}))
        put(folder, 'data/datapackage.yaml', {'resources': resources})
        put(folder, 'congbo.yaml', {'title': 'Phường', 'base_url': 'https://congbo.example.vn/', 'languages': ['vi'], 'theme': 'default', 'as_of': self.today})
        put(folder, 'content/index.vi.md', '---\ntitle: Phường\n---\n')
        put(folder, 'content/plans/p.vi.md', '---\ntitle: Kế hoạch\ntype: plan\nperiod: 2026-2030\n---\n')
        for name, definition in self.definitions().items():
            put(folder, f'data/{name}.yaml', definition)

    def definitions(self):
        found = {name: yaml.load(self.blocks[name], yaml.BaseLoader) for name in DEFINITIONS if name in self.blocks}
        if 'targets' in self.blocks:
            found.setdefault('scorecards', {'card': {'where': {'plan': 'p'}}})
        if 'scores' in self.blocks:
            found.setdefault('leagues', {'index': {}})
        for league in found.get('leagues', {}).values():
            for key, value in {'title': 'Chỉ số', 'source': 'scores', 'period': 'year', 'score': 'score'}.items():
                league.setdefault(key, value)
        for name, award in found.get('awards', {}).items():
            for key, value in AWARD.items():
                award.setdefault(key, value)
            if award['cycle'] != 'spot':
                own = {'award': name} | ({'year': '$year'} if award['cycle'] == 'year' else {})
                award.setdefault('candidates', {'of': 'units'} if award['recipient'] == 'collective' else {'of': 'nominees', 'where': own})
        return found

    # ---- the verdict

    def run(self):
        with tempfile.TemporaryDirectory(prefix='rules-') as folder:
            site, out = os.path.join(folder, 'site'), os.path.join(folder, 'out')
            self.write(site)
            said = [json.loads(line) for line in congbo(site, 'check', '--format', 'json')[0].splitlines()]
            found = sorted(place(line) for line in said)
            self.expect('said', sorted(self.blocks.get('said', '').splitlines()), found)
            for name, text in self.blocks.items():
                if name.startswith(('verdict page', 'verdict file', 'verdict honours')) and not os.path.isdir(out):
                    congbo(site, 'build', '--out', out)
                if name.startswith('verdict '):
                    self.judge(name, text, site, out)
        return self

    def judge(self, name, text, site, out):
        _, what, *path = name.split()
        lines = text.splitlines()
        if what in ('page', 'file'):
            content = read(os.path.join(out, path[0], 'index.html')) if what == 'page' else read(os.path.join(out, path[0]))
            content = re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', ' ', content)) if what == 'page' else content
            for line in lines:
                wanted, line = not line.startswith('not: '), line.removeprefix('not: ')
                if (line in content) != wanted:
                    self.wrong.append(f'{path[0]}: {line!r} is {"not " if wanted else ""}there')
            return
        if what == 'honours':
            rows = list(csv.reader(io.StringIO(read(os.path.join(out, 'data/awards/honours.csv'))))) or [lines[0].split(',')]
        else:
            rules = json.loads(congbo(site, 'dump', 'rules')[0])
            rows = list(rules[what + 's'].values())[0] if what in ('league', 'scorecard') else rules[what]
        columns = [rows[0].index(column) for column in lines[0].split(',')]
        self.expect(what, lines, [','.join(row[column] for column in columns) for row in rows] if rows else [])

    def expect(self, what, expected, found):
        if expected != found:
            self.wrong += [f'{what}:'] + [f'  expected {line}' for line in expected if line not in found] + [f'  found    {line}' for line in found if line not in expected]

    def verdicts(self):
        """How many lines are judged: of verdicts all, and of `honours` those that pass without a word too."""
        lines = {name: len(text.splitlines()) for name, text in self.blocks.items()}
        judged = sum(n - (not name.startswith(('verdict page', 'verdict file'))) for name, n in lines.items() if name.startswith('verdict '))
        return judged + max(lines.get('said', 0), lines.get('honours', 1) - 1)


def field(column):
    kind = next((kind for kind, columns in TYPES.items() if column in columns.split()), 'string')
    found = {'name': column, 'type': kind}
    if column in ORDERS:
        found |= {'categories': [{'value': value} for value in ORDERS[column]], 'categoriesOrdered': 'true'}
    return found


def put(folder, path, content):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(content if isinstance(content, str) else yaml.dump(content, Dumper=Plain, allow_unicode=True, sort_keys=False))


def read(path):
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8', newline='') as file:
        return file.read()


def place(line):
    name = line['path'].removeprefix('data/')
    return f'{name} {line["code"]}' if name.endswith('.yaml') else f'{name}:{line["line"]} {line["code"]}'


def congbo(site, *arguments):
    done = subprocess.run([CONGBO, '-C', site, *arguments, '--no-history'], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout, done.stderr


def cases_of(path):
    name, cases = os.path.basename(path), []
    shared, shared_today, title, blocks, into = {}, '2026-11-20', None, None, None
    for line in read(path).splitlines():
        if into is not None:
            if line == '```':
                into = None
            else:
                blocks_now = shared if title is None else blocks
                blocks_now[into] += line + '\n'
        elif line.startswith('## '):
            if title:
                cases.append(Case(name, title, blocks, today))
            title, blocks, today = line[3:], dict(shared), shared_today
        elif line.startswith('Today: '):
            today = line[7:]
            shared_today = today if title is None else shared_today
        elif line.startswith('```'):
            into = line[3:]
            (shared if title is None else blocks)[into] = ''
    return cases + [Case(name, title, blocks, today)]


def main(word=''):
    files = sorted(path for path in glob.glob(os.path.join(HERE, '*.md')) if word in path and not path.endswith('README.md'))
    groups = [cases_of(path) for path in files]
    total = failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for path, cases in zip(files, [list(workers.map(Case.run, group)) for group in groups]):
            verdicts = sum(case.verdicts() for case in cases)
            total += verdicts
            for case in cases:
                failed += bool(case.wrong)
                print(f'{"not ok" if case.wrong else "ok"} - {case.file}: {case.title}', *[f'# {line}' for line in case.wrong], sep='\n')
            if verdicts < 5:
                failed += 1
                print(f'not ok - {os.path.basename(path)} has at least five cases')
    print(f'# {total} verdicts of {len(files)} rules')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
