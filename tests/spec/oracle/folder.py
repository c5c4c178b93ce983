"""A site as the rules see it: tables with their lines, definitions, plans, periods. Everything is text or an exact fraction."""
import calendar
import csv
import datetime
import functools
import os
import re
from fractions import Fraction

import yaml

DAY = datetime.timedelta(1)


class Text(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
    """Every scalar stays the text that it is."""


Text.yaml_implicit_resolvers = {}


def last_of_month(year, month):
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


@functools.cache
class Period:
    """2026, 2026-H1, 2026-9M, 2026-Q3, 2026-09, 2026-W47 or 2026-09-30"""

    FORMS = [('year', r'(\d{4})'), ('half', r'(\d{4})-H([12])'), ('nine', r'(\d{4})-9(M)'), ('quarter', r'(\d{4})-Q([1-4])'),
             ('month', r'(\d{4})-(\d\d)'), ('week', r'(\d{4})-W(\d\d)'), ('day', r'(\d{4})-(\d\d-\d\d)')]

    def __init__(self, text):
        self.text = text
        for self.kind, form in self.FORMS:
            found = re.fullmatch(form, text)
            if found:
                break
        else:
            raise ValueError(text)
        self.year = int(found[1])
        self.number = int(found[2]) if self.kind in ('half', 'quarter', 'month', 'week') else 0
        self.first, self.last = self._days()

    def _days(self):
        months = {'year': (1, 12), 'half': (6 * self.number - 5, 6 * self.number), 'nine': (1, 9),
                  'quarter': (3 * self.number - 2, 3 * self.number), 'month': (self.number, self.number)}
        if self.kind in months:
            first, last = months[self.kind]
            return datetime.date(self.year, first, 1), last_of_month(self.year, last)
        if self.kind == 'week':
            monday = datetime.date.fromisocalendar(self.year, self.number, 1)
            return monday, monday + 6 * DAY
        day = datetime.date.fromisoformat(self.text)
        return day, day

    def year_before(self):
        """The same period of the year before; of a 53rd week there may be none."""
        return Period(f'{self.year - 1:04d}{self.text[4:]}') if self.text[4:] != '-W53' else self.one_before()

    def one_before(self):
        if self.kind in ('year', 'nine'):
            return self.year_before()
        if self.kind == 'week':
            year, week, _ = (self.first - DAY).isocalendar()
            return Period(f'{year}-W{week:02d}')
        parts = {'half': 2, 'quarter': 4, 'month': 12}[self.kind]
        year, number = (self.year, self.number - 1) if self.number > 1 else (self.year - 1, parts)
        return Period({'half': f'{year}-H{number}', 'quarter': f'{year}-Q{number}', 'month': f'{year}-{number:02d}'}[self.kind])

    @property
    def ends_year(self):
        """No period of its kind follows in its year; a week is of the year of its Thursday."""
        return (self.last + (4 if self.kind == 'week' else 1) * DAY).year > self.year

    @property
    def cumulative(self):
        return self.kind in ('year', 'nine') or (self.kind, self.number) == ('half', 1)


def plain(value):
    """A number as tables have it: exact where it is finite, else to six decimals, half to even; no trailing zeros."""
    denominator = value.denominator
    places = 0
    for prime in (2, 5):
        count = 0
        while denominator % prime == 0:
            denominator //= prime
            count += 1
        places = max(places, count)
    if denominator != 1:
        value, places = Fraction(round(value * 10**6), 10**6), 6
    digits = str(abs(int(value * 10**places))).rjust(places + 1, '0')
    whole, part = (digits[:-places], digits[-places:].rstrip('0')) if places else (digits, '')
    return ('-' if value < 0 else '') + whole + ('.' + part if part else '')


class Row(dict):
    line = 0


class Site:
    def __init__(self, folder):
        self.folder = folder
        config = self._yaml('congbo.yaml')
        self.today = datetime.date.fromisoformat(config['as_of'])
        self.close_days = int(config.get('close_days', 20))
        self.tables, self.fields, self.resources = {}, {}, {}
        self._read_package()
        self.leagues, self.scorecards, self.awards = (self._yaml(f'data/{name}.yaml') for name in ('leagues', 'scorecards', 'awards'))
        self.units = {row['unit']: row for row in self.tables.get('units', [])}
        self.plans = self._read_plans()

    def _yaml(self, path):
        path = os.path.join(self.folder, path)
        if not os.path.exists(path):
            return {}
        with open(path, encoding='utf-8') as file:
            return yaml.load(file, Text) or {}

    def place(self, path, *keys):
        """The line at which a value of a YAML file stands."""
        with open(os.path.join(self.folder, path), encoding='utf-8') as file:
            node = yaml.compose(file, Text)
        for key in keys:
            node = node.value[key] if isinstance(key, int) else next(value for name, value in node.value if name.value == key)
        return node.start_mark.line + 1

    def _read_package(self):
        for index, resource in enumerate(self._yaml('data/datapackage.yaml')['resources']):
            name = resource['name']
            self.resources[name] = resource | {'index': index}
            self.fields[name] = {field['name']: field for field in resource['schema']['fields']}
            with open(os.path.join(self.folder, 'data', resource['path']), encoding='utf-8', newline='') as file:
                reader = csv.reader(file, strict=True)
                header, line, rows = next(reader), reader.line_num, []
                for cells in reader:
                    row = Row(zip(header, cells, strict=True))
                    row.line, line = line + 1, reader.line_num
                    rows.append(row)
            self.tables[name] = rows

    def _read_plans(self):
        plans = {}
        folder = os.path.join(self.folder, 'content', 'plans')
        for name in os.listdir(folder) if os.path.isdir(folder) else []:
            with open(os.path.join(folder, name), encoding='utf-8') as file:
                found = re.search(r'^period: *["\']?(\d{4})(?: *[-–] *(\d{4}))?["\']?$', file.read(), re.M)
            if found:
                plans[name.split('.')[0]] = int(found[1]), int(found[2] or found[1])
        return plans

    def closed(self, period):
        return period.last + self.close_days * DAY <= self.today

    def valid(self, unit, day):
        row = self.units.get(unit)
        return bool(row) and (row.get('valid_from') or '0') <= day.isoformat() <= (row.get('valid_to') or '9')

    def family(self, unit):
        """A unit and all that it succeeds."""
        found, new = set(), {unit}
        while new:
            found |= new
            new = {name for name, row in self.units.items() if row.get('successor') in new} - found
        return found

    def matches(self, row, where, scope=None):
        """Whether a row passes a `where`; its own column comes before its unit's."""
        for column, wanted in (where or {}).items():
            wanted = [scope[value[1:]] if value.startswith('$') else value for value in (wanted if isinstance(wanted, list) else [wanted])]
            have = row[column] if column in row else self.units.get(row.get('unit', ''), {}).get(column)
            if have not in wanted:
                return False
        return True

    def time_of(self, row):
        """The year that a row is of; None where its table has none, 0 where the cell is empty."""
        for column in ('period', 'year'):
            if column in row:
                return Period(row[column]).year if row[column] else 0
        return None
