#!/usr/bin/env python3
"""Each award of this repository's plans on figures made to pass and to fail it; prints TAP.

    CONGBO=build/release/congbo plans.py

For each award a candidate is given exactly what every condition asks for: it must be eligible. Then, for each condition that data can fail,
one thing less (one initiative, one rank, one grade, one year; one breach): that condition and no other must be named, and the candidate
be eligible only where another way is open. A decided row for the candidate by who may give the form passes; one for who is no candidate, and
one by who may not give it, are told of.
"""
import concurrent.futures
import copy
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from awards import KINDS
from folder import Site

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..')
CONGBO = os.path.abspath(os.environ.get('CONGBO', 'build/release/congbo'))
TODAY = '2031-03-01'  # every cycle of every plan is over
EVIDENCE = ('scores', 'service_scores', 'initiatives', 'gradings', 'ratings', 'breaches', 'nominees', 'honours', 'dossiers', 'results', 'corrections')
HERE = {'ha': {'bloc': 'departments'}, 'tt': {'unit': 'tt-mot-cua'}, 'dt': {'parent': 'dt-ubnd'}, 'dn': {'parent': 'dn-ubnd'}}


def kind_of(condition):
    return next(key for key in condition if key in KINDS)


def leaves_of(condition):
    kind = kind_of(condition)
    return [leaf for child in condition[kind] for leaf in leaves_of(child)] if kind in ('all', 'any') else [condition]


def expect(condition, failing):
    """Whether a condition holds if that one leaf fails, and what is named."""
    kind = kind_of(condition)
    if kind not in ('all', 'any'):
        return condition is not failing, [] if condition is not failing else [condition.get('id', kind)]
    below = [expect(child, failing) for child in condition[kind]]
    good = all(holds for holds, _ in below) if kind == 'all' else any(holds for holds, _ in below)
    return good, [] if good else [name for _, names in below for name in names]


class Trial:
    """One award with the figures that pass it; `failing` is the leaf that gets a little less."""

    def __init__(self, site, name, failing=None):
        self.site, self.name, self.award, self.failing = site, name, site.awards[name], failing
        years = self.award.get('years')
        self.last = int(years['to'])
        self.first = int(years['from']) if self.award['cycle'] == 'term' else self.last
        self.elsewhen = str(self.first - 1 if self.first > 2023 else self.last + 1)  # a year that does not count
        self.rows = {table: [] for table in EVIDENCE} | {'units': site.tables['units']}
        self.individual = self.award['recipient'] == 'individual'
        self.person = site.tables['people'][0]['person'] if self.individual else ''
        self.unit = self.units(True)[0]
        self.outsider = self.units(False)[0]
        if self.individual:
            self.nominate(self.name, self.last, self.unit, self.person, role='head')
        for line in self.award.get('quota', []):
            if 'share' in line and self.individual:
                self.make_room(line)
        for leaf in leaves_of(self.award.get('requires', {'all': []})):
            getattr(self, '_' + kind_of(leaf))(leaf[kind_of(leaf)], leaf is failing)

    def units(self, inside):
        """The units that the award means, or all others."""
        rule = self.award.get('candidates', {'of': 'nominees'})
        where = rule.get('where', {})
        if rule['of'] != 'units':
            where = {'bloc': 'wards'} if "'par-wards'" in str(self.award.get('requires')) else HERE[self.name[:2]]
        day = datetime.date(self.last, 12, 31)
        return [row['unit'] for row in self.site.tables['units'] if self.site.valid(row['unit'], day) and self.site.matches(row, where) == inside]

    def add(self, table, **cells):
        fields = self.site.fields[table].values()
        row = {field['name']: self.fill(field) if field.get('constraints', {}).get('required') else '' for field in fields} | cells
        key = self.site.resources[table]['schema'].get('primaryKey', [])
        if len(key) == 1 and key[0] not in cells:
            row[key[0]] = f'{table[0]}-{len(self.rows[table])}'
        self.rows[table].append(row)

    @staticmethod
    def fill(field):
        if 'categories' in field:
            return field['categories'][-1]['value']
        return {'date': '2031-01-01', 'boolean': 'true'}.get(field['type'], 'x')

    def nominate(self, award, year, unit, person, **cells):
        self.add('nominees', award=award, year=str(year), unit=unit, person=person, proposed_by=unit, **cells)

    def make_room(self, line):
        """Half of two is one."""
        self.nominate(self.name, self.last, self.unit, self.site.tables['people'][1]['person'])
        if 'base' in line:
            where = {column: str(self.last) if wanted == '$year' else wanted for column, wanted in line['base']['where'].items()}
            self.add(line['base']['of'], **where, **{line['base']['column']: '2'})

    # ---- a little less

    def _judged(self, rule, fails):
        pass

    def _top(self, rule, fails):
        """As many better units as still let it be in the top, or one more; in one year if one is enough to fail."""
        needed = int(rule.get('years', 1))
        league = self.site.leagues[rule['league']]
        first = int(rule.get('from', self.first)) if 'years' in rule else self.last
        rank = int(rule.get('rank', 1))
        for year in range(first, first + needed):
            ahead = rank - 1 + (fails and year == first)
            others = [row['unit'] for row in self.site.tables['units'] if row['unit'] != self.unit and self.site.matches(row, league['where'])
                      and row['successor'] != self.unit]
            for place, unit in enumerate(others[:ahead] + [self.unit]):
                columns = league['score']['sum']
                self.add('scores', unit=unit, year=str(year), **(dict.fromkeys(columns, '1') | {columns[0]: f'{9 - place / 100:.2f}'}))

    _leader = _top

    def _count(self, rule, fails):
        cells = {column: wanted[0] if isinstance(wanted, list) else wanted for column, wanted in rule.get('where', {}).items()}
        for _ in range(int(rule['min']) - fails):
            self.add(rule['of'], unit=self.unit, person=self.person, year=str(self.last), **cells)
        self.add(rule['of'], unit=self.unit, person=self.person, year=self.elsewhen, **cells)
        self.add(rule['of'], unit=self.unit, person=self.person, year=str(self.last), **(cells | {'applied': 'false'}))

    def _value(self, rule, fails):
        order = [category['value'] for category in self.site.fields[rule['of']][rule['column']]['categories']]
        value = order[order.index(rule['at_least']) - fails]
        who = {'person': self.person} if self.individual else {'unit': self.unit}
        same = [row for row in self.rows[rule['of']] if all(row[c] == v for c, v in who.items())]
        if same:
            same[0][rule['column']] = value
        else:
            self.add(rule['of'], year=str(self.last), **who, **{rule['column']: value})

    def _none(self, rule, fails):
        if rule['of'] == 'nominees':  # the candidate is the head of the unit, or not
            self.rows['nominees'][0]['role'] = 'head' if fails else 'staff'
            return
        self.add(rule['of'], unit=self.unit, person=self.person, year=self.elsewhen)
        if fails:
            self.add(rule['of'], unit=self.unit, person=self.person, year=str(self.last))

    def _met(self, rule, fails):
        target = next(row for row in self.site.tables['targets'] if row['target'] == rule['target'])
        for quarter in range(1, 5):
            self.add('results', indicator=target['indicator'], unit=self.unit, period=f'{self.last}-Q{quarter}', value='1' if fails and quarter == 3 else '0')

    def _award(self, rule, fails):
        self.honour(rule['id'], self.unit, '', 'consultation' if fails else 'decided')

    def honour(self, award, unit, person, state='decided', may=True):
        rule = self.site.awards[award]
        day = f'{self.last}-12-31'
        competences = self.site.tables['competences']
        givers = [row for row in competences if (row['form'], row['level']) == (rule['form'], rule['level'])]
        giver = next((row for row in givers if row['valid_from'] <= day <= (row['valid_to'] or '9')), givers[-1] if givers else competences[0])
        other = next(row['authority'] for row in competences if row['authority'] not in [giver['authority'] for giver in givers])
        self.add('honours', award=award, year=str(self.last), unit=unit, person=person, proposed_by=unit, recipient=rule['recipient'], state=state,
                 authority=giver['authority'] if may else other, decided_on=min(day, giver['valid_to'] or day))

    # ---- running

    def write(self, folder):
        for path in ('data', 'content/plans'):
            shutil.copytree(os.path.join(ROOT, path), os.path.join(folder, path))
        with open(os.path.join(ROOT, 'congbo.yaml'), encoding='utf-8') as file:
            config = re.sub(r'as_of: .*', f'as_of: {TODAY}', file.read().partition('accept:')[0])
        with open(os.path.join(folder, 'congbo.yaml'), 'w', encoding='utf-8') as file:
            file.write(config)
        for table, rows in self.rows.items():
            with open(os.path.join(folder, 'data', self.site.resources[table]['path']), 'w', encoding='utf-8', newline='') as file:
                writer = csv.DictWriter(file, list(self.site.fields[table]), lineterminator='\n')
                writer.writeheader()
                writer.writerows(rows)

    def run(self, *arguments):
        with tempfile.TemporaryDirectory(prefix='plans-') as folder:
            self.write(folder)
            done = subprocess.run([CONGBO, '-C', folder, *arguments, '--no-history'], capture_output=True, text=True, timeout=60, check=False)
            return done.stdout

    def verdict(self):
        """(eligible, failed) of the candidate; None where it is not in the table."""
        for award, cycle, unit, person, eligible, failed in json.loads(self.run('dump', 'rules'))['eligibility']:
            if (award, cycle[-4:], unit, person) == (self.name, str(self.last), self.unit, self.person):
                return eligible == 'true', failed
        return None

    def said(self):
        """The codes said of each row of honours; other errors in the data by their file."""
        said = {}
        for line in map(json.loads, self.run('check', '--format', 'json').splitlines()):
            if line['path'] == 'data/honours.csv' and line['code'] != 'award-documents':
                said.setdefault(line['line'], []).append(line['code'])
            elif line['path'].startswith('data/') and line['severity'] == 'error':
                said.setdefault(line['path'], []).append(line['code'])
        return said


def check(name, expected, found):
    return (name, None if expected == found else f'expected {expected}, found {found}')


def judge_award(site, name):
    requires, spot = site.awards[name].get('requires'), site.awards[name]['cycle'] == 'spot'
    passing = Trial(site, name)
    before = len(passing.rows['honours'])
    results = [] if spot else [check(f'{name}: what passes every condition', (True, ''), passing.verdict())]
    passing.honour(name, passing.unit, passing.person)
    # no authority of the register gives a form without a name
    results.append(check(f'{name}: a decision that stands', {before + 2: ['award-authority']} if site.awards[name]['form'] == 'other' else {}, passing.said()))
    trial = copy.deepcopy(passing)
    trial.rows['honours'] = trial.rows['honours'][:before]
    trial.honour(name, trial.outsider, site.tables['people'][1]['person'] if trial.individual else '')
    trial.honour(name, trial.unit, trial.person, may=False)
    said = trial.said()
    results.append(check(f'{name}: who is no candidate', not spot, 'award-not-eligible' in said.get(before + 2, [])))
    results.append(check(f'{name}: who may not give it', True, 'award-authority' in said.get(before + 3, [])))
    for leaf in leaves_of(requires) if requires else []:
        if kind_of(leaf) == 'judged':
            continue
        trial = Trial(site, name, leaf)
        good, failed = expect(requires, leaf)
        if name.startswith('dn-') and kind_of(leaf) == 'award':
            trial.rows['nominees'][0]['role'] = 'head'
            good, failed = False, ['not-head', 'unit-commended']
        expected = (good, ';'.join(failed)) if good or not trial.individual else None
        results.append(check(f'{name}: short of {leaf.get("id", kind_of(leaf))}', expected, trial.verdict()))
    return results


def main():
    site = Site(ROOT)
    for unit in site.tables['units']:
        if not unit['successor']:
            unit['valid_to'] = ''  # so that plans of authorities that are no more have candidates
    failed = total = 0
    with concurrent.futures.ThreadPoolExecutor(2) as workers:
        for results in workers.map(lambda name: judge_award(site, name), site.awards):
            for name, wrong in results:
                total += 1
                failed += wrong is not None
                print(f'{"ok" if wrong is None else "not ok"} - {name}')
                if wrong is not None:
                    print(f'# {wrong}')
    print(f'1..{total}')
    print(f'# {len(site.awards)} awards')
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
