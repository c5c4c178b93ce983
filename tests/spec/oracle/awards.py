"""Awards: candidates, conditions, quotas, and what is said of the decided rows of `honours`."""
import datetime
from collections import Counter, namedtuple
from fractions import Fraction

from folder import Period

Cycle = namedtuple('Cycle', 'name first last')
Candidate = namedtuple('Candidate', 'unit person')
KINDS = ('all', 'any', 'not', 'top', 'leader', 'count', 'none', 'value', 'met', 'award', 'judged')


class Awards:
    """All awards of a site: `verdicts[award, cycle][candidate]` is (eligible, names of what fails)."""

    def __init__(self, site, rankings, cards):
        self.site, self.rankings, self.cards = site, rankings, cards
        self.verdicts = {}
        for name, award in site.awards.items():
            for cycle in self.cycles(award):
                verdicts = self.verdicts[name, cycle] = {}
                for candidate in self.candidates(award, award['candidates'], cycle):
                    verdicts[candidate] = self.judge(award.get('requires', {'all': []}), candidate, cycle)

    def table(self):
        rows = []
        for (name, cycle), verdicts in self.verdicts.items():
            for candidate, (eligible, failed) in verdicts.items():
                if eligible or self.site.awards[name]['recipient'] == 'collective':
                    person = '' if self.revoked(name, cycle, candidate) else candidate.person
                    rows.append([name, cycle.name, candidate.unit, person, 'true' if eligible else 'false', ';'.join(failed)])
        return sorted(rows, key=lambda row: [text.encode() for text in row[:4]])

    def revoked(self, name, cycle, candidate):
        return any(row['state'] == 'revoked' and row['award'] == name and row['person'] == candidate.person and row['unit'] == candidate.unit
                   and cycle.first <= int(row['year']) <= cycle.last for row in self.site.tables['honours'])

    def cycles(self, award):
        if award['cycle'] == 'spot':
            return []
        first, last = int(award['years']['from']), int(award['years']['to'])
        if award['cycle'] == 'term':
            return [Cycle(f'{first}-{last}', first, last)]
        return [Cycle(str(year), year, year) for year in range(first, min(last, self.site.today.year) + 1)]

    def cycle_of(self, award, year):
        return next((cycle for cycle in self.cycles(award) if cycle.first <= int(year) <= cycle.last), None)

    def candidates(self, award, rule, cycle):
        """Units valid on the last day of the cycle, or people; each once."""
        found = []
        for row in self.site.tables[rule['of']]:
            if not self.site.matches(row, rule.get('where'), {'year': cycle.name, 'unit': row.get('unit', ''), 'person': row.get('person', '')}):
                continue
            if award['recipient'] == 'individual':
                candidate = Candidate(row['unit'], row['person']) if row['person'] else None
            else:
                candidate = Candidate(row['unit'], '') if self.site.valid(row['unit'], datetime.date(cycle.last, 12, 31)) else None
            if candidate and candidate not in found:
                found.append(candidate)
        return found

    # ---- conditions

    def judge(self, condition, candidate, cycle):
        """Whether a condition holds, and the leaves that fail in it."""
        kind = next(key for key in condition if key in KINDS)
        rule = condition[kind]
        if kind in ('all', 'any'):
            below = [self.judge(child, candidate, cycle) for child in rule]
            needed = len(below) if kind == 'all' else int(condition.get('at_least', 1))
            good = sum(holds for holds, _ in below) >= needed
            return good, [] if good else [name for holds, names in below for name in names]
        if kind == 'not':
            # READING: what only people can judge never fails, turned round or not
            good = 'judged' in rule or not self.judge(rule, candidate, cycle)[0]
        else:
            good = getattr(self, '_' + kind)(rule, candidate, cycle)
        return good, [] if good else [condition.get('id', kind)]

    def _units(self, rule, candidate):
        return self.site.family(candidate.unit) if rule.get('succession') == 'follow' else {candidate.unit}

    def _judged(self, rule, candidate, cycle):
        return True

    def _top(self, rule, candidate, cycle):
        ranking, worst = self.rankings[rule['league']], int(rule.get('rank', 1))
        years = [cycle.last]
        if 'years' in rule:
            years = range(int(rule.get('from', cycle.first)), int(rule.get('to', cycle.last)) + 1)
        units = self._units(rule, candidate)
        return sum(any((ranking.rank(unit, year) or worst + 1) <= worst for unit in units) for year in years) >= int(rule.get('years', 1))

    _leader = _top

    def _rows(self, rule, candidate, cycle):
        """The rows of a table that are the candidate's, in the cycle or in `from`/`to`."""
        first, last = int(rule.get('from', cycle.first)), int(rule.get('to', cycle.last))
        scope = {'unit': candidate.unit, 'person': candidate.person, 'year': cycle.name}
        by_person = candidate.person and 'person' in self.site.fields[rule['of']]
        units = self._units(rule, candidate)
        for row in self.site.tables[rule['of']]:
            year = self.site.time_of(row)
            mine = row['person'] == candidate.person if by_person else row['unit'] and row['unit'] in units
            if mine and (year is None or first <= year <= last) and self.site.matches(row, rule.get('where'), scope):
                yield row

    def _count(self, rule, candidate, cycle):
        rows = list(self._rows(rule, candidate, cycle))
        # READING: a missing value is none of the distinct ones
        n = len({row[rule['distinct']] for row in rows} - {''}) if 'distinct' in rule else len(rows)
        return int(rule.get('min', 0 if 'max' in rule else 1)) <= n <= int(rule.get('max', n))

    def _none(self, rule, candidate, cycle):
        return not any(self._rows(rule, candidate, cycle))

    def _value(self, rule, candidate, cycle):
        field = self.site.fields[rule['of']][rule['column']]
        if 'categories' in field:
            order = [category['value'] for category in field['categories']]
            size = order.index
        else:
            size = str if field['type'] == 'string' else Fraction
        cells = [row[rule['column']] for row in self._rows(rule, candidate, cycle)]
        return bool(cells) and all(cell and self._holds(rule, size, cell) for cell in cells)

    @staticmethod
    def _holds(rule, size, cell):
        if 'equals' in rule:
            return size(cell) == size(rule['equals'])
        return size(cell) >= size(rule['at_least']) if 'at_least' in rule else size(cell) <= size(rule['at_most'])

    def _met(self, rule, candidate, cycle):
        """READING: a year is met by its own row, or while it has none by its latest; a term by all its years that have rows."""
        statuses = []
        for year in range(cycle.first, cycle.last + 1):
            for card in self.cards:
                rows = [(period.kind != 'year', -period.last.toordinal(), -period.first.toordinal(), cells[-1]) for (target, _, unit, _), (cells, period) in card.rows.items()
                        if (target, unit, period.year) == (rule['target'], candidate.unit, year)]
                if rows:
                    statuses.append(min(rows)[3])
                    break
        return bool(statuses) and all(status == 'met' for status in statuses)

    def _award(self, rule, candidate, cycle):
        rows = self.site.tables['nominees'] if rule['state'] == 'nominated' else [row for row in self.site.tables['honours'] if row['state'] == 'decided']
        return any(row['award'] == rule['id'] and row['unit'] == candidate.unit and cycle.first <= int(row['year']) <= cycle.last for row in rows)

    # ---- quota

    def limit(self, name, cycle, line):
        if 'max' in line:
            return int(line['max'])
        if 'base' not in line:
            return int(Fraction(line['share']) * len(self.verdicts[name, cycle]))
        base, total = line['base'], Fraction(0)
        for row in self.site.tables[base['of']]:
            year = self.site.time_of(row)  # READING: of a table with periods, the rows of the cycle
            if (year is None or cycle.first <= year <= cycle.last) and self.site.matches(row, base.get('where'), {'year': cycle.name}):
                total += Fraction(row[base['column']] or 0) if 'column' in base else 1
        return int(Fraction(line['share']) * total)

    def too_many(self, rows):
        """The rows beyond their quota, in the order of the file."""
        found = []
        for name, award in self.site.awards.items():
            for line in award.get('quota', []):
                taken = Counter()
                for row in rows:
                    if row['award'] != name:
                        continue
                    # READING: the quota of an award without cycles is that of each year
                    cycle = self.cycle_of(award, row['year']) if award['cycle'] != 'spot' else Cycle(row['year'], int(row['year']), int(row['year']))
                    if not cycle or ('if' in line and not self.judge(line['if'], Candidate(row['unit'], row['person']), cycle)[0]):
                        continue
                    share = cycle, name if line.get('per', 'award') == 'award' else row[line['per']]
                    taken[share] += 1
                    if taken[share] > self.limit(name, cycle, line) and not any(row is other for other in found):
                        found.append(row)
        return found

    # ---- honours

    def check(self):
        site, said = self.site, []
        path = site.resources['honours']['path']
        decided = [row for row in site.tables['honours'] if row['state'] == 'decided']
        inside = [row for row in decided if not is_outside(row)]
        problems = [(row, 'award-quota') for row in self.too_many(inside)]
        achieved = set()
        for row in decided:
            award = site.awards[row['award']]
            if not self._eligible(row, award):
                problems.append((row, 'award-not-eligible'))
            if not self._authorised(row, award):
                problems.append((row, 'award-authority'))
            key = row['achievement'], row['unit'], row['person']
            if row['achievement'] and key in achieved:
                problems.append((row, 'award-repeated'))
            achieved.add(key)
            if not all(self._received(row, document if isinstance(document, str) else document['id']) for document in award.get('documents', [])):
                said.append((path, row.line, 'warning', 'award-documents'))
        for row, code in problems:
            said.append((path, row.line, 'warning' if site.awards[row['award']].get('decided_by') == 'above' else 'error', code))
        for row in self.too_many(site.tables['nominees']):
            said.append((site.resources['nominees']['path'], row.line, 'warning', 'nominee-quota'))
        return said + [line for name in site.awards for line in self._deadline(name)]

    def _eligible(self, row, award):
        cycle = self.cycle_of(award, row['year'])
        candidate = Candidate(row['unit'], row['person'])
        if award['cycle'] == 'spot':
            return True
        if is_outside(row):
            outside = award.get('outside')
            if not outside:
                return True
            return bool(cycle) and candidate in self.candidates(award, outside['candidates'], cycle) and self.judge(outside['requires'], candidate, cycle)[0]
        if not cycle or row['recipient'] != award['recipient']:
            return False
        return self.verdicts[row['award'], cycle].get(candidate, (False, []))[0]

    def _authorised(self, row, award):
        return any((may['authority'], may['form'], may['level']) == (row['authority'], award['form'], award['level'])
                   and (may['valid_from'] or '0') <= row['decided_on'] <= (may['valid_to'] or '9') for may in self.site.tables['competences'])

    def _received(self, row, document):
        return any(all(paper[c] == row[c] for c in ('award', 'year', 'unit', 'person')) and paper['document'] == document
                   for paper in self.site.tables['dossiers'])

    def _deadline(self, name):
        """READING: a date comes before the data if it is before the last day of the last year looked at; a day of each year, which a plan
        sets knowing the cycle, if it is before that year begins."""
        award = self.site.awards[name]
        deadline = award.get('deadline')
        if not deadline or award['cycle'] == 'spot':
            return []
        last, looked = int(award['years']['to']), self._last_year(award.get('requires'), int(award['years']['to']))
        before = deadline['before'] if isinstance(deadline, dict) else deadline
        yearly = len(before) == 5
        day = datetime.date.fromisoformat(before) if not yearly else datetime.date.fromisoformat(f"{last + ('in' not in deadline)}-{before}")
        if isinstance(deadline, dict):
            day -= datetime.timedelta(1)
        if not looked or day >= (datetime.date(looked, 1, 1) if yearly else datetime.date(looked, 12, 31)):
            return []
        place = (name, 'deadline', 'before') if isinstance(deadline, dict) else (name, 'deadline')
        return [('awards.yaml', self.site.place('data/awards.yaml', *place), 'warning', 'deadline-before-data')]

    def _last_year(self, condition, last):
        """The last year of data that a condition looks at; 0 for none."""
        if not condition:
            return 0
        kind = next(key for key in condition if key in KINDS)
        rule = condition[kind]
        if kind in ('all', 'any'):
            return max([self._last_year(child, last) for child in rule], default=0)
        if kind == 'not':
            return self._last_year(rule, last)
        timeless = 'of' in rule and not {'period', 'year'} & set(self.site.fields[rule['of']])
        return 0 if kind in ('judged', 'award') or timeless else int(rule.get('to', last))


def is_outside(row):
    return row['outside_quota'] == 'true' and row['reason'] != ''

